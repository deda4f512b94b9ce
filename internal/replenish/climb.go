package replenish

// improve buys more where that pays: up to a better price, up to less freight.
// Before the budget is looked at, only what costs no more money than buying less
// (free); money that it saves is for others to spend.
func (p *planner) improve(g *group, free bool) {
	for _, l := range g.lots {
		p.climb(g, l, free)
	}
	p.fillFreight(g, free)
}

// climb buys more of an offer where the next price tier pays for keeping it:
// when a further piece, with what holding it costs, is cheaper than the same
// piece in the next cycle.
func (p *planner) climb(g *group, l *lot, free bool) {
	if l.n == 0 || l.offer.bySpec {
		return
	}
	var rows []*row
	for _, r := range l.rows {
		if !r.want.Rate.IsZero() {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return // nobody knows when what does not sell would be used up
	}
	for _, t := range l.offer.tiers[1:] {
		if t.From <= l.n || free && total(t.Price, t.From) > l.amount().Add(p.freightOfAll(g)) {
			continue
		}
		if c := p.climbTo(g, l, rows, t, free); c.Refused == "" || !free {
			g.climbs = append(g.climbs, c)
		}
	}
}

func (p *planner) climbTo(g *group, l *lot, rows []*row, t Tier, free bool) Climb {
	was, before := l.state(), p.money(g)
	c := Climb{Offer: l.offer.ID, From: was.n, To: t.From, Price: t.Price}
	added, why := p.topUp(rows, func() int64 { return max(t.From-l.n, 0) })
	if why != "" {
		// What it would have been worth is shown all the same.
		now := state{n: t.From, amount: total(t.Price, t.From), unit: t.Price}
		var standing []addition
		for _, r := range rows {
			if r.n > 0 {
				standing = append(standing, addition{row: r})
			}
		}
		c.Surplus = p.surplus(l, was, now, reserveOf(standing))
		if c.Refused = why; c.Cost >= 0 {
			c.Refused = ReasonNotWorth
		}
		return c
	}
	c.To = l.n
	c.Surplus = p.surplus(l, was, l.state(), reserveOf(added))
	more := p.money(g).Sub(before)
	switch {
	case c.Cost >= 0:
		c.Refused = ReasonNotWorth
	case len(g.short()) > 0:
		c.Refused = ReasonBelowMinimum // a lower price can take the mixed batch below its amount
	case !p.spend(g, more, free):
		c.Refused = ReasonBudget
	default:
		return c
	}
	p.undo(added)
	return c
}

// fillFreight fills an order up to where the freight is less, when that saves
// more than keeping the surplus costs.
func (p *planner) fillFreight(g *group, free bool) {
	for _, s := range g.freight {
		goods := g.goods()
		if goods == 0 || s.From <= goods || s.Amount >= g.freightOf(goods) {
			continue
		}
		var rows []*row
		mixed := g.mixed()
		for _, r := range g.rows() {
			if !r.want.Rate.IsZero() && (r.n > 0 || p.soon(r)) && (r.lot.n > 0 || r.offer.Mixed && mixed) {
				rows = append(rows, r)
			}
		}
		left := func() int64 {
			missing := s.From.Sub(g.goods())
			if missing <= 0 {
				return 0
			}
			return nearest(0, missing, rows)
		}
		freight := p.freightOfAll(g)
		t := p.try(g, Option{Kind: OptionFreight}, rows, left)
		saved := freight.Sub(p.freightOfAll(g))
		t.option.Cost, t.option.Cash = t.option.Cost.Sub(saved), t.option.Cash.Sub(saved)
		switch {
		case t.why != "":
		case t.option.Cost >= 0:
			t.option.Refused = ReasonNotWorth
		case len(g.short()) > 0:
			t.option.Refused = ReasonBelowMinimum
		case !p.spend(g, t.option.Cash, free):
			t.option.Refused = ReasonBudget
		}
		choice := Choice{Taken: OptionFreight, Options: []Option{t.option}}
		if t.option.Refused != "" {
			choice.Taken = ""
			p.undo(t.added)
		}
		if choice.Taken != "" || !free {
			g.choices = append(g.choices, choice)
		}
	}
}
