package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/internal/account"
	"hearsay/internal/record"
)

// where a request comes from, and what it says that it is for.
var places = map[string]func(*http.Request){
	"here":              func(r *http.Request) { r.RemoteAddr, r.Host = "127.0.0.1:50000", "localhost:7117" },
	"over IPv6":         func(r *http.Request) { r.RemoteAddr, r.Host = "[::1]:50000", "[::1]:7117" },
	"the network":       func(r *http.Request) { remote(r) },
	"to loopback":       func(r *http.Request) { remote(r).Host = "localhost:7117" },
	"here to its name":  func(r *http.Request) { remote(r).RemoteAddr = "127.0.0.1:50000" },
	"a proxy":           func(r *http.Request) { passedOn(r, "X-Forwarded-For", "192.0.2.9") },
	"a secretive proxy": func(r *http.Request) { passedOn(r, "X-Forwarded-Proto", "http") },
	"a proxy here":      func(r *http.Request) { passedOn(r, "Via", "1.1 gate.example"); r.Host = "127.0.0.1" },
}

func passedOn(r *http.Request, header, value string) {
	remote(r).RemoteAddr = "127.0.0.1:50000"
	r.Header.Set(header, value)
}

// TestAccess asks from everywhere, as everybody: who may read, and who write and
// under which name.
func TestAccess(t *testing.T) {
	for place, from := range places {
		local := place == "here" || place == "over IPv6"
		for _, as := range []account.Role{"nobody", account.Reader, account.Editor, account.Admin} {
			f := sampleRecord()
			h := served(f, sampleAccounts())
			ask := func(r *http.Request) *httptest.ResponseRecorder {
				from(r)
				if as != "nobody" {
					r.AddCookie(signedIn(t, h, as))
				}
				return send(h, r)
			}
			reads := local || as != "nobody"
			page := ask(httptest.NewRequest(http.MethodGet, "/speakers?page=1", nil))
			if want := map[bool]int{true: 200, false: 303}[reads]; page.Code != want {
				t.Errorf("%s, %s: a page answers %d, want %d", place, as, page.Code, want)
			}
			if to := page.Header().Get("Location"); !reads && to != "/login?to=%2Fspeakers%3Fpage%3D1" {
				t.Errorf("%s, %s: a page leads to %s", place, as, to)
			}
			for _, path := range []string{"/search.csv", "/article/a-bridge", "/nothing"} {
				if code := ask(httptest.NewRequest(http.MethodGet, path, nil)).Code; !reads && code != http.StatusSeeOther || reads && code == http.StatusSeeOther {
					t.Errorf("%s, %s: %s answers %d", place, as, path, code)
				}
			}
			for _, path := range []string{"/api/v1/speakers", openAPIPath} {
				w := ask(httptest.NewRequest(http.MethodGet, path, nil))
				if want := map[bool]int{true: 200, false: 401}[reads]; w.Code != want || !reads && w.Header().Get("WWW-Authenticate") == "" {
					t.Errorf("%s, %s: %s answers %d, want %d", place, as, path, w.Code, want)
				}
			}
			for _, path := range []string{loginPath, readAssets().address("style.css")} {
				if code := ask(httptest.NewRequest(http.MethodHead, path, nil)).Code; code != http.StatusOK && as == "nobody" {
					t.Errorf("%s, %s: %s answers %d", place, as, path, code)
				}
			}
			if got, want := ask(httptest.NewRequest(http.MethodGet, "/accounts", nil)).Code == http.StatusOK, as == account.Admin; got != want {
				t.Errorf("%s, %s: sees the accounts: %v", place, as, got)
			}

			want, by := http.StatusCreated, string(as)
			switch {
			case !reads:
				want = http.StatusUnauthorized
			case local && as == "nobody":
				by = "ines"
			case !local && as == account.Reader:
				want = http.StatusForbidden
			}
			w := ask(posted(`{"do": "confirm", "statement": "s-open", "by": "ines"}`))
			if w.Code != want || (len(f.journal) == 1) != (want == http.StatusCreated) {
				t.Errorf("%s, %s: writing answers %d, want %d: %s", place, as, w.Code, want, w.Body)
			}
			if want == http.StatusCreated && f.journal[0].By != by {
				t.Errorf("%s, %s: written by %s, want %s", place, as, f.journal[0].By, by)
			}
		}
	}
}

