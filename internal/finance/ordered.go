package finance

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// Reversed is a payment that was taken back.
type Reversed struct {
	ID, Counter db.ID
	No          string  // of the counter-payment
	Date        db.Date // of the counter-payment
	SourceKind  string
	SourceID    db.ID
	OrderID     db.ID
}

// OnPaymentReversed has h called when a payment is taken back, in the same transaction:
// what asked for the payment is then open again. Called before serving.
func (s *Service) OnPaymentReversed(h func(ctx context.Context, tx *db.Tx, r Reversed) error) {
	s.onReversed = append(s.onReversed, h)
}

func (s *Service) tellReversedTx(ctx context.Context, tx *db.Tx, sd *side, r Reversed) error {
	if sd != payables {
		return nil
	}
	for _, h := range s.onReversed {
		if err := h(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// OrderAdvancesTx gives the payments for a purchase order that have an advance left, in
// the order of their ids, as ClearAdvancesTx takes them when its goods arrive.
func (s *Service) OrderAdvancesTx(ctx context.Context, tx *db.Tx, order db.ID) ([]db.ID, error) {
	var out []db.ID
	err := tx.Each(ctx, `SELECT id FROM payment WHERE tenant_id = ? AND order_id = ? AND kind = 'payment' AND state = 'posted' AND reverses_id IS NULL
		AND allocated < amount ORDER BY id`, []any{tx.Tenant, order}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the advances of order %d: %w", order, err)
	}
	return out, nil
}

// AdvancesLeftTx gives what is left of the advances of payments.
func (s *Service) AdvancesLeftTx(ctx context.Context, tx *db.Tx, payments []db.ID) (map[db.ID]dec.Amount, error) {
	advances, err := lockAdvances(ctx, tx, payables, payments, nil)
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID]dec.Amount, len(advances))
	for id, a := range advances {
		if a.counts {
			out[id] = a.left
		}
	}
	return out, nil
}

// PaidForOrdersTx gives what was paid for purchase orders, after what came back: the
// payments that name the order, less their advances that were given back, and of others
// what settles documents of it. docs are the
// documents of each order that have payables. Orders without any are absent.
func (s *Service) PaidForOrdersTx(ctx context.Context, tx *db.Tx, docs map[db.ID][]db.ID) (map[db.ID]dec.Amount, error) {
	out := map[db.ID]dec.Amount{}
	if len(docs) == 0 {
		return out, nil
	}
	orders, of, items := []any{tx.Tenant}, map[db.ID]db.ID{}, []any{tx.Tenant, tx.Tenant}
	for order, list := range docs {
		orders = append(orders, order)
		for _, d := range list {
			of[d] = order
			items = append(items, d)
		}
	}
	add := func(order db.ID, a dec.Amount) { out[order] = out[order].Add(a) }
	each := func(query string, args []any, take func(id db.ID, a dec.Amount)) error {
		return tx.Each(ctx, query, args, func(rows *sql.Rows) error {
			var (
				id db.ID
				a  dec.Amount
			)
			err := rows.Scan(&id, &a)
			take(id, a)
			return err
		})
	}
	err := each(`SELECT order_id, SUM(amount) FROM payment WHERE tenant_id = ? AND order_id IN `+db.Tuples(1, len(orders)-1)+` GROUP BY order_id`, orders, add)
	if err == nil { // advances of theirs that were given back
		err = each(`SELECT p.order_id, -SUM(g.amount) FROM payment_advance_refund g JOIN payment p ON p.tenant_id = ? AND p.id = g.payment_id
			JOIN payment b ON b.tenant_id = ? AND b.id = g.refund_id AND b.order_id IS NULL WHERE g.tenant_id = ? AND p.order_id IN `+db.Tuples(1, len(orders)-1)+` GROUP BY p.order_id`,
			append([]any{tx.Tenant, tx.Tenant}, orders...), add)
	}
	if err == nil && len(of) > 0 {
		err = each(`SELECT a.doc_id, SUM(a.amount) FROM payment_allocation a JOIN payment p ON p.tenant_id = ? AND p.id = a.payment_id AND p.order_id IS NULL
			WHERE a.tenant_id = ? AND a.doc_id IN `+db.Tuples(1, len(of))+` GROUP BY a.doc_id`, items, func(doc db.ID, a dec.Amount) { add(of[doc], a) })
	}
	if err != nil {
		return nil, fmt.Errorf("add up what was paid for orders: %w", err)
	}
	return out, nil
}
