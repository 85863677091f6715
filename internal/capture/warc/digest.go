package warc

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // what most makers of WARC files write
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strings"
)

// A digester computes the digest of a block, to compare it with the one that
// its header states.
type digester struct {
	hash.Hash
	want []byte
}

// newDigester returns nil where the digest is of a sort that is not understood:
// it is neither SHA-1 nor SHA-256, in neither hexadecimal nor base 32.
func newDigester(digest string) *digester {
	algorithm, value, _ := strings.Cut(digest, ":")
	var d digester
	switch strings.ToLower(algorithm) {
	case "sha1", "sha-1":
		d.Hash = sha1.New() //nolint:gosec // as above
	case "sha256", "sha-256":
		d.Hash = sha256.New()
	default:
		return nil
	}
	value = strings.TrimRight(value, "=")
	var err error
	if len(value) == hex.EncodedLen(d.Size()) {
		d.want, err = hex.DecodeString(value)
	} else {
		d.want, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(value))
	}
	if err != nil || len(d.want) != d.Size() {
		return nil
	}
	return &d
}

func (d *digester) ok() bool { return bytes.Equal(d.Sum(nil), d.want) }
