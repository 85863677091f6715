package ingest

import (
	"fmt"
	"strings"
	"unicode"

	"hearsay/attribution"
	"hearsay/internal/article"
	"hearsay/internal/capture"
	"hearsay/internal/chain"
	"hearsay/internal/record"
	"hearsay/internal/speaker"
	"hearsay/internal/when"
)

// A job is a capture to be read.
type job struct {
	capture  capture.Capture
	encoding string // as a person stated it afterwards
}

// size is how much of what may be on the way the job takes.
func (j job) size() int64 { return min(int64(len(j.capture.Body)), onTheWay) }

// article reads the capture as an article.
func (j job) article() (article.Article, error) {
	var options []article.Option
	if j.encoding != "" {
		options = append(options, article.Encoding(j.encoding))
	}
	return article.Read(j.capture, options...)
}

// derive runs the stages that look at one page alone, without those that find
// statements if search is false. The same bytes always give the same reading.
func derive(j job, search bool) (reading record.Reading) {
	reading.SHA256 = j.capture.SHA256
	defer func() {
		// A page that breaks a stage must not take the others with it.
		if broken := recover(); broken != nil {
			reading = record.Reading{SHA256: j.capture.SHA256, Failure: fmt.Sprintf("a fault in Hearsay: %v", broken)}
		}
	}()
	a, err := j.article()
	if err != nil {
		reading.Failure = err.Error()
		return reading
	}
	if search {
		reading = Read(j.capture.SHA256, a, clip(a, a.Prose(), attribution.Extract(a.Prose())), attribution.Engine)
	} else {
		reading.Article = a
	}
	reading.Prepare()
	return reading
}

// Read runs the stages that come after the finding of statements, over the
// article of a capture and those found in it, by whatever found them.
func Read(sha256 string, a article.Article, found []attribution.Statement, by string) record.Reading {
	prose := a.Prose()
	reading := record.Reading{SHA256: sha256, Article: a, By: by, Statements: found}
	whole, captions := withCaptions(a, prose)
	reading.Speakers = speaker.Resolve(whole, reading.Statements, speaker.Author(a.Author), speaker.Captions(captions))
	names := names(reading.Speakers)
	reading.Days = when.Said(when.Page{
		Text:        prose,
		Published:   a.Published,
		Dateline:    attribution.Span{Start: a.Dateline.Start, End: a.Dateline.End},
		DatelineDay: a.Dateline.Day,
	}, reading.Statements, names)
	reading.Chains = chain.Trace(chain.PageOf(a, prose), reading.Statements, names)
	return reading
}

// withCaptions returns the prose with the captions left in, and where they are.
func withCaptions(a article.Article, prose string) (string, []attribution.Span) {
	whole := []byte(prose)
	var captions []attribution.Span
	for _, p := range a.Parts {
		if p.Kind == article.Caption {
			copy(whole[p.Start:p.End], a.Text[p.Start:p.End])
			captions = append(captions, attribution.Span{Start: p.Start, End: p.End})
		}
	}
	return string(whole), captions
}

// names returns the names of speakers, "" where not known.
func names(speakers []speaker.Speaker) []string {
	all := make([]string, len(speakers))
	for i, s := range speakers {
		all[i] = s.Name
	}
	return all
}

// clip cuts what is not headline or body out of the contents, so that nothing
// of a page's frame is ever part of a statement, and marks those that stand in
// the headline.
func clip(a article.Article, prose string, found []attribution.Statement) []attribution.Statement {
	kept := make([]attribution.Statement, 0, len(found))
	place := make([]int, len(found)) // where each went
	for i, s := range found {
		place[i] = -1
		var content []attribution.Span
		for _, c := range s.Content {
			content = append(content, pieces(a, prose, c)...)
		}
		if len(content) == 0 {
			continue
		}
		s.Content = content
		s.Headline = a.InHeadline(content[0].Start, content[0].End)
		place[i] = len(kept)
		kept = append(kept, s)
	}
	for i := range kept {
		if kept[i].Inside >= 0 {
			kept[i].Inside = place[kept[i].Inside]
		}
	}
	return kept
}

// pieces returns what of the span is headline or body.
func pieces(a article.Article, prose string, span attribution.Span) []attribution.Span {
	var found []attribution.Span
	for _, p := range a.PartsOf(span.Start, span.End) {
		if p.Kind != article.Headline && p.Kind != article.Body {
			continue
		}
		piece := attribution.Span{Start: max(span.Start, p.Start), End: min(span.End, p.End)}
		if piece.Empty() {
			continue
		}
		words := piece.In(prose)
		piece.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
		piece.End -= len(words) - len(strings.TrimRightFunc(words, unicode.IsSpace))
		if piece.Empty() {
			continue
		}
		// Paragraphs that follow each other are one piece, as the engine had it.
		if n := len(found); n > 0 && strings.TrimSpace(a.Text[found[n-1].End:piece.Start]) == "" {
			found[n-1].End = piece.End
			continue
		}
		found = append(found, piece)
	}
	return found
}
