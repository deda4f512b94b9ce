package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/fault"
)

// ContentType is the media type of a workbook.
const ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// Column is a column of a sheet to be written.
type Column struct {
	Title string
	Width int // in characters; 0 means 14
}

// Number is a decimal as text ("12.5") that becomes a number cell, so that
// people can calculate with it. Anything else is written as text.
type Number string

// Writer writes one sheet row by row; what does not fit in memory goes to a
// temporary file. Use it from one goroutine, and Close it.
type Writer struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	rows   int
	most   int // how many rows a sheet holds; tests lower it
	width  int // how many titles there are
}

// ErrFull has the parameter max.
var ErrFull = fault.Define(fault.Invalid, "sheet.full",
	fault.ZH("一个工作表最多 {max} 行", "缩小筛选范围，或导出为 CSV"), fault.EN("A sheet holds at most {max} rows", "Narrow the list, or export it as CSV"))

// NewWriter starts a workbook of one sheet, its first row being the titles.
func NewWriter(name string, columns []Column) (*Writer, error) {
	f := excelize.NewFile()
	w := &Writer{file: f, most: excelize.TotalRows, width: len(columns)}
	if err := f.SetSheetName("Sheet1", sheetName(name)); err != nil {
		return nil, fmt.Errorf("name the sheet: %w", err)
	}
	var err error
	if w.stream, err = f.NewStreamWriter(sheetName(name)); err != nil {
		return nil, fmt.Errorf("start the sheet: %w", err)
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
		width := c.Width
		if width == 0 {
			width = 14
		}
		if err := w.stream.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return nil, fmt.Errorf("set the width of %s: %w", c.Title, err)
		}
	}
	if err := w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("freeze the titles: %w", err)
	}
	return w, w.Row(titles...)
}

// Row adds a row; it may end before the titles do. Values are text, Number, or anything
// with a String method. Beyond what a sheet holds it is ErrFull.
func (w *Writer) Row(values ...any) error {
	if err := fits(values, w.width); err != nil {
		return err
	}
	if w.rows++; w.rows > w.most {
		return ErrFull.With("max", w.most)
	}
	cells := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case Number:
			cells[i] = number(string(v))
		case nil:
		case string:
			cells[i] = v
		default:
			cells[i] = fmt.Sprint(v)
		}
	}
	if err := w.stream.SetRow("A"+strconv.Itoa(w.rows), cells); err != nil {
		return fmt.Errorf("write row %d: %w", w.rows, err)
	}
	return nil
}

// fits refuses a row with more values than there are titles: somebody forgot a title, and
// all that follow would stand under the wrong ones.
func fits(values []any, titles int) error {
	if len(values) > titles {
		return fmt.Errorf("sheet: a row of %d values under %d titles", len(values), titles)
	}
	return nil
}

// number is the cell of a decimal. A cell holds 15 digits exactly; a longer
// number stays text, so that nothing is lost without notice.
func number(s string) any {
	if len(strings.Trim(strings.Replace(s, ".", "", 1), "-0")) > 15 {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return v
}

// WriteTo ends the sheet and writes the workbook.
func (w *Writer) WriteTo(to io.Writer) (int64, error) {
	if err := w.stream.Flush(); err != nil {
		return 0, fmt.Errorf("end the sheet: %w", err)
	}
	return w.file.WriteTo(to)
}

// Close removes the temporary file.
func (w *Writer) Close() error { return w.file.Close() }

// sheetName keeps what a sheet may be called.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, s)
	for utf8.RuneCountInString(s) > 31 {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}
