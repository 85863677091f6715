package variant

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/attribution"
)

// A word is one word of a witness. Contractions are two ("do|n't", "we|'ll"), as
// are the parts of what a hyphen joins; a sign that is spoken ($, %, &) is one.
type word struct {
	form      string // what is compared: small letters, contractions in full
	piece     int    // which of the wording's pieces
	from, to  int    // bytes of the piece
	quoted    bool   // inside quotation marks
	bracketed bool   // inside [brackets] or (parentheses), wholly or in part
	partly    bool   // in part: "[W]e", "want[s]"
	cut       bool   // an ellipsis stands between it and the word before it
	after     bool   // words that stood before it are left out
	half      bool   // half of a contraction
	border    int    // how strongly something ends before it: see below
}

// A reading is a wording as words.
type reading struct {
	pieces []Piece
	words  []word
	cutEnd bool // an ellipsis stands behind the last word
}

// Borders before a word, weakest first.
const (
	noBorder = iota - 1 // inside a contraction
	wordBorder
	phraseBorder
	clauseBorder
	sentenceBorder
)

// readWords returns the words of a wording.
func readWords(w Wording) reading {
	r := reading{pieces: w.Pieces}
	cut := false
	for i, p := range w.Pieces {
		s := scanner{text: p.Text, piece: i, direct: w.Kind == attribution.Direct, cut: cut, border: sentenceBorder}
		s.scan()
		if len(s.words) == 0 {
			cut = cut || isEllipsis(p.Text)
			continue
		}
		r.words = append(r.words, s.words...)
		cut = isEllipsis(p.Text[s.end:])
	}
	r.cutEnd = cut
	return r
}

// A scanner reads the words of a piece.
type scanner struct {
	text   string
	piece  int
	direct bool

	words   []word
	end     int  // of the last word
	cut     bool // an ellipsis stands behind the piece before
	border  int  // before the next word, if more than a word's
	quoting bool
	bracket int // where the bracket closes that is open
}

func (s *scanner) scan() {
	// A piece may begin inside quotation marks that opened before it.
	if i := strings.IndexAny(s.text, "“”"); i >= 0 {
		s.quoting = strings.HasPrefix(s.text[i:], "”")
	}
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if end, partly := wordEnd(s.text, i); end > i {
			s.add(i, end, partly)
			i = end
			continue
		}
		switch r {
		case '[', '(':
			s.open(i)
		case '“', '„', '«':
			s.quoting = true
		case '”', '»':
			s.quoting = false
		case '"':
			s.quoting = !s.quoting
		case '$', '£', '€', '%', '&':
			s.add(i, i+size, false)
		}
		i += size
	}
}

// open notes where the bracket closes that opens at i. What closes far away or
// never is no bracket.
func (s *scanner) open(i int) {
	const far = 200
	closing := byte(']')
	if s.text[i] == '(' {
		closing = ')'
	}
	if n := strings.IndexByte(s.text[i:min(len(s.text), i+far)], closing); n > 0 {
		s.bracket = max(s.bracket, i+n)
	}
}

// add adds the word, or the words, that stand at from.
func (s *scanner) add(from, to int, partly bool) {
	gap := s.text[s.end:from]
	text := s.text[from:to]
	form := formOf(text)
	w := word{
		form: form, piece: s.piece, from: from, to: to,
		quoted:    s.direct || s.quoting,
		bracketed: partly || from < s.bracket, partly: partly,
		cut:    isEllipsis(gap) || s.cut,
		border: max(s.border, borderOf(gap)),
	}
	if w.border == wordBorder && opensPhrase(form) {
		w.border = phraseBorder
	}
	s.cut, s.border, s.end = false, wordBorder, to
	first, second, at := parts(text, form)
	if at <= 0 || partly {
		s.words = append(s.words, w)
		return
	}
	w.half = true
	w.form, w.to = first, from+at
	s.words = append(s.words, w)
	w.form, w.from, w.to, w.cut, w.border = second, from+at, to, false, noBorder
	s.words = append(s.words, w)
}

