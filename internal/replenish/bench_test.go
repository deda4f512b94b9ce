package replenish

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

// histories makes sales as shops have them: some SKUs every day, most now and then.
func histories(n int) []History {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same numbers each time
	out := make([]History, n)
	for i := range out {
		h := &out[i]
		h.Known = HistoryDays
		often := 1 + r.IntN(100)
		for day := range HistoryDays {
			switch roll := r.IntN(100); {
			case roll < often:
				h.Sold[day] = dec.QuantityFromInt(1 + r.Int64N(30))
			case roll == 99:
				h.Out.Set(day)
			}
		}
	}
	return out
}

// A run of suggestions: 100,000 SKUs with half a year of sales each. One SKU is
// held at a time, so memory does not grow with their number.
func BenchmarkNeedOfAHundredThousand(b *testing.B) {
	h := histories(1000)
	season := NewSeason(make([]int64, 60))
	for _, target := range []Target{TargetCycle, TargetFill} {
		b.Run(string(target), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bought := 0
				for i := range 100_000 {
					s := Need(&Item{
						Rule:    Rule{Model: ModelPeriodic, ReviewDays: 7, Service: Service{target, 9500}},
						History: &h[i%len(h)], Season: season, Lead: Lead{Days: 9, Deviation: dec.QuantityFromInt(2)},
						OnHand: dec.QuantityFromInt(int64(i % 300)), Coming: []Coming{{5, dec.QuantityFromInt(20)}, {30, dec.QuantityFromInt(20)}},
						UnitCost: dec.MustCost("12.5"), HoldingBPS: 2000, OrderCost: dec.MustAmount("30"),
					})
					if s.Quantity > 0 {
						bought++
					}
				}
				if bought == 0 {
					b.Fatal("nothing is bought")
				}
			}
		})
	}
}

// bigMarket is 100,000 SKUs of 500 suppliers, a fifth of them in need.
func bigMarket() Market {
	r := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // the same numbers each time
	m := Market{Policy: Policy{HoldingBPS: 2000, LookAhead: 30}}
	const suppliers, offers, specs = 500, 40, 5
	for s := int64(1); s <= suppliers; s++ {
		m.Sellers = append(m.Sellers, Seller{
			Supplier: s, MixNumber: 20 + r.Int64N(50), NextRun: 7,
			Freight: []Freight{{Address: 1, Steps: []FreightStep{{0, dec.MustAmount("12")}, {dec.MustAmount("300"), 0}}}},
		})
		for i := range int64(offers) {
			first := 500 + r.Int64N(3000)
			o := Offer{ID: s*100 + i, MOQ: r.Int64N(40), Mixed: r.IntN(2) > 0, Tiers: []Tier{
				{1, cents(first)}, {50, cents(first * 95 / 100)}, {200, cents(first * 90 / 100)},
			}}
			for j := range int64(specs) {
				o.Specs = append(o.Specs, Spec{ID: fmt.Sprint(j), Stock: 50 + r.Int64N(1000)})
				w := Want{
					SKU: int64(len(m.Wants) + 1), Warehouse: 1, Rate: Rate{dec.QuantityFromInt(1 + r.Int64N(180)), 90}, Position: dec.QuantityFromInt(r.Int64N(40)),
					MaxCoverDays: 120, NeedDay: r.IntN(90), DaysLeft: r.IntN(60), OrderBy: r.IntN(40), WaitShort: dec.QuantityFromInt(r.Int64N(5)),
					Sources: []Source{{Key: Key{Account: 1, Supplier: s, Warehouse: 1, Address: 1}, Offer: o.ID, Spec: fmt.Sprint(j), Num: 1, Den: 1}},
				}
				if r.IntN(5) == 0 {
					w.Demands = []Demand{{w.SKU, dec.QuantityFromInt(1 + r.Int64N(40))}}
				}
				m.Wants = append(m.Wants, w)
			}
			m.Offers = append(m.Offers, o)
		}
	}
	return m
}

func BenchmarkPlanOfAHundredThousand(b *testing.B) {
	m := bigMarket()
	b.ReportAllocs()
	for b.Loop() {
		if plan := Plan(m); len(plan.Orders) < 400 {
			b.Fatalf("%d orders", len(plan.Orders))
		}
	}
}
