// Package dbtest gives tests a migrated database of their own on the engine
// under test: HUOTONG_TEST_ENGINE is sqlite (the default) or postgres.
package dbtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
)

// Engine is the engine under test.
func Engine(tb testing.TB) db.Engine {
	tb.Helper()
	switch e := os.Getenv("HUOTONG_TEST_ENGINE"); e {
	case "", string(db.SQLite):
		return db.SQLite
	case string(db.Postgres):
		return db.Postgres
	default:
		tb.Fatalf("HUOTONG_TEST_ENGINE is %q, want sqlite or postgres", e)
		return ""
	}
}

// New opens a fresh migrated database that is gone when the test ends.
func New(tb testing.TB) *db.DB {
	tb.Helper()
	return NewWith(tb, db.Options{})
}

// NewWith is New with options, such as a clock.
func NewWith(tb testing.TB, o db.Options) *db.DB {
	tb.Helper()
	d, err := db.Open(tb.Context(), Address(tb), o)
	if err != nil {
		tb.Fatalf("open test database: %v", err)
	}
	tb.Cleanup(func() { _ = d.Close() })
	return d
}

// Address makes a fresh migrated database and gives its address, for tests that
// start the program itself.
func Address(tb testing.TB) string {
	tb.Helper()
	if Engine(tb) == db.Postgres {
		return postgresCopy(tb)
	}
	path := filepath.Join(tb.TempDir(), "huotong.db")
	copyFile(tb, sqliteTemplate(tb), path)
	return path
}

// EmptyAddress gives the address of a database without any table.
func EmptyAddress(tb testing.TB) string {
	tb.Helper()
	if Engine(tb) == db.SQLite {
		return filepath.Join(tb.TempDir(), "huotong.db")
	}
	admin, name := adminDB(tb), "ht_test_"+random()
	exec(tb, admin, "CREATE DATABASE "+name)
	dropAtEnd(tb, name)
	return withDatabase(tb, name)
}

// AwaitBlocked waits until so many transactions wait for a lock that another one has. On
// SQLite, where there is one writer, they wait to begin for as long as the caller's goes on.
func AwaitBlocked(ctx context.Context, tb testing.TB, d *db.DB, want int) {
	tb.Helper()
	if d.Engine() != db.Postgres {
		return
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		var n int
		err := d.Writer().QueryRowContext(ctx, "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&n)
		switch {
		case err != nil:
			tb.Error(err)
			return
		case n >= want:
			return
		case time.Now().After(deadline):
			tb.Errorf("%d wait for a lock, want %d", n, want)
			return
		}
	}
}

var (
	templateOnce sync.Once
	templatePath string
	errTemplate  error
)

// sqliteTemplate is migrated once per test process and copied for each test.
func sqliteTemplate(tb testing.TB) string {
	tb.Helper()
	templateOnce.Do(func() {
		dir, err := os.MkdirTemp("", "huotong-template-")
		if err != nil {
			errTemplate = err
			return
		}
		templatePath = filepath.Join(dir, "huotong.db")
		errTemplate = migrated(templatePath)
	})
	if errTemplate != nil {
		tb.Fatalf("migrate the template: %v", errTemplate)
	}
	return templatePath
}

func migrated(address string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, address, db.Options{})
	if err != nil {
		return err
	}
	if _, err := migrate.Up(ctx, d); err != nil {
		_ = d.Close()
		return err
	}
	if d.Engine() == db.SQLite { // fold the log in, so that one file is the whole database
		if _, err := d.Writer().ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			_ = d.Close()
			return err
		}
	}
	return d.Close()
}

func copyFile(tb testing.TB, from, to string) {
	tb.Helper()
	src, err := os.Open(from) //nolint:gosec // the template's own path
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	dst, err := os.Create(to) //nolint:gosec // the test's own folder
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := io.Copy(dst, src); err != nil {
		tb.Fatal(err)
	}
	if err := dst.Close(); err != nil {
		tb.Fatal(err)
	}
}

const defaultAdmin = "postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable"

func adminAddress() string {
	if a := os.Getenv("HUOTONG_TEST_POSTGRES_URL"); a != "" {
		return a
	}
	return defaultAdmin
}

var (
	adminOnce sync.Once
	admin     *db.DB
	errAdmin  error
)

func adminDB(tb testing.TB) *db.DB {
	tb.Helper()
	adminOnce.Do(func() {
		admin, errAdmin = db.Open(context.Background(), adminAddress(), db.Options{MaxConns: 2})
	})
	if errAdmin != nil {
		tb.Fatalf("PostgreSQL under test (HUOTONG_TEST_POSTGRES_URL) does not answer: %v", errAdmin)
	}
	return admin
}

func withDatabase(tb testing.TB, name string) string {
	tb.Helper()
	u, err := url.Parse(adminAddress())
	if err != nil {
		tb.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

var (
	pgTemplateOnce sync.Once
	pgTemplate     string
	errPGTemplate  error
)

// postgresCopy makes a database from a template migrated once per test process.
func postgresCopy(tb testing.TB) string {
	tb.Helper()
	a := adminDB(tb)
	pgTemplateOnce.Do(func() {
		dropStale(tb, a)
		pgTemplate = fmt.Sprintf("ht_tmpl_%d_%s", time.Now().Unix(), random())
		exec(tb, a, "CREATE DATABASE "+pgTemplate)
		errPGTemplate = migrated(withDatabase(tb, pgTemplate))
	})
	if errPGTemplate != nil {
		tb.Fatalf("migrate the template: %v", errPGTemplate)
	}
	name := "ht_test_" + random()
	exec(tb, a, "CREATE DATABASE "+name+" TEMPLATE "+pgTemplate)
	dropAtEnd(tb, name)
	return withDatabase(tb, name)
}

// dropStale removes templates that killed test processes left behind.
func dropStale(tb testing.TB, a *db.DB) {
	tb.Helper()
	rows, err := a.Writer().QueryContext(tb.Context(), "SELECT datname FROM pg_database WHERE datname LIKE 'ht\\_tmpl\\_%'")
	if err != nil {
		tb.Fatal(err)
	}
	var stale []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			tb.Fatal(err)
		}
		var at int64
		if _, err := fmt.Sscanf(name, "ht_tmpl_%d_", &at); err == nil && time.Since(time.Unix(at, 0)) > 2*time.Hour {
			stale = append(stale, name)
		}
	}
	if err := rows.Close(); err != nil {
		tb.Fatal(err)
	}
	for _, name := range stale {
		exec(tb, a, "DROP DATABASE IF EXISTS "+name)
	}
}

func dropAtEnd(tb testing.TB, name string) {
	tb.Helper()
	tb.Cleanup(func() {
		_, err := admin.Writer().ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		if err != nil {
			tb.Logf("drop %s: %v", name, err)
		}
	})
}

func exec(tb testing.TB, d *db.DB, statement string) {
	tb.Helper()
	if _, err := d.Writer().ExecContext(context.Background(), statement); err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
}

func random() string {
	var b [6]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
