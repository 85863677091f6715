package web

import (
	"context"
	"fmt"

	"hearsay/internal/record"
	"hearsay/internal/variant"
	"hearsay/internal/version"
)

// addVersions has three tide reports be versions of one page, and a fourth capture
// of it be not readable: of the first two the time is told otherwise, and dropped in
// the last, which tells another one.
func (f *fakeRecord) addVersions() {
	ids := []string{"a-tide-2", "a-tide-1", "a-tide-0"}
	var history []record.Version
	for i, id := range ids {
		history = append(history, record.Version{Number: i + 1, Article: id, Captured: fmt.Sprintf("2021-06-1%dT05:00:00Z", i)})
	}
	history[1].Before, history[1].Of, history[1].Relation, history[1].Changed = ids[0], 1, version.Same, 1
	history[2].Before, history[2].Of, history[2].Relation, history[2].Dropped, history[2].Added = ids[1], 2, version.Same, 1, 1
	history = append(history, record.Version{Number: 4, Captured: "2021-06-14T05:00:00Z", Failure: "it has no text"})
	turn := func(other, statement int, change version.Change) *record.Turn {
		t := &record.Turn{Article: ids[other], Captured: history[other].Captured, Change: change}
		if s := f.statements[ids[other]][statement]; change == version.Kept || change == version.Changed {
			t.Statement = s.ID
			if change == version.Changed {
				t.Words, t.Differs = s.Content[0].Text, []version.Difference{version.Words}
			}
		}
		return t
	}
	for i, id := range ids {
		for j := range f.articles {
			if a := &f.articles[j]; a.ID == id {
				a.Carried = []int{0, 2, 1}[i]
				a.Version, a.Versions, a.History, a.Captured, a.Later = i+1, len(history), history, history[i].Captured, i > 0
			}
		}
		for j := range f.statements[id] {
			f.statements[id][j].Article.Version, f.statements[id][j].Article.Versions = i+1, len(history)
		}
	}
	first, second, third := f.statements[ids[0]], f.statements[ids[1]], f.statements[ids[2]]
	first[0].Later, second[0].Earlier = turn(1, 0, version.Changed), turn(0, 0, version.Changed)
	first[1].Later, second[1].Earlier = turn(1, 1, version.Kept), turn(0, 1, version.Kept)
	second[0].Later, third[0].Earlier = turn(2, 0, version.Dropped), turn(1, 0, version.Added)
	second[1].Later, third[1].Earlier = turn(2, 1, version.Kept), turn(1, 1, version.Kept)
}

func (f *fakeRecord) CompareVersions(ctx context.Context, id, other string) (record.Comparison, error) {
	one, err := f.Article(ctx, id)
	if err != nil {
		return record.Comparison{}, err
	}
	two, err := f.Article(ctx, other)
	if err != nil || one.Versions == 0 || two.Versions == 0 || id == other {
		return record.Comparison{}, fmt.Errorf("versions %s and %s: %w", id, other, record.ErrNotFound)
	}
	if two.Version < one.Version {
		one, two = two, one
	}
	c := record.Comparison{Earlier: one.ArticleRef, Later: two.ArticleRef, Captured: [2]string{one.Captured, two.Captured}, Relation: version.Same, Kept: 0.9}
	own := func(s record.Statement, segments ...record.Segment) *record.Witness {
		return &record.Witness{Statement: s, Before: "“", Variants: segments}
	}
	before, after := f.statements[one.ID], f.statements[two.ID]
	if after[0].Earlier.Change == version.Changed {
		c.Statements = append(c.Statements, record.ComparedStatement{Change: version.Changed, Differs: []version.Difference{version.Words}, Earlier: &before[0],
			Later: own(after[0], record.Segment{Op: variant.Same, Words: "High water comes at", After: " "}, record.Segment{Op: variant.Changed, Words: "11", Missing: "12", After: " "},
				record.Segment{Op: variant.Same, Words: "past, as it does", After: ",”"})})
	} else {
		c.Statements = append(c.Statements, record.ComparedStatement{Change: version.Dropped, Earlier: &before[0]},
			record.ComparedStatement{Change: version.Added, Later: own(after[0], record.Segment{Op: variant.Same, Words: "High water comes at 10 past, as it does", After: ",”"})})
	}
	c.Statements = append(c.Statements, record.ComparedStatement{Change: version.Kept, Earlier: &before[1],
		Later: own(after[1], record.Segment{Op: variant.Same, Words: "Boats under nine fathoms wait", After: ",”"})})
	return c, f.err
}
