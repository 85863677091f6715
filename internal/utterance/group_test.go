package utterance_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"hearsay/internal/utterance"
)

func TestGroup(t *testing.T) {
	link := func(a, b int, confidence float64) utterance.Link {
		return utterance.Link{A: a, B: b, Confidence: confidence}
	}
	byPerson := func(a, b int) utterance.Link {
		return utterance.Link{A: a, B: b, Confidence: 1, ByPerson: true}
	}
	type pairs = [][2]int
	tests := []struct {
		name       string
		statements int
		links      []utterance.Link
		parted     pairs
		want       [][]int
	}{
		{"none", 0, nil, nil, nil},
		{"no links", 3, nil, nil, [][]int{{0}, {1}, {2}}},
		{"a pair", 3, []utterance.Link{link(2, 0, 0.7)}, nil, [][]int{{0, 2}, {1}}},
		{"a chain", 5, []utterance.Link{link(0, 3, 0.7), link(3, 4, 0.9), link(4, 1, 0.8)}, nil, [][]int{{0, 1, 3, 4}, {2}}},
		{"two groups, by their first members", 4, []utterance.Link{link(1, 2, 0.9), link(0, 3, 0.7)}, nil, [][]int{{0, 3}, {1, 2}}},
		{"a ring, and a link twice", 3, []utterance.Link{link(0, 1, 0.9), link(1, 2, 0.9), link(2, 0, 0.9), link(1, 0, 0.7)}, nil, [][]int{{0, 1, 2}}},
		{"a link to itself", 2, []utterance.Link{link(1, 1, 0.9)}, nil, [][]int{{0}, {1}}},

		{"a link in doubt adds one", 3, []utterance.Link{link(0, 1, 0.9), link(1, 2, 0.6)}, nil, [][]int{{0, 1, 2}}},
		{"and brings no two groups together", 4, []utterance.Link{link(0, 1, 0.9), link(2, 3, 0.9), link(1, 2, 0.69)}, nil, [][]int{{0, 1}, {2, 3}}},
		{"nor by way of one that is like both", 5, []utterance.Link{link(0, 1, 0.9), link(2, 3, 0.9), link(1, 4, 0.65), link(4, 3, 0.6)}, nil, [][]int{{0, 1, 4}, {2, 3}}},
		{"unless a person does", 4, []utterance.Link{link(0, 1, 0.6), link(2, 3, 0.6), byPerson(1, 2)}, nil, [][]int{{0, 1, 2, 3}}},

		{"parted", 2, []utterance.Link{link(0, 1, 0.99)}, pairs{{1, 0}}, [][]int{{0}, {1}}},
		{"parted of a chain: the weaker link goes", 3, []utterance.Link{link(0, 1, 0.7), link(1, 2, 0.9)}, pairs{{0, 2}}, [][]int{{0}, {1, 2}}},
		{"parted of a longer chain: the weakest goes", 4, []utterance.Link{link(0, 1, 0.9), link(1, 2, 0.7), link(2, 3, 0.8)}, pairs{{0, 3}}, [][]int{{0, 1}, {2, 3}}},
		{"of equal links that of the first statement stays", 3, []utterance.Link{link(1, 2, 0.8), link(0, 1, 0.8)}, pairs{{0, 2}}, [][]int{{0, 1}, {2}}},
		{"parted, and linked by nothing", 3, []utterance.Link{link(0, 1, 0.8)}, pairs{{0, 2}}, [][]int{{0, 1}, {2}}},
		{"parted from a group of many", 5, []utterance.Link{link(0, 1, 0.95), link(1, 2, 0.95), link(2, 3, 0.95), link(0, 4, 0.7), link(1, 4, 0.7)}, pairs{{3, 4}},
			[][]int{{0, 1, 2, 3}, {4}}},

		{"a person before all links", 3, []utterance.Link{link(0, 1, 0.99), byPerson(1, 2)}, pairs{{0, 2}}, [][]int{{0}, {1, 2}}},
		{"joined, and a third of another's", 4, []utterance.Link{byPerson(0, 2), link(2, 3, 0.99), link(0, 1, 0.98)}, pairs{{1, 3}}, [][]int{{0, 2, 3}, {1}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := utterance.Group(test.statements, test.links, test.parted)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestGroupsAreLawful holds what must be so of all links and partings: each
// statement is in one group, none with one that it is parted from, and what is
// linked is together unless that would bring two together that are parted. It
// does not matter in which order links and partings came, nor which way round.
func TestGroupsAreLawful(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "statements")
		place := rapid.IntRange(0, n-1)
		links := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) utterance.Link {
			return utterance.Link{A: place.Draw(t, "a"), B: place.Draw(t, "b"),
				Confidence: float64(rapid.IntRange(8, 9).Draw(t, "confidence")) / 10, ByPerson: rapid.IntRange(0, 3).Draw(t, "person") == 0}
		}), n-1, 16).Draw(t, "links")
		parted := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			a := place.Draw(t, "one")
			return [2]int{a, (a + rapid.IntRange(1, n-1).Draw(t, "other")) % n}
		}), 1, 6).Draw(t, "parted")
		groups := utterance.Group(n, links, parted)

		of := make(map[int]int)
		last := -1
		for g, members := range groups {
			if len(members) == 0 || !slices.IsSorted(members) || members[0] <= last {
				t.Fatalf("not in order: %v", groups)
			}
			last = members[0]
			for _, m := range members {
				if _, twice := of[m]; twice {
					t.Fatalf("statement %d is in two groups: %v", m, groups)
				}
				of[m] = g
			}
		}
		if len(of) != n {
			t.Fatalf("%d statements in groups, of %d: %v", len(of), n, groups)
		}
		for _, p := range parted {
			if of[p[0]] == of[p[1]] {
				t.Fatalf("parted, and together: %v in %v", p, groups)
			}
		}
		mayBeTogether := func(a, b []int) bool {
			return !slices.ContainsFunc(parted, func(p [2]int) bool {
				return slices.Contains(a, p[0]) && slices.Contains(b, p[1]) || slices.Contains(a, p[1]) && slices.Contains(b, p[0])
			})
		}
		for _, l := range links {
			if a, b := groups[of[l.A]], groups[of[l.B]]; of[l.A] != of[l.B] && mayBeTogether(a, b) {
				t.Fatalf("linked, and apart for no reason: %v in %v", l, groups)
			}
		}

		shuffled := rapid.Permutation(links).Draw(t, "shuffled links")
		for i := range shuffled {
			if rapid.Bool().Draw(t, "turned") {
				shuffled[i].A, shuffled[i].B = shuffled[i].B, shuffled[i].A
			}
		}
		again := utterance.Group(n, shuffled, rapid.Permutation(parted).Draw(t, "shuffled partings"))
		if diff := cmp.Diff(groups, again); diff != "" {
			t.Fatalf("in another order (-was +is):\n%s", diff)
		}
	})
}
