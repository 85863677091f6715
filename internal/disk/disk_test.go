package disk

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestReplace(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "list.json")
	for _, content := range []string{"one", "another that is longer", ""} {
		if err := os.WriteFile(path+".new", []byte("what a killed process had written so far"), 0o400); err != nil {
			t.Fatal(err)
		}
		if err := Replace(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("%q, want %q, error %v", got, content, err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("mode %v", mode)
		}
	}
	if names, err := In(folder).Names(); err != nil || !slices.Equal(names, []string{"list.json"}) {
		t.Errorf("the folder has %q, error %v", names, err)
	}
}

func TestReplaceThatFails(t *testing.T) {
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "within"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{taken, filepath.Join(folder, "none", "file")} {
		if err := Replace(path, bytes.Repeat([]byte("x"), 100), fs.ModePerm); err == nil {
			t.Errorf("%s was replaced", path)
		}
	}
	if names, err := In(folder).Names(); err != nil || !slices.Equal(names, []string{"taken"}) {
		t.Errorf("the folder has %q, error %v", names, err)
	}
}
