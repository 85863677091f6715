package story

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"
)

// Profile is what an article is known by: its day and at most 64 weighed words.
// Made by [Describe] or [Parse]; the zero Profile is like nothing.
type Profile struct {
	day   int32 // days since 1970-01-01
	dated bool
	terms terms
	norm  float64
}

// A term is a word's stem as a hash and its weight, whole so that sums do not
// depend on the order of adding.
type term struct {
	hash   uint32
	weight uint16 // never 0
}

// Terms are by hash, each once. They stay as they are encoded, hash and weight of one
// after the other, since a store has many profiles in memory.
type terms string

const termBytes = 6

func encodeTerms(all []term) terms {
	b := make([]byte, 0, termBytes*len(all))
	for _, t := range all {
		b = binary.BigEndian.AppendUint32(b, t.hash)
		b = binary.BigEndian.AppendUint16(b, t.weight)
	}
	return terms(b)
}

func (t terms) hash() uint32 { // of the first
	return uint32(t[3]) | uint32(t[2])<<8 | uint32(t[1])<<16 | uint32(t[0])<<24
}

func (t terms) weight() uint16 { // of the first
	return uint16(t[5]) | uint16(t[4])<<8
}

func (t terms) all() []term {
	all := make([]term, 0, len(t)/termBytes)
	for ; t != ""; t = t[termBytes:] {
		all = append(all, term{t.hash(), t.weight()})
	}
	return all
}

const (
	mostTerms = 64
	fullScale = 60000 // the weight of an article's heaviest term
)

func profile(day string, all []term) Profile {
	p := Profile{terms: encodeTerms(all)}
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		p.day, p.dated = int32(t.Unix()/86400), true
	}
	p.norm = norm(p.terms)
	return p
}

func norm(t terms) float64 { return math.Sqrt(float64(dot(t, t))) }

// Size is about how many bytes of memory a profile takes.
func (p Profile) Size() int { return len(p.terms) + 48 }

// Day returns the article's day as 2006-01-02, or "" where it is not known.
func (p Profile) Day() string {
	if !p.dated {
		return ""
	}
	return time.Unix(int64(p.day)*86400, 0).UTC().Format(time.DateOnly)
}

// when orders profiles by day, those without one first.
func (p Profile) when() int32 {
	if !p.dated {
		return math.MinInt32
	}
	return p.day
}

// Empty tells that a profile has no word to be known by, and so no story but its own.
func (p Profile) Empty() bool { return p.terms == "" }

// An encoded profile: version, 1 if dated, day, then hash and weight of each term.
const (
	version    = 1
	headBytes  = 6
	mostCoded  = headBytes + mostTerms*termBytes
	daysBefore = -719528 // 0000-01-01
	daysAfter  = 2932896 // 9999-12-31
)

var errProfile = errors.New("not an encoded story profile")

// MarshalBinary encodes a profile in at most 390 bytes. It never fails.
func (p Profile) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, headBytes+len(p.terms))
	b = append(b, version, 0)
	if p.dated {
		b[1] = 1
	}
	b = binary.BigEndian.AppendUint32(b, uint32(p.day))
	return append(b, p.terms...), nil
}

// Parse reads what [Profile.MarshalBinary] wrote, and refuses anything else: an
// encoding has one form.
func Parse(b []byte) (Profile, error) {
	if len(b) < headBytes || len(b) > mostCoded || (len(b)-headBytes)%termBytes != 0 || b[1] > 1 {
		return Profile{}, fmt.Errorf("%w: %d bytes", errProfile, len(b))
	}
	if b[0] != version {
		return Profile{}, fmt.Errorf("%w: version %d, want %d", errProfile, b[0], version)
	}
	p := Profile{dated: b[1] == 1, day: int32(binary.BigEndian.Uint32(b[2:]))}
	if p.day < daysBefore || p.day > daysAfter || !p.dated && p.day != 0 {
		return Profile{}, fmt.Errorf("%w: day %d", errProfile, p.day)
	}
	p.terms = terms(b[headBytes:])
	for t, before := p.terms, int64(-1); t != ""; t = t[termBytes:] {
		if t.weight() == 0 || before >= int64(t.hash()) {
			return Profile{}, fmt.Errorf("%w: terms out of order", errProfile)
		}
		before = int64(t.hash())
	}
	p.norm = norm(p.terms)
	return p, nil
}
