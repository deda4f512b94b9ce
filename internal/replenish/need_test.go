package replenish

import (
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

// steady sells ten a day with a deviation of two, takes nine days to come and is
// looked at every seven. Most formulas can be done in the head with it.
func steady(change func(*Item)) *Item {
	item := &Item{
		Rule:     Rule{Model: ModelPeriodic, ReviewDays: 7, Service: Service{TargetCycle, 9500}},
		Fallback: Fallback{PerDay: qty("10"), Deviation: qty("2"), From: RateFromManual},
		Lead:     Lead{Days: 9, From: LeadStandard},
		OnHand:   qty("50"),
	}
	if change != nil {
		change(item)
	}
	return item
}

func TestModels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                                     string
		change                                   func(*Item)
		protects                                 int
		safety, trigger, target, position, order string
		reason                                   Reason
	}{
		{
			"min/max below the minimum", func(i *Item) { i.Rule = Rule{Model: ModelMinMax, Min: qty("50"), Max: qty("200")} },
			9, "50", "50", "200", "50", "150", ReasonBelowTrigger,
		},
		{
			"min/max just above it", func(i *Item) { i.Rule = Rule{Model: ModelMinMax, Min: qty("49.9999"), Max: qty("200")} },
			9, "49.9999", "49.9999", "200", "50", "0", ReasonEnough,
		},
		{"min/max without any history", func(i *Item) {
			i.Rule, i.Fallback = Rule{Model: ModelMinMax, Min: qty("60"), Max: qty("60")}, Fallback{}
		}, 9, "60", "60", "60", "50", "10", ReasonBelowTrigger},
		// 10 × (9 + 7 + 14)
		{
			"days of cover", func(i *Item) { i.Rule = Rule{Model: ModelCover, ReviewDays: 7, CoverDays: 14} },
			30, "0", "300", "300", "50", "250", ReasonBelowTrigger,
		},
		{"days of cover with a safety stock of a person's", func(i *Item) {
			i.Rule = Rule{Model: ModelCover, ReviewDays: 7, CoverDays: 14, SafetyStock: qty("5")}
		}, 30, "5", "305", "305", "50", "255", ReasonBelowTrigger},
		// 1.6449 × 2 × √9 = 9.8694; 90 + 9.8694; and ten days' demand more
		{
			"continuous review", func(i *Item) { i.Rule.Model, i.Rule.CoverDays = ModelContinuous, 10 },
			9, "9.8694", "99.8694", "199.8694", "50", "149.8694", ReasonBelowTrigger,
		},
		{
			"continuous review, an order lasts until the next run", func(i *Item) { i.Rule.Model, i.OnHand = ModelContinuous, qty("99.8694") },
			9, "9.8694", "99.8694", "169.8694", "99.8694", "70", ReasonBelowTrigger,
		},
		{
			"continuous review above the trigger", func(i *Item) { i.Rule.Model, i.OnHand = ModelContinuous, qty("99.8695") },
			9, "9.8694", "99.8694", "169.8694", "99.8695", "0", ReasonEnough,
		},
		// √(9·2² + 10²·1.5²) = √261 = 16.155494; × 1.6449
		{
			"a lead time that varies", func(i *Item) { i.Rule.Model, i.Lead.Deviation = ModelContinuous, qty("1.5") },
			9, "26.5742", "116.5742", "186.5742", "50", "136.5742", ReasonBelowTrigger,
		},
		// √(16·2²) = 8; × 1.6449; 160 + that
		{"periodic review", nil, 16, "13.1592", "173.1592", "173.1592", "50", "123.1592", ReasonBelowTrigger},
		// √(16·2² + 10²·1.5²) = √289 = 17; × 1.6449
		{
			"periodic review, lead time varies", func(i *Item) { i.Lead.Deviation = qty("1.5") },
			16, "27.9633", "187.9633", "187.9633", "50", "137.9633", ReasonBelowTrigger,
		},
		{
			"periodic review with a safety stock of a person's", func(i *Item) { i.Rule.SafetyStock = qty("20") },
			16, "20", "180", "180", "50", "130", ReasonBelowTrigger,
		},
		// (1 − 0.95)·70 = 3.5; 3.5 ÷ 17 = 0.205882 = G(0.4742); × 17
		{
			"periodic review by fill rate", func(i *Item) { i.Lead.Deviation, i.Rule.Service.Target = qty("1.5"), TargetFill },
			16, "8.061", "168.061", "168.061", "50", "118.061", ReasonBelowTrigger,
		},
		// (1 − 0.9)·70 = 7 is more than 8·G(0) = 3.19
		{
			"a fill rate that needs no safety stock", func(i *Item) { i.Rule.Service = Service{TargetFill, 9000} },
			16, "0", "160", "160", "50", "110", ReasonBelowTrigger,
		},
		{
			"reserved and owed goods are not there", func(i *Item) { i.Reserved, i.BackOrders = qty("30"), qty("25") },
			16, "13.1592", "173.1592", "173.1592", "-5", "178.1592", ReasonBelowTrigger,
		},
		{"drafts and unpaid orders count when they arrive in time", func(i *Item) {
			i.Coming = []Coming{{16, qty("100")}, {17, qty("1000")}, {-3, qty("4")}}
		}, 16, "13.1592", "173.1592", "173.1592", "154", "19.1592", ReasonBelowTrigger},
		{"enough", func(i *Item) { i.OnHand = qty("173.1592") }, 16, "13.1592", "173.1592", "173.1592", "173.1592", "0", ReasonEnough},
		{"nothing is sold", func(i *Item) { i.Fallback.PerDay, i.Fallback.Deviation = 0, 0 }, 16, "0", "0", "0", "50", "0", ReasonNoDemand},
		{"nothing is known", func(i *Item) { i.Fallback = Fallback{} }, 16, "0", "0", "0", "50", "0", ReasonNoHistory},
		// Five days of work around a stop from day 2 to 11: two before, seven after it.
		{"a stop makes the way longer", func(i *Item) {
			i.Rule.ReviewDays, i.Stops = 1, []Stop{{2, 11}}
		}, 20, "14.7124", "214.7124", "214.7124", "50", "164.7124", ReasonBelowTrigger},
		{"continuous review looks at the stop before the next run", func(i *Item) {
			i.Rule.Model, i.Lead.Days, i.Rule.ReviewDays, i.Stops = ModelContinuous, 2, 3, []Stop{{3, 9}}
		}, 9, "9.8694", "99.8694", "129.8694", "50", "79.8694", ReasonBelowTrigger},
		{
			"goods that come at once and are looked at all the time", func(i *Item) { i.Lead.Days, i.Rule.ReviewDays, i.OnHand = 0, 0, qty("-1") },
			0, "0", "0", "0", "-1", "1", ReasonBelowTrigger,
		},
		{"an unknown level of service", func(i *Item) { i.Rule.Service.Level = 9400 }, 0, "0", "0", "0", "0", "0", ReasonRule},
		{"a minimum above the maximum", func(i *Item) { i.Rule = Rule{Model: ModelMinMax, Min: 2, Max: 1} }, 0, "0", "0", "0", "0", "0", ReasonRule},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := Need(steady(tt.change))
			if s.Protects != tt.protects || s.SafetyStock != qty(tt.safety) || s.Trigger != qty(tt.trigger) || s.Target != qty(tt.target) ||
				s.Position != qty(tt.position) || s.Quantity != qty(tt.order) || s.Reason != tt.reason {
				t.Errorf("protects %d days, safety %s, trigger %s, target %s, position %s: buy %s, %s\nwant %d, %s, %s, %s, %s, %s, %s",
					s.Protects, s.SafetyStock, s.Trigger, s.Target, s.Position, s.Quantity, s.Reason,
					tt.protects, tt.safety, tt.trigger, tt.target, tt.position, tt.order, tt.reason)
			}
		})
	}
}

