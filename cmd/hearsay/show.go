package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/internal/record"
)

type showCommand struct {
	ID   string `arg:"" help:"Id of an article, a statement, a speaker, an utterance (u and the id of a statement that reports it) or a story (s and the id of an article), or the beginning of one."`
	Text bool   `help:"Print the article's text alone, byte for byte: what the offsets of its statements count in."`
}

func (cmd *showCommand) Run(ctx context.Context, c *console) error {
	rec, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer rec.Close()
	named, err := rec.Identify(ctx, cmd.ID)
	if err != nil {
		return err
	}
	if cmd.Text && named.Room != "article" {
		return fmt.Errorf("%s %s: --text prints an article", named.Room, cmd.ID)
	}
	switch named.Room {
	case "article":
		return c.showArticle(ctx, rec, named.ID, cmd.Text)
	case "statement":
		s, err := rec.Statement(ctx, named.ID)
		if err != nil {
			return err
		}
		return c.showStatement(s)
	case "utterance":
		return c.showUtterance(ctx, rec, named.ID)
	case "story":
		return c.showStory(ctx, rec, named.ID)
	}
	return c.showSpeaker(ctx, rec, named.ID)
}

func (c *console) showArticle(ctx context.Context, rec *record.Record, id string, textOnly bool) error {
	a, err := rec.Article(ctx, id)
	if err != nil {
		return err
	}
	if textOnly {
		if terminal(c.out) { // which would obey what stands in it
			a.Text = printable(a.Text)
		}
		_, err := io.WriteString(c.out, a.Text)
		return err
	}
	statements, err := rec.ArticleStatements(ctx, id)
	if err != nil {
		return err
	}
	if c.json {
		if err := printJSON(c.out, a); err != nil {
			return err
		}
		return printJSON(c.out, statements...)
	}
	unsearched := ""
	if a.Unsearched {
		unsearched = "not looked for yet: hearsay reread --unsearched does"
	}
	c.facts([][2]string{
		{"title", a.Title}, {"outlet", a.Outlet}, {"author", a.Author}, {"published", published(a)},
		{"place", a.Place}, {"agency", a.Agency}, {"language", a.Language},
		{"address", a.URL}, {"file", a.File}, {"captured", a.Captured}, {"sha-256", a.SHA256},
		{"notes", strings.Join(a.Notes, "; ")}, {"statements", unsearched},
	})
	c.marks(a)
	c.sharings(a)
	c.history(a)
	fmt.Fprintf(c.out, "\n%s\n\n", strings.TrimSpace(printable(marked(a, statements))))
	for i, s := range statements {
		stray := ""
		if !stands(a.Text, s) {
			stray = "  its words are not where it says: run hearsay verify"
		}
		way := wayOf(s)
		if len(s.Via) > 0 {
			way = strings.TrimPrefix(way+"; via "+plain(strings.Join(s.Via, " → ")), "; ")
		}
		way = strings.TrimPrefix(strings.Join(append([]string{way}, turns(s)...), "; "), "; ")
		if way != "" {
			way = "  (" + way + ")"
		}
		fmt.Fprintf(c.out, "[%d] %s  %s, %s%s  [%s] %s%s\n", i+1, speakerOf(s), s.Kind, s.Act, way, s.ID, sureness(s), stray)
	}
	return nil
}

// marks tells what an article says of itself that a reader of its text must
// know.
func (c *console) marks(a record.Article) {
	if a.Modified != "" {
		fmt.Fprintf(c.out, "%-10s %s, as the page states\n", "changed", a.Modified)
	}
	if a.Paywall != "" {
		fmt.Fprintf(c.out, "%-10s the captured page may hold only the beginning (from the %s)\n", "paywall", a.Paywall)
	}
	if a.Live {
		fmt.Fprintf(c.out, "%-10s changes while it runs\n", "live blog")
	}
}

// sharings tells who else has an article's text, and its story.
func (c *console) sharings(a record.Article) {
	for _, s := range a.Shares {
		what, first := "shares a part with", "not known which came first"
		if s.Whole {
			what = "nearly the text of"
		}
		switch s.First {
		case a.ID:
			first = "this one came first"
		case s.Article.ID:
			first = "the other came first"
		}
		fmt.Fprintf(c.out, "%-10s %s %s [%s], %.0f%% of the shorter's own words, %s; %s (%s)\n", "text", what, orUnknown(s.Article.Outlet), s.Article.ID,
			100*s.Share, count(len(s.Passages), "passage"), first, s.Why)
	}
	if a.Story != "" {
		fmt.Fprintf(c.out, "%-10s %s\n", "story", a.Story)
	}
}

func published(a record.Article) string {
	if a.Published == "" {
		return ""
	}
	return a.Published + " (from the " + a.PublishedFrom + ")"
}

// facts prints names and values; what is not known is said so.
func (c *console) facts(facts [][2]string) {
	for _, f := range facts {
		fmt.Fprintf(c.out, "%-10s %s\n", f[0], orUnknown(f[1]))
	}
}

