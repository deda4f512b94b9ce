package dec

import (
	"database/sql/driver"
	"fmt"
)

// Quantity is how much of a SKU, in the unit its context names, with up to four
// decimals (metres, kilograms).
type Quantity int64

// MaxInputQuantity is the largest quantity accepted: 999,999,999.9999.
const MaxInputQuantity Quantity = 999_999_999_9999 * (Scale / 10_000)

var quantityFormat = format{maxPlaces: 4, unit: Scale / 10_000, maxInput: int64(MaxInputQuantity)}

// ParseQuantity reads text such as "12" or "0.25". The error is a *ParseError.
func ParseQuantity(s string) (Quantity, error) {
	v, err := quantityFormat.parse(s)
	return Quantity(v), err
}

// MustQuantity is ParseQuantity for constants in tests and start-up; it panics.
func MustQuantity(s string) Quantity { return must(ParseQuantity(s)) }

// QuantityFromInt is n whole units, as 1688 counts them.
func QuantityFromInt(n int64) Quantity {
	v, err := mulDiv(n, Scale, 1, exact)
	if err != nil {
		return limit[Quantity](n < 0)
	}
	return Quantity(v)
}

// Int is q as a whole number of units; ok is false when q has a fraction, which
// 1688 cannot take.
func (q Quantity) Int() (n int64, ok bool) { return int64(q) / Scale, q%Scale == 0 }

// Add is q + r.
func (q Quantity) Add(r Quantity) Quantity { return add(q, r) }

// Sub is q − r.
func (q Quantity) Sub(r Quantity) Quantity { return add(q, -r) }

// Neg is −q.
func (q Quantity) Neg() Quantity { return -q }

// Abs is |q|.
func (q Quantity) Abs() Quantity { return max(q, -q) }

// Sign is −1, 0 or 1.
func (q Quantity) Sign() int { return sign(q) }

// IsZero says whether q is 0; encoding/json uses it for omitzero.
func (q Quantity) IsZero() bool { return q == 0 }

// Fits says whether q can be written with so many decimals.
func (q Quantity) Fits(places int64) bool {
	step := int64(Scale)
	for range places {
		step /= 10
	}
	return step <= 1 || int64(q)%step == 0
}

// Times is q·num/den, for changing units. It never rounds, since goods must not
// appear or vanish on paper: ErrPlaces when the result needs more than four
// decimals, ErrRange above MaxInputQuantity, ErrZeroDivisor when den is 0.
func (q Quantity) Times(num, den int64) (Quantity, error) {
	v, err := quantityFormat.ratio(int64(q), num, den, exact)
	if err != nil {
		return 0, fmt.Errorf("dec: quantity %s × %d / %d: %w", q, num, den, err)
	}
	return Quantity(v), nil
}

// SumQuantities adds up exactly; ErrRange when the total does not fit.
func SumQuantities(values ...Quantity) (Quantity, error) { return sum(values) }

// String prints no trailing zeros: "12", "0.25".
func (q Quantity) String() string { return quantityFormat.text(int64(q)) }

// MarshalText implements encoding.TextMarshaler.
func (q Quantity) MarshalText() ([]byte, error) { return marshal(quantityFormat, int64(q)) }

// UnmarshalText implements encoding.TextUnmarshaler; the error is a *ParseError.
func (q *Quantity) UnmarshalText(text []byte) error { return unmarshal(q, text, ParseQuantity) }

// Value implements driver.Valuer with the number of millionths.
func (q Quantity) Value() (driver.Value, error) { return value(quantityFormat, int64(q)) }

// Scan implements sql.Scanner.
func (q *Quantity) Scan(src any) error { return scan(q, quantityFormat, src) }
