package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// Feed readers cannot sign in. A feed key, in the address of a feed, reads feeds
// as its account could, and nothing else. The file has its SHA-256 alone: the key
// is random, so that no slow hash is needed.

// MakeFeedKey gives an account a new feed key; the one before, if any, opens
// nothing more. Nor does the key once the account has another password.
func (a *Accounts) MakeFeedKey(ctx context.Context, name string) (key string, err error) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	key = base64.RawURLEncoding.EncodeToString(random)
	return key, a.changeOne(ctx, name, func(e *entry) { e.Feed = feedHash(key) })
}

// DropFeedKey takes an account's feed key away.
func (a *Accounts) DropFeedKey(ctx context.Context, name string) error {
	return a.changeOne(ctx, name, func(e *entry) { e.Feed = "" })
}

// OfFeedKey gives the account that has a feed key, else ErrRefused.
func (a *Accounts) OfFeedKey(key string) (Account, error) {
	entries, err := a.entries()
	if err != nil {
		return Account{}, err
	}
	hash := feedHash(key)
	for _, e := range entries {
		if e.Feed == hash { // how long that takes tells of the hash, not of the key
			return e.account(), nil
		}
	}
	return Account{}, ErrRefused
}

func feedHash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// checkFeed tells why a hash in the file is none.
func checkFeed(hash string) error {
	sum, err := hex.DecodeString(hash)
	if hash != "" && (err != nil || len(sum) != sha256.Size) {
		return fmt.Errorf("%q is no hash of a feed key", hash)
	}
	return nil
}
