package replenish

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// limit keeps the run within the money of each supplier and of the run. What is
// least urgent goes first, whole wants: a part of a need helps nobody decide.
func (p *planner) limit() {
	groups := p.sorted()
	sellers := make([]*Seller, 0, len(p.sellers))
	for _, s := range p.sellers {
		if s.Budget != nil {
			sellers = append(sellers, s)
		}
	}
	slices.SortFunc(sellers, func(a, b *Seller) int { return cmp.Compare(a.Supplier, b.Supplier) })
	of := func(s *Seller) []*group {
		return slices.DeleteFunc(slices.Clone(groups), func(g *group) bool { return g.key.Supplier != s.Supplier })
	}
	for _, s := range sellers {
		p.fit(of(s), *s.Budget)
	}
	p.leftOf = make(map[int64]*dec.Amount, len(sellers))
	if p.policy.Budget != nil {
		left := p.fit(groups, *p.policy.Budget)
		p.left = &left
	}
	for _, s := range sellers {
		left := p.fit(of(s), *s.Budget)
		p.leftOf[s.Supplier] = &left
	}
}

// fit drops wants until the groups cost no more than the budget, and returns
// what is left of it.
func (p *planner) fit(groups []*group, budget dec.Amount) dec.Amount {
	for {
		var spent dec.Amount
		for _, g := range groups {
			spent = spent.Add(p.money(g))
		}
		if spent == 0 || spent <= budget {
			return max(budget.Sub(spent), 0)
		}
		p.cut(groups, budget)
	}
}

// cut drops every want from the first on that the budget does not pay, going by
// urgency. It drops one at least when the groups cost more than the budget.
func (p *planner) cut(groups []*group, budget dec.Amount) {
	rows := map[*want][]*row{}
	fixed := map[*group]dec.Amount{} // freight, and what only fills the order up
	for _, g := range groups {
		fixed[g] = p.freightOfAll(g)
		for _, r := range g.rows() {
			if r.x > 0 {
				rows[r.want] = append(rows[r.want], r)
			} else if r.n > 0 {
				fixed[g] = fixed[g].Add(total(r.lot.price(r), r.n))
			}
		}
	}
	var sum dec.Amount
	cost := func(w *want) dec.Amount {
		var c dec.Amount
		for _, r := range rows[w] {
			g := p.groups[r.key]
			c = c.Add(total(r.lot.price(r), r.n)).Add(fixed[g])
			fixed[g] = 0
		}
		return c
	}
	var dropped []*row
	var last *want
	for _, w := range p.wants {
		if len(rows[w]) == 0 {
			continue
		}
		last = w
		if dropped == nil {
			if c := cost(w); sum.Add(c) <= budget {
				sum = sum.Add(c)
				continue
			}
		}
		dropped = append(dropped, rows[w]...)
	}
	if dropped == nil {
		dropped = rows[last] // lines of several rows round by a fen otherwise than the rows
	}
	touched := map[*group]bool{}
	for _, r := range dropped {
		touched[p.groups[r.key]] = true
		p.take(r, -r.n)
		r.leave()
		p.miss(r.want, Unmet{Quantity: r.need, Reason: ReasonBudget, Offer: r.offer.ID})
	}
	for _, g := range groups {
		if touched[g] {
			p.reset(g)
			p.settle(g)
		}
	}
}

// reset takes back what was added to a group to make it large enough.
func (p *planner) reset(g *group) {
	for _, r := range g.rows() {
		p.take(r, r.x-r.n)
	}
	g.choices, g.climbs = nil, nil
}

// spend takes so much more for a group and says whether there is as much. Before
// the limits are known nothing but what costs no more is to be had.
func (p *planner) spend(g *group, more dec.Amount, free bool) bool {
	if free {
		return more <= 0
	}
	left := p.leftOf[g.key.Supplier]
	if p.left != nil && more > *p.left || left != nil && more > *left {
		return false
	}
	if p.left != nil {
		*p.left = p.left.Sub(more)
	}
	if left != nil {
		*left = left.Sub(more)
	}
	return true
}
