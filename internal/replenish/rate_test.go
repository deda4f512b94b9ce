package replenish

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func measured(h *History, window int, fallback Fallback) *sales {
	m := &sales{}
	m.measure(h, window, fallback)
	return m
}

func TestVelocity(t *testing.T) {
	t.Parallel()
	everyDay := func(known int, sold func(day int) int64) *History {
		h := &History{Known: known}
		for day := range known {
			h.Sold[day] = pieces(sold(day))
		}
		return h
	}
	tests := []struct {
		name string
		h    *History
		want Velocity
	}{
		// Σ = 10, Σx² = 20: variance (10·20 − 10²) ÷ (10·9) = 1.1111
		{
			"every second day two", everyDay(10, func(d int) int64 { return int64(d % 2 * 2) }),
			Velocity{Rate: Rate{qty("10"), 10}, Deviation: qty("1.0541"), From: RateFromHistory, DaysInStock: 10, DaysSold: 5, Lumpy: true},
		},
		{"days without stock are no days without demand", func() *History {
			h := everyDay(20, func(d int) int64 { return int64(d / 10 * 3) })
			for d := range 10 {
				h.Out.Set(d)
			}
			return h
		}(), Velocity{Rate: Rate{qty("30"), 10}, From: RateFromHistory, DaysInStock: 10, DaysOut: 10, DaysSold: 10}},
		{"what sold was in stock", func() *History {
			h := everyDay(12, func(int) int64 { return 4 })
			for d := range 12 {
				h.Out.Set(d)
			}
			return h
		}(), Velocity{Rate: Rate{qty("48"), 12}, From: RateFromHistory, DaysInStock: 12, DaysSold: 12}},
		{
			"returns are no sales", everyDay(8, func(d int) int64 { return int64(2 - d%2*5) }),
			Velocity{Rate: Rate{qty("8"), 8}, Deviation: qty("1.069"), From: RateFromHistory, DaysInStock: 8, DaysSold: 4, Lumpy: true},
		},
		// ⌈0.975·80⌉ = 78 days lie at or below the cap of 5.
		{
			"two days are far too high", everyDay(80, func(d int) int64 { return 5 + int64(d/78*95) }),
			Velocity{Rate: Rate{qty("400"), 80}, From: RateFromHistory, DaysInStock: 80, DaysSold: 80, Cap: qty("5"), Capped: 2},
		},
		{"one of them was an event", func() *History {
			h := everyDay(80, func(d int) int64 { return 5 + int64(d/78*95) })
			h.Event.Set(79)
			return h
		}(), Velocity{Rate: Rate{qty("495"), 80}, Deviation: qty("10.6213"), From: RateFromHistory, DaysInStock: 80, DaysSold: 80, Cap: qty("5"), Capped: 1}},
		{
			"a rare sale is no outlier", everyDay(180, func(d int) int64 { return int64(d % 45 / 44 * 6) }),
			Velocity{Rate: Rate{qty("12"), 90}, Deviation: qty("0.8894"), From: RateFromHistory, DaysInStock: 90, DaysSold: 4, Lumpy: true},
		},
		{
			"the last ninety days count", everyDay(180, func(d int) int64 { return 1 + int64(d/90*9) }),
			Velocity{Rate: Rate{qty("90"), 90}, From: RateFromHistory, DaysInStock: 90, DaysSold: 180},
		},
		{
			"a young SKU: older days are none", everyDay(7, func(int) int64 { return 2 }),
			Velocity{Rate: Rate{qty("14"), 7}, From: RateFromHistory, DaysInStock: 7, DaysSold: 7, Lumpy: true},
		},
		{"older days when the recent ones had no stock", func() *History {
			h := everyDay(100, func(d int) int64 { return int64(d / 86 * 7) })
			for d := range 86 {
				h.Out.Set(d)
			}
			return h
		}(), Velocity{Rate: Rate{qty("98"), 14}, From: RateFromHistory, DaysInStock: 14, DaysOut: 86, DaysSold: 14, Lumpy: true}},
		{
			"six days are too few", everyDay(6, func(int) int64 { return 2 }),
			Velocity{Rate: Rate{qty("0.5"), 1}, Deviation: qty("0.25"), From: RateFromCategory, DaysSold: 6},
		},
		{"no history", nil, Velocity{Rate: Rate{qty("0.5"), 1}, Deviation: qty("0.25"), From: RateFromCategory}},
	}
	for _, tt := range tests {
		got := measured(tt.h, 0, Fallback{PerDay: qty("0.5"), Deviation: qty("0.25"), From: RateFromCategory}).Velocity
		if got != tt.want {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
	// 75 sale days in 100 are 1.333 days apart, 76 are 1.316: the line is at 1.32.
	for sold, lumpy := range map[int]bool{75: true, 76: false} {
		h := everyDay(100, func(d int) int64 { return int64((d*sold+sold)/100 - d*sold/100) })
		if got := measured(h, 0, Fallback{}); got.DaysSold != sold || got.Lumpy != lumpy {
			t.Errorf("%d sale days in 100: %+v", sold, got.Velocity)
		}
	}
	absurd := &History{Known: 7}
	absurd.Sold[0] = dec.MaxInputQuantity
	if got := measured(absurd, 0, Fallback{}); got.Units != maxDay {
		t.Errorf("%s in a day count as %s", absurd.Sold[0], got.Units)
	}
	if got := measured(everyDay(180, func(d int) int64 { return 1 + int64(d/90*9) }), 180, Fallback{}); got.Rate != (Rate{qty("990"), 180}) {
		t.Errorf("with a window of 180 days: %+v", got.Velocity)
	}
}

// lumpy sells on every thirtieth day, more each time further back: 1, 2, … 6.
func lumpy() *History {
	h := &History{Known: HistoryDays}
	for i := range 6 {
		h.Sold[30*i+15] = pieces(int64(i) + 1)
	}
	return h
}

func TestSlowMoversGoByWhatHappened(t *testing.T) {
	t.Parallel()
	// A window of 16 days holds one sale or none. Of the 165 windows 15 hold that
	// of six and 16 that of five: ⌈0.9·165⌉ = 149 of them need at most five.
	tests := []struct {
		service Service
		target  string
	}{
		{Service{TargetCycle, 9000}, "5"},
		{Service{TargetCycle, 9500}, "6"},
		{Service{TargetCycle, 9950}, "6"},
		// Q is 7 days of 6 in 90 (1 + 2 + 3): 0.4667; a tenth of it 0.0467 may be
		// missed in each of 165 windows, 7.7; at 5.4867 fifteen miss 0.5133 each.
		{Service{TargetFill, 9000}, "5.4867"},
	}
	for _, tt := range tests {
		s := Need(&Item{Rule: Rule{Model: ModelPeriodic, ReviewDays: 7, Service: tt.service}, History: lumpy(), Lead: Lead{Days: 9}})
		if s.Method != MethodEmpirical || s.Windows != 165 || s.Target != qty(tt.target) || s.Quantity != s.Target {
			t.Errorf("%+v: %s from %d windows up to %s, want %s", tt.service, s.Method, s.Windows, s.Target, tt.target)
		}
	}
	// Nothing was sold for a hundred days: by fill rate there is nothing to serve.
	h := &History{Known: HistoryDays}
	h.Sold[100] = pieces(900)
	if s := Need(&Item{Rule: Rule{Model: ModelPeriodic, Service: Service{TargetFill, 9000}}, History: h, Lead: Lead{Days: 9}}); s.Target != 0 || s.Reason != ReasonNoDemand {
		t.Errorf("nothing sold lately: %+v", s)
	}
	// A quantile below the mean is what it is; the safety stock is none then.
	for expected, closed := range map[string][]Override{"80": nil, "75": {{Day: 3}}} {
		s := Need(&Item{
			Rule:    Rule{Model: ModelPeriodic, ReviewDays: 7, RateDays: 180, Service: Service{TargetCycle, 9000}},
			History: h, Lead: Lead{Days: 9}, Overrides: closed,
		})
		if s.Expected != qty(expected) || s.Target != 0 || s.SafetyStock != 0 || s.Quantity != 0 {
			t.Errorf("one sale in half a year, closed %v: %+v", closed, s)
		}
	}
	// Too few windows: the normal distribution has to do.
	s := Need(&Item{Rule: Rule{Model: ModelPeriodic, ReviewDays: 100, Service: Service{TargetCycle, 9000}}, History: lumpy(), Lead: Lead{Days: 60}})
	if s.Method != MethodNormal || s.Windows != 0 {
		t.Errorf("21 windows: %s from %d", s.Method, s.Windows)
	}
}

// The quantile and the fill of the windows, against the definitions.
func TestWindowsAgainstTheirDefinition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := &History{Known: HistoryDays}
		for day := range HistoryDays {
			if rapid.IntRange(0, 9).Draw(t, "sells") == 0 {
				h.Sold[day] = pieces(rapid.Int64Range(1, 50).Draw(t, "sold"))
			}
		}
		length := rapid.IntRange(1, 120).Draw(t, "length")
		level := rapid.SampledFrom(Levels()).Draw(t, "level")
		m := measured(h, HistoryDays, Fallback{})
		var all []int64
		for from := 0; from+length <= m.n; from++ {
			sum := int64(0)
			for _, x := range m.days[from : from+length] {
				sum += x
			}
			all = append(all, sum)
		}
		slices.Sort(all)
		var buffer [HistoryDays]int64
		if got := m.sorted(length, &buffer); !slices.Equal(got, all) {
			t.Fatalf("windows %v, want %v", got, all)
		}
		cycle := rapid.Int64Range(1, 100*dec.Scale).Draw(t, "cycle")
		s := &shield{windows: all, cycle: cycle}
		within := func(stock int64) (n int64) {
			for _, w := range all {
				if w <= stock {
					n++
				}
			}
			return n
		}
		q := s.windowQuantile(level)
		if n := int64(len(all)); within(q)*bpsWhole < level*n || within(q-1)*bpsWhole >= level*n {
			t.Fatalf("%d of %d windows are at %d or below, level %d", within(q), n, q, level)
		}
		short := func(stock int64) (sum int64) {
			for _, w := range all {
				sum += max(0, w-stock)
			}
			return sum
		}
		allowed := s.missing(level) * int64(len(all))
		f := s.windowFill(level)
		if short(f) > allowed || f > 0 && short(f-1) <= allowed {
			t.Fatalf("with %d the windows are short of %d, with one less of %d, allowed %d", f, short(f), short(f-1), allowed)
		}
	})
}
