package replenish

import (
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// mixes says whether the seller has a mixed batch.
func (s *Seller) mixes() bool { return s.MixAmount > 0 || s.MixNumber > 0 }

// mixedAt says whether so many pieces, or goods of that value, reach it.
func (s *Seller) mixedAt(n int64, amount dec.Amount) bool {
	return s.MixNumber > 0 && n >= s.MixNumber || s.MixAmount > 0 && amount >= s.MixAmount
}

// mix is what the mixed offers of a group come to.
func (g *group) mix() (n int64, amount dec.Amount) {
	for _, l := range g.lots {
		if l.offer.Mixed && l.n > 0 {
			n, amount = n+l.n, amount.Add(l.amount())
		}
	}
	return n, amount
}

// mixed says whether the mixed batch is reached, so that its offers have no
// minimum of their own.
func (g *group) mixed() bool { return g.seller.mixedAt(g.mix()) }

// short is the lots below their minimum.
func (g *group) short() []*lot {
	var short []*lot
	for _, l := range g.lots {
		if 0 < l.n && l.n < l.offer.MOQ {
			short = append(short, l)
		}
	}
	if len(short) > 0 && g.mixed() {
		short = slices.DeleteFunc(short, func(l *lot) bool { return l.offer.Mixed })
	}
	return short
}

// remedy is a way out, and how to take it. Waiting is taken by settle.
type remedy struct {
	option Option
	take   func()
}

// decision is what becomes of lots that are too small.
type decision struct {
	lots     []*lot
	remedies []remedy
	taken    int // place of the cheapest, −1 when none can be taken
}

func (d *decision) kind() OptionKind {
	if d.taken < 0 {
		return ""
	}
	return d.remedies[d.taken].option.Kind
}

func (d *decision) options() []Option {
	options := make([]Option, len(d.remedies))
	for i := range d.remedies {
		options[i] = d.remedies[i].option
	}
	return options
}

func (d *decision) choose() {
	d.taken = -1
	for i := range d.remedies {
		o := &d.remedies[i].option
		if o.Refused == "" && (d.taken < 0 || o.Cost < d.remedies[d.taken].option.Cost) {
			d.taken = i
		}
	}
}

// decide prices the ways out for the lots that are too small: each by itself, and
// those of the mixed batch together, whichever is cheaper.
func (p *planner) decide(g *group) []decision {
	short := g.short()
	if len(short) == 0 {
		return nil
	}
	var decisions []decision
	together := decision{taken: 0, remedies: make([]remedy, 1)}
	var alone dec.Amount
	aloneDone := true
	for _, l := range short {
		d := decision{lots: []*lot{l}, remedies: []remedy{p.toMinimum(g, l), p.wait(g, l), p.elsewhere(g, l)}}
		d.choose()
		decisions = append(decisions, d)
		if l.offer.Mixed {
			if d.taken >= 0 {
				alone = alone.Add(d.remedies[d.taken].option.Cost)
			}
			aloneDone = aloneDone && d.taken >= 0
			together.lots = append(together.lots, l)
			together.remedies = append(together.remedies, d.remedies...)
		}
	}
	if !g.seller.mixes() || len(together.lots) == 0 {
		return decisions
	}
	mix := p.toMix(g)
	if mix.option.Refused == "" && (!aloneDone || mix.option.Cost <= alone) {
		together.remedies[0] = mix
		decisions = slices.DeleteFunc(decisions, func(d decision) bool { return d.lots[0].offer.Mixed })
		return append([]decision{together}, decisions...)
	}
	if mix.option.Refused == "" {
		mix.option.Refused = ReasonNotWorth
	}
	for i := range decisions {
		if decisions[i].lots[0].offer.Mixed {
			decisions[i].remedies = append(decisions[i].remedies, mix)
		}
	}
	return decisions
}

// moveOn lets needs go to their next source where that is the cheapest way out.
// A row only ever moves forward in its list, so this ends.
func (p *planner) moveOn() {
	for again := true; again; {
		again = false
		for _, g := range p.sorted() {
			for _, d := range p.decide(g) {
				if d.kind() == OptionNext {
					p.moved = append(p.moved, d.taking())
					d.remedies[d.taken].take()
					again = true
					break // what the others would cost has changed
				}
			}
		}
	}
}

// settle takes the cheapest way out for every lot of a group that is too small;
// what has none is not bought. Then it takes the improvements that cost nothing.
func (p *planner) settle(g *group) {
	for _, d := range p.decide(g) {
		if !slices.ContainsFunc(g.short(), func(l *lot) bool { return slices.Contains(d.lots, l) }) {
			continue // another's way out has made it large enough
		}
		for i := range d.remedies {
			if o := &d.remedies[i].option; o.Kind == OptionNext && o.Refused == "" {
				o.Refused = ReasonNotWorth // moveOn would have taken it
			}
		}
		if d.kind() == OptionNext {
			d.choose()
		}
		switch d.kind() {
		case "", OptionWait, OptionNext:
			reason, until := ReasonBelowMinimum, 0
			if d.taken >= 0 {
				reason, until = ReasonWait, d.remedies[d.taken].option.Until
			}
			for _, l := range d.lots {
				p.drop(l, reason, until, d.options())
			}
		case OptionTopUp, OptionMix, OptionFreight:
			g.choices = append(g.choices, d.taking())
			d.remedies[d.taken].take()
		}
	}
	p.improve(g, true)
}

func (d *decision) taking() Choice { return Choice{Taken: d.kind(), Options: d.options()} }

// outlay is what a group will cost: money, and the ways out of its minimums.
// What has no way out counts as lost.
func (p *planner) outlay(g *group) dec.Amount {
	sum := p.money(g)
	for _, d := range p.decide(g) {
		if d.taken >= 0 {
			sum = sum.Add(d.remedies[d.taken].option.Cost)
			continue
		}
		for _, l := range d.lots {
			sum = sum.Add(l.amount())
		}
	}
	return sum
}
