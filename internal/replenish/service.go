package replenish

import (
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// Target says what a level of service means.
type Target string

// The targets. They are not the same: with 95 % by cycle, one cycle in twenty
// runs out, mostly of a few pieces; with 95 % filled, one piece in twenty is
// missed.
const (
	TargetCycle Target = "cycle" // the chance that nothing runs out between two deliveries
	TargetFill  Target = "fill"  // the share of the demanded units that is served from stock
)

// Service is how much of the demand is to be met.
type Service struct {
	Target Target
	Level  int64 // basis points, one of Levels()
}

// Levels are the levels of service there are, in basis points.
func Levels() []int64 {
	levels := make([]int64, len(notches))
	for i, n := range notches {
		levels[i] = n.level
	}
	return levels
}

// Method says how a safety stock was found.
type Method string

// The methods.
const (
	MethodNormal    Method = "normal"    // from the deviations of demand and lead time
	MethodEmpirical Method = "empirical" // from what was sold in windows of the same length
	MethodFixed     Method = "fixed"     // a person's figure
	MethodNone      Method = ""          // the model has none
)

// minWindows is how many windows a quantile is taken of at least; with fewer the
// normal distribution guesses better than the handful that happened.
const minWindows = 30

// shield finds the safety stock for an interval of so many days.
type shield struct {
	target   Target
	expected int64   // mean demand of the interval, in millionths
	sigma    int64   // its standard deviation
	cycle    int64   // mean demand between two orders
	windows  []int64 // demand of the windows, ascending; none when they are too few
}

// stock is the safety stock for a place on the scale. An empirical one can be
// below zero: what mostly happens is less than the mean when few days sell much.
func (s *shield) stock(i int) dec.Quantity {
	switch {
	case len(s.windows) > 0 && s.target == TargetFill:
		return quantity(s.windowFill(notches[i].level)-s.expected, up)
	case len(s.windows) > 0:
		return quantity(s.windowQuantile(notches[i].level)-s.expected, up)
	case s.target == TargetFill:
		return quantity(mulDiv(s.fillFactor(notches[i].level), s.sigma, kScale, half), half)
	}
	return quantity(mulDiv(notches[i].z, s.sigma, zScale, half), half)
}

// fillFactor is the k with σ·G(k) = (1 − β)·Q. What is ordered at once counts,
// because the shortage of a cycle is set against it.
func (s *shield) fillFactor(level int64) int64 {
	if s.sigma == 0 {
		return 0
	}
	return lossFactor(mulDiv(s.missing(level), lossScale, s.sigma, half))
}

// missing is the shortage that a fill rate allows in a cycle.
func (s *shield) missing(level int64) int64 {
	return mulDiv(s.cycle, bpsWhole-level, bpsWhole, half)
}

// windowQuantile is the least demand that the level's share of the windows did not exceed.
func (s *shield) windowQuantile(level int64) int64 {
	n := int64(len(s.windows))
	return s.windows[(level*n+bpsWhole-1)/bpsWhole-1]
}

// windowFill is the least stock with which the windows would have been short of
// no more than the fill rate allows, on average.
func (s *shield) windowFill(level int64) int64 {
	if s.cycle == 0 {
		return 0 // nothing is asked for, so nothing is missed
	}
	n := int64(len(s.windows))
	allowed := s.missing(level) * n
	// Down from the largest window: short(S) = Σ(window − S) over those above S is
	// straight between two windows, so the first piece that reaches the allowance
	// holds the answer.
	var sum int64 // of the windows from i on
	for i := n - 1; i >= 0; i-- {
		sum += s.windows[i]
		above := n - i
		lower := int64(0)
		if i > 0 {
			lower = s.windows[i-1]
		}
		if sum-above*lower > allowed {
			return (sum - allowed + above - 1) / above
		}
	}
	return 0
}

// deviation is the standard deviation of the demand of t days when the lead time
// deviates as well: √(t·σd² + d²·σL²), in millionths. d is the mean over these
// days, so a late delivery costs more in the season.
func (m *sales) deviation(t int, expected dec.Quantity, lead Lead) int64 {
	if t <= 0 {
		return 0
	}
	late := mulDiv(int64(expected), int64(max(lead.Deviation, 0)), int64(t)*dec.Scale, half)
	return m.spread.times(int64(t)).over(m.divisor).add(product(late, late)).root()
}

// windows puts the demand of all windows of t days in stock into buffer. The
// days out of stock are closed up, so no window is short because of them.
func (m *sales) windows(t int, buffer *[HistoryDays]int64) []int64 {
	n := m.n - t + 1
	if t < 1 || n < 1 {
		return nil
	}
	var sum int64
	for i := range t {
		sum += m.days[i]
	}
	buffer[0] = sum
	for i := 1; i < n; i++ {
		sum += m.days[i+t-1] - m.days[i-1]
		buffer[i] = sum
	}
	return buffer[:n]
}

// sorted is the windows in ascending order, or nothing when they are too few.
func (m *sales) sorted(t int, buffer *[HistoryDays]int64) []int64 {
	w := m.windows(t, buffer)
	if len(w) < minWindows {
		return nil
	}
	slices.Sort(w)
	return w
}
