package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hearsay/internal/account"
)

// fakeAccounts are accounts whose passwords stand as they are.
type fakeAccounts struct {
	accounts  []account.Account
	passwords map[string]string
	checked   int
	err       error // what both methods answer, if set
}

func (f *fakeAccounts) All() ([]account.Account, error) { return slices.Clone(f.accounts), f.err }

func (f *fakeAccounts) Check(_ context.Context, name, password string) (account.Account, error) {
	f.checked++
	if f.err != nil {
		return account.Account{}, f.err
	}
	for _, a := range f.accounts {
		if a.Name == name && f.passwords[name] == password {
			return a, nil
		}
	}
	return account.Account{}, account.ErrRefused
}

// OfFeedKey takes the name of an account for its key.
func (f *fakeAccounts) OfFeedKey(key string) (account.Account, error) {
	for _, a := range f.accounts {
		if "key of "+a.Name == key {
			return a, f.err
		}
	}
	return account.Account{}, account.ErrRefused
}

// sampleAccounts has one account of each role, called as it is.
func sampleAccounts() *fakeAccounts {
	f := &fakeAccounts{passwords: make(map[string]string)}
	for _, role := range []account.Role{account.Reader, account.Editor, account.Admin} {
		f.accounts = append(f.accounts, account.Account{Name: string(role), Role: role, Stamp: "1",
			Created: time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)})
		f.passwords[string(role)] = "the word of the " + string(role)
	}
	return f
}

// served is a server that others reach as record.example, with accounts.
func served(f *fakeRecord, accounts Accounts) http.Handler {
	opts := quiet()
	opts.Hosts, opts.Accounts = []string{"record.example"}, accounts
	return New(f, opts)
}

// remote has a request come over the network.
func remote(r *http.Request) *http.Request {
	r.Host, r.RemoteAddr = "record.example", "192.0.2.9:50000"
	return r
}

// visit is a page that is asked for over the network, by whoever has the cookie.
func visit(path string, cookie *http.Cookie) *http.Request {
	r := remote(httptest.NewRequest(http.MethodGet, path, nil))
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return r
}

// filled is a form that a page of this server sends over the network.
func filled(path string, cookie *http.Cookie, fields ...string) *http.Request {
	form := make(url.Values)
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r := remote(httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode())))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://record.example")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return r
}

// handed is the cookie that an answer hands out, nil for none.
func handed(w *httptest.ResponseRecorder) *http.Cookie {
	for _, c := range w.Result().Cookies() {
		if c.Name == sessionCookie && c.Value != "" {
			return c
		}
	}
	return nil
}

// signedIn signs in the account that has a role.
func signedIn(t *testing.T, h http.Handler, role account.Role) *http.Cookie {
	t.Helper()
	w := send(h, filled(loginPath, nil, "name", string(role), "password", "the word of the "+string(role)))
	cookie := handed(w)
	if w.Code != http.StatusSeeOther || cookie == nil {
		t.Fatalf("signing in as %s: status %d, %v", role, w.Code, w.Result().Cookies())
	}
	return cookie
}

// who is as whom a page says that one is signed in, or "".
func who(h http.Handler, cookie *http.Cookie) string {
	_, after, _ := strings.Cut(send(h, visit("/nothing", cookie)).Body.String(), "Signed in as <bdi>")
	name, _, _ := strings.Cut(after, "</bdi>")
	return name
}

// tokenOf is what the forms of a page carry.
func tokenOf(t *testing.T, h http.Handler, cookie *http.Cookie) string {
	t.Helper()
	_, after, is := strings.Cut(send(h, visit("/nothing", cookie)).Body.String(), `name="token" value="`)
	token, _, _ := strings.Cut(after, `"`)
	if !is || len(token) < 40 {
		t.Fatalf("the page has the token %q", token)
	}
	return token
}

