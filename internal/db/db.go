// Package db opens the database, SQLite or PostgreSQL, and is the only way to
// it: a transaction knows the account set, the actor and the time, so that no
// query can be asked without them.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// Engine names the database program behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Options are the settings of Open besides the address.
type Options struct {
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// FullSync makes SQLite wait for the disk at each commit, so that not even a
	// power cut can lose the last commits; about a tenth slower.
	FullSync bool
	// MaxConns bounds the PostgreSQL connections; 0 means 20.
	MaxConns int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	dsn    string
	now    func() time.Time
	ids    idMaker

	writer *sql.DB // SQLite: one connection, BEGIN IMMEDIATE
	reader *sql.DB // SQLite: read-only pool; PostgreSQL: the same pool
	bunW   *bun.DB
	bunR   *bun.DB

	stmts sync.Map // of *sql.DB + query → *sql.Stmt, SQLite only; pgx keeps its own cache
}

// Open opens the database at address: a postgres:// URL, or the path of a
// SQLite file, which is made when missing. It does not migrate.
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	d := &DB{now: o.Now}
	if d.now == nil {
		d.now = time.Now //nolint:forbidigo // the default of the injected clock
	}
	d.ids.now = d.now
	var err error
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		err = d.openPostgres(address, o)
	} else {
		err = d.openSQLite(address, o)
	}
	if err != nil {
		return nil, err
	}
	if err := d.writer.PingContext(ctx); err != nil {
		_ = d.Close()
		return nil, fmt.Errorf("connect: %w", err)
	}
	return d, nil
}

func (d *DB) openPostgres(address string, o Options) error {
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		// The parser's text repeats the address with its password.
		return errors.New("the address is not a valid postgres:// URL")
	}
	// bun writes arguments into the text, so each of its statements is new:
	// preparing them would cost a round trip and fill the cache for nothing.
	// Statements of Tx.Exec and Tx.Query ask for the cache themselves.
	cfg.DefaultQueryExecMode = pgx.QueryExecModeExec
	cfg.RuntimeParams["timezone"] = "UTC"
	// Compiling a statement takes longer than any of ours runs.
	cfg.RuntimeParams["jit"] = "off"
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = "huotong"
	}
	d.engine, d.dsn = Postgres, address
	d.writer = stdlib.OpenDB(*cfg)
	n := o.MaxConns
	if n == 0 {
		n = 20
	}
	d.writer.SetMaxOpenConns(n)
	d.writer.SetMaxIdleConns(n)
	d.writer.SetConnMaxIdleTime(5 * time.Minute)
	d.reader = d.writer
	d.bunW = bun.NewDB(d.writer, pgdialect.New())
	d.bunR = d.bunW
	return nil
}

func (d *DB) openSQLite(path string, o Options) error {
	d.engine, d.dsn = SQLite, path
	sync := "NORMAL"
	if o.FullSync {
		sync = "FULL"
	}
	file := (&url.URL{Scheme: "file", Opaque: url.PathEscape(path)}).String()
	file = strings.ReplaceAll(file, "%2F", "/")
	pragmas := func(list ...string) string {
		var b strings.Builder
		for _, p := range list {
			b.WriteString("&_pragma=" + url.QueryEscape(p))
		}
		return b.String()
	}
	var err error
	// Times of River's own tables are text that is compared as such and read by unixepoch(): all in
	// one zone and format, or a job due in a minute waits for eight hours on a machine in China.
	const times = "_time_format=sqlite&_timezone=UTC"
	// One writer: with several, SQLite makes them wait by sleeping and the slowest waits seconds.
	d.writer, err = sql.Open("sqlite", file+"?_txlock=immediate&"+times+pragmas(
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous("+sync+")", "foreign_keys(1)", "cache_size(-32768)", "temp_store(MEMORY)"))
	if err != nil {
		return fmt.Errorf("open SQLite file: %w", err)
	}
	d.writer.SetMaxOpenConns(1)
	d.writer.SetMaxIdleConns(1)
	d.reader, err = sql.Open("sqlite", file+"?mode=ro&"+times+pragmas("busy_timeout(5000)", "query_only(1)", "cache_size(-8192)", "temp_store(MEMORY)"))
	if err != nil {
		return fmt.Errorf("open SQLite file for reading: %w", err)
	}
	d.reader.SetMaxOpenConns(4)
	d.reader.SetMaxIdleConns(4)
	d.bunW = bun.NewDB(d.writer, sqlitedialect.New())
	d.bunR = bun.NewDB(d.reader, sqlitedialect.New())
	return nil
}

// Close releases the connections.
func (d *DB) Close() error {
	if d.reader != nil && d.reader != d.writer {
		_ = d.reader.Close()
	}
	return d.writer.Close()
}

// Engine tells which database program is behind.
func (d *DB) Engine() Engine { return d.engine }

// Address is what Open was given; it may hold a password, so it is not for printing.
func (d *DB) Address() string { return d.dsn }

// Now is the database's clock, in UTC.
func (d *DB) Now() time.Time { return d.now().UTC() }

// NewID draws an id; see ID.
func (d *DB) NewID() ID { return d.ids.next() }

// Writer is the raw connection pool for writing. It is for the job engine,
// the migrations and backups only; everything else uses InTx and View.
func (d *DB) Writer() *sql.DB { return d.writer }

// Pools tells how the connection pools of this process fare, by name.
func (d *DB) Pools() map[string]sql.DBStats {
	pools := map[string]sql.DBStats{"write": d.writer.Stats()}
	if d.reader != d.writer {
		pools["read"] = d.reader.Stats()
	}
	return pools
}

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.reader.PingContext(ctx) }
