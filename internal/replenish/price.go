package replenish

import (
	"math/big"

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

// lines gives what the lot orders, line by line with the row it begins with.
func (l *lot) lines(each func(r *row, n int64)) {
	for i := 0; i < len(l.rows); {
		r, n := l.rows[i], int64(0)
		for ; i < len(l.rows) && l.rows[i].sameLine(r); i++ {
			n += l.rows[i].n
		}
		if n > 0 {
			each(r, n)
		}
	}
}

// amount is what the lot costs, rounded line by line as on the order.
func (l *lot) amount() dec.Amount {
	var sum dec.Amount
	l.lines(func(r *row, n int64) { sum = sum.Add(total(l.price(r), n)) })
	return sum
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
	var offers []int64
	var amounts []dec.Amount
	for _, l := range g.lots {
		l.lines(func(r *row, n int64) {
			offers, amounts = append(offers, l.offer.ID), append(amounts, total(l.price(r), n))
		})
	}
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

// reserve is what of an offer there is, with all that is coming, and how fast it
// sells: in sale units and sale units a day, exact.
type reserve struct{ stock, rate *big.Rat }

// reserveOf adds up rows as they are, less what was added to them. ok is false
// when one of them does not sell.
func reserveOf(rows []addition) (v reserve, ok bool) {
	v = reserve{new(big.Rat), new(big.Rat)}
	for _, a := range rows {
		w, r := a.row.want, a.row
		if w.Rate.IsZero() {
			return v, false
		}
		have := w.Position.Add(w.bought).Sub(r.base(a.n))
		v.stock.Add(v.stock, ratio(int64(have), r.den, dec.Scale*r.num))
		v.rate.Add(v.rate, ratio(int64(w.Rate.Units), r.den, w.Rate.Days*dec.Scale*r.num))
	}
	if v.stock.Sign() < 0 {
		v.stock.SetInt64(0)
	}
	return v, len(rows) > 0
}

// ratio is a·b/d.
func ratio(a, b, d int64) *big.Rat {
	r := new(big.Rat).SetFrac64(a, d)
	return r.Mul(r, new(big.Rat).SetInt64(b))
}

// rounded is r × scale to the nearest whole number, for r ≥ 0; it sticks at a
// thousand years of days.
func rounded(r *big.Rat, scale int64) int64 {
	const most = 365_000
	twice := new(big.Rat).Mul(r, new(big.Rat).SetInt64(2*scale))
	n := new(big.Int).Quo(twice.Num(), twice.Denom())
	if !n.IsInt64() || n.Int64() >= 2*most*scale {
		return most * scale
	}
	return (n.Int64() + 1) / 2
}

// surplus prices the pieces between two states of a lot. They wait until what is
// there is gone, and then on average half the time they last. Figures apiece are
// rounded first and the rest is computed from those, so that a person finds the
// same with a calculator.
func (p *planner) surplus(l *lot, was, now state, has reserve, sells bool) Surplus {
	s := Surplus{Pieces: now.n - was.n, Cash: now.amount.Sub(was.amount)}
	if s.Pieces == 0 {
		s.Cost = s.Cash
		return s
	}
	unit := unitPlace(now.unit)
	s.Marginal = apiece(s.Cash, s.Pieces, unit)
	if s.Next = l.offer.NextPrice; s.Next <= 0 {
		s.Next = was.unit
	}
	if s.Next <= 0 {
		s.Next = now.unit
	}
	if !sells {
		s.Cost = s.Cash // nobody may ever ask for it
		return s
	}
	extra := new(big.Rat).SetInt64(s.Pieces)
	wait := new(big.Rat).Add(has.stock, new(big.Rat).Mul(extra, big.NewRat(1, 2)))
	s.WaitDays = rounded(wait.Quo(wait, has.rate), 1)
	cover := new(big.Rat).Add(has.stock, extra)
	s.Cover = dec.Quantity(rounded(cover.Quo(cover, has.rate), 10) * (dec.Scale / 10))
	yearly := max(p.policy.HoldingBPS, 0)
	s.Holding = dec.Price(mulDiv(int64(now.unit), yearly*s.WaitDays, bpsWhole*365*unit, half) * unit)
	s.Cost = total(s.Marginal+s.Holding-s.Next, s.Pieces)
	return s
}
