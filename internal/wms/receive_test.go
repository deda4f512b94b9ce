package wms_test

import (
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/wms"
)

// received is what a WMS says of one SKU.
func received(o *apitest.Answer, number, sku, quantity string, more ...map[string]any) map[string]any {
	line := map[string]any{"sku": sku, "quantity": quantity}
	for _, m := range more {
		maps.Copy(line, m)
	}
	return map[string]any{"receiptNo": number, "noticeNo": o.Text("no"), "lines": []any{line}}
}

func (w *world) receipts(tb testing.TB) int64 {
	tb.Helper()
	return w.Number(tb, "SELECT COUNT(*) FROM purchase_receipt WHERE tenant_id = ?")
}

func TestWhatTheWMSReceivedBecomesAReceiptOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	w.Work(t)
	w.remote.told()
	program := w.token(t)
	body := map[string]any{"receiptNo": "GR-1", "externalNo": "ASN-" + o.Text("no"), "waybill": "SF1", "lines": []any{
		map[string]any{"sku": "T1", "quantity": "6", "rejected": "1", "rejectReason": "damaged"}, map[string]any{"sku": "S1", "quantity": "4"},
	}}
	a := program.Do(t, http.MethodPost, "/wms-receipts", body).Want(t, http.StatusOK, "")
	r := w.Owner.Get(t, "/purchase-receipts/"+a.Text("id")).Want(t, http.StatusOK, "")
	if a.Text("state") != "posted" || a.At("repeated") != false || r.Text("total") != "70.00" || r.Text("lines", 0, "rejected") != "1" || r.Text("lines", 0, "price") != "10.00" || r.Text("waybill") != "SF1" {
		t.Errorf("the receipt is %s\n%s", a.Body, r.Body)
	}
	again := program.Do(t, http.MethodPost, "/wms-receipts", body).Want(t, http.StatusOK, "")
	if again.Text("id") != a.Text("id") || again.At("repeated") != true || w.receipts(t) != 1 {
		t.Errorf("the repetition is %s", again.Body)
	}
	// What the WMS received itself is nothing new to it.
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told back: %s", got[0].Body)
	}
	// The same number for something else is nobody's.
	body["lines"] = []any{map[string]any{"sku": "T1", "quantity": "4"}}
	program.Do(t, http.MethodPost, "/wms-receipts", body).Want(t, http.StatusConflict, "wms.receipt_differs")
	other := w.order(t)
	w.Work(t)
	refused := program.Do(t, http.MethodPost, "/wms-receipts", received(other, "GR-1", "T1", "1")).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if f := refused.Fields(); !slices.Equal(f, []string{"receiptNo wms.receipt_differs"}) {
		t.Errorf("the number of another notice gives %s", refused.Body)
	}
	// The rest, under a number of its own, completes the order.
	program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-2", "T1", "4")).Want(t, http.StatusOK, "")
	if stage := w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).Text("stage"); stage != "done" {
		t.Errorf("the order is %s", stage)
	}
	shown := w.notice(t, o)
	if shown.Text("receipts", 0, "receiptNo") != "GR-2" || shown.At("receipts", 0, "differs") != false || shown.At("receipts", 1, "differs") != true || shown.Text("receipts", 1, "no") != a.Text("no") {
		t.Errorf("the notice shows %s", shown.Body)
	}
	if got := w.remote.told(); len(got) != 1 { // that of the other order
		t.Errorf("told %d times", len(got))
	}
}

func TestAReceiptSentTwiceAtOnceIsMadeOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	w.Work(t)
	program := w.token(t)
	var wait sync.WaitGroup
	ids := make([]string, 6)
	for i := range ids {
		wait.Go(func() {
			ids[i] = program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-1", "T1", "2")).Want(t, http.StatusOK, "").Text("id")
		})
	}
	wait.Wait()
	if slices.Sort(ids); ids[0] != ids[5] || w.receipts(t) != 1 {
		t.Errorf("%d receipts were made: %v", w.receipts(t), ids)
	}
}

