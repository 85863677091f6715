package variant

import "slices"

// What each step of an alignment costs. Equal words are worth something; a gap
// costs by its beginning and by its words, so that a few long gaps are preferred
// to many short ones; two words in each other's place cost less than two gaps.
// Borders only decide between what is equal otherwise. The values were set on one
// half of the pairs of TestKnownEdits.
const (
	costEqual    = -10
	costFunction = -8 // two equal words that every text has
	costHalf     = 0  // two equal words, one of them in a contraction
	costInserted = 5  // two equal words, one in brackets: who prints [the mayor] says that it was not said
	costShift    = 8  // a shift of indirect speech
	costSimilar  = 26 // two words of one stem
	costNumber   = 34 // two numbers
	costOther    = 40 // two words
	costGap      = 20 // a gap
	costGapAtCut = 5  // a gap where an ellipsis stands
	costGapAtEnd = 10 // a gap before the first or behind the last word
	costWord     = 30 // each word of a gap
	worthBracket = 6  // less, for a gap that begins where brackets open
)

// mostCells bounds the table of one stretch, mostCellsInAll those of two
// witnesses: 4 MB and at worst two seconds.
const (
	mostCells      = 1 << 21
	mostCellsInAll = 1 << 24
)

// A columnOp tells what a column of an alignment holds.
type columnOp uint8

const (
	opSame    columnOp = iota
	opShift            // words and what indirect speech makes of them
	opSimilar          // two words of one stem
	opOther            // two words in each other's place
	opDrop             // a word of the base alone
	opAdd              // a word of the witness alone
)

// A column is a step of an alignment: words of the base beside words of the
// witness. Where one side has none, it is a place.
type column struct {
	op        columnOp
	base, own wordRange
}

func (c column) matched() bool { return c.op == opSame || c.op == opShift }

// A wordRange is the words from one to before another. Without words it tells a
// place.
type wordRange struct{ from, to int }

func (r wordRange) words() int { return r.to - r.from }

// with returns the range made longer by one that follows it.
func (r wordRange) with(next wordRange) wordRange {
	switch {
	case next.words() == 0:
		return r
	case r.words() == 0:
		return next
	}
	return wordRange{r.from, next.to}
}

// An aligner sets the words of a witness beside those of the base.
type aligner struct {
	lexicon   *lexicon
	base, own reading
	b, o      []int32 // the words' numbers in the lexicon

	baseSaid, baseReported [][]phrase
	ownSaid, ownReported   [][]phrase
	reports                bool // something stands outside quotation marks

	cells   int // of the tables so far
	cost    int // of the alignment
	columns []column
}

func newAligner(l *lexicon, base, own reading) *aligner {
	a := &aligner{lexicon: l, base: base, own: own, b: l.numbers(base.words), o: l.numbers(own.words)}
	outside := func(w word) bool { return !w.quoted }
	a.reports = slices.ContainsFunc(base.words, outside) || slices.ContainsFunc(own.words, outside)
	if a.reports {
		said := func(s string) bool { return shiftRules()[s] != nil }
		reported := func(s string) bool { return reportedPhrases()[s] }
		a.baseSaid, a.ownSaid = phrases(base.words, said, false), phrases(own.words, said, false)
		a.baseReported, a.ownReported = phrases(base.words, reported, true), phrases(own.words, reported, true)
	}
	return a
}

// align adds the columns, in the order of both: Needleman and Wunsch's
// alignment (1970) with Gotoh's affine gaps (1982), in stretches between words
// that both have once where the whole table would be too large.
func (a *aligner) align() { a.stretch(0, len(a.b), 0, len(a.o), 0) }

// equal reports whether two words are the same.
func (a *aligner) equal(i, j int) bool { return a.b[i] == a.o[j] }

// pair returns what it costs to set base word i beside own word j.
func (a *aligner) pair(i, j int) (columnOp, int32) {
	b, o := a.b[i], a.o[j]
	if b == o {
		inserted := a.own.words[j].bracketed && !a.own.words[j].partly && !a.base.words[i].bracketed
		switch {
		case inserted:
			return opSame, costInserted
		case a.own.words[j].half != a.base.words[i].half:
			return opSame, costHalf
		case a.lexicon.function[b]:
			return opSame, costFunction
		}
		return opSame, costEqual
	}
	if a.lexicon.similar(b, o) {
		if a.reports && a.shiftsVerb(i, j) {
			return opShift, costShift
		}
		return opSimilar, costSimilar
	}
	if a.lexicon.number[b] && a.lexicon.number[o] {
		return opOther, costNumber
	}
	return opOther, costOther
}

func (a *aligner) shiftsVerb(i, j int) bool {
	base, own := a.base.words[i], a.own.words[j]
	return !own.quoted && shiftsVerb(a.base.words[:i], base.form, own.form) ||
		!base.quoted && shiftsVerb(a.own.words[:j], own.form, base.form)
}

// shift calls found with the lengths of every shift that ends with base word i
// and own word j.
func (a *aligner) shift(i, j int, found func(base, own int)) {
	for _, said := range a.baseSaid[i] {
		for _, reported := range a.ownReported[j] {
			if shiftRules()[said.text][reported.text] {
				found(said.words, reported.words)
			}
		}
	}
	for _, said := range a.ownSaid[j] {
		for _, reported := range a.baseReported[i] {
			if shiftRules()[said.text][reported.text] {
				found(reported.words, said.words)
			}
		}
	}
}

