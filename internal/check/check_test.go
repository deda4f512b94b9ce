package check_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// noted gives the code of the one problem noted, "" for none.
func noted(t *testing.T, f *fault.Fields) string {
	t.Helper()
	e := fault.As(f.Err())
	if e == nil {
		return ""
	}
	if len(e.Fields) != 1 || e.Fields[0].Path != "x" {
		t.Fatalf("noted %v, want one problem at x", e.Fields)
	}
	return e.Fields[0].Err.Code
}

func TestText(t *testing.T) {
	t.Parallel()
	type cleaner func(*fault.Fields, string, string) string
	line := func(f *fault.Fields, p, s string) string { return check.Line(f, p, s, 5) }
	required := func(f *fault.Fields, p, s string) string { return check.Required(f, p, s, 5) }
	text := func(f *fault.Fields, p, s string) string { return check.Text(f, p, s, 9) }
	for _, c := range []struct {
		name, in, want, problem string
		clean                   cleaner
	}{
		{"outer blanks go", " 红色 \t", "红色", "", line},
		{"characters count, not bytes", "一二三四五", "一二三四五", "", line},
		{"too long", "一二三四五六", "一二三四五六", "input.too_long", line},
		{"tab inside a line", "a\tb", "a\tb", "input.character", line},
		{"NUL, which PostgreSQL cannot store", "a\x00b", "a\x00b", "input.character", line},
		{"broken UTF-8", "a\xffb", "a\xffb", "input.character", line},
		{"blank where required", "  ", "", "input.required", required},
		{"lines of a note", "a\r\nb ", "a\nb", "", text},
		{"escape in a note", "a\x1bb", "a\x1bb", "input.character", text},
		{"code with an inner space", " A 1 ", "A 1", "", check.Code},
		{"code with a zero-width space", "A\u200b1", "A\u200b1", "input.character", check.Code},
		{"code with a wide space", "A\u30001", "A\u30001", "input.character", check.Code},
		{"code of 60", strings.Repeat("码", 60), strings.Repeat("码", 60), "", check.Code},
		{"code of 61", strings.Repeat("x", 61), strings.Repeat("x", 61), "input.too_long", check.Code},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var f fault.Fields
			if got := c.clean(&f, "x", c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := noted(t, &f); got != c.problem {
				t.Errorf("noted %q, want %q", got, c.problem)
			}
		})
	}
}

func TestDecimals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, problem string
		want        dec.Price
	}{
		{" 12.5 ", "", dec.MustPrice("12.5")},
		{"0", "", 0},
		{"-1", "decimal.negative", 0},
		{"", "decimal.invalid", 0},
		{"1e3", "decimal.invalid", 0},
		{"1.23456", "decimal.too_many_places", 0},
		{"1000000000", "decimal.out_of_range", 0},
	} {
		var f fault.Fields
		if got := check.Price(&f, "x", c.in); got != c.want {
			t.Errorf("%q: got %s, want %s", c.in, got, c.want)
		}
		if got := noted(t, &f); got != c.problem {
			t.Errorf("%q: noted %q, want %q", c.in, got, c.problem)
		}
	}
	if got := check.Decimal(errors.New("other")); got.Code != "decimal.invalid" {
		t.Errorf("a strange error became %s", got.Code)
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v, least int64
		problem  string
	}{{0, 0, ""}, {9, 0, ""}, {-1, 0, "decimal.negative"}, {0, 1, "decimal.not_positive"}, {10, 0, "decimal.out_of_range"}} {
		var f fault.Fields
		check.Between(&f, "x", c.v, c.least, 9)
		if got := noted(t, &f); got != c.problem {
			t.Errorf("%d: noted %q, want %q", c.v, got, c.problem)
		}
	}
}
