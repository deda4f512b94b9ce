package replenish

import (
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

func money(s string) *dec.Amount {
	a := yuan(s)
	return &a
}

func TestMoneyGoesToWhatIsUrgent(t *testing.T) {
	t.Parallel()
	// 100.00, 50.00 and 20.00 by urgency; SKU 3 earns more than SKU 2 on the same day.
	wants := []Want{
		needs(2, 5, func(w *Want) { w.DaysLeft, w.Margin = 8, price("1") }),
		needs(1, 10, func(w *Want) { w.DaysLeft = 3 }),
		needs(3, 2, func(w *Want) { w.DaysLeft, w.Margin = 8, price("2") }),
	}
	tests := []struct {
		name     string
		run      *dec.Amount
		supplier *dec.Amount
		want     map[int64]int64
	}{
		{"enough", money("170"), money("170"), map[int64]int64{1: 10, 2: 5, 3: 2}},
		{"a fen too little", money("169.99"), nil, map[int64]int64{1: 10, 3: 2}},
		{"of the supplier", nil, money("169.99"), map[int64]int64{1: 10, 3: 2}},
		{"both, the lower one counts", money("170"), money("119.99"), map[int64]int64{1: 10}},
		{"just the first two", money("120"), nil, map[int64]int64{1: 10, 3: 2}},
		{"what is urgent first, even if something smaller could be paid", money("99.99"), nil, nil},
		{"none", money("0"), nil, nil},
	}
	for _, tt := range tests {
		plan := Plan(Market{
			Wants: wants, Offers: []Offer{sells(600, nil)},
			Sellers: []Seller{{Supplier: 2, Budget: tt.supplier}}, Policy: Policy{Budget: tt.run},
		})
		got := map[int64]int64{}
		for _, o := range plan.Orders {
			got = amounts(o)
		}
		for sku := int64(1); sku <= 3; sku++ {
			dropped := slices.ContainsFunc(plan.Unmet, func(u Unmet) bool { return u.SKU == sku && u.Reason == ReasonBudget })
			if got[sku] != tt.want[sku] || dropped != (tt.want[sku] == 0) {
				t.Errorf("%s: SKU %d gets %d, want %d; unmet %+v", tt.name, sku, got[sku], tt.want[sku], plan.Unmet)
			}
		}
	}
}

// Without SKU 2 the minimum is missed, and filling up for SKU 1 alone costs too much.
func TestAMinimumThatTheBudgetBreaks(t *testing.T) {
	t.Parallel()
	plan := Plan(Market{
		Wants:  []Want{needs(1, 10, nil), needs(2, 12, func(w *Want) { w.DaysLeft = 9 })},
		Offers: []Offer{sells(600, func(o *Offer) { o.MOQ = 22 })},
		Policy: Policy{Budget: money("219.99")},
	})
	if len(plan.Orders) != 0 || len(plan.Unmet) != 2 {
		t.Errorf("got %+v", plan)
	}
}

func TestClimbs(t *testing.T) {
	t.Parallel()
	tiers := []Tier{{1, price("10")}, {20, price("9")}, {60, price("8.9")}}
	tests := []struct {
		name    string
		need    int64
		holding int64
		budget  *dec.Amount
		change  func(*Want, *Offer)
		ordered int64
		refused []Reason // of the tiers above
	}{
		// Five more for 30.00: 6.00 and 9.00 × 20 % × 18 ÷ 365 = 0.09 apiece, against 10.00.
		{"a better price pays", 15, 2000, nil, nil, 20, []Reason{"", ReasonNotWorth}},
		// Nineteen cost more than twenty: nothing has to be weighed.
		{"less money for more goods", 19, 2000, nil, nil, 20, []Reason{"", ReasonNotWorth}},
		{"even when the money is just there", 19, 2000, money("180"), nil, 20, []Reason{"", ReasonNotWorth}},
		{"it is not when the next cycle has the price too", 5, 2000, nil, func(_ *Want, o *Offer) { o.NextPrice = price("8.7") }, 5, []Reason{ReasonNotWorth, ReasonNotWorth}},
		{"keeping it costs more", 10, 60_000, nil, nil, 10, []Reason{ReasonNotWorth, ReasonNotWorth}},
		{"no money for it", 15, 2000, money("179.99"), nil, 15, []Reason{ReasonBudget, ReasonBudget}},
		{"it would last too long", 15, 2000, nil, func(w *Want, _ *Offer) { w.MaxCoverDays = 19 }, 15, []Reason{ReasonMaxCover, ReasonMaxCover}},
		{"the seller has not as much", 15, 2000, nil, func(_ *Want, o *Offer) { o.Specs[0].Stock = 19 }, 15, []Reason{ReasonSellerStock, ReasonSellerStock}},
		{"nobody knows when it would be sold", 15, 0, nil, func(w *Want, _ *Offer) { w.Rate = Rate{} }, 15, nil},
		{"specs with prices of their own have no tiers together", 15, 0, nil, func(_ *Want, o *Offer) {
			for i := range o.Specs {
				o.Specs[i].Tiers = tiers
			}
		}, 15, nil},
	}
	for _, tt := range tests {
		w, o := needs(1, tt.need, nil), sells(600, func(o *Offer) { o.Tiers = tiers })
		if tt.change != nil {
			tt.change(&w, &o)
		}
		order := onlyOrder(t, Market{Wants: []Want{w}, Offers: []Offer{o}, Policy: Policy{HoldingBPS: tt.holding, Budget: tt.budget}})
		var refused []Reason
		for _, c := range order.Climbs {
			refused = append(refused, c.Refused)
		}
		if order.Lines[0].Quantity != tt.ordered || !slices.Equal(refused, tt.refused) {
			t.Errorf("%s: ordered %d, climbs %+v; want %d, %v", tt.name, order.Lines[0].Quantity, order.Climbs, tt.ordered, tt.refused)
		}
	}
}

// A lower price takes the order below the amount of the mixed batch: not there.
func TestAClimbKeepsTheMinimums(t *testing.T) {
	t.Parallel()
	o := onlyOrder(t, Market{
		Wants: []Want{needs(1, 19, nil), needs(2, 3, func(w *Want) { w.Sources[0].Offer = 601 })},
		Offers: []Offer{
			sells(600, func(o *Offer) { o.Mixed, o.Tiers = true, []Tier{{1, price("10")}, {20, price("8")}} }),
			sells(601, func(o *Offer) { o.Mixed, o.MOQ = true, 10 }),
		},
		Sellers: []Seller{{Supplier: 2, MixAmount: yuan("220")}},
	})
	if got := amounts(o); got[1] != 19 || got[2] != 3 || o.Climbs[0].Refused != ReasonBelowMinimum {
		t.Errorf("ordered %v, climbs %+v", got, o.Climbs)
	}
}

func TestFreight(t *testing.T) {
	t.Parallel()
	steps := []FreightStep{{0, yuan("12")}, {yuan("200"), 0}}
	tests := []struct {
		name           string
		need, holding  int64
		change         func(*Market)
		ordered        int64
		freight, total string
		refused        Reason
	}{
		// Three more wait 17 + 1.5 days: 10.00 × 20 % × 19 ÷ 365 = 0.10 apiece, 0.30 against 12.00.
		{"a little more saves the freight", 17, 2000, nil, 20, "0.00", "200.00", ""},
		// Fifteen more wait 13 days: 0.07 × 20 a year × 15.
		{"keeping it would cost more than the freight", 5, 24_000, nil, 5, "12.00", "62.00", ReasonNotWorth},
		{"it would last too long", 17, 2000, func(m *Market) { m.Wants[0].MaxCoverDays = 19 }, 17, "12.00", "182.00", ReasonMaxCover},
		// 170.00 and 12.00 are 182.00, twenty are 200.00.
		{"no money for it", 17, 2000, func(m *Market) { m.Policy.Budget = money("199.99") }, 17, "12.00", "182.00", ReasonBudget},
		{"another address", 17, 2000, func(m *Market) { m.Sellers[0].Freight[0].Address = 5 }, 17, "0.00", "170.00", ""},
		{"less money for more goods", 19, 2000, func(m *Market) { m.Policy.Budget = money("200") }, 20, "0.00", "200.00", ""},
	}
	for _, tt := range tests {
		m := Market{
			Wants: []Want{needs(1, tt.need, nil)}, Offers: []Offer{sells(600, nil)}, Policy: Policy{HoldingBPS: tt.holding},
			Sellers: []Seller{{Supplier: 2, Freight: []Freight{{Address: 4, Steps: steps}}}},
		}
		if tt.change != nil {
			tt.change(&m)
		}
		o := onlyOrder(t, m)
		refused := Reason("")
		for _, c := range o.Choices {
			refused = c.Options[0].Refused
		}
		if o.Lines[0].Quantity != tt.ordered || o.Freight != yuan(tt.freight) || o.Total != yuan(tt.total) || refused != tt.refused {
			t.Errorf("%s: ordered %d, freight %s, total %s, refused for %q (%+v); want %d, %s, %s, %q", tt.name,
				o.Lines[0].Quantity, o.Freight, o.Total, refused, o.Choices, tt.ordered, tt.freight, tt.total, tt.refused)
		}
	}
}

func TestFreightIsSharedToTheFen(t *testing.T) {
	t.Parallel()
	// 10.00, 10.00 and 10.00 share 10.00: the fen left over goes to the first.
	o := onlyOrder(t, Market{
		Wants: []Want{needs(1, 1, nil), needs(2, 1, nil), needs(3, 1, nil)}, Offers: []Offer{sells(600, nil)},
		Sellers: []Seller{{Supplier: 2, Freight: []Freight{{Address: 4, Steps: []FreightStep{{0, yuan("10")}}}}}},
	})
	for i, want := range []string{"3.34", "3.33", "3.33"} {
		if o.Lines[i].Freight != yuan(want) {
			t.Errorf("line %d bears %s, want %s", i, o.Lines[i].Freight, want)
		}
	}
}

func TestMerges(t *testing.T) {
	t.Parallel()
	other := testKey
	other.Warehouse, other.Address = 5, 6
	far := other
	far.Terms = "period"
	market := func(cost string, other Key) Market {
		return Market{
			Wants: []Want{needs(1, 6, nil), needs(1, 7, func(w *Want) {
				w.Warehouse, w.Sources[0].Key, w.Demands[0].ID = 5, other, 9
			})},
			Offers: []Offer{sells(600, func(o *Offer) { o.MOQ = 5 })},
			Sellers: []Seller{{Supplier: 2, Freight: []Freight{
				{Address: 4, Steps: []FreightStep{{0, yuan("12")}}}, {Address: 6, Steps: []FreightStep{{0, yuan("8")}}},
			}}},
			Merges: []Merge{{From: testKey, Into: other, Cost: yuan(cost)}},
		}
	}
	// Apart 12.00 + 8.00, together 8.00 and what bringing it over costs.
	o := onlyOrder(t, market("11.99", other))
	want := []Link{{0, 3, 1, pieces(6)}, {0, 5, 9, pieces(7)}}
	if o.Key != other || len(o.Lines) != 1 || o.Lines[0].Quantity != 13 || !slices.Equal(o.Links, want) || len(o.Merged) != 1 || o.Freight != yuan("8") {
		t.Errorf("merged: %+v", o)
	}
	if plan := Plan(market("12", other)); len(plan.Orders) != 2 {
		t.Errorf("dearer than two freights: %+v", plan.Orders)
	}
	if plan := Plan(market("0", far)); len(plan.Orders) != 2 {
		t.Errorf("other terms: %+v", plan.Orders)
	}
	// The minimum is reached together: that is worth what filling up twice costs.
	m := market("12", other)
	m.Offers[0].MOQ, m.Policy.HoldingBPS = 13, 2000
	if o := onlyOrder(t, m); o.Lines[0].Quantity != 13 || len(o.Choices) != 0 {
		t.Errorf("minimum together: %+v", o)
	}
}

func TestOrdersAreKeptApart(t *testing.T) {
	t.Parallel()
	changes := []func(*Key){
		func(k *Key) { k.Account = 9 }, func(k *Key) { k.Supplier = 9 }, func(k *Key) { k.Warehouse = 9 },
		func(k *Key) { k.Address = 9 }, func(k *Key) { k.Currency = "USD" }, func(k *Key) { k.Terms = "period" }, func(k *Key) { k.Week = 9 },
	}
	m := Market{Wants: []Want{needs(1, 1, nil), needs(2, 1, nil)}, Offers: []Offer{sells(600, nil)}}
	if o := onlyOrder(t, m); len(o.Lines) != 2 {
		t.Errorf("alike: %+v", o)
	}
	for _, change := range changes {
		key := testKey
		change(&key)
		m.Wants[1].Sources[0].Key = key
		plan := Plan(m)
		if len(plan.Orders) != 2 || plan.Orders[0].Key.Compare(plan.Orders[1].Key) >= 0 {
			t.Errorf("%+v and %+v: %+v", testKey, key, plan.Orders)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		offers []int64
		most   int
		want   []Span
	}{
		{"nothing", nil, 3, nil},
		{"all in one", []int64{1, 1, 2}, 3, []Span{{0, 3}}},
		{"an offer stays whole", []int64{1, 1, 2, 2}, 3, []Span{{0, 2}, {2, 4}}},
		{"a long one is cut, and its end goes with the next", []int64{1, 2, 2, 2, 2, 3}, 3, []Span{{0, 1}, {1, 4}, {4, 6}}},
		{"just as long", []int64{1, 2, 2, 2, 3}, 3, []Span{{0, 1}, {1, 4}, {4, 5}}},
		{"at least one each", []int64{1, 1}, 0, []Span{{0, 1}, {1, 2}}},
	}
	for _, tt := range tests {
		if got := Split(tt.offers, tt.most); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzSplit holds that orders are never too long, leave nothing out, keep offers
// whole where that is possible, and that freight and discount shared over them
// add up, whatever the lines are.
func FuzzSplit(f *testing.F) {
	f.Add([]byte{1, 1, 2, 3, 3, 3}, 2, int64(1001))
	f.Add([]byte{}, 50, int64(-1))
	f.Add([]byte{7, 7, 7, 7, 7, 7, 7}, 3, int64(999_999_999_999))
	f.Fuzz(func(t *testing.T, lines []byte, most int, fen int64) {
		slices.Sort(lines)
		offers := make([]int64, len(lines))
		sizes := map[int64]int{}
		for i, b := range lines {
			offers[i] = int64(b)
			sizes[int64(b)]++
		}
		most = max(1, min(most, 1000))
		spans := Split(offers, most)
		at := 0
		for _, s := range spans {
			if s.From != at || s.To <= s.From || s.To-s.From > most {
				t.Fatalf("%v of %d lines, at most %d", spans, len(lines), most)
			}
			if at = s.To; at < len(offers) && offers[at] == offers[at-1] && sizes[offers[at]] <= most {
				t.Fatalf("%v cut offer %d of %d lines", spans, offers[at], sizes[offers[at]])
			}
		}
		if at != len(offers) {
			t.Fatalf("%v leave %d lines out", spans, len(offers)-at)
		}
		whole := max(min(dec.AmountFromFen(fen), dec.MaxInputAmount), -dec.MaxInputAmount)
		var sum dec.Amount
		for i, part := range whole.Split(make([]int64, len(spans))) { // over the orders
			weights := make([]int64, spans[i].To-spans[i].From)
			for j := range weights {
				weights[j] = int64(lines[spans[i].From+j])
			}
			for _, share := range part.Split(weights) { // and over the lines of each
				sum = sum.Add(share)
			}
		}
		if len(spans) > 0 && sum != whole {
			t.Fatalf("shares of %s add up to %s", whole, sum)
		}
	})
}
