package address_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/sheet"
)

func workbook(tb testing.TB, rows ...[]any) []byte {
	tb.Helper()
	var columns []sheet.Column
	for _, title := range []string{"地址名称", "*收货人", "*手机", "省", "市", "区县", "街道", "区划编码", "邮编", "*地址"} {
		columns = append(columns, sheet.Column{Title: title})
	}
	w, err := sheet.NewWriter("收货地址", columns)
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

func TestImportAddresses(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	send := func(query string, rows ...[]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, path+"/import"+query, workbook(t, rows...), apitest.Header("Content-Type", sheet.ContentType))
	}
	total := func() any { return w.Owner.Get(t, path).At("total") }
	good := [][]any{
		{"杭州仓", "王小明", sheet.Number("13800000001"), "浙江", "杭州", "滨江", "长河街道", "", "", "网商路699号"},
		{"", "李芳", "138 0000 0002", "", "", "", "", sheet.Number("120114"), sheet.Number("301700"), "王庆坨自行车城B区208"},
	}
	if dry := send("?dryRun=true", good...).Want(t, http.StatusOK, ""); dry.At("created") != 2 || total() != 0 {
		t.Fatalf("dry run %s, then %v", dry.Body, total())
	}
	bad := append(slices.Clone(good),
		[]any{"杭州仓", "王小明", "13800000001", "浙江省", "杭州市", "滨江区", "", "", "", "别的路1号"},
		[]any{"外省", "王", "123", "浙江省", "苏州市", "吴中区", "", "", "", "路1号"},
		[]any{"旧码", "陈静", "13800000003", "", "", "", "", "339999", "", ""})
	want := []string{
		"row 4.name address_sheet.name_twice", "row 5.contact address.contact_short", "row 5.mobile input.format", "row 5.city address.place_unknown",
		"row 6.line1 input.required", "row 6.divisionCode address.code_not_found",
	}
	if got := send("", bad...).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, want) || total() != 0 {
		t.Errorf("got  %q\nwant %q, and %v addresses", got, want, total())
	}
	if got := send("?skipBad=true", bad...).Want(t, http.StatusOK, ""); got.At("created") != 2 || got.At("skipped") != 3 || got.Text("problems", 0, "field") != "row 4.name" {
		t.Errorf("skipping: %s", got.Body)
	}
	if got := send("", good[0]).Want(t, http.StatusUnprocessableEntity, "").Fields(); !slices.Equal(got, []string{"row 2.name address.name_taken"}) {
		t.Errorf("again: %q", got)
	}
	list := w.Owner.Get(t, path+"?sort=division").Want(t, http.StatusOK, "")
	if list.Text("items", 0, "name") != "李芳 武清区" || list.Text("items", 0, "mobile") != "13800000002" || list.Text("items", 1, "townCode") != "330108002" || list.Text("items", 1, "postcode") != "310051" {
		t.Errorf("made %s", list.Body)
	}
	w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+warehouse(t, w.Owner), map[string]any{"addressId": list.At("items", 1, "id")}).Want(t, http.StatusNoContent, "")
	out := w.Owner.Get(t, path+"/export?format=csv&sort=division").Want(t, http.StatusOK, "")
	if text := string(out.Body); !strings.Contains(text, "杭州仓,王小明,13800000001,,,浙江省,杭州市,滨江区,长河街道,330108,310051,网商路699号,,,,,,,默认仓,启用\n") || strings.Count(text, "\n") != 3 {
		t.Errorf("exported %s", text)
	}
	// An export imported elsewhere, by somebody who has no account and needs none any more.
	back := w.Owner.Get(t, path+"/export?province=330000").Want(t, http.StatusOK, "")
	if got := w.Other.Do(t, http.MethodPost, path+"/import", back.Body, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusOK, ""); got.At("created") != 1 {
		t.Errorf("imported elsewhere: %s", got.Body)
	}
	template := w.Owner.Get(t, path+"/template").Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, path+"/import", template.Body, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusUnprocessableEntity, "sheet.empty")
}

// Ten rows cost the database and 1688 as much as one of each place.
// A sheet of codes that nobody knows does not ask 1688 for each.
func TestASheetOfUnknownCodesEnds(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	var rows [][]any
	for i := range 200 {
		rows = append(rows, []any{fmt.Sprint("仓", i), "王小明", "13800000001", "", "", "", "", fmt.Sprint(339000 + i), "", "网商路699号"})
	}
	got := w.Owner.Do(t, http.MethodPost, path+"/import", workbook(t, rows...), apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if len(got) != 200 || got[0] != "row 2.divisionCode address.code_not_found" || got[199] != "row 201.divisionCode address.codes_unasked" {
		t.Errorf("%d problems: %s … %s", len(got), got[0], got[len(got)-1])
	}
	if n := w.Calls(t, "addresscode"); n > 60 {
		t.Errorf("1688 was asked %d times", n)
	}
}

func TestASheetAsksOncePerPlace(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	var rows [][]any
	for i := range 50 {
		rows = append(rows, []any{"仓" + string(rune('A'+i)), "王小明", "13800000001", "浙江省", "杭州市", "滨江区", "西兴街道", "", "", "网商路699号"})
	}
	w.Owner.Do(t, http.MethodPost, path+"/import", workbook(t, rows...), apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusOK, "")
	if n := w.Calls(t, "addresscode"); n != 4 { // the provinces, what lies in 浙江省, 杭州市 and 滨江区
		t.Errorf("1688 was asked %d times", n)
	}
}
