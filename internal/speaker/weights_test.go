package speaker

import (
	"testing"

	"hearsay/attribution"
	"hearsay/internal/eval"
	"hearsay/internal/outside"
)

// TestNamesForPronouns takes names that marked sources give for pronouns, and
// demands that who is meant would be found. Writers give a name where a pronoun
// would leave a doubt, so this is harder than pronouns are.
func TestNamesForPronouns(t *testing.T) {
	articles, err := eval.Load(outside.Shared(t, "data/polnear/train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	right, wrong, open := 0, 0, 0
	for _, a := range articles {
		var statements []attribution.Statement
		for _, m := range a.Attributions {
			if len(m.Content) == 0 {
				continue
			}
			s := attribution.Statement{Content: m.Content, Kind: attribution.KindOf(a.Text, m.Content), Inside: -1}
			if n := len(m.Source); n > 0 {
				s.Source = attribution.Span{Start: m.Source[0].Start, End: m.Source[n-1].End}
			}
			if n := len(m.Cue); n > 0 {
				s.Cue = attribution.Span{Start: m.Cue[0].Start, End: m.Cue[n-1].End}
			}
			statements = append(statements, s)
		}
		r := newResolver(a.Text, statements, nil)
		for _, i := range r.order() {
			if who, meant := r.instead(i); who != none {
				switch {
				case !meant.Known():
					open++
				case meant.figure == who:
					right++
				default:
					wrong++
				}
			}
			r.step(i)
		}
	}
	all := right + wrong + open
	t.Logf("of %d names of somebody named before: right %d, %.3f, wrong %d, %.3f, not known %d",
		all, right, float64(right)/float64(all), wrong, float64(wrong)/float64(all), open)
	if right*100 < all*60 || wrong*100 > all*25 {
		t.Error("fewer than 60 in 100 are right, or more than 25 wrong")
	}
}

// instead returns the person whom a statement's source names, if the article named
// him or her before, and who would be meant by a pronoun there.
func (r *resolver) instead(i int) (who int, meant answer) {
	s := r.statements[i]
	if s.Source.Empty() {
		return none, answer{}
	}
	p := r.source(s.Source)
	if p.form != named || p.figure < 0 || r.figures[p.figure].kind != Person || r.figures[p.figure].gender == 0 {
		return none, answer{}
	}
	w := r.weigher(i, s.Source.Start)
	if _, ok := w.seen[p.figure]; !ok {
		return none, answer{}
	}
	g := r.figures[p.figure].gender
	return p.figure, w.choose(w.weigh(func(f int) bool { return r.figures[f].mayBe(g) }, g), ByPronoun)
}
