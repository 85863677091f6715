package utterance

import (
	"math"
	"slices"

	"hearsay/attribution"
	"hearsay/internal/sketch"
)

// A Tie is how two statements are tied to each other.
type Tie string

// The ties.
const (
	Untied Tie = ""
	Same   Tie = "same"  // they report the same act of speaking
	Again  Tie = "again" // the speaker says the same words on another occasion
)

// A Judgement is what there is to say of two statements.
type Judgement struct {
	Tie        Tie
	Confidence float64 // that they report one act of speaking
	Jaccard    float64 // share of their stems that both have, whatever their order
	Shared     int     // stems that both have
}

// Features are what the confidence goes by. They are exported for who fits the
// weights to marked statements.
type Features struct {
	Common   float64 // rarity of the words of sense that both have in the same order, in nats
	Of       float64 // share of the rarity of the one that has less of it
	OfBoth   float64 // share of the rarity that either has
	Anyhow   float64 // share of the rarity of the one that has less of it that the other has in whatever order
	Quoted   float64 // rarity of the longest stretch that is the same and quoted in both
	Once     float64 // the same, quoted in one of them at least
	Others   float64 // 1 where both quote and no two quoted words in a row are the same
	Run      float64 // words of the longest stretch that is the same in both, function words counted
	Letter   float64 // share of the words of the shorter, function words counted, that the other has in order
	Days     float64 // between their publications; 0 where not known
	Undated  float64 // 1 where it is not known
	Occasion float64 // 1 where they tell one day, -1 where they tell different ones, 0 where one tells none
	Speaker  sameSpeaker
	Within   float64 // 1 where they stand in one article
	Direct   float64 // how many of the two are direct
	To       float64 // -1 where they were said to different ones, 1 to the same
}

// Match tells whether two statements report the same act of speaking. It looks
// at nothing but the two, and gives the same whichever comes first.
func Match(a, b Reading) Judgement {
	var j Judgement
	j.Jaccard, j.Shared = sketch.Jaccard(a.set, b.set)
	if j.Shared == 0 || !a.spoken() || !b.spoken() {
		return j
	}
	if a.within(b) {
		return j // the one is inside the other, or overlaps it
	}
	f := Compare(a, b)
	if f.Common == 0 {
		return j
	}
	j.Confidence = f.confidence()
	switch {
	case j.Confidence >= tied:
		j.Tie = Same
	case f.again():
		j.Tie = Again
	}
	return j
}

// within reports whether two statements of one article have words in common.
func (r Reading) within(other Reading) bool {
	return r.Article == other.Article && r.Start < other.End && other.Start < r.End
}

// Compare measures what two statements have in common.
func Compare(a, b Reading) Features {
	f := Features{Speaker: speakers(a, b)}
	common, all := commonRarity(a, b), [2]float64{a.rarity(), b.rarity()}
	f.Common = common
	if least := min(all[0], all[1]); least > 0 {
		f.Of = common / least
		f.OfBoth = common / (all[0] + all[1] - common)
	}
	f.Anyhow = commonAnyhow(a, b)
	f.Quoted, f.Once, f.Others = commonQuoted(a.words, b.words)
	run, inOrder := commonWords(a.words, b.words)
	f.Run = float64(run)
	if least := min(len(a.words), len(b.words)); least > 0 {
		f.Letter = float64(inOrder) / float64(least)
	}
	if a.Published == 0 || b.Published == 0 {
		f.Undated = 1
	} else {
		f.Days = math.Abs(float64(a.Published - b.Published))
	}
	f.Occasion = occasion(a, b)
	if a.Article == b.Article {
		f.Within = 1
	}
	for _, r := range []Reading{a, b} {
		if r.Kind == attribution.Direct {
			f.Direct++
		}
	}
	if a.to.Key != "" && b.to.Key != "" {
		f.To = -1
		if a.to.Key == b.to.Key || namesOfOneBody(a.to.Key, b.to.Key) || a.to.Family() != "" && a.to.Family() == b.to.Family() {
			f.To = 1
		}
	}
	return f
}

func occasion(a, b Reading) float64 {
	switch {
	case a.SaidFrom == 0 || b.SaidFrom == 0:
		return 0
	case a.SaidFrom <= b.SaidTo && b.SaidFrom <= a.SaidTo:
		return 1
	}
	return -1
}

func (r Reading) rarity() (sum float64) {
	for _, at := range r.sense {
		sum += r.words[at].rarity
	}
	return sum
}

// commonRarity is the rarity of the longest common subsequence of the words of
// sense, the one that weighs most.
func commonRarity(a, b Reading) float64 {
	row := make([]float64, len(b.sense)+1)
	for _, i := range a.sense {
		before := 0.0 // the row above, one to the left
		for k, j := range b.sense {
			above := row[k+1]
			if a.words[i].stem == b.words[j].stem {
				row[k+1] = max(above, before+a.words[i].rarity)
			} else {
				row[k+1] = max(above, row[k])
			}
			before = above
		}
	}
	return row[len(b.sense)]
}

// commonWords is the length of the longest stretch of words that two texts have
// in common, and of their longest common subsequence.
func commonWords(a, b []word) (run, inOrder int) {
	runs, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for i := range a {
		runBefore, before := 0, 0
		for j := range b {
			runAbove, above := runs[j+1], row[j+1]
			if a[i].written == b[j].written {
				runs[j+1], row[j+1] = runBefore+1, before+1
				run = max(run, runs[j+1])
			} else {
				runs[j+1], row[j+1] = 0, max(above, row[j])
			}
			runBefore, before = runAbove, above
		}
	}
	return run, row[len(b)]
}

// commonAnyhow is the share of the rarity of the words of one, whichever has
// less of it, that the other has too.
func commonAnyhow(a, b Reading) float64 {
	if a.rarity() > b.rarity() {
		a, b = b, a
	}
	has := make(map[string]bool)
	for _, at := range b.sense {
		has[b.words[at].stem] = true
	}
	both, all := 0.0, 0.0
	for _, at := range a.sense {
		all += a.words[at].rarity
		if has[a.words[at].stem] {
			both += a.words[at].rarity
		}
	}
	if all == 0 {
		return 0
	}
	return both / all
}

// commonQuoted is the rarity of the stretch of words that is the same in two
// texts and weighs most, of those that are quoted in both, and in one at least;
// others is 1 where both quote and have no two words in a row the same.
func commonQuoted(a, b []word) (both, once, others float64) {
	quotes := func(all []word) bool { return slices.ContainsFunc(all, func(w word) bool { return w.quoted }) }
	quotedA, quotedB := quotes(a), quotes(b)
	if !quotedA && !quotedB {
		return 0, 0, 0
	}
	type run struct {
		both, once float64
		quoted     int
	}
	runs := make([]run, len(b)+1)
	longest := 0
	for i := range a {
		var before run
		for j := range b {
			above := runs[j+1]
			runs[j+1] = run{}
			if a[i].stem == b[j].stem {
				r := &runs[j+1]
				if a[i].quoted && b[j].quoted {
					r.both, r.quoted = before.both+a[i].rarity, before.quoted+1
				}
				if a[i].quoted || b[j].quoted {
					r.once = before.once + a[i].rarity
				}
				both, once, longest = max(both, r.both), max(once, r.once), max(longest, r.quoted)
			}
			before = above
		}
	}
	if quotedA && quotedB && longest < 2 {
		others = 1
	}
	return both, once, others
}
