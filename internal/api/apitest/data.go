package apitest

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/db"
)

// Tx does something in one transaction, as the owner of A.
func (w *World) Tx(tb testing.TB, fn func(context.Context, *db.Tx) error) {
	tb.Helper()
	if err := w.DB.InTx(tb.Context(), w.Scope(), fn); err != nil {
		tb.Fatal(err)
	}
}

// Exec changes rows behind the back of the program; it fails the test when there are none.
func (w *World) Exec(tb testing.TB, query string, args ...any) {
	tb.Helper()
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, query, args...)
		if err == nil && n == 0 {
			tb.Errorf("no row: %s", query)
		}
		return err
	})
}

// Number gives what a query of one number finds; the query's first argument is A.
func (w *World) Number(tb testing.TB, query string, args ...any) int64 {
	tb.Helper()
	return w.NumberAnywhere(tb, query, append([]any{w.A.ID}, args...)...)
}

// NumberAnywhere is Number for a query that is not about A alone.
func (w *World) NumberAnywhere(tb testing.TB, query string, args ...any) (n int64) {
	tb.Helper()
	err := w.DB.View(tb.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, query, args, &n)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// Heard gives what another server than the world's answered.
func Heard(tb testing.TB, res *http.Response) *Answer {
	tb.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		tb.Fatalf("%s %s: %v", res.Request.Method, res.Request.URL.Path, err)
	}
	return &Answer{Status: res.StatusCode, Header: res.Header, Body: body, asked: res.Request.Method + " " + res.Request.URL.Path}
}
