package web

import (
	"strings"

	"hearsay/internal/record"
)

// A contrast is an utterance in two wordings that may contradict each other.
type contrast struct {
	record.Contrast
	Fullest, Other *note
	Pieces         []difference
}

func contrastOf(c record.Contrast) contrast {
	return contrast{c, &note{Statement: c.Fullest}, &note{Statement: c.Other.Statement}, excerpt(differences(c.Other))}
}

// Address is where all its wordings stand side by side.
func (c contrast) Address() string { return utteranceAddress(c.ID) }

const (
	excerptWords  = 120 // bytes of an unbroken run, about
	excerptPieces = 9   // runs at most
)

// excerpt is what of a witness's words stands around the differences.
func excerpt(pieces []difference) []difference {
	var all []difference
	for i, d := range pieces {
		if len(all) == excerptPieces {
			return append(all, difference{Op: "same", Own: "…"})
		}
		if d.Op == "same" {
			d.Own = shortRun(d.Own, i > 1, i < len(pieces)-1) // the first piece is what stands before the words
		} else {
			d.Own, d.Missing = shortRun(d.Own, true, false), shortRun(d.Missing, true, false)
		}
		all = append(all, d)
	}
	return all
}

// shortRun cuts a run of words that is long: what it begins with stays, what it
// ends with, or both.
func shortRun(words string, begin, end bool) string {
	if len(words) <= excerptWords {
		return words
	}
	most := excerptWords
	if begin && end {
		most /= 2
	}
	cut := ""
	if begin {
		cut = strings.TrimSpace(cutAtWord(words, most)) + " "
	}
	cut += "…"
	if end {
		rest := words[len(words)-most:]
		if at := strings.IndexAny(rest, " \n\t"); at >= 0 {
			rest = rest[at:]
		} else {
			rest = ""
		}
		cut += rest
	}
	return cut
}
