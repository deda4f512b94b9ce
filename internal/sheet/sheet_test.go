package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

func book(t *testing.T, titles []sheet.Column, rows ...[]any) []byte {
	t.Helper()
	w, err := sheet.NewWriter("期初/库存", titles)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var fields = []sheet.Field{{Key: "sku", Titles: []string{"单品编码", "SKU"}, Required: true}, {Key: "quantity", Titles: []string{"数量", "Quantity"}, Required: true}, {Key: "note", Titles: []string{"备注", "Note"}}}

func read(data []byte, most int) (string, error) {
	var out []string
	err := sheet.Read(data, fields, most, func(r sheet.Row) error {
		out = append(out, fmt.Sprintf("%d %s %s %s", r.Number, r.Get("sku"), r.Get("quantity"), r.Get("note")))
		return nil
	})
	return strings.Join(out, "|"), err
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	data := book(t, []sheet.Column{{Title: " sku "}, {Title: "*数量"}, {Title: "更多", Width: 40}},
		[]any{"A-1", sheet.Number("12.5"), nil}, []any{" ", "", ""}, []any{"007", sheet.Number("1234567890.123456"), "x"}, []any{"B", sheet.Number("-0.0001"), 5})
	got, err := read(data, 10)
	if want := "2 A-1 12.5 |4 007 1234567890.123456 |5 B -0.0001 "; err != nil || got != want {
		t.Errorf("got %q, %v\nwant %q", got, err, want)
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	titles := []sheet.Column{{Title: "SKU"}, {Title: "Quantity"}}
	for in, want := range map[string]string{
		"3.3000000000000003": "3.3", "1E-4": "0.0001", "1e-05": "0.00001", "-2.5e3": "-2500", "1234567890.123456": "1234567890.123456",
		"abc": "abc", "12": "12", "1E400": "1E400", "1e20": "1e20", "NaN": "NaN", "0.30000000000000004": "0.3", "2.12345678": "2.12345678",
	} {
		err := sheet.Read(book(t, titles, []any{"A", in}), fields, 5, func(r sheet.Row) error {
			if got := r.Decimal("quantity"); got != want {
				t.Errorf("%s is read as %s, want %s", in, got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	titles := []sheet.Column{{Title: "SKU"}, {Title: "Quantity"}}
	tests := map[string]struct {
		data []byte
		want error
	}{
		"no workbook":   {[]byte("sku,quantity\n1,2"), sheet.ErrFile},
		"nothing":       {nil, sheet.ErrFile},
		"cut short":     {book(t, titles, []any{"A", "1"})[:900], sheet.ErrFile},
		"no such title": {book(t, []sheet.Column{{Title: "SKU"}}, []any{"A"}), sheet.ErrColumns},
		"no rows":       {book(t, titles), sheet.ErrEmpty},
		"too many":      {book(t, titles, []any{"A", "1"}, []any{"B", "1"}, []any{"C", "1"}), fault.ErrTooMany},
	}
	for name, tt := range tests {
		if _, err := read(tt.data, 2); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	stop := errors.New("stop")
	if err := sheet.Read(book(t, titles, []any{"A", "1"}), fields, 5, func(sheet.Row) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of the caller: %v", err)
	}
}

func TestCSVIsHarmless(t *testing.T) {
	t.Parallel()
	w, err := sheet.NewCSVWriter([]sheet.Column{{Title: "名称"}, {Title: "数量"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range [][]any{{`=cmd|"/C calc"!A0`, sheet.Number("-1.5")}, {"+86 138", nil}, {"-5", 7}, {"@SUM(A1)", "a,b\n\"c\""}, {"\t=1", ""}, {"普通", "x=1"}} {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff名称,数量\n\"'=cmd|\"\"/C calc\"\"!A0\",-1.5\n'+86 138,\n'-5,7\n'@SUM(A1),\"a,b\n\"\"c\"\"\"\n'\t=1,\n普通,x=1\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// FuzzRead feeds arbitrary bytes: they are refused with a fault or read within
// the bounds, never a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	w, err := sheet.NewWriter("x", []sheet.Column{{Title: "SKU"}, {Title: "Quantity"}})
	if err != nil {
		f.Fatal(err)
	}
	_ = w.Row("A", sheet.Number("1"))
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		f.Fatal(err)
	}
	_ = w.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := read(data, 100); err != nil && fault.As(err) == nil {
			t.Errorf("error without a code: %v", err)
		}
	})
}
