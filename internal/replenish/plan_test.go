package replenish

import (
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

var testKey = Key{Account: 1, Supplier: 2, Warehouse: 3, Address: 4, Currency: "CNY", Terms: "alipay"}

// needs is a want of one SKU that sells one a day and is bought by the spec of
// its own number from offer 600.
func needs(sku, need int64, change func(*Want)) Want {
	w := Want{
		SKU: sku, Warehouse: 3, Rate: Rate{qty("1"), 1}, NeedDay: 5, DaysLeft: 5, OrderBy: 0, WaitShort: pieces(1),
		Sources: []Source{from(testKey, 600, sku)},
	}
	if need > 0 {
		w.Demands = []Demand{{sku, pieces(need)}}
	}
	if change != nil {
		change(&w)
	}
	return w
}

func from(key Key, offer, spec int64) Source {
	return Source{Key: key, Offer: offer, Spec: []string{"a", "b", "c"}[spec-1], Num: 1, Den: 1}
}

// sells is an offer at 10.00 a piece with specs a, b and c.
func sells(id int64, change func(*Offer)) Offer {
	o := Offer{ID: id, Tiers: []Tier{{1, price("10")}}}
	for _, s := range []string{"a", "b", "c"} {
		o.Specs = append(o.Specs, Spec{ID: s, Stock: Unknown})
	}
	if change != nil {
		change(&o)
	}
	return o
}

// amounts gives what is ordered as SKU → sale units.
func amounts(o Order) map[int64]int64 {
	out := map[int64]int64{}
	for _, l := range o.Lines {
		out[l.SKU] += l.Quantity
	}
	return out
}

func (o Order) taken() []OptionKind {
	var kinds []OptionKind
	for _, c := range o.Choices {
		kinds = append(kinds, c.Taken)
	}
	return kinds
}

// onlyOrder plans and expects one order with nothing unmet.
func onlyOrder(t *testing.T, m Market) Order {
	t.Helper()
	plan := Plan(m)
	if len(plan.Orders) != 1 || len(plan.Unmet) != 0 {
		t.Fatalf("want one order and nothing unmet, got %+v", plan)
	}
	return plan.Orders[0]
}

func TestSaleUnits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name               string
		need               string
		num, den, multiple int64
		quantity           int64
		base               string
	}{
		{"piece by piece", "7", 1, 1, 0, 7, "7"},
		{"a part of a piece is a piece", "6.0001", 1, 1, 0, 7, "7"},
		{"by the dozen", "25", 12, 1, 1, 3, "36"},
		{"a dozen is enough for twelve", "12", 12, 1, 1, 1, "12"},
		{"cartons of twenty", "7", 1, 1, 20, 20, "20"},
		{"dozens, four at a time", "50", 12, 1, 4, 8, "96"},
		// A piece is 0.0833… of a dozen, which no quantity can say; three are a quarter.
		{"kept by the dozen, sold by the piece", "0.3", 1, 12, 1, 6, "0.5"},
		{"and in sixes", "0.6", 1, 12, 6, 12, "1"},
		{"three pieces of two metres", "5", 2, 3, 1, 9, "6"}, // 2/3 of a metre each: whole only by threes
	}
	for _, tt := range tests {
		m := Market{Wants: []Want{needs(1, 0, func(w *Want) {
			w.Demands = []Demand{{1, qty(tt.need)}}
			w.Sources[0].Num, w.Sources[0].Den, w.Sources[0].Multiple = tt.num, tt.den, tt.multiple
		})}, Offers: []Offer{sells(600, nil)}}
		o := onlyOrder(t, m)
		if l := o.Lines[0]; l.Quantity != tt.quantity || l.Base != qty(tt.base) {
			t.Errorf("%s: %d sale units are %s, want %d and %s", tt.name, l.Quantity, l.Base, tt.quantity, tt.base)
		}
	}
}

