package version

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/reprint"
	"hearsay/internal/utterance"
)

// A line is a sentence of an invented page, and who is quoted in it.
type line struct {
	text, source, cue, name, content string
	kind                             attribution.Kind
	act                              attribution.Act
	negated                          bool
}

func prose(text string) line { return line{text: text} }

// says is a sentence of somebody's own words.
func says(source, cue, words string) line {
	return line{text: "“" + words + "”, " + cue + " " + source + ".", source: source, cue: cue, name: source, content: "“" + words + "”",
		kind: attribution.Direct, act: attribution.Say}
}

// reports is a sentence in other words than the speaker's.
func reports(source, cue, words string) line {
	return line{text: source + " " + cue + " that " + words + ".", source: source, cue: cue, name: source, content: words,
		kind: attribution.Indirect, act: attribution.Say}
}

func (l line) called(name string) line   { l.name = name; return l }
func (l line) as(a attribution.Act) line { l.act = a; return l }
func (l line) not() line                 { l.negated = true; return l }
func (l line) found(words string) line   { l.content = words; return l }
func (l line) overlooked() line          { return prose(l.text) }

// page is a version of these lines.
func page(lines ...line) Version {
	var v Version
	var quoted []reprint.Span
	for _, l := range lines {
		from := len(v.Prose)
		v.Prose += l.text + "\n\n"
		if l.content == "" {
			continue
		}
		start := from + strings.Index(l.text, l.content)
		end := start + len(l.content)
		if l.kind == attribution.Direct {
			quoted = append(quoted, reprint.Span{Start: start, End: end})
		}
		v.Statements = append(v.Statements, Statement{utterance.Statement{Kind: l.kind, Act: l.act, Content: []string{l.content},
			Start: start, End: end, Source: l.source, Name: l.name, Published: 741_000}, l.cue, l.negated})
	}
	for i, s := range v.Statements {
		v.Statements[i].Around = utterance.Around(v.Prose, s.Start, s.End)
	}
	v.Text = reprint.Read(v.Prose, quoted)
	return v
}

var (
	title  = prose("Sennit harbour board to vote on a levy for salt boats before the winter fair")
	lead   = prose("The harbour board of Sennit will vote on Friday on a levy of two crowns a tonne for boats that carry salt, after a summer in which the long quay sank by a hand and the dredger stood idle for want of coal.")
	quill  = says("Ada Quill", "said", "No salt captain of this coast has ever owed the harbour a levy")
	arlen  = reports("Dov Arlen", "said", "the quay would be repaired before the ice came")
	keldar = says("Mira Keldar", "said", "We counted forty boats with cracked rudders in a single week")
	middle = prose("The board last raised a levy eleven years ago, when the lantern tower was built; it was dropped after two seasons because captains took their cargo to Tessaly instead.")
	last   = prose("A second reading is planned for the week after the fair, and the minutes will be read out at the customs house.")
)

func changes(steps []Step) (all []Change) {
	for _, s := range steps {
		all = append(all, s.Change)
	}
	return all
}

