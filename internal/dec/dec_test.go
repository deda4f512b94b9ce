package dec_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

func TestParse(t *testing.T) {
	t.Parallel()
	amount := func(s string) (fmt.Stringer, error) { return dec.ParseAmount(s) }
	price := func(s string) (fmt.Stringer, error) { return dec.ParsePrice(s) }
	quantity := func(s string) (fmt.Stringer, error) { return dec.ParseQuantity(s) }
	cost := func(s string) (fmt.Stringer, error) { return dec.ParseCost(s) }
	tests := []struct {
		name  string
		parse func(string) (fmt.Stringer, error)
		in    string
		want  string
		err   error
	}{
		{"amount prints two decimals", amount, "12.5", "12.50", nil},
		{"amount whole", amount, "12", "12.00", nil},
		{"amount negative below one", amount, "-0.01", "-0.01", nil},
		{"minus zero is zero", amount, "-0", "0.00", nil},
		{"plus sign", amount, "+3.20", "3.20", nil},
		{"leading zeros", amount, "000000000000000000000000012.30", "12.30", nil},
		{"amount largest", amount, "9999999999.99", "9999999999.99", nil},
		{"amount smallest", amount, "-9999999999.99", "-9999999999.99", nil},
		{"amount too large", amount, "10000000000", "", dec.ErrRange},
		{"amount far too large", amount, strings.Repeat("9", 400), "", dec.ErrRange},
		{"amount beyond int64 units", amount, "9223372036854.77", "", dec.ErrRange},
		{"amount three places", amount, "1.005", "", dec.ErrPlaces},
		{"places count as written", amount, "1.000", "", dec.ErrPlaces},
		{"price four places", price, "3.3333", "3.3333", nil},
		{"price at least two", price, "3.3", "3.30", nil},
		{"price three", price, "3.125", "3.125", nil},
		{"price largest", price, "999999999.9999", "999999999.9999", nil},
		{"price too large", price, "1000000000", "", dec.ErrRange},
		{"price five places", price, "0.00001", "", dec.ErrPlaces},
		{"quantity without zeros", quantity, "12.5000", "12.5", nil},
		{"quantity whole", quantity, "100", "100", nil},
		{"quantity too large", quantity, "1000000000.0000", "", dec.ErrRange},
		{"cost six places", cost, "0.000001", "0.000001", nil},
		{"cost largest", cost, "9999999999.999999", "9999999999.999999", nil},
		{"cost too large", cost, "10000000000.000000", "", dec.ErrRange},
		{"cost seven places", cost, "0.0000001", "", dec.ErrPlaces},
		{"empty", amount, "", "", dec.ErrSyntax},
		{"sign only", amount, "-", "", dec.ErrSyntax},
		{"two signs", amount, "--1", "", dec.ErrSyntax},
		{"no digits before the point", amount, ".5", "", dec.ErrSyntax},
		{"no digits after the point", amount, "5.", "", dec.ErrSyntax},
		{"point only", amount, ".", "", dec.ErrSyntax},
		{"two points", amount, "1.2.3", "", dec.ErrSyntax},
		{"exponent", amount, "1e3", "", dec.ErrSyntax},
		{"grouping", amount, "1,000", "", dec.ErrSyntax},
		{"space", amount, " 1", "", dec.ErrSyntax},
		{"hexadecimal", amount, "0x10", "", dec.ErrSyntax},
		{"infinity", amount, "Inf", "", dec.ErrSyntax},
		{"full-width digits", amount, "\uff11\uff12", "", dec.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.parse(tt.in)
			if !errors.Is(err, tt.err) {
				t.Fatalf("parse %.40q: error %v, want %v", tt.in, err, tt.err)
			}
			if err == nil && got.String() != tt.want {
				t.Errorf("parse %q = %s, want %s", tt.in, got, tt.want)
			}
			if pe := (*dec.ParseError)(nil); err != nil && (!errors.As(err, &pe) || len(pe.Input) > 40) {
				t.Errorf("parse %.40q: error is %T with %v, want a short *ParseError", tt.in, err, pe)
			}
		})
	}
}

