package replenish

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func cents(n int64) dec.Price { return dec.Price(dec.AmountFromFen(n)) }

// drawMarket makes a small market in which everything that Plan looks at is
// tight now and then.
func drawMarket(t *rapid.T) Market {
	n := func(label string, low, high int) int64 { return int64(rapid.IntRange(low, high).Draw(t, label)) }
	fen := func(label string, low, high int) dec.Amount { return dec.AmountFromFen(n(label, low, high)) }
	budget := func(label string) *dec.Amount {
		if n(label+" given", 0, 2) > 0 {
			return nil
		}
		b := fen(label, 0, 200_000)
		return &b
	}
	stock := func() int64 {
		if n("stock given", 0, 2) > 0 {
			return Unknown
		}
		return n("stock", 0, 120)
	}
	m := Market{Policy: Policy{
		HoldingBPS: n("holding", 0, 5000), LookAhead: int(n("look ahead", 0, 60)), Budget: budget("budget"), MaxLines: int(n("lines", 1, 6)),
	}}
	suppliers := n("suppliers", 1, 3)
	for s := int64(1); s <= suppliers; s++ {
		seller := Seller{Supplier: s, NextRun: int(n("next run", 1, 14)), Budget: budget("seller's budget")}
		if n("mixes", 0, 1) > 0 {
			seller.MixAmount, seller.MixNumber = fen("mix amount", 0, 50_000), n("mix number", 0, 60)
		}
		if n("freight", 0, 1) > 0 {
			seller.Freight = []Freight{{Address: 1, Steps: []FreightStep{{0, fen("freight", 0, 3000)}, {fen("threshold", 1, 80_000), fen("then", 0, 800)}}}}
		}
		m.Sellers = append(m.Sellers, seller)
		for i := range n("offers", 1, 3) {
			o := Offer{ID: 10*s + i, MOQ: n("moq", 0, 40), Mixed: n("mixed", 0, 1) > 0}
			for a := range n("limits", 0, 2) {
				o.Limits = append(o.Limits, Limit{a + 1, n("limit", 0, 150)})
			}
			from, at := n("first", 1, 20), n("price", 1, 3000)
			for range n("tiers", 1, 3) {
				o.Tiers = append(o.Tiers, Tier{from, cents(at)})
				from, at = from+n("step", 1, 60), max(at-n("fall", 0, 400), 1)
			}
			for j := range n("specs", 1, 3) {
				spec := Spec{ID: fmt.Sprint(j), Stock: stock()}
				if n("prices", 0, 7) == 0 {
					spec.Tiers = []Tier{{1, cents(n("own price", 1, 3000))}}
				}
				o.Specs = append(o.Specs, spec)
			}
			m.Offers = append(m.Offers, o)
		}
	}
	demand := int64(0)
	for sku := range n("wants", 1, 10) {
		w := Want{
			SKU: sku, Warehouse: n("warehouse", 1, 2), MaxCoverDays: int(n("max cover", 0, 200)),
			Rate: Rate{dec.QuantityFromInt(n("sold", 0, 200)), n("in", 7, 90)}, Position: dec.QuantityFromInt(n("position", -20, 60)),
			DaysLeft: int(n("days left", 0, 30)), NeedDay: int(n("need day", 0, 60)), OrderBy: int(n("order by", -5, 30)),
			RoundDown: n("round down", 0, 5) == 0, WaitShort: dec.QuantityFromInt(n("wait short", 0, 5)), Margin: cents(n("margin", 0, 1500)),
		}
		for range n("demands", 0, 3) {
			demand++
			w.Demands = append(w.Demands, Demand{demand, dec.QuantityFromInt(n("quantity", 1, 60))})
		}
		for range n("sources", 1, 3) {
			o := rapid.SampledFrom(m.Offers).Draw(t, "offer")
			w.Sources = append(w.Sources, Source{
				Key:   Key{Account: n("account", 1, 2), Supplier: o.ID / 10, Warehouse: w.Warehouse, Address: n("address", 1, 2), Currency: "CNY"},
				Offer: o.ID, Spec: o.Specs[n("spec", 0, len(o.Specs)-1)].ID,
				Num: n("num", 1, 4), Den: n("den", 1, 3), Multiple: n("multiple", 0, 6),
			})
		}
		m.Wants = append(m.Wants, w)
	}
	for range n("merges", 0, 2) {
		key := func(label string) Key {
			return rapid.SampledFrom(rapid.SampledFrom(m.Wants).Draw(t, label).Sources).Draw(t, "key").Key
		}
		from := key("from")
		into := key("into")
		into.Account, into.Supplier = from.Account, from.Supplier
		m.Merges = append(m.Merges, Merge{from, into, fen("merge", 0, 1000)})
	}
	return m
}

func TestPlanKeepsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t)
		checkPlan(t, m, Plan(m))
	})
}

// fataler is what rapid and testing have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkPlan proves a plan against the market it was made for.
func checkPlan(t fataler, m Market, plan Proposal) {
	t.Helper()
	offers := map[int64]Offer{}
	for _, o := range m.Offers {
		offers[o.ID] = o
	}
	sellers := map[int64]Seller{}
	for _, s := range m.Sellers {
		sellers[s.Supplier] = s
	}
	type place struct{ sku, warehouse int64 }
	bought := map[place]dec.Quantity{}
	linked := map[int64]dec.Quantity{}
	bySpec := map[string]int64{}
	byAccount := map[[2]int64]int64{}
	spent := map[int64]dec.Amount{}
	var all dec.Amount
	for _, o := range plan.Orders {
		perLine := make([]dec.Quantity, len(o.Lines))
		for _, l := range o.Links {
			if l.Quantity <= 0 {
				t.Fatalf("empty link %+v", l)
			}
			perLine[l.Line] = perLine[l.Line].Add(l.Quantity)
			linked[l.Demand] = linked[l.Demand].Add(l.Quantity)
			at := place{o.Lines[l.Line].SKU, l.Warehouse}
			bought[at] = bought[at].Add(l.Quantity)
		}
		pieces, amount := map[int64]int64{}, dec.Amount(0)
		mixed, mixedAmount := int64(0), dec.Amount(0)
		for i, l := range o.Lines {
			base, err := dec.QuantityFromInt(l.Quantity).Times(l.Num, l.Den)
			if err != nil || base != l.Base || perLine[i] != l.Base || l.Quantity <= 0 {
				t.Fatalf("line %+v: links are %s, base should be %s, %v", l, perLine[i], base, err)
			}
			pieces[l.Offer] += l.Quantity
			bySpec[fmt.Sprint(l.Offer, "/", l.Spec)] += l.Quantity
			byAccount[[2]int64{o.Key.Account, l.Offer}] += l.Quantity
			if got := total(l.Price, l.Quantity); got != l.Amount {
				t.Fatalf("line %+v: amount should be %s", l, got)
			}
			amount = amount.Add(l.Amount)
			if offers[l.Offer].Mixed {
				mixed, mixedAmount = mixed+l.Quantity, mixedAmount.Add(l.Amount)
			}
		}
		seller := sellers[o.Key.Supplier]
		reached := seller.MixNumber > 0 && mixed >= seller.MixNumber || seller.MixAmount > 0 && mixedAmount >= seller.MixAmount
		for id, n := range pieces {
			if n < offers[id].MOQ && !(offers[id].Mixed && reached) {
				t.Fatalf("offer %d has %d of at least %d in %+v", id, n, offers[id].MOQ, o)
			}
		}
		var goods, freight, shares dec.Amount
		at := 0
		for _, c := range o.Chunks {
			if c.From != at || c.To-c.From > m.Policy.MaxLines || c.To <= c.From {
				t.Fatalf("chunks %+v of %d lines, at most %d", o.Chunks, len(o.Lines), m.Policy.MaxLines)
			}
			at = c.To
			goods, freight = goods.Add(c.Goods), freight.Add(c.Freight)
		}
		for _, l := range o.Lines {
			shares = shares.Add(l.Freight)
		}
		if at != len(o.Lines) || goods != amount || goods != o.Goods || freight != o.Freight || shares != freight || o.Total != goods.Add(freight) {
			t.Fatalf("goods %s, freight %s, shares %s, chunks to %d do not agree with %+v", goods, freight, shares, at, o)
		}
		spent[o.Key.Supplier] = spent[o.Key.Supplier].Add(o.Total)
		all = all.Add(o.Total)
	}
	unmet := map[place]dec.Quantity{}
	for _, u := range plan.Unmet {
		if u.Quantity <= 0 || u.Reason == "" {
			t.Fatalf("unmet %+v", u)
		}
		unmet[place{u.SKU, u.Warehouse}] = unmet[place{u.SKU, u.Warehouse}].Add(u.Quantity)
	}
	for _, w := range m.Wants {
		at := place{w.SKU, w.Warehouse}
		var need, met dec.Quantity
		for _, d := range w.Demands {
			need, met = need.Add(d.Quantity), met.Add(linked[d.ID])
			if linked[d.ID] > d.Quantity {
				t.Fatalf("demand %+v got %s", d, linked[d.ID])
			}
		}
		if met.Add(unmet[at]) != need {
			t.Fatalf("SKU %d needs %s, gets %s, is short of %s", w.SKU, need, met, unmet[at])
		}
		if w.MaxCoverDays > 0 && w.Rate.Units > 0 && bought[at] > 0 &&
			int64(w.Position.Add(bought[at]))*w.Rate.Days > int64(w.Rate.Units)*int64(w.MaxCoverDays) {
			t.Fatalf("SKU %d gets %s on top of %s, at %v a day more than %d days", w.SKU, bought[at], w.Position, w.Rate, w.MaxCoverDays)
		}
		multiples(t, w, plan)
	}
	for _, o := range m.Offers {
		for _, s := range o.Specs {
			if n := bySpec[fmt.Sprint(o.ID, "/", s.ID)]; s.Stock != Unknown && n > s.Stock {
				t.Fatalf("%d of spec %d/%s, the seller has %d", n, o.ID, s.ID, s.Stock)
			}
		}
	}
	for at, n := range byAccount {
		for _, l := range offers[at[1]].Limits {
			if l.Account == at[0] && n > l.Left {
				t.Fatalf("account %d buys %d of offer %d, at most %d", at[0], n, at[1], l.Left)
			}
		}
	}
	for id, s := range spent {
		if b := sellers[id].Budget; b != nil && s > *b {
			t.Fatalf("%s spent at supplier %d of %s", s, id, *b)
		}
	}
	if b := m.Policy.Budget; b != nil && all > *b {
		t.Fatalf("%s spent of %s", all, *b)
	}
}

