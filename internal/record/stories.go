package record

import (
	"strconv"

	"hearsay/internal/story"
)

// Which stories an article may belong to (package story).
const (
	leastOfStory = wholeMark // that it shares with one of its articles
	ofStory      = 20        // articles of a story that it is compared with, besides the first: the latest
)

func (w *writer) knowProfile(n int64, p story.Profile) {
	const size = 64*8 + 160 // bytes of a profile of 64 terms
	w.known.profiles.put(n, p, size)
}

func (w *writer) profile(n int64) (p story.Profile, found bool) {
	if p, found = w.known.profiles.get(n); found {
		return p, true
	}
	rows(w, func(b *[]byte) []any { return []any{b} }, func(b []byte) {
		var err error
		p, err = story.Parse(b)
		w.fail(err)
		w.knowProfile(n, p)
		found = true
	}, "SELECT profile FROM articles WHERE n = ? AND profile IS NOT NULL", n)
	return p, found
}

// place puts an article with the story that it is about, or leaves it alone. It
// changes no other story.
func (w *writer) place(n int64) {
	p, found := w.profile(n)
	if !found {
		return
	}
	for _, v := range w.versionsOf(n) {
		if of, has := w.number("SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", v); has {
			w.putInStory(of, n)
			return
		}
	}
	var candidates []story.Story
	var rowsOf []int64 // the story of each; below 0 an article alone
	seen := make(map[int64]bool)
	for _, other := range w.sharing(storyMarks, marks{near: p.Marks()}, n, story.Window, allRows(), leastOfStory) {
		of, has := w.number("SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", other)
		if !has {
			of = -other
		}
		if !seen[of] {
			seen[of] = true
			candidates = append(candidates, w.story(of))
			rowsOf = append(rowsOf, of)
		}
	}
	best, _ := story.Place(p, candidates)
	if best < 0 {
		return
	}
	of := rowsOf[best]
	if of < 0 {
		founder := -of
		of = w.newStory()
		w.putInStory(of, founder)
	}
	w.putInStory(of, n)
}

// putInStory puts an article in a story, and all versions of its page that have
// text in common with it.
func (w *writer) putInStory(of, n int64) {
	for _, v := range append(w.versionsOf(n), n) {
		rows(w, row, func(other int64) { w.retold[other] = true }, "SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", v)
		w.exec("UPDATE articles SET story = ?1 WHERE n = ?2 AND story IS NOT ?1", of, v)
	}
	w.retold[of] = true
}

// newStory adds a story, which retell then counts.
func (w *writer) newStory() int64 {
	return w.insert("INSERT INTO stories (founder, articles, reprints) VALUES (0, 0, 0)")
}

// story returns a story as an article is compared with it: one article alone
// where the number is below 0.
func (w *writer) story(of int64) (s story.Story) {
	if of < 0 {
		p, _ := w.profile(-of)
		rows(w, func(id *string) []any { return []any{id} }, func(id string) { s.ID = id }, "SELECT id FROM articles WHERE n = ?", -of)
		s.Members = []story.Profile{p}
		return s
	}
	add := func(n int64) {
		if p, found := w.profile(n); found {
			s.Members = append(s.Members, p)
		}
	}
	founder, _ := w.number("SELECT founder FROM stories WHERE n = ?", of)
	rows(w, func(id *string) []any { return []any{id} }, func(id string) { s.ID = id }, "SELECT id FROM articles WHERE n = ?", founder)
	add(founder)
	rows(w, row, add, `SELECT n FROM (SELECT n FROM articles WHERE story = ? AND n <> ? ORDER BY n DESC LIMIT `+strconv.Itoa(ofStory)+`) ORDER BY n`,
		of, founder)
	return s
}

// tellStories finds the stories of all articles anew.
func (w *writer) tellStories() {
	w.exec("UPDATE articles SET story = NULL WHERE story IS NOT NULL")
	w.exec("DELETE FROM stories")
	type told struct {
		n       int64
		id      string
		profile []byte
	}
	var members []story.Member
	var numbers []int64
	rows(w, func(a *told) []any { return []any{&a.n, &a.id, &a.profile} }, func(a told) {
		p, err := story.Parse(a.profile)
		w.fail(err)
		members, numbers = append(members, story.Member{ID: a.id, Profile: p}), append(numbers, a.n)
	}, "SELECT n, id, profile FROM articles WHERE profile IS NOT NULL AND n NOT IN (SELECT article FROM versions WHERE before IS NOT NULL) ORDER BY n")
	for _, s := range story.Of(members) {
		if len(s) < 2 {
			continue
		}
		of := w.newStory()
		for _, i := range s {
			w.putInStory(of, numbers[i])
		}
		w.retell(of)
	}
}

// leaveStory takes an article out of its story.
func (w *writer) leaveStory(n int64) {
	rows(w, row, func(of int64) { w.retold[of] = true }, "SELECT story FROM articles WHERE n = ? AND story IS NOT NULL", n)
	w.exec("UPDATE articles SET story = NULL WHERE n = ?", n)
}

// unmarkStory forgets by what the story of an article is found.
func (w *writer) unmarkStory(n int64) {
	if p, found := w.profile(n); found {
		w.dropMarks(storyMarks, marks{near: p.Marks()}, n)
	}
}

// retellAll does so for all stories of which that may have changed.
func (w *writer) retellAll() {
	for _, of := range sorted(w.retold) {
		w.retell(of)
	}
	clear(w.retold)
}

// retell counts a story's articles anew, those of a page once; one of a single
// article is none.
func (w *writer) retell(of int64) {
	var founder, articles, reprints, versions int64
	rows(w, func(a *[3]int64) []any { return []any{&a[0], &a[1], &a[2]} }, func(a [3]int64) {
		if a[2] != 0 {
			versions++
			return
		}
		if founder == 0 || firstArticle(a[0], founder) < 0 {
			founder = a[0]
		}
		articles++
		reprints += a[1]
	}, "SELECT a.n, a.original IS NOT NULL, v.before IS NOT NULL FROM articles a LEFT JOIN versions v ON v.article = a.n WHERE a.story = ?", of)
	if articles < 2 {
		w.exec("UPDATE articles SET story = NULL WHERE story = ?", of)
		w.exec("DELETE FROM stories WHERE n = ?", of)
		return
	}
	w.exec("UPDATE stories SET founder = ?, articles = ?, reprints = ?, versions = ? WHERE n = ?", founder, articles, reprints, versions, of)
}
