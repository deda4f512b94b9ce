package catalog_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

var xlsxType = apitest.Header("Content-Type", sheet.ContentType)

var sheetTitles = []string{"*商品代码", "*商品名称", "类别", "*单位", "辅助属性", "SKU代码", "条码", "税率%", "零售价", "批发价", "允许负库存", "图片地址"}

func workbook(tb testing.TB, titles []string, rows ...[]any) []byte {
	tb.Helper()
	columns := make([]sheet.Column, len(titles))
	for i, title := range titles {
		columns[i].Title = title
	}
	w, err := sheet.NewWriter("商品", columns)
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

var goodRows = [][]any{
	{"T1", "短袖T恤", "服装/T恤", "件", "颜色:红色;尺码:M", "T1-RM", sheet.Number("6901234567892"), sheet.Number("13"), sheet.Number("59"), sheet.Number("39.9"), "是", "https://a.example/t1.jpg"},
	{"T1", "", "", "", "尺码：L；颜色：红色", nil, nil, nil, sheet.Number("61.5")},
	{"JD01", "透明胶带", "", "卷", "", "", "", "", sheet.Number("0.8")},
}

func TestImportSheet(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	send := func(query string, rows ...[]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/products/import"+query, workbook(t, sheetTitles, rows...), xlsxType)
	}
	total := func() any { return w.Owner.Get(t, "/products").Want(t, http.StatusOK, "").At("total") }

	dry := send("?dryRun=true", goodRows...).Want(t, http.StatusOK, "")
	if dry.At("products") != 2 || dry.At("skus") != 3 || dry.At("rows") != 3 || total() != 0 {
		t.Fatalf("dry run %s, then %v products", dry.Body, total())
	}
	bad := slices.Concat(goodRows, [][]any{
		{"B1", "", "", "件", "颜色", "", "", "1.234", "-1", "abc", "", "ftp://x"},
		{"B2", "乙", "", "件", "颜色:红", "", "", "", "", "", ""},
		{"B2", "丙", "", "件", "颜色:红"},
		{"B3", "丁", "", "件", "颜色:红", "T1-RM", "6901234567892"},
		{"", "戊", "", "件"},
	})
	want := []string{
		"row 5.taxRate decimal.too_many_places", "row 5.values product_sheet.attributes", "row 5.price 批发价 decimal.invalid", "row 5.name input.required",
		"row 5.picture input.format", "row 5.price 零售价 decimal.negative",
		"row 7.name product_sheet.differs", "row 7.values sku.combination_twice", "row 8.skuCode sku.code_taken", "row 8.barcode sku.barcode_taken", "row 9.code input.required",
	}
	for _, query := range []string{"", "?dryRun=true"} {
		if got := send(query, bad...).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", query, got, want)
		}
	}
	if total() != 0 {
		t.Errorf("%v products of a refused sheet", total())
	}
	skipped := send("?skipBad=true", bad...).Want(t, http.StatusOK, "")
	if skipped.At("products") != 2 || skipped.At("skipped") != 4 || skipped.Text("problems", 8, "field") != "row 8.skuCode" || total() != 2 {
		t.Errorf("skipping: %s", skipped.Body)
	}
	again := send("", goodRows...).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if !slices.Equal(again, []string{"row 2.code product.code_taken", "row 4.code product.code_taken"}) {
		t.Errorf("again: %q", again)
	}

	got := w.Owner.Get(t, "/skus/scan?code=6901234567892").Want(t, http.StatusOK, "")
	p := w.Owner.Get(t, "/products/"+got.Text("productId")).Want(t, http.StatusOK, "")
	if p.Text("category") != "服装/T恤" || p.At("taxRateBps") != 1300 || p.At("negativeStock") != true || p.Text("skus", 1, "spec") != "红色 / L" ||
		p.Text("skus", 1, "code") != "T1_001" || p.Text("skus", 1, "prices", 0, "price") != "61.50" || p.Text("pictures", 0, "url") != "https://a.example/t1.jpg" {
		t.Errorf("made %s", p.Body)
	}
	sales := w.Member(t, "keeper", tenant.RoleWarehouse) // may edit products, not prices
	priced := sales.Do(t, http.MethodPost, "/products/import?dryRun=true", workbook(t, sheetTitles, []any{"K1", "甲", "", "件", "", "", "", "", "1"}), xlsxType)
	if fields := priced.Want(t, http.StatusUnprocessableEntity, "").Fields(); !slices.Equal(fields, []string{"row 2.price 零售价 forbidden"}) {
		t.Errorf("prices without permission: %q", fields)
	}
}

func TestTheTemplateCanBeImported(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	template := w.Owner.Get(t, "/products/template").Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/products/import", template.Body, xlsxType).Want(t, http.StatusUnprocessableEntity, "sheet.empty")
	w.Owner.Do(t, http.MethodPost, "/products/import", "code,name", xlsxType).Want(t, http.StatusUnprocessableEntity, "sheet.file")
	w.Owner.Do(t, http.MethodPost, "/products/import", "{}").Want(t, http.StatusUnsupportedMediaType, "")
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/products/import", template.Body, xlsxType).Want(t, http.StatusForbidden, "forbidden")
}

