package suggest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// checkTx refuses what cannot be ordered as it is; all of it is told together.
func (s *Service) checkTx(ctx context.Context, tx *db.Tx, list []*Suggestion, c *Choice) error {
	f, err := s.problemsTx(ctx, tx, list, c)
	if err != nil {
		return err
	}
	if e := fault.As(f.Err()); e != nil && len(e.Fields) == 1 {
		return e.Fields[0].Err
	}
	return f.Err()
}

// problemsTx finds what cannot be ordered as it is: suggestions that are not open, offers
// below their minimum, and SKUs of which more is on order than the run knew.
func (s *Service) problemsTx(ctx context.Context, tx *db.Tx, list []*Suggestion, c *Choice) (*fault.Fields, error) {
	known, err := s.catalog.SKUsTx(ctx, tx, skusOf(list))
	if err != nil {
		return nil, err
	}
	code := func(g *Suggestion) string {
		if k := known[g.SKUID]; k != nil {
			return k.Code
		}
		return g.SKUID.String()
	}
	now, err := comingTx(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	type offerKey struct {
		supplier, account, warehouse db.ID
		offer                        int64
	}
	totals := map[offerKey]int64{}
	keyOf := func(g *Suggestion) offerKey { return offerKey{g.SupplierID, g.AccountID, g.WarehouseID, g.OfferID} }
	for _, g := range list {
		totals[keyOf(g)] += g.Quantity
	}
	rates, err := ratesTx(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	var f fault.Fields
	for i, g := range list {
		path := fmt.Sprintf("suggestions[%d]", i)
		total := totals[keyOf(g)]
		if g.OfferID == 0 {
			total = g.Quantity
		}
		switch at := now[place{g.SKUID, g.WarehouseID}]; {
		case g.State != StateOpen:
			f.Add(path, ErrState.With("sku", code(g), "state", g.State))
		case rates[g.Currency] != nil:
			f.Add(path, rates[g.Currency])
		case at > g.Coming:
			f.Add(path, ErrMoreComing.With("sku", code(g), "was", g.Coming, "now", at))
		case !c.BelowMinimum && !g.Mixed && total < g.Minimum:
			f.Add(path, ErrBelowMinimum.With("sku", code(g), "minimum", g.Minimum, "total", total))
		}
		if f.Len() >= maxProblems {
			break
		}
	}
	return &f, nil
}

// ratesTx tells why orders in the currencies of suggestions cannot be made today; those of
// which nothing is wrong are absent.
func ratesTx(ctx context.Context, tx *db.Tx, list []*Suggestion) (map[string]*fault.Error, error) {
	out, asked := map[string]*fault.Error{}, map[string]bool{currency.Base: true}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, g := range list {
		if asked[g.Currency] {
			continue
		}
		asked[g.Currency] = true
		err := currency.UsableTx(ctx, tx, g.Currency)
		if err == nil {
			_, err = currency.RateTx(ctx, tx, g.Currency, set.Today(tx.Now))
		}
		if err == nil {
			continue
		}
		if out[g.Currency] = fault.As(err); out[g.Currency] == nil {
			return nil, err
		}
	}
	return out, nil
}

// maxProblems is how many problems are told at once; more than that nobody reads.
const maxProblems = 50

// comingTx gives what is on order for the places of suggestions beyond what was ordered
// from suggestions of the same run.
func comingTx(ctx context.Context, tx *db.Tx, list []*Suggestion) (map[place]dec.Quantity, error) {
	out := map[place]dec.Quantity{}
	for part := range slices.Chunk(skusOf(list), 500) {
		in := db.Tuples(1, len(part))
		args := []any{tx.Tenant, tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		add := func(sign dec.Quantity) func(*sql.Rows) error {
			return func(rows *sql.Rows) error {
				var p place
				var q dec.Quantity
				err := rows.Scan(&p.sku, &p.warehouse, &q)
				out[p] = out[p].Add(sign * q)
				return err
			}
		}
		err := tx.EachFresh(ctx, `SELECT l.sku_id, o.warehouse_id, SUM(l.base_quantity - l.received)
			FROM purchase_order_line l JOIN purchase_order o ON o.tenant_id = ? AND o.id = l.order_id
			WHERE l.tenant_id = ? AND l.received < l.base_quantity AND l.sku_id IN `+in+` AND o.state <> 'void' AND o.fulfilment <> 'done' AND o.fulfilment <> 'closed'
			GROUP BY l.sku_id, o.warehouse_id`, args, add(1))
		if err != nil {
			return nil, fmt.Errorf("read what is on order: %w", err)
		}
		args[1] = list[0].RunID
		// Not left, for the index of those.
		err = tx.EachFresh(ctx, `SELECT g.sku_id, g.warehouse_id, SUM(g.base_quantity) FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = ? AND g.sku_id IN `+in+` AND g.state = 'ordered' AND g.state <> 'left'
			GROUP BY g.sku_id, g.warehouse_id`, args, add(-1))
		if err != nil {
			return nil, fmt.Errorf("read what was ordered from suggestions: %w", err)
		}
	}
	return out, nil
}
