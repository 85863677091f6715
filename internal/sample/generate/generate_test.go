package generate

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var update = flag.Bool("update", false, "write the golden files anew")

const seed = 2031

func TestPagesAreTheSameInAnyOrder(t *testing.T) {
	const n = 200
	var pages [n][]byte
	var names [n]string
	var wait sync.WaitGroup
	for i := n - 1; i >= 0; i-- {
		wait.Go(func() { names[i], pages[i] = Page(i, seed) })
	}
	wait.Wait()
	i := 0
	for name, page := range Pages(n, seed) {
		if name != names[i] || !bytes.Equal(page, pages[i]) {
			t.Errorf("page %d differs when made alone", i)
		}
		i++
	}
	if i != n {
		t.Errorf("%d pages, want %d", i, n)
	}
}

func TestPagesStopsWhenAsked(t *testing.T) {
	made := 0
	for range Pages(1000, seed) {
		if made++; made == 3 {
			break
		}
	}
	if made != 3 {
		t.Errorf("%d pages made, want 3", made)
	}
}

// What seeds stand for must not change unnoticed: figures measured on these
// pages would no longer compare.
func TestGoldenPages(t *testing.T) {
	for _, c := range []struct {
		number int
		file   string
	}{
		{0, "page.html"},
		{38, "page.txt"},
	} {
		golden := filepath.Join("testdata", c.file)
		name, page := Page(c.number, seed)
		if filepath.Ext(name) != filepath.Ext(golden) {
			t.Errorf("page %d is %s, want another for %s", c.number, name, golden)
		}
		if *update {
			if err := os.WriteFile(golden, page, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(page)); diff != "" {
			t.Errorf("page %d of seed %d has changed (-want +got):\n%s", c.number, seed, diff)
		}
	}
}

func TestPagesAreDistinct(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 300
	}
	fileName := regexp.MustCompile(`^[0-9]{7}-[a-z0-9]+(-[a-z0-9]+)*\.(html|txt)$`)
	names, sums := map[string]bool{}, map[[32]byte]string{}
	for _, s := range []uint64{seed, seed + 1} {
		clear(names)
		for name, page := range Pages(n, s) {
			if names[name] || !fileName.MatchString(name) {
				t.Errorf("bad or second name %s", name)
			}
			names[name] = true
			sum := sha256.Sum256(page)
			if other, ok := sums[sum]; ok {
				t.Errorf("%s has the bytes of %s", name, other)
			}
			sums[sum] = name
		}
	}
}

func TestPagesAreMadeAsPromised(t *testing.T) {
	const n = 1000
	var web, reprints, noBreak, windows int
	address := regexp.MustCompile(`https?://([^/"\s<>]+)`)
	for i := range n {
		name, page := Page(i, seed)
		if !utf8.Valid(page) {
			t.Errorf("%s is not UTF-8", name)
		}
		for _, m := range address.FindAllSubmatch(page, -1) {
			if host := string(m[1]); !strings.HasSuffix(host, ".example") && host != "schema.org" {
				t.Errorf("%s points at %s", name, host)
			}
		}
		if bytes.Contains(page, []byte("{")) && strings.HasSuffix(name, ".txt") {
			t.Errorf("%s has a slot left open", name)
		}
		if bytes.Contains(page, []byte("\u00a0")) || bytes.Contains(page, []byte("&nbsp;")) {
			noBreak++
		}
		if bytes.Contains(page, []byte("\r\n")) {
			windows++
		}
		if origin(newDice(seed, framing, i), i) != i {
			reprints++
		}
		if strings.HasSuffix(name, ".html") {
			web++
			checkHTML(t, name, page)
		}
	}
	for _, c := range []struct {
		what           string
		got, low, high int
	}{
		{"HTML pages", web, 660, 740},
		{"reprints", reprints, 90, 150},
		{"pages with no-break spaces", noBreak, 200, 450},
		{"texts with Windows line ends", windows, 5, 60},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%d %s in %d, want %d to %d", c.got, c.what, n, c.low, c.high)
		}
	}
}

// checkHTML parses the page and weighs article against frame.
func checkHTML(t *testing.T, name string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	headings, words, text := 0, 0, 0
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.H1:
			headings++
		case n.DataAtom == atom.P && len(n.Attr) == 0 && n.Parent.DataAtom != atom.Footer && n.FirstChild != nil && !boxed(n):
			words += len(strings.Fields(n.FirstChild.Data))
			text += len(n.FirstChild.Data)
		}
	}
	if headings != 1 {
		t.Errorf("%s has %d headings of the first order", name, headings)
	}
	if words < fewestWords || words > 1000 {
		t.Errorf("%s has an article of %d words", name, words)
	}
	if frame := len(page) - text; frame < 5<<10 || frame > 64<<10 {
		t.Errorf("%s has a frame of %d bytes", name, frame)
	}
}

