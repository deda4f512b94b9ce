package replenish

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func TestLossTable(t *testing.T) {
	t.Parallel()
	exact := func(k float64) float64 {
		density := math.Exp(-k*k/2) / math.Sqrt(2*math.Pi)
		return density - k*math.Erfc(k/math.Sqrt2)/2
	}
	for i, got := range lossTable {
		if want := exact(float64(i) / 50); math.Abs(float64(got)/lossScale-want) > 1e-11 {
			t.Errorf("G(%d/50) = %d, want %.12f", i, got, want)
		}
	}
	for k := int64(0); k <= 6*kScale; k += 3_333 {
		got, want := float64(loss(k))/lossScale, exact(float64(k)/kScale)
		if math.Abs(got-want) > 1e-7 {
			t.Errorf("G(%d) = %.9f, want %.9f", k, got, want)
		}
		if back := lossFactor(loss(k)); k < 4*kScale && max(back-k, k-back) > 1 {
			t.Errorf("G⁻¹(G(%d)) = %d", k, back)
		}
	}
	if lossFactor(lossScale) != 0 || lossFactor(0) != 5*kScale || lossFactor(lossTable[0]+1) != 0 || lossFactor(lossTable[0]) != 0 {
		t.Error("beyond the table")
	}
}

func TestQuantilesOfTheNormalDistribution(t *testing.T) {
	t.Parallel()
	for _, n := range notches {
		p := 1 - math.Erfc(float64(n.z)/zScale/math.Sqrt2)/2
		if math.Abs(p-float64(n.level)/bpsWhole) > 1e-5 {
			t.Errorf("Φ(%d) = %.6f, want %d", n.z, p, n.level)
		}
	}
}

func TestWideNumbers(t *testing.T) {
	t.Parallel()
	whole := func(w wide) *big.Int {
		b := new(big.Int).SetUint64(w.hi)
		return b.Lsh(b, 64).Add(b, new(big.Int).SetUint64(w.lo))
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, math.MaxInt64).Draw(t, "a"), rapid.Int64Range(0, math.MaxInt64).Draw(t, "b")
		d := rapid.Int64Range(1, math.MaxInt64).Draw(t, "d")
		p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		if whole(product(a, b)).Cmp(p) != 0 {
			t.Fatalf("%d × %d", a, b)
		}
		if got, want := whole(product(a, b).over(d)), new(big.Int).Quo(p, big.NewInt(d)); got.Cmp(want) != 0 {
			t.Fatalf("%s ÷ %d = %s, want %s", p, d, got, want)
		}
		if got, want := product(a, b).root(), new(big.Int).Sqrt(p); want.Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("√%s = %d, want %s", p, got, want)
		}
		for mode, shift := range map[rounding]int64{down: 0, half: d / 2, up: d - 1} {
			want := new(big.Int).Quo(new(big.Int).Add(p, big.NewInt(shift)), big.NewInt(d))
			if mode == half { // ⌊(2p + d) ÷ 2d⌋
				want.Quo(want.Add(want.Lsh(p, 1), big.NewInt(d)), new(big.Int).Lsh(big.NewInt(d), 1))
				p.Mul(big.NewInt(a), big.NewInt(b))
			}
			if !want.IsInt64() {
				want.SetInt64(math.MaxInt64)
			}
			if got := mulDiv(a, b, d, mode); want.Cmp(big.NewInt(got)) != 0 {
				t.Fatalf("%d × %d ÷ %d, mode %d = %d, want %s", a, b, d, mode, got, want)
			}
		}
		c, e := rapid.Int64Range(-1000, 1000).Draw(t, "c"), rapid.Int64Range(-1000, 1000).Draw(t, "e")
		f := rapid.Int64Range(1, 1000).Draw(t, "f")
		g := rapid.Int64Range(1, 1000).Draw(t, "g")
		if got, want := compareFractions(c, f, e, g), big.NewRat(c, f).Cmp(big.NewRat(e, g)); got != want {
			t.Fatalf("%d/%d against %d/%d: %d, want %d", c, f, e, g, got, want)
		}
	})
	if got := (wide{}).root(); got != 0 {
		t.Errorf("√0 = %d", got)
	}
	if got := quantity(-150, up); got != -100 {
		t.Errorf("−0.00015 rounded up is %d", got)
	}
	if got := quantity(150, half); got != 200 {
		t.Errorf("0.00015 rounded is %d", got)
	}
}

func TestLearnedLeadTime(t *testing.T) {
	t.Parallel()
	standard := Lead{Days: 12, Deviation: qty("2")}
	tests := []struct {
		name             string
		source, supplier []int
		want             Lead
	}{
		// Deviations from 7: 2, 0, 1, 2, 33; their median 2 × 1.4826
		{"five of its own", []int{5, 7, 6, 9, 40}, []int{1, 1, 1, 1, 1}, Lead{7, qty("2.9652"), 5, LeadFromSource}},
		// 6.5; 2.5, 1.5, 0.5, 0.5, 1.5, 2.5; 1.5 × 1.4826
		{"an even number", []int{4, 9, 5, 8, 6, 7}, nil, Lead{7, qty("2.2239"), 6, LeadFromSource}},
		{"four are too few", []int{5, 7, 6, 9}, []int{3, 3, 3, 4, 4}, Lead{3, qty("0"), 5, LeadFromSupplier}},
		{"nobody knows", []int{5}, []int{3, 3}, Lead{12, qty("2"), 0, LeadStandard}},
	}
	for _, tt := range tests {
		if got := Learn(tt.source, tt.supplier, standard); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestArrivalSkipsStops(t *testing.T) {
	t.Parallel()
	tests := []struct {
		day, lead int
		stops     []Stop
		want      int
	}{
		{0, 5, nil, 5},
		{0, 5, []Stop{{5, 20}}, 5}, // done the day before
		{0, 5, []Stop{{4, 20}}, 22},
		{0, 5, []Stop{{-3, 1}}, 7},
		{7, 5, []Stop{{2, 11}}, 17},
		{0, 5, []Stop{{1, 2}, {4, 5}}, 9},
		{0, 5, []Stop{{0, 1 << 40}}, 5 + 2*maxDays},
	}
	for _, tt := range tests {
		if got := Arrival(tt.day, tt.lead, tt.stops); got != tt.want {
			t.Errorf("ordered on day %d, %d days, stops %v: day %d, want %d", tt.day, tt.lead, tt.stops, got, tt.want)
		}
	}
}

func TestFiguresApiece(t *testing.T) {
	t.Parallel()
	tests := []struct {
		amount string
		n      int64
		place  int64
		want   string
	}{
		{"58.00", 9, 10_000, "6.44"},
		{"-38.00", 3, 10_000, "-12.67"},
		{"0.05", 3, place, "0.0167"},
		{"0.01", 2, 10_000, "0.01"},
	}
	for _, tt := range tests {
		if got := apiece(yuan(tt.amount), tt.n, tt.place); got != price(tt.want) {
			t.Errorf("%s for %d are %s each, want %s", tt.amount, tt.n, got, tt.want)
		}
	}
	if unitPlace(price("1")) != dec.Scale/100 || unitPlace(price("0.9999")) != place {
		t.Error("places of figures apiece")
	}
}
