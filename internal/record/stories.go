package record

import (
	"slices"
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
	}, "SELECT profile FROM article_texts WHERE n = ? AND profile IS NOT NULL", n)
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
	others := w.sharing(storyMarks, marks{near: p.Marks()}, n, story.Window, allRows(), leastOfStory)
	if len(others) == 0 {
		return
	}
	candidates, rowsOf := w.storiesOf(others)
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
		w.known.memberships.drop(v)
	}
	w.retold[of] = true
}

// newStory adds a story, which retell then counts.
func (w *writer) newStory() int64 {
	return w.insert("INSERT INTO stories (founder, articles, reprints) VALUES (0, 0, 0)")
}

// storiesOf returns the stories that articles belong to, as one is compared with
// them, and the row of each; of an article that is alone the row is its own, below 0.
// All are asked for at once: a query takes longer than what it looks up.
func (w *writer) storiesOf(articles []int64) (all []story.Story, rowsOf []int64) {
	stories := make(map[int64]bool)
	of := w.memberships(articles)
	for _, n := range articles {
		switch in, found := of[n]; {
		case !found:
		case in.story != 0:
			stories[in.story] = true
		default:
			all, rowsOf = append(all, story.Story{ID: in.id, Members: w.profiles(n)}), append(rowsOf, -n)
		}
	}
	if len(stories) == 0 {
		return all, rowsOf
	}
	type members struct {
		n, founder   int64
		id, articles string
	}
	rows(w, func(s *members) []any { return []any{&s.n, &s.founder, &s.id, &s.articles} }, func(s members) {
		latest := w.numbers(s.articles)
		slices.Sort(latest)
		all, rowsOf = append(all, story.Story{ID: s.id, Members: w.profiles(append([]int64{s.founder}, latest...)...)}), append(rowsOf, s.n)
	}, `SELECT s.n, s.founder, coalesce(f.id, ''), coalesce((SELECT group_concat(n, ' ') FROM
			(SELECT n FROM articles WHERE story = s.n AND n <> s.founder ORDER BY n DESC LIMIT `+strconv.Itoa(ofStory)+`)), '')
		FROM stories s LEFT JOIN articles f ON f.n = s.founder WHERE s.n IN (SELECT value FROM json_each(?))`, list(sorted(stories)))
	return all, rowsOf
}

// A membership tells the story that an article is in.
type membership struct {
	story int64  // its row, 0 for none
	id    string // the article's
}

// memberships tells it of some articles, those that the record has.
func (w *writer) memberships(articles []int64) map[int64]membership {
	all := make(map[int64]membership, len(articles))
	var unknown []int64
	for _, n := range articles {
		if in, known := w.known.memberships.get(n); known {
			all[n] = in
		} else {
			unknown = append(unknown, n)
		}
	}
	if len(unknown) == 0 {
		return all
	}
	type told struct {
		n int64
		membership
	}
	rows(w, func(a *told) []any { return []any{&a.n, &a.story, &a.id} }, func(a told) {
		all[a.n] = a.membership
		w.known.memberships.put(a.n, a.membership, membershipSize)
	}, "SELECT n, coalesce(story, 0), id FROM articles WHERE n IN (SELECT value FROM json_each(?))", list(unknown))
	return all
}

// profiles returns those of the articles that have one.
func (w *writer) profiles(articles ...int64) (all []story.Profile) {
	for _, n := range articles {
		if p, found := w.profile(n); found {
			all = append(all, p)
		}
	}
	return all
}

// tellStories finds the stories of all articles anew.
func (w *writer) tellStories() {
	w.exec("UPDATE articles SET story = NULL WHERE story IS NOT NULL")
	w.known.memberships.clear()
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
	}, "SELECT a.n, a.id, t.profile FROM articles a JOIN article_texts t ON t.n = a.n WHERE t.profile IS NOT NULL AND a.n NOT IN (SELECT article FROM versions WHERE before IS NOT NULL) ORDER BY a.n")
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
	w.known.memberships.drop(n)
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
		rows(w, row, w.known.memberships.drop, "UPDATE articles SET story = NULL WHERE story = ? RETURNING n", of)
		w.exec("DELETE FROM stories WHERE n = ?", of)
		return
	}
	w.exec("UPDATE stories SET founder = ?, articles = ?, reprints = ?, versions = ? WHERE n = ?", founder, articles, reprints, versions, of)
}
