package web

import (
	"context"
	"sync"

	"hearsay/internal/record"
)

// A frontSpeaker is a speaker, and what it speaks about.
type frontSpeaker struct {
	record.SpeakerEntry
	About []aboutWord
}

// An aboutWord is a word that sets a speaker's statements apart, and where to find
// those that have it.
type aboutWord struct{ Word, Address string }

// abouts are what speakers speak about, as told last.
type abouts struct {
	mu   sync.Mutex
	kept map[string]told
}

// told is what a speaker with so many statements speaks about.
type told struct {
	statements, reprints int
	words                []string
}

const aboutsKept = 100 // of so many speakers

// about tells what a speaker speaks about. It is worked out again only once more
// or fewer statements are the speaker's.
func (s *site) about(ctx context.Context, e record.SpeakerEntry) ([]aboutWord, error) {
	s.abouts.mu.Lock()
	last, known := s.abouts.kept[e.ID]
	s.abouts.mu.Unlock()
	if !known || last.statements != e.Statements || last.reprints != e.Reprints {
		words, err := s.record.About(ctx, e.ID, frontAbout)
		if err != nil {
			return nil, err
		}
		last = told{e.Statements, e.Reprints, words}
		s.abouts.keep(e.ID, last)
	}
	var all []aboutWord
	for _, word := range last.words {
		all = append(all, aboutWord{word, searchAddress(record.Query{Text: word, SpeakerID: e.ID})})
	}
	return all, nil
}

func (a *abouts) keep(id string, t told) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil || len(a.kept) >= aboutsKept {
		a.kept = make(map[string]told)
	}
	a.kept[id] = t
}
