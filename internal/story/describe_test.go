package story

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/frequency"
	"hearsay/internal/outside"
)

// allProfiles lets cmp look into profiles.
var allProfiles = cmp.AllowUnexported(Profile{})

func TestDescribe(t *testing.T) {
	base := describe("a", "2031-03-04", ferryTitle, ferryText)
	for _, c := range []struct {
		name  string
		p     Profile
		equal bool
	}{
		{"another ID", describe("b", "2031-03-04", ferryTitle, ferryText), true},
		{"other spaces and marks", describe("a", "2031-03-04", ferryTitle+"!", "\n"+strings.ReplaceAll(ferryText, " ", "  ")), true},
		{"another day", describe("a", "2031-03-05", ferryTitle, ferryText), false},
		{"no title", describe("a", "2031-03-04", "", ferryText), false},
		{"no names", describe("a", "2031-03-04", strings.ToLower(ferryTitle), strings.ToLower(ferryText)), false},
	} {
		if got := cmp.Equal(base, c.p, allProfiles); got != c.equal {
			t.Errorf("%s: equal %v", c.name, got)
		}
	}
}

// TestTokens: words are cut at what is no letter or digit, small, without
// endings after an apostrophe, single letters and overlong words.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The ferry's crew", "the ferry crew"},
		{"Norlane’s boats don't", "norlane boats don"},
		{"O'Brandel’s boat", "brandel boat"},
		{"rock-hard, 1,200 m", "rock hard 200"},
		{"Orvåne İmbria", "orvåne imbria"},
		{"bad \xff bytes\xc3", "bad bytes"},
		{"'tis ''' ’", "tis"},
		{strings.Repeat("x", 31) + " end", "end"},
	} {
		var got []string
		each(c.text, 100, func(_ int, w string, _, _ bool) { got = append(got, w) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
	var names []string
	each(`Tugs pulled Sanderling. Then Osgard said: "Good". He, Lindqvale and Voss left`, 100, func(_ int, w string, capital, first bool) {
		if capital && !first {
			names = append(names, w)
		}
	})
	if want := []string{"sanderling", "osgard", "lindqvale", "voss"}; !slices.Equal(names, want) {
		t.Errorf("capitals inside sentences: %v, want %v", names, want)
	}
}

func TestNamesAndRareWordsWeighMost(t *testing.T) {
	p := describe("", "", "", "The minister said on Friday that the ferry Sanderling and the people on it were well, and that Sanderling was a good ferry.")
	top := p.heaviest(2)
	if top[0].hash != hash("sanderl") || top[1].hash != hash("ferri") {
		t.Error("the ship's name and the ferry do not weigh most")
	}
}

func TestHostileText(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"5 MB of one word", strings.Repeat("word ", 1<<20)},
		{"one word of 5 MB", strings.Repeat("x", 5<<20)},
		{"5 MB of marks", strings.Repeat("’'.", 5<<20/5)},
		{"5 MB of bad bytes", strings.Repeat("\xff\xc3", 5<<19)},
	} {
		start := time.Now()
		p := describe("", "2031-03-04", c.text, c.text)
		if spent := time.Since(start); spent > 200*time.Millisecond {
			t.Errorf("%s: %v", c.name, spent)
		}
		if terms := p.terms.all(); len(terms) > 1 {
			t.Errorf("%s: %d terms", c.name, len(terms))
		}
	}
}

func FuzzDescribe(f *testing.F) {
	f.Add("2031-03-04", ferryTitle, ferryText)
	f.Add("", "", "")
	f.Add("9999-12-31", "'", "\xff’s A a'b İ ǅ")
	f.Add("0000-01-01", "a\u0301b", strings.Repeat("q ", 2000))
	f.Fuzz(func(t *testing.T, day, title, text string) {
		a := Article{Day: day, Title: title, Text: text}
		p := Describe(a)
		if !cmp.Equal(p, Describe(a), allProfiles) {
			t.Fatal("not the same twice")
		}
		if d := p.Day(); d != "" && d != day {
			t.Fatalf("day %q of %q", d, day)
		}
		b, err := p.MarshalBinary()
		if err != nil || len(b) > 700 {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		back, err := Parse(b)
		if err != nil || back.terms != p.terms || !cmp.Equal(back.norm, p.norm) || back.Day() != p.Day() {
			t.Fatalf("read back as %v (%v), was %v", back, err, p)
		}
		if m := p.Marks(); len(m) > 30 || !slices.IsSorted(m) {
			t.Fatalf("marks %v", m)
		}
		if s := Similarity(p, p); s < 0 || s > 1 {
			t.Fatalf("similarity %v with itself", s)
		}
	})
}

func FuzzParse(f *testing.F) {
	b, _ := describe("", "2031-03-04", ferryTitle, ferryText).MarshalBinary()
	f.Add(b)
	f.Add([]byte{1, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse(b)
		if err != nil {
			return
		}
		if again, _ := p.MarshalBinary(); !slices.Equal(again, b) {
			t.Fatalf("%x read and written: %x", b, again)
		}
		p.Marks()
	})
}

func TestParseRefuses(t *testing.T) {
	good, _ := describe("", "2031-03-04", ferryTitle, ferryText).MarshalBinary()
	changed := func(at int, to byte) []byte {
		b := slices.Clone(good)
		b[at] = to
		return b
	}
	for name, b := range map[string][]byte{
		"nothing":         nil,
		"cut off":         good[:len(good)-1],
		"another version": changed(0, 9),
		"bad flag":        changed(1, 2),
		"a day, undated":  changed(1, 0),
		"a day too late":  changed(2, 0x7f),
		"terms unsorted":  changed(6, 0xff),
		"too long":        append(slices.Clone(good), make([]byte, 600)...),
		"weight 0":        {1, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0},
	} {
		if p, err := Parse(b); err == nil {
			t.Errorf("%s: read as %v", name, p)
		}
	}
}

func BenchmarkDescribe(b *testing.B) {
	all := readLines[campaignArticle](b, outside.Shared(b, "data/polnear/dev.jsonl"))
	frequency.Rarity("")
	n := 0
	for b.Loop() {
		a := all[n%len(all)]
		Describe(Article{a.ID, a.Date, a.Title, a.Text})
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkOf(b *testing.B) {
	m := campaign(b)
	for b.Loop() {
		Of(m)
	}
	b.ReportMetric(float64(len(m)), "articles")
}

func BenchmarkPlace(b *testing.B) {
	p := describe("", "2031-03-04", ferryTitle, ferryText)
	var candidates []Story
	for range 20 {
		candidates = append(candidates, Story{Members: slices.Repeat([]Profile{p}, 25)})
	}
	for b.Loop() {
		Place(p, candidates)
	}
}
