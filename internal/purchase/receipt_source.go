package purchase

import (
	"cmp"
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// source is what a receipt or a return comes from.
type source struct {
	order   *Order   // of a receipt, locked
	receipt *Receipt // of a return, locked
	lines   map[db.ID]*trade.Line
	// whole and left are of each line, in base units: all of it, and what may still come or go back.
	whole, left map[db.ID]dec.Quantity
	cost        map[db.ID]dec.Cost // of a receipt's lines: what they came in at
	on1688      *Charges           // to take instead of the order's
	took                           // by documents that stand
}

// sourceTx reads and locks what the input comes from; what is wrong with it is noted in f.
func (s *Service) sourceTx(ctx context.Context, tx *db.Tx, in *ReceiptInput, f *fault.Fields) (*source, error) {
	src := &source{lines: map[db.ID]*trade.Line{}, whole: map[db.ID]dec.Quantity{}, left: map[db.ID]dec.Quantity{}, cost: map[db.ID]dec.Cost{}, took: took{lines: map[db.ID]*tookLine{}}}
	switch {
	case in.Kind == KindReceipt && in.OrderID != 0:
		o, err := getTx(ctx, tx, in.OrderID, tx.ForUpdate())
		if err == nil && !in.Within.Allows(o.WarehouseID, o.BuyerAccountID) {
			err = ErrNotFound
		}
		if err != nil {
			if f.AddErr("orderId", err) {
				return src, nil
			}
			return nil, err
		}
		if o.State != StateApproved || o.Fulfilment == FulfilmentClosed || (in.SupplierID != 0 && in.SupplierID != o.SupplierID) {
			f.Add("orderId", ErrReceiptSource.With("no", o.No))
			return src, nil
		}
		src.order, in.SupplierID, in.WarehouseID = o, o.SupplierID, cmp.Or(in.WarehouseID, o.WarehouseID)
		for i := range o.Lines {
			l := &o.Lines[i]
			src.lines[l.ID], src.whole[l.ID], src.left[l.ID] = &l.Line, l.BaseQuantity, l.BaseQuantity.Sub(l.Received)
		}
		if in.AsCharged {
			if err := s.takeChargedTx(ctx, tx, src, f); err != nil {
				return nil, err
			}
		}
		return src, src.tookTx(ctx, tx, KindReceipt, "order_id", o.ID)
	case in.Kind == KindReturn:
		r, err := getReceiptTx(ctx, tx, in.SourceID, tx.ForUpdate())
		if err == nil && !in.Within.Allows(r.WarehouseID, r.BuyerAccountID) {
			err = ErrReceiptNotFound
		}
		if err != nil {
			if f.AddErr("sourceId", err) {
				return src, nil
			}
			return nil, err
		}
		if r.Kind != KindReceipt || r.State != ReceiptPosted || r.ReversedByID != 0 || r.ReversesID != 0 || (in.SupplierID != 0 && in.SupplierID != r.SupplierID) {
			f.Add("sourceId", ErrReceiptSource.With("no", r.No))
			return src, nil
		}
		back, err := returnedTx(ctx, tx, r.ID)
		if err != nil {
			return nil, err
		}
		src.receipt, in.SupplierID, in.WarehouseID = r, r.SupplierID, cmp.Or(in.WarehouseID, r.WarehouseID)
		for i := range r.Lines {
			l := &r.Lines[i]
			src.lines[l.ID], src.whole[l.ID], src.left[l.ID] = &l.Line, l.BaseQuantity, l.BaseQuantity.Sub(back[l.ID])
			src.cost[l.ID] = l.Cost
		}
		return src, src.tookTx(ctx, tx, KindReturn, "source_id", r.ID)
	}
	return src, nil
}

// inherit fills in what a line takes from the line it comes from: unit and tax rate. It
// reports whether the line is on the source.
func (src *source) inherit(l *ReceiptLineInput) bool {
	from := src.lines[l.SourceLineID]
	if from == nil || from.SKUID != l.SKUID {
		return false
	}
	if l.UnitID == 0 {
		l.UnitID = from.UnitID
	}
	if l.TaxRateBPS == nil {
		l.TaxRateBPS = &from.TaxRateBPS
	}
	return true
}

// price is that of a source line in a unit of num/den base units.
func price(from *trade.Line, num, den int64) (dec.Price, error) {
	p, err := from.Price.MulRatio(num*from.UnitDen, den*from.UnitNum)
	if err != nil {
		return 0, fault.ErrRange.With("max", dec.MaxInputPrice)
	}
	return p, nil
}

// costOf is the share of what a receipt's line came in at that belongs to q more of it,
// after what went back before: the shares of all parts add up to the whole.
func (src *source) costOf(line db.ID, q dec.Quantity) (*dec.Cost, error) {
	whole := src.whole[line]
	before := whole.Sub(src.left[line])
	gone, err := src.cost[line].Share(before, whole)
	if err != nil {
		return nil, err
	}
	until, err := src.cost[line].Share(before.Add(q), whole)
	if err != nil {
		return nil, err
	}
	cost := until.Sub(gone)
	return &cost, nil
}

// head gives a receipt what it takes over as it is. What comes from an order takes over
// whether prices contain the tax.
func (src *source) head(r *Receipt) {
	switch {
	case src.order != nil:
		r.TaxIncluded, r.BuyerAccountID = src.order.TaxIncluded, src.order.BuyerAccountID
	case src.receipt != nil:
		r.TaxIncluded, r.BuyerAccountID, r.OrderID = src.receipt.TaxIncluded, src.receipt.BuyerAccountID, 0
	}
}
