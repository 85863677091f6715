package web

import (
	"crypto/sha256"
	"sync"
	"time"
)

const (
	freeOfName  = 5                // wrong passwords, before the next has to wait
	freeOfPlace = 20               // the same from one address, which an office may share
	firstWait   = time.Minute      // doubled by each further one
	longestWait = 15 * time.Minute // so that nobody is locked out by others for long
	forgotten   = time.Hour        // without a wrong one, all is as at first
	mostBraked  = 20_000           // names and addresses that are remembered
)

// A brake slows down who tries passwords, by whatever is tried from or with: an
// address, the name of an account. The zero brake holds nobody up.
type brake struct {
	mu    sync.Mutex
	tried map[braked]tries
}

// A braked is an address or a name, by its hash, and how many tries it has free.
type braked struct {
	sum  [sha256.Size]byte
	free int
}

// tries are those that went wrong.
type tries struct {
	wrong int
	last  time.Time
}

// next is when one may try again who has some tries free.
func (t tries) next(free int) time.Time {
	if t.wrong < free {
		return time.Time{}
	}
	wait := longestWait
	if doubled := t.wrong - free; doubled < 10 {
		wait = min(firstWait<<doubled, longestWait)
	}
	return t.last.Add(wait)
}

// A held is what one try is held up by.
type held struct{ address, name string }

func (h held) keys() (address, name braked) {
	return braked{sha256.Sum256([]byte(h.address)), freeOfPlace}, braked{sha256.Sum256([]byte(h.name)), freeOfName}
}

// try tells how long a try has to wait; zero has it go on, counted as wrong
// until right is told, so that many tries at once are no way around.
func (b *brake) try(h held) (wait time.Duration) {
	now := time.Now()
	address, name := h.keys()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range []braked{address, name} {
		if t, is := b.tried[key]; is && now.Sub(t.last) < forgotten {
			wait = max(wait, t.next(key.free).Sub(now))
		}
	}
	if wait > 0 {
		return wait
	}
	if b.tried == nil {
		b.tried = make(map[braked]tries)
	}
	for _, key := range []braked{address, name} {
		t, is := b.tried[key]
		switch {
		case !is:
			b.makeRoom(now)
		case now.Sub(t.last) >= forgotten:
			t = tries{}
		}
		b.tried[key] = tries{t.wrong + 1, now}
	}
	return 0
}

// right takes back that a try counts as wrong. The account's earlier ones are
// forgotten; those of the address are not, or who has one account could try the
// others' passwords between.
func (b *brake) right(h held) {
	address, name := h.keys()
	b.mu.Lock()
	defer b.mu.Unlock()
	if t, is := b.tried[address]; is {
		t.wrong--
		b.tried[address] = t
	}
	delete(b.tried, name)
}

// makeRoom forgets what is old, and of too many the one tried least lately.
func (b *brake) makeRoom(now time.Time) {
	if len(b.tried) < mostBraked {
		return
	}
	var oldest braked
	last := now
	for key, t := range b.tried {
		if now.Sub(t.last) >= forgotten {
			delete(b.tried, key)
		} else if !t.last.After(last) {
			oldest, last = key, t.last
		}
	}
	if len(b.tried) >= mostBraked {
		delete(b.tried, oldest)
	}
}
