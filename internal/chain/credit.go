package chain

import (
	"regexp"
	"strings"
	"sync"
)

// A credit is the agency that a whole page is taken from.
type credit struct {
	name string
	from int // the byte of the text from which it holds
}

// creditOf reads whom a page credits: in its dateline, in a byline that names an
// outlet, or in a line at the end. The page's own outlet is nobody's credit.
func (o outlets) creditOf(p Page) credit {
	if p.Agency != "" {
		return o.creditTo(p.Agency, p.DatelineEnd)
	}
	if o.agency(p.Author) {
		return o.creditTo(p.Author, 0)
	}
	full := p.Full
	if full == "" {
		full = p.Text
	}
	if len(full) > 2*edge { // the lines at the top and at the end
		full = full[:edge] + "\n" + full[len(full)-edge:]
	}
	for line := range strings.Lines(full) {
		if len(line) > 120 || len(line) < 4 {
			continue
		}
		line = oneLine(line)
		for _, pattern := range creditLines() {
			m := pattern.FindStringSubmatch(line)
			if m != nil && o.agency(m[1]) {
				return o.creditTo(m[1], 0)
			}
		}
	}
	return credit{}
}

// edge is how many bytes at either end of a page may hold a credit.
const edge = 4000

func (o outlets) creditTo(name string, from int) credit {
	if name = agencyName(name); name == "" || o.isOwn(name) {
		return credit{}
	}
	return credit{name, from}
}

// agency reports whether what a line credits is an outlet, and not a person.
func (o outlets) agency(name string) bool {
	name = strings.Trim(name, " .,")
	if f := fold(name); forms()[f] != "" || known()[f] {
		return true
	}
	words := strings.Fields(fold(name))
	if len(words) == 0 || len(words) > 4 || words[len(words)-1] == "reporter" {
		return false
	}
	last := words[len(words)-1]
	return mastheads()[last] || outletKinds()[last] || len(words) == 1 && strings.HasSuffix(last, "news")
}

// creditLines are whole lines that say where an article is from.
var creditLines = sync.OnceValue(func() []*regexp.Regexp {
	const name = `((?:\p{Lu}[\p{L}\p{M}.&'’/-]*|of|the)(?:[ \x{a0}](?:\p{Lu}[\p{L}\p{M}.&'’/-]*|of|the)){0,4}?)`
	return []*regexp.Regexp{
		regexp.MustCompile(`^(?:By|BY|by)\s*:?\s+(?:[Tt]he\s+)?` + name + `(?:\s+[Ss]taff)?$`),
		regexp.MustCompile(`^\(?(?:Source|SOURCE|Sources|Via|Credit|Agency)\s*:\s*(?:[Tt]he\s+)?` + name + `[.)]*$`),
		regexp.MustCompile(`^\(?(?:Reporting|Written|Report) by\s+(?:[Tt]he\s+)?` + name + `[.)]*$`),
		regexp.MustCompile(`^(?:—|–|--|―)\s*(?:[Tt]he\s+)?` + name + `\.?$`),
		regexp.MustCompile(`^\((?:[Tt]he\s+)?` + name + `\)$`),
		regexp.MustCompile(`^\(?(?:This|The) (?:story|article|report|piece)(?: was)? (?:first|originally) (?:appeared|published|ran)(?: in| on| by)+\s+(?:[Tt]he\s+)?` + name + `[.)]*$`),
	}
})
