package replenish

import (
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// minSamples is how many deliveries a lead time is learned from at least.
const minSamples = 5

// LeadFrom says where a lead time comes from.
type LeadFrom string

// The places a lead time comes from.
const (
	LeadFromSource   LeadFrom = "source"   // deliveries of this SKU by this supplier
	LeadFromSupplier LeadFrom = "supplier" // deliveries of this supplier
	LeadStandard     LeadFrom = "standard" // what the source or the settings say
)

// Lead is the time from order to sellable: supplier, carrier and receiving.
type Lead struct {
	Days      int
	Deviation dec.Quantity // standard deviation in days
	Samples   int          // deliveries it was learned from
	From      LeadFrom
}

// Learn finds a lead time from the days that deliveries took: those of the SKU
// by the supplier when there are five, else all of the supplier, else the
// standard. The median, a half day rounded up, and 1.4826 times the median
// deviation from it stand for mean and standard deviation, because one parcel
// that was lost for a month must not change either.
func Learn(ofSource, ofSupplier []int, standard Lead) Lead {
	switch {
	case len(ofSource) >= minSamples:
		return learn(ofSource, LeadFromSource)
	case len(ofSupplier) >= minSamples:
		return learn(ofSupplier, LeadFromSupplier)
	}
	standard.Samples, standard.From = 0, LeadStandard
	return standard
}

func learn(samples []int, from LeadFrom) Lead {
	days := make([]int, len(samples))
	for i, d := range samples {
		days[i] = min(max(d, 0), maxDays)
	}
	twice := twiceMedian(days)
	for i, d := range days {
		days[i] = max(2*d-twice, twice-2*d)
	}
	quarters := int64(twiceMedian(days)) // four times the median deviation
	return Lead{
		Days:      (twice + 1) / 2,
		Deviation: quantity(mulDiv(quarters, 1_4826*dec.Scale, 4*10_000, half), half),
		Samples:   len(samples),
		From:      from,
	}
}

// twiceMedian is a whole number also between two middle values. It sorts days.
func twiceMedian(days []int) int {
	slices.Sort(days)
	n := len(days)
	return days[(n-1)/2] + days[n/2]
}

// Stop is a time in which a supplier does not work, such as the Spring Festival:
// days from the run, both included; the first may be past.
type Stop struct{ From, To int }

// Arrival is the day on which goods ordered on a day can be sold: the lead time
// runs only while the supplier works.
func Arrival(day, lead int, stops []Stop) int {
	if len(stops) == 0 {
		return day + lead
	}
	latest := day + lead + 2*maxDays // a stop without an end is a supplier that is gone
	for lead > 0 && day < latest {
		if !slices.ContainsFunc(stops, func(s Stop) bool { return s.From <= day && day <= s.To }) {
			lead--
		}
		day++
	}
	return day
}