func TestWhatCannotBeReceivedIsToldAtItsPlaceAndKeepsNothing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o, plain := w.order(t, map[string]any{"lines": []any{map[string]any{"skuId": w.sku, "quantity": "10", "price": "10"}}}), w.order(t)
	inspected := w.order(t, map[string]any{"inspect": true})
	w.Work(t)
	program := w.token(t)
	two := func(second map[string]any) map[string]any {
		return map[string]any{"receiptNo": "X", "noticeNo": o.Text("no"), "lines": []any{map[string]any{"sku": "T1", "quantity": "1"}, second}}
	}
	with := func(body map[string]any, key string, value any) map[string]any {
		body = maps.Clone(body)
		if value == nil {
			delete(body, key)
		} else {
			body[key] = value
		}
		return body
	}
	good := received(o, "X", "T1", "1")
	for name, c := range map[string]struct {
		body        map[string]any
		field, code string
	}{
		"no number":          {with(good, "receiptNo", " "), "receiptNo", "input.required"},
		"no notice":          {with(good, "noticeNo", nil), "noticeNo", "input.required"},
		"unknown notice":     {with(good, "noticeNo", "CG-0"), "noticeNo", "wms.notice_unknown"},
		"unknown external":   {with(with(good, "noticeNo", nil), "externalNo", "ASN-0"), "externalNo", "wms.notice_unknown"},
		"two notices":        {with(good, "externalNo", "ASN-"+plain.Text("no")), "noticeNo", "wms.notice_unknown"},
		"unknown SKU":        {two(map[string]any{"sku": "nothing", "quantity": "1"}), "lines[1].sku", "wms.sku_unknown"},
		"SKU of no line":     {two(map[string]any{"sku": "S1", "quantity": "1"}), "lines[1].sku", "wms.sku_not_awaited"},
		"SKU twice":          {two(map[string]any{"sku": "T1", "quantity": "1"}), "lines[1].sku", "wms.sku_twice"},
		"too much":           {received(o, "X", "T1", "11"), "lines[0].quantity", "purchase_receipt.over"},
		"half a piece":       {received(o, "X", "T1", "1.5"), "lines[0].quantity", "unit.too_many_places"},
		"less than nothing":  {received(o, "X", "T1", "-1"), "lines[0].quantity", "decimal.not_positive"},
		"nothing":            {received(o, "X", "T1", "0"), "lines[0].quantity", "decimal.not_positive"},
		"no lines":           {with(good, "lines", []any{}), "lines", "trade.no_lines"},
		"a day to come":      {with(good, "date", "2027-01-01"), "date", "document.date_future"},
		"before the start":   {with(good, "date", "2025-12-31"), "date", "document.before_start"},
		"not inspected":      {received(inspected, "X", "T1", "1"), "inspected", "purchase_receipt.not_inspected"},
		"a reason of no use": {received(o, "X", "T1", "1", map[string]any{"rejected": "1", "rejectReason": "ugly"}), "lines[0].rejectReason", "input.choice"},
	} {
		a := program.Do(t, http.MethodPost, "/wms-receipts", c.body)
		if want := c.field + " " + c.code; a.Status != http.StatusUnprocessableEntity || !slices.Equal(a.Fields(), []string{want}) {
			t.Errorf("%s: %d %v, want %s\n%s", name, a.Status, a.Fields(), want, a.Body)
		}
	}
	if w.receipts(t) != 0 || w.Number(t, "SELECT COUNT(*) FROM wms_receipt WHERE tenant_id = ?") != 0 || w.Number(t, "SELECT COUNT(*) FROM stock_move WHERE tenant_id = ?") != 0 {
		t.Error("something was kept")
	}
	// The number was not used up.
	program.Do(t, http.MethodPost, "/wms-receipts", good).Want(t, http.StatusOK, "")

	w.on(t, o, "close", map[string]any{"reason": "断货"})
	program.Do(t, http.MethodPost, "/wms-receipts", received(o, "Y", "T1", "1")).Want(t, http.StatusConflict, "wms.notice_cancelled")
	w.Owner.Do(t, http.MethodPost, "/wms-receipts", received(plain, "Z", "T1", "1")).Want(t, http.StatusOK, "") // the owner may do all
	w.Member(t, "keeper", "warehouse").Do(t, http.MethodPost, "/wms-receipts", received(plain, "Z2", "T1", "1")).Want(t, http.StatusForbidden, "forbidden")
	w.Owner.WithToken(t, wms.PermPush).Do(t, http.MethodPost, "/wms-receipts", received(plain, "Z2", "T1", "1")).Want(t, http.StatusForbidden, "auth.token_scope")
}

func TestReviewAndToleranceHoldForTheWMSToo(t *testing.T) {
	t.Parallel()
	w := setup(t)
	was := w.Owner.Get(t, "/settings").Want(t, http.StatusOK, "")
	body := map[string]any{"version": was.At("version"), "modules": was.At("modules"), "stockReview": true, "overReceiptBps": 1000}
	for _, k := range []string{"name", "startDate", "industry", "costingScope", "taxAccounted"} {
		body[k] = was.At(k)
	}
	w.Owner.Do(t, http.MethodPut, "/settings", body).Want(t, http.StatusOK, "")
	o := w.order(t)
	w.Work(t)
	program := w.token(t)
	a := program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-1", "T1", "11")).Want(t, http.StatusOK, "")
	if a.Text("state") != "submitted" {
		t.Errorf("the receipt is %s", a.Body)
	}
	again := program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-1", "T1", "11")).Want(t, http.StatusOK, "")
	if again.Text("state") != "submitted" || again.At("repeated") != true {
		t.Errorf("said again: %s", again.Body)
	}
	program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-2", "T1", "12")).Want(t, http.StatusUnprocessableEntity, "input.fields")
}

