package reprint

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// agencyNames are news agencies whose copy others print: the name that people
// use, then the others. What stands before a slash is too short or too common
// to count outside brackets.
const agencyNames = `AP=a.p./ap|associated press|apnews.com|ap news|associated press (ap)
Reuters=reuters|thomson reuters|reuters.com|reuters news agency
AFP=afp|agence france-presse|agence france presse|afp.com
UPI=upi|united press international|upi.com
dpa=dpa|deutsche presse-agentur|dpa international
TASS=tass|itar-tass|tass.com|tass.ru|tass news agency|tass russian news agency|russian news agency tass
Interfax=interfax|interfax.ru|interfax.com|interfax news agency
Interfax-Ukraine=interfax-ukraine
RIA Novosti=ria/ria novosti|ria.ru|rian
Sputnik=/sputnik
Xinhua=xinhua|xinhua news agency|xinhuanet|xinhuanet.com
ANSA=ansa|ansa.it
EFE=efe|agencia efe|efe-epa
Kyodo=kyodo|kyodo news
Jiji=jiji|jiji press
Yonhap=yonhap|yonhap news agency
KCNA=kcna|korean central news agency
PA=pa/press association|pa media|the pa news agency|pa news agency
AAP=aap/australian associated press
Canadian Press=cp/canadian press
ANI=ani/asian news international
PTI=pti/press trust of india
IANS=ians|indo-asian news service
Anadolu=aa/anadolu|anadolu agency
Ukrinform=ukrinform
UNIAN=unian
BelTA=belta
Azertac=azertac|azertag
Kazinform=kazinform
APA=apa/austria presse agentur
PAP=pap/polish press agency
CTK=ctk|čtk
IRNA=irna
Tasnim=/tasnim|tasnim news agency
Bernama=bernama
Antara=/antara
RNS=rns/religion news service`

// bracketed and named are the agencies by what credits them: in brackets of a
// dateline, and in a sentence or line.
var agencyTables = sync.OnceValue(func() (tables [2]map[string]string) {
	tables = [2]map[string]string{{}, {}}
	for entry := range strings.Lines(agencyNames) {
		name, forms, _ := strings.Cut(strings.TrimSpace(entry), "=")
		short, plain, ok := strings.Cut(forms, "/")
		if !ok {
			short, plain = "", forms
		}
		for form := range strings.SplitSeq(plain, "|") {
			tables[0][form], tables[1][form] = name, name
		}
		for form := range strings.SplitSeq(short, "|") {
			tables[0][form] = name
		}
	}
	tables[1]["ap"], tables[1]["pa media"] = "AP", "PA"
	delete(tables[0], "")
	return tables
})

// agencyOf returns the agency that a name is of, or "": as a dateline's brackets
// have it, or as text does.
func agencyOf(name string, brackets bool) string {
	tables := agencyTables()
	name = strings.ToLower(strings.Join(strings.Fields(strings.Trim(name, " \t,.-–—/()[]")), " "))
	name = strings.TrimPrefix(name, "the ")
	if brackets {
		return tables[0][name]
	}
	return tables[1][name]
}

const (
	edgeLines = 6   // at either end of a text, that may hold a credit
	edgeBytes = 400 // of such a line
	headBytes = 160 // of a headline or byline
	bareLines = 2   // at the end, where an agency's name alone credits it and no picture
)

// Agency returns the news agency that an article's text itself says it comes
// from, as people call it ("AP"): in the dateline, a byline, or a line at the
// end, which may also credit it with a part. It is "" where the text says none
// or more than one, and where it only speaks of an agency. Its time does not
// grow with the text.
func Agency(prose string) string {
	first, last := edges(prose)
	sentences := 0
	for _, line := range first {
		if name := openingCredit(line); name != "" {
			return name
		}
		if len(line) > 60 && strings.ContainsAny(line[len(line)-1:], ".?!") {
			sentences++
		}
		if len(line) > headBytes || sentences == 2 {
			break // paragraphs: what a later one names is what the article cites
		}
	}
	found := ""
	for i, line := range last {
		switch name := closingCredit(line, i < bareLines); {
		case name == "" || name == found:
		case found != "":
			return ""
		default:
			found = name
		}
	}
	return found
}

// edges returns the first and the last lines that are not blank, each cut to
// its first or last bytes.
func edges(prose string) (first, last []string) {
	const room = 16 << 10 // bytes at either end
	head, tail := prose[:min(len(prose), room)], prose[max(0, len(prose)-room):]
	for line := range strings.Lines(head) {
		if line = strings.TrimSpace(line); line != "" && len(first) < edgeLines {
			first = append(first, line[:min(len(line), edgeBytes)])
		}
	}
	lines := strings.Split(tail, "\n")
	for _, line := range slices.Backward(lines) {
		if line = strings.TrimSpace(line); line != "" && len(last) < edgeLines {
			last = append(last, line)
		}
	}
	return first, last
}

type creditPatterns struct {
	dateline, stops, byline         *regexp.Regexp
	line, end, contributed, writers *regexp.Regexp
}

