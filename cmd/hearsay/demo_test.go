package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"hearsay/internal/web/webtest"
)

// demo starts hearsay demo and returns all that it printed, the address last.
// It is stopped, as with Ctrl-C, when the test ends, and must then leave nothing
// behind.
func demo(t *testing.T) []string {
	t.Helper()
	temporary := t.TempDir()
	cmd := hearsay(context.Background(), "demo")
	cmd.Env = append(cmd.Env, "TMPDIR="+temporary)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const longest = 4 * time.Minute // to start, and to end; what is looked at meanwhile has its own time
	late := time.AfterFunc(longest, func() { _ = cmd.Process.Kill() })
	t.Cleanup(func() {
		late.Reset(longest)
		defer late.Stop()
		interrupt(t, cmd)
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Errorf("the demo left %v behind (%v)", left, err)
		}
	})
	var lines []string
	printed := bufio.NewScanner(out)
	for printed.Scan() {
		lines = append(lines, printed.Text())
		if strings.HasPrefix(printed.Text(), "http://") {
			late.Stop()
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return lines
		}
	}
	t.Fatalf("the demo ended without printing an address:\n%s", strings.Join(lines, "\n"))
	return nil
}

func interrupt(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

// TestDemo runs what a newcomer runs first: it prints what it found and serves
// it, twice at once if need be.
func TestDemo(t *testing.T) {
	first := demo(t)
	second := demo(t)
	address := first[len(first)-1]
	if address == second[len(second)-1] {
		t.Errorf("two demos at one address, %s", address)
	}
	text := strings.Join(first, "\n")
	for _, want := range []string{"Ilva Keldar", "The Sennit Lantern", "14 articles"} {
		if !strings.Contains(text, want) {
			t.Errorf("the demo does not print %q:\n%s", want, text)
		}
	}
	front := get(t, address)
	article := regexp.MustCompile(`href="(/article/[0-9a-f]+)`).FindStringSubmatch(front)
	if article == nil {
		t.Fatalf("no article on the front page:\n%s", front)
	}
	if page := get(t, address+article[1][1:]); !strings.Contains(page, `class="content direct`) {
		t.Errorf("no marked statement on %s:\n%.2000s", article[1], page)
	}
	t.Run("browser", func(t *testing.T) {
		if testing.Short() {
			t.Skip("opens a browser")
		}
		webtest.Ask(t, strings.TrimSuffix(address, "/"))
		webtest.Browse(t, strings.TrimSuffix(address, "/"))
	})
}

func get(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return string(body)
}

// TestPortTaken holds that the usual port being taken is no failure.
func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", usualAddress)
	if err == nil {
		defer taken.Close()
	}
	ln, err := (&listen{}).listener(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if ln.Addr().String() == usualAddress {
		t.Error("the taken port was given out again")
	}
}
