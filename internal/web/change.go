package web

import "encoding/json"

// A change is a correction that a button of a page sends when it is pressed: see
// corrections.js. The API takes it, and refuses it to whoever may not write.
type change struct {
	Do         string   `json:"do"`
	Statement  string   `json:"statement,omitempty"`
	Statements []string `json:"statements,omitempty"`
	Aliases    []string `json:"aliases,omitempty"` // ids
	From       []string `json:"from,omitempty"`    // ids
	Speaker    string   `json:"speaker,omitempty"` // id
	Entry      string   `json:"entry,omitempty"`

	Search map[string]string `json:"search,omitempty"` // as parameters of its address

	Next string `json:"-"` // the page that then comes; empty: the same, anew
}

// JSON is what is sent.
func (c change) JSON() (string, error) {
	body, err := json.Marshal(c)
	return string(body), err
}
