package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearsay/internal/speaker"
)

// ErrBadCorrection tells that a correction makes no sense; the error that wraps
// it says why.
var ErrBadCorrection = errors.New("that cannot be")

// A decider does the journal's entries to the database. What they come to is in
// tables of its own, by ids, and does not depend on what has been derived: an
// entry may come before the statement or the alias that it is about.
//
// An undo, and what it undoes, are as if they had never been: the tables are
// made again from all entries that hold. So a journal replayed from nothing
// always gives what it gave live.
type decider struct {
	*writer
	folder     string
	fresh      []Correction
	again      bool            // an entry was undone, or holds again
	aliases    map[string]bool // ids of those that something was decided on
	statements map[string]bool // ids of those whose speaker was set
	witnesses  map[string]bool // ids of those that were joined or parted
}

// forget drops entries of a journal that is read again from an offset.
func (d *decider) forget(from int64) {
	if _, found := d.number("SELECT 1 FROM entries WHERE offset >= ? LIMIT 1", from); found {
		d.exec("DELETE FROM entries WHERE offset >= ?", from)
		d.again = true
	}
}

// enter keeps an entry.
func (d *decider) enter(offset int64, entry []byte, c Correction) error {
	if !knownVerb(c.Do) {
		return fmt.Errorf("at byte %d: %w: unknown correction %q: made by a newer Hearsay?", offset, ErrJournal, c.Do)
	}
	d.exec("INSERT INTO entries (offset, id, entry) VALUES (?, ?, ?)", offset, entryID(offset, entry), string(entry))
	d.fresh = append(d.fresh, c)
	d.again = d.again || c.Do == Undo
	return d.err
}

func knownVerb(verb string) bool {
	return slices.Contains([]string{Confirm, Withdraw, SetEncoding, Rename, Merge, Split, SetSpeaker, KeepApart, JoinWitnesses, PartWitnesses, KnowPeople, Save, Undo}, verb)
}

// entryID names an entry by its place and its bytes.
func entryID(offset int64, entry []byte) string {
	return hashID(fmt.Sprintf("entry %d %s", offset, entry))
}

// apply does the entries that came in.
func (d *decider) apply() error {
	if d.again {
		d.applyAgain()
	} else {
		d.applyAll(d.fresh)
	}
	for _, id := range sorted(d.statements) {
		d.respeak(id)
	}
	for _, id := range sorted(d.aliases) {
		rows(d.writer, func(n *int64) []any { return []any{n} }, func(n int64) { d.touched[n] = true },
			"SELECT n FROM aliases WHERE id = ?", id)
	}
	for _, id := range sorted(d.witnesses) {
		rows(d.writer, row, func(n int64) { d.loose[n] = true }, "SELECT n FROM statements WHERE id = ?", id)
	}
	d.settle()
	d.collate()
	return d.err
}

// Rejoin folds the names of all aliases again, and what was decided on them, with
// the present rules of folding, and takes in lists of people that are there
// again. It is part of deriving everything again.
func (r *Record) Rejoin(ctx context.Context) error {
	unlock, err := r.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	err = r.write(ctx, func(tx *sql.Tx) error {
		d := newDecider(r.newWriter(ctx, tx), r.dir)
		d.refold()
		d.exec("DELETE FROM listed")
		d.again = true
		return d.apply()
	})
	if err != nil {
		return fmt.Errorf("joining names again: %w", err)
	}
	return nil
}

func newDecider(w *writer, folder string) *decider {
	return &decider{writer: w, folder: folder, aliases: make(map[string]bool), statements: make(map[string]bool), witnesses: make(map[string]bool)}
}

// refold tells anew of which circle and family aliases are.
func (d *decider) refold() {
	for last := int64(0); ; {
		page := d.aliasRows("WHERE a.n > ? ORDER BY a.n LIMIT 1000", last)
		if len(page) == 0 {
			return
		}
		last = page[len(page)-1].n
		d.refoldAll(page)
	}
}