var patterns = sync.OnceValue(func() creditPatterns {
	const (
		sp      = `[\s\p{Zs}]`
		place   = `(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|del|la|al|am|on|of|sur|upon|\d{1,4})`
		opening = `^(?:` + place + `(?:[,./]*` + sp + `+` + place + `){0,9}[,.]*` + sp + `*)?`
		name    = `((?:[Tt]he )?\p{L}[\p{L}.-]*(?: \p{L}[\p{L}.-]*){0,3})`
		names   = `((?:[Tt]he )?(?:dpa|\p{Lu})[\p{L}.-]*(?: \p{L}[\p{L}.-]*){0,3})`
	)
	return creditPatterns{
		dateline:    regexp.MustCompile(opening + `(?:[(\[]` + name + `(?:,[^()\[\]]{0,20})?[)\]]|/` + name + `/)[.]?` + sp + `*(?:[—–―‒]|--?|` + sp + `)`),
		stops:       regexp.MustCompile(`^` + place + `(?:[,.]*` + sp + `+` + place + `){0,6}[.,]` + sp + `+(\p{Lu}[\p{Lu}.-]+)(?:[.]?` + sp + `*[—–―-]|[.]` + sp + `)`),
		byline:      regexp.MustCompile(`^(?:[Bb]y|BY)` + sp + `+(?:[^,|]{3,60}(?:,|` + sp + `\|)` + sp + `*)?` + names + `$`),
		line:        regexp.MustCompile(`^[(\[—–―-]*[\s\p{Zs}]*(?:(?:[Ss]ource|SOURCE|[Vv]ia|[Aa]gency|[Cc]redit)s?:` + sp + `*)?(/?` + names[1:] + `(?:/?` + sp + `*[)\].]*)?$`),
		end:         regexp.MustCompile(`(?:©|\([Cc]\)|[Cc]opyright)[ ©]*(?:\d{4})?,? *(?:by )?` + names + `(?:[.,]|$| All| \d)`),
		contributed: regexp.MustCompile(`^[(\[—–―_ -]*(?:[Ww]ith )?` + names + ` (?:also )?(?:contributed to|contributed reporting|(?:supplied|provided) (?:material|information|reporting) (?:for|to))\b`),
		writers:     regexp.MustCompile(`^[(\[—–―_ -]*` + names + ` (?:[A-Z][a-z]+ )?(?:(?:staff|national|science|health|business|political|sports) )?(?:writers?|reporters?|journalists?|correspondents?)\b.*\b(?:contributed|reported)\b`),
	}
})

// openingCredit reads a dateline or byline that names an agency.
func openingCredit(line string) string {
	p := patterns()
	if m := p.dateline.FindStringSubmatchIndex(line); m != nil {
		at := max(m[2], m[4])
		name, bracket := line[at:max(m[3], m[5])], line[:at]
		if agency := agencyOf(name, true); agency != "" && datelined(strings.TrimRight(bracket, " (["), line[max(m[3], m[5]):]) {
			return agency
		}
	}
	if m := p.stops.FindStringSubmatch(line); m != nil {
		if agency := agencyOf(m[1], true); agency != "" {
			return agency
		}
	}
	if m := p.byline.FindStringSubmatch(line); m != nil && len(line) < 120 {
		return agencyOf(m[1], false)
	}
	return ""
}

// datelined reports whether what stands around an agency in brackets makes a
// dateline of it: a dash behind it, or a place in capitals before it.
func datelined(before, behind string) bool {
	behind = strings.TrimLeft(behind, ")]/. \t\u00a0")
	if strings.HasPrefix(behind, "-") || strings.HasPrefix(behind, "—") || strings.HasPrefix(behind, "–") || strings.HasPrefix(behind, "―") {
		return true
	}
	city, _, _ := strings.Cut(before, ",")
	return len(city) > 2 && city == strings.ToUpper(city) && strings.ToLower(city) != city
}

// closingCredit reads a line at the end of an article that says where it, or
// some of it, is from; bare is whether the agency's name alone may say so.
func closingCredit(line string, bare bool) string {
	p := patterns()
	if bare && len(line) < 80 {
		if m := p.line.FindStringSubmatch(line); m != nil {
			if agency := agencyOf(m[1], false); agency != "" {
				return agency
			}
		}
	}
	if len(line) > edgeBytes {
		line = line[len(line)-edgeBytes:]
		if cut := strings.Index(line, ". "); cut >= 0 {
			line = line[cut+2:]
		}
	}
	for _, sentence := range strings.SplitAfter(line, ". ") {
		sentence = strings.TrimSpace(sentence)
		for _, pattern := range []*regexp.Regexp{p.contributed, p.writers, p.end} {
			if m := pattern.FindStringSubmatch(sentence); m != nil {
				if agency := agencyOf(m[1], false); agency != "" {
					return agency
				}
			}
		}
	}
	return bracketAtEnd(line)
}

// bracketAtEnd reads an agency in brackets, slashes or behind a dash that ends
// a line.
func bracketAtEnd(line string) string {
	line = strings.TrimRight(line, " .")
	for _, marks := range []string{"()", "[]", "//"} {
		if !strings.HasSuffix(line, marks[1:]) {
			continue
		}
		inner := line[:len(line)-1]
		if at := strings.LastIndex(inner, marks[:1]); at > 0 && strings.HasSuffix(strings.TrimRight(inner[:at], " "), ".") {
			return agencyOf(inner[at+1:], true)
		}
	}
	return ""
}
