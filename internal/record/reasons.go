package record

import (
	"fmt"
	"slices"
	"strings"
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
	said := wordsOf(s.Content)
	var met []string
	for _, h := range (Query{Text: typed}).Hits(said) {
		if found := said[h[0]:h[1]]; !slices.Contains(met, found) {
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
	case "to", "to_id":
		return "said to " + s.To
	case "about_id":
		return "what was said names this speaker"
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
	if c.Field == "speaker" && !haveAll(told, c.Value) {
		told += fmt.Sprintf("; another of the names has “%s”", strings.ReplaceAll(c.Value, `"`, ""))
	}
	return told
}

// haveAll reports whether all words and phrases typed stand in a text.
func haveAll(text, typed string) bool {
	words := indexedWords(text)
	return !slices.ContainsFunc(lookedFor(typed), func(p phrase) bool { return !p.standsIn(words) })
}
