package record

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"hearsay/internal/speaker"
)

// An identity is what the model makes of an alias.
type identity struct {
	written    string // the alias's name
	speaker    string // id of the alias that stands for the speaker
	confidence float64
	name, kind string // of the speaker, for the alias that stands for it
}

// A modelAlias is what all statements together tell of an alias.
type modelAlias struct {
	speaker.Alias
	written  string
	articles map[string]string // by id, the days
	names    map[string]int
	kinds    map[string]int
}

// identify tells to whom every alias belongs, from all statements at once.
func (m *model) identify(all []modelStatement) map[string]identity {
	d := m.decisions()
	aliases := map[string]*modelAlias{}
	company := map[string]map[string]bool{} // by article
	for _, s := range all {
		if s.alias.Name == "" {
			continue
		}
		id := s.alias.ID()
		a := aliases[id]
		if a == nil {
			a = &modelAlias{written: s.alias.Name, articles: map[string]string{}, names: map[string]int{}, kinds: map[string]int{}}
			a.ID, a.Name, a.Domain, a.Fixed = id, speaker.Fold(s.alias.Name), speaker.Domain(s.alias.Domain), d.with[id]
			aliases[id] = a
		}
		a.Statements++
		a.articles[s.Article.ID] = s.Article.Published
		a.Articles = len(a.articles)
		a.names[s.alias.Name]++
		if s.kind != "" {
			a.kinds[s.kind]++
		}
		if company[s.Article.ID] == nil {
			company[s.Article.ID] = map[string]bool{}
		}
		company[s.Article.ID][a.Name.Circle()] = true
	}
	known := speaker.Evidence{
		Apart: func(a, b string) bool { return d.apart[[2]string{min(a, b), max(a, b)}] },
		Company: func(a, b string) bool {
			with := func(id string) map[string]bool {
				found := map[string]bool{}
				for article := range aliases[id].articles {
					for c := range company[article] {
						found[c] = c != "" && c != aliases[id].Name.Circle()
					}
				}
				return found
			}
			shared := 0
			for c, is := range with(a) {
				if is && with(b)[c] {
					shared++
				}
			}
			return shared >= 2
		},
	}

	joins := map[string]speaker.Join{}
	circles, families := map[string][]speaker.Alias{}, map[string][]*modelAlias{}
	for id, a := range aliases {
		joins[id] = speaker.Join{ID: id, Root: id, Why: speaker.Itself, Confidence: 1}
		if c := a.Name.Circle(); c != "" {
			circles[c] = append(circles[c], a.Alias)
		}
		if a.Name.Bare() {
			families[a.Name.Family()] = append(families[a.Name.Family()], a)
		}
	}
	for _, circle := range circles {
		for _, j := range speaker.JoinCircle(circle, known) {
			joins[j.ID] = j
		}
	}
	for family, bare := range families {
		byRoot := map[string]*speaker.Family{}
		for id, a := range aliases {
			if a.Name.Full() && a.Name.Family() == family {
				root := joins[id].Root
				if byRoot[root] == nil {
					byRoot[root] = &speaker.Family{Root: root}
				}
				byRoot[root].Members = append(byRoot[root].Members, a.Alias)
			}
		}
		var members []speaker.Family
		for _, f := range byRoot {
			members = append(members, *f)
		}
		var surnames []speaker.Alias
		for _, a := range bare {
			if k := byCount(a.kinds); len(k) == 0 || k[0] == "person" {
				surnames = append(surnames, a.Alias)
			}
		}
		for _, j := range speaker.JoinSurnames(surnames, members, known) {
			joins[j.ID] = j
		}
	}
	return m.unite(aliases, joins, d)
}

// unite puts groups together that a person merged.
func (m *model) unite(aliases map[string]*modelAlias, joins map[string]speaker.Join, d decisions) map[string]identity {
	set := map[string]string{} // of each alias, the least alias that it is one with
	for id := range aliases {
		set[id] = id
	}
	unite := func(a, b string) {
		low, high := min(set[a], set[b]), max(set[a], set[b])
		for id := range set {
			if set[id] == high {
				set[id] = low
			}
		}
	}
	outgoing, incoming := map[string]bool{}, map[string]bool{} // groups
	for id := range aliases {
		unite(id, joins[id].Root)
	}
	for id := range aliases {
		for other := range aliases {
			switch {
			case d.with[id] == other && id != other:
				unite(id, other)
				if joins[id].Root != joins[other].Root {
					outgoing[joins[id].Root], incoming[joins[other].Root] = true, true
				}
			case d.with[id] != "" && d.with[id] == d.with[other]:
				unite(id, other)
			}
		}
	}
	rank := func(root string) int {
		rank := 0
		if outgoing[root] {
			rank += 4
		}
		if !incoming[root] {
			rank += 2
		}
		if aliases[root].Name.Bare() {
			rank++
		}
		return rank
	}
	known := map[string]identity{}
	for id, a := range aliases {
		head := ""
		for other := range aliases {
			if root := joins[other].Root; set[other] == set[id] {
				if head == "" || cmp.Or(cmp.Compare(rank(root), rank(head)), cmp.Compare(root, head)) < 0 {
					head = root
				}
			}
		}
		sure := joins[id].Why.Confidence()
		known[id] = identity{written: a.written, speaker: head, confidence: sure}
	}
	for head, i := range known {
		if i.speaker != head {
			continue
		}
		names, kinds := map[string]int{}, map[string]int{}
		latest := -1
		for id, a := range aliases {
			if r, renamed := d.renamed[id]; renamed && joins[id].Root == head && r.order > latest {
				latest, i.name = r.order, r.name
			}
			for name, n := range a.names {
				if joins[id].Root == head && a.Name.Bare() == aliases[head].Name.Bare() {
					names[name] += n
				}
			}
			for kind, n := range a.kinds {
				if known[id].speaker == head {
					kinds[kind] += n
				}
			}
		}
		if latest < 0 {
			i.name = byCount(names)[0]
		}
		if len(kinds) > 0 {
			i.kind = byCount(kinds)[0]
		}
		known[head] = i
	}
	return known
}

