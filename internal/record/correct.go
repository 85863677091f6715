package record

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/internal/speaker"
)

// A Person is who corrects, and when.
type Person struct {
	Name string
	Time time.Time
}

func (p Person) correction(do string) Correction {
	return Correction{Do: do, By: p.Name, Time: p.Time}
}

// Rename calls a speaker by another name, whatever articles write.
func (r *Record) Rename(ctx context.Context, by Person, id, name string) (Entry, error) {
	return r.compose(ctx, "renaming "+id, func(ctx context.Context) (Correction, error) {
		c := by.correction(Rename)
		c.Name = strings.Join(strings.Fields(name), " ")
		head, _, err := r.refs(ctx, id)
		c.Speaker = &head
		return c, err
	})
}

// Merge has all that one speaker has be another's. What later comes under one
// of its names is the other's too.
func (r *Record) Merge(ctx context.Context, by Person, id, into string) (Entry, error) {
	return r.compose(ctx, "merging "+id+" into "+into, func(ctx context.Context) (Correction, error) {
		c := by.correction(Merge)
		from, aliases, err := r.refs(ctx, id)
		if err != nil {
			return c, err
		}
		to, _, err := r.refs(ctx, into)
		if err == nil && from == to {
			err = fmt.Errorf("%w: they are one speaker", ErrBadCorrection)
		}
		c.Aliases, c.Speaker = aliases, &to
		return c, err
	})
}

// Split takes aliases, or statements, out of a speaker, by their ids, and makes
// them another one's: of whom as is the id, else of a new speaker, who is
// called so unless as is empty.
func (r *Record) Split(ctx context.Context, by Person, id string, parts []string, as string) (Entry, error) {
	return r.compose(ctx, "splitting "+id, func(ctx context.Context) (Correction, error) {
		c := by.correction(Split)
		head, all, err := r.refs(ctx, id)
		if err != nil {
			return c, err
		}
		for _, part := range parts {
			at := slices.IndexFunc(all, func(a AliasRef) bool { return a.ID() == part })
			if at >= 0 {
				c.Aliases = append(c.Aliases, all[at])
				continue
			}
			s, err := r.Statement(ctx, part)
			if err != nil {
				return c, fmt.Errorf("%s is neither a name nor a statement of the speaker: %w", part, err)
			}
			if s.Speaker == nil || s.Speaker.ID != head.ID() {
				return c, fmt.Errorf("%w: statement %s is not of that speaker", ErrBadCorrection, part)
			}
			c.Statements = append(c.Statements, part)
		}
		if len(c.Aliases) > 0 && len(c.Statements) > 0 {
			return c, fmt.Errorf("%w: names and statements are split off one after the other", ErrBadCorrection)
		}
		if len(c.Aliases) == len(all) {
			return c, fmt.Errorf("%w: these are all names of the speaker", ErrBadCorrection)
		}
		c.From = slices.DeleteFunc(slices.Clone(all), func(a AliasRef) bool { return slices.Contains(c.Aliases, a) })
		return c, r.splitTo(ctx, &c, head, as)
	})
}

// splitTo tells whose the parts of a split become.
func (r *Record) splitTo(ctx context.Context, c *Correction, head AliasRef, as string) error {
	if as != "" {
		to, _, err := r.refs(ctx, as)
		switch {
		case err == nil && to == head:
			return fmt.Errorf("%w: it is of that speaker", ErrBadCorrection)
		case err == nil:
			c.Speaker = &to
			return nil
		}
	}
	c.Name = as
	if len(c.Aliases) > 0 {
		c.Speaker = &c.Aliases[0]
		return nil
	}
	slices.Sort(c.Statements)
	name := head.Name
	if as != "" {
		name = as
	}
	c.Speaker = &AliasRef{Name: name, Domain: setApart + c.Statements[0][:min(8, len(c.Statements[0]))]}
	c.Name = ""
	return nil
}

// SetSpeaker says whose a statement is: a speaker's whose id it is given, else
// somebody's who is called so; nobody knows whose, where it is given nothing.
func (r *Record) SetSpeaker(ctx context.Context, by Person, statement, who string) (Entry, error) {
	return r.compose(ctx, "setting the speaker of "+statement, func(ctx context.Context) (Correction, error) {
		c := by.correction(SetSpeaker)
		c.Statement = statement
		if who == "" {
			return c, nil
		}
		to, _, err := r.refs(ctx, who)
		if err != nil {
			to = AliasRef{Name: strings.Join(strings.Fields(who), " ")}
			err = refuseIf(speaker.Fold(to.Name).Key == "", "a name is needed")
		}
		c.Speaker = &to
		return c, err
	})
}

