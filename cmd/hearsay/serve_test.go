package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/outside"
	"hearsay/internal/record"
)

// serving runs hearsay serve on a record and returns its address. It is stopped,
// as with Ctrl-C, when the test ends.
func serving(t *testing.T, folder string, flags ...string) string {
	t.Helper()
	cmd := hearsay(context.Background(), append([]string{"--record", folder, "serve", "--address", "127.0.0.1:0"}, flags...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { interrupt(t, cmd) })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimSpace(address), "/")
}

// call asks the API of a server and reads its answer; body is nil to read.
func call[T any](t *testing.T, address, path string, body any, status int) (read T) {
	t.Helper()
	method, sent := http.MethodGet, io.Reader(nil)
	if body != nil {
		method = http.MethodPost
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, address+"/api/v1/"+path, sent)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		t.Fatalf("%s: %s, %v: %s", path, response.Status, err, text)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatalf("%s: %v: %s", path, err, text)
	}
	return read
}

// TestCorrectionsOverTheAPI corrects a record through a server of its own: each
// correction is in the journal, in what is read from then on, and can be undone.
func TestCorrectionsOverTheAPI(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	must(t, "--record", folder, "add", filepath.Join(outside.Root(), "internal", "sample", "articles"))
	address := serving(t, folder)
	type fields map[string]any
	correct := func(status int, c fields) record.Entry {
		t.Helper()
		return call[record.Entry](t, address, "corrections", c, status)
	}
	undo := func(e record.Entry) {
		t.Helper()
		correct(http.StatusCreated, fields{"do": "undo", "entry": e.ID, "by": "ines"})
		if e = call[record.Entry](t, address, "journal/"+e.ID, nil, http.StatusOK); !e.Undone {
			t.Errorf("the journal has %+v as not undone", e)
		}
	}
	speaker := func(id string) record.SpeakerAliases {
		t.Helper()
		return call[record.SpeakerAliases](t, address, "speakers/"+id, nil, http.StatusOK)
	}
	listed := call[struct {
		Speakers []record.SpeakerEntry `json:"speakers"`
		Total    int                   `json:"total"`
	}](t, address, "speakers", nil, http.StatusOK)
	if len(listed.Speakers) < 3 || listed.Total < len(listed.Speakers) {
		t.Fatalf("%d speakers of %d", len(listed.Speakers), listed.Total)
	}
	one, other := listed.Speakers[0], listed.Speakers[1]

	// Renamed, and undone.
	renamed := correct(http.StatusCreated, fields{"do": "rename", "speaker": one.ID, "name": "Zeb  Nobody", "by": "ines"})
	if got := speaker(one.ID); got.Name != "Zeb Nobody" || renamed.By != "ines" || renamed.Name != "Zeb Nobody" {
		t.Errorf("renamed by %+v: %+v", renamed, got.SpeakerEntry)
	}
	undo(renamed)
	if got := speaker(one.ID); got.Name != one.Name {
		t.Errorf("undone: %+v", got.SpeakerEntry)
	}
	correct(http.StatusConflict, fields{"do": "undo", "entry": renamed.ID})

	// Merged, split off again by what the journal calls it, and undone.
	merged := correct(http.StatusCreated, fields{"do": "merge", "aliases": []string{one.ID}, "speaker": other.ID})
	both := speaker(other.ID)
	if both.Statements != one.Statements+other.Statements || speaker(one.ID).ID != both.ID || len(both.Aliases) < 2 {
		t.Errorf("merged: %+v", both)
	}
	correct(http.StatusConflict, fields{"do": "merge", "aliases": []string{one.ID}, "speaker": other.ID})
	split := correct(http.StatusCreated, fields{"do": "split", "from": []string{other.ID}, "aliases": merged.Aliases})
	if got := speaker(one.ID); got.Statements != one.Statements {
		t.Errorf("split off: %+v", got.SpeakerEntry)
	}
	undo(split)
	undo(merged)
	if got := speaker(other.ID); got.Statements != other.Statements {
		t.Errorf("undone: %+v", got.SpeakerEntry)
	}

	// A statement's speaker: a new one, one whom the record has, nobody known.
	its := call[record.Results](t, address, "statements?limit=1&speaker_id="+one.ID, nil, http.StatusOK).Statements[0]
	if its.Speaker == nil || its.Speaker.ID != one.ID {
		t.Fatalf("not of %s: %+v", one.ID, its)
	}
	for _, test := range []struct {
		speaker any
		want    string
	}{{fields{"name": "Zeb Nobody"}, "Zeb Nobody"}, {other.ID, other.Name}, {nil, ""}} {
		c := fields{"do": "set speaker", "statement": its.ID}
		if test.speaker != nil {
			c["speaker"] = test.speaker
		}
		set := correct(http.StatusCreated, c)
		got := call[record.Statement](t, address, "statements/"+its.ID, nil, http.StatusOK)
		if name := whoSaid(got); name != test.want {
			t.Errorf("set to %v: %q, want %q", test.speaker, name, test.want)
		}
		undo(set)
	}
	confirmed := correct(http.StatusCreated, fields{"do": "confirm", "statement": its.ID})
	if !call[record.Statement](t, address, "statements/"+its.ID, nil, http.StatusOK).Confirmed {
		t.Error("not confirmed")
	}
	undo(confirmed)
	correct(http.StatusCreated, fields{"do": "keep apart", "aliases": []string{one.ID}, "from": []string{other.ID}})

	// An utterance: confirmed, one of its witnesses parted from it, joined again.
	utterance := func(id string) record.CollatedUtterance {
		t.Helper()
		return call[record.CollatedUtterance](t, address, "utterances/"+id, nil, http.StatusOK)
	}
	everything := call[record.Results](t, address, "statements?limit=1000", nil, http.StatusOK).Statements
	told := everything[slices.IndexFunc(everything, func(s record.Statement) bool { return s.Utterance != "" })]
	before := utterance(told.Utterance)
	joined := correct(http.StatusCreated, fields{"do": "join", "statements": []string{before.ID}})
	if got := utterance(before.ID); !got.Confirmed || got.Witnesses != before.Witnesses || before.Confirmed {
		t.Errorf("confirmed: %+v", got.Utterance)
	}
	parted := correct(http.StatusCreated, fields{"do": "part", "statement": told.ID})
	if got := utterance("u" + told.ID); got.Witnesses != 1 {
		t.Errorf("parted: %+v", got.Utterance)
	}
	correct(http.StatusConflict, fields{"do": "part", "statement": told.ID})
	correct(http.StatusConflict, fields{"do": "join", "statements": []string{told.ID}})
	undo(parted)
	undo(joined)
	if got := utterance("u" + told.ID); got.ID != before.ID || got.Witnesses != before.Witnesses || got.Confirmed {
		t.Errorf("undone: %+v", got.Utterance)
	}

	// The command line has the same journal, and prints the same statements.
	var entries []string
	for line := range strings.Lines(must(t, "--record", folder, "--json", "journal")) {
		entries = append(entries, strings.TrimSpace(line))
	}
	journal := call[struct{ Entries []json.RawMessage }](t, address, "journal", nil, http.StatusOK)
	if len(journal.Entries) != len(entries) || !slices.EqualFunc(journal.Entries, entries, func(a json.RawMessage, b string) bool { return string(a) == b }) {
		t.Errorf("the API has %s, the command line %s", journal.Entries, entries)
	}
	all := call[struct {
		Statements []json.RawMessage
		Total      int
	}](t, address, "statements?limit=1000", nil, http.StatusOK)
	var exported strings.Builder
	for _, s := range all.Statements {
		fmt.Fprintf(&exported, "%s\n", s)
	}
	if exported.String() != must(t, "--record", folder, "export") || all.Total != len(all.Statements) {
		t.Error("the API's statements are not those of export")
	}
	must(t, "--record", folder, "verify")
}

