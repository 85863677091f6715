package record

import (
	"cmp"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"hearsay/internal/capture"
	"hearsay/internal/utterance"
)

// median is in milliseconds.
func median(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Microseconds()) / 1000
}

// resources is what the process has used, whatever else the machine does.
func resources(b *testing.B) (processor time.Duration, mostMemory int64) {
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), used.Maxrss * 1024
}

// A library is a record of what a press prints.
type library struct {
	*Record
	*press
	truth      map[string]int // by a statement's id: the utterance that it reports
	statements int
	grownTo    int // statements
}

// openLibrary opens the record in a folder, and goes on where its press stopped.
func openLibrary(b *testing.B, dir string) *library {
	r, err := Create(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.Close() })
	l := &library{Record: r, press: newPress(b, 7), truth: make(map[string]int)}
	sum, err := r.Summary(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for range sum.Articles {
		l.take()
	}
	if l.statements != sum.Statements {
		b.Fatalf("the record has %d statements in %d articles, and not %d as the press would print", sum.Statements, sum.Articles, l.statements)
	}
	return l
}

// take takes the next article of the press.
func (l *library) take() Reading {
	r, utterances := l.next()
	for i, u := range utterances {
		l.truth[StatementID(r.SHA256, r.Statements[i])] = u
	}
	l.statements += len(utterances)
	return r
}

// more stores so many more articles as one batch.
func (l *library) more(b *testing.B, articles int) {
	readings := make([]Reading, articles)
	entries := make([]capture.Entry, articles)
	for i := range readings {
		readings[i] = l.take()
		entries[i] = capture.Entry{
			Capture: capture.Capture{SHA256: readings[i].SHA256, Name: fmt.Sprint(l.printed), Time: time.Unix(1_900_000_000+int64(l.printed), 0)},
			Place:   capture.Place{File: "a.warc.gz", Offset: int64(l.printed), Length: 1},
		}
	}
	if err := l.Add(b.Context(), "a.warc.gz", int64(l.printed+1), entries); err != nil {
		b.Fatal(err)
	}
	if err := l.Store(b.Context(), readings); err != nil {
		b.Fatal(err)
	}
}

// grow fills the library up to so many statements.
func (l *library) grow(b *testing.B, statements int) {
	start, told, from := time.Now(), time.Now(), l.statements
	l.grownTo = statements
	for l.statements < statements {
		l.more(b, 64)
		if time.Since(told) > time.Minute {
			told = time.Now()
			fmt.Fprintf(os.Stderr, "%d statements in %d articles, %v\n", l.statements, l.printed, time.Since(start).Round(time.Second))
		}
	}
	b.Logf("%d statements stored in %v", l.statements-from, time.Since(start).Round(time.Second))
}

