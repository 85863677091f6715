package record

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Entries are the set of what was put in and not taken out, in order, however unevenly
// they are spread.
func TestEntriesAreASet(t *testing.T) {
	number := rapid.OneOf(rapid.Uint64Range(0, 20), rapid.Uint64Range(1<<63, 1<<63+20), rapid.Uint64())
	check(t, func(t *rapid.T) {
		width := rapid.SampledFrom([]int{8, 16}).Draw(t, "width")
		one := rapid.Custom(func(t *rapid.T) entry {
			e := entry{high: number.Draw(t, "high")}
			if width > 8 {
				e.low = number.Draw(t, "low")
			}
			return e
		})
		some := rapid.SliceOfN(one, 0, 40)
		l := entries{width: width}
		set := make(map[entry]bool)
		for range rapid.IntRange(1, 6).Draw(t, "times") {
			in, out := some.Draw(t, "in"), some.Draw(t, "out")
			l = l.with(slices.Clone(in))
			for _, e := range in {
				set[e] = true
			}
			l = l.without(entries{width: width}.with(slices.Clone(out)))
			for _, e := range out {
				delete(set, e)
			}
			all := slices.SortedFunc(maps.Keys(set), entry.compare)
			if l.len() != len(all) {
				t.Fatalf("%d entries, want %x", l.len(), all)
			}
			for i, e := range all {
				if l.at(i) != e || !l.has(e) || l.before(e) != i {
					t.Errorf("entry %d is %x, at %d, want %x", i, l.at(i), l.before(e), e)
				}
			}
			for _, e := range out {
				before, _ := slices.BinarySearchFunc(all, e, entry.compare)
				if l.has(e) || l.before(e) != before {
					t.Errorf("%x is told to be among %x, behind %d, want %d", e, all, l.before(e), before)
				}
			}
		}
	})
}
