package migrate_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
)

// A new SQLite file is asked for a few rows by the index that names them, not by going
// through all of the account set.
func TestANewFileUsesItsIndexes(t *testing.T) {
	t.Parallel()
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "huotong.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if _, err := migrate.Up(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"SELECT SUM(total) FROM purchase_receipt WHERE tenant_id = ? AND order_id = ? AND kind = 'receipt' AND state = 'posted'": "purchase_receipt_order (tenant_id=? AND order_id=?)",
		`SELECT l.source_line_id, SUM(l.amount) FROM purchase_receipt r JOIN purchase_receipt_line l ON l.tenant_id = ? AND l.receipt_id = r.id
			WHERE r.tenant_id = ? AND r.order_id = ? AND l.source_line_id IS NOT NULL GROUP BY l.source_line_id`: "l USING PRIMARY KEY (tenant_id=? AND receipt_id=?)",
		"SELECT sku_id FROM stock_move WHERE tenant_id = ? AND quantity <> 0 AND posted_at BETWEEN ? AND ? ORDER BY sku_id, warehouse_id": "stock_move_posted (tenant_id=? AND posted_at>? AND posted_at<?)",
		"SELECT SUM(quantity) FROM stock_move WHERE tenant_id = ?":                                                                        "stock_move USING PRIMARY KEY (tenant_id=?)",
		`SELECT o.id, k.id FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code
			WHERE o.tenant_id = ? AND +o.shop_id = ? AND o.online = TRUE AND o.code > '' ORDER BY o.id`: "o USING PRIMARY KEY (tenant_id=?)",
		"SELECT id FROM stock_move WHERE tenant_id = ? AND doc_id = ?": "stock_move USING PRIMARY KEY (tenant_id=? AND doc_id=?)",
	} {
		rows, err := d.Writer().QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, 1, 2, 3)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, step)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(plan, "\n"); !strings.Contains(text, want) {
			t.Errorf("%s:\n%s\nwant %s", query, text, want)
		}
	}
}
