package speaker

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestFoldOneKey holds that writings of one name have one key, whose parts are
// those of the first.
func TestFoldOneKey(t *testing.T) {
	for _, writings := range [][]string{
		{"Ada Quill", "ada Quill", "Ada quill", "ADA QUILL", "Adá Quill", "Mrs. Ada Quill", "Ada Quill's", "Ada Quill’s", "[Ada Quill]",
			"rival Ada Quill", "Ada Quill (R-Tessaly)", "Democrat Ada Quill"},
		{"Donald J. Trump", "Donald J Trump", "DONALD J. TRUMP", "Mr Donald J. Trump"},
		{"J.K. Tolliver", "J. K. Tolliver"},
		{"Kim Jong-un", "Kim Jong Un", "KIM JONG-UN"},
		{"Bashar al-Assad", "Bashar Assad"},
		{"Seán O'Brien", "Sean O’Brien", "Sean OBrien"},
		{"Владимир Путин", "Vladimir Putin"},
		{"Gerhard Schröder", "Gerhard Schroder"},
		{"Department of Justice", "the Justice Department", "US Department of Justice", "U.S. Department of Justice", "United States Department of Justice"},
		{"FBI", "F.B.I.", "the Federal Bureau of Investigation", "Federal Bureau of Investigation"},
		{"U.N.", "UN", "United Nations", "the United Nations"},
		{"Ministry of the Interior", "Interior Ministry"},
		{"Quill", "Quill's", "Mrs Quill"},
	} {
		want := Fold(writings[0])
		for _, w := range writings[1:] {
			if got := Fold(w); got.Key != want.Key || got.Circle() != want.Circle() || got.Surname != want.Surname {
				t.Errorf("%q has the key %q, %q has %q", w, got.Key, writings[0], want.Key)
			}
		}
	}
}

// TestFoldOneSound holds that spellings of one name by other habits have one
// sound, and keys of their own.
func TestFoldOneSound(t *testing.T) {
	for _, spellings := range [][]string{
		{"Sergei Kislyak", "Sergey Kislyak", "Serguei Kisliak", "Sergei Kisliak"},
		{"Andrei Krutskikh", "Andrey Krutskih", "Andrei Krutskih"},
		{"Boris Yeltsin", "Boris Eltsin"},
		{"Volodymyr Zelensky", "Vladimir Zelenskiy", "Volodymyr Zelenskyy", "Wladimir Zelenskyi", "Volodymyr Zelenskij"},
		{"Dmitri Peskarov", "Dmitry Peskarov", "Dmitriy Peskaroff", "Dimitri Peskarov"},
		{"Alexander Tolliver", "Aleksandr Tolliver", "Alexandr Toliver"},
		{"Mohammed Quill", "Muhammad Quill", "Mohamed Quill"},
		{"Muammar Gaddafi", "Muammar Qaddafi", "Muammar Gadhafi"},
		{"Robert Mueller", "Robert Müller", "Robert Muller"},
		{"Yevgeny Marsh", "Evgeni Marsh", "Yevgeniy Marsh"},
		{"Mikhail Gorbachev", "Mikhail Gorbachyov", "Mikhail Gorbatchev", "Mykhailo Gorbacheff"},
	} {
		want := Fold(spellings[0])
		for _, s := range spellings[1:] {
			if got := Fold(s); got.Sound() != want.Sound() || got.Circle() != want.Circle() {
				t.Errorf("%q sounds %q, %q %q", s, got.Sound(), spellings[0], want.Sound())
			}
			if Fold(s).Key == want.Key && !strings.Contains(s, "ü") {
				t.Errorf("%q and %q have one key, which cannot be undone", s, spellings[0])
			}
		}
	}
}

