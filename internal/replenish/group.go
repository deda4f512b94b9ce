package replenish

import (
	"cmp"
	"slices"
)

// group finds or makes the group of a key, with the wants that could fill it.
func (p *planner) group(key Key) *group {
	g := p.groups[key]
	if g == nil {
		g = &group{key: key, seller: p.sellers[key.Supplier]}
		if g.seller == nil {
			g.seller = &Seller{Supplier: key.Supplier}
		}
		for _, f := range g.seller.Freight {
			if f.Address == key.Address {
				g.freight = slices.SortedFunc(slices.Values(f.Steps), func(a, b FreightStep) int {
					return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Amount, b.Amount))
				})
			}
		}
		p.groups[key] = g
		for _, f := range p.fillers[key] {
			if p.mayMix(f) {
				p.join(p.row(f.want, f.source))
			}
		}
	}
	return g
}

// mayMix says whether a filler can fill up an order that has nothing else of its offer.
func (p *planner) mayMix(f filler) bool {
	return p.offers[f.offer()].Mixed && f.want.NeedDay <= p.policy.LookAhead
}

// fill puts what could fill up an offer into its lot, when something of the offer is needed.
func (p *planner) fill(g *group, offer int64) {
	list := p.fillers[g.key]
	at, _ := slices.BinarySearchFunc(list, offer, func(f filler, id int64) int { return cmp.Compare(f.offer(), id) })
	for ; at < len(list) && list[at].offer() == offer; at++ {
		if f := list[at]; !p.mayMix(f) {
			p.join(p.row(f.want, f.source))
		}
	}
}

// join puts a row into its group.
func (p *planner) join(r *row) {
	g := p.group(r.key)
	at, found := slices.BinarySearchFunc(g.lots, r.offer.ID, func(l *lot, id int64) int { return cmp.Compare(l.offer.ID, id) })
	if !found {
		g.lots = slices.Insert(g.lots, at, &lot{offer: r.offer})
	}
	l := g.lots[at]
	at, _ = slices.BinarySearchFunc(l.rows, r, compareRows)
	l.rows = slices.Insert(l.rows, at, r)
	r.lot = l
	l.n += r.n
	l.counted = false
	if r.want.need > 0 && !l.filled {
		l.filled = true
		p.fill(g, r.offer.ID)
	}
}

// leave takes a row out of its group again.
func (r *row) leave() {
	r.lot.rows = slices.DeleteFunc(r.lot.rows, func(o *row) bool { return o == r })
	r.lot.n -= r.n
	r.lot.counted = false
	r.lot = nil
}

func compareRows(a, b *row) int {
	return cmp.Or(cmp.Compare(a.spec.id, b.spec.id), cmp.Compare(a.want.SKU, b.want.SKU),
		cmp.Compare(a.want.Warehouse, b.want.Warehouse), cmp.Compare(a.source, b.source))
}

// sorted is the groups by key.
func (p *planner) sorted() []*group {
	groups := make([]*group, 0, len(p.groups))
	for _, g := range p.groups {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *group) int { return a.key.Compare(b.key) })
	return groups
}

// merge joins groups where that is cheaper: one freight instead of two, a
// minimum or a price reached together.
func (p *planner) merge(merges []Merge) {
	merges = slices.Clone(merges)
	slices.SortFunc(merges, func(a, b Merge) int {
		return cmp.Or(a.From.Compare(b.From), a.Into.Compare(b.Into), cmp.Compare(a.Cost, b.Cost))
	})
	for _, m := range merges {
		from, into := p.groups[m.From], p.groups[m.Into]
		if from == nil || into == nil || from == into || from.pieces() == 0 || into.pieces() == 0 || !m.possible() {
			continue
		}
		apart := p.outlay(from).Add(p.outlay(into))
		rows := from.rows()
		p.rekey(rows, m.Into)
		if p.outlay(into).Add(m.Cost) >= apart {
			p.rekey(rows, m.From)
			continue
		}
		into.merges = append(append(into.merges, from.merges...), m)
		from.merges = nil
		p.merged[m.From] = m.Into
		for key, old := range p.merged {
			if old == m.From {
				p.merged[key] = m.Into
			}
		}
	}
}

func (m *Merge) possible() bool {
	return m.From.Account == m.Into.Account && m.From.Supplier == m.Into.Supplier &&
		m.From.Currency == m.Into.Currency && m.From.Terms == m.Into.Terms
}

func (p *planner) rekey(rows []*row, key Key) {
	for _, r := range rows {
		r.leave()
		r.key = key
		p.join(r)
	}
}
