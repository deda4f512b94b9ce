package app

import (
	"context"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
	"github.com/huotong/huotong/internal/jobs"
)

type serveCmd struct {
	Config `embed:""`
}

// Run starts the server until the context ends.
func (c *serveCmd) Run(ctx context.Context, r *runtime) error {
	if err := c.Check(); err != nil {
		return err
	}
	log := r.logger(c.LogFormat)
	ln, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	d, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	s, err := newServer(ctx, &c.Config, d, log, r.version)
	if err != nil {
		return err
	}
	return s.run(ctx, ln, func() {
		_, _ = fmt.Fprintf(r.Out, "货通 Huotong %s   %s\n", r.version, c.PublicURL)
	})
}

type migrateCmd struct {
	Config `embed:""`
}

// Run migrates the database and tells where it stands.
func (c *migrateCmd) Run(ctx context.Context, r *runtime) error {
	if err := c.Check(); err != nil {
		return err
	}
	d, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	st, err := migrate.Of(ctx, d)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(r.Out, "%s at version %d\n", d.Engine(), st.Current)
	return nil
}

// upkeep is done once an hour: what nobody needs any more is forgotten.
type upkeep struct{}

// Kind names the job; it is a wire format.
func (upkeep) Kind() string { return "app.upkeep" }

const upkeepEvery = time.Hour

// registerUpkeep adds the schedule. Running twice forgets nothing more.
func (s *server) registerUpkeep(a *api.API, reg *jobs.Registry) {
	jobs.Handle(reg, func(ctx context.Context, _ db.Scope, _ jobs.Job[upkeep]) error {
		if err := s.tenants.Purge(ctx); err != nil {
			return err
		}
		return a.PurgeIdempotencyKeys(ctx)
	})
	reg.Every(upkeepEvery, upkeep{})
}
