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

// rest is the market after what has been adopted is bought.
func (p *planner) rest(market *Market) *Market {
	m := *market
	m.Wants = slices.Clone(m.Wants)
	for i := range m.Wants {
		w := &p.all[i]
		m.Wants[i].Position = w.Position.Add(w.bought)
		m.Wants[i].Demands = nil
		if left := w.need.Sub(w.bought); left > 0 {
			m.Wants[i].Demands = []Demand{{ID: 1, Quantity: left}} // a run looks at the sum only
		}
	}
	m.Offers = slices.Clone(m.Offers)
	for i := range m.Offers {
		o := &m.Offers[i]
		o.Specs, o.Limits = slices.Clone(o.Specs), slices.Clone(o.Limits)
		for j := range o.Specs {
			o.Specs[j].Stock = p.offers[o.ID].specs[o.Specs[j].ID].left
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
	return &m
}

func less(budget *dec.Amount, spent dec.Amount) *dec.Amount {
	if budget == nil {
		return nil
	}
	left := budget.Sub(spent)
	return &left
}
