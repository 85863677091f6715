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
	w.known.profiles.put(n, p, p.Size()+profileSize)
}

func (w *writer) profile(n int64) (p story.Profile, found bool) {
	p, found = w.profiles([]int64{n})[n]
	return p, found
}

// profiles returns those of some articles, of which some may have none.
func (w *writer) profiles(articles []int64) map[int64]story.Profile {
	all, unknown := w.known.profiles.getAll(articles)
	if len(unknown) == 0 {
		return all
	}
	type read struct {
		n       int64
		profile []byte
	}
	rows(w, func(r *read) []any { return []any{&r.n, &r.profile} }, func(r read) {
		p, err := story.Parse(r.profile)
		w.fail(err)
		all[r.n] = p
		w.knowProfile(r.n, p)
	}, "SELECT n, profile FROM article_texts WHERE n IN (SELECT value FROM json_each(?)) AND profile IS NOT NULL", list(unknown))
	return all
}

// place puts articles with the stories that they are about, or leaves them alone. It
// changes no other story.
func (w *writer) place(articles []int64) {
	all := make([]marked, len(articles))
	for i, n := range articles {
		p, _ := w.profile(n)
		all[i] = marked{n, marks{near: p.Marks()}}
	}
	for i, others := range w.allSharing(criterion{storyMarks, story.Window, allRows(), leastOfStory}, all) {
		w.placeOne(articles[i], others)
	}
}

// placeOne does so for one that shares marks with others.
func (w *writer) placeOne(n int64, others []int64) {
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
		in := w.memberships([]int64{v})[v]
		if in.story == of {
			continue
		}
		w.leaveStory(v)
		w.exec("UPDATE articles SET story = ? WHERE n = ?", of, v)
		w.known.memberships.put(v, membership{of, in.id}, membershipSize)
	}
	w.retold[of] = true
	w.known.stories.drop(of)
}

// newStory adds a story, which retell then counts.
func (w *writer) newStory() int64 {
	return w.insert("INSERT INTO stories (founder, articles, reprints) VALUES (0, 0, 0)")
}

// A composition is which articles a story has, as one is compared with it.
type composition struct {
	id      string  // of the first
	members []int64 // rows: the first and the latest
}

// storiesOf returns the stories that articles belong to, as one is compared with
// them, and the row of each; of an article that is alone the row is its own, below 0.
func (w *writer) storiesOf(articles []int64) (all []story.Story, rowsOf []int64) {
	var compositions []composition
	stories := make(map[int64]bool)
	of := w.memberships(articles)
	for _, n := range articles {
		switch in, found := of[n]; {
		case !found:
		case in.story != 0:
			stories[in.story] = true
		default:
			compositions, rowsOf = append(compositions, composition{in.id, []int64{n}}), append(rowsOf, -n)
		}
	}
	composed := w.compositions(sorted(stories))
	for _, n := range sorted(stories) {
		if c, found := composed[n]; found {
			compositions, rowsOf = append(compositions, c), append(rowsOf, n)
		}
	}
	var members []int64
	for _, c := range compositions {
		members = append(members, c.members...)
	}
	profiles := w.profiles(members)
	for _, c := range compositions {
		s := story.Story{ID: c.id, Members: make([]story.Profile, 0, len(c.members))}
		for _, n := range c.members {
			if p, found := profiles[n]; found {
				s.Members = append(s.Members, p)
			}
		}
		all = append(all, s)
	}
	return all, rowsOf
}

// compositions tells of what some stories are. All that are not known are asked for at
// once: a query takes longer than what it looks up.
func (w *writer) compositions(stories []int64) map[int64]composition {
	all, unknown := w.known.stories.getAll(stories)
	if len(unknown) == 0 {
		return all
	}
	type told struct {
		n, founder int64
		id, latest string
	}
	rows(w, func(s *told) []any { return []any{&s.n, &s.founder, &s.id, &s.latest} }, func(s told) {
		c := composition{s.id, w.numbers(s.latest)}
		slices.Sort(c.members)
		if s.founder != 0 { // of a story that is new it is not told yet
			c.members = slices.Insert(c.members, 0, s.founder)
		}
		all[s.n] = c
		w.known.stories.put(s.n, c, 8*len(c.members)+compositionSize)
	}, `SELECT s.n, s.founder, coalesce(f.id, ''), coalesce((SELECT group_concat(n, ' ') FROM
			(SELECT n FROM articles WHERE story = s.n AND n <> s.founder ORDER BY n DESC LIMIT `+strconv.Itoa(ofStory)+`)), '')
		FROM stories s LEFT JOIN articles f ON f.n = s.founder WHERE s.n IN (SELECT value FROM json_each(?))`, list(unknown))
	return all
}

// A membership tells the story that an article is in.
type membership struct {
	story int64  // its row, 0 for none
	id    string // the article's
}

// memberships tells it of some articles, those that the record has.
func (w *writer) memberships(articles []int64) map[int64]membership {
	all, unknown := w.known.memberships.getAll(articles)
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

// tellStories finds the stories of all articles anew.
func (w *writer) tellStories() {
	w.exec("UPDATE articles SET story = NULL WHERE story IS NOT NULL")
	w.known.memberships.clear()
	w.known.stories.clear()
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
	of := w.memberships([]int64{n})[n].story
	if of == 0 {
		return
	}
	w.exec("UPDATE articles SET story = NULL WHERE n = ?", n)
	w.known.memberships.drop(n)
	w.known.stories.drop(of)
	w.retold[of] = true
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
	w.known.stories.drop(of)
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
