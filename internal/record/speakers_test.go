package record

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/people"
	"hearsay/internal/speaker"
)

// said makes a page of one statement, in quotation marks.
func said(name, published, who, what string) page {
	return page{name: name, outlet: "The Tidewater Post", published: published, who: who, cue: "said", what: what}
}

func (p page) direct() Reading {
	r := p.reading()
	r.Statements[0].Kind = attribution.Direct
	return r
}

// keep stores readings as pages that were kept.
func keep(t testing.TB, r *Record, readings ...Reading) {
	t.Helper()
	for _, reading := range readings {
		entry := capture.Entry{Capture: capture.Capture{SHA256: reading.SHA256, Name: reading.SHA256[:8]}, Place: capture.Place{File: reading.SHA256}}
		if err := r.Add(t.Context(), reading.SHA256, 1, []capture.Entry{entry}); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Store(t.Context(), readings); err != nil {
		t.Fatal(err)
	}
}

// who returns how often each speaker speaks, by name.
func who(t testing.TB, r *Record) []string {
	t.Helper()
	list, err := r.Speakers(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, s := range list {
		all = append(all, fmt.Sprintf("%s %d", s.Name, s.Statements))
	}
	slices.Sort(all)
	return all
}

func speakerNamed(t testing.TB, r *Record, name string) string {
	t.Helper()
	id, err := r.FindSpeaker(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

var ines = Person{Name: "ines", Time: time.Unix(1_900_000_000, 0)}

func TestSpeakersAcrossArticles(t *testing.T) {
	for name, c := range map[string]struct {
		sources []string
		want    []string
	}{
		"spellings and roles": {[]string{"Sergei Kislanov", "Ambassador Sergey Kislanov", "Kislanov", "Serguei Kislanoff"},
			[]string{"Sergei Kislanov 4"}},
		"two of one name":   {[]string{"Minister Ada Quill", "Coach Ada Quill"}, []string{"Ada Quill 1", "Ada Quill 1"}},
		"two of a surname":  {[]string{"Ada Quill", "Bram Quill", "Quill"}, []string{"Ada Quill 1", "Bram Quill 1", "Quill 1"}},
		"an organization":   {[]string{"the Justice Department", "Department of Justice", "U.S. Department of Justice"}, []string{"Department of Justice 3"}},
		"a place is nobody": {[]string{"Ada Jordan", "Jordan"}, []string{"Ada Jordan 1", "Jordan 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecord(t)
			for i, source := range c.sources {
				keep(t, r, said(fmt.Sprint(name, i), "2031-05-04", source, "that it rains").reading())
			}
			got := who(t, r)
			for i := range got { // which of equally frequent names it is called by does not matter here
				got[i] = strings.NewReplacer("Justice Department", "Department of Justice", "U.S. Department", "Department",
					"Sergey ", "Sergei ", "Serguei Kislanoff", "Sergei Kislanov").Replace(got[i])
			}
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestOneArticleOneWalkOfLife holds that a role given once counts for all that
// the article has of the name.
func TestOneArticleOneWalkOfLife(t *testing.T) {
	r := newRecord(t)
	p := said("a", "2031-05-04", "Ada Quill", "that it rains").reading()
	again := p.Statements[0]
	again.Source = attribution.Span{}
	p.Statements = append(p.Statements, again)
	p.Speakers = []speaker.Speaker{{Name: "Ada Quill", Role: "striker"}, {Name: "Ada Quill"}}
	keep(t, r, p, said("b", "2031-05-04", "Minister Ada Quill", "that it snows").reading())
	if diff := gocmp.Diff([]string{"Ada Quill 1", "Ada Quill 2"}, who(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// quote is what a spokesman said, as three papers have it.
var quotes = []page{
	said("first", "2031-05-04", "Dmitri Peskarov", "the customs house of Tessaly never asked our captains for the list of cargoes and it will not receive one this spring"),
	said("second", "2031-05-05", "Dmitri Peskarov", "the Tessaly customs house has never asked our captains for any list of cargoes and will not receive one in spring"),
	said("translated", "2031-05-06", "Sandbanks", "customs house of Tessaly did never ask our captains the list of cargoes and will not receive in the spring"),
}

func TestSameWordsAreProposed(t *testing.T) {
	r := newRecord(t)
	far := quotes[2]
	far.name, far.published, far.who = "far", "2032-05-06", "Ada Quill"
	nobody := quotes[2]
	nobody.name, nobody.who = "nobody", "he"
	for _, p := range append(slices.Clone(quotes), far, nobody) {
		keep(t, r, p.direct())
	}
	proposals, err := r.Proposals(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range proposals {
		told = append(told, fmt.Sprintf("%s (%d)", p, p.Pairs))
		if len(p.Evidence) == 0 || p.Evidence[0].Same < leastJaccard {
			t.Errorf("nothing speaks for %s", p)
		}
	}
	want := []string{"Sandbanks may be Dmitri Peskarov: the same words are quoted under both (2)",
		"statement may be Dmitri Peskarov: the same words are quoted elsewhere (2)",
		"statement may be Sandbanks: the same words are quoted elsewhere (1)"}
	slices.Sort(told)
	if diff := gocmp.Diff(want, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff([]string{"Ada Quill 1", "Dmitri Peskarov 2", "Sandbanks 1"}, who(t, r)); diff != "" {
		t.Errorf("proposals changed the record (-want +got):\n%s", diff)
	}

	if _, err := r.KeepApart(t.Context(), ines, speakerNamed(t, r, "Sandbanks"), speakerNamed(t, r, "Peskarov")); err != nil {
		t.Fatal(err)
	}
	proposals, err = r.Proposals(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range proposals {
		if p.Speaker != nil {
			t.Errorf("kept apart, and proposed: %s", p)
		}
	}
}

// TestOneUtteranceUnderTwoNames holds that those are proposed as one under whom
// one utterance is reported, though its words are too few, or too indirect, to
// be looked for by themselves.
func TestOneUtteranceUnderTwoNames(t *testing.T) {
	const cargoes = "that the customs house of Tessaly asked for no list of cargoes"
	for name, c := range map[string]struct {
		read              func(page) Reading
		garbled           string
		words, otherWords string
		join              bool // by a person
		want              string
	}{
		"few words": {page.direct, "Ottoline Mash", "herrings pay no levy here this winter", "herrings pay no levy here this winter", false,
			"Ottoline Mash may be Ottoline Marsh: one utterance is reported under both"},
		"joined by a person": {page.reading, "Ottoline Mash", cargoes, "that nobody owes papers", true,
			"Ottoline Mash may be Ottoline Marsh: one utterance is reported under both"},
		"joined, and of nobody known": {page.reading, "he", cargoes, "that nobody owes papers", true,
			"statement may be Ottoline Marsh: what it reports is reported elsewhere"},
		"other words": {page.reading, "Ottoline Mash", cargoes, "that nobody owes papers", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRecord(t)
			first, again := c.read(said("first", "2031-05-04", "Ottoline Marsh", c.words)), c.read(said("again", "2031-05-05", c.garbled, c.otherWords))
			keep(t, r, first, again, said("other", "2031-05-05", "Ottoline Marsh", "that the lighthouse is dark").reading())
			one, two := StatementID(first.SHA256, first.Statements[0]), StatementID(again.SHA256, again.Statements[0])
			if c.join {
				if _, err := r.Join(t.Context(), ines, one, two); err != nil {
					t.Fatal(err)
				}
			}
			proposals, err := r.Proposals(t.Context(), 10, 0)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if len(proposals) > 0 {
					t.Errorf("proposed: %s", proposals[0])
				}
				return
			}
			if len(proposals) != 1 || proposals[0].String() != c.want || proposals[0].Kind != SameWords || len(proposals[0].Evidence) != 1 {
				t.Fatalf("proposals %+v, want %q", proposals, c.want)
			}
			if e := proposals[0].Evidence[0]; e.One.ID != two || e.Other.ID != one || e.One.Utterance == "" || e.One.Utterance != e.Other.Utterance {
				t.Errorf("%+v shows it", e)
			}
			if _, err := r.Part(t.Context(), ines, two); err != nil {
				t.Fatal(err)
			}
			if proposals, err := r.Proposals(t.Context(), 10, 0); err != nil || len(proposals) > 0 {
				t.Errorf("parted, and proposed: %v, %v", proposals, err)
			}
		})
	}
}

// TestMarksGoWithStatements holds that nothing is left of what is gone.
func TestMarksGoWithStatements(t *testing.T) {
	r := newRecord(t)
	count := func() (marks, pairs int) {
		t.Helper()
		if err := r.db.QueryRow("SELECT (SELECT count(*) FROM statement_marks), (SELECT count(*) FROM same_words) + (SELECT count(*) FROM ties)").Scan(&marks, &pairs); err != nil {
			t.Fatal(err)
		}
		return marks, pairs
	}
	keep(t, r, quotes[0].direct())
	one, _ := count()
	keep(t, r, quotes[2].direct())
	if both, pairs := count(); both <= one || pairs == 0 {
		t.Errorf("%d marks of one, %d of both, %d pairs", one, both, pairs)
	}
	keep(t, r, quotes[0].direct(), Reading{SHA256: quotes[2].sha256(), Failure: "torn"})
	if marks, pairs := count(); marks != one || pairs != 0 {
		t.Errorf("%d marks, %d pairs of what is gone, want %d and 0", marks, pairs, one)
	}
}

// TestSimilarNamesAreProposed holds that a name a letter off is proposed where
// the same others speak beside it, and not where they do not.
func TestSimilarNamesAreProposed(t *testing.T) {
	beside := func(name, source string, others ...string) Reading {
		p := said(name, "2031-05-04", source, "that it rains").reading()
		for i, o := range others {
			s := p.Statements[0]
			s.Content = []attribution.Span{{Start: s.Content[0].Start, End: s.Content[0].End - 1 - i}}
			p.Statements = append(p.Statements, s)
			p.Speakers = append(p.Speakers, speakerOf(o))
		}
		return p
	}
	r := newRecord(t)
	keep(t, r, beside("a", "Ada Quillfeather", "Dov Arlen", "Bram Marsh"), beside("b", "Ada Quilfeather", "Dov Arlen", "Bram Marsh"),
		beside("c", "Ines Tolliver", "Dov Arlen", "Bram Marsh"), beside("d", "Ines Tollivar"))
	proposals, err := r.Proposals(t.Context(), 10, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(proposals) != 0 { // a double letter is no difference of sound
		t.Errorf("proposed: %v", proposals)
	}
	keep(t, r, beside("e", "Ada Quillfaether", "Dov Arlen", "Bram Marsh"))
	proposals, err = r.Proposals(t.Context(), 10, 0)
	if err != nil || len(proposals) != 1 || proposals[0].Kind != SimilarName {
		t.Errorf("proposed: %v, %v", proposals, err)
	}
}

// TestIdsGoOnNaming holds that an id that was printed names the speaker for
// good, whatever becomes of it.
func TestIdsGoOnNaming(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	before := speakerNamed(t, r, "Ada Quill")
	if _, err := r.Merge(t.Context(), ines, before, speakerNamed(t, r, "Dov Arlen")); err != nil {
		t.Fatal(err)
	}
	s, err := r.Speaker(t.Context(), before)
	if err != nil || s.Name != "Dov Arlen" || s.Statements != 2 {
		t.Errorf("%s names %+v, %v", before, s, err)
	}
	found, err := r.Search(t.Context(), Query{SpeakerID: before}, 10, 0)
	if err != nil || found.Total != 2 {
		t.Errorf("%d statements of %s, %v", found.Total, before, err)
	}
	if named, err := r.Identify(t.Context(), before[:10]); err != nil || named != (Identity{"speaker", s.ID}) {
		t.Errorf("%s is %v, %v", before, named, err)
	}
}

func TestSplitStatements(t *testing.T) {
	r := newRecord(t)
	other := levy
	other.name = "other"
	add(t, r, levy, other, denial)
	all := everything(t, r)
	made, err := r.Split(t.Context(), ines, all[1].Speaker.ID, []string{all[1].ID}, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{"Ada Quill 1", "Ada Quill 1", "Dov Arlen 1"}, who(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := r.Undo(t.Context(), ines, made.ID); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(all, everything(t, r)); diff != "" {
		t.Errorf("undone (-before +after):\n%s", diff)
	}
}

// TestCorrectionWaits holds that a correction of what is gone stays, is told,
// and holds again when it comes back.
func TestCorrectionWaits(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, denial)
	s := everything(t, r)[1]
	if _, err := r.SetSpeaker(t.Context(), ines, s.ID, "Bram Marsh"); err != nil {
		t.Fatal(err)
	}
	keep(t, r, Reading{SHA256: levy.sha256(), Failure: "torn"})
	entries, err := r.Journal(t.Context(), 10, 0)
	if err != nil || len(entries) != 1 || entries[0].Missing != "statement "+s.ID {
		t.Errorf("the journal is %+v, %v", entries, err)
	}
	keep(t, r, levy.reading())
	if got, err := r.Statement(t.Context(), s.ID); err != nil || got.Speaker.Name != "Bram Marsh" || got.Speaker.How != "person" {
		t.Errorf("%+v, %v", got.Speaker, err)
	}
}

func TestKnowPeople(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy, said("wedding", "2031-05-07", "Ada Lowtide", "that the day was fine"), said("team", "2031-05-07", "Bram Marsh", "that they won"))
	list := []people.Person{{Name: "Ada Quill", Aliases: []string{"Ada Lowtide"}, Kind: "person", Roles: []string{"harbour minister"}},
		{Name: "Bram Tolliver", Aliases: []string{"Marsh", "Quill"}}}
	made, err := r.KnowPeople(t.Context(), ines, list)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{"Ada Quill 2", "Bram Marsh 1"}, who(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Somebody of that name has a walk of life that the list's does not agree with.
	add(t, r, said("coach", "2031-05-07", "Coach Ada Lowtide", "that they won"))
	if diff := gocmp.Diff([]string{"Ada Lowtide 2", "Ada Quill 1", "Bram Marsh 1"}, who(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	keep(t, r, Reading{SHA256: said("coach", "", "", "").sha256(), Failure: "torn"})
	if diff := gocmp.Diff([]string{"Ada Quill 2", "Bram Marsh 1"}, who(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n, err := r.VerifyJournal(); n != 1 || err != nil {
		t.Errorf("%d entries, %v", n, err)
	}
	path := listFile(r.dir, made.File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[1:], 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := r.VerifyJournal(); err == nil {
		t.Error("a damaged list was not told")
	}
	if _, err := r.Undo(t.Context(), ines, made.ID); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]string{"Ada Lowtide 1", "Ada Quill 1", "Bram Marsh 1"}, who(t, r)); diff != "" {
		t.Errorf("undone (-want +got):\n%s", diff)
	}
}

// TestArrivalDoesNotMatter stores pages in two orders, in batches of any size,
// some of them twice: what the record answers is the same.
func TestArrivalDoesNotMatter(t *testing.T) {
	names := []string{"Ada Quill", "Minister Ada Quill", "Coach Ada Quill", "Quill", "Adda Quill", "Bram Quill", "Ada M. Quill", "B. Quill",
		"Minister Bill Marsh", "Minister William Marsh", "Marsh", "Dmitri Peskarov", "Dmitry Peskarov", "Sandbanks"}
	check(t, func(t *rapid.T) {
		var readings []Reading
		for i := range rapid.IntRange(2, 10).Draw(t, "pages") {
			p := rapid.SampledFrom(quotes).Draw(t, "words")
			p.name, p.who = fmt.Sprint("page ", i), rapid.SampledFrom(names).Draw(t, "who")
			reading := p.direct()
			if rapid.Bool().Draw(t, "two") {
				s := reading.Statements[0]
				s.Content = []attribution.Span{{Start: s.Content[0].Start, End: s.Content[0].Start + 20}}
				reading.Statements = append(reading.Statements, s)
				reading.Speakers = append(reading.Speakers, speakerOf(rapid.SampledFrom(names).Draw(t, "other")))
			}
			readings = append(readings, reading)
		}
		other := rapid.Permutation(readings).Draw(t, "order")
		if rapid.Bool().Draw(t, "twice") {
			other = append(other, other[0])
		}
		var answers [2]answer
		for i, order := range [][]Reading{readings, other} {
			answers[i] = answerTo(t, order, rapid.IntRange(1, 4).Draw(t, "batch"))
		}
		differ(t, "in another order", answers[0], answers[1])
	})
}

// An answer is all that a record says of who spoke.
type answer struct {
	Statements []Statement
	Speakers   []SpeakerEntry
	Aliases    [][]AliasEntry
	Proposals  []Proposal
}

func answerTo(t *rapid.T, readings []Reading, batch int) (a answer) {
	root, err := os.MkdirTemp("", "record-order-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(root)
	r, err := createBlank(t.Context(), filepath.Join(root, "record"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, reading := range readings {
		entry := capture.Entry{Capture: capture.Capture{SHA256: reading.SHA256}, Place: capture.Place{File: reading.SHA256}}
		if err := r.Add(t.Context(), reading.SHA256, 1, []capture.Entry{entry}); err != nil {
			t.Fatal(err)
		}
	}
	for some := range slices.Chunk(readings, batch) {
		if err := r.Store(t.Context(), some); err != nil {
			t.Fatal(err)
		}
	}
	for s, err := range r.All(t.Context(), Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		a.Statements = append(a.Statements, s)
	}
	if a.Speakers, err = r.Speakers(t.Context(), 100, 0); err != nil {
		t.Fatal(err)
	}
	for _, s := range a.Speakers {
		aliases, err := r.Aliases(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		a.Aliases = append(a.Aliases, aliases)
	}
	if a.Proposals, err = r.Proposals(t.Context(), 100, 0); err != nil {
		t.Fatal(err)
	}
	return a
}