// TestFoldApart holds what must not be taken for one name.
func TestFoldApart(t *testing.T) {
	for _, two := range [][2]string{
		{"Ada Quill", "Ida Quill"}, {"Ada Quill", "Quill"}, {"Donald Trump", "Donald Trump Jr."}, {"Jo Cox", "Joe Cox"},
		{"George W. Bush", "George H. W. Bush"}, {"Department of Justice", "Department of Energy"}, {"NBC", "Nbc"},
		{"Bill Marsh", "Will Tolliver"}, {"Sadiq Khan", "Sadiq Kahn"},
	} {
		if a, b := Fold(two[0]), Fold(two[1]); a.Key == b.Key {
			t.Errorf("%q and %q have the key %q", two[0], two[1], a.Key)
		}
	}
	for _, two := range [][2]string{{"Ada Quill", "Ida Quill"}, {"Donald Trump", "Donald Trump Jr."}, {"Jo Cox", "Joe Cox"}} {
		if a, b := Fold(two[0]), Fold(two[1]); a.Circle() == b.Circle() {
			t.Errorf("%q and %q are of one circle, %q", two[0], two[1], a.Circle())
		}
	}
}

func TestFoldParts(t *testing.T) {
	for name, want := range map[string]string{ // given, initial, middle, surname, tail
		"Ada Quill":              "ada||||quill|",
		"Ada M. Quill":           "ada||m||quill|",
		"Ines de la Mora":        "ines||||mora|",
		"Ursula von der Leyen":   "ursula||||leyen|",
		"D. Trump":               "|d|||trump|",
		"Trump":                  "||||trump|",
		"Donald Trump Jr.":       "donald||||trump|jr",
		"Xi Jinping":             "jinping||||xi|",
		"Kim Kardashian":         "kim||||kardashian|",
		"Kim Jong-un":            "jongun||||kim|",
		"Moscow":                 "|||||",
		"the White House":        "|||||",
		"NBC":                    "|||||",
		"The Marrow Bay Times":   "|||||",
		"Tessaly harbour pilots": "|||||",
		"Many Democrats":         "|||||",
		"":                       "|||||",
	} {
		f := Fold(name)
		got := f.Given + "|" + f.Initial + "|" + strings.Join(f.Middle, " ") + "||" + f.Surname + "|" + f.Tail
		if len(f.Middle) == 0 {
			got = f.Given + "|" + f.Initial + "|||" + f.Surname + "|" + f.Tail
		}
		if got != want {
			t.Errorf("Fold(%q) is %s, want %s", name, got, want)
		}
	}
}

// TestFoldLaws holds that a name's parts follow from its key, that case, accents
// and space do not matter, and that nothing breaks it.
func TestFoldLaws(t *testing.T) {
	word := rapid.OneOf(rapid.SampledFrom([]string{"Ada", "Quill", "de", "J.", "al-Assad", "Kim", "Jong-un", "Jr.", "NBC", "Éva", "Müller", "Ministry", "of", "the", "’s"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 4).Draw(t, "words")
		name := strings.Join(words, " ")
		f := Fold(name)
		if utf8.ValidString(name) && !utf8.ValidString(f.Key) {
			t.Errorf("the key %+q of %+q is not valid UTF-8", f.Key, name)
		}
		if again := Fold("  " + strings.Join(words, "   ") + " "); again.Key != f.Key {
			t.Errorf("with more space %q has the key %q, not %q", name, again.Key, f.Key)
		}
		if f.Full() && (f.Circle() == "" || f.Family() == "" || f.Bare()) {
			t.Errorf("%q: %+v", name, f)
		}
	})
}

func TestDomainOf(t *testing.T) {
	for role, want := range map[string]Domain{
		"Harbour Minister": InState, "Kremlin spokesman": InState, "former mayor of New Quay": InState, "President": InState,
		"president of Marrow Bank": InBusiness, "attorney general": InState, "attorney for the dockers": InLaw,
		"professor of law": InScience, "striker": InSports, "club spokesman": InSports, "company lawyer": InLaw,
		"minister of sports": InState, "spokesman": "", "Dr.": "", "director": "", "film director": InArts,
		"police officer": InService, "chief executive officer": InBusiness, "editor of the Marrow Gazette": InMedia,
		"resident": InLife, "archbishop of Tessaly": InClergy, "": "", "spokeswoman for the Ministry of Tides": InState,
	} {
		if got := DomainOf(role); got != want {
			t.Errorf("DomainOf(%q) is %q, want %q", role, got, want)
		}
	}
}

// alias makes an alias of some articles, each with one statement.
func alias(name string, domain Domain, articles int) Alias {
	return Alias{ID: name + "|" + string(domain), Name: Fold(name), Domain: domain, Statements: articles, Articles: articles}
}

