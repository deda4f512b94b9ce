package trade

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// document is a Totals with its lines and what comes on top.
type document struct {
	Totals
	fee   dec.Amount
	lines []*Line
}

func (d *document) compute(taxAccounted bool, f *fault.Fields) {
	d.Compute(d.lines, d.fee, taxAccounted, f)
}

func line(quantity, price string, change ...func(*Line)) *Line {
	l := &Line{Quantity: dec.MustQuantity(quantity), Price: dec.MustPrice(price), UnitNum: 1, UnitDen: 1}
	for _, f := range change {
		f(l)
	}
	return l
}

func TestFigures(t *testing.T) {
	t.Parallel()
	taxed := func(bps int64) func(*Line) { return func(l *Line) { l.TaxRateBPS = bps } }
	cases := []struct {
		name              string
		document          document
		tax               bool
		goods, taxes, sum string
		settled           []string
	}{
		{
			"plain",
			document{Totals: Totals{TaxIncluded: true}, lines: []*Line{line("3", "12.50"), line("2", "0.3333")}},
			false,
			"38.17", "0.00", "38.17",
			[]string{"37.50", "0.67"},
		},
		{
			"line discounts",
			document{Totals: Totals{TaxIncluded: true}, lines: []*Line{
				line("1", "100", func(l *Line) { l.DiscountBPS = 1250 }),
				line("1", "9.99", func(l *Line) { l.Discount = dec.MustAmount("0.99") }),
			}},
			false, "96.50", "0.00", "96.50",
			[]string{"87.50", "9.00"},
		},
		{
			"discount of the document goes to the fen",
			document{Totals: Totals{TaxIncluded: true, Discount: dec.MustAmount("1")}, lines: []*Line{line("1", "10"), line("1", "10"), line("1", "10")}},
			false, "30.00", "0.00", "29.00",
			[]string{"9.66", "9.67", "9.67"},
		},
		{
			"the customer's fee comes on top and is no line's",
			document{Totals: Totals{TaxIncluded: true}, fee: dec.MustAmount("8"), lines: []*Line{line("2", "5")}},
			false, "10.00", "0.00", "18.00",
			[]string{"10.00"},
		},
		{
			"tax within the price",
			document{Totals: Totals{TaxIncluded: true}, lines: []*Line{line("1", "113", taxed(1300))}},
			true,
			"113.00", "13.00", "113.00",
			[]string{"113.00"},
		},
		{
			"tax on top, rounded per line",
			document{lines: []*Line{line("1", "0.05", taxed(1300)), line("1", "0.05", taxed(1300))}},
			true,
			"0.10", "0.02", "0.12",
			[]string{"0.06", "0.06"},
		},
		{
			"what the document's discount gives away carries no tax",
			document{Totals: Totals{TaxIncluded: true, DiscountBPS: 5000}, lines: []*Line{line("1", "113", taxed(1300)), line("1", "10")}},
			true,
			"123.00", "6.50", "61.50",
			[]string{"56.50", "5.00"},
		},
		{
			"all given away, tax within",
			document{Totals: Totals{TaxIncluded: true, DiscountBPS: 10_000}, lines: []*Line{line("1", "113", taxed(1300))}},
			true,
			"113.00", "0.00", "0.00",
			[]string{"0.00"},
		},
		{
			"all given away, tax on top",
			document{Totals: Totals{DiscountBPS: 10_000}, lines: []*Line{line("1", "100", taxed(1300))}},
			true,
			"100.00", "0.00", "0.00",
			[]string{"0.00"},
		},
		{
			"no tax where the set does not account it",
			document{Totals: Totals{TaxIncluded: true}, lines: []*Line{line("1", "113", taxed(1300))}},
			false,
			"113.00", "0.00", "113.00",
			[]string{"113.00"},
		},
		{
			"sold by the lot of 12",
			document{Totals: Totals{TaxIncluded: true}, lines: []*Line{line("2", "60", func(l *Line) { l.UnitNum = 12 })}},
			false,
			"120.00", "0.00", "120.00",
			[]string{"120.00"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var f fault.Fields
			c.document.compute(c.tax, &f)
			if err := f.Err(); err != nil {
				t.Fatal(err)
			}
			if got := c.document.GoodsAmount.String() + " " + c.document.TaxAmount.String() + " " + c.document.Total.String(); got != c.goods+" "+c.taxes+" "+c.sum {
				t.Errorf("goods, tax, total = %s, want %s %s %s", got, c.goods, c.taxes, c.sum)
			}
			for i, want := range c.settled {
				if got := c.document.lines[i].SettledAmount.String(); got != want {
					t.Errorf("line %d settled %s, want %s", i, got, want)
				}
			}
		})
	}
}

