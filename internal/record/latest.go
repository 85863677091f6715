package record

import (
	"context"
	"database/sql"
)

// hitsAtMost is how many of the statements that words select are looked at: the
// latest. To count all, all that the index has of a word would have to be gone
// through, and of each it would have to be looked up whose it is.
const hitsAtMost = 1_000

// hits are the latest statements that a selection has.
type hits struct {
	rows     []int64 // latest first
	articles int     // in which they stand
	more     bool    // the selection has more
	facets   Facets
}

// hits returns the latest that a selection has.
func (r *Record) hits(ctx context.Context, sel selection) (*hits, error) {
	return r.searches.of(ctx, r, sel, func(ctx context.Context) (*hits, error) { return r.findHits(ctx, sel, hitsAtMost) })
}

// findHits finds the latest that a selection has, at most so many.
func (r *Record) findHits(ctx context.Context, sel selection, most int) (*hits, error) {
	found := &hits{rows: make([]int64, 0, 64)}
	f := Facets{All: true}
	kinds, acts, to := tallies[string]{}, tallies[string]{}, tallies[string]{}
	aliases, articles, days := tallies[int64]{}, tallies[int64]{}, tallies[int64]{}
	var n, alias int64
	var kind, act, said sql.RawBytes
	rows, args := sel.rows()
	err := r.each(ctx, func(rows *sql.Rows) error {
		one := Tally{Statements: 1}
		if err := rows.Scan(&n, &alias, &kind, &act, &said, &one.Reprints, &one.Carried); err != nil {
			return err
		}
		if f.Statements == most {
			f.All, found.more = false, true
			return nil
		}
		found.rows = append(found.rows, n)
		f.add(one)
		ofBytes(kinds, kind).add(one)
		ofBytes(acts, act).add(one)
		ofBytes(to, said).add(one)
		aliases.of(alias).add(one)
		articles.of(n >> positionBits).add(one)
		days.of(n >> (slotBits + positionBits)).add(one)
		return nil
	}, `WITH hits (n) AS MATERIALIZED (`+rows+` LIMIT ?)
		SELECT s.n, coalesce(s.alias, 0), s.kind, s.act, s.said_to, s.copied IS NOT NULL AND s.carried IS NULL, s.carried IS NOT NULL FROM hits h CROSS JOIN statements s INDEXED BY statements_facets ON s.n = h.n`,
		append(args, most+1)...)
	if err != nil {
		return nil, err
	}
	found.articles = len(articles)
	speakers, names, err := r.speakersOf(ctx, aliases)
	if err != nil {
		return nil, err
	}
	outlets, err := r.outletsOf(ctx, articles)
	if err != nil {
		return nil, err
	}
	f.Speakers, f.Outlets = facetOf(speakers), facetOf(outlets)
	for i, v := range f.Speakers.Values {
		f.Speakers.Values[i].Name = names[v.ID]
	}
	f.Kinds, f.Acts, f.To = facetOf(kinds), facetOf(acts), facetOf(to)
	f.Published, f.Undated = periods(days)
	found.facets = f
	return found, nil
}
