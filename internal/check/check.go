// Package check turns what people type into clean values, noting every problem
// under the path of its input instead of stopping at the first: text without
// stray characters, codes, exact decimals. Each function returns the cleaned
// value even when it noted a problem, so that checking goes on.
package check

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// The limits that hold everywhere.
const (
	MaxCode = 60   // characters of a code or barcode
	MaxName = 200  // characters of a name
	MaxNote = 1000 // characters of a note
)

// ErrCharacter marks text with characters that cannot be seen.
var ErrCharacter = fault.Define(fault.Invalid, "input.character",
	fault.ZH("含有看不见的控制字符", "删掉后重新输入，不要直接粘贴"),
	fault.EN("Contains invisible control characters", "Delete it and type it again instead of pasting"))

// Line cleans a single line of text: outer blanks go, control characters are
// refused, at most limit characters.
func Line(f *fault.Fields, path, s string, limit int) string {
	s = strings.TrimSpace(s)
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		f.Add(path, ErrCharacter)
	}
	return length(f, path, s, limit)
}

// Required is Line for text that must be there.
func Required(f *fault.Fields, path, s string, limit int) string {
	if s = Line(f, path, s, limit); s == "" {
		f.Add(path, fault.ErrRequired)
	}
	return s
}

// Text cleans text of several lines, such as a note.
func Text(f *fault.Fields, path, s string, limit int) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	hidden := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(s) || strings.ContainsFunc(s, hidden) {
		f.Add(path, ErrCharacter)
	}
	return length(f, path, s, limit)
}

// Code cleans a code: as Line with MaxCode characters, and nothing invisible at
// all, since codes are compared exactly.
func Code(f *fault.Fields, path, s string) string {
	s = strings.TrimSpace(s)
	if !CleanCode(s) {
		f.Add(path, ErrCharacter)
	}
	return length(f, path, s, MaxCode)
}

// CleanCode says whether s holds visible characters and inner spaces only.
func CleanCode(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || (unicode.IsSpace(r) && r != ' ')
	})
}

func length(f *fault.Fields, path, s string, limit int) string {
	if utf8.RuneCountInString(s) > limit {
		f.Add(path, fault.ErrTooLong.With("max", limit))
	}
	return s
}

// Price reads a price of zero or more.
func Price(f *fault.Fields, path, s string) dec.Price {
	return notNegative(f, path, s, dec.ParsePrice)
}

// Amount reads an amount of zero or more.
func Amount(f *fault.Fields, path, s string) dec.Amount {
	return notNegative(f, path, s, dec.ParseAmount)
}

// Quantity reads a quantity of zero or more.
func Quantity(f *fault.Fields, path, s string) dec.Quantity {
	return notNegative(f, path, s, dec.ParseQuantity)
}

func notNegative[T ~int64](f *fault.Fields, path, s string, parse func(string) (T, error)) T {
	v, err := parse(strings.TrimSpace(s))
	if err != nil {
		f.Add(path, Decimal(err))
		return 0
	}
	if v < 0 {
		f.Add(path, fault.ErrNegative)
		return 0
	}
	return v
}

// Decimal gives a *dec.ParseError its fault.
func Decimal(err error) *fault.Error {
	pe, ok := errors.AsType[*dec.ParseError](err)
	switch {
	case ok && errors.Is(err, dec.ErrPlaces):
		return fault.ErrPlaces.With("max", pe.MaxPlaces)
	case ok && errors.Is(err, dec.ErrRange):
		return fault.ErrRange.With("max", pe.Max)
	}
	return fault.ErrDecimal
}

// Between notes ErrRange when v is outside least…most, or ErrNegative below a
// least of zero.
func Between(f *fault.Fields, path string, v, least, most int64) int64 {
	switch {
	case v < least && least == 0:
		f.Add(path, fault.ErrNegative)
	case v < least:
		f.Add(path, fault.ErrPositive)
	case v > most:
		f.Add(path, fault.ErrRange.With("max", most))
	}
	return v
}