// boxed reports whether a paragraph belongs to a box within the page: comment,
// newsletter, cookies.
func boxed(n *html.Node) bool {
	for _, a := range n.Parent.Attr {
		switch a.Val {
		case "comment", "newsletter", "cookie-bar":
			return true
		}
	}
	return false
}

func TestArticlesHaveTheirLength(t *testing.T) {
	shortest, longest := 10_000, 0
	for i := range 2000 {
		words := 0
		for _, p := range write(seed, i).paragraphs {
			words += len(strings.Fields(p))
		}
		shortest, longest = min(shortest, words), max(longest, words)
	}
	if shortest < fewestWords || shortest > 130 || longest < 750 || longest > 930 {
		t.Errorf("articles of %d to %d words, want about 100 to 900", shortest, longest)
	}
}

func TestPagesOfDays(t *testing.T) {
	days := make(map[string]int)
	for i := range 500 {
		r := write(seed, i)
		r.publishedWithin(7)
		days[r.day.Format(time.DateOnly)]++
	}
	want := []string{"2015-01-01", "2015-01-02", "2015-01-03", "2015-01-04", "2015-01-05", "2015-01-06", "2015-01-07"}
	if got := slices.Sorted(maps.Keys(days)); !slices.Equal(got, want) {
		t.Errorf("published on %v", got)
	}
	next, stop := iter.Pull2(Pages(50, seed))
	defer stop()
	for name, page := range PagesOfDays(decade, 50, seed) {
		if n, p, _ := next(); n != name || !bytes.Equal(p, page) {
			t.Errorf("%s of ten years is another page than %s", name, n)
		}
	}
}

func TestEveryShapeOccurs(t *testing.T) {
	var all strings.Builder
	for i := range 300 {
		r := write(seed, i)
		all.WriteString("# " + r.title + "\n")
		for _, p := range r.paragraphs {
			all.WriteString(p + "\n")
		}
	}
	for _, c := range []struct{ shape, pattern string }{
		{"headline quotation", `(?m)^# “.*”: `},
		{"headline with a cue", `(?m)^# .*, says `},
		{"headline denial", `(?m)^# .* denies `},
		{"cue after", `(?m)^“[^”]*,” she said\.`},
		{"cue before its source", `,” said [A-Z]`},
		{"cue before", ` said: “`},
		{"run-on", `(?m)^“[^”]*,” [^“]* said, “and [^”]*\.”`},
		{"over three paragraphs", `(?m) said: “[^”]*$\n“[^”]*$\n“[^”]*\.”$`},
		{"without cue or source", `(?m)^“[^”]*”$`},
		{"inside another", `“[^”]*‘[^’]*,’ and`},
		{"indirect", ` that [^“\n]*\.`},
		{"indirect without that", ` said the [a-z]`},
		{"according to, before", `(?m)^According to `},
		{"according to, after", `, according to [^,\n]*`},
		{"mixed", ` called the [a-z ]* “`},
		{"denial", ` (denied|disputed) that `},
		{"denial of a denial", ` denied having denied `},
		{"interview passed on", ` told (Radio|Channel) .* quoted by [A-Z]+`},
		{"quoted by an agency", `[A-Z]+, citing .*, quoted .* as saying `},
		{"written", ` wrote on `},
		{"not said", ` has not said whether `},
		{"thought", ` (fears|believes) that `},
		{"demand", ` demanded a new vote `},
		{"title in marks", `“The Miller and the Seven Locks”`},
		{"scare quote", `so-called “`},
	} {
		if !regexp.MustCompile(c.pattern).MatchString(all.String()) {
			t.Errorf("%s: nothing matches %s", c.shape, c.pattern)
		}
	}
}

func TestHouseMarks(t *testing.T) {
	const words = `“It's ‘no’ to a fee,” she said.`
	for _, c := range []struct {
		marks marks
		enc   encoding
		want  string
	}{
		{houses[0], plainly, `“It’s ‘no’ to a fee,” she said.`},
		{houses[2], plainly, "“It's ‘no’ to\u00a0a\u00a0fee,” she said."},
		{houses[3], plainly, `"It's 'no' to a fee," she said.`},
		{houses[3], inHTML, `&quot;It's 'no' to a fee,&quot; she said.`},
		{houses[3], inJSON, `\"It's 'no' to a fee,\" she said.`},
		{houses[5], plainly, `‘It’s “no” to a fee,’ she said.`},
	} {
		f := &frame{marks: c.marks}
		f.text(words, c.enc)
		if got := string(f.buf); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"“It's our money”: Vale on tram line": "its-our-money-vale-on-tram",
		"Esk: Ferry “a comedy”":               "esk-ferry-a-comedy",
		"Ärger":                               "rger",
		"one two three four five six seven":   "one-two-three-four-five-six",
	} {
		if got := slug(title); got != want {
			t.Errorf("slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	b.ReportAllocs()
	size := 0
	for i := 0; b.Loop(); i++ {
		_, page := Page(i, seed)
		size += len(page)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(size)/float64(b.N), "bytes/page")
}
