package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearsay/attribution"
	"hearsay/internal/utterance"
	"hearsay/internal/variant"
)

// An Utterance is an act of speaking that two statements or more report.
type Utterance struct {
	ID      string   `json:"id"` // "u" and the id of the witness that was printed first
	Speaker *Speaker `json:"speaker,omitempty"`

	Witnesses int `json:"witnesses"`         // statements that report it
	Reprints  int `json:"reprints"`          // of them, those that stand in what another article printed before
	Carried   int `json:"carried,omitempty"` // of the rest, those that an earlier version of their page has already
	Articles  int `json:"articles"`
	Outlets   int `json:"outlets"`

	First string `json:"first,omitempty"` // day on which it was first printed
	Last  string `json:"last,omitempty"`

	Words string `json:"words"` // of the witness that was printed first
}

// A CollatedUtterance is an utterance with its witnesses side by side.
type CollatedUtterance struct {
	Utterance
	Confirmed bool      `json:"confirmed"` // a person joined all that report it
	Fullest   string    `json:"fullest"`   // id of the witness that the others are aligned to
	Witnessed []Witness `json:"witnessed"` // in the order in which they were printed
	Again     []Again   `json:"again,omitempty"`
}

// A Witness is a statement that reports an utterance, and how its wording differs
// from the fullest one.
type Witness struct {
	Statement  Statement `json:"statement"`
	Confidence float64   `json:"confidence"` // that it reports this utterance
	Joined     bool      `json:"joined"`     // a person says so

	Relation variant.Relation `json:"relation"`
	Kept     float64          `json:"kept"`  // share of the fullest wording's words that it has
	Drift    float64          `json:"drift"` // see [variant.Aligned]
	Variants []Segment        `json:"variants"`

	Before string `json:"-"` // what stands before the first word: marks and spaces
}

// A Segment is a stretch of a witness's words, with what the fullest has there.
type Segment struct {
	Op     variant.Op `json:"op"`
	Own    []Span     `json:"own,omitempty"`    // bytes of the witness's article
	Base   []Span     `json:"base,omitempty"`   // bytes of the fullest's article
	Marked bool       `json:"marked,omitempty"` // the witness marks it itself, by an ellipsis or brackets

	Words, Missing string `json:"-"` // of Own and Base, as printed
	After          string `json:"-"` // what stands between these words and the next: marks and spaces
}

// Again is a statement in which the same speaker says the same words on another
// occasion.
type Again struct {
	Statement  Statement `json:"statement"`
	Confidence float64   `json:"confidence"` // that it is the same occasion after all
}

// utterancePrefix begins the id of an utterance. What follows is the id of a
// statement that reports it: that of each one names it, so that a link holds
// though an earlier witness comes to light.
const utterancePrefix = "u"

// Utterance returns the utterance with an id, with its witnesses side by side.
// A statement that alone reports what was said is an utterance of one witness.
func (r *Record) Utterance(ctx context.Context, id string) (CollatedUtterance, error) {
	u, err := r.utterance(ctx, strings.TrimPrefix(id, utterancePrefix))
	if err != nil {
		return u, fmt.Errorf("utterance %s: %w", id, err)
	}
	return u, nil
}

func (r *Record) utterance(ctx context.Context, statement string) (u CollatedUtterance, err error) {
	type witness struct {
		Witness
		n int64
	}
	var found []witness
	err = r.each(ctx, func(rows *sql.Rows) error {
		var w witness
		err := rows.Scan(&w.n, &w.Statement.ID, &w.Confidence)
		found = append(found, w)
		return err
	}, `SELECT o.n, o.id, o.witness FROM statements s JOIN statements o ON o.n = s.n OR o.utterance = s.utterance WHERE s.id = ?`, statement)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return u, err
	}
	slices.SortFunc(found, func(a, b witness) int { return firstPrinted(a.n, b.n) })
	numbers := make([]int64, len(found))
	for i, w := range found {
		numbers[i] = w.n
	}
	full, err := r.numbered(ctx, numbers)
	if err != nil {
		return u, err
	}
	for _, w := range found {
		w.Statement = full[w.n]
		u.Witnessed = append(u.Witnessed, w.Witness)
	}
	if err := r.joined(ctx, &u); err != nil {
		return u, err
	}
	u.align()
	u.count()
	u.Again, err = r.again(ctx, numbers)
	return u, err
}

// joined tells which witnesses a person joined, and whether that holds all of
// them together.
func (r *Record) joined(ctx context.Context, u *CollatedUtterance) error {
	place := make(map[string]int, len(u.Witnessed))
	ids := make([]string, len(u.Witnessed))
	for i, w := range u.Witnessed {
		place[w.Statement.ID], ids[i] = i, w.Statement.ID
	}
	these, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	var links []utterance.Link
	err = r.each(ctx, func(rows *sql.Rows) error {
		var a, b string
		err := rows.Scan(&a, &b)
		if j, here := place[b]; here {
			i := place[a]
			u.Witnessed[i].Joined, u.Witnessed[j].Joined = true, true
			links = append(links, utterance.Link{A: i, B: j, ByPerson: true})
		}
		return err
	}, "SELECT a, b FROM joined WHERE a IN (SELECT value FROM json_each(?))", string(these))
	u.Confirmed = len(ids) > 1 && len(utterance.Group(len(ids), links, nil)) == 1
	return err
}

