package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"

	"hearsay/internal/export"
	"hearsay/internal/record"
)

// An output is where results go. It remembers the first error of writing, so
// that no command can take for printed what was not.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(p)
	o.err = err
	return n, err
}

// file returns the file that what is written to w goes to, or nil.
func file(w io.Writer) *os.File {
	if o, ok := w.(*output); ok {
		w = o.to
	}
	f, _ := w.(*os.File)
	return f
}

// terminal reports whether what is written to w is read on a terminal.
func terminal(w io.Writer) bool {
	f := file(w)
	return f != nil && term.IsTerminal(int(f.Fd()))
}

// width returns how many columns text may take.
func width(w io.Writer) int {
	if n := columns(w); n > 20 {
		return min(n, 100)
	}
	return 80
}

// columns returns how many columns the terminal has that w is read on, or 80.
func columns(w io.Writer) int {
	if f := file(w); f != nil {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}

// plain makes words of a page safe to print: on one line, and without the
// control characters that a terminal would obey.
func plain(s string) string {
	return strings.Join(strings.Fields(printable(s)), " ")
}

// printable leaves line ends and tabs as they are and shows every other control
// character, and every character that reorders text, as a mark.
func printable(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return '\ufffd'
		}
		return r
	}, s)
}

// statements prints statements: on a terminal a paragraph each, else a line
// each (day, outlet, speaker, cue, content, how sure, id, separated by tabs),
// with --json the wire format.
func (c *console) statements(list []record.Statement) error {
	if c.json {
		return printJSON(c.out, list...)
	}
	var page bytes.Buffer
	if !terminal(c.out) {
		for _, s := range list {
			fmt.Fprintln(&page, strings.Join([]string{
				orUnknown(s.Article.Published), orUnknown(s.Article.Outlet), speakerOf(s), cueOf(s), contentOf(s), sureness(s), s.ID}, "\t"))
		}
	} else {
		for _, s := range list {
			paragraph(&page, s, width(c.out))
		}
	}
	_, err := page.WriteTo(c.out)
	return err
}

// printJSON prints things as JSON lines.
func printJSON[T any](to io.Writer, list ...T) error {
	encoder := export.JSONEncoder(to)
	for _, thing := range list {
		if err := encoder.Encode(thing); err != nil {
			return err
		}
	}
	return nil
}

// paragraph prints a statement for people.
func paragraph(to io.Writer, s record.Statement, columns int) {
	head := []string{orUnknown(s.Article.Published), orUnknown(s.Article.Outlet)}
	for _, link := range s.Via {
		head = append(head, plain(link))
	}
	fmt.Fprintf(to, "%s  %s  [%s] %s\n", strings.Join(head, " · "), plain(s.Article.Title), s.ID[:8], sureness(s))
	who := speakerOf(s)
	if s.Source != nil && plain(s.Source.Text) != who {
		who += " (“" + plain(s.Source.Text) + "”)"
	}
	words := contentOf(s)
	if cue := cueOf(s); cue != "" {
		words = cue + ": " + words
	}
	if way := wayOf(s); way != "" {
		words += " (" + way + ")"
	}
	fmt.Fprintln(to, wrap(who+" "+words, columns, "    "))
	fmt.Fprintln(to)
}

// wayOf says to whom and where a statement was made, as far as is known.
func wayOf(s record.Statement) string {
	var way []string
	if s.To != "" {
		way = append(way, "to "+plain(s.To))
	}
	if s.Where != "" {
		way = append(way, "where: "+plain(s.Where))
	}
	return strings.Join(way, "; ")
}

// sureness says that a person confirmed a statement, or else how far the machine
// that found it is to be trusted.
func sureness(s record.Statement) string {
	if s.Confirmed {
		return "confirmed"
	}
	return fmt.Sprintf("%.0f%%", 100*s.Confidence)
}

func orUnknown(s string) string {
	if s = plain(s); s == "" {
		return "not known"
	}
	return s
}

func speakerOf(s record.Statement) string {
	if s.Speaker == nil {
		return "speaker not known"
	}
	return plain(s.Speaker.Name)
}

func cueOf(s record.Statement) string {
	if s.Cue == nil {
		return ""
	}
	return plain(s.Cue.Text)
}

func contentOf(s record.Statement) string {
	pieces := make([]string, len(s.Content))
	for i, p := range s.Content {
		pieces[i] = plain(p.Text)
	}
	return strings.Join(pieces, " … ")
}

// wrap breaks words into lines of at most so many columns, each indented.
func wrap(s string, columns int, indent string) string {
	var lines strings.Builder
	length := 0
	for _, word := range strings.Fields(s) {
		n := len([]rune(word))
		switch {
		case length == 0:
			lines.WriteString(indent)
			length = len(indent)
		case length+1+n > columns:
			lines.WriteString("\n" + indent)
			length = len(indent)
		default:
			lines.WriteByte(' ')
			length++
		}
		lines.WriteString(word)
		length += n
	}
	return lines.String()
}

// count says "1 statement", "2 statements".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
