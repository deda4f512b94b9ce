package migrate

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/huotong/huotong/internal/db"
)

// before holds what runs in the same transaction ahead of a migration's
// statements: the job engine's own migrations, up to the one its pinned version
// needs. They take two of ours, since PostgreSQL uses the enum value that 4 adds,
// in 6, only after a commit.
var before = map[int64]func(context.Context, db.Engine, *sql.Tx) error{
	1: riverUpTo(5),
	2: riverUpTo(6),
}

func riverUpTo(version int) func(context.Context, db.Engine, *sql.Tx) error {
	return func(ctx context.Context, engine db.Engine, tx *sql.Tx) error {
		return riverUp(ctx, engine, tx, version)
	}
}

func riverUp(ctx context.Context, engine db.Engine, tx *sql.Tx, version int) error {
	var (
		m   *rivermigrate.Migrator[*sql.Tx]
		err error
		cfg = &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)}
	)
	if engine == db.Postgres {
		m, err = rivermigrate.New(riverdatabasesql.New(nil), cfg)
	} else {
		m, err = rivermigrate.New(riversqlite.New(nil), cfg)
	}
	if err != nil {
		return fmt.Errorf("job engine: %w", err)
	}
	// The steps are fenced above so that none needs a commit in between, which is why Migrate is recommended.
	if _, err := m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: version}); err != nil { //nolint:staticcheck // as above
		return fmt.Errorf("job engine to schema %d: %w", version, err)
	}
	return nil
}
