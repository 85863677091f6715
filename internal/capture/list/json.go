package list

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// json reads a JSON Feed, item by item, so that what stands before damage is
// kept.
func (b *builder) json(text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	err := b.object(d)
	if err == nil {
		return nil
	}
	where := fmt.Sprintf("damaged at byte %d (%v)", d.InputOffset(), err)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		where = "cut off"
	}
	if len(b.at) == 0 {
		return errors.New(where)
	}
	b.note(where + ": what stands before is read")
	return nil
}

// object reads the feed's own object.
func (b *builder) object(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		switch key {
		case "items":
			if full, err := b.items(d); err != nil || full {
				return err
			}
			continue
		default:
			if err := d.Decode(&value); err != nil {
				return err
			}
		}
		switch {
		case key == "title":
			b.list.Title = written(value)
		case b.base == nil && (key == "home_page_url" || key == "feed_url"):
			b.base = absolute(written(value))
		}
	}
	_, err := d.Token()
	return err
}

// items reads the feed's items, and reports whether the list is full.
func (b *builder) items(d *json.Decoder) (full bool, err error) {
	open, err := d.Token()
	if err != nil {
		return false, err
	}
	if open != json.Delim('[') {
		return false, errors.New("its items are no list")
	}
	for d.More() {
		var item item
		if err := d.Decode(&item); err != nil && !errors.As(err, new(*json.UnmarshalTypeError)) { // else it is no object
			return false, err
		}
		address := written(item.URL)
		if id := written(item.ID); address == "" && isAddress(id) {
			address = id
		}
		link := Link{
			Address: cmp.Or(address, written(item.ExternalURL)),
			Title:   written(item.Title),
			Time:    moment(written(item.Published), written(item.Modified)),
		}
		if !b.page(link, b.base) {
			return true, nil
		}
	}
	_, err = d.Token()
	return false, err
}

// An item is what is read of an entry. Any field may be something else than
// text.
type item struct {
	ID          json.RawMessage `json:"id"`
	URL         json.RawMessage `json:"url"`
	ExternalURL json.RawMessage `json:"external_url"`
	Title       json.RawMessage `json:"title"`
	Published   json.RawMessage `json:"date_published"`
	Modified    json.RawMessage `json:"date_modified"`
}

// written returns a value if it is text, else "".
func written(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) != nil {
		return ""
	}
	return text
}

// absolute returns an address that relative ones can be resolved against, or
// nil.
func absolute(address string) *url.URL {
	if !isAddress(address) {
		return nil
	}
	u, err := url.Parse(trimmed(address))
	if err != nil {
		return nil
	}
	return u
}