// multiples checks that a line is a sum of multiples of the sources it can be from.
func multiples(t fataler, w Want, plan Proposal) {
	t.Helper()
	for _, o := range plan.Orders {
		for _, l := range o.Lines {
			if l.SKU != w.SKU {
				continue
			}
			ok := slices.ContainsFunc(w.Sources, func(s Source) bool {
				return s.Offer == l.Offer && s.Spec == l.Spec && s.Num == l.Num && s.Den == l.Den && l.Quantity%max(s.Multiple, 1) == 0
			})
			if several := len(slices.DeleteFunc(slices.Clone(w.Sources), func(s Source) bool { return s.Offer != l.Offer || s.Spec != l.Spec })) > 1; !ok && !several {
				t.Fatalf("line %+v is no multiple of its source in %+v", l, w.Sources)
			}
		}
	}
}

// bought is the market after everything proposed has been ordered: it counts as
// coming, and the seller, the limits and the money have so much less.
func bought(m Market, plan Proposal) Market {
	m.Wants, m.Offers, m.Sellers = slices.Clone(m.Wants), slices.Clone(m.Offers), slices.Clone(m.Sellers)
	pay := func(b **dec.Amount, a dec.Amount) {
		if *b != nil {
			left := (*b).Sub(a)
			*b = &left
		}
	}
	for i := range m.Offers {
		m.Offers[i].Specs, m.Offers[i].Limits = slices.Clone(m.Offers[i].Specs), slices.Clone(m.Offers[i].Limits)
	}
	for i := range m.Wants {
		m.Wants[i].Demands = slices.Clone(m.Wants[i].Demands)
	}
	for _, o := range plan.Orders {
		for _, l := range o.Lines {
			for i := range m.Offers {
				if m.Offers[i].ID != l.Offer {
					continue
				}
				for j := range m.Offers[i].Limits {
					if m.Offers[i].Limits[j].Account == o.Key.Account {
						m.Offers[i].Limits[j].Left -= l.Quantity
					}
				}
				for j := range m.Offers[i].Specs {
					if s := &m.Offers[i].Specs[j]; s.ID == l.Spec && s.Stock != Unknown {
						s.Stock -= l.Quantity
					}
				}
			}
		}
		for _, l := range o.Links {
			for i := range m.Wants {
				w := &m.Wants[i]
				if w.SKU != o.Lines[l.Line].SKU || w.Warehouse != l.Warehouse {
					continue
				}
				w.Position = w.Position.Add(l.Quantity)
				for j := range w.Demands {
					if w.Demands[j].ID == l.Demand {
						w.Demands[j].Quantity = w.Demands[j].Quantity.Sub(l.Quantity)
					}
				}
			}
		}
		pay(&m.Policy.Budget, o.Total)
		for i := range m.Sellers {
			if m.Sellers[i].Supplier == o.Key.Supplier {
				pay(&m.Sellers[i].Budget, o.Total)
			}
		}
	}
	return m
}