func TestLevelsOfService(t *testing.T) {
	t.Parallel()
	want := map[int64]string{9000: "21.7872", 9500: "27.9633", 9750: "33.32", 9800: "34.9129", 9900: "39.5471", 9950: "43.7886"} // 17·z
	for _, level := range Levels() {
		s := Need(steady(func(i *Item) { i.Lead.Deviation, i.Rule.Service.Level = qty("1.5"), level }))
		if s.SafetyStock != qty(want[level]) {
			t.Errorf("at %d: %s, want %s", level, s.SafetyStock, want[level])
		}
	}
}

func TestNotches(t *testing.T) {
	t.Parallel()
	costs := func(level int64) *Item {
		return steady(func(i *Item) {
			i.Lead.Deviation, i.Rule.Service.Level = qty("1.5"), level
			i.UnitCost, i.HoldingBPS = dec.MustCost("20"), 2500
		})
	}
	s := Need(costs(9500))
	// 33.32 − 27.9633 = 5.3567 at 20.00 are 107.13, a quarter of it a year 26.78.
	if want := (Notch{9750, qty("33.32"), qty("5.3567"), yuan("107.13"), yuan("26.78")}); s.More != want {
		t.Errorf("more %+v, want %+v", s.More, want)
	}
	if want := (Notch{9000, qty("21.7872"), qty("-6.1761"), yuan("-123.52"), yuan("-30.88")}); s.Less != want {
		t.Errorf("less %+v, want %+v", s.Less, want)
	}
	if s := Need(costs(9950)); s.More != (Notch{}) || s.Less.Level != 9900 {
		t.Errorf("at the top of the scale: less %+v, more %+v", s.Less, s.More)
	}
	if s := Need(costs(9000)); s.Less != (Notch{}) || s.More.Level != 9500 {
		t.Errorf("at its foot: less %+v, more %+v", s.Less, s.More)
	}
}

