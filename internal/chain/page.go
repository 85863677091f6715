package chain

import "hearsay/internal/article"

// PageOf returns what Trace reads of an article; prose is the article's text
// with all but headline and body blanked out.
func PageOf(a article.Article, prose string) Page {
	return Page{
		Text: prose, Full: a.Text, Outlet: a.Outlet, Author: a.Author,
		Agency: a.Dateline.Agency, DatelineEnd: a.Dateline.End,
	}
}
