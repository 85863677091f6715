package record

import (
	"context"
	"database/sql"

	"hearsay/internal/utterance"
)

const mostTies = 500 // in doubt that are told, the likeliest

// inDoubt proposes pairs of statements that are tied in doubt: where nothing surer
// holds a statement in its utterance, and where the tie is all that there is
// between two utterances, so that it does not bring them together. What a person
// said of the two stays.
func (p *proposer) inDoubt(ctx context.Context) ([]draft, error) {
	var drafts []draft
	err := p.each(ctx, func(rows *sql.Rows) error {
		d := draft{kind: InDoubt, pairs: 1, evidence: make([]rowPair, 1)}
		var together bool
		err := rows.Scan(&d.statement, &d.evidence[0].one, &d.with, &d.evidence[0].other, &d.into, &d.confidence, &together)
		d.why = "put together, and nothing surer holds the one there"
		if !together {
			d.why = "left apart, since nothing else ties the utterances that they are of"
		}
		drafts = append(drafts, d)
		return err
	}, `SELECT a.id, a.n, b.id, b.n, coalesce(p.id, ''), t.confidence, a.utterance IS b.utterance
		FROM ties t JOIN statements a ON a.n IN (t.a, t.b) JOIN statements b ON b.n = iif(a.n = t.a, t.b, t.a)
			LEFT JOIN aliases l ON l.n = b.alias LEFT JOIN speakers p ON p.n = l.speaker
		WHERE t.tie = 'same' AND t.confidence < ?1
			AND (a.witness, a.id) < (b.witness, b.id) AND (a.utterance IS NOT b.utterance OR a.witness <= t.confidence)
			AND NOT EXISTS (SELECT 1 FROM joined WHERE a = min(a.id, b.id) AND b = max(a.id, b.id))
			AND NOT EXISTS (SELECT 1 FROM parted WHERE a = min(a.id, b.id) AND b = max(a.id, b.id))
		ORDER BY t.confidence DESC, a.id, b.id LIMIT ?2`, utterance.Sure, mostTies)
	return drafts, err
}
