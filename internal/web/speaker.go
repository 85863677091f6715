package web

import (
	"context"
	"net/http"
	"net/url"

	"hearsay/internal/record"
)

const speakerStatements = 25 // on a page of one speaker

// The views of a speaker's page besides "", what the speaker said.
const (
	viewAbout = "about" // what others said who name the speaker
	viewTo    = "to"    // what was said to the speaker
)

// speakerPage is a speaker: names, roles, statements by date, and who else has to
// do with it.
type speakerPage struct {
	record.SpeakerEntry
	record.Portrait
	Aliases []record.AliasEntry
	View    string
	Days    []day
	Total   int // in the view
	Copied  int // of them, in what another article printed before
	Again   int // of them, in what an earlier version of the page has already
	Paging  paging
}

// asked is the search for what a view shows.
func (p speakerPage) asked(view string) record.Query {
	switch view {
	case viewAbout:
		return record.Query{AboutID: p.ID}
	case viewTo:
		return record.Query{ToID: p.ID}
	}
	return record.Query{SpeakerID: p.ID}
}

// address is where a view is answered.
func (p speakerPage) address(view string) paging {
	at := paging{path: speakerAddress(p.ID)}
	if view != "" {
		at.query = url.Values{"view": {view}}
	}
	return at
}

// Tabs lead to the views. That of the speaker's own words is counted already, the
// others where they are shown.
func (p speakerPage) Tabs() []tab {
	in := func(name, view string) tab {
		t := tab{Name: name, Address: p.address(view).at(1), Here: p.View == view}
		switch {
		case t.Here:
			t.Count = p.Total
		case view == "":
			t.Count = p.Statements
		}
		return t
	}
	return []tab{in("Said by", ""), in("Said about", viewAbout), in("Said to", viewTo)}
}

// SearchAddress searches among the statements of the view, TimelineAddress has them
// by when they were said.
func (p speakerPage) SearchAddress() string { return searchAddress(p.asked(p.View)) }
func (p speakerPage) TimelineAddress() string {
	return searchPage{View: viewTimeline}.address(p.asked(p.View))
}

// Exports are where all statements of the view can be had as files.
func (p speakerPage) Exports() exports { return exportsOf(p.asked(p.View)) }

// Renaming calls the speaker by another name.
func (p speakerPage) Renaming() change { return change{Do: record.Rename, Speaker: p.ID} }

// Splitting takes a name out of the speaker.
func (p speakerPage) Splitting(alias string) change {
	return change{Do: record.Split, Aliases: []string{alias}, From: []string{p.ID}}
}

// Data is where programs read the speaker.
func (p speakerPage) Data() string { return dataAddress("speakers", p.ID) }

// A related is an outlet or somebody who has to do with a speaker: with its own page,
// if it has one, and the search for the statements that are counted.
type related struct {
	record.FacetValue
	Address, Search string // either may be empty
}

// Quoting are the outlets that quote the speaker, Hearers to whom it spoke, and
// Speaking who spoke to it.
func (p speakerPage) Quoting() []related {
	return relatedOf(p.Quoted, func(r *related) record.Query {
		return record.Query{SpeakerID: p.ID, Outlet: "=" + wordsAlone(r.Name)}
	})
}

func (p speakerPage) Hearers() []related {
	return relatedOf(p.To, func(r *related) record.Query {
		if r.ID == "" {
			return record.Query{SpeakerID: p.ID, To: `"` + wordsAlone(r.Name) + `"`}
		}
		r.Address = speakerAddress(r.ID)
		return record.Query{SpeakerID: p.ID, ToID: r.ID}
	})
}

func (p speakerPage) Speaking() []related {
	return relatedOf(p.From, func(r *related) record.Query {
		r.Address = speakerAddress(r.ID)
		return record.Query{SpeakerID: r.ID, ToID: p.ID}
	})
}

// relatedOf gives each value of a facet the search that asks for it, if its name has
// a word to search for.
func relatedOf(facet record.Facet, ask func(*related) record.Query) []related {
	all := make([]related, len(facet.Values))
	for i, v := range facet.Values {
		all[i].FacetValue = v
		if q := ask(&all[i]); wordsAlone(v.Name) != "" {
			all[i].Search = searchPage{}.sound(q)
		}
	}
	return all
}

// A day is what was published on it; Day is empty where it is not known.
type day struct {
	Day   string
	Notes []*note
}

func (s *site) speaker(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	page := speakerPage{View: r.URL.Query().Get("view")}
	switch page.View {
	case "", viewAbout, viewTo:
	default:
		return badRequest("There is no such view: leave it out for what was said by the speaker, or ask for about or to.")
	}
	number, err := pageNumber(r, speakerStatements)
	if err != nil {
		return err
	}
	if page.SpeakerEntry, err = s.record.Speaker(ctx, id); err != nil {
		return err
	}
	if page.Portrait, err = s.record.Portrait(ctx, id); err != nil {
		return err
	}
	if page.Aliases, err = s.record.Aliases(ctx, id); err != nil {
		return err
	}
	if err := s.listSpoken(ctx, &page, number); err != nil {
		return err
	}
	return s.send(w, r, http.StatusOK, "speaker", sheet{Title: page.Name, Body: page})
}

// listSpoken has a page show the statements of its view.
func (s *site) listSpoken(ctx context.Context, page *speakerPage, number int) error {
	results, err := s.record.Search(ctx, page.asked(page.View), speakerStatements, offset(number, speakerStatements))
	page.Days = byDay(results.Statements, page.View == "")
	page.Total, page.Copied, page.Again = results.Total, results.Reprints, results.Carried
	page.Paging = page.address(page.View)
	page.Paging.Number, page.Paging.Size, page.Paging.Total = number, speakerStatements, results.Total
	return err
}

// byDay groups statements that follow each other by the day of publication. They
// may all be of the speaker whose page it is.
func byDay(statements []record.Statement, atSpeaker bool) []day {
	var days []day
	for _, statement := range statements {
		n := &note{Statement: statement, AtSpeaker: atSpeaker}
		published := statement.Article.Published
		if last := len(days) - 1; last >= 0 && days[last].Day == published {
			days[last].Notes = append(days[last].Notes, n)
			continue
		}
		days = append(days, day{published, []*note{n}})
	}
	return days
}
