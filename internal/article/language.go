package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// languageCode reads a stated language such as "en", "en-GB" or "en_GB" into
// ISO 639-1; "" where it is none.
func languageCode(stated string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(stated), "_", "-"), "-")
	code = strings.ToLower(code)
	if len(code) != 2 || !strings.Contains(languageCodes, " "+code+" ") {
		return ""
	}
	return code
}

// languageCodes are the codes of ISO 639-1.
const languageCodes = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa " +
	"ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la " +
	"lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se " +
	"sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

// How much text the language is recognized from, in bytes: less is not enough
// to be sure, more does not change the answer.
const (
	minSample = 200
	maxSample = 4000
)

// recognize returns the language of a text, or "" where it is too short or the
// answer is not reliable.
func recognize(text string) string {
	sample := text
	if len(text) > maxSample {
		end := maxSample
		for !utf8.RuneStart(text[end]) {
			end--
		}
		sample = text[:end]
	}
	if len(sample) < minSample {
		return ""
	}
	if isRussian(sample) {
		return "ru"
	}
	info := whatlanggo.Detect(sample)
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}

// isRussian reports whether a text has the letters of Russian alone, among them
// ы or э, which its relatives that could be mistaken for it lack. The library
// takes much Russian for Macedonian.
func isRussian(text string) bool {
	cyrillic, telling := 0, 0
	for _, r := range text {
		switch {
		case r == 'ы' || r == 'э':
			telling++
			cyrillic++
		case r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё':
			cyrillic++
		case unicode.Is(unicode.Cyrillic, r):
			return false
		case r == '\n' || !unicode.IsLetter(r):
		default:
			cyrillic-- // Latin letters and others: at most as many as these
		}
	}
	return cyrillic > minSample/4 && telling*100 > cyrillic
}
