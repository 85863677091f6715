package web

import (
	"strings"
	"unicode/utf8"

	"hearsay/internal/record"
)

// A stretch is what a page shows as one block of an article's text: a
// paragraph, the headline, a caption, a run of the page's frame. The stretches
// of an article cover its text from the first byte to the last.
type stretch struct {
	Kind  string // headline, body, caption, frame
	Start int
	Blank int // where the blank bytes begin that part it from the next one
	End   int
}

// wrappedWidth is the longest line, in characters, of a text whose lines were
// broken to fit a width. In longer lines every line end ends a paragraph.
const wrappedWidth = 90

// stretches cuts a text at the bounds of its parts and at the ends of its
// paragraphs. Parts that do not fit the text are left out; bytes that no part
// claims and that are not blank are shown as body, so nothing is lost.
func stretches(text string, parts []record.Part) []stretch {
	var all []stretch
	wrapped := hardWrapped(text)
	add := func(kind string, start, end int) {
		if kind == "frame" || kind == "caption" {
			all = append(all, stretch{kind, start, end, end})
			return
		}
		all = append(all, paragraphs(text, kind, start, end, wrapped)...)
	}
	between := func(start, end int) {
		if end <= start {
			return
		}
		if len(all) > 0 && strings.TrimSpace(text[start:end]) == "" {
			all[len(all)-1].End = end
			return
		}
		add("body", start, end)
	}
	at := 0
	for _, part := range parts {
		if part.Start < at || part.End <= part.Start || part.End > len(text) ||
			!onBoundary(text, part.Start) || !onBoundary(text, part.End) {
			continue
		}
		between(at, part.Start)
		add(part.Kind, part.Start, part.End)
		at = part.End
	}
	between(at, len(text))
	return joinFrames(all)
}

// hardWrapped reports whether no line of a text is longer than a screen's.
func hardWrapped(text string) bool {
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(line) > wrappedWidth {
			return false
		}
	}
	return true
}

// paragraphs cuts text[start:end] after each line end, or, where lines were
// broken to fit a width, after each empty line. Blank lines go to the paragraph
// before them.
func paragraphs(text, kind string, start, end int, wrapped bool) []stretch {
	var all []stretch
	open := false // whether the last paragraph goes on
	at := start
	for line := range strings.Lines(text[start:end]) {
		blank := strings.TrimSpace(line) == ""
		last := len(all) - 1
		switch {
		case blank && last >= 0:
			all[last].End += len(line)
			open = false
		case open:
			all[last].End += len(line)
			all[last].Blank = at + len(strings.TrimRight(line, " \t\r\n"))
		default:
			all = append(all, stretch{kind, at, at + len(strings.TrimRight(line, " \t\r\n")), at + len(line)})
			open = wrapped && !blank
		}
		at += len(line)
	}
	return all
}

// joinFrames makes one stretch of frames that follow each other.
func joinFrames(all []stretch) []stretch {
	joined := all[:0]
	for _, s := range all {
		if last := len(joined) - 1; last >= 0 && s.Kind == "frame" && joined[last].Kind == "frame" {
			joined[last].Blank, joined[last].End = s.Blank, s.End
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// onBoundary reports whether a character begins at byte i of the text, or the
// text ends there.
func onBoundary(text string, i int) bool {
	return i == len(text) || (i >= 0 && i < len(text) && utf8.RuneStart(text[i]))
}
