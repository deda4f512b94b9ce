package platform_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/tenant"
)

// found are the numbers of the orders that a list shows.
func found(tb testing.TB, p *apitest.Person, query string) []string {
	tb.Helper()
	page := p.Get(tb, "/platform-orders?"+query).Want(tb, http.StatusOK, "")
	out := []string{}
	for i := 0; page.At("items", i) != nil; i++ {
		out = append(out, page.Text("items", i, "no"))
	}
	return out
}

// numbered gives the id of an order by its number.
func (w *world) numbered(tb testing.TB, p *apitest.Person, number string) string {
	tb.Helper()
	return p.Get(tb, "/platform-orders?numbers="+number).Want(tb, http.StatusOK, "").Text("items", 0, "id")
}

func TestListOfOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	second := w.Authorize(t, w.Owner, "老张车行")
	shirt := w.Shirt(t)
	paid, sent, other := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 0, 4), w.Buy(t, "老张车行", shirt, 3)
	for _, id := range []string{paid.ID, sent.ID, other.ID} {
		w.Act(t, id, "pay", nil)
	}
	w.Act(t, sent.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF9001"})
	w.read(t, paid.ID, sent.ID)
	if err := w.svc.Read(t.Context(), w.Scope(), second, other.ID); err != nil {
		t.Fatal(err)
	}
	cases := map[string][]string{
		"":                             {other.ID, sent.ID, paid.ID},
		"state=shipped":                {sent.ID},
		"state=to_ship":                {other.ID, paid.ID},
		"state=unpaid":                 {},
		"link=open":                    {other.ID, sent.ID, paid.ID},
		"link=linked":                  {},
		"failing=true":                 {},
		"refunding=true":               {},
		"accountId=" + second.String(): {other.ID},
		"q=SF9001":                     {sent.ID},
		"q=" + url.QueryEscape("纯棉"):   {other.ID, sent.ID, paid.ID},
		"numbers=" + url.QueryEscape("SF9001，"+paid.ID+"\nnothing"): {sent.ID, paid.ID},
		"from=2026-11-22&to=2026-11-22":                             {other.ID, sent.ID, paid.ID},
		"from=2026-11-23":                                           {},
		"sort=total":                                                nil, // whatever its order
		"numbers=" + url.QueryEscape(strings.Repeat("12345678 ", 500)+"9"): {},
	}
	for query, want := range cases {
		if got := found(t, w.Owner, query); want != nil && strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q shows %v, want %v", query, got, want)
		}
	}
	counts := w.Owner.Get(t, "/platform-orders/counts").Want(t, http.StatusOK, "")
	if counts.At("counts", "review") != 2 || counts.At("counts", "shipped") != 1 || counts.At("open") != 3 {
		t.Errorf("the counts are %s", counts.Body)
	}
	w.Owner.Get(t, "/platform-orders?from=yesterday").Want(t, http.StatusUnprocessableEntity, "")

	one := w.Owner.Get(t, "/platform-orders/"+w.numbered(t, w.Owner, sent.ID)).Want(t, http.StatusOK, "")
	if one.Text("total") != "87.60" || one.Text("paid") != "87.60" || one.Text("parcels", 0, "waybill") != "SF9001" || one.Text("lines", 0, "spec") != "白色" {
		t.Errorf("the order is %s", one.Body)
	}
	raw := w.Owner.Get(t, "/platform-orders/"+one.Text("id")+"/as-read").Want(t, http.StatusOK, "")
	if !strings.Contains(raw.Text("answer"), `"idOfStr":`+sent.ID) {
		t.Errorf("it was read as %s", raw.Body)
	}
	file := w.Owner.Get(t, "/platform-orders/export?format=csv&state=shipped").Want(t, http.StatusOK, "")
	if text := string(file.Body); !strings.Contains(text, sent.ID) || strings.Contains(text, paid.ID) || !strings.Contains(text, "87.60") || !strings.Contains(text, "SF9001") {
		t.Errorf("the export is %s", text)
	}
	rows := file.Rows(t)
	if len(rows) != 2 {
		t.Fatalf("the export has %d rows", len(rows))
	}
	for title, want := range map[string]string{"运单号": "SF9001", "退款状态": "", "应付": "87.60"} {
		if at := slices.Index(rows[0], title); at < 0 || rows[1][at] != want {
			t.Errorf("%s is in column %d of %q", title, at, rows)
		}
	}
	// Who may not see costs sees none.
	keeper := w.Member(t, "keeper", tenant.RoleWarehouse)
	plain := keeper.Get(t, "/platform-orders/"+one.Text("id")).Want(t, http.StatusOK, "")
	for _, key := range []string{"total", "paid", "goods", "refund"} {
		if plain.At(key) != nil {
			t.Errorf("%s is shown to who may not see costs", key)
		}
	}
	if plain.At("lines", 0, "price") != nil {
		t.Error("a price is shown to who may not see costs")
	}
	keeper.Get(t, "/platform-orders/"+one.Text("id")+"/as-read").Want(t, http.StatusForbidden, "")
	if text := string(keeper.Get(t, "/platform-orders/export?format=csv").Want(t, http.StatusOK, "").Body); strings.Contains(text, "87.60") {
		t.Error("the export tells costs")
	}
	keeper.Do(t, http.MethodPost, "/platform-orders/"+one.Text("id")+"/actions/ignore", nil).Want(t, http.StatusForbidden, "")
}

