package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/internal/speaker"
)

// A Proposal says that two speakers may be one, whose a statement may be, or that
// two statements may report one utterance. It changes nothing: a person merges
// speakers, sets them or keeps them apart, joins statements or parts them.
type Proposal struct {
	ID         string       `json:"id"`
	Kind       ProposalKind `json:"kind"`
	Speaker    *Speaker     `json:"speaker,omitempty"`   // may be Into
	Statement  *Statement   `json:"statement,omitempty"` // may be Into's: nobody knows whose it is; or may report what With does
	With       *Statement   `json:"with,omitempty"`
	Into       Speaker      `json:"into"` // of With the speaker, empty where not known
	Confidence float64      `json:"confidence"`
	Why        string       `json:"why"` // in words
	Evidence   []Evidence   `json:"evidence"`
	Pairs      int          `json:"pairs"` // how much evidence there is: the best is shown
}

// A ProposalKind says what a proposal goes by.
type ProposalKind string

// The kinds of proposal.
const (
	SameWords   ProposalKind = "same words"   // the same words are quoted, or one utterance is reported, under both names
	SameName    ProposalKind = "same name"    // two walks of life, or a nickname, and nothing else speaks for it
	SimilarName ProposalKind = "similar name" // a letter or two apart, and the same others speak beside both
	InDoubt     ProposalKind = "in doubt"     // two statements are tied, and that they report one utterance is far from sure
)

// Evidence is a statement of each of the two.
type Evidence struct {
	One   Statement `json:"one"`
	Other Statement `json:"other"`
	Same  float64   `json:"same,omitempty"` // share of their words that both have, where it was counted
}

const (
	evidenceShown = 3   // of a proposal
	blockLimit    = 100 // similar names that are compared each with each: the most quoted
)

// Proposals returns what may be one, likeliest first. They are worked out from all
// of the record when they are asked for first, and after it was written to.
func (r *Record) Proposals(ctx context.Context, limit, offset int) ([]Proposal, error) {
	drafts, err := r.drafts.of(ctx, r, r.draftAll)
	if err != nil {
		return nil, fmt.Errorf("looking for proposals: %w", err)
	}
	drafts = drafts[min(offset, len(drafts)):]
	proposals := make([]Proposal, 0, min(limit, len(drafts)))
	for _, d := range drafts[:cap(proposals)] {
		proposal, err := r.fill(ctx, d)
		if err != nil {
			return nil, fmt.Errorf("showing a proposal: %w", err)
		}
		proposals = append(proposals, proposal)
	}
	return proposals, nil
}

// draftAll drafts all proposals, of two speakers the likeliest alone.
func (r *Record) draftAll(ctx context.Context) ([]draft, error) {
	p := proposer{Record: r, company: make(map[int64]map[string]bool)}
	var all []draft
	for _, find := range []func(context.Context) ([]draft, error){p.sameWords, p.sameNames, p.similarNames, p.inDoubt} {
		found, err := find(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b draft) int {
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), cmp.Compare(a.id(), b.id()))
	})
	told := make(map[string]bool)
	all = slices.DeleteFunc(all, func(d draft) bool {
		again := told[d.pair()]
		told[d.pair()] = true
		return again
	})
	for i, d := range all {
		all[i].evidence = slices.Clone(d.evidence[:min(evidenceShown, len(d.evidence))])
	}
	return slices.Clip(all), nil
}

// A draft is a proposal by the ids of what it is about.
type draft struct {
	kind       ProposalKind
	who        string // speaker, empty for a statement of nobody's
	statement  string
	with       string // the other statement of one in doubt
	into       string
	confidence float64
	why        string
	evidence   []rowPair
	pairs      int
}

func (d draft) pair() string {
	return min(d.who, d.into) + " " + max(d.who, d.into) + " " + d.statement + d.with
}
func (d draft) id() string { return hashID("proposal " + string(d.kind) + " " + d.pair()) }

// A rowPair is the rows of two statements that speak for a proposal.
type rowPair struct {
	one, other int64
	same, sure float64 // see samePair
}

type proposer struct {
	*Record
	company map[int64]map[string]bool
}

// A party is a speaker of a pair, or nobody.
type party struct {
	n          int64
	id         string
	statements int
	row        int64  // of the statement
	statement  string // its id
}

// better reports whether the other party's speaker rather stands for both.
func (a party) better(b party) bool {
	return cmp.Or(cmp.Compare(a.statements, b.statements), cmp.Compare(b.id, a.id)) > 0
}

// temper weighs what speaks against a proposal of two speakers: that one of
// them says much besides, or that both speak in one article. It is 0 where a
// person keeps them apart.
func (p *proposer) temper(ctx context.Context, d draft, who, into party) (float64, error) {
	apart, err := p.keptApart(ctx, who.n, into.n)
	if err != nil || apart {
		return 0, err
	}
	own := make(map[int64]bool)
	for _, e := range d.evidence {
		own[e.one] = true
	}
	confidence := d.confidence * (0.35 + 0.65*math.Sqrt(float64(len(own))/float64(max(who.statements, len(own)))))
	together, err := p.together(ctx, who.n, into.n)
	if together {
		confidence *= 0.3
	}
	return confidence, err
}

