// Package account keeps who may sign in to the pages of a record: a name, what
// it may do, and a password that nobody can read back.
//
// The accounts are one JSON file in the record's folder, for its owner's eyes
// alone, written whole or not at all. [Open] names it, [Accounts.Add] and the
// rest change it, also while a server reads it; [Accounts.Check] tells whose a
// name and a password are, and takes as long for names that nobody has.
package account

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gofrs/flock"
	"golang.org/x/text/unicode/norm"

	"hearsay/internal/disk"
)

// A Role is what an account may do. Each may what those before it may.
type Role string

// The roles.
const (
	Reader Role = "reader" // may read
	Editor Role = "editor" // may correct the record
	Admin  Role = "admin"  // sees who has an account
)

var roles = []Role{Reader, Editor, Admin}

// May reports whether r may do what needed may.
func (r Role) May(needed Role) bool {
	return slices.Index(roles, r) >= slices.Index(roles, needed) && slices.Contains(roles, needed)
}

// An Account is who may sign in.
type Account struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"` // UTC

	// Stamp is another one as soon as anything of the account changes but its
	// feed key, its password too. It tells nothing of the password.
	Stamp string `json:"-"`
}

// What can be wrong.
var (
	ErrBad      = errors.New("no account can be so")     // a name, a role or a password
	ErrTaken    = errors.New("there is such an account") // or one whose name differs in case alone
	ErrNotFound = errors.New("there is no such account")
	ErrRefused  = errors.New("the name or password is wrong")   // which of them nobody is told
	ErrDamaged  = errors.New("the list of accounts is damaged") // nobody signs in until it is mended
)

// ShortestPassword is how many characters a password must have.
const ShortestPassword = 10

const (
	longestName     = 64   // characters
	longestPassword = 1024 // bytes

	file     = "accounts.json"
	lockFile = ".accounts.lock" // held while the file changes
)

// Accounts are those of one record. Several goroutines, and processes, may use
// them at once.
type Accounts struct {
	folder string
	turns  chan struct{} // for each hash that is made: it takes much memory

	mu   sync.Mutex
	info fs.FileInfo // of the file as it was read
	read []entry
}

// Open names the accounts of the record in a folder. There need be none yet.
func Open(folder string) *Accounts {
	return &Accounts{folder: folder, turns: make(chan struct{}, hashesAtOnce)}
}

// All gives the accounts, by name.
func (a *Accounts) All() ([]Account, error) {
	entries, err := a.entries()
	if err != nil {
		return nil, err
	}
	all := make([]Account, len(entries))
	for i, e := range entries {
		all[i] = e.account()
	}
	return all, nil
}

// Check gives the account that has a name and a password, else ErrRefused. A
// name that nobody has takes as long as a wrong password.
func (a *Accounts) Check(ctx context.Context, name, password string) (Account, error) {
	entries, err := a.entries()
	if err != nil {
		return Account{}, err
	}
	at := find(entries, norm.NFC.String(name))
	kept := nobodys
	if at >= 0 {
		kept = entries[at].Password
	}
	if len(password) > longestPassword { // nobody has it: hashing it tells nothing
		password = ""
	}
	select {
	case a.turns <- struct{}{}:
		defer func() { <-a.turns }()
	case <-ctx.Done():
		return Account{}, ctx.Err()
	}
	if !matches(kept, password) || at < 0 {
		return Account{}, ErrRefused
	}
	return entries[at].account(), nil
}

// Add makes an account.
func (a *Accounts) Add(ctx context.Context, name string, role Role, password string) error {
	name = norm.NFC.String(name)
	if err := checkName(name); err != nil {
		return err
	}
	if err := role.check(); err != nil {
		return err
	}
	if err := CheckPassword(password); err != nil {
		return err
	}
	return a.change(ctx, func(entries []entry) ([]entry, error) {
		for _, e := range entries {
			if strings.EqualFold(e.Name, name) {
				return nil, fmt.Errorf("%w: %s", ErrTaken, e.Name)
			}
		}
		return append(entries, entry{Name: name, Role: role, Password: hash(password), Created: time.Now().UTC().Truncate(time.Second)}), nil
	})
}

