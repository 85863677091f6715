package web

import (
	"net/http"
	"net/url"

	"hearsay/internal/record"
)

const (
	speakerStatements = 25 // on a page of one speaker
	listedSpeakers    = 50 // on a page of all speakers
)

// speakerPage is a speaker: names, roles, and statements by date.
type speakerPage struct {
	record.SpeakerEntry
	Aliases []record.AliasEntry
	Days    []day
	Total   int
	Within  int // articles in which the statements stand
	Paging  paging
}

// SearchAddress searches among this speaker's statements.
func (p speakerPage) SearchAddress() string { return "/search?speaker_id=" + url.QueryEscape(p.ID) }

// Renaming calls the speaker by another name.
func (p speakerPage) Renaming() change { return change{Do: record.Rename, Speaker: p.ID} }

// Splitting takes a name out of the speaker.
func (p speakerPage) Splitting(alias string) change {
	return change{Do: record.Split, Aliases: []string{alias}, From: []string{p.ID}}
}

// Data is where programs read the speaker.
func (p speakerPage) Data() string { return dataAddress("speakers", p.ID) }

// Exports are where all the speaker's statements can be had as files.
func (p speakerPage) Exports() exports { return exportsOf(record.Query{SpeakerID: p.ID}) }

// A day is what was published on it; Day is empty where it is not known.
type day struct {
	Day   string
	Notes []*note
}

func (s *site) speaker(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	number, err := pageNumber(r, speakerStatements)
	if err != nil {
		return err
	}
	entry, err := s.record.Speaker(ctx, id)
	if err != nil {
		return err
	}
	aliases, err := s.record.Aliases(ctx, id)
	if err != nil {
		return err
	}
	results, err := s.record.Search(ctx, record.Query{SpeakerID: id}, speakerStatements, offset(number, speakerStatements))
	if err != nil {
		return err
	}
	return s.send(w, r, http.StatusOK, "speaker", sheet{Title: entry.Name, Body: speakerPage{
		SpeakerEntry: entry,
		Aliases:      aliases,
		Days:         byDay(results.Statements),
		Total:        results.Total,
		Within:       results.Articles,
		Paging:       paging{Number: number, Size: speakerStatements, Total: results.Total, path: speakerAddress(id)},
	}})
}

// byDay groups statements that follow each other by the day of publication.
func byDay(statements []record.Statement) []day {
	var days []day
	for _, statement := range statements {
		n := &note{Statement: statement, AtSpeaker: true}
		published := statement.Article.Published
		if last := len(days) - 1; last >= 0 && days[last].Day == published {
			days[last].Notes = append(days[last].Notes, n)
			continue
		}
		days = append(days, day{published, []*note{n}})
	}
	return days
}

// speakersPage lists who spoke, those with most statements first.
type speakersPage struct {
	Speakers []record.Voice
	Paging   paging
}

func (s *site) speakers(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	number, err := pageNumber(r, listedSpeakers)
	if err != nil {
		return err
	}
	summary, err := s.record.Summary(ctx)
	if err != nil {
		return err
	}
	entries, err := s.record.Voices(ctx, listedSpeakers, offset(number, listedSpeakers))
	if err != nil {
		return err
	}
	return s.send(w, r, http.StatusOK, "speakers", sheet{Title: "Speakers", Here: "speakers", Body: speakersPage{
		Speakers: entries,
		Paging:   paging{Number: number, Size: listedSpeakers, Total: summary.Speakers, path: "/speakers"},
	}})
}
