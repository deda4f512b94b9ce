// Package app puts the program together: settings, sub-commands, and the server
// built of the domains. It is the one place that knows everything.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/huotong/huotong/internal/fault"
)

// Streams is where the program writes.
type Streams struct{ Out, Err io.Writer }

// runtime is what every sub-command gets besides its settings.
type runtime struct {
	Streams
	version string
	given   givenFlags
}

type cli struct {
	Serve    serveCmd    `cmd:"" help:"Start the server: page, API and jobs."`
	Demo     demoCmd     `cmd:"" help:"Start the server with a demo account set and a 1688 sandbox beside it."`
	Sandbox  sandboxCmd  `cmd:"" help:"Start the 1688 sandbox alone, for anyone's 1688 code."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database to this program's schema and stop; serve does it by itself."`
	Doctor   doctorCmd   `cmd:"" help:"Check settings, database, clock, 1688 keys and shops, and say what to mend."`
	Verify   verifyCmd   `cmd:"" help:"Prove that every balance equals the sum of its ledger."`
	Password passwordCmd `cmd:"" help:"Give a person who forgot the password a new one."`
	LostKey  lostKeyCmd  `cmd:"" name:"lostkey" help:"Give up what only a lost secret key could open; the shops concerned are authorised again."`
	OpenAPI  openapiCmd  `cmd:"" name:"openapi" help:"Print the OpenAPI description of the API."`

	Version kong.VersionFlag `help:"Print the version."`
}

// Exit codes of Run.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// Run runs the program with its arguments and returns the exit code. A wrong
// setting ends it with one line that says which and how to mend it.
func Run(ctx context.Context, args []string, streams Streams, version string) int {
	var c cli
	exited, code := false, exitOK
	parser, err := kong.New(&c,
		kong.Name("huotong"), kong.Description("货通 Huotong: stock, purchases, sales and money for merchants who live on 1688.com."),
		kong.Writers(streams.Out, streams.Err), kong.Exit(func(n int) { exited, code = true, n }),
		kong.Vars{"version": version}, kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		_, _ = fmt.Fprintln(streams.Err, "huotong:", err)
		return exitFailure
	}
	k, err := parser.Parse(args)
	if exited { // help or version was printed
		return code
	}
	if err != nil {
		_, _ = fmt.Fprintf(streams.Err, "huotong: %s (huotong --help lists what there is)\n", usage(parser.Model, err))
		return exitUsage
	}
	k.BindTo(ctx, (*context.Context)(nil))
	r := &runtime{Streams: streams, version: version, given: flagsOf(k)}
	err = k.Run(r)
	switch {
	case err == nil, errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFailure
	}
	for line := range strings.Lines(oneLinePerError(err)) {
		_, _ = fmt.Fprintln(streams.Err, "huotong:", r.given.name(strings.TrimSpace(line)))
	}
	return exitFailure
}

// errFindings ends a check that has printed what it found.
var errFindings = errors.New("there are findings")

// oneLinePerError tells a fault with its remedy, in one line each.
func oneLinePerError(err error) string {
	if e := fault.As(err); e != nil && e.Remedy("en") != "" {
		return e.Error() + "; " + e.Remedy("en")
	}
	return err.Error()
}

// logger makes the program's log, on the error stream so that output stays clean.
func (r *runtime) logger(format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(r.Err, nil))
	}
	return slog.New(slog.NewTextHandler(r.Err, nil))
}
