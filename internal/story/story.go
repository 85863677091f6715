// Package story tells which articles are about one event, for browsing.
//
// Of an article it keeps a [Profile]: its most telling words, weighed, and its
// day. Two profiles are similar as far as they share words and days. An article
// that comes in joins, with [Place], the open story that it is most similar to on
// average, or opens one; [Of] groups all articles at once, whatever order they
// came in.
//
// It is made to err on the side of two stories for one event: a story of
// articles that have nothing to do with each other misleads, two stories do not.
// It knows no store: whoever keeps profiles finds by [Profile.Marks] and day
// what an article may belong to.
//
// The method (TF-IDF, cosine, average linkage, a Gaussian of the days between)
// is that of Miranda et al., Multilingual Clustering of Streaming News, EMNLP
// 2018, without its training: document frequencies are a fixed table.
package story

import "cmp"

// Threshold is the least average similarity that makes articles one story. On
// the tuned half of testdata/pairs.jsonl, precision rises up to here and then
// stays while recall falls: testdata/campaign.golden has the figures.
const Threshold = 0.25

// Window is how many days apart two articles may be and still have any
// similarity.
const Window = 6

// kernel is a Gaussian with a standard deviation of two days, by the days
// between two articles. Written out, since exponentials differ in their last bit
// between processors.
var kernel = [Window + 1]float64{1, 0.882497, 0.606531, 0.324652, 0.135335, 0.043937, 0.011109}

// undated stands for the kernel where a day is not known: such articles must
// share more words, since the same thing may have happened in another year.
const undated = 0.606531

// compared is how many of a story's latest members, besides its first, an
// article is compared with: the cost of one more article must not grow with the
// story, and what a story has become counts more than what it was.
const compared = 20

// Story is an open story, as the store has it.
type Story struct {
	ID      string
	Members []Profile // the first article's, then the others' by day; of many, the latest will do
}

// Similarity tells how far two articles are about one event: the cosine of their
// words times a Gaussian of the days between them. It is symmetric, from 0
// (nothing in common, or more than [Window] days apart) to 1.
func Similarity(a, b Profile) float64 {
	near := undated
	if a.dated && b.dated {
		apart := int64(a.day) - int64(b.day)
		apart = max(apart, -apart)
		if apart > Window {
			return 0
		}
		near = kernel[apart]
	}
	if a.norm == 0 || b.norm == 0 {
		return 0
	}
	return min(1, float64(dot(a.terms, b.terms))/(a.norm*b.norm)) * near
}

func dot(a, b terms) (sum uint64) {
	for a != "" && b != "" {
		switch x, y := a.hash(), b.hash(); {
		case x == y:
			sum += uint64(a.weight()) * uint64(b.weight())
			a, b = a[termBytes:], b[termBytes:]
		case x < y:
			a = a[termBytes:]
		default:
			b = b[termBytes:]
		}
	}
	return sum
}

// Place tells which of the candidates an article belongs to: the one that it is
// most similar to on average over its first and latest members (at most 21). best
// is -1, a story of its own, where none reaches [Threshold]; similarity is that of
// the nearest candidate all the same. Among equals the smaller ID wins, so that
// the order of candidates does not matter.
func Place(p Profile, candidates []Story) (best int, similarity float64) {
	best = -1
	for i, c := range candidates {
		s := average(p, c.Members)
		if s > similarity || s == similarity && best >= 0 && cmp.Less(c.ID, candidates[best].ID) {
			best, similarity = i, s
		}
	}
	if similarity < Threshold {
		return -1, similarity
	}
	return best, similarity
}

func average(p Profile, members []Profile) float64 {
	if len(members) == 0 {
		return 0
	}
	sum, n := Similarity(p, members[0]), 1
	for _, m := range members[max(1, len(members)-compared):] {
		sum += Similarity(p, m)
		n++
	}
	return sum / float64(n)
}