func TestExportsShowWhatTheListShows(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	w.Owner.Do(t, http.MethodPost, "/products/import", workbook(t, sheetTitles, slices.Concat(goodRows, [][]any{{"EVIL", `=HYPERLINK("http://x")`, "", "件"}})...), xlsxType).Want(t, http.StatusOK, "")
	level := retail(t, w.Owner)
	read := func(path string) [][]string {
		t.Helper()
		return w.Owner.Get(t, path).Want(t, http.StatusOK, "").Rows(t)
	}
	rows := read("/products/export?format=csv&sort=code")
	if len(rows) != 4 || rows[1][0] != "EVIL" || rows[1][1] != `'=HYPERLINK("http://x")` || rows[3][0] != "T1" || rows[3][7] != "61.50" || rows[3][6] != "2" {
		t.Errorf("products %q", rows)
	}
	if rows := read("/products/export?format=csv&q=胶带"); len(rows) != 2 || rows[1][0] != "JD01" {
		t.Errorf("products searched %q", rows)
	}
	// Filtered and sorted as the products are.
	if rows := read("/skus/export?format=csv&hasPicture=true&sort=name"); len(rows) != 3 || rows[1][1] != "T1" || rows[2][1] != "T1" {
		t.Errorf("SKUs of products with pictures: %v", rows)
	}
	if rows := read("/skus/export?format=csv&negativeStock=false&sort=-name"); len(rows) != 3 || rows[1][0] != "JD01" || rows[2][0] != "EVIL" {
		t.Errorf("SKUs of products without negative stock: %v", rows)
	}
	if rows := read("/skus/export?format=csv&sort=-code&levelId=" + level); len(rows) != 5 || rows[1][0] != "T1_001" || rows[1][5] != "61.50" || rows[1][3] != "红色 / L" {
		t.Errorf("SKUs %q", rows)
	}
	book := w.Owner.Get(t, "/products/export?negativeStock=true").Want(t, http.StatusOK, "")
	var codes []string
	err := sheet.Read(book.Body, []sheet.Field{{Key: "code", Titles: []string{"商品代码"}, Required: true}}, 10, func(r sheet.Row) error {
		codes = append(codes, r.Get("code"))
		return nil
	})
	if err != nil || !slices.Equal(codes, []string{"T1"}) {
		t.Errorf("workbook holds %q, %v", codes, err)
	}
	if rows := func() *apitest.Answer { return w.Other.Get(t, "/products/export?format=csv") }(); strings.Count(string(rows.Body), "\n") != 1 {
		t.Errorf("another set exports %s", rows.Body)
	}
	w.Owner.Get(t, "/products/export?sort=nothing").Want(t, http.StatusUnprocessableEntity, "input.fields")
}

// FuzzImportSheet feeds sheets of arbitrary cells: they are refused with rows and
// columns, or taken, never an error of another kind.
func FuzzImportSheet(f *testing.F) {
	f.Add("T1", "短袖", "服装/T恤", "件", "颜色:红色", "T1-R", "6901234567892", "13", "59")
	f.Add("", "", "", "", ":;:", "", "", "NaN", "1E999")
	f.Add("a", "=1+1", "////", "x", "颜色:红;颜色:红", "6.9E+12", "6.901234567892E+12", "-0", "+1")
	b := setup(f)
	f.Fuzz(func(t *testing.T, code, name, category, unit, values, sku, barcode, tax, price string) {
		cells := []any{code, name, category, unit, values, sku, barcode, tax, price, price, name, code}
		_, err := b.svc.ImportProducts(t.Context(), b.sc, workbook(t, sheetTitles, cells, cells), catalog.SheetOptions{DryRun: true, MayPrice: true})
		if err == nil {
			return
		}
		for _, problem := range fields(err) {
			if !strings.HasPrefix(problem, "row ") && !strings.HasPrefix(problem, "sheet.") {
				t.Errorf("%q gives %s", cells, problem)
			}
		}
	})
}

// BenchmarkImportSheet reads and tries 1,000 SKUs of 200 products per operation.
func BenchmarkImportSheet(bm *testing.B) {
	b := setup(bm)
	var rows [][]any
	for _, p := range chunkOfOffers(1, 0) {
		for _, k := range p.SKUs {
			rows = append(rows, []any{p.Code, p.Name, "店铺/类目", "件", "颜色:" + k.Values[0] + ";尺码:" + k.Values[1], k.Code, "", "", sheet.Number("39.9")})
		}
	}
	data := workbook(bm, sheetTitles, rows...)
	for bm.Loop() {
		r, err := b.svc.ImportProducts(bm.Context(), b.sc, data, catalog.SheetOptions{DryRun: true, MayPrice: true})
		if err != nil || r.SKUs != 1000 {
			bm.Fatal(r, err)
		}
	}
	bm.ReportMetric(1000*float64(bm.N)/bm.Elapsed().Seconds(), "SKU/s")
}
