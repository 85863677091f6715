package story

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// inventedArticle is an article of testdata/invented.txt with the event it is about.
type inventedArticle struct {
	Article
	event string
}

func invented(t testing.TB) (all []inventedArticle) {
	t.Helper()
	file, err := os.ReadFile("testdata/invented.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(file), "\n-- ")[1:] {
		head, rest, _ := strings.Cut(part, " --\n")
		title, text, _ := strings.Cut(rest, "\n")
		var a inventedArticle
		if _, err := fmt.Sscan(head, &a.ID, &a.Day, &a.event); err != nil {
			t.Fatalf("%q: %v", head, err)
		}
		a.Day = strings.TrimPrefix(a.Day, "-")
		a.Title, a.Text = title, title+"\n\n"+strings.TrimSpace(text)
		all = append(all, a)
	}
	return all
}

func members(all []inventedArticle) (m []Member) {
	for _, a := range all {
		m = append(m, Member{a.ID, Describe(a.Article)})
	}
	return m
}

// bCubed is Bagga and Baldwin's measure: of what an article is put together
// with, how much belongs there, and the other way round, averaged over articles.
func bCubed(all []inventedArticle, stories [][]int) (precision, recall float64) {
	of := make(map[string]float64)
	for _, a := range all {
		of[a.event]++
	}
	for _, s := range stories {
		for _, i := range s {
			var same float64
			for _, j := range s {
				if all[i].event == all[j].event {
					same++
				}
			}
			precision += same / float64(len(s))
			recall += same / of[all[i].event]
		}
	}
	n := float64(len(all))
	return precision / n, recall / n
}

func listed(all []inventedArticle, stories [][]int) string {
	var b strings.Builder
	for _, s := range stories {
		for i, k := range s {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s (%s)", all[k].ID, all[k].event)
		}
		b.WriteByte('\n')
	}
	p, r := bCubed(all, stories)
	fmt.Fprintf(&b, "B-cubed: precision %.3f, recall %.3f, F1 %.3f\n", p, r, 2*p*r/(p+r))
	return b.String()
}

// TestInvented holds the whole outcome on articles about invented events: all at
// once, and as they come by day.
func TestInvented(t *testing.T) {
	all := invented(t)
	m := members(all)
	got := "All at once:\n" + listed(all, Of(m)) + "\nAs they come:\n" + listed(all, asTheyCome(m, inDayOrder(m)))
	golden(t, "testdata/invented.golden", got)
	if testing.Verbose() {
		t.Log("\n" + got)
	}
	for _, stories := range [][][]int{Of(m), asTheyCome(m, inDayOrder(m))} {
		if p, r := bCubed(all, stories); p < 0.94 || 2*p*r/(p+r) < 0.93 {
			t.Errorf("B-cubed precision %.3f, recall %.3f", p, r)
		}
	}
}
