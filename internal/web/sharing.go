package web

import (
	"net/http"

	"hearsay/attribution"
	"hearsay/internal/record"
	"hearsay/internal/variant"
)

// A sharing is another article that has text of one, as that one's page tells it.
type sharing struct {
	record.Sharing
	of string // id of the one
}

// Address is the other article's page, Beside that of the two side by side,
// OutletAddress a search of what the other's outlet printed.
func (s sharing) Address() string       { return articleAddress(s.Article.ID) }
func (s sharing) Beside() string        { return besideAddress(s.of, s.Article.ID) }
func (s sharing) OutletAddress() string { return outletAddress(s.Article.Outlet) }

// Title is what the other article is called.
func (s sharing) Title() string { return titleOf(s.Article) }

// Reason says how it is known which of the two came first, or why it is not;
// nothing where nothing tells.
func (s sharing) Reason() string {
	return map[string]string{
		"agency's own": "it is the agency's own page", "earlier day": "by the day",
		"same agency": "both credit one agency", "one credits an agency": "one of them credits an agency",
	}[s.Why]
}

// Order says which of the two came first and how that is known.
func (s sharing) Order() string {
	order := "which came first is not known"
	switch s.First {
	case "":
	case s.of:
		order = "this one came first"
	default:
		order = "the other came first"
	}
	if reason := s.Reason(); reason != "" {
		order += ": " + reason
	}
	return order
}

// sharingsOf are those who have text of an article.
func sharingsOf(a record.Article) []sharing {
	var all []sharing
	for _, s := range a.Shares {
		all = append(all, sharing{s, a.ID})
	}
	return all
}

// besidePage is what two articles have in common, side by side: at the left the
// one that came first, where that is known, else the one that was asked for.
type besidePage struct {
	Left, Right listedArticle
	Sharing     sharing
	Passages    []passage
}

// Ordered reports whether it is known that the left one came first.
func (p besidePage) Ordered() bool { return p.Sharing.First != "" }

// A passage is a stretch of text that two articles have, with what is different
// in the right one's words.
type passage struct {
	Left         string
	Right        []difference
	Words, Equal int
}

// comparedWords is how many words of a page have their differences marked, so
// that no two texts take seconds to show.
const comparedWords = 4000

func (s *site) beside(w http.ResponseWriter, r *http.Request) error {
	own, err := s.record.Article(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	for _, sharing := range sharingsOf(own) {
		if sharing.Article.ID != r.PathValue("other") {
			continue
		}
		other, err := s.record.Article(r.Context(), sharing.Article.ID)
		if err != nil {
			return err
		}
		page := besidePage{Left: listedArticle{own}, Right: listedArticle{other}, Sharing: sharing}
		swap := sharing.First == other.ID
		if swap {
			page.Left, page.Right = page.Right, page.Left
		}
		words := 0
		for _, p := range sharing.Passages {
			if swap {
				p.A, p.B = p.B, p.A
			}
			words += p.Words
			left, right := stretchOf(page.Left.Text, p.A), stretchOf(page.Right.Text, p.B)
			page.Passages = append(page.Passages, passage{left, differencesOf(left, right, words <= comparedWords), p.Words, p.Equal})
		}
		return s.send(w, r, http.StatusOK, "beside", sheet{Title: "Text that two articles have", Body: page})
	}
	return record.ErrNotFound
}

// differencesOf are the words of a text and what is different in them from
// another's; with mark unset they are not compared.
func differencesOf(from, text string, mark bool) []difference {
	if !mark {
		return []difference{{Op: "same", Own: text}}
	}
	wording := func(text string) variant.Wording {
		return variant.Wording{Pieces: []variant.Piece{{Text: text}}, Kind: attribution.Direct}
	}
	aligned := variant.Beside(wording(from), wording(text))
	all := []difference{{Op: "same", After: aligned.Before}}
	for _, s := range aligned.Segments {
		all = append(all, difference{Op: opClass(s.Op), Own: s.Own, Missing: s.Base, After: s.After})
	}
	return all
}

// stretchOf is the bytes of a text from one to before another; where they are no
// stretch of it, nothing.
func stretchOf(text string, at [2]int) string {
	if at[0] > at[1] || !onBoundary(text, at[0]) || !onBoundary(text, at[1]) {
		return ""
	}
	return text[at[0]:at[1]]
}
