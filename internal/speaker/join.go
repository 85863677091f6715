package speaker

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// An Alias is one name with one walk of life, as a record has it: what is put
// together to speakers, whole and never in part.
type Alias struct {
	ID         string
	Name       Folded
	Domain     Domain
	Statements int // ascribed to it
	Articles   int // in which it speaks

	// Fixed, where a person decided on the alias, is the id of the alias that it
	// was put with, its own where it was set apart. Rules leave it alone; others
	// may still join it.
	Fixed string
}

// A Join says with whom an alias belongs, and why.
type Join struct {
	ID         string // of the alias
	Root       string // id of the alias that stands for the group, perhaps its own
	Why        Why
	Confidence float64 // that alias and root are one
}

// A Why is a reason for which an alias belongs to a speaker.
type Why string

// The reasons, from within one name to across names.
const (
	Itself       Why = "itself"       // the alias that stands for the speaker
	SameName     Why = "same name"    // no role, or one that agrees
	SameCompany  Why = "same company" // the same name, and the same others speak beside it
	MostQuoted   Why = "most quoted"  // the same name, which one is quoted under far more than all others
	SameSound    Why = "same sound"   // another spelling or transliteration
	MiddleName   Why = "middle name"  // with a middle name or initial, or without
	Nickname     Why = "nickname"
	OnlySurname  Why = "surname"             // the only one of that surname
	MostOfFamily Why = "most quoted surname" // far more quoted than all others of that surname
	Listed       Why = "listed"              // a list of known people has both names
	ByPerson     Why = "person"              // a person said so
)

// Confidence is how far a reason is to be trusted, in [0, 1]. They are judgements,
// not measurements: their order is what counts.
func (w Why) Confidence() float64 {
	switch w {
	case Itself, ByPerson:
		return 1
	case SameName, SameSound, MiddleName, Listed:
		return 0.95
	case OnlySurname:
		return 0.9
	case SameCompany, MostQuoted, Nickname:
		return 0.85
	case MostOfFamily:
		return 0.8
	}
	return 0
}

// Evidence is what a record knows of pairs of aliases.
type Evidence struct {
	// Apart tells whether a person said that two aliases are not one.
	Apart func(a, b string) bool
	// Company tells whether the same others speak in the articles of both.
	Company func(a, b string) bool
}

// JoinCircle tells which of the aliases of one [Folded.Circle] are one person.
// The outcome depends on the set alone, not on its order.
//
// What is most specific (a middle name, a role) goes first. Each next alias
// joins the group with all of whose members it may be one; where there are
// several such groups, the one quoted far more than the others; else none.
func JoinCircle(aliases []Alias, known Evidence) []Join {
	aliases = slices.Clone(aliases)
	slices.SortFunc(aliases, func(a, b Alias) int {
		return cmp.Or(cmp.Compare(b.specific(), a.specific()), cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.ID, b.ID))
	})
	var groups [][]Alias
	why := make(map[string]Why, len(aliases))
	for _, a := range aliases {
		var fit []int
		for i, g := range groups {
			if fits(a, g, known) {
				fit = append(fit, i)
			}
		}
		chosen, clear := dominating(len(fit), 9, func(i int) int { return articlesOf(groups[fit[i]]) })
		if !clear {
			groups = append(groups, []Alias{a})
			continue
		}
		if len(fit) > 1 {
			why[a.ID] = MostQuoted
		}
		groups[fit[chosen]] = append(groups[fit[chosen]], a)
	}
	var joins []Join
	for _, g := range groups {
		root := rootOf(g)
		for _, a := range g {
			j := Join{ID: a.ID, Root: root.ID, Why: cmp.Or(why[a.ID], relation(a, root))}
			if a.ID == root.ID {
				j.Why = Itself
			}
			j.Confidence = j.Why.Confidence()
			joins = append(joins, j)
		}
	}
	return joins
}

// specific counts what an alias tells besides given name and surname.
func (a Alias) specific() int {
	n := 0
	if a.Domain != "" {
		n++
	}
	if len(a.Name.Middle) > 0 {
		n++
	}
	return n
}

func articlesOf(group []Alias) (n int) {
	for _, a := range group {
		n += a.Articles
	}
	return n
}

// rootOf chooses who stands for a group: the plainest name, so that the choice
// seldom changes as aliases come.
func rootOf(group []Alias) Alias {
	return slices.MinFunc(group, func(a, b Alias) int {
		return cmp.Or(cmp.Compare(len(a.Name.Middle), len(b.Name.Middle)), cmp.Compare(a.specific(), b.specific()), cmp.Compare(a.ID, b.ID))
	})
}

