package record

import (
	"sync"

	"hearsay/internal/reprint"
	"hearsay/internal/story"
)

// A known is what was worked out from articles that others are compared with again
// and again: working it out takes longer than to compare. It is for whoever writes
// to the record, one at a time, and holds until another process does.
type known struct {
	version     int64                // of the database, as its connection tells it
	texts       recent[reprint.Text] // bare
	wholes      recent[reprint.Text]
	facts       recent[reprint.Facts]
	profiles    recent[story.Profile]
	memberships recent[membership]
	stories     recent[composition]
	spans       map[markSpan]*packedSpan
	parts       recent[[]byte] // of marks, by id
}

// What is known takes so many bytes at most, about.
const (
	textsRoom       = 12 << 20
	wholesRoom      = 8 << 20
	factsRoom       = 4 << 20
	profilesRoom    = 32 << 20
	membershipsRoom = 4 << 20
	storiesRoom     = 4 << 20
	partsRoom       = 36 << 20
)

// What is known of an article or a story, in bytes.
const (
	factsSize       = 120 // besides its outlet's name
	profileSize     = 64  // besides what it takes itself
	membershipSize  = 72
	compositionSize = 120 // besides its articles
)

func newKnown() *known {
	return &known{
		texts:       recent[reprint.Text]{room: textsRoom},
		wholes:      recent[reprint.Text]{room: wholesRoom},
		facts:       recent[reprint.Facts]{room: factsRoom},
		profiles:    recent[story.Profile]{room: profilesRoom},
		memberships: recent[membership]{room: membershipsRoom},
		stories:     recent[composition]{room: storiesRoom},
		spans:       make(map[markSpan]*packedSpan),
		parts:       recent[[]byte]{room: partsRoom},
	}
}

// asOf forgets all that was known of another version of the database.
func (k *known) asOf(version int64) {
	if k.version != version {
		k.forget()
		k.version = version
	}
}

func (k *known) forget() {
	k.texts.clear()
	k.wholes.clear()
	k.facts.clear()
	k.profiles.clear()
	k.memberships.clear()
	k.stories.clear()
	clear(k.spans)
	k.parts.clear()
}

// drop forgets an article.
func (k *known) drop(n int64) {
	k.texts.drop(n)
	k.wholes.drop(n)
	k.facts.drop(n)
	k.profiles.drop(n)
	k.memberships.drop(n)
}

// putText keeps a text as it is compared first.
func (k *known) putText(n int64, t reprint.Text) {
	t = t.Bare()
	k.texts.put(n, t, t.Size())
}

// A recent keeps values of rows, those that were asked for lately: when the young
// ones fill half the room, the old ones go and they become old. Many may ask at once.
type recent[V any] struct {
	mu         sync.Mutex
	room, used int // bytes; used by the young
	young, old map[int64]sized[V]
}

type sized[V any] struct {
	value V
	size  int
}

func (r *recent[V]) get(n int64) (value V, found bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, found := r.young[n]
	if !found {
		if v, found = r.old[n]; found {
			r.keep(n, v)
		}
	}
	return v.value, found
}

// getAll returns those of some rows that are kept, and which are not.
func (r *recent[V]) getAll(rows []int64) (kept map[int64]V, unknown []int64) {
	kept = make(map[int64]V, len(rows))
	for _, n := range rows {
		if v, found := r.get(n); found {
			kept[n] = v
		} else {
			unknown = append(unknown, n)
		}
	}
	return kept, unknown
}

func (r *recent[V]) put(n int64, value V, size int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keep(n, sized[V]{value, size})
}

func (r *recent[V]) keep(n int64, v sized[V]) {
	r.used += v.size - r.young[n].size
	if r.young == nil || r.used > r.room/2 {
		r.old, r.young, r.used = r.young, make(map[int64]sized[V]), v.size
	}
	r.young[n] = v
}

func (r *recent[V]) drop(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used -= r.young[n].size
	delete(r.young, n)
	delete(r.old, n)
}

func (r *recent[V]) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.young, r.old, r.used = nil, nil, 0
}
