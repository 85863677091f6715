package record

import (
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Going through all speakers, and all stories, gives what their lists have, however
// few are read at once.
func TestAllOfAList(t *testing.T) {
	r := newRecord(t)
	for i := range 7 {
		day := fmt.Sprintf("2031-%02d-04", i+1)
		for _, outlet := range []string{"a", "b"}[:1+i%2] {
			add(t, r, page{fmt.Sprint("levy ", i, outlet), "Post " + outlet, day, []string{"Ada Quill", "Dov Arlen", "Tove Rasp"}[i%3], "said",
				fmt.Sprintf("that the mill at Garn%d burned down before the ferry of Sennit%d came in with %d barrels of tar", i, i, 100+i)})
		}
	}
	add(t, r, page{"none", "", "", "Nobody Inn", "said", "nothing"})
	speakers, err := r.Speakers(t.Context(), 100, 0)
	if err != nil || len(speakers) != 4 {
		t.Fatal(speakers, err)
	}
	stories, err := r.Stories(t.Context(), 100, 0)
	if err != nil || len(stories) != 3 {
		t.Fatal(stories, err)
	}
	for size := 1; size <= 5; size++ {
		if diff := cmp.Diff(speakers, collected(t, r.allSpeakers(t.Context(), size))); diff != "" {
			t.Errorf("speakers by %d (-want +got):\n%s", size, diff)
		}
		if diff := cmp.Diff(stories, collected(t, r.allStories(t.Context(), size))); diff != "" {
			t.Errorf("stories by %d (-want +got):\n%s", size, diff)
		}
	}
}

func collected[T any](t *testing.T, all iter.Seq2[T, error]) []T {
	t.Helper()
	var found []T
	for one, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, one)
	}
	return found
}
