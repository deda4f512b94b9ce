package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// placed is a purchase order on its way to 1688: one that was previewed, one that was
// placed, and a batch.
type placed struct {
	address           string
	order             string // previewed
	part, preview     string
	done, made, tried string // placed, with its part and attempt
	batch             string
}

// placing brings orders of a SKU on their way to 1688.
func (w *world) placing(t *testing.T, p *apitest.Person, account, sku, supplier string) placed {
	t.Helper()
	o := placed{address: p.Do(t, http.MethodPost, "/receiving-addresses", map[string]any{"name": "下单收货处", "contact": "王小明", "mobile": "13800000002", "divisionCode": "330108", "line1": "网商路700号"}).
		Want(t, http.StatusCreated, "").Text("id")}
	order := func() string {
		return p.Do(t, http.MethodPost, "/purchase-orders", map[string]any{
			"mode": "submit", "supplierId": supplier, "buyerAccountId": account, "lines": []any{map[string]any{"skuId": sku, "quantity": "200", "price": "26.5"}},
		}).Want(t, http.StatusCreated, "").Text("id")
	}
	choices := map[string]any{"flow": "general", "addressId": o.address}
	preview := func(order string) *apitest.Answer {
		return p.Do(t, http.MethodPost, "/purchase-orders/"+order+"/placing/preview", choices).Want(t, http.StatusOK, "")
	}
	o.done = order()
	v := preview(o.done)
	p.Do(t, http.MethodPost, "/purchase-orders/"+o.done+"/placing/place", map[string]any{
		"parts": []any{map[string]any{"id": v.Text("parts", 0, "id"), "previewId": v.Text("parts", 0, "preview", "id"), "accept": "99999"}},
	}).Want(t, http.StatusOK, "")
	w.work(t)
	v = p.Get(t, "/purchase-orders/"+o.done+"/placing").Want(t, http.StatusOK, "")
	if v.Text("parts", 0, "state") != "placed" {
		t.Fatalf("not placed: %s", v.Body)
	}
	o.made, o.tried = v.Text("parts", 0, "id"), v.Text("attempts", 0, "id")
	o.batch = p.Do(t, http.MethodPost, "/purchase-orders/actions/place", mixed(choices, map[string]any{"ids": []string{o.done}})).Want(t, http.StatusAccepted, "").Text("id")
	o.order = order()
	v = preview(o.order)
	o.part, o.preview = v.Text("parts", 0, "id"), v.Text("parts", 0, "preview", "id")
	return o
}

// placingSamples are requests of own's set that name what their set places.
func placingSamples(own, their placed) map[string][]apitest.Sample {
	at, mine := map[string]string{"id": their.order}, map[string]string{"id": own.order}
	done := map[string]string{"id": own.done}
	place := func(part, preview string) map[string]any {
		return map[string]any{"parts": []any{map[string]any{"id": part, "previewId": preview}}}
	}
	choices := map[string]any{"flow": "general"}
	return map[string][]apitest.Sample{
		"get-placing": {{Params: at}}, "check-placing": {{Params: at}},
		"preview-placing": {{Params: at, Body: choices}, {Params: mine, Body: mixed(choices, map[string]any{"addressId": their.address}), Field: "addressId"}},
		"place-purchase-order": {
			{Params: at, Body: place(their.part, their.preview)},
			{Params: mine, Body: place(their.part, their.preview), Field: "parts[0].id"},
			{Params: mine, Body: place(own.part, their.preview), Field: "parts[0].previewId"},
		},
		"decide-placing": {
			{Params: map[string]string{"id": their.done}, Body: map[string]any{"attemptId": their.tried, "platformIds": []string{}}},
			{Params: done, Body: map[string]any{"attemptId": their.tried, "platformIds": []string{}}, Names: "attemptId"},
		},
		"cancel-placing": {
			{Params: map[string]string{"id": their.done}, Body: map[string]any{"partId": their.made, "reason": "buyerCancel"}},
			{Params: done, Body: map[string]any{"partId": their.made, "reason": "buyerCancel"}, Names: "partId"},
		},
		"place-purchase-orders": {
			{Body: mixed(choices, map[string]any{"ids": []string{their.order}}), Field: "ids[0]"},
			{Body: mixed(choices, map[string]any{"ids": []string{own.order}, "addressId": their.address}), Field: "addressId"},
		},
		"get-placing-batch": {{Params: map[string]string{"id": their.batch}}}, "retry-placing-batch": {{Params: map[string]string{"id": their.batch}}},
		// A rule of the set's own, which names no record: only that it is checked.
		"set-placing-setting": {{Body: map[string]any{"priceBps": 1, "freightOver": "-1", "version": 0}, Field: "freightOver"}},
	}
}
