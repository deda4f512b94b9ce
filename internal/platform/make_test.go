package platform_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/platform"
)

// Whatever 1688 charges for a line, the line of the purchase order comes to exactly that.
func TestMadeLinesComeToWhat1688Charges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		l := platform.Line{
			Quantity: dec.QuantityFromInt(rapid.Int64Range(1, 5000).Draw(rt, "quantity")),
			Price:    dec.Price(dec.AmountFromFen(rapid.Int64Range(0, 100_000).Draw(rt, "price"))),
			Amount:   dec.AmountFromFen(rapid.Int64Range(0, 10_000_000).Draw(rt, "amount")),
		}
		num := rapid.Int64Range(1, 12).Draw(rt, "num")
		den := rapid.SampledFrom([]int64{1, 1, 1, 2, 4, 5}).Draw(rt, "den")
		line, ok := platform.Bought(&l, num, den)
		if !ok {
			rt.Fatalf("no line for %+v", l)
		}
		list, err := line.Price.Times(line.Quantity)
		if err != nil {
			rt.Fatal(err)
		}
		if line.Discount < 0 || list.Sub(line.Discount) != l.Amount {
			rt.Fatalf("%s × %s - %s is not %s", line.Price, line.Quantity, line.Discount, l.Amount)
		}
		if want, _ := l.Quantity.Times(num, den); line.Quantity != want {
			rt.Fatalf("%s of 1688 are %s here, want %s", l.Quantity, line.Quantity, want)
		}
	})
}

// What is no whole number of base units is no line.
func TestMadeLinesAreWhole(t *testing.T) {
	t.Parallel()
	l := platform.Line{Quantity: dec.MustQuantity("1"), Price: dec.MustPrice("3"), Amount: dec.MustAmount("3")}
	if line, ok := platform.Bought(&l, 1, 3); ok {
		t.Errorf("a third of a unit is %+v", line)
	}
	if _, ok := platform.Bought(&platform.Line{}, 1, 1); ok {
		t.Error("nothing makes a line")
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                             "",
		" 1 2\n3\t4 ":                  "1 2 3 4",
		"1,2，3；4;5、6|7":                "1 2 3 4 5 6 7",
		"SF1;SF1":                      "SF1",
		strings.Repeat("a", 40) + " b": strings.Repeat("a", 40) + " b",
	} {
		if got := platform.Numbers(text); strings.Join(got, " ") != want {
			t.Errorf("%q has %v", text, got)
		}
	}
	many := make([]string, 300)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	if got := platform.Numbers(strings.Join(many, " ")); len(got) != 200 || !slices.Equal(got, many[:200]) {
		t.Errorf("of 300 numbers %d are looked for", len(got))
	}
}
