package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"hearsay/internal/record"
)

// A review stands still while it is gone through, one proposal after the other.
func TestReview(t *testing.T) {
	h := New(sampleRecord(), quiet())
	begin := func(path string) string {
		t.Helper()
		response := ask(t, h, path)
		if response.Code != http.StatusSeeOther {
			t.Fatalf("%s answers %d, want that it leads on", path, response.Code)
		}
		return response.Header().Get("Location")
	}
	first := begin("/review")
	page := look(t, h, first, http.StatusOK)
	all := words(page, "")
	for _, told := range []string{"Proposal 1 of 2", "Is Tobias Pell the same as Ottoline Marsh?", "invented for this test; 20% sure", "Same", "Different", "Unsure"} {
		if !strings.Contains(all, told) {
			t.Errorf("the page does not tell %q", told)
		}
	}
	second := words(look(t, h, strings.Replace(first, "at=1", "at=2", 1), http.StatusOK), "")
	for _, told := range []string{"Proposal 2 of 2", "Do these report one utterance?", "invented too; 10% sure"} {
		if !strings.Contains(second, told) {
			t.Errorf("the page of two statements does not tell %q", told)
		}
	}
	last := strings.Replace(first, "at=1", "at=3", 1)
	if got := words(look(t, h, last, http.StatusOK), ""); !strings.Contains(got, "That was the last of 2 proposals.") {
		t.Errorf("behind the last stands %q", got)
	}
	for _, at := range []string{"0", "4", "x", ""} {
		look(t, h, strings.Replace(first, "at=1", "at="+at, 1), http.StatusBadRequest)
	}
	for range keptReviews {
		if other := begin("/review?review=99&at=1"); other == first {
			t.Error("a review that is not kept is another one")
		}
	}
	if begin(first) == first {
		t.Error("too many reviews are kept")
	}
}

// Every button of a page sends a correction that the API takes.
func TestButtonsCorrect(t *testing.T) {
	f := sampleRecord()
	h := New(f, quiet())
	if _, err := f.Rename(t.Context(), record.Person{Name: "ines"}, marsh.ID, "Marsh"); err != nil {
		t.Fatal(err)
	}
	review := ask(t, h, "/review").Header().Get("Location")
	var pages []*html.Node // all of them as they are before anything is corrected
	paths := []string{review, "/journal", "/statement/s-open", "/statement/s-nobody", "/article/a-bridge", "/utterance/us-nobody", "/speaker/p-marsh"}
	for _, path := range paths {
		pages = append(pages, look(t, h, path, http.StatusOK))
	}
	done := make(map[string]int)
	for i, page := range pages {
		if n := len(find(page, "", "outcome")); n != 1 {
			t.Errorf("%s has %d places for what comes of a correction, want 1", paths[i], n)
		}
		for _, n := range find(page, "", "") {
			given := attribute(n, "data-correction")
			if given == "" {
				continue
			}
			var correction map[string]any
			if err := json.Unmarshal([]byte(given), &correction); err != nil {
				t.Fatal(err)
			}
			switch attribute(n, "data-field") {
			case "speaker":
				correction["speaker"] = map[string]string{"name": "Imke Aalders"}
			case "name":
				correction["name"] = "Imke Aalders"
			}
			body, err := json.Marshal(correction)
			if err != nil {
				t.Fatal(err)
			}
			if response := send(h, posted(string(body))); response.Code != http.StatusCreated {
				t.Errorf("%s: %s answers %d: %s", paths[i], body, response.Code, response.Body)
			}
			done[fmt.Sprint(correction["do"])]++
		}
	}
	for _, do := range []string{record.Confirm, record.Withdraw, record.SetSpeaker, record.Merge, record.KeepApart, record.Undo, record.JoinWitnesses, record.PartWitnesses, record.Rename, record.Split} {
		if done[do] == 0 {
			t.Errorf("no button can %s", do)
		}
	}
	page := look(t, h, "/journal", http.StatusOK)
	if undone, all := len(find(page, "li", "undone")), len(find(page, "li", "entry")); undone != 1 || all != len(f.journal) {
		t.Errorf("of %d entries %d are undone, want 1 of %d", all, undone, len(f.journal))
	}
}

// slowRecord works out proposals until it is told to be done.
type slowRecord struct {
	*fakeRecord
	done  chan struct{}
	asked atomic.Int32
}

func (s *slowRecord) Proposals(ctx context.Context, limit, offset int) ([]record.Proposal, error) {
	s.asked.Add(1)
	<-s.done
	return s.fakeRecord.Proposals(ctx, limit, offset)
}

// While proposals are worked out a page says so, and goes on to them by itself; they
// are worked out once, until the record changes.
func TestReviewIsAwaited(t *testing.T) {
	slow := &slowRecord{fakeRecord: sampleRecord(), done: make(chan struct{})}
	h := New(slow, quiet())
	awaited := ""
	for range 3 {
		response := ask(t, h, "/review")
		refresh := response.Header().Get("Refresh")
		if _, to, leads := strings.Cut(refresh, "url="); response.Code != http.StatusOK || !leads {
			t.Fatalf("answered %d, Refresh %q", response.Code, refresh)
		} else {
			awaited = to
		}
		if body := response.Body.String(); !strings.Contains(body, "are worked out") || !strings.Contains(body, `href="`+awaited) {
			t.Errorf("the page says %.2000s", body)
		}
	}
	if _, err := slow.Rename(t.Context(), record.Person{Name: "ines"}, marsh.ID, "Marsh"); err != nil { // the record goes on
		t.Fatal(err)
	}
	close(slow.done)
	for _, path := range []string{awaited, awaited, "/review", "/review"} {
		for deadline := time.Now().Add(10 * time.Second); ; { // the work ends beside this test
			if response := ask(t, h, path); response.Code == http.StatusSeeOther {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s leads nowhere", path)
			}
		}
	}
	if n := slow.asked.Load(); n != 2 {
		t.Errorf("proposals of two versions of the record were worked out %d times", n)
	}
}
