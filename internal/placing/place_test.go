package placing_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// An order is previewed and placed: once on 1688, with our number and mark, known to
// whoever keeps 1688 orders, and held until it is cancelled there.
func TestPlaceOneOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	v := w.preview(t, po)
	if v.Text("parts", 0, "state") != "draft" || v.Text("parts", 0, "preview", "total") == "" || v.At("parts", 0, "preview", "refused") != false || v.At("parts", 1) != nil {
		t.Fatalf("preview: %s", v.Body)
	}
	if v.Text("parts", 0, "preview", "goods") != "298.50" || v.Text("parts", 0, "cargo", 0, "lines", 0, "sku") != "T1-0" {
		t.Fatalf("preview: %s", v.Body)
	}
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil), "message": "请尽快发货"}).Want(t, http.StatusOK, "")
	w.Work(t)
	list := w.placed(t)
	v = w.see(t, po)
	if len(list) != 1 || v.Text("parts", 0, "state") != "placed" || v.Text("parts", 0, "orders", 0, "platformId") != list[0].ID || v.Text("parts", 0, "orders", 0, "state") != "read" {
		t.Fatalf("%d orders on 1688, shown %s", len(list), v.Body)
	}
	token := v.Text("attempts", 0, "token")
	if !strings.HasPrefix(list[0].Remark, token+" ") || !strings.HasSuffix(list[0].Remark, "请尽快发货") || list[0].OutOrderID != v.Text("attempts", 0, "outOrderId") || list[0].Buyer != wang {
		t.Fatalf("on 1688: %+v", list[0])
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND purchase_order_id = ? AND link = 'placed'", po); n != 1 {
		t.Fatalf("%d orders are linked", n)
	}
	// Held: neither content nor state changes, and it is not placed again.
	version := w.Owner.Get(t, "/purchase-orders/"+po.String()).At("version")
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+po.String()+"/withdraw", map[string]any{"version": version}).Want(t, http.StatusConflict, "placing.placed")
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+po.String()+"/close", map[string]any{"version": version, "reason": "不要了"}).Want(t, http.StatusConflict, "placing.unpaid_order")
	w.Owner.Do(t, http.MethodPost, of(po, "/preview"), map[string]any{"flow": "general"}).Want(t, http.StatusConflict, "placing.nothing_left")
	// Cancelled on 1688, it is free again, and can be placed anew.
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": v.Text("parts", 0, "id"), "reason": "other"}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": v.Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
	w.pass(t, time.Minute, 10*time.Second)
	if v = w.see(t, po); v.Text("parts", 0, "state") != "cancelled" || len(w.placed(t)) != 0 {
		t.Fatalf("cancelled: %s", v.Body)
	}
	w.place(t, po)
	w.Work(t)
	if v = w.see(t, po); len(w.placed(t)) != 1 || v.Text("parts", 0, "state") != "placed" || v.At("parts", 0, "cancellable") != true {
		t.Fatalf("placed anew: %s", v.Body)
	}
	w.Control(t, http.MethodPost, "orders/"+w.placed(t)[0].ID+"/pay", nil)
	w.Clock.Advance(time.Minute)
	if err := w.orders.Read(t.Context(), w.Scope(), w.account, w.placed(t)[0].ID); err != nil {
		t.Fatal(err)
	}
	if v = w.see(t, po); v.At("parts", 0, "cancellable") != false {
		t.Errorf("what is paid is offered to be cancelled: %s", v.Body)
	}
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": v.Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusConflict, "placing.paid")
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+po.String()+"/close", map[string]any{"version": version, "reason": "剩下的不要了"}).Want(t, http.StatusOK, "")
}