// KeepApart says that two speakers are not one, whatever speaks for it.
func (r *Record) KeepApart(ctx context.Context, by Person, a, b string) (Entry, error) {
	return r.compose(ctx, "keeping "+a+" and "+b+" apart", func(ctx context.Context) (Correction, error) {
		c := by.correction(KeepApart)
		one, these, err := r.refs(ctx, a)
		if err != nil {
			return c, err
		}
		other, those, err := r.refs(ctx, b)
		if err == nil && one == other {
			err = fmt.Errorf("%w: they are one speaker: split takes it apart", ErrBadCorrection)
		}
		const most = 50 // of each: pairs are kept
		c.Aliases, c.From = these[:min(most, len(these))], those[:min(most, len(those))]
		return c, err
	})
}

// Join says that statements report one act of speaking: by the ids of statements,
// or of utterances, of which it means all that report them. The same utterance
// alone confirms that those who report it do.
func (r *Record) Join(ctx context.Context, by Person, ids ...string) (Entry, error) {
	return r.compose(ctx, "joining "+strings.Join(ids, ", "), func(ctx context.Context) (Correction, error) {
		c := by.correction(JoinWitnesses)
		for _, id := range ids {
			these, err := r.witnessesOf(ctx, id)
			if err != nil {
				return c, err
			}
			c.Statements = append(c.Statements, these...)
		}
		slices.Sort(c.Statements)
		c.Statements = slices.Compact(c.Statements)
		return c, refuseIf(len(c.Statements) < 2, "one statement alone reports that")
	})
}

// Part says that a statement does not report what the others of its utterance do.
func (r *Record) Part(ctx context.Context, by Person, statement string) (Entry, error) {
	return r.compose(ctx, "parting "+statement, func(ctx context.Context) (Correction, error) {
		c := by.correction(PartWitnesses)
		if _, err := r.Statement(ctx, statement); err != nil {
			return c, err
		}
		c.Statements = []string{statement}
		all, err := r.witnessesOf(ctx, utterancePrefix+statement)
		c.Others = slices.DeleteFunc(all, func(id string) bool { return id == statement })
		slices.Sort(c.Others)
		if err == nil {
			err = refuseIf(len(c.Others) == 0, "it alone reports what it does")
		}
		return c, err
	})
}

// witnessesOf returns the statement with an id, or all that report an utterance.
func (r *Record) witnessesOf(ctx context.Context, id string) (all []string, err error) {
	statement, whole := strings.CutPrefix(id, utterancePrefix)
	err = r.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		all = append(all, id)
		return err
	}, `SELECT o.id FROM statements s JOIN statements o ON o.n = s.n OR ? AND o.utterance = s.utterance WHERE s.id = ? ORDER BY o.n`, whole, statement)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	return all, err
}

// Undo has an entry of the journal be as if it had not been.
func (r *Record) Undo(ctx context.Context, by Person, entry string) (Entry, error) {
	return r.compose(ctx, "undoing "+entry, func(ctx context.Context) (Correction, error) {
		c := by.correction(Undo)
		e, err := r.entry(ctx, entry)
		if err == nil && e.Undone {
			err = fmt.Errorf("%w: it is undone already", ErrBadCorrection)
		}
		c.Entry = e.ID
		return c, err
	})
}

func (r *Record) compose(ctx context.Context, what string, compose func(context.Context) (Correction, error)) (Entry, error) {
	e, err := r.enter(ctx, compose)
	if err != nil {
		return Entry{}, fmt.Errorf("%s: %w", what, err)
	}
	return e, nil
}

// refs returns the alias that stands for a speaker and all that it has, the
// first among them, by the id of any.
func (r *Record) refs(ctx context.Context, id string) (head AliasRef, all []AliasRef, err error) {
	err = r.each(ctx, func(rows *sql.Rows) error {
		var a AliasRef
		err := rows.Scan(&a.Name, &a.Domain)
		all = append(all, a)
		return err
	}, `SELECT (SELECT value FROM alias_facts WHERE alias = other.n AND fact = 'name' ORDER BY statements DESC, value LIMIT 1),
			other.domain FROM aliases l JOIN aliases other ON other.speaker = l.speaker
		WHERE l.id = ? ORDER BY other.n <> other.speaker, other.id`, id)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return AliasRef{}, nil, fmt.Errorf("speaker %s: %w", id, err)
	}
	return all[0], all, nil
}

