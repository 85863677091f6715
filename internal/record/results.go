package record

import "errors"

// ErrNotFound tells that the record has nothing under an id or a name.
var ErrNotFound = errors.New("not found")

// ErrAmbiguous tells that the beginning of an id names several things.
var ErrAmbiguous = errors.New("names more than one: give more of it")

// Results are the statements that a query selects, one page of them.
type Results struct {
	Statements []Statement `json:"statements"`
	Total      int         `json:"total"`             // of all pages
	Articles   int         `json:"articles"`          // in how many articles they stand
	Reprints   int         `json:"reprints"`          // of all, those that stand in what another article printed before
	Carried    int         `json:"carried,omitempty"` // of the rest, those that an earlier version of their page has already
	More       bool        `json:"more,omitempty"`    // there are more than Total: the latest alone are counted
}

// A Summary counts what the record has.
type Summary struct {
	Articles   int `json:"articles"`
	Reprints   int `json:"reprints"`           // articles whose text is nearly that of one before
	Versions   int `json:"versions,omitempty"` // of the rest, later versions of a page
	Statements int `json:"statements"`
	Copied     int `json:"copied"`            // statements that stand in what another article printed before
	Carried    int `json:"carried,omitempty"` // of the rest, those that an earlier version of their page has already
	Utterances int `json:"utterances"`        // that two statements or more report
	Stories    int `json:"stories"`
	Speakers   int `json:"speakers"`
	Outlets    int `json:"outlets"`
	Unread     int `json:"unread"`     // captures that could not be read as an article
	Unsearched int `json:"unsearched"` // articles in which nobody has looked for statements
}

// A SpeakerEntry is a speaker with what the record has of it.
type SpeakerEntry struct {
	Speaker
	Names      []string `json:"names,omitempty"` // every name it was given, most frequent first
	Roles      []string `json:"roles,omitempty"`
	Statements int      `json:"statements"`
	Reprints   int      `json:"reprints"`          // of them, those that stand in what another article printed before
	Carried    int      `json:"carried,omitempty"` // of the rest, those that an earlier version of their page has already
	Articles   int      `json:"articles"`
	Outlets    int      `json:"outlets"`
	First      string   `json:"first,omitempty"` // day of the first article that quotes it
	Last       string   `json:"last,omitempty"`
}
