package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
)

// bought is an order of 1688 and the fetch that brought it.
type bought struct{ order, fetch string }

// offer is the one of the sandbox that these tests match with and buy.
func (w *world) offer(t *testing.T) *channeltest.Offer {
	t.Helper()
	var list struct{ Offers []*channeltest.Offer }
	if w.Told(t, "offers?q=QJ-U01", &list); len(list.Offers) == 0 {
		t.Fatal("the sandbox does not have the offer")
	}
	return list.Offers[0]
}

// buyByHand places an order on 1688 as on its web site, of what w.source matches with.
func (w *world) buyByHand(t *testing.T, login string) {
	t.Helper()
	o := w.offer(t)
	w.Control(t, http.MethodPost, "orders", map[string]any{"seller": o.Seller, "buyer": login, "items": []any{map[string]any{"offerId": o.ID, "buyAmount": 500}}})
}

// fetched brings the orders of an account here.
func (w *world) fetched(t *testing.T, p *apitest.Person, account string) bought {
	t.Helper()
	fetch := p.Do(t, http.MethodPost, "/platform-order-fetches", map[string]any{"accountId": account, "from": "2026-11-01", "to": "2026-11-30"}).Want(t, http.StatusAccepted, "").Text("id")
	w.work(t)
	return bought{first(t, p, "/platform-orders", "id"), fetch}
}

// platformSamples are requests of our set that name orders of 1688 of theirs.
func platformSamples(own, their bought, ownOrder, theirOrder, theirAccount, theirWarehouse, theirSKU, ownLine string) map[string][]apitest.Sample {
	theirs, ours := map[string]string{"id": their.order}, map[string]string{"id": own.order}
	out := map[string][]apitest.Sample{
		"link-platform-order": {
			{Params: theirs, Body: map[string]any{"purchaseOrderId": ownOrder}},
			{Params: ours, Body: map[string]any{"purchaseOrderId": theirOrder}, Field: "purchaseOrderId"},
		},
		"make-purchase-order": {
			{Params: theirs, Body: map[string]any{}},
			{Params: ours, Body: map[string]any{"warehouseId": theirWarehouse}, Field: "warehouseId"},
			{Params: ours, Body: map[string]any{"skus": []any{map[string]any{"lineId": ownLine, "skuId": theirSKU}}}, Field: "skus[0].skuId"},
		},
		"add-platform-order-note":    {{Params: theirs, Body: map[string]any{"content": "x"}}},
		"remove-platform-order-note": {{Params: map[string]string{"id": their.order, "noteId": "1"}}},
		"start-platform-order-fetch": {{Body: map[string]any{"accountId": theirAccount, "from": "2026-11-01", "to": "2026-11-30"}, Field: "accountId"}},
	}
	for _, id := range []string{
		"get-platform-order", "list-platform-order-history", "get-platform-order-as-read", "list-platform-order-candidates",
		"read-platform-order", "unlink-platform-order", "ignore-platform-order",
	} {
		out[id] = []apitest.Sample{{Params: theirs}}
	}
	for _, id := range []string{"get-platform-order-fetch", "pause-platform-order-fetch", "resume-platform-order-fetch", "cancel-platform-order-fetch"} {
		out[id] = []apitest.Sample{{Params: map[string]string{"id": their.fetch}}}
	}
	for _, id := range []string{"read-platform-orders", "ignore-platform-orders", "push-wms-platform-orders"} {
		out[id] = []apitest.Sample{{Body: map[string]any{"ids": []string{their.order}}, Field: "results"}}
	}
	return out
}
