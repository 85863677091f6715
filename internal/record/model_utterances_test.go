package record

import (
	"slices"

	"pgregory.net/rapid"

	"hearsay/attribution"
	"hearsay/internal/utterance"
)

// utterances tells which utterance each statement reports, from all at once: by
// comparing each with each, without any index.
func (m *model) utterances(all []modelStatement) map[string]string {
	slices.SortFunc(all, func(a, b modelStatement) int { return firstPrinted(a.row, b.row) })
	place := map[string]int{}
	readings := make([]utterance.Reading, len(all))
	for i, s := range all {
		place[s.ID] = i
		u := utterance.Statement{Article: s.Article.ID, Kind: attribution.Kind(s.Kind), Act: attribution.Act(s.Act),
			Start: s.Content[0].Start, End: s.Content[len(s.Content)-1].End, Around: s.around, Headline: s.Headline,
			Name: s.alias.Name, Published: int(dayNumber(s.Article.Published))}
		if s.Source != nil {
			u.Source = s.Source.Text
		}
		if isApart(s.alias) {
			u.Apart = s.alias.Domain
		}
		for _, c := range s.Content {
			u.Content = append(u.Content, c.Text)
		}
		readings[i] = utterance.Read(u)
	}
	joined, parted := m.witnessDecisions()
	var links []utterance.Link
	for i := range all {
		for j := range i {
			pair := [2]string{min(all[i].ID, all[j].ID), max(all[i].ID, all[j].ID)}
			if joined[pair] {
				links = append(links, utterance.Link{A: j, B: i, Confidence: 1, ByPerson: true})
			} else if found := utterance.Match(readings[i], readings[j]); found.Tie == utterance.Same && compared(readings[i], readings[j]) {
				links = append(links, utterance.Link{A: j, B: i, Confidence: found.Confidence})
			}
		}
	}
	var apart [][2]int
	for pair := range parted {
		a, hereA := place[pair[0]]
		b, hereB := place[pair[1]]
		if hereA && hereB {
			apart = append(apart, [2]int{a, b})
		}
	}
	of := map[string]string{}
	for _, group := range utterance.Group(len(all), links, apart) {
		for _, i := range group {
			if len(group) > 1 {
				of[all[i].ID] = utterancePrefix + all[group[0]].ID
			}
		}
	}
	return of
}

// witnessDecisions are the pairs that people joined and parted.
func (m *model) witnessDecisions() (joined, parted map[[2]string]bool) {
	joined, parted = map[[2]string]bool{}, map[[2]string]bool{}
	pair := func(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }
	holds := m.holds()
	for i, e := range m.entries {
		switch {
		case !holds[i]:
		case e.Do == JoinWitnesses:
			for j, s := range e.Statements {
				for _, o := range e.Statements[:j] {
					delete(parted, pair(s, o))
				}
				if j > 0 {
					joined[pair(e.Statements[j-1], s)] = true
				}
			}
		case e.Do == PartWitnesses:
			for _, s := range e.Statements {
				var before []string
				for _, o := range e.Others {
					if joined[pair(s, o)] {
						delete(joined, pair(s, o))
						before = append(before, o)
					}
					parted[pair(s, o)] = true
				}
				for j := 1; j < len(before); j++ {
					joined[pair(before[j-1], before[j])] = true
				}
			}
		}
	}
	return joined, parted
}

// recollate puts everything together anew, which must change nothing.
func (m *model) recollate(t *rapid.T) {
	if err := m.Recollate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// countUtterances returns how many utterances two statements or more report.
func countUtterances(all []Statement) int {
	of := map[string]bool{}
	for _, s := range all {
		if s.Utterance != "" {
			of[s.Utterance] = true
		}
	}
	return len(of)
}

// compared reports whether the record compares two statements: those of one
// article, those that share a lasting mark, and those published near each other
// that share another.
func compared(a, b utterance.Reading) bool {
	share := func(x, y []int64) bool {
		return slices.ContainsFunc(x, func(m int64) bool { return slices.Contains(y, m) })
	}
	nearA, lastingA := a.Marks()
	nearB, lastingB := b.Marks()
	near := (a.Published == 0) == (b.Published == 0) && max(a.Published, b.Published)-min(a.Published, b.Published) <= daysNear
	return a.Article == b.Article || share(lastingA, lastingB) || near && share(nearA, nearB)
}
