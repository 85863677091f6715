package web

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"

	"hearsay/internal/record"
)

// A note is a statement as pages tell of it.
type note struct {
	record.Statement
	Number int  // in its article, from 1; 0 where articles are mixed
	Chosen bool // the reader came for this one
	Stray  bool // its bytes do not match the article's text
	Whole  bool // content is shown in full length

	MayCorrect bool // the reader may say whose it is, where the note stands

	Sought record.Query // the search that found it, whose words are marked in it

	View articleView // of its article, where that is shown: the way to its place keeps it

	AtSpeaker bool // shown on its speaker's page, below its day: neither is repeated
}

// notesOf makes a note of each statement.
func notesOf(statements []record.Statement) []*note {
	notes := make([]*note, len(statements))
	for i, s := range statements {
		notes[i] = &note{Statement: s, Number: i + 1}
	}
	return notes
}

// Address is the statement's own page, Place where it stands in its article.
func (n *note) Address() string { return statementAddress(n.ID) }
func (n *note) Place() string {
	place := n.View
	place.ID, place.Chosen = n.Article.ID, n.ID
	return place.Address()
}

// CapturedAddress leads to the words on the page as it was captured, LiveAddress on
// the page that the article states as its own; empty where it states none.
func (n *note) CapturedAddress() string {
	return originalAddress(n.Article.ID) + passageFragment(n.Content)
}
func (n *note) LiveAddress() string { return passageLink(n.Article.URL, n.Content) }

// ArticleAddress, OutletAddress, SpeakerAddress, EnclosingAddress and
// OriginalAddress lead on; the last three are empty where there is nothing.
func (n *note) ArticleAddress() string { return articleAddress(n.Article.ID) }
func (n *note) OutletAddress() string  { return outletAddress(n.Article.Outlet) }

func (n *note) SpeakerAddress() string {
	if n.Speaker == nil || n.Speaker.ID == "" {
		return ""
	}
	return speakerAddress(n.Speaker.ID)
}

func (n *note) EnclosingAddress() string {
	if n.Inside == "" {
		return ""
	}
	return statementAddress(n.Inside)
}

// WordingsAddress is where the statement stands beside the others that report the
// same, or empty where it alone does.
func (n *note) WordingsAddress() string {
	if n.Utterance == "" {
		return ""
	}
	return utteranceAddress("u"+n.ID) + "#w-" + url.PathEscape(n.ID)
}

func (n *note) OriginalAddress() string {
	if n.ReprintOf == "" {
		return ""
	}
	return articleAddress(n.ReprintOf)
}

// Naming says whose the statement is, or, as it stands, that nobody knows.
func (n *note) Naming() change { return change{Do: record.SetSpeaker, Statement: n.ID} }

// Name is the speaker's name, or empty.
func (n *note) Name() string {
	if n.Speaker == nil {
		return ""
	}
	return n.Speaker.Name
}

// Role is what the article calls the speaker besides the name, or empty.
func (n *note) Role() string {
	if n.Speaker == nil {
		return ""
	}
	return n.Speaker.Role
}

// Told says how it was come to who speaks, or nothing where that is not known.
func (n *note) Told() string {
	if n.Speaker == nil || n.Speaker.Name == "" {
		return ""
	}
	how := map[string]string{
		"name": "named", "pronoun": "told from a pronoun", "description": "told from a description",
		"continuing": "goes on from the statement before", "person": "set by a person",
	}[n.Speaker.How]
	switch {
	case how == "":
		return "not known how it was told"
	case n.Speaker.How == "person":
		return how
	}
	return how + " by machine, " + percent(n.Speaker.Confidence) + " sure"
}

// percent is a share in words; what is no share is not known.
func percent(share float64) string {
	if math.IsNaN(share) || share <= 0 || share > 1 {
		return "not known how"
	}
	return fmt.Sprintf("%.0f%%", 100*share)
}

// KindClass is the kind as a class in the style sheet.
func (n *note) KindClass() string { return kindClass(n.Kind) }

// Sure tells the confidence of whatever found the statement.
func (n *note) Sure() string {
	return percent(n.Confidence) + " sure"
}

// Chain lists the stations from whoever spoke to this page, or nothing where
// none lies between. Via has the station nearest to the page first.
func (n *note) Chain() []string {
	if len(n.Via) == 0 {
		return nil
	}
	chain := []string{n.Name()}
	if chain[0] == "" {
		chain[0] = "speaker not known"
	}
	for _, station := range slices.Backward(n.Via) {
		chain = append(chain, station)
	}
	if n.Article.Outlet == "" {
		return append(chain, "this page")
	}
	return append(chain, n.Article.Outlet)
}

// listedContent is how many bytes of content a list shows of one statement.
const listedContent = 700

// Words are the pieces of the content, in lists cut at a word near the limit.
func (n *note) Words() []string {
	var words []string
	left := listedContent
	for _, span := range n.Content {
		text := span.Text
		if !n.Whole && len(text) > left {
			if text = cutAtWord(text, left); text != "" {
				words = append(words, text)
			}
			return words
		}
		words = append(words, text)
		left -= len(text)
	}
	return words
}

// Shortened reports whether Words leaves something out.
func (n *note) Shortened() bool {
	length := 0
	for _, span := range n.Content {
		length += len(span.Text)
	}
	return !n.Whole && length > listedContent
}

// cutAtWord returns at most limit bytes of a longer text, whole words where
// they fit and whole characters always.
func cutAtWord(text string, limit int) string {
	for limit > 0 && !onBoundary(text, limit) {
		limit--
	}
	if at := strings.LastIndexAny(text[:limit], " \n\t"); at > limit/2 {
		limit = at
	}
	return text[:limit]
}
