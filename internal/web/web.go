// Package web shows a record as pages that people read in a browser: what is
// new, a search with its fields and counts, or for many names at once, an article
// with its statements marked in the text, an utterance with its wordings side by
// side, the articles of a story, what a speaker said and what was said about and to
// it, and what may be one to go through. Under /api/v1/ programs read the same as JSON, in the wire
// format, and correct it.
//
// [New] makes the handler from anything that is a [Record]; [Serve] runs it on
// a listener until it is told to stop. The pages are made on the server and read
// without scripts. Of the scripts one gives keys, one has buttons send corrections
// to the API, and one has periods of a histogram chosen by dragging.
//
// Whatever an article says is text here: nothing of it runs, is fetched or is
// trusted. Pages answer to the hosts they were told and to loopback, and to
// nobody else, so that no page elsewhere in the same browser can read a record
// by giving its own name the address of this machine.
//
// Who comes over the network, and has an account, signs in under /login; see
// [Accounts]. The API alone writes corrections, for who is on the same machine
// and for editors.
package web

import (
	"context"
	"iter"
	"log/slog"
	"net/http"

	"hearsay/internal/record"
)

// A Record is what the pages and the API need of a record. Under an id that the
// record does not have, each method gives an error that is [record.ErrNotFound].
type Record interface {
	Corrector

	// Version gives a number that is another one after the record was written to.
	Version(ctx context.Context) (int64, error)
	// Summary counts what the record has.
	Summary(ctx context.Context) (record.Summary, error)
	// Articles gives articles without text and parts, latest captured first.
	Articles(ctx context.Context, limit, offset int) ([]record.Article, error)
	// Article gives one article with text and parts.
	Article(ctx context.Context, id string) (record.Article, error)
	// ArticleStatements gives an article's statements in the order of the text.
	ArticleStatements(ctx context.Context, id string) ([]record.Statement, error)
	// CompareVersions sets two versions of a page beside each other.
	CompareVersions(ctx context.Context, id, other string) (record.Comparison, error)
	// Original gives an article's capture, as it came in. Where its bytes are damaged
	// the error is [record.ErrDamaged].
	Original(ctx context.Context, id string) (record.Original, error)
	// Search gives the statements that a query selects, latest published first.
	Search(ctx context.Context, q record.Query, limit, offset int) (record.Results, error)
	// Facets counts the latest of the statements that a query selects by what they
	// have in common.
	Facets(ctx context.Context, q record.Query) (record.Facets, error)
	// FoundArticles gives the articles in which those statements stand, without
	// text and parts, latest published first.
	FoundArticles(ctx context.Context, q record.Query, limit, offset int) ([]record.FoundArticle, error)
	// Timeline gives the latest of the statements that a query selects by when they
	// were said, latest first.
	Timeline(ctx context.Context, q record.Query, limit, offset int) (record.Timeline, error)
	// Arrivals gives the statements that a query selects, those whose article came
	// in last first.
	Arrivals(ctx context.Context, q record.Query, limit int) ([]record.Arrival, error)
	// All goes through the statements that a query selects, latest published first.
	All(ctx context.Context, q record.Query) iter.Seq2[record.Statement, error]
	// Statement gives one statement.
	Statement(ctx context.Context, id string) (record.Statement, error)
	// Utterance gives an utterance with its witnesses side by side. The id of
	// any witness names it.
	Utterance(ctx context.Context, id string) (record.CollatedUtterance, error)
	// Contrasts gives utterances with wordings that may contradict each other,
	// those printed last first.
	Contrasts(ctx context.Context, limit, offset int) ([]record.Contrast, error)
	// Story gives a story with its articles, without their text. The id of any
	// of them names it.
	Story(ctx context.Context, id string) (record.Story, error)
	// Stories gives stories without their articles, those that began last first.
	Stories(ctx context.Context, limit, offset int) ([]record.Story, error)
	// Speaker gives one speaker.
	Speaker(ctx context.Context, id string) (record.SpeakerEntry, error)
	// Portrait gives what is known of a speaker across all articles.
	Portrait(ctx context.Context, id string) (record.Portrait, error)
	// About gives words that set a speaker's latest statements apart, the most
	// telling first.
	About(ctx context.Context, id string, limit int) ([]string, error)
	// Speakers gives speakers, those with most statements first.
	Speakers(ctx context.Context, limit, offset int) ([]record.SpeakerEntry, error)
	// AllSpeakers and AllStories go through all of them in the order of these lists.
	AllSpeakers(ctx context.Context) iter.Seq2[record.SpeakerEntry, error]
	AllStories(ctx context.Context) iter.Seq2[record.Story, error]
	// Aliases gives a speaker's names and why each is its own.
	Aliases(ctx context.Context, id string) ([]record.AliasEntry, error)
	// Proposals gives what may be one, likeliest first.
	Proposals(ctx context.Context, limit, offset int) ([]record.Proposal, error)
	// Journal gives what people corrected, latest first.
	Journal(ctx context.Context, limit, offset int) ([]record.Entry, error)
	// SavedSearches gives the entries by which searches are saved, latest first.
	SavedSearches(ctx context.Context, limit, offset int) ([]record.Entry, error)
	// Entry gives the entry of the journal with an id, or the one that begins so.
	Entry(ctx context.Context, id string) (record.Entry, error)
}

