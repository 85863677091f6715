package record

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hearsay/internal/disk"
	"hearsay/internal/people"
	"hearsay/internal/speaker"
)

// A list of known people is kept as a file of the record, named by its SHA-256,
// one of [people.Person] as JSON a line. The journal names the file: like all
// that a person did, the list survives the database.
const peopleFolder = "people"

func listFile(folder, sha256 string) string {
	return filepath.Join(folder, peopleFolder, sha256+".jsonl")
}

// KnowPeople keeps a list of known people and lets it help: names that it gives
// to one alone are one speaker's.
func (r *Record) KnowPeople(ctx context.Context, by Person, list []people.Person) (Entry, error) {
	return r.compose(ctx, "keeping a list of people", func(context.Context) (Correction, error) {
		c := by.correction(KnowPeople)
		if len(list) == 0 {
			return c, fmt.Errorf("%w: the list names nobody", ErrBadCorrection)
		}
		var lines bytes.Buffer
		encoder := json.NewEncoder(&lines)
		for _, p := range list {
			if err := encoder.Encode(p); err != nil {
				return c, err
			}
		}
		sum := sha256.Sum256(lines.Bytes())
		c.File = hex.EncodeToString(sum[:])
		file := listFile(r.dir, c.File)
		if err := disk.Make(filepath.Dir(file)); err != nil {
			return c, err
		}
		return c, disk.Replace(file, lines.Bytes(), 0o666)
	})
}

// readList reads a list that was kept; one that is not as it was is an error.
func readList(folder, hash string) ([]people.Person, error) {
	f, err := os.Open(listFile(folder, hash))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	lines := json.NewDecoder(bufio.NewReader(io.TeeReader(f, sum)))
	var list []people.Person
	for {
		var p people.Person
		err := lines.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("list %s is damaged: %w", hash, err)
		}
		list = append(list, p)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return nil, fmt.Errorf("list %s is not as it was kept", hash)
	}
	return list, nil
}

// keepList takes in a list, unless it is there. A list that is lost or damaged
// helps no more; [Record.Journal] and [Record.VerifyJournal] tell of it.
func (d *decider) keepList(hash string) {
	if _, found := d.number("SELECT 1 FROM listed WHERE file = ? LIMIT 1", hash); found {
		return
	}
	list, err := readList(d.folder, hash)
	if err != nil {
		return
	}
	n, _ := d.number("SELECT coalesce(max(n), 0) FROM listed")
	places := make(map[nameClass]bool)
	for _, p := range list {
		n++
		d.exec("INSERT INTO listed (n, file, name, kind, domain) VALUES (?, ?, ?, ?, ?)", n, hash, p.Name, p.Kind, string(domainOfAll(p.Roles)))
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			f := speaker.Fold(name)
			if f.Bare() && p.Kind != string(speaker.Organization) {
				continue // a surname names many
			}
			c := classOf(f)
			d.exec("INSERT INTO listed_names (sound, circle, listed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", c.sound, c.circle, n)
			places[c] = true
		}
	}
	d.relist(places)
}

// keepLists drops the lists that no holding entry names.
func (d *decider) keepLists(holding []Correction) {
	keep := make(map[string]bool)
	for _, c := range holding {
		if c.Do == KnowPeople {
			keep[c.File] = true
		}
	}
	text := func(s *string) []any { return []any{s} }
	rows(d.writer, text, func(file string) {
		if keep[file] {
			return
		}
		places := make(map[nameClass]bool)
		rows(d.writer, func(c *nameClass) []any { return []any{&c.sound, &c.circle} }, func(c nameClass) { places[c] = true },
			"SELECT DISTINCT sound, circle FROM listed_names WHERE listed IN (SELECT n FROM listed WHERE file = ?)", file)
		d.exec("DELETE FROM listed WHERE file = ?", file)
		d.relist(places)
	}, "SELECT DISTINCT file FROM listed")
}

// A nameClass is what all writings of a name have in common, with its circle.
type nameClass struct{ sound, circle string }

func classOf(f speaker.Folded) nameClass { return nameClass{f.Sound(), f.Circle()} }

// relist tells anew whom the aliases mean that have one of these names.
func (d *decider) relist(places map[nameClass]bool) {
	for c := range places {
		query, arg := "WHERE a.circle = ? AND a.circle <> ''", c.circle
		if c.circle == "" {
			query, arg = "WHERE a.key = ? AND a.circle = ''", c.sound
		}
		for _, a := range d.aliasRows(query, arg) {
			if f := speaker.Fold(a.name); f.Sound() == c.sound {
				d.exec("UPDATE aliases SET listed = ? WHERE n = ?", d.listed(f, a.domain), a.n)
				d.touched[a.n] = true
			}
		}
	}
}

// domainOfAll is the one walk of life that all roles tell that tell one.
func domainOfAll(roles []string) (of speaker.Domain) {
	for _, r := range roles {
		d := speaker.DomainOf(r)
		if of != "" && d != "" && d != of {
			return ""
		}
		if d != "" {
			of = d
		}
	}
	return of
}

// listed returns whom of the known people the name means: the row of the one who
// has it; nil where there is none or more than one, or where the walks of life
// do not agree. Several lists may have one person, under the same first name.
func (w *writer) listed(f speaker.Folded, domain string) any {
	type known struct {
		n            int64
		name, domain string
	}
	var found []known
	rows(w, func(k *known) []any { return []any{&k.n, &k.name, &k.domain} }, func(k known) {
		if speaker.Domain(k.domain).Agree(speaker.Domain(domain)) {
			found = append(found, k)
		}
	}, "SELECT l.n, l.name, l.domain FROM listed_names s JOIN listed l ON l.n = s.listed WHERE s.sound = ? ORDER BY l.file, l.n LIMIT 16", f.Sound())
	for _, other := range found {
		if speaker.Fold(other.name).Sound() != speaker.Fold(found[0].name).Sound() {
			return nil
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found[0].n
}
