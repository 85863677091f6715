package record

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func confirmed(t testing.TB, r *Record) bool {
	t.Helper()
	all := everything(t, r)
	return len(all) > 0 && all[0].Confirmed
}

func correct(t testing.TB, r *Record, do string) {
	t.Helper()
	err := r.Correct(t.Context(), Correction{Do: do, By: "ines", Time: time.Now(), Statement: everything(t, r)[0].ID})
	if err != nil {
		t.Fatal(err)
	}
}

func TestConfirm(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	for _, step := range []struct {
		do   string
		want bool
	}{{Confirm, true}, {Confirm, true}, {Withdraw, false}, {Confirm, true}} {
		correct(t, r, step.do)
		if got := confirmed(t, r); got != step.want {
			t.Errorf("after %s confirmed is %v", step.do, got)
		}
	}
	if n, err := r.VerifyJournal(); n != 4 || err != nil {
		t.Errorf("journal has %d entries, %v", n, err)
	}
}

func TestCorrectWhatIsNotThere(t *testing.T) {
	r := newRecord(t)
	for _, c := range []Correction{
		{Do: Confirm, Statement: "none"}, {Do: SetEncoding, Capture: "none"}, {Do: "judge"},
	} {
		if err := r.Correct(t.Context(), c); err == nil {
			t.Errorf("%+v was accepted", c)
		}
	}
	if _, err := os.Stat(r.journalPath()); err == nil {
		t.Error("a refused correction was written down")
	}
}

// TestJournalSurvivesTheDatabase holds that corrections come back from the
// journal alone, before the statements that they are about are found again.
func TestJournalSurvivesTheDatabase(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	correct(t, r, Confirm)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm"} {
		if err := os.Remove(filepath.Join(r.dir, file)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	again, err := Open(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	add(t, again, levy)
	if !confirmed(t, again) {
		t.Error("the confirmation is lost")
	}
	r.db = again.db // closed with the test
}

// TestTornJournal cuts the journal at every byte of its last line: what was
// acknowledged before stays, what was cut is as if it had not been done, and
// the journal goes on.
func TestTornJournal(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	correct(t, r, Confirm)
	first, err := os.ReadFile(r.journalPath())
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(first) {
		torn := append(bytes.Clone(first), first[:cut]...)
		if err := os.WriteFile(r.journalPath(), torn, 0o666); err != nil {
			t.Fatal(err)
		}
		correct(t, r, Withdraw)
		correct(t, r, Confirm)
		if n, err := r.VerifyJournal(); n != 3 || err != nil {
			t.Fatalf("cut at %d: journal has %d entries, %v", cut, n, err)
		}
		if err := os.WriteFile(r.journalPath(), first, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := r.db.Exec("UPDATE journal SET extent = ?", len(first)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFlippedJournal flips each byte of the journal in turn: always told.
func TestFlippedJournal(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	correct(t, r, Confirm)
	correct(t, r, Withdraw)
	whole, err := os.ReadFile(r.journalPath())
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole[:len(whole)-1] { // without its end the last line was never acknowledged
		flipped := bytes.Clone(whole)
		flipped[i] ^= 1
		if err := os.WriteFile(r.journalPath(), flipped, 0o666); err != nil {
			t.Fatal(err)
		}
		if n, err := r.VerifyJournal(); err == nil && n == 2 {
			t.Errorf("byte %d flipped, and nothing was told", i)
		}
	}
}

func TestShortenedJournalIsTold(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	correct(t, r, Confirm)
	if err := os.Truncate(r.journalPath(), 10); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if !errors.Is(again.JournalFault(), ErrJournal) {
		t.Error("a record whose journal lost entries was opened without a word")
	}
	if err := again.Correct(t.Context(), Correction{Do: Confirm, Statement: everything(t, again)[0].ID}); !errors.Is(err, ErrJournal) {
		t.Errorf("a correction to a journal that lost entries: %v", err)
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte("{\"do\":\"confirm\"}\t00000000\n"))
	f.Add([]byte("\n\t\n{"))
	f.Fuzz(func(t *testing.T, journal []byte) {
		read := 0
		end, err := readJournal(bytes.NewReader(journal), 0, func(int64, []byte, Correction) error { read++; return nil })
		if end < 0 || end > int64(len(journal)) {
			t.Errorf("read to byte %d of %d", end, len(journal))
		}
		if end > 0 && journal[end-1] != '\n' {
			t.Errorf("stopped at byte %d, within a line", end)
		}
		if err == nil && bytes.Count(journal, []byte("\n")) != read {
			t.Errorf("%d entries of %d lines, and no error", read, bytes.Count(journal, []byte("\n")))
		}
	})
}

// TestDamagedJournalCanBeReadAround holds that a damaged journal keeps nobody
// from reading, is told, takes no correction, and goes on once it is mended.
func TestDamagedJournalCanBeReadAround(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	correct(t, r, Confirm)
	first, err := os.ReadFile(r.journalPath())
	if err != nil {
		t.Fatal(err)
	}
	correct(t, r, Withdraw)
	whole, err := os.ReadFile(r.journalPath())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.db.Exec("UPDATE journal SET extent = 0"); err != nil { // as if made again
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	damaged[len(first)+3] ^= 1
	if err := os.WriteFile(r.journalPath(), damaged, 0o666); err != nil {
		t.Fatal(err)
	}
	reopen := func() *Record {
		again, err := Open(t.Context(), r.dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = again.Close() })
		return again
	}
	again := reopen()
	if !errors.Is(again.JournalFault(), ErrJournal) || !confirmed(t, again) {
		t.Errorf("fault %v, confirmed %v: want the fault told and what stands before it applied", again.JournalFault(), confirmed(t, again))
	}
	c := Correction{Do: Confirm, Statement: everything(t, again)[0].ID}
	if err := again.Correct(t.Context(), c); !errors.Is(err, ErrJournal) {
		t.Errorf("a correction after the fault: %v", err)
	}
	if err := os.WriteFile(r.journalPath(), whole, 0o666); err != nil {
		t.Fatal(err)
	}
	if again = reopen(); again.JournalFault() != nil || confirmed(t, again) {
		t.Errorf("mended: fault %v, confirmed %v", again.JournalFault(), confirmed(t, again))
	}
}

// TestEncodingIsReadAgain holds that a capture whose encoding a person states
// waits to be read again, whatever happens to who stated it.
func TestEncodingIsReadAgain(t *testing.T) {
	r := newRecord(t)
	add(t, r, levy)
	err := r.Correct(t.Context(), Correction{Do: SetEncoding, Capture: levy.sha256(), Encoding: "koi8-r", Time: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Capture(t.Context(), levy.sha256())
	if err != nil || c.State != Kept || c.Encoding != "koi8-r" {
		t.Errorf("%+v, %v", c, err)
	}
}
