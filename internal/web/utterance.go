package web

import (
	"net/http"
	"strings"

	"hearsay/internal/record"
	"hearsay/internal/variant"
)

// utterancePage is an utterance with its witnesses side by side.
type utterancePage struct {
	record.CollatedUtterance
	Witnesses []witness // in the order in which they were printed
	Fullest   *witness
	Again     []*note
}

// Data is where programs read the utterance.
func (p utterancePage) Data() string { return dataAddress("utterances", p.ID) }

// Confirming says that all who report it do.
func (p utterancePage) Confirming() change {
	return change{Do: record.JoinWitnesses, Statements: []string{p.ID}}
}

// SpeakerAddress is the speaker's page, or empty where it is not known.
func (p utterancePage) SpeakerAddress() string {
	if p.Speaker == nil {
		return ""
	}
	return speakerAddress(p.Speaker.ID)
}

// Way is how each witness has it, as far as is told.
func (p utterancePage) Way() way { return wayOf(p.Name(), p.Witnesses) }

// Name is the speaker's name, or empty.
func (p utterancePage) Name() string {
	if p.Speaker == nil {
		return ""
	}
	return p.Speaker.Name
}

// A witness is a statement that reports an utterance, as its page sets it beside
// the others.
type witness struct {
	record.Witness
	Note    *note
	Pieces  []difference
	First   bool // nobody printed it on an earlier day
	Other   bool // it names another speaker than most, or none
	Chosen  bool // the reader came for this one
	Fullest bool
}

// Parting says that it reports something else.
func (w witness) Parting() change { return change{Do: record.PartWitnesses, Statement: w.Note.ID} }

// How says what the wording is to the fullest.
func (w witness) How() string {
	return map[variant.Relation]string{
		variant.Fullest: "the fullest wording", variant.Verbatim: "word for word", variant.Shortened: "shortened",
		variant.Reported: "in indirect speech", variant.Edited: "edited", variant.Reworded: "in other words",
	}[w.Relation]
}

// A difference is a run of a witness's words and what it is to the fullest.
type difference struct {
	Op      string // same, dropped, added, changed, moved, indirect: the class in the style sheet
	Own     string // what the witness has
	Missing string // what the fullest has in its place
	After   string // what stands before the next run: marks and spaces
	Marked  bool   // the witness tells it itself
}

// differences are a witness's words from the first to the last.
func differences(w record.Witness) []difference {
	all := []difference{{Op: "same", After: w.Before}}
	for _, s := range w.Variants {
		all = append(all, difference{Op: opClass(s.Op), Own: s.Words, Missing: s.Missing, After: s.After, Marked: s.Marked})
	}
	return all
}

// opClass is an op as a class in the style sheet.
func opClass(op variant.Op) string {
	if op == variant.Indirect {
		return "indirect"
	}
	return string(op)
}

func (s *site) utterance(w http.ResponseWriter, r *http.Request) error {
	found, err := s.record.Utterance(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	page := utterancePage{CollatedUtterance: found, Witnesses: make([]witness, len(found.Witnessed))}
	asked := strings.TrimPrefix(r.PathValue("id"), "u")
	for i, it := range found.Witnessed {
		who := it.Statement.Speaker
		page.Witnesses[i] = witness{
			Witness: it, Note: &note{Statement: it.Statement, Whole: true}, Pieces: differences(it),
			First:   found.First != "" && it.Statement.Article.Published == found.First,
			Other:   (who == nil) != (found.Speaker == nil) || who != nil && who.ID != found.Speaker.ID,
			Chosen:  it.Statement.ID == asked && r.PathValue("id") != found.ID,
			Fullest: it.Statement.ID == found.Fullest,
		}
		if page.Witnesses[i].Fullest {
			page.Fullest = &page.Witnesses[i]
		}
	}
	for _, a := range found.Again {
		page.Again = append(page.Again, &note{Statement: a.Statement})
	}
	title := "Words of a speaker not known"
	if name := page.Name(); name != "" {
		title = "Words of " + name
	}
	return s.send(w, r, http.StatusOK, "utterance", sheet{Title: title, Body: page})
}
