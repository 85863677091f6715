package record

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A Reason is a condition of a query, and what of a statement meets it.
type Reason struct {
	Condition string `json:"condition"` // as typed: speaker:keldar
	Met       string `json:"met"`       // in words
}

// Reasons tells why a query selects a statement, a reason for each condition. It
// looks at the statement alone, and does not find out whether the query selects it.
func (q Query) Reasons(s Statement) []Reason {
	var all []Reason
	add := func(asked, met string) { all = append(all, Reason{asked, met}) }
	if strings.TrimSpace(q.Text) != "" {
		add(q.Text, wordsMet(q.Text, s))
	}
	for _, c := range q.conditions() {
		add(c.String(), c.met(s))
	}
	if q.Article != "" {
		add(Condition{"article", q.Article}.String(), "it stands in that article")
	}
	switch q.Reprint {
	case "yes":
		add("reprint:yes", "another article printed it before")
	case "no":
		add("reprint:no", "no other article on record printed it before")
	}
	published := "published on " + s.Article.Published
	if q.After != "" {
		add("after:"+q.After, published)
	}
	if q.Before != "" {
		add("before:"+q.Before, published)
	}
	for _, c := range q.Without {
		add("-"+c.String(), "nothing of it has that")
	}
	return all
}

// wordsMet tells which of the words typed stand in what was said, as they stand
// there.
func wordsMet(typed string, s Statement) string {
	has := wordsIn(wordsOf(s.Content))
	var met []string
	for _, term := range splitTerms(typed) {
		if strings.HasPrefix(term, "-") {
			continue
		}
		if found := has.find(term); found != "" && !slices.Contains(met, found) {
			met = append(met, found)
		}
	}
	if len(met) == 0 {
		return "these words stand in what was said"
	}
	return "“" + strings.Join(met, "”, “") + "” in what was said"
}

// met tells what of a statement meets a condition.
func (c Condition) met(s Statement) string {
	switch c.Field {
	case "speaker", "speaker_id":
		return speakerMet(c, s)
	case "to":
		return "said to " + s.To
	case "outlet":
		return "printed by " + s.Article.Outlet
	case "kind":
		return "the speech is " + s.Kind
	}
	return "the act is " + s.Act
}

// speakerMet tells who the speaker is, and what the article calls it.
func speakerMet(c Condition, s Statement) string {
	named := ""
	if s.Source != nil {
		named = "“" + s.Source.Text + "”"
	}
	if s.Speaker == nil {
		return "the article has " + named + ", and who that is is not known"
	}
	told := "the speaker is " + s.Speaker.Name
	switch {
	case named == "":
		told += ", whom the article does not name here"
	case nameWords(s.Source.Text) != nameWords(s.Speaker.Name):
		told += ", named in the article as " + named
	}
	if s.Speaker.Role != "" {
		told += ", " + s.Speaker.Role
	}
	if c.Field == "speaker" && !wordsIn(told).haveAll(c.Value) {
		told += fmt.Sprintf("; another of the names has “%s”", strings.ReplaceAll(c.Value, `"`, ""))
	}
	return told
}

// words are those of a text as the search index has them, each with its place.
type words struct {
	text  string
	folds []string
	spans [][2]int
}

func wordsIn(text string) words {
	w := words{text: text}
	start := -1
	end := func(at int) {
		if start >= 0 {
			if fold := nameWords(text[start:at]); fold != "" {
				w.folds, w.spans = append(w.folds, fold), append(w.spans, [2]int{start, at})
			}
		}
		start = -1
	}
	for at, r := range text {
		inWord := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)
		if !inWord {
			end(at)
		} else if start < 0 {
			start = at
		}
	}
	end(len(text))
	return w
}

// find returns a word or phrase typed as it first stands in the text, or "". The
// last word is the beginning of one where an asterisk follows.
func (w words) find(term string) string {
	asked := strings.Fields(nameWords(term))
	begins := strings.HasSuffix(term, "*")
	for i := 0; len(asked) > 0 && i+len(asked) <= len(w.folds); i++ {
		if w.stands(asked, i, begins) {
			return w.text[w.spans[i][0]:w.spans[i+len(asked)-1][1]]
		}
	}
	return ""
}

func (w words) stands(asked []string, at int, begins bool) bool {
	for j, word := range asked {
		has := w.folds[at+j]
		if has != word && (!begins || j < len(asked)-1 || !strings.HasPrefix(has, word)) {
			return false
		}
	}
	return true
}

// haveAll reports whether all that is typed stands in the text.
func (w words) haveAll(typed string) bool {
	for _, term := range splitTerms(typed) {
		if !strings.HasPrefix(term, "-") && nameWords(term) != "" && w.find(term) == "" {
			return false
		}
	}
	return true
}