func TestDatesWithoutBuying(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		onHand        string
		coming        []Coming
		safety, short int
	}{
		// One a day: of ten, the third last goes on day 7, the last on day 9.
		{"runs down", "10", nil, 7, 10},
		{"below the safety stock already", "2", nil, 0, 2},
		{"owes goods already", "-1", nil, 0, 0},
		{"something comes before it runs short", "10", []Coming{{9, qty("5")}}, 7, 15},
		{"something comes too late", "10", []Coming{{11, qty("5")}}, 7, 10},
		{"what is overdue is here", "10", []Coming{{-4, qty("5")}}, 12, 15},
		{"lasts more than a year", "1000", nil, Never, Never},
	}
	for _, tt := range tests {
		s := Need(&Item{
			Rule:     Rule{Model: ModelCover, SafetyStock: qty("3")},
			Fallback: Fallback{PerDay: qty("1"), From: RateFromCategory},
			OnHand:   qty(tt.onHand), Coming: tt.coming,
		})
		if s.SafetyDay != tt.safety || s.ShortDay != tt.short {
			t.Errorf("%s: below the safety stock on day %d, short on day %d, want %d and %d", tt.name, s.SafetyDay, s.ShortDay, tt.safety, tt.short)
		}
	}
}

func TestSeasonAndCalendar(t *testing.T) {
	t.Parallel()
	week := []int64{20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000} // and then as usual
	tests := []struct {
		name      string
		season    *Season
		overrides []Override
		want      string // demand of 16 days at ten a day
	}{
		{"as usual", nil, nil, "160"},
		{"a busy week", NewSeason(week), nil, "230"},
		{"factors that make no sense", NewSeason([]int64{-5, 1_000_000_000}), nil, "240"}, // 0 and ten
		{"a day that somebody expects otherwise", nil, []Override{{2, qty("50")}}, "200"},
		{"the calendar wins over the season", NewSeason(week), []Override{{2, qty("50")}}, "260"},
		{"a day past or beyond does not count", nil, []Override{{-1, qty("50")}, {16, qty("50")}}, "160"},
		{"a closed day", nil, []Override{{15, 0}}, "150"},
	}
	for _, tt := range tests {
		s := Need(steady(func(i *Item) { i.Season, i.Overrides = tt.season, tt.overrides }))
		if s.Expected != qty(tt.want) || s.Target != qty(tt.want).Add(s.SafetyStock) {
			t.Errorf("%s: %s expected, target %s with %s, want %s", tt.name, s.Expected, s.Target, s.SafetyStock, tt.want)
		}
	}
}

// A third a day for three days is one, not 0.9999 and not 1.0001.
func TestTheRateIsNotRoundedBeforeTheEnd(t *testing.T) {
	t.Parallel()
	var h History
	h.Known = 9
	h.Sold[0], h.Sold[3], h.Sold[6] = qty("1"), qty("1"), qty("1")
	s := Need(&Item{Rule: Rule{Model: ModelCover, CoverDays: 3}, History: &h})
	if s.Quantity != qty("1") || s.Velocity.PerDay() != qty("0.3333") || s.Velocity.Units != qty("3") || s.Velocity.Days != 9 {
		t.Errorf("buy %s at %s a day, from %+v", s.Quantity, s.Velocity.PerDay(), s.Velocity)
	}
}

func TestWhatWaitingMisses(t *testing.T) {
	t.Parallel()
	// Without deviation: 120 last 12 days, the order of the next run comes on day 16.
	s := Need(steady(func(i *Item) { i.Fallback.Deviation, i.OnHand = 0, qty("120") }))
	if s.WaitShort != qty("40") {
		t.Errorf("waiting misses %s, want 40", s.WaitShort)
	}
	// Of 140 missed by then 70 are missed even if it is ordered now.
	s = Need(steady(func(i *Item) { i.Fallback.Deviation, i.OnHand = 0, qty("20") }))
	if s.WaitShort != qty("70") {
		t.Errorf("waiting misses %s, want 70", s.WaitShort)
	}
	// 160 are expected with a deviation of 8 and 160 are there: 8·G(0) = 3.1915;
	// until day 9 next to nothing is missed.
	s = Need(steady(func(i *Item) { i.OnHand = qty("160") }))
	if s.WaitShort != qty("3.1915") {
		t.Errorf("waiting misses %s, want 3.1915", s.WaitShort)
	}
	// 40 short on average: σ·G(−5) = 40 with nothing to add.
	s = Need(steady(func(i *Item) { i.OnHand = qty("120") }))
	if s.WaitShort != qty("40") {
		t.Errorf("waiting misses %s, want 40", s.WaitShort)
	}
}

func TestEconomicQuantity(t *testing.T) {
	t.Parallel()
	// √(2 · 3650 · 50 ÷ (20 · 0.25)) = √73000
	s := Need(steady(func(i *Item) { i.UnitCost, i.HoldingBPS, i.OrderCost = dec.MustCost("20"), 2500, yuan("50") }))
	if s.EOQ != qty("270.1851") {
		t.Errorf("EOQ %s", s.EOQ)
	}
}
