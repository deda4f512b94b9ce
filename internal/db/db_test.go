package db_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/fault"
)

func TestInTxCommitsAndRollsBack(t *testing.T) {
	t.Parallel()
	d, ctx, sc := dbtest.New(t), t.Context(), db.System("test")
	add := func(key string, fail error) error {
		return d.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO login_failure (subject, failures, last_at) VALUES (?, ?, ?)", key, 1, tx.Now)
			return errors.Join(err, fail)
		})
	}
	if err := add("kept", nil); err != nil {
		t.Fatal(err)
	}
	boom := errors.New("boom")
	if err := add("lost", boom); !errors.Is(err, boom) {
		t.Fatalf("got %v, want boom", err)
	}
	if err := add("kept", nil); !errors.Is(err, db.ErrDuplicate) || fault.KindOf(err) != fault.Conflict {
		t.Fatalf("a duplicate gave %v, want ErrDuplicate", err)
	}
	var keys []string
	err := d.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		keys = nil
		return tx.Each(ctx, "SELECT subject FROM login_failure WHERE failures = ?", []any{1}, func(rows *sql.Rows) error {
			keys = append(keys, "")
			return rows.Scan(&keys[len(keys)-1])
		})
	})
	if err != nil || len(keys) != 1 || keys[0] != "kept" {
		t.Fatalf("rows %v, err %v", keys, err)
	}
}

func TestPreparedStatementsServeManyTransactions(t *testing.T) {
	t.Parallel()
	d, ctx, sc := dbtest.New(t), t.Context(), db.System("test")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 25 {
				err := d.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, `INSERT INTO login_failure (subject, failures, last_at) VALUES ('one', 1, ?)
						ON CONFLICT (subject) DO UPDATE SET failures = login_failure.failures + 1`, tx.Now)
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	var n int64
	var at db.Time
	err := d.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT failures, last_at FROM login_failure WHERE subject = ?", []any{"one"}, &n, &at)
		return err
	})
	if err != nil || n != 200 {
		t.Fatalf("failures = %d, err %v, want 200", n, err)
	}
	if time.Since(at.Time).Abs() > time.Minute || at.Location() != time.UTC {
		t.Errorf("time came back as %v", at)
	}
}

func TestViewCannotWriteAndTransactionsDoNotNest(t *testing.T) {
	t.Parallel()
	d, ctx, sc := dbtest.New(t), t.Context(), db.System("test")
	err := d.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM login_failure WHERE subject = ?", "x")
		return err
	})
	if err == nil {
		t.Error("a view could write")
	}
	err = d.InTx(ctx, sc, func(ctx context.Context, _ *db.Tx) error {
		return d.InTx(ctx, sc, func(context.Context, *db.Tx) error { return nil })
	})
	if !errors.Is(err, db.ErrNestedTx) {
		t.Errorf("nesting gave %v, want ErrNestedTx", err)
	}
}

func TestFirstCommitRunsOnceAndWithTheChange(t *testing.T) {
	t.Parallel()
	d, ctx, sc := dbtest.New(t), t.Context(), db.System("test")
	runs := 0
	sc.OnFirstCommit = &db.FirstCommit{Do: func(ctx context.Context, tx *db.Tx) error {
		runs++
		_, err := tx.Exec(ctx, "INSERT INTO login_failure (subject, failures, last_at) VALUES (?, 1, 1)", "mark")
		return err
	}}
	nothing := func(context.Context, *db.Tx) error { return nil }
	if err := d.InTx(ctx, sc, func(context.Context, *db.Tx) error { return errors.New("refused") }); err == nil {
		t.Fatal("no error")
	}
	if err := d.View(ctx, sc, nothing); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := d.InTx(ctx, sc, nothing); err != nil {
			t.Fatal(err)
		}
	}
	if runs != 1 {
		t.Errorf("ran %d times, want once, with the first commit", runs)
	}
}

func TestPanicRollsBackAndLeavesTheDatabaseUsable(t *testing.T) {
	t.Parallel()
	d, ctx, sc := dbtest.New(t), t.Context(), db.System("test")
	func() {
		defer func() { _ = recover() }()
		_ = d.InTx(ctx, sc, func(context.Context, *db.Tx) error { panic("bug") })
	}()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := d.InTx(ctx, sc, func(context.Context, *db.Tx) error { return nil }); err != nil {
		t.Fatalf("after a panic: %v", err)
	}
}

func TestIDsRiseAndAreStringsInJSON(t *testing.T) {
	t.Parallel()
	frozen := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	d := dbtest.NewWith(t, db.Options{Now: func() time.Time { return frozen }})
	last := db.ID(0)
	for range 10_000 { // more than one millisecond holds
		id := d.NewID()
		if id <= last {
			t.Fatalf("%d after %d", id, last)
		}
		last = id
	}
	b, err := json.Marshal(map[string]db.ID{"id": last})
	if err != nil || string(b) != `{"id":"`+last.String()+`"}` {
		t.Fatalf("%s, %v", b, err)
	}
	var back map[string]db.ID
	if err := json.Unmarshal(b, &back); err != nil || back["id"] != last {
		t.Fatalf("%v, %v", back, err)
	}
	for _, bad := range []string{"-1", "0", "1.5", "abc", "99999999999999999999"} {
		if _, err := db.ParseID(bad); !errors.Is(err, db.ErrID) {
			t.Errorf("ParseID(%q) gave %v", bad, err)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"2026-02-30", "2026-1-1", "1026-01-01", "tomorrow", "2026-01-01T00:00:00Z"} {
		if _, err := db.ParseDate(bad); err == nil {
			t.Errorf("%q taken as a date", bad)
		}
	}
	zone := time.FixedZone("CST", 8*3600)
	if got := db.DateOf(time.Date(2026, 1, 31, 17, 0, 0, 0, time.UTC), zone); got != "2026-02-01" {
		t.Errorf("business date %s, want the next day in China", got)
	}
}

func TestOpenNeverRepeatsAPassword(t *testing.T) {
	t.Parallel()
	_, err := db.Open(t.Context(), "postgres://u:topsecret@host:notaport/x", db.Options{})
	if err == nil || len(err.Error()) == 0 || strings.Contains(err.Error(), "topsecret") {
		t.Errorf("error is %v", err)
	}
}

// River keeps times as text on SQLite and compares them as such.
func TestTimesAreStoredAlikeInEveryZone(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.New(t), t.Context()
	query := "SELECT CAST(? AS TEXT) < ?, CAST(unixepoch(?, 'subsec') * 1000 AS INTEGER)"
	if d.Engine() == db.Postgres {
		query = "SELECT $1::timestamptz < $2::timestamptz, (extract(epoch from $3::timestamptz) * 1000)::bigint"
	}
	at := time.Date(2026, 11, 28, 22, 53, 39, 729_000_000, time.FixedZone("CST", 8*3600))
	var before bool
	var milliseconds int64
	if err := d.Writer().QueryRowContext(ctx, query, at, at.Add(time.Minute).UTC(), at).Scan(&before, &milliseconds); err != nil {
		t.Fatal(err)
	}
	if !before || milliseconds != at.UnixMilli() {
		t.Errorf("before a minute later in another zone: %t; read back as %d, want %d", before, milliseconds, at.UnixMilli())
	}
}
