package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"

	"hearsay/internal/frequency"
)

const (
	aboutStatements = 60  // of a speaker: the latest, of which the words are counted
	aboutFewest     = 3   // of them, those that must have a word
	aboutTimes      = 4.0 // how much more often it must be there than in news at large
)

// About returns words that set a speaker's latest statements apart, the most
// telling first; none where nothing does.
//
// Of the 60 independent statements published last it counts how
// many have a word, all its forms as one, and how many should if they were like
// English news at large (package frequency). A word's weight is that count times
// the logarithm of how much more often it is there: half its share of the
// log-likelihood ratio (Dunning 1993). News at large is counted by whole articles,
// which have more words than a statement, so that a word is rather missed than
// made up. Words of the speaker's own name do not count.
func (r *Record) About(ctx context.Context, speaker string, limit int) ([]string, error) {
	words, err := r.about(ctx, speaker, limit)
	if err != nil {
		return nil, fmt.Errorf("what speaker %s speaks about: %w", speaker, err)
	}
	return words, nil
}

func (r *Record) about(ctx context.Context, speaker string, limit int) ([]string, error) {
	entry, err := r.Speaker(ctx, speaker)
	if err != nil {
		return nil, err
	}
	sel, err := r.selection(ctx, Query{SpeakerID: speaker, Reprint: "no"})
	if err != nil {
		return nil, err
	}
	counted := make(map[string]*aboutWord)
	statements := 0
	query, args := sel.rows()
	err = r.each(ctx, func(rows *sql.Rows) error {
		var text sql.RawBytes
		if err := rows.Scan(&text); err != nil {
			return err
		}
		var content []Span
		err := json.Unmarshal(text, &content)
		statements++
		countWords(counted, wordsOf(content))
		return err
	}, "SELECT content FROM statements WHERE n IN ("+query+" LIMIT ?) AND carried IS NULL ORDER BY n DESC LIMIT ?", append(args, 10*aboutStatements, aboutStatements)...)
	own := make(map[string]bool)
	for _, name := range append(entry.Names, entry.Name) {
		for _, w := range strings.Fields(nameWords(name)) {
			own[english.Stem(w, false)] = true
		}
	}
	return telling(counted, statements, own, limit), err
}

// An aboutWord is a word, in all its forms, and how many statements have it.
type aboutWord struct {
	forms map[string]int
	in    int
}

// countWords counts the words of a statement, each once.
func countWords(counted map[string]*aboutWord, text string) {
	seen := make(map[string]bool)
	for _, form := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' }) {
		form, _, _ = strings.Cut(strings.ReplaceAll(form, "’", "'"), "'")
		stem := english.Stem(form, false)
		if len(stem) < 3 {
			continue
		}
		w := counted[stem]
		if w == nil {
			w = &aboutWord{forms: make(map[string]int)}
			counted[stem] = w
		}
		w.forms[form]++
		if !seen[stem] {
			seen[stem] = true
			w.in++
		}
	}
}

// telling returns the words that set statements apart, in the form that they
// mostly have.
func telling(counted map[string]*aboutWord, statements int, own map[string]bool, limit int) []string {
	weights := make(map[string]float64)
	var stems []string
	for stem, w := range counted {
		more := math.Log(float64(w.in)/float64(statements)) + frequency.Rarity(stem)
		if w.in >= aboutFewest && !own[stem] && more >= math.Log(aboutTimes) {
			weights[stem] = float64(w.in) * more
			stems = append(stems, stem)
		}
	}
	slices.SortFunc(stems, func(a, b string) int { return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b)) })
	var words []string
	for _, stem := range stems[:min(limit, len(stems))] {
		words = append(words, counted[stem].mostly())
	}
	return words
}

func (w *aboutWord) mostly() (form string) {
	for f, n := range w.forms {
		if form == "" || n > w.forms[form] || n == w.forms[form] && f < form {
			form = f
		}
	}
	return form
}
