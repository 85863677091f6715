package web

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hearsay/internal/account"
)

const (
	loginPath  = "/login"
	logoutPath = "/logout"
)

// loginPage asks who somebody is.
type loginPage struct {
	Name    string // as typed before
	To      string // where to go on
	Problem string // why that was not enough
	Nobody  bool   // nobody has an account
}

// Again is the page itself: a browser that was led here from elsewhere leaves
// its session out, and sends it from here.
func (p loginPage) Again() string { return loginAddress(p.To) }

// loginAddress is where one signs in and then goes on.
func loginAddress(to string) string {
	if to == "" || to == "/" {
		return loginPath
	}
	return loginPath + "?" + url.Values{"to": {to}}.Encode()
}

func (s *site) login(w http.ResponseWriter, r *http.Request) error {
	if r.Method == http.MethodPost {
		return s.signIn(w, r)
	}
	v := visitorOf(r.Context())
	to := ownPath(r.URL.Query().Get("to"))
	if v.Session != nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	return s.askWho(w, r, http.StatusOK, loginPage{To: to, Nobody: !v.Accounts})
}

func (s *site) askWho(w http.ResponseWriter, r *http.Request, status int, page loginPage) error {
	return s.send(w, r, status, "login", sheet{Title: "Sign in", Body: page})
}

// signIn begins a session for whoever sends a name and its password. The id
// that the browser came with, if any, is of no use from then on.
func (s *site) signIn(w http.ResponseWriter, r *http.Request) error {
	if refusal := notOurForm(r); refusal != "" {
		return failure{http.StatusForbidden, refusal}
	}
	page := loginPage{Name: r.PostForm.Get("name"), To: ownPath(r.PostForm.Get("to"))}
	try := held{address: address(r), name: norm.NFC.String(page.Name)}
	if wait := s.brake.try(try); wait > 0 {
		minutes := int(math.Ceil(wait.Minutes()))
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		page.Problem = fmt.Sprintf("There were too many wrong passwords. Try again in %s.", count(minutes, "minute", "minutes"))
		return s.askWho(w, r, http.StatusTooManyRequests, page)
	}
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	who, err := s.accounts.Check(ctx, page.Name, r.PostForm.Get("password"))
	switch {
	case errors.Is(err, account.ErrRefused):
		s.log.Warn("sign-in refused", "name", page.Name, "address", try.address)
		page.Problem = "The name or the password is wrong."
		return s.askWho(w, r, http.StatusForbidden, page)
	case errors.Is(err, context.DeadlineExceeded):
		page.Problem = "Too many are signing in at once. Try again soon."
		return s.askWho(w, r, http.StatusServiceUnavailable, page)
	case err != nil:
		return fmt.Errorf("signing in: %w", err)
	}
	s.brake.right(try)
	s.sessions.end(sessionID(r))
	handSession(w, r, s.sessions.begin(who))
	http.Redirect(w, r, page.To, http.StatusSeeOther)
	return nil
}

// logout ends a session.
func (s *site) logout(w http.ResponseWriter, r *http.Request) error {
	if refusal := notOurForm(r); refusal != "" {
		return failure{http.StatusForbidden, refusal}
	}
	if v := visitorOf(r.Context()); v.Session != nil {
		if !v.Session.owns(r.PostForm.Get("token")) {
			return failure{http.StatusForbidden, staleForm}
		}
		s.sessions.end(sessionID(r))
	}
	handSession(w, r, "")
	http.Redirect(w, r, loginPath, http.StatusSeeOther)
	return nil
}

// accountList shows an admin who has an account.
func (s *site) accountList(w http.ResponseWriter, r *http.Request) error {
	v := visitorOf(r.Context())
	if v.Session == nil || !v.Session.Account.Role.May(account.Admin) {
		return failure{http.StatusForbidden, "Who has an account is shown to those who are signed in as an admin."}
	}
	all, err := s.accounts.All()
	if err != nil {
		return err
	}
	return s.send(w, r, http.StatusOK, "accounts", sheet{Title: "Accounts", Body: all})
}

// staleForm is told whose form was made for another session.
const staleForm = "The form is from another session. Load its page again, and send it then."

// ownPath is a path of this server that somebody asks to go on to, or "/".
func ownPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || len(to) > maxAddress ||
		!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") ||
		u.Path == loginPath || u.Path == logoutPath {
		return "/"
	}
	return to
}