// nothing is what a record knows that knows nothing.
var nothing = Evidence{
	Apart:   func(string, string) bool { return false },
	Company: func(string, string) bool { return false },
}

func groupsOf(joins []Join) []string {
	groups := map[string][]string{}
	for _, j := range joins {
		groups[j.Root] = append(groups[j.Root], j.ID)
	}
	var all []string
	for _, g := range groups {
		slices.Sort(g)
		all = append(all, strings.Join(g, " + "))
	}
	slices.Sort(all)
	return all
}

func TestJoinCircle(t *testing.T) {
	company := nothing
	company.Company = func(string, string) bool { return true }
	apart := nothing
	apart.Apart = func(a, b string) bool { return a != b }
	set := alias("Ada Quill", InState, 3)
	set.Fixed = set.ID
	for name, c := range map[string]struct {
		aliases []Alias
		known   Evidence
		want    []string
	}{
		"with and without role":                 {[]Alias{alias("Ada Quill", InState, 1), alias("Ada Quill", "", 1)}, nothing, []string{"Ada Quill| + Ada Quill|state"}},
		"roles of one career":                   {[]Alias{alias("Ada Quill", InState, 1), alias("Ada Quill", InLaw, 1)}, nothing, []string{"Ada Quill|law + Ada Quill|state"}},
		"two walks of life":                     {[]Alias{alias("Ada Quill", InState, 1), alias("Ada Quill", InSports, 1)}, nothing, []string{"Ada Quill|sports", "Ada Quill|state"}},
		"two walks of life in the same company": {[]Alias{alias("Ada Quill", InState, 1), alias("Ada Quill", InSports, 1)}, company, []string{"Ada Quill|sports + Ada Quill|state"}},
		"no chain through a third": {[]Alias{alias("Ada Quill", InState, 5), alias("Ada Quill", InBusiness, 4), alias("Ada Quill", InSports, 3)}, nothing,
			[]string{"Ada Quill|business + Ada Quill|state", "Ada Quill|sports"}},
		"no role, two who have the name": {[]Alias{alias("Ada Quill", InState, 3), alias("Ada Quill", InSports, 2), alias("Ada Quill", "", 1)}, nothing,
			[]string{"Ada Quill|", "Ada Quill|sports", "Ada Quill|state"}},
		"no role, one is quoted far more": {[]Alias{alias("Ada Quill", InState, 90), alias("Ada Quill", InSports, 2), alias("Ada Quill", "", 1)}, nothing,
			[]string{"Ada Quill| + Ada Quill|state", "Ada Quill|sports"}},
		"spellings":  {[]Alias{alias("Sergei Kislyak", "", 1), alias("Sergey Kisliak", InState, 1)}, nothing, []string{"Sergei Kislyak| + Sergey Kisliak|state"}},
		"an initial": {[]Alias{alias("Donald J. Trump", "", 1), alias("Donald Trump", "", 1)}, nothing, []string{"Donald J. Trump| + Donald Trump|"}},
		"two initials": {[]Alias{alias("George W. Bush", InState, 1), alias("George H. W. Bush", InState, 1)}, nothing,
			[]string{"George H. W. Bush|state", "George W. Bush|state"}},
		"a nickname alone is not enough":    {[]Alias{alias("Bill Marsh", "", 1), alias("William Marsh", "", 1)}, nothing, []string{"Bill Marsh|", "William Marsh|"}},
		"a nickname with the same role":     {[]Alias{alias("Bill Marsh", InState, 1), alias("William Marsh", InState, 1)}, nothing, []string{"Bill Marsh|state + William Marsh|state"}},
		"a nickname in the same company":    {[]Alias{alias("Bill Marsh", "", 1), alias("William Marsh", "", 1)}, company, []string{"Bill Marsh| + William Marsh|"}},
		"kept apart by a person":            {[]Alias{alias("Ada Quill", InState, 1), alias("Ada Quill", "", 1)}, apart, []string{"Ada Quill|", "Ada Quill|state"}},
		"what a person set others may join": {[]Alias{set, alias("Ada Quill", "", 1)}, nothing, []string{"Ada Quill| + Ada Quill|state"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := groupsOf(JoinCircle(c.aliases, c.known)); !slices.Equal(got, c.want) {
				t.Errorf("groups are %q, want %q", got, c.want)
			}
		})
	}
}

