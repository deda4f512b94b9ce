package replenish

import (
	"cmp"

	"github.com/huotong/huotong/internal/dec"
)

// total is what n sale units cost. Rows are never larger than a document can say
// (row.most), so there is no error to tell.
func total(price dec.Price, n int64) dec.Amount {
	a, err := price.Times(dec.QuantityFromInt(n))
	if err != nil {
		return dec.MaxInputAmount
	}
	return a
}

// priceAt is the price of a unit when n are bought; below the first tier it is
// that tier's, which a mixed batch makes possible.
func priceAt(tiers []Tier, n int64) dec.Price {
	price := tiers[0].Price
	for _, t := range tiers {
		if t.From <= n {
			price = t.Price
		}
	}
	return price
}

// price is what a sale unit of a row costs: by the quantity of the whole offer,
// or of its spec where specs have prices of their own.
func (l *lot) price(r *row) dec.Price {
	if !l.offer.bySpec {
		return priceAt(l.offer.tiers, l.n)
	}
	var n int64
	for _, other := range l.rows {
		if other.spec == r.spec {
			n += other.n
		}
	}
	return priceAt(r.spec.tiers, n)
}

// lines is what each line of the lot costs, rounded as on the order. It is kept
// until a row changes.
func (l *lot) lines() []dec.Amount {
	if l.counted {
		return l.costs
	}
	l.costs, l.sum, l.counted = l.costs[:0], 0, true
	for i := 0; i < len(l.rows); {
		r, n := l.rows[i], int64(0)
		for ; i < len(l.rows) && l.rows[i].sameLine(r); i++ {
			n += l.rows[i].n
		}
		if n > 0 {
			a := total(l.price(r), n)
			l.costs, l.sum = append(l.costs, a), l.sum.Add(a)
		}
	}
	return l.costs
}

func (l *lot) amount() dec.Amount {
	l.lines()
	return l.sum
}

// sameLine says whether two rows of a lot are ordered in one line: those of
// several warehouses, after a merge.
func (r *row) sameLine(o *row) bool {
	return r.spec == o.spec && r.want.SKU == o.want.SKU && r.num == o.num && r.den == o.den
}

func (g *group) goods() dec.Amount {
	var sum dec.Amount
	for _, l := range g.lots {
		sum = sum.Add(l.amount())
	}
	return sum
}

func (g *group) pieces() int64 {
	var n int64
	for _, l := range g.lots {
		n += l.n
	}
	return n
}

func (g *group) rows() []*row {
	var rows []*row
	for _, l := range g.lots {
		rows = append(rows, l.rows...)
	}
	return rows
}

// freightOf is the freight of one 1688 order, nothing when nothing is sent. A
// larger order never pays more than a smaller one.
func (g *group) freightOf(goods dec.Amount) dec.Amount {
	if goods <= 0 || len(g.freight) == 0 {
		return 0
	}
	freight := dec.MaxInputAmount
	for _, s := range g.freight {
		if s.From <= goods {
			freight = min(freight, max(s.Amount, 0))
		}
	}
	if freight == dec.MaxInputAmount {
		return 0
	}
	return freight
}

// freightOfAll is the freight of the orders that a group is split into.
func (p *planner) freightOfAll(g *group) dec.Amount {
	if len(g.freight) == 0 {
		return 0
	}
	count := 0
	for _, l := range g.lots {
		count += len(l.lines())
	}
	if count <= p.policy.MaxLines {
		return g.freightOf(g.goods())
	}
	offers, amounts := p.offersOf[:0], p.amountsOf[:0]
	for _, l := range g.lots {
		for _, a := range l.lines() {
			offers, amounts = append(offers, l.offer.ID), append(amounts, a)
		}
	}
	p.offersOf, p.amountsOf = offers, amounts
	var sum dec.Amount
	for _, span := range Split(offers, p.policy.MaxLines) {
		var goods dec.Amount
		for _, a := range amounts[span.From:span.To] {
			goods = goods.Add(a)
		}
		sum = sum.Add(g.freightOf(goods))
	}
	return sum
}

