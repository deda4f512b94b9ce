package replenish

import "sort"

// notch is one step of the scale of service.
type notch struct {
	level int64 // basis points
	z     int64 // Φ⁻¹(level) × 10⁴
}

// notches are the levels of service there are. Between them nobody can tell the
// difference, and one more or one less is what an explanation compares with.
var notches = [...]notch{
	{9000, 1_2816},
	{9500, 1_6449},
	{9750, 1_9600},
	{9800, 2_0537},
	{9900, 2_3263},
	{9950, 2_5758},
}

const (
	zScale    = 10_000
	kScale    = 1_000_000         // of k in the loss function
	lossScale = 1_000_000_000_000 // of the loss itself
	lossStep  = kScale / 50       // between two entries of the table
	bpsWhole  = 10_000
)

// notchOf is the place of a level on the scale, or −1.
func notchOf(level int64) int {
	for i, n := range notches {
		if n.level == level {
			return i
		}
	}
	return -1
}

// loss is G(k) for k ≥ 0, zero beyond five deviations. Between the entries of the
// table it follows a parabola (Bessel's formula), right to 10⁻⁷.
func loss(k int64) int64 {
	i, t := int(k/lossStep), k%lossStep
	if i >= len(lossTable)-1 {
		return 0
	}
	straight := lossAt(i) - mulDiv(lossAt(i)-lossAt(i+1), t, lossStep, half)
	bend := lossAt(i-1) - lossAt(i) - lossAt(i+1) + lossAt(i+2) // twice the mean second difference
	return straight - mulDiv(max(bend, 0), t*(lossStep-t), 4*lossStep*lossStep, half)
}

// lossAt is an entry of the table, continued at both ends: G(−k) = G(k) + k.
func lossAt(i int) int64 {
	if i < 0 {
		return lossTable[-i] - int64(i)*(lossScale/kScale)*lossStep
	}
	return lossTable[min(i, len(lossTable)-1)]
}

// lossFactor is the least k ≥ 0 with G(k) ≤ g: 0 when a loss of g needs no safety
// stock at all, five when none the table knows is enough.
func lossFactor(g int64) int64 {
	return int64(sort.Search((len(lossTable)-1)*lossStep, func(k int) bool { return loss(int64(k)) <= g }))
}
