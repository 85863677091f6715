package speaker

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/attribution"
)

func TestNamed(t *testing.T) {
	for source, want := range map[string]Speaker{
		// Names with and without roles.
		"Ada Quill":                         {Name: "Ada Quill", Kind: Person},
		"Quill":                             {Name: "Quill"},
		"Harbour Minister Ada Quill":        {Name: "Ada Quill", Role: "Harbour Minister", Kind: Person},
		"harbour spokesman Dov Arlen":       {Name: "Dov Arlen", Role: "harbour spokesman", Kind: Person},
		"the Tessaly envoy, Dov Arlen":      {Name: "Dov Arlen", Role: "Tessaly envoy", Kind: Person},
		"Dov Arlen, a spokesman for Tides":  {Name: "Dov Arlen", Role: "spokesman for Tides", Kind: Person},
		"Ines de la Mora":                   {Name: "Ines de la Mora", Kind: Person},
		"Ada M. Quill":                      {Name: "Ada M. Quill", Kind: Person},
		"Dr. Ada Quill":                     {Name: "Ada Quill", Role: "Dr.", Kind: Person},
		"Director of Tide Safety Ada Quill": {Name: "Ada Quill", Role: "Director of Tide Safety", Kind: Person},
		"Special Envoy for Cooperation in Harbour Security Dov Arlen": {
			Name: "Dov Arlen", Role: "Special Envoy for Cooperation in Harbour Security", Kind: Person},
		"Press Secretary Dov Arlen":                {Name: "Dov Arlen", Role: "Press Secretary", Kind: Person},
		"Director of the Tide Institute Ada Quill": {Name: "Ada Quill", Role: "Director of the Tide Institute", Kind: Person},
		"Quill and members of her team":            {Name: "Quill"},
		"Tessaly’s Ada Quill":                      {Name: "Ada Quill", Kind: Person},
		"[Ada Quill]":                              {Name: "Ada Quill", Kind: Person},
		"Quill herself":                            {Name: "Quill"},

		// Organizations and groups as they are written.
		"The Marrow Bay Times":                 {Name: "Marrow Bay Times", Kind: Organization},
		"the Tessaly Ministry of Tides":        {Name: "Tessaly Ministry of Tides", Kind: Organization},
		"Tessaly harbour officials":            {Name: "Tessaly harbour officials", Kind: Group},
		"Officials at those harbours":          {Name: "Officials at those harbours", Kind: Group},
		"Tessaly's trade ministry on Thursday": {Name: "Tessaly's trade ministry", Kind: Organization},
		"the Department of Lighthouses":        {Name: "Department of Lighthouses", Kind: Organization},

		// Not known: pronouns and descriptions.
		"he": {}, "She": {}, "who": {}, "the spokesman": {}, "a source": {}, "One of them": {},
		"Tessaly President": {},
		"the Tessaly envoy": {}, "the President": {}, "": {}, " , ": {}, "the minister for Tides": {},
		"Press Secretary of the President of the Tessaly Federation": {},
	} {
		got := alone(source)
		got.How, got.Confidence, got.Candidates = "", 0, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", source, diff)
		}
	}
}

// alone resolves a source in a text that tells nothing else.
func alone(source string) Speaker {
	return Resolve(source+" said no.", []attribution.Statement{{Source: attribution.Span{Start: 0, End: len(source)}, Content: []attribution.Span{{}}, Inside: -1}})[0]
}

func TestResolveCompletesSurnames(t *testing.T) {
	for name, c := range map[string]struct{ text, source, want string }{
		"one full name":        {"Ada Quill spoke. Quill said no.", "Quill", "Ada Quill"},
		"title in between":     {"Minister Quill spoke first, then Ada Quill. Quill said no.", "Quill", "Ada Quill"},
		"initial":              {"Ada M. Quill spoke. Quill said no.", "Quill", "Ada M. Quill"},
		"two of one surname":   {"Ada Quill met Bram Quill. Quill said no.", "Quill", "Quill"},
		"none":                 {"The harbour is shut. Quill said no.", "Quill", "Quill"},
		"start of sentence":    {"It rained. Meanwhile Quill said no.", "Quill", "Quill"},
		"part of another word": {"Ada Quillfeather spoke. Quill said no.", "Quill", "Quill"},
		"place":                {"Old Tessaly sank. In summer it rains in Tessaly. Tessaly said no.", "Tessaly", "Tessaly"},
		"organization stays":   {"The Daily Argus said no.", "The Daily Argus", "Daily Argus"},
		"pronoun":              {"Ada Quill spoke. She said no.", "She", "Ada Quill"},
	} {
		t.Run(name, func(t *testing.T) {
			at := lastIndex(c.text, c.source)
			got := Resolve(c.text, []attribution.Statement{
				{Source: attribution.Span{Start: at, End: at + len(c.source)}, Content: []attribution.Span{{}}, Inside: -1},
			})
			if got[0].Name != c.want {
				t.Errorf("speaker of %q in %q is %q, want %q", c.source, c.text, got[0].Name, c.want)
			}
		})
	}
}

func lastIndex(text, of string) int {
	for i := len(text) - len(of); i >= 0; i-- {
		if text[i:i+len(of)] == of {
			return i
		}
	}
	return -1
}

func FuzzNamed(f *testing.F) {
	f.Add("Harbour Minister Ada Quill, a spokesman")
	f.Add("the “Tide” of\u00a0Élan and The")
	f.Fuzz(func(t *testing.T, source string) {
		s := alone(source)
		if utf8.ValidString(source) && !utf8.ValidString(s.Name+s.Role) {
			t.Errorf("%q: %+v is not valid UTF-8", source, s)
		}
		if !s.Known() && (s.Role != "" || s.Kind != "") {
			t.Errorf("%q: %+v: a role without a name", source, s)
		}
	})
}

// BenchmarkResolve doubles the speakers of a text: the time for each must not grow.
func BenchmarkResolve(b *testing.B) {
	for _, n := range []int{2000, 4000, 8000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var text strings.Builder
			var statements []attribution.Statement
			for i := range n {
				name := "Q" + strings.Repeat("a", i%7) + string(rune('a'+i%26)) + strconv.Itoa(i)
				text.WriteString("Then ")
				statements = append(statements, attribution.Statement{Source: attribution.Span{Start: text.Len(), End: text.Len() + len(name)},
					Content: []attribution.Span{{}}, Inside: -1})
				text.WriteString(name + " said no. ")
			}
			for b.Loop() {
				Resolve(text.String(), statements)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/speaker")
		})
	}
}
