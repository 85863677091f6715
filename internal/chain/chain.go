// Package chain tells the way a statement came to the page: to whom and where it
// was said, and through whom it was passed on.
package chain

// A Chain is what an article tells of a statement's way. What it does not tell
// is empty.
type Chain struct {
	To    string   // whom it was said or written to: "Kommersant", "reporters"
	Where string   // the place or setting: "Air Force One", "a letter"
	Via   []string // who passed it on, from the page to the speaker
}
