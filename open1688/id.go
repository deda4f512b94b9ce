package open1688

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// ID is an identifier of the platform: offer, SKU, order, user. It keeps the
// digits as text, because ids have up to 19 digits, would be damaged by a float,
// and one beyond int64 has been reported (reference §11). Compare ids as they
// are; do no arithmetic on them. The empty ID means absent.
type ID string

// IDFromInt64 returns the id with that number.
func IDFromInt64(n int64) ID { return ID(strconv.FormatInt(n, 10)) }

// ParseID accepts a decimal id without sign and leading zeros, of 1 to 20
// digits, and returns an error for everything else.
func ParseID(text string) (ID, error) {
	if id := ID(text); id.Numeric() {
		return id, nil
	}
	return "", fmt.Errorf("open1688: %q is not a decimal id", clip(text, 40))
}

// Numeric reports whether the id can be sent as a Long: 1 to 20 digits, no
// leading zero.
func (id ID) Numeric() bool {
	if len(id) == 0 || len(id) > 20 || (id[0] == '0' && len(id) > 1) {
		return false
	}
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return false
		}
	}
	return true
}

// Int64 returns the id as a number; ok is false when it is not one or does not fit.
func (id ID) Int64() (n int64, ok bool) {
	if !id.Numeric() {
		return 0, false
	}
	n, err := strconv.ParseInt(string(id), 10, 64)
	return n, err == nil
}

// String returns the digits.
func (id ID) String() string { return string(id) }

// MarshalJSON writes a bare number, as the platform wants a Long; an id that is
// not numeric is written as a string and an empty one as null.
func (id ID) MarshalJSON() ([]byte, error) {
	switch {
	case id == "":
		return []byte("null"), nil
	case id.Numeric():
		return []byte(id), nil
	default:
		return json.Marshal(string(id))
	}
}

// UnmarshalJSON reads a number or a string, digit by digit.
func (id *ID) UnmarshalJSON(data []byte) error {
	text, err := scalarText(data)
	if err != nil {
		return err
	}
	*id = ID(text)
	return nil
}

// scalarText returns the text of a JSON string, number or boolean exactly as
// written; null gives the empty text, an object or array an error.
func scalarText(data []byte) (string, error) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return "", errMismatch
	}
	switch data[0] {
	case '"':
		if plainString(data) {
			return string(data[1 : len(data)-1]), nil
		}
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return "", err
		}
		return text, nil
	case '{', '[':
		return "", errMismatch
	}
	if !json.Valid(data) {
		return "", errMismatch
	}
	if string(data) == "null" {
		return "", nil
	}
	return string(data), nil
}

// plainString reports whether a JSON string can be taken as it stands: complete,
// without escapes, and valid UTF-8.
func plainString(data []byte) bool {
	if len(data) < 2 || data[len(data)-1] != '"' {
		return false
	}
	inner := data[1 : len(data)-1]
	for _, c := range inner {
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.Valid(inner)
}

// clip shortens a text for messages, at a rune border.
func clip(text string, limit int) string {
	n := 0
	for i := range text {
		if n == limit {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
