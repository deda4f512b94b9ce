package sheet

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// ErrPercentUnclear has the parameters value and hundredfold: a bare number below one
// may be meant as a part of one or as a percentage.
var ErrPercentUnclear = fault.Define(fault.Invalid, "sheet.percent_unclear",
	fault.ZH("“{value}”看不出是 {hundredfold}% 还是 {value}%", "写明百分号，例如 {hundredfold}%，或填大于等于 1 的数"),
	fault.EN("{value} may mean {hundredfold}% or {value}%", "Write it with its percent sign, as {hundredfold}%, or as a number from 1 on"))

// Percent reads a column of percentages: 13, "13%" and a cell that the spreadsheet shows
// as 13% are all 13. It is not given when the cell is empty. The error is a fault:
// ErrPercentUnclear, or what is wrong with the number.
func (r Row) Percent(key string) (percent dec.Quantity, given bool, err error) {
	text := r.Decimal(key)
	if text == "" {
		return 0, false, nil
	}
	bare := strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if percent, err = dec.ParseQuantity(bare); err != nil {
		return 0, true, check.Decimal(err)
	}
	if bare == text && percent > 0 && percent < dec.Scale {
		return 0, true, ErrPercentUnclear.With("value", percent, "hundredfold", hundredfold(bare))
	}
	return percent, true, nil
}

// PercentCell is a percentage as Percent reads it again.
func PercentCell(percent dec.Quantity) any {
	switch {
	case percent == 0:
		return nil
	case percent < dec.Scale:
		return percent.String() + "%"
	}
	return Number(percent.String())
}

// display reads a sheet a second time as people see it; nil where no column is a
// percentage. The values alone do not tell that 0.13 is shown as 13%.
type display struct{ rows *excelize.Rows }

func shownRows(f *excelize.File, name string, fields []Field) (*display, error) {
	for _, field := range fields {
		if !field.Percent {
			continue
		}
		rows, err := f.Rows(name)
		if err != nil {
			return nil, ErrFile.Because(err)
		}
		return &display{rows}, nil
	}
	return nil, nil
}

func (d *display) next() ([]string, error) {
	if d == nil || !d.rows.Next() {
		return nil, nil
	}
	return d.rows.Columns(excelize.Options{RawCellValue: false})
}

func (d *display) close() {
	if d != nil {
		_ = d.rows.Close()
	}
}

// percents writes the values of cells that are shown as percentages as such: "13%" for
// a 0.13 shown so. A text "13%" is one already.
func (r Row) percents(fields []Field, at map[string]int, shown []string) {
	for _, f := range fields {
		i, ok := at[f.Key]
		if !ok || !f.Percent || i >= len(shown) || !strings.HasSuffix(strings.TrimSpace(shown[i]), "%") {
			continue
		}
		text := r.Decimal(f.Key)
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			continue
		}
		if !isPart(value, shown[i]) {
			r.cells[f.Key] = text + "%"
			continue
		}
		r.cells[f.Key] = hundredfold(text) + "%"
	}
}

// isPart tells whether a value that is shown as a percentage is a part of one. With a
// format of one's own, as 0"%", it may be the percentage itself.
func isPart(value float64, shown string) bool {
	text := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(shown), "%"), ",", "")
	as, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return err != nil || math.Abs(as-100*value) <= math.Abs(as-value)
}

// hundredfold moves the point of a plain decimal two places; what is none stays.
func hundredfold(s string) string {
	sign, digits := "", s
	if strings.HasPrefix(s, "-") {
		sign, digits = "-", s[1:]
	}
	whole, places, _ := strings.Cut(digits, ".")
	if strings.Trim(whole+places, "0123456789") != "" {
		return s
	}
	places += "00"
	whole, places = strings.TrimLeft(whole+places[:2], "0"), strings.TrimRight(places[2:], "0")
	if whole == "" {
		whole = "0"
	}
	if places != "" {
		whole += "." + places
	}
	return sign + whole
}
