package web

import (
	"context"
	"errors"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/record"
)

// A Stretch is which part of a list is asked for.
type Stretch struct {
	Limit  int `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"How many at most."`
	Offset int `query:"offset" minimum:"0" maximum:"100000" default:"0" doc:"How many to pass over first."`
}

// named is what is asked for by its id.
type named struct {
	ID string `path:"id" maxLength:"100" doc:"The whole id."`
}

// twoVersions are asked for by the ids of their articles.
type twoVersions struct {
	named
	Other string `path:"other" maxLength:"100" doc:"The whole id of another version."`
}

// searched is a search, and which part of what it finds.
type searched struct {
	Asking
	Stretch
}

// Asking is a search as programs ask it: as typed, and field by field.
type Asking struct {
	_ struct{} `additionalProperties:"false"`

	Q         string `query:"q" json:"q,omitempty" maxLength:"2000" doc:"As on the command line: words, \"phrases\", -words that must not stand, word* for a beginning, and fields such as speaker:putin kind:direct before:2017-07; -outlet:gazette leaves out what outlet:gazette selects."`
	Speaker   string `query:"speaker" json:"speaker,omitempty" maxLength:"400" doc:"Words of a name of the speaker, or of the source as written."`
	SpeakerID string `query:"speaker_id" json:"speaker_id,omitempty" maxLength:"100" doc:"Id of the speaker, or of one of its aliases."`
	To        string `query:"to" json:"to,omitempty" maxLength:"400" doc:"Words of whom it was said to."`
	Outlet    string `query:"outlet" json:"outlet,omitempty" maxLength:"400" doc:"Words of the outlet's name."`
	Article   string `query:"article" json:"article,omitempty" maxLength:"100" doc:"Id of the article."`
	Kind      string `query:"kind" json:"kind,omitempty" maxLength:"100" doc:"direct, indirect or mixed."`
	Act       string `query:"act" json:"act,omitempty" maxLength:"100" doc:"say, write, deny, ask, promise, demand, think, know, want or feel."`
	Reprint   string `query:"reprint" json:"reprint,omitempty" maxLength:"100" doc:"yes: what another article printed before; no: the rest."`
	Version   string `query:"version" json:"version,omitempty" maxLength:"100" doc:"Of pages captured several times: latest, the latest version, or the only one; earlier; dropped, what a later version has no more; changed, what it words otherwise; added, what the version before has not."`
	After     string `query:"after" json:"after,omitempty" maxLength:"100" doc:"Published on this day or later: 2017-07-16, 2017-07 or 2017."`
	Before    string `query:"before" json:"before,omitempty" maxLength:"100" doc:"Published before this day."`
}

// query puts a search together. A field asked for in q and beside it would be
// one too many to obey.
func (in Asking) query() (record.Query, error) {
	q, err := record.ParseQuery(in.Q)
	if err != nil {
		return record.Query{}, err
	}
	for _, f := range []struct {
		name, value string
		to          *string
	}{
		{"speaker", in.Speaker, &q.Speaker}, {"speaker_id", in.SpeakerID, &q.SpeakerID}, {"to", in.To, &q.To},
		{"outlet", in.Outlet, &q.Outlet}, {"article", in.Article, &q.Article}, {"kind", in.Kind, &q.Kind},
		{"act", in.Act, &q.Act}, {"reprint", in.Reprint, &q.Reprint}, {"version", in.Version, &q.Version}, {"after", in.After, &q.After}, {"before", in.Before, &q.Before},
	} {
		if f.value == "" {
			continue
		}
		if *f.to != "" {
			return record.Query{}, fmt.Errorf("%w: %s is given both in q and beside it", record.ErrBadQuery, f.name)
		}
		*f.to = f.value
	}
	for _, day := range []*string{&q.After, &q.Before} {
		if *day == "" {
			continue
		}
		if *day, err = record.Day(*day); err != nil {
			return record.Query{}, err
		}
	}
	return q, q.Check()
}