// SetRole has an account do less or more.
func (a *Accounts) SetRole(ctx context.Context, name string, role Role) error {
	if err := role.check(); err != nil {
		return err
	}
	return a.changeOne(ctx, name, func(e *entry) { e.Role = role })
}

// SetPassword gives an account another password.
func (a *Accounts) SetPassword(ctx context.Context, name, password string) error {
	if err := CheckPassword(password); err != nil {
		return err
	}
	return a.changeOne(ctx, name, func(e *entry) { e.Password, e.Feed = hash(password), "" })
}

// Remove takes an account away.
func (a *Accounts) Remove(ctx context.Context, name string) error {
	return a.change(ctx, func(entries []entry) ([]entry, error) {
		at := find(entries, norm.NFC.String(name))
		if at < 0 {
			return nil, fmt.Errorf("%w: %s", ErrNotFound, name)
		}
		return slices.Delete(entries, at, at+1), nil
	})
}

func (a *Accounts) changeOne(ctx context.Context, name string, change func(*entry)) error {
	return a.change(ctx, func(entries []entry) ([]entry, error) {
		at := find(entries, norm.NFC.String(name))
		if at < 0 {
			return nil, fmt.Errorf("%w: %s", ErrNotFound, name)
		}
		change(&entries[at])
		return entries, nil
	})
}

// change writes the file anew while no other process does.
func (a *Accounts) change(ctx context.Context, change func([]entry) ([]entry, error)) error {
	lock := flock.New(filepath.Join(a.folder, lockFile))
	if _, err := lock.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		return fmt.Errorf("waiting for another process to finish with the accounts in %s: %w", a.folder, err)
	}
	defer func() { _ = lock.Unlock() }()
	entries, err := a.entries()
	if err != nil {
		return err
	}
	if entries, err = change(slices.Clone(entries)); err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.Name, b.Name) })
	return disk.Replace(a.path(), format(entries), 0o600)
}

func (a *Accounts) path() string { return filepath.Join(a.folder, file) }

// entries reads the file, unless it is as it was when it was read last.
func (a *Accounts) entries() ([]entry, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f, err := os.Open(a.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the accounts: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("reading the accounts: %w", err)
	}
	if a.info != nil && os.SameFile(a.info, info) && a.info.ModTime().Equal(info.ModTime()) && a.info.Size() == info.Size() {
		return a.read, nil
	}
	entries, err := parse(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.path(), err)
	}
	a.info, a.read = info, entries
	return entries, nil
}

// find returns where the account of a name is, -1 for nowhere.
func find(entries []entry, name string) int {
	return slices.IndexFunc(entries, func(e entry) bool { return e.Name == name })
}

// checkName tells why nobody can be called so. A name stands in the journal, on
// pages and on terminals, so that nothing in it may be taken for another's.
func checkName(name string) error {
	if name == "" || utf8.RuneCountInString(name) > longestName {
		return fmt.Errorf("%w: a name has 1 to %d characters", ErrBad, longestName)
	}
	if !norm.NFC.IsNormalString(name) {
		return fmt.Errorf("%w: the name %q is not in Unicode's form NFC", ErrBad, name)
	}
	for i, r := range name {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
		case i > 0 && (unicode.IsMark(r) || strings.ContainsRune(".-_@", r)):
		default:
			return fmt.Errorf("%w: a name has letters and digits, and after the first of them also . - _ @; %q has %q", ErrBad, name, r)
		}
	}
	return nil
}

// check tells whether there is such a role.
func (r Role) check() error {
	if !slices.Contains(roles, r) {
		return fmt.Errorf("%w: there is no role %q, but reader, editor and admin", ErrBad, string(r))
	}
	return nil
}

// CheckPassword tells why nobody can have a password.
func CheckPassword(password string) error {
	switch {
	case !utf8.ValidString(password):
		return fmt.Errorf("%w: the password is not in UTF-8", ErrBad)
	case utf8.RuneCountInString(password) < ShortestPassword:
		return fmt.Errorf("%w: a password has at least %d characters", ErrBad, ShortestPassword)
	case len(password) > longestPassword:
		return fmt.Errorf("%w: a password has at most %d bytes", ErrBad, longestPassword)
	}
	return nil
}
