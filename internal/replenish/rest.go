package replenish

import (
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// adopt takes over what a run buys, and says whether it buys anything.
func (p *planner) adopt(run *planner) bool {
	some := false
	for _, g := range run.sorted() {
		if g.pieces() == 0 {
			continue
		}
		some = true
		mine := p.group(g.key)
		for _, r := range g.rows() {
			if r.n == 0 {
				continue
			}
			own := p.row(&p.all[r.want.place], r.source)
			own.key, own.x, own.need = r.key, r.x, r.need
			p.join(own)
			p.take(own, r.n)
		}
		mine.merges = append(mine.merges, g.merges...)
		mine.choices = append(mine.choices, g.choices...)
		mine.climbs = append(mine.climbs, g.climbs...)
	}
	if some {
		p.moved = append(p.moved, run.moved...)
	}
	return some
}

// rest is the market after what has been adopted is bought, without the wants
// that can have no part in it. places tells where those that are left stand in
// the market.
func (p *planner) rest(market *Market) (m *Market, places []int) {
	m = &Market{}
	*m = *market
	m.Wants = nil
	open := map[Key]bool{} // where something is still needed
	for _, w := range p.wants {
		if w.bought < w.need {
			for _, s := range w.Sources {
				open[s.Key] = true
			}
		}
	}
	for _, w := range p.wants {
		if w.bought < w.need || slices.ContainsFunc(w.Sources, func(s Source) bool { return open[s.Key] }) {
			places = append(places, w.place)
		}
	}
	for key := range open {
		for _, f := range p.fillers[key] {
			places = append(places, f.want.place)
		}
	}
	slices.Sort(places)
	m.Wants = make([]Want, len(places))
	for i, place := range places {
		w := &p.all[place]
		m.Wants[i] = *w.Want
		m.Wants[i].Position, m.Wants[i].Demands = w.Position.Add(w.bought), nil
		if left := w.need.Sub(w.bought); left > 0 {
			m.Wants[i].Demands = []Demand{{ID: 1, Quantity: left}} // a run looks at the sum only
		}
	}
	wanted := map[int64]bool{}
	for i := range m.Wants {
		for _, s := range m.Wants[i].Sources {
			wanted[s.Offer] = true
		}
	}
	m.Offers = slices.DeleteFunc(slices.Clone(m.Offers), func(o Offer) bool { return !wanted[o.ID] })
	for i := range m.Offers {
		o := &m.Offers[i]
		o.Specs, o.Limits = slices.Clone(o.Specs), slices.Clone(o.Limits)
		for j := range o.Specs {
			o.Specs[j].Stock = p.offers[o.ID].spec(o.Specs[j].ID).left
		}
		for j := range o.Limits {
			o.Limits[j].Left = p.limits[limitKey{o.Limits[j].Account, o.ID}]
		}
	}
	m.Sellers = slices.Clone(m.Sellers)
	var all dec.Amount
	spent := map[int64]dec.Amount{}
	for _, g := range p.sorted() {
		a := p.money(g)
		all, spent[g.key.Supplier] = all.Add(a), spent[g.key.Supplier].Add(a)
	}
	for i := range m.Sellers {
		m.Sellers[i].Budget = less(m.Sellers[i].Budget, spent[m.Sellers[i].Supplier])
	}
	m.Policy.Budget = less(m.Policy.Budget, all)
	return m, places
}

func less(budget *dec.Amount, spent dec.Amount) *dec.Amount {
	if budget == nil {
		return nil
	}
	left := budget.Sub(spent)
	return &left
}