// Where nobody has an account, all whom the server answers to read, and none of
// them writes.
func TestAccessWithoutAccounts(t *testing.T) {
	for place, from := range places {
		f := sampleRecord()
		h := served(f, &fakeAccounts{})
		page := httptest.NewRequest(http.MethodGet, "/speakers", nil)
		page.AddCookie(&http.Cookie{Name: sessionCookie, Value: "x"})
		from(page)
		if w := send(h, page); w.Code != http.StatusOK || strings.Contains(w.Body.String(), loginPath) {
			t.Errorf("%s: a page answers %d, and leads to the login", place, w.Code)
		}
		correction := posted(`{"do": "confirm", "statement": "s-open"}`)
		from(correction)
		want := http.StatusForbidden
		if place == "here" || place == "over IPv6" {
			want = http.StatusCreated
		}
		if w := send(h, correction); w.Code != want {
			t.Errorf("%s: writing answers %d, want %d: %s", place, w.Code, want, w.Body)
		}
	}
}

// While the accounts cannot be read nobody comes in over the network.
func TestAccessWithDamagedAccounts(t *testing.T) {
	accounts := sampleAccounts()
	h := served(sampleRecord(), accounts)
	cookie := signedIn(t, h, account.Admin)
	accounts.err = account.ErrDamaged
	for _, r := range []*http.Request{visit("/", cookie), visit("/", nil), visit("/api/v1/speakers", cookie), visit("/accounts", cookie)} {
		if w := send(h, r); w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "Velden") {
			t.Errorf("%s answers %d", r.URL, w.Code)
		}
	}
	if w := send(h, filled(loginPath, nil, "name", "editor", "password", "the word of the editor")); w.Code != http.StatusInternalServerError || handed(w) != nil {
		t.Errorf("signing in answers %d", w.Code)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	places["here"](r)
	if w := send(h, r); w.Code != http.StatusOK {
		t.Errorf("on this machine a page answers %d", w.Code)
	}
	if w := send(h, posted(`{"do": "confirm", "statement": "s-open"}`)); w.Code != http.StatusCreated {
		t.Errorf("on this machine a correction answers %d", w.Code)
	}
}

// A page elsewhere in the same browser can link to a server, and has nothing of
// it within itself: not with a session, and not on the machine that serves.
func TestPagesElsewhere(t *testing.T) {
	tests := []struct {
		name   string
		header []string
		reads  bool
	}{
		{"no browser", nil, true},
		{"typed", []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, true},
		{"a link of ours", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, true},
		{"a style of ours", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "style"}, true},
		{"a link elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, true},
		{"a link at another port", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, true},
		{"a frame", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, false},
		{"an image", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, false},
		{"a script", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}, false},
		{"fetched", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "Origin", "http://evil.example"}, false},
		{"fetched by an old browser", []string{"Origin", "http://evil.example"}, false},
		{"fetched by a page of no origin", []string{"Origin", "null"}, false},
		{"something new", []string{"Sec-Fetch-Site", "beside", "Sec-Fetch-Mode", "no-cors"}, false},
	}
	h := served(sampleRecord(), sampleAccounts())
	cookie := signedIn(t, h, account.Admin)
	for _, test := range tests {
		for _, path := range []string{"/search?q=levy", "/api/v1/speakers", loginPath, "/accounts"} {
			for _, local := range []bool{true, false} {
				r := visit(path, cookie)
				if local {
					places["here"](r)
				}
				for i := 0; i < len(test.header); i += 2 {
					r.Header.Set(test.header[i], test.header[i+1])
				}
				if w := send(h, r); (w.Code != http.StatusForbidden) != test.reads {
					t.Errorf("%s, %s, here %v: status %d", test.name, path, local, w.Code)
				}
			}
		}
	}
}