func TestSigningIn(t *testing.T) {
	h := served(sampleRecord(), sampleAccounts())
	cookie := signedIn(t, h, account.Editor)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" || cookie.Domain != "" || cookie.Secure || len(cookie.Value) < 43 {
		t.Errorf("the cookie is %+v", cookie)
	}
	if got := who(h, cookie); got != "editor" {
		t.Errorf("signed in as %q", got)
	}
	if w := send(h, visit("/nothing", cookie)); w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("a page for one reader may be kept: %s", w.Header().Get("Cache-Control"))
	}
	for _, value := range []string{"", "x", cookie.Value + "x", cookie.Value[1:], strings.ToLower(cookie.Value)} {
		if got := who(h, &http.Cookie{Name: sessionCookie, Value: value}); got != "" {
			t.Errorf("the id %q is signed in as %q", value, got)
		}
	}
	if w := send(h, visit(loginPath+"?to=%2Fspeakers", cookie)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/speakers" {
		t.Errorf("who is signed in is asked to: %d, %s", w.Code, w.Header().Get("Location"))
	}
}

func TestSigningInRefused(t *testing.T) {
	form := func(fields ...string) *http.Request {
		return filled(loginPath, nil, append([]string{"name", "editor", "password", "the word of the editor"}, fields...)...)
	}
	header := func(name, value string) *http.Request {
		r := form()
		r.Header.Set(name, value)
		return r
	}
	noOrigin := form()
	noOrigin.Header.Del("Origin")
	tests := []struct {
		name    string
		request *http.Request
		status  int
		why     string // a part of it
	}{
		{"as a page of this server sends it", form(), 303, ""},
		{"with a charset", header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), 303, ""},
		{"a wrong password", form("password", "the word of the admin"), 403, "name or the password"},
		{"no password", form("password", ""), 403, "name or the password"},
		{"nobody's name", form("name", "zeb"), 403, "name or the password"},
		{"no name", form("name", ""), 403, "name or the password"},
		{"from a page of no origin", header("Origin", "null"), 403, "Origin"},
		{"from a page elsewhere", header("Origin", "http://evil.example"), 403, "Origin"},
		{"from a page of another port", header("Origin", "http://record.example:8000"), 403, "Origin"},
		{"from a page that came by TLS", header("Origin", "https://record.example"), 403, "Origin"},
		{"from no page", noOrigin, 403, "Origin is missing"},
		{"from another site", header("Sec-Fetch-Site", "cross-site"), 403, "Sec-Fetch-Site"},
		{"from a neighbour", header("Sec-Fetch-Site", "same-site"), 403, "Sec-Fetch-Site"},
		{"as JSON", header("Content-Type", "application/json"), 403, "Content-Type"},
		{"as text", header("Content-Type", "text/plain"), 403, "Content-Type"},
		{"as parts", header("Content-Type", "multipart/form-data; boundary=x"), 403, "Content-Type"},
		{"too large", form("more", strings.Repeat("x", maxForm)), 403, "too large"},
		{"in the address", filled(loginPath+"?name=editor&password=the+word+of+the+editor", nil), 403, "name or the password"},
	}
	for _, test := range tests {
		w := send(served(sampleRecord(), sampleAccounts()), test.request)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.why) {
			t.Errorf("%s: status %d, want %d with %q: %s", test.name, w.Code, test.status, test.why, w.Body)
		}
		if in := handed(w) != nil; in != (test.status == http.StatusSeeOther) {
			t.Errorf("%s: signed in is %v", test.name, in)
		}
	}
	if w := send(New(sampleRecord(), quiet()), filled(loginPath, nil)); w.Code != http.StatusMisdirectedRequest {
		t.Errorf("at a host that is not answered: %d", w.Code)
	}
	if w := send(served(sampleRecord(), nil), form()); w.Code != http.StatusForbidden {
		t.Errorf("where nobody has an account: %d", w.Code)
	}
	if w := send(served(sampleRecord(), nil), visit(loginPath, nil)); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "account add") {
		t.Errorf("where nobody has an account: %d, %s", w.Code, w.Body)
	}
}

