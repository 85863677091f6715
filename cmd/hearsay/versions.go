package main

import (
	"fmt"
	"strings"

	"hearsay/internal/record"
	versions "hearsay/internal/version"
)

// history lists the versions of an article's page.
func (c *console) history(a record.Article) {
	for _, v := range a.History {
		id := v.Article
		if id == a.ID {
			id = "this one"
		}
		fmt.Fprintf(c.out, "%-10s %d of %d, captured %s [%s]: %s\n", "version", v.Number, a.Versions, v.Captured, orUnknown(id), plain(v.Said()))
	}
}

// turns say how a statement stands to other versions of its page, where that is not
// just the same.
func turns(s record.Statement) []string {
	var all []string
	for _, t := range []*record.Turn{s.Earlier, s.Later} {
		if t == nil {
			continue
		}
		where := "in the version captured " + t.Captured
		switch t.Change {
		case versions.Dropped, versions.Added:
			all = append(all, "not "+where)
		case versions.Changed:
			in := make([]string, len(t.Differs))
			for i, d := range t.Differs {
				in[i] = string(d)
			}
			all = append(all, fmt.Sprintf("otherwise %s (%s): %s", where, strings.Join(in, ", "), plain(t.Words)))
		}
	}
	return all
}
