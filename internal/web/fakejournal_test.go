package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/record"
)

// The fake keeps what was corrected, and corrects nothing but what is confirmed.

// marshRef is the alias of Ottoline Marsh as a journal names it.
var marshRef = record.AliasRef{Name: marsh.Name, Domain: "state"}

func (f *fakeRecord) Aliases(ctx context.Context, id string) ([]record.AliasEntry, error) {
	who, err := f.Speaker(ctx, id)
	if err != nil {
		return nil, err
	}
	all := []record.AliasEntry{{ID: who.ID, Name: who.Name, Names: []string{who.Name}, Statements: who.Statements, Articles: 1, Why: "itself", Confidence: 1}}
	if who.ID == marsh.ID {
		all = append(all,
			record.AliasEntry{ID: marshRef.ID(), Name: marshRef.Name, Domain: marshRef.Domain, Names: []string{marshRef.Name}, Why: "same name", Confidence: 0.95},
			record.AliasEntry{ID: "p-minister", Name: "Minister Marsh", Names: []string{"Minister Marsh"}, Why: "person", Confidence: 1})
	}
	return all, nil
}

func (f *fakeRecord) Version(context.Context) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int64(len(f.journal)), f.err
}

func (f *fakeRecord) Proposals(_ context.Context, limit, offset int) ([]record.Proposal, error) {
	all := []record.Proposal{{ID: "pr-1", Kind: record.SimilarName, Speaker: &pell, Into: marsh, Confidence: 0.2, Why: "invented for this test", Evidence: []record.Evidence{}}}
	if told := f.statements["a-bridge"]; len(told) > 1 {
		all = append(all, record.Proposal{ID: "pr-2", Kind: record.InDoubt, Statement: &told[0], With: &told[1], Into: marsh, Confidence: 0.1,
			Why: "invented too", Evidence: []record.Evidence{{One: told[0], Other: told[1]}}})
	}
	return cutOut(all, limit, offset), f.err
}

func (f *fakeRecord) Journal(_ context.Context, limit, offset int) ([]record.Entry, error) {
	f.mu.Lock()
	latest := slices.Clone(f.journal)
	f.mu.Unlock()
	slices.Reverse(latest)
	return append([]record.Entry{}, cutOut(latest, limit, offset)...), f.err
}

func (f *fakeRecord) Entry(_ context.Context, beginning string) (record.Entry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.journal {
		if e.ID[:min(len(e.ID), len(beginning))] == beginning && beginning != "" {
			return e, f.err
		}
	}
	return record.Entry{}, cmp.Or(f.err, fmt.Errorf("entry %s: %w", beginning, record.ErrNotFound))
}

// confirmed tells what the journal says of a statement, or what it was before.
func (f *fakeRecord) confirmed(id string, before bool) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.journal {
		if e.Statement == id && !e.Undone && (e.Do == record.Confirm || e.Do == record.Withdraw) {
			before = e.Do == record.Confirm
		}
	}
	return before
}

func (f *fakeRecord) Enter(_ context.Context, c record.Correction) (record.Entry, error) {
	made, err := f.keep(c)
	if err != nil {
		return made, fmt.Errorf("journal /invented/folder: %w", err)
	}
	return made, nil
}

func (f *fakeRecord) enter(do string, by record.Person, c record.Correction) (record.Entry, error) {
	c.Do, c.By, c.Time = do, by.Name, by.Time
	return f.keep(c)
}

func (f *fakeRecord) keep(c record.Correction) (record.Entry, error) {
	if c.Statement != "" {
		if _, err := f.Statement(context.Background(), c.Statement); err != nil {
			return record.Entry{}, err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.journal = append(f.journal, record.Entry{ID: fmt.Sprintf("entry-%d", len(f.journal)+1), Correction: c})
	return f.journal[len(f.journal)-1], f.err
}

func (f *fakeRecord) Rename(_ context.Context, by record.Person, id, name string) (record.Entry, error) {
	return f.enter(record.Rename, by, record.Correction{Speaker: &record.AliasRef{Name: id}, Name: name})
}

func (f *fakeRecord) Merge(_ context.Context, by record.Person, id, into string) (record.Entry, error) {
	if id == into {
		return record.Entry{}, fmt.Errorf("merging %s: %w: they are one speaker", id, record.ErrBadCorrection)
	}
	return f.enter(record.Merge, by, record.Correction{Aliases: []record.AliasRef{{Name: id}}, Speaker: &record.AliasRef{Name: into}})
}

func (f *fakeRecord) Split(_ context.Context, by record.Person, id string, parts []string, as string) (record.Entry, error) {
	return f.enter(record.Split, by, record.Correction{From: []record.AliasRef{{Name: id}}, Statements: parts, Name: as})
}

func (f *fakeRecord) SetSpeaker(_ context.Context, by record.Person, statement, who string) (record.Entry, error) {
	return f.enter(record.SetSpeaker, by, record.Correction{Statement: statement, Name: who})
}

func (f *fakeRecord) KeepApart(_ context.Context, by record.Person, a, b string) (record.Entry, error) {
	return f.enter(record.KeepApart, by, record.Correction{Aliases: []record.AliasRef{{Name: a}}, From: []record.AliasRef{{Name: b}}})
}

func (f *fakeRecord) Join(ctx context.Context, by record.Person, ids ...string) (record.Entry, error) {
	for _, id := range ids {
		if _, err := f.Statement(ctx, strings.TrimPrefix(id, "u")); err != nil {
			return record.Entry{}, err
		}
	}
	if len(ids) == 1 && !strings.HasPrefix(ids[0], "u") {
		return record.Entry{}, fmt.Errorf("joining %s: %w: one statement alone reports that", ids[0], record.ErrBadCorrection)
	}
	return f.enter(record.JoinWitnesses, by, record.Correction{Statements: ids})
}

func (f *fakeRecord) Part(ctx context.Context, by record.Person, statement string) (record.Entry, error) {
	if _, err := f.Statement(ctx, statement); err != nil {
		return record.Entry{}, err
	}
	return f.enter(record.PartWitnesses, by, record.Correction{Statements: []string{statement}})
}

func (f *fakeRecord) SaveSearch(_ context.Context, by record.Person, name string, q record.Query) (record.Entry, error) {
	return f.enter(record.Save, by, record.Correction{Name: name, Search: q})
}

func (f *fakeRecord) SavedSearches(ctx context.Context, limit, offset int) ([]record.Entry, error) {
	all, err := f.Journal(ctx, 1<<20, 0)
	all = slices.DeleteFunc(all, func(e record.Entry) bool { return e.Do != record.Save || e.Undone })
	return cutOut(all, limit, offset), err
}

func (f *fakeRecord) Undo(_ context.Context, by record.Person, entry string) (record.Entry, error) {
	if err := f.strike(entry); err != nil {
		return record.Entry{}, err
	}
	return f.enter(record.Undo, by, record.Correction{Entry: entry})
}

// strike has an entry be undone.
func (f *fakeRecord) strike(entry string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, e := range f.journal {
		if e.ID == entry {
			if e.Undone {
				return fmt.Errorf("undoing %s: %w: it is undone already", entry, record.ErrBadCorrection)
			}
			f.journal[i].Undone = true
		}
	}
	return nil
}
