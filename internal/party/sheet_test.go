package party_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

func workbook(tb testing.TB, rows ...[]any) []byte {
	tb.Helper()
	return sheetOf(tb, "客户", []string{"客户代码", "*客户名称", "客户等级", "电话", "信用额度"}, rows...)
}

func sheetOf(tb testing.TB, name string, titles []string, rows ...[]any) []byte {
	tb.Helper()
	columns := make([]sheet.Column, len(titles))
	for i, title := range titles {
		columns[i].Title = title
	}
	w, err := sheet.NewWriter(name, columns)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			tb.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestImportCustomers(t *testing.T) {
	t.Parallel()
	w := world(t)
	send := func(query string, rows ...[]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/customers/import"+query, workbook(t, rows...), apitest.Header("Content-Type", sheet.ContentType))
	}
	// The walk-in customer is there from the beginning.
	total := func() any { return w.Owner.Get(t, "/customers").At("total") }
	good := [][]any{{"C1", "济南老张", "批发客户", sheet.Number("13800000000"), sheet.Number("5000")}, {"", "零散客户"}}
	if dry := send("?dryRun=true", good...).Want(t, http.StatusOK, ""); dry.At("created") != 2 || total() != 1 {
		t.Fatalf("dry run %s, then %v customers", dry.Body, total())
	}
	bad := append(slices.Clone(good), []any{"C1", "重复"}, []any{"C\t2", "", "贵宾", "", "1.234"}, []any{"C3", "丙", "", "", "-1"})
	want := []string{"row 4.code customer_sheet.code_twice", "row 5.level price_level.not_found", "row 5.creditLimit decimal.too_many_places", "row 5.code input.character", "row 5.name input.required", "row 6.creditLimit decimal.negative"}
	if got := send("", bad...).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, want) || total() != 1 {
		t.Errorf("got  %q\nwant %q, and %v customers", got, want, total())
	}
	if got := send("?skipBad=true", bad...).Want(t, http.StatusOK, ""); got.At("created") != 2 || got.At("skipped") != 3 || got.Text("problems", 0, "field") != "row 4.code" {
		t.Errorf("skipping: %s", got.Body)
	}
	if got := send("", good[0]).Want(t, http.StatusUnprocessableEntity, "").Fields(); !slices.Equal(got, []string{"row 2.code customer.code_taken"}) {
		t.Errorf("again: %q", got)
	}
	list := w.Owner.Get(t, "/customers?q=13800000000").Want(t, http.StatusOK, "")
	if list.Text("items", 0, "code") != "C1" || list.Text("items", 0, "levelName") != "批发客户" || list.Text("items", 0, "creditLimit") != "5000.00" {
		t.Errorf("made %s", list.Body)
	}
	out := w.Owner.Get(t, "/customers/export?format=csv&sort=code").Want(t, http.StatusOK, "")
	if text := string(out.Body); !strings.Contains(text, "C1,济南老张,批发客户,,13800000000,,5000.00,,启用\n") || strings.Count(text, "\n") != 4 {
		t.Errorf("exported %s", text)
	}
	if back := w.Owner.Get(t, "/customers/export?q=老张").Want(t, http.StatusOK, ""); true {
		got := w.Other.Do(t, http.MethodPost, "/customers/import", back.Body, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusOK, "")
		if got.At("created") != 1 {
			t.Errorf("an export imported elsewhere: %s", got.Body)
		}
	}
	template := w.Owner.Get(t, "/customers/template").Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/customers/import", template.Body, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusUnprocessableEntity, "sheet.empty")
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/customers/import", template.Body, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusForbidden, "forbidden")
}

// A row without a code is given none that another row of the sheet has, before or after it.
func TestDrawnCodesPassOverThoseOfTheSheet(t *testing.T) {
	t.Parallel()
	w := world(t)
	first := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "甲"}).Want(t, http.StatusCreated, "").Text("code")
	stem := first[:len(first)-1] // the walk-in customer has 1, this one 2
	w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "乙", "code": stem + "5"}).Want(t, http.StatusCreated, "")
	rows := workbook(t, []any{"", "丙"}, []any{stem + "3", "丁"}, []any{"", "戊"}, []any{stem + "6", "己"})
	for _, query := range []string{"?dryRun=true", ""} {
		w.Owner.Do(t, http.MethodPost, "/customers/import"+query, rows, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusOK, "")
	}
	list := w.Owner.Get(t, "/customers?sort=code").Want(t, http.StatusOK, "")
	var got []string
	for i := range 7 {
		got = append(got, strings.TrimPrefix(list.Text("items", i, "code"), stem)+list.Text("items", i, "name"))
	}
	if want := "1散客 2甲 3丁 4丙 5乙 6己 7戊"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestABlankCodeIsKeptOnChange(t *testing.T) {
	t.Parallel()
	w := world(t)
	// A code entered by hand where the numbering would come next is passed over.
	first := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "甲"}).Want(t, http.StatusCreated, "")
	next := first.Text("code")[:len(first.Text("code"))-1] + "3"
	w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "乙", "code": next}).Want(t, http.StatusCreated, "")
	third := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "丙"}).Want(t, http.StatusCreated, "")
	if third.Text("code") == next || third.Text("code") == "" {
		t.Errorf("third code %s", third.Text("code"))
	}
	kept := w.Owner.Do(t, http.MethodPut, "/customers/"+third.Text("id"), map[string]any{"name": "丁", "version": 1}).Want(t, http.StatusOK, "")
	if kept.Text("code") != third.Text("code") || kept.Text("name") != "丁" {
		t.Errorf("changed into %s", kept.Body)
	}
}

// FuzzImportCustomers feeds sheets of arbitrary cells.
func FuzzImportCustomers(f *testing.F) {
	f.Add("C1", "济南老张", "批发客户", "13800000000", "5000")
	f.Add("", "", "", "1.38E+10", "1e9")
	f.Add("a\tb", "=1", "?", "+86", "-0")
	w := apitest.New(f, func(w *apitest.World) { party.New(w.DB).Register(w.API) })
	f.Fuzz(func(t *testing.T, code, name, level, phone, limit string) {
		cells := []any{code, name, level, phone, limit}
		a := w.Owner.Do(t, http.MethodPost, "/customers/import?dryRun=true", workbook(t, cells, cells), apitest.Header("Content-Type", sheet.ContentType))
		switch wrong := a.Fields(); {
		case a.Status == http.StatusOK, strings.HasPrefix(a.Text("code"), "sheet."):
		case a.Status != http.StatusUnprocessableEntity, len(wrong) == 0, !strings.HasPrefix(wrong[0], "row "):
			t.Errorf("%q gives %d %s", cells, a.Status, a.Body)
		}
	})
}
