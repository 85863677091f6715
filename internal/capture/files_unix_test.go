//go:build unix

package capture

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestOddFiles(t *testing.T) {
	dir := lay(t, map[string]string{"a.txt": "a", "sub/b.txt": "b"})
	for link, target := range map[string]string{
		"broken.txt": "nowhere",
		"link.txt":   "a.txt",
		"loop":       ".",
		"loop.txt":   "loop.txt",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	check(t, tell(t, dir, dir, filepath.Join(dir, "broken.txt"), filepath.Join(dir, "pipe.txt"), os.DevNull), `
a.txt text/plain "a"
error: DIR/broken.txt: a link to nowhere, which does not exist
link.txt text/plain "a"
passed over: DIR/loop
error: DIR/loop.txt: too many levels of symbolic links
error: DIR/pipe.txt: not a regular file but a pipe
sub/b.txt text/plain "b"
error: DIR/broken.txt: a link to nowhere, which does not exist
error: DIR/pipe.txt: not a regular file but a pipe
error: /dev/null: not a regular file but a device
`)
}
