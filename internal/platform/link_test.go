package platform_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/platform"
)

// goods makes a product of two SKUs, matched with the specs of the offer, and gives them.
func (w *world) goods(tb testing.TB, o *channeltest.Offer) (black, white db.ID) {
	tb.Helper()
	w.Owner.Do(tb, http.MethodPost, "/products", map[string]any{
		"code": "T1", "name": "短袖T恤", "unit": "件", "attributes": []string{"颜色"},
		"skus": []any{map[string]any{"code": "T1-B", "values": []string{"黑色"}}, map[string]any{"code": "T1-W", "values": []string{"白色"}}},
	}).Want(tb, http.StatusCreated, "")
	page := w.Owner.Get(tb, "/skus?pageSize=200&q=T1").Want(tb, http.StatusOK, "")
	ids := map[string]db.ID{}
	for i := 0; page.At("items", i) != nil; i++ {
		ids[page.Text("items", i, "code")] = page.ID("items", i, "id")
	}
	w.Owner.Do(tb, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": w.account, "link": offerLink(o)}).Want(tb, http.StatusOK, "")
	for i, code := range []string{"T1-B", "T1-W"} {
		w.Owner.Do(tb, http.MethodPost, "/sources/actions/match", map[string]any{
			"accountId": w.account, "offerId": db.ID(o.ID).String(), "skuId": ids[code], "spec": o.SKUs[i].SpecID,
		}).Want(tb, http.StatusCreated, "")
	}
	return ids["T1-B"], ids["T1-W"]
}

func offerLink(o *channeltest.Offer) string {
	return "https://detail.1688.com/offer/" + db.ID(o.ID).String() + ".html"
}

// order makes a purchase order of the clothes seller, which stands at once.
func (w *world) order(tb testing.TB, p *apitest.Person, supplier db.ID, lines ...map[string]any) *apitest.Answer {
	tb.Helper()
	return p.Do(tb, http.MethodPost, "/purchase-orders", map[string]any{"mode": "submit", "supplierId": supplier, "buyerAccountId": w.account, "lines": lines}).Want(tb, http.StatusCreated, "")
}

func line(sku db.ID, quantity, price string) map[string]any {
	return map[string]any{"skuId": sku, "quantity": quantity, "price": price}
}

// seller is the supplier who sells the clothes.
func (w *world) seller(tb testing.TB) db.ID {
	tb.Helper()
	return w.Owner.Get(tb, "/suppliers?q="+url.QueryEscape("云裳")).Want(tb, http.StatusOK, "").ID("items", 0, "id")
}

func TestLinkedOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, white := w.goods(t, shirt)
	po := w.order(t, w.Owner, w.seller(t), line(black, "5", "19.9"), line(white, "3", "19.9"))
	other := w.order(t, w.Owner, w.seller(t), line(black, "5", "19.9"))
	o := w.Buy(t, wang, shirt, 5, 3)
	w.read(t, o.ID)
	w.Act(t, o.ID, "pay", nil)
	w.read(t, o.ID)
	w.kinds()

	link := func(to db.ID) (err error) {
		return w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			one, err := w.svc.ByNumberTx(ctx, tx, w.account, o.ID)
			if err != nil {
				return err
			}
			return w.svc.LinkTx(ctx, tx, one.ID, to)
		})
	}
	for range 2 { // the second time changes nothing
		if err := link(po.ID("id")); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.facts) != 1 || w.facts[0].Kind != platform.FactLinked || w.facts[0].PurchaseOrder != po.ID("id") || w.facts[0].Is.String() != "167.20" {
		t.Errorf("linking tells %+v", w.facts)
	}
	if err := link(other.ID("id")); !errors.Is(err, platform.ErrLinked) {
		t.Errorf("linking to another gives %v", err)
	}
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		of, err := w.svc.OfPurchaseOrdersTx(ctx, tx, []db.ID{po.ID("id"), other.ID("id")})
		if err != nil {
			return err
		}
		if len(of) != 1 || len(of[po.ID("id")]) != 1 {
			t.Fatalf("the orders of the purchase orders are %+v", of)
		}
		got := of[po.ID("id")][0]
		if got.Lines[0].PurchaseLineID != po.ID("lines", 0, "id") || got.Lines[1].PurchaseLineID != po.ID("lines", 1, "id") {
			t.Errorf("the lines buy %v and %v", got.Lines[0].PurchaseLineID, got.Lines[1].PurchaseLineID)
		}
		if got.SupplierID != w.seller(t) {
			t.Errorf("its supplier is %v", got.SupplierID)
		}
		return nil
	})

	// What arrives is found by the number of its parcel, also after a person rewrote the
	// numbers that people gave.
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF77001"})
	w.read(t, o.ID)
	now := w.Owner.Get(t, "/purchase-orders/"+po.Text("id"))
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+po.Text("id")+"/references", map[string]any{"version": now.At("version"), "onlineOrders": []string{"TB-1"}, "trackingNumbers": []string{}}).Want(t, http.StatusOK, "")
	for _, number := range []string{o.ID, "SF77001", "TB-1"} {
		found := w.Owner.Get(t, "/purchase-orders?q="+number).Want(t, http.StatusOK, "")
		if found.At("items", 1) != nil || found.Text("items", 0, "id") != po.Text("id") {
			t.Errorf("%s finds %s", number, found.Text("items", 0, "no"))
		}
	}
}
