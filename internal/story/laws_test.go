package story

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawMembers draws articles that share words and days as articles do: few
// subjects, few days, some without a day or words.
func drawMembers(t *rapid.T) (m []Member) {
	words := strings.Fields("ferry reef Tolmark Osgard steering tugs museum Ravn painting thieves Halden court Voss bribery inspectors milk")
	n := rapid.IntRange(0, 25).Draw(t, "articles")
	for i := range n {
		day := ""
		if d := rapid.IntRange(-1, 12).Draw(t, "day"); d >= 0 {
			day = fmt.Sprintf("2031-03-%02d", d+1)
		}
		from := rapid.IntRange(0, 3).Draw(t, "subject") * 4
		text := rapid.SliceOfN(rapid.SampledFrom(words[from:from+4]), 0, 8).Draw(t, "words")
		m = append(m, Member{fmt.Sprint("a", i), describe("", day, "", strings.Join(text, " "))})
	}
	return m
}

// named lists stories by the IDs of their members.
func named(m []Member, stories [][]int) (all [][]string) {
	for _, s := range stories {
		var ids []string
		for _, i := range s {
			ids = append(ids, m[i].ID)
		}
		all = append(all, ids)
	}
	return all
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMembers(t)
		want := named(m, Of(m))
		shuffled := rapid.Permutation(m).Draw(t, "order")
		if got := named(shuffled, Of(shuffled)); !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, in another order %v", want, got)
		}
	})
}

func TestEveryArticleIsInOneStory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMembers(t)
		var all []int
		for _, s := range Of(m) {
			all = append(all, s...)
		}
		slices.Sort(all)
		for i := range m {
			if i >= len(all) || all[i] != i {
				t.Fatalf("%d articles, in stories %v", len(m), all)
			}
		}
		if len(all) != len(m) {
			t.Fatalf("%d articles, in stories %v", len(m), all)
		}
	})
}

// TestArrivalChangesOneStory: an article that comes joins one story or opens
// one, whatever was there; all others stay as they were.
func TestArrivalChangesOneStory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMembers(t)
		var stories []open
		for i := range m {
			before := make([]open, len(stories))
			for k, o := range stories {
				before[k] = open{o.id, slices.Clone(o.members), slices.Clone(o.marks)}
			}
			stories = arrive(m, stories, i)
			changed := len(stories) - len(before)
			for k, o := range before {
				if !reflect.DeepEqual(o, stories[k]) {
					changed++
					if !reflect.DeepEqual(append(o.members, i), stories[k].members) {
						t.Fatalf("article %d turned %v into %v", i, o, stories[k])
					}
				}
			}
			if changed != 1 {
				t.Fatalf("article %d changed %d stories", i, changed)
			}
		}
	})
}

// TestMembersBelong: an article of a story of several is as similar as the
// threshold to one of the others at least.
func TestMembersBelong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMembers(t)
		for _, s := range Of(m) {
			for _, i := range s {
				best := 0.0
				for _, j := range s {
					if i != j {
						best = max(best, Similarity(m[i].Profile, m[j].Profile))
					}
				}
				if len(s) > 1 && best < Threshold-1e-5 {
					t.Fatalf("article %s is in a story and at most %.3f similar to the others", m[i].ID, best)
				}
			}
		}
	})
}

func TestSimilarity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMembers(t)
		for _, a := range m {
			for _, b := range m {
				s := Similarity(a.Profile, b.Profile)
				if s < 0 || s > 1 || s != Similarity(b.Profile, a.Profile) {
					t.Fatalf("%v and %v: %v, and the other way round %v", a, b, s, Similarity(b.Profile, a.Profile))
				}
			}
			if s := Similarity(a.Profile, a.Profile); a.Profile.dated && !a.Profile.Empty() && s < 1-1e-12 {
				t.Fatalf("%v with itself: %v", a, s)
			}
		}
	})
	day := func(d string) Profile { return describe("", d, ferryTitle, ferryText) }
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"2031-03-04", "2031-03-04", 1},
		{"2031-03-04", "2031-03-05", 0.88},
		{"2031-03-04", "2031-03-07", 0.32},
		{"2031-02-27", "2031-03-05", 0.01},
		{"2031-03-04", "2031-03-11", 0},
		{"2031-03-04", "2032-03-04", 0},
		{"2031-03-04", "", 0.61},
		{"", "", 0.61},
		{"2031-03-04", "yesterday", 0.61},
	} {
		if got := Similarity(day(c.a), day(c.b)); got < c.want-0.01 || got > c.want+0.01 {
			t.Errorf("the same text on %q and %q: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// TestHostileSetsAreNearLinear: thousands of articles with the same words on
// one day, where each is like each.
func TestHostileSetsAreNearLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	p := describe("", "2031-03-04", ferryTitle, ferryText)
	spent := func(n int) time.Duration {
		m := make([]Member, n)
		for i := range m {
			m[i] = Member{fmt.Sprintf("%06d", i), p}
		}
		start := time.Now()
		Of(m)
		return time.Since(start)
	}
	spent(200)
	small, large := spent(1000), spent(4000)
	t.Logf("1,000 articles in %v, 4,000 in %v", small, large)
	if large > 12*small+time.Second {
		t.Errorf("1,000 articles in %v, 4,000 in %v", small, large)
	}
}
