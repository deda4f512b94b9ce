package stock

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// write stores what run worked out: the moves in one statement, one for the
// balances, one for the cost pools, and two for the open issues where there are any.
func (w *posting) write(ctx context.Context) error {
	if err := w.insertMoves(ctx); err != nil {
		return err
	}
	balances, pools := w.keys()
	if err := w.updateBalances(ctx, balances); err != nil {
		return err
	}
	if err := w.updatePools(ctx, pools); err != nil {
		return err
	}
	return w.writeOpen(ctx, pools)
}

const moveColumns = 18

func (w *posting) insertMoves(ctx context.Context) error {
	for part := range slices.Chunk(w.moves, chunk) {
		args := make([]any, 0, len(part)*moveColumns)
		for i := range part {
			m := &part[i]
			args = append(args, w.tx.Tenant, w.DocID, w.tx.NewID(), w.DocKind, w.DocNo, w.Date, int64(m.lineID), m.warehouse, m.sku, int64(m.scope),
				m.quantity, m.value, m.onHand, m.poolQuantity, m.poolValue, m.originDocID, m.originLineID, w.tx.Now)
		}
		if _, err := w.tx.Exec(ctx, insertMoves+db.Tuples(len(part), moveColumns), args...); err != nil {
			return fmt.Errorf("insert moves: %w", err)
		}
	}
	return nil
}

const insertMoves = `INSERT INTO stock_move (tenant_id, doc_id, id, doc_kind, doc_no, doc_date, line_id, warehouse_id, sku_id, scope_id,
	quantity, value, on_hand_after, pool_quantity, pool_value, origin_doc_id, origin_line_id, posted_at) VALUES `

func (w *posting) updateBalances(ctx context.Context, keys []balanceKey) error {
	changed := slices.DeleteFunc(keys, func(k balanceKey) bool {
		return w.balances[k].onHand == w.balances[k].before && w.balances[k].kept == 0
	})
	for part := range slices.Chunk(changed, chunk) {
		args := make([]any, 0, len(part)*4+1)
		for _, k := range part {
			b := w.balances[k]
			args = append(args, k.warehouse, k.sku, b.onHand.Sub(b.before), b.kept)
		}
		n, err := w.tx.Exec(ctx, `UPDATE stock_balance AS b SET on_hand = b.on_hand + v.column3, reserved = b.reserved - v.column4 FROM (VALUES `+db.Bigints(len(part), 4)+`) AS v
			WHERE b.tenant_id = ? AND b.warehouse_id = v.column1 AND b.sku_id = v.column2`, append(args, w.tx.Tenant)...)
		if err := moved("balances", n, len(part), err); err != nil {
			return err
		}
	}
	return nil
}

func (w *posting) updatePools(ctx context.Context, keys []poolKey) error {
	changed := slices.DeleteFunc(slices.Clone(keys), func(k poolKey) bool {
		p := w.pools[k]
		return p.quantity == p.before.quantity && p.value == p.before.value && p.lastCost == p.before.lastCost
	})
	for part := range slices.Chunk(changed, chunk) {
		args := make([]any, 0, len(part)*5+1)
		for _, k := range part {
			p := w.pools[k]
			args = append(args, int64(k.scope), k.sku, p.quantity.Sub(p.before.quantity), p.value.Sub(p.before.value), p.lastCost)
		}
		n, err := w.tx.Exec(ctx, `UPDATE cost_pool AS p SET quantity = p.quantity + v.column3, value = p.value + v.column4, last_cost = v.column5
			FROM (VALUES `+db.Bigints(len(part), 5)+`) AS v
			WHERE p.tenant_id = ? AND p.scope_id = v.column1 AND p.sku_id = v.column2`, append(args, w.tx.Tenant)...)
		if err := moved("cost pools", n, len(part), err); err != nil {
			return err
		}
	}
	return nil
}

// moved makes sure that every row was there: a balance must never miss a move.
func moved(what string, n int64, want int, err error) error {
	if err != nil {
		return fmt.Errorf("update %s: %w", what, err)
	}
	if n != int64(want) {
		return fmt.Errorf("update %s: %d of %d rows", what, n, want)
	}
	return nil
}

// writeOpen brings provisional_issue from what was read to what is open now.
func (w *posting) writeOpen(ctx context.Context, keys []poolKey) error {
	var gone, fresh []any
	for _, k := range keys {
		p := w.pools[k]
		open := make(map[db.ID]provisional, len(p.open)) // there may be thousands, of which a few change
		for _, o := range p.open {
			open[o.id] = o
		}
		kept := make(map[db.ID]bool, len(p.read))
		for _, o := range p.read {
			if kept[o.id] = open[o.id] == o; !kept[o.id] {
				gone = append(gone, int64(k.scope), k.sku, o.id)
			}
		}
		for _, o := range p.open {
			if !kept[o.id] {
				fresh = append(fresh, w.tx.Tenant, int64(k.scope), k.sku, o.id, o.docID, int64(o.lineID), o.quantity, o.value)
			}
		}
	}
	for part := range slices.Chunk(gone, 3*chunk) {
		if _, err := w.tx.Exec(ctx, `DELETE FROM provisional_issue WHERE tenant_id = ? AND (scope_id, sku_id, id) IN (VALUES `+
			db.Bigints(len(part)/3, 3)+`)`, append([]any{w.tx.Tenant}, part...)...); err != nil {
			return fmt.Errorf("settle open issues: %w", err)
		}
	}
	for part := range slices.Chunk(fresh, 8*chunk) {
		if _, err := w.tx.Exec(ctx, `INSERT INTO provisional_issue (tenant_id, scope_id, sku_id, id, doc_id, line_id, quantity, value) VALUES `+
			db.Tuples(len(part)/8, 8), part...); err != nil {
			return fmt.Errorf("note open issues: %w", err)
		}
	}
	return nil
}
