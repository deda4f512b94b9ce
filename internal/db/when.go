package db

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// Time is an instant, stored as microseconds UTC. The zero Time is stored as NULL.
type Time struct{ time.Time }

// At makes a Time of t, cut to the microsecond that is stored.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Microsecond)} }

// Value stores microseconds since 1970.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.UnixMicro(), nil
}

// Scan reads microseconds since 1970.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
	case int64:
		*t = Time{time.UnixMicro(v).UTC()}
	default:
		return fmt.Errorf("scan time from %T", src)
	}
	return nil
}

// Date is a business date, "2006-01-02", in the account set's time zone. The
// empty Date is none and stored as NULL.
type Date string

// ErrDate is returned for text that is no calendar date.
var ErrDate = errors.New("not a date as 2006-01-02")

// ParseDate reads and checks a date.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1990 || t.Year() > 2200 {
		return "", ErrDate
	}
	return Date(s), nil
}

// DateOf is the date of t in zone.
func DateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(time.DateOnly)) }

// UnmarshalText reads the JSON form.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = ""
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// MarshalText gives the JSON form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d), nil }

// Value stores the text.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Scan reads the text.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = ""
	case string:
		*d = Date(v)
	case []byte:
		*d = Date(v)
	default:
		return fmt.Errorf("scan date from %T", src)
	}
	return nil
}