// An AliasEntry is one of a speaker's names with one walk of life, and why it is
// the speaker's.
type AliasEntry struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Domain     string   `json:"domain,omitempty"` // the walk of life that its roles tell
	Names      []string `json:"names"`            // as articles write it, most frequent first
	Statements int      `json:"statements"`
	Articles   int      `json:"articles"`
	Roles      []Role   `json:"roles,omitempty"`
	Why        string   `json:"why"` // it is the speaker's: see [speaker.Why]
	Confidence float64  `json:"confidence"`
}

// SpeakerAliases are a speaker with why each of its names is its own.
type SpeakerAliases struct {
	SpeakerEntry
	Aliases []AliasEntry `json:"aliases"`
}

// A Role is what articles call a speaker beside its name.
type Role struct {
	Role       string `json:"role"`
	Statements int    `json:"statements"`
	First      string `json:"first,omitempty"` // day of the first article that has it
	Last       string `json:"last,omitempty"`
}

// Aliases returns the aliases of the speaker with an id: the one that stands for
// it first, then by how much is ascribed to them.
func (r *Record) Aliases(ctx context.Context, id string) ([]AliasEntry, error) {
	var all []AliasEntry
	err := r.each(ctx, func(rows *sql.Rows) error {
		var a AliasEntry
		err := rows.Scan(&a.ID, &a.Domain, &a.Statements, &a.Articles, &a.Why, &a.Confidence)
		all = append(all, a)
		return err
	}, `SELECT o.id, o.domain, o.statements, o.articles,
			iif(o.root = o.speaker, o.why, iif(EXISTS (SELECT 1 FROM aliases g JOIN decided_aliases d ON g.id IN (d.alias, d.with_alias)
				WHERE g.root = o.root AND d.alias <> d.with_alias), 'person', 'listed')), o.confidence
		FROM aliases l JOIN aliases o ON o.speaker = l.speaker WHERE l.id = ?
		ORDER BY o.n <> o.speaker, o.statements DESC, o.id`, id)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	for i := range all {
		if err == nil {
			err = r.aliasFacts(ctx, &all[i])
		}
	}
	if err != nil {
		return nil, fmt.Errorf("aliases of speaker %s: %w", id, err)
	}
	return all, nil
}

// aliasFacts fills in how articles write an alias and what roles they give it.
func (r *Record) aliasFacts(ctx context.Context, a *AliasEntry) error {
	err := r.each(ctx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		a.Names = append(a.Names, name)
		return err
	}, `SELECT f.value FROM alias_facts f JOIN aliases l ON l.n = f.alias
		WHERE l.id = ? AND f.fact = 'name' ORDER BY f.statements DESC, f.value`, a.ID)
	if err != nil || len(a.Names) == 0 {
		return err
	}
	a.Name = a.Names[0]
	return r.each(ctx, func(rows *sql.Rows) error {
		var role Role
		var first, last int64
		err := rows.Scan(&role.Role, &role.Statements, &first, &last)
		role.First, role.Last = publishedIn(first), publishedIn(last)
		a.Roles = append(a.Roles, role)
		return err
	}, fmt.Sprintf(`SELECT f.value, f.statements, %s, %s FROM aliases l JOIN alias_facts f ON f.alias = l.n
		WHERE l.id = ? AND f.fact = 'role' ORDER BY f.statements DESC, f.value`, roleRow("min"), roleRow("max")), a.ID)
}

// roleRow is the query for the first or last row, of those with a day, in which an
// alias is given a role; 0 for none.
func roleRow(which string) string {
	return fmt.Sprintf(`coalesce((SELECT %s(s.n) FROM statements s INDEXED BY statements_roles
		WHERE s.alias = f.alias AND s.role = f.value AND s.role <> '' AND s.by_person = 0 AND s.n >= %d), 0)`, which, firstOfDay(1))
}

// publishedIn is the day on which a row's article was published; empty for none.
func publishedIn(row int64) string {
	if row == 0 {
		return ""
	}
	return dayOf(dayOfRow(row)).Format(time.DateOnly)
}