func TestPlanOfWhatIsBoughtIsEmpty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t)
		plan := Plan(m)
		if again := Plan(bought(m, plan)); len(again.Orders) > 0 {
			t.Fatalf("after buying %+v\nstill\n%+v\nwas unmet %+v", plan.Orders, again.Orders, plan.Unmet)
		}
	})
}

// shuffled is the same market told in another order.
func shuffled(m Market, seed uint64) Market {
	r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same numbers each time
	mix := func(n int, swap func(i, j int)) { r.Shuffle(n, swap) }
	m.Wants, m.Offers, m.Sellers, m.Merges = slices.Clone(m.Wants), slices.Clone(m.Offers), slices.Clone(m.Sellers), slices.Clone(m.Merges)
	mix(len(m.Wants), func(i, j int) { m.Wants[i], m.Wants[j] = m.Wants[j], m.Wants[i] })
	mix(len(m.Offers), func(i, j int) { m.Offers[i], m.Offers[j] = m.Offers[j], m.Offers[i] })
	mix(len(m.Sellers), func(i, j int) { m.Sellers[i], m.Sellers[j] = m.Sellers[j], m.Sellers[i] })
	mix(len(m.Merges), func(i, j int) { m.Merges[i], m.Merges[j] = m.Merges[j], m.Merges[i] })
	for i := range m.Wants {
		d := slices.Clone(m.Wants[i].Demands)
		mix(len(d), func(i, j int) { d[i], d[j] = d[j], d[i] })
		m.Wants[i].Demands = d
	}
	for i := range m.Offers {
		s, tiers := slices.Clone(m.Offers[i].Specs), slices.Clone(m.Offers[i].Tiers)
		mix(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		mix(len(tiers), func(i, j int) { tiers[i], tiers[j] = tiers[j], tiers[i] })
		m.Offers[i].Specs, m.Offers[i].Tiers = s, tiers
	}
	return m
}

func TestPlanDoesNotDependOnTheOrderOfItsInput(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawMarket(t)
		seed := rapid.Uint64().Draw(t, "seed")
		if diff := cmp.Diff(Plan(m), Plan(shuffled(m, seed))); diff != "" {
			t.Fatalf("told in another order:\n%s", diff)
		}
	})
}