// namesOf is every name of each speaker, with how many statements have it.
func (m *model) namesOf() map[string]map[string]int {
	var all []modelStatement
	for _, name := range m.names() {
		if c := m.captures[name]; c.read {
			all = append(all, m.ofReading(c)...)
		}
	}
	who := m.identify(all)
	names := map[string]map[string]int{}
	for _, s := range all {
		if s.alias.Name == "" {
			continue
		}
		id := who[s.alias.ID()].speaker
		if names[id] == nil {
			names[id] = map[string]int{}
		}
		names[id][s.alias.Name]++
	}
	return names
}

// decisions are what the entries that hold come to.
type decisions struct {
	confirmed map[string]bool
	speakers  map[string]AliasRef
	with      map[string]string
	apart     map[[2]string]bool
	renamed   map[string]renaming
}

type renaming struct {
	name  string
	order int
}

// holds tells which entries are not undone.
func (m *model) holds() []bool {
	holds := make([]bool, len(m.entries))
	for i := range holds {
		holds[i] = true
	}
	for i := len(m.entries) - 1; i >= 0; i-- {
		if undone := m.entries[i].Entry; undone != "" && holds[i] {
			at := slices.IndexFunc(m.entries, func(e Entry) bool { return e.ID == undone })
			holds[at] = false
		}
	}
	return holds
}

func (m *model) decisions() decisions {
	d := decisions{map[string]bool{}, map[string]AliasRef{}, map[string]string{}, map[[2]string]bool{}, map[string]renaming{}}
	stands := func(id string) string {
		for d.with[id] != "" && d.with[id] != id {
			id = d.with[id]
		}
		return id
	}
	apart := func(these, those []AliasRef) {
		for _, a := range these {
			for _, b := range those {
				d.apart[[2]string{min(a.ID(), b.ID()), max(a.ID(), b.ID())}] = true
			}
		}
	}
	holds := m.holds()
	for i, e := range m.entries {
		if !holds[i] {
			continue
		}
		switch e.Do {
		case Confirm:
			d.confirmed[e.Statement] = true
		case Withdraw:
			delete(d.confirmed, e.Statement)
		case SetSpeaker:
			d.speakers[e.Statement] = AliasRef{}
			if e.Speaker != nil {
				d.speakers[e.Statement] = *e.Speaker
			}
		case Rename:
			d.renamed[e.Speaker.ID()] = renaming{e.Name, i}
		case Merge:
			target := stands(e.Speaker.ID())
			if slices.ContainsFunc(e.Aliases, func(a AliasRef) bool { return a.ID() == target }) {
				continue
			}
			for _, a := range e.Aliases {
				d.with[a.ID()] = target
			}
		case Split:
			target := *e.Speaker
			if strings.HasPrefix(target.Domain, setApart) && len(e.Statements) > 0 {
				d.with[target.ID()] = target.ID()
				apart([]AliasRef{target}, e.From)
			}
			if slices.Contains(e.Aliases, target) {
				d.with[target.ID()] = target.ID()
			}
			with := stands(target.ID())
			for _, a := range e.Aliases {
				if a.ID() != with {
					d.with[a.ID()] = with
				}
			}
			apart(e.Aliases, e.From)
			for _, s := range e.Statements {
				d.speakers[s] = target
			}
			if e.Name != "" {
				d.renamed[target.ID()] = renaming{e.Name, i}
			}
		case KeepApart:
			apart(e.Aliases, e.From)
		}
	}
	return d
}

