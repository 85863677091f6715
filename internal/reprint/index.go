package reprint

// An Index is a text with the places of each three words in a row, a gram, to be
// compared with many others.
type Index struct {
	text  Text
	slots []int32  // the number of a gram, plus one: by hash, each in the first that was free from there on
	has   []uint64 // by other bits of hashes: a bit for each gram, so that most that the text has not are told at once
	keys  []uint64 // by gram: its hash
	last  []int32  // by gram: its last place, plus one
	count []int32  // by gram: how many places it has
	prior []int32  // by place: the one before it of the same gram, plus one
}

// Index makes the text ready to be compared with many others. It takes some forty
// bytes a word.
func (t Text) Index() *Index {
	x := &Index{text: t}
	if len(t.words) < seedWords {
		return x
	}
	size := 1
	for size < 2*len(t.words) {
		size *= 2
	}
	x.slots = make([]int32, size)
	x.has = make([]uint64, size/4) // 32 bits a word or more
	x.keys = make([]uint64, 0, len(t.words))
	x.last = make([]int32, 0, len(t.words))
	x.count = make([]int32, 0, len(t.words))
	x.prior = make([]int32, len(t.words))
	for i := 0; i+seedWords <= len(t.words); i++ {
		key := trigram(t.words[i:])
		s := x.slot(key)
		if *s == 0 {
			x.keys, x.last, x.count = append(x.keys, key), append(x.last, 0), append(x.count, 0)
			*s = int32(len(x.last))
			word, bit := x.bit(key)
			*word |= bit
		}
		g := *s - 1
		x.prior[i], x.last[g] = x.last[g], int32(i+1)
		x.count[g]++
	}
	return x
}

// trigram is a hash of the first three words in their order. Those are hashes
// themselves, so that little is needed; where it misleads, the words tell.
func trigram(words []uint32) uint64 {
	h := uint64(words[0])*0x9e3779b97f4a7c15 + uint64(words[1])*0xbf58476d1ce4e5b9 + uint64(words[2])*0x94d049bb133111eb
	return h ^ h>>32
}

func (x *Index) bit(key uint64) (word *uint64, bit uint64) {
	return &x.has[key>>38&uint64(len(x.has)-1)], 1 << (key >> 32 & 63)
}

// slot returns the slot of a gram, a free one if the text does not have it.
func (x *Index) slot(key uint64) *int32 {
	mask := uint64(len(x.slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if s := &x.slots[i]; *s == 0 || x.keys[*s-1] == key {
			return s
		}
	}
}

// runs returns the runs that the text, as a, and another have in common. Each
// place where few runs of three words are alike is in 16 runs at most, and places
// between them in no more than both their neighbours: so all runs together are not
// longer than a few times the texts.
func (x *Index) runs(b []uint32) []run {
	a := x.text.words
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	var runs []run
	upTo := make([]int32, len(a)+len(b)+1) // by diagonal: the word of a up to which runs on it reach
	grow := func(i, j int) {
		d := j - i + len(a)
		if i < int(upTo[d]) {
			return
		}
		from, to := i, i
		for from > int(upTo[d]) && from+j-i > 0 && a[from-1] == b[from-1+j-i] {
			from--
		}
		for to < len(a) && to+j-i < len(b) && a[to] == b[to+j-i] {
			to++
		}
		upTo[d] = int32(to)
		if to-from >= seedWords {
			runs = append(runs, run{a: int32(from), b: int32(from + j - i), n: int32(to - from), before: -1})
		}
	}
	grow(0, 0) // whatever repeats itself, texts that begin or end alike are found
	x.seeds(b, grow)
	grow(len(a)-1, len(b)-1)
	return runs
}

// seeds calls found for the places of the text and of b where three words are
// alike, in the order of b, unless they are alike in too many.
func (x *Index) seeds(b []uint32, found func(i, j int)) {
	if len(x.slots) == 0 || len(b) < seedWords {
		return
	}
	grams := make([]int32, len(b)-seedWords+1) // of each place of b: its number plus one, 0 for one that the text has not
	inB := make([]int32, len(x.last))
	for j := range grams {
		key := trigram(b[j:])
		if word, bit := x.bit(key); *word&bit == 0 {
			continue
		}
		if g := *x.slot(key); g > 0 {
			grams[j] = g
			inB[g-1]++
		}
	}
	for j, g := range grams {
		if g == 0 || int64(x.count[g-1])*int64(inB[g-1]) > maxSeeds {
			continue
		}
		for i := x.last[g-1]; i > 0; i = x.prior[i-1] {
			found(int(i-1), j)
		}
	}
}
