package variant

import "slices"

// A run is some words of the base, of the witness, or of both, that are one thing.
type run struct {
	op        Op
	base, own wordRange
	marked    bool
}

// An editor reads an alignment the way an editor would note it.
type editor struct {
	*aligner
	movedFrom map[int]int // words of the base, by those of the witness
	runs      []run
}

func newEditor(a *aligner) *editor {
	a.align()
	e := &editor{aligner: a}
	e.findMoves()
	e.forgetChance()
	e.noteShifts()
	e.group()
	return e
}

// forgetChance takes apart what looks the same by chance: one or two words that
// every text has, alone between longer parts that are dropped or added.
func (e *editor) forgetChance() {
	const few, long = 2, 3
	gapped := func(from, step int) bool {
		gaps := 0
		for k := from; k >= 0 && k < len(e.columns) && !e.columns[k].matched(); k += step {
			if c := e.columns[k]; (c.op == opDrop || c.op == opAdd) && !e.markedCut(c) && !e.bracketed(c) {
				gaps++
			}
		}
		return gaps >= long
	}
	var kept []column
	for k := 0; k < len(e.columns); {
		to, function := k, true
		for to < len(e.columns) && e.columns[to].matched() {
			c := e.columns[to]
			function = function && c.op == opSame && e.lexicon.function[e.b[c.base.from]]
			to++
		}
		if n := to - k; n > 0 && n <= few && function && gapped(k-1, -1) && gapped(to, 1) {
			for _, c := range e.columns[k:to] {
				c.op = opOther
				kept = append(kept, c)
			}
		} else {
			kept = append(kept, e.columns[k:to]...)
		}
		if to < len(e.columns) {
			kept = append(kept, e.columns[to])
		}
		k = to + 1
	}
	e.columns = kept
}

// noteShifts finds words that indirect speech alone has, or leaves out.
func (e *editor) noteShifts() {
	if !e.reports {
		return
	}
	for k := 0; k < len(e.columns); {
		to := k
		for to < len(e.columns) && !e.columns[to].matched() {
			to++
		}
		if to == k {
			k++
			continue
		}
		all := true
		for _, c := range e.columns[k:to] {
			all = all && e.lone(c)
		}
		for i := k; i < to; i++ {
			c := e.columns[i]
			first := c.op != opDrop && c.own.from == 0 && e.lone(c)
			if all || first {
				e.columns[i].op = opShift
			}
		}
		k = to
	}
}

// lone reports whether a column's words are there, or missing, as they are in
// indirect speech of what the other side has as it was said.
func (e *editor) lone(c column) bool {
	base, own := wordAt(e.base.words, c.base.from), wordAt(e.own.words, c.own.from)
	switch c.op {
	case opAdd:
		return !own.quoted && isReporting(own.form) || !base.quoted && asks(e.own.words, c.own.from)
	case opDrop:
		return !base.quoted && isReporting(base.form) || !own.quoted && asks(e.base.words, c.base.from)
	case opOther: // "do you know": "whether they knew"
		return !own.quoted && isWhether(own.form) && asks(e.base.words, c.base.from) ||
			!base.quoted && isWhether(base.form) && asks(e.own.words, c.own.from)
	}
	return false
}

// wordAt returns word i; behind the last, the last.
func wordAt(words []word, i int) word {
	if len(words) == 0 {
		return word{}
	}
	return words[min(i, len(words)-1)]
}

// group makes runs of the columns. Words of the witness that are in none were
// moved to where they stand.
func (e *editor) group() {
	next := 0 // the witness's next word
	for k := 0; k < len(e.columns); {
		c := e.columns[k]
		e.moved(next, c.own.from)
		next = c.own.to
		k++
		if c.matched() {
			op := Same
			if c.op == opShift {
				op = Indirect
			}
			e.put(run{op: op, base: c.base, own: c.own, marked: op == Indirect && e.bracketed(c)})
			continue
		}
		from := k - 1
		for k < len(e.columns) && !e.columns[k].matched() && e.columns[k].own.from == next {
			next = e.columns[k].own.to
			k++
		}
		e.differ(e.columns[from:k])
	}
	e.moved(next, len(e.o))
}

// moved adds runs for the witness's words [from, to), all of them moved there.
func (e *editor) moved(from, to int) {
	for j := from; j < to; j++ {
		i := e.movedFrom[j]
		e.put(run{op: Moved, base: wordRange{i, i + 1}, own: wordRange{j, j + 1}})
	}
}

