package dec

import (
	"database/sql/driver"
	"fmt"
)

// Cost is the value of goods in stock or the cost of a unit, in yuan with six
// decimals. It becomes an Amount only where it meets a document.
type Cost int64

// MaxInputCost is the largest cost accepted from outside: 9,999,999,999.999999.
const MaxInputCost Cost = 9_999_999_999_999_999

var costFormat = format{maxPlaces: 6, unit: 1, maxInput: int64(MaxInputCost)}

// ParseCost reads text such as "3.333333". The error is a *ParseError.
func ParseCost(s string) (Cost, error) {
	v, err := costFormat.parse(s)
	return Cost(v), err
}

// MustCost is ParseCost for constants in tests and start-up; it panics.
func MustCost(s string) Cost { return must(ParseCost(s)) }

// Add is c + d.
func (c Cost) Add(d Cost) Cost { return add(c, d) }

// Sub is c − d.
func (c Cost) Sub(d Cost) Cost { return add(c, -d) }

// Neg is −c.
func (c Cost) Neg() Cost { return -c }

// Abs is |c|.
func (c Cost) Abs() Cost { return max(c, -c) }

// Sign is −1, 0 or 1.
func (c Cost) Sign() int { return sign(c) }

// IsZero says whether c is 0; encoding/json uses it for omitzero.
func (c Cost) IsZero() bool { return c == 0 }

// Share is the part of the value c of whole that goes with part, c·part/whole,
// rounded half to even at six decimals. The share of the whole is c itself, so
// the last issue leaves no residue. ErrZeroDivisor when whole is 0.
func (c Cost) Share(part, whole Quantity) (Cost, error) {
	v, err := mulDiv(int64(c), int64(part), int64(whole), halfEven)
	if err != nil {
		return 0, fmt.Errorf("dec: share %s of %s of cost %s: %w", part, whole, c, err)
	}
	return Cost(v), nil
}

// Times is the value of q units at unit cost c, rounded half to even at six
// decimals.
func (c Cost) Times(q Quantity) (Cost, error) {
	v, err := mulDiv(int64(c), int64(q), Scale, halfEven)
	if err != nil {
		return 0, fmt.Errorf("dec: cost %s × quantity %s: %w", c, q, err)
	}
	return Cost(v), nil
}

// UnitCost is c/q rounded half to even, to show or to remember as a rate; it is
// zero when q is zero. Values are moved by Share, which keeps the residue.
func (c Cost) UnitCost(q Quantity) Cost {
	if q == 0 {
		return 0
	}
	v, err := mulDiv(int64(c), Scale, int64(q), halfEven)
	if err != nil {
		return limit[Cost]((c < 0) != (q < 0))
	}
	return Cost(v)
}

// Amount rounds c half away from zero to whole fen, for a document.
func (c Cost) Amount() Amount {
	fen, err := mulDiv(int64(c), 1, unitsPerFen, halfAway)
	if err != nil {
		return limit[Amount](c < 0)
	}
	return AmountFromFen(fen)
}

// SumCosts adds up exactly; ErrRange when the total does not fit.
func SumCosts(values ...Cost) (Cost, error) { return sum(values) }

// String prints no trailing zeros: "3.3", "3.333333".
func (c Cost) String() string { return costFormat.text(int64(c)) }

// MarshalText implements encoding.TextMarshaler.
func (c Cost) MarshalText() ([]byte, error) { return marshal(costFormat, int64(c)) }

// UnmarshalText implements encoding.TextUnmarshaler; the error is a *ParseError.
func (c *Cost) UnmarshalText(text []byte) error { return unmarshal(c, text, ParseCost) }

// Value implements driver.Valuer with the number of millionths.
func (c Cost) Value() (driver.Value, error) { return value(costFormat, int64(c)) }

// Scan implements sql.Scanner.
func (c *Cost) Scan(src any) error { return scan(c, costFormat, src) }
