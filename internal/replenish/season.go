package replenish

import (
	"sort"

	"github.com/huotong/huotong/internal/dec"
)

// Season holds the factor of each coming day. It is made once and used for every
// SKU of its kind.
type Season struct {
	until []int64 // until[t] is the sum of the factors of days 0 to t−1
}

// NewSeason takes the factors of the coming days in basis points, that of today
// first: 10,000 changes nothing, at most 100,000 count. Days after the last have
// 10,000.
func NewSeason(factors []int64) *Season {
	s := &Season{until: make([]int64, 1, len(factors)+1)}
	for i, f := range factors {
		s.until = append(s.until, s.until[i]+min(max(f, 0), 10*bpsWhole))
	}
	return s
}

// sum adds up the factors of days 0 to t−1. Without a season each is 10,000.
func (s *Season) sum(t int) int64 {
	if s == nil {
		return int64(t) * bpsWhole
	}
	last := min(t, len(s.until)-1)
	return s.until[last] + int64(t-last)*bpsWhole
}

// Override is what a person expects to be sold on a day; it stands instead of
// rate and season. A day has one.
type Override struct {
	Day      int
	Quantity dec.Quantity
}

// outlook is the demand that is expected.
type outlook struct {
	rate      Rate
	season    *Season
	overrides []Override
}

// until is the demand of days 0 to t−1. The exact sum is rounded up to four
// decimals: what is ordered is rounded up anyway, and rounding up twice is the
// same as once.
func (o *outlook) until(t int) dec.Quantity {
	factors := o.season.sum(t)
	var fixed dec.Quantity
	for _, v := range o.overrides {
		if 0 <= v.Day && v.Day < t {
			factors -= o.season.sum(v.Day+1) - o.season.sum(v.Day)
			fixed = fixed.Add(min(max(v.Quantity, 0), maxDay))
		}
	}
	if o.rate.IsZero() {
		return fixed
	}
	units := mulDiv(int64(o.rate.Units), max(factors, 0), o.rate.Days*bpsWhole*place, up)
	return fixed.Add(dec.Quantity(units * place))
}

// Coming is what is on its way, whatever stands behind it: goods in transit, an
// unpaid order, a draft. Not counting a draft would suggest it again.
type Coming struct {
	Day      int // expected; what is overdue counts as here
	Quantity dec.Quantity
}

// Never is a day that does not come within a year.
const Never = 9999

// supply is what there is and what is coming, against an outlook.
type supply struct {
	outlook
	have   dec.Quantity // on hand − reserved − back orders
	coming []Coming
}

// position is IP(t): what there will have been on day t without selling any.
func (s *supply) position(t int) dec.Quantity {
	have := s.have
	for _, c := range s.coming {
		if c.Day <= t {
			have = have.Add(c.Quantity)
		}
	}
	return have
}

// firstBelow is the first day in whose course the stock falls below a level.
func (s *supply) firstBelow(level dec.Quantity) int {
	for from := 0; from < maxDays; {
		to, have := maxDays, s.position(from)
		for _, c := range s.coming {
			if c.Day > from {
				to = min(to, c.Day)
			}
		}
		// Nothing arrives from here on until to, so the stock only falls.
		if have.Sub(s.until(to)) < level {
			return from + sort.Search(to-from-1, func(i int) bool { return have.Sub(s.until(from+i+1)) < level })
		}
		from = to
	}
	return Never
}
