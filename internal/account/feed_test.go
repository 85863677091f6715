package account

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestFeedKeys(t *testing.T) {
	a := Open(t.TempDir())
	for _, name := range []string{"ines", "dov"} {
		if err := a.Add(t.Context(), name, Reader, "ten letters "+name); err != nil {
			t.Fatal(err)
		}
	}
	opens := func(key, want string) {
		t.Helper()
		got, err := a.OfFeedKey(key)
		if got.Name != want || (want == "") != errors.Is(err, ErrRefused) {
			t.Errorf("the key is %q's, %v, want %q", got.Name, err, want)
		}
	}
	opens("", "")
	before, _ := a.All()
	first, err := a.MakeFeedKey(t.Context(), "ines")
	if err != nil || len(first) < 40 {
		t.Fatal(first, err)
	}
	after, _ := a.All()
	if before[1].Stamp != after[1].Stamp {
		t.Error("a feed key ends sessions")
	}
	opens(first, "ines")
	opens("", "")
	second, err := a.MakeFeedKey(t.Context(), "ines")
	if err != nil {
		t.Fatal(err)
	}
	opens(first, "")
	opens(second, "ines")
	if text, err := os.ReadFile(a.path()); err != nil || strings.Contains(string(text), second) {
		t.Errorf("the file has the key, %v", err)
	}
	if err := a.SetPassword(t.Context(), "ines", "eleven letters"); err != nil {
		t.Fatal(err)
	}
	opens(second, "")
	third, err := a.MakeFeedKey(t.Context(), "dov")
	if err != nil {
		t.Fatal(err)
	}
	opens(third, "dov")
	if err := a.DropFeedKey(t.Context(), "dov"); err != nil {
		t.Fatal(err)
	}
	opens(third, "")
	if _, err := a.MakeFeedKey(t.Context(), "zeb"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a key of nobody: %v", err)
	}
}
