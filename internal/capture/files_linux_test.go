package capture

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

func TestWhatMayNotBeRead(t *testing.T) {
	dir := lay(t, map[string]string{"a.txt": "a", "closed/b.txt": "b", "c.txt": "c", "d.txt": "d"})
	for path, mode := range map[string]os.FileMode{"closed": 0, "c.txt": 0, "a.txt": 0o644, "d.txt": 0o644, "": 0o755, "..": 0o755} {
		if err := os.Chmod(filepath.Join(dir, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o700) })
	if os.Geteuid() == 0 { // who may read everything: be nobody, in this thread
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0) //nolint:errcheck // the way back
	}
	check(t, tell(t, dir, dir), `
a.txt text/plain "a"
error: DIR/c.txt: permission denied
error: DIR/closed: permission denied
d.txt text/plain "d"
`)
}
