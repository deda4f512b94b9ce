package platform

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/purchase"
)

// TolerateFunc tells for purchase orders how much more than they say their orders on 1688
// may charge before a person has to look; those that it leaves out, nothing.
type TolerateFunc func(ctx context.Context, tx *db.Tx, purchases []db.ID) (map[db.ID]dec.Amount, error)

// Tolerate says who knows what is tolerated; without it nothing is. Called while the
// program is put together, before it serves.
func (s *Service) Tolerate(f TolerateFunc) { s.tolerate = f }

// stood is a standing with its reason.
type stood struct {
	standing Standing
	why      Why
}

// purchasedTx is told of each purchase order that was saved: what its orders on 1688 may
// charge, and whether their goods are still waited for, may be another now.
func (s *Service) purchasedTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	_, err := s.standOfPurchasesTx(ctx, tx, nil, []db.ID{order})
	return err
}

// ToleratedTx is to be called when more or less is tolerated than before.
func (s *Service) ToleratedTx(ctx context.Context, tx *db.Tx) error {
	var purchases []db.ID
	err := tx.Each(ctx, `SELECT DISTINCT o.purchase_order_id FROM platform_order o WHERE o.tenant_id = ? AND o.purchase_order_id IS NOT NULL AND o.state IN ('unpaid', 'to_ship', 'shipped', 'other')`,
		[]any{tx.Tenant}, func(rows *sql.Rows) error {
			var id db.ID
			err := rows.Scan(&id)
			purchases = append(purchases, id)
			return err
		})
	if err != nil {
		return fmt.Errorf("find purchase orders with orders on 1688: %w", err)
	}
	for part := range slices.Chunk(purchases, 500) {
		if _, err := s.standOfPurchasesTx(ctx, tx, nil, part); err != nil {
			return err
		}
	}
	return nil
}

