package record

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Query selects statements. The zero Query selects all.
type Query struct {
	Text      string `json:"text,omitempty"`    // words and "phrases" that the content must have, as typed
	Speaker   string `json:"speaker,omitempty"` // words of a name of the speaker, or of the source as written
	SpeakerID string `json:"speaker_id,omitempty"`
	To        string `json:"to,omitempty"`       // words of whom it was said to
	ToID      string `json:"to_id,omitempty"`    // id of the speaker whom it was said to, by name
	AboutID   string `json:"about_id,omitempty"` // id of a speaker whom the content names, and who does not say it
	Outlet    string `json:"outlet,omitempty"`   // words of the outlet's name; after "=" the whole name
	Article   string `json:"article,omitempty"`  // id of the article
	Kind      string `json:"kind,omitempty"`     // direct, indirect or mixed
	Act       string `json:"act,omitempty"`
	Reprint   string `json:"reprint,omitempty"` // "yes": what another article printed before; "no": the rest
	Version   string `json:"version,omitempty"` // one of [VersionValues]
	After     string `json:"after,omitempty"`   // published on this day or later: 2006-01-02
	Before    string `json:"before,omitempty"`  // published before this day

	Without []Condition `json:"without,omitempty"` // none of these may hold
}

// A Condition is a field of a query with its value: speaker, speaker_id, to, to_id,
// about_id, outlet, kind, act or version.
type Condition struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// ErrBadQuery tells that a query cannot be understood; the error that wraps it
// says where.
var ErrBadQuery = errors.New("bad query")

// QueryFields lists the fields that a query may name, as "field:value", those
// of a [Condition] first: they may also be left out, as "-field:value".
var QueryFields = []string{"speaker", "speaker_id", "to", "to_id", "about_id", "outlet", "kind", "act", "version", "article", "reprint", "after", "before"}

// VersionValues are what a query may ask of versions of a page: that the statement
// stands in the latest, or in the only one; in an earlier one; in one of which the
// next dropped it, or words it otherwise; or that the one before has it not.
var VersionValues = []string{"latest", "earlier", "dropped", "changed", "added"}

// conditionFields are those of QueryFields that a [Condition] may name.
var conditionFields = QueryFields[:9]

// ParseQuery reads a query as people type it: words, "phrases", -words that
// must not stand, word* for a beginning, and fields: speaker:putin
// outlet:"the daily quill" kind:direct after:2017 before:2017-07. A minus before
// a field leaves out what it selects: -outlet:gazette -act:deny. An outlet that is
// called just so is outlet:"=the daily quill". A day may be given as a year, a
// month or a day.
func ParseQuery(typed string) (Query, error) {
	var q Query
	var text []string
	for _, term := range splitTerms(typed) {
		name, value, isField := strings.Cut(term, ":")
		name, excluded := strings.CutPrefix(strings.ToLower(name), "-")
		if !isField || !slices.Contains(QueryFields, name) {
			text = append(text, term)
			continue
		}
		take := q.set
		if excluded {
			take = q.exclude
		}
		if err := take(name, strings.ReplaceAll(value, `"`, " ")); err != nil {
			return Query{}, err
		}
	}
	q.Text = strings.Join(text, " ")
	return q, nil
}

// set gives a field its value. A field of words that is named twice must have
// the words of both.
func (q *Query) set(field, value string) (err error) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" {
		return fmt.Errorf("%w: the field %s has no value", ErrBadQuery, field)
	}
	add := func(to *string) { *to = strings.TrimSpace(*to + " " + value) }
	switch field {
	case "speaker":
		add(&q.Speaker)
	case "speaker_id":
		q.SpeakerID = value
	case "to":
		add(&q.To)
	case "to_id":
		q.ToID = value
	case "about_id":
		q.AboutID = value
	case "outlet":
		add(&q.Outlet)
	case "kind":
		q.Kind = strings.ToLower(value)
	case "act":
		q.Act = strings.ToLower(value)
	case "version":
		q.Version = strings.ToLower(value)
	case "article":
		q.Article = value
	case "reprint":
		q.Reprint = strings.ToLower(value)
	case "after":
		q.After, err = Day(value)
	case "before":
		q.Before, err = Day(value)
	}
	return err
}

// exclude leaves out what a field selects.
func (q *Query) exclude(field, value string) error {
	var only Query
	if err := only.set(field, value); err != nil {
		return err
	}
	if !slices.Contains(conditionFields, field) {
		return fmt.Errorf("%w: -%s: cannot be: only %s can be left out", ErrBadQuery, field, strings.Join(conditionFields, ", "))
	}
	if c := only.conditions()[0]; !slices.Contains(q.Without, c) {
		q.Without = append(q.Without, c)
	}
	return nil
}