func (d *decider) refoldAll(aliases []aliasRow) {
	for _, a := range aliases {
		f := speaker.Fold(a.name)
		if a.circle != f.Circle() || a.family != f.Family() || a.bare != f.Bare() {
			d.exec("UPDATE aliases SET circle = ?, family = ?, bare = ?, root = n, why = ? WHERE n = ?",
				f.Circle(), f.Family(), f.Bare(), string(speaker.Itself), a.n)
			d.touched[a.n] = true
		}
		if a.listed != 0 {
			d.exec("UPDATE aliases SET listed = NULL WHERE n = ?", a.n)
			d.touched[a.n] = true
		}
	}
}

// applyAgain makes the tables again from the entries that hold.
func (d *decider) applyAgain() {
	var all []Correction
	var offsets []int64
	place := make(map[string]int)
	type kept struct {
		offset    int64
		id, entry string
	}
	rows(d.writer, func(k *kept) []any { return []any{&k.offset, &k.id, &k.entry} }, func(k kept) {
		var c Correction
		if err := json.Unmarshal([]byte(k.entry), &c); err != nil && d.err == nil {
			d.err = err
		}
		place[k.id] = len(all)
		all, offsets = append(all, c), append(offsets, k.offset)
	}, "SELECT offset, id, entry FROM entries ORDER BY offset")

	// An undo can only speak of what stands before it.
	undone := make([]bool, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		if at, found := place[all[i].Entry]; all[i].Do == Undo && !undone[i] && found && at < i {
			undone[at] = true
		}
	}
	var holding []Correction
	for i, c := range all {
		d.exec("UPDATE entries SET undone = ?1 WHERE offset = ?2 AND undone <> ?1", undone[i], offsets[i])
		if !undone[i] {
			holding = append(holding, c)
		}
	}

	id := func(id *string) []any { return []any{id} }
	note := func(of map[string]bool) func(string) { return func(id string) { of[id] = true } }
	for _, table := range []string{"SELECT alias FROM decided_aliases", "SELECT with_alias FROM decided_aliases",
		"SELECT a FROM apart", "SELECT b FROM apart", "SELECT alias FROM renamed"} {
		rows(d.writer, id, note(d.aliases), table)
	}
	rows(d.writer, id, note(d.statements), "SELECT statement FROM decided_statements")
	for _, table := range []string{"SELECT a FROM joined", "SELECT b FROM joined", "SELECT a FROM parted", "SELECT b FROM parted"} {
		rows(d.writer, id, note(d.witnesses), table)
	}
	encodings := make(map[string]string)
	rows(d.writer, func(e *[2]string) []any { return []any{&e[0], &e[1]} }, func(e [2]string) { encodings[e[0]] = e[1] },
		"SELECT sha256, encoding FROM encodings")
	for _, table := range []string{"confirmations", "encodings", "decided_aliases", "apart", "renamed", "decided_statements", "joined", "parted"} {
		d.exec("DELETE FROM " + table)
	}
	d.keepLists(holding)
	d.applyAll(slices.DeleteFunc(slices.Clone(holding), func(c Correction) bool { return c.Do == SetEncoding }))
	for _, c := range holding {
		if c.Do == SetEncoding {
			d.encoding(c)
		}
	}
	d.readAgain(encodings)
}

// readAgain has the captures read again whose encoding is not what it was.
func (d *decider) readAgain(before map[string]string) {
	captures := make(map[string]bool, len(before))
	for sha256 := range before {
		captures[sha256] = true
	}
	rows(d.writer, func(e *[2]string) []any { return []any{&e[0], &e[1]} }, func(e [2]string) {
		if before[e[0]] == e[1] {
			delete(captures, e[0])
		} else {
			captures[e[0]] = true
		}
	}, "SELECT sha256, encoding FROM encodings")
	for _, sha256 := range sorted(captures) {
		d.exec("UPDATE captures SET state = ?, failure = '' WHERE sha256 = ?", Kept, sha256)
	}
}

func (d *decider) applyAll(all []Correction) {
	for _, c := range all {
		d.step(c)
	}
}