// standTx works out where orders stand, after something of them changed, and keeps it; of
// the others that serve the same purchase orders too, since those are judged together. It
// returns the standings of all of them. The number of statements does not grow with theirs.
func (s *Service) standTx(ctx context.Context, tx *db.Tx, ids ...db.ID) (map[db.ID]stood, error) {
	var single, purchases []db.ID
	err := db.EachIn(ctx, tx, "SELECT id, purchase_order_id FROM platform_order WHERE tenant_id = ? AND id IN ({in}) ORDER BY id", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var id, purchase db.ID
		err := rows.Scan(&id, &purchase)
		if purchase == 0 {
			single = append(single, id)
		} else {
			purchases = append(purchases, purchase)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find what orders of 1688 serve: %w", err)
	}
	return s.standOfPurchasesTx(ctx, tx, single, purchases)
}

// standOfPurchasesTx is standTx for orders that serve no purchase order, and for all that
// serve some.
func (s *Service) standOfPurchasesTx(ctx context.Context, tx *db.Tx, single, purchases []db.ID) (map[db.ID]stood, error) {
	purchases = slices.Compact(slices.Sorted(slices.Values(purchases)))
	var list []*Order
	for _, part := range []struct {
		column string
		keys   []db.ID
	}{{"id", single}, {"purchase_order_id", purchases}} {
		if len(part.keys) == 0 {
			continue
		}
		found, err := ordersTx(ctx, tx, "", nil, part.column, part.keys, "")
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	if len(list) == 0 {
		return nil, nil
	}
	facts, err := s.besideTx(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID]stood, len(list))
	changed := map[turn][]*Order{}
	for _, o := range list {
		t := turn{was: stood{o.Standing, o.Why}}
		t.now.standing, t.now.why = o.standing(facts[o.ID])
		out[o.ID] = t.now
		if t.now != t.was {
			changed[t] = append(changed[t], o)
			live.PublishTx(tx, Topic, map[string]any{"id": o.ID, "state": o.State, "purchaseOrderId": o.PurchaseOrder})
		}
	}
	for t, orders := range changed {
		if err := turnTx(ctx, tx, t, orders); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// turn is a standing on its way to another.
type turn struct{ was, now stood }

// turnTx keeps a new standing of orders. They were read without a lock: where an answer, a
// failure or a link has changed one meanwhile, its standing was worked out of what is no
// more, and it is db.ErrAgain.
func turnTx(ctx context.Context, tx *db.Tx, t turn, orders []*Order) error {
	for part := range slices.Chunk(orders, 500) {
		args := []any{string(t.now.standing), string(t.now.why)}
		for _, o := range part {
			args = append(args, o.ID, o.ReadAt, o.ChangedAt, o.LinkedAt, o.Failures)
		}
		rows := len(part)
		for ; rows&(rows-1) != 0; rows++ { // so that few distinct statements are prepared; a row counts once
			args = append(args, args[len(args)-5:]...)
		}
		n, err := tx.Exec(ctx, `UPDATE platform_order SET standing = ?, why = ? FROM (VALUES `+db.Bigints(rows, 5)+`) AS v
			WHERE platform_order.tenant_id = ? AND platform_order.id = v.column1 AND platform_order.standing = ? AND platform_order.why = ?
				AND platform_order.read_at = v.column2 AND platform_order.changed_at = v.column3 AND platform_order.linked_at IS NOT DISTINCT FROM v.column4
				AND platform_order.failures = v.column5`, append(args, tx.Tenant, string(t.was.standing), string(t.was.why))...)
		if err != nil {
			return fmt.Errorf("keep where orders of 1688 stand: %w", err)
		}
		if n != int64(len(part)) {
			return fmt.Errorf("keep where orders of 1688 stand: %w", db.ErrAgain)
		}
	}
	return nil
}

// besideTx reads what standings go by beside the orders. All orders of a purchase order
// are in the list, or none.
func (s *Service) besideTx(ctx context.Context, tx *db.Tx, list []*Order) (map[db.ID]beside, error) {
	of := map[db.ID][]*Order{}
	var bought, moving []db.ID
	for _, o := range list {
		if o.PurchaseOrder != 0 {
			of[o.PurchaseOrder] = append(of[o.PurchaseOrder], o)
			bought = append(bought, o.ID)
		}
		if o.underWay() {
			moving = append(moving, o.ID)
		}
	}
	steps, err := lastStepsTx(ctx, tx, moving)
	if err != nil {
		return nil, err
	}
	strange, err := strangeTx(ctx, tx, bought)
	if err != nil {
		return nil, err
	}
	awaited, over, err := s.purchasesTx(ctx, tx, of)
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID]beside, len(list))
	for _, o := range list {
		b := beside{awaited: o.PurchaseOrder == 0 || awaited[o.PurchaseOrder], over: over[o.PurchaseOrder], strange: strange[o.ID], lastSteps: steps[o.ID]}
		b.replaced = slices.ContainsFunc(of[o.PurchaseOrder], func(other *Order) bool { return other.State != StateClosed && other.OrderedAt.After(o.OrderedAt.Time) })
		out[o.ID] = b
	}
	return out, nil
}

// purchasesTx tells of purchase orders whether their goods are waited for, and whether
// their orders on 1688 charge more than is tolerated.
func (s *Service) purchasesTx(ctx context.Context, tx *db.Tx, of map[db.ID][]*Order) (awaited, over map[db.ID]bool, err error) {
	ids := slices.Sorted(maps.Keys(of))
	if len(ids) == 0 {
		return nil, nil, nil
	}
	tolerated := map[db.ID]dec.Amount{}
	if s.tolerate != nil {
		if tolerated, err = s.tolerate(ctx, tx, ids); err != nil {
			return nil, nil, err
		}
	}
	awaited, over = map[db.ID]bool{}, map[db.ID]bool{}
	err = db.EachIn(ctx, tx, "SELECT id, state, fulfilment, total FROM purchase_order WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var p purchase.Order
		err := rows.Scan(&p.ID, &p.State, &p.Fulfilment, &p.Total)
		awaited[p.ID] = p.State != purchase.StateVoid && p.Fulfilment != purchase.FulfilmentDone && p.Fulfilment != purchase.FulfilmentClosed
		var charged dec.Amount
		for _, o := range of[p.ID] {
			charged = charged.Add(o.charges())
		}
		over[p.ID] = charged > p.Total.Add(tolerated[p.ID])
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the purchase orders of 1688 orders: %w", err)
	}
	return awaited, over, nil
}

// lastStepsTx reads what carriers said last, by order and parcel.
func lastStepsTx(ctx context.Context, tx *db.Tx, orders []db.ID) (map[db.ID]map[string]string, error) {
	out := map[db.ID]map[string]string{}
	err := db.EachIn(ctx, tx, `SELECT t.order_id, t.logistics_id, t.content FROM platform_trace t
		WHERE t.tenant_id = ? AND t.by_person = FALSE AND t.order_id IN ({in}) ORDER BY t.order_id, t.event_at, t.id`, []any{tx.Tenant}, orders, func(rows *sql.Rows) error {
		var (
			order           db.ID
			parcel, content string
		)
		err := rows.Scan(&order, &parcel, &content)
		if out[order] == nil {
			out[order] = map[string]string{}
		}
		out[order][parcel] = content
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read how parcels ended: %w", err)
	}
	return out, nil
}

// strangeTx tells which orders have a line that nothing on their purchase orders is bought
// as. A line whose spec serves several of those lines is none.
func strangeTx(ctx context.Context, tx *db.Tx, orders []db.ID) (map[db.ID]bool, error) {
	out := map[db.ID]bool{}
	err := db.EachIn(ctx, tx, `SELECT DISTINCT l.order_id FROM platform_order_line l JOIN platform_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
		WHERE l.tenant_id = ? AND l.purchase_line_id IS NULL AND NOT EXISTS (SELECT 1 FROM sku_source x
			JOIN purchase_order_line w ON w.tenant_id = x.tenant_id AND w.order_id = o.purchase_order_id AND w.sku_id = x.sku_id
			WHERE x.tenant_id = l.tenant_id AND x.offer_id = l.offer_id AND x.offer_id <> 0 AND x.state <> 'unmatched'
				AND (x.spec_id <> '' AND x.spec_id = l.spec_id OR x.platform_sku_id = l.platform_sku_id))
			AND l.order_id IN ({in})`, []any{tx.Tenant}, orders, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		out[id] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("compare orders of 1688 with their purchase orders: %w", err)
	}
	return out, nil
}
