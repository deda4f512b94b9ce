package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
)

// Actor says who acts, for the audit log.
type Actor struct {
	Kind      string // "user", "token", "job" or "system"
	UserID    ID     // the person, also behind a token; zero for jobs and the system
	Name      string // as shown in the audit log
	IP        string // of the request; empty for jobs
	RequestID string // of the request or job
}

// Scope is the account set and the actor a transaction works for. Tenant zero
// is the system itself: logins, sessions and whatever belongs to no set.
type Scope struct {
	Tenant ID
	Actor  Actor
	// OnFirstCommit, when set, runs inside the first write transaction of the scope
	// just before it commits; the HTTP edge records the idempotency key with it, so
	// that the effect and the memory of it are one. It runs again when that
	// transaction is retried.
	OnFirstCommit *FirstCommit
}

// FirstCommit runs Do in the first write transaction that commits.
type FirstCommit struct {
	Do   func(context.Context, *Tx) error
	mu   sync.Mutex
	done bool
}

// System is the scope of the program itself.
func System(name string) Scope { return Scope{Actor: Actor{Kind: "system", Name: name}} }

// Tx is a transaction. It is used by one goroutine.
type Tx struct {
	Scope
	// Now is the time of the transaction, UTC, cut to the microsecond.
	Now Time

	db    *DB
	sql   *sql.Tx
	bun   bun.Tx
	write bool
	ran   int
	after []func()
}

// Statements tells how many statements the transaction has run with Exec and the queries
// beside it, so that a test sees when one document costs more of them than another.
func (tx *Tx) Statements() int { return tx.ran }

type inTxKey struct{}

// ErrNestedTx is returned by InTx and View when the context is already inside
// one: on SQLite the inner would wait for the outer for ever.
var ErrNestedTx = errors.New("a transaction inside a transaction: use the …Tx form")

// ErrAgain makes InTx run the function again: what the transaction went by has
// changed since it was read, as its own lock told.
var ErrAgain = errors.New("what the transaction has read is out of date")

const maxTries = 6