// limited is a purchaser who works with some accounts and warehouses alone.
func (w *world) limited(tb testing.TB, login string, warehouses, accounts []db.ID) *apitest.Person {
	tb.Helper()
	p := w.Member(tb, login, tenant.RolePurchaser)
	user := w.Owner.Get(tb, "/users/"+p.ID.String()).Want(tb, http.StatusOK, "")
	limit := func(ids []db.ID) map[string]any {
		if ids == nil {
			return map[string]any{"all": true}
		}
		return map[string]any{"all": false, "ids": ids}
	}
	w.Owner.Do(tb, http.MethodPut, "/users/"+p.ID.String(), map[string]any{
		"active": true, "roleIds": user.At("roleIds"), "warehouses": limit(warehouses), "shops": limit(accounts), "version": user.At("version"),
	}).Want(tb, http.StatusOK, "")
	return p
}

func TestOrdersOutOfReach(t *testing.T) {
	t.Parallel()
	w := setup(t)
	second := w.Authorize(t, w.Owner, "老张车行")
	shirt := w.Shirt(t)
	black, _ := w.goods(t, shirt)
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").ID("id")
	po := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{
		"mode": "submit", "supplierId": w.seller(t), "buyerAccountId": w.account, "warehouseId": elsewhere, "lines": []any{line(black, "3", "19.9")},
	}).Want(t, http.StatusCreated, "")
	o, free := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 0, 3)
	w.read(t, o.ID, free.ID)
	id := w.numbered(t, w.Owner, o.ID)
	w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/actions/link", map[string]any{"purchaseOrderId": po.Text("id")}).Want(t, http.StatusOK, "")

	main := w.Owner.Get(t, "/warehouses").Want(t, http.StatusOK, "").ID("items", 0, "id")
	if main == elsewhere {
		main = w.Owner.Get(t, "/warehouses").ID("items", 1, "id")
	}
	for name, p := range map[string]*apitest.Person{"other account": w.limited(t, "accounts", nil, []db.ID{second}), "other warehouse": w.limited(t, "houses", []db.ID{main}, nil)} {
		if got := found(t, p, "numbers="+o.ID); len(got) != 0 {
			t.Errorf("%s: the list shows %v", name, got)
		}
		p.Get(t, "/platform-orders/"+id).Want(t, http.StatusNotFound, "platform_order.not_found")
		for _, verb := range []string{"read", "ignore", "unlink", "make"} {
			p.Do(t, http.MethodPost, "/platform-orders/"+id+"/actions/"+verb, map[string]any{}).Want(t, http.StatusNotFound, "platform_order.not_found")
		}
		p.Do(t, http.MethodPost, "/platform-orders/"+id+"/notes", map[string]any{"content": "x"}).Want(t, http.StatusNotFound, "platform_order.not_found")
	}
	// One that is linked to none belongs to its account alone.
	keeper := w.limited(t, "keeper", []db.ID{main}, nil)
	if got := found(t, keeper, ""); strings.Join(got, " ") != free.ID {
		t.Errorf("the list shows %v", got)
	}
	if counts := keeper.Get(t, "/platform-orders/counts").Want(t, http.StatusOK, ""); counts.At("counts", "unpaid") != 1 || counts.At("open") != 1 {
		t.Errorf("the counts are %s", counts.Body)
	}
	if counts := w.Owner.Get(t, "/platform-orders/counts?accountId="+second.String()).Want(t, http.StatusOK, ""); counts.At("counts", "unpaid") != nil || counts.At("open") != 0 {
		t.Errorf("the counts of an account without orders are %s", counts.Body)
	}
	// A purchase order out of reach is none.
	p := w.limited(t, "third", []db.ID{main}, nil)
	wantField(t, p.Do(t, http.MethodPost, "/platform-orders/"+w.numbered(t, p, free.ID)+"/actions/link", map[string]any{"purchaseOrderId": po.Text("id")}).
		Want(t, http.StatusUnprocessableEntity, ""), "purchaseOrderId", "platform_order.purchase_unknown")
}

