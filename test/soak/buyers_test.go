package soak_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/test/world"
)

// TestBuyers has several clerks buy in one account set at once: orders, parts of them
// that come, also of one order at the same time, advances and payments, goods that go
// back, costs that come later, and all of it taken back, while others sell. Acts are cut
// short as in TestClerks, and after each round the same must hold; of each order what
// came must be what its receipts say.
func TestBuyers(t *testing.T) {
	onEngines(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		made := map[string]int64{}
		missing := func() []string {
			return slices.DeleteFunc([]string{"orders", "receipts", "returns", "costs", "payments", "cleared", "reversals"}, func(kind string) bool { return made[kind] > 0 })
		}
		rounds(t, w, func() bool { return len(missing()) == 0 }, func(t *testing.T, seed uint64) tally { return buyersRound(t, w, seed, made) })
		t.Logf("made: %v", made)
		if none := missing(); len(none) > 0 {
			t.Errorf("no %v were made: the clerks did not try hard enough", none)
		}
	})
}

func buyersRound(t *testing.T, w *world.World, seed uint64, made map[string]int64) tally {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a test's choice
	costing := tenant.CostingSet
	if r.IntN(2) == 0 {
		costing = tenant.CostingWarehouse
	}
	w.NewSet(t, costing)
	w.AddGoods(t, soakSKUs)
	w.StockUp(t, 5)
	second := prepare(t, w)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { // halves are where rounding shows
		_, err := tx.Exec(ctx, "UPDATE unit SET decimals = 4 WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	if r.IntN(2) == 0 {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE account_set SET over_receipt_bps = 1000, tax_accounted = TRUE WHERE tenant_id = ?", tx.Tenant)
			return err
		})
	}
	shared := &desk{}
	buyers := make([]*buyer, 3+r.IntN(3))
	clerks := make([]*clerk, len(buyers))
	for i := range buyers {
		b := &buyer{desk: shared}
		b.World, b.sc, b.warehouses, b.outcomes = w, w.Scope, []db.ID{w.Warehouse, second}, map[string]outcome{}
		b.r = rand.New(rand.NewPCG(seed, uint64(i)+1)) //nolint:gosec // a test's choice
		b.sc.Actor.Name = fmt.Sprintf("采购%d", i+1)
		buyers[i], clerks[i] = b, &b.clerk
	}
	total := together(t, w, clerks, func(i int, name string) error { return buyers[i].act(t.Context(), name) })
	checkOrders(t, w)
	count(t, w, made)
	return total
}

// desk is what the buyers have before them: each works on what any of them made.
type desk struct {
	mu       sync.Mutex
	orders   []*purchase.Order
	receipts []*purchase.Receipt
	costs    []*purchase.Cost
	payments []db.ID
}

// put adds to a pile of the desk, draw takes a copy of something on it.
func put[T any](d *desk, pile *[]T, one T, err error) error {
	if err == nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		*pile = append(*pile, one)
	}
	return err
}

func draw[T any](b *buyer, pile *[]T) (one T, ok bool) {
	b.desk.mu.Lock()
	defer b.desk.mu.Unlock()
	if len(*pile) == 0 {
		return one, false
	}
	return (*pile)[b.r.IntN(len(*pile))], true
}

// count adds up what was made, so that a round in which all was refused shows.
func count(t *testing.T, w *world.World, made map[string]int64) {
	t.Helper()
	for kind, query := range map[string]string{
		"orders":    "SELECT COUNT(*) FROM purchase_order WHERE tenant_id = ?",
		"receipts":  "SELECT COUNT(*) FROM purchase_receipt WHERE tenant_id = ? AND kind = 'receipt' AND reverses_id IS NULL",
		"returns":   "SELECT COUNT(*) FROM purchase_receipt WHERE tenant_id = ? AND kind = 'return' AND reverses_id IS NULL",
		"costs":     "SELECT COUNT(*) FROM purchase_cost WHERE tenant_id = ? AND reverses_id IS NULL",
		"payments":  "SELECT COUNT(*) FROM payment WHERE tenant_id = ? AND reverses_id IS NULL",
		"cleared":   "SELECT COUNT(*) FROM payment WHERE tenant_id = ? AND order_id IS NOT NULL AND allocated > 0",
		"reversals": "SELECT COUNT(*) FROM purchase_receipt WHERE tenant_id = ? AND reverses_id IS NOT NULL",
	} {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			var n int64
			_, err := tx.Row(ctx, query, []any{tx.Tenant}, &n)
			made[kind] += n
			return err
		})
	}
}

// checkOrders compares what each order says came of it with its receipts, and what orders
// are charged of which all came, and no more, and nothing was taken back, with what they say.
func checkOrders(t *testing.T, w *world.World) {
	t.Helper()
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		err := tx.Each(ctx, `SELECT o.no, l.received, COALESCE((SELECT SUM(r.base_quantity) FROM purchase_receipt_line r
				JOIN purchase_receipt d ON d.tenant_id = r.tenant_id AND d.id = r.receipt_id
				WHERE r.tenant_id = l.tenant_id AND r.source_line_id = l.id AND d.kind = 'receipt' AND d.state = 'posted'), 0)
			FROM purchase_order_line l JOIN purchase_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id WHERE l.tenant_id = ?`, []any{tx.Tenant}, func(rows *sql.Rows) error {
			var no string
			var says, came dec.Quantity
			err := rows.Scan(&no, &says, &came)
			if says != came {
				t.Errorf("%s says that %s came, its receipts %s", no, says, came)
			}
			return err
		})
		if err != nil {
			return err
		}
		return tx.Each(ctx, `SELECT o.no, o.total, o.freight, SUM(r.total), SUM(r.freight) FROM purchase_order o
			JOIN purchase_receipt r ON r.tenant_id = o.tenant_id AND r.order_id = o.id AND r.kind = 'receipt' AND r.state = 'posted'
			WHERE o.tenant_id = ? AND o.fulfilment = 'done'
			AND NOT EXISTS (SELECT 1 FROM purchase_receipt b WHERE b.tenant_id = o.tenant_id AND b.order_id = o.id AND b.reverses_id IS NOT NULL)
			AND NOT EXISTS (SELECT 1 FROM purchase_order_line l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.received <> l.base_quantity)
			GROUP BY o.id, o.no, o.total, o.freight`, []any{tx.Tenant}, func(rows *sql.Rows) error {
			var no string
			var total, freight, totals, freights dec.Amount
			err := rows.Scan(&no, &total, &freight, &totals, &freights)
			if total != totals || freight != freights {
				t.Errorf("%s is for %s with freight %s, its receipts for %s with %s", no, total, freight, totals, freights)
			}
			return err
		})
	})
}
