package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/capture/follow"
	"hearsay/internal/capture/list"
)

// A found thing is what stands at an address: pages, or a list.
type found struct {
	pages []capture.Capture

	kind           list.Kind // empty where it is no list
	title          string
	entries, lists []string // addresses
	notes          []string
}

// read tells what an answer is.
func read(ctx context.Context, asked string, a fetch.Answer) (found, error) {
	var got found
	d := capture.Delivery{
		Asked: asked, Address: a.Address, MediaType: a.MediaType, Charset: a.Charset, Time: a.Time, Body: a.Body,
	}
	for page, err := range capture.Delivered(ctx, d, capture.FileOptions{}) {
		var listed *capture.ListError
		var failed *capture.FileError
		switch {
		case errors.As(err, &listed) && listed.Named:
			return readList(listed.Body, a.Address)
		case errors.As(err, &failed) && failed.Path != asked: // within an archive: the rest may do
			got.notes = append(got.notes, failed.Error())
		case failed != nil:
			return got, failed.Err
		case err != nil:
			return got, err
		default:
			got.pages = append(got.pages, page)
		}
	}
	return got, nil
}

func readList(body []byte, base string) (found, error) {
	l, err := list.Parse(body, base)
	if err != nil {
		return found{}, err
	}
	got := found{kind: l.Kind, title: l.Title, notes: l.Notes}
	for _, link := range l.Pages {
		got.entries = append(got.entries, link.Address)
	}
	for _, link := range l.Lists {
		got.lists = append(got.lists, link.Address)
	}
	return got, nil
}

// Addresses returns the addresses that a person means: those that are named
// themselves, and those that stand in lists among the files that are.
func Addresses(ctx context.Context, named []string, stdin io.Reader) ([]string, error) {
	var addresses []string
	for _, n := range named {
		if follow.IsAddress(n) {
			addresses = append(addresses, n)
			continue
		}
		for _, err := range capture.Files(ctx, []string{n}, capture.FileOptions{Stdin: stdin}) {
			var listed *capture.ListError
			switch {
			case errors.As(err, &listed) && listed.Named:
				got, err := readList(listed.Body, "")
				if err != nil {
					return nil, fmt.Errorf("%s: %w", n, err)
				}
				addresses = slices.Concat(addresses, got.lists, got.entries)
			case err != nil:
				return nil, err
			default:
				return nil, fmt.Errorf("%s: a page, and no list of what to watch", n)
			}
		}
	}
	return addresses, nil
}
