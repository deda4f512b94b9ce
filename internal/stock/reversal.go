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
// Post them with Posting.Reverses set.
func (s *Service) ReversalTx(ctx context.Context, tx *db.Tx, docID db.ID) ([]Line, error) {
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
