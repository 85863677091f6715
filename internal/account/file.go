package account

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	version  = 1       // of the file's form
	fileSize = 4 << 20 // bytes of a file, at most
)

// A book is the file.
type book struct {
	Version  int     `json:"version"`
	Accounts []entry `json:"accounts"`
}

// An entry is an account in the file.
type entry struct {
	Name     string    `json:"name"`
	Role     Role      `json:"role"`
	Password hashed    `json:"password"`
	Created  time.Time `json:"created"`
	Feed     string    `json:"feed,omitempty"` // SHA-256 of the feed key
}

func (e entry) account() Account {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %x %x %s", e.Name, e.Role, e.Password.salt, e.Password.key, e.Created))
	return Account{Name: e.Name, Role: e.Role, Created: e.Created, Stamp: hex.EncodeToString(sum[:])}
}

// format gives the file of some accounts.
func format(entries []entry) []byte {
	text, err := json.MarshalIndent(book{version, append([]entry{}, entries...)}, "", "  ")
	if err != nil {
		panic(err) // cannot be: it is made of this package's types alone
	}
	return append(text, '\n')
}

// parse reads the file. Whatever is not as this package writes it is an error
// that is [ErrDamaged]: who may do what is not guessed.
func parse(from io.Reader) ([]entry, error) {
	text, err := io.ReadAll(io.LimitReader(from, fileSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading the accounts: %w", err)
	}
	damaged := func(what error) error { // it is that alone: nobody asked for what is wrong in it
		return fmt.Errorf("%w: %s", ErrDamaged, what.Error())
	}
	if len(text) > fileSize {
		return nil, damaged(fmt.Errorf("it has more than %d bytes", fileSize))
	}
	var b book
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return nil, damaged(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, damaged(errors.New("something follows the list"))
	}
	if b.Version != version {
		return nil, damaged(fmt.Errorf("it has version %d, and this Hearsay reads %d", b.Version, version))
	}
	if b.Accounts == nil {
		return nil, damaged(errors.New("it has no accounts, not even none"))
	}
	seen := make(map[string]bool)
	for i, e := range b.Accounts {
		err := errors.Join(checkName(e.Name), e.Role.check(), checkFeed(e.Feed))
		folded := strings.ToLower(e.Name)
		switch {
		case err != nil:
		case seen[folded]:
			err = fmt.Errorf("%w: %s", ErrTaken, e.Name)
		case e.Password == hashed{}:
			err = errHash
		case e.Created.IsZero():
			err = errors.New("it does not tell when it was made")
		}
		if err != nil {
			return nil, damaged(fmt.Errorf("account %d: %w", i+1, err))
		}
		seen[folded] = true
	}
	return b.Accounts, nil
}
