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
	terms []term // by hash, each once
	norm  float64
}

// A term is a word's stem as a hash and its weight, whole so that sums do not
// depend on the order of adding.
type term struct {
	hash   uint32
	weight uint16 // never 0
}

const (
	mostTerms = 64
	fullScale = 60000 // the weight of an article's heaviest term
)

func profile(day string, terms []term) Profile {
	p := Profile{terms: terms}
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		p.day, p.dated = int32(t.Unix()/86400), true
	}
	p.norm = norm(terms)
	return p
}

func norm(terms []term) float64 { return math.Sqrt(float64(dot(terms, terms))) }

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
func (p Profile) Empty() bool { return len(p.terms) == 0 }

// An encoded profile: version, 1 if dated, day, then hash and weight of each term.
const (
	version    = 1
	headBytes  = 6
	termBytes  = 6
	mostCoded  = headBytes + mostTerms*termBytes
	daysBefore = -719528 // 0000-01-01
	daysAfter  = 2932896 // 9999-12-31
)

var errProfile = errors.New("not an encoded story profile")

// MarshalBinary encodes a profile in at most 390 bytes. It never fails.
func (p Profile) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, headBytes+len(p.terms)*termBytes)
	b = append(b, version, 0)
	if p.dated {
		b[1] = 1
	}
	b = binary.BigEndian.AppendUint32(b, uint32(p.day))
	for _, t := range p.terms {
		b = binary.BigEndian.AppendUint32(b, t.hash)
		b = binary.BigEndian.AppendUint16(b, t.weight)
	}
	return b, nil
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
	if len(b) > headBytes {
		p.terms = make([]term, 0, (len(b)-headBytes)/termBytes)
	}
	for at := headBytes; at < len(b); at += termBytes {
		t := term{binary.BigEndian.Uint32(b[at:]), binary.BigEndian.Uint16(b[at+4:])}
		if n := len(p.terms); t.weight == 0 || n > 0 && p.terms[n-1].hash >= t.hash {
			return Profile{}, fmt.Errorf("%w: terms out of order", errProfile)
		}
		p.terms = append(p.terms, t)
	}
	p.norm = norm(p.terms)
	return p, nil
}
