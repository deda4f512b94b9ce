//go:build bench

package bench_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/test/world"
)

// fillLedger adds rows moves to the ledger, receipts of one piece at 3.30, ten to
// a document and evenly over the SKUs, and books them, so that everything still
// adds up. It is one statement each for the moves, the balances and the pools.
func fillLedger(t *testing.T, w *world.World, rows int) {
	t.Helper()
	start := time.Now()
	per := rows / len(w.SKUs) // moves of each SKU
	const piece, cost = dec.Scale, 33 * dec.Scale / 10
	// Every SKU has a balance, numbered 0, 1, 2 … in the order of its id. In round g
	// document (g, n/10) receives SKU n. The ids lie before all others, in order.
	numbers := fmt.Sprintf("WITH RECURSIVE g(g) AS (SELECT 0 UNION ALL SELECT g + 1 FROM g WHERE g < %d)", per-1)
	if w.DB.Engine() == db.Postgres {
		numbers = fmt.Sprintf("WITH g AS (SELECT generate_series(0, %d) AS g)", per-1)
	}
	first := int64(w.SKUs[0]) - 1<<40
	w.Exec(t, fmt.Sprintf(`INSERT INTO stock_move (tenant_id, doc_id, id, doc_kind, doc_no, doc_date, line_id, warehouse_id, sku_id, scope_id,
			quantity, value, on_hand_after, pool_quantity, pool_value, posted_at)
		%[1]s SELECT b.tenant_id, %[2]d + g.g * %[3]d + n / 10, %[2]d + 100000000 + g.g * %[3]d + n, 'test_in', 'IN' || (g.g * %[3]d + n / 10), '2026-01-02',
			%[2]d + 200000000 + g.g * %[3]d + n, b.warehouse_id, b.sku_id, 0,
			%[4]d, %[5]d, b.on_hand + (g.g + 1) * %[4]d, p.quantity + (g.g + 1) * %[4]d, p.value + (g.g + 1) * %[5]d, 1780000000000000
		FROM g CROSS JOIN (SELECT *, ROW_NUMBER() OVER (ORDER BY sku_id) - 1 AS n FROM stock_balance) b
		JOIN cost_pool p ON p.tenant_id = b.tenant_id AND p.scope_id = 0 AND p.sku_id = b.sku_id`,
		numbers, first, len(w.SKUs), piece, cost))
	value := int64(cost) * int64(per) * int64(len(w.SKUs))
	w.Exec(t,
		fmt.Sprintf(`UPDATE stock_balance SET on_hand = on_hand + %d`, per*piece),
		fmt.Sprintf(`UPDATE cost_pool SET quantity = quantity + %d, value = value + %d`, per*piece, per*cost),
		fmt.Sprintf(`INSERT INTO entry (tenant_id, id, doc_kind, doc_id, doc_no, entry_date, posted_by, posted_at) VALUES (%d, %d, 'test_in', %d, 'IN', '2026-01-02', '', 1780000000000000)`, w.Set.ID, first, first),
		fmt.Sprintf(`INSERT INTO entry_line (tenant_id, entry_id, line_no, account, amount) VALUES (%d, %d, 1, '1405', %d), (%d, %d, 2, '4001', %d)`,
			w.Set.ID, first, value, w.Set.ID, first, -value))
	w.Settle(t)
	var n int64
	if err := w.DB.Writer().QueryRowContext(t.Context(), "SELECT COUNT(*) FROM stock_move").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n < int64(rows) {
		t.Fatalf("the ledger has %d rows", n)
	}
	t.Logf("the ledger has %d rows, filled in %s", n, time.Since(start).Round(time.Second))
}
