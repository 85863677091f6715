package record

import "hearsay/internal/version"

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
	Earlier   *Turn  `json:"earlier,omitempty"`    // how it stands to an earlier version of the page
	Later     *Turn  `json:"later,omitempty"`      // what became of it in a later version of the page

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
	Version   int    `json:"version,omitempty"`  // which of the captures of its page, where there are several: 1 for the first
	Versions  int    `json:"versions,omitempty"` // how many there are
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
	Copied        int      `json:"copied"`               // of them, those that stand in what another article printed before, and are not
	Carried       int      `json:"carried,omitempty"`    // those that an earlier version of the page has already
	Later         bool     `json:"later,omitempty"`      // a later version of a page, with text of an earlier one
	ReprintOf     string   `json:"reprint_of,omitempty"` // id of the article of which nearly all the text is, and which came before
	Story         string   `json:"story,omitempty"`      // id, where other articles are about the event too
	Text          string   `json:"text,omitempty"`
	Parts         []Part   `json:"parts,omitempty"`

	Shares  []Sharing `json:"shares,omitempty"`  // who else has its text
	History []Version `json:"history,omitempty"` // all versions of its page, where there are several, in the order of capture
}

// A Version is a page as it was captured once.
type Version struct {
	Number   int    `json:"number"`
	Captured string `json:"captured"`          // RFC 3339
	Article  string `json:"article,omitempty"` // id
	SHA256   string `json:"sha256"`
	Failure  string `json:"failure,omitempty"` // why it could not be read as an article

	// Before is the article of the earlier version with which it is compared, where
	// one has text of its own.
	Before   string           `json:"before,omitempty"`
	Of       int              `json:"of,omitempty"`       // its number
	Relation version.Relation `json:"relation,omitempty"` // of its text to that one's
	Kept     float64          `json:"kept,omitempty"`     // share of that one's words that it has
	Dropped  int              `json:"dropped,omitempty"`  // statements of that one that it has not
	Changed  int              `json:"changed,omitempty"`  // that it has otherwise
	Added    int              `json:"added,omitempty"`    // that it has besides
}

// A Turn is how a statement stands to another version of its page.
type Turn struct {
	Article   string               `json:"article"`             // id of that version
	Captured  string               `json:"captured"`            // when that was
	Change    version.Change       `json:"change,omitempty"`    // left out where the texts do not tell
	Statement string               `json:"statement,omitempty"` // id of what it is there
	Words     string               `json:"words,omitempty"`     // of that one, where something changed, as is:
	Differs   []version.Difference `json:"differs,omitempty"`   // in what
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