// Three departments ask for 10, 10 and 12 of what is sold from a hundred.
func TestDemandsShareALine(t *testing.T) {
	t.Parallel()
	o := onlyOrder(t, Market{
		Wants: []Want{needs(1, 0, func(w *Want) {
			w.Demands = []Demand{{11, pieces(10)}, {12, pieces(10)}, {13, pieces(12)}}
		})},
		Offers: []Offer{sells(600, func(o *Offer) { o.MOQ = 100 })},
		Policy: Policy{HoldingBPS: 1000},
	})
	want := []Link{
		{0, 3, 11, pieces(10)}, {0, 3, 12, pieces(10)}, {0, 3, 13, pieces(12)}, {0, 3, 0, pieces(68)},
	}
	if len(o.Lines) != 1 || o.Lines[0].Quantity != 100 || !slices.Equal(o.Links, want) {
		t.Errorf("lines %+v, links %+v", o.Lines, o.Links)
	}
}

func TestMinimumIsThatOfTheOffer(t *testing.T) {
	t.Parallel()
	offer := sells(600, func(o *Offer) { o.MOQ = 30 })
	o := onlyOrder(t, Market{Wants: []Want{needs(1, 10, nil), needs(2, 20, nil)}, Offers: []Offer{offer}})
	if got := amounts(o); got[1] != 10 || got[2] != 20 || len(o.Choices) != 0 {
		t.Errorf("reached by the two together, got %v, %v", got, o.taken())
	}
	// Six are missing. They go one by one to what lasts least with it: SKU 3, which
	// needs nothing yet, has eight days, so it is 9, 10, SKU 1 11, SKU 3 11, 12, 12.
	o = onlyOrder(t, Market{Wants: []Want{
		needs(1, 10, nil), needs(2, 14, nil), needs(3, 0, func(w *Want) { w.Position = pieces(8) }),
	}, Offers: []Offer{offer}})
	if got := amounts(o); got[1] != 12 || got[2] != 14 || got[3] != 4 {
		t.Errorf("topped up to %v, want 12, 14 and 4", got)
	}
	if !slices.Equal(o.taken(), []OptionKind{OptionTopUp}) || o.Choices[0].Options[0].Pieces != 6 {
		t.Errorf("choices %+v", o.Choices)
	}
}

func TestMixedBatch(t *testing.T) {
	t.Parallel()
	mixed := func(moq int64) func(*Offer) { return func(o *Offer) { o.MOQ, o.Mixed = moq, true } }
	other := func(sku, need, offer int64) Want {
		return needs(sku, need, func(w *Want) { w.Sources[0].Offer = offer })
	}
	byNumber := Seller{Supplier: 2, MixNumber: 20, NextRun: 7}
	byAmount := Seller{Supplier: 2, MixAmount: yuan("200"), NextRun: 7}
	tests := []struct {
		name   string
		seller Seller
		wants  []Want
		offers []Offer
		look   int
		want   map[int64]int64
		taken  []OptionKind
		mixed  bool
	}{
		{
			"two offers reach the number together", byNumber,
			[]Want{other(1, 8, 600), other(2, 12, 601)},
			[]Offer{sells(600, mixed(50)), sells(601, mixed(50))},
			0,
			map[int64]int64{1: 8, 2: 12},
			nil, true,
		},
		{
			"and the amount", byAmount,
			[]Want{other(1, 8, 600), other(2, 12, 601)},
			[]Offer{sells(600, mixed(50)), sells(601, mixed(50))},
			0,
			map[int64]int64{1: 8, 2: 12},
			nil, true,
		},
		{
			"an offer that is not mixed has its minimum all the same", byNumber,
			[]Want{other(1, 20, 600), other(2, 12, 601)},
			[]Offer{sells(600, mixed(50)), sells(601, func(o *Offer) { o.MOQ = 14 })},
			0,
			map[int64]int64{1: 20, 2: 14},
			[]OptionKind{OptionTopUp},
			true,
		},
		// To the number twelve are missing, to the minimum of the offer 42.
		{
			"topping up to the number is cheaper than to the minimum", byNumber,
			[]Want{other(1, 8, 600)},
			[]Offer{sells(600, mixed(50))},
			0,
			map[int64]int64{1: 20},
			[]OptionKind{OptionMix},
			true,
		},
		{
			"and the other way round", byNumber,
			[]Want{other(1, 8, 600)},
			[]Offer{sells(600, mixed(10))},
			0,
			map[int64]int64{1: 10},
			[]OptionKind{OptionTopUp},
			false,
		},
		{
			"what is needed soon helps: it has the least", byNumber,
			[]Want{other(1, 15, 600), other(2, 0, 601)},
			[]Offer{sells(600, mixed(50)), sells(601, mixed(50))},
			5,
			map[int64]int64{1: 15, 2: 5},
			[]OptionKind{OptionMix},
			true,
		},
		{
			"what is needed later does not", byNumber,
			[]Want{other(1, 15, 600), other(2, 0, 601)},
			[]Offer{sells(600, mixed(50)), sells(601, mixed(50))},
			4,
			map[int64]int64{1: 20},
			[]OptionKind{OptionMix},
			true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := onlyOrder(t, Market{
				Wants: tt.wants, Offers: tt.offers, Sellers: []Seller{tt.seller}, Policy: Policy{HoldingBPS: 2000, LookAhead: tt.look},
			})
			got := amounts(o)
			for sku, n := range tt.want {
				if got[sku] != n || len(got) != len(tt.want) {
					t.Errorf("got %v, want %v", got, tt.want)
				}
			}
			if o.Mixed != tt.mixed || !slices.Equal(o.taken(), tt.taken) {
				t.Errorf("mixed %v, taken %v; want %v, %v", o.Mixed, o.taken(), tt.mixed, tt.taken)
			}
		})
	}
}

