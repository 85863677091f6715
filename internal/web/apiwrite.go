package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/record"
)

const (
	maxCorrection = 256 << 10        // bytes of a body
	patience      = 30 * time.Second // with others who write to the record
)

// A correction is one as a program sends it: the fields of the journal's entry.
type correction struct {
	_ struct{} `additionalProperties:"false"`

	Do string `json:"do" enum:"confirm,withdraw,rename,merge,split,set speaker,keep apart,join,part,save,undo" doc:"What to do."`
	By string `json:"by,omitempty" maxLength:"200" default:"api" doc:"Who says so; of somebody signed in the name of the account, whatever this says."`

	Statement  string   `json:"statement,omitempty" maxLength:"100" doc:"Id: of confirm, withdraw, set speaker, part."`
	Statements []string `json:"statements,omitempty" maxItems:"5000" doc:"Ids: split off, in place of aliases; joined, where the id of an utterance stands for all its witnesses."`
	Aliases    []alias  `json:"aliases,omitempty" maxItems:"5000" doc:"Who is merged or kept apart, all of it; the names that are split off."`
	From       []alias  `json:"from,omitempty" maxItems:"5000" doc:"The one speaker that it is split off, or kept apart, from."`
	Speaker    *alias   `json:"speaker,omitempty" doc:"Who is renamed, or whose it then is. Without it set speaker says that nobody knows, and split makes a new speaker."`
	Name       string   `json:"name,omitempty" maxLength:"400" doc:"Of rename: what to call it. Of split: what to call the new speaker. Of save: what to call the search."`
	Search     *Asking  `json:"search,omitempty" doc:"What is saved: a search as statements are searched by. All statements without it."`
	Entry      string   `json:"entry,omitempty" maxLength:"100" doc:"Id of the entry of the journal that is undone."`
}

// entered is a correction that was made.
type entered struct {
	Location string `header:"Location" doc:"Where the entry can be read."`
	Body     record.Entry
}

// mountWriting answers what writes: corrections alone, of those who may.
func (s *site) mountWriting(api huma.API) {
	huma.Register(api, huma.Operation{
		Method: http.MethodPost, Path: correctionsPath, OperationID: "correct",
		Summary: "Correct the record",
		Description: "Answers the entry that the journal then has; it is on the disk. {\"do\": \"undo\", \"entry\": ID} takes it back. " +
			"403 tells why who asks may not write, 422 what is no correction, 409 what cannot be corrected so in the record as it is.",
		DefaultStatus: http.StatusCreated,
		MaxBodyBytes:  maxCorrection,
		Errors:        []int{400, 401, 403, 408, 409, 413, 503},
		Middlewares:   huma.Middlewares{s.onlyWriters(api)},
	}, s.correct)
}

type writerKey struct{}

// onlyWriters turns away who may not write, and tells the rest who writes.
func (s *site) onlyWriters(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humago.Unwrap(ctx)
		if mediaType(r) != "application/json" {
			_ = huma.WriteErr(api, ctx, http.StatusForbidden, "A correction is sent with Content-Type: application/json.")
			return
		}
		name, refusal := s.writer(r)
		if refusal != "" {
			_ = huma.WriteErr(api, ctx, http.StatusForbidden, refusal)
			return
		}
		next(huma.WithValue(ctx, writerKey{}, name))
	}
}

func (s *site) correct(ctx context.Context, in *struct{ Body correction }) (*entered, error) {
	if err := in.Body.check(); err != nil {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	// Whoever goes away while a correction is made does not break it off.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	made, err := s.carryOut(ctx, in.Body)
	switch {
	case err == nil:
		return &entered{apiPath + "/journal/" + made.ID, made}, nil
	case errors.Is(err, context.DeadlineExceeded):
		return nil, huma.Error503ServiceUnavailable(
			"Others have been writing to the record for too long. Look into the journal before sending the correction again: it may have been made.")
	case errors.Is(err, record.ErrNotFound), errors.Is(err, record.ErrAmbiguous):
		return nil, huma.Error409Conflict("The record does not have what the correction is about: " + err.Error())
	case errors.Is(err, record.ErrBadCorrection):
		return nil, huma.Error409Conflict(err.Error())
	}
	return nil, s.problem(ctx, "correcting", err)
}

// carryOut has the record make a correction.
func (s *site) carryOut(ctx context.Context, c correction) (record.Entry, error) {
	writer, _ := ctx.Value(writerKey{}).(string)
	by := record.Person{Name: cmp.Or(writer, strings.TrimSpace(c.By), "api"), Time: time.Now()}
	switch c.Do {
	case record.Confirm, record.Withdraw:
		made, err := s.record.Enter(ctx, record.Correction{Do: c.Do, By: by.Name, Time: by.Time, Statement: c.Statement})
		if errors.Is(err, record.ErrNotFound) {
			err = fmt.Errorf("statement %s: %w", c.Statement, record.ErrNotFound)
		}
		return made, err
	case record.Rename:
		who, err := s.oneSpeaker(ctx, []alias{*c.Speaker})
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.Rename(ctx, by, who.id, c.Name)
	case record.Merge:
		who, err := s.oneSpeaker(ctx, c.Aliases)
		if err != nil {
			return record.Entry{}, err
		}
		into, err := s.oneSpeaker(ctx, []alias{*c.Speaker})
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.Merge(ctx, by, who.id, into.id)
	case record.Split:
		return s.split(ctx, by, c)
	case record.SetSpeaker:
		whose, err := s.whose(ctx, c.Speaker)
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.SetSpeaker(ctx, by, c.Statement, whose)
	case record.KeepApart:
		who, err := s.oneSpeaker(ctx, c.Aliases)
		if err != nil {
			return record.Entry{}, err
		}
		from, err := s.oneSpeaker(ctx, c.From)
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.KeepApart(ctx, by, who.id, from.id)
	case record.JoinWitnesses:
		return s.record.Join(ctx, by, c.Statements...)
	case record.PartWitnesses:
		return s.record.Part(ctx, by, c.Statement)
	case record.Save:
		q, err := c.search()
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.SaveSearch(ctx, by, c.Name, q)
	case record.Undo:
		entry, err := s.entry(ctx, c.Entry)
		if err != nil {
			return record.Entry{}, err
		}
		return s.record.Undo(ctx, by, entry.ID)
	}
	return record.Entry{}, fmt.Errorf("%w: nobody can %s here", record.ErrBadCorrection, c.Do)
}

// split takes names or statements out of a speaker.
func (s *site) split(ctx context.Context, by record.Person, c correction) (record.Entry, error) {
	from, err := s.oneSpeaker(ctx, c.From)
	if err != nil {
		return record.Entry{}, err
	}
	parts := c.Statements
	for _, a := range c.Aliases {
		if !from.has[a.id()] {
			return record.Entry{}, fmt.Errorf("%w: %s is no name of speaker %s", record.ErrBadCorrection, a, from.id)
		}
		parts = append(parts, a.id())
	}
	as := c.Name
	// The journal has a new speaker stand under the first of its names.
	if c.Speaker != nil && (len(c.Aliases) == 0 || c.Speaker.id() != c.Aliases[0].id()) {
		if c.Name != "" {
			return record.Entry{}, fmt.Errorf("%w: a speaker whom the record has is renamed by a correction of its own", record.ErrBadCorrection)
		}
		to, err := s.oneSpeaker(ctx, []alias{*c.Speaker})
		if err != nil {
			return record.Entry{}, err
		}
		as = to.id
	}
	return s.record.Split(ctx, by, from.id, parts, as)
}
