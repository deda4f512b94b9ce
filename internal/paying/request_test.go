package paying_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

// needs sets the approvals of payment requests, by amount.
func (w *world) needs(t *testing.T, rules ...map[string]any) {
	t.Helper()
	list := w.Owner.Get(t, "/settings/approvals").Want(t, http.StatusOK, "")
	version := any(0)
	for i := 0; list.Text("items", i, "docType") != ""; i++ {
		if list.Text("items", i, "docType") == "payment_request" {
			version = list.At("items", i, "version")
		}
	}
	w.Owner.Do(t, http.MethodPut, "/settings/approvals/payment_request", map[string]any{"rules": append([]map[string]any{}, rules...), "version": version}).Want(t, http.StatusOK, "")
}

func rule(from string, levels int) map[string]any {
	return map[string]any{"from": from, "levels": levels}
}

func TestARequestFollowsTheTermsOfItsOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one, two := w.order(t, "10"), w.order(t, "5", map[string]any{"terms": "prepaid"})
	q := w.Owner.Do(t, http.MethodPost, "/payment-requests/quote", map[string]any{"orderIds": []string{two.Text("id"), one.Text("id")}}).Want(t, http.StatusOK, "")
	if q.Text("orders", 0, "prepayment") != "50.00" || q.Text("orders", 1, "prepayment") != "30.00" || q.Text("orders", 1, "balance") != "100.00" || q.Text("orders", 1, "left") != "100.00" {
		t.Fatalf("quoted %s", q.Body)
	}
	r := w.ask(t, map[string]any{"payMethod": "bank", "submit": true}, one, two).Want(t, http.StatusCreated, "")
	if r.Text("kind") != "prepayment" || r.Text("amount") != "80.00" || r.Text("state") != "approved" || r.Text("lines", 1, "amount") != "50.00" {
		t.Errorf("asked for %s", r.Body)
	}
	// What was asked for is not asked for twice.
	if f := w.ask(t, map[string]any{"kind": "prepayment"}, one).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"lines[0].amount payment_request.nothing_left"}) {
		t.Errorf("the same again: %v", f)
	}
	rest := w.ask(t, map[string]any{"kind": "balance", "submit": true}, one).Want(t, http.StatusCreated, "")
	if rest.Text("amount") != "70.00" {
		t.Errorf("the rest is %s", rest.Text("amount"))
	}
	more := map[string]any{"kind": "balance", "lines": []any{map[string]any{"orderId": two.Text("id"), "amount": "0.01"}}}
	if f := w.ask(t, more).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"lines[0].amount payment_request.nothing_left"}) {
		t.Errorf("a fen too much: %v", f)
	}
	// Voided, it may be asked for again.
	w.on(t, w.Owner, rest, "void").Want(t, http.StatusOK, "")
	w.ask(t, map[string]any{"kind": "balance"}, one).Want(t, http.StatusCreated, "")
	counts := w.Owner.Get(t, "/payment-requests/counts").Want(t, http.StatusOK, "")
	if got := len(counts.At("counts").([]any)); got != 3 {
		t.Errorf("counts %s", counts.Body)
	}
	if list := w.Owner.Get(t, "/payment-requests?state=approved&orderId="+two.Text("id")).Want(t, http.StatusOK, ""); list.Text("items", 0, "no") != r.Text("no") || list.Text("items", 0, "orders", 1, "no") != two.Text("no") || list.At("total") != 1 {
		t.Errorf("listed %s", list.Body)
	}
}

