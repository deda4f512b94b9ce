package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// CSVType is the media type of a CSV file.
const CSVType = "text/csv; charset=utf-8"

// CSVWriter writes a CSV file row by row, by way of a temporary file, so that
// nothing is sent of a list that fails half-way. Use it from one goroutine, and
// Close it.
type CSVWriter struct {
	file  *os.File
	out   *bufio.Writer
	csv   *csv.Writer
	width int // how many titles there are
}

// byteOrderMark makes spreadsheet programs read the file as UTF-8.
const byteOrderMark = "\ufeff"

// NewCSVWriter starts a file whose first row is the titles.
func NewCSVWriter(columns []Column) (*CSVWriter, error) {
	f, err := os.CreateTemp("", "huotong-export-*.csv")
	if err != nil {
		return nil, fmt.Errorf("start the export: %w", err)
	}
	w := &CSVWriter{file: f, out: bufio.NewWriterSize(f, 1<<16), width: len(columns)}
	w.csv = csv.NewWriter(w.out)
	if _, err := w.out.WriteString(byteOrderMark); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
	}
	if err := w.Row(titles...); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Row adds a row, values as Writer.Row takes them. Text that a spreadsheet
// program would run as a formula gets an apostrophe in front.
func (w *CSVWriter) Row(values ...any) error {
	if err := fits(values, w.width); err != nil {
		return err
	}
	cells := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case Number:
			cells[i] = string(v)
		case nil:
		case string:
			cells[i] = harmless(v)
		default:
			cells[i] = harmless(fmt.Sprint(v))
		}
	}
	if err := w.csv.Write(cells); err != nil {
		return fmt.Errorf("write a row: %w", err)
	}
	return nil
}

// harmless keeps a text a text: opened in a spreadsheet program, "=…" would be
// calculated and could send data elsewhere.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// WriteTo ends the file and writes it.
func (w *CSVWriter) WriteTo(to io.Writer) (int64, error) {
	w.csv.Flush()
	if err := errors.Join(w.csv.Error(), w.out.Flush()); err != nil {
		return 0, err
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	return io.Copy(to, w.file)
}

// Close removes the temporary file.
func (w *CSVWriter) Close() error {
	return errors.Join(w.file.Close(), os.Remove(w.file.Name()))
}
