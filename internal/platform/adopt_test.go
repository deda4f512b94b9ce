package platform_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/tenant"
)

func (w *world) do(tb testing.TB, p *apitest.Person, id, verb string, body any, status int, code string) *apitest.Answer {
	tb.Helper()
	return p.Do(tb, http.MethodPost, "/platform-orders/"+id+"/actions/"+verb, body).Want(tb, status, code)
}

func TestAdoptAnOrderMadeByHand(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, white := w.goods(t, shirt)
	seller := w.seller(t)
	newer := func(lines ...map[string]any) *apitest.Answer { return w.order(t, w.Owner, seller, lines...) }
	same := newer(line(black, "5", "19.9"), line(white, "3", "19.9"))
	near := newer(line(black, "5", "19.9"), line(white, "9", "19.9"))
	far := newer(line(white, "1", "19.9"))
	void := newer(line(black, "5", "19.9"), line(white, "3", "19.9"))
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+void.Text("id")+"/void", map[string]any{"version": void.At("version")}).Want(t, http.StatusOK, "")
	stranger := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "别家"}).Want(t, http.StatusCreated, "").ID("id")
	theirs := w.order(t, w.Owner, stranger, line(black, "5", "19.9"))
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { return currency.SwitchTx(ctx, tx, "USD", true, 0) })
	dollars := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{
		"mode": "submit", "supplierId": seller, "currency": "USD", "exchangeRate": "700", "lines": []any{line(black, "5", "2.8"), line(white, "3", "2.8")},
	}).Want(t, http.StatusCreated, "")

	o := w.Buy(t, wang, shirt, 5, 3)
	w.read(t, o.ID)
	id := w.numbered(t, w.Owner, o.ID)
	w.kinds()
	list := w.Owner.Get(t, "/platform-orders/"+id+"/candidates").Want(t, http.StatusOK, "")
	want := []*apitest.Answer{same, near, far}
	for i, c := range want {
		if list.Text("items", i, "id") != c.Text("id") {
			t.Errorf("candidate %d is %s, want %s", i, list.Text("items", i, "no"), c.Text("no"))
		}
	}
	if list.At("items", 3) != nil || list.At("items", 0, "same") != 2 || list.At("items", 1, "same") != 1 || list.At("items", 1, "other") != 1 || list.At("items", 0, "orders") != 0 {
		t.Errorf("the candidates are %s", list.Body)
	}
	link := func(to *apitest.Answer) map[string]any { return map[string]any{"purchaseOrderId": to.Text("id")} }
	wantField(t, w.do(t, w.Owner, id, "link", link(void), http.StatusUnprocessableEntity, ""), "purchaseOrderId", "platform_order.purchase_over")
	wantField(t, w.do(t, w.Owner, id, "link", link(theirs), http.StatusUnprocessableEntity, ""), "purchaseOrderId", "platform_order.other_supplier")
	wantField(t, w.do(t, w.Owner, id, "link", link(dollars), http.StatusUnprocessableEntity, ""), "purchaseOrderId", "platform_order.currency")
	wantField(t, w.do(t, w.Owner, id, "link", map[string]any{"purchaseOrderId": "77"}, http.StatusUnprocessableEntity, ""), "purchaseOrderId", "platform_order.purchase_unknown")
	w.wantFacts(t)
	got := w.do(t, w.Owner, id, "link", link(same), http.StatusOK, "")
	if got.Text("link") != "adopted" || got.Text("purchaseNo") != same.Text("no") || got.Text("lines", 0, "purchaseLineId") != same.Text("lines", 0, "id") || got.Text("lines", 1, "skus", 0, "code") != "T1-W" {
		t.Errorf("it is linked as %s", got.Body)
	}
	w.wantFacts(t, platform.FactLinked)
	for query, want := range map[string]int{
		"numbers=" + same.Text("no"): 1, "numbers=" + near.Text("no") + "," + o.ID: 1, "numbers=" + near.Text("no"): 0,
		"purchaseOrderId=" + same.Text("id"): 1, "purchaseOrderId=" + near.Text("id"): 0, "purchaseOrderId=" + near.Text("id") + "," + same.Text("id"): 1,
	} {
		if got := found(t, w.Owner, query); len(got) != want {
			t.Errorf("%s shows %v", query, got)
		}
	}
	w.do(t, w.Owner, id, "ignore", nil, http.StatusConflict, "platform_order.linked")
	w.do(t, w.Owner, id, "make", map[string]any{}, http.StatusConflict, "platform_order.linked")
	w.do(t, w.Owner, id, "link", link(near), http.StatusConflict, "platform_order.linked")

	got = w.do(t, w.Owner, id, "unlink", nil, http.StatusOK, "")
	w.wantFacts(t, platform.FactUnlinked)
	if got.Text("link") != "" || got.At("purchaseOrderId") != nil || got.At("lines", 0, "purchaseLineId") != nil {
		t.Errorf("it is unlinked as %s", got.Body)
	}
	results := w.Owner.Do(t, http.MethodPost, "/platform-orders/actions/ignore", map[string]any{"ids": []string{id, "77"}}).Want(t, http.StatusOK, "")
	if results.At("results", 0, "ok") != true || results.At("results", 1, "ok") != false {
		t.Errorf("ignoring gives %s", results.Body)
	}
	if list := found(t, w.Owner, "link=ignored"); len(list) != 1 {
		t.Errorf("%v are ignored", list)
	}
	if list := found(t, w.Owner, "link=open"); len(list) != 0 {
		t.Errorf("%v wait for a person", list)
	}
	w.do(t, w.Owner, id, "unlink", nil, http.StatusOK, "")
	if list := found(t, w.Owner, "link=open"); len(list) != 1 {
		t.Errorf("%v wait for a person", list)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'platform_order' AND action IN ('link', 'unlink', 'ignore')"); n != 4 {
		t.Errorf("%d lines in the log, want 4", n)
	}
}

