package paying_test

import (
	"net/http"
	"slices"
	"testing"
)

// The exports hold what the lists show, narrowed alike, and nothing of another set.
func TestExports(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t, "10")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank", "note": "=1+1"}, o).Want(t, http.StatusCreated, "")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": w.fund(t, "bank")}).Want(t, http.StatusOK, "")
	w.receive(t, o, "8")
	shown := w.Owner.Get(t, "/purchase-orders/"+o.Text("id"))
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+o.Text("id")+"/close", map[string]any{"version": shown.At("version"), "reason": "缺货"}).Want(t, http.StatusOK, "")

	supplier := shown.Text("supplierName")
	for path, want := range map[string][]string{
		"/payment-requests/export?format=csv&state=paid&q=" + r.Text("no"): {
			r.Text("no"), r.Text("date"), "已付款", "尾款", supplier, "", "银行", o.Text("no"), "100.00", "100.00", "", "", r.Text("createdByName"), "'=1+1",
		},
		"/order-agreements/export?format=csv&standing=gap": {
			o.Text("no"), shown.Text("date"), supplier, "有差异", "100.00", "", "80.00", "100.00", "0.00", "", "到货比采购 -20.00 少到或取消；付款差 20.00 退款", shown.Text("purchaserName"), "",
		},
	} {
		if rows := w.Owner.Get(t, path).Want(t, http.StatusOK, "").Rows(t); len(rows) != 2 || !slices.Equal(rows[1], want) {
			t.Errorf("%s holds %q, want %q", path, rows, want)
		}
	}
	rows := w.Owner.Get(t, "/order-payments/export?format=csv&kind=cashier").Want(t, http.StatusOK, "").Rows(t)
	if len(rows) != 2 || rows[1][1] != o.Text("no") || rows[1][3] != "出纳付款" || rows[1][4] != "已入账" || rows[1][5] != "100.00" || rows[1][9] != r.Text("no") {
		t.Errorf("payments %q", rows)
	}
	for _, path := range []string{"/payment-requests/export?format=csv", "/order-payments/export?format=csv", "/order-agreements/export?format=csv"} {
		if rows := w.Other.Get(t, path).Want(t, http.StatusOK, "").Rows(t); len(rows) != 1 {
			t.Errorf("%s: another set sees %q", path, rows)
		}
	}
}