func TestFiguresRefuse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, field string
		document    document
		want        *fault.Error
	}{
		{"line discount above the line", "lines[0].discount", document{lines: []*Line{line("1", "1", func(l *Line) { l.Discount = dec.MustAmount("1.01") })}}, ErrDiscount},
		{"document discount above the goods", "discount", document{Totals: Totals{Discount: dec.MustAmount("1.01")}, lines: []*Line{line("1", "1")}}, ErrDiscount},
		{"a rate above the whole", "lines[0].discountBps", document{lines: []*Line{line("1", "1", func(l *Line) { l.DiscountBPS = 10_001 })}}, ErrRate},
		{"a unit that does not divide", "lines[0].quantity", document{lines: []*Line{line("1", "1", func(l *Line) { l.UnitDen = 3 })}}, ErrUnitExact},
		{"an absurd amount", "lines[0].price", document{lines: []*Line{line("999999999", "999999999")}}, fault.ErrRange},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var f fault.Fields
			c.document.compute(true, &f)
			e := fault.As(f.Err())
			if e == nil || len(e.Fields) != 1 || e.Fields[0].Path != c.field || !errors.Is(e.Fields[0].Err, c.want) {
				t.Fatalf("got %v, want %s at %s", f.Err(), c.want.Code, c.field)
			}
		})
	}
}

// Whatever the lines and discounts, what the lines settle adds up to the total
// less the fee, and no line settles more than it costs.
func TestSettledAmountsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := document{Totals: Totals{TaxIncluded: rapid.Bool().Draw(rt, "included"), DiscountBPS: rapid.Int64Range(0, 10_000).Draw(rt, "bps")}, fee: dec.AmountFromFen(rapid.Int64Range(0, 10_000).Draw(rt, "fee"))}
		for range rapid.IntRange(1, 12).Draw(rt, "lines") {
			s.lines = append(s.lines, &Line{
				Quantity: dec.Quantity(rapid.Int64Range(1, 1_000_000).Draw(rt, "q") * 100), Price: dec.Price(rapid.Int64Range(0, 10_000_000).Draw(rt, "p") * 100),
				UnitNum: rapid.SampledFrom([]int64{1, 12}).Draw(rt, "num"), UnitDen: 1, DiscountBPS: rapid.Int64Range(0, 10_000).Draw(rt, "lbps"),
				TaxRateBPS: rapid.SampledFrom([]int64{0, 300, 1300}).Draw(rt, "tax"),
			})
		}
		var f fault.Fields
		s.compute(true, &f)
		if err := f.Err(); err != nil {
			rt.Fatal(err)
		}
		var sum dec.Amount
		for i, l := range s.lines {
			if l.SettledAmount < 0 || l.SettledAmount > l.gross(s.TaxIncluded) {
				rt.Fatalf("line %d settles %s of %s", i, l.SettledAmount, l.gross(s.TaxIncluded))
			}
			if l.TaxAmount < 0 || l.TaxAmount > l.SettledAmount {
				rt.Fatalf("line %d has tax %s in %s", i, l.TaxAmount, l.SettledAmount)
			}
			sum = sum.Add(l.SettledAmount)
		}
		if sum.Add(s.fee) != s.Total {
			rt.Fatalf("lines settle %s, fee %s, total %s", sum, s.fee, s.Total)
		}
	})
}
