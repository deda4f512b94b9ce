// Package migrate brings a database to the schema of this program. One file per
// change serves both engines; parts that must differ are fenced. Migrations go
// forward only.
package migrate

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/huotong/huotong/internal/db"
)

//go:embed sql/*.sql
var files embed.FS

// Status is where a database stands.
type Status struct {
	Current int64 // the newest migration applied
	Latest  int64 // the newest one this program knows
}

// Up applies every migration that is missing, each in its own transaction, and
// refuses a database that a newer program has migrated.
func Up(ctx context.Context, d *db.DB) (Status, error) {
	p, err := provider(d)
	if err != nil {
		return Status{}, err
	}
	st, err := status(ctx, p)
	if err != nil {
		return st, err
	}
	if st.Current == st.Latest {
		return st, nil
	}
	if st.Current > st.Latest {
		return st, fmt.Errorf("the database is at version %d, this program knows up to %d: start the newer program", st.Current, st.Latest)
	}
	if _, err := p.Up(ctx); err != nil {
		return st, fmt.Errorf("migrate: %w", err)
	}
	// Without statistics either engine plans badly: PostgreSQL the set-based posting
	// statements, SQLite whatever has more than one index to choose from.
	if d.Engine() == db.Postgres {
		_, err = d.Writer().ExecContext(ctx, "ANALYZE")
	} else {
		err = assume(ctx, d.Writer())
	}
	if err != nil {
		return st, fmt.Errorf("statistics: %w", err)
	}
	return status(ctx, p)
}

// Of tells where the database stands.
func Of(ctx context.Context, d *db.DB) (Status, error) {
	p, err := provider(d)
	if err != nil {
		return Status{}, err
	}
	return status(ctx, p)
}

func status(ctx context.Context, p *goose.Provider) (Status, error) {
	current, latest, err := p.GetVersions(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("read schema version: %w", err)
	}
	return Status{Current: current, Latest: latest}, nil
}

func provider(d *db.DB) (*goose.Provider, error) {
	list, err := migrations(d.Engine())
	if err != nil {
		return nil, err
	}
	opts := []goose.ProviderOption{goose.WithGoMigrations(list...), goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if d.Engine() == db.Postgres {
		dialect = goose.DialectPostgres
		// Two processes started at once must not both migrate.
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("migration lock: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, d.Writer(), nil, opts...)
	if err != nil {
		return nil, fmt.Errorf("prepare migrations: %w", err)
	}
	return p, nil
}

func migrations(engine db.Engine) ([]*goose.Migration, error) {
	names, err := fs.Glob(files, "sql/*.sql")
	if err != nil {
		return nil, err
	}
	var list []*goose.Migration
	for _, name := range names {
		base := path.Base(name)
		number, _, _ := strings.Cut(base, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: the name does not start with a number", base)
		}
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		statements, err := Statements(string(text), engine)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", base, err)
		}
		list = append(list, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if f := before[version]; f != nil {
				if err := f(ctx, engine, tx); err != nil {
					return fmt.Errorf("%s: %w", base, err)
				}
			}
			for _, s := range statements { // one per Exec: Citus refuses several
				if _, err := tx.ExecContext(ctx, s); err != nil {
					return fmt.Errorf("%s: %w\n%s", base, err, s)
				}
			}
			return nil
		}}, nil))
	}
	return list, nil
}

// Statements gives the statements of a migration text for one engine. A
// statement ends with a semicolon at the end of a line. Lines between
// "--@sqlite" or "--@postgres" and "--@end" belong to that engine; WITHOUT ROWID
// is SQLite's and left out for PostgreSQL.
func Statements(text string, engine db.Engine) ([]string, error) {
	var (
		out    []string
		b      strings.Builder
		only   db.Engine
		number int
	)
	for line := range strings.Lines(text) {
		number++
		trimmed := strings.TrimSpace(line)
		if fence, ok := strings.CutPrefix(trimmed, "--@"); ok {
			switch {
			case fence == "end" && only != "":
				only = ""
			case (fence == string(db.SQLite) || fence == string(db.Postgres)) && only == "":
				only = db.Engine(fence)
			default:
				return nil, fmt.Errorf("line %d: stray %s", number, trimmed)
			}
			continue
		}
		if trimmed == "" || strings.HasPrefix(trimmed, "--") || (only != "" && only != engine) {
			continue
		}
		if engine == db.Postgres {
			line = strings.Replace(line, ") WITHOUT ROWID;", ");", 1)
		}
		b.WriteString(line)
		if strings.HasSuffix(trimmed, ";") {
			out = append(out, strings.TrimSuffix(strings.TrimSpace(b.String()), ";"))
			b.Reset()
		}
	}
	if only != "" || strings.TrimSpace(b.String()) != "" {
		return nil, fmt.Errorf("line %d: the text ends inside a statement or a fence", number)
	}
	return out, nil
}
