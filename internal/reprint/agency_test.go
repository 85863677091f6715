package reprint_test

import (
	"strings"
	"testing"

	"hearsay/internal/reprint"
)

func TestAgencyIsTheOneThatTheTextCredits(t *testing.T) {
	const body = "\n\nThe ferry to Ardmark will not run on Sundays, the harbour office said on Monday.\n\nIt gave no reason, and people of both towns asked for one at once.\n"
	for name, c := range map[string]struct{ text, want string }{
		"dateline":                    {"No ferry\n\nARDMARK (AP) — The ferry to Tolm will not run.\n\nMore.", "AP"},
		"dateline with a day":         {"No ferry\n\nARDMARK, Tolm, Nov. 19 (UPI) -- The ferry will not run.", "UPI"},
		"dateline without place":      {"No ferry\n\n(Reuters) - The ferry will not run.", "Reuters"},
		"dateline without capitals":   {"No ferry\n\nArdmark (AFP) – The ferry will not run.", "AFP"},
		"day before agency":           {"No ferry\n\nDec 29 (Reuters) - The ferry will not run.", "Reuters"},
		"slashes":                     {"No ferry\n\nARDMARK, March 11. /TASS/. The ferry will not run.", "TASS"},
		"full stops":                  {"No ferry\n\nArdmark. March 11. INTERFAX.RU - The ferry will not run.", "Interfax"},
		"two agencies in a dateline":  {"No ferry\n\nARDMARK (Tolm Radio/AP) — The ferry will not run.", ""},
		"byline":                      {"No ferry\n\nBy Ada Moor, Associated Press" + body, "AP"},
		"byline, agency alone":        {"No ferry\n\nBy The Associated Press" + body, "AP"},
		"contributed":                 {"No ferry" + body + "\nReuters contributed to this report.", "Reuters"},
		"contributed, with the":       {"No ferry" + body + "\nThe Associated Press contributed to this report.", "AP"},
		"two contributed":             {"No ferry" + body + "\nReuters contributed to this report.\n\nAFP contributed to this report.", ""},
		"writers":                     {"No ferry" + body + "\nAssociated Press writer Ada Moor in Tolm contributed to this report.", "AP"},
		"last line":                   {"No ferry" + body + "\n- Reuters.", "Reuters"},
		"last line in brackets":       {"No ferry" + body + "\n(dpa)", "dpa"},
		"at the end of the last line": {"No ferry\n\nThe ferry will not run. It gave no reason. (ANSA)", "ANSA"},
		"source":                      {"No ferry" + body + "\nSource: Xinhua", "Xinhua"},
		"rights":                      {"No ferry" + body + "\nCopyright 2018 The Associated Press. All rights reserved.", "AP"},
		"rights, sign":                {"No ferry" + body + "\n© 2018 AFP", "AFP"},
		"PA Media":                    {"No ferry" + body + "\nPA Media", "PA"},

		"nothing":                     {"No ferry" + body, ""},
		"about an agency":             {"AP drops a style rule\n\nThe Associated Press said on Monday that it will write ferry with one r.", ""},
		"told an agency":              {"No ferry\n\nThe harbour office told Reuters that the ferry will not run.", ""},
		"cited in brackets":           {"No ferry\n\nThe ferry (AP) will not run, and nobody (Reuters) knows why.", ""},
		"cites one further down":      {"No ferry" + body + "\nFrom the wire:\n\nARDMARK (AP) — The ferry to Tolm will not run.", ""},
		"a picture's credit":          {"No ferry\n\nASSOCIATED PRESS" + body + strings.Repeat("\nMore on that ferry.\n", 3), ""},
		"party, not place":            {"No ferry\n\nAda Moor (PA) said the ferry will not run.", ""},
		"app":                         {"No ferry\n\nThe Ferry (App) – it counts the boats.", ""},
		"a paper's own":               {"No ferry\n\nARDMARK (Tolm Lantern) — The ferry will not run.", ""},
		"words of an agency's person": {"Quiz\n\nWho said it?\n\nA writer of the Associated Press", ""},
		"empty":                       {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := reprint.Agency(c.text); got != c.want {
				t.Errorf("Agency = %q, want %q", got, c.want)
			}
		})
	}
}

// TestAgenciesOfMarkedArticles compares with what PolNeAR's makers noted of each
// article's wire. The figures, and what differs:
//
//	go test -run TestAgenciesOfMarkedArticles -v ./internal/reprint
func TestAgenciesOfMarkedArticles(t *testing.T) {
	all := append(readMarked(t, "data/polnear/dev.jsonl"), readMarked(t, "data/polnear/train.jsonl")...)
	right, wrong, missed := 0, 0, 0
	overlooked := map[string]string{ // its last line is "- Reuters."
		"wash-post_2016-07-03_trump-tweet-that-blasts-clinton-": "Reuters",
	}
	for _, a := range all {
		want := a.Wire
		if want == "None" {
			want = overlooked[a.ID]
		}
		switch got := reprint.Agency(a.Text); {
		case want == "NA" && got != "": // nobody noted it
			t.Logf("found %s, not noted: %s", got, a.ID)
		case got == "" && (want == "" || want == "NA"):
		case got == "":
			missed++
			t.Logf("missed %s: %s", want, a.ID)
		case strings.EqualFold(got, want):
			right++
		default:
			wrong++
			t.Logf("found %s, noted %q: %s", got, want, a.ID)
		}
	}
	t.Logf("%d right, %d wrong, %d missed of %d articles", right, wrong, missed, len(all))
	if wrong > 0 || right < 69 {
		t.Errorf("%d right, %d wrong; want 69 and none", right, wrong)
	}
}