func TestNotes(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.Act(t, o.ID, "pay", nil)
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF5"})
	w.read(t, o.ID)
	id := w.numbered(t, w.Owner, o.ID)
	parcel := w.Owner.Get(t, "/platform-orders/"+id).Text("parcels", 0, "logisticsId")
	told := len(w.Owner.Get(t, "/platform-orders/"+id).At("way").([]any))
	w.Clock.Advance(time.Hour)
	a := w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/notes", map[string]any{"content": " 仓库电话催过 ", "logisticsId": parcel}).Want(t, http.StatusCreated, "")
	if a.Text("way", 0, "content") != "仓库电话催过" || a.At("way", 0, "byPerson") != true || a.Text("way", 0, "addedBy") != "员工 owner" || a.Text("way", 0, "waybill") != "SF5" || a.At("way", 0, "addedAt") == nil {
		t.Errorf("the way is %s", a.Body)
	}
	wantField(t, w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/notes", map[string]any{"content": " "}).Want(t, http.StatusUnprocessableEntity, ""), "content", "input.required")
	wantField(t, w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/notes", map[string]any{"content": "x", "logisticsId": "none"}).Want(t, http.StatusUnprocessableEntity, ""), "logisticsId", "platform_order.parcel_unknown")
	w.read(t, o.ID) // reading again takes no note away
	if n := len(w.Owner.Get(t, "/platform-orders/"+id).At("way").([]any)); n != told+1 {
		t.Errorf("%d steps, want %d", n, told+1)
	}
	if told > 0 { // what the carrier said stays
		step := w.Owner.Get(t, "/platform-orders/"+id).Text("way", 1, "id")
		w.Owner.Do(t, http.MethodDelete, "/platform-orders/"+id+"/notes/"+step, nil).Want(t, http.StatusNotFound, "platform_order.note_unknown")
	}
	w.Owner.Do(t, http.MethodDelete, "/platform-orders/"+id+"/notes/"+a.Text("way", 0, "id"), nil).Want(t, http.StatusNoContent, "")
	if n := len(w.Owner.Get(t, "/platform-orders/"+id).At("way").([]any)); n != told {
		t.Errorf("%d steps are left, want %d", n, told)
	}
}

func TestReadNow(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.read(t, o.ID)
	id := w.numbered(t, w.Owner, o.ID)
	w.Act(t, o.ID, "pay", nil)
	if a := w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/actions/read", nil).Want(t, http.StatusOK, ""); a.Text("state") != "to_ship" {
		t.Errorf("it is read as %s", a.Body)
	}
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF5"})
	w.Owner.Do(t, http.MethodPost, "/platform-orders/actions/read", map[string]any{"ids": []string{id, "77"}}).Want(t, http.StatusOK, "")
	w.Work(t)
	if a := w.Owner.Get(t, "/platform-orders/"+id); a.Text("state") != string(platform.StateShipped) {
		t.Errorf("in the background it is read as %s", a.Body)
	}
	w.Revoke(t)
	w.Owner.Do(t, http.MethodPost, "/platform-orders/"+id+"/actions/read", nil).Want(t, http.StatusConflict, "shop.authorisation_lost")
}

func TestFetchOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	shirt := w.Shirt(t)
	var ids []string
	for range 45 {
		ids = append(ids, w.Buy(t, wang, shirt, 3).ID)
	}
	w.Clock.Advance(120 * 24 * time.Hour) // in the archive by now
	w.Owner.SignIn(t)
	for range 3 {
		ids = append(ids, w.Buy(t, wang, shirt, 3).ID)
	}
	body := map[string]any{"accountId": w.account, "from": "2026-11-01", "to": "2027-03-31"}
	for field, bad := range map[string]map[string]any{
		"to": {"to": "2026-10-31"}, "from": {"from": "2027-04-30", "to": "2027-05-01"}, "accountId": {"accountId": "77"},
	} {
		wrong := map[string]any{"accountId": w.account, "from": "2026-11-01", "to": "2027-03-31"}
		maps.Copy(wrong, bad)
		if a := w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", wrong).Want(t, http.StatusUnprocessableEntity, ""); a.Text("errors", 0, "field") != field {
			t.Errorf("%v is refused with %s", bad, a.Body)
		}
	}
	a := w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", body).Want(t, http.StatusAccepted, "")
	w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", body).Want(t, http.StatusConflict, "platform_fetch.busy")
	// Paused before it has begun, it reads nothing; then it goes on.
	path := "/platform-order-fetches/" + a.Text("id")
	w.Owner.Do(t, http.MethodPost, path+"/actions/pause", nil).Want(t, http.StatusOK, "")
	w.Work(t)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != 0 {
		t.Errorf("a paused fetch read %d orders", n)
	}
	w.Owner.Do(t, http.MethodPost, path+"/actions/resume", nil).Want(t, http.StatusOK, "")
	w.Work(t)
	a = w.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if a.Text("state") != "done" || a.At("read") != len(ids) || a.At("added") != len(ids) || a.At("archive") != true {
		t.Errorf("the fetch ended as %s", a.Body)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != int64(len(ids)) {
		t.Errorf("%d orders are here, want %d", n, len(ids))
	}
	w.Owner.Do(t, http.MethodPost, path+"/actions/cancel", nil).Want(t, http.StatusConflict, "platform_fetch.over")
	w.Owner.Do(t, http.MethodPost, path+"/actions/resume", nil).Want(t, http.StatusConflict, "platform_fetch.runs")
	if state := w.text(t, "SELECT state FROM task WHERE tenant_id = ? AND kind = 'platform_fetch'"); state != "succeeded" {
		t.Errorf("its task is %s", state)
	}
	// Again: nothing is new, and nothing is there twice.
	again := w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", body).Want(t, http.StatusAccepted, "")
	w.Work(t)
	again = w.Owner.Get(t, "/platform-order-fetches/"+again.Text("id"))
	if again.At("added") != 0 || again.At("read") != len(ids) || w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?") != int64(len(ids)) {
		t.Errorf("the second fetch ended as %s", again.Body)
	}
	w.Other.SignIn(t)
	w.Other.Get(t, path).Want(t, http.StatusNotFound, "platform_fetch.not_found")
}

