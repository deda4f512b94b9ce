package replenish

import (
	"math"

	"github.com/huotong/huotong/internal/dec"
)

// maxRatio is the largest part of a ratio that is believed.
const maxRatio = 1_000_000

// usable says whether a source can be bought from: the offer is there, has the
// spec and a price for it, and the ratio can be believed.
func (p *planner) usable(source Source) bool {
	o := p.offers[source.Offer]
	if o == nil || !believed(source.Num) || !believed(source.Den) || source.Multiple > math.MaxInt32 {
		return false
	}
	s := o.spec(source.Spec)
	return s != nil && len(o.tiersOf(s)) > 0
}

// row makes a row for a source, or nothing when that cannot be used.
func (p *planner) row(w *want, i int) *row {
	source := &w.Sources[i]
	if !p.usable(*source) {
		return nil
	}
	o := p.offers[source.Offer]
	r := &row{want: w, source: i, key: source.Key, offer: o, spec: o.spec(source.Spec), num: source.Num, den: source.Den}
	if into, ok := p.merged[r.key]; ok {
		r.key = into
	}
	// A base quantity has four decimals, so what is ordered comes in steps that
	// have no more: single pieces of a SKU that is kept by the dozen, three at a time.
	exact := r.den / gcd(r.den, r.num*(dec.Scale/place))
	multiple := max(source.Multiple, 1)
	r.step = multiple / gcd(multiple, exact) * exact
	var dearest dec.Price
	for _, t := range r.tiers() {
		dearest = max(dearest, t.Price)
	}
	r.most = min(int64(dec.MaxInputAmount)/int64(dearest), mulDiv(int64(dec.MaxInputQuantity)/dec.Scale, r.den, r.num, down),
		int64(dec.MaxInputQuantity)/dec.Scale)
	return r
}

func believed(n int64) bool { return 0 < n && n <= maxRatio }

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (o *offer) tiersOf(s *spec) []Tier {
	if o.bySpec {
		return s.tiers
	}
	return o.tiers
}

func (r *row) tiers() []Tier { return r.offer.tiersOf(r.spec) }

// base is n sale units in base units; exact for multiples of the step.
func (r *row) base(n int64) dec.Quantity {
	return dec.Quantity(mulDiv(n*r.num, dec.Scale, r.den, down))
}

// pieces is a quantity in sale units.
func (r *row) pieces(q dec.Quantity, mode rounding) int64 {
	return mulDiv(int64(max(q, 0)), r.den, r.num*dec.Scale, mode)
}

// wanted is the sale units for a quantity, in whole steps.
func (r *row) wanted(q dec.Quantity) int64 {
	mode := up
	if r.want.RoundDown {
		mode = down
	}
	return mulDiv(r.pieces(q, mode), 1, r.step, mode) * r.step
}