// Lists, each under a name of its own so that more can be told beside it.
type (
	speakerList struct {
		Speakers []record.SpeakerEntry `json:"speakers"` // their names and roles left out
		Total    int                   `json:"total"`    // of all pages
	}
	storyList struct {
		Stories []record.Story `json:"stories"` // their articles left out
		Total   int            `json:"total"`   // of all pages
	}
	proposalList struct {
		Proposals []record.Proposal `json:"proposals"`
	}
	entryList struct {
		Entries []record.Entry `json:"entries"`
	}
)

const aboutUtterance = `"u" and the id of any witness names it. Each witness is set beside the fullest one, and tells:

- relation: fullest; verbatim, the same words; shortened, some dropped; edited, some added, changed or moved; indirect, as indirect speech has them; reworded, others, as in another translation.
- kept: the share of the fullest's words that it has.
- drift: how far its words are from the fullest's without telling so, 0 word for word to 1 nothing alike.
- variants, each with its op: same; dropped, the fullest alone has it; added, the witness alone has it; changed, other words; moved, they stand elsewhere in the fullest; reported indirectly, only what indirect speech does.
- of each variant its own bytes in the witness's article, those of the base in the fullest's, and marked where the witness itself tells, by an ellipsis or brackets.`

const aboutVersions = `Whichever is named first, they are told in the order of capture. Each statement tells its change:

- kept: both have it.
- changed: the later has it in other words, with another speaker, kind or act, or negated where it was not; differs tells in what.
- dropped: the later does not have it, nor do its words stand anywhere in its text.
- added: the earlier has it not.
- none, where the texts do not tell: the one is another text (relation is empty), or a mere part of the other (short, long).`

const aboutFacets = `Of what a search selects, by speaker, outlet, kind, act, whom it was said to, and time of publication. At most the 5,000 statements published last are counted; all tells whether these are all.

Each facet tells the ten most frequent values, how many more there are, and how many statements have none. published has periods of one length, a month or years: from a day on until before another.`

// mountReading answers what only reads.
func (s *site) mountReading(api huma.API) {
	list := func(op *huma.Operation) { op.Errors = []int{400, 401, 500} }
	one := func(op *huma.Operation) { op.Errors = []int{400, 401, 404, 500} }

	huma.Get(api, apiPath+"/statements", s.getStatements, list,
		about("search-statements", "Search statements", "Those published last come first; within an article they are in the order of its text. Nothing asked selects all."))
	huma.Get(api, apiPath+"/facets", s.getFacets, list,
		about("count-facets", "Count statements by what they have in common", aboutFacets))
	huma.Get(api, apiPath+"/statements/{id}", func(ctx context.Context, in *named) (*got[record.Statement], error) {
		found, err := s.record.Statement(ctx, in.ID)
		return answered(ctx, s, "reading a statement", found, err)
	}, one, about("get-statement", "One statement", ""))
	huma.Get(api, apiPath+"/articles/{id}", func(ctx context.Context, in *named) (*got[record.Article], error) {
		found, err := s.record.Article(ctx, in.ID)
		return answered(ctx, s, "reading an article", found, err)
	}, one, about("get-article", "One article, with its text", "The offsets of its statements count bytes of this text. Its statements: statements?article=ID."))
	huma.Get(api, apiPath+"/articles/{id}/versions/{other}", func(ctx context.Context, in *twoVersions) (*got[record.Comparison], error) {
		found, err := s.record.CompareVersions(ctx, in.ID, in.Other)
		return answered(ctx, s, "comparing versions", found, err)
	}, one, about("compare-versions", "Two versions of a page, statement by statement", aboutVersions))
	huma.Get(api, apiPath+"/utterances/{id}", func(ctx context.Context, in *named) (*got[record.CollatedUtterance], error) {
		found, err := s.record.Utterance(ctx, in.ID)
		return answered(ctx, s, "reading an utterance", found, err)
	}, one, about("get-utterance", "One utterance, with its witnesses side by side", aboutUtterance))
	huma.Get(api, apiPath+"/stories", s.getStories, list,
		about("list-stories", "Stories", "Those that began last first. Their articles are told by each."))
	huma.Get(api, apiPath+"/stories/{id}", func(ctx context.Context, in *named) (*got[record.Story], error) {
		found, err := s.record.Story(ctx, in.ID)
		return answered(ctx, s, "reading a story", found, err)
	}, one, about("get-story", "One story, with its articles", "In the order in which they were published, without their text. \"s\" and the id of any of them names it."))
	huma.Get(api, apiPath+"/speakers", s.getSpeakers, list,
		about("list-speakers", "Speakers", "Those with most statements first. Their names and roles are told by each."))
	huma.Get(api, apiPath+"/speakers/{id}", s.getSpeaker, one,
		about("get-speaker", "One speaker", "With its aliases and why each belongs to it. The id of any alias names the speaker."))
	huma.Get(api, apiPath+"/proposals", func(ctx context.Context, in *Stretch) (*got[proposalList], error) {
		found, err := s.record.Proposals(ctx, in.Limit, in.Offset)
		return answered(ctx, s, "looking for proposals", proposalList{found}, err)
	}, list, about("list-proposals", "Who may be one", "And whose statements may be whose, with what speaks for it, likeliest first. Worked out when asked for. Nothing changes until a correction says so."))
	huma.Get(api, apiPath+"/journal", func(ctx context.Context, in *Stretch) (*got[entryList], error) {
		found, err := s.record.Journal(ctx, in.Limit, in.Offset)
		return answered(ctx, s, "listing the journal", entryList{found}, err)
	}, list, about("list-journal", "What people corrected", "Latest first."))
	huma.Get(api, apiPath+"/journal/{id}", func(ctx context.Context, in *named) (*got[record.Entry], error) {
		found, err := s.entry(ctx, in.ID)
		return answered(ctx, s, "reading the journal", found, err)
	}, one, about("get-entry", "One entry of the journal", ""))
}

