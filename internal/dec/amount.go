package dec

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"math/big"
	"slices"
)

// Amount is money on a document, in yuan: always whole fen, so what is printed
// is what is booked. The zero value is 0.00.
type Amount int64

// MaxInputAmount is the largest amount accepted from outside, and the largest
// that a price, a quantity or a ratio may produce: 9,999,999,999.99.
const MaxInputAmount Amount = 9_999_999_999_99 * unitsPerFen

var amountFormat = format{maxPlaces: 2, minPlaces: 2, unit: unitsPerFen, maxInput: int64(MaxInputAmount)}

// ParseAmount reads text such as "12.5" or "-3". The error is a *ParseError.
func ParseAmount(s string) (Amount, error) {
	v, err := amountFormat.parse(s)
	return Amount(v), err
}

// MustAmount is ParseAmount for constants in tests and start-up; it panics.
func MustAmount(s string) Amount { return must(ParseAmount(s)) }

// AmountFromFen is the amount of a number of fen.
func AmountFromFen(fen int64) Amount {
	v, err := mulDiv(fen, unitsPerFen, 1, exact)
	if err != nil {
		return limit[Amount](fen < 0)
	}
	return Amount(v)
}

// Fen is the amount as a whole number of fen.
func (a Amount) Fen() int64 { return int64(a) / unitsPerFen }

// Add is a + b.
func (a Amount) Add(b Amount) Amount { return add(a, b) }

// Sub is a − b.
func (a Amount) Sub(b Amount) Amount { return add(a, -b) }

// Neg is −a.
func (a Amount) Neg() Amount { return -a }

// Abs is |a|.
func (a Amount) Abs() Amount { return max(a, -a) }

// Sign is −1, 0 or 1.
func (a Amount) Sign() int { return sign(a) }

// IsZero says whether a is 0.00; encoding/json uses it for omitzero.
func (a Amount) IsZero() bool { return a == 0 }

// Cost is the same value as a stock value.
func (a Amount) Cost() Cost { return Cost(a) }

// MulRatio is a·num/den rounded half away from zero to whole fen: 95 % of a is
// MulRatio(9500, 10000). ErrZeroDivisor when den is 0, ErrRange when the result
// exceeds MaxInputAmount.
func (a Amount) MulRatio(num, den int64) (Amount, error) {
	v, err := amountFormat.ratio(int64(a), num, den, halfAway)
	if err != nil {
		return 0, fmt.Errorf("dec: amount %s × %d / %d: %w", a, num, den, err)
	}
	return Amount(v), nil
}

// Split shares a out by weights in whole fen. The parts always add up to a:
// each gets its share rounded down, and the fen left over go one each to the
// largest remainders, the earlier first among equals. Weights that are
// negative count as zero; when all are zero the parts are equal. There are as
// many parts as weights.
func (a Amount) Split(weights []int64) []Amount {
	if len(weights) == 0 {
		return nil
	}
	if over(a) {
		return slices.Repeat([]Amount{a}, len(weights)) // none of them can be stored
	}
	// Weights are often amounts themselves: fen × weight and the sum of many
	// weights leave 64 bits, so the shares are worked out in big integers.
	total := new(big.Int)
	shares := make([]big.Int, len(weights))
	for i, w := range weights {
		shares[i].SetInt64(max(w, 0))
		total.Add(total, &shares[i])
	}
	if total.Sign() == 0 {
		for i := range shares {
			shares[i].SetInt64(1)
		}
		total.SetInt64(int64(len(shares)))
	}
	fen := a.Abs().Fen()
	left := fen
	parts := make([]Amount, len(shares))
	order := make([]int, len(shares))
	whole, part := big.NewInt(fen), new(big.Int)
	for i := range shares {
		part.Mul(whole, &shares[i])
		part.QuoRem(part, total, &shares[i]) // shares[i] is now the remainder
		parts[i] = Amount(part.Int64())
		left -= part.Int64()
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return shares[y].Cmp(&shares[x]) })
	for _, i := range order[:left] {
		parts[i]++
	}
	for i := range parts {
		parts[i] *= unitsPerFen * Amount(cmp.Compare(a, 0))
	}
	return parts
}

// SumAmounts adds up exactly; ErrRange when the total does not fit.
func SumAmounts(values ...Amount) (Amount, error) { return sum(values) }

// String prints two decimals: "12.50".
func (a Amount) String() string { return amountFormat.text(int64(a)) }

// MarshalText implements encoding.TextMarshaler.
func (a Amount) MarshalText() ([]byte, error) { return marshal(amountFormat, int64(a)) }

// UnmarshalText implements encoding.TextUnmarshaler; the error is a *ParseError.
func (a *Amount) UnmarshalText(text []byte) error { return unmarshal(a, text, ParseAmount) }

// Value implements driver.Valuer with the number of millionths.
func (a Amount) Value() (driver.Value, error) { return value(amountFormat, int64(a)) }

// Scan implements sql.Scanner.
func (a *Amount) Scan(src any) error { return scan(a, amountFormat, src) }