// BenchmarkOneMore times adding one more article to a record of 10,000 statements
// and to one of so many, in turns: the cost must not grow. Each is stored by
// itself, synced, as the last of a run would be, then 64 at once, as a run does.
//
//	HEARSAY_BENCH_STATEMENTS=1000000 go test -run '^$' -bench OneMore -benchtime 30x -timeout 4h -v ./internal/record
//
// With HEARSAY_BENCH_RECORD the large record is kept in that folder, and goes
// on from what it has.
func BenchmarkOneMore(b *testing.B) {
	libraries := []*library{grown(b, filepath.Join(b.TempDir(), "record"), 10_000)}
	if statements := askedStatements(b, 0); statements > 0 {
		dir := cmp.Or(os.Getenv("HEARSAY_BENCH_RECORD"), filepath.Join(b.TempDir(), "large"))
		libraries = append(libraries, grown(b, dir, statements))
	}
	for _, batch := range []int{1, 64} {
		b.Run(fmt.Sprintf("%d at once", batch), func(b *testing.B) {
			cpu := make([][]time.Duration, len(libraries))
			for _, l := range libraries {
				l.more(b, batch) // what it looks up is in memory then, as in the midst of a run
			}
			for b.Loop() {
				for i, l := range libraries {
					used, _ := resources(b)
					l.more(b, batch)
					now, _ := resources(b)
					cpu[i] = append(cpu[i], now-used)
				}
			}
			for i, l := range libraries {
				b.ReportMetric(median(cpu[i])/float64(batch), fmt.Sprintf("cpu-ms/article-of-%d", l.grownTo))
			}
			_, memory := resources(b)
			b.ReportMetric(float64(memory)/1e6, "most-MB")
		})
	}
	for _, l := range libraries {
		b.Run(fmt.Sprintf("proposals of %d", l.grownTo), func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Proposals(b.Context(), 20, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// grown returns a library of so many statements.
func grown(b *testing.B, dir string, statements int) *library {
	l := openLibrary(b, dir)
	l.grow(b, statements)
	l.score(b)
	return l
}

// score tells how well the library's statements are put together: B-cubed (Bagga
// and Baldwin 1998) over all of them.
func (l *library) score(b *testing.B) {
	told := make(map[string]int, len(l.truth))
	err := l.each(b.Context(), func(rows *sql.Rows) error {
		var id string
		var utterance int
		err := rows.Scan(&id, &utterance)
		told[id] = utterance
		return err
	}, "SELECT id, coalesce(utterance, -n) FROM statements")
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d statements: %v", len(told), bcubed(told, l.truth))
}

// A score is B-cubed.
type score struct{ precision, recall float64 }

func (s score) String() string {
	return fmt.Sprintf("precision %.4f, recall %.4f, F1 %.4f", s.precision, s.recall, 2*s.precision*s.recall/(s.precision+s.recall))
}

// bcubed compares the groups that statements were told to be of with those that
// they are of.
func bcubed(told, truth map[string]int) (s score) {
	asTold, asTrue, both := make(map[int]int), make(map[int]int), make(map[[2]int]int)
	for id, t := range told {
		asTold[t]++
		asTrue[truth[id]]++
		both[[2]int{t, truth[id]}]++
	}
	for pair, n := range both {
		s.precision += float64(n) * float64(n) / float64(asTold[pair[0]]) / float64(len(told))
		s.recall += float64(n) * float64(n) / float64(asTrue[pair[1]]) / float64(len(told))
	}
	return s
}

// BenchmarkAllPairs is the plain way beside the record's: of 10,000 statements, or
// as many as HEARSAY_BENCH_STATEMENTS says, each is compared with each other. It tells how well that puts them together, and how
// much of what it ties the record finds by its marks.
//
//	go test -run '^$' -bench AllPairs -benchtime 1x -timeout 1h -v ./internal/record
func BenchmarkAllPairs(b *testing.B) {
	l := grown(b, filepath.Join(b.TempDir(), "record"), askedStatements(b, 10_000))
	err := l.write(b.Context(), func(tx *sql.Tx) error {
		w := l.newWriter(b.Context(), tx)
		var all []*saying
		rows(w, row, func(n int64) { all = append(all, w.saying(n)) }, "SELECT n FROM statements")
		slices.SortFunc(all, func(a, b *saying) int { return firstPrinted(a.n, b.n) })
		for b.Loop() {
			l.compareAll(b, w, all)
		}
		return w.err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func (l *library) compareAll(b *testing.B, w *writer, all []*saying) {
	var links []utterance.Link
	start, found := time.Now(), 0
	for i, s := range all {
		for j, o := range all[:i] {
			m := utterance.Match(s.Reading, o.Reading)
			if m.Tie != utterance.Same {
				continue
			}
			links = append(links, utterance.Link{A: j, B: i, Confidence: m.Confidence})
			if _, tied := w.number("SELECT 1 FROM ties WHERE a = ? AND b = ?", min(s.n, o.n), max(s.n, o.n)); tied {
				found++
			}
		}
	}
	told := make(map[string]int, len(all))
	for g, group := range utterance.Group(len(all), links, nil) {
		for _, i := range group {
			told[all[i].id] = g
		}
	}
	b.Logf("%d pairs compared in %v: %v; of %d ties the record has %d", len(all)*(len(all)-1)/2,
		time.Since(start).Round(time.Second), bcubed(told, l.truth), len(links), found)
}