// TestSigningInOverTheNetwork corrects a record as an editor who comes under the
// server's name, until the command line takes the role away.
func TestSigningInOverTheNetwork(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "record")
	must(t, "--record", folder, "add", filepath.Join(outside.Root(), "internal", "sample", "articles"))
	const password = "harbour levy 2031"
	add := hearsay(t.Context(), "--record", folder, "account", "add", "ines", "--role", "editor")
	add.Stdin = strings.NewReader(password + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	address := serving(t, folder, "--host", "record.example")
	statement := call[record.Results](t, address, "statements?limit=1", nil, http.StatusOK).Statements[0].ID // on this machine, without signing in

	// What a browser sends that was given the name.
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	var session *http.Cookie
	ask := func(method, path, kind, body string) (status int, header http.Header, text string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, address+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "record.example"
		if method == http.MethodPost {
			r.Header.Set("Origin", "http://record.example")
			r.Header.Set("Content-Type", kind)
		}
		if session != nil {
			r.AddCookie(session)
		}
		response, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		read, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, response.Header, string(read)
	}
	if status, _, _ := ask(http.MethodGet, "/speakers", "", ""); status != http.StatusSeeOther {
		t.Errorf("not signed in, a page answers %d", status)
	}
	form := url.Values{"name": {"ines"}, "password": {password}, "to": {"/speakers"}}.Encode()
	status, header, text := ask(http.MethodPost, "/login", "application/x-www-form-urlencoded", form)
	cookie, err := http.ParseSetCookie(header.Get("Set-Cookie"))
	if status != http.StatusSeeOther || header.Get("Location") != "/speakers" || err != nil {
		t.Fatalf("signing in: %d, %v, %v: %s", status, header, err, text)
	}
	session = cookie
	if status, _, text := ask(http.MethodGet, "/speakers", "", ""); status != http.StatusOK || !strings.Contains(text, "Signed in as <bdi>ines</bdi>") {
		t.Errorf("signed in, a page answers %d: %s", status, text)
	}
	confirm := `{"do": "confirm", "by": "somebody else", "statement": "` + statement + `"}`
	if status, _, text := ask(http.MethodPost, "/api/v1/corrections", "application/json", confirm); status != http.StatusCreated {
		t.Errorf("a correction answers %d: %s", status, text)
	}
	if journal := must(t, "--record", folder, "journal"); !strings.Contains(journal, "\tines\tconfirm ") || strings.Contains(journal, "somebody else") {
		t.Errorf("the journal has %s", journal)
	}
	must(t, "--record", folder, "account", "role", "ines", "reader")
	if status, _, text := ask(http.MethodPost, "/api/v1/corrections", "application/json", confirm); status != http.StatusUnauthorized {
		t.Errorf("after the role was changed a correction answers %d: %s", status, text)
	}
}

// whoSaid is who is said to have made a statement, or "".
func whoSaid(s record.Statement) string {
	if s.Speaker == nil {
		return ""
	}
	return s.Speaker.Name
}
