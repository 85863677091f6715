package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/internal/record"
	"hearsay/internal/version"
)

// versionNames are what readers call the values of the field version.
var versionNames = map[string]string{
	"latest": "the latest alone", "earlier": "earlier ones alone", "dropped": "dropped since",
	"changed": "worded otherwise since", "added": "not in the one before",
}

// A choice is a value that the search form offers.
type choice struct{ Value, Name string }

// Versions are what the form offers to ask of versions.
func (p searchPage) Versions() []choice {
	var all []choice
	for _, value := range record.VersionValues {
		all = append(all, choice{value, versionNames[value]})
	}
	return all
}

// versionsAddress is two versions of a page, side by side.
func versionsAddress(article, other string) string {
	return articleAddress(article) + "/versions/" + url.PathEscape(other)
}

// versionsListAddress is where all versions of an article's page are listed.
func versionsListAddress(article string) string { return articleAddress(article) + "#versions" }

// VersionsAddress is where all versions of the statement's page are listed.
func (n *note) VersionsAddress() string { return versionsListAddress(n.Article.ID) }

// A turned is what another version of its page has in place of a statement.
type turned struct {
	*record.Turn
	Later   bool
	Address string // the two versions side by side
}

// Turns are how the statement stands to other versions of its page, where that is
// not just the same.
func (n *note) Turns() []turned {
	var all []turned
	for _, t := range []turned{{Turn: n.Earlier}, {Turn: n.Later, Later: true}} {
		if t.Turn != nil && t.Change != version.Kept && t.Change != version.Unclear {
			t.Address = versionsAddress(n.Article.ID, t.Article) + "#c-" + n.ID
			all = append(all, t)
		}
	}
	return all
}

// Sign says what it is in a word or two.
func (t turned) Sign() string {
	switch {
	case t.Change == version.Dropped:
		return "dropped since"
	case t.Change == version.Added:
		return "added since"
	case t.Later:
		return "changed since"
	}
	return "changed"
}

// Told says what the other version has.
func (t turned) Told() string {
	if t.Change == version.Changed {
		return differs(t.Differs)
	}
	return "not in it"
}

// differs says in what two wordings differ.
func differs(in []version.Difference) string {
	var said []string
	for _, d := range in {
		said = append(said, map[version.Difference]string{
			version.Words: "worded otherwise", version.Speaker: "another speaker", version.Kind: "of another kind",
			version.Act: "another act", version.Negation: "negated in one alone",
		}[d])
	}
	return strings.Join(said, ", ")
}

// moment is a time of capture as people read it, to the minute.
func moment(captured string) string {
	if len(captured) < len("2006-01-02T15:04") {
		return captured
	}
	return strings.Replace(captured[:len("2006-01-02T15:04")], "T", " ", 1) + " UTC"
}

// A listedVersion is a version in the list of an article's page.
type listedVersion struct {
	record.Version
	Here    bool   // the article that is shown
	Address string // its article, or empty
	Beside  string // it and the version that it is compared with, or empty
}

// AllVersions are all captures of the article's page, where there are several.
func (p articlePage) AllVersions() []listedVersion {
	var all []listedVersion
	for _, v := range p.History {
		l := listedVersion{Version: v, Here: v.Article == p.ID}
		if v.Article != "" {
			l.Address = articleAddress(v.Article)
		}
		if v.Before != "" {
			l.Beside = versionsAddress(v.Before, v.Article)
		}
		all = append(all, l)
	}
	return all
}

// Now is the version that is shown, Newest the one that was read last, where that is
// another.
func (p articlePage) Now() *listedVersion {
	for _, v := range p.AllVersions() {
		if v.Here {
			return &v
		}
	}
	return nil
}

func (p articlePage) Newest() *listedVersion {
	for _, v := range slices.Backward(p.AllVersions()) {
		if v.Article != "" {
			if v.Here {
				return nil
			}
			v.Beside = versionsAddress(p.ID, v.Article)
			return &v
		}
	}
	return nil
}

// versionsPage is two versions of a page, statement by statement.
type versionsPage struct {
	record.Comparison
	Rows []comparedRow
}

// A comparedRow is a statement in one of two versions, or in both.
type comparedRow struct {
	Change         version.Change
	Told           string // in what they differ
	Earlier, Later *note  // nil where the version has it not
	Pieces         []difference
}

// Sign is what became of the statement, in words.
func (r comparedRow) Sign() string {
	return map[version.Change]string{
		version.Kept: "kept", version.Changed: "changed", version.Dropped: "dropped", version.Added: "added", version.Unclear: "not known",
	}[r.Change]
}

// EarlierAddress and LaterAddress are the articles, Data is where programs read it.
func (p versionsPage) EarlierAddress() string { return articleAddress(p.Earlier.ID) }
func (p versionsPage) LaterAddress() string   { return articleAddress(p.Later.ID) }
func (p versionsPage) Data() string {
	return dataAddress("articles", p.Earlier.ID) + "/versions/" + p.Later.ID
}

// ListAddress is where all versions are listed.
func (p versionsPage) ListAddress() string { return versionsListAddress(p.Later.ID) }

// Count counts the rows of which the texts tell a change.
func (p versionsPage) Count(change string) int {
	n := 0
	for _, r := range p.Rows {
		if string(r.Change) == change {
			n++
		}
	}
	return n
}

// Relations tell how the texts stand to each other, where nothing can be called
// dropped or added.
func (p versionsPage) Relations() string {
	switch p.Relation {
	case version.Other:
		return "The two have next to nothing in common: another text stands under this address, as where a page is not found or a wall stands before it. So nothing is called dropped or added."
	case version.Short:
		return "The later one has " + share(p.Kept) + " of the earlier one’s words and few of its own, as where a wall cuts a page off. So nothing is called dropped."
	case version.Long:
		return "The earlier one has a part alone of the later one’s words, as where a wall cut it off. So nothing is called added."
	}
	return ""
}

func (s *site) versions(w http.ResponseWriter, r *http.Request) error {
	found, err := s.record.CompareVersions(r.Context(), r.PathValue("id"), r.PathValue("other"))
	if err != nil {
		return err
	}
	page := versionsPage{Comparison: found}
	for _, c := range found.Statements {
		row := comparedRow{Change: c.Change, Told: differs(c.Differs)}
		if c.Earlier != nil {
			row.Earlier = &note{Statement: *c.Earlier, Whole: true}
		}
		if c.Later != nil {
			row.Later = &note{Statement: c.Later.Statement, Whole: true}
			row.Pieces = differences(*c.Later)
		}
		page.Rows = append(page.Rows, row)
	}
	return s.send(w, r, http.StatusOK, "versions", sheet{Title: "Two versions of: " + titleOf(found.Later), Body: page})
}
