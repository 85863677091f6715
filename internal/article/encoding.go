package article

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
)

// statements are what is said about the encoding of a page.
type statements struct {
	reader    string // by the person who reads it in
	transport string // by whoever delivered it
	by        string // who delivered it
	page      bool   // whether the page may say so itself, as HTML can
}

// decode turns bytes into UTF-8. It believes, in this order: a byte order mark,
// bytes that can be nothing but UTF-8, the reader, the deliverer, the page; and
// guesses when nobody says anything. What is doubtful is told in the notes.
func decode(body []byte, s statements) (text string, notes []string, err error) {
	if s.reader != "" {
		if _, err := htmlindex.Get(s.reader); err != nil {
			return "", nil, fmt.Errorf("encoding %q is not known", s.reader)
		}
	}
	if name := markedEncoding(body); name != "" {
		return decodeAs(body, name)
	}

	stated, by := s.stated(body)
	switch {
	case needsState(stated, body):
		return decodeAs(body, stated)
	case looksUTF16(body):
		name := "utf-16le"
		if body[0] == 0 {
			name = "utf-16be"
		}
		text, notes, err = decodeAs(body, name)
		return text, append(notes, guessNote(name)), err
	}

	count := countUTF8(body)
	if count.broken == 0 {
		if stated != "" && stated != "utf-8" && count.multi > 0 {
			notes = append(notes, fmt.Sprintf("%s says that the encoding is %s, but the bytes are UTF-8; read as UTF-8", by, stated))
		}
		return string(body), notes, nil
	}
	// A few broken bytes among many good ones, or where UTF-8 is stated, are
	// damage; bytes that hardly ever make UTF-8 are another encoding.
	if count.broken <= count.multi || stated == "utf-8" && count.broken <= max(count.multi, len(body)/1000, 3) {
		return decodeAs(body, "utf-8")
	}
	if stated != "" && stated != "utf-8" {
		return decodeAs(body, stated)
	}
	name := guessEncoding(body)
	text, notes, err = decodeAs(body, name)
	return text, append([]string{guessNote(name)}, notes...), err
}

func guessNote(name string) string {
	return fmt.Sprintf("encoding not stated and not UTF-8; read as %s (a guess; say --encoding if it is another)", name)
}

// stated returns the canonical name of the first encoding that is stated and
// known, and who states it.
func (s statements) stated(body []byte) (name, by string) {
	if name := canonicalEncoding(s.reader); name != "" {
		return name, "--encoding"
	}
	if name := canonicalEncoding(s.transport); name != "" {
		return name, s.by
	}
	if s.page {
		if name := canonicalEncoding(metaEncoding(body)); name != "" {
			// A page whose meta element could be read as ASCII is not UTF-16.
			if strings.HasPrefix(name, "utf-16") {
				name = "utf-8"
			}
			return name, "the page"
		}
	}
	return "", ""
}

// canonicalEncoding returns an encoding's name as the web's standard has it, or
// "" where the name is unknown.
func canonicalEncoding(label string) string {
	e, err := htmlindex.Get(strings.Trim(label, " \t\"'"))
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return ""
	}
	return name
}

// markedEncoding reads a byte order mark.
func markedEncoding(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return "utf-8"
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return "utf-16be"
	}
	return ""
}

// needsState reports whether bytes that happen to be valid UTF-8 are in the
// stated encoding all the same: those whose text is ASCII with escapes or zero
// bytes.
func needsState(stated string, body []byte) bool {
	switch stated {
	case "utf-16le", "utf-16be":
		return bytes.IndexByte(body, 0) >= 0
	case "iso-2022-jp":
		return bytes.IndexByte(body, 0x1b) >= 0
	}
	return false
}

// looksUTF16 reports whether every other byte is zero nearly throughout, as in
// UTF-16 text of a Latin script.
func looksUTF16(body []byte) bool {
	head := body[:min(len(body), 512)]
	if len(head) < 8 {
		return false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	return zeros[0]*10 > half*6 && zeros[1]*10 < half || zeros[1]*10 > half*6 && zeros[0]*10 < half
}

type utf8Count struct {
	multi  int // characters of more than one byte
	broken int // bytes that belong to no character
}

func countUTF8(body []byte) (c utf8Count) {
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			c.broken++
		} else {
			c.multi++
		}
		i += size
	}
	return c
}