// step does one entry.
func (d *decider) step(c Correction) {
	switch c.Do {
	case Confirm:
		d.exec(`INSERT INTO confirmations (statement, by_whom, at) VALUES (?, ?, ?)
			ON CONFLICT (statement) DO UPDATE SET by_whom = excluded.by_whom, at = excluded.at`,
			c.Statement, c.By, c.Time.Format(time.RFC3339))
	case Withdraw:
		d.exec("DELETE FROM confirmations WHERE statement = ?", c.Statement)
	case SetEncoding:
		d.encoding(c)
		d.exec("UPDATE captures SET state = ?, failure = '' WHERE sha256 = ?", Kept, c.Capture) // it is to be read again
	case Rename:
		d.rename(c)
	case Merge:
		d.put(c.Aliases, c.Speaker)
	case Split:
		d.split(c)
	case SetSpeaker:
		d.setSpeaker(c.Statement, c.Speaker)
	case KeepApart:
		d.keepApart(c.Aliases, c.From)
	case JoinWitnesses:
		d.join(c.Statements)
	case PartWitnesses:
		d.part(c.Statements, c.Others)
	case KnowPeople:
		d.keepList(c.File)
	}
}

func (d *decider) encoding(c Correction) {
	d.exec(`INSERT INTO encodings (sha256, encoding) VALUES (?, ?)
		ON CONFLICT (sha256) DO UPDATE SET encoding = excluded.encoding`, c.Capture, c.Encoding)
}

func (d *decider) rename(c Correction) {
	if c.Speaker == nil {
		return
	}
	id := c.Speaker.ID()
	d.aliases[id] = true
	order, _ := d.number("SELECT coalesce(max(offset), 0) + 1 FROM renamed")
	d.exec(`INSERT INTO renamed (alias, name, offset) VALUES (?, ?, ?)
		ON CONFLICT (alias) DO UPDATE SET name = excluded.name, offset = excluded.offset`, id, c.Name, order)
}

// put has aliases be with another. Those that were put with one of them stay
// with it and so come along.
func (d *decider) put(aliases []AliasRef, with *AliasRef) {
	if with == nil {
		return
	}
	target := d.standsWith(with.ID())
	for _, a := range aliases {
		if a.ID() == target {
			return // they are together already
		}
	}
	d.aliases[target] = true
	for _, a := range aliases {
		d.fix(a.ID(), target)
	}
}

func (d *decider) fix(alias, with string) {
	d.aliases[alias] = true
	d.exec("INSERT INTO decided_aliases (alias, with_alias) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET with_alias = excluded.with_alias", alias, with)
}

// standsWith follows what was decided on an alias to its end. There is one: an
// alias is only ever put with one that is at its end.
func (d *decider) standsWith(alias string) string {
	for d.err == nil {
		next := alias
		rows(d.writer, func(id *string) []any { return []any{id} }, func(id string) { next = id },
			"SELECT with_alias FROM decided_aliases WHERE alias = ?", alias)
		if next == alias {
			break
		}
		alias = next
	}
	return alias
}

// split has aliases, or statements, be of a speaker, and not of the one that
// they were of.
func (d *decider) split(c Correction) {
	if c.Speaker == nil {
		return
	}
	target := *c.Speaker
	own := slices.ContainsFunc(c.Aliases, func(a AliasRef) bool { return a.ID() == target.ID() })
	if own || len(c.Statements) > 0 && isApart(target) {
		d.fix(target.ID(), target.ID())
		d.keepApart([]AliasRef{target}, c.From)
	}
	// What it is put with may, by an earlier entry that holds again, have been put
	// with it: then it stands for both.
	with := d.standsWith(target.ID())
	for _, a := range c.Aliases {
		if a.ID() != with {
			d.fix(a.ID(), with)
		}
	}
	d.keepApart(c.Aliases, c.From)
	for _, id := range c.Statements {
		d.setSpeaker(id, &target)
	}
	if c.Name != "" {
		d.rename(Correction{Speaker: &target, Name: c.Name})
	}
}

