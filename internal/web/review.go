package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"hearsay/internal/record"
)

const (
	reviewed    = 500 // proposals that a review goes through, the likeliest
	keptReviews = 4   // that are gone through at a time
)

// reviews keeps the proposals that people are going through, so that they are
// worked out once and stand still while what is decided changes the record.
type reviews struct {
	mu   sync.Mutex
	next int
	kept map[int][]record.Proposal // by number
}

// begin works out proposals and returns the number of their review.
func (v *reviews) begin(ctx context.Context, rec Record) (int, error) {
	found, err := rec.Proposals(ctx, reviewed, 0)
	if err != nil {
		return 0, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.next++
	if v.kept == nil {
		v.kept = make(map[int][]record.Proposal)
	}
	v.kept[v.next] = found
	delete(v.kept, v.next-keptReviews)
	return v.next, nil
}

// proposals returns those of a review, and whether it is kept still.
func (v *reviews) proposals(number int) ([]record.Proposal, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	found, kept := v.kept[number]
	return found, kept
}

// reviewPage is one proposal of a review: whether two are one, or whose a
// statement is.
type reviewPage struct {
	Number, Total int
	Proposal      *record.Proposal // nil behind the last
	Evidence      []evidence
	Next          string
	Previous      string // empty before the first

	Same, Different *change
}

// evidence is two statements that speak for a proposal.
type evidence struct {
	One, Other *note
	Same       float64 // share of their words that both have; 0 where it was not counted
}

// Address is where it is told who a speaker is.
func (p reviewPage) Address(id string) string { return speakerAddress(id) }

// review shows a proposal. Asked for without the number of a review it begins
// one.
func (s *site) review(w http.ResponseWriter, r *http.Request) error {
	given := r.URL.Query()
	number, _ := strconv.Atoi(given.Get("review"))
	proposals, kept := s.reviews.proposals(number)
	if !kept {
		number, err := s.reviews.begin(r.Context(), s.record)
		if err != nil {
			return err
		}
		http.Redirect(w, r, reviewAddress(number, 1), http.StatusSeeOther)
		return nil
	}
	at, err := strconv.Atoi(given.Get("at"))
	if err != nil || at < 1 || at > len(proposals)+1 {
		return badRequest(fmt.Sprintf("This review has proposals from 1 to %d.", len(proposals)))
	}
	page := reviewPage{Number: at, Total: len(proposals)}
	if at > 1 {
		page.Previous = reviewAddress(number, at-1)
	}
	if at <= len(proposals) {
		page.Proposal, page.Next = &proposals[at-1], reviewAddress(number, at+1)
		page.fill()
	}
	return s.send(w, r, http.StatusOK, "review", sheet{Title: "Review", Here: "review", Body: page})
}

// fill tells what speaks for the proposal, and what can be decided.
func (p *reviewPage) fill() {
	for _, e := range p.Proposal.Evidence {
		p.Evidence = append(p.Evidence, evidence{&note{Statement: e.One}, &note{Statement: e.Other}, e.Same})
	}
	into := p.Proposal.Into.ID
	switch {
	case p.Proposal.Statement != nil:
		p.Same = &change{Do: record.SetSpeaker, Statement: p.Proposal.Statement.ID, Speaker: into, Next: p.Next}
	case p.Proposal.Speaker != nil:
		who := []string{p.Proposal.Speaker.ID}
		p.Same = &change{Do: record.Merge, Aliases: who, Speaker: into, Next: p.Next}
		p.Different = &change{Do: record.KeepApart, Aliases: who, From: []string{into}, Next: p.Next}
	}
}

func reviewAddress(number, at int) string {
	return "/review?" + url.Values{"review": {strconv.Itoa(number)}, "at": {strconv.Itoa(at)}}.Encode()
}
