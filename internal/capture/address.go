package capture

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// fileAddress returns the file URI of a path.
func fileAddress(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return fileURI(abs, runtime.GOOS == "windows"), nil
}

// fileURI writes an absolute path as RFC 8089 has it: C:\a becomes file:///C:/a,
// and \\host\share\a file://host/share/a.
func fileURI(abs string, windows bool) string {
	u := url.URL{Scheme: "file", Path: abs}
	if windows {
		u.Path = strings.ReplaceAll(abs, `\`, "/")
		if host, share, ok := strings.Cut(strings.TrimPrefix(u.Path, "//"), "/"); ok && strings.HasPrefix(u.Path, "//") {
			u.Host, u.Path = host, "/"+share
		} else {
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}
