package sheet

import (
	"strconv"
	"strings"
	"time"
)

// The days that a spreadsheet counts and that may be meant as dates: 1970 to 2099.
const (
	firstSerial = 25_569
	lastSerial  = 73_050
)

// serialEpoch is day 0 of spreadsheets that count from 1900 with its 29 February.
var serialEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

var dateForms = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"}

// Date reads a column of dates as "2006-01-02": a cell that holds a date, with or without
// a time of day, or text in one of the usual forms. It is "" when the cell is empty, and
// ok is false for what is no date.
func (r Row) Date(key string) (date string, ok bool) {
	text := r.cells[key]
	if text == "" {
		return "", true
	}
	whole, part, _ := strings.Cut(text, ".") // days, and the time of day
	if days, err := strconv.Atoi(whole); err == nil && days >= firstSerial && days <= lastSerial && strings.Trim(part, "0123456789") == "" {
		return serialEpoch.AddDate(0, 0, days).Format(time.DateOnly), true
	}
	day, _, _ := strings.Cut(text, " ")
	for _, form := range dateForms {
		if t, err := time.Parse(form, day); err == nil && t.Year() >= 1970 && t.Year() < 2100 {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}