// A Corrector takes corrections. What cannot be corrected so is an error that is
// [record.ErrBadCorrection].
type Corrector interface {
	// Enter takes a correction of which nothing needs finding out.
	Enter(ctx context.Context, c record.Correction) (record.Entry, error)
	// Rename calls a speaker by another name.
	Rename(ctx context.Context, by record.Person, id, name string) (record.Entry, error)
	// Merge has all that one speaker has be another's.
	Merge(ctx context.Context, by record.Person, id, into string) (record.Entry, error)
	// Split takes names or statements out of a speaker: they are another's, or
	// a new one's, who is called so.
	Split(ctx context.Context, by record.Person, id string, parts []string, as string) (record.Entry, error)
	// SetSpeaker says whose a statement is: a speaker's, somebody's of that
	// name, or, where who is empty, that nobody knows.
	SetSpeaker(ctx context.Context, by record.Person, statement, who string) (record.Entry, error)
	// KeepApart says that two speakers are not one.
	KeepApart(ctx context.Context, by record.Person, a, b string) (record.Entry, error)
	// Join says that statements report one utterance. The id of an utterance
	// stands for all that report it.
	Join(ctx context.Context, by record.Person, ids ...string) (record.Entry, error)
	// Part says that a statement reports another utterance than those that are
	// its witnesses.
	Part(ctx context.Context, by record.Person, statement string) (record.Entry, error)
	// SaveSearch keeps a search under a name.
	SaveSearch(ctx context.Context, by record.Person, name string, q record.Query) (record.Entry, error)
	// Undo has an entry of the journal be as if it had not been.
	Undo(ctx context.Context, by record.Person, entry string) (record.Entry, error)
}

// Options are what a server of pages may be told. The zero Options are for one
// person on one machine.
type Options struct {
	// Hosts are names and addresses, without port, that requests may be
	// addressed to besides loopback (localhost, 127.0.0.0/8, ::1).
	Hosts []string

	// Accounts are who may sign in. Once there are any, nobody else reads over
	// the network. Nobody has one if nil.
	Accounts Accounts

	// Log takes what went wrong inside; slog.Default() if nil.
	Log *slog.Logger
}

// site is the pages of one record.
type site struct {
	record   Record
	accounts Accounts
	sessions sessions
	brake    brake
	log      *slog.Logger
	assets   assets
	pages    map[string]*page
	reviews  reviews
	abouts   abouts

	originals chan struct{} // each that is being made harmless holds a place
}

// New returns the pages and the API of a record.
func New(rec Record, opts Options) http.Handler {
	s := &site{record: rec, accounts: opts.Accounts, log: opts.Log, assets: readAssets(), originals: make(chan struct{}, originalsAtOnce)}
	if s.accounts == nil {
		s.accounts = nobody{}
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.pages = readPages(s.assets)

	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", s.answer(s.front))
	mux.HandleFunc("/search", s.answer(s.search))
	mux.HandleFunc("/names", s.answer(s.names))
	for format := range mediaTypes {
		mux.HandleFunc("/search."+string(format), s.export(format))
		mux.HandleFunc("/speakers."+string(format), s.exportSpeakers(format))
		mux.HandleFunc("/stories."+string(format), s.exportStories(format))
	}
	mux.HandleFunc("/searches", s.answer(s.searches))
	for _, format := range feedFormats {
		mux.HandleFunc("/feed."+format.extension, s.feed(format))
		mux.HandleFunc("/searches/{id}/feed."+format.extension, s.savedFeed(format))
	}
	mux.HandleFunc("/article/{id}", s.answer(s.article))
	mux.HandleFunc("/article/{id}/beside/{other}", s.answer(s.beside))
	mux.HandleFunc("/article/{id}/versions/{other}", s.answer(s.versions))
	mux.HandleFunc("/article/{id}/original", s.answer(s.original))
	mux.HandleFunc("/article/{id}/capture", s.answer(s.capture))
	mux.HandleFunc("/statement/{id}", s.answer(s.statement))
	mux.HandleFunc("/utterance/{id}", s.answer(s.utterance))
	mux.HandleFunc("/story/{id}", s.answer(s.story))
	mux.HandleFunc("/stories", s.answer(s.stories))
	mux.HandleFunc("/review", s.answer(s.review))
	mux.HandleFunc("/journal", s.answer(s.journal))
	mux.HandleFunc("/speaker/{id}", s.answer(s.speaker))
	mux.HandleFunc("/speakers", s.answer(s.speakers))
	mux.HandleFunc(loginPath, s.answer(s.login))
	mux.HandleFunc(logoutPath, s.answer(s.logout))
	mux.HandleFunc("/accounts", s.answer(s.accountList))
	mux.Handle(staticPath+"{name}", s.assets)
	s.mountAPI(mux)
	mux.HandleFunc("/", s.answer(func(http.ResponseWriter, *http.Request) error { return record.ErrNotFound }))
	return s.guard(opts.Hosts, compress(mux))
}
