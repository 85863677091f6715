package record

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

// A Contrast is an utterance of which a witness has a wording that may contradict
// the fullest: the one negates where the other does not, it has another modal verb
// or another number, or they have other words altogether.
type Contrast struct {
	ID        string    // of the utterance
	Witnesses int       // statements that report it
	Reprints  int       // of them, those that stand in what another article printed before
	Carried   int       // those that an earlier version of their page has already
	Fullest   Statement // of those that were compared
	Other     Witness   // beside it
	Negation  bool      // one negates, as far as the words tell
	Turn      bool      // another modal verb or number
}

// wordingsCompared is of how many witnesses the wordings are compared for
// contrasts, so that one more costs the same however many there are: those that
// were printed first, and before reprints those that are none.
const wordingsCompared = 16

// Contrasts returns utterances with wordings that may contradict each other,
// those that were printed last first.
func (r *Record) Contrasts(ctx context.Context, limit, offset int) ([]Contrast, error) {
	found, err := r.contrasts(ctx, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("listing contrary wordings: %w", err)
	}
	return found, nil
}

func (r *Record) contrasts(ctx context.Context, limit, offset int) ([]Contrast, error) {
	var found []Contrast
	var numbers []int64
	err := r.each(ctx, func(rows *sql.Rows) error {
		var c Contrast
		var fullest, other int64
		err := rows.Scan(&c.ID, &c.Witnesses, &c.Reprints, &c.Carried, &fullest, &other)
		found, numbers = append(found, c), append(numbers, fullest, other)
		return err
	}, `SELECT 'u' || h.id, u.witnesses, u.reprints, u.carried, u.fullest, u.contrary FROM utterances u JOIN statements h ON h.n = u.head
		WHERE u.contrary IS NOT NULL ORDER BY u.last DESC LIMIT ? OFFSET ?`, limit, offset)
	if err != nil {
		return nil, err
	}
	full, err := r.numbered(ctx, numbers)
	for i := range found {
		c := &found[i]
		c.Fullest, c.Other.Statement = full[numbers[2*i]], full[numbers[2*i+1]]
		beside := variant.Beside(c.Fullest.wording(), c.Other.Statement.wording())
		c.Other.align(beside, c.Fullest)
		c.Negation = beside.Negation() || c.Fullest.Negated != c.Other.Statement.Negated
		c.Turn = beside.Turn()
	}
	return found, err
}

// wording is what the statement has of an utterance.
func (s Statement) wording() variant.Wording {
	w := variant.Wording{Kind: attribution.Kind(s.Kind)}
	for _, c := range s.Content {
		w.Pieces = append(w.Pieces, variant.Piece{Text: c.Text, Start: c.Start})
	}
	return w
}

// contrast keeps which witness of an utterance has the wording that contradicts
// the fullest most, if one does: a negation before another modal verb or number,
// and those before other words. Headlines say all in other words, and articles
// tell twice what they quote: neither counts.
func (w *writer) contrast(u int64) {
	type worded struct {
		n             int64
		kind, content string
		negated       bool
		copied        bool
	}
	var all []worded
	rows(w, func(s *worded) []any { return []any{&s.n, &s.kind, &s.content, &s.negated, &s.copied} }, func(s worded) { all = append(all, s) },
		"SELECT n, kind, content, negated, copied IS NOT NULL OR carried IS NOT NULL FROM statements WHERE utterance = ? AND NOT headline", u)
	slices.SortFunc(all, func(a, b worded) int {
		if a.copied != b.copied {
			if b.copied {
				return -1
			}
			return 1
		}
		return firstPrinted(a.n, b.n)
	})
	all = all[:min(len(all), wordingsCompared)]
	wordings := make([]variant.Wording, len(all))
	for i, s := range all {
		one := Statement{Kind: s.kind}
		w.fail(fromJSON(s.content, &one.Content))
		wordings[i] = one.wording()
	}
	if len(all) < 2 || w.err != nil {
		w.exec("UPDATE utterances SET fullest = NULL, contrary = NULL WHERE n = ?", u)
		return
	}
	c := variant.Collate(wordings)
	contrary, most := any(nil), 0.0
	for i, a := range c.Witnesses {
		negation := a.Negation() || all[i].negated != all[c.Base].negated
		much := a.Drift
		switch {
		case negation:
			much += 2
		case a.Turn():
			much++
		}
		if (negation || a.Contradicts()) && much > most && all[i].n>>positionBits != all[c.Base].n>>positionBits {
			contrary, most = all[i].n, much
		}
	}
	w.exec("UPDATE utterances SET fullest = ?, contrary = ? WHERE n = ?", all[c.Base].n, contrary, u)
}
