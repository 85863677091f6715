package record

import (
	"database/sql"
	"slices"
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

// The next article of a batch is compared with those that were put in a story before it.
func TestAStoryIsWhatItsArticlesAre(t *testing.T) {
	r := newRecord(t)
	keep(t, r, long("first", "2031-05-04", ""), long("second", "2031-05-05", ""))
	keep(t, r, said("other", "2031-05-05", "Tove Rasp", "the mill at Garn burned down in the night").reading())
	err := r.write(t.Context(), func(tx *sql.Tx) error {
		w := r.newWriter(t.Context(), tx)
		of, _ := w.number("SELECT n FROM stories")
		other, _ := w.number("SELECT n FROM articles WHERE story IS NULL")
		has := func() bool { return slices.Contains(w.compositions([]int64{of})[of].members, other) }
		if has() {
			t.Error("it has an article that is alone")
		}
		if w.putInStory(of, other); !has() {
			t.Error("it has not what was put in it")
		}
		if w.leaveStory(other); has() {
			t.Error("it has what left it")
		}
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
}
