package article

import (
	"regexp"
	"strings"
	"sync"
)

// paywall returns what told that a page's text is for payers, wholly or behind
// its beginning: "json-ld", "meta" or "text"; "" where nothing did.
func (m *markup) paywall(linked linkedArticle) string {
	if linked.closed {
		return "json-ld"
	}
	if strings.EqualFold(m.first("isaccessibleforfree"), "false") || strings.EqualFold(m.first("article:content_tier"), "locked") {
		return "meta"
	}
	for _, line := range m.lines.blocks {
		if line.aside || len(line.text) > maxLine {
			continue
		}
		low := strings.ToLower(line.text)
		if strings.Contains(paywallStarts, " "+firstWord(low)+" ") && paywallLine().MatchString(low) {
			return "text"
		}
	}
	return ""
}

// paywallStarts are the words that paywallLine's lines begin with.
const paywallStarts = " to subscribe sign register log become this the continue keep already cet la article il weiterlesen jetzt dieser sie contenido artículo contenuto материал статья "

// paywallLine matches lines that stand where the text of an article breaks off
// for those who have not paid. An invitation to subscribe that does not say
// that the text goes on is none.
var paywallLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:to (?:read|continue reading|keep reading|unlock) (?:the (?:full|rest)|this (?:article|story)|the (?:article|story)).*` +
		`|(?:subscribe|sign up|register|log in|become a (?:member|subscriber))(?: now| today)? to (?:continue reading|keep reading|read (?:the (?:full|rest|whole)|this (?:article|story)|more of this)|unlock (?:this|the)).*` +
		`|(?:this|the rest of this|the full) (?:article|story|content|text) is (?:only )?(?:available |reserved |exclusive(?:ly)? )?(?:for|to) (?:our )?(?:paying )?(?:subscribers|members)(?: only)?.*` +
		`|(?:continue|keep) reading (?:with|by|for) (?:a |your |subscri|free trial).*|already a subscriber\? ?(?:sign|log) in.*to (?:continue|read).*` +
		`|(?:cet article est|la suite est|article) réservée? aux abonnés.*|il vous reste \d+\s?% de cet article à lire.*` +
		`|(?:weiterlesen mit|jetzt weiterlesen mit|dieser (?:artikel|inhalt) ist (?:nur )?für abonnenten).*|sie haben noch .{1,20} des artikels vor sich.*` +
		`|(?:contenido|artículo) (?:exclusivo|solo) para suscriptores.*|contenuto riservato agli abbonati.*` +
		`|(?:материал|статья) доступ\S+ только (?:для )?подписчик.*)$`)
})

// isLiveTitle reports whether a title calls its page a live blog: "Storm at
// Tarnbeck – live", "Live updates: storm at Tarnbeck".
func isLiveTitle(title string) bool {
	return liveTitle().MatchString(strings.ToLower(title))
}

var liveTitle = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^live(?: (?:blog|updates|news|coverage))?\s*[:|–—-]\s|(?:[–—|:-]|, )\s*(?:live|live (?:blog|updates|coverage)|as it happened)$|\blive ?blog\b|^(?:liveticker|newsblog)\b|\bliveticker\b`)
})

// consentNote is what to tell of a page that holds a consent notice in the
// article's place.
const consentNote = "looks like a notice that asks for consent, not like an article"

// isConsent reports whether a page's text is a notice that asks for consent to
// cookies and the like, as stands before an article: most of a short text is.
func isConsent(blocks []string) bool {
	const longest = 6000 // bytes; a longer text that speaks of cookies is about them
	asking, all, told := 0, 0, false
	for _, b := range blocks {
		if all += len(b); all > longest {
			return false
		}
		low := strings.ToLower(b)
		told = told || strings.Contains(low, "cookie") || strings.Contains(low, "consent") || strings.Contains(low, "privacy")
	}
	if !told {
		return false
	}
	for _, b := range blocks {
		if consentWords().MatchString(strings.ToLower(b)) {
			asking += len(b)
		}
	}
	return asking*5 > all*3
}

var consentWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`before you continue|\bwe (?:and|value) (?:our (?:\d+ )?partners|your privacy)|(?:store|access) (?:and/or access )?information on (?:a|your) device` +
		`|\b(?:accept|reject|refuse|allow|manage)(?: all)? (?:cookies|and close|consent|preferences)|\bwe use cookies|uses cookies|consent to (?:the use|our use|cookies)|your (?:consent|privacy) (?:choices|settings|preferences)` +
		`|legitimate interest|withdraw (?:your )?consent|personali[sz]ed (?:ads|advertising)` +
		`|ihre (?:zustimmung|einwilligung)|wir verwenden cookies|(?:verwendung|einsatz) von cookies|mit werbung (?:weiter)?lesen|votre consentement|nous utilisons des cookies|(?:utilisation|dépôt) de cookies|nos partenaires` +
		`|(?:utilizamos|uso de) cookies|su consentimiento|файл\S* cookie|согласие на обработку`)
})
