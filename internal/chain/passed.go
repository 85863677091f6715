package chain

import "strings"

// passed finds who passed a statement on, as its clause tells: "TASS reported,
// citing Kommersant", "as quoted by Quill", "according to the agency Quill".
// The first is nearest to the page.
func (c *clause) passed(o outlets) []string {
	var first, then []string
	for k := range c.tokens {
		if c.inSource(k) {
			continue
		}
		switch word := c.low(k); word {
		case "according":
			if c.low(k+1) == "to" {
				if name := c.outletAt(k+2, o); name != "" {
					first = append(first, name)
				}
			}
		case "by":
			switch c.low(k - 1) {
			case "quoted", "cited", "reported", "carried", "published", "quoting", "aired", "broadcast", "obtained", "released", "shown":
				if name := c.outletAt(k+1, o); name != "" {
					first = append(first, name)
				}
			}
		case "citing", "quoting":
			if name := c.outletAt(k+1, o); name != "" {
				then = append(then, name)
			}
		case "reference":
			if c.low(k+1) == "to" {
				if name := c.outletAt(k+2, o); name != "" {
					then = append(then, name)
				}
			}
		default:
			// ", the Quill agency reported", "as CNN reports", "Quill quoted him as".
			if !reporting()[word] || c.cue[0] <= k && k < c.cue[1] && c.source[1] > 0 {
				continue
			}
			if name := c.outletBefore(k, o); name != "" {
				first = append(first, name)
			}
		}
	}
	return append(first, then...)
}

// outletAt returns the outlet that a phrase names, "" where it names none.
func (c *clause) outletAt(k int, o outlets) string {
	if k >= len(c.tokens) || c.inSource(k) {
		return ""
	}
	if c.low(k) == "an" && c.low(k+1) == "interview" {
		return ""
	}
	p, ok := c.phraseAt(k)
	if !ok {
		return ""
	}
	if h, ok := c.hearer(p, o); ok && h.outlet != "" {
		return h.outlet
	}
	if c.press(p) {
		return trimArticle(c.words(p.from, p.to))
	}
	return ""
}

// press reports whether a phrase is news outlets together: "Russian news agencies".
func (c *clause) press(p phrase) bool {
	if p.to-p.from < 2 {
		return false
	}
	switch c.low(p.to - 1) {
	case "agencies", "media", "newspapers", "outlets":
		return c.low(p.from) != "social" && c.low(p.to-2) != "social" && c.low(p.to-2) != "intelligence"
	}
	return false
}

// outletBefore returns the outlet whose verb stands at a token: the longest name
// that ends right before it.
func (c *clause) outletBefore(k int, o outlets) string {
	if k == 0 || c.inSource(k-1) {
		return ""
	}
	for from := max(0, k-5); from < k; from++ {
		if from > 0 && c.tokens[from-1].word && !c.tokens[from-1].gap() {
			switch c.low(from - 1) {
			case "as", "the", "and", "after", "while", "when", "but", "because":
			default:
				continue
			}
		}
		if !c.tokens[from].word || c.tokens[from].gap() || c.inSource(from) {
			continue
		}
		p, ok := c.phraseAt(from)
		if !ok || p.to != k {
			continue
		}
		if h, ok := c.hearer(p, o); ok && h.outlet != "" && (o.names(h.outlet) || o.names("the "+h.outlet) || strings.EqualFold(h.name, h.outlet)) {
			return h.outlet
		}
		if c.press(p) {
			return trimArticle(c.words(p.from, p.to))
		}
	}
	return ""
}

// sourceOutlet returns the outlet that the clause's source names, "" where it
// names somebody else. cited are those that it cites.
func (c *clause) sourceOutlet(o outlets) (name string, cited []string) {
	if c.source[1] == 0 {
		return "", nil
	}
	whole := clause{text: c.text, tokens: c.tokens[c.source[0]:c.source[1]]}
	p, ok := whole.phraseAt(0)
	if !ok || p.to != len(whole.tokens) {
		return "", nil
	}
	if h, ok := whole.hearer(p, o); ok && h.outlet != "" && h.name == h.outlet {
		name = h.outlet
	} else if whole.press(p) {
		name = trimArticle(whole.words(p.from, p.to))
	}
	if name == "" {
		return "", nil
	}
	for k := range c.tokens {
		switch {
		case c.low(k) == "citing" || c.low(k) == "quoting":
			if cited := c.outletAt(k+1, o); cited != "" {
				return name, []string{cited}
			}
			if h, ok := c.interviewer(k+1, o); ok && h.outlet != "" {
				return name, []string{h.outlet}
			}
		case c.low(k) == "reference" && c.low(k+1) == "to":
			if cited := c.outletAt(k+2, o); cited != "" {
				return name, []string{cited}
			}
		}
	}
	return name, nil
}

// determined reports whether an article or the like stands before a word, with
// one adjective between at most: "a recent".
func (c *clause) determined(k int) bool {
	return determiners()[c.low(k-1)] || determiners()[c.low(k-2)] && k > 1 && c.tokens[k-1].word && !c.tokens[k-1].capital && !stops()[c.low(k-1)]
}

// interviewer finds the outlet of an interview that is spoken of from a token
// on: "an interview with CNN", "the interview, which she gave to Radio Tolm",
// "an interview aired on Sunday on NBC", "a CNN interview".
func (c *clause) interviewer(from int, o outlets) (hearer, bool) {
	for k := from; k < len(c.tokens); k++ {
		if word := c.low(k); word != "interview" && word != "interviews" || c.severed(k) {
			continue
		}
		for back := max(0, k-4); back < k; back++ {
			if c.tokens[back].capital && !c.inSource(back) && (c.determined(back) || strings.HasSuffix(c.low(back), "'s")) {
				if name := c.outletIn(back, k, o); name != "" {
					return hearer{name: name, outlet: name, from: back, to: k}, true
				}
			}
		}
		for ahead := k + 1; ahead < min(len(c.tokens), k+14); ahead++ {
			if c.tokens[ahead].gap() || c.low(ahead) == "." {
				break
			}
			switch c.low(ahead) {
			case "with", "to", "for", "on", "by", "in":
				p, ok := c.phraseAt(ahead + 1)
				if !ok || days()[c.low(ahead+1)] && c.low(ahead+1) != "the" {
					continue
				}
				h, ok := c.hearer(p, o)
				if ok && (h.outlet != "" || c.low(ahead) == "with" && ahead == k+1) {
					return h, true
				}
			}
		}
	}
	return hearer{}, false
}