// TestForgedCorrections has pages elsewhere send what an editor's browser then
// adds the cookie to.
func TestForgedCorrections(t *testing.T) {
	for _, test := range []struct {
		name, header, value string
		status              int
	}{
		{"by a page of this server", "Origin", "http://record.example", 201},
		{"by a page elsewhere", "Origin", "http://evil.example", 403},
		{"by a page beside it", "Origin", "http://evil.record.example", 403},
		{"by a page of another port", "Origin", "http://record.example:81", 403},
		{"by a page of no origin", "Origin", "null", 403},
		{"by another site", "Sec-Fetch-Site", "cross-site", 403},
		{"by a neighbour", "Sec-Fetch-Site", "same-site", 403},
		{"as text", "Content-Type", "text/plain", 403},
		{"as a form", "Content-Type", formType, 403},
	} {
		f := sampleRecord()
		h := served(f, sampleAccounts())
		r := remote(posted(`{"do": "confirm", "statement": "s-open"}`))
		r.AddCookie(signedIn(t, h, account.Editor))
		r.Header.Set(test.header, test.value)
		if w := send(h, r); w.Code != test.status || (len(f.journal) == 1) != (test.status == 201) {
			t.Errorf("%s: status %d, want %d: %s", test.name, w.Code, test.status, w.Body)
		}
	}
}

// TestFormsThatWrite asks about forms, as pages that correct will send them.
func TestFormsThatWrite(t *testing.T) {
	s := &site{accounts: sampleAccounts()}
	id := s.sessions.begin(s.accounts.(*fakeAccounts).accounts[1])
	editor := &http.Cookie{Name: sessionCookie, Value: id}
	token := s.sessions.find(id).Token
	local := func(r *http.Request) *http.Request {
		places["here"](r)
		r.Header.Set("Origin", "http://localhost:7117")
		return r
	}
	without := func(r *http.Request) *http.Request { r.Header.Del("Origin"); return r }
	for _, test := range []struct {
		name      string
		request   *http.Request
		who, why  string // a part of it
		mustWrite bool
	}{
		{"an editor's", filled("/x", editor, "token", token), "editor", "", true},
		{"an editor's here", local(filled("/x", editor, "token", token)), "editor", "", true},
		{"nobody's here", local(filled("/x", nil)), "", "", true},
		{"an editor's without the token", filled("/x", editor), "", "another session", false},
		{"an editor's here without the token", local(filled("/x", editor)), "", "another session", false},
		{"an editor's with another token", filled("/x", editor, "token", unguessable()), "", "another session", false},
		{"an editor's of no origin", without(filled("/x", editor, "token", token)), "", "Origin", false},
		{"nobody's here of no origin", without(local(filled("/x", nil))), "", "Origin", false},
		{"nobody's", filled("/x", nil), "", "not come over loopback", false},
	} {
		v, err := s.visitor(test.request)
		if err != nil {
			t.Fatal(err)
		}
		name, refusal := s.writer(test.request.WithContext(contextOf(test.request, v)))
		if name != test.who || (refusal == "") != test.mustWrite || !strings.Contains(refusal, test.why) {
			t.Errorf("%s: %q, %q", test.name, name, refusal)
		}
	}
	if _, refusal := s.writer(filled("/x", editor, "token", token)); refusal == "" {
		t.Error("who was not looked at by the guard may write")
	}
}

