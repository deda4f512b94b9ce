package sandbox1688

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Price is an amount in ten-thousandths of a yuan: offers may be priced with four
// decimals. In JSON it is a number in yuan without trailing zeros.
type Price int64

// Yuan makes a Price from a decimal text such as "6.4" or "0.0385".
func Yuan(text string) (Price, error) {
	v, err := scaled(text, 4)
	return Price(v), err
}

// Fen is the price in whole fen, rounded half up.
func (p Price) Fen() int64 {
	if p < 0 {
		return -(-p).Fen()
	}
	return (int64(p) + 50) / 100
}

// String is the plain decimal in yuan.
func (p Price) String() string { return decimal(int64(p), 4) }

// MarshalJSON writes a JSON number in yuan.
func (p Price) MarshalJSON() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalJSON reads a JSON number or a text in yuan.
func (p *Price) UnmarshalJSON(b []byte) error {
	v, err := Yuan(strings.Trim(string(b), `"`))
	*p = v
	return err
}

// yuan is an amount of whole fen that travels as a JSON number in yuan.
type yuan int64

// MarshalJSON writes a JSON number in yuan.
func (y yuan) MarshalJSON() ([]byte, error) { return []byte(y.String()), nil }

// String is the plain decimal in yuan.
func (y yuan) String() string { return decimal(int64(y), 2) }

// fixedYuan writes fen as yuan with two places, for people.
func fixedYuan(fen int64) string {
	if fen < 0 {
		return "-" + fixedYuan(-fen)
	}
	return fmt.Sprintf("%d.%02d", fen/100, fen%100)
}

// decimal writes v/10^places without trailing zeros.
func decimal(v int64, places int) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	digits := fmt.Sprintf("%0*d", places+1, v)
	whole, frac := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if frac == "" {
		return sign + whole
	}
	return sign + whole + "." + frac
}

var errNotDecimal = errors.New("not a plain decimal with as many places as allowed")

// scaled reads a plain decimal text as an integer of the given number of places.
func scaled(text string, places int) (int64, error) {
	negative := strings.HasPrefix(text, "-")
	whole, frac, dotted := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if whole == "" || len(whole) > 12 || len(frac) > places || (dotted && frac == "") || !allDigits(whole) || !allDigits(frac) {
		return 0, errNotDecimal
	}
	v, err := strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
	if err != nil {
		return 0, errNotDecimal
	}
	if negative {
		v = -v
	}
	return v, nil
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// date is a moment in the platform's form yyyyMMddHHmmssSSSZ. The zero value is
// left out of JSON by omitzero.
type date struct {
	time.Time
	foreign bool // write the zone -0700 instead of +0800
}

var (
	beijing = time.FixedZone("CST", 8*3600)
	foreign = time.FixedZone("", -7*3600)
)

// MarshalJSON writes the date as a JSON text.
func (d date) MarshalJSON() ([]byte, error) { return []byte(`"` + d.text() + `"`), nil }

func (d date) text() string {
	zone := beijing
	if d.foreign {
		zone = foreign
	}
	t := d.In(zone)
	return t.Format("20060102150405") + fmt.Sprintf("%03d", t.Nanosecond()/1e6) + t.Format("-0700")
}

// parseDate reads yyyyMMddHHmmssSSSZ; every zone is accepted.
func parseDate(text string) (time.Time, error) {
	if len(text) != 22 {
		return time.Time{}, fmt.Errorf("date %q is not in the form yyyyMMddHHmmssSSSZ", text)
	}
	t, err := time.Parse("20060102150405.000-0700", text[:14]+"."+text[14:])
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q is not in the form yyyyMMddHHmmssSSSZ", text)
	}
	return t, nil
}

// flexInt is a whole number that may arrive as a JSON number or a numeric text.
type flexInt int64

// UnmarshalJSON reads both forms; null is as good as absent.
func (f *flexInt) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	v, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64)
	if err != nil {
		return fmt.Errorf("%s is not a whole number", b)
	}
	*f = flexInt(v)
	return nil
}

// flexString is a text that may arrive as a JSON text or a bare number.
type flexString string

// UnmarshalJSON reads both forms; null is as good as absent.
func (f *flexString) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	if len(b) > 0 && b[0] != '"' {
		*f = flexString(b)
		return nil
	}
	var s string
	err := json.Unmarshal(b, &s)
	*f = flexString(s)
	return err
}

// encodeJSON writes v without escaping <, > and &, as the platform does.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// strictUnmarshal refuses unknown fields and text after the value, so that a typing
// mistake in a control call is an error rather than silence.
func strictUnmarshal(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the JSON value")
	}
	return nil
}
