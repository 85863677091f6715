package article

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// A markedPage is what a person read on a page; see testdata/README.md.
type markedPage struct {
	Key, Title, Published, Split string
	Authors, Outlet              []string
}

func markedPages(t *testing.T) []markedPage {
	t.Helper()
	f, err := os.Open("testdata/metadata.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var marked []markedPage
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var m markedPage
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		marked = append(marked, m)
	}
	return marked
}

// A tally counts what was read of one fact over some pages.
type tally struct {
	right, stated, wronglyFilled, unstated int
}

func (c *tally) add(stated, filled, right bool) {
	switch {
	case stated:
		c.stated++
		if right {
			c.right++
		}
	default:
		c.unstated++
		if filled {
			c.wronglyFilled++
		}
	}
}

// TestMetadata counts how often title, author, outlet and day are what a person
// read on real pages. Of the pages that are held back it shows nothing but the
// counts, so that nobody tunes on them.
func TestMetadata(t *testing.T) {
	floors := map[string]float64{"title": 0.95, "author": 0.90, "outlet": 0.95, "published": 0.95}
	pages := map[string]realPage{}
	for _, p := range realPages(t) {
		pages[p.key] = p
	}
	counts := map[string]map[string]*tally{"tune": {}, "held": {}}
	names := []string{"title", "author", "outlet", "published"}
	for _, c := range counts {
		for _, name := range names {
			c[name] = &tally{}
		}
	}
	for _, m := range markedPages(t) {
		page := pages[m.Key]
		a, err := Read(page.capture())
		if err != nil {
			t.Logf("%s: %v", page.address, err)
		}
		for _, fact := range []struct {
			name, got, want string
			right           bool
		}{
			{"title", a.Title, m.Title, sameTitle(a.Title, m.Title)},
			{"author", a.Author, strings.Join(m.Authors, ", "), sameNames(a.Author, m.Authors)},
			{"outlet", a.Outlet, strings.Join(m.Outlet, " or "), slices.ContainsFunc(m.Outlet, func(o string) bool { return outletKey(o) == outletKey(a.Outlet) })},
			{"published", a.Published, m.Published, a.Published == m.Published},
		} {
			counts[m.Split][fact.name].add(fact.want != "", fact.got != "", fact.right)
			if m.Split == "tune" && !fact.right {
				t.Logf("%s is %q, want %q: %s", fact.name, fact.got, fact.want, page.address)
			}
		}
	}
	for _, split := range []string{"tune", "held"} {
		for _, name := range names {
			c := counts[split][name]
			t.Logf("%s %-9s right in %d of %d that state it (%.1f%%), filled in %d of %d that do not",
				split, name, c.right, c.stated, 100*float64(c.right)/float64(c.stated), c.wronglyFilled, c.unstated)
		}
	}
	for name, floor := range floors {
		if c := counts["held"][name]; float64(c.right) < floor*float64(c.stated) {
			t.Errorf("held %s: right in %d of %d, at least %.2f was reached before", name, c.right, c.stated, floor)
		}
		if c := counts["held"][name]; c.wronglyFilled > 0 {
			t.Errorf("held %s: filled in on %d pages that do not state it", name, c.wronglyFilled)
		}
	}
}

// sameNames reports whether a byline names all of these persons and nobody else.
func sameNames(byline string, names []string) bool {
	var got, want []string
	for name := range strings.SplitSeq(byline, ", ") {
		if name != "" {
			got = append(got, nameKey(name))
		}
	}
	for _, name := range names {
		want = append(want, nameKey(name))
	}
	slices.Sort(got)
	slices.Sort(want)
	return slices.Equal(got, want)
}

// nameKey keeps a name's letters, in lower case.
func nameKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// outletKey is an outlet's name without "The" and without the ending of an
// internet name.
func outletKey(s string) string {
	s = strings.TrimPrefix(strings.ToLower(s), "the ")
	if !strings.Contains(s, " ") {
		if at := strings.Index(s, "."); at > 0 && isDomain(s) {
			s = s[:at]
		}
	}
	return titleKey(s)
}
