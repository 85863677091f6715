package article

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadDateline(t *testing.T) {
	tests := []struct {
		paragraph, place, agency, day, span string
	}{
		{"PORT ELM (TASS) — The bridge is open.", "PORT ELM", "TASS", "", "PORT ELM (TASS) —"},
		{"Moscow. March 11. INTERFAX.RU — The envoy left.", "Moscow", "INTERFAX.RU", "0000-03-11", "Moscow. March 11. INTERFAX.RU —"},
		{"KYIV, Dec 3 (Reuters) - The envoy left.", "KYIV", "Reuters", "0000-12-03", "KYIV, Dec 3 (Reuters) -"},
		{"LONDON — The envoy left.", "LONDON", "", "", "LONDON —"},
		{"WASHINGTON (AP) – The envoy left.", "WASHINGTON", "AP", "", "WASHINGTON (AP) –"},
		{"WASHINGTON (AP)—The envoy left.", "WASHINGTON", "AP", "", "WASHINGTON (AP)—"},
		{"(Reuters) - The envoy left.", "", "Reuters", "", "(Reuters) -"},
		{"SELM, Karvia (AP) -- The envoy left.", "SELM, Karvia", "AP", "", "SELM, Karvia (AP) --"},
		{"ALBANY, N.Y. (AP) — The envoy left.", "ALBANY, N.Y.", "AP", "", "ALBANY, N.Y. (AP) —"},
		{"MOSCOW, March 11. /TASS/. The envoy left.", "MOSCOW", "TASS", "0000-03-11", "MOSCOW, March 11. /TASS/."},
		{"MOSCOW, March 11, 2017 (Sputnik) – The envoy left.", "MOSCOW", "Sputnik", "2017-03-11", "MOSCOW, March 11, 2017 (Sputnik) –"},
		{"PARIS, Monday (AFP) - The envoy left.", "PARIS", "AFP", "", "PARIS, Monday (AFP) -"},
		{"ST. PETERSBURG, 12 June 2018 (TASS) — The envoy left.", "ST. PETERSBURG", "TASS", "2018-06-12", "ST. PETERSBURG, 12 June 2018 (TASS) —"},
		{"BEIRUT/ANKARA (Reuters) - The envoy left.", "BEIRUT/ANKARA", "Reuters", "", "BEIRUT/ANKARA (Reuters) -"},
		{"GRELL (Harbour Wire) - The envoy left.", "GRELL", "Harbour Wire", "", "GRELL (Harbour Wire) -"},
		{"UNITED NATIONS\u00a0(AP)\u00a0— The envoy left.", "UNITED NATIONS", "AP", "", "UNITED NATIONS\u00a0(AP)\u00a0—"},
		{"KABUL (Reuters) The envoy left.", "KABUL", "Reuters", "", "KABUL (Reuters)"},
		{"Port Elm. March 11. ELMPRESS. The envoy left.", "Port Elm", "ELMPRESS", "0000-03-11", "Port Elm. March 11. ELMPRESS."},

		{"Ada Moor. March 11 was a Sunday. NATO. The envoy left.", "", "", "", ""},
		{"She spoke in May. NATO. The envoy left.", "", "", "", ""},
		{"Ada Moor (Reform) – the minister – left.", "", "", "", ""},
		{"The bridge — built in 1911 — is open.", "", "", "", ""},
		{"BREAKING — The bridge is open.", "", "", "", ""},
		{"NATO — the alliance — met.", "", "", "", ""},
		{"MOSCOW-BASED firms left.", "", "", "", ""},
		{"Moscow said nothing.", "", "", "", ""},
		{"Trump, Putin (left) - a picture.", "", "", "", ""},
		{"“LONDON — is calling,” she said.", "", "", "", ""},
		{"A", "", "", "", ""},
		{"", "", "", "", ""},
	}
	for _, test := range tests {
		d, day := readDateline(test.paragraph)
		span := test.paragraph[d.Start:d.End]
		written := ""
		if !day.IsZero() {
			written = isoDay(day)
		}
		if d.Place != test.place || d.Agency != test.agency || written != test.day || span != test.span {
			t.Errorf("%q:\n got %q %q %q %q\nwant %q %q %q %q", test.paragraph, d.Place, d.Agency, written, span, test.place, test.agency, test.day, test.span)
		}
	}
}

func FuzzReadDateline(f *testing.F) {
	for _, s := range []string{"PORT ELM (TASS) — The", "Selm. March 11. KNA.KV — The", "(Reuters) - x", "A, B/C (D) --\xff", strings.Repeat("\xa1", 2*maxDateline)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, _ := readDateline(s)
		if d.Start != 0 || d.End < 0 || d.End > len(s) || utf8.ValidString(s) && !utf8.ValidString(s[:d.End]) {
			t.Errorf("dateline %+v in %d bytes", d, len(s))
		}
	})
}
