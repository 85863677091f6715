package story

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// open is what a store keeps of a story while articles come.
type open struct {
	id      string
	members []int   // in the order of joining
	marks   []int64 // of all members, sorted
}

func (o open) story(m []Member) Story {
	s := Story{ID: o.id}
	for _, i := range o.members {
		s.Members = append(s.Members, m[i].Profile)
	}
	slices.SortStableFunc(s.Members[1:], func(a, b Profile) int { return cmp.Compare(a.when(), b.when()) })
	return s
}

// arrive places one article as a store would: candidates are the stories with a
// member that shares a mark.
func arrive(m []Member, stories []open, at int) []open {
	marks := m[at].Profile.Marks()
	var candidates []Story
	var which []int
	for k, o := range stories {
		if share(marks, o.marks) {
			candidates, which = append(candidates, o.story(m)), append(which, k)
		}
	}
	if best, _ := Place(m[at].Profile, candidates); best >= 0 {
		k := which[best]
		stories[k].members = append(stories[k].members, at)
		stories[k].marks = append(stories[k].marks, marks...)
		slices.Sort(stories[k].marks)
		return stories
	}
	return append(stories, open{m[at].ID, []int{at}, marks})
}

func share(a, b []int64) bool {
	return slices.ContainsFunc(a, func(x int64) bool { _, ok := slices.BinarySearch(b, x); return ok })
}

func asTheyCome(m []Member, order []int) (groups [][]int) {
	var stories []open
	for _, i := range order {
		stories = arrive(m, stories, i)
	}
	for _, o := range stories {
		groups = append(groups, o.members)
	}
	return groups
}

func inDayOrder(m []Member) []int {
	order := make([]int, len(m))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(m[a].Profile.when(), m[b].Profile.when()), cmp.Compare(m[a].ID, m[b].ID))
	})
	return order
}

func describe(id, day, title, text string) Profile {
	return Describe(Article{ID: id, Day: day, Title: title, Text: text})
}

const (
	ferryTitle = "Ferry runs aground off Tolmark"
	ferryText  = "The ferry Sanderling ran aground on the Hask reef off Tolmark, the coast guard of Orvane said. Captain Rurik Osgard blamed the steering."
)

func TestPlace(t *testing.T) {
	ferry := describe("a", "2031-03-04", ferryTitle, ferryText)
	museum := describe("b", "2031-03-04", "Thieves take Ravn painting", "Thieves broke into the museum of Halden and took a painting by Edvard Ravn.")
	again := describe("c", "2031-03-05", ferryTitle, ferryText)
	later := describe("d", "2031-06-17", ferryTitle, ferryText)
	undated := describe("e", "", ferryTitle, ferryText)
	long := []Profile{museum}
	for range 30 {
		long = append(long, ferry)
	}
	for _, c := range []struct {
		name       string
		p          Profile
		candidates []Story
		want       int
	}{
		{"nothing open", again, nil, -1},
		{"the same event a day later", again, []Story{{"1", []Profile{museum}}, {"2", []Profile{ferry}}}, 1},
		{"the same words months later", later, []Story{{"2", []Profile{ferry}}}, -1},
		{"the same words, day not known", undated, []Story{{"2", []Profile{ferry}}}, 0},
		{"another event", museum, []Story{{"2", []Profile{ferry}}}, -1},
		{"one of two members is another event", again, []Story{{"2", []Profile{museum, ferry}}}, 0},
		{"the purer of two stories", again, []Story{{"1", []Profile{museum, ferry}}, {"2", []Profile{ferry, ferry}}}, 1},
		{"the smaller ID of equals", again, []Story{{"2", []Profile{ferry}}, {"1", []Profile{ferry}}}, 1},
		{"a long story by its latest", again, []Story{{"1", long}}, 0},
		{"a story without members", again, []Story{{"1", nil}}, -1},
		{"no words", Profile{}, []Story{{"1", []Profile{ferry, {}}}}, -1},
	} {
		if got, s := Place(c.p, c.candidates); got != c.want {
			t.Errorf("%s: story %d (%.3f), want %d", c.name, got, s, c.want)
		}
	}
}

// TestPlaceLooksAtFewMembers: what an article is compared with does not grow
// with the story.
func TestPlaceLooksAtFewMembers(t *testing.T) {
	ferry := describe("a", "2031-03-04", ferryTitle, ferryText)
	other := describe("b", "2031-03-04", "Thieves take Ravn painting", "Thieves broke into the museum of Halden.")
	members := []Profile{ferry}
	for range 500 {
		members = append(members, other)
	}
	for range compared {
		members = append(members, ferry)
	}
	if best, s := Place(ferry, []Story{{"1", members}}); best != 0 || s < 0.99 {
		t.Errorf("story %d, %.3f: members between the first and the latest %d were looked at", best, s, compared)
	}
}

func ExamplePlace() {
	open := []Story{{ID: "ferry", Members: []Profile{describe("a", "2031-03-04", ferryTitle, ferryText)}}}
	next := Describe(Article{
		Day: "2031-03-05", Title: "Tugs free ferry Sanderling",
		Text: "Tugs pulled the ferry Sanderling off the Hask reef near Tolmark. The coast guard questioned captain Rurik Osgard.",
	})
	if best, similarity := Place(next, open); best >= 0 {
		fmt.Printf("%s %.1f\n", open[best].ID, similarity)
	}
	// Output: ferry 0.7
}
