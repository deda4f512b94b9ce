package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// chunk bounds the rows of one statement, for the engines' parameter limits.
const chunk = 500

// lockBalances locks the balances of the posting in key order and makes those
// that are missing.
func (w *posting) lockBalances(ctx context.Context) error {
	keys, _ := w.keys()
	w.balances = make(map[balanceKey]*balance, len(keys))
	if err := w.readBalances(ctx, keys, w.tx.ForUpdate()); err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(keys), func(k balanceKey) bool { return w.balances[k] != nil })
	for part := range slices.Chunk(missing, chunk) {
		args := make([]any, 0, len(part)*3)
		for _, k := range part {
			args = append(args, w.tx.Tenant, k.warehouse, k.sku)
		}
		if _, err := w.tx.Exec(ctx, `INSERT INTO stock_balance (tenant_id, warehouse_id, sku_id) VALUES `+db.Tuples(len(part), 3)+
			` ON CONFLICT (tenant_id, warehouse_id, sku_id) DO NOTHING`, args...); err != nil {
			return fmt.Errorf("open balances: %w", err)
		}
	}
	if err := w.readBalances(ctx, missing, w.tx.ForUpdate()); err != nil {
		return err
	}
	w.keep()
	return nil
}

// keep notes with the balances what the posting gives back of what they hold reserved.
func (w *posting) keep() {
	for _, r := range w.Kept {
		b := w.balances[balanceKey{r.WarehouseID, r.SKUID}]
		b.kept = b.kept.Add(r.Quantity)
	}
}

func (w *posting) readBalances(ctx context.Context, keys []balanceKey, lock string) error {
	for part := range slices.Chunk(keys, chunk) {
		args := make([]any, 0, len(part)*2+1)
		for _, k := range part {
			args = append(args, k.warehouse, k.sku)
		}
		// CROSS JOIN makes SQLite look each key up instead of reading the table.
		err := w.tx.Each(ctx, `SELECT b.warehouse_id, b.sku_id, b.on_hand, b.reserved FROM (VALUES `+db.Bigints(len(part), 2)+`) AS v
			CROSS JOIN stock_balance b WHERE b.tenant_id = ? AND b.warehouse_id = v.column1 AND b.sku_id = v.column2
			ORDER BY b.warehouse_id, b.sku_id`+of(lock, "b"), append(args, w.tx.Tenant), func(rows *sql.Rows) error {
			var k balanceKey
			var b balance
			if err := rows.Scan(&k.warehouse, &k.sku, &b.onHand, &b.reserved); err != nil {
				return err
			}
			b.before = b.onHand
			w.balances[k] = &b
			return nil
		})
		if err != nil {
			return fmt.Errorf("lock balances: %w", err)
		}
	}
	return nil
}

// of names the table a lock clause is about.
func of(lock, table string) string {
	if lock == "" {
		return ""
	}
	return lock + " OF " + table
}

// lockPools locks the cost pools of the lines in key order, makes those that
// are missing, and reads the open issues that a receipt may settle.
func (w *posting) lockPools(ctx context.Context) error {
	_, keys := w.keys()
	w.pools = make(map[poolKey]*lockedPool, len(keys))
	if err := w.readPools(ctx, keys, w.tx.ForUpdate()); err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(keys), func(k poolKey) bool { return w.pools[k] != nil })
	for part := range slices.Chunk(missing, chunk) {
		args := make([]any, 0, len(part)*3)
		for _, k := range part {
			args = append(args, w.tx.Tenant, int64(k.scope), k.sku)
		}
		if _, err := w.tx.Exec(ctx, `INSERT INTO cost_pool (tenant_id, scope_id, sku_id) VALUES `+db.Tuples(len(part), 3)+
			` ON CONFLICT (tenant_id, sku_id, scope_id) DO NOTHING`, args...); err != nil {
			return fmt.Errorf("open cost pools: %w", err)
		}
	}
	if err := w.readPools(ctx, missing, w.tx.ForUpdate()); err != nil {
		return err
	}
	return w.readOpen(ctx, keys)
}

func (w *posting) readPools(ctx context.Context, keys []poolKey, lock string) error {
	for part := range slices.Chunk(keys, chunk) {
		args := make([]any, 0, len(part)*2+1)
		for _, k := range part {
			args = append(args, int64(k.scope), k.sku)
		}
		err := w.tx.Each(ctx, `SELECT p.scope_id, p.sku_id, p.quantity, p.value, p.last_cost FROM (VALUES `+db.Bigints(len(part), 2)+`) AS v
			CROSS JOIN cost_pool p WHERE p.tenant_id = ? AND p.scope_id = v.column1 AND p.sku_id = v.column2
			ORDER BY p.scope_id, p.sku_id`+of(lock, "p"), append(args, w.tx.Tenant), func(rows *sql.Rows) error {
			var k poolKey
			var p lockedPool
			if err := rows.Scan(&k.scope, &k.sku, &p.quantity, &p.value, &p.lastCost); err != nil {
				return err
			}
			p.before = p.pool
			w.pools[k] = &p
			return nil
		})
		if err != nil {
			return fmt.Errorf("lock cost pools: %w", err)
		}
	}
	return nil
}

// readOpen reads the open issues of pools below zero, when goods come in.
func (w *posting) readOpen(ctx context.Context, keys []poolKey) error {
	if !slices.ContainsFunc(w.Lines, func(l Line) bool { return l.Quantity > 0 }) {
		return nil
	}
	below := slices.DeleteFunc(slices.Clone(keys), func(k poolKey) bool { return w.pools[k].quantity >= 0 })
	for part := range slices.Chunk(below, chunk) {
		args := make([]any, 0, len(part)*2+1)
		for _, k := range part {
			args = append(args, int64(k.scope), k.sku)
		}
		err := w.tx.Each(ctx, `SELECT o.scope_id, o.sku_id, o.id, o.doc_id, o.line_id, o.quantity, o.value FROM (VALUES `+db.Bigints(len(part), 2)+`) AS v
			CROSS JOIN provisional_issue o WHERE o.tenant_id = ? AND o.scope_id = v.column1 AND o.sku_id = v.column2
			ORDER BY o.scope_id, o.sku_id, o.id`, append(args, w.tx.Tenant), func(rows *sql.Rows) error {
			var k poolKey
			var o provisional
			if err := rows.Scan(&k.scope, &k.sku, &o.id, &o.docID, &o.lineID, &o.quantity, &o.value); err != nil {
				return err
			}
			p := w.pools[k]
			p.open = append(p.open, o)
			p.read = append(p.read, o)
			return nil
		})
		if err != nil {
			return fmt.Errorf("read open issues: %w", err)
		}
	}
	return nil
}
