package record

// The types of this file are the wire format: what export writes, what --json
// prints and what the pages show. Fields are added, never renamed. What is not
// known is left out.

// A Statement is one attribution in one article.
type Statement struct {
	ID      string     `json:"id"`
	Article ArticleRef `json:"article"`
	Speaker *Speaker   `json:"speaker,omitempty"`

	Candidates []Candidate `json:"candidates,omitempty"` // where the speaker is not known, likeliest first

	Source  *Span  `json:"source,omitempty"`
	Cue     *Span  `json:"cue,omitempty"`
	Content []Span `json:"content"`

	Kind     string `json:"kind"`
	Act      string `json:"act"`
	Negated  bool   `json:"negated"`
	Headline bool   `json:"headline"`

	To    string   `json:"to,omitempty"`
	Where string   `json:"where,omitempty"`
	When  *When    `json:"when,omitempty"`
	Via   []string `json:"via,omitempty"`

	Inside    string `json:"inside,omitempty"`     // id of the enclosing statement
	Utterance string `json:"utterance,omitempty"`  // id of the utterance that it reports, where others do too
	ReprintOf string `json:"reprint_of,omitempty"` // id of the article that printed the passage before

	Confidence float64 `json:"confidence"`
	By         string  `json:"by"` // what found it, with its version
	Confirmed  bool    `json:"confirmed"`
}

// A Span is bytes of the article's text, with the words that stand there.
type Span struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"` // exclusive
}

// StandsIn reports whether the span's words stand in the text where it says.
func (s Span) StandsIn(text string) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text) && text[s.Start:s.End] == s.Text
}

// A When is a day or a range of days, with the words that tell it.
type When struct {
	From string `json:"from"` // 2006-01-02
	To   string `json:"to"`
	Text string `json:"text,omitempty"`
}

// A Speaker is somebody to whom statements are ascribed.
type Speaker struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind,omitempty"` // person, organization or state
	Role string `json:"role,omitempty"` // as this article gives it

	How        string  `json:"how,omitempty"`        // name, pronoun, description, continuing; person where somebody set it
	Confidence float64 `json:"confidence,omitempty"` // that the statement is this speaker's
}

// A Candidate is who may be meant by a source where it is not known who is.
type Candidate struct {
	Name       string  `json:"name"`
	Confidence float64 `json:"confidence"`
	Why        string  `json:"why,omitempty"`
}

// An ArticleRef names an article within a statement.
type ArticleRef struct {
	ID        string `json:"id"`
	File      string `json:"file,omitempty"`
	URL       string `json:"url,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	Paywall   string `json:"paywall,omitempty"` // what told that the text is for payers, and may be cut: json-ld, meta or text
	Live      bool   `json:"live,omitempty"`    // a live blog
	SHA256    string `json:"sha256"`
}

// An Article is a whole article: its reference, what else is known of it, and
// its text with what each stretch of it is.
type Article struct {
	ArticleRef
	Author        string   `json:"author,omitempty"`
	Language      string   `json:"language,omitempty"`
	Place         string   `json:"place,omitempty"`  // of the dateline
	Agency        string   `json:"agency,omitempty"` // of the dateline
	PublishedFrom string   `json:"published_from,omitempty"`
	Modified      string   `json:"modified,omitempty"` // the later day on which it was last changed, as the page states
	Captured      string   `json:"captured"`           // RFC 3339
	Notes         []string `json:"notes,omitempty"`
	Unsearched    bool     `json:"unsearched,omitempty"` // nobody has looked for its statements
	Statements    int      `json:"statements"`           // how many
	Copied        int      `json:"copied"`               // of them, those that stand in what another article printed before
	ReprintOf     string   `json:"reprint_of,omitempty"` // id of the article of which nearly all the text is, and which came before
	Story         string   `json:"story,omitempty"`      // id, where other articles are about the event too
	Text          string   `json:"text,omitempty"`
	Parts         []Part   `json:"parts,omitempty"`

	Shares []Sharing `json:"shares,omitempty"` // who else has its text
}

// A Sharing is another article that has text of one.
type Sharing struct {
	Article  ArticleRef `json:"article"`
	Whole    bool       `json:"whole"`            // nearly all of the shorter's own words; else a good part
	Share    float64    `json:"share"`            // of the shorter's own words, those outside quotations
	First    string     `json:"first,omitempty"`  // id of the one that came first, where that is known
	Why      string     `json:"why"`              // it is known, or not: see [reprint.Why]
	Agency   string     `json:"agency,omitempty"` // that the other article credits
	Passages []Passage  `json:"passages"`         // A is in this article, B in the other
}

// A Part is a stretch of an article's text: headline, body, caption or frame.
type Part struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// A Passage is a stretch of text that two articles have: some words of it may
// differ.
type Passage struct {
	A     [2]int `json:"a"` // from and to, in bytes of the one's text
	B     [2]int `json:"b"` // of the other's
	Words int    `json:"words"`
	Equal int    `json:"equal"` // how many of them are the same
}
