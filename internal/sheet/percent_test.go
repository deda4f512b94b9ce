package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// People type 13% into a spreadsheet, which keeps 0.13 and a way to show it.
func TestPercentages(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	shown := func(format int) int {
		style, err := f.NewStyle(&excelize.Style{NumFmt: format})
		if err != nil {
			t.Fatal(err)
		}
		return style
	}
	own := `0.0###"%"` // a percent sign that is only text: the number is the percentage
	quoted, err := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
	if err != nil {
		t.Fatal(err)
	}
	cells := []struct {
		value any
		style int
		want  string
	}{
		{0.13, shown(9), "13"},
		{0.065, shown(10), "6.5"},
		{0.13000000000000003, shown(9), "13"},
		{1, shown(9), "100"},
		{0, shown(9), "0"},
		{0.005, shown(10), "0.5"},
		{-0.13, shown(9), "-13"},
		{13, 0, "13"},
		{"13%", 0, "13"},
		{"0.5 %", 0, "0.5"},
		{1, 0, "1"},
		{0, 0, "0"},
		{0.13, 0, "sheet.percent_unclear"},
		{"0.13", 0, "sheet.percent_unclear"},
		{"many", 0, "decimal.invalid"},
		{0.001234, shown(10), "0.1234"},
		{13, quoted, "13"},
	}
	var want []string
	_ = f.SetCellValue("Sheet1", "A1", "SKU")
	_ = f.SetCellValue("Sheet1", "B1", "税率%")
	for i, c := range cells {
		at := fmt.Sprintf("B%d", i+2)
		_ = f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), "x")
		if err := f.SetCellValue("Sheet1", at, c.value); err != nil {
			t.Fatal(err)
		}
		if c.style != 0 {
			if err := f.SetCellStyle("Sheet1", at, at, c.style); err != nil {
				t.Fatal(err)
			}
		}
		want = append(want, c.want)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	var got []string
	err = sheet.Read(b.Bytes(), []sheet.Field{{Key: "sku", Titles: []string{"SKU"}}, {Key: "rate", Titles: []string{"税率%"}, Percent: true}}, 100, func(r sheet.Row) error {
		percent, given, err := r.Percent("rate")
		switch {
		case err != nil:
			got = append(got, fault.As(err).Code)
		case !given:
			got = append(got, "")
		default:
			got = append(got, percent.String())
		}
		return nil
	})
	if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, want)
	}
}

func TestPercentCellsAreReadAgain(t *testing.T) {
	t.Parallel()
	titles := []sheet.Column{{Title: "SKU"}, {Title: "税率%"}}
	for _, text := range []string{"13", "0.5", "1", "100", "6.25", "0.99", "-5"} {
		var back dec.Quantity
		err := sheet.Read(book(t, titles, []any{"A", sheet.PercentCell(dec.MustQuantity(text))}), []sheet.Field{{Key: "rate", Titles: []string{"税率%"}, Percent: true}}, 5, func(r sheet.Row) (err error) {
			back, _, err = r.Percent("rate")
			return err
		})
		if err != nil || back != dec.MustQuantity(text) {
			t.Errorf("%s came back as %s, %v", text, back, err)
		}
	}
}
