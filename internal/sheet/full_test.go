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
