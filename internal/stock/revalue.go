package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// LateCost is a cost of goods that came earlier.
type LateCost struct {
	LineID      db.ID // of the document that brings the cost
	WarehouseID db.ID
	SKUID       db.ID
	Quantity    dec.Quantity // that the cost is for, above zero
	// Of what the cost is for, what may still be there: a reversal takes back from no more
	// than took. Zero means that the moves of ReceiptID and ReceiptLineID tell.
	StillThere               dec.Quantity
	ReceiptID, ReceiptLineID db.ID
	Cost                     dec.Cost // below zero takes value out
}

// Revaluation is what a document wants the stock to be worth more, or less. Nothing moves.
type Revaluation struct {
	DocKind string
	DocID   db.ID
	DocNo   string
	Date    db.Date
	Lines   []LateCost
}

// Revalued is what became of a line.
type Revalued struct {
	StillThere dec.Quantity // of its quantity
	Value      dec.Cost     // that the stock took of its cost; the rest is for goods that are gone
}

// RevalueTx brings costs into the stock that became known after the goods came: the
// share of what is still there is added to the value of the stock, by moves with value
// and no quantity; the rest is the caller's to expense. What is still there of a receipt
// is decided by the order of arrival: what came last is there longest (ADR 0011). It
// books nothing, locks like PostTx, and takes as many statements for ten lines as for one.
func (s *Service) RevalueTx(ctx context.Context, tx *db.Tx, set *tenant.Set, r Revaluation) ([]Revalued, error) {
	if err := set.CheckDate(r.Date); err != nil {
		return nil, err
	}
	w, err := newRevaluation(tx, set, &r)
	if err != nil {
		return nil, err
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, r.DocNo); err != nil {
		return nil, err
	}
	if err := w.lockBalances(ctx); err != nil {
		return nil, fmt.Errorf("revalue %s: %w", r.DocNo, err)
	}
	if err := w.lockPools(ctx); err != nil {
		return nil, fmt.Errorf("revalue %s: %w", r.DocNo, err)
	}
	out, err := w.revalue(ctx, r.Lines)
	if err != nil {
		return nil, fmt.Errorf("revalue %s: %w", r.DocNo, err)
	}
	if err := w.write(ctx); err != nil {
		return nil, fmt.Errorf("revalue %s: %w", r.DocNo, err)
	}
	return out, nil
}

// PreviewRevaluationTx tells what RevalueTx would do now, without locking or writing.
func (s *Service) PreviewRevaluationTx(ctx context.Context, tx *db.Tx, set *tenant.Set, r Revaluation) ([]Revalued, error) {
	w, err := newRevaluation(tx, set, &r)
	if err != nil {
		return nil, err
	}
	balances, pools := w.keys()
	w.balances, w.pools = make(map[balanceKey]*balance, len(balances)), make(map[poolKey]*lockedPool, len(pools))
	if err := w.readBalances(ctx, balances, ""); err != nil {
		return nil, err
	}
	if err := w.readPools(ctx, pools, ""); err != nil {
		return nil, err
	}
	for _, k := range balances {
		if w.balances[k] == nil {
			w.balances[k] = &balance{}
		}
	}
	for _, k := range pools {
		if w.pools[k] == nil {
			w.pools[k] = &lockedPool{}
		}
	}
	return w.revalue(ctx, r.Lines)
}

func newRevaluation(tx *db.Tx, set *tenant.Set, r *Revaluation) (*posting, error) {
	w := &posting{Posting: Posting{DocKind: r.DocKind, DocID: r.DocID, DocNo: r.DocNo, Date: r.Date}, tx: tx, scoped: set.CostingScope == tenant.CostingWarehouse}
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.WarehouseID == 0 || l.SKUID == 0 || l.Quantity <= 0 {
			return nil, fmt.Errorf("revalue %s: %w", r.DocNo, errLine)
		}
		w.Lines = append(w.Lines, Line{LineID: l.LineID, WarehouseID: l.WarehouseID, SKUID: l.SKUID})
	}
	return w, nil
}

// revalue works out what becomes of each line, in order, and notes the moves.
func (w *posting) revalue(ctx context.Context, lines []LateCost) ([]Revalued, error) {
	later, err := w.cameLater(ctx, lines)
	if err != nil {
		return nil, err
	}
	out := make([]Revalued, len(lines))
	for i := range lines {
		l, key := &lines[i], w.poolKey(&w.Lines[i])
		p, left := w.pools[key], l.StillThere
		if l.ReceiptID != 0 {
			left = p.quantity.Sub(max(later[i], 0))
		}
		out[i].StillThere = max(min(left, l.Quantity, p.quantity), 0)
		if out[i].Value, err = p.lateCost(l.Cost, out[i].StillThere, l.Quantity); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if out[i].Value != 0 {
			w.moves = append(w.moves, move{
				lineID: l.LineID, warehouse: l.WarehouseID, sku: l.SKUID, scope: key.scope, value: out[i].Value,
				onHand: w.balances[balanceKey{l.WarehouseID, l.SKUID}].onHand, poolQuantity: p.quantity, poolValue: p.value,
			})
		}
	}
	return out, nil
}

// arrivals are the kinds of documents by which goods come to the set; what they took
// back again counts against them.
const arrivals = `('purchase_receipt', 'other_in', 'opening_stock')`

// cameLater gives for each line how much came into its pool after its receipt's line did.
func (w *posting) cameLater(ctx context.Context, lines []LateCost) ([]dec.Quantity, error) {
	out := make([]dec.Quantity, len(lines))
	at := 0
	for part := range slices.Chunk(lines, chunk) {
		args := make([]any, 0, len(part)*3+3)
		for i := range part {
			args = append(args, at+i, part[i].ReceiptID, part[i].ReceiptLineID)
		}
		// The move of the receipt's line, and what came after it into the same pool.
		err := w.tx.Each(ctx, `SELECT v.column1, SUM(m.quantity) FROM (VALUES `+db.Bigints(len(part), 3)+`) AS v
			CROSS JOIN stock_move r CROSS JOIN stock_move m
			WHERE r.tenant_id = ? AND r.doc_id = v.column2 AND r.line_id = v.column3 AND r.origin_doc_id IS NULL
				AND m.tenant_id = ? AND m.sku_id = r.sku_id AND m.id > r.id AND m.scope_id = r.scope_id AND m.doc_kind IN `+arrivals+`
			GROUP BY v.column1`, append(args, w.tx.Tenant, w.tx.Tenant), func(rows *sql.Rows) error {
			var i int64
			var q dec.Quantity
			err := rows.Scan(&i, &q)
			out[i] = q
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read what came later: %w", err)
		}
		at += len(part)
	}
	return out, nil
}
