package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// asked is a payment request of a person for an order of theirs, and what was paid of
// another.
type asked struct{ order, request, money string }

func (w *world) ask(t *testing.T, p *apitest.Person, supplier, sku, fund string) asked {
	t.Helper()
	made := func(path string, body map[string]any) string {
		t.Helper()
		return p.Do(t, http.MethodPost, path, body).Want(t, http.StatusCreated, "").Text("id")
	}
	order := func() string {
		return made("/purchase-orders", map[string]any{"mode": "submit", "supplierId": supplier, "lines": []any{map[string]any{"skuId": sku, "quantity": "1", "price": "1"}}})
	}
	request := func(order string, submit bool) string {
		return made("/payment-requests", map[string]any{"kind": "balance", "payMethod": "bank", "submit": submit, "lines": []any{map[string]any{"orderId": order}}})
	}
	a := asked{order: order()}
	a.request = request(a.order, false)
	paid := request(order(), true)
	p.Do(t, http.MethodPost, "/payment-requests/"+paid+"/pay", map[string]any{"version": 1, "fundAccountId": fund}).Want(t, http.StatusOK, "")
	a.money = first(t, p, "/order-payments", "id")
	return a
}

// payingSamples are requests of our set that name payment requests of theirs.
func (w *world) payingSamples(t *testing.T, they *apitest.Person, theirSupplier, theirSKU, theirFund, ownSupplier, ownSKU, ownFund string) map[string][]apitest.Sample {
	t.Helper()
	their, own := w.ask(t, they, theirSupplier, theirSKU, theirFund), w.ask(t, w.Owner, ownSupplier, ownSKU, ownFund)
	draft := w.ask(t, w.Owner, ownSupplier, ownSKU, ownFund)
	at := map[string]string{"id": their.request}
	one := []apitest.Sample{{Params: at, Body: map[string]any{"version": 1, "reason": "不"}}}
	many := []apitest.Sample{{Body: map[string]any{"documents": []any{map[string]any{"id": their.request, "version": 1}}}, Field: "results", Names: "documents[].id"}}
	saved := func(order string, more map[string]any) map[string]any {
		return mixed(map[string]any{"kind": "balance", "lines": []any{map[string]any{"orderId": order}}}, more)
	}
	version := map[string]any{"version": 1}
	out := map[string][]apitest.Sample{
		"get-payment-request": {{Params: at}}, "list-payment-request-history": {{Params: at}},
		"create-payment-request": {
			{Body: saved(their.order, nil), Field: "lines[0].orderId"}, {Body: saved(own.order, map[string]any{"fundAccountId": theirFund}), Field: "fundAccountId"},
		},
		"update-payment-request": {
			{Params: at, Body: saved(own.order, version)},
			{Params: map[string]string{"id": draft.request}, Body: saved(their.order, version), Field: "lines[0].orderId"},
			{Params: map[string]string{"id": draft.request}, Body: saved(draft.order, mixed(version, map[string]any{"fundAccountId": theirFund})), Field: "fundAccountId"},
		},
		"quote-payment-request": {{Body: map[string]any{"orderIds": []string{their.order}}, Field: "orderIds[0]"}},
	}
	approved := w.Owner.Do(t, http.MethodPost, "/payment-requests/"+own.request+"/submit", version).Want(t, http.StatusOK, "")
	out["pay-payment-request"] = []apitest.Sample{
		{Params: at, Body: map[string]any{"version": 1, "fundAccountId": ownFund}},
		{Params: map[string]string{"id": own.request}, Body: map[string]any{"version": approved.At("version"), "fundAccountId": theirFund}, Field: "fundAccountId"},
		{
			Params: map[string]string{"id": own.request}, Field: "lines[0].lineId",
			Body: map[string]any{"version": approved.At("version"), "fundAccountId": ownFund, "lines": []any{map[string]any{"lineId": they.Get(t, "/payment-requests/"+their.request).Text("lines", 0, "id"), "amount": "1"}}},
		},
	}
	out["take-back-order-payment"] = []apitest.Sample{{Params: map[string]string{"id": their.money}, Body: version}}
	money := map[string]string{"id": their.money}
	out["book-order-payment"] = []apitest.Sample{
		{Params: money, Body: version}, {Params: map[string]string{"id": own.money}, Body: mixed(version, map[string]any{"fundAccountId": theirFund}), Field: "fundAccountId"},
	}
	out["dismiss-order-payment"] = []apitest.Sample{{Params: money, Body: mixed(version, map[string]any{"reason": "不"})}}
	out["check-payment-request"], out["withhold-payment-request"] = []apitest.Sample{{Params: at}}, []apitest.Sample{{Params: at, Body: version}}
	out["pay-link-payment-requests"] = []apitest.Sample{{Body: map[string]any{"documents": []any{map[string]any{"id": their.request, "version": 1}}}}}
	out["get-order-agreement"] = []apitest.Sample{{Params: map[string]string{"id": their.order}}}
	out["say-order-agreement"] = []apitest.Sample{
		{Params: map[string]string{"id": their.order}, Body: map[string]any{"version": 0}},
		{Params: map[string]string{"id": own.order}, Body: map[string]any{"version": 0, "ownerId": they.ID}, Field: "ownerId"},
	}
	theirs := map[string]string{"id": first(t, they, "/pay-accounts", "id")}
	out["read-pay-agreements"] = []apitest.Sample{{Params: theirs}}
	out["set-pay-account"] = []apitest.Sample{
		{Params: theirs, Body: map[string]any{"fundAccountId": ownFund, "version": 0}},
		{Params: map[string]string{"id": first(t, w.Owner, "/pay-accounts", "id")}, Body: map[string]any{"fundAccountId": theirFund, "version": 0}, Field: "fundAccountId"},
	}
	for _, verb := range []string{"submit", "withdraw", "void", "approve", "approve-second", "reject", "reject-second", "return", "finish"} {
		out[verb+"-payment-request"] = one
	}
	for _, verb := range []string{"submit", "withdraw", "void", "approve", "approve-second"} {
		out[verb+"-payment-requests"] = many
	}
	return out
}
