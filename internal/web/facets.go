package web

import (
	"reflect"
	"strings"
	"time"
	"unicode"

	"hearsay/internal/record"
)

// facetsPart is what the statements that were found have in common, as links that
// narrow the search.
type facetsPart struct {
	record.Facets
	Lists []facetList
	Bars  []bar

	AnyDay string // address of the search whatever the day, to which a range of periods is added
}

// A facetList is one sort of what the statements have.
type facetList struct {
	Name    string
	Values  []facetLink
	More    int
	Unknown record.Tally
}

// A facetLink leads to the search for one value, and to that without it. What
// is asked for already, or has no word to search for, leads nowhere.
type facetLink struct {
	Name string
	record.Tally
	Only, Without string
}

// A bar is a period of the histogram. Heights are of 100, for the one with most.
type bar struct {
	record.Tally
	Short, Name string // "Jun", "June 2021"

	After, Before string // what of the period is asked for; Before is empty where nothing ends it
	Address       string // of the search for that period, empty where nothing is in it

	Independent, Reprint int // heights
}

// Top and Foot are where the reprints, with what later versions have again, and
// below them the independent, begin.
func (b bar) Top() int  { return b.Foot() - b.Reprint }
func (b bar) Foot() int { return 100 - b.Independent }

// facetsOf are the facets of what a search found.
func (p searchPage) facetsOf(found record.Facets) *facetsPart {
	part := &facetsPart{Facets: found}
	add := func(name, field string, facet record.Facet, set func(*record.Query, string)) {
		list := facetList{Name: name, More: facet.More, Unknown: facet.Unknown}
		for _, v := range facet.Values {
			list.Values = append(list.Values, p.facetLink(field, v, set))
		}
		if len(list.Values) > 0 {
			part.Lists = append(part.Lists, list)
		}
	}
	add("Speaker", "speaker_id", found.Speakers, func(q *record.Query, v string) { q.SpeakerID = v })
	add("Outlet", "outlet", found.Outlets, func(q *record.Query, v string) { q.Outlet = v })
	add("Kind", "kind", found.Kinds, func(q *record.Query, v string) { q.Kind = v })
	add("Act", "act", found.Acts, func(q *record.Query, v string) { q.Act = v })
	add("To whom", "to", found.To, func(q *record.Query, v string) { q.To = `"` + v + `"` })
	part.Bars = p.bars(found.Published)
	anyDay := p.Asked
	anyDay.After, anyDay.Before = "", ""
	part.AnyDay = p.address(anyDay)
	return part
}

func (p searchPage) facetLink(field string, v record.FacetValue, set func(*record.Query, string)) facetLink {
	link := facetLink{Name: v.Name, Tally: v.Tally}
	value := v.ID
	if field == "outlet" || field == "to" {
		value = wordsAlone(value)
	}
	if value == "" {
		return link
	}
	if field == "outlet" {
		value = "=" + value
	}
	only, without := p.Asked, p.Asked
	set(&only, value)
	if !reflect.DeepEqual(only, p.Asked) {
		link.Only = p.sound(only)
		without.Without = append(without.Without[:len(without.Without):len(without.Without)], record.Condition{Field: field, Value: value})
		link.Without = p.sound(without)
	}
	return link
}

// sound is the address of a search, or nothing where it would not be understood:
// names can be too long, or no such kind be known.
func (p searchPage) sound(q record.Query) string {
	again, err := askedOf(valuesOf(q))
	address := p.address(q)
	if err != nil || !reflect.DeepEqual(again, q) || len(address) > maxAddress {
		return ""
	}
	return address
}

// wordsAlone takes from a name all that has a meaning in a search.
func wordsAlone(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}

