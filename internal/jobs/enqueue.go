package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/huotong/huotong/internal/db"
)

// inserters hold River clients that only insert, through the caller's transaction.
var inserters = sync.OnceValue(func() map[db.Engine]*river.Client[*sql.Tx] {
	config := &river.Config{Hooks: []rivertype.Hook{&stamp{}}, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	lite, err := river.NewClient(riversqlite.New(nil), config)
	if err != nil {
		panic(err) // the settings above are constant
	}
	pg, err := river.NewClient(riverdatabasesql.New(nil), config)
	if err != nil {
		panic(err)
	}
	return map[db.Engine]*river.Client[*sql.Tx]{db.SQLite: lite, db.Postgres: pg}
})

// stamp gives inserted jobs our own ids and times: River's ids are reused on
// SQLite once the newest job is removed.
type stamp struct{ river.HookDefaults }

type stampKey struct{}

// InsertBegin is called by River before it stores a job.
func (*stamp) InsertBegin(ctx context.Context, p *rivertype.JobInsertParams) error {
	tx, ok := ctx.Value(stampKey{}).(*db.Tx)
	if !ok {
		return nil
	}
	id := int64(tx.NewID())
	now := tx.Now.Time
	p.ID, p.CreatedAt = &id, &now
	if p.ScheduledAt.After(now) {
		p.State = rivertype.JobStateScheduled
	} else {
		p.State = rivertype.JobStateAvailable
	}
	return nil
}

// EnqueueManyTx is EnqueueTx for many jobs at once, in the order given.
func EnqueueManyTx(ctx context.Context, tx *db.Tx, requests []Request) error {
	client := inserters()[tx.Engine()]
	params := make([]river.InsertManyParams, len(requests))
	for i, r := range requests {
		o := &river.InsertOpts{
			MaxAttempts: r.Options.MaxAttempts,
			ScheduledAt: latest(tx.Now.Time, r.Options.RunAt),
			Metadata:    meta{Set: tx.Tenant, Subject: r.Options.Subject, Lane: r.Options.Lane, By: actor(tx.Actor)}.encode(),
		}
		if o.MaxAttempts == 0 {
			o.MaxAttempts = defaultMaxAttempts
		}
		params[i] = river.InsertManyParams{Args: r.Args, InsertOpts: o}
	}
	ctx = context.WithValue(ctx, stampKey{}, tx)
	for part := range slices.Chunk(params, 500) {
		results, err := client.InsertManyTx(ctx, tx.SQL(), part)
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", part[0].Args.Kind(), err)
		}
		if err := enterLanesTx(ctx, tx, results); err != nil {
			return fmt.Errorf("enqueue %s: %w", part[0].Args.Kind(), err)
		}
	}
	return nil
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
