package stock

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

func TestPostMovesQuantityAndValueTogether(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "10", "20"), in(f.b, f.skus[0], "10", "40"), in(f.a, f.skus[1], "3", "10"))
	p := f.post(t, out(f.a, f.skus[0], "1"), out(f.a, f.skus[1], "3"), out(f.b, f.skus[0], "4"))
	if got := []string{p.Costs[0].String(), p.Costs[1].String(), p.Costs[2].String()}; strings.Join(got, " ") != "-3 -10 -12" {
		t.Errorf("costs %v", got)
	}
	if p.Inventory() != cost("-25") || p.Adjustment() != 0 {
		t.Errorf("inventory %s, adjustment %s", p.Inventory(), p.Adjustment())
	}
	q, pq, v := f.onHand(t, f.a, f.skus[0])
	if q != qty("9") || pq != qty("15") || v != cost("45") {
		t.Errorf("on hand %s, pool %s worth %s", q, pq, v)
	}
	if got := f.verify(t); got != cost("45") {
		t.Errorf("stock is worth %s", got)
	}
}

func TestWarehousesCostedSeparately(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingWarehouse)
	f.post(t, in(f.a, f.skus[0], "10", "20"), in(f.b, f.skus[0], "10", "40"))
	p := f.post(t, out(f.a, f.skus[0], "1"), out(f.b, f.skus[0], "1"))
	if p.Costs[0] != cost("-2") || p.Costs[1] != cost("-4") {
		t.Errorf("costs %v", p.Costs)
	}
	f.verify(t)
}

func TestSameSKUOnSeveralLinesIsHandledInOrder(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	p := f.post(t, in(f.a, f.skus[0], "2", "4"), out(f.a, f.skus[0], "1"), in(f.a, f.skus[0], "1", "5"), out(f.a, f.skus[0], "2"))
	want := []dec.Cost{cost("4"), cost("-2"), cost("5"), cost("-7")}
	for i := range want {
		if p.Costs[i] != want[i] {
			t.Errorf("line %d cost %s, want %s", i+1, p.Costs[i], want[i])
		}
	}
	if q, _, v := f.onHand(t, f.a, f.skus[0]); q != 0 || v != 0 {
		t.Errorf("left %s worth %s", q, v)
	}
	// An issue before its receipt in the same document is short.
	if _, err := f.tryPost(t, out(f.a, f.skus[0], "1"), in(f.a, f.skus[0], "1", "5")); !errors.Is(err, ErrShort) {
		t.Errorf("issue before receipt: %v", err)
	}
	f.verify(t)
}

func TestBelowZeroIsTruedUpByTheNextReceipt(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.below, "10", "30"))
	issue := out(f.a, f.below, "12")
	issue.LineID = 77
	f.post(t, issue)
	p := f.post(t, in(f.b, f.below, "20", "66"))
	if p.Costs[0] != cost("66") || len(p.TrueUps) != 1 || p.TrueUps[0].Amount != cost("0.6") || p.TrueUps[0].LineID != 77 || p.TrueUps[0].Quantity != qty("2") {
		t.Fatalf("posted %+v", p)
	}
	if p.Inventory() != cost("65.4") || p.Adjustment() != cost("0.6") {
		t.Errorf("inventory %s, adjustment %s", p.Inventory(), p.Adjustment())
	}
	if _, pq, v := f.onHand(t, f.a, f.below); pq != qty("18") || v != cost("59.4") {
		t.Errorf("pool %s worth %s, want 18 worth 59.4", pq, v)
	}
	f.verify(t)
	var costs []LineCost
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		var err error
		costs, err = f.stock.DocumentCostsTx(ctx, tx, p.TrueUps[0].DocID)
		return err
	})
	if len(costs) != 1 || costs[0].Cost != cost("-36.6") {
		t.Errorf("the issue cost %+v in the end, want -36.6", costs)
	}
}

func TestShortListsEverySKU(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "2", "4"), in(f.a, f.skus[1], "5", "5"))
	lines := []Line{out(f.a, f.skus[0], "2"), out(f.a, f.skus[2], "3"), out(f.a, f.skus[1], "1"), out(f.a, f.skus[0], "1.5"), out(f.b, f.skus[1], "1"), out(f.a, f.below, "9")}
	_, err := f.tryPost(t, lines...)
	e := fault.As(err)
	if e == nil || !errors.Is(err, ErrShort) {
		t.Fatalf("got %v", err)
	}
	if got, want := e.Detail("en"), "Not enough stock of 3 SKU(s) (available/needed): A1 2/3.5, A3 0/3, A2 0/1"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	var got []string
	for _, fd := range e.Fields {
		p := fd.Err.Params
		got = append(got, fd.Path+" "+p["sku"]+" "+p["warehouse"]+" "+p["need"]+" "+p["available"]+" "+p["short"])
	}
	want := "lines[0].quantity A1 默认仓 3.5 2 1.5|lines[3].quantity A1 默认仓 3.5 2 1.5|lines[1].quantity A3 默认仓 3 0 3|lines[4].quantity A2 二号仓 1 0 1"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		if err := f.stock.CheckTx(ctx, tx, Posting{Lines: lines}); !errors.Is(err, ErrShort) || fault.As(err).Detail("zh") != e.Detail("zh") {
			t.Errorf("check says %v", err)
		}
		return f.stock.CheckTx(ctx, tx, Posting{Lines: lines[2:3]})
	})
	if q, _, _ := f.onHand(t, f.a, f.skus[1]); q != qty("5") {
		t.Errorf("a refused document moved stock to %s", q)
	}
	f.verify(t)
}