func TestWrongLinesAreToldTogether(t *testing.T) {
	t.Parallel()
	w := setup(t)
	good, draft := w.order(t, "1"), w.order(t, "1", map[string]any{"mode": "draft"})
	elsewhere, closed := w.order(t, "1", map[string]any{"supplierId": w.other}), w.order(t, "1")
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+closed.Text("id")+"/close", map[string]any{"version": 1, "reason": "不要了"}).Want(t, http.StatusOK, "")
	line := func(o *apitest.Answer, amount string) map[string]any {
		return map[string]any{"orderId": o.Text("id"), "amount": amount}
	}
	f := w.ask(t, map[string]any{"kind": "prepayment", "payMethod": "bank", "fundAccountId": w.sku, "lines": []any{
		line(good, "10.01"), line(draft, "1"), line(elsewhere, "1"), line(closed, "1"), line(good, "1"), map[string]any{"orderId": w.sku},
	}}).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	want := []string{
		"fundAccountId fund_account.not_found", "lines[0].amount payment_request.too_much", "lines[1].orderId payment_request.order_state",
		"lines[2].orderId payment_request.other_supplier", "lines[3].orderId payment_request.order_closed", "lines[4].orderId payment_request.order_twice",
		"lines[5].orderId payment_request.order_not_found",
	}
	if !slices.Equal(f, want) {
		t.Errorf("got %q\nwant %q", f, want)
	}
	f = w.ask(t, map[string]any{"payMethod": "1688"}, good).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if !slices.Equal(f, []string{"lines[0].orderId payment_request.no_account"}) {
		t.Errorf("1688 without an account: %q", f)
	}
}

func TestAskingApprovingAndPayingAreThreePeople(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("50", 1), rule("500", 2))
	first, second, purchaser := w.Member(t, "first", tenant.RoleReviewer), w.Member(t, "second", tenant.RoleAccount), w.Member(t, "buyer", tenant.RolePurchaser)
	small := w.ask(t, map[string]any{"submit": true, "kind": "balance"}, w.order(t, "1")).Want(t, http.StatusCreated, "")
	large := w.ask(t, map[string]any{"submit": true, "kind": "balance"}, w.order(t, "60")).Want(t, http.StatusCreated, "")
	if small.Text("state") != "approved" || large.Text("state") != "submitted" || large.At("levels") != 2 {
		t.Fatalf("states %s and %s", small.Text("state"), large.Text("state"))
	}
	w.on(t, w.Owner, large, "approve").Want(t, http.StatusForbidden, "payment_request.own_approval")
	w.on(t, purchaser, large, "approve").Want(t, http.StatusForbidden, "forbidden")
	w.on(t, second, large, "approve-second").Want(t, http.StatusConflict, "payment_request.state")
	if a := w.on(t, first, large, "approve").Want(t, http.StatusOK, ""); a.Text("state") != "approved_once" || a.Text("approvedBy", "name") == "" {
		t.Errorf("after the first approval %s", a.Body)
	}
	w.on(t, first, large, "approve-second").Want(t, http.StatusForbidden, "forbidden")
	if f := w.on(t, second, large, "reject-second").Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"reason input.required"}) {
		t.Errorf("rejected without a reason: %v", f)
	}
	if a := w.on(t, second, large, "reject-second", map[string]any{"reason": "太早"}).Want(t, http.StatusOK, ""); a.Text("state") != "draft" || a.Text("rejectedReason") != "太早" || a.Text("approvedBy", "name") != "" {
		t.Errorf("rejected: %s", a.Body)
	}
	w.on(t, w.Owner, large, "submit").Want(t, http.StatusOK, "")
	w.on(t, first, large, "approve").Want(t, http.StatusOK, "")
	if a := w.on(t, second, large, "approve-second").Want(t, http.StatusOK, ""); a.Text("state") != "approved" {
		t.Errorf("approved twice: %s", a.Body)
	}
	cashier := w.Member(t, "cashier", tenant.RoleCashier)
	if a := w.on(t, cashier, large, "return", map[string]any{"reason": "账户没钱"}).Want(t, http.StatusOK, ""); a.Text("state") != "draft" {
		t.Errorf("returned: %s", a.Body)
	}
}

