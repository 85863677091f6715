package attribution

import (
	"slices"
	"strings"

	"hearsay/attribution/internal/layout"
	"hearsay/attribution/internal/window"
)

// A quoted paragraph is one that is a quotation and nothing else.
type quotedParagraph struct {
	Span
	runsOn bool // with a quotation that the paragraph before left open
	open   bool // its last quotation is never closed: it may run on in the next
}

// quotedParagraphs returns the quoted paragraphs of a text, in order.
func quotedParagraphs(t *window.Text) (all []quotedParagraph) {
	open := false
	for _, p := range t.Paragraphs {
		words := t.Words[p.From:p.To]
		runsOn := open
		open = words[len(words)-1].Quote == window.InsideOpen
		if !slices.ContainsFunc(words, func(w window.Word) bool { return w.Quote == window.Outside }) {
			all = append(all, quotedParagraph{Span(p.Span), runsOn, open})
		}
	}
	return all
}

// byParagraph gives quoted paragraphs their due. One that runs on with a
// statement's quotation belongs to it, as does one that a statement's quotation
// runs on from. One that was linked to the cue of another paragraph is a statement
// of its own, with that cue's speaker.
func byParagraph(t *window.Text, all []found) []found {
	quoted := quotedParagraphs(t)
	around := func(s Span) (quotedParagraph, bool) {
		i, _ := slices.BinarySearchFunc(quoted, s.Start, func(q quotedParagraph, at int) int { return q.End - at - 1 })
		if i == len(quoted) || s.Start < quoted[i].Start {
			return quotedParagraph{}, false
		}
		return quoted[i], true
	}
	taken := map[Span]bool{}    // paragraphs that have a statement's words
	alone := map[Span][]found{} // statements without a cue in those that run on
	made := make([]found, 0, len(all))
	for _, f := range all {
		if p, ok := around(f.content[0]); ok && p.runsOn && f.cue.Empty() {
			alone[p.Span] = append(alone[p.Span], f)
			continue
		}
		kept := f
		kept.content = nil
		for _, c := range f.content {
			p, ok := around(c)
			if ok {
				taken[p.Span] = true
			}
			if ok && !p.runsOn && !p.open && !f.cue.Empty() && !p.Holds(f.cue) && len(f.content) > 1 {
				own := f
				own.content = []Span{c}
				made = append(made, own)
				continue
			}
			if n := len(kept.content); ok && p.runsOn && n > 0 && kept.content[n-1].End == endBefore(t.Source, c.Start) {
				kept.content[n-1].End = c.End
				continue
			}
			kept.content = append(kept.content, c)
		}
		if len(kept.content) > 0 {
			made = append(made, kept)
		}
	}
	ends := map[int]int{} // of each content, the statement
	for i, f := range made {
		ends[f.content[len(f.content)-1].End] = i
	}
	for _, p := range quoted {
		if !p.runsOn || taken[p.Span] {
			continue
		}
		if i, ok := ends[endBefore(t.Source, p.Start)]; ok {
			content := made[i].content
			content[len(content)-1].End = p.End
			ends[p.End] = i
		} else {
			made = append(made, alone[p.Span]...)
		}
	}
	begins := map[int]int{} // of each content that is first, the statement
	for i, f := range made {
		begins[f.content[0].Start] = i
	}
	for _, p := range slices.Backward(quoted) {
		if !p.open || taken[p.Span] {
			continue
		}
		if i, ok := begins[layout.SkipSpace(t.Source, p.End)]; ok {
			made[i].content = slices.Insert(made[i].content, 0, p.Span)
			begins[p.Start] = i
		}
	}
	return made
}

// endBefore returns the end of what stands before a place in a text, white space
// left out.
func endBefore(text string, at int) int {
	return len(strings.TrimRightFunc(text[:at], layout.IsSpace))
}