func (p *proposer) is(ctx context.Context, query string, args ...any) (is bool, err error) {
	err = p.one(ctx, "SELECT EXISTS ("+query+")", args, &is)
	return is, err
}

// keptApart tells whether a person said that two speakers are not one.
func (p *proposer) keptApart(ctx context.Context, a, b int64) (bool, error) {
	return p.is(ctx, `SELECT 1 FROM aliases x JOIN apart k ON x.id IN (k.a, k.b) JOIN aliases y ON y.id = iif(k.a = x.id, k.b, k.a)
		WHERE x.speaker = ? AND y.speaker = ?`, a, b)
}

// together tells whether two speakers speak in one article, among the latest.
func (p *proposer) together(ctx context.Context, a, b int64) (bool, error) {
	const its = "(SELECT DISTINCT s.n >> ? AS article FROM aliases l JOIN statements s ON s.alias = l.n WHERE l.speaker = ? ORDER BY 1 DESC LIMIT 500)"
	return p.is(ctx, "SELECT 1 FROM "+its+" JOIN "+its+" USING (article)", positionBits, a, positionBits, b)
}

// A named is a speaker with a full name.
type named struct {
	party
	name   speaker.Folded
	circle string
	domain string
}

// sameNames proposes speakers of one circle that the rules leave apart.
func (p *proposer) sameNames(ctx context.Context) ([]draft, error) {
	circles := make(map[string][]named)
	var order []string
	err := p.each(ctx, func(rows *sql.Rows) error {
		var n named
		var circle, name string
		err := rows.Scan(&circle, &n.n, &n.id, &n.statements, &name, &n.domain)
		n.name = speaker.Fold(name)
		if len(circles[circle]) == 0 {
			order = append(order, circle)
		}
		if len(circles[circle]) < 8 {
			circles[circle] = append(circles[circle], n)
		}
		return err
	}, `SELECT l.circle, p.n, p.id, p.statements, head.name, max(l.domain)
		FROM aliases l JOIN speakers p ON p.n = l.speaker JOIN aliases head ON head.n = p.n
		WHERE l.circle IN (SELECT circle FROM aliases WHERE circle <> '' GROUP BY circle HAVING min(speaker) < max(speaker))
		GROUP BY l.circle, p.n ORDER BY l.circle, p.statements DESC, p.id`)
	if err != nil {
		return nil, err
	}
	var drafts []draft
	for _, circle := range order {
		err := eachPair(circles[circle], func(a, b named) error {
			apart, err := p.keptApart(ctx, a.n, b.n)
			if err != nil || apart {
				return err
			}
			d, err := p.ofTwo(ctx, SameName, b, a)
			d.confidence, d.why = 0.4, "one name, and roles of two walks of life"
			switch {
			case a.name.Sound() != b.name.Sound():
				d.why = "one may be the other's nickname"
			case a.domain == "" || b.domain == "":
				d.why = "one name, and it is not clear which of several who have it"
			case len(a.name.Middle) > 0 && len(b.name.Middle) > 0:
				d.confidence, d.why = 0.2, "given name and surname are one, what stands in the middle is not"
			}
			drafts = append(drafts, d)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

func eachPair[T any](all []T, visit func(a, b T) error) error {
	for i, a := range all {
		for _, b := range all[i+1:] {
			if err := visit(a, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofTwo drafts a proposal whose evidence is the latest statement of each.
func (p *proposer) ofTwo(ctx context.Context, kind ProposalKind, a, b named) (draft, error) {
	if a.better(b.party) {
		a, b = b, a
	}
	latest := func(n int64) (row int64, err error) {
		err = p.one(ctx, `SELECT max((SELECT max(s.n) FROM statements s WHERE s.alias = l.n)) FROM aliases l WHERE l.speaker = ?`, []any{n}, &row)
		return row, err
	}
	one, err := latest(a.n)
	if err != nil {
		return draft{}, err
	}
	other, err := latest(b.n)
	return draft{kind: kind, who: a.id, into: b.id, pairs: 1, evidence: []rowPair{{one: one, other: other}}}, err
}

// similarNames proposes names that are a letter or two apart, where the same
// others speak beside both. Names are compared that share the given name and
// how the surname begins, or the surname and how the given name does.
func (p *proposer) similarNames(ctx context.Context) ([]draft, error) {
	blocks := make(map[string][]named)
	err := p.each(ctx, func(rows *sql.Rows) error {
		var n named
		var name string
		if err := rows.Scan(&n.n, &n.id, &n.statements, &name, &n.domain, &n.circle); err != nil {
			return err
		}
		n.name = speaker.Fold(name)
		for _, block := range []string{n.name.Given + " " + beginning(n.name.Surname), beginning(n.name.Given) + " " + n.name.Surname} {
			if len(blocks[block]) < blockLimit {
				blocks[block] = append(blocks[block], n)
			}
		}
		return nil
	}, `SELECT p.n, p.id, p.statements, l.name, l.domain, l.circle FROM speakers p JOIN aliases l ON l.n = p.n
		WHERE l.circle <> '' ORDER BY p.statements DESC, p.id`)
	if err != nil {
		return nil, err
	}
	var drafts []draft
	for _, block := range blocks {
		err := eachPair(block, func(a, b named) error {
			if !aLetterApart(a.name, b.name) || a.circle == b.circle || !speaker.Domain(a.domain).Agree(speaker.Domain(b.domain)) {
				return nil
			}
			shared, err := p.sharedCompany(ctx, a.n, b.n)
			if err != nil || shared < 2 {
				return err
			}
			apart, err := p.keptApart(ctx, a.n, b.n)
			if err != nil || apart {
				return err
			}
			if together, err := p.together(ctx, a.n, b.n); err != nil || together {
				return err
			}
			d, err := p.ofTwo(ctx, SimilarName, a, b)
			d.confidence = min(0.8, 0.4+0.1*float64(shared))
			d.why = fmt.Sprintf("a letter or two apart, and %d others speak beside both", shared)
			drafts = append(drafts, d)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

func beginning(word string) string {
	for i := range word {
		if i > 0 {
			return word[:i]
		}
	}
	return word
}

// aLetterApart reports whether two names differ by a letter, or by two where
// the differing part is long.
func aLetterApart(a, b speaker.Folded) bool {
	x, y := a.Surname, b.Surname
	if a.Surname == b.Surname {
		x, y = a.Given, b.Given
	}
	length := min(len(x), len(y))
	if length < 4 {
		return false
	}
	most := 1
	if length >= 9 {
		most = 2
	}
	if max(len(x), len(y))-length > utf8.UTFMax*most {
		return false
	}
	return distance([]rune(x), []rune(y)) <= most
}

// distance counts the letters to add, drop, change or swap with the next.
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// sharedCompany counts who speaks beside both of two speakers.
func (p *proposer) sharedCompany(ctx context.Context, a, b int64) (shared int, err error) {
	for _, n := range []int64{a, b} {
		if p.company[n] != nil {
			continue
		}
		p.company[n] = make(map[string]bool)
		err := p.each(ctx, func(rows *sql.Rows) error {
			var circle string
			err := rows.Scan(&circle)
			p.company[n][circle] = true
			return err
		}, `WITH its AS (SELECT DISTINCT article FROM (SELECT s.article FROM aliases l JOIN statements s ON s.alias = l.n
			WHERE l.speaker = ?1 ORDER BY s.n DESC LIMIT ?3))`+beside, n, positionBits, companyLimit)
		if err != nil {
			return 0, err
		}
	}
	for c := range p.company[a] {
		if p.company[b][c] {
			shared++
		}
	}
	return shared, nil
}

// fill makes a proposal of a draft.
func (r *Record) fill(ctx context.Context, d draft) (Proposal, error) {
	proposal := Proposal{ID: d.id(), Kind: d.kind, Confidence: d.confidence, Why: d.why, Pairs: d.pairs, Evidence: []Evidence{}}
	if d.into != "" {
		into, err := r.speakers(ctx, "WHERE p.id = ?", d.into)
		if err != nil || len(into) == 0 {
			return proposal, cmp.Or(err, ErrNotFound)
		}
		proposal.Into = into[0].Speaker
	}
	if d.who != "" {
		who, err := r.speakers(ctx, "WHERE p.id = ?", d.who)
		if err != nil || len(who) == 0 {
			return proposal, cmp.Or(err, ErrNotFound)
		}
		proposal.Speaker = &who[0].Speaker
	}
	if d.statement != "" {
		s, err := r.Statement(ctx, d.statement)
		if err != nil {
			return proposal, err
		}
		proposal.Statement = &s
	}
	if d.with != "" {
		s, err := r.Statement(ctx, d.with)
		if err != nil {
			return proposal, err
		}
		proposal.With = &s
	}
	for _, e := range d.evidence {
		both, err := r.statements(ctx, " WHERE s.n IN (?, ?) ORDER BY s.n = ?", e.one, e.other, e.other)
		if err != nil {
			return proposal, err
		}
		if len(both) == 2 {
			proposal.Evidence = append(proposal.Evidence, Evidence{both[0], both[1], e.same})
		}
	}
	return proposal, nil
}

// String tells a proposal in a line.
func (p Proposal) String() string {
	if p.With != nil {
		return "two statements may report one utterance: " + p.Why
	}
	who := "statement"
	if p.Speaker != nil {
		who = p.Speaker.Name
	}
	return strings.TrimSpace(fmt.Sprintf("%s may be %s: %s", who, p.Into.Name, p.Why))
}
