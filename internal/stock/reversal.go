package stock

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// ReversalTx gives the lines that take back what a document moved: what came in
// goes out at the value it came in with, what went out comes back at what it
// cost in the end, later true-ups included. LineID is that of the original line.
// Post them with Posting.Reverses set, in the same transaction: it has locked what
// they will move, as PostTx does.
func (s *Service) ReversalTx(ctx context.Context, tx *db.Tx, docID db.ID) ([]Line, error) {
	if err := lockMovedTx(ctx, tx, docID); err != nil {
		return nil, err
	}
	costs, err := s.DocumentCostsTx(ctx, tx, docID)
	if err != nil {
		return nil, err
	}
	lines := make([]Line, 0, len(costs))
	for _, c := range costs {
		value := c.Cost.Abs() // what an issue cost in the end is never less than nothing
		lines = append(lines, Line{LineID: c.LineID, WarehouseID: c.WarehouseID, SKUID: c.SKUID, Quantity: c.Quantity.Neg(), Cost: &value})
	}
	return lines, nil
}

// lockMovedTx locks the balances and the cost pools that a document moved, in key
// order: a receipt that trues its issues up has them too, so that what is read of
// its costs afterwards stays. The policies are locked since it was posted.
func lockMovedTx(ctx context.Context, tx *db.Tx, docID db.ID) error {
	lock := tx.ForUpdate()
	if lock == "" {
		return nil
	}
	const moved = `stock_move m WHERE m.tenant_id = ? AND m.doc_id = ? AND m.origin_doc_id IS NULL`
	for _, query := range []string{
		`SELECT 1 FROM (SELECT DISTINCT m.warehouse_id, m.sku_id FROM ` + moved + `) AS v CROSS JOIN stock_balance b
			WHERE b.tenant_id = ? AND b.warehouse_id = v.warehouse_id AND b.sku_id = v.sku_id ORDER BY b.warehouse_id, b.sku_id` + of(lock, "b"),
		`SELECT 1 FROM (SELECT DISTINCT m.scope_id, m.sku_id FROM ` + moved + `) AS v CROSS JOIN cost_pool p
			WHERE p.tenant_id = ? AND p.scope_id = v.scope_id AND p.sku_id = v.sku_id ORDER BY p.scope_id, p.sku_id` + of(lock, "p"),
	} {
		if err := tx.Each(ctx, query, []any{tx.Tenant, docID, tx.Tenant}, func(*sql.Rows) error { return nil }); err != nil {
			return fmt.Errorf("lock what document %d moved: %w", docID, err)
		}
	}
	return nil
}

// LineCost is what a document's line moved and what that is worth today.
type LineCost struct {
	LineID      db.ID
	WarehouseID db.ID
	SKUID       db.ID
	Quantity    dec.Quantity // with the sign of the move
	Cost        dec.Cost     // same sign; true-ups booked since are in it
}

// DocumentCostsTx gives what each line of a document moved, in the order of
// posting, with the true-ups that later receipts brought.
func (s *Service) DocumentCostsTx(ctx context.Context, tx *db.Tx, docID db.ID) ([]LineCost, error) {
	var out []LineCost
	at := map[db.ID]int{}
	err := tx.Each(ctx, `SELECT line_id, warehouse_id, sku_id, quantity, value FROM stock_move
		WHERE tenant_id = ? AND doc_id = ? AND origin_doc_id IS NULL ORDER BY id`, []any{tx.Tenant, docID}, func(rows *sql.Rows) error {
		var c LineCost
		if err := rows.Scan(&c.LineID, &c.WarehouseID, &c.SKUID, &c.Quantity, &c.Cost); err != nil {
			return err
		}
		at[c.LineID] = len(out)
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the moves of document %d: %w", docID, err)
	}
	err = tx.Each(ctx, `SELECT origin_line_id, SUM(value) FROM stock_move WHERE tenant_id = ? AND origin_doc_id = ? GROUP BY origin_line_id`,
		[]any{tx.Tenant, docID}, func(rows *sql.Rows) error {
			var line db.ID
			var v dec.Cost
			if err := rows.Scan(&line, &v); err != nil {
				return err
			}
			if i, ok := at[line]; ok {
				out[i].Cost = out[i].Cost.Add(v)
			}
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read the true-ups of document %d: %w", docID, err)
	}
	return out, nil
}