func (e *editor) bracketed(c column) bool {
	return c.own.words() > 0 && e.own.words[c.own.from].bracketed
}

// put adds a run, or makes the last one longer, if both are one thing and
// unbroken on both sides.
func (e *editor) put(r run) {
	if n := len(e.runs); n > 0 {
		last := &e.runs[n-1]
		unbroken := last.base.words() == 0 || r.base.words() == 0 || last.base.to == r.base.from
		if last.op == r.op && last.marked == r.marked && unbroken {
			last.base, last.own = last.base.with(r.base), last.own.with(r.own)
			return
		}
	}
	e.runs = append(e.runs, r)
}

// differ adds runs for columns between which nothing is the same.
func (e *editor) differ(columns []column) {
	const many = 3
	gaps := 0
	for _, c := range columns {
		if c.op == opDrop || c.op == opAdd {
			gaps++
		}
	}
	apart := gaps >= many // then a word beside a form of its own is a change of its own
	for len(columns) > 0 {
		whole, n := columns[0], 1
		for ; n < len(columns); n++ {
			c := columns[n]
			if apart && (c.op == opSimilar) != (whole.op == opSimilar) || e.markedCut(c) != e.markedCut(columns[n-1]) {
				break
			}
			if whole.own.words() > 0 && c.own.words() > 0 && e.bracketed(c) != e.bracketed(whole) {
				break
			}
			if whole.base.words() > 0 && c.base.words() > 0 && c.base.from != whole.base.to {
				break // something between them was moved away
			}
			whole.base, whole.own = whole.base.with(c.base), whole.own.with(c.own)
		}
		e.change(columns[:n])
		columns = columns[n:]
	}
}

func (e *editor) markedCut(c column) bool { return c.op == opDrop && e.cutAt(c.own.from) }

// change adds a run for columns that belong together, and, where the witness
// begins or ends with them, one for what it leaves out before or behind.
func (e *editor) change(columns []column) {
	whole := span(columns)
	if whole.own.words() > 0 && whole.base.words() > 0 {
		if whole.own.from == 0 {
			n := leading(columns)
			if n = e.outer(columns[:n], true); n > 0 {
				e.put(e.named(span(columns[:n])))
				columns = columns[n:]
			}
		}
		if whole.own.to == len(e.o) {
			tail := slices.Clone(columns)
			slices.Reverse(tail)
			n := leading(tail)
			if n = e.outer(columns[len(columns)-n:], false); n > 0 {
				e.put(e.named(span(columns[:len(columns)-n])))
				columns = columns[len(columns)-n:]
			}
		}
	}
	e.put(e.named(span(columns)))
}

// leading returns how many columns at the beginning drop a word.
func leading(columns []column) int {
	n := slices.IndexFunc(columns, func(c column) bool { return c.op != opDrop })
	if n < 0 {
		return len(columns)
	}
	return n
}

// outer returns how many of the dropped words, before the witness's first or
// behind its last, are left out, and no part of the change beside them: all
// beyond a clause's border, or all, if they are many.
func (e *editor) outer(dropped []column, front bool) int {
	const many = 6
	for n := len(dropped); n > 0; n-- {
		at := dropped[len(dropped)-n].base.from // behind: the first word left out
		if front {
			at = dropped[n-1].base.to // before: the first that is not
		}
		if border(e.base, at) >= clauseBorder {
			return n
		}
	}
	if len(dropped) >= many {
		return len(dropped)
	}
	return 0
}

// span returns what columns cover.
func span(columns []column) run {
	r := run{base: columns[0].base, own: columns[0].own}
	for _, c := range columns[1:] {
		r.base, r.own = r.base.with(c.base), r.own.with(c.own)
	}
	return r
}

// named gives a run of differing words its op, and tells whether it is marked.
func (e *editor) named(r run) run {
	switch {
	case r.own.words() == 0:
		r.op, r.marked = Dropped, e.cutAt(r.own.from)
		return r
	case r.base.words() == 0:
		r.op = Added
	default:
		r.op = Changed
	}
	r.marked = true
	for _, w := range e.own.words[r.own.from:r.own.to] {
		r.marked = r.marked && w.bracketed
	}
	return r
}
