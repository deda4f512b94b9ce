package replenish

import (
	"cmp"
	"math"
	"math/bits"

	"github.com/huotong/huotong/internal/dec"
)

// Statistics are worked out in whole numbers, so that every machine finds the
// same: squares of millionths need 128 bits, and a square root is that of a
// whole number.

// wide is a whole number of 128 bits, zero or above. What is computed with it
// stays far below its limit, because a day's sales are capped (maxDay).
type wide struct{ hi, lo uint64 }

// unsigned is v, which is never negative where this is called.
func unsigned(v int64) uint64 {
	return uint64(max(v, 0))
}

// product is a·b of two numbers not below zero.
func product(a, b int64) wide {
	hi, lo := bits.Mul64(unsigned(a), unsigned(b))
	return wide{hi, lo}
}

func (w wide) add(v wide) wide {
	lo, carry := bits.Add64(w.lo, v.lo, 0)
	return wide{w.hi + v.hi + carry, lo}
}

// sub is w − v for v ≤ w.
func (w wide) sub(v wide) wide {
	lo, borrow := bits.Sub64(w.lo, v.lo, 0)
	return wide{w.hi - v.hi - borrow, lo}
}

func (w wide) times(n int64) wide {
	hi, lo := bits.Mul64(w.lo, unsigned(n))
	return wide{hi + w.hi*unsigned(n), lo}
}

// over is w/n, rounded down.
func (w wide) over(n int64) wide {
	d := unsigned(n)
	hi, rest := w.hi/d, w.hi%d
	lo, _ := bits.Div64(rest, w.lo, d)
	return wide{hi, lo}
}

func (w wide) compare(v wide) int {
	if c := cmp.Compare(w.hi, v.hi); c != 0 {
		return c
	}
	return cmp.Compare(w.lo, v.lo)
}

// root is the whole part of the square root, by Newton's method from above.
func (w wide) root() int64 {
	size := bits.Len64(w.lo)
	if w.hi != 0 {
		size = 64 + bits.Len64(w.hi)
	}
	if size == 0 {
		return 0
	}
	if size > 126 {
		return math.MaxInt64
	}
	for x := uint64(1) << ((size + 1) / 2); ; {
		q, _ := bits.Div64(w.hi, w.lo, x)
		next := (x + q) / 2
		if next >= x {
			return int64(x) //nolint:gosec // below 2⁶³, as w is below 2¹²⁶
		}
		x = next
	}
}

// rounding says where a result between two values goes.
type rounding int

const (
	down rounding = iota
	half          // the nearer one, up from the middle
	up
)

// mulDiv is a·b/d of numbers not below zero, exact in between and rounded once;
// it sticks at the largest number.
func mulDiv(a, b, d int64, mode rounding) int64 {
	divisor := unsigned(d)
	p := product(a, b)
	if p.hi >= divisor {
		return math.MaxInt64
	}
	q, r := bits.Div64(p.hi, p.lo, divisor)
	if r != 0 && (mode == up || mode == half && r >= divisor-r) {
		q++
	}
	return int64(min(q, math.MaxInt64))
}

// compareFractions compares a/b with c/d for divisors above zero.
func compareFractions(a, b, c, d int64) int {
	if (a < 0) != (c < 0) {
		return cmp.Compare(a, c)
	}
	if a < 0 {
		return product(-c, b).compare(product(-a, d))
	}
	return product(a, d).compare(product(c, b))
}

// place is the stored size of the last decimal a quantity has.
const place = dec.Scale / 10_000

// quantity rounds millionths to the four decimals of a quantity.
func quantity(micro int64, mode rounding) dec.Quantity {
	if micro < 0 {
		opposite := [...]rounding{down: up, half: half, up: down}
		return -quantity(-micro, opposite[mode])
	}
	return dec.Quantity(mulDiv(micro, 1, place, mode) * place)
}