// about names and describes an operation.
func about(id, summary, description string) func(*huma.Operation) {
	return func(op *huma.Operation) { op.OperationID, op.Summary, op.Description = id, summary, description }
}

func (s *site) getStatements(ctx context.Context, in *searched) (*got[record.Results], error) {
	q, err := in.query()
	if err != nil {
		return nil, s.problem(ctx, "reading a query", err)
	}
	found, err := s.record.Search(ctx, q, in.Limit, in.Offset)
	if found.Statements == nil {
		found.Statements = []record.Statement{}
	}
	return answered(ctx, s, "searching", found, err)
}

func (s *site) getFacets(ctx context.Context, in *Asking) (*got[record.Facets], error) {
	q, err := in.query()
	if err != nil {
		return nil, s.problem(ctx, "reading a query", err)
	}
	found, err := s.record.Facets(ctx, q)
	return answered(ctx, s, "counting by facets", found, err)
}

func (s *site) getSpeakers(ctx context.Context, in *Stretch) (*got[speakerList], error) {
	summary, err := s.record.Summary(ctx)
	if err != nil {
		return nil, s.problem(ctx, "counting speakers", err)
	}
	found, err := s.record.Speakers(ctx, in.Limit, in.Offset)
	return answered(ctx, s, "listing speakers", speakerList{found, summary.Speakers}, err)
}

func (s *site) getStories(ctx context.Context, in *Stretch) (*got[storyList], error) {
	summary, err := s.record.Summary(ctx)
	if err != nil {
		return nil, s.problem(ctx, "counting stories", err)
	}
	found, err := s.record.Stories(ctx, in.Limit, in.Offset)
	return answered(ctx, s, "listing stories", storyList{found, summary.Stories}, err)
}

func (s *site) getSpeaker(ctx context.Context, in *named) (*got[record.SpeakerAliases], error) {
	entry, err := s.record.Speaker(ctx, in.ID)
	if err != nil {
		return nil, s.problem(ctx, "reading a speaker", err)
	}
	aliases, err := s.record.Aliases(ctx, in.ID)
	return answered(ctx, s, "reading a speaker's aliases", record.SpeakerAliases{SpeakerEntry: entry, Aliases: aliases}, err)
}

// entry returns the journal's entry with an id. The beginning of one is enough
// for people, and too little for programs.
func (s *site) entry(ctx context.Context, id string) (record.Entry, error) {
	found, err := s.record.Entry(ctx, id)
	if errors.Is(err, record.ErrAmbiguous) || err == nil && found.ID != id {
		return record.Entry{}, fmt.Errorf("entry %s: %w", id, record.ErrNotFound)
	}
	return found, err
}