// TestSurnamesOfNobody holds that surnames whose full name nobody gives are put
// together like full names, and left apart where somebody may be meant.
func TestSurnamesOfNobody(t *testing.T) {
	bare := []Alias{alias("Quill", "", 1), alias("Quill", InState, 1), alias("Quill", InSports, 1)}
	if got, want := groupsOf(JoinSurnames(bare[:2], nil, nothing)), []string{"Quill| + Quill|state"}; !slices.Equal(got, want) {
		t.Errorf("groups are %q, want %q", got, want)
	}
	two := []Family{{Root: "a", Members: []Alias{alias("Ada Quill", "", 3)}}, {Root: "b", Members: []Alias{alias("Bram Quill", "", 3)}}}
	if got, want := groupsOf(JoinSurnames(bare, two, nothing)), []string{"Quill|", "Quill|sports", "Quill|state"}; !slices.Equal(got, want) {
		t.Errorf("groups are %q, want %q", got, want)
	}
}

func TestJoinSurname(t *testing.T) {
	family := func(members ...Alias) Family { return Family{Root: members[0].ID, Members: members} }
	for name, c := range map[string]struct {
		bare   Alias
		family []Family
		want   string
	}{
		"the only one":             {alias("Quill", "", 1), []Family{family(alias("Ada Quill", InState, 1))}, "Ada Quill|state"},
		"nobody":                   {alias("Quill", "", 1), nil, "Quill|"},
		"two":                      {alias("Quill", "", 1), []Family{family(alias("Ada Quill", "", 3)), family(alias("Bram Quill", "", 2))}, "Quill|"},
		"one far more quoted":      {alias("Quill", "", 1), []Family{family(alias("Ada Quill", "", 50)), family(alias("Bram Quill", "", 2))}, "Ada Quill|"},
		"the role decides":         {alias("Quill", InSports, 1), []Family{family(alias("Ada Quill", InState, 50)), family(alias("Bram Quill", InSports, 2))}, "Bram Quill|sports"},
		"the role speaks against":  {alias("Quill", InSports, 1), []Family{family(alias("Ada Quill", InState, 50))}, "Quill|sports"},
		"the initial decides":      {alias("B. Quill", "", 1), []Family{family(alias("Ada Quill", "", 50)), family(alias("Bram Quill", "", 2))}, "Bram Quill|"},
		"its own spelling first":   {alias("Khan", "", 1), []Family{family(alias("Sadiq Khan", "", 1)), family(alias("Ada Han", "", 50))}, "Sadiq Khan|"},
		"another spelling at need": {alias("Kisliak", "", 1), []Family{family(alias("Sergei Kislyak", "", 1))}, "Sergei Kislyak|"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := JoinSurnames([]Alias{c.bare}, c.family, nothing)[0]; got.Root != c.want {
				t.Errorf("%s is of %s, want %s", c.bare.ID, got.Root, c.want)
			}
		})
	}
}

// TestJoinsDoNotDependOnOrder shuffles aliases.
func TestJoinsDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]bool{}
		var all []Alias
		for range rapid.IntRange(1, 9).Draw(t, "aliases") {
			a := alias(rapid.SampledFrom([]string{"Bill Marsh", "William Marsh", "Bill J. Marsh", "Bill K. Marsh", "Wiliam Marsh"}).Draw(t, "name"),
				rapid.SampledFrom([]Domain{"", InState, InSports, InLaw, InBusiness}).Draw(t, "domain"), rapid.IntRange(1, 60).Draw(t, "articles"))
			if !seen[a.ID] {
				seen[a.ID] = true
				all = append(all, a)
			}
		}
		known := nothing
		known.Company = func(a, b string) bool { return (len(a)+len(b))%3 == 0 }
		want := JoinCircle(all, known)
		got := JoinCircle(rapid.Permutation(all).Draw(t, "shuffled"), known)
		byID := func(a, b Join) int { return strings.Compare(a.ID, b.ID) }
		slices.SortFunc(want, byID)
		slices.SortFunc(got, byID)
		if !slices.Equal(want, got) {
			t.Errorf("in another order %v, not %v", got, want)
		}
	})
}
