package dec

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// format is what tells the four types apart when they are read and written.
type format struct {
	maxPlaces int   // decimal places accepted and kept
	minPlaces int   // decimal places always printed
	unit      int64 // stored size of the last decimal place
	maxInput  int64 // largest magnitude accepted from outside, in millionths
}

// parse reads [+-]digits[.digits]; anything else is an error. Places are
// counted as written: "1.000" has three, whatever their value.
func (f format) parse(s string) (int64, error) {
	fail := func(err error) (int64, error) {
		return 0, &ParseError{Input: s[:min(len(s), 40)], Err: err, MaxPlaces: f.maxPlaces, Max: f.text(f.maxInput)}
	}
	rest, negative := s, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	whole, fraction, hasPoint := strings.Cut(rest, ".")
	if !allDigits(whole) || hasPoint && !allDigits(fraction) {
		return fail(ErrSyntax)
	}
	if len(fraction) > f.maxPlaces {
		return fail(ErrPlaces)
	}
	var v int64
	for i := range len(whole) + 6 { // six places always: missing ones are zero
		digit := byte('0')
		if i < len(whole) {
			digit = whole[i]
		} else if p := i - len(whole); p < len(fraction) {
			digit = fraction[p]
		}
		if v > (f.maxInput-int64(digit-'0'))/10 {
			return fail(ErrRange)
		}
		v = v*10 + int64(digit-'0')
	}
	if negative {
		v = -v
	}
	return v, nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// text prints units with at least minPlaces decimals and no further trailing
// zeros. All six places count, so that a value that should not be is seen.
func (f format) text(v int64) string {
	m := magnitude(v)
	b := make([]byte, 0, 24)
	if v < 0 {
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, m/Scale, 10)
	fraction := strconv.FormatUint(Scale+m%Scale, 10)[1:]
	n := len(strings.TrimRight(fraction, "0"))
	if n = max(n, f.minPlaces); n > 0 {
		b = append(b, '.')
		b = append(b, fraction[:n]...)
	}
	return string(b)
}

// check refuses what may neither be stored nor sent: a value that overflowed
// or carries more places than its type.
func (f format) check(v int64) error {
	if v >= overMax || v <= overMin {
		return ErrRange
	}
	if v%f.unit != 0 {
		return fmt.Errorf("%s: %w (at most %d)", f.text(v), ErrPlaces, f.maxPlaces)
	}
	return nil
}

// scan reads a database value in units.
func (f format) scan(src any) (int64, error) {
	var v int64
	var err error
	switch src := src.(type) {
	case int64:
		v = src
	case string:
		v, err = strconv.ParseInt(src, 10, 64)
	case []byte:
		v, err = strconv.ParseInt(string(src), 10, 64)
	case nil:
		return 0, errors.New("dec: NULL where a number is required")
	default:
		return 0, fmt.Errorf("dec: cannot scan %T", src)
	}
	if errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("dec: scan: %w", ErrRange)
	}
	if err != nil {
		return 0, fmt.Errorf("dec: scan: %w", ErrSyntax)
	}
	if err := f.check(v); err != nil {
		return 0, fmt.Errorf("dec: scan: %w", err)
	}
	return v, nil
}

func must[T number](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func marshal(f format, v int64) ([]byte, error) {
	if err := f.check(v); err != nil {
		return nil, fmt.Errorf("dec: write: %w", err)
	}
	return []byte(f.text(v)), nil
}

func unmarshal[T number](to *T, text []byte, parse func(string) (T, error)) error {
	v, err := parse(string(text))
	if err != nil {
		return err
	}
	*to = v
	return nil
}

func value(f format, v int64) (driver.Value, error) {
	if err := f.check(v); err != nil {
		return nil, fmt.Errorf("dec: store: %w", err)
	}
	return v, nil
}

func scan[T number](to *T, f format, src any) error {
	v, err := f.scan(src)
	if err != nil {
		return err
	}
	*to = T(v)
	return nil
}