// What is typed stands on the page as text, and the password does not.
func TestHostileNames(t *testing.T) {
	for _, name := range []string{`"><script>alert(1)</script>`, `' onfocus=alert(1) x='`, "{{.}}", "\u202egnol", "</main>\x00"} {
		h := served(sampleRecord(), sampleAccounts())
		w := send(h, filled(loginPath, nil, "name", name, "password", "never to be seen", "to", `/"><script>`))
		body := w.Body.String()
		if w.Code != http.StatusForbidden || strings.Count(body, "<script") != 2 || strings.Count(body, "</main>") != 1 ||
			strings.Contains(body, "onfocus=alert(1) x='") || strings.Contains(body, "never to be seen") {
			t.Errorf("%q: %d, %s", name, w.Code, body)
		}
	}
}

func TestWhereToGoOn(t *testing.T) {
	for to, want := range map[string]string{
		"": "/", "/": "/", "/speakers": "/speakers", "/search?q=levy&kind=direct": "/search?q=levy&kind=direct",
		"/search?q=//x": "/search?q=//x", "speakers": "/", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/",
		"/\t/evil.example": "/", "\t//evil.example": "/", "javascript:alert(1)": "/", "/login": "/", "/login?to=/": "/", "/logout": "/", "/%zz": "/",
		"/" + strings.Repeat("x", maxAddress): "/", "/a\r\nSet-Cookie: x=y": "/",
	} {
		if got := ownPath(to); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
		w := send(served(sampleRecord(), sampleAccounts()), filled(loginPath, nil, "name", "editor", "password", "the word of the editor", "to", to))
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("signing in leads to %q, want %q", got, want)
		}
	}
}

// The id changes whenever somebody signs in, and the one before is worth nothing.
func TestSessionFixation(t *testing.T) {
	h := served(sampleRecord(), sampleAccounts())
	planted := &http.Cookie{Name: sessionCookie, Value: strings.Repeat("A", 43)}
	w := send(h, filled(loginPath, planted, "name", "editor", "password", "the word of the editor"))
	first := handed(w)
	if first == nil || first.Value == planted.Value || who(h, planted) != "" || who(h, first) != "editor" {
		t.Fatalf("planted %v, handed %v", planted, first)
	}
	second := handed(send(h, filled(loginPath, first, "name", "admin", "password", "the word of the admin")))
	if second == nil || second.Value == first.Value || who(h, first) != "" || who(h, second) != "admin" {
		t.Errorf("after %v: %v", first, second)
	}
	// A wrong password leaves the session as it is.
	if w := send(h, filled(loginPath, second, "name", "editor", "password", "no")); handed(w) != nil || who(h, second) != "admin" {
		t.Errorf("after a wrong password: %v, signed in as %q", handed(w), who(h, second))
	}
}

func TestSigningOut(t *testing.T) {
	h := served(sampleRecord(), sampleAccounts())
	cookie, other := signedIn(t, h, account.Editor), signedIn(t, h, account.Editor)
	token := tokenOf(t, h, cookie)
	foreignPage := filled(logoutPath, cookie, "token", token)
	foreignPage.Header.Set("Origin", "http://evil.example")
	for name, r := range map[string]*http.Request{
		"without the token":         filled(logoutPath, cookie),
		"with an empty one":         filled(logoutPath, cookie, "token", ""),
		"with another session's":    filled(logoutPath, cookie, "token", tokenOf(t, h, other)),
		"with it in the address":    filled(logoutPath+"?token="+token, cookie),
		"from a page elsewhere":     foreignPage,
		"by reading":                visit(logoutPath, cookie),
		"by reading with the token": visit(logoutPath+"?token="+token, cookie),
	} {
		if w := send(h, r); w.Code != http.StatusForbidden && w.Code != http.StatusMethodNotAllowed || who(h, cookie) != "editor" {
			t.Errorf("%s: status %d, and signed in as %q", name, w.Code, who(h, cookie))
		}
	}
	w := send(h, filled(logoutPath, cookie, "token", token))
	if gone := w.Result().Cookies(); w.Code != http.StatusSeeOther || len(gone) != 1 || gone[0].MaxAge >= 0 || gone[0].Value != "" {
		t.Errorf("signing out: %d, %v", w.Code, gone)
	}
	if who(h, cookie) != "" || who(h, other) != "editor" {
		t.Errorf("signed out, and signed in as %q; the other browser as %q", who(h, cookie), who(h, other))
	}
}

func TestSessionsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := served(sampleRecord(), sampleAccounts())
		idle := signedIn(t, h, account.Editor)
		time.Sleep(idleSession)
		if who(h, idle) != "editor" {
			t.Error("a session ended too early")
		}
		time.Sleep(idleSession + time.Second)
		if who(h, idle) != "" {
			t.Error("an idle session did not end")
		}
		used := signedIn(t, h, account.Editor)
		for range int(longestSession / time.Hour) {
			time.Sleep(time.Hour)
			if who(h, used) != "editor" {
				t.Fatal("a session that is used ended too early")
			}
		}
		time.Sleep(time.Second)
		if who(h, used) != "" {
			t.Error("a session never ends")
		}
	})
}

// Whatever changes of an account ends its sessions, and nobody else's.
func TestChangesEndSessions(t *testing.T) {
	for name, change := range map[string]func(*fakeAccounts){
		"removed":       func(f *fakeAccounts) { f.accounts = slices.Delete(f.accounts, 1, 2) },
		"changed":       func(f *fakeAccounts) { f.accounts[1].Stamp = "2" },
		"called anew":   func(f *fakeAccounts) { f.accounts[1].Name = "zeb" },
		"all unread":    func(f *fakeAccounts) { f.err = account.ErrDamaged },
		"all of them":   func(f *fakeAccounts) { f.accounts = nil },
		"stamps traded": func(f *fakeAccounts) { f.accounts[1].Stamp, f.accounts[2].Stamp = "3", "1" },
	} {
		f := sampleAccounts()
		h := served(sampleRecord(), f)
		editor, reader := signedIn(t, h, account.Editor), signedIn(t, h, account.Reader)
		before := slices.Clone(f.accounts)
		change(f)
		left := who(h, reader)
		if got := who(h, editor); got != "" || left != "reader" && len(f.accounts) > 0 && f.err == nil {
			t.Errorf("%s: signed in as %q, and the reader as %q", name, got, left)
		}
		f.accounts, f.err = before, nil
		if got := who(h, editor); got != "" && name != "all unread" {
			t.Errorf("%s and changed back: signed in as %q", name, got)
		}
	}
}

func TestSessionsOfOneAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := served(sampleRecord(), sampleAccounts())
		all := []*http.Cookie{signedIn(t, h, account.Editor)}
		other := signedIn(t, h, account.Reader)
		for range sessionsOfOne {
			time.Sleep(time.Minute)
			who(h, all[0]) // the first is used all the time
			all = append(all, signedIn(t, h, account.Editor))
		}
		for i, cookie := range all {
			if got, want := who(h, cookie) != "", i != 1; got != want {
				t.Errorf("session %d is there: %v", i, got)
			}
		}
		if who(h, other) != "reader" {
			t.Error("another account's session made room")
		}
	})
}

// A cookie is for TLS alone where the request came by it, which a proxy is
// believed about on this machine alone. A form's origin must fit that.
func TestBehindAProxy(t *testing.T) {
	for _, test := range []struct {
		from, proto, origin string
		in, secure          bool
	}{
		{"192.0.2.9:50000", "", "http://record.example", true, false},
		{"127.0.0.1:50000", "https", "https://record.example", true, true},
		{"[::1]:50000", "http, HTTPS", "https://record.example", true, true},
		{"127.0.0.1:50000", "https, http", "http://record.example", true, false},
		{"127.0.0.1:50000", "https", "http://record.example", false, false},
		{"127.0.0.1:50000", "", "https://record.example", false, false},
		{"192.0.2.9:50000", "https", "https://record.example", false, false},
		{"192.0.2.9:50000", "https", "http://record.example", true, false},
	} {
		r := filled(loginPath, nil, "name", "editor", "password", "the word of the editor")
		r.RemoteAddr = test.from
		r.Header.Set("Origin", test.origin)
		if test.proto != "" {
			r.Header.Set("X-Forwarded-Proto", test.proto)
		}
		cookie := handed(send(served(sampleRecord(), sampleAccounts()), r))
		if (cookie != nil) != test.in || cookie != nil && cookie.Secure != test.secure {
			t.Errorf("%+v: %v", test, cookie)
		}
	}
}

func TestWrongPasswordsAreSlowedDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := sampleAccounts()
		h := served(sampleRecord(), f)
		host := 0
		try := func(name, password string, sameHost bool) int {
			r := filled(loginPath, nil, "name", name, "password", password)
			if !sameHost {
				host++
				r.RemoteAddr = fmt.Sprintf("198.51.%d.%d:50000", host/250, host%250)
			}
			return send(h, r).Code
		}
		// An account, from addresses without end.
		for range freeOfName {
			if code := try("editor", "wrong", false); code != http.StatusForbidden {
				t.Fatalf("a wrong password answers %d", code)
			}
		}
		checked := f.checked
		for _, password := range []string{"wrong", "the word of the editor"} {
			if code := try("editor", password, false); code != http.StatusTooManyRequests {
				t.Errorf("too many, and %q answers %d", password, code)
			}
		}
		if f.checked != checked {
			t.Error("a password was looked at that was to wait")
		}
		if code := try("zeb", "wrong", false); code != http.StatusForbidden {
			t.Errorf("another name answers %d", code)
		}
		for wait := firstWait; wait < longestWait*4; wait *= 2 {
			time.Sleep(min(wait, longestWait) - time.Second)
			if code := try("editor", "wrong", false); code != http.StatusTooManyRequests {
				t.Errorf("%v: too early, and it answers %d", wait, code)
			}
			time.Sleep(time.Second)
			if code := try("editor", "wrong", false); code != http.StatusForbidden {
				t.Errorf("%v later it answers %d", wait, code)
			}
		}
		time.Sleep(longestWait)
		if code := try("editor", "the word of the editor", false); code != http.StatusSeeOther {
			t.Errorf("the right password answers %d", code)
		}
		for range freeOfName { // all is as at first
			if code := try("editor", "wrong", false); code != http.StatusForbidden {
				t.Errorf("a wrong password answers %d", code)
			}
		}

		// An address, with names without end. Signing in with one's own account
		// between makes no difference.
		for i := range freeOfPlace {
			if code := try(fmt.Sprint("name ", i), "wrong", true); code != http.StatusForbidden {
				t.Fatalf("a wrong name answers %d", code)
			}
			if i < freeOfPlace-1 {
				if code := try("admin", "the word of the admin", true); code != http.StatusSeeOther {
					t.Fatalf("one's own account answers %d", code)
				}
			}
		}
		for _, name := range []string{"another name", "admin"} {
			if code := try(name, "the word of the admin", true); code != http.StatusTooManyRequests {
				t.Errorf("too many, and %q answers %d", name, code)
			}
		}
		time.Sleep(forgotten)
		for range freeOfName {
			if code := try("reader", "wrong", true); code != http.StatusForbidden {
				t.Errorf("forgotten, and it answers %d", code)
			}
		}
	})
}

func TestAddresses(t *testing.T) {
	for _, test := range []struct{ from, header, want string }{
		{"192.0.2.9:50000", "", "192.0.2.9"},
		{"192.0.2.9:50000", "198.51.100.7", "192.0.2.9"},
		{"[2001:db8:1:2:3::9]:50000", "", "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:50000", "", "fe80::/64"},
		{"[::ffff:192.0.2.9]:50000", "", "192.0.2.9"},
		{"127.0.0.1:50000", "", "127.0.0.1"},
		{"127.0.0.1:50000", "198.51.100.7", "198.51.100.7"},
		{"127.0.0.1:50000", "203.0.113.1, 198.51.100.7", "198.51.100.7"},
		{"[::1]:50000", "2001:db8:1:2:3::9", "2001:db8:1:2::/64"},
		{"@", "", "@"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.from
		if test.header != "" {
			r.Header.Set("X-Forwarded-For", test.header)
		}
		if got := address(r); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}
