package reprint

import "slices"

const (
	shingle  = 5    // words of a mark
	maxMarks = 4096 // of one text
)

// Marks returns hashes of some of the text's runs of five words, sorted, each
// once: what texts that share much have in common, for an index. Runs wholly in
// quotation are left out, since they make no reprint, unless most of the text
// is quotation.
//
// A run is chosen by its hash alone (one whose last bits are zero, as in scaled
// MinHash: Irber et al., "Lightweight compositional analysis of metagenomes
// with FracMinHash", 2022), so that a part of a text chooses the same of its
// runs as the whole does. Of a long text it is every eighth, of a text under
// 400 words every fourth, under 150 words every second; what is chosen of the
// long is also chosen of the short. Thus two articles that share w words word
// for word have about w/8 marks in common, at 30% of the words replaced w/48.
// Never more than 4,096 are returned: of more than some 30,000 words the
// sample is thinner.
//
// Texts with two marks or more in common are worth comparing. A mark that very
// many texts have is of what an outlet puts under all that it prints: an index
// may pass over it, and should, for its cost not to grow with the record.
func (t Text) Marks() []int64 {
	if len(t.hashes) < shingle {
		return nil
	}
	mostlyQuoted := 2*t.own < len(t.words)
	rate := uint64(8)
	switch n := len(t.words); {
	case n < 150:
		rate = 2
	case n < 400:
		rate = 4
	}
	var marks []int64
	free := 0 // words outside quotations in the run
	for i, q := range t.quoted {
		if !q {
			free++
		}
		if i >= shingle && !t.quoted[i-shingle] {
			free--
		}
		if i < shingle-1 || free == 0 && !mostlyQuoted {
			continue
		}
		if h := gram(t.hashes[i-shingle+1 : i+1]); h&(rate-1) == 0 {
			marks = append(marks, int64(h))
		}
	}
	slices.Sort(marks)
	marks = slices.Compact(marks)
	for len(marks) > maxMarks {
		rate *= 2
		marks = slices.DeleteFunc(marks, func(m int64) bool { return uint64(m)&(rate-1) != 0 })
	}
	return marks
}

// gram is a hash of a few words in their order.
func gram(words []uint64) uint64 {
	var h uint64
	for _, w := range words {
		h = h*0x9e3779b97f4a7c15 + w
	}
	return mix(h)
}
