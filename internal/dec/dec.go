// Package dec holds the exact decimals of the trade: Amount (money on
// documents), Price (per unit), Quantity, and Cost (value carried in stock).
//
// All four are int64 counts of one millionth, the same number the database
// stores, so addition and comparison are those of integers and SUM in SQL is
// exact. They are distinct types: a price cannot be added to an amount. No
// float takes part anywhere.
//
//	type      places  rounding of a result            text
//	Amount    2       half away from zero, whole fen  always two decimals
//	Price     4       half away from zero             two to four decimals
//	Quantity  4       never: exact or ErrPlaces       no trailing zeros
//	Cost      6       half to even (banker's)         no trailing zeros
//
// Half away from zero is what invoices and 1688 expect; stock values round to
// even because thousands of small issues must not drift in one direction.
//
// # Range
//
// A value holds |x| < 9.2×10¹². Input is capped far lower (the MaxInput
// constants), so adding a few values cannot overflow; Add and Sub therefore
// return no error. Should it happen all the same, the result sticks at the
// limit and refuses to be stored or sent (ErrRange), so that a wrong number
// never gets out. Operations that can leave the range from plausible input
// (products, sums of many values) return ErrRange themselves.
//
// # JSON and SQL
//
// In JSON every value is a string ("12.50"); in SQL it is a BIGINT. Scan also
// takes the integer text that PostgreSQL returns for SUM of BIGINT. NULL is an
// error: use COALESCE, or sql.Null where NULL has a meaning.
package dec

import (
	"errors"
	"fmt"
	"math"
)

// Scale is how many stored units make one yuan or one piece.
const Scale = 1_000_000

// unitsPerFen is the stored size of 0.01.
const unitsPerFen = Scale / 100

// The limits an overflowing sum sticks at. No valid value reaches them.
const (
	overMax = math.MaxInt64
	overMin = -math.MaxInt64
)

// What can be wrong with a number. Parse wraps them in *ParseError.
var (
	// ErrSyntax marks text that is no plain decimal number, empty text included.
	ErrSyntax = errors.New("not a decimal number")
	// ErrPlaces marks a number with more decimal places than its type carries.
	ErrPlaces = errors.New("too many decimal places")
	// ErrRange marks a number or result outside the type's range.
	ErrRange = errors.New("number out of range")
	// ErrZeroDivisor marks a share of nothing, or a ratio with denominator zero.
	ErrZeroDivisor = errors.New("division by zero")
)

// ParseError says why a text is not a number of the wanted type.
type ParseError struct {
	Input     string // the text as given, cut to its first 40 bytes
	Err       error  // ErrSyntax, ErrPlaces or ErrRange
	MaxPlaces int    // decimal places the type allows
	Max       string // largest magnitude the type accepts as input
}

// Error implements error.
func (e *ParseError) Error() string {
	switch {
	case errors.Is(e.Err, ErrPlaces):
		return fmt.Sprintf("%q: %v (at most %d)", e.Input, e.Err, e.MaxPlaces)
	case errors.Is(e.Err, ErrRange):
		return fmt.Sprintf("%q: %v (at most %s)", e.Input, e.Err, e.Max)
	default:
		return fmt.Sprintf("%q: %v", e.Input, e.Err)
	}
}

// Unwrap gives the sentinel.
func (e *ParseError) Unwrap() error { return e.Err }
