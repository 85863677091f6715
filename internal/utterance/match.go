package utterance

import (
	"cmp"
	"math"
	"slices"

	"hearsay/attribution"
	"hearsay/internal/frequency"
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
	QuotedOf float64 // share of the rarity of the quoted words of the one that quotes less
	Others   float64 // 1 where both quote and no two quoted words in a row are the same
	Run      float64 // words of the longest stretch that is the same in both, function words counted
	Letter   float64 // share of the words of the shorter, function words counted, that the other has in order
	Days     float64 // between their publications; 0 where not known
	Undated  float64 // 1 where it is not known
	Occasion float64 // 1 where they tell one day, -1 where they tell different ones, 0 where one tells none
	Speaker  sameSpeaker
	Sources  float64 // 1 where the names do not tell one speaker, and the words that name them have a word in common
	Within   float64 // 1 where they stand in one article
	Near     float64 // 1 where they stand near each other there
	Top      float64 // 1 where one of them stands at the top of it
	Headline float64 // 1 where one of them, and not the other, stands in its headline
	Around   float64 // rarity of the words that stand around both, in different articles
	Reach    float64 // share of the rarity of each, the lesser, that the other has or that stands around it
	Direct   float64 // how many of the two are direct
}

// near is how many bytes are between statements of an article that stand near
// each other, and how far its top goes, at most.
const near = 500

// Match tells whether two statements report the same act of speaking. It looks
// at nothing but the two, and gives the same whichever comes first.
func Match(a, b Reading) Judgement {
	var j Judgement
	j.Jaccard, j.Shared = sketch.Jaccard(a.set, b.set)
	if j.Shared == 0 || a.within(b) || !a.spoken() || !b.spoken() {
		return j // nothing is the same, or the one is inside the other
	}
	f := Compare(a, b)
	j.Confidence = f.confidence()
	if daysBetween(a, b) > oneOccasion {
		j.Confidence = min(j.Confidence, otherOccasion)
	}
	switch {
	case j.Confidence >= f.tied():
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
	f.Quoted, f.QuotedOf, f.Others = commonQuoted(a.words, b.words)
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
	if f.Speaker != oneSpeaker && sharedRarity(a.source, b.source) > 0 {
		f.Sources = 1
	}
	if a.Article == b.Article {
		f.Within = 1
		f.Near = is(max(a.Start, b.Start)-min(a.End, b.End) <= near)
		f.Top = is(min(a.Start, b.Start) <= near)
		f.Headline = is(a.Headline != b.Headline)
	} else {
		f.Around = sharedRarity(a.around, b.around)
		f.Reach = min(reach(a, b), reach(b, a))
	}
	for _, r := range []Reading{a, b} {
		if r.Kind == attribution.Direct {
			f.Direct++
		}
	}
	return f
}

func is(condition bool) float64 {
	if condition {
		return 1
	}
	return 0
}

// sharedRarity is the rarity of the stems that are in both of two sorted sets.
func sharedRarity(a, b []string) (sum float64) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case 0:
			sum += frequency.Rarity(a[i])
			i++
			j++
		case -1:
			i++
		default:
			j++
		}
	}
	return sum
}

// reach is the share of the rarity of the words of one that another has or that
// stand around it.
func reach(a, b Reading) float64 {
	if all := sharedRarity(a.set, a.set); all > 0 {
		return (sharedRarity(a.set, b.set) + sharedRarity(a.set, b.around)) / all
	}
	return 0
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

// How long after it was said a statement is printed, where no day is told, and
// how far apart the days told of one occasion may be: papers confuse weeks, not
// seasons. The marked pairs are of one year, so neither was fitted to them.
const (
	printedWithin = 90  // days
	oneOccasion   = 30  // days
	otherOccasion = 0.3 // confidence, at most, that words said in two seasons were said once
)

// daysBetween is how many days lie between the times at which two statements may
// have been made; 0 where the times overlap or one is not known.
func daysBetween(a, b Reading) int {
	fromA, toA := a.saidWithin()
	fromB, toB := b.saidWithin()
	if toA == 0 || toB == 0 {
		return 0
	}
	return max(0, fromA-toB, fromB-toA)
}

// saidWithin is the time within which a statement was made: what is told, or what
// can be told from when it was printed; zeros where it is not known.
func (r Reading) saidWithin() (from, to int) {
	switch {
	case r.SaidFrom != 0:
		return r.SaidFrom, r.SaidTo
	case r.Published != 0:
		return r.Published - printedWithin, r.Published
	}
	return 0, 0
}

func (r Reading) rarity() float64 { return rarityOf(r.words) }

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
	switch x, y := a.rarity(), b.rarity(); {
	case x < y:
		return shareAnyhow(a, b)
	case x > y:
		return shareAnyhow(b, a)
	}
	return min(shareAnyhow(a, b), shareAnyhow(b, a))
}

// shareAnyhow is the share of the rarity of a's words that b has.
func shareAnyhow(a, b Reading) float64 {
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
// texts, quoted in both, and weighs most; and its share of the quoted words of
// the one that quotes less. others is 1 where both quote and have no two such
// words in a row.
func commonQuoted(a, b []word) (common, of, others float64) {
	a, b = slices.DeleteFunc(slices.Clone(a), unquoted), slices.DeleteFunc(slices.Clone(b), unquoted)
	if len(a) == 0 || len(b) == 0 {
		return 0, 0, 0
	}
	type run struct {
		rarity float64
		words  int
	}
	runs := make([]run, len(b)+1)
	longest := 0
	for i := range a {
		var before run
		for j := range b {
			above := runs[j+1]
			runs[j+1] = run{}
			if a[i].stem == b[j].stem {
				runs[j+1] = run{before.rarity + a[i].rarity, before.words + 1}
				common, longest = max(common, runs[j+1].rarity), max(longest, runs[j+1].words)
			}
			before = above
		}
	}
	if least := min(rarityOf(a), rarityOf(b)); least > 0 {
		of = common / least
	}
	return common, of, is(longest < 2)
}

func unquoted(w word) bool { return !w.quoted }

func rarityOf(words []word) (sum float64) {
	for _, w := range words {
		sum += w.rarity
	}
	return sum
}
