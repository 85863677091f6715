package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"sync"
	"time"

	"hearsay/internal/account"
)

const (
	sessionCookie = "hearsay"

	idleSession    = 12 * time.Hour     // without a request, a session ends
	longestSession = 7 * 24 * time.Hour // and at the latest after that
	sessionsOfOne  = 20                 // account; the one that was idle for longest makes room
)

// A session is somebody signed in with one browser.
type session struct {
	Account account.Account // as it was then
	Token   string          // what this server's forms carry, and no page elsewhere can know

	begun, seen time.Time
}

// owns reports whether a form that carries a token was made for the session.
func (s *session) owns(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.Token)) == 1
}

// sessions are those of one server, kept in memory: they end with it. Each is
// kept by the SHA-256 of its id, which the browser alone has.
type sessions struct {
	mu   sync.Mutex
	kept map[[sha256.Size]byte]session
}

// begin signs an account in and returns the id of the session.
func (s *sessions) begin(a account.Account) (id string) {
	id = unguessable()
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	var oldest [sha256.Size]byte
	n := 0
	for key, old := range s.kept {
		switch {
		case old.over(now):
			delete(s.kept, key)
		case old.Account.Name == a.Name:
			if n++; n == 1 || old.seen.Before(s.kept[oldest].seen) {
				oldest = key
			}
		}
	}
	if n >= sessionsOfOne {
		delete(s.kept, oldest)
	}
	if s.kept == nil {
		s.kept = make(map[[sha256.Size]byte]session)
	}
	s.kept[sha256.Sum256([]byte(id))] = session{Account: a, Token: unguessable(), begun: now, seen: now}
	return id
}

// find returns the session of an id, nil for none, and keeps it from idling.
func (s *sessions) find(id string) *session {
	key, now := sha256.Sum256([]byte(id)), time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	found, is := s.kept[key]
	if !is {
		return nil
	}
	if found.over(now) {
		delete(s.kept, key)
		return nil
	}
	found.seen = now
	s.kept[key] = found
	return &found
}

// end ends the session of an id, if there is one.
func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, sha256.Sum256([]byte(id)))
}

func (s session) over(now time.Time) bool {
	return now.Sub(s.seen) > idleSession || now.Sub(s.begun) > longestSession
}

// unguessable returns 32 random bytes as text.
func unguessable() string {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}

// sessionID is the id that a request carries, or "".
func sessionID(r *http.Request) string {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// handSession gives a browser the id of its session; without an id it forgets
// the one that it has.
func handSession(w http.ResponseWriter, r *http.Request, id string) {
	age := int(longestSession.Seconds())
	if id == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: id, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: encrypted(r), SameSite: http.SameSiteStrictMode})
}
