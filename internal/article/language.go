package article

import (
	"strings"
	"sync"
	"unicode"

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
	sample := start(text, maxSample)
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

// commonWords are words of which a text in the language has many, and hardly
// one in another of these.
var commonWords = map[string]string{
	"en": "the of and to that is was for with his her it are be this by had has have from they will said not were which",
	"de": "der die das und ist nicht ein eine den dem des zu mit auf für von sich auch werden wird im dass bei sind hat",
	"fr": "le la les des et est dans une du que pour qui sur pas avec au ce il elle sont par aux plus cette",
	"es": "el la los las del y en que por con una para es su al lo como más pero fue son este",
	"it": "il di che la è per un una del della non con gli le dei nel alla anche sono ha dal",
	"pt": "o a de que e do da em um uma para com não os as no na por mais dos foi ao das são",
	"nl": "de het een van en in is dat op te zijn voor met niet aan er om ook als bij hij wordt naar",
	"ru": "и в не на что с по как это он из за к от о для а но был было его их",
}

// languagesOf are the languages of each common word.
var languagesOf = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for code, list := range commonWords {
		for w := range strings.FieldsSeq(list) {
			all[w] = append(all[w], code)
		}
	}
	return all
})

// fewWords is the share of common words below which a text is hardly in the
// language.
const fewWords = 0.1

// otherLanguage returns the language that a text is in where that is clearly
// not the stated one, and "" otherwise. Sites state the language of their
// menus.
func otherLanguage(stated, text string) string {
	if commonWords[stated] == "" || len(text) < minSample {
		return ""
	}
	count, all := map[string]int{}, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(start(text, maxSample)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		all++
		for _, code := range languagesOf()[w] {
			count[code]++
		}
	}
	best := stated
	for code := range commonWords {
		if n := count[code]; n > count[best] || n == count[best] && code < best {
			best = code
		}
	}
	if best == stated || float64(count[stated]) >= fewWords*float64(all) || float64(count[best]) < 2*fewWords*float64(all) {
		return ""
	}
	return best
}
