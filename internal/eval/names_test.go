package eval

import "testing"

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		about, name string
		accepted    []string
		others      []string
		want        bool
	}{
		{about: "the same", name: "Ada Quill", accepted: []string{"Ada Quill"}, want: true},
		{about: "the second accepted", name: "Tide Board", accepted: []string{"Board", "Tide Board"}, want: true},
		{about: "no name", name: "", accepted: []string{""}, want: false},
		{about: "another", name: "Ada Wrenn", accepted: []string{"Ada Quill"}, want: false},
		{about: "an article", name: "the Tide Board", accepted: []string{"Tide Board"}, want: true},
		{about: "titles", name: "Ada Quill", accepted: []string{"Mr. President Ada Quill"}, want: true},
		{about: "a name that is a title", name: "Bishop", accepted: []string{"Dr. Bishop"}, want: true},
		{about: "a middle initial", name: "Ada M. Quill", accepted: []string{"Ada Quill"}, want: true},
		{about: "first initials", name: "T. S. Orr", accepted: []string{"T.S. Orr"}, want: false},
		{about: "a generation", name: "Tam Orr Jr.", accepted: []string{"Tam Orr"}, want: true},
		{about: "a possessive", name: "Ada Quill", accepted: []string{"Ada Quill’s"}, want: true},
		{about: "letter case and dots", name: "U.S. SENATE", accepted: []string{"US Senate"}, want: true},
		{about: "an apposition", name: "Sennit", accepted: []string{"Sennit, Korvane"}, want: true},
		{about: "a surname that is accepted", name: "Quill", accepted: []string{"Ada Quill", "Ms. Quill"}, want: true},
		{about: "a surname that is not", name: "Quill", accepted: []string{"Ada Quill"}, want: false},
		{about: "a surname of two", name: "Quill", accepted: []string{"Ada Quill", "Quill"}, others: []string{"Mr. Quill"}, want: false},
		{about: "a fuller name than the accepted surname", name: "Ada Quill", accepted: []string{"Quill"}, want: true},
		{about: "a fuller name of another's surname", name: "Ada Quill", accepted: []string{"Quill"}, others: []string{"Ms. Quill"}, want: false},
		{about: "a full name beside another's surname", name: "Ada Quill", accepted: []string{"Ada Quill"}, others: []string{"Quill"}, want: true},
	} {
		t.Run(c.about, func(t *testing.T) {
			if got := SameName(c.name, c.accepted, c.others); got != c.want {
				t.Errorf("%q is one of %q and none of %q: %v", c.name, c.accepted, c.others, got)
			}
		})
	}
}

func TestSameNameLoosely(t *testing.T) {
	for _, c := range []struct {
		name     string
		accepted []string
		want     bool
	}{
		{"Quill", []string{"Ada Quill"}, true},
		{"Ada", []string{"Ada Quill"}, false},
		{"the Tide Board", []string{"Tide Board"}, true},
		{"TIDE-BOARD", []string{"Tide Board"}, true},
		{"Dr. Ada Quill", []string{"Ada Quill"}, false},
		{"", []string{""}, false},
	} {
		if got := sameNameLoosely(c.name, c.accepted); got != c.want {
			t.Errorf("%q is one of %q: %v", c.name, c.accepted, got)
		}
	}
}
