package web

import (
	"net/http"

	"hearsay/internal/record"
)

const listedSpeakers = 50 // on a page of all speakers

// speakersPage lists who spoke, those with most statements first.
type speakersPage struct {
	Speakers []record.SpeakerEntry
	Paging   paging
}

// Exports are where all speakers can be had as files.
func (p speakersPage) Exports() exports { return exportsAt("/speakers", nil) }

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
	entries, err := s.record.Speakers(ctx, listedSpeakers, offset(number, listedSpeakers))
	if err != nil {
		return err
	}
	return s.send(w, r, http.StatusOK, "speakers", sheet{Title: "Speakers", Here: "speakers", Body: speakersPage{
		Speakers: entries,
		Paging:   paging{Number: number, Size: listedSpeakers, Total: summary.Speakers, path: "/speakers"},
	}})
}