// However much of the same goods was ordered elsewhere since, the order of the seller is
// found; and while the seller is no supplier, the orders of all who sell the goods.
func TestCandidatesAreOfTheSeller(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, _ := w.goods(t, shirt)
	seller := w.seller(t)
	ours := w.order(t, w.Owner, seller, line(black, "5", "19.9"))
	stranger := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "别家"}).Want(t, http.StatusCreated, "").ID("id")
	for range 100 {
		w.order(t, w.Owner, stranger, line(black, "5", "19.9"))
	}
	o := w.Buy(t, wang, shirt, 5)
	w.read(t, o.ID)
	id := w.numbered(t, w.Owner, o.ID)
	list := w.Owner.Get(t, "/platform-orders/"+id+"/candidates").Want(t, http.StatusOK, "")
	if list.Text("items", 0, "id") != ours.Text("id") || list.At("items", 1) != nil {
		t.Errorf("of the seller there are %s", list.Body)
	}
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE platform_order SET supplier_id = NULL WHERE tenant_id = ?", tx.Tenant); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE supplier SET login_id = '', member_id = '', open_id = '' WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	list = w.Owner.Get(t, "/platform-orders/"+id+"/candidates").Want(t, http.StatusOK, "")
	if list.ID("items", 0, "supplierId") != stranger || list.At("items", 0, "same") != 1 {
		t.Errorf("of whoever sells it there are %s", list.Body)
	}
}

func TestMakeAPurchaseOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	o := w.Buy(t, wang, shirt, 5, 3)
	w.Act(t, o.ID, "change-price", map[string]any{"shippingFee": 500, "discount": -301})
	w.read(t, o.ID)
	id := w.numbered(t, w.Owner, o.ID)
	// Neither line is known: both are told, and nothing is made, no supplier either.
	a := w.do(t, w.Owner, id, "make", map[string]any{}, http.StatusUnprocessableEntity, "")
	if got := a.Fields(); len(got) != 2 || got[0] != "lines[0] platform_order.no_source" || got[1] != "lines[1] platform_order.no_source" {
		t.Errorf("without sources the fields are %v", got)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM supplier WHERE tenant_id = ?"); n != 0 {
		t.Errorf("%d suppliers were made", n)
	}
	_, white := w.goods(t, shirt)
	// A second SKU is bought as the black one: a person has to say which.
	w.Owner.Do(t, http.MethodPost, "/products", map[string]any{"code": "T2", "name": "打底衫", "unit": "件"}).Want(t, http.StatusCreated, "")
	third := w.Owner.Get(t, "/skus?q=T2").Want(t, http.StatusOK, "").ID("items", 0, "id")
	w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{
		"accountId": w.account, "offerId": db.ID(shirt.ID).String(), "skuId": third, "spec": shirt.SKUs[0].SpecID, "num": 2,
	}).Want(t, http.StatusCreated, "")
	wantField(t, w.do(t, w.Owner, id, "make", map[string]any{}, http.StatusUnprocessableEntity, ""), "lines[0]", "platform_order.several_sources")
	first := w.Owner.Get(t, "/platform-orders/"+id).Text("lines", 0, "lineId")
	body := map[string]any{"skus": []any{map[string]any{"lineId": first, "skuId": third}}}

	buyer := w.Member(t, "stock", tenant.RoleWarehouse)
	w.do(t, buyer, id, "make", body, http.StatusForbidden, "")
	made := w.do(t, w.Owner, id, "make", body, http.StatusCreated, "")
	po := w.Owner.Get(t, "/purchase-orders/"+made.Text("purchaseOrderId")).Want(t, http.StatusOK, "")
	order := w.Owner.Get(t, "/platform-orders/"+id)
	if po.Text("total") != order.Text("total") || po.Text("stage") != "draft" || po.Text("freight") != "5.00" || po.Text("payMethod") != "1688" {
		t.Errorf("1688 charges %s; the purchase order is %s", order.Text("total"), po.Body)
	}
	if po.ID("lines", 0, "skuId") != third || po.Text("lines", 0, "quantity") != "10" || po.ID("lines", 1, "skuId") != white || po.Text("lines", 1, "quantity") != "3" {
		t.Errorf("the lines are %s", po.Body)
	}
	for i := range 2 {
		if got, want := po.Text("lines", i, "amount"), order.Text("lines", i, "amount"); got != want {
			t.Errorf("line %d comes to %s, on 1688 to %s", i, got, want)
		}
		if order.Text("lines", i, "purchaseLineId") != po.Text("lines", i, "id") {
			t.Errorf("line %d buys %s", i, order.Text("lines", i, "purchaseLineId"))
		}
	}
	if order.Text("link") != "made" || order.Text("purchaseOrderId") != po.Text("id") || po.ID("supplierId") != w.seller(t) || po.ID("buyerAccountId") != w.account {
		t.Errorf("they are linked as %s", order.Body)
	}
	w.do(t, w.Owner, id, "make", body, http.StatusConflict, "platform_order.linked")
}

// What arrives is found by scanning its waybill, whoever placed the order.
func TestGoodsAreFoundByTheirWaybill(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	w.goods(t, shirt)
	o := w.Buy(t, wang, shirt, 5, 3)
	w.Act(t, o.ID, "pay", nil)
	w.read(t, o.ID)
	made := w.do(t, w.Owner, w.numbered(t, w.Owner, o.ID), "make", map[string]any{}, http.StatusCreated, "")
	po := w.Owner.Get(t, "/purchase-orders/"+made.Text("purchaseOrderId"))
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+po.Text("id")+"/submit", map[string]any{"version": po.At("version")}).Want(t, http.StatusOK, "")
	w.Act(t, o.ID, "ship", map[string]any{"parcels": []map[string]any{{"cpCode": "SF", "mailNo": "SF31001", "lines": []map[string]any{{"subId": o.Items[0].SubID}}}}})
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "YTO", "mailNo": "YT31002"})
	w.read(t, o.ID)
	for _, number := range []string{o.ID, "SF31001", "YT31002"} {
		got := w.Owner.Get(t, "/purchase-orders?stage=open&q="+number).Want(t, http.StatusOK, "")
		if got.Text("items", 0, "id") != po.Text("id") || got.At("items", 1) != nil {
			t.Errorf("%s finds %s", number, got.Body)
		}
	}
	// One that turns out not to be ours is not found any more.
	w.do(t, w.Owner, w.numbered(t, w.Owner, o.ID), "unlink", nil, http.StatusOK, "")
	if got := w.Owner.Get(t, "/purchase-orders?stage=open&q=SF31001"); got.At("items", 0) != nil {
		t.Errorf("it is still found: %s", got.Body)
	}
}
