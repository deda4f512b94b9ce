package dec_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func amounts() *rapid.Generator[dec.Amount] {
	most := dec.MaxInputAmount.Fen()
	return rapid.Map(rapid.Int64Range(-most, most), dec.AmountFromFen)
}

func quantities(least int64) *rapid.Generator[dec.Quantity] {
	return rapid.Map(rapid.Int64Range(least, int64(dec.MaxInputQuantity)/100), func(n int64) dec.Quantity { return dec.Quantity(n * 100) })
}

func prices() *rapid.Generator[dec.Price] {
	return rapid.Map(rapid.Int64Range(0, int64(dec.MaxInputPrice)/100), func(n int64) dec.Price { return dec.Price(n * 100) })
}

func TestSplitAlwaysSumsToTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		whole := amounts().Draw(t, "whole")
		weights := rapid.SliceOfN(rapid.Int64(), 1, 40).Draw(t, "weights")
		parts := whole.Split(weights)
		if got, err := dec.SumAmounts(parts...); err != nil || got != whole {
			t.Fatalf("parts %v sum to %s, %v", parts, got, err)
		}
		for i, p := range parts {
			if p.Sign()*whole.Sign() < 0 {
				t.Fatalf("part %d is %s of %s", i, p, whole)
			}
			for j := range parts {
				if max(weights[i], 0) > max(weights[j], 0) && p.Abs() < parts[j].Abs() {
					t.Fatalf("weight %d got %s, smaller weight %d got %s", weights[i], p, weights[j], parts[j])
				}
			}
		}
	})
}

// Issues one after another, each by its share, empty the value exactly.
func TestSharesLeaveNoResidue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := dec.Cost(rapid.Int64Range(0, int64(dec.MaxInputCost)).Draw(t, "value"))
		issues := rapid.SliceOfN(quantities(1), 1, 20).Draw(t, "issues")
		onHand, err := dec.SumQuantities(issues...)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range issues {
			share, err := value.Share(q, onHand)
			if err != nil {
				t.Fatal(err)
			}
			if share < 0 || share > value {
				t.Fatalf("share %s of %s", share, value)
			}
			value, onHand = value.Sub(share), onHand.Sub(q)
		}
		if onHand != 0 || value != 0 {
			t.Fatalf("left: %s worth %s", onHand, value)
		}
	})
}

// Products are compared with the same sum in rationals.
func TestProductsMatchRationals(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, q := prices().Draw(t, "price"), quantities(-int64(dec.MaxInputQuantity)/100).Draw(t, "quantity")
		truth := new(big.Rat).Mul(big.NewRat(int64(p), dec.Scale), big.NewRat(int64(q), dec.Scale))
		if a, err := p.Times(q); err == nil {
			if want := truth.FloatString(2); a.String() != want && (a != 0 || want != "-0.00") {
				t.Fatalf("%s × %s = %s, want %s", p, q, a, want)
			}
		} else if new(big.Rat).Abs(truth).Cmp(big.NewRat(999_999_999_999, 100)) <= 0 {
			t.Fatalf("%s × %s: %v", p, q, err)
		}
		if c, err := p.Extend(q); err == nil {
			off := new(big.Rat).Sub(truth, big.NewRat(int64(c), dec.Scale))
			if off.Abs(off).Cmp(big.NewRat(1, 2*dec.Scale)) > 0 {
				t.Fatalf("%s × %s = %s is off by %s", p, q, c, off)
			}
		}
	})
}

func TestTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, p, q := amounts().Draw(t, "amount"), prices().Draw(t, "price"), quantities(-1000).Draw(t, "quantity")
		c := dec.Cost(rapid.Int64Range(-int64(dec.MaxInputCost), int64(dec.MaxInputCost)).Draw(t, "cost"))
		if dec.MustAmount(a.String()) != a || dec.MustPrice(p.String()) != p || dec.MustQuantity(q.String()) != q || dec.MustCost(c.String()) != c {
			t.Fatalf("%s %s %s %s do not read back", a, p, q, c)
		}
	})
}

func TestUnitChangeAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := quantities(0).Draw(t, "quantity")
		n := rapid.Int64Range(1, 10_000).Draw(t, "factor")
		up, err := q.Times(n, 1)
		if err != nil {
			return
		}
		if down, err := up.Times(1, n); err != nil || down != q {
			t.Fatalf("%s × %d ÷ %d = %s, %v", q, n, n, down, err)
		}
	})
}

// FuzzParse holds that the four parsers agree on what a number is, never
// panic, and that whatever is accepted prints and reads back as itself.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "0", "-0.00", "+12.5", "9999999999.99", "999999999.9999", "0.000001", "1e5", "１", "--1", ".", "1.", "00000000000000000000000000000001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, errA := dec.ParseAmount(s)
		p, errP := dec.ParsePrice(s)
		q, errQ := dec.ParseQuantity(s)
		c, errC := dec.ParseCost(s)
		if errA == nil {
			if a.Abs() > dec.MaxInputAmount || dec.MustAmount(a.String()) != a || errC != nil || a.Cost() != c {
				t.Errorf("amount %q = %s", s, a)
			}
		}
		if errP == nil && (dec.MustPrice(p.String()) != p || errQ != nil || int64(p) != int64(q)) {
			t.Errorf("price %q = %s", s, p)
		}
		if errQ == nil && (q.Abs() > dec.MaxInputQuantity || dec.MustQuantity(q.String()) != q || errC != nil) {
			t.Errorf("quantity %q = %s", s, q)
		}
		if errC == nil && (c.Abs() > dec.MaxInputCost || dec.MustCost(c.String()) != c) {
			t.Errorf("cost %q = %s", s, c)
		}
	})
}

// FuzzScan holds that no database value gets in that could not go out again.
func FuzzScan(f *testing.F) {
	f.Add("12500000", int64(12_500_000))
	f.Add("-1", int64(-9223372036854775808))
	f.Fuzz(func(t *testing.T, text string, n int64) {
		for _, src := range []any{text, []byte(text), n} {
			var a dec.Amount
			var c dec.Cost
			if a.Scan(src) == nil {
				if _, err := a.Value(); err != nil {
					t.Errorf("scanned %v, cannot store: %v", src, err)
				}
			}
			if c.Scan(src) == nil {
				if _, err := c.MarshalText(); err != nil {
					t.Errorf("scanned %v, cannot send: %v", src, err)
				}
			}
		}
	})
}