// What was ordered in boxes is told and received in pieces, over the lines that await it.
func TestPiecesAreLaidOverTheLinesThatAwaitThem(t *testing.T) {
	t.Parallel()
	w := setup(t)
	dozen := w.dozen(t)
	o := w.order(t, map[string]any{"lines": []any{
		map[string]any{"skuId": w.box, "unitId": dozen, "quantity": "2", "price": "100"}, map[string]any{"skuId": w.box, "quantity": "5", "price": "9"},
	}})
	w.Work(t)
	got := w.remote.one(t)
	if len(got.Lines) != 1 || got.Lines[0].Quantity.String() != "29" || got.Lines[0].SKU != "B1" {
		t.Fatalf("the WMS was told %s", got.Body)
	}
	program := w.token(t)
	a := program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-1", "B1", "26")).Want(t, http.StatusOK, "")
	r := w.Owner.Get(t, "/purchase-receipts/"+a.Text("id"))
	// Two boxes at their price, and two pieces at theirs.
	if r.Text("total") != "218.00" || r.Text("lines", 0, "quantity") != "2" || r.Text("lines", 1, "quantity") != "2" {
		t.Errorf("the receipt is %s", r.Body)
	}
	program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-2", "B1", "4")).Want(t, http.StatusUnprocessableEntity, "input.fields")
	program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-2", "B1", "3")).Want(t, http.StatusOK, "")
	if stage := w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).Text("stage"); stage != "done" {
		t.Errorf("the order is %s", stage)
	}
	// A part of a box is received in pieces.
	part := w.order(t, map[string]any{"lines": []any{map[string]any{"skuId": w.box, "unitId": dozen, "quantity": "1", "price": "120"}}})
	w.Work(t)
	a = program.Do(t, http.MethodPost, "/wms-receipts", received(part, "GR-3", "B1", "5", map[string]any{"short": "7"})).Want(t, http.StatusOK, "")
	if r := w.Owner.Get(t, "/purchase-receipts/"+a.Text("id")); r.Text("total") != "50.00" || r.Text("lines", 0, "short") != "7" {
		t.Errorf("five pieces of a box: %s", r.Body)
	}
}

// dozen makes a product that is counted in pieces and bought by the dozen, and gives the unit.
func (w *world) dozen(tb testing.TB) db.ID {
	tb.Helper()
	groups := w.Owner.Do(tb, http.MethodPost, "/unit-groups", map[string]any{"name": "打/只", "baseUnit": "只", "units": []any{map[string]any{"name": "打", "num": 12, "den": 1}}}).Want(tb, http.StatusOK, "")
	for i := 0; groups.At("items", i) != nil; i++ {
		if groups.Text("items", i, "name") == "打/只" {
			made := w.Owner.Do(tb, http.MethodPost, "/products", map[string]any{"code": "B1", "name": "碗", "unitGroupId": groups.Text("items", i, "id")}).Want(tb, http.StatusCreated, "")
			w.box = made.ID("skus", 0, "id")
			return groups.ID("items", i, "units", 1, "unitId")
		}
	}
	tb.Fatalf("no dozen: %s", groups.Body)
	return 0
}

func TestATokenOfOneWarehouseReceivesInThatOnly(t *testing.T) {
	t.Parallel()
	w := setup(t)
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").ID("id")
	w.set(t, w.Owner, map[string]any{"warehouseIds": []db.ID{w.warehouse, elsewhere}}).Want(t, http.StatusOK, "")
	o := w.order(t)
	w.Work(t)
	made := w.Owner.Do(t, http.MethodPost, "/tokens", map[string]any{
		"kind": "service", "name": "外仓 WMS", "permissions": []string{"wms.receive"}, "warehouses": map[string]any{"all": false, "ids": []db.ID{elsewhere}}, "shops": map[string]any{"all": true},
	}).Want(t, http.StatusOK, "")
	program := *w.Owner
	program.Token = made.Text("secret")
	a := program.Do(t, http.MethodPost, "/wms-receipts", received(o, "GR-1", "T1", "1")).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if !slices.Equal(a.Fields(), []string{"noticeNo wms.notice_unknown"}) || w.receipts(t) != 0 {
		t.Errorf("a notice of another warehouse gives %s", a.Body)
	}
	there := w.order(t, map[string]any{"warehouseId": elsewhere})
	w.Work(t)
	program.Do(t, http.MethodPost, "/wms-receipts", received(there, "GR-1", "T1", "1")).Want(t, http.StatusOK, "")
}
