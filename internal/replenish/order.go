package replenish

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// MaxLines is how many SKUs 1688 takes in one order.
const MaxLines = 50

// proposal writes down what was planned.
func (p *planner) proposal() Proposal {
	out := Proposal{Moved: p.moved}
	open := map[*want][]Demand{} // demands not yet linked
	for _, w := range p.wants {
		demands := slices.DeleteFunc(slices.Clone(w.Demands), func(d Demand) bool { return d.Quantity <= 0 })
		slices.SortFunc(demands, func(a, b Demand) int {
			return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Quantity, b.Quantity))
		})
		open[w] = demands
	}
	for _, g := range p.sorted() {
		if g.pieces() > 0 {
			out.Orders = append(out.Orders, p.order(g, open))
		}
	}
	out.Unmet = p.stillUnmet()
	return out
}

func (p *planner) order(g *group, demands map[*want][]Demand) Order {
	o := Order{Key: g.key, Mixed: g.mixed(), Merged: g.merges, Choices: g.choices, Climbs: g.climbs}
	for _, l := range g.lots {
		var open *row // of the line that is being added to
		for _, r := range l.rows {
			if r.n == 0 {
				continue
			}
			if open == nil || !r.sameLine(open) {
				open = r
				o.Lines = append(o.Lines, Line{
					SKU: r.want.SKU, Offer: r.offer.ID, Spec: r.spec.id, Num: r.num, Den: r.den, Price: l.price(r),
				})
			}
			last := len(o.Lines) - 1
			line := &o.Lines[last]
			line.Quantity += r.n
			line.Base = line.Base.Add(r.base(r.n))
			line.Amount = total(line.Price, line.Quantity)
			o.link(r, last, demands)
		}
	}
	offers := make([]int64, len(o.Lines))
	for i := range o.Lines {
		offers[i] = o.Lines[i].Offer
	}
	for _, span := range Split(offers, p.policy.MaxLines) {
		c := chunk(g, o.Lines, span)
		o.Goods, o.Freight = o.Goods.Add(c.Goods), o.Freight.Add(c.Freight)
		o.Chunks = append(o.Chunks, c)
	}
	o.Total = o.Goods.Add(o.Freight)
	return o
}

// link gives what a row brings to its demands in their order, and the rest to the stock.
func (o *Order) link(r *row, line int, open map[*want][]Demand) {
	left, demands := r.base(r.n), open[r.want]
	add := func(demand int64, q dec.Quantity) {
		left = left.Sub(q)
		if n := len(o.Links) - 1; n >= 0 && o.Links[n].Line == line && o.Links[n].Warehouse == r.want.Warehouse && o.Links[n].Demand == demand {
			o.Links[n].Quantity = o.Links[n].Quantity.Add(q)
			return
		}
		o.Links = append(o.Links, Link{Line: line, Warehouse: r.want.Warehouse, Demand: demand, Quantity: q})
	}
	for left > 0 && len(demands) > 0 {
		d := &demands[0]
		q := min(left, d.Quantity)
		add(d.ID, q)
		if d.Quantity = d.Quantity.Sub(q); d.Quantity == 0 {
			demands = demands[1:]
		}
	}
	open[r.want] = demands
	if left > 0 {
		add(0, left)
	}
}

// Span is a run of lines, From included and To not.
type Span struct{ From, To int }

// Split cuts lines into 1688 orders of at most so many. offers has the offer of
// each line; lines of one offer stand together. An offer stays whole, because
// its minimum and its price go by what is in one order, unless it alone has more
// lines than an order takes. The cuts depend on the lines alone, so a second run
// makes the same.
func Split(offers []int64, most int) []Span {
	most = max(most, 1)
	var spans []Span
	start := 0
	for i := 0; i < len(offers); {
		end := i + 1
		for end < len(offers) && offers[end] == offers[i] {
			end++
		}
		if end-start > most && i > start {
			spans = append(spans, Span{start, i})
			start = i
		}
		for end-start > most {
			spans = append(spans, Span{start, start + most})
			start += most
		}
		i = end
	}
	if start < len(offers) {
		spans = append(spans, Span{start, len(offers)})
	}
	return spans
}

// chunk prices one 1688 order and spreads its freight over the lines by value,
// to the fen; the shares add up to it.
func chunk(g *group, lines []Line, span Span) Chunk {
	c := Chunk{From: span.From, To: span.To}
	within := lines[span.From:span.To]
	weights := make([]int64, len(within))
	pieces := map[int64]int64{}
	amounts := map[int64]dec.Amount{}
	for i := range within {
		l := &within[i]
		c.Goods = c.Goods.Add(l.Amount)
		weights[i] = l.Amount.Fen()
		pieces[l.Offer] += l.Quantity
		amounts[l.Offer] = amounts[l.Offer].Add(l.Amount)
	}
	c.Freight = g.freightOf(c.Goods)
	for i, share := range c.Freight.Split(weights) {
		within[i].Freight = share
	}
	var n int64
	var amount dec.Amount
	for _, l := range g.lots {
		if l.offer.Mixed {
			n, amount = n+pieces[l.offer.ID], amount.Add(amounts[l.offer.ID])
		}
	}
	mixed := g.seller.mixedAt(n, amount)
	for _, l := range g.lots {
		if n := pieces[l.offer.ID]; 0 < n && n < l.offer.MOQ && !(l.offer.Mixed && mixed) {
			c.Short = append(c.Short, l.offer.ID)
		}
	}
	return c
}

// stillUnmet is what is not bought in the end, for the reason found first. A need
// that went unmet from one source may have been met by another.
func (p *planner) stillUnmet() []Unmet {
	missing := map[*want]dec.Quantity{}
	for _, w := range p.wants {
		missing[w] = max(w.need.Sub(w.bought), 0)
	}
	slices.SortStableFunc(p.unmet, func(a, b miss) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Warehouse, b.Warehouse), cmp.Compare(a.Offer, b.Offer), cmp.Compare(a.Reason, b.Reason))
	})
	var out []Unmet
	for _, m := range p.unmet {
		if m.Quantity = min(m.Quantity, missing[m.want]); m.Quantity > 0 {
			missing[m.want] = missing[m.want].Sub(m.Quantity)
			out = append(out, m.Unmet)
		}
	}
	return out
}
