package paying

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
)

// Due is what is known of a purchase order when it is to be paid for.
type Due struct {
	purchase.Owing
	Paid   dec.Amount       // in the books, and what moved but is not booked yet
	Asked  dec.Amount       // what is left of other requests that were submitted
	Orders []platform.Order // as 1688 has them
}

// PlatformTotal is what 1688 charges for the order; of what was closed only what was paid.
func (d *Due) PlatformTotal() (sum dec.Amount) {
	for i := range d.Orders {
		if o := &d.Orders[i]; o.State == platform.StateClosed {
			sum = sum.Add(o.Paid)
		} else {
			sum = sum.Add(o.Total)
		}
	}
	return sum
}

// PlatformUnpaid is what 1688 still asks for.
func (d *Due) PlatformUnpaid() (sum dec.Amount) {
	for i := range d.Orders {
		sum = sum.Add(unpaidOf(&d.Orders[i]))
	}
	return sum
}

// unpaidOf is what 1688 still asks for of one of its orders.
func unpaidOf(o *platform.Order) dec.Amount {
	if o.State == platform.StateClosed {
		return 0
	}
	return max(0, o.Total.Sub(o.Paid))
}

// Left is how much may still be asked for: of what the order says, of what came, or of
// what 1688 charges, whichever is most.
func (d *Due) Left() dec.Amount {
	return max(0, max(d.Total, d.Received, d.PlatformTotal()).Sub(d.Paid).Sub(d.Asked))
}

// Suggest is how much to ask for.
func (d *Due) Suggest(kind Kind, method purchase.PayMethod) dec.Amount {
	want := d.Left()
	switch {
	case method == purchase.Pay1688 && len(d.Orders) > 0: // 1688 takes whole orders
		want = min(want, d.PlatformUnpaid())
	case kind == KindPrepayment:
		want = min(want, d.Prepaid().Sub(d.Paid).Sub(d.Asked))
	case (d.Terms == party.TermsReceipt || d.Terms == party.TermsCredit) && d.Fulfilment != purchase.FulfilmentDone:
		want = min(want, d.Received.Sub(d.Paid).Sub(d.Asked)) // only what has come is owed
	}
	return max(0, want)
}

// dueTx gives what is known of purchase orders; unknown ones are absent. What except asks
// for does not count as asked. With lock the rows of the orders are held until the commit.
func (s *Service) dueTx(ctx context.Context, tx *db.Tx, ids []db.ID, except db.ID, lock bool) (map[db.ID]*Due, error) {
	owing, err := s.purchases.OwingTx(ctx, tx, ids, lock)
	if err != nil || len(owing) == 0 {
		return nil, err
	}
	docs, out := make(map[db.ID][]db.ID, len(owing)), make(map[db.ID]*Due, len(owing))
	for id, o := range owing {
		docs[id], out[id] = o.Docs, &Due{Owing: *o}
	}
	paid, err := s.finance.PaidForOrdersTx(ctx, tx, docs)
	if err != nil {
		return nil, err
	}
	orders, err := s.platform.OfPurchaseOrdersTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for id, d := range out {
		d.Paid, d.Orders = paid[id], orders[id]
	}
	in, args := db.Tuples(1, len(ids)), []any{tx.Tenant}
	for _, id := range ids {
		args = append(args, id)
	}
	add := func(query string, args []any, to func(*Due) *dec.Amount) error {
		return tx.Each(ctx, query, args, func(rows *sql.Rows) error {
			var (
				id db.ID
				a  dec.Amount
			)
			if err := rows.Scan(&id, &a); err != nil {
				return err
			}
			if d := out[id]; d != nil {
				sum := to(d)
				*sum = sum.Add(a)
			}
			return nil
		})
	}
	err = add(`SELECT order_id, SUM(amount) FROM order_payment WHERE tenant_id = ? AND order_id IN `+in+` AND state = 'held' GROUP BY order_id`, args,
		func(d *Due) *dec.Amount { return &d.Paid })
	if err == nil {
		err = add(`SELECT l.order_id, SUM(l.amount - l.paid) FROM payment_request_line l JOIN payment_request r ON r.tenant_id = ? AND r.id = l.request_id
			WHERE l.tenant_id = ? AND l.order_id IN `+in+` AND r.state IN ('submitted', 'approved_once', 'approved') AND r.id <> ? AND l.amount > l.paid GROUP BY l.order_id`,
			append(append([]any{tx.Tenant}, args...), int64(except)), func(d *Due) *dec.Amount { return &d.Asked })
	}
	if err != nil {
		return nil, fmt.Errorf("add up what is paid and asked for: %w", err)
	}
	return out, nil
}
