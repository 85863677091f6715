package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"hearsay/internal/record"
)

const (
	reviewed    = 500 // proposals that a review goes through, the likeliest
	keptReviews = 4   // that are gone through at a time

	// After how long a page tells that proposals are worked out, and then asks again.
	workingOut = 40 * time.Millisecond
	askAgain   = 2 * time.Second
)

// reviews keeps the proposals that people are going through, so that they stand
// still while what is decided changes the record. Of a large record it takes long to
// work them out: that goes on while nobody waits, and what was found serves every
// review that is begun before the record changes.
type reviews struct {
	mu   sync.Mutex
	next int
	kept map[int][]record.Proposal // by number

	begun, done int           // how often they were worked out
	working     chan struct{} // closed when done comes up with begun; nil before the first time
	found       []record.Proposal
	version     int64 // of the record in which they were found
	err         error
}

// begin returns the number of a new review, or 0 where its proposals are still
// worked out. It is asked again then, with the number of that work.
func (v *reviews) begin(ctx context.Context, rec Record, awaited int) (number, work int, err error) {
	version, err := rec.Version(ctx)
	if err != nil {
		return 0, 0, err
	}
	work, working := v.workOut(ctx, rec, version, awaited)
	select {
	case <-working:
	case <-time.After(workingOut):
		return 0, work, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err != nil {
		return 0, 0, v.err
	}
	v.next++
	if v.kept == nil {
		v.kept = make(map[int][]record.Proposal)
	}
	v.kept[v.next] = v.found
	delete(v.kept, v.next-keptReviews)
	return v.next, work, nil
}

// workOut has proposals worked out, unless those are known or being worked out that
// were awaited, or that hold for a version of the record. It returns the number of
// that work, and what is closed at its end.
func (v *reviews) workOut(ctx context.Context, rec Record, version int64, awaited int) (work int, working chan struct{}) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.done > 0 && v.err == nil && (v.version == version || awaited > 0 && awaited <= v.done):
		known := make(chan struct{})
		close(known)
		return v.done, known
	case v.begun > v.done:
		return v.begun, v.working
	}
	v.begun++
	v.working = make(chan struct{})
	go func() {
		found, err := rec.Proposals(context.WithoutCancel(ctx), reviewed, 0)
		v.mu.Lock()
		defer v.mu.Unlock()
		v.found, v.version, v.err, v.done = found, version, err, v.begun
		close(v.working)
	}()
	return v.begun, v.working
}

// proposals returns those of a review, and whether it is kept still.
func (v *reviews) proposals(number int) ([]record.Proposal, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	found, kept := v.kept[number]
	return found, kept
}

// reviewPage is one proposal of a review: whether two are one, whose a
// statement is, or whether two report one utterance.
type reviewPage struct {
	Number, Total int
	Proposal      *record.Proposal // nil behind the last
	Evidence      []evidence
	Next          string
	Previous      string // empty before the first
	Awaited       string // where proposals will be that are still worked out; nothing else is told then

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
		awaited, _ := strconv.Atoi(given.Get("awaited"))
		number, work, err := s.reviews.begin(r.Context(), s.record, awaited)
		if err != nil {
			return err
		}
		if number == 0 {
			again := "/review?" + url.Values{"awaited": {strconv.Itoa(work)}}.Encode()
			w.Header().Set("Refresh", fmt.Sprintf("%d; url=%s", int(askAgain.Seconds()), again))
			return s.send(w, r, http.StatusOK, "review", sheet{Title: "Review", Here: "review", Body: reviewPage{Awaited: again}})
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
	case p.Proposal.With != nil:
		p.Same = &change{Do: record.JoinWitnesses, Statements: []string{p.Proposal.Statement.ID, p.Proposal.With.ID}, Next: p.Next}
		if p.Proposal.Statement.Utterance == p.Proposal.With.Utterance {
			p.Different = &change{Do: record.PartWitnesses, Statement: p.Proposal.Statement.ID, Next: p.Next}
		}
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