func TestCompare(t *testing.T) {
	whole := page(title, lead, quill, middle, arlen, keldar, last)
	for _, test := range []struct {
		name           string
		earlier, later Version
		relation       Relation
		before, after  []Change // of the earlier statements and of the later
	}{
		{"nothing changed", whole, whole, Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"one taken out", whole, page(title, lead, quill, middle, keldar, last),
			Same, []Change{Kept, Dropped, Kept}, []Change{Kept, Kept}},
		{"one put in", page(title, lead, quill, middle, keldar, last), whole,
			Same, []Change{Kept, Kept}, []Change{Kept, Added, Kept}},
		{"another order", whole, page(title, lead, keldar, middle, arlen, quill, last),
			Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"other words", whole, page(title, lead, quill, middle, reports("Dov Arlen", "said", "the quay would be repaired, perhaps, after the ice had gone"), keldar, last),
			Same, []Change{Kept, Changed, Kept}, []Change{Kept, Changed, Kept}},
		{"another speaker", whole, page(title, lead, says("Bram Sool", "said", "No salt captain of this coast has ever owed the harbour a levy"), middle, arlen, keldar, last),
			Same, []Change{Changed, Kept, Kept}, []Change{Changed, Kept, Kept}},
		{"quotation marks taken away", whole, page(title, lead, reports("Ada Quill", "said", "No salt captain of this coast has ever owed the harbour a levy"), middle, arlen, keldar, last),
			Same, []Change{Changed, Kept, Kept}, []Change{Changed, Kept, Kept}},
		{"denied where it was said", whole, page(title, lead, quill, middle, reports("Dov Arlen", "denied", "the quay would be repaired before the ice came").as(attribution.Deny), keldar, last),
			Same, []Change{Kept, Changed, Kept}, []Change{Kept, Changed, Kept}},
		{"not said any more", whole, page(title, lead, quill, middle, reports("Dov Arlen", "has not said", "the quay would be repaired before the ice came").not(), keldar, last),
			Same, []Change{Kept, Changed, Kept}, []Change{Kept, Changed, Kept}},
		{"other marks and case", page(title, lead, says("Ada Quill", "said", "No ‘salt captain’ — of this coast — has ever owed the Harbour a levy"), middle, last), page(title, lead, quill, middle, last),
			Same, []Change{Kept}, []Change{Kept}},
		{"the engine overlooks a sentence that is there", whole, page(title, lead, quill, middle, arlen.overlooked(), keldar, last),
			Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept}},
		{"the engine overlooked it before", page(title, lead, quill, middle, arlen.overlooked(), keldar, last), whole,
			Same, []Change{Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"the engine cuts the same sentence otherwise", whole, page(title, lead, quill, middle, arlen.found("the quay would be repaired"), keldar, last),
			Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"the engine takes the same source for another", whole, page(title, lead, quill.called("Mira Keldar"), middle, arlen, keldar, last),
			Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"a surname for the name", whole, page(title, lead, says("Quill", "said", "No salt captain of this coast has ever owed the harbour a levy"), middle, arlen, keldar, last),
			Same, []Change{Kept, Kept, Kept}, []Change{Kept, Kept, Kept}},
		{"a wall behind the first paragraph", whole, page(title, lead, prose("Subscribe to read on.")),
			Short, []Change{Unclear, Unclear, Unclear}, nil},
		{"the wall is gone", page(title, lead, prose("Subscribe to read on.")), whole,
			Long, nil, []Change{Unclear, Unclear, Unclear}},
		{"a wall behind the first quotation", page(title, lead, quill, middle, arlen, keldar, last, middle, middle, middle), page(title, lead, quill),
			Short, []Change{Kept, Unclear, Unclear}, []Change{Kept}},
		{"a page that is not found", whole, page(prose("We could not find that page. It may have moved, or it may never have been there. Try the front page, or look for it by its words.")),
			Other, []Change{Unclear, Unclear, Unclear}, nil},
		{"another article", whole, page(prose("The winter fair opens with a race of sledges from the mill to the chapel, and all who have a sledge may enter it until noon."), says("Bram Sool", "said", "The mill hill is white and the chapel bells are oiled")),
			Other, []Change{Unclear, Unclear, Unclear}, []Change{Unclear}},
		{"no text at all", whole, page(), Other, []Change{Unclear, Unclear, Unclear}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := Compare(test.earlier, test.later)
			if o.Relation != test.relation || !slices.Equal(changes(o.Earlier), test.before) || !slices.Equal(changes(o.Later), test.after) {
				t.Errorf("%q (kept %.2f): %q, %q\nwant %q: %q, %q", o.Relation, o.Kept, changes(o.Earlier), changes(o.Later), test.relation, test.before, test.after)
			}
		})
	}
}

// TestDropped holds that nothing is called dropped that stands in the later text,
// and that each statement is at most one of the other version.
func TestDropped(t *testing.T) {
	all := []line{quill, arlen, keldar, quill, says("Bram Sool", "said", "Yes"), reports("Dov Arlen", "said", "the levy would be two crowns"), says("Dov Arlen", "said", "The levy will be two crowns, or three")}
	draw := func(t *rapid.T, label string) Version {
		lines := []line{title, lead}
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 0, 8).Draw(t, label) {
			l := all[i]
			if rapid.IntRange(0, 5).Draw(t, "overlooked") == 0 {
				l = l.overlooked()
			}
			lines = append(lines, l, middle)
		}
		return page(lines...)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "earlier"), draw(t, "later")
		o := Compare(a, b)
		check := func(own []Statement, steps, others []Step, text string, gone Change) {
			for i, s := range steps {
				if s.Change == gone && strings.Contains(text, own[i].Content[0]) {
					t.Fatalf("%q is %s, and stands in the other text", own[i].Content[0], gone)
				}
				if s.Of >= 0 && (others[s.Of].Of != i || others[s.Of].Change != s.Change) {
					t.Fatalf("statement %d is %v, that one is %v", i, s, others[s.Of])
				}
				if s.Of >= 0 && s.Change != Kept && s.Change != Changed {
					t.Fatalf("statement %d is paired and %q", i, s.Change)
				}
			}
		}
		check(a.Statements, o.Earlier, o.Later, b.Prose, Dropped)
		check(b.Statements, o.Later, o.Earlier, a.Prose, Added)
	})
}

