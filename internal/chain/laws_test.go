package chain_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"hearsay/attribution"
	"hearsay/internal/chain"
)

// scattered puts statements anywhere in a text, in ways that no engine would.
func scattered(text string, n int, seed uint64) ([]attribution.Statement, []string) {
	r := rand.New(rand.NewPCG(seed, 1))
	span := func() attribution.Span {
		start := r.IntN(len(text))
		return attribution.Span{Start: start, End: start + 1 + r.IntN(min(40, len(text)-start))}
	}
	statements := make([]attribution.Statement, n)
	speakers := make([]string, r.IntN(n+1)) // some may be missing
	for i := range statements {
		s := attribution.Statement{Inside: r.IntN(n+2) - 1, Kind: attribution.Direct, Act: attribution.Say, Headline: r.IntN(9) == 0}
		if r.IntN(3) > 0 {
			s.Inside = -1
		}
		if r.IntN(4) > 0 {
			s.Source = span()
		}
		if r.IntN(4) > 0 {
			s.Cue = span()
		}
		for range r.IntN(3) {
			s.Content = append(s.Content, span())
		}
		statements[i] = s
	}
	for i := range speakers {
		speakers[i] = []string{"", "Ada Moor", "Dov Arlen"}[r.IntN(3)]
	}
	return statements, speakers
}

// FuzzTrace holds that whatever the text and wherever the statements stand,
// each gets a chain of words on one line, and the same one every time.
func FuzzTrace(f *testing.F) {
	for _, text := range []string{
		"TOLM (QUILL) — “It rains,” Ada Moor told the Elm Beacon daily, Reuters reported.\n\nBy Ada Moor\n— AP",
		"About it reports Quill with reference to the channel Tide. In an interview with CNN’s Dov Arlen, she",
		"\xff“said in a to the on at of’s", "told told told to the the", "",
	} {
		f.Add(text, uint64(3))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		if len(text) == 0 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		statements, speakers := scattered(text, 12, seed)
		page := chain.Page{Text: text, Full: text, Outlet: "Beacon", Agency: text[:min(9, len(text))], DatelineEnd: min(9, len(text))}
		chains := chain.Trace(page, statements, speakers)
		if len(chains) != len(statements) {
			t.Fatalf("%d chains of %d statements", len(chains), len(statements))
		}
		again := chain.Trace(page, statements, speakers)
		for i, c := range chains {
			if c.To != again[i].To || c.Where != again[i].Where || strings.Join(c.Via, "|") != strings.Join(again[i].Via, "|") {
				t.Errorf("statement %d: %+v, then %+v", i, c, again[i])
			}
			for _, words := range append([]string{c.To, c.Where}, c.Via...) {
				if strings.Join(strings.Fields(words), " ") != words {
					t.Errorf("statement %d: %q", i, words)
				}
			}
		}
	})
}

// TestLinear holds that a text of a megabyte takes a second or so, whatever it
// repeats.
func TestLinear(t *testing.T) {
	for _, repeated := range []string{
		"told ", "interview ", "interview with Ada Moor of ", "About it reference to ", "the Quill agency ", "In a letter to the board, Moor said. ",
		"“Yes,” Moor told CNN’s ", "By Quill News\n", ", who ", "according to ", "of ", "A", "a.b.", "said to the the ", "\n",
	} {
		text := strings.Repeat(repeated, 1<<20/len(repeated))
		statements, speakers := scattered(text, 5000, 7)
		start := time.Now()
		chain.Trace(chain.Page{Text: text, Full: text}, statements, speakers)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("a megabyte of %q took %v", repeated, took)
		} else {
			t.Logf("%-30q %v", repeated, took)
		}
	}
}