// fits reports whether an alias may be one with each of a group.
func fits(a Alias, group []Alias, known Evidence) bool {
	for _, b := range group {
		if a.Fixed != "" && b.Fixed != "" && a.Fixed != b.Fixed || known.Apart(a.ID, b.ID) {
			return false
		}
		if !middlesAgree(a.Name.Middle, b.Name.Middle) {
			return false
		}
		sameGiven := soundOfGiven(a.Name.Given) == soundOfGiven(b.Name.Given)
		plain := a.Domain.Agree(b.Domain)
		if !sameGiven { // a nickname: it takes more
			plain = a.Domain == b.Domain && a.Domain != ""
		}
		if !plain && !known.Company(a.ID, b.ID) {
			return false
		}
	}
	return true
}

// middlesAgree reports whether what stands in the middle of two names may be of
// one person: nothing in one of them, or the same as far as it goes, initials
// standing for names.
func middlesAgree(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if isInitial(x) || isInitial(y) {
			x, y = initialOf(x), initialOf(y)
		}
		if x != y && soundOf(x) != soundOf(y) {
			return false
		}
	}
	return len(a) == len(b) || len(a) == 0 || len(b) == 0
}

func isInitial(word string) bool { return utf8.RuneCountInString(word) == 1 }

func initialOf(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

// relation says how an alias stands to the root of its group.
func relation(a, root Alias) Why {
	switch {
	case soundOfGiven(a.Name.Given) != soundOfGiven(root.Name.Given):
		return Nickname
	case a.Name.Given != root.Name.Given || a.Name.Surname != root.Name.Surname:
		return SameSound
	case !slices.Equal(a.Name.Middle, root.Name.Middle):
		return MiddleName
	case !a.Domain.Agree(root.Domain):
		return SameCompany
	}
	return SameName
}

// dominating chooses from n candidates: the only one, or the one that has at
// least so many tenths of all articles and five of them.
func dominating(n, tenths int, articles func(int) int) (chosen int, clear bool) {
	if n == 0 {
		return 0, false
	}
	total := 0
	for i := range n {
		if total += articles(i); articles(i) > articles(chosen) {
			chosen = i
		}
	}
	most := articles(chosen)
	return chosen, n == 1 || most >= 5 && most*10 >= total*tenths
}

// A Family is what a record has of the full names of one surname: the members
// of a group, put together by [JoinCircle].
type Family struct {
	Root    string // id of the alias that stands for the group
	Members []Alias
}

// JoinSurnames tells to whom of a family aliases belong that are a surname
// alone. Those who write the surname the same way go before those who write it
// alike. Where that is not clear an alias is by itself. Where there is nobody
// whom it could be, it is put together with others of its kind.
func JoinSurnames(bare []Alias, family []Family, known Evidence) []Join {
	var joins []Join
	alone := make(map[string][]Alias)
	for _, a := range bare {
		j, found := joinSurname(a, family, known)
		if found || a.Fixed != "" {
			joins = append(joins, j)
		} else {
			alone[a.Name.Key] = append(alone[a.Name.Key], a)
		}
	}
	for _, aliases := range alone {
		joins = append(joins, JoinCircle(aliases, known)...)
	}
	return joins
}

// joinSurname joins one; found tells whether there is anybody whom it could be.
func joinSurname(bare Alias, family []Family, known Evidence) (j Join, found bool) {
	itself := Join{ID: bare.ID, Root: bare.ID, Why: Itself, Confidence: 1}
	if bare.Fixed != "" {
		return itself, false
	}
	var same, alike []Family
	for _, f := range family {
		if !mayBe(bare, f, known) {
			continue
		}
		alike = append(alike, f)
		if slices.ContainsFunc(f.Members, func(a Alias) bool { return a.Name.Surname == bare.Name.Surname }) {
			same = append(same, f)
		}
	}
	if len(same) == 0 {
		same = alike
	}
	slices.SortFunc(same, func(a, b Family) int { return cmp.Compare(a.Root, b.Root) })
	chosen, clear := dominating(len(same), 8, func(i int) int { return articlesOf(same[i].Members) })
	if !clear {
		return itself, len(same) > 0
	}
	why := OnlySurname
	if len(same) > 1 {
		why = MostOfFamily
	}
	return Join{ID: bare.ID, Root: same[chosen].Root, Why: why, Confidence: why.Confidence()}, true
}

// mayBe reports whether a surname may be that of a group: nothing that the one
// tells speaks against the other.
func mayBe(bare Alias, f Family, known Evidence) bool {
	agrees := bare.Domain == ""
	for _, a := range f.Members {
		if known.Apart(bare.ID, a.ID) || a.Name.Tail != bare.Name.Tail && bare.Name.Tail != "" {
			return false
		}
		if i := bare.Name.Initial; i != "" && initialOf(a.Name.Given) != i {
			return false
		}
		agrees = agrees || a.Domain.Agree(bare.Domain)
	}
	return agrees
}
