package suggest

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sourcing"
)

// market puts together what the plan works on: what was found, and the offers it can be
// bought from.
func (s *survey) market(offers map[int64]*seen) replenish.Market {
	m := replenish.Market{Wants: s.wants, Policy: replenish.Policy{HoldingBPS: s.policy.HoldingBPS, LookAhead: int(s.policy.LookAhead), Budget: s.policy.Budget}}
	ways := map[int64][]*way{} // by the offer as the planner knows it
	for i := range s.wants {
		sku := db.ID(s.wants[i].SKU)
		list := s.ways[sku]
		for j := range list {
			w := &list[j]
			id := w.offer
			if id == 0 {
				id = -int64(w.id)
			}
			ways[id] = append(ways[id], w)
			if o := offers[w.offer]; o != nil && o.lot > 1 {
				s.wants[i].Sources[j].Multiple = common(w.multiple, o.lot)
			}
		}
	}
	sellers := map[db.ID]*replenish.Seller{}
	for id, list := range ways {
		for _, w := range list {
			if sellers[w.supplier] == nil {
				sellers[w.supplier] = &replenish.Seller{Supplier: int64(w.supplier), NextRun: int(max(s.policy.ReviewDays, 1))}
			}
		}
		if o, ok := planned(id, list, offers[id]); ok {
			m.Offers = append(m.Offers, o)
			if o.Mixed { // as the seller's latest look-up said; the stricter one where they differ
				v := sellers[list[0].supplier]
				v.MixAmount, v.MixNumber = max(v.MixAmount, offers[id].mixAmount), max(v.MixNumber, offers[id].mixNumber)
			}
		}
	}
	for _, v := range sellers {
		m.Sellers = append(m.Sellers, *v)
	}
	slices.SortFunc(m.Offers, func(a, b replenish.Offer) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(m.Sellers, func(a, b replenish.Seller) int { return cmp.Compare(a.Supplier, b.Supplier) })
	return m
}

// planned is an offer as the planner knows it; false when it cannot be bought.
func planned(id int64, ways []*way, o *seen) (replenish.Offer, bool) {
	out := replenish.Offer{ID: id, MOQ: 1}
	for _, w := range ways {
		out.MOQ = max(out.MOQ, w.minimum)
	}
	if o == nil { // not on 1688, or never looked up: what the sources say
		for _, w := range ways {
			if w.price == nil || slices.ContainsFunc(out.Specs, func(k replenish.Spec) bool { return k.ID == specOf(w) }) {
				continue
			}
			out.Specs = append(out.Specs, replenish.Spec{ID: specOf(w), Stock: replenish.Unknown, Tiers: []replenish.Tier{{From: 1, Price: *w.price}}})
		}
		return out, len(out.Specs) > 0
	}
	if !o.on {
		return out, false
	}
	out.MOQ, out.Mixed = max(out.MOQ, o.moq), o.mixed && (o.mixAmount > 0 || o.mixNumber > 0)
	out.Tiers = tiersOf(o.tiers)
	if len(o.specs) == 0 {
		out.Specs = []replenish.Spec{{Stock: o.stock}}
	}
	own := slices.ContainsFunc(o.specs, func(k seenSpec) bool { return k.Price != nil || len(k.Tiers) > 0 })
	for i := range o.specs {
		k := &o.specs[i]
		spec := replenish.Spec{ID: k.key(), Stock: k.Stock}
		switch {
		case k.Price != nil:
			spec.Tiers = []replenish.Tier{{From: 1, Price: *k.Price}}
		case len(k.Tiers) > 0:
			spec.Tiers = tiersOf(k.Tiers)
		case own: // the prices of the others are their own, this one has the offer's
			spec.Tiers = out.Tiers
		}
		out.Specs = append(out.Specs, spec)
	}
	return out, true
}

func specOf(w *way) string {
	if w.offer == 0 {
		return ""
	}
	return w.spec
}

func tiersOf(list []sourcing.Tier) []replenish.Tier {
	out := make([]replenish.Tier, len(list))
	for i, t := range list {
		out[i] = replenish.Tier{From: t.From, Price: t.Price}
	}
	return out
}

// common is the smallest number that is a multiple of both.
func common(a, b int64) int64 {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}
