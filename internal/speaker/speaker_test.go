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
		"Ada Quill":                         {Name: "Ada Quill"},
		"Quill":                             {Name: "Quill"},
		"Harbour Minister Ada Quill":        {Name: "Ada Quill", Role: "Harbour Minister", Kind: Person},
		"harbour spokesman Dov Arlen":       {Name: "Dov Arlen", Role: "harbour spokesman", Kind: Person},
		"the Tessaly envoy, Dov Arlen":      {Name: "Dov Arlen", Role: "Tessaly envoy", Kind: Person},
		"Dov Arlen, a spokesman for Tides":  {Name: "Dov Arlen", Role: "spokesman for Tides", Kind: Person},
		"Ines de la Mora":                   {Name: "Ines de la Mora"},
		"Ada M. Quill":                      {Name: "Ada M. Quill"},
		"Dr. Ada Quill":                     {Name: "Ada Quill", Role: "Dr.", Kind: Person},
		"Director of Tide Safety Ada Quill": {Name: "Ada Quill", Role: "Director of Tide Safety", Kind: Person},
		"Special Envoy for Cooperation in Harbour Security Dov Arlen": {
			Name: "Dov Arlen", Role: "Special Envoy for Cooperation in Harbour Security", Kind: Person},
		"Press Secretary Dov Arlen":                {Name: "Dov Arlen", Role: "Press Secretary", Kind: Person},
		"Director of the Tide Institute Ada Quill": {Name: "Ada Quill", Role: "Director of the Tide Institute", Kind: Person},
		"Quill and members of her team":            {Name: "Quill"},
		"Tessaly’s Ada Quill":                      {Name: "Ada Quill"},
		"[Ada Quill]":                              {Name: "Ada Quill"},
		"Quill herself":                            {Name: "Quill"},

		// Organizations and groups as they are written.
		"The Marrow Bay Times":                 {Name: "Marrow Bay Times", Kind: Organization},
		"the Tessaly Ministry of Tides":        {Name: "Tessaly Ministry of Tides", Kind: Organization},
		"Tessaly harbour officials":            {Name: "Tessaly harbour officials"},
		"Tessaly's trade ministry on Thursday": {Name: "Tessaly's trade ministry", Kind: Organization},
		"the Department of Lighthouses":        {Name: "Department of Lighthouses", Kind: Organization},

		// Not known: pronouns and descriptions.
		"he": {}, "She": {}, "who": {}, "the spokesman": {}, "a source": {}, "One of them": {}, "Some skippers": {},
		"Officials at those harbours": {}, "Tessaly President": {}, "officials": {},
		"the Tessaly envoy": {}, "the President": {}, "": {}, " , ": {}, "the minister for Tides": {},
		"Press Secretary of the President of the Tessaly Federation": {},
	} {
		if diff := cmp.Diff(want, Named(source)); diff != "" {
			t.Errorf("Named(%q) (-want +got):\n%s", source, diff)
		}
	}
}

func TestResolveCompletesSurnames(t *testing.T) {
	for name, c := range map[string]struct{ text, source, want string }{
		"one full name":         {"Ada Quill spoke. Quill said no.", "Quill", "Ada Quill"},
		"title in between":      {"Minister Quill spoke first, then Ada Quill. Quill said no.", "Quill", "Ada Quill"},
		"initial":               {"Ada M. Quill spoke. Quill said no.", "Quill", "Ada Quill"},
		"two of one surname":    {"Ada Quill met Bram Quill. Quill said no.", "Quill", "Quill"},
		"none":                  {"The harbour is shut. Quill said no.", "Quill", "Quill"},
		"start of sentence":     {"It rained. Meanwhile Quill said no.", "Quill", "Quill"},
		"part of another word":  {"Ada Quillfeather spoke. Quill said no.", "Quill", "Quill"},
		"place":                 {"Old Tessaly sank. In summer it rains in Tessaly. Tessaly said no.", "Tessaly", "Tessaly"},
		"organization stays":    {"The Daily Argus said no.", "The Daily Argus", "Daily Argus"},
		"pronoun stays unknown": {"Ada Quill spoke. She said no.", "She", ""},
	} {
		t.Run(name, func(t *testing.T) {
			at := lastIndex(c.text, c.source)
			got := Resolve(c.text, []attribution.Statement{{Source: attribution.Span{Start: at, End: at + len(c.source)}}, {}})
			if got[0].Name != c.want {
				t.Errorf("speaker of %q in %q is %q, want %q", c.source, c.text, got[0].Name, c.want)
			}
			if got[1].Known() {
				t.Errorf("a statement without a source has the speaker %q", got[1].Name)
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
		s := Named(source)
		if utf8.ValidString(source) && !utf8.ValidString(s.Name+s.Role) {
			t.Errorf("Named(%q) = %+v is not valid UTF-8", source, s)
		}
		if !s.Known() && (s.Role != "" || s.Kind != "") {
			t.Errorf("Named(%q) = %+v: a role without a name", source, s)
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
				statements = append(statements, attribution.Statement{Source: attribution.Span{Start: text.Len(), End: text.Len() + len(name)}})
				text.WriteString(name + " said no. ")
			}
			for b.Loop() {
				Resolve(text.String(), statements)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/speaker")
		})
	}
}