// TestAddress lists addresses that are one, and such as are not.
func TestAddress(t *testing.T) {
	for _, test := range []struct{ address, want string }{
		{"https://quill.example/harbour/levy", "//quill.example/harbour/levy"},
		{"https://quill.example/harbour/levy//", "//quill.example/harbour/levy"},
		{"http://Quill.Example:80/harbour/levy/", "//quill.example/harbour/levy"},
		{"https://quill.example:443/harbour/levy#comments", "//quill.example/harbour/levy"},
		{"https://quill.example./harbour/levy?utm_source=mail&UTM_Campaign=x&fbclid=1", "//quill.example/harbour/levy"},
		{"https://quill.example/harbour/levy?id=7&utm_source=mail", "//quill.example/harbour/levy?id=7"},
		{"https://quill.example/harbour/levy?b=2&a=1", "//quill.example/harbour/levy?b=2&a=1"},
		{"https://quill.example/harbour/levy?ref=front", "//quill.example/harbour/levy?ref=front"},
		{"http://quill.example:443/", "//quill.example:443"},
		{"https://quill.example", "//quill.example"},
		{"https://www.quill.example/harbour/Levy", "//www.quill.example/harbour/Levy"},
		{"https://quill.example/a%2Fb", "//quill.example/a%2Fb"},
		{"https://[2001:DB8::1]:8080/x", "//[2001:db8::1]:8080/x"},
		{"file:///news/levy.html", "file:///news/levy.html"},
		{"file:///news/2031.zip/levy.html", "file:///news/2031.zip/levy.html"},
		{"file:///news/pages.jsonl#line=7", "file:///news/pages.jsonl#line=7"},
		{"file://Desk/share/levy.html", "file://desk/share/levy.html"},
		{"file:///news/", ""},
		{"ni:///sha-256;c2FsdA", ""},
		{"file:", ""},
		{"mailto:desk@quill.example", ""},
		{"cid:part1@quill.example", ""},
		{"-", ""},
		{"", ""},
		{"https://", ""},
		{"https://quill.example/%zz", ""},
	} {
		if got := Address(test.address); got != test.want {
			t.Errorf("Address(%q) = %q, want %q", test.address, got, test.want)
		}
	}
}

// FuzzAddress holds that an address that was compared is compared with itself.
func FuzzAddress(f *testing.F) {
	for _, address := range []string{"https://quill.example/harbour/levy?id=7&utm_source=mail#x", "file:///news/levy.html", "http://[::1]:80/", "https://a//", "https://a..//b//?c"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		a := Address(address)
		if strings.Contains(a, "\n") || strings.HasPrefix(a, "//") && strings.Contains(a, "#") {
			t.Errorf("Address(%q) = %q", address, a)
		}
		if again := Address("https:" + a); strings.HasPrefix(a, "//") && again != a {
			t.Errorf("Address(%q) = %q, and that gives %q", address, a, again)
		}
	})
}

// BenchmarkCompare times two versions of a page, of which each statement was
// worded otherwise: twice as many take twice as long.
func BenchmarkCompare(b *testing.B) {
	for _, statements := range []int{100, 200, 400, 800} {
		var before, after []line
		for i := range statements {
			before = append(before, middle, says("Ada Quill", "said", fmt.Sprintf("We have seen %d boats and %d rudders go down in storm %d", i, 3*i, i*i)))
			after = append(after, middle, says("Ada Quill", "said", fmt.Sprintf("We saw %d boats and some %d rudders go down in storm %d", i, 3*i, i*i)))
		}
		earlier, later := page(before...), page(after...)
		b.Run(fmt.Sprint(statements), func(b *testing.B) {
			for b.Loop() {
				Compare(earlier, later)
			}
		})
	}
}