// Whoever had a hand in what a request says does not approve it, though others changed it
// since.
func TestNobodyApprovesWhatTheyChangedBefore(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	o := w.order(t, "10")
	r := w.ask(t, map[string]any{"kind": "balance"}, o).Want(t, http.StatusCreated, "")
	both := w.Member(t, "both", tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleCashier)
	change := func(p *apitest.Person, version int, amount string) {
		p.Do(t, http.MethodPut, "/payment-requests/"+r.Text("id"), map[string]any{
			"kind": "balance", "version": version, "lines": []any{map[string]any{"orderId": o.Text("id"), "amount": amount}},
		}).Want(t, http.StatusOK, "")
	}
	change(both, 1, "100")
	change(w.Owner, 2, "99")
	w.on(t, w.Owner, r, "submit").Want(t, http.StatusOK, "")
	w.on(t, both, r, "approve").Want(t, http.StatusForbidden, "payment_request.own_approval")
	w.on(t, w.Member(t, "first", tenant.RoleReviewer), r, "approve").Want(t, http.StatusOK, "")
	w.on(t, both, r, "pay", map[string]any{"fundAccountId": w.fund(t, "bank")}).Want(t, http.StatusForbidden, "payment_request.own_payment")
}

func TestApprovalsHoldForTheOrdersAsTheyWere(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	first := w.Member(t, "first", tenant.RoleReviewer)
	o := w.order(t, "10")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance"}, o).Want(t, http.StatusCreated, "")
	change := map[string]any{"mode": "submit", "supplierId": w.supplier, "version": 1, "lines": []any{map[string]any{"skuId": w.sku, "quantity": "9", "price": "10"}}}
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+o.Text("id"), change).Want(t, http.StatusOK, "")
	w.on(t, first, r, "approve").Want(t, http.StatusConflict, "payment_request.order_changed")
	w.on(t, w.Owner, r, "withdraw").Want(t, http.StatusOK, "")
	if f := w.on(t, w.Owner, r, "submit").Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"lines[0].amount payment_request.too_much"}) {
		t.Errorf("more than the order: %v", f)
	}
	w.Owner.Do(t, http.MethodPut, "/payment-requests/"+r.Text("id"), map[string]any{
		"submit": true, "kind": "balance", "version": 2, "lines": []any{map[string]any{"orderId": o.Text("id")}},
	}).Want(t, http.StatusOK, "")
	if a := w.on(t, first, r, "approve").Want(t, http.StatusOK, ""); a.Text("amount") != "90.00" || a.Text("state") != "approved" {
		t.Errorf("approved %s", a.Body)
	}
	w.on(t, w.Owner, r, "submit").Want(t, http.StatusConflict, "payment_request.state")
	if got := w.Number(t, "SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'payment_request' AND entity_id = ?", r.ID("id")); got != 4 {
		t.Errorf("%d audit lines", got)
	}
}

func TestAnotherSetAndOtherWarehousesSeeNoRequest(t *testing.T) {
	t.Parallel()
	w := setup(t)
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance"}, w.order(t, "1")).Want(t, http.StatusCreated, "")
	path := "/payment-requests/" + r.Text("id")
	w.Other.Get(t, path).Want(t, http.StatusNotFound, "payment_request.not_found")
	if list := w.Other.Get(t, "/payment-requests").Want(t, http.StatusOK, ""); list.At("total") != 0 {
		t.Errorf("another set lists %s", list.Body)
	}
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").ID("id")
	clerk := w.Member(t, "clerk", tenant.RolePurchaser)
	w.limit(t, clerk, elsewhere)
	clerk.Get(t, path).Want(t, http.StatusNotFound, "payment_request.not_found")
	w.on(t, clerk, r, "void").Want(t, http.StatusNotFound, "payment_request.not_found")
	if list := clerk.Get(t, "/payment-requests").Want(t, http.StatusOK, ""); list.At("total") != 0 {
		t.Errorf("a clerk of another warehouse lists %s", list.Body)
	}
	batch := w.Owner.Do(t, http.MethodPost, "/payment-requests/actions/withdraw", map[string]any{"documents": []any{
		map[string]any{"id": r.Text("id"), "version": 1}, map[string]any{"id": w.sku, "version": 1},
	}}).Want(t, http.StatusOK, "")
	if batch.At("results", 0, "ok") != true || batch.Text("results", 1, "problem", "code") != "payment_request.not_found" {
		t.Errorf("batch %s", batch.Body)
	}
}
