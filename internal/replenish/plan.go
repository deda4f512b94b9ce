package replenish

import "github.com/huotong/huotong/internal/dec"

// Plan turns needs into purchase orders that sellers accept: whole sale units,
// multiples and minimums reached, better prices taken where they pay, within
// stock, limits and money.
//
// A run is repeated on what it left unbought until that brings nothing more, as
// what one order takes of stock and money can change what is best for another.
// So a run on the state after buying finds nothing either.
func Plan(market Market) Proposal {
	p := run(&market)
	last := p
	for range maxRuns {
		if len(last.unmet) == 0 {
			break
		}
		rest, places := p.rest(&market)
		last = run(rest)
		for i, place := range places {
			last.all[i].place = place
		}
		if !p.adopt(last) {
			break
		}
	}
	return p.proposal()
}

// maxRuns bounds the repetitions; more than three have not been seen.
const maxRuns = 20

// run plans once.
func run(market *Market) *planner {
	p := newPlanner(market)
	for _, w := range p.wants {
		if _, rest := p.assign(w, w.need); rest.Quantity > 0 {
			p.miss(w, rest)
		}
	}
	p.merge(market.Merges)
	for again := true; again; again = p.again() {
		p.moveOn()
		for _, g := range p.sorted() {
			p.settle(g)
		}
	}
	p.limit()
	for _, g := range p.sorted() {
		p.improve(g, false)
	}
	return p
}

// assign places a need with the sources of its want in their order: what the
// first cannot give goes to the next. It returns what was placed and, with the
// reason, what was not.
func (p *planner) assign(w *want, need dec.Quantity) (placed []*row, rest Unmet) {
	rest = Unmet{Quantity: need, Reason: ReasonNoSource}
	for i := range w.Sources {
		if w.barred[i] {
			continue
		}
		r := p.row(w, i)
		if r == nil {
			continue
		}
		can, why := p.capacity(r)
		n := r.wanted(rest.Quantity)
		switch {
		case n > r.most:
			n, why = 0, ReasonTooLarge // somebody has to look at the need
		case n <= can:
			why = ReasonRounding
		default:
			n = can
		}
		if (n <= 0 || r.base(n) < rest.Quantity) && rest.Offer == 0 {
			rest.Reason, rest.Offer = why, r.offer.ID
		}
		if n <= 0 {
			continue
		}
		p.join(r)
		p.take(r, n)
		r.x, r.need = n, min(rest.Quantity, r.base(n))
		placed = append(placed, r)
		if rest.Quantity = rest.Quantity.Sub(r.need); rest.Quantity == 0 {
			break
		}
	}
	return placed, rest
}

// again looks for other sources for what its minimum kept from being bought, and
// for stock that this left over for those who found none. It says whether
// anything was placed.
func (p *planner) again() bool {
	found := false
	before := p.unmet
	p.unmet = nil
	for _, m := range before {
		if m.Reason == ReasonSellerStock || m.Reason == ReasonPurchaseLimit || m.Reason == ReasonBelowMinimum {
			placed, rest := p.assign(m.want, m.Quantity)
			for _, r := range placed {
				found = true
				p.reset(p.groups[r.key])
			}
			m.Quantity = rest.Quantity
		}
		if m.Quantity > 0 {
			p.unmet = append(p.unmet, m)
		}
	}
	return found
}

// capacity is how many sale units more a row can take, and what keeps it from
// taking still more.
func (p *planner) capacity(r *row) (n int64, why Reason) {
	n, why = r.most-r.n, ReasonTooLarge
	narrow := func(limit int64, reason Reason) {
		if limit < n {
			n, why = limit, reason
		}
	}
	if r.spec.left != Unknown {
		narrow(r.spec.left, ReasonSellerStock)
	}
	if left, ok := p.limits[r.limitKey()]; ok {
		narrow(left, ReasonPurchaseLimit)
	}
	if w := r.want; w.MaxCoverDays > 0 && !w.Rate.IsZero() {
		most := dec.Quantity(mulDiv(int64(w.Rate.Units), int64(w.MaxCoverDays), w.Rate.Days, down))
		narrow(r.pieces(most.Sub(w.Position).Sub(w.bought), down), ReasonMaxCover)
	}
	return max(n, 0) / r.step * r.step, why
}

func (r *row) limitKey() limitKey { return limitKey{r.key.Account, r.offer.ID} }

// take adds n sale units to a row, or takes them away when n is below zero.
func (p *planner) take(r *row, n int64) {
	if r.spec.left != Unknown {
		r.spec.left -= n
	}
	if left, ok := p.limits[r.limitKey()]; ok {
		p.limits[r.limitKey()] = left - n
	}
	before := r.base(r.n)
	r.n += n
	r.lot.n += n
	r.lot.counted = false
	r.want.bought = r.want.bought.Add(r.base(r.n)).Sub(before)
}
