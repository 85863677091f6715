// Package eval measures how well an article was read, against what people
// marked.
//
// Of the statements, [Score] compares attributions span by span, and
// [ScoreExpected] what is exported with what a careful reader finds. Of the
// speakers, [ScoreSources], [ScoreEntities] and [ScoreSnippets] judge whom a
// source or a pronoun is said to mean. Across articles, [ScoreUtterances] judges
// which statements are said to report one act of speaking. Each form of marked
// file has its reader, and [Recognize] tells which.
//
// The package judges what it is given: it reads no pages and names no speakers.
package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/attribution"
)

// An Attribution is a statement as it is marked: for each role the bytes of the
// article's text that fill it. A role that the article leaves out is empty.
type Attribution struct {
	Source  []attribution.Span
	Cue     []attribution.Span
	Content []attribution.Span
}

// An Article is a text and the attributions in it.
type Article struct {
	ID           string
	Outlet       string // empty where the file does not tell, as is:
	Author       string
	Title        string
	Date         string // 2006-01-02
	Text         string // empty in files of predictions
	Attributions []Attribution
}

// A Count is how many of the things predicted and marked agree.
type Count struct {
	Agreeing, Predicted, Gold int
}

// Precision is the share of what was predicted that is right, 0 if nothing was.
func (c Count) Precision() float64 { return ratio(c.Agreeing, c.Predicted) }

// Recall is the share of what is marked that was predicted, 0 if nothing is.
func (c Count) Recall() float64 { return ratio(c.Agreeing, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.Agreeing, c.Predicted+c.Gold) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// line gives the count with its name, precision, recall and F1.
func (c Count) line(name string) string {
	return fmt.Sprintf("%-14s P %.4f R %.4f F1 %.4f  (%d of %d predicted, %d gold)\n",
		name, c.Precision(), c.Recall(), c.F1(), c.Agreeing, c.Predicted, c.Gold)
}

func (c *Count) add(d Count) {
	c.Agreeing += d.Agreeing
	c.Predicted += d.Predicted
	c.Gold += d.Gold
}

// A Report holds what was counted over all articles. Attributions without
// content are left out of all counts.
type Report struct {
	// Exact and Bytes count by role: spans whose both ends are right, and bytes
	// with the role in any attribution.
	Exact, Bytes struct{ Source, Cue, Content Count }

	// Linked counts pairs, one to one, of a predicted and a marked attribution
	// whose contents overlap by at least half of their union and whose sources
	// overlap or are both absent.
	Linked Count

	// Whole counts attributions of which every span is right.
	Whole Count
}

// String gives the counts as lines sorted by name, each with precision, recall
// and F1.
func (r Report) String() string {
	var b strings.Builder
	for _, line := range []struct {
		name  string
		count Count
	}{
		{"bytes content", r.Bytes.Content},
		{"bytes cue", r.Bytes.Cue},
		{"bytes source", r.Bytes.Source},
		{"exact content", r.Exact.Content},
		{"exact cue", r.Exact.Cue},
		{"exact source", r.Exact.Source},
		{"linked", r.Linked},
		{"whole exact", r.Whole},
	} {
		b.WriteString(line.count.line(line.name))
	}
	return b.String()
}

// Score compares predicted attributions with marked ones, article by article,
// matched by their ids. An article that predicted lacks counts as having none;
// one that gold lacks is passed over. Of articles with the same id, the last
// counts.
func Score(gold, predicted []Article) Report {
	var r Report
	found := byID(predicted)
	for _, article := range lastOfEach(gold) {
		g, p := withContent(article.Attributions), withContent(found[article.ID])
		for _, role := range []struct {
			of           func(Attribution) []attribution.Span
			exact, bytes *Count
		}{
			{func(a Attribution) []attribution.Span { return a.Source }, &r.Exact.Source, &r.Bytes.Source},
			{func(a Attribution) []attribution.Span { return a.Cue }, &r.Exact.Cue, &r.Bytes.Cue},
			{func(a Attribution) []attribution.Span { return a.Content }, &r.Exact.Content, &r.Bytes.Content},
		} {
			gs, ps := spansOf(g, role.of), spansOf(p, role.of)
			role.exact.add(Count{common(gs, ps), len(ps), len(gs)})
			gb, pb := cover(gs), cover(ps)
			role.bytes.add(Count{shared(gb, pb), size(pb), size(gb)})
		}
		r.Linked.add(Count{Linked(g, p), len(p), len(g)})
		gw, pw := wholes(g), wholes(p)
		r.Whole.add(Count{common(gw, pw), len(pw), len(gw)})
	}
	return r
}

func byID(articles []Article) map[string][]Attribution {
	m := make(map[string][]Attribution, len(articles))
	for _, a := range articles {
		m[a.ID] = a.Attributions
	}
	return m
}

func lastOfEach(articles []Article) []Article {
	at := make(map[string]int, len(articles))
	var kept []Article
	for _, a := range articles {
		if i, seen := at[a.ID]; seen {
			kept[i] = a
			continue
		}
		at[a.ID] = len(kept)
		kept = append(kept, a)
	}
	return kept
}

func withContent(attributions []Attribution) []Attribution {
	return slices.DeleteFunc(slices.Clone(attributions), func(a Attribution) bool { return len(a.Content) == 0 })
}

// spansOf returns the different spans that fill a role, in order.
func spansOf(attributions []Attribution, role func(Attribution) []attribution.Span) []attribution.Span {
	var spans []attribution.Span
	for _, a := range attributions {
		spans = append(spans, role(a)...)
	}
	slices.SortFunc(spans, inOrder)
	return slices.Compact(spans)
}

func inOrder(a, b attribution.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// wholes returns what makes an attribution the same as another, each once, in
// order.
func wholes(attributions []Attribution) []string {
	keys := make([]string, len(attributions))
	for i, a := range attributions {
		var b strings.Builder
		for _, spans := range [][]attribution.Span{a.Source, a.Cue, a.Content} {
			spans = slices.Clone(spans)
			slices.SortFunc(spans, inOrder)
			fmt.Fprint(&b, spans)
		}
		keys[i] = b.String()
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// common counts what two sets, without repetitions, share.
func common[T comparable](a, b []T) int {
	in := make(map[T]bool, len(a))
	for _, x := range a {
		in[x] = true
	}
	n := 0
	for _, x := range b {
		if in[x] {
			n++
		}
	}
	return n
}
