package replenish

import "github.com/huotong/huotong/internal/dec"

// HistoryDays is how many days of sales a run looks back.
const HistoryDays = 180

const (
	// recentDays is the window of the mean when a rule names none.
	recentDays = 90
	// minInStock is with how many days in stock a mean begins to mean something.
	minInStock = 7
	// maxDay is more than any SKU sells in a day, ten million; above it is a mistake of the input.
	maxDay = 10_000_000 * dec.Scale
	// maxDays is the longest lead time, review period or cover.
	maxDays = 365
)

// Mask marks days of a history.
type Mask [(HistoryDays + 63) / 64]uint64

// Set marks a day.
func (m *Mask) Set(day int) { m[day/64] |= 1 << (day % 64) }

// Has says whether a day is marked.
func (m *Mask) Has(day int) bool { return m[day/64]>>(day%64)&1 == 1 }

// History is what one SKU sold from one warehouse. Day 0 is yesterday, day 1 the
// day before.
type History struct {
	// Known is for how many days there is a history: since the SKU was first on
	// sale, at most HistoryDays. Older entries are not looked at.
	Known int
	// Sold is the base units sold each day; below zero counts as nothing.
	Sold [HistoryDays]dec.Quantity
	// Out are days without sellable stock. A day on which something was sold
	// counts as in stock, whatever its balance.
	Out Mask
	// Event are days whose sales somebody explained; they are not capped.
	Event Mask
}

func (h *History) sold(day int) int64 { return min(max(int64(h.Sold[day]), 0), maxDay) }

// Rate is demand per day as a fraction, units in so many days, so that nothing
// is rounded before the end.
type Rate struct {
	Units dec.Quantity
	Days  int64
}

// IsZero says that nothing is sold.
func (r Rate) IsZero() bool { return r.Units <= 0 || r.Days <= 0 }

// PerDay is the rate rounded to four decimals, to be shown.
func (r Rate) PerDay() dec.Quantity {
	if r.IsZero() {
		return 0
	}
	return dec.Quantity(mulDiv(int64(r.Units), 1, r.Days*place, half) * place)
}

// RateFrom says where a rate comes from.
type RateFrom string

// The places a rate comes from.
const (
	RateFromHistory  RateFrom = "history"
	RateFromCategory RateFrom = "category" // what its category sells per SKU
	RateFromManual   RateFrom = "manual"   // a person's guess
	RateUnknown      RateFrom = ""
)

// Fallback is the demand to go by when the history is too short.
type Fallback struct {
	PerDay    dec.Quantity
	Deviation dec.Quantity // per day; zero when unknown, and then demand is taken as steady
	From      RateFrom     // category or manual; RateUnknown when there is no fallback
}

// Velocity is how fast a SKU sells, with what that was found from.
type Velocity struct {
	Rate
	// Deviation is the standard deviation of a day's demand (sample form).
	Deviation dec.Quantity
	From      RateFrom
	// DaysInStock are the days the rate is the mean of; DaysOut those of the
	// history that were left out because there was nothing to sell.
	DaysInStock, DaysOut int
	// DaysSold are the days of the history on which something was sold.
	DaysSold int
	// Cap is the most that a day counted for, zero when none was too high for
	// it; Capped is how many days were cut.
	Cap    dec.Quantity
	Capped int
	// Lumpy means that sale days are too few for the normal distribution.
	Lumpy bool
}

// sales is a Velocity with what further figures are computed from.
type sales struct {
	Velocity
	// The variance of a day is spread/divisor, in millionths squared.
	spread  wide
	divisor int64
	// days[:n] are the days in stock, newest first, capped.
	days [HistoryDays]int64
	n    int
}

// measure fills m from a history, or from the fallback when that is too short.
func (m *sales) measure(h *History, window int, fallback Fallback) {
	m.divisor = 1
	if window == 0 {
		window = recentDays
	}
	recent := 0
	if h != nil {
		recent = m.collect(h, window)
	}
	if recent < minInStock {
		recent = m.n // out of stock for most of the window: older days are better than none
	}
	if recent < minInStock {
		m.From = fallback.From
		if fallback.From == RateUnknown {
			return
		}
		m.Units, m.Days = min(max(fallback.PerDay, 0), maxDay), 1
		m.Deviation = min(max(fallback.Deviation, 0), maxDay)
		m.spread = product(int64(m.Deviation), int64(m.Deviation))
		m.Lumpy = false
		return
	}
	var sum int64
	var squares wide
	for _, x := range m.days[:recent] {
		sum += x
		squares = squares.add(product(x, x))
	}
	n := int64(recent)
	m.From, m.DaysInStock = RateFromHistory, recent
	m.Units, m.Days = dec.Quantity(sum), n
	m.spread, m.divisor = squares.times(n).sub(product(sum, sum)), n*(n-1)
	m.Deviation = quantity(m.spread.over(m.divisor).root(), half)
}

// collect gathers the days in stock, and says how many of them lie in the window.
func (m *sales) collect(h *History, window int) (recent int) {
	known := min(max(h.Known, 0), HistoryDays)
	limit := outlierCap(h, known)
	sold90 := 0
	for day := range known {
		x := h.sold(day)
		if x == 0 && h.Out.Has(day) {
			m.DaysOut++
			continue
		}
		if limit > 0 && x > limit && !h.Event.Has(day) {
			x = limit
			m.Capped++
		}
		m.days[m.n] = x
		m.n++
		if day < window {
			recent = m.n
		}
		if x > 0 {
			m.DaysSold++
			if day < 90 {
				sold90++
			}
		}
	}
	if m.Capped > 0 {
		m.Cap = dec.Quantity(limit)
	}
	// More than 1.32 days from sale to sale on average, or fewer than ten sale
	// days in ninety: a normal distribution would promise what it cannot keep.
	m.Lumpy = m.DaysSold > 0 && (100*m.n > 132*m.DaysSold || sold90 < 10)
	return recent
}

// outlierCap is the 97.5 % quantile of the days on which something was sold, or
// zero when none lies above it. Days without a sale are left out of it, or a SKU
// that sells once a month would be cut to nothing.
func outlierCap(h *History, known int) int64 {
	const most = HistoryDays/40 + 1
	var top [most]int64 // the largest, in descending order
	n := 0
	for day := range known {
		x := h.sold(day)
		if x == 0 {
			continue
		}
		n++
		if x <= top[most-1] {
			continue
		}
		for i := range top {
			if x > top[i] {
				x, top[i] = top[i], x
			}
		}
	}
	above := n / 40 // so many lie above the quantile: n − ⌈0.975·n⌉
	if above == 0 {
		return 0
	}
	return top[above]
}
