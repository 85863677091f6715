package eval

import (
	"maps"
	"slices"

	"hearsay/attribution"
)

// A Part is the report of some of the attributions.
type Part struct {
	Name string
	Report
}

// ByOutlet scores the articles of each outlet by themselves, in the order of
// their names.
func ByOutlet(gold, predicted []Article) []Part {
	return byPart(gold, predicted, func(a Article, _ Attribution) string { return a.Outlet })
}

// ByKind scores direct, indirect and mixed attributions by themselves, each
// beside those predicted of the same kind: one that was found with other ends may
// be of another.
func ByKind(gold, predicted []Article) []Part {
	return byPart(gold, predicted, func(a Article, b Attribution) string { return string(attribution.KindOf(a.Text, b.Content)) })
}

// byPart scores the attributions that name gives the same name. Articles are
// those of gold.
func byPart(gold, predicted []Article, name func(Article, Attribution) string) []Part {
	type sides struct{ gold, predicted []Article }
	parts := map[string]*sides{}
	found := byID(predicted)
	for _, a := range lastOfEach(gold) {
		split := func(attributions []Attribution, side func(*sides) *[]Article) {
			of := map[string][]Attribution{}
			for _, b := range withContent(attributions) {
				of[name(a, b)] = append(of[name(a, b)], b)
			}
			for n, mine := range of {
				if parts[n] == nil {
					parts[n] = &sides{}
				}
				to := side(parts[n])
				*to = append(*to, Article{ID: a.ID, Attributions: mine})
			}
		}
		split(a.Attributions, func(s *sides) *[]Article { return &s.gold })
		split(found[a.ID], func(s *sides) *[]Article { return &s.predicted })
	}
	var made []Part
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		s := parts[n]
		// Articles with predictions alone count too.
		for _, a := range s.predicted {
			if !slices.ContainsFunc(s.gold, func(g Article) bool { return g.ID == a.ID }) {
				s.gold = append(s.gold, Article{ID: a.ID})
			}
		}
		made = append(made, Part{n, Score(s.gold, s.predicted)})
	}
	return made
}