// Every way out has its price, and the cheapest that is possible is taken.
func TestWaysOut(t *testing.T) {
	t.Parallel()
	elsewhere := testKey
	elsewhere.Supplier = 9
	// Need 10 of at least 100 at 10.00. Ninety more wait 10 + 45 days:
	// 10.00 × 20 % × 55 ÷ 365 = 0.30 apiece, 27.00.
	tests := []struct {
		name    string
		want    func(*Want)
		offer   func(*Offer)
		next    string // price at the next source, none when empty
		taken   OptionKind
		reason  Reason
		ordered int64
		costs   map[OptionKind]string
		refused map[OptionKind]Reason
	}{
		{
			"top up", nil, nil, "", OptionTopUp, "", 100,
			map[OptionKind]string{OptionTopUp: "27.00", OptionWait: "10.00"},
			map[OptionKind]Reason{OptionWait: ReasonTooLate, OptionNext: ReasonNoSource},
		},
		// One is expected to be missed, which earns 10.00, as much as it costs.
		{
			"wait", func(w *Want) { w.OrderBy = 9 }, nil, "", OptionWait, ReasonWait, 0,
			map[OptionKind]string{OptionTopUp: "27.00", OptionWait: "10.00"},
			map[OptionKind]Reason{OptionNext: ReasonNoSource},
		},
		{
			"what is missed earns more than keeping costs", func(w *Want) { w.OrderBy, w.Margin = 9, price("28") }, nil, "", OptionTopUp, "", 100,
			map[OptionKind]string{OptionTopUp: "27.00", OptionWait: "28.00"},
			map[OptionKind]Reason{OptionNext: ReasonNoSource},
		},
		{
			"the next source", nil, nil, "12.50", OptionNext, "", 10,
			map[OptionKind]string{OptionTopUp: "27.00", OptionNext: "25.00"},
			map[OptionKind]Reason{OptionWait: ReasonTooLate},
		},
		{
			"the next source is dearer", nil, nil, "12.80", OptionTopUp, "", 100,
			map[OptionKind]string{OptionTopUp: "27.00", OptionNext: "28.00"},
			map[OptionKind]Reason{OptionWait: ReasonTooLate, OptionNext: ReasonNotWorth},
		},
		{
			"it would last too long", func(w *Want) { w.MaxCoverDays = 99 }, nil, "", "", ReasonBelowMinimum, 0,
			nil,
			map[OptionKind]Reason{OptionTopUp: ReasonMaxCover, OptionWait: ReasonTooLate, OptionNext: ReasonNoSource},
		},
		{
			"the seller has not as much", nil, func(o *Offer) { o.Specs[0].Stock = 99 }, "", "", ReasonBelowMinimum, 0,
			nil,
			map[OptionKind]Reason{OptionTopUp: ReasonSellerStock, OptionWait: ReasonTooLate, OptionNext: ReasonNoSource},
		},
		// What does not sell is paid and lost: 900.00.
		{
			"nobody knows whether it sells", func(w *Want) { w.Rate = Rate{} }, nil, "99.99", OptionNext, "", 10,
			map[OptionKind]string{OptionTopUp: "900.00", OptionNext: "899.90"},
			map[OptionKind]Reason{OptionWait: ReasonTooLate},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := Market{
				Wants: []Want{needs(1, 10, tt.want)}, Policy: Policy{HoldingBPS: 2000},
				Offers:  []Offer{sells(600, func(o *Offer) { o.MOQ = 100 })},
				Sellers: []Seller{{Supplier: 2, NextRun: 7}},
			}
			if tt.offer != nil {
				tt.offer(&m.Offers[0])
			}
			if tt.next != "" {
				m.Wants[0].Sources = append(m.Wants[0].Sources, from(elsewhere, 700, 1))
				m.Offers = append(m.Offers, sells(700, func(o *Offer) { o.Tiers[0].Price = price(tt.next) }))
			}
			plan := Plan(m)
			ordered, options := int64(0), []Option(nil)
			var taken OptionKind
			for _, o := range plan.Orders {
				ordered += amounts(o)[1]
				for _, c := range o.Choices {
					taken, options = c.Taken, c.Options
				}
			}
			for _, c := range plan.Moved {
				taken, options = c.Taken, c.Options
			}
			reason := Reason("")
			for _, u := range plan.Unmet {
				reason, options = u.Reason, u.Options
				if u.Reason == ReasonWait {
					taken = OptionWait
				}
			}
			if taken != tt.taken || reason != tt.reason || ordered != tt.ordered {
				t.Errorf("took %q, ordered %d, unmet for %q; want %q, %d, %q", taken, ordered, reason, tt.taken, tt.ordered, tt.reason)
			}
			for _, o := range options {
				if o.Refused != tt.refused[o.Kind] {
					t.Errorf("%s is refused for %q, want %q", o.Kind, o.Refused, tt.refused[o.Kind])
				}
				if c, ok := tt.costs[o.Kind]; ok && o.Cost != yuan(c) {
					t.Errorf("%s costs %s, want %s", o.Kind, o.Cost, c)
				}
			}
		})
	}
}