func (c *console) showStatement(s record.Statement) error {
	if c.json {
		return printJSON(c.out, s)
	}
	who := speakerOf(s)
	if s.Speaker != nil && s.Speaker.Role != "" {
		who += ", " + plain(s.Speaker.Role)
	}
	switch {
	case s.Speaker != nil && s.Speaker.How == "person":
		who += " (set by a person)"
	case s.Speaker != nil && s.Speaker.Confidence > 0:
		who += fmt.Sprintf(" (by %s, %.0f%%)", cmp.Or(s.Speaker.How, "name"), 100*s.Speaker.Confidence)
	}
	for _, m := range s.Candidates {
		who += fmt.Sprintf("; perhaps %s (%.0f%%)", plain(m.Name), 100*m.Confidence)
	}
	state := "found by " + s.By
	if s.Confirmed {
		state = "confirmed by a person"
	}
	when := ""
	if s.When != nil {
		when = s.When.From + " to " + s.When.To + " (“" + s.When.Text + "”)"
	}
	facts := [][2]string{{"speaker", who}, {"source", span(s.Source)}, {"cue", span(s.Cue)}}
	for i := range s.Content {
		facts = append(facts, [2]string{"content", span(&s.Content[i])})
	}
	facts = append(facts, [][2]string{
		{"kind", s.Kind}, {"act", s.Act}, {"negated", yesNo(s.Negated)}, {"headline", yesNo(s.Headline)},
		{"to", s.To}, {"where", s.Where}, {"when", when}, {"via", strings.Join(s.Via, " → ")},
	}...)
	if s.Utterance != "" {
		facts = append(facts, [2]string{"utterance", s.Utterance})
	}
	if s.ReprintOf != "" {
		facts = append(facts, [2]string{"reprint", "of article " + s.ReprintOf})
	}
	if s.Article.Versions > 0 {
		facts = append(facts, [2]string{"version", strings.Join(append([]string{fmt.Sprintf("%d of %d", s.Article.Version, s.Article.Versions)}, turns(s)...), "; ")})
	}
	if s.Inside != "" {
		facts = append(facts, [2]string{"inside", "statement " + s.Inside})
	}
	c.facts(append(facts, [][2]string{
		{"article", s.Article.Title + " [" + s.Article.ID + "]"}, {"outlet", s.Article.Outlet}, {"published", s.Article.Published},
		{"file", s.Article.File}, {"address", s.Article.URL}, {"sha-256", s.Article.SHA256},
		{"state", fmt.Sprintf("%s, confidence %.2f", state, s.Confidence)},
	}...))
	return nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func span(s *record.Span) string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%s  (bytes %d to %d)", plain(s.Text), s.Start, s.End)
}

// days says "a" or "a to b".
func days(first, last string) string {
	if first == last {
		return first
	}
	return first + " to " + last
}

func (c *console) showSpeaker(ctx context.Context, rec *record.Record, id string) error {
	s, err := rec.Speaker(ctx, id)
	if err != nil {
		return err
	}
	aliases, err := rec.Aliases(ctx, id)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, record.SpeakerAliases{SpeakerEntry: s, Aliases: aliases})
	}
	names := [][2]string{{"id", s.ID}, {"name", s.Name}}
	if also := slices.DeleteFunc(slices.Clone(s.Names), func(n string) bool { return n == s.Name }); len(also) > 0 {
		names = append(names, [2]string{"also", strings.Join(also, "; ")})
	}
	c.facts(append(names, [][2]string{
		{"kind", s.Kind}, {"roles", strings.Join(s.Roles, "; ")},
		{"said", fmt.Sprintf("%s (%s) in %s of %s", count(s.Statements, "statement"), independent(s.Statements, s.Reprints, s.Carried), count(s.Articles, "article"), count(s.Outlets, "outlet"))},
		{"quoted", days(s.First, s.Last)},
	}...))
	fmt.Fprintln(c.out)
	for _, a := range aliases {
		c.alias(a)
	}
	fmt.Fprintln(c.out)
	for s, err := range rec.All(ctx, record.Query{SpeakerID: id}) {
		if err != nil {
			return err
		}
		if err := c.statements([]record.Statement{s}); err != nil {
			return err
		}
	}
	return nil
}

// alias prints one of a speaker's names, why it is the speaker's, and what roles
// it was given, when.
func (c *console) alias(a record.AliasEntry) {
	name := strings.Join(a.Names, "; ")
	if a.Domain != "" {
		name += " (" + a.Domain + ")"
	}
	fmt.Fprintf(c.out, "alias      %s  [%s] %s: %s, %.0f%%\n", plain(name), a.ID, count(a.Statements, "statement"), a.Why, 100*a.Confidence)
	for _, r := range a.Roles {
		when := ""
		if r.First != "" {
			when = ", " + days(r.First, r.Last)
		}
		fmt.Fprintf(c.out, "  as       %s (%s%s)\n", plain(r.Role), count(r.Statements, "statement"), when)
	}
}