// decodeAs decodes bytes in an encoding given by its canonical name. A byte
// order mark stays where the text is UTF-8 already, so that offsets are those
// of the file.
func decodeAs(body []byte, name string) (string, []string, error) {
	if name == "utf-8" {
		broken := countUTF8(body).broken
		if broken == 0 {
			return string(body), nil, nil
		}
		return mendUTF8(body), []string{damageNote(broken, "byte is not valid UTF-8", "bytes are not valid UTF-8")}, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return "", nil, fmt.Errorf("encoding %q is not known", name)
	}
	text, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return "", nil, fmt.Errorf("decode as %s: %w", name, err)
	}
	var notes []string
	if n := bytes.Count(text, []byte("\uFFFD")); n > 0 {
		notes = append(notes, damageNote(n, "character is not valid "+name, "characters are not valid "+name))
	}
	return strings.TrimPrefix(string(text), "\uFEFF"), notes, nil
}

func damageNote(n int, one, many string) string {
	if n == 1 {
		return "damaged: 1 " + one
	}
	return fmt.Sprintf("damaged: %d %s", n, many)
}

// mendUTF8 replaces each broken byte by U+FFFD.
func mendUTF8(body []byte) string {
	var b strings.Builder
	b.Grow(len(body) + 16)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		b.WriteRune(r) // RuneError where broken
		body = body[size:]
	}
	return b.String()
}

// metaHead is how far into a page its encoding is looked for.
const metaHead = 4096

var metaTag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)
})

// metaEncoding reads the encoding that a page states in a meta element or an
// XML declaration.
func metaEncoding(body []byte) string {
	head := body[:min(len(body), metaHead)]
	if bytes.HasPrefix(head, []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end > 0 {
			if _, after, ok := bytes.Cut(head[:end], []byte("encoding=")); ok && len(after) > 1 {
				if name, _, ok := bytes.Cut(after[1:], after[:1]); ok {
					return string(name)
				}
			}
		}
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			if string(tag) != "meta" {
				continue
			}
			var content string
			declares := false
			for more {
				var key, val []byte
				key, val, more = z.TagAttr()
				switch string(key) {
				case "charset":
					return string(val)
				case "http-equiv":
					declares = strings.EqualFold(string(val), "content-type")
				case "content":
					content = string(val)
				}
			}
			if m := metaTag().FindStringSubmatch(content); declares && m != nil {
				return m[1]
			}
		}
	}
}

// guessHead is how many bytes the guess looks at.
const guessHead = 64 << 10

// guessEncoding guesses the encoding of bytes that are not UTF-8.
func guessEncoding(body []byte) (name string) {
	const usual = "windows-1252"
	defer func() {
		if recover() != nil { // the library must not stop us over odd bytes
			name = usual
		}
	}()
	sample := guessSample(body)
	likely, err := chardet.NewTextDetector().DetectAll(sample)
	if err != nil {
		return usual
	}
	// Among equals the library's order is one of chance.
	best := slices.MinFunc(likely, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset), cmp.Compare(a.Language, b.Language))
	})
	name = canonicalEncoding(best.Charset)
	switch name {
	case "", "utf-8", "utf-16le", "utf-16be":
		return usual
	case "windows-1254":
		// Turkish differs from western Europe in six letters.
		if !slices.ContainsFunc(sample, isTurkishByte) {
			return usual
		}
	}
	return name
}

// isTurkishByte reports whether windows-1254 has a letter here (Ğ, İ, Ş, ğ, ı,
// ş) that windows-1252 does not.
func isTurkishByte(b byte) bool {
	switch b {
	case 0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe:
		return true
	}
	return false
}

// guessSample cuts from a long body the part where letters beyond ASCII begin.
func guessSample(body []byte) []byte {
	first := bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
	from := max(0, first-1024)
	if newline := bytes.IndexByte(body[from:], '\n'); from > 0 && newline >= 0 && from+newline < first {
		from += newline
	}
	return body[from:min(len(body), from+guessHead)]
}
