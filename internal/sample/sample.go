// Package sample holds a dozen short news articles that Hearsay reads when
// somebody has no pages at hand: the first thing a newcomer sees, and data that
// tests share.
//
// All of it is invented: the Republic of Korvane, its quarrel with Ardmark over
// a harbour, the outlets that report it and the people who are quoted. The
// pages come in the shapes that real ones come in; README.md lists them, and
// expected.jsonl beside it says what a careful reader finds in each. Only the
// pages are part of a program that uses the package.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed articles
var articles embed.FS

// Files returns the articles as a folder of .html and .txt files, with no
// folders in it.
func Files() fs.FS {
	folder, err := fs.Sub(articles, "articles")
	if err != nil { // only if "articles" were no valid path
		panic(err)
	}
	return folder
}
