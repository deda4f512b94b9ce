package dec

import (
	"database/sql/driver"
	"fmt"
)

// Price is yuan per unit, with up to four decimals as on 1688.
type Price int64

// MaxInputPrice is the largest price there is: 999,999,999.9999.
const MaxInputPrice Price = 999_999_999_9999 * (Scale / 10_000)

var priceFormat = format{maxPlaces: 4, minPlaces: 2, unit: Scale / 10_000, maxInput: int64(MaxInputPrice)}

// ParsePrice reads text such as "3.3333". The error is a *ParseError.
func ParsePrice(s string) (Price, error) {
	v, err := priceFormat.parse(s)
	return Price(v), err
}

// MustPrice is ParsePrice for constants in tests and start-up; it panics.
func MustPrice(s string) Price { return must(ParsePrice(s)) }

// Times is what q units cost on a document: p·q rounded half away from zero to
// whole fen. ErrRange when that exceeds MaxInputAmount.
func (p Price) Times(q Quantity) (Amount, error) {
	fen, err := mulDiv(int64(p), int64(q), Scale*unitsPerFen, halfAway)
	if err == nil && (fen > MaxInputAmount.Fen() || fen < -MaxInputAmount.Fen()) {
		err = ErrRange
	}
	if err != nil {
		return 0, fmt.Errorf("dec: price %s × quantity %s: %w", p, q, err)
	}
	return Amount(fen * unitsPerFen), nil
}

// Extend is the stock value of q units at p, rounded half to even at six
// decimals (price and quantity together can have eight).
func (p Price) Extend(q Quantity) (Cost, error) {
	return Cost(p).Times(q)
}

// MulRatio is p·num/den rounded half away from zero to four decimals: the price
// per box of twelve is MulRatio(12, 1), at 95 % it is MulRatio(95, 100).
// ErrZeroDivisor when den is 0, ErrRange above MaxInputPrice.
func (p Price) MulRatio(num, den int64) (Price, error) {
	v, err := priceFormat.ratio(int64(p), num, den, halfAway)
	if err != nil {
		return 0, fmt.Errorf("dec: price %s × %d / %d: %w", p, num, den, err)
	}
	return Price(v), nil
}

// Sign is −1, 0 or 1.
func (p Price) Sign() int { return sign(p) }

// IsZero says whether p is 0; encoding/json uses it for omitzero.
func (p Price) IsZero() bool { return p == 0 }

// String prints at least two decimals: "3.30", "3.3333".
func (p Price) String() string { return priceFormat.text(int64(p)) }

// MarshalText implements encoding.TextMarshaler.
func (p Price) MarshalText() ([]byte, error) { return marshal(priceFormat, int64(p)) }

// UnmarshalText implements encoding.TextUnmarshaler; the error is a *ParseError.
func (p *Price) UnmarshalText(text []byte) error { return unmarshal(p, text, ParsePrice) }

// Value implements driver.Valuer with the number of millionths.
func (p Price) Value() (driver.Value, error) { return value(priceFormat, int64(p)) }

// Scan implements sql.Scanner.
func (p *Price) Scan(src any) error { return scan(p, priceFormat, src) }
