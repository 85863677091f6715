package variant_test

import (
	"testing"

	"hearsay/attribution"
	"hearsay/internal/variant"
)

func TestNegation(t *testing.T) {
	for _, test := range []struct {
		base, own string
		want      bool
	}{
		{"We will not close the bridge this winter", "We will close the bridge this winter", true},
		{"We will close the bridge this winter", "We will never close the bridge this winter", true},
		{"The tolls were ever fair to the ferrymen", "The tolls were not fair to the ferrymen", true},
		{"We cannot say who ordered the closing", "We can say who ordered the closing", true},
		{"We won’t close the bridge this winter", "We will not close the bridge this winter", false},
		{"Nobody asked us to close the bridge", "No one asked us to close the bridge", false},
		{"We will not close the bridge this winter", "We will close the bridge this … winter", true},
		{"We will not close the bridge this winter", "We will … close the bridge this winter", false},
		{"We close the bridge this winter, and nobody will find a paper that says why", "We close the bridge this winter", false},
		{"The tolls are fair to the ferrymen", "The tolls are fair to the pilots", false},
		{"The knot was tied by the ferrymen", "The rope was tied by the ferrymen", false},
	} {
		got := variant.Beside(wording(test.base, attribution.Direct), wording(test.own, attribution.Direct))
		if got.Negation() != test.want || test.want && !got.Contradicts() {
			t.Errorf("%q beside %q: %v, want %v: %+v", test.own, test.base, got.Negation(), test.want, got.Segments)
		}
	}
}

func TestTurn(t *testing.T) {
	for _, test := range []struct {
		base, own string
		want      bool
	}{
		{"The levy will stay for as long as the dredgers do", "The levy may stay for as long as the dredgers do", true},
		{"We can’t close the bridge this winter", "We mustn’t close the bridge this winter", true},
		{"The levy brings 40 million crowns in a full year", "The levy brings 14 million crowns in a full year", true},
		{"The levy brings 4,000 crowns in a full year", "The levy brings 4000 crowns in a full year", false},
		{"The levy will stay for as long as the dredgers do", "The levy would stay for as long as the dredgers did", false},
		{"The levy will stay for as long as the dredgers do", "The levy [may] stay for as long as the dredgers do", false},
		{"The levy will stay for as long as the dredgers do", "The toll will stay for as long as the dredgers do", false},
	} {
		got := variant.Beside(wording(test.base, attribution.Direct), wording(test.own, attribution.Direct))
		if got.Turn() != test.want || test.want && !got.Contradicts() {
			t.Errorf("%q beside %q: %v, want %v: %+v", test.own, test.base, got.Turn(), test.want, got.Segments)
		}
	}
}
