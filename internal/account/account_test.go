package account

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

const pass = "nine lives and one"

func names(t *testing.T, a *Accounts) string {
	t.Helper()
	all, err := a.All()
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, one := range all {
		told = append(told, one.Name+" "+string(one.Role))
	}
	return strings.Join(told, ", ")
}

func mustCheck(t *testing.T, a *Accounts, name, password string) Account {
	t.Helper()
	got, err := a.Check(t.Context(), name, password)
	if err != nil {
		t.Fatalf("%s with %q: %v", name, password, err)
	}
	return got
}

// TestAccounts makes and changes accounts, with a second reader of the file that
// must see each change, as a server does.
func TestAccounts(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	a, server := Open(folder), Open(folder)
	if got := names(t, server); got != "" {
		t.Errorf("nobody was added, and there is %q", got)
	}
	if _, err := a.Check(ctx, "ines", pass); !errors.Is(err, ErrRefused) {
		t.Errorf("nobody signs in: %v", err)
	}
	for _, err := range []error{a.Add(ctx, "ottoline", Admin, "another pass word"), a.Add(ctx, "ines", Editor, pass)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t, server); got != "ines editor, ottoline admin" {
		t.Errorf("two were added, and there are %q", got)
	}
	first := mustCheck(t, server, "ines", pass)
	if first.Role != Editor || first.Created.IsZero() {
		t.Errorf("%+v", first)
	}
	for _, wrong := range [][2]string{{"ines", pass + "x"}, {"Ines", pass}, {"ottoline", pass}} {
		if _, err := server.Check(ctx, wrong[0], wrong[1]); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil || strings.Contains(string(text), pass) || !strings.Contains(string(text), "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Errorf("the file, %v: %s", err, text)
	}
	if info, err := os.Stat(filepath.Join(folder, file)); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("the file has %v, %v", info.Mode(), err)
	}

	// Each change gives another stamp, so that sessions end.
	if err := a.SetRole(ctx, "ines", Reader); err != nil {
		t.Fatal(err)
	}
	second := mustCheck(t, server, "ines", pass)
	if err := a.SetPassword(ctx, "ines", pass); err != nil { // the same again
		t.Fatal(err)
	}
	third := mustCheck(t, server, "ines", pass)
	if second.Role != Reader || first.Stamp == second.Stamp || second.Stamp == third.Stamp || first.Stamp == third.Stamp {
		t.Errorf("%+v, then %+v, then %+v", first, second, third)
	}
	if err := a.Remove(ctx, "ines"); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Check(ctx, "ines", pass); !errors.Is(err, ErrRefused) {
		t.Errorf("removed, and signs in: %v", err)
	}
	if got := names(t, server); got != "ottoline admin" {
		t.Errorf("one was removed, and there is %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*.new")); left != nil {
		t.Errorf("left behind: %q", left)
	}
}

func TestWhatCanBeNoAccount(t *testing.T) {
	a := Open(t.TempDir())
	if err := a.Add(t.Context(), "Inès", Editor, pass); err != nil { // written with a combining accent
		t.Fatal(err)
	}
	mustCheck(t, a, "Inès", pass)
	for _, test := range []struct {
		name, password string
		role           Role
		want           error
	}{
		{"", pass, Reader, ErrBad},
		{"two words", pass, Reader, ErrBad},
		{"-flag", pass, Reader, ErrBad},
		{"<b>", pass, Reader, ErrBad},
		{"a\nb", pass, Reader, ErrBad},
		{"a\u202eb", pass, Reader, ErrBad},
		{"a\x00", pass, Reader, ErrBad},
		{"a\xff", pass, Reader, ErrBad},
		{strings.Repeat("a", 65), pass, Reader, ErrBad},
		{"zeb", pass, "owner", ErrBad},
		{"zeb", pass, "", ErrBad},
		{"zeb", "nine chars"[:9], Reader, ErrBad},
		{"zeb", "", Reader, ErrBad},
		{"zeb", "a password\xff", Reader, ErrBad},
		{"zeb", strings.Repeat("x", 1025), Reader, ErrBad},
		{"Inès", pass, Reader, ErrTaken},
		{"INÈS", pass, Reader, ErrTaken},
	} {
		if err := a.Add(t.Context(), test.name, test.role, test.password); !errors.Is(err, test.want) {
			t.Errorf("%q, %q: %v, want %v", test.name, test.role, err, test.want)
		}
	}
	for _, err := range []error{a.SetRole(t.Context(), "zeb", Reader), a.SetPassword(t.Context(), "zeb", pass), a.Remove(t.Context(), "zeb")} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("of nobody: %v", err)
		}
	}
	if err := a.SetRole(t.Context(), "Inès", "owner"); !errors.Is(err, ErrBad) {
		t.Errorf("an unknown role: %v", err)
	}
	if got := names(t, a); got != "Inès editor" {
		t.Errorf("there is %q", got)
	}
}

func TestRoles(t *testing.T) {
	for i, r := range roles {
		for j, needed := range roles {
			if r.May(needed) != (i >= j) {
				t.Errorf("%s may what %s may: %v", r, needed, r.May(needed))
			}
		}
		if Role("owner").May(r) || Role("").May(r) || r.May("owner") || r.May("") {
			t.Errorf("a role that there is not counts beside %s", r)
		}
	}
}

// Many who add accounts at once, as processes do, lose none.
func TestManyAtOnce(t *testing.T) {
	folder := t.TempDir()
	var all sync.WaitGroup
	for i := range 3 {
		all.Go(func() {
			if err := Open(folder).Add(t.Context(), fmt.Sprintf("zeb%d", i), Reader, pass); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := names(t, Open(folder)); strings.Count(got, "reader") != 3 {
		t.Errorf("three were added, and there are %q", got)
	}
}

// Whether a name is somebody's cannot be told by the time that refusing takes.
func TestRefusingTakesAsLong(t *testing.T) {
	a := Open(t.TempDir())
	if err := a.Add(t.Context(), "ines", Reader, pass); err != nil {
		t.Fatal(err)
	}
	took := func(name, password string) time.Duration {
		began := time.Now()
		if _, err := a.Check(t.Context(), name, password); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
		return time.Since(began)
	}
	wrong := took("ines", pass+"x")
	for _, other := range [][2]string{{"nobody", pass}, {"ines", strings.Repeat("x", 1<<20)}} {
		// The machine may be busy with other things: what is ruled out is no hash at all.
		if got := took(other[0], other[1]); got < wrong/20 {
			t.Errorf("refusing %q took %v, a wrong password %v", other[0], got, wrong)
		}
	}
}

func TestCheckWaitsNoLongerThanItMay(t *testing.T) {
	a := Open(t.TempDir())
	for range hashesAtOnce {
		a.turns <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Check(ctx, "ines", pass); !errors.Is(err, context.Canceled) {
		t.Errorf("while others sign in: %v", err)
	}
}
