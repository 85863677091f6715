package reprint

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is an article as far as its words go: 21 bytes a word. The zero Text
// has no words.
type Text struct {
	words  []uint32 // hashes of the words, as [Read] makes them alike
	quoted []bool   // whether it stands in quotation
	own    int      // how many do not

	// What a bare text does not have:
	hashes []uint64 // of which words has the last bits
	starts []int32  // the first byte of each
	ends   []int32
}

// Words is the number of the text's words.
func (t Text) Words() int { return len(t.words) }

// Read reads an article's words. prose is its headline and body; what is no
// part of them is blanked out by spaces, so that offsets are those of the
// article's text. quoted are the spans that somebody is quoted in, in any
// order; what stands between quotation marks is quotation also without them.
//
// Words are alike whatever their letter case, their apostrophes and the full
// stops of initials ("U.S."). A number keeps its points and commas. Of a script
// that does not part words each character is one. Bytes that are no UTF-8 part
// words. Of a text of more than 2 GiB the rest is not read.
func Read(prose string, quoted []Span) Text {
	if len(prose) > math.MaxInt32 {
		prose = prose[:math.MaxInt32]
	}
	var t Text
	t.readWords(prose)
	t.words = make([]uint32, len(t.hashes))
	for i, h := range t.hashes {
		t.words[i] = uint32(h)
	}
	t.quoted = make([]bool, len(t.words))
	t.quote(between(prose))
	t.quote(quoted)
	t.own = count(t.quoted, false)
	return t
}

// A wordHash is an FNV-1a hash of the runes of a word.
type wordHash uint64

func (h wordHash) add(r rune) wordHash { return (h ^ wordHash(r)) * 1099511628211 }

const emptyHash wordHash = 14695981039346656037

func (t *Text) readWords(prose string) {
	h, start, end := emptyHash, -1, 0
	var last rune // of the word so far
	letters := 0  // of the part of the word behind its last full stop
	flush := func() {
		if start >= 0 {
			t.hashes = append(t.hashes, mix(uint64(h)))
			t.starts = append(t.starts, int32(start))
			t.ends = append(t.ends, int32(end))
		}
		h, start, last, letters = emptyHash, -1, 0, 0
	}
	for at := 0; at < len(prose); {
		r, size := rune(prose[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(prose[at:])
		}
		switch next := at + size; {
		case alone(r):
			flush()
			h, start, end = h.add(r), at, next
			flush()
		case isLetter(r) || isDigit(r):
			if start < 0 {
				start = at
			}
			h, end, last = h.add(unicode.ToLower(r)), next, r
			letters++
		case start < 0:
		case invisible(r) || unicode.Is(unicode.M, r):
			if unicode.Is(unicode.M, r) {
				h, end = h.add(r), next
			}
		case isApostrophe(r) && isLetter(last) && followed(prose[next:], isLetter):
			h = h.add('\'')
		case (r == '.' || r == ',') && isDigit(last) && followed(prose[next:], isDigit):
			h = h.add(r)
		case r == '.' && letters == 1 && isLetter(last) && initial(prose[next:]):
			letters = 0
		default:
			flush()
		}
		at += size
	}
	flush()
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

func isDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9'
	}
	return unicode.IsNumber(r)
}

// alone reports whether a character is a word by itself: those of scripts
// without spaces.
func alone(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// invisible reports whether a character is only there to tell where a line may
// break.
func invisible(r rune) bool {
	return r == '\u00ad' || r >= 0x200b && r <= 0x200d || r == 0xfeff || r == 0x2060
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´'
}

// followed reports whether a text begins with such a character.
func followed(rest string, is func(rune) bool) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return is(r)
}

// initial reports whether a text begins with one letter and a full stop.
func initial(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return isLetter(r) && size < len(rest) && rest[size] == '.'
}

// between returns what stands between quotation marks. Marks are paired within
// a line, since a quotation of several paragraphs opens each of them anew; one
// that is not closed lasts to the end of its line, unless it is a single mark
// within the line, which may be an apostrophe.
func between(prose string) []Span {
	var spans []Span
	open, closer := -1, ""
	end := func(at int) {
		if open >= 0 {
			spans = append(spans, Span{open, at})
		}
		open = -1
	}
	endLine := func(at int) {
		if closer == loose {
			open = -1
		}
		end(at)
	}
	before, fresh := ' ', true // fresh: the line has nothing yet
	for at := 0; at < len(prose); {
		r, size := utf8.DecodeRuneInString(prose[at:])
		if (r == '\'' || r == '`') && at+1 < len(prose) && prose[at+1] == prose[at] { // ''as typewriters do''
			r, size = '"', 2
		}
		switch {
		case r == '\n' || r == '\r':
			endLine(at)
		case open >= 0:
			if strings.ContainsRune(closer, r) && (r != '\'' && r != '’' || closes(before, prose[at+size:])) {
				end(at)
			}
		case r == '“':
			open, closer = at, "”\""
		case r == '„':
			open, closer = at, "“”\""
		case r == '«':
			open, closer = at, "»"
		case (r == '"' || r == '”') && opens(before, prose[at+size:]):
			open, closer = at, "”\""
		case (r == '\'' || r == '‘') && opens(before, prose[at+size:]):
			open, closer = at, single
			if !fresh {
				closer = loose
			}
		}
		before, fresh = r, r == '\n' || r == '\r' || fresh && unicode.IsSpace(r)
		at += size
	}
	endLine(len(prose))
	return spans
}

// What closes a single mark: at the start of a line, and within one.
const (
	single = "'’"
	loose  = "’'"
)

// closes reports whether a single mark closes quotation, and is no apostrophe
// within a word.
func closes(before rune, rest string) bool {
	return !unicode.IsSpace(before) && !followed(rest, isLetter) && !followed(rest, isDigit)
}

// opens reports whether a mark that opens as well as closes quotation opens it:
// it has no word before it, and one behind.
func opens(before rune, rest string) bool {
	if isLetter(before) || isDigit(before) || strings.ContainsRune(".,!?;%)", before) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsSpace(next)
}

// quote marks the words that any of the spans touches.
func (t *Text) quote(spans []Span) {
	if !slices.IsSortedFunc(spans, byStart) {
		spans = slices.Clone(spans)
		slices.SortFunc(spans, byStart)
	}
	w := 0
	for _, s := range spans {
		for w < len(t.words) && int(t.ends[w]) <= s.Start {
			w++
		}
		for ; w < len(t.words) && int(t.starts[w]) < s.End; w++ {
			t.quoted[w] = true
		}
	}
}

func byStart(a, b Span) int { return cmp.Compare(a.Start, b.Start) }

// mix is SplitMix64's: every bit of its result depends on every bit of x.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
