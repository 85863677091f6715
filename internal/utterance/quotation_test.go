package utterance

import (
	"strings"
	"testing"

	"hearsay/attribution"
)

// TestQuoted holds which words count as quoted, whatever marks a paper uses.
func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"that the levies were “never asked for” there":     "never asked for",
		"that the levies were \"never asked for\" there":   "never asked for",
		"that the levies were ''never asked for.'' there":  "never asked for",
		"the levies were ‘never asked for.’":               "never asked for",
		"levies 'never asked for' by the captains' guild":  "never asked for",
		"the captain's list and the captains’ guild":       "",
		"he “asked” and … she “won’t ask” again":           "asked won't ask",
		"“Ask, and | ask again”":                           "ask and ask again",
		"“Ask, and | the captains were told to “ask again": "ask and ask again",
	} {
		r := Read(Statement{Kind: attribution.Mixed, Content: strings.Split(text, "|")})
		var quoted []string
		for _, w := range r.words {
			if w.quoted {
				quoted = append(quoted, w.written)
			}
		}
		if got := strings.Join(quoted, " "); got != want {
			t.Errorf("quoted of %q is %q, want %q", text, got, want)
		}
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("harbour ", 40)
	for _, c := range []struct{ text, content, want string }{
		{"In Tessaly she said no ships came. Nobody asked.", "no ships came", "In Tessaly she said  . Nobody asked."},
		{"no ships came", "no ships came", " "},
		{long + "no ships came " + long, "no ships came", strings.Repeat("harbour ", 24) + "  harbour" + strings.Repeat(" harbour", 11)},
	} {
		start := strings.Index(c.text, c.content)
		if got := Around(c.text, start, start+len(c.content)); got != c.want {
			t.Errorf("around %q stands %q, want %q", c.content, got, c.want)
		}
	}
}

// TestBroughtTogether holds that a statement is found by few words, where they
// tell something, and not where they are anybody's.
func TestBroughtTogether(t *testing.T) {
	said := func(name, text string) Reading {
		return Read(Statement{Article: name + text, Kind: attribution.Mixed, Act: attribution.Say, Name: name, Content: []string{text}})
	}
	for _, c := range []struct {
		a, b Reading
		want bool
	}{
		{said("Ilse Marrow", "that he was being “sarcastic”"), said("Marrow", "in the end that it was a sarcastic remark"), true},
		{said("Ilse Marrow", "that he was being “sarcastic”"), said("Otto Quill", "in the end that it was a sarcastic remark"), false},
		{said("Ilse Marrow", "the board was “recklessly negligent”"), said("", "“recklessly negligent” with the tolls"), true},
		{said("Ilse Marrow", "the board was recklessly negligent"), said("Otto Quill", "“recklessly negligent” with the tolls"), false},
		{said("Ilse Marrow", "that he would go"), said("Ilse Marrow", "that he would stay"), false},
	} {
		if got := Comparable(c.a, c.b); got != c.want {
			t.Errorf("%q and %q are brought together: %v, want %v", c.a.Content, c.b.Content, got, c.want)
		}
	}
}