func TestAccountsPage(t *testing.T) {
	accounts := sampleAccounts()
	accounts.accounts = append(accounts.accounts, account.Account{Name: "<b>zeb</b>", Role: account.Reader, Stamp: "1"})
	h := served(sampleRecord(), accounts)
	body := send(h, visit("/accounts", signedIn(t, h, account.Admin))).Body.String()
	for _, want := range []string{"4 accounts", "<bdi>editor</bdi>", "editor, since", `datetime="2031-05-06"`, "&lt;b&gt;zeb", `<a href="/accounts">accounts</a>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s: %s", want, body)
		}
	}
	if strings.Contains(body, "<b>") || strings.Contains(body, "the word of") {
		t.Errorf("the page has what it must not: %s", body)
	}
	if page := send(h, visit("/", signedIn(t, h, account.Editor))).Body.String(); strings.Contains(page, "/accounts") {
		t.Error("an editor is led to the accounts")
	}
}

// What an account wrote stays under its name when the account is gone.
func TestWritersAreNamedByTheirAccounts(t *testing.T) {
	f, accounts := sampleRecord(), sampleAccounts()
	h := served(f, accounts)
	for i, role := range []account.Role{account.Editor, account.Admin} {
		r := remote(posted(fmt.Sprintf(`{"do": "%s", "statement": "s-open", "by": "somebody else"}`, []string{record.Confirm, record.Withdraw}[i])))
		r.AddCookie(signedIn(t, h, role))
		made := readAs[record.Entry](t, send(h, r), string(role), http.StatusCreated)
		if made.By != string(role) || f.journal[i].By != string(role) {
			t.Errorf("%s wrote %+v", role, made)
		}
	}
}

// TestButtonsAreForThoseWhoMayWrite holds that whoever may not write is shown
// nothing to write with, and told why once.
func TestButtonsAreForThoseWhoMayWrite(t *testing.T) {
	f := sampleRecord()
	f.journal = []record.Entry{{ID: "e-saved", Correction: record.Correction{Do: record.Save, Name: "Bridge"}}}
	h := served(f, sampleAccounts())
	for _, as := range []account.Role{account.Reader, account.Editor} {
		cookie := signedIn(t, h, as)
		for _, path := range []string{"/search?q=bridge", "/searches", "/statement/s-nobody", "/article/a-bridge", "/utterance/us-nobody", "/speaker/p-marsh", "/review", "/journal"} {
			w := send(h, visit(path, cookie))
			if to := w.Header().Get("Location"); to != "" { // a review begins
				w = send(h, visit(to, cookie))
			}
			page, err := html.Parse(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			buttons := 0
			for _, n := range find(find(page, "main", "")[0], "", "") {
				if attribute(n, "data-correction") != "" {
					buttons++
				}
			}
			told := strings.Count(words(page, ""), "may read, and writing takes the role of an editor.")
			if want := map[account.Role]int{account.Reader: 1}[as]; (buttons > 0) != (as == account.Editor) || told != want {
				t.Errorf("%s, %s: %d to write with, the reason told %d times, want %d", path, as, buttons, told, want)
			}
		}
	}
}

// TestFeedKeys holds that a key opens feeds over the network, and nothing else.
func TestFeedKeys(t *testing.T) {
	f := sampleRecord()
	f.journal = []record.Entry{{ID: "e-saved", Correction: record.Correction{Do: record.Save, Name: "Bridge"}}}
	h := served(f, sampleAccounts())
	for path, want := range map[string]int{
		"/feed.rss?q=bridge&key=key+of+reader": 200, "/feed.json?key=key+of+editor": 200, "/searches/e-saved/feed.rss?key=key+of+admin": 200,
		"/feed.rss?q=bridge": 401, "/feed.rss?key=": 401, "/feed.rss?key=key+of+nobody": 401, "/feed.json?q=key+of+reader": 401,
		"/search?key=key+of+reader": 303, "/search.csv?key=key+of+reader": 303, "/article/feed.rss?key=key+of+reader": 303,
		"/api/v1/statements?key=key+of+reader": 401, "/api/feed.rss?key=key+of+reader": 401,
	} {
		if w := send(h, visit(path, nil)); w.Code != want {
			t.Errorf("%s answers %d, want %d", path, w.Code, want)
		}
	}
	r := remote(posted(`{"do": "confirm", "statement": "s-open"}`))
	r.URL.RawQuery = "key=key+of+admin"
	if w := send(h, r); w.Code != http.StatusUnauthorized {
		t.Errorf("writing with a key answers %d", w.Code)
	}
	if w := send(h, visit("/feed.rss?q=bridge", signedIn(t, h, account.Reader))); w.Code != http.StatusOK {
		t.Errorf("who is signed in is answered %d", w.Code)
	}
}
