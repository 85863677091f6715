package attribution

import (
	"slices"

	"hearsay/attribution/internal/window"
)

// edges mends where a content begins and ends: not with marks that part it from
// the rest of its sentence, nor with a dateline, and with the marks of the
// quotation that it takes in.
func edges(words []window.Word, s run) run {
	if end := dateline(words, s.from); end < s.to {
		s.from = end
	}
	for s.from < s.to && parts(words[s.from]) {
		s.from++
	}
	for s.to > s.from && parts(words[s.to-1]) {
		s.to--
	}
	if s.from == s.to {
		return s
	}
	return complete(words, s)
}

// parts reports whether a word is a mark that parts content from cue.
func parts(w window.Word) bool {
	return w.Quote == window.Outside && (w.Mark == ',' || w.Mark == ';' || w.Mark == ':' || isDash(w))
}

// isDash reports whether a word is a dash, or a hyphen in place of one.
func isDash(w window.Word) bool { return w.Mark == '—' || w.Mark == '-' && w.Spaced }

// complete returns a run with the marks that end the quotation which it is in, if
// it has all of its words.
func complete(words []window.Word, s run) run {
	state, to := words[s.to-1].Quote, s.to
	for to < len(words) && words[to].Quote == state && words[to].Mark != 0 {
		to++
	}
	ends := to == len(words)
	switch {
	case state == window.Inside && !ends && words[to].Quote == window.Closes:
		s.to = to + 1
	case state == window.InsideOpen && (ends || words[to].Quote != window.InsideOpen):
		s.to = to
	}
	return s
}

// dateline returns the first word after a dateline that begins a paragraph at a
// word, or that word: "GORSK (ANB) — ".
func dateline(words []window.Word, from int) int {
	const longest = 14
	if !words[from].Begins || !words[from].Capitals && !slices.ContainsFunc(words[from:min(from+longest, len(words))], isBracket) {
		return from
	}
	for i := from + 1; i < min(from+longest, len(words)); i++ {
		switch w := words[i]; {
		case isDash(w):
			return i + 1
		case w.Quote != window.Outside, w.Small:
			return from
		}
	}
	return from
}

func isBracket(w window.Word) bool { return w.Mark == '(' }
