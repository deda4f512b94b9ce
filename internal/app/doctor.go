package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
)

type doctorCmd struct {
	Config `embed:""`
}

// examination prints one verdict a line and remembers whether one was bad.
type examination struct {
	r   *runtime
	bad bool
}

func (e *examination) good(what, detail string) { e.print("ok  ", what, detail, "") }
func (e *examination) note(what, detail string) { e.print("--  ", what, detail, "") }
func (e *examination) fail(what, detail, mend string) {
	e.bad = true
	e.print("BAD ", what, detail, mend)
}

func (e *examination) print(verdict, what, detail, mend string) {
	line := fmt.Sprintf("%s%-14s %s", verdict, what, detail)
	if mend != "" {
		line += "; " + mend
	}
	_, _ = fmt.Fprintln(e.r.Out, e.r.given.name(line))
}

// Run checks everything an installation needs, goes on after what is wrong, and
// says for each how to mend it.
func (c *doctorCmd) Run(ctx context.Context, r *runtime) error {
	e := &examination{r: r}
	if err := c.Check(); err != nil {
		e.fail("settings", oneLinePerError(err), "")
		return errFindings
	}
	e.good("settings", "addr "+c.Addr+", public "+c.PublicURL)
	c.examine1688(ctx, e)
	d := c.examineDatabase(ctx, e)
	if d != nil {
		defer func() { _ = d.Close() }()
		if err := c.examineShops(ctx, e, d); err != nil {
			return err
		}
	}
	if e.bad {
		return errFindings
	}
	return nil
}

func (c *doctorCmd) examineDatabase(ctx context.Context, e *examination) *db.DB {
	start := time.Now()
	d, err := c.look(ctx)
	if _, none := errors.AsType[*noDatabaseError](err); none {
		e.note("database", err.Error())
		return nil
	}
	if err != nil {
		e.fail("database", oneLinePerError(err), "")
		return nil
	}
	st, err := migrate.Of(ctx, d)
	if err != nil {
		e.fail("database", err.Error(), "restore from a backup, or ask for help with this line")
		return d
	}
	e.good("database", fmt.Sprintf("%s at version %d, opened in %s", d.Engine(), st.Current, time.Since(start).Round(time.Millisecond)))
	return d
}
