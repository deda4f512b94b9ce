package migrate

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"

	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/huotong/huotong/internal/db"
)

// riverVersion is the schema of the job engine that its pinned version needs. A
// newer engine gets a further entry in before, with its own number.
const riverVersion = 6

// before holds what runs in the same transaction ahead of a migration's statements.
var before = map[int64]func(context.Context, db.Engine, *sql.Tx) error{
	2: func(ctx context.Context, engine db.Engine, tx *sql.Tx) error { return riverUp(ctx, engine, tx, riverVersion) },
}

func riverUp(ctx context.Context, engine db.Engine, tx *sql.Tx, version int) error {
	var (
		m   *rivermigrate.Migrator[*sql.Tx]
		err error
		cfg = &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	)
	if engine == db.Postgres {
		m, err = rivermigrate.New(riverdatabasesql.New(nil), cfg)
	} else {
		m, err = rivermigrate.New(riversqlite.New(nil), cfg)
	}
	if err != nil {
		return fmt.Errorf("job engine: %w", err)
	}
	if _, err := m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: version}); err != nil {
		return fmt.Errorf("job engine to schema %d: %w", version, err)
	}
	return nil
}
