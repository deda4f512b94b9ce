package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// Charged is what the orders on 1688 that serve one purchase order charge together.
type Charged struct {
	Orders  int64
	Goods   dec.Amount // price × quantity, before discounts
	Freight dec.Amount
	Total   dec.Amount // to be paid, freight and discounts among it
}

// Charges are what a document charges beside the goods at their prices.
type Charges struct {
	Discount dec.Amount
	Freight  dec.Amount
	OtherFee dec.Amount
}

// ErrNotCharged marks a receipt that is to take the charges of 1688, where no order there
// serves its purchase order.
var ErrNotCharged = fault.Define(fault.Invalid, "purchase_receipt.not_charged",
	fault.ZH("这张采购单没有关联的 1688 订单", "先关联 1688 订单，或按采购单的运费和优惠收货"),
	fault.EN("No order on 1688 serves this purchase order", "Link the order on 1688 first, or receive with the charges of the purchase order"))

func (o *Order) charges() Charges { return Charges{o.Discount, o.Freight, o.OtherFee} }

// chargesOn1688 is what 1688 charges beside the goods of o at their prices and discounts:
// what the seller took off is a discount, what the seller put on a fee beside those of o.
func (o *Order) chargesOn1688(c Charged) Charges {
	out := Charges{Discount: c.Goods.Sub(c.Total.Sub(c.Freight)), Freight: c.Freight, OtherFee: o.OtherFee}
	for i := range o.Lines {
		out.Discount = out.Discount.Sub(o.Lines[i].Discount)
	}
	out.settle()
	return out
}

// settle makes a fee of what is put on, and a discount of what is taken off.
func (c *Charges) settle() {
	c.OtherFee, c.Discount = c.OtherFee.Add(max(0, c.Discount.Neg())), max(0, c.Discount)
	c.Discount, c.Freight = c.Discount.Add(max(0, c.Freight.Neg())), max(0, c.Freight)
	c.Discount, c.OtherFee = c.Discount.Add(max(0, c.OtherFee.Neg())), max(0, c.OtherFee)
}

// chargedTx asks for what 1688 charges for an order.
func (s *Service) chargedTx(ctx context.Context, tx *db.Tx, order db.ID) (Charged, error) {
	if s.platform == nil {
		return Charged{}, nil
	}
	return s.platform.ChargedTx(ctx, tx, order)
}

// takeChargedTx has a receipt take the charges of 1688 instead of those of its order, so
// that together with receipts before it takes what 1688 charges, whatever it charged when
// they came.
func (s *Service) takeChargedTx(ctx context.Context, tx *db.Tx, src *source, f *fault.Fields) error {
	c, err := s.chargedTx(ctx, tx, src.order.ID)
	if err != nil {
		return err
	}
	if c.Orders == 0 {
		f.Add("asCharged", ErrNotCharged)
		return nil
	}
	on1688 := src.order.chargesOn1688(c)
	src.on1688 = &on1688
	return nil
}

// chargedBody is what 1688 charges for an order, beside what the order says.
type chargedBody struct {
	Orders   int64      `json:"orders" doc:"How many orders on 1688 serve it"`
	Discount dec.Amount `json:"discount"`
	Freight  dec.Amount `json:"freight"`
	OtherFee dec.Amount `json:"otherFee" doc:"The order's, with what the seller put on"`
	Differs  bool       `json:"differs" doc:"From discount, freight and fees of the order"`
}

func newChargedBody(d *Detail) *chargedBody {
	if d.Charged.Orders == 0 {
		return nil
	}
	c := d.chargesOn1688(d.Charged)
	return &chargedBody{d.Charged.Orders, c.Discount, c.Freight, c.OtherFee, c != d.charges()}
}

// whole is the document's total before its discount.
func (r *Receipt) whole(tax bool) dec.Amount {
	t := trade.Totals{TaxIncluded: r.TaxIncluded}
	var ignored fault.Fields // told when the amounts are computed
	t.Compute(r.goods(), 0, tax, &ignored)
	return t.Total
}
