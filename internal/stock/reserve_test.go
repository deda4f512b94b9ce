package stock

import (
	"context"
	"errors"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

func (f *fixture) reserve(t *testing.T, warehouse, sku db.ID, quantity string) {
	t.Helper()
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		return f.stock.ReserveTx(ctx, tx, []Reservation{{warehouse, sku, dec.MustQuantity(quantity)}})
	})
}

func (f *fixture) reserved(t *testing.T, warehouse, sku db.ID) (q dec.Quantity) {
	t.Helper()
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, `SELECT reserved FROM stock_balance WHERE tenant_id = ? AND warehouse_id = ? AND sku_id = ?`, []any{tx.Tenant, warehouse, sku}, &q)
		return err
	})
	return q
}

// keeping posts an issue of a document that keeps promises.
func (f *fixture) keeping(t *testing.T, kept, quantity string) error {
	t.Helper()
	return f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		l := out(f.a, f.skus[0], quantity)
		l.LineID = tx.NewID()
		p := Posting{DocKind: "test", DocID: tx.NewID(), DocNo: "K", Date: "2026-06-01", Lines: []Line{l}, Kept: []Reservation{{f.a, f.skus[0], dec.MustQuantity(kept)}}}
		if err := f.stock.CheckTx(ctx, tx, p); err != nil {
			return err
		}
		_, err := f.postTx(ctx, tx, p)
		return err
	})
}

func TestWhatIsPromisedIsNotAvailable(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "10", "20"))
	f.reserve(t, f.a, f.skus[0], "8")
	f.reserve(t, f.a, f.skus[0], "-2")
	if q := f.reserved(t, f.a, f.skus[0]); q != qty("6") {
		t.Errorf("reserved %s", q)
	}
	_, err := f.tryPost(t, out(f.a, f.skus[0], "5"))
	if e := fault.As(err); !errors.Is(err, ErrShort) || e.Fields[0].Err.Params["available"] != "4" || e.Fields[0].Err.Params["short"] != "1" {
		t.Errorf("more than is free: %v", err)
	}
	f.post(t, out(f.a, f.skus[0], "4"))
	// The document that was promised six takes them, and no more.
	if err := f.keeping(t, "6", "6.5"); !errors.Is(err, ErrShort) || fault.As(err).Fields[0].Err.Params["available"] != "6" {
		t.Errorf("more than is there: %v", err)
	}
	if err := f.keeping(t, "2", "3"); !errors.Is(err, ErrShort) || fault.As(err).Fields[0].Err.Params["available"] != "2" {
		t.Errorf("what others were promised: %v", err)
	}
	f.reserve(t, f.a, f.skus[0], "3") // more than there is
	if err := f.keeping(t, "9", "8"); !errors.Is(err, ErrShort) || fault.As(err).Fields[0].Err.Params["available"] != "6" {
		t.Errorf("promised but not there: %v", err)
	}
	f.reserve(t, f.a, f.skus[0], "-3")
	if err := f.keeping(t, "6", "5"); err != nil {
		t.Error(err)
	}
	if q, _, _ := f.onHand(t, f.a, f.skus[0]); q != qty("1") || f.reserved(t, f.a, f.skus[0]) != 0 {
		t.Errorf("left %s, reserved %s", q, f.reserved(t, f.a, f.skus[0]))
	}
	// Taken back, the promise is made again; it may be more than there is.
	if err := f.keeping(t, "-5", "1"); err != nil {
		t.Error(err)
	}
	if q, _, _ := f.onHand(t, f.a, f.skus[0]); q != 0 || f.reserved(t, f.a, f.skus[0]) != qty("5") {
		t.Errorf("left %s, reserved %s", q, f.reserved(t, f.a, f.skus[0]))
	}
	// What is promised to others counts for nothing where a document receives and issues.
	if _, err := f.tryPost(t, in(f.a, f.skus[0], "3", "6"), out(f.a, f.skus[0], "1")); !errors.Is(err, ErrShort) {
		t.Errorf("received for others: %v", err)
	}
	if _, err := f.tryPost(t, in(f.a, f.skus[0], "7", "14"), out(f.a, f.skus[0], "2")); err != nil {
		t.Errorf("received beyond what others are promised: %v", err)
	}
	f.verify(t)
}

// The sentence names at most twenty; every line has its own.
func TestALongListOfWhatIsShortIsCut(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.scope = makeSet(t, f.db, tenant.CostingSet, 23, f)
	var lines []Line
	for _, sku := range f.skus[:22] {
		lines = append(lines, out(f.a, sku, "1"))
	}
	_, err := f.tryPost(t, lines...)
	e := fault.As(err)
	if !errors.Is(err, ErrShort) || e.Params["count"] != "22" || len(e.Fields) != 22 {
		t.Fatalf("got %v", err)
	}
	if want := "A1 0/1, A2 0/1, A3 0/1, A4 0/1, A5 0/1, A6 0/1, A7 0/1, A8 0/1, A9 0/1, A10 0/1, A11 0/1, A12 0/1, A13 0/1, A14 0/1, A15 0/1, A16 0/1, A17 0/1, A18 0/1, A19 0/1, A20 0/1, …"; e.Params["list"] != want {
		t.Errorf("got %s", e.Params["list"])
	}
}
