package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"hearsay/internal/account"
)

// accountCommand is who may sign in to the pages over the network.
type accountCommand struct {
	Add      accountAddCommand      `cmd:"" help:"Make an account. The password is asked for, or read from standard input."`
	List     accountListCommand     `cmd:"" help:"List the accounts."`
	Role     accountRoleCommand     `cmd:"" help:"Have an account do less or more; it has to sign in anew."`
	Remove   accountRemoveCommand   `cmd:"" help:"Take an account away; what it corrected stays."`
	Password accountPasswordCommand `cmd:"" help:"Give an account another password; it has to sign in anew."`
	Feed     accountFeedCommand     `cmd:"" help:"Make a key with which a feed reader reads feeds as an account, and nothing else."`
}

type accountAddCommand struct {
	Name string       `arg:"" help:"How the account is called, also in the journal."`
	Role account.Role `default:"reader" placeholder:"ROLE" help:"reader, editor (corrects too) or admin (sees the accounts too); ${default}."`
}

func (cmd *accountAddCommand) Run(ctx context.Context, c *console) error {
	accounts, password, err := c.accountsAndPassword(ctx)
	if err != nil {
		return err
	}
	return accounts.Add(ctx, cmd.Name, cmd.Role, password)
}

type accountListCommand struct{}

func (cmd *accountListCommand) Run(ctx context.Context, c *console) error {
	accounts, err := c.accounts(ctx)
	if err != nil {
		return err
	}
	all, err := accounts.All()
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(c.out, all...)
	}
	for _, a := range all {
		fmt.Fprintf(c.out, "%s\t%s\t%s\n", a.Name, a.Role, a.Created.Format(time.DateOnly))
	}
	return nil
}

type accountRoleCommand struct {
	Name string       `arg:"" help:"Whose role it is."`
	Role account.Role `arg:"" help:"reader, editor (corrects too) or admin (sees the accounts too)."`
}

func (cmd *accountRoleCommand) Run(ctx context.Context, c *console) error {
	accounts, err := c.accounts(ctx)
	if err != nil {
		return err
	}
	return accounts.SetRole(ctx, cmd.Name, cmd.Role)
}

type accountRemoveCommand struct {
	Name string `arg:"" help:"Who goes."`
}

func (cmd *accountRemoveCommand) Run(ctx context.Context, c *console) error {
	accounts, err := c.accounts(ctx)
	if err != nil {
		return err
	}
	if err := accounts.Remove(ctx, cmd.Name); err != nil {
		return err
	}
	left, err := accounts.All()
	if err == nil && len(left) == 0 {
		fmt.Fprintln(c.err, "nobody has an account now: whoever the server answers to reads the record without one")
	}
	return err
}

type accountPasswordCommand struct {
	Name string `arg:"" help:"Whose password it is."`
}

func (cmd *accountPasswordCommand) Run(ctx context.Context, c *console) error {
	accounts, password, err := c.accountsAndPassword(ctx)
	if err != nil {
		return err
	}
	return accounts.SetPassword(ctx, cmd.Name, password)
}

type accountFeedCommand struct {
	Name string `arg:"" help:"Whose key it is."`
	Drop bool   `help:"Take its key away instead."`
}

func (cmd *accountFeedCommand) Run(ctx context.Context, c *console) error {
	accounts, err := c.accounts(ctx)
	if err != nil {
		return err
	}
	if cmd.Drop {
		return accounts.DropFeedKey(ctx, cmd.Name)
	}
	key, err := accounts.MakeFeedKey(ctx, cmd.Name)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, "it stands in the address of a feed, as /feed.rss?q=levy&key=KEY; a key that was made before opens nothing more")
	_, err = fmt.Fprintln(c.out, key)
	return err
}

// accounts are those of the record, which must be there.
func (c *console) accounts(ctx context.Context) (*account.Accounts, error) {
	rec, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	return account.Open(c.folder), rec.Close()
}

// accountsAndPassword are the accounts and a password for one of them.
func (c *console) accountsAndPassword(ctx context.Context) (*account.Accounts, string, error) {
	accounts, err := c.accounts(ctx)
	if err != nil {
		return nil, "", err
	}
	password, err := c.askPassword(ctx)
	return accounts, password, err
}

// askPassword has a person type a password twice, unseen, or reads it from
// standard input where that is no terminal.
func (c *console) askPassword(ctx context.Context) (string, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return onlyLine(os.Stdin)
	}
	first, err := c.unseen(ctx, fmt.Sprintf("Password, %d characters or more: ", account.ShortestPassword))
	if err != nil {
		return "", err
	}
	if err := account.CheckPassword(first); err != nil {
		return "", err
	}
	second, err := c.unseen(ctx, "Once more: ")
	if err == nil && first != second {
		err = errors.New("the two passwords are not the same")
	}
	return first, err
}

// unseen reads a line that does not show on the terminal. Whoever breaks it off
// gets the terminal back as it was.
func (c *console) unseen(ctx context.Context, prompt string) (string, error) {
	terminal := int(os.Stdin.Fd())
	before, err := term.GetState(terminal)
	if err != nil {
		return "", err
	}
	type answer struct {
		line []byte
		err  error
	}
	typed := make(chan answer, 1)
	fmt.Fprint(c.err, prompt)
	defer fmt.Fprintln(c.err)
	go func() {
		line, err := term.ReadPassword(terminal)
		typed <- answer{line, err}
	}()
	select {
	case a := <-typed:
		return string(a.line), a.err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(terminal, before))
	}
}

// onlyLine reads a password from what is no terminal: all of it, which is one line.
func onlyLine(from io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(from, 64<<10))
	if err != nil {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	line := strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	if strings.ContainsAny(line, "\r\n") {
		return "", fmt.Errorf("%w: standard input has more than one line, and the password is one", errMisuse)
	}
	return line, nil
}