func isApart(a AliasRef) bool {
	return len(a.Domain) > len(setApart) && a.Domain[:len(setApart)] == setApart
}

func (d *decider) setSpeaker(statement string, who *AliasRef) {
	if who == nil {
		who = &AliasRef{}
	}
	d.statements[statement] = true
	d.exec(`INSERT INTO decided_statements (statement, name, domain) VALUES (?, ?, ?)
		ON CONFLICT (statement) DO UPDATE SET name = excluded.name, domain = excluded.domain`, statement, who.Name, who.Domain)
}

func (d *decider) keepApart(these, from []AliasRef) {
	for _, a := range these {
		for _, b := range from {
			low, high := a.ID(), b.ID()
			if low == high {
				continue
			}
			if low > high {
				low, high = high, low
			}
			d.aliases[low], d.aliases[high] = true, true
			d.exec("INSERT INTO apart (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", low, high)
		}
	}
}

// join has statements report one act of speaking: they are tied in a row, and
// none is parted from another any more.
func (d *decider) join(statements []string) {
	these := d.json(statements)
	d.exec("DELETE FROM parted WHERE a IN (SELECT value FROM json_each(?1)) AND b IN (SELECT value FROM json_each(?1))", these)
	for i, s := range statements {
		d.witnesses[s] = true
		if i > 0 {
			d.tie(statements[i-1], s)
		}
	}
}

func (d *decider) tie(a, b string) {
	if a != b {
		d.exec("INSERT INTO joined (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", min(a, b), max(a, b))
	}
}

// part has statements not report what others do. Those that were joined through
// one of them stay joined.
func (d *decider) part(statements, others []string) {
	for _, s := range statements {
		d.witnesses[s] = true
		var before []string
		for _, o := range others {
			d.witnesses[o] = true
			if s == o {
				continue
			}
			if _, joined := d.number("SELECT 1 FROM joined WHERE a = ? AND b = ?", min(s, o), max(s, o)); joined {
				d.exec("DELETE FROM joined WHERE a = ? AND b = ?", min(s, o), max(s, o))
				before = append(before, o)
			}
			d.exec("INSERT INTO parted (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", min(s, o), max(s, o))
		}
		for i := 1; i < len(before); i++ {
			d.tie(before[i-1], before[i])
		}
	}
}

// check refuses a correction of what the record does not have, or of what is so
// already.
func (r *Record) check(ctx context.Context, c Correction) error {
	switch c.Do {
	case Confirm, Withdraw:
		_, err := r.Statement(ctx, c.Statement)
		return err
	case SetEncoding:
		_, err := r.Capture(ctx, c.Capture)
		return err
	case Rename:
		return refuseIf(c.Speaker == nil || speaker.Fold(c.Name).Key == "", "a speaker and a name are needed")
	case Merge:
		return refuseIf(c.Speaker == nil || len(c.Aliases) == 0, "two speakers are needed")
	case Split:
		return refuseIf(c.Speaker == nil || len(c.Aliases)+len(c.Statements) == 0, "what to split off is missing")
	case SetSpeaker:
		_, err := r.Statement(ctx, c.Statement)
		return err
	case KeepApart:
		return refuseIf(len(c.Aliases) == 0 || len(c.From) == 0, "two speakers are needed")
	case JoinWitnesses:
		return refuseIf(len(c.Statements) < 2, "two statements are needed")
	case PartWitnesses:
		return refuseIf(len(c.Statements) == 0 || len(c.Others) == 0, "two statements are needed")
	case KnowPeople:
		return refuseIf(c.File == "", "a list is needed")
	case Save:
		return checkSearch(c)
	case Undo:
		_, err := r.entry(ctx, c.Entry)
		return err
	}
	return fmt.Errorf("unknown correction %q", c.Do)
}

func refuseIf(wrong bool, why string) error {
	if wrong {
		return fmt.Errorf("%w: %s", ErrBadCorrection, why)
	}
	return nil
}
