package web

import (
	"net/http"
	"slices"

	"hearsay/internal/cite"
	"hearsay/internal/record"
)

// aroundStatement is how many stretches of the text are shown before and after
// those in which a statement stands.
const aroundStatement = 1

// statementPage is one statement with the words around it.
type statementPage struct {
	*note
	Title     string // of its article
	Rows      []row  // of the text in which it stands
	Enclosing *note  // the statement that it is an inner statement of, or nil
	Inner     []*note
	Citations []citation
	Names     []string // of whom it may be: who speaks in the article, and the candidates
}

// Confirming says that the statement is as the article has it, or takes that
// back; Naming says whose it is, or, as it stands, that nobody knows.
func (p statementPage) Confirming() change {
	if p.Confirmed {
		return change{Do: record.Withdraw, Statement: p.ID}
	}
	return change{Do: record.Confirm, Statement: p.ID}
}

func (p statementPage) Naming() change { return change{Do: record.SetSpeaker, Statement: p.ID} }

// A citation is a statement as people put it into what they write.
type citation struct {
	Name string
	Text string
}

// formNames are what readers call the forms of citations.
var formNames = map[cite.Form]string{
	cite.Text: "Plain text", cite.Markdown: "Markdown", cite.HTML: "HTML", cite.BibTeX: "BibTeX", cite.CSL: "CSL-JSON",
}

// Data is where programs read the statement.
func (p statementPage) Data() string { return dataAddress("statements", p.ID) }

func (s *site) statement(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	found, err := s.record.Statement(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	article, err := s.record.Article(ctx, found.Article.ID)
	if err != nil {
		return err
	}
	others, err := s.record.ArticleStatements(ctx, found.Article.ID)
	if err != nil {
		return err
	}
	page := statementPage{note: &note{Statement: found, Whole: true}, Title: titleOf(article.ArticleRef)}
	for _, n := range notesOf(others) {
		switch {
		case n.ID == found.Inside:
			page.Enclosing = n
		case n.Inside == found.ID:
			page.Inner = append(page.Inner, n)
		}
	}
	page.Rows, page.Names = around(page.note, article), namesOf(found, others)
	for _, form := range cite.Forms() {
		page.Citations = append(page.Citations, citation{formNames[form], cite.Statement(form, found, article)})
	}

	title := "Statement, speaker not known"
	if name := page.Name(); name != "" {
		title = "Statement by " + name
	}
	return s.send(w, r, http.StatusOK, "statement", sheet{Title: title, Body: page})
}

// namesOf are whom a statement may be by: its candidates, and who else speaks in
// its article.
func namesOf(s record.Statement, others []record.Statement) []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, c := range s.Candidates {
		add(c.Name)
	}
	for _, o := range others {
		if o.Speaker != nil {
			add(o.Speaker.Name)
		}
	}
	return names
}

// around lays out the stretches of the text in which a statement stands, from a
// little before to a little after. A statement that does not match the text
// has none.
func around(n *note, article record.Article) []row {
	rows := rowsOf(article, []*note{n})
	marked := func(r row) bool {
		return slices.ContainsFunc(r.Pieces, func(p piece) bool { return len(p.Marks) > 0 })
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.Kind == "frame" && !marked(r) })
	first := slices.IndexFunc(rows, marked)
	if first < 0 {
		return nil
	}
	last := first
	for i := first; i < len(rows); i++ {
		if marked(rows[i]) {
			last = i
		}
	}
	rows = rows[max(0, first-aroundStatement):min(len(rows), last+1+aroundStatement)]
	for i := range rows {
		rows[i].First = false // the page has a heading of its own
	}
	return rows
}
