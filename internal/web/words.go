package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"hearsay/internal/record"
)

// number writes a number with thousands set apart: 12,345.
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// count writes a number and its noun: 1 article, 12,345 articles.
func count(n int, one, many string) string {
	if n == 1 {
		return number(n) + " " + one
	}
	return number(n) + " " + many
}

// independent says how many of all statements stand in nothing that was printed
// before, how many in reprints, and how many an earlier version of their page has
// already: 3 independent, 2 reprints, 1 again in a later version.
func independent(all, reprints, carried int) string {
	return originals(all-carried, reprints) + again(carried, "again in a later version", "again in later versions")
}

// articles says the same of articles: 3 independent, 2 reprints, 1 later version.
func articles(all, reprints, versions int) string {
	return originals(all-versions, reprints) + again(versions, "later version", "later versions")
}

func originals(all, reprints int) string {
	return fmt.Sprintf("%s, %s", count(all-reprints, "independent", "independent"), count(reprints, "reprint", "reprints"))
}

func again(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return ", " + count(n, one, many)
}

// share writes a share of something, 0 to 1, as people do.
func share(part float64) string { return fmt.Sprintf("%.0f%%", 100*part) }

// outerLink returns an address that a page stated, if a reader may be sent
// there: http or https with a host. All else stays text.
func outerLink(stated string) string {
	u, err := url.Parse(stated)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}

// shortened is what a list shows of words beside other things.
func shortened(words string) string {
	const most = 120
	if len(words) <= most {
		return words
	}
	return cutAtWord(words, most) + " …"
}

// Addresses within this server.

func articleAddress(id string) string   { return "/article/" + url.PathEscape(id) }
func statementAddress(id string) string { return "/statement/" + url.PathEscape(id) }
func utteranceAddress(id string) string { return "/utterance/" + url.PathEscape(id) }
func storyAddress(id string) string     { return "/story/" + url.PathEscape(id) }
func speakerAddress(id string) string   { return "/speaker/" + url.PathEscape(id) }

// besideAddress is what two articles have in common, side by side.
func besideAddress(article, other string) string {
	return articleAddress(article) + "/beside/" + url.PathEscape(other)
}

// dataAddress is where programs read what a page shows: rooms are articles,
// statements, utterances, stories, speakers.
func dataAddress(room, id string) string { return apiPath + "/" + room + "/" + url.PathEscape(id) }

// passageLink leads to a statement's words on the page that stated an address. It
// is empty where the address is none that a reader may be sent to.
func passageLink(stated string, content []record.Span) string {
	u := outerLink(stated)
	if u == "" {
		return ""
	}
	passage := passageFragment(content)
	if passage == "" {
		return u
	}
	page, _, _ := strings.Cut(u, "#")
	return page + passage
}

// passageFragment is a text fragment for the first piece of a statement's words:
// browsers that know of them scroll there. It is empty where there are no words.
func passageFragment(content []record.Span) string {
	if len(content) == 0 {
		return ""
	}
	words := strings.Fields(strings.Trim(content[0].Text, "\"'“”‘’„«» "))
	if len(words) == 0 {
		return ""
	}
	const ends = 6 // words that tell where a long passage begins, and where it ends
	text := fragment(words)
	if len(words) > 2*ends {
		text = fragment(words[:ends]) + "," + fragment(words[len(words)-ends:])
	}
	return "#:~:text=" + text
}

// fragment writes words for a text fragment, in which "-", "," and "&" have a
// meaning of their own.
func fragment(words []string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(strings.Join(words, " ")))
}

// outletAddress searches what the outlet of just this name printed.
func outletAddress(outlet string) string { return "/search?outlet=" + url.QueryEscape("="+outlet) }
