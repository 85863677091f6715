package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
)

// A word of the text, without what is joined to it: "Quill" of "Quill's".
type word struct {
	attribution.Span
	text    string
	capital bool
	owns    bool // an apostrophe and s follow
	plain   bool // nothing but blanks stands between the word before and this one
	comma   bool // a comma and blanks do
	begins  bool // a sentence, a line or a quotation
	para    int  // of the text, counted from 0
	line    int  // sentence, counted from 0
	quoted  bool // it stands in quotation marks
	titled  bool // stands in a line of which most words have a capital: a heading
}

// lower returns the word in lower case.
func (w word) lower() string { return strings.ToLower(w.text) }

// An outline is a text cut into words.
type outline struct {
	text  string
	words []word
	pairs map[[2]string]bool // of words with a capital that stand together outside headings; made when first asked for
}

// at returns the index of the first word that ends after the byte.
func (o *outline) at(byteOffset int) int {
	low, high := 0, len(o.words)
	for low < high {
		mid := (low + high) / 2
		if o.words[mid].End <= byteOffset {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// wordAt returns the first word that ends after the byte, the last one where none
// does; there must be one.
func (o *outline) wordAt(byteOffset int) word {
	return o.words[min(o.at(byteOffset), len(o.words)-1)]
}

// within returns the bounds of the words that stand in a span.
func (o *outline) within(s attribution.Span) (from, to int) {
	from = o.at(s.Start)
	to = from
	for to < len(o.words) && o.words[to].Start < s.End {
		to++
	}
	return from, to
}

// between returns what stands between a word and the one before it.
func (o *outline) between(i int) string {
	if i == 0 {
		return o.text[:o.words[0].Start]
	}
	end := o.words[i-1].End
	if end > o.words[i].Start {
		return ""
	}
	return o.text[end:o.words[i].Start]
}

// read cuts a text into words.
func read(text string) *outline {
	o := &outline{text: text}
	para, line, quoted := 0, 0, false
	last := 0 // where the word before ends, with what is joined to it
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		w := word{Span: attribution.Span{Start: i, End: wordEnd(text, i)}}
		w.text = text[w.Start:w.End]
		w.capital = unicode.IsUpper(r) || unicode.IsTitle(r)
		joint := text[last:w.Start]
		quoted = quotes(quoted, joint)
		switch {
		case len(o.words) == 0:
			w.begins = true
		case strings.ContainsRune(joint, '\n') && !wraps(text, last, joint):
			w.begins = true
			para++
			line++
		case endsSentence(o.words[len(o.words)-1], joint, w.capital):
			w.begins = true
			line++
		default:
			w.begins = strings.ContainsAny(joint, "\"“”«„") || strings.Contains(joint, "…") || strings.Contains(joint, ": ")
		}
		w.para, w.line, w.quoted = para, line, quoted
		trimmed := strings.TrimFunc(joint, func(r rune) bool { return unicode.IsSpace(r) || r == '[' || r == ']' }) // "the [harbour] board"
		w.plain = trimmed == "" && joint != ""
		w.comma = trimmed == ","
		last = w.End
		if rest := text[w.End:]; strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") {
			if after := strings.TrimLeft(rest, "'’s"); after == "" || !startsWithLetter(after) {
				w.owns = true
				last = w.End + len(rest[:strings.IndexByte(rest, 's')+1])
			}
		} else if (strings.HasPrefix(rest, "' ") || strings.HasPrefix(rest, "’ ")) && strings.HasSuffix(w.text, "s") {
			w.owns = true
			last = w.End + len(rest) - len(strings.TrimLeft(rest, "'’"))
		}
		o.words = append(o.words, w)
		i = last
	}
	o.markHeadings()
	return o
}

// wordEnd returns where the word that starts at i ends. Full stops between
// letters, hyphens and apostrophes before more than a lone s belong to it; so
// does the full stop of an initial or a short title.
func wordEnd(text string, i int) int {
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			end += n
			continue
		case r == '.' || r == '-' || r == '‑' || r == '\'' || r == '’' || r == '&':
			next, _ := utf8.DecodeRuneInString(text[end+n:])
			if !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				break
			}
			if (r == '\'' || r == '’') && next == 's' && !startsWithLetter(text[end+n+1:]) {
				break
			}
			if r == '.' && !abbreviates(text[i:end]) && !unicode.IsLower(next) {
				break // "said.The": a blank was lost
			}
			end += n
			continue
		}
		break
	}
	if end < len(text) && text[end] == '.' && abbreviates(text[i:end]) {
		end++
	}
	return end
}

// quotes reports whether a quotation is open behind what stands between two
// words. None goes on over a line end without a mark.
func quotes(open bool, joint string) bool {
	for _, r := range joint {
		switch r {
		case '“', '«', '„':
			open = true
		case '”', '»':
			open = false
		case '"':
			open = !open
		case '\n':
			open = false
		}
	}
	return open
}

// wraps reports whether a paragraph goes on over a line end: its line is long
// and nothing ends there.
func wraps(text string, end int, joint string) bool {
	const shortest, longest = 50, 100
	if strings.TrimRight(joint, " \t\r\n") != "" && strings.TrimSpace(joint) != "," || strings.Count(joint, "\n") > 1 {
		return false
	}
	width := end - 1 - strings.LastIndexByte(text[:end], '\n')
	return shortest <= width && width <= longest
}

// abbreviates reports whether a full stop right behind the letters belongs to
// them: an initial, "U.S", "Sen".
func abbreviates(letters string) bool {
	if utf8.RuneCountInString(letters) == 1 || strings.ContainsRune(letters, '.') {
		r, _ := utf8.DecodeRuneInString(letters)
		return unicode.IsUpper(r)
	}
	return shortTitles()[letters]
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// endsSentence reports whether a sentence ends between a word and the next.
func endsSentence(before word, joint string, capital bool) bool {
	if strings.ContainsAny(joint, "!?") {
		return capital
	}
	if !strings.ContainsRune(joint, '.') {
		return false
	}
	return capital || strings.ContainsAny(joint, "\"“”")
}

// markHeadings marks the words of lines that are set like a heading: every long
// word has a capital, but for prepositions.
func (o *outline) markHeadings() {
	for from := 0; from < len(o.words); {
		to, long, heading := from, 0, true
		for to < len(o.words) && o.words[to].para == o.words[from].para {
			if w := o.words[to]; utf8.RuneCountInString(w.text) > 3 && !prepositions()[w.lower()] {
				long++
				heading = heading && (w.capital || unicode.IsDigit(rune(w.text[0])))
			}
			to++
		}
		for i := from; i < to && heading && long >= 4; i++ {
			o.words[i].titled = true
		}
		from = to
	}
}
