// Hearsay reads news and keeps the record of who said what, to whom, when, and
// according to whom, every entry tied to the bytes of an archived original.
//
// Run hearsay --help for its commands. Results go to standard output, all else
// to standard error. Exit status: 0 done, 1 something failed, 2 wrong usage.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"hearsay/internal/account"
	"hearsay/internal/record"
)

// The exit statuses.
const (
	done   = 0
	failed = 1
	misuse = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who cannot wait for a clean end asks a second time
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// commands is the command line: a field for each command and common flag.
type commands struct {
	Folder string `name:"record" short:"r" env:"HEARSAY_RECORD" default:"hearsay-record" placeholder:"DIR" help:"Folder of the record (${default})."`
	JSON   bool   `name:"json" help:"Print JSON lines instead of text."`

	Add      addCommand      `cmd:"" help:"Read articles into the record: HTML and plain text, web archives (WARC, WACZ), zip and tar, folders of them; addresses, feeds, sitemaps."`
	Failures failuresCommand `cmd:"" help:"What could not be brought in or read, and why: hearsay add --retry tries it again."`
	Watch    watchCommand    `cmd:"" help:"Watch feeds, sitemaps and pages: read in what is new, again and again."`
	Who      whoCommand      `cmd:"" help:"What a speaker said, by date, with outlet and chain."`
	Search   searchCommand   `cmd:"" help:"Search statements: words, \"phrases\", fields such as speaker:quill kind:direct before:2025-07."`
	Searches searchesCommand `cmd:"" help:"Searches that were saved, with search --save or on the pages, latest first."`
	Show     showCommand     `cmd:"" help:"Show an article with its statements marked, a statement, a speaker, an utterance with its witnesses side by side, or a story."`
	Serve    serveCommand    `cmd:"" help:"Serve the record's pages, on 127.0.0.1 unless told otherwise."`
	Export   exportCommand   `cmd:"" help:"Write statements as JSON lines or CSV."`
	Confirm  confirmCommand  `cmd:"" help:"Confirm that a statement is as the article has it, or take that back."`

	Rename     renameCommand     `cmd:"" help:"Call a speaker by another name."`
	Merge      mergeCommand      `cmd:"" help:"Say that two speakers are one."`
	Split      splitCommand      `cmd:"" help:"Take names or statements out of a speaker: they are another's."`
	SetSpeaker setSpeakerCommand `cmd:"" help:"Say whose a statement is, or that nobody knows."`
	KeepApart  keepApartCommand  `cmd:"" help:"Say that two speakers are not one."`
	Join       joinCommand       `cmd:"" help:"Say that statements report one act of speaking, or confirm that those of an utterance do."`
	Part       partCommand       `cmd:"" help:"Say that a statement does not report what the others of its utterance do."`
	Proposals  proposalsCommand  `cmd:"" help:"Who may be one, and whose statements may be whose, with what speaks for it."`
	People     peopleCommand     `cmd:"" help:"Load a list of known people: FollowTheMoney JSON lines or CSV."`
	Journal    journalCommand    `cmd:"" help:"What people corrected, latest first."`
	Undo       undoCommand       `cmd:"" help:"Take a correction back; an undo too can be undone."`

	Account accountCommand `cmd:"" help:"Who may sign in to the pages over the network: make, list and change accounts."`

	Eval      evalCommand      `cmd:"" help:"Score what is found against what people marked: statements, who said them, when, to whom, by way of whom."`
	Recollate recollateCommand `cmd:"" help:"Tell anew which statements report one act of speaking, which articles are reprints, which are one story."`

	Reread  rereadCommand  `cmd:"" help:"Derive everything again from the archive; corrections stay."`
	Verify  verifyCommand  `cmd:"" help:"Re-read the archive and check every entry against its bytes."`
	Demo    demoCommand    `cmd:"" help:"Read a sample and serve it: the first thing to run."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of the engine."`
}

// A console is where a command prints, with the flags that all commands share.
type console struct {
	out, err io.Writer
	folder   string // of the record
	json     bool
	progress *progress // of the command that reads pages
}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, out, errOut io.Writer) (status int) {
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("hearsay"),
		kong.Description("The record of who said what, to whom, when, and according to whom."),
		kong.Writers(out, errOut),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(status int) { exited = status; panic(exit{}) }),
	)
	if err != nil {
		fmt.Fprintln(errOut, "hearsay:", err)
		return failed
	}
	defer func() { // kong asks to exit after printing help
		switch thrown := recover(); thrown.(type) {
		case nil:
		case exit:
			status = exited
		default:
			panic(thrown)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "hearsay: %v\nhearsay --help lists the commands and flags.\n", err)
		return misuse
	}
	printed := &output{to: out}
	console := &console{out: printed, err: errOut, folder: c.Folder, json: c.JSON}
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run(console)
	if printed.err != nil && (err == nil || errors.Is(err, errSaid) || errors.Is(err, printed.err)) {
		err = fmt.Errorf("printing: %w", printed.err)
	}
	return console.status(err)
}