func TestSourcesTakeTurns(t *testing.T) {
	t.Parallel()
	second := testKey
	second.Supplier = 9
	both := func(w *Want) { w.Sources = append(w.Sources, from(second, 700, 1)) }
	plan := Plan(Market{
		Wants:  []Want{needs(1, 30, both)},
		Offers: []Offer{sells(600, func(o *Offer) { o.Specs[0].Stock = 12 }), sells(700, nil)},
	})
	if len(plan.Orders) != 2 || len(plan.Unmet) != 0 || amounts(plan.Orders[0])[1] != 12 || amounts(plan.Orders[1])[1] != 18 {
		t.Errorf("twelve from the first, the rest from the second; got %+v", plan)
	}
	// What is left there goes to the one that runs out first.
	plan = Plan(Market{
		Wants: []Want{
			needs(1, 10, func(w *Want) { w.DaysLeft, w.Warehouse = 9, 4 }),
			needs(1, 10, func(w *Want) { w.DaysLeft = 2 }),
		},
		Offers: []Offer{sells(600, func(o *Offer) { o.Specs[0].Stock = 12 })},
	})
	want := []Unmet{{SKU: 1, Warehouse: 4, Quantity: pieces(8), Reason: ReasonSellerStock, Offer: 600}}
	if len(plan.Unmet) != 1 || plan.Unmet[0].SKU != 1 || plan.Unmet[0].Warehouse != 4 || plan.Unmet[0].Quantity != want[0].Quantity || plan.Unmet[0].Reason != ReasonSellerStock {
		t.Errorf("unmet %+v, want %+v", plan.Unmet, want)
	}
}