// bars draws the periods in which what was found was published.
func (p searchPage) bars(periods []record.Period) []bar {
	most := 1
	for _, period := range periods {
		most = max(most, period.Statements)
	}
	var bars []bar
	for _, period := range periods {
		b := bar{Tally: period.Tally}
		b.Short, b.Name = periodNames(period)
		b.Reprint = (100*(period.Reprints+period.Carried) + most - 1) / most
		b.Independent = (100*period.Independent() + most - 1) / most
		b.Independent = min(b.Independent, 100-b.Reprint)
		b.After, b.Before = max(p.Asked.After, period.From), period.Before
		if p.Asked.Before != "" && (b.Before == "" || p.Asked.Before < b.Before) {
			b.Before = p.Asked.Before
		}
		if period.Statements > 0 {
			q := p.Asked
			q.After, q.Before = b.After, b.Before
			b.Address = p.sound(q)
		}
		bars = append(bars, b)
	}
	return bars
}

// periodNames are a short and a full name of a period.
func periodNames(p record.Period) (short, full string) {
	from, err := time.Parse(time.DateOnly, p.From)
	if err != nil {
		return p.From, p.From
	}
	before, err := time.Parse(time.DateOnly, p.Before)
	if err != nil {
		before = from.AddDate(1000, 0, 0)
	}
	switch year := from.Format("2006"); {
	case before.Equal(from.AddDate(0, 1, 0)):
		return from.Format("Jan"), from.Format("January 2006")
	case before.Equal(from.AddDate(1, 0, 0)):
		return year, year
	default:
		return year, year + " to " + before.AddDate(0, 0, -1).Format("2006")
	}
}

// A chip is a condition of a search, which can be taken away.
type chip struct {
	Not          bool
	Field, Value string
	Address      string // of the search without it
}

// chipsOf are the conditions of a search. What is named by an id is called by its
// name.
func (p searchPage) chipsOf(name func(field, id string) (string, error)) ([]chip, error) {
	q := p.Asked
	var chips []chip
	add := func(field, value string, remove func(*record.Query)) {
		if value == "" {
			return
		}
		rest := q
		remove(&rest)
		chips = append(chips, chip{Field: field, Value: value, Address: p.address(rest)})
	}
	speaker, err := name("speaker_id", q.SpeakerID)
	if err != nil {
		return nil, err
	}
	hearer, err := name("to_id", q.ToID)
	if err != nil {
		return nil, err
	}
	subject, err := name("about_id", q.AboutID)
	if err != nil {
		return nil, err
	}
	article, err := name("article", q.Article)
	if err != nil {
		return nil, err
	}
	add("words", q.Text, func(q *record.Query) { q.Text = "" })
	add("by", speaker, func(q *record.Query) { q.SpeakerID = "" })
	add(fieldNames["speaker"], q.Speaker, func(q *record.Query) { q.Speaker = "" })
	add(fieldNames["outlet"], q.Outlet, func(q *record.Query) { q.Outlet = "" })
	add(fieldNames["to"], q.To, func(q *record.Query) { q.To = "" })
	add(fieldNames["to_id"], hearer, func(q *record.Query) { q.ToID = "" })
	add(fieldNames["about_id"], subject, func(q *record.Query) { q.AboutID = "" })
	add("in", article, func(q *record.Query) { q.Article = "" })
	add(fieldNames["kind"], q.Kind, func(q *record.Query) { q.Kind = "" })
	add(fieldNames["act"], q.Act, func(q *record.Query) { q.Act = "" })
	add("reprints", map[string]string{"yes": "alone", "no": "left out"}[q.Reprint], func(q *record.Query) { q.Reprint = "" })
	add(fieldNames["version"], versionNames[q.Version], func(q *record.Query) { q.Version = "" })
	add("published from", q.After, func(q *record.Query) { q.After = "" })
	add("published before", q.Before, func(q *record.Query) { q.Before = "" })
	for i, c := range q.Without {
		value, err := name(c.Field, c.Value)
		if err != nil {
			return nil, err
		}
		rest := q
		rest.Without = append(append([]record.Condition(nil), q.Without[:i]...), q.Without[i+1:]...)
		chips = append(chips, chip{Not: true, Field: fieldNames[c.Field], Value: value, Address: p.address(rest)})
	}
	return chips, nil
}

// fieldNames are what readers call the fields of conditions.
var fieldNames = map[string]string{
	"speaker": "speaker", "speaker_id": "by", "to": "to", "to_id": "said to", "about_id": "about", "outlet": "outlet", "kind": "kind", "act": "act", "version": "version",
}
