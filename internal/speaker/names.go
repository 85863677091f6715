package speaker

import (
	"strings"

	"hearsay/attribution"
)

// A run is capitalized words that stand together: "Harbour Minister Ada Quill".
type run struct{ from, to int }

// runs finds the runs of an outline. A word that only begins a sentence is left
// out; a possessive ends a run.
func (o *outline) runs() []run {
	common := o.lowerWords()
	var found []run
	for i := 0; i < len(o.words); {
		if !o.nameWord(i, common) {
			i++
			continue
		}
		to := i + 1
		for to < len(o.words) && (!o.words[to-1].owns || o.unites(to)) {
			next, ok := o.joins(i, to, common)
			if !ok {
				break
			}
			to = next
		}
		found = append(found, run{i, to})
		i = to
	}
	return found
}

// unites reports whether a word goes on with a name over an apostrophe: "Quayside
// Workers' Union", "Children's Hospital".
func (o *outline) unites(to int) bool {
	owner := o.words[to-1].text
	return (strings.HasSuffix(owner, "s") || owner == "People" || owner == "Children" || owner == "Women" || owner == "Men") && o.words[to].capital && organizations()[o.words[to].text]
}

// lowerWords counts the words that stand in the text in lower case, and those
// that stand with a capital where they need not.
func (o *outline) lowerWords() map[string]int {
	count := make(map[string]int)
	for _, w := range o.words {
		switch {
		case !w.capital:
			count[w.text]++
		case !w.begins && !w.titled:
			count[w.lower()]--
		}
	}
	return count
}

// nameWord reports whether a name can begin with a word.
func (o *outline) nameWord(i int, common map[string]int) bool {
	w := o.words[i]
	if !w.capital || noName(w.text) {
		return false
	}
	if !w.begins && !w.titled {
		return true
	}
	if len(w.text) > 1 && w.text == strings.ToUpper(w.text) && !w.titled {
		return true // FBI
	}
	low := w.lower()
	if given()[low] != 0 || common[low] < 0 || titles()[low] || shortTitles()[strings.Trim(w.text, ".")] {
		return true
	}
	if w.titled && i+1 < len(o.words) && organizations()[o.words[i+1].text] {
		return true
	}
	if common[low] > 0 || beginners()[low] || !w.owns && !o.capitalAfter(i) && (plural(low) || strings.HasSuffix(low, "men") || strings.HasSuffix(low, "ed")) {
		return false
	}
	if w.titled {
		return true
	}
	return w.owns || !strings.HasSuffix(low, "ly")
}

// capitalAfter reports whether a word with a capital follows at once.
func (o *outline) capitalAfter(i int) bool {
	return i+1 < len(o.words) && o.words[i+1].plain && o.words[i+1].capital
}

// joins reports whether a run goes on at word to, and where it then ends.
func (o *outline) joins(from, to int, common map[string]int) (end int, ok bool) {
	w := o.words[to]
	initial := strings.HasSuffix(o.words[to-1].text, ".")
	if w.para != o.words[from].para || !w.plain || w.begins && !initial {
		if o.between(to) != " & " || !w.capital {
			return 0, false
		}
	}
	if w.capital {
		if isLink(strings.ToLower(w.text)) && !w.titled && o.capitalAfter(to) { // "War On Drugs"
			return to + 2, true
		}
		if noName(w.text) || w.titled && beginners()[w.lower()] {
			return 0, false
		}
		if w.titled && !o.standTogether(to-1, to-1 == from) {
			return 0, false
		}
		return to + 1, true
	}
	if particles()[w.text] {
		for next := to + 1; next < len(o.words) && o.words[next].plain; next++ {
			if o.words[next].capital {
				return next + 1, true
			}
			if !particles()[o.words[next].text] {
				break
			}
		}
		return 0, false
	}
	if w.text == "and" && belongs(o.words[from].text) && to-from == 1 { // "Northern and Western Coalition"
		for next := to + 1; next < len(o.words) && o.words[next].plain && o.words[next].capital; next++ {
			if organizations()[o.words[next].text] {
				return next + 1, true
			}
		}
	}
	// "Department of Justice", "Committee on the Tides".
	if !isLink(w.text) || w.text == "the" || w.text == "to" {
		return 0, false
	}
	last := o.words[to-1].text
	if !organizations()[last] && !linking()[last] {
		return 0, false
	}
	next := to + 1
	if next < len(o.words) && o.words[next].text == "the" && o.words[next].plain {
		next++
	}
	if next < len(o.words) && o.words[next].capital && o.words[next].plain && !noName(o.words[next].text) {
		return next + 1, true
	}
	return 0, false
}

// standTogether reports whether a word of a heading, perhaps the first of a run,
// and the next are a name together: a person's, a state's, or one that stands in the text besides.
func (o *outline) standTogether(i int, first bool) bool {
	a, b := o.words[i], o.words[i+1]
	if first && given()[a.lower()] != 0 || isTitle(a.text) || stateNamed(a.text+" "+b.text) != "" {
		return true
	}
	if o.pairs == nil {
		o.pairs = make(map[[2]string]bool)
		for i := 1; i < len(o.words); i++ {
			if v, w := o.words[i-1], o.words[i]; w.plain && !w.titled && v.capital && w.capital {
				o.pairs[[2]string{v.text, w.text}] = true
			}
		}
	}
	return o.pairs[[2]string{a.text, b.text}]
}

// span returns the bytes of words.
func (o *outline) span(from, to int) attribution.Span {
	return attribution.Span{Start: o.words[from].Start, End: o.words[to-1].End}
}

// texts returns the words from (inclusive) to (exclusive).
func (o *outline) texts(from, to int) []string {
	words := make([]string, 0, to-from)
	for _, w := range o.words[from:to] {
		words = append(words, w.text)
	}
	return words
}
