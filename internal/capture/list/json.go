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
		var value any
		switch key {
		case "items":
			if full, err := b.items(d); err != nil || full {
				return err
			}
			continue
		case "title", "home_page_url", "feed_url":
			err = d.Decode(&value)
		default:
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return err
		}
		switch {
		case key == "title":
			b.list.Title = written(value)
		case b.base == nil:
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
		var item any
		if err := d.Decode(&item); err != nil {
			return false, err
		}
		fields, _ := item.(map[string]any)
		field := func(name string) string { return written(fields[name]) }
		address := field("url")
		if id := field("id"); address == "" && isAddress(id) {
			address = id
		}
		link := Link{
			Address: cmp.Or(address, field("external_url")),
			Title:   field("title"),
			Time:    moment(field("date_published"), field("date_modified")),
		}
		if !b.page(link, b.base) {
			return true, nil
		}
	}
	_, err = d.Token()
	return false, err
}

// written returns a value that is text.
func written(value any) string {
	text, _ := value.(string)
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
