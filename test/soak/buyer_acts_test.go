package soak_test

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// buyer is a clerk who buys.
type buyer struct {
	clerk
	desk *desk
}

func (b *buyer) supplier() db.ID { return b.Suppliers[b.r.IntN(len(b.Suppliers))] }

func (b *buyer) price() *dec.Price {
	p := dec.Price(b.r.Int64N(300_000) * dec.Scale / 10_000)
	return &p
}

func (b *buyer) fen(most int64) dec.Amount { return dec.AmountFromFen(b.r.Int64N(most + 1)) }

// act does one random act; token marks the document it makes.
func (b *buyer) act(ctx context.Context, token string) error {
	switch n := b.r.IntN(24); {
	case n < 5:
		return b.order(ctx, token)
	case n < 11:
		return b.take(ctx, token)
	case n < 13:
		return b.giveBack(ctx, token)
	case n < 16:
		return b.pay(ctx, token)
	case n < 18:
		return b.lateCost(ctx, token)
	case n < 20:
		return b.sell(ctx, token)
	case n < 22:
		return b.reverseGoods(ctx, token)
	case n < 23:
		return b.reverseCost(ctx, token)
	default:
		return b.reversePayment(ctx, token)
	}
}

func (b *buyer) order(ctx context.Context, token string) error {
	in := purchase.Input{SupplierID: b.supplier(), WarehouseID: b.warehouse(), Freight: b.fen(2000), Note: token, Within: tenant.Everything}
	for range 1 + b.r.IntN(4) {
		in.Lines = append(in.Lines, trade.LineInput{SKUID: b.sku(), UnitID: b.Unit, Quantity: b.quantity(10), Price: b.price(), DiscountBPS: b.r.Int64N(3) * 100})
	}
	if b.r.IntN(3) == 0 {
		in.DiscountBPS = b.r.Int64N(1500)
	}
	return b.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		o, err := b.Purchases.Create(ctx, sc, in, purchase.ModeSubmit)
		return put(b.desk, &b.desk.orders, o, err)
	})
}

// take receives a part of an order, all that it awaits as often as not, now and then more.
func (b *buyer) take(ctx context.Context, token string) error {
	o, ok := draw(b, &b.desk.orders)
	if !ok {
		return nil
	}
	d, err := b.Purchases.Get(ctx, b.sc, o.ID, tenant.Everything)
	if err != nil {
		return err
	}
	in := purchase.ReceiptInput{OrderID: o.ID, Note: token, Within: tenant.Everything, ClearSupplier: b.r.IntN(3) == 0}
	all := b.r.IntN(2) == 0
	for i := range d.Lines {
		l := &d.Lines[i]
		q := l.Remaining()
		if !all && q > 1 {
			q = dec.Quantity(b.r.Int64N(int64(q)) + 1)
			q -= q % (dec.Scale / 10_000)
		}
		if b.r.IntN(10) == 0 {
			q = q.Add(b.quantity(2))
			in.MayTakeMore, in.OverReason = b.r.IntN(2) == 0, "多发"
		}
		if q > 0 {
			in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: l.SKUID, UnitID: b.Unit, Quantity: q, SourceLineID: l.ID}})
		}
	}
	draft := b.r.IntN(5) == 0
	return b.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		if !draft {
			r, err := b.Purchases.Receive(ctx, sc, in, true)
			return put(b.desk, &b.desk.receipts, r, err)
		}
		kept, err := b.Purchases.Receive(ctx, db.Scope{Tenant: sc.Tenant, Actor: sc.Actor}, in, false)
		if err != nil {
			return err
		}
		r, err := b.Purchases.UpdateReceipt(ctx, sc, kept.ID, kept.Version, in, true)
		return put(b.desk, &b.desk.receipts, r, err)
	})
}

// giveBack returns a part of what came.
func (b *buyer) giveBack(ctx context.Context, token string) error {
	r, ok := draw(b, &b.desk.receipts)
	if !ok {
		return nil
	}
	l := &r.Lines[b.r.IntN(len(r.Lines))]
	in := purchase.ReceiptInput{
		Kind: purchase.KindReturn, SourceID: r.ID, Note: token, Within: tenant.Everything,
		Lines: []purchase.ReceiptLineInput{{LineInput: trade.LineInput{SKUID: l.SKUID, UnitID: b.Unit, Quantity: b.quantity(4), SourceLineID: l.ID}}},
	}
	return b.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		back, err := b.Purchases.Receive(ctx, sc, in, true)
		return put(b.desk, &b.desk.receipts, back, err)
	})
}

// pay settles what came, pays ahead for an order, or for none.
func (b *buyer) pay(ctx context.Context, token string) error {
	in := finance.Payment{SupplierID: b.supplier(), FundAccountID: b.Cash, Amount: b.fen(8000).Add(dec.AmountFromFen(1)), Note: token}
	switch b.r.IntN(3) {
	case 0:
		if r, ok := draw(b, &b.desk.receipts); ok && r.Kind == purchase.KindReceipt {
			in.SupplierID = r.SupplierID
			in.Allocations = []finance.Allocation{{DocKind: "purchase_receipt", DocID: r.ID, Amount: in.Amount}}
			in.ExcessToAdvance = b.r.IntN(2) == 0
		}
	case 1:
		if o, ok := draw(b, &b.desk.orders); ok {
			in.SupplierID, in.OrderID = o.SupplierID, o.ID
		}
	}
	return b.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		var id db.ID
		err := b.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
			id, _, err = b.Finance.PayTx(ctx, tx, in)
			return err
		})
		return put(b.desk, &b.desk.payments, id, err)
	})
}

// lateCost shares a cost out over what came of one or two receipts.
func (b *buyer) lateCost(ctx context.Context, token string) error {
	in := purchase.CostInput{Kind: purchase.CostFreight, SupplierID: b.supplier(), Amount: b.fen(5000).Add(dec.AmountFromFen(1)), Note: token, Within: tenant.Everything}
	if b.r.IntN(2) == 0 {
		in.Spread = purchase.SpreadQuantity
	}
	for range 1 + b.r.IntN(2) {
		r, ok := draw(b, &b.desk.receipts)
		if !ok {
			return nil
		}
		in.ReceiptIDs = append(in.ReceiptIDs, r.ID) // the same one twice is refused
	}
	return b.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		c, err := b.Purchases.AddCost(ctx, sc, in)
		return put(b.desk, &b.desk.costs, c, err)
	})
}

// reverseGoods takes a receipt or a return back, now and then one that is back already.
func (b *buyer) reverseGoods(ctx context.Context, token string) error {
	r, ok := draw(b, &b.desk.receipts)
	if !ok {
		return nil
	}
	return b.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		_, err := b.Purchases.ReverseReceipt(ctx, sc, r.ID, r.Version)
		return err
	})
}

func (b *buyer) reverseCost(ctx context.Context, token string) error {
	c, ok := draw(b, &b.desk.costs)
	if !ok {
		return nil
	}
	return b.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		_, err := b.Purchases.ReverseCost(ctx, sc, c.ID, c.Version)
		return err
	})
}

func (b *buyer) reversePayment(ctx context.Context, token string) error {
	id, ok := draw(b, &b.desk.payments)
	if !ok {
		return nil
	}
	return b.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		return b.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, _, err := b.Finance.ReversePaymentTx(ctx, tx, id, "", "")
			return err
		})
	})
}
