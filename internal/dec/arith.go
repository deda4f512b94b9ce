package dec

import (
	"fmt"
	"math/bits"
)

// number is any of the four types.
type number interface {
	Amount | Price | Quantity | Cost
}

// add sticks at the limits instead of wrapping round; a value at a limit stays
// there whatever is added, like a NaN.
func add[T number](a, b T) T {
	switch {
	case over(a):
		return a
	case over(b):
		return b
	case b > 0 && a > overMax-b:
		return overMax
	case b < 0 && a < overMin-b:
		return overMin
	}
	return a + b
}

func over[T number](a T) bool { return a >= overMax || a <= overMin }

// sum adds exactly in 128 bits, so the order of the values cannot matter.
func sum[T number](values []T) (T, error) {
	var hi, lo uint64
	for _, v := range values {
		if over(v) {
			return 0, fmt.Errorf("dec: sum: %w", ErrRange)
		}
		var carry uint64
		lo, carry = bits.Add64(lo, uint64(v), 0)
		hi += carry
		if v < 0 {
			hi-- // sign extension of the addend
		}
	}
	total := int64(lo)
	if hi != uint64(total>>63) || over(T(total)) {
		return 0, fmt.Errorf("dec: sum: %w", ErrRange)
	}
	return T(total), nil
}

func sign[T number](v T) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// rounding says what happens to a result between two representable values.
type rounding int

const (
	halfAway rounding = iota // 0.5 → 1, −0.5 → −1
	halfEven                 // 0.5 → 0, 1.5 → 2
	exact                    // a remainder is ErrPlaces
)

// mulDiv is a·b/d, exact in between and rounded once.
func mulDiv(a, b, d int64, mode rounding) (int64, error) {
	if d == 0 {
		return 0, ErrZeroDivisor
	}
	if over(Cost(a)) || over(Cost(b)) {
		return 0, ErrRange
	}
	negative := (a < 0) != (b < 0) != (d < 0)
	divisor := magnitude(d)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi >= divisor {
		return 0, ErrRange
	}
	q, r := bits.Div64(hi, lo, divisor)
	if mode == exact && r != 0 {
		return 0, ErrPlaces
	}
	// r against d−r instead of 2r against d, which could overflow.
	if half := divisor - r; r != 0 && (r > half || r == half && (mode == halfAway || q%2 == 1)) {
		q++
	}
	if q >= overMax {
		return 0, ErrRange
	}
	if negative {
		return -int64(q), nil
	}
	return int64(q), nil
}

// magnitude is |v|, right also for the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v) //nolint:gosec // two's complement on purpose
	}
	return uint64(v)
}

// ratio is v·num/den rounded to the last place of f; like input, the result may
// not exceed maxInput.
func (f format) ratio(v, num, den int64, mode rounding) (int64, error) {
	if over(Cost(v)) {
		return 0, ErrRange
	}
	n, err := mulDiv(v/f.unit, num, den, mode)
	if err != nil {
		return 0, err
	}
	if most := f.maxInput / f.unit; n > most || n < -most {
		return 0, ErrRange
	}
	return n * f.unit, nil
}

// limit is the value an overflow sticks at.
func limit[T number](negative bool) T {
	if negative {
		return overMin
	}
	return overMax
}