func TestRefused(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	var other fixture
	makeSet(t, f.db, tenant.CostingSet, 1, &other)
	if _, err := f.tryPost(t, in(f.a, other.skus[0], "1", "1")); !errors.Is(err, db.ErrReferenced) {
		t.Errorf("another set's SKU: %v", err)
	}
	if _, err := f.tryPost(t, in(other.a, f.skus[0], "1", "1")); !errors.Is(err, db.ErrReferenced) {
		t.Errorf("another set's warehouse: %v", err)
	}
	for name, l := range map[string]Line{
		"no quantity": in(f.a, f.skus[0], "0", "1"), "negative cost": in(f.a, f.skus[0], "1", "-1"), "no SKU": in(f.a, 0, "1", "1"), "no warehouse": in(0, f.skus[0], "1", "1"),
	} {
		if _, err := f.tryPost(t, l); !errors.Is(err, errLine) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := f.postTx(ctx, tx, Posting{DocKind: "test", DocID: 1, DocNo: "T", Date: "2025-12-31", Lines: []Line{in(f.a, f.skus[0], "1", "1")}})
		return err
	})
	if !errors.Is(err, tenant.ErrBeforeStart) {
		t.Errorf("before the start date: %v", err)
	}
	if v := f.verify(t); v != 0 {
		t.Errorf("refused postings left stock worth %s", v)
	}
}

func TestLastPieceIsSoldOnce(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "1", "5"))
	const clerks = 8
	errs := make([]error, clerks)
	var wg sync.WaitGroup
	for i := range clerks {
		wg.Go(func() {
			errs[i] = f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
				_, err := f.postTx(ctx, tx, Posting{DocKind: "test", DocID: tx.NewID(), DocNo: "L", Date: "2026-06-01", Lines: []Line{out(f.a, f.skus[0], "1")}})
				return err
			})
		})
	}
	wg.Wait()
	sold := 0
	for _, err := range errs {
		switch {
		case err == nil:
			sold++
		case !errors.Is(err, ErrShort):
			t.Errorf("unexpected %v", err)
		}
	}
	if sold != 1 {
		t.Errorf("sold %d times", sold)
	}
	f.verify(t)
}

// A new SKU has no balance row yet; many clerks receive it first at once, in
// opposite orders.
func TestFirstReceiptsAtOnce(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			lines := []Line{in(f.a, f.skus[0], "1", "2"), in(f.b, f.skus[1], "1", "3"), in(f.b, f.skus[0], "1", "4")}
			if i%2 == 1 {
				lines[0], lines[2] = lines[2], lines[0]
			}
			if err := f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
				_, err := f.postTx(ctx, tx, Posting{DocKind: "test", DocID: tx.NewID(), DocNo: "F", Date: "2026-06-01", Lines: lines})
				return err
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if v := f.verify(t); v != cost("72") {
		t.Errorf("stock is worth %s", v)
	}
}

func TestManyLines(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	lines := make([]Line, 0, 2*chunk+1)
	for i := range 2*chunk + 1 {
		lines = append(lines, in(f.a, f.skus[i%3], "1", "1.5"))
	}
	p := f.post(t, lines...)
	if len(p.Costs) != len(lines) {
		t.Errorf("%d costs", len(p.Costs))
	}
	if v := f.verify(t); v != cost("1501.5") {
		t.Errorf("stock is worth %s", v)
	}
}

// A row that is not there when it is changed is a mistake of the program, never passed over.
func TestEveryRowMustHaveBeenThere(t *testing.T) {
	t.Parallel()
	if err := moved("balances", 1, 2, nil); err == nil {
		t.Error("one of two rows was enough")
	}
	if err := moved("balances", 2, 2, nil); err != nil {
		t.Error(err)
	}
}

// Verify must see what it is there for: each broken thing gives its finding.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "10", "20"), in(f.a, f.skus[1], "1", "2"))
	f.post(t, out(f.a, f.skus[1], "1"), out(f.a, f.below, "3"))
	f.verify(t)
	for statement, want := range map[string]string{
		"UPDATE stock_balance SET on_hand = on_hand + 1000000 WHERE tenant_id = ?":                "stock.balance",
		"UPDATE cost_pool SET quantity = quantity + 1000000 WHERE tenant_id = ? AND quantity > 0": "stock.pool_quantity",
		"UPDATE cost_pool SET value = value + 1 WHERE tenant_id = ? AND quantity > 0":             "stock.pool_value",
		"UPDATE stock_move SET quantity = quantity - 1 WHERE tenant_id = ? AND quantity > 0":      "stock.balance",
		"UPDATE stock_move SET value = value - 1 WHERE tenant_id = ? AND quantity > 0":            "stock.pool_value",
		"DELETE FROM provisional_issue WHERE tenant_id = ?":                                       "stock.open_quantity",
		"UPDATE provisional_issue SET value = value + 1 WHERE tenant_id = ?":                      "stock.open_value",
		"UPDATE cost_pool SET quantity = 0 WHERE tenant_id = ? AND quantity < 0":                  "stock.open_quantity",
	} {
		undo := errors.New("undo")
		err := f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, statement, tx.Tenant); err != nil {
				return err
			}
			found, _, err := f.stock.VerifyTx(ctx, tx)
			if err != nil {
				return err
			}
			seen := map[string]bool{}
			for _, x := range found {
				seen[x.Check] = true
			}
			if !seen[want] {
				t.Errorf("%s: no finding %s in %v", statement, want, found)
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	// The schema itself refuses the two that matter most.
	for _, statement := range []string{
		"UPDATE cost_pool SET value = 1 WHERE tenant_id = ? AND quantity = 0",
		"UPDATE cost_pool SET value = -1 WHERE tenant_id = ? AND quantity > 0",
	} {
		if err := f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, statement, tx.Tenant)
			return err
		}); err == nil {
			t.Errorf("%s was accepted", statement)
		}
	}
}
