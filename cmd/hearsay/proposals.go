package main

import (
	"context"
	"fmt"
	"strings"

	"hearsay/internal/record"
)

type proposalsCommand struct {
	page
}

func (cmd *proposalsCommand) Run(ctx context.Context, c *console) error {
	return listed(ctx, c, cmd.page, (*record.Record).Proposals, c.proposals)
}

// proposals prints proposals, and how many they are.
func (c *console) proposals(proposals []record.Proposal) {
	for _, p := range proposals {
		c.proposal(p)
	}
	fmt.Fprintln(c.err, count(len(proposals), "proposal"))
}

// proposal prints a proposal, what speaks for it, and what to type.
func (c *console) proposal(p record.Proposal) {
	fmt.Fprintf(c.out, "%.0f%%\t%s\n", 100*p.Confidence, plain(p.String()))
	for _, e := range p.Evidence {
		switch {
		case e.Same > 0:
			fmt.Fprintf(c.out, "    %.0f%% of the words are the same:\n", 100*e.Same)
		case e.One.Utterance != "" && e.One.Utterance == e.Other.Utterance:
			fmt.Fprintf(c.out, "    one utterance, %s:\n", e.One.Utterance)
		}
		for _, s := range []record.Statement{e.One, e.Other} {
			fmt.Fprintln(c.out, "    "+strings.Join([]string{
				orUnknown(s.Article.Published), orUnknown(s.Article.Outlet), speakerOf(s), contentOf(s), s.ID}, "\t"))
		}
	}
	if rest := p.Pairs - len(p.Evidence); rest > 0 {
		fmt.Fprintf(c.out, "    and %d more\n", rest)
	}
	yes, no := "", ""
	switch {
	case p.With != nil:
		yes, no = "hearsay join "+p.Statement.ID+" "+p.With.ID, "hearsay part "+p.Statement.ID
	case p.Speaker != nil:
		yes, no = "hearsay merge "+p.Speaker.ID+" "+p.Into.ID, "hearsay keep-apart "+p.Speaker.ID+" "+p.Into.ID
	default:
		yes, no = "hearsay set-speaker "+p.Statement.ID+" "+p.Into.ID, "hearsay set-speaker "+p.Statement.ID+" --unknown"
	}
	fmt.Fprintf(c.out, "    yes: %s\n    no:  %s\n\n", yes, no)
}