// wordEnd returns where the word ends that begins at i, i if none does, and
// whether a part of it stands in brackets.
func wordEnd(text string, i int) (end int, partly bool) {
	before := rune(0) // the rune before k in the word
	run := 0          // how many letters since the word's last full stop
	for k := i; k < len(text); {
		r, size := utf8.DecodeRuneInString(text[k:])
		next, _ := utf8.DecodeRuneInString(text[k+size:])
		switch {
		case inWord(r):
			run++
			before = r
		case isApostrophe(r) && unicode.IsLetter(before) && unicode.IsLetter(next):
			before = r
		case r == '.' && (run == 1 && unicode.IsLetter(before) && unicode.IsLetter(next) || unicode.IsDigit(before) && unicode.IsDigit(next)),
			r == ',' && unicode.IsDigit(before) && unicode.IsDigit(next):
			run, before = 0, r
		case r == '[':
			n := bracketedPart(text[k:])
			after, _ := utf8.DecodeRuneInString(text[k+n:])
			if n == 0 || k == i && !inWord(after) {
				return k, partly
			}
			partly, before, size = true, 'x', n
		default:
			return k, partly
		}
		k += size
		end = k
	}
	return max(end, i), partly
}

// bracketedPart returns how long "[letters]" is at the beginning of a text, 0 if
// it does not begin so.
func bracketedPart(text string) int {
	const longest = 24
	for k, r := range text[:min(len(text), longest)] {
		switch {
		case k == 0 || unicode.IsLetter(r):
		case r == ']' && k > 1:
			return k + 1
		default:
			return 0
		}
	}
	return 0
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// formOf returns what of a word is compared.
func formOf(text string) string {
	if text == "US" || text == "U.S" {
		return "u.s" // not the pronoun
	}
	form := strings.Map(func(r rune) rune {
		switch {
		case isApostrophe(r):
			return '\''
		case r == '[' || r == ']' || r == ',':
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	switch form {
	case "%":
		return "percent"
	case "&":
		return "and"
	}
	return form
}

// parts returns the two words of a contraction in full, and at which byte of the
// text the second begins; 0 if it is none. "'s" is "is" behind a pronoun alone,
// "'d" is taken for "would".
func parts(text, form string) (first, second string, at int) {
	if form == "cannot" {
		return "can", "not", 3
	}
	mark := strings.LastIndexFunc(text, isApostrophe)
	stem, suffix, found := cutLast(form, '\'')
	if mark <= 0 || !found || stem == "" {
		return "", "", 0
	}
	full := map[string]string{"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}[suffix]
	switch {
	case suffix == "t" && strings.HasSuffix(stem, "n") && len(stem) > 1 && stem != "ain" && mark > 1:
		stem = stem[:len(stem)-1]
		if whole, odd := map[string]string{"ca": "can", "wo": "will", "sha": "shall"}[stem]; odd {
			stem = whole
		}
		return stem, "not", mark - 1
	case suffix == "s" && stem == "let":
		return stem, "us", mark
	case suffix == "s" && takesIs(stem):
		return stem, "is", mark
	case full != "":
		return stem, full, mark
	}
	return "", "", 0
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func takesIs(form string) bool {
	switch form {
	case "it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "when", "why":
		return true
	}
	return false
}

// isEllipsis reports whether an ellipsis stands between two words.
func isEllipsis(gap string) bool {
	return strings.Contains(gap, "…") || strings.Contains(gap, "..") || strings.Contains(gap, ". .")
}

// borderOf returns how strongly something ends in what stands between two words.
func borderOf(gap string) int {
	switch {
	case strings.ContainsAny(gap, ".?!…\n"):
		return sentenceBorder
	case strings.ContainsAny(gap, ",;:—–()[]") || strings.Contains(gap, "--") || strings.Contains(gap, " - "):
		return clauseBorder
	}
	return wordBorder
}

// opensPhrase reports whether a phrase usually begins with the word.
func opensPhrase(form string) bool {
	switch form {
	case "and", "but", "or", "nor", "because", "that", "which", "who", "when", "where", "while", "if", "unless", "until", "since",
		"after", "before", "although", "though", "so", "as", "to", "of", "in", "on", "at", "by", "for", "from", "with", "without",
		"into", "about", "against", "between", "through", "during", "under", "over", "than":
		return true
	}
	return false
}
