package account

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// one is an account in the file; each bad file is made of it.
const (
	itsPassword = `"password": "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE", `
	one         = `{"name": "ines", "role": "editor", ` + itsPassword + `"created": "2031-05-06T07:08:09Z"}`
)

func TestBadFiles(t *testing.T) {
	with := func(old, new string) string {
		if !strings.Contains(one, old) {
			t.Fatalf("the account has no %s", old)
		}
		return `{"version": 1, "accounts": [` + strings.Replace(one, old, new, 1) + `]}`
	}
	for _, test := range []struct{ name, text, why string }{
		{"empty", ``, "EOF"},
		{"no JSON", `accounts`, "invalid character"},
		{"cut", with("ines", "ines")[:60], "unexpected EOF"},
		{"null", `null`, "version 0"},
		{"no version", `{"accounts": []}`, "version 0"},
		{"another version", `{"version": 2, "accounts": []}`, "version 2"},
		{"no list", `{"version": 1}`, "no accounts"},
		{"no list but null", `{"version": 1, "accounts": null}`, "no accounts"},
		{"more after it", with("ines", "ines") + `{}`, "follows"},
		{"an unknown field", with(`"role"`, `"open": true, "role"`), "open"},
		{"an unknown role", with("editor", "owner"), "account 1: no account can be so: there is no role"},
		{"no role", with(`"role": "editor", `, ``), "no role"},
		{"a hostile name", with("ines", "<script>"), "letters and digits"},
		{"a name that is none", with("ines", ""), "1 to 64"},
		{"a name twice", `{"version": 1, "accounts": [` + one + `,` + one + `]}`, "account 2: there is such an account"},
		{"a name twice but for case", `{"version": 1, "accounts": [` + one + `,` + strings.Replace(one, "ines", "INES", 1) + `]}`, "account 2"},
		{"no password", with(itsPassword, ``), "no hash"},
		{"a password in the open", with("$argon2id", "secret"), "no hash"},
		{"another hash", with("$argon2id", "$argon2i"), "no hash"},
		{"all the memory there is", with("m=65536", "m=4294967295"), "no hash"},
		{"for ever", with("t=3", "t=4294967295"), "no hash"},
		{"a short salt", with("AAAAAAAAAAAAAAAAAAAAAQ$", "AQ$"), "no hash"},
		{"bits beyond the salt", with("AAAAAAAAAAAAAAAAAAAAAQ$", "AAAAAAAAAAAAAAAAAAAAAR$"), "no hash"},
		{"a hash that is nobody's", with("AAAAAE\"", "AAAAAA\""), "no hash"},
		{"no day", with(`, "created": "2031-05-06T07:08:09Z"`, ``), "when it was made"},
		{"a day that is none", with("2031-05-06", "2031-25-06"), "month"},
		{"endless", strings.Repeat(" ", fileSize+1), "more than"},
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, file), []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		a := Open(folder)
		_, err := a.All()
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), test.why) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v, want %q", test.name, err, test.why)
		}
		if _, err := a.Check(t.Context(), "ines", pass); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: signing in: %v", test.name, err)
		}
		if err := a.Add(t.Context(), "zeb", Reader, pass); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: adding: %v", test.name, err)
		}
		if left, err := os.ReadFile(filepath.Join(folder, file)); err != nil || string(left) != test.text {
			t.Errorf("%s: the file was changed", test.name)
		}
	}
}

// What is read is written the same, and what is written is read the same.
func FuzzFile(f *testing.F) {
	f.Add([]byte(`{"version": 1, "accounts": [` + one + `]}`))
	f.Add([]byte(`{"version": 1, "accounts": []}`))
	f.Add(format([]entry{{Name: "ottoline", Role: Admin, Password: hashed{key: [keyLen]byte{7}}, Created: time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)}}))
	f.Fuzz(func(t *testing.T, text []byte) {
		entries, err := parse(bytes.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("%v", err)
			}
			return
		}
		again, err := parse(bytes.NewReader(format(entries)))
		if err != nil {
			t.Fatalf("%s\nwritten anew: %v", text, err)
		}
		same := cmp.Comparer(func(a, b entry) bool {
			return a.Name == b.Name && a.Role == b.Role && a.Password == b.Password && a.Created.Equal(b.Created)
		})
		if diff := cmp.Diff(entries, again, same); diff != "" {
			t.Errorf("-read +written and read:\n%s", diff)
		}
	})
}