// correct does one of all that a person can do.
func (m *model) correct(t *rapid.T) {
	all := m.statements(Query{})
	if len(all) == 0 {
		t.Skip("there is no statement")
	}
	statement := rapid.SampledFrom(all).Draw(t, "statement").ID
	speakers, err := m.Speakers(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	drawSpeaker := func(label string) string {
		if len(speakers) == 0 {
			t.Skip("there is no speaker")
		}
		return rapid.SampledFrom(speakers).Draw(t, label).ID
	}
	by := Person{Name: "ines", Time: time.Unix(1_900_000_000, 0)}
	ctx := t.Context()
	var made Entry
	switch do := rapid.SampledFrom([]string{Confirm, Withdraw, SetEncoding, Rename, Merge, Split, "split statements", SetSpeaker, KeepApart,
		JoinWitnesses, PartWitnesses, Undo, Undo}).Draw(t, "do"); do {
	case Confirm, Withdraw:
		made, err = m.Enter(ctx, Correction{By: by.Name, Time: by.Time, Do: do, Statement: statement})
	case SetEncoding:
		capture := rapid.SampledFrom(m.names()).Draw(t, "capture")
		made, err = m.Enter(ctx, Correction{By: by.Name, Time: by.Time, Do: do, Capture: capture,
			Encoding: rapid.SampledFrom([]string{"koi8-r", "windows-1251"}).Draw(t, "encoding")})
		m.captures[capture].waiting, m.captures[capture].failure = true, ""
	case Rename:
		made, err = m.Rename(ctx, by, drawSpeaker("speaker"), rapid.SampledFrom([]string{"A. Quill", "Nobody"}).Draw(t, "name"))
	case Merge:
		a, b := drawSpeaker("speaker"), drawSpeaker("into")
		if a == b {
			t.Skip("they are one")
		}
		made, err = m.Merge(ctx, by, a, b)
	case Split:
		s := drawSpeaker("speaker")
		aliases, err2 := m.Aliases(ctx, s)
		if err2 != nil {
			t.Fatal(err2)
		}
		if len(aliases) < 2 {
			t.Skip("it has one name")
		}
		as := rapid.SampledFrom([]string{"", "Split Quill"}).Draw(t, "as")
		if other := drawSpeaker("to"); other != s && rapid.Bool().Draw(t, "to another") {
			as = other
		}
		made, err = m.Split(ctx, by, s, []string{rapid.SampledFrom(aliases).Draw(t, "alias").ID}, as)
	case "split statements":
		with := slices.DeleteFunc(slices.Clone(all), func(s Statement) bool { return s.Speaker == nil })
		if len(with) == 0 {
			t.Skip("there is no speaker")
		}
		s := rapid.SampledFrom(with).Draw(t, "split")
		made, err = m.Split(ctx, by, s.Speaker.ID, []string{s.ID}, rapid.SampledFrom([]string{"", "Split Quill"}).Draw(t, "as"))
	case SetSpeaker:
		who := rapid.SampledFrom([]string{"", "Ada Quill", "Nobody Else"}).Draw(t, "who")
		if len(speakers) > 0 && rapid.Bool().Draw(t, "by id") {
			who = drawSpeaker("speaker")
		}
		made, err = m.SetSpeaker(ctx, by, statement, who)
	case KeepApart:
		a, b := drawSpeaker("speaker"), drawSpeaker("other")
		if a == b {
			t.Skip("they are one")
		}
		made, err = m.KeepApart(ctx, by, a, b)
	case JoinWitnesses:
		other := rapid.SampledFrom(all).Draw(t, "other")
		if other.ID == statement {
			t.Skip("it is one statement")
		}
		id := other.ID
		if other.Utterance != "" && rapid.Bool().Draw(t, "all of it") {
			id = other.Utterance
		}
		made, err = m.Join(ctx, by, statement, id)
		if errors.Is(err, ErrBadCorrection) {
			t.Skip("it is one utterance")
		}
	case PartWitnesses:
		made, err = m.Part(ctx, by, statement)
		if errors.Is(err, ErrBadCorrection) {
			t.Skip("it is alone")
		}
	case Undo:
		var holding []Entry
		for i, holds := range m.holds() {
			if holds {
				holding = append(holding, m.entries[i])
			}
		}
		if len(holding) == 0 {
			t.Skip("there is nothing to undo")
		}
		before := m.encodingsNow()
		made, err = m.Undo(ctx, by, rapid.SampledFrom(holding).Draw(t, "entry").ID)
		m.entries = append(m.entries, made)
		for capture, c := range m.captures {
			if before[capture] != m.encodingsNow()[capture] {
				c.waiting, c.failure = true, ""
			}
		}
		m.entries = m.entries[:len(m.entries)-1]
	}
	if err != nil {
		t.Fatal(err)
	}
	m.entries = append(m.entries, made)
	m.encodings = m.encodingsNow()
}

// encodingsNow are the encodings that people stated, by SHA-256.
func (m *model) encodingsNow() map[string]string {
	encodings := map[string]string{}
	for i, holds := range m.holds() {
		if e := m.entries[i]; holds && e.Do == SetEncoding {
			encodings[e.Capture] = e.Encoding
		}
	}
	return encodings
}
