package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// owed is what a set owes a supplier: an item, what the supplier owes back, and a payment
// with an advance left.
type owed struct {
	supplier, fund      string
	item, back, payment string
	refund, settlement  string // of what the supplier owes back
}

// owe makes a supplier with opening payables of either sign, paid in part.
func (w *world) owe(t *testing.T, p *apitest.Person, fund string) owed {
	t.Helper()
	o := owed{fund: fund}
	made := func(path, key string, body map[string]any) string {
		t.Helper()
		return p.Do(t, http.MethodPost, path, body).Want(t, http.StatusCreated, "").Text(key)
	}
	o.supplier = made("/suppliers", "id", map[string]any{"name": "织里制衣厂"})
	opening := func(amount string) string {
		return made("/payables/opening", "docId", map[string]any{"supplierId": o.supplier, "amount": amount})
	}
	o.item, o.back = opening("80"), opening("-9")
	item := func(doc, amount string) map[string]any { return map[string]any{"docId": doc, "amount": amount} }
	o.settlement = made("/payable-settlements", "id", map[string]any{"supplierId": o.supplier, "allocations": []any{item(o.item, "4"), item(o.back, "-4")}})
	o.refund = made("/supplier-refunds", "id", map[string]any{"supplierId": o.supplier, "fundAccountId": fund, "amount": "2", "allocations": []any{item(o.back, "-2")}})
	o.payment = made("/payments", "id", map[string]any{"supplierId": o.supplier, "fundAccountId": fund, "amount": "50", "allocations": []any{item(o.item, "10")}})
	return o
}

// payableSamples are requests of own's set that name what their set owes.
func payableSamples(own, their owed) map[string][]apitest.Sample {
	at := map[string]string{"id": their.payment}
	of := func(doc, amount string) []any { return []any{map[string]any{"docId": doc, "amount": amount}} }
	money := func(change map[string]any, names, field string) apitest.Sample {
		return apitest.Sample{Body: mixed(map[string]any{"supplierId": own.supplier, "fundAccountId": own.fund, "amount": "1"}, change), Names: names, Field: field}
	}
	both := func(supplier, first string) map[string]any {
		return map[string]any{"supplierId": supplier, "allocations": append(of(own.item, "1"), of(first, "-1")...)}
	}
	return map[string][]apitest.Sample{
		"get-supplier-statement": {{Params: map[string]string{"id": their.supplier}}},
		"get-payment":            {{Params: at}}, "list-payment-history": {{Params: at}}, "reverse-payment": {{Params: at, Body: map[string]any{}}},
		"reverse-payments": {{Body: map[string]any{"ids": []string{their.payment}}, Field: "results"}},
		"allocate-payment": {
			{Params: at, Body: map[string]any{"allocations": of(own.item, "1")}},
			{Params: map[string]string{"id": own.payment}, Body: map[string]any{"allocations": of(their.item, "1")}, Field: "allocations[0].docId"},
		},
		"create-opening-payable": {{Body: map[string]any{"supplierId": their.supplier, "amount": "1"}}},
		"create-payment": {
			money(map[string]any{"supplierId": their.supplier}, "supplierId", ""), money(map[string]any{"fundAccountId": their.fund}, "fundAccountId", ""),
			money(map[string]any{"allocations": of(their.item, "1")}, "", "allocations[0].docId"),
		},
		"create-supplier-refund": {
			money(map[string]any{"supplierId": their.supplier, "allocations": of(own.back, "-1")}, "supplierId", ""),
			money(map[string]any{"fundAccountId": their.fund, "allocations": of(own.back, "-1")}, "fundAccountId", ""),
			money(map[string]any{"allocations": of(their.back, "-1")}, "", "allocations[0].docId"),
			money(map[string]any{"advances": []any{map[string]any{"paymentId": their.payment, "amount": "1"}}}, "", "advances[0].paymentId"),
		},
		"create-payable-settlement": {
			{Body: both(their.supplier, own.back), Names: "supplierId"},
			{Body: both(own.supplier, their.back), Field: "allocations[1].docId"},
		},
	}
}

// What is owed to suppliers is told to those who may see it, and its history with it.
func TestPaymentsAreForThoseWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.owe(t, w.Owner, first(t, w.Owner, "/fund-accounts", "id"))
	lines := history(t, w.Owner, "/payments/"+o.payment)
	if len(lines) != 1 || lines[0].Action != "post" || lines[0].Names[o.supplier] != "织里制衣厂" || lines[0].Names[o.item] == "" {
		t.Errorf("the history of a payment: %+v", lines)
	}
	w.Owner.Do(t, http.MethodDelete, "/suppliers/"+o.supplier, nil).Want(t, http.StatusConflict, "supplier.in_use")
	buyer, clerk := w.member(t, "buyer", everything(), everything(), "payable.read"), w.member(t, "clerk", everything(), everything(), "receivable.read", "receipt.create")
	for _, path := range []string{"/payables", "/payments", "/payments/" + o.payment, "/payments/" + o.payment + "/history", "/suppliers/" + o.supplier + "/statement"} {
		buyer.Get(t, path).Want(t, http.StatusOK, "")
		clerk.Get(t, path).Want(t, http.StatusForbidden, "forbidden")
	}
	for _, p := range []*apitest.Person{buyer, clerk} {
		p.Do(t, http.MethodPost, "/payments", map[string]any{"supplierId": o.supplier, "fundAccountId": o.fund, "amount": "1"}).Want(t, http.StatusForbidden, "forbidden")
		p.Do(t, http.MethodPost, "/payments/"+o.payment+"/actions/reverse", map[string]any{}).Want(t, http.StatusForbidden, "forbidden")
	}
}
