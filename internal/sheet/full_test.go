package sheet

import (
	"errors"
	"testing"
)

// A million rows take a while; a lower bound is the same rule.
func TestAFullSheetSaysSo(t *testing.T) {
	t.Parallel()
	w, err := NewWriter("x", []Column{{Title: "SKU"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	w.most = 2
	if err := w.Row("A"); err != nil {
		t.Fatal(err)
	}
	if err := w.Row("B"); !errors.Is(err, ErrFull) {
		t.Errorf("beyond the last row: %v", err)
	}
}

// A value without a title means that those before it may stand under the wrong ones.
func TestARowFitsItsTitles(t *testing.T) {
	t.Parallel()
	columns := []Column{{Title: "SKU"}, {Title: "Unit"}}
	book, err := NewWriter("x", columns)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	text, err := NewCSVWriter(columns)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = text.Close() }()
	for _, w := range []interface{ Row(values ...any) error }{book, text} {
		if w.Row("A", "piece", "1") == nil {
			t.Errorf("%T takes a value without a title", w)
		}
		for _, row := range [][]any{{"A"}, {"A", "piece"}} {
			if err := w.Row(row...); err != nil {
				t.Errorf("%T: %q: %v", w, row, err)
			}
		}
	}
}
