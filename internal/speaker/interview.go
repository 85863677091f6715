package speaker

import (
	"strings"
)

// interviewee returns the figure whom an article of questions and answers is an
// interview with, -1 where it is none: questions stand as paragraphs of their
// own, and heading or introduction tell of an interview and name somebody, or
// the heading names one person, or nobody else is named.
func (c *cast) interviewee() int {
	questions := 0
	for _, end := range c.paraEnds() {
		if c.asks(end) {
			questions++
		}
	}
	if questions < 2 {
		return none
	}
	heading, named := c.introduced(0), c.introduced(introduction)
	best := none
	for _, m := range c.mentions { // in their order, so that the first of equals is taken
		if f := m.figure; f >= 0 && named[f] > 0 && (best == none || named[f]+3*heading[f] > named[best]+3*heading[best]) {
			best = f
		}
	}
	switch {
	case c.tellsOfInterview(0):
	case questions >= 3 && (c.tellsOfInterview(introduction) || len(heading) == 1):
	case questions >= 5 && len(named) == 1:
	default:
		return none
	}
	return best
}

// introduction is how many paragraphs may tell whom an interview is with.
const introduction = 12

// introduced returns whom paragraphs up to one name, and how often.
func (c *cast) introduced(last int) map[int]int {
	named := make(map[int]int)
	for _, m := range c.mentions {
		if c.words[m.from].para > last {
			break
		}
		if m.figure >= 0 && c.figures[m.figure].kind == Person {
			named[m.figure]++
		}
	}
	return named
}

// tellsOfInterview reports whether paragraphs up to one have the word.
func (c *cast) tellsOfInterview(last int) bool {
	for _, w := range c.words {
		if w.para > last {
			break
		}
		if strings.HasPrefix(w.lower(), "interview") {
			return true
		}
	}
	return false
}

// signature returns who signs a letter that a word stands in, -1 for nobody: a
// name that is a paragraph of its own, behind it.
func (c *cast) signature(at int) int {
	const farthest = 8 // paragraphs
	for i := at; i < len(c.words) && c.words[i].para <= c.words[at].para+farthest; i++ {
		if i == 0 || c.words[i].para == c.words[i-1].para || c.words[i].para == c.words[at].para {
			continue
		}
		m := c.mentionAt(i)
		if m == nil || m.kind != Person || m.figure < 0 || m.to-m.from < 2 || m.role != "" {
			continue
		}
		if m.to == len(c.words) || c.words[m.to].para > c.words[i].para {
			return m.figure
		}
	}
	return none
}

// paraEnds returns the last word of each paragraph.
func (c *cast) paraEnds() []int {
	var ends []int
	for i := range c.words {
		if i+1 == len(c.words) || c.words[i+1].para != c.words[i].para {
			ends = append(ends, i)
		}
	}
	return ends
}

// asks reports whether a paragraph, told by its last word, is a question that
// somebody puts.
func (c *cast) asks(end int) bool {
	rest := c.text[c.words[end].End:]
	line, _, _ := strings.Cut(rest, "\n")
	return strings.HasPrefix(strings.TrimSpace(line), "?") && !strings.ContainsAny(line, "\"”")
}

// turn tells who is "I" at a word of an interview: its subject, unless the
// paragraph is a question.
func (c *cast) turn(at int) (asking bool) {
	const longestQuestion = 4 // sentences
	from, end := at, at
	for from > 0 && c.words[from-1].para == c.words[at].para {
		from--
	}
	for end+1 < len(c.words) && c.words[end+1].para == c.words[at].para {
		end++
	}
	return c.asks(end) && c.words[end].line-c.words[from].line < longestQuestion
}
