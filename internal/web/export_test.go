package web

import (
	"encoding/csv"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay/internal/record"
)

// What a list exports is all that it counts.
func TestExportsAreWhatIsListed(t *testing.T) {
	h := New(sampleRecord(), quiet())
	for query, want := range map[string]int{"": 43, "?q=nobody": 3, "?speaker_id=p-marsh": 5, "?reprint=yes": 2, "?article=a-echo": 2, "?q=dragon": 0} {
		response := ask(t, h, "/search.jsonl"+query)
		if n := strings.Count(response.Body.String(), "\n"); response.Code != http.StatusOK || n != want {
			t.Errorf("%s answers %d with %d lines, want %d", query, response.Code, n, want)
		}
		response = ask(t, h, "/search.csv"+query)
		rows, err := csv.NewReader(response.Body).ReadAll()
		if err != nil || len(rows) != want+1 {
			t.Errorf("%s has %d rows, %v, want %d below their names", query, len(rows), err, want)
		}
		if at := response.Header().Get("Content-Disposition"); at != `attachment; filename="statements.csv"` {
			t.Errorf("it is to be %s", at)
		}
	}
	look(t, h, "/search.csv?after=never", http.StatusBadRequest)
}

// So are lists of speakers and of stories.
func TestExportsOfSpeakersAndStories(t *testing.T) {
	h := New(sampleRecord(), quiet())
	for path, first := range map[string]string{"/speakers": "o-office", "/stories": "sa-bridge"} {
		lead := plain(find(look(t, h, path, http.StatusOK), "p", "lead")[0])
		var links []string
		for _, a := range find(find(look(t, h, path, http.StatusOK), "p", "ways")[0], "a", "") {
			links = append(links, attribute(a, "href"))
		}
		if want := []string{path + ".csv", path + ".jsonl"}; !slices.Equal(links, want) {
			t.Errorf("%s leads to %q, want %q", path, links, want)
		}
		rows, err := csv.NewReader(ask(t, h, path+".csv").Body).ReadAll()
		if err != nil || len(rows) < 2 || rows[1][0] != first {
			t.Fatalf("%s.csv is %q, %v", path, rows, err)
		}
		lines := strings.Count(ask(t, h, path+".jsonl").Body.String(), "\n")
		if n := strconv.Itoa(len(rows) - 1); !strings.HasPrefix(lead, n+" ") || strconv.Itoa(lines) != n {
			t.Errorf("%s has %s rows and %d lines: %s", path, n, lines, lead)
		}
	}
}

// A file that lacks something does not look whole.
func TestExportThatFailsIsCut(t *testing.T) {
	f := sampleRecord()
	f.err = errors.New("torn")
	defer func() {
		if recover() != http.ErrAbortHandler { //nolint:errorlint // as the server compares it
			t.Error("the connection is not cut")
		}
	}()
	ask(t, New(f, quiet()), "/search.jsonl")
}

// A passage is found again on its own page by its first and last words.
func TestPassageLink(t *testing.T) {
	for _, test := range []struct{ stated, words, want string }{
		{"https://a.example/x", "“Nobody asked us to close it,”", "https://a.example/x#:~:text=Nobody%20asked%20us%20to%20close%20it%2C"},
		{"https://a.example/x?y=1#z", "a well-kept & dry, old quay", "https://a.example/x?y=1#:~:text=a%20well%2Dkept%20%26%20dry%2C%20old%20quay"},
		{"https://a.example/", "one two three four five six seven eight nine ten eleven twelve thirteen",
			"https://a.example/#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen"},
		{"https://a.example/", " “” ", "https://a.example/"},
		{"javascript:x()", "words", ""},
		{"", "words", ""},
	} {
		if got := passageLink(test.stated, []record.Span{{Text: test.words}}); got != test.want {
			t.Errorf("%q of %q is at %s, want %s", test.words, test.stated, got, test.want)
		}
	}
}
