package list

import (
	"fmt"
	"strings"
)

// lines reads an address on each line. What follows a "#" at the beginning of
// a line is a comment.
func (b *builder) lines(text string) {
	number, odd := 0, 0
	first := ""
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !isAddress(line) {
			if odd++; odd == 1 {
				first = fmt.Sprintf("line %d, %q", number, short(line))
			}
			continue
		}
		if !b.page(Link{Address: line}, nil) {
			break
		}
	}
	if odd > 0 {
		b.note(fmt.Sprintf("lines that are no address: %d, the first %s", odd, first))
	}
}