// numbered returns the statements in some rows.
func (r *Record) numbered(ctx context.Context, numbers []int64) (map[int64]Statement, error) {
	found := make(map[int64]Statement, len(numbers))
	for these := range slices.Chunk(numbers, 500) {
		these = slices.Sorted(slices.Values(these))
		all, err := r.statements(ctx, " WHERE s.n IN (SELECT value FROM json_each(?)) ORDER BY s.n", list(these))
		if err != nil {
			return nil, err
		}
		for i, s := range all {
			found[these[i]] = s
		}
	}
	return found, nil
}

// align sets the witnesses' wordings side by side.
func (u *CollatedUtterance) align() {
	wordings := make([]variant.Wording, len(u.Witnessed))
	for i, w := range u.Witnessed {
		wordings[i] = w.Statement.wording()
	}
	c := variant.Collate(wordings)
	base := u.Witnessed[c.Base].Statement
	u.Fullest = base.ID
	for i, a := range c.Witnesses {
		u.Witnessed[i].align(a, base)
	}
}

// align keeps how a witness stands beside the fullest.
func (w *Witness) align(a variant.Aligned, fullest Statement) {
	w.Relation, w.Kept, w.Drift, w.Before = a.Relation, a.Kept, a.Drift, a.Before
	for _, s := range a.Segments {
		w.Variants = append(w.Variants, Segment{Op: s.Op, Marked: s.Marked, Words: s.Own, Missing: s.Base, After: s.After,
			Own: cutSpans(w.Statement.Content, s.OwnSpans), Base: cutSpans(fullest.Content, s.BaseSpans)})
	}
}

// cutSpans gives spans within a statement's content their words.
func cutSpans(content []Span, spans []attribution.Span) []Span {
	var all []Span
	for _, s := range spans {
		for _, c := range content {
			if c.Start <= s.Start && s.End <= c.End {
				all = append(all, Span{Text: c.Text[s.Start-c.Start : s.End-c.Start], Start: s.Start, End: s.End})
				break
			}
		}
	}
	return all
}

// count fills in what is counted of the witnesses. The speaker is whom most of
// them name.
func (u *CollatedUtterance) count() {
	first := u.Witnessed[0].Statement
	u.ID, u.Words = utterancePrefix+first.ID, wordsOf(first.Content)
	u.Witnesses = len(u.Witnessed)
	articles, outlets := make(map[string]bool), make(map[string]bool)
	named := make(map[string]int)
	speakers := make(map[string]Speaker)
	for _, w := range u.Witnessed {
		s := w.Statement
		articles[s.Article.ID] = true
		if s.Article.Outlet != "" {
			outlets[s.Article.Outlet] = true
		}
		switch {
		case s.Carried():
			u.Carried++
		case s.ReprintOf != "":
			u.Reprints++
		}
		if day := s.Article.Published; day != "" {
			if u.First == "" || day < u.First {
				u.First = day
			}
			u.Last = max(u.Last, day)
		}
		if s.Speaker != nil {
			named[s.Speaker.ID]++
			speakers[s.Speaker.ID] = Speaker{ID: s.Speaker.ID, Name: s.Speaker.Name, Kind: s.Speaker.Kind}
		}
	}
	u.Articles, u.Outlets = len(articles), len(outlets)
	if len(named) > 0 {
		all := make([]string, 0, len(named))
		for id := range named {
			all = append(all, id)
		}
		who := speakers[slices.MinFunc(all, func(a, b string) int { return cmp.Or(named[b]-named[a], cmp.Compare(a, b)) })]
		u.Speaker = &who
	}
}

func wordsOf(content []Span) string {
	pieces := make([]string, len(content))
	for i, c := range content {
		pieces[i] = c.Text
	}
	return strings.Join(pieces, " … ")
}

// again returns the statements in which the same words are said on another
// occasion, of each utterance the surest tie, latest first.
func (r *Record) again(ctx context.Context, witnesses []int64) ([]Again, error) {
	sure := make(map[int64]float64)
	for _, n := range witnesses {
		err := r.each(ctx, func(rows *sql.Rows) error {
			var other int64
			var confidence float64
			err := rows.Scan(&other, &confidence)
			sure[other] = max(sure[other], confidence)
			return err
		}, `SELECT b, confidence FROM ties WHERE a = ?1 AND tie = 'again' UNION ALL
			SELECT a, confidence FROM ties WHERE b = ?1 AND tie = 'again'`, n)
		if err != nil {
			return nil, err
		}
	}
	for _, n := range witnesses {
		delete(sure, n) // tied otherwise too
	}
	others := make([]int64, 0, len(sure))
	for n := range sure {
		others = append(others, n)
	}
	slices.SortFunc(others, func(a, b int64) int { return firstPrinted(b, a) })
	full, err := r.numbered(ctx, others)
	var all []Again
	told := make(map[string]bool)
	for _, n := range others {
		s := full[n]
		if s.Utterance != "" && told[s.Utterance] {
			continue
		}
		told[s.Utterance] = true
		all = append(all, Again{Statement: s, Confidence: sure[n]})
	}
	return all, err
}
