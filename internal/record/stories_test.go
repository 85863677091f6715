package record

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestStoriesAreListed holds that articles about one event are a story under the
// id of the first of them and of each, listed by its first day, that an article
// about something else is not in it, and that a story of one is none.
func TestStoriesAreListed(t *testing.T) {
	r := newRecord(t)
	first, second := long("first", "2031-05-04", ""), long("second", "2031-05-05", "")
	other := said("other", "2031-05-05", "Tove Rasp", "the mill at Garn burned down in the night").reading()
	for _, reading := range []Reading{second, other, first} {
		keep(t, r, reading)
	}
	id := storyPrefix + ArticleID(first.SHA256)
	want := []Story{{ID: id, Title: first.Article.Title, First: "2031-05-04", Last: "2031-05-05", Count: 2, Reprints: 1}}
	stories := func() []Story {
		t.Helper()
		found, err := r.Stories(t.Context(), 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if diff := cmp.Diff(want, stories()); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
	for _, asked := range []string{id, storyPrefix + ArticleID(second.SHA256)} {
		s, err := r.Story(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		members := []string{}
		for _, a := range s.Articles {
			members = append(members, a.ID)
		}
		if diff := cmp.Diff([]string{ArticleID(first.SHA256), ArticleID(second.SHA256)}, members); diff != "" || s.ID != id {
			t.Errorf("%s is %s of (-want +got):\n%s", asked, s.ID, diff)
		}
	}
	if found, err := r.Stories(t.Context(), 10, 1); err != nil || len(found) != 0 {
		t.Errorf("behind the last there are %v, %v", found, err)
	}
	keep(t, r, Reading{SHA256: second.SHA256, Failure: "torn"})
	if found := stories(); len(found) != 0 {
		t.Errorf("of one article there is a story: %v", found)
	}
}