// money is what a group costs as it stands.
func (p *planner) money(g *group) dec.Amount { return g.goods().Add(p.freightOfAll(g)) }

// state is a lot's figures at a moment.
type state struct {
	n      int64
	amount dec.Amount
	unit   dec.Price // of one sale unit, on average where specs have their own
}

func (l *lot) state() state {
	s := state{n: l.n, amount: l.amount()}
	switch {
	case !l.offer.bySpec:
		s.unit = priceAt(l.offer.tiers, l.n)
	case l.n > 0:
		s.unit = apiece(s.amount, l.n, place)
	}
	return s
}

// unitPlace is to what the figures apiece are rounded: fen for goods of a yuan
// or more, the four decimals of a price below, where a fen is much.
func unitPlace(price dec.Price) int64 {
	if price >= dec.Scale {
		return dec.Scale / 100
	}
	return place
}

// apiece is an amount divided by pieces, half away from zero.
func apiece(a dec.Amount, n, place int64) dec.Price {
	return dec.Price(int64(a.Sign()) * mulDiv(int64(a.Abs()), 1, n*place, half) * place)
}

// reserve is what there is of an offer, with all that is coming, and how fast it
// sells. Both are in sale units: stock in millionths, rate in 10⁻⁹ a day.
type reserve struct{ stock, rate int64 }

// rateScale is of a reserve's rate.
const rateScale = 1000 * dec.Scale

// reserveOf adds up rows as they are, less what was added to them. The rate is
// zero when one of them does not sell.
func reserveOf(rows []addition) reserve {
	var v reserve
	for _, a := range rows {
		w, r := a.row.want, a.row
		if w.Rate.IsZero() {
			return reserve{}
		}
		have := int64(w.Position.Add(w.bought).Sub(r.base(a.n)))
		v.stock += mulDiv(max(have, -have), r.den, r.num, half) * int64(cmp.Compare(have, 0))
		v.rate += mulDiv(min(int64(w.Rate.Units), maxStock)*(rateScale/dec.Scale), r.den, w.Rate.Days*r.num, half)
	}
	v.stock = max(v.stock, 0)
	return v
}

// days is how long so many millionths of a sale unit last, in so many parts of a
// day; no longer than a thousand years.
func (v reserve) days(micro, parts int64) int64 {
	return min(mulDiv(micro, rateScale/dec.Scale*parts, v.rate, half), 365_000*parts)
}

// surplus prices the pieces between two states of a lot. They wait until what is
// there is gone, and then on average half the time they last. Figures apiece are
// rounded first and the rest is computed from those, so that a person finds the
// same with a calculator.
func (p *planner) surplus(l *lot, was, now state, has reserve) Surplus {
	s := Surplus{Pieces: now.n - was.n, Cash: now.amount.Sub(was.amount)}
	unit := unitPlace(now.unit)
	s.Marginal = apiece(s.Cash, s.Pieces, unit)
	if s.Next = l.offer.NextPrice; s.Next <= 0 {
		s.Next = was.unit
	}
	if s.Next <= 0 {
		s.Next = now.unit
	}
	if has.rate == 0 {
		s.Cost = s.Cash // nobody may ever ask for it
		return s
	}
	s.WaitDays = has.days(has.stock+s.Pieces*dec.Scale/2, 1)
	s.Cover = dec.Quantity(has.days(has.stock+s.Pieces*dec.Scale, 10) * (dec.Scale / 10))
	yearly := max(p.policy.HoldingBPS, 0)
	s.Holding = dec.Price(mulDiv(int64(now.unit), yearly*s.WaitDays, bpsWhole*365*unit, half) * unit)
	s.Cost = total(s.Marginal+s.Holding-s.Next, s.Pieces)
	return s
}