func TestParseErrorCarriesTheLimits(t *testing.T) {
	t.Parallel()
	_, err := dec.ParsePrice("1.23456")
	var pe *dec.ParseError
	if !errors.As(err, &pe) || pe.MaxPlaces != 4 || pe.Max != "999999999.9999" || pe.Input != "1.23456" {
		t.Fatalf("got %+v", pe)
	}
	if got, want := err.Error(), `"1.23456": too many decimal places (at most 4)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err = dec.ParsePrice("1e9"); err == nil || err.Error() != `"1e9": not a decimal number` {
		t.Errorf("got %v", err)
	}
	if _, err = dec.ParsePrice("1000000000"); err == nil || !strings.Contains(err.Error(), "at most 999999999.9999") {
		t.Errorf("got %v", err)
	}
}

func TestPriceTimes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		price, quantity, want string
		err                   error
	}{
		{"3.30", "18", "59.40", nil},
		{"0.005", "1", "0.01", nil},   // half goes away from zero
		{"0.005", "-1", "-0.01", nil}, // also below it
		{"0.0149", "1", "0.01", nil},
		{"1.15", "1.5", "1.73", nil},       // 1.725
		{"0.0001", "0.0001", "0.00", nil},  // far below a fen
		{"0.0001", "50", "0.01", nil},      // exactly half a fen
		{"0.0001", "49.9999", "0.00", nil}, // just below half
		{"999999999.9999", "10", "9999999999.99", dec.ErrRange},
		{"99999999.9999", "100", "9999999999.99", nil},
		{"999999999.9999", "999999999.9999", "", dec.ErrRange},
	}
	for _, tt := range tests {
		got, err := dec.MustPrice(tt.price).Times(dec.MustQuantity(tt.quantity))
		if !errors.Is(err, tt.err) || err == nil && got.String() != tt.want {
			t.Errorf("%s × %s = %s, %v; want %s, %v", tt.price, tt.quantity, got, err, tt.want, tt.err)
		}
	}
}

func TestCostRoundsHalfToEven(t *testing.T) {
	t.Parallel()
	tests := []struct{ value, part, whole, want string }{
		{"0.000001", "1", "2", "0"},        // 0.5 → 0
		{"0.000003", "1", "2", "0.000002"}, // 1.5 → 2
		{"0.000005", "1", "2", "0.000002"}, // 2.5 → 2
		{"-0.000003", "1", "2", "-0.000002"},
		{"10", "1", "3", "3.333333"},
		{"20", "1", "3", "6.666667"},
		{"10", "3", "3", "10"}, // the last issue takes it all
		{"-6.6", "2", "-2", "6.6"},
		{"9999999999.999999", "999999999.9999", "999999999.9999", "9999999999.999999"},
	}
	for _, tt := range tests {
		got, err := dec.MustCost(tt.value).Share(dec.MustQuantity(tt.part), dec.MustQuantity(tt.whole))
		if err != nil || got.String() != tt.want {
			t.Errorf("share %s of %s of %s = %s, %v; want %s", tt.part, tt.whole, tt.value, got, err, tt.want)
		}
	}
	if _, err := dec.MustCost("1").Share(dec.MustQuantity("1"), 0); !errors.Is(err, dec.ErrZeroDivisor) {
		t.Errorf("share of nothing: %v", err)
	}
	if _, err := dec.MustCost("9999999999").Share(dec.MustQuantity("999999999"), dec.MustQuantity("0.0001")); !errors.Is(err, dec.ErrRange) {
		t.Errorf("absurd share: %v", err)
	}
}

func TestExtendAndUnitCost(t *testing.T) {
	t.Parallel()
	c, err := dec.MustPrice("0.0001").Extend(dec.MustQuantity("0.005"))
	if err != nil || c != 0 { // 0.0000005 rounds to even
		t.Errorf("0.0001 × 0.005 = %s, %v", c, err)
	}
	c, err = dec.MustPrice("3.3333").Extend(dec.MustQuantity("1.25"))
	if err != nil || c.String() != "4.166625" {
		t.Errorf("3.3333 × 1.25 = %s, %v", c, err)
	}
	if _, err = dec.MaxInputPrice.Extend(dec.MaxInputQuantity); !errors.Is(err, dec.ErrRange) {
		t.Errorf("largest × largest: %v", err)
	}
	if got := dec.MustCost("10").UnitCost(dec.MustQuantity("3")).String(); got != "3.333333" {
		t.Errorf("10 / 3 = %s", got)
	}
	if got := dec.MustCost("10").UnitCost(0); got != 0 {
		t.Errorf("unit cost of nothing = %s", got)
	}
	if _, err := dec.MaxInputCost.UnitCost(dec.MustQuantity("0.0001")).MarshalText(); !errors.Is(err, dec.ErrRange) {
		t.Errorf("a unit cost beyond the range can be sent: %v", err)
	}
	if _, err := dec.MaxInputCost.UnitCost(dec.MustQuantity("-0.0001")).Value(); !errors.Is(err, dec.ErrRange) {
		t.Errorf("a unit cost beyond the range can be stored: %v", err)
	}
}

func TestCostAmount(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0.004999": "0.00", "0.005": "0.01", "-0.005": "-0.01", "-0.004999": "0.00",
		"1.994999": "1.99", "1.995": "2.00",
	} {
		if got := dec.MustCost(in).Amount().String(); got != want {
			t.Errorf("%s in fen = %s, want %s", in, got, want)
		}
	}
	if got := dec.MustAmount("-12.34").Cost().Amount().String(); got != "-12.34" {
		t.Errorf("there and back: %s", got)
	}
}

func TestMulRatio(t *testing.T) {
	t.Parallel()
	tests := []struct {
		amount   string
		num, den int64
		want     string
		err      error
	}{
		{"100", 9500, 10000, "95.00", nil},
		{"0.01", 1, 2, "0.01", nil},
		{"-0.01", 1, 2, "-0.01", nil},
		{"0.01", 49, 100, "0.00", nil},
		{"10", 1, 3, "3.33", nil},
		{"20", -1, 3, "-6.67", nil},
		{"9999999999.99", 1, 1, "9999999999.99", nil},
		{"9999999999.99", math.MaxInt64, math.MaxInt64, "", dec.ErrRange},
		{"9999999999.99", 1001, 1000, "", dec.ErrRange},
		{"1", 1, 0, "", dec.ErrZeroDivisor},
	}
	for _, tt := range tests {
		got, err := dec.MustAmount(tt.amount).MulRatio(tt.num, tt.den)
		if !errors.Is(err, tt.err) || err == nil && got.String() != tt.want {
			t.Errorf("%s × %d/%d = %s, %v; want %s, %v", tt.amount, tt.num, tt.den, got, err, tt.want, tt.err)
		}
	}
	if p, err := dec.MustPrice("3.3333").MulRatio(95, 100); err != nil || p.String() != "3.1666" { // 3.166635
		t.Errorf("3.3333 at 95 %% = %s, %v", p, err)
	}
	if p, err := dec.MustPrice("0.0001").MulRatio(-1, 2); err != nil || p.String() != "-0.0001" {
		t.Errorf("−0.00005 = %s, %v", p, err)
	}
	if _, err := dec.MaxInputPrice.MulRatio(12, 1); !errors.Is(err, dec.ErrRange) {
		t.Errorf("twelve times the largest price: %v", err)
	}
}

func TestQuantityTimesIsExact(t *testing.T) {
	t.Parallel()
	tests := []struct {
		quantity string
		num, den int64
		want     string
		err      error
	}{
		{"2", 12, 1, "24", nil},
		{"6", 1, 12, "0.5", nil},
		{"1", 1, 3, "", dec.ErrPlaces},
		{"3", 1, 3, "1", nil},
		{"0.0001", 1, 2, "", dec.ErrPlaces},
		{"-1.5", 2, 1, "-3", nil},
		{"999999999", 2, 1, "", dec.ErrRange},
		{"1", 1, 0, "", dec.ErrZeroDivisor},
	}
	for _, tt := range tests {
		got, err := dec.MustQuantity(tt.quantity).Times(tt.num, tt.den)
		if !errors.Is(err, tt.err) || err == nil && got.String() != tt.want {
			t.Errorf("%s × %d/%d = %s, %v; want %s, %v", tt.quantity, tt.num, tt.den, got, err, tt.want, tt.err)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		amount  string
		weights []int64
		want    []string
	}{
		{"10", []int64{1, 1, 1}, []string{"3.34", "3.33", "3.33"}},
		{"0.02", []int64{1, 1, 1}, []string{"0.01", "0.01", "0.00"}},
		{"-10", []int64{1, 1, 1}, []string{"-3.34", "-3.33", "-3.33"}},
		{"100", []int64{50, 30, 20}, []string{"50.00", "30.00", "20.00"}},
		{"0.05", []int64{3, 7}, []string{"0.02", "0.03"}}, // 1.5 and 3.5: equal remainders, the first wins
		{"0.10", []int64{1, 8, 1}, []string{"0.01", "0.08", "0.01"}},
		{"1", []int64{0, 5, -3}, []string{"0.00", "1.00", "0.00"}},
		{"1", []int64{0, 0}, []string{"0.50", "0.50"}},
		{"0", []int64{1, 2}, []string{"0.00", "0.00"}},
		{"9999999999.99", []int64{math.MaxInt64, math.MaxInt64}, []string{"5000000000.00", "4999999999.99"}},
		{"1", nil, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, part := range dec.MustAmount(tt.amount).Split(tt.weights) {
			got = append(got, part.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("split %s by %v = %v, want %v", tt.amount, tt.weights, got, tt.want)
		}
	}
}

func TestWholeUnits(t *testing.T) {
	t.Parallel()
	if got := dec.AmountFromFen(-1234); got.String() != "-12.34" || got.Fen() != -1234 {
		t.Errorf("from fen: %s, back %d", got, got.Fen())
	}
	if _, err := dec.AmountFromFen(math.MinInt64).Value(); !errors.Is(err, dec.ErrRange) {
		t.Errorf("an absurd number of fen can be stored: %v", err)
	}
	if n, ok := dec.QuantityFromInt(7).Int(); n != 7 || !ok {
		t.Errorf("7 = %d, %v", n, ok)
	}
	if _, ok := dec.MustQuantity("7.5").Int(); ok {
		t.Error("7.5 counts as whole")
	}
	if _, err := dec.QuantityFromInt(math.MaxInt64).MarshalText(); !errors.Is(err, dec.ErrRange) {
		t.Errorf("an absurd quantity can be sent: %v", err)
	}
}

func TestOverflowSticksAndCannotGetOut(t *testing.T) {
	t.Parallel()
	large := dec.Amount(math.MaxInt64 / 2 / 10_000 * 10_000)
	for name, a := range map[string]dec.Amount{
		"sum":               large.Add(large).Add(large),
		"sum, then back":    large.Add(large).Add(large).Sub(large).Sub(large),
		"difference":        large.Neg().Sub(large).Sub(large),
		"into a difference": large.Sub(large.Neg().Sub(large).Sub(large)),
		"as a part":         large.Add(large).Add(large).Split([]int64{1, 1})[1],
		"by way of a cost":  large.Add(large).Add(large).Cost().Amount(),
		"negated":           large.Add(large).Add(large).Neg(),
	} {
		if _, err := a.Value(); !errors.Is(err, dec.ErrRange) {
			t.Errorf("%s: stored as %s (%v)", name, a, err)
		}
		if _, err := json.Marshal(a); !errors.Is(err, dec.ErrRange) {
			t.Errorf("%s: sent as %s (%v)", name, a, err)
		}
		if _, err := a.MulRatio(1, math.MaxInt64); !errors.Is(err, dec.ErrRange) {
			t.Errorf("%s: scaled back into the range", name)
		}
		if _, err := dec.SumAmounts(a, a.Neg()); !errors.Is(err, dec.ErrRange) {
			t.Errorf("%s: summed back into the range", name)
		}
	}
	if _, err := dec.Amount(1).Value(); !errors.Is(err, dec.ErrPlaces) {
		t.Errorf("a fraction of a fen can be stored: %v", err)
	}
}

func TestSum(t *testing.T) {
	t.Parallel()
	large := dec.Cost(math.MaxInt64 - 1)
	got, err := dec.SumCosts(large, large, -large, -large, 5)
	if err != nil || got != 5 {
		t.Errorf("the order of a sum matters: %s, %v", got, err)
	}
	for _, values := range [][]dec.Cost{{large, large}, {-large, -large}, {large, 1}, {math.MinInt64}} {
		if _, err := dec.SumCosts(values...); !errors.Is(err, dec.ErrRange) {
			t.Errorf("sum of %v: %v", values, err)
		}
	}
	if got, err := dec.SumQuantities(); err != nil || got != 0 {
		t.Errorf("sum of nothing = %s, %v", got, err)
	}
	if got, err := dec.SumAmounts(dec.MustAmount("0.10"), dec.MustAmount("0.20"), dec.MustAmount("-1")); err != nil || got.String() != "-0.70" {
		t.Errorf("sum = %s, %v", got, err)
	}
}

func TestSigns(t *testing.T) {
	t.Parallel()
	a, q, c := dec.MustAmount("-2"), dec.MustQuantity("-2"), dec.MustCost("-2")
	if a.Abs().String() != "2.00" || q.Abs().String() != "2" || c.Abs().String() != "2" || c.Neg() != c.Abs() || q.Neg() != q.Abs() {
		t.Error("Abs or Neg is wrong")
	}
	if a.Sign() != -1 || q.Neg().Sign() != 1 || c.Sub(c).Sign() != 0 || dec.MustPrice("1").Sign() != 1 {
		t.Error("Sign is wrong")
	}
	if !a.Sub(a).IsZero() || q.IsZero() || !c.Add(c.Neg()).IsZero() || dec.MustPrice("1").IsZero() || q.Sub(q.Add(q)) != q.Neg() {
		t.Error("IsZero, Add or Sub is wrong")
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	type line struct {
		Price    dec.Price     `json:"price"`
		Quantity dec.Quantity  `json:"quantity"`
		Amount   dec.Amount    `json:"amount"`
		Cost     *dec.Cost     `json:"cost,omitempty"`
		Fee      dec.Amount    `json:"fee,omitzero"`
		Count    *dec.Quantity `json:"count,omitempty"`
	}
	in := `{"price":"3.3333","quantity":"2.5","amount":"8.33","cost":"8.33325"}`
	var l line
	if err := json.Unmarshal([]byte(in), &l); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(l)
	if err != nil || string(out) != in {
		t.Errorf("got %s, %v; want %s", out, err, in)
	}
	for _, bad := range []string{`{"price":3.3}`, `{"price":"x"}`, `{"quantity":"1.00001"}`, `{"amount":true}`, `{"cost":""}`} {
		if err := json.Unmarshal([]byte(bad), &l); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
	if l.Price.String() != "3.3333" {
		t.Errorf("a refused text changed the value to %s", l.Price)
	}
}

func TestScan(t *testing.T) {
	t.Parallel()
	for _, src := range []any{int64(12_500_000), "12500000", []byte("12500000")} {
		var a dec.Amount
		var p dec.Price
		var q dec.Quantity
		var c dec.Cost
		for _, err := range []error{a.Scan(src), p.Scan(src), q.Scan(src), c.Scan(src)} {
			if err != nil {
				t.Fatalf("scan %T: %v", src, err)
			}
		}
		if got := fmt.Sprint(a, p, q, c); got != "12.50 12.50 12.5 12.5" {
			t.Errorf("scan %T: %s", src, got)
		}
	}
	for _, bad := range []struct {
		src  any
		want error
	}{
		{int64(1), dec.ErrPlaces},
		{"12.5", dec.ErrSyntax},
		{"", dec.ErrSyntax},
		{"99999999999999999999", dec.ErrRange},
		{int64(math.MaxInt64), dec.ErrRange},
		{int64(math.MinInt64), dec.ErrRange},
	} {
		a := dec.MustAmount("1")
		if err := a.Scan(bad.src); !errors.Is(err, bad.want) || a.String() != "1.00" {
			t.Errorf("scan %v = %s, %v; want %v", bad.src, a, err, bad.want)
		}
	}
	var a dec.Amount
	if a.Scan(nil) == nil || a.Scan(12.5) == nil {
		t.Error("NULL or a float was accepted")
	}
	if v, err := dec.MustPrice("12.5").Value(); err != nil || v != int64(12_500_000) {
		t.Errorf("stored as %v, %v", v, err)
	}
}
