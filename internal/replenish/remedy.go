package replenish

import (
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// toMinimum tops the offer up to its minimum.
func (p *planner) toMinimum(g *group, l *lot) remedy {
	rows := slices.DeleteFunc(slices.Clone(l.rows), func(r *row) bool { return r.n == 0 && r.want.Rate.IsZero() })
	do := func() trial {
		return p.try(g, Option{Kind: OptionTopUp, Offer: l.offer.ID}, rows, func() int64 { return max(l.offer.MOQ-l.n, 0) })
	}
	t := do()
	p.undo(t.added)
	return remedy{t.option, func() { do() }}
}

// toMix tops the seller's mixed offers up to the rule: those in the order, and
// those of which stock is needed soon.
func (p *planner) toMix(g *group) remedy {
	var rows []*row
	for _, r := range g.rows() {
		if r.offer.Mixed && (r.n > 0 || p.soon(r)) {
			rows = append(rows, r)
		}
	}
	left := func() int64 {
		n, amount := g.mix()
		if g.seller.mixedAt(n, amount) {
			return 0
		}
		return nearest(g.seller.MixNumber-n, g.seller.MixAmount.Sub(amount), rows)
	}
	do := func() trial { return p.try(g, Option{Kind: OptionMix}, rows, left) }
	t := do()
	p.undo(t.added)
	return remedy{t.option, func() { do() }}
}

// nearest guesses, rather low, how many pieces are missing when either so many
// or so much money is; what is not above zero is not asked for.
func nearest(pieces int64, amount dec.Amount, rows []*row) int64 {
	var dearest dec.Price
	for _, r := range rows {
		dearest = max(dearest, r.lot.price(r))
	}
	byAmount := int64(0)
	if dearest > 0 {
		byAmount = int64(amount) / int64(dearest)
	}
	if pieces > 0 && (amount <= 0 || pieces < byAmount) {
		return pieces
	}
	return max(byAmount, 1)
}

// soon says whether a row sells and needs stock within the days looked ahead.
func (p *planner) soon(r *row) bool {
	return !r.want.Rate.IsZero() && r.want.NeedDay <= p.policy.LookAhead
}

// wait leaves the offer for the next run. It costs what is expected to be missed
// meanwhile, and is no way out once an order at the next run comes too late.
func (p *planner) wait(g *group, l *lot) remedy {
	o := Option{Kind: OptionWait, Offer: l.offer.ID, Until: Never}
	for _, r := range l.needed() {
		o.Until = min(o.Until, r.want.OrderBy)
		o.Cash = o.Cash.Sub(total(l.price(r), r.n))
		missed := min(r.want.WaitShort, r.need)
		margin := r.want.Margin
		if margin <= 0 {
			margin = dec.Price(mulDiv(int64(l.price(r)), r.den, r.num*place, half) * place)
		}
		if lost, err := margin.Times(missed); err == nil {
			o.Cost = o.Cost.Add(lost)
		} else {
			o.Refused = ReasonTooLarge
		}
	}
	if o.Until < max(g.seller.NextRun, 1) {
		o.Refused = ReasonTooLate
	}
	return remedy{option: o}
}

// needed is the rows that stand for a need.
func (l *lot) needed() []*row {
	return slices.DeleteFunc(slices.Clone(l.rows), func(r *row) bool { return r.x == 0 })
}

// drop takes an offer out of its group; what it was for is not met. What cannot be
// bought there is not looked for there again.
func (p *planner) drop(l *lot, reason Reason, until int, options []Option) {
	for _, r := range slices.Clone(l.rows) {
		p.take(r, -r.n)
		if r.x == 0 {
			continue
		}
		if reason == ReasonBelowMinimum {
			r.want.bar(r.source)
		}
		r.leave()
		p.miss(r.want, Unmet{Quantity: r.need, Reason: reason, Offer: r.offer.ID, Until: until, Options: options})
	}
}

func (w *want) bar(source int) {
	if w.barred == nil {
		w.barred = map[int]bool{}
	}
	w.barred[source] = true
}

// elsewhere buys the need from the next sources of its SKUs, when that can be
// ordered there as it is.
func (p *planner) elsewhere(g *group, l *lot) remedy {
	o := Option{Kind: OptionNext, Offer: l.offer.ID}
	before := p.money(g)
	moved, old := p.shift(l)
	if len(moved) == 0 {
		o.Refused = ReasonNoSource
		return remedy{option: o}
	}
	touched := map[*group]bool{g: true}
	for _, r := range moved {
		touched[p.group(r.key)] = true
		o.Pieces += r.n
		if r.lot.n < r.offer.MOQ && slices.Contains(p.group(r.key).short(), r.lot) {
			o.Refused = ReasonBelowMinimum
		}
	}
	for _, a := range old {
		o.Pieces -= a.n
	}
	for t := range touched {
		o.Cash = o.Cash.Add(p.money(t))
	}
	p.shiftBack(moved, old)
	for t := range touched {
		if t != g {
			before = before.Add(p.money(t))
		}
	}
	o.Cash = o.Cash.Sub(before)
	o.Cost = o.Cash
	return remedy{o, func() {
		_, old := p.shift(l)
		for _, a := range old {
			a.row.leave()
		}
	}}
}

// shift takes a lot's need to the next sources that can give it, or leaves all as
// it is and returns nothing when one of its rows has none. The old rows stay
// in the lot, empty, with what they had.
func (p *planner) shift(l *lot) (moved []*row, old []addition) {
	for _, r := range l.needed() {
		old = append(old, addition{r, r.n})
		p.take(r, -r.n)
	}
	for _, a := range old {
		next := p.nextRow(a.row)
		if next == nil {
			p.shiftBack(moved, old)
			return nil, nil
		}
		moved = append(moved, next)
	}
	return moved, old
}

func (p *planner) shiftBack(moved []*row, old []addition) {
	for _, r := range moved {
		p.take(r, -r.n)
		r.leave()
	}
	for _, a := range old {
		p.take(a.row, a.n)
	}
}

// nextRow puts the need of a row with the first later source of its want that
// can give all of it and is not the same offer in the same order.
func (p *planner) nextRow(r *row) *row {
	for i := r.source + 1; i < len(r.want.Sources); i++ {
		next := p.row(r.want, i)
		if next == nil || next.key == r.key && next.offer == r.offer {
			continue
		}
		n := next.wanted(r.need)
		if can, _ := p.capacity(next); n > can || next.base(n) < r.need {
			continue
		}
		p.join(next)
		p.take(next, n)
		next.x, next.need = n, r.need
		return next
	}
	return nil
}
