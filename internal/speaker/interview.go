package speaker

import (
	"strings"
)

// interviewee returns the figure whom an article of questions and answers is an
// interview with, -1 where it is none: questions stand as paragraphs of their
// own, and heading or introduction tell of an interview and name somebody, or
// nobody else.
func (c *cast) interviewee() int {
	const introduction = 12 // paragraphs
	questions := 0
	for _, end := range c.paraEnds() {
		if c.asks(end) {
			questions++
		}
	}
	fewest := 5
	for _, w := range c.words {
		if w.para > introduction {
			break
		}
		if strings.HasPrefix(w.lower(), "interview") {
			fewest = min(fewest, 3)
			if w.para == 0 {
				fewest = 2
			}
		}
	}
	if questions < fewest {
		return -1
	}
	named := make(map[int]int) // whom the introduction names, and how often
	best := -1
	for _, m := range c.mentions {
		if c.words[m.from].para > introduction {
			break
		}
		if m.figure < 0 || c.figures[m.figure].kind != Person {
			continue
		}
		named[m.figure]++
		if c.words[m.from].para == 0 {
			named[m.figure] += 3 // the heading
		}
		if best < 0 || named[m.figure] > named[best] {
			best = m.figure
		}
	}
	if fewest == 5 && len(named) > 1 {
		return -1
	}
	return best
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
