package trade

import (
	"strconv"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Basis points: 10,000 are the whole.
const wholeBPS = 10_000

// Faults of the figures on a document.
var (
	// ErrDiscount has the parameters discount and amount.
	ErrDiscount = fault.Define(fault.Invalid, "trade.discount_exceeds",
		fault.ZH("优惠 {discount} 超过了金额 {amount}", "把优惠改到金额以内"),
		fault.EN("The discount {discount} exceeds the amount {amount}", "Lower the discount"))
	// ErrRate marks a rate outside 0–100 %.
	ErrRate = fault.Define(fault.Invalid, "trade.rate",
		fault.ZH("比率应在 0 到 100% 之间", "请改正比率"), fault.EN("A rate must lie between 0 and 100 %", "Correct the rate"))
	// ErrBothDiscounts marks a rate and an amount given together.
	ErrBothDiscounts = fault.Define(fault.Invalid, "trade.discount_twice",
		fault.ZH("优惠率和优惠金额只能填一个", "清空其中一个"), fault.EN("Give a discount rate or a discount amount, not both", "Clear one of them"))
	// ErrUnitExact has the parameters quantity and unit.
	ErrUnitExact = fault.Define(fault.Invalid, "trade.unit_inexact",
		fault.ZH("{quantity} {unit:builtin.unit} 换算成基本单位除不尽", "改用基本单位，或换一个数量"),
		fault.EN("{quantity} {unit:builtin.unit} does not convert exactly to the base unit", "Use the base unit or another quantity"))
)

// Totals is the money of a whole document.
type Totals struct {
	TaxIncluded bool // prices contain the tax
	DiscountBPS int64
	Discount    dec.Amount // of the whole document
	GoodsAmount dec.Amount // Σ line amounts
	TaxAmount   dec.Amount
	Total       dec.Amount // what the other side owes, or is owed
}

// Compute works out the money of a document from its lines and their header, in
// place. fee comes on top and is no line's. Problems are noted in f under the
// input's path.
func (t *Totals) Compute(lines []*Line, fee dec.Amount, taxAccounted bool, f *fault.Fields) {
	settled := make([]int64, len(lines))
	var goods, sum dec.Amount
	for i, l := range lines {
		l.compute(Path(i), taxAccounted, t.TaxIncluded, f)
		goods = goods.Add(l.Amount)
		gross := l.gross(t.TaxIncluded)
		settled[i] = gross.Abs().Fen()
		sum = sum.Add(gross)
	}
	if t.DiscountBPS < 0 || t.DiscountBPS > wholeBPS {
		f.Add("discountBps", ErrRate)
		return
	}
	if t.DiscountBPS > 0 {
		d, err := sum.MulRatio(t.DiscountBPS, wholeBPS)
		if err != nil {
			f.Add("discountBps", fault.ErrRange.With("max", dec.MaxInputAmount))
			return
		}
		t.Discount = d
	}
	if t.Discount.Abs() > sum.Abs() || t.Discount.Sign()*sum.Sign() < 0 {
		f.Add("discount", ErrDiscount.With("discount", t.Discount, "amount", sum))
		return
	}
	t.GoodsAmount = goods
	t.Total = sum.Sub(t.Discount).Add(fee)
	if t.Total.Abs() > dec.MaxInputAmount {
		f.Add("lines", fault.ErrRange.With("max", dec.MaxInputAmount))
		return
	}
	t.settle(lines, t.Discount.Split(settled), f)
}

// settle takes the lines' shares of the document's discount off them, and their
// tax with it: what is given away is not taxed, and nobody owes it either.
func (t *Totals) settle(lines []*Line, shares []dec.Amount, f *fault.Fields) {
	t.TaxAmount = 0
	for i, l := range lines {
		l.SettledAmount = l.gross(t.TaxIncluded).Sub(shares[i])
		if shares[i] != 0 && l.TaxRateBPS > 0 {
			var err error
			if l.TaxAmount, err = l.SettledAmount.MulRatio(l.TaxRateBPS, wholeBPS+l.TaxRateBPS); err != nil {
				f.Add(Path(i)+".taxRateBps", fault.ErrRange.With("max", dec.MaxInputAmount))
			}
		}
		t.TaxAmount = t.TaxAmount.Add(l.TaxAmount)
	}
}

// compute works out one line: base quantity, discount, tax and amount.
func (l *Line) compute(at string, taxAccounted, taxIncluded bool, f *fault.Fields) {
	base, err := l.Quantity.Times(l.UnitNum, l.UnitDen)
	if err != nil {
		f.Add(at+".quantity", ErrUnitExact.With("quantity", l.Quantity, "unit", l.UnitName))
		return
	}
	l.BaseQuantity = base
	list, err := l.Price.Times(l.Quantity)
	if err != nil {
		f.Add(at+".price", fault.ErrRange.With("max", dec.MaxInputAmount))
		return
	}
	if l.List != nil {
		list = *l.List
	}
	if l.DiscountBPS < 0 || l.DiscountBPS > wholeBPS {
		f.Add(at+".discountBps", ErrRate)
		return
	}
	if l.DiscountBPS > 0 {
		if l.Discount, err = list.MulRatio(l.DiscountBPS, wholeBPS); err != nil {
			f.Add(at+".discountBps", fault.ErrRange.With("max", dec.MaxInputAmount))
			return
		}
	}
	if l.Discount.Abs() > list.Abs() || l.Discount.Sign()*list.Sign() < 0 {
		f.Add(at+".discount", ErrDiscount.With("discount", l.Discount, "amount", list))
		return
	}
	l.Amount = list.Sub(l.Discount)
	l.TaxAmount = 0
	if !taxAccounted {
		l.TaxRateBPS = 0
	}
	if l.TaxRateBPS < 0 || l.TaxRateBPS > wholeBPS {
		f.Add(at+".taxRateBps", ErrRate)
		return
	}
	if l.TaxRateBPS == 0 {
		return
	}
	den := int64(wholeBPS)
	if taxIncluded {
		den += l.TaxRateBPS
	}
	if l.TaxAmount, err = l.Amount.MulRatio(l.TaxRateBPS, den); err != nil {
		f.Add(at+".taxRateBps", fault.ErrRange.With("max", dec.MaxInputAmount))
	}
	if l.Tax != nil && !taxIncluded {
		l.TaxAmount = *l.Tax
	}
}

// gross is what is owed for the line before the document's discount.
func (l *Line) gross(taxIncluded bool) dec.Amount {
	if taxIncluded {
		return l.Amount
	}
	return l.Amount.Add(l.TaxAmount)
}

// Path is where the i-th line stands in an input.
func Path(i int) string { return "lines[" + strconv.Itoa(i) + "]" }
