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
	parts := map[string]sides{}
	found := byID(predicted)
	for _, a := range lastOfEach(gold) {
		split := func(attributions []Attribution) map[string][]Attribution {
			of := map[string][]Attribution{}
			for _, b := range withContent(attributions) {
				of[name(a, b)] = append(of[name(a, b)], b)
			}
			return of
		}
		g, p := split(a.Attributions), split(found[a.ID])
		names := maps.Clone(g)
		maps.Copy(names, p)
		for n := range names {
			parts[n] = sides{
				append(parts[n].gold, Article{ID: a.ID, Attributions: g[n]}),
				append(parts[n].predicted, Article{ID: a.ID, Attributions: p[n]}),
			}
		}
	}
	var made []Part
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		made = append(made, Part{n, Score(parts[n].gold, parts[n].predicted)})
	}
	return made
}