// conditions are the fields of a [Condition] that the query asks for.
func (q Query) conditions() []Condition {
	all := []Condition{{"speaker", q.Speaker}, {"speaker_id", q.SpeakerID}, {"to", q.To}, {"to_id", q.ToID}, {"about_id", q.AboutID},
		{"outlet", q.Outlet}, {"kind", q.Kind}, {"act", q.Act}, {"version", q.Version}}
	return slices.DeleteFunc(all, func(c Condition) bool { return strings.TrimSpace(c.Value) == "" })
}

// ofSpeaker reports whether the query selects all that a speaker said, and that alone.
func (q Query) ofSpeaker() bool {
	of := Query{SpeakerID: q.SpeakerID, Without: q.Without}
	return q.SpeakerID != "" && reflect.DeepEqual(q, of) && len(q.Without) == 0
}

// Check tells what of the query cannot be understood.
func (q Query) Check() error {
	for _, day := range []string{q.After, q.Before} {
		if day == "" {
			continue
		}
		if _, err := Day(day); err != nil {
			return err
		}
	}
	for _, c := range slices.Concat(q.conditions(), q.Without) {
		if !slices.Contains(conditionFields, c.Field) {
			return fmt.Errorf("%w: there is no condition %s", ErrBadQuery, c.Field)
		}
		if c.Field == "kind" && !slices.Contains([]string{"direct", "indirect", "mixed"}, c.Value) {
			return fmt.Errorf("%w: kind:%s is none of direct, indirect, mixed", ErrBadQuery, c.Value)
		}
		if c.Field == "version" && !slices.Contains(VersionValues, c.Value) {
			return fmt.Errorf("%w: version:%s is none of %s", ErrBadQuery, c.Value, strings.Join(VersionValues, ", "))
		}
	}
	if q.Reprint != "" && q.Reprint != "yes" && q.Reprint != "no" {
		return fmt.Errorf("%w: reprint:%s is neither yes nor no", ErrBadQuery, q.Reprint)
	}
	return nil
}

// Day returns the first day of a year, a month or a day as typed: 2017 is 2017-01-01.
func Day(typed string) (string, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, typed); err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("%w: %q is not a day: write 2017-07-16, 2017-07 or 2017", ErrBadQuery, typed)
}

// String returns the query as people type it: [ParseQuery] gives it back.
func (q Query) String() string {
	var terms []string
	if q.Text != "" {
		terms = append(terms, q.Text)
	}
	for _, c := range append(q.conditions(), Condition{"article", q.Article}, Condition{"reprint", q.Reprint}, Condition{"after", q.After}, Condition{"before", q.Before}) {
		if c.Value != "" {
			terms = append(terms, c.String())
		}
	}
	for _, c := range q.Without {
		terms = append(terms, "-"+c.String())
	}
	return strings.Join(terms, " ")
}

// String returns the condition as people type it, where quotation marks are around
// the whole value or nowhere.
func (c Condition) String() string {
	value := strings.ReplaceAll(c.Value, `"`, "")
	if strings.ContainsFunc(value, unicode.IsSpace) {
		return c.Field + `:"` + value + `"`
	}
	return c.Field + ":" + value
}

// splitTerms splits at white space outside quotation marks. A mark without its
// partner is taken as a space.
func splitTerms(typed string) []string {
	typed = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("“”„", r):
			return '"'
		case unicode.IsSpace(r), unicode.IsControl(r), r == utf8.RuneError:
			return ' '
		}
		return r
	}, typed)
	if strings.Count(typed, `"`)%2 == 1 {
		last := strings.LastIndexByte(typed, '"')
		typed = typed[:last] + " " + typed[last+1:]
	}
	return term().FindAllString(typed, -1)
}

var term = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[^\s"]*"[^"]*"|[^\s"]+`)
})

// match turns typed words into a full-text expression over one column: every
// word and phrase must stand, none of those with a minus. It returns "" where
// nothing is asked for. No typed character has a meaning of its own in it.
func match(column, typed string) string {
	var with, without []string
	for _, t := range splitTerms(typed) {
		negative := strings.HasPrefix(t, "-")
		t = strings.TrimPrefix(t, "-")
		prefix := strings.HasSuffix(t, "*")
		if !strings.ContainsFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		expression := quoted(column, t)
		if prefix {
			expression += " *"
		}
		if negative {
			without = append(without, expression)
		} else {
			with = append(with, expression)
		}
	}
	switch {
	case len(with) == 0:
		return ""
	case len(without) == 0:
		return "(" + strings.Join(with, " AND ") + ")"
	}
	return "((" + strings.Join(with, " AND ") + ") NOT (" + strings.Join(without, " OR ") + "))"
}

// quoted is the full-text expression for a word or phrase in a column.
func quoted(column, phrase string) string {
	return column + ` : "` + strings.ReplaceAll(phrase, `"`, " ") + `"`
}
