package purchase

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// priced computes an order in its own currency, as build does.
func priced(o *Order, f *fault.Fields) {
	o.Compute(o.goods(), o.Freight.Add(o.OtherFee), true, f)
	if f.Len() == 0 {
		o.settle(f)
	}
}

// What an order in another currency comes to in yuan is its own total at the rate, half up,
// and whatever is on it, the lines with freight and fees add up to that to the fen.
func TestYuanLinesAddUpToTheYuanTotal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		o := &Order{
			Currency: "USD", ExchangeRate: dec.Cost(rapid.Int64Range(1, int64(2_000*dec.Scale)).Draw(rt, "rate")),
			Freight: dec.AmountFromFen(rapid.Int64Range(0, 5_000).Draw(rt, "freight")), OtherFee: dec.AmountFromFen(rapid.Int64Range(0, 500).Draw(rt, "fee")),
			Totals: trade.Totals{TaxIncluded: rapid.Bool().Draw(rt, "included"), DiscountBPS: rapid.SampledFrom([]int64{0, 0, 1, 333, 1_250, 9_999, 10_000}).Draw(rt, "bps")},
		}
		for range rapid.IntRange(1, 12).Draw(rt, "lines") {
			o.Lines = append(o.Lines, Line{Line: trade.Line{
				Quantity: dec.Quantity(rapid.Int64Range(1, 1_000_000).Draw(rt, "q") * 100), Price: dec.Price(rapid.Int64Range(0, 10_000_000).Draw(rt, "p") * 100),
				UnitNum: 1, UnitDen: 1, DiscountBPS: rapid.SampledFrom([]int64{0, 0, 500, 3_333, 10_000}).Draw(rt, "lbps"),
				TaxRateBPS: rapid.SampledFrom([]int64{0, 0, 300, 1300}).Draw(rt, "tax"),
			}})
		}
		var f fault.Fields
		priced(o, &f)
		if err := f.Err(); err != nil {
			rt.Fatal(err)
		}
		sum, goods := o.Freight.Add(o.OtherFee), dec.Amount(0)
		for i := range o.Lines {
			l := &o.Lines[i]
			if l.Amount < 0 || l.SettledAmount < 0 || l.TaxAmount < 0 || l.Discount < 0 || l.TaxAmount > l.SettledAmount {
				rt.Fatalf("line %d: %+v", i, l.Line)
			}
			if l.Own.Amount == 0 && l.Amount != 0 {
				rt.Fatalf("line %d is given away and comes to %s", i, l.Amount)
			}
			sum, goods = sum.Add(l.SettledAmount), goods.Add(l.Amount)
		}
		if sum != o.Total || goods != o.GoodsAmount {
			rt.Fatalf("lines settle %s of %s, goods %s of %s", sum, o.Total, goods, o.GoodsAmount)
		}
		exact, err := currency.Amount(o.Own.Total, o.ExchangeRate)
		if err != nil {
			rt.Fatal(err)
		}
		if !o.taxOnTop() && o.Total != exact {
			rt.Fatalf("%s at %s is %s, the order says %s", o.Own.Total, o.ExchangeRate, exact, o.Total)
		}
		// Tax on top is rounded to a cent of the currency in the one total and to a fen in the other.
		cent, err := currency.Amount(dec.AmountFromFen(1), o.ExchangeRate)
		if err != nil {
			rt.Fatal(err)
		}
		if off := o.Total.Sub(exact).Abs(); off > dec.AmountFromFen(int64(4+2*len(o.Lines)))+cent*dec.Amount(len(o.Lines)) {
			rt.Fatalf("%s at %s is %s, the order says %s", o.Own.Total, o.ExchangeRate, exact, o.Total)
		}
	})
}

func TestFiguresInYuan(t *testing.T) {
	t.Parallel()
	o := &Order{
		Currency: "USD", ExchangeRate: dec.MustCost("712.34"), Freight: dec.MustAmount("10"),
		Totals: trade.Totals{TaxIncluded: true, Discount: dec.MustAmount("1")},
		Lines: []Line{
			{Line: trade.Line{Quantity: dec.MustQuantity("3"), Price: dec.MustPrice("1.2345"), UnitNum: 1, UnitDen: 1}},
			{Line: trade.Line{Quantity: dec.MustQuantity("10"), Price: dec.MustPrice("2"), UnitNum: 1, UnitDen: 1, DiscountBPS: 500}},
		},
	}
	var f fault.Fields
	priced(o, &f)
	if err := f.Err(); err != nil {
		t.Fatal(err)
	}
	// 3.70 + 19.00 − 1.00 + 10.00 = 31.70 dollars.
	if got := o.Own.Total.String() + " " + o.Total.String(); got != "31.70 225.81" {
		t.Errorf("total %s", got)
	}
	if got := o.Freight.String() + " " + o.Discount.String() + " " + o.GoodsAmount.String(); got != "71.23 7.12 161.70" {
		t.Errorf("freight, discount, goods: %s", got)
	}
	l := o.Lines[1]
	if got := l.Price.String() + " " + l.Discount.String() + " " + l.Own.Discount.String(); got != "14.2468 7.12 1.00" || l.DiscountBPS != 500 {
		t.Errorf("price and discounts of a line: %s at %d", got, l.DiscountBPS)
	}
}

func TestARateThatLeavesTheRange(t *testing.T) {
	t.Parallel()
	o := &Order{
		Currency: "USD", ExchangeRate: currency.MaxRate, Totals: trade.Totals{TaxIncluded: true},
		Lines: []Line{{Line: trade.Line{Quantity: dec.MustQuantity("1000"), Price: dec.MustPrice("5000000"), UnitNum: 1, UnitDen: 1}}},
	}
	var f fault.Fields
	priced(o, &f)
	if e := fault.As(f.Err()); e == nil || e.Fields[0].Path != "exchangeRate" {
		t.Errorf("got %v", f.Err())
	}
}
