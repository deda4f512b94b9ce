package soak_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/test/world"
)

// checkLedger adds everything up once more, here and not in SQL, so that a
// mistake in the program's own verification cannot hide one in its postings.
func checkLedger(t *testing.T, w *world.World) {
	t.Helper()
	type place struct{ where, sku db.ID }
	type worth struct{ quantity, value int64 }
	onHand, pools := map[place]int64{}, map[place]worth{}
	entries, funds := map[db.ID]int64{}, map[db.ID]int64{}
	err := w.DB.View(t.Context(), w.Scope, func(ctx context.Context, tx *db.Tx) error {
		each := func(query string, dest []any, row func()) error {
			return tx.Each(ctx, query, []any{tx.Tenant}, func(rows *sql.Rows) error {
				err := rows.Scan(dest...)
				row()
				return err
			})
		}
		var where, scope, sku, id db.ID
		var quantity, value int64
		if err := each(`SELECT warehouse_id, scope_id, sku_id, quantity, value FROM stock_move WHERE tenant_id = ?`, []any{&where, &scope, &sku, &quantity, &value}, func() {
			onHand[place{where, sku}] += quantity
			p := pools[place{scope, sku}]
			pools[place{scope, sku}] = worth{p.quantity + quantity, p.value + value}
		}); err != nil {
			return err
		}
		if err := each(`SELECT warehouse_id, sku_id, on_hand FROM stock_balance WHERE tenant_id = ?`, []any{&where, &sku, &quantity}, func() {
			if moved := onHand[place{where, sku}]; moved != quantity {
				t.Errorf("warehouse %s, SKU %s: %d on hand, the moves say %d", where, sku, quantity, moved)
			}
			if quantity < 0 && sku != w.SKUs[soakSKUs-1] && !sameProduct(w, sku) {
				t.Errorf("SKU %s is below zero and may not be", sku)
			}
		}); err != nil {
			return err
		}
		if err := each(`SELECT scope_id, sku_id, quantity, value FROM cost_pool WHERE tenant_id = ?`, []any{&scope, &sku, &quantity, &value}, func() {
			if moved := pools[place{scope, sku}]; moved != (worth{quantity, value}) {
				t.Errorf("cost of SKU %s: %d worth %d, the moves say %+v", sku, quantity, value, moved)
			}
			if quantity == 0 && value != 0 || quantity > 0 && value < 0 {
				t.Errorf("SKU %s: quantity %d is worth %d", sku, quantity, value)
			}
		}); err != nil {
			return err
		}
		var fund sql.Null[int64]
		if err := each(`SELECT entry_id, amount, fund_account_id FROM entry_line WHERE tenant_id = ?`, []any{&id, &value, &fund}, func() {
			entries[id] += value
			funds[db.ID(fund.V)] += value
		}); err != nil {
			return err
		}
		return each(`SELECT id, balance FROM fund_account WHERE tenant_id = ?`, []any{&id, &value}, func() {
			if funds[id] != value {
				t.Errorf("fund account %s has %d, its entries say %d", id, value, funds[id])
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, off := range entries {
		if off != 0 {
			t.Errorf("entry %s is off by %d", id, off)
		}
	}
}

// sameProduct tells whether the SKU belongs to the product that may go below
// zero: the last, with the SKUs that AddGoods gave it.
func sameProduct(w *world.World, sku db.ID) bool {
	return slices.Contains(w.SKUs[(soakSKUs-1)/world.PerProduct*world.PerProduct:], sku)
}

// checkOutcomes compares what the clerks were told with the documents there are.
func checkOutcomes(t *testing.T, w *world.World, clerks ...*clerk) {
	t.Helper()
	there := map[string]bool{}
	err := w.DB.View(t.Context(), w.Scope, func(ctx context.Context, tx *db.Tx) error {
		return tx.Each(ctx, `SELECT note FROM sale WHERE tenant_id = ? AND state = 'posted' AND note <> ''
			UNION ALL SELECT note FROM stock_document WHERE tenant_id = ? AND state <> 'draft' AND note <> ''
			UNION ALL SELECT note FROM receipt WHERE tenant_id = ? AND note <> ''
			UNION ALL SELECT note FROM purchase_order WHERE tenant_id = ? AND state = 'approved' AND note <> ''
			UNION ALL SELECT note FROM purchase_receipt WHERE tenant_id = ? AND state = 'posted' AND note <> ''
			UNION ALL SELECT note FROM purchase_cost WHERE tenant_id = ? AND note <> ''
			UNION ALL SELECT note FROM payment WHERE tenant_id = ? AND note <> ''`, slices.Repeat([]any{tx.Tenant}, 7), func(rows *sql.Rows) error {
			var note string
			err := rows.Scan(&note)
			there[note] = true
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clerks {
		for token, o := range c.outcomes {
			if strings.HasSuffix(token, " reversal") || o == outcomeUnknown {
				continue // what a reversal did shows in the balances
			}
			if there[token] != (o == outcomeDone) {
				t.Errorf("%s: act %s was told done: %v, is there: %v", c.sc.Actor.Name, token, o == outcomeDone, there[token])
			}
		}
	}
}
