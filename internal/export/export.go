// Package export writes statements, and lists of speakers and stories, to files that other programs read.
package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/record"
)

// A Format is a form of file.
type Format string

// The formats.
const (
	JSONL Format = "jsonl" // an entry a line, in the wire format
	CSV   Format = "csv"   // an entry a row, its main fields, for spreadsheets
)

// Write writes the statements and returns how many.
func Write(to io.Writer, format Format, statements iter.Seq2[record.Statement, error]) (n int, err error) {
	return write(to, format, statementHeader, statementRow, statements)
}

// WriteSpeakers writes the speakers and returns how many.
func WriteSpeakers(to io.Writer, format Format, speakers iter.Seq2[record.SpeakerEntry, error]) (n int, err error) {
	return write(to, format, speakerHeader, speakerRow, speakers)
}

// WriteStories writes the stories and returns how many.
func WriteStories(to io.Writer, format Format, stories iter.Seq2[record.Story, error]) (n int, err error) {
	return write(to, format, storyHeader, storyRow, stories)
}

// write writes entries, as JSON or as the cells of a row, and returns how many.
func write[T any](to io.Writer, format Format, header []string, cells func(T) []string, entries iter.Seq2[T, error]) (n int, err error) {
	buffered := bufio.NewWriterSize(to, 64<<10)
	var write func(T) error
	flush := buffered.Flush
	switch format {
	case JSONL:
		encoder := JSONEncoder(buffered)
		write = func(entry T) error { return encoder.Encode(entry) }
	case CSV:
		rows := csv.NewWriter(buffered)
		write = func(entry T) error {
			row := cells(entry)
			for i, cell := range row {
				row[i] = inert(cell)
			}
			return rows.Write(row)
		}
		flush = func() error {
			rows.Flush()
			return errors.Join(rows.Error(), buffered.Flush())
		}
		if err := rows.Write(header); err != nil {
			return 0, err
		}
	default:
		return 0, fmt.Errorf("no such format: %q", format)
	}
	for entry, err := range entries {
		if err != nil {
			return n, errors.Join(err, flush())
		}
		if err := write(entry); err != nil {
			return n, fmt.Errorf("writing entry %d: %w", n+1, err)
		}
		n++
	}
	return n, flush()
}

// JSONEncoder returns an encoder of the wire format: quotation marks and
// angle brackets as they are, and escaped (\u009b) what a terminal would obey or
// what reorders text, so that JSON can be read where it is printed.
func JSONEncoder(to io.Writer) *json.Encoder {
	encoder := json.NewEncoder(escaper{to})
	encoder.SetEscapeHTML(false)
	return encoder
}

// An escaper writes JSON with some characters escaped. They stand in strings
// alone, and an encoder writes a value at once, so none is ever cut.
type escaper struct{ to io.Writer }

func (e escaper) Write(json []byte) (int, error) {
	escaped := json
	if bytes.ContainsFunc(json, escapes) {
		escaped = nil
		for _, r := range string(json) {
			if escapes(r) {
				escaped = fmt.Appendf(escaped, "\\u%04x", r)
			} else {
				escaped = utf8.AppendRune(escaped, r)
			}
		}
	}
	if _, err := e.to.Write(escaped); err != nil {
		return 0, err
	}
	return len(json), nil
}

// escapes reports whether a character is written as \u and its number: the
// encoder does it for those below U+0020.
func escapes(r rune) bool {
	return r >= 0x7f && r < 0xa0 || unicode.Is(unicode.Bidi_Control, r)
}

var statementHeader = []string{"id", "published", "outlet", "title", "speaker", "role", "source", "cue", "content",
	"kind", "act", "negated", "headline", "to", "via", "confidence", "confirmed", "article", "file", "url", "sha256", "start", "end", "paywall", "live", "version", "versions", "earlier", "later"}

func statementRow(s record.Statement) []string {
	var speaker record.Speaker
	if s.Speaker != nil {
		speaker = *s.Speaker
	}
	content := make([]string, len(s.Content))
	for i, c := range s.Content {
		content[i] = c.Text
	}
	start, end := "", ""
	if n := len(s.Content); n > 0 {
		start, end = strconv.Itoa(s.Content[0].Start), strconv.Itoa(s.Content[n-1].End)
	}
	return []string{s.ID, s.Article.Published, s.Article.Outlet, s.Article.Title, speaker.Name, speaker.Role,
		words(s.Source), words(s.Cue), strings.Join(content, " … "),
		s.Kind, s.Act, strconv.FormatBool(s.Negated), strconv.FormatBool(s.Headline), s.To, strings.Join(s.Via, " > "),
		strconv.FormatFloat(s.Confidence, 'f', 2, 64), strconv.FormatBool(s.Confirmed),
		s.Article.ID, s.Article.File, s.Article.URL, s.Article.SHA256, start, end, s.Article.Paywall, strconv.FormatBool(s.Article.Live),
		number(s.Article.Version), number(s.Article.Versions), turn(s.Earlier), turn(s.Later)}
}

var speakerHeader = []string{"id", "name", "kind", "statements", "reprints", "articles", "outlets", "first", "last", "carried"}

func speakerRow(s record.SpeakerEntry) []string {
	return []string{s.ID, s.Name, s.Kind, strconv.Itoa(s.Statements), strconv.Itoa(s.Reprints),
		strconv.Itoa(s.Articles), strconv.Itoa(s.Outlets), s.First, s.Last, strconv.Itoa(s.Carried)}
}

var storyHeader = []string{"id", "title", "first", "last", "articles", "reprints", "versions"}

func storyRow(s record.Story) []string {
	return []string{s.ID, s.Title, s.First, s.Last, strconv.Itoa(s.Count), strconv.Itoa(s.Reprints), strconv.Itoa(s.Versions)}
}

// number is a number of a version, nothing where a page was captured once.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// turn is how a statement stands to another version of its page.
func turn(t *record.Turn) string {
	if t == nil {
		return ""
	}
	return string(t.Change)
}

func words(s *record.Span) string {
	if s == nil {
		return ""
	}
	return s.Text
}

// inert keeps a spreadsheet from taking an article's words for a formula.
func inert(cell string) string {
	if risky(cell) {
		return "'" + cell
	}
	return cell
}

// risky reports whether a spreadsheet may take the cell for a formula: some
// pass over what is blank before it, and read its signs in full width too.
func risky(cell string) bool {
	first := strings.TrimLeftFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff'
	})
	if first == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(first)
	return strings.ContainsRune("=+-@＝＋－＠", r)
}
