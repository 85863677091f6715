package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// How passwords are hashed: argon2id with what RFC 9106, section 4, recommends
// where memory is short.
const (
	passes  = 3
	memory  = 64 << 10 // KiB
	lanes   = 4
	saltLen = 16 // bytes
	keyLen  = 32 // bytes

	hashesAtOnce = 2 // so that those who sign in take 128 MiB at most
)

// A hashed is what is kept of a password.
type hashed struct {
	salt [saltLen]byte
	key  [keyLen]byte
}

// nobodys is what the password of a name that nobody has is compared with.
var nobodys hashed

// hash hashes a password with a salt of its own.
func hash(password string) hashed {
	var h hashed
	_, _ = rand.Read(h.salt[:]) // never fails
	h.key = h.keyOf(password)
	return h
}

// keyOf hashes a password with h's salt, in one form however it was typed.
func (h hashed) keyOf(password string) (key [keyLen]byte) {
	copy(key[:], argon2.IDKey(norm.NFC.Bytes([]byte(password)), h.salt[:], passes, memory, lanes, keyLen))
	return key
}

// matches reports whether a password is the one that was hashed. How long that
// takes tells nothing.
func matches(h hashed, password string) bool {
	key := h.keyOf(password)
	return subtle.ConstantTimeCompare(key[:], h.key[:]) == 1
}

// hashPrefix is how a hash begins in the file: in the PHC string format, which
// other programs read too.
var hashPrefix = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, memory, passes, lanes)

// MarshalText gives the hash as it stands in the file.
func (h hashed) MarshalText() ([]byte, error) {
	encode := base64.RawStdEncoding.EncodeToString
	return []byte(hashPrefix + encode(h.salt[:]) + "$" + encode(h.key[:])), nil
}

var errHash = errors.New("the password is no hash that Hearsay makes")

// UnmarshalText reads a hash of the file. Other parameters than ours are not
// obeyed: they could ask for any time and memory.
func (h *hashed) UnmarshalText(text []byte) error {
	rest, ours := strings.CutPrefix(string(text), hashPrefix)
	salt, key, two := strings.Cut(rest, "$")
	if !ours || !two {
		return errHash
	}
	for _, part := range []struct {
		to   []byte
		text string
	}{{h.salt[:], salt}, {h.key[:], key}} {
		decoded, err := base64.RawStdEncoding.Strict().DecodeString(part.text)
		if err != nil || len(decoded) != len(part.to) {
			return errHash
		}
		copy(part.to, decoded)
	}
	if h.key == nobodys.key {
		return errHash
	}
	return nil
}