// InTx runs fn in one write transaction. It commits when fn returns nil and
// rolls back otherwise. fn runs again after a deadlock, a serialisation failure,
// a busy database or ErrAgain, so it must be safe to run twice: assign results, append to
// nothing outside. Nothing remote may be called in it.
func (d *DB) InTx(ctx context.Context, sc Scope, fn func(context.Context, *Tx) error) error {
	for try := 1; ; try++ {
		err := d.once(ctx, sc, true, fn)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return toFault(err)
		}
		pause := time.Duration(rand.Int64N(int64(5*time.Millisecond)<<try)) + time.Millisecond //nolint:gosec // jitter needs no secrecy
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// OneRow runs a statement that gives one row, as a transaction of its own which
// ends with it: for rows that everybody wants, to be locked no longer than that.
func (d *DB) OneRow(ctx context.Context, query string, args []any, dest ...any) error {
	if d.engine == Postgres {
		query, args = rebind(query), cached(args)
	}
	return toFault(d.writer.QueryRowContext(ctx, query, args...).Scan(dest...))
}

// View runs fn in one read-only transaction, which sees one state throughout.
func (d *DB) View(ctx context.Context, sc Scope, fn func(context.Context, *Tx) error) error {
	return toFault(d.once(ctx, sc, false, fn))
}

func (d *DB) once(ctx context.Context, sc Scope, write bool, fn func(context.Context, *Tx) error) error {
	if ctx.Value(inTxKey{}) != nil {
		return ErrNestedTx
	}
	pool, opts := d.bunW, &sql.TxOptions{}
	if !write {
		pool = d.bunR
		if d.engine == Postgres {
			opts = &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
		}
	}
	btx, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx := &Tx{Scope: sc, Now: At(d.now()), db: d, sql: btx.Tx, bun: btx, write: write}
	defer func() { _ = btx.Rollback() }() // also on a panic; after a commit it does nothing
	if err := fn(context.WithValue(ctx, inTxKey{}, true), tx); err != nil {
		return err
	}
	finish, err := tx.firstCommit(ctx)
	if err != nil {
		return err
	}
	err = btx.Commit()
	finish(err == nil)
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	for _, f := range tx.after {
		f()
	}
	return nil
}

// firstCommit runs the scope's FirstCommit when this is the first write.
func (tx *Tx) firstCommit(ctx context.Context) (finish func(committed bool), err error) {
	fc := tx.OnFirstCommit
	if fc == nil || !tx.write {
		return func(bool) {}, nil
	}
	fc.mu.Lock()
	if fc.done {
		fc.mu.Unlock()
		return func(bool) {}, nil
	}
	if err := fc.Do(ctx, tx); err != nil {
		fc.mu.Unlock()
		return nil, err
	}
	return func(committed bool) {
		fc.done = committed
		fc.mu.Unlock()
	}, nil
}

// DB is the database of the transaction, as a key for what a process keeps per
// database; using it here would wait for the connection tx holds.
func (tx *Tx) DB() *DB { return tx.db }

// NewID draws an id; see ID.
func (tx *Tx) NewID() ID { return tx.db.NewID() }

// Engine tells which database program is behind.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// AfterCommit runs f once the transaction has committed: for waking loops,
// caches and live views, never for anything that must not be lost.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// Bun gives the query builder inside the transaction. Its arguments are written
// into the statement, so use it for lists and plain writes; posting uses Exec.
func (tx *Tx) Bun() bun.Tx { return tx.bun }

// SQL gives the raw transaction, for the job engine only.
func (tx *Tx) SQL() *sql.Tx { return tx.sql }

// ForUpdate is the clause that locks the selected rows: empty on SQLite, whose
// writers already exclude each other, and in a View, which changes nothing.
func (tx *Tx) ForUpdate() string { return tx.lock(" FOR UPDATE") }

// ForNoKeyUpdate is ForUpdate for rows that others refer to: those who insert
// such a reference meanwhile, as every posting does to its customer, need not wait.
func (tx *Tx) ForNoKeyUpdate() string { return tx.lock(" FOR NO KEY UPDATE") }

// ForKeyShare keeps the selected rows from being deleted until the transaction ends,
// for references that no foreign key guards.
func (tx *Tx) ForKeyShare() string { return tx.lock(" FOR KEY SHARE") }

func (tx *Tx) lock(clause string) string {
	if tx.db.engine == Postgres && tx.write {
		return clause
	}
	return ""
}

// Exec runs a statement with ? placeholders, prepared once and reused. It
// returns the number of rows it touched.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	tx.ran++
	var (
		res sql.Result
		err error
	)
	if tx.db.engine == Postgres {
		res, err = tx.sql.ExecContext(ctx, rebind(query), cached(args)...)
	} else {
		var st *sql.Stmt                                   // closed with the transaction
		if st, err = tx.prepared(ctx, query); err == nil { //nolint:sqlclosecheck // as above
			res, err = st.ExecContext(ctx, args...)
		}
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query runs a query with ? placeholders, prepared once and reused. The caller
// closes the rows and checks their error; Select and Get do that.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	tx.ran++
	if tx.db.engine == Postgres {
		return tx.sql.QueryContext(ctx, rebind(query), cached(args)...)
	}
	st, err := tx.prepared(ctx, query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// Row runs a query for at most one row and scans it into dest; it reports
// whether there was one.
func (tx *Tx) Row(ctx context.Context, query string, args []any, dest ...any) (found bool, err error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(dest...); err != nil {
		return false, err
	}
	return true, rows.Close()
}

// Each runs a query and calls scan for each row; scan calls rows.Scan.
func (tx *Tx) Each(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// EachFresh is Each for queries whose best plan depends on the arguments, such as
// lists with filters: PostgreSQL plans them anew each time.
func (tx *Tx) EachFresh(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	if tx.db.engine != Postgres {
		return tx.Each(ctx, query, args, scan)
	}
	tx.ran++
	rows, err := tx.sql.QueryContext(ctx, rebind(query), args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (tx *Tx) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	pool := tx.db.reader
	if tx.write {
		pool = tx.db.writer
	}
	type key struct {
		pool  *sql.DB
		query string
	}
	k := key{pool, query}
	if st, ok := tx.db.stmts.Load(k); ok {
		return tx.sql.StmtContext(ctx, st.(*sql.Stmt)), nil
	}
	// Preparing on the pool would wait for the connection this transaction holds,
	// so the statement is prepared in the transaction now and on the pool afterwards.
	tx.after = append(tx.after, func() {
		if _, ok := tx.db.stmts.Load(k); ok {
			return
		}
		st, err := pool.Prepare(query) //nolint:noctx // outlives the request
		if err != nil {
			return // prepared again next time
		}
		if _, taken := tx.db.stmts.LoadOrStore(k, st); taken {
			_ = st.Close() //nolint:sqlclosecheck // the other one is kept
		}
	})
	return tx.sql.PrepareContext(ctx, query)
}

// cached asks pgx to prepare the statement once per connection.
func cached(args []any) []any {
	return append([]any{pgx.QueryExecModeCacheStatement}, args...)
}

var rebound sync.Map // query with ? → query with $n

// rebind turns ? placeholders into $1, $2 …; our statements hold no other question mark.
func rebind(query string) string {
	if s, ok := rebound.Load(query); ok {
		return s.(string)
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
			continue
		}
		b.WriteRune(r)
	}
	rebound.Store(query, b.String())
	return b.String()
}

// Tuples gives the placeholders of a multi-row VALUES list, "(?,?),(?,?)".
// Row counts up to a document's size make few distinct statements; for bulk
// loads use chunks of one size or Bun's insert.
func Tuples(rows, columns int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", columns), ",") + ")"
	return strings.TrimSuffix(strings.Repeat(one+",", rows), ",")
}
