package record

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"
)

const (
	facetValues  = 10 // values told of each facet: the most frequent
	facetPeriods = 12 // periods at most
)

// Facets tell what the statements that a query selects have in common. Where it
// selects very many, only the latest are counted, so that the work is bounded.
type Facets struct {
	Tally              // of all that is counted
	All       bool     `json:"all"`      // all that the query selects is counted
	Speakers  Facet    `json:"speakers"` // by their ids
	Outlets   Facet    `json:"outlets"`
	Kinds     Facet    `json:"kinds"`
	Acts      Facet    `json:"acts"`
	To        Facet    `json:"to"`
	Published []Period `json:"published,omitempty"` // in order, without gaps; empty where no day is known
	Undated   Tally    `json:"undated"`
}

// A Tally counts statements.
type Tally struct {
	Statements int `json:"statements"`
	Reprints   int `json:"reprints"`          // of them, those that stand in what another article printed before
	Carried    int `json:"carried,omitempty"` // of the rest, those that an earlier version of their page has already
}

// A Facet counts statements by what they have of one sort, most frequent first.
type Facet struct {
	Values  []FacetValue `json:"values,omitempty"`
	More    int          `json:"more"`    // further values that are not told
	Unknown Tally        `json:"unknown"` // statements that have none
}

// A FacetValue is what a number of statements have. ID and Name differ for
// speakers alone.
type FacetValue struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Tally
}

// A Period is a time of publication, a month or a year or, where those would be
// too many, ten, a hundred or a thousand years: from a day on until before
// another, which is empty where days of four digits end.
type Period struct {
	From   string `json:"from"`
	Before string `json:"before,omitempty"`
	Tally
}

// Independent is how many stand in what no other article, and no other version,
// printed before.
func (t Tally) Independent() int { return t.Statements - t.Reprints - t.Carried }

func (t *Tally) add(other Tally) {
	t.Statements += other.Statements
	t.Reprints += other.Reprints
	t.Carried += other.Carried
}

// Facets counts the latest statements that a query selects by speaker, outlet,
// kind, act, whom they were said to, and time of publication.
func (r *Record) Facets(ctx context.Context, q Query) (Facets, error) {
	sel, err := r.selection(ctx, q)
	if err != nil {
		return Facets{}, fmt.Errorf("counting by facets %q: %w", q, err)
	}
	found, err := r.hits(ctx, sel)
	if err != nil {
		return Facets{}, fmt.Errorf("counting by facets %q: %w", q, err)
	}
	return found.facets, nil
}

// speakersOf counts by speakers what is counted by aliases, and tells their names.
func (r *Record) speakersOf(ctx context.Context, aliases tallies[int64]) (speakers tallies[string], names map[string]string, err error) {
	speakers, names = tallies[string]{}, make(map[string]string)
	if unknown := aliases[0]; unknown != nil {
		speakers.of("").add(*unknown)
	}
	err = r.eachOf(ctx, aliases, func(rows *sql.Rows) error {
		var alias int64
		var id, name string
		err := rows.Scan(&alias, &id, &name)
		speakers.of(id).add(*aliases.of(alias))
		names[id] = name
		return err
	}, "SELECT l.n, p.id, p.name FROM json_each(?) j JOIN aliases l ON l.n = j.value JOIN speakers p ON p.n = l.speaker")
	return speakers, names, err
}

// outletsOf counts by outlets what is counted by articles.
func (r *Record) outletsOf(ctx context.Context, articles tallies[int64]) (tallies[string], error) {
	outlets := tallies[string]{}
	err := r.eachOf(ctx, articles, func(rows *sql.Rows) error {
		var article int64
		var outlet string
		err := rows.Scan(&article, &outlet)
		outlets.of(outlet).add(*articles.of(article))
		return err
	}, "SELECT a.n, a.outlet FROM json_each(?) j JOIN articles a ON a.n = j.value")
	return outlets, err
}

// eachOf runs a query over the rows that were counted.
func (r *Record) eachOf(ctx context.Context, counted tallies[int64], visit func(*sql.Rows) error, query string) error {
	return r.each(ctx, visit, query, list(slices.Sorted(maps.Keys(counted))))
}

// tallies count statements by something.
type tallies[K cmp.Ordered] map[K]*Tally

func (t tallies[K]) of(key K) *Tally {
	counted := t[key]
	if counted == nil {
		counted = &Tally{}
		t[key] = counted
	}
	return counted
}

// ofBytes is the tally of a key that was read into bytes.
func ofBytes(t tallies[string], key []byte) *Tally {
	if counted := t[string(key)]; counted != nil { // no copy is made to look it up
		return counted
	}
	return t.of(string(key))
}

// facetOf tells the most frequent of what is counted.
func facetOf(counted tallies[string]) Facet {
	var f Facet
	for value, tally := range counted {
		if value == "" {
			f.Unknown = *tally
		} else {
			f.Values = append(f.Values, FacetValue{value, value, *tally})
		}
	}
	slices.SortFunc(f.Values, func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.ID, b.ID))
	})
	told := min(len(f.Values), facetValues)
	f.More, f.Values = len(f.Values)-told, f.Values[:told]
	return f
}

// periods puts days together in the shortest periods that are few enough.
func periods(days tallies[int64]) (all []Period, undated Tally) {
	if none := days[0]; none != nil {
		undated = *none
		delete(days, 0)
	}
	if len(days) == 0 {
		return nil, undated
	}
	months := tallies[int]{}
	for number, tally := range days {
		day := dayOf(number)
		months.of(12*day.Year() + int(day.Month()) - 1).add(*tally)
	}
	known := slices.Sorted(maps.Keys(months))
	first, last, length := known[0], known[len(known)-1], 1
	for _, longer := range []int{12, 120, 1200, 12_000} {
		if last/length-first/length < facetPeriods {
			break
		}
		length = longer
	}
	for i := first / length; i <= last/length; i++ {
		all = append(all, Period{From: firstOfMonth(i * length), Before: firstOfMonth((i + 1) * length)})
	}
	for month, tally := range months {
		all[month/length-first/length].add(*tally)
	}
	return all, undated
}

// firstOfMonth is the first day of a month, counted from January of the year 0;
// empty where that takes more than four digits for the year.
func firstOfMonth(month int) string {
	if month >= 12*10_000 {
		return ""
	}
	return time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