// The states of the table: the last column is a pair, a dropped or an added word.
const (
	inPair = iota
	inDrop
	inAdd
)

// A cell's trace, in bits: the best state (2), lengths of the pair that ends here
// on either side (2 each), whether a gap that ends here goes on (1 each).
const (
	traceState    = 3
	traceBase     = 2
	traceOwn      = 4
	traceDropMore = 1 << 6
	traceAddMore  = 1 << 7
	traceShift    = 1 << 8
)

// table aligns base words [b0, b1) with own words [o0, o1).
func (a *aligner) table(b0, b1, o0, o1 int) {
	const far = 1 << 28
	n, m := b1-b0, o1-o0
	width := m + 1
	a.cells += (n + 1) * width
	trace := make([]uint16, (n+1)*width)
	// Of the best costs, rows that a shift may look back to; of gaps in the
	// base, one row.
	var best [longestShift + 1][]int32
	for i := range best {
		best[i] = make([]int32, width)
	}
	drop := make([]int32, width)
	for i := 0; i <= n; i++ {
		row := best[i%len(best)]
		add := int32(far)
		for j := 0; j <= m; j++ {
			var t uint16
			pair := int32(far)
			switch {
			case i == 0 && j == 0:
				pair = 0
			case i > 0 && j > 0:
				op, cost := a.pair(b0+i-1, o0+j-1)
				pair = best[(i-1)%len(best)][j-1] + cost
				t = 1<<traceBase | 1<<traceOwn
				if op == opShift {
					t |= traceShift
				}
				if a.reports {
					a.shift(b0+i-1, o0+j-1, func(p, q int) {
						if p > i || q > j {
							return
						}
						if c := best[(i-p)%len(best)][j-q] + costShift; c < pair {
							pair, t = c, uint16(p<<traceBase|q<<traceOwn|traceShift)
						}
					})
				}
			}
			down := int32(far)
			if i > 0 {
				down = best[(i-1)%len(best)][j] + a.dropCost(b0+i-1, o0+j)
				if i > 1 && drop[j] < down {
					down, t = drop[j], t|traceDropMore
				}
				down += costWord
			}
			drop[j] = down
			if j > 0 {
				right := row[j-1] + a.addCost(b0+i, o0+j-1)
				if add < right {
					right, t = add, t|traceAddMore
				}
				add = right + costWord
			}
			row[j] = pair
			if c := down - int32(border(a.base, b0+i)); i > 0 && c < row[j] {
				row[j], t = c, t&^traceState|inDrop
			}
			if c := add - int32(border(a.own, o0+j)); j > 0 && c < row[j] {
				row[j], t = c, t&^traceState|inAdd
			}
			trace[i*width+j] = t
		}
	}
	a.cost += int(best[n%len(best)][m])
	a.back(trace, b0, b1, o0, o1)
}

// back follows the traces from the last cell and adds the columns.
func (a *aligner) back(trace []uint16, b0, b1, o0, o1 int) {
	width := o1 - o0 + 1
	first := len(a.columns)
	i, j := b1-b0, o1-o0
	state := trace[len(trace)-1] & traceState
	for i > 0 || j > 0 {
		t := trace[i*width+j]
		p, q := 0, 0
		c := column{}
		more := false
		switch state {
		case inDrop:
			c.op, p, more = opDrop, 1, t&traceDropMore != 0
		case inAdd:
			c.op, q, more = opAdd, 1, t&traceAddMore != 0
		default:
			p, q = int(t>>traceBase&3), int(t>>traceOwn&3)
			c.op = opShift
			if t&traceShift == 0 {
				c.op, _ = a.pair(b0+i-1, o0+j-1)
			}
		}
		c.base, c.own = wordRange{b0 + i - p, b0 + i}, wordRange{o0 + j - q, o0 + j}
		a.columns = append(a.columns, c)
		i, j = i-p, j-q
		if !more {
			state = trace[i*width+j] & traceState
		}
	}
	slices.Reverse(a.columns[first:])
}

// dropCost returns what it costs to begin to drop words at base word i, before
// own word j.
func (a *aligner) dropCost(i, j int) int32 {
	cost := costGap
	switch {
	case a.cutAt(j):
		cost = costGapAtCut
	case j == 0 || j == len(a.o):
		cost = costGapAtEnd
	}
	return int32(cost - border(a.base, i))
}

// addCost returns what it costs to begin to add words at own word j, before base
// word i.
func (a *aligner) addCost(i, j int) int32 {
	if w := a.own.words[j]; j == 0 && !w.quoted && w.form == "that" {
		return costShift - costWord // "that they will"
	}
	cost := costGap
	if i == 0 || i == len(a.b) {
		cost = costGapAtEnd
	}
	if w := a.own.words[j]; w.bracketed && (j == 0 || !a.own.words[j-1].bracketed) {
		cost -= worthBracket
	}
	return int32(cost - border(a.own, j))
}

// cutAt reports whether an ellipsis stands before own word j.
func (a *aligner) cutAt(j int) bool {
	if j == len(a.own.words) {
		return a.own.cutEnd
	}
	return a.own.words[j].cut
}

// border returns how strongly something ends before word i.
func border(r reading, i int) int {
	if i == len(r.words) {
		return sentenceBorder
	}
	return r.words[i].border
}
