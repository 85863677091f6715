package record

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// A samePair is two statements that report one utterance, or may: of two
// speakers, or of one and of nobody.
type samePair struct {
	a, b      party
	same      float64 // share of their words that both have; 0 where it was not counted
	sure      float64 // that they report one utterance
	utterance int64   // that both report, 0 for none
}

func (w *samePair) scan() []any {
	return []any{&w.a.n, &w.a.id, &w.a.statements, &w.a.row, &w.a.statement,
		&w.b.n, &w.b.id, &w.b.statements, &w.b.row, &w.b.statement, &w.same, &w.sure, &w.utterance}
}

// Where such pairs come from: the same words in quotation marks, and, since those
// may be few or indirect, the witnesses of one utterance, of each speaker the
// surest. What a person said is nobody's stays so.
const (
	quotedAlike = `SELECT coalesce(pa.n, 0), coalesce(pa.id, ''), coalesce(pa.statements, 0), sa.n, sa.id,
			coalesce(pb.n, 0), coalesce(pb.id, ''), coalesce(pb.statements, 0), sb.n, sb.id,
			w.jaccard, 0.3 + 0.5 * w.jaccard, iif(sa.utterance = sb.utterance, sa.utterance, 0)
		FROM same_words w JOIN statements sa ON sa.n = w.a JOIN statements sb ON sb.n = w.b
			LEFT JOIN aliases la ON la.n = sa.alias LEFT JOIN speakers pa ON pa.n = la.speaker
			LEFT JOIN aliases lb ON lb.n = sb.alias LEFT JOIN speakers pb ON pb.n = lb.speaker
		WHERE pa.n IS NOT pb.n AND NOT (sa.by_person AND sa.alias IS NULL) AND NOT (sb.by_person AND sb.alias IS NULL)`
	ofOneUtterance = `WITH ranked AS (
			SELECT s.utterance, coalesce(p.n, 0) AS speaker, coalesce(p.id, '') AS speaker_id, coalesce(p.statements, 0) AS statements,
				s.n, s.id, s.witness, row_number() OVER (PARTITION BY s.utterance, coalesce(p.n, -s.n) ORDER BY s.witness DESC, s.id) AS rank
			FROM statements s LEFT JOIN aliases l ON l.n = s.alias LEFT JOIN speakers p ON p.n = l.speaker
			WHERE s.utterance IS NOT NULL AND NOT (s.by_person AND s.alias IS NULL)),
		witnesses AS (SELECT * FROM ranked WHERE rank = 1)
		SELECT a.speaker, a.speaker_id, a.statements, a.n, a.id, b.speaker, b.speaker_id, b.statements, b.n, b.id,
			0.0, min(a.witness, b.witness), a.utterance
		FROM witnesses a JOIN witnesses b ON b.utterance = a.utterance AND b.speaker < a.speaker`
)

// sameWords proposes by words that are quoted under two names, or under one and
// under none, and by utterances that are reported so.
func (p *proposer) sameWords(ctx context.Context) ([]draft, error) {
	type key struct{ who, into, statement string }
	type told struct {
		key
		utterance int64
	}
	groups := make(map[key][]rowPair)
	parties := make(map[string]party)
	known := make(map[told]bool)
	for _, query := range []string{quotedAlike, ofOneUtterance} {
		err := p.each(ctx, func(rows *sql.Rows) error {
			var w samePair
			if err := rows.Scan(w.scan()...); err != nil {
				return err
			}
			a, b := w.a, w.b
			if a.id == "" && b.id == "" {
				return nil
			}
			if b.id == "" || a.id != "" && a.better(b) {
				a, b = b, a
			}
			k := key{who: a.id, into: b.id}
			if a.id == "" {
				k.statement = a.statement
			}
			byUtterance := w.same == 0
			if byUtterance && (known[told{k, w.utterance}] || !near(a.row, b.row) && w.sure < 1) { // 1: a person says so
				return nil
			}
			known[told{k, w.utterance}] = true
			groups[k] = append(groups[k], rowPair{a.row, b.row, w.same, w.sure})
			parties[a.id], parties[b.id] = a, b
			return nil
		}, query)
		if err != nil {
			return nil, err
		}
	}
	var drafts []draft
	for k, pairs := range groups {
		slices.SortFunc(pairs, func(a, b rowPair) int {
			return cmp.Or(cmp.Compare(b.sure, a.sure), cmp.Compare(a.one, b.one), cmp.Compare(a.other, b.other))
		})
		d := draft{kind: SameWords, who: k.who, statement: k.statement, into: k.into, pairs: len(pairs), evidence: pairs,
			confidence: likely(pairs), why: whyOne(pairs[0], k.statement != "")}
		if k.statement == "" {
			var err error
			if d.confidence, err = p.temper(ctx, d, parties[k.who], parties[k.into]); err != nil {
				return nil, err
			}
		}
		if d.confidence > 0 {
			drafts = append(drafts, d)
		}
	}
	return drafts, nil
}

// whyOne says what the best pair shows.
func whyOne(best rowPair, nobodys bool) string {
	switch {
	case best.same == 0 && nobodys:
		return "what it reports is reported elsewhere"
	case best.same == 0:
		return "one utterance is reported under both"
	case nobodys:
		return "the same words are quoted elsewhere"
	}
	return "the same words are quoted under both"
}

// likely is how likely statements of pairs are one utterance's, going by how
// sure that is of each, and how many there are.
func likely(pairs []rowPair) float64 {
	against := 1.0
	for i, p := range pairs {
		against *= 1 - p.sure/float64(1+i)
	}
	return min(0.95, 1-against)
}
