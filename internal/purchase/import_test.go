package purchase_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// workbook is a sheet whose first row holds the titles.
func workbook(t *testing.T, titles string, rows ...[]any) []byte {
	t.Helper()
	var columns []sheet.Column
	for title := range strings.FieldsSeq(titles) {
		columns = append(columns, sheet.Column{Title: title})
	}
	w, err := sheet.NewWriter("采购单", columns)
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

var xlsx = apitest.Header("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

func (b *buyer) importSheet(t *testing.T, query string, data []byte) *apitest.Answer {
	t.Helper()
	return b.Owner.Do(t, http.MethodPost, "/purchase-orders/import"+query, data, xlsx)
}

func TestImport(t *testing.T) {
	t.Parallel()
	b := setup(t)
	data := workbook(t, "订单分组 供应商 采购日期 预计到货 商品编码 数量 单价 优惠金额 运费 网采单号 商品备注 单据备注",
		[]any{"A", "义乌小商品", "2026/11/20", sheet.Number("46355"), "T1-R", sheet.Number("10"), sheet.Number("21.5"), nil, sheet.Number("8"), "100,200", "要厚的", "急"},
		[]any{"B", "广州皮具", nil, nil, "P1", sheet.Number("3"), sheet.Number("1")},
		[]any{"A", nil, nil, nil, "T1-B", sheet.Number("5"), sheet.Number("20"), sheet.Number("1.5")},
		[]any{nil, "yiwu88", nil, nil, "P1", sheet.Number("2"), sheet.Number("4")},
		[]any{nil, "yiwu88", nil, nil, "T1-R", sheet.Number("1"), sheet.Number("20")},
	)
	counted := func() int { return b.Owner.Get(t, "/purchase-orders").At("total").(int) }
	a := b.importSheet(t, "?dryRun=true", data).Want(t, http.StatusOK, "")
	if a.At("lineCount") != 5 || a.Text("total") != "352.50" || a.At("items", 0, "lineCount") != 2 || a.At("items", 2, "row") != 5 || counted() != 0 {
		t.Fatalf("checked: %s, %d orders made", a.Body, counted())
	}
	a = b.importSheet(t, "", data).Want(t, http.StatusOK, "")
	if counted() != 3 {
		t.Fatalf("%d orders made: %s", counted(), a.Body)
	}
	o := b.Owner.Get(t, "/purchase-orders/"+a.Text("items", 0, "id")).Want(t, http.StatusOK, "")
	got := fmt.Sprint(o.Text("supplierName"), o.Text("date"), o.Text("expectedOn"), o.Text("stage"), o.Text("total"), o.Text("note"), o.At("onlineOrders"), o.Text("lines", 0, "note"), o.Text("lines", 1, "discount"))
	if want := "义乌小商品2026-11-202026-11-29draft321.50急[100 200]要厚的1.50"; got != want {
		t.Errorf("the order says %s, want %s", got, want)
	}
	if got := b.Owner.Get(t, "/purchase-orders/"+a.Text("items", 2, "id")).Text("date"); got != "2026-11-22" {
		t.Errorf("an order without a date is of %s, want today", got)
	}
	if n := b.Other.Get(t, "/purchase-orders").At("total"); n != 0 {
		t.Errorf("another set has %v of the orders", n)
	}
	b.Owner.Get(t, "/purchase-orders/template").Want(t, http.StatusOK, "")
}

func TestImportTellsAllThatIsWrongByRow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	data := workbook(t, "订单分组 供应商 收货仓库 采购日期 商品编码 数量 单位 单价 税率%",
		[]any{"A", "没有这家", nil, "昨天", "T1-R", sheet.Number("1"), nil, sheet.Number("1")},
		[]any{"B", "义乌小商品", "火星仓", nil, "没有", sheet.Number("0"), nil, sheet.Number("-1")},
		[]any{"B", "广州皮具", nil, nil, "T1-R", "三", "箱", nil, "x"},
		[]any{"C", "义乌小商品", nil, "2099-01-01", "T1-R", sheet.Number("0"), nil, sheet.Number("1")},
		[]any{"D", "广州皮具", nil, nil, "T1-R", sheet.Number("1")},
		[]any{"D", "广州皮具", nil, nil, nil, nil, nil, sheet.Number("1.23456")},
		[]any{nil, nil, nil, nil, "P1", sheet.Number("1"), nil, sheet.Number("2")},
		[]any{"E", "广州皮具", nil, "2026-11-30", "P1", sheet.Number("1"), nil, sheet.Number("2")},
	)
	a := b.importSheet(t, "", data).Want(t, http.StatusUnprocessableEntity, "input.fields")
	got := a.Fields()
	slices.Sort(got)
	want := []string{
		"row 2.date input.format", "row 2.supplierId purchase_sheet.supplier_unknown",
		"row 3.price decimal.negative", "row 3.quantity decimal.not_positive", "row 3.skuId purchase_sheet.sku_unknown", "row 3.warehouseId warehouse.not_found",
		"row 4.quantity decimal.invalid", "row 4.supplierId purchase_sheet.differs", "row 4.taxRate decimal.invalid", "row 4.unitId purchase_sheet.unit_unknown",
		"row 5.quantity decimal.not_positive",
		"row 6.price purchase.no_price",
		"row 7.price decimal.too_many_places", "row 7.quantity input.required", "row 7.skuId input.required",
		"row 8.supplierId input.required",
		"row 9.date document.date_future",
	}
	if !slices.Equal(got, want) {
		t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := b.Owner.Get(t, "/purchase-orders").At("total"); n != 0 {
		t.Errorf("%v orders were made all the same", n)
	}
	b.importSheet(t, "", []byte("no workbook")).Want(t, http.StatusUnprocessableEntity, "sheet.file")
	b.importSheet(t, "", workbook(t, "供应商 数量", []any{"义乌小商品", "1"})).Want(t, http.StatusUnprocessableEntity, "sheet.columns")
}

// A thousand wrong rows are told one by one, and a person's warehouses hold for them.
func TestImportOfManyWrongRowsAndOfOthersWarehouses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	rows := make([][]any, 1000)
	for i := range rows {
		rows[i] = []any{"义乌小商品", fmt.Sprintf("X-%d", i), sheet.Number("1"), sheet.Number("1")}
	}
	data := workbook(t, "供应商 商品编码 数量 单价", rows...)
	if got := b.importSheet(t, "", data).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); len(got) != 1000 || got[999] != "row 1001.skuId purchase_sheet.sku_unknown" {
		t.Errorf("%d problems, the last %q", len(got), got[len(got)-1])
	}
	good := workbook(t, "供应商 商品编码 数量 单价", []any{"义乌小商品", "T1-R", sheet.Number("1"), sheet.Number("1")})
	_, err := b.orders.Import(t.Context(), b.scope, good, tenant.DataScope{Warehouses: tenant.Limit{IDs: []db.ID{b.DB.NewID()}}, Shops: tenant.Everything.Shops}, true)
	if err == nil {
		t.Error("an order for a warehouse that is not the person's is taken")
	}
	var made []purchase.ImportedOrder
	if made, err = b.orders.Import(t.Context(), b.scope, good, tenant.Everything, false); err != nil || len(made) != 1 {
		t.Errorf("%v, %d orders", err, len(made))
	}
}
