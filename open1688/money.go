package open1688

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Fen is an amount in whole cents (分). Which fields are cents and which are
// yuan follows no rule; the types of the fields here are taken from the table in
// reference §1.5.
type Fen int64

// Yuan returns the same amount in yuan, with two decimals.
func (f Fen) Yuan() Yuan {
	digits, negative := strings.CutPrefix(strconv.FormatInt(int64(f), 10), "-")
	for len(digits) < 3 {
		digits = "0" + digits
	}
	if negative {
		digits = "-" + digits
	}
	cut := len(digits) - 2
	return Yuan(digits[:cut] + "." + digits[cut:])
}

// UnmarshalJSON reads a number or a numeric string. A fraction of a cent, or
// text that is no number, is an *[UnitError]: most likely a field changed its
// unit, and a wrong amount is worse than none. A blank string is zero.
func (f *Fen) UnmarshalJSON(data []byte) error {
	text, err := scalarText(data)
	if err != nil {
		return &UnitError{Unit: "fen", Text: clip(string(data), 40)}
	}
	if strings.TrimSpace(text) == "" {
		*f = 0
		return nil
	}
	n, err := scaled(text, 0)
	if err != nil {
		return &UnitError{Unit: "fen", Text: clip(text, 40)}
	}
	*f = Fen(n)
	return nil
}

// UnitError reports an amount that does not fit the unit of its field.
type UnitError struct {
	Unit string // "fen", "yuan" or "decimal"
	Text string // the offending text, shortened
}

// Error names the unit and the text.
func (e *UnitError) Error() string {
	return fmt.Sprintf("open1688: %q is not an exact amount in %s", e.Text, e.Unit)
}

// Yuan is an amount in yuan as exact decimal text, such as "6.40" or "12.3456".
// Decoding keeps whatever the platform sent; the methods tell whether it is a
// number. The empty Yuan means absent.
type Yuan string

// ParseYuan checks that text is a plain decimal.
func ParseYuan(text string) (Yuan, error) {
	if !isDecimal(text) {
		return "", &UnitError{Unit: "yuan", Text: clip(text, 40)}
	}
	return Yuan(text), nil
}

// Fen returns the amount in cents, exactly; an *[UnitError] when it is not a
// number, has a fraction of a cent or does not fit.
func (y Yuan) Fen() (Fen, error) {
	n, err := scaled(string(y), 2)
	if err != nil {
		return 0, &UnitError{Unit: "yuan", Text: clip(string(y), 40)}
	}
	return Fen(n), nil
}

// Scaled returns the amount times 10^places, exactly or with an *[UnitError];
// places 4 gives ten-thousandths of a yuan.
func (y Yuan) Scaled(places int) (int64, error) { return Decimal(y).scaledIn("yuan", places) }

// Valid reports whether the text is a decimal number.
func (y Yuan) Valid() bool { return isDecimal(string(y)) }

// String returns the text.
func (y Yuan) String() string { return string(y) }

// MarshalJSON writes a bare number, a string when it is not one, null when empty.
func (y Yuan) MarshalJSON() ([]byte, error) { return Decimal(y).MarshalJSON() }

// UnmarshalJSON reads a number or a string without going through a float.
func (y *Yuan) UnmarshalJSON(data []byte) error { return (*Decimal)(y).UnmarshalJSON(data) }

// Decimal is an exact decimal number as text that is not money of a known unit:
// quantities, weights, sizes, scores. The empty Decimal means absent.
type Decimal string

// Scaled returns the number times 10^places, exactly or with an *[UnitError].
func (d Decimal) Scaled(places int) (int64, error) { return d.scaledIn("decimal", places) }

func (d Decimal) scaledIn(unit string, places int) (int64, error) {
	n, err := scaled(string(d), places)
	if err != nil {
		return 0, &UnitError{Unit: unit, Text: clip(string(d), 40)}
	}
	return n, nil
}

// Int64 returns a whole number; 2.0 is whole, 2.5 is an *[UnitError].
func (d Decimal) Int64() (int64, error) { return d.Scaled(0) }

// Valid reports whether the text is a decimal number.
func (d Decimal) Valid() bool { return isDecimal(string(d)) }

// String returns the text.
func (d Decimal) String() string { return string(d) }

// MarshalJSON writes a bare number, a string when it is not one, null when empty.
func (d Decimal) MarshalJSON() ([]byte, error) {
	switch {
	case d == "":
		return []byte("null"), nil
	case json.Valid([]byte(d)) && isDecimal(string(d)):
		return []byte(d), nil
	default:
		return json.Marshal(string(d))
	}
}

// UnmarshalJSON reads a number or a string without going through a float.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text, err := scalarText(data)
	if err != nil {
		return err
	}
	*d = Decimal(text)
	return nil
}

func isDecimal(text string) bool {
	_, _, _, ok := splitDecimal(text)
	return ok
}

// splitDecimal takes [-+]digits[.digits][e[-+]digits] apart.
func splitDecimal(text string) (negative bool, digits string, exponent int, ok bool) {
	switch {
	case strings.HasPrefix(text, "-"):
		negative, text = true, text[1:]
	case strings.HasPrefix(text, "+"):
		text = text[1:]
	}
	mantissa := text
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa = text[:i]
		n, err := strconv.Atoi(text[i+1:])
		if err != nil || n < -400 || n > 400 {
			return false, "", 0, false
		}
		exponent = n
	}
	whole, fraction, dotted := strings.Cut(mantissa, ".")
	if whole == "" || (dotted && fraction == "") {
		return false, "", 0, false
	}
	digits = whole + fraction
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false, "", 0, false
		}
	}
	return negative, digits, exponent - len(fraction), true
}

// scaled returns text times 10^places; it never rounds.
func scaled(text string, places int) (int64, error) {
	negative, digits, exponent, ok := splitDecimal(strings.TrimSpace(text))
	if !ok {
		return 0, errMismatch
	}
	digits = strings.TrimLeft(digits, "0")
	shift := exponent + places
	for shift < 0 && strings.HasSuffix(digits, "0") {
		digits, shift = digits[:len(digits)-1], shift+1
	}
	if digits == "" {
		return 0, nil
	}
	if shift < 0 || len(digits)+shift > 19 {
		return 0, errMismatch
	}
	digits += strings.Repeat("0", shift)
	if negative {
		digits = "-" + digits
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, errMismatch
	}
	return n, nil
}