// Calls that fail are tried again where the fetch stopped; every order is read, and none
// counted twice.
func TestFetchSurvivesFailures(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	shirt := w.Shirt(t)
	for range 70 {
		w.Buy(t, wang, shirt, 3)
	}
	w.Fault(t, "http", "com.alibaba.trade:alibaba.trade.getBuyerOrderList*", "status", 503, "count", -1, "probability", json.Number("0.7"), "seed", 5)
	a := w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", map[string]any{"accountId": w.account, "from": "2026-11-20", "to": "2026-11-30"}).Want(t, http.StatusAccepted, "")
	path := "/platform-order-fetches/" + a.Text("id")
	for range 100 {
		if a = w.Owner.Get(t, path); a.Text("state") != "running" {
			break
		}
		_, _ = jobs.RunDue(t.Context(), w.DB, w.Jobs) // failures are what this is about
		w.Clock.Advance(10 * time.Minute)
	}
	if a.Text("state") != "done" || a.At("read") != 70 || a.At("added") != 70 || w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?") != 70 {
		t.Errorf("the fetch ended as %s", a.Body)
	}
	if n := w.Calls(t, "getBuyerOrderList"); n < 8 { // four pages, the first of them twice
		t.Errorf("of %d calls too few failed", n)
	}
}

// A fetch whose account loses its authorisation waits, and goes on where it stopped.
func TestFetchWaitsForAuthorisation(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	shirt := w.Shirt(t)
	for range 25 {
		w.Buy(t, wang, shirt, 3)
	}
	a := w.Owner.Do(t, http.MethodPost, "/platform-order-fetches", map[string]any{"accountId": w.account, "from": "2026-11-20", "to": "2026-11-30"}).Want(t, http.StatusAccepted, "")
	path := "/platform-order-fetches/" + a.Text("id")
	w.Revoke(t)
	w.Work(t)
	if a = w.Owner.Get(t, path); a.Text("state") != "paused" || a.Text("reason", "code") != "shop.authorisation_lost" {
		t.Fatalf("the fetch is %s", a.Body)
	}
	w.Authorize(t, w.Owner, wang)
	w.Work(t)
	if a = w.Owner.Get(t, path); a.Text("state") != "done" || fmt.Sprint(a.At("read")) != "25" {
		t.Errorf("the fetch ended as %s", a.Body)
	}
}

// wantField wants one problem of a field.
func wantField(tb testing.TB, a *apitest.Answer, field, code string) {
	tb.Helper()
	if got := a.Fields(); len(got) != 1 || got[0] != field+" "+code {
		tb.Errorf("the fields are %v, want %s of %s", got, code, field)
	}
}