// checkFolder tells why what --record names can be no record, before anything
// is looked for or made there.
func (c *console) checkFolder() error {
	if c.folder == "" {
		return fmt.Errorf("%w: --record (or HEARSAY_RECORD) names no folder", errMisuse)
	}
	if info, err := os.Stat(c.folder); err == nil && !info.IsDir() {
		return fmt.Errorf("--record %s: a file, and a record is a folder", plain(c.folder))
	}
	return nil
}

type exit struct{}

// errSaid tells that something failed and that it has been told already.
var errSaid = errors.New("something failed")

// errMisuse tells that the command line asks for what there is not.
var errMisuse = errors.New("wrong usage")

// status prints an error and returns the exit status for it.
func (c *console) status(err error) int {
	switch {
	case err == nil:
		return done
	case errors.Is(err, errSaid):
		return failed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.err, "hearsay: stopped; run the same again to go on")
		return failed
	case errors.Is(err, record.ErrBadQuery), errors.Is(err, record.ErrBadCorrection), errors.Is(err, account.ErrBad), errors.Is(err, errMisuse):
		fmt.Fprintln(c.err, "hearsay:", plain(err.Error()))
		return misuse
	}
	told := plain(err.Error())
	if remedy := c.remedy(err); remedy != "" {
		told += ": " + remedy
	}
	fmt.Fprintln(c.err, "hearsay:", told)
	return failed
}

// remedy says what a person can do about an error that no command can, or "".
func (c *console) remedy(err error) string {
	folder := plain(c.folder)
	switch record.AilmentOf(err) {
	case record.DiskFull:
		return "make room and run the same again to go on; nothing that was kept is harmed"
	case record.DatabaseDamaged:
		return fmt.Sprintf("hearsay.db in %s is damaged; move it away and run hearsay reread, which makes it again from the archive and the journal", folder)
	case record.ReadOnly:
		return fmt.Sprintf("whoever reads a record must be able to write in %s too", folder)
	}
	if errors.Is(err, account.ErrDamaged) {
		return "restore it from a copy, or move it away and make the accounts anew; until then nobody signs in"
	}
	if errors.Is(err, record.ErrJournal) {
		return fmt.Sprintf("restore journal.jsonl in %s from a copy; what people corrected from there on is not applied", folder)
	}
	return ""
}

// open opens the record for reading.
func (c *console) open(ctx context.Context) (*record.Record, error) {
	if err := c.checkFolder(); err != nil {
		return nil, err
	}
	rec, err := record.Open(ctx, c.folder)
	if errors.Is(err, record.ErrNotFound) {
		return nil, fmt.Errorf("there is no record in %s: hearsay add makes one, --record names another", c.folder)
	}
	rec, err = c.opened(rec, err)
	if err == nil {
		c.tellWaiting(ctx, rec)
		if going, err := rec.Recollating(ctx); err == nil && going {
			fmt.Fprintln(c.err, "putting together anew was stopped midway: hearsay recollate goes on with it")
		}
	}
	return rec, err
}

// tellWaiting tells of a record in which nothing is read: an earlier Hearsay
// made it, or nobody has come to reading it.
func (c *console) tellWaiting(ctx context.Context, rec *record.Record) {
	waiting, err := rec.Waiting(ctx)
	if err != nil || waiting == 0 {
		return
	}
	if sum, err := rec.Summary(ctx); err == nil && sum.Articles == 0 && sum.Unread == 0 {
		fmt.Fprintf(c.err, "%s kept and not read yet: hearsay reread reads them\n", count(waiting, "page"))
	}
}

// opened tells of a journal that is damaged: it keeps nobody from reading.
func (c *console) opened(rec *record.Record, err error) (*record.Record, error) {
	if err == nil && rec.JournalFault() != nil {
		c.status(rec.JournalFault())
	}
	return rec, err
}

// create opens the record for writing, and makes it where there is none.
func (c *console) create(ctx context.Context) (*record.Record, error) {
	if err := c.checkFolder(); err != nil {
		return nil, err
	}
	return c.opened(record.Create(ctx, c.folder))
}
