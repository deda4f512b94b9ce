package open1688

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Beijing is the zone of every date of the platform that names none. China has
// had no daylight saving since 1991.
var Beijing = time.FixedZone("CST", 8*60*60)

// Time is a date of the platform. It reads yyyyMMddHHmmssSSSZ in any zone (not
// always +0800, reference §1.4), yyyy-MM-dd HH:mm:ss and yyyy-MM-dd in Beijing
// time, and epoch milliseconds as number or text. A blank or unreadable date is
// the zero time; Text keeps what was sent.
type Time struct {
	time.Time
	// Text is the date as the platform wrote it; empty for a Time made by [At].
	Text string
}

// At wraps a point in time for a request.
func At(t time.Time) Time { return Time{Time: t} }

// ParseTime reads one of the notations of [Time]; a blank text gives the zero
// Time without error.
func ParseTime(text string) (Time, error) {
	out := Time{Text: text}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return out, nil
	}
	t, err := parseTime(trimmed)
	if err != nil {
		return Time{Text: text}, fmt.Errorf("open1688: %q is not a date of the platform", clip(text, 40))
	}
	out.Time = t
	return out, nil
}

func parseTime(text string) (time.Time, error) {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	switch {
	case digits == 17: // yyyyMMddHHmmssSSS, zone mostly behind it
		millis, err := strconv.Atoi(text[14:17])
		if err != nil {
			return time.Time{}, err
		}
		t, err := parseZoned(text[:14], text[17:])
		return t.Add(time.Duration(millis) * time.Millisecond), err
	case digits == 14:
		return parseZoned(text[:14], text[14:])
	case digits == len(text) && digits <= 13:
		millis, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return time.Time{}, err
		}
		return time.UnixMilli(millis).In(Beijing), nil
	case len(text) == len(time.DateOnly):
		return time.ParseInLocation(time.DateOnly, text, Beijing)
	default:
		return time.ParseInLocation(time.DateTime, text, Beijing)
	}
}

func parseZoned(stamp, zone string) (time.Time, error) {
	if zone == "" {
		return time.ParseInLocation("20060102150405", stamp, Beijing)
	}
	return time.Parse("20060102150405Z0700", stamp+zone)
}

// Wire returns the notation of request parameters, yyyyMMddHHmmssSSSZ in Beijing
// time; the zero time gives the empty text.
func (t Time) Wire() string {
	if t.IsZero() {
		return ""
	}
	b := t.In(Beijing)
	return fmt.Sprintf("%s%03d+0800", b.Format("20060102150405"), b.Nanosecond()/int(time.Millisecond))
}

// String returns RFC 3339, or the text as sent when it is not a date.
func (t Time) String() string {
	if t.IsZero() {
		return t.Text
	}
	return t.Format(time.RFC3339Nano)
}

// MarshalJSON writes the text as the platform sent it, otherwise Wire; null when
// both are empty.
func (t Time) MarshalJSON() ([]byte, error) {
	text := t.Text
	if text == "" {
		text = t.Wire()
	}
	if text == "" {
		return []byte("null"), nil
	}
	return json.Marshal(text)
}

// UnmarshalJSON reads a string or a number; an unreadable date is kept in Text.
func (t *Time) UnmarshalJSON(data []byte) error {
	text, err := scalarText(data)
	if err != nil {
		return err
	}
	parsed, err := ParseTime(text)
	if err != nil {
		parsed = Time{Text: text} // an odd date must not spoil the order it is in
	}
	*t = parsed
	return nil
}