func TestWhatCannotBeBought(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		want   func(*Want)
		offer  func(*Offer)
		reason Reason
		bought int64
	}{
		{"no source", func(w *Want) { w.Sources = nil }, nil, ReasonNoSource, 0},
		{"the offer is gone", func(w *Want) { w.Sources[0].Offer = 1 }, nil, ReasonNoSource, 0},
		{"the spec is gone", func(w *Want) { w.Sources[0].Spec = "x" }, nil, ReasonNoSource, 0},
		{"no price", nil, func(o *Offer) { o.Tiers = nil }, ReasonNoSource, 0},
		{"a price of nothing is none", nil, func(o *Offer) { o.Tiers[0].Price = 0 }, ReasonNoSource, 0},
		{"a ratio of nothing", func(w *Want) { w.Sources[0].Den = 0 }, nil, ReasonNoSource, 0},
		{"a multiple beyond reason", func(w *Want) { w.Sources[0].Multiple = 1 << 40 }, nil, ReasonNoSource, 0},
		{"sold out", nil, func(o *Offer) { o.Specs[0].Stock = 0 }, ReasonSellerStock, 0},
		{"less there than a carton", func(w *Want) { w.Sources[0].Multiple = 12 }, func(o *Offer) { o.Specs[0].Stock = 11 }, ReasonSellerStock, 0},
		{"limited", nil, func(o *Offer) { o.Limits = []Limit{{Account: 1, Left: 4}} }, ReasonPurchaseLimit, 4},
		{"limited for another account", nil, func(o *Offer) { o.Limits = []Limit{{Account: 2, Left: 4}} }, "", 10},
		{"it may last eight days", func(w *Want) { w.MaxCoverDays = 8 }, nil, ReasonMaxCover, 8},
		{"with what is there already", func(w *Want) { w.MaxCoverDays, w.Position = 8, pieces(3) }, nil, ReasonMaxCover, 5},
		{"a carton would last too long", func(w *Want) { w.MaxCoverDays, w.Sources[0].Multiple = 11, 12 }, nil, ReasonMaxCover, 0},
		{"more than a document can say", func(w *Want) { w.Demands[0].Quantity = dec.MaxInputQuantity }, func(o *Offer) { o.Tiers[0].Price = price("11") }, ReasonTooLarge, 0},
	}
	for _, tt := range tests {
		offer := sells(600, tt.offer)
		plan := Plan(Market{Wants: []Want{needs(1, 10, tt.want)}, Offers: []Offer{offer}})
		bought, reason := int64(0), Reason("")
		for _, o := range plan.Orders {
			bought += amounts(o)[1]
		}
		for _, u := range plan.Unmet {
			reason = u.Reason
		}
		if bought != tt.bought || reason != tt.reason {
			t.Errorf("%s: bought %d, unmet for %q; want %d, %q", tt.name, bought, reason, tt.bought, tt.reason)
		}
	}
}

func TestRoundingDown(t *testing.T) {
	t.Parallel()
	plan := func(need string, sources ...Source) Proposal {
		return Plan(Market{
			Wants: []Want{needs(1, 0, func(w *Want) {
				w.Demands, w.RoundDown = []Demand{{1, qty(need)}}, true
				if len(sources) > 0 {
					w.Sources = sources
				}
				w.Sources[0].Multiple = 12
			})},
			Offers: []Offer{sells(600, nil), sells(700, nil)},
		})
	}
	p := plan("35.5")
	if len(p.Orders) != 1 || amounts(p.Orders[0])[1] != 24 || len(p.Unmet) != 1 || p.Unmet[0].Quantity != qty("11.5") || p.Unmet[0].Reason != ReasonRounding {
		t.Errorf("two dozen and eleven and a half left, got %+v", p)
	}
	if p := plan("11"); len(p.Orders) != 0 || p.Unmet[0].Reason != ReasonRounding {
		t.Errorf("less than a dozen is nothing, got %+v", p)
	}
	// Another source sells single pieces: they make up the rest, but for the half.
	p = plan("35.5", from(testKey, 600, 1), from(testKey, 700, 1))
	if len(p.Orders) != 1 || amounts(p.Orders[0])[1] != 35 || len(p.Unmet) != 1 || p.Unmet[0].Quantity != qty("0.5") {
		t.Errorf("35 from both, got %+v", p)
	}
}

// A minimum of a hundred thousand is reached to the piece, in large steps.
func TestHugeMinimums(t *testing.T) {
	t.Parallel()
	o := onlyOrder(t, Market{
		Wants:  []Want{needs(1, 1, nil), needs(2, 1, nil)},
		Offers: []Offer{sells(600, func(o *Offer) { o.MOQ = 99_999 })},
	})
	got := amounts(o)
	if got[1]+got[2] != 99_999 || max(got[1]-got[2], got[2]-got[1]) > 99_999/bulk {
		t.Errorf("ordered %v", got)
	}
}

// Mixed offers that are split into several 1688 orders have to reach the mixed
// batch in each: those that do not are told.
func TestChunksBelowTheirMinimum(t *testing.T) {
	t.Parallel()
	o := onlyOrder(t, Market{
		Wants: []Want{needs(1, 15, nil), needs(2, 5, func(w *Want) { w.Sources[0].Offer = 601 })},
		Offers: []Offer{
			sells(600, func(o *Offer) { o.MOQ, o.Mixed = 16, true }), sells(601, func(o *Offer) { o.MOQ, o.Mixed = 50, true }),
		},
		Sellers: []Seller{{Supplier: 2, MixNumber: 15}}, Policy: Policy{MaxLines: 1},
	})
	if len(o.Chunks) != 2 || o.Chunks[0].Short != nil || !slices.Equal(o.Chunks[1].Short, []int64{601}) {
		t.Errorf("chunks %+v", o.Chunks)
	}
}

// What its minimum keeps from being bought frees the stock it held, and looks
// for its later sources.
func TestASecondLook(t *testing.T) {
	t.Parallel()
	other, later := testKey, testKey
	other.Account, later.Supplier = 7, 9
	plan := Plan(Market{
		Wants: []Want{
			needs(1, 4, func(w *Want) { w.DaysLeft = 1 }),
			needs(2, 20, func(w *Want) { w.Sources = []Source{from(other, 600, 1)} }),
		},
		Offers: []Offer{sells(600, func(o *Offer) {
			o.MOQ, o.Specs[0].Stock, o.Limits = 5, 20, []Limit{{Account: 1, Left: 4}}
		})},
	})
	if len(plan.Orders) != 1 || amounts(plan.Orders[0])[2] != 20 || len(plan.Unmet) != 1 || plan.Unmet[0].Reason != ReasonBelowMinimum {
		t.Errorf("four cannot be had, and are there for the other account; got %+v", plan)
	}
	plan = Plan(Market{
		Wants: []Want{needs(1, 14, func(w *Want) { w.Sources = append(w.Sources, from(later, 700, 1)) })},
		Offers: []Offer{
			sells(600, func(o *Offer) { o.MOQ, o.Specs[0].Stock = 20, 19 }), sells(700, func(o *Offer) { o.Specs[0].Stock = 4 }),
		},
	})
	if len(plan.Orders) != 1 || amounts(plan.Orders[0])[1] != 4 || len(plan.Unmet) != 1 || plan.Unmet[0].Quantity != pieces(10) {
		t.Errorf("four of fourteen from the later source; got %+v", plan)
	}
}

// SKU 2 needs too little for its first source and gets it from the second. With
// that it needs nothing more, and can fill up the first's order for SKU 1.
func TestThePlanIsRepeatedOnWhatItLeft(t *testing.T) {
	t.Parallel()
	m := Market{
		Wants: []Want{
			needs(1, 10, func(w *Want) { w.MaxCoverDays = 10 }),
			needs(2, 3, func(w *Want) {
				w.RoundDown, w.Sources = true, append(w.Sources, from(testKey, 601, 2))
				w.Sources[0].Multiple = 10
			}),
		},
		Offers:  []Offer{sells(600, func(o *Offer) { o.MOQ = 20 }), sells(601, nil)},
		Sellers: []Seller{{Supplier: 2, NextRun: 7}},
	}
	o := onlyOrder(t, m)
	if len(o.Lines) != 3 || amounts(o)[1] != 10 || amounts(o)[2] != 13 {
		t.Errorf("lines %+v", o.Lines)
	}
	if again := Plan(bought(m, Proposal{Orders: []Order{o}})); len(again.Orders) != 0 {
		t.Errorf("and again %+v", again.Orders)
	}
}
