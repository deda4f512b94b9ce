package paying_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// receive posts a purchase receipt of an order, or a return of a receipt.
func (w *world) receive(tb testing.TB, o *apitest.Answer, quantity string, more ...map[string]any) *apitest.Answer {
	tb.Helper()
	shown := w.Owner.Get(tb, "/purchase-orders/"+o.Text("id")).Want(tb, http.StatusOK, "")
	body := map[string]any{
		"mode": "post", "supplierId": w.supplier, "orderId": o.Text("id"),
		"lines": []any{map[string]any{"skuId": w.sku, "quantity": quantity, "sourceLineId": shown.Text("lines", 0, "id")}},
	}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return w.Owner.Do(tb, http.MethodPost, "/purchase-receipts", body).Want(tb, http.StatusCreated, "")
}

// fund gives the id of the default fund account of a kind.
func (w *world) fund(tb testing.TB, kind string) string {
	tb.Helper()
	list := w.Owner.Get(tb, "/fund-accounts").Want(tb, http.StatusOK, "")
	for i := 0; list.Text("items", i, "id") != ""; i++ {
		if list.Text("items", i, "kind") == kind {
			return list.Text("items", i, "id")
		}
	}
	tb.Fatalf("no fund account of kind %s", kind)
	return ""
}

// standing is what the set owes the supplier, and what it paid in advance.
func (w *world) wantStanding(tb testing.TB, payable, advance string) {
	tb.Helper()
	err := w.DB.View(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		got, err := w.books.PayableStandingTx(ctx, tx, w.supplier)
		if err == nil && (got.Payable != dec.MustAmount(payable) || got.Advance != dec.MustAmount(advance)) {
			tb.Errorf("we owe %s and paid %s in advance, want %s and %s", got.Payable, got.Advance, payable, advance)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// proven fails the test when the books do not add up.
func (w *world) proven(tb testing.TB) {
	tb.Helper()
	err := w.DB.View(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		stock, err := w.books.AccountBalanceTx(ctx, tx, "1405")
		if err != nil {
			return err
		}
		found, err := w.books.VerifyTx(ctx, tx, stock)
		for _, f := range found {
			tb.Errorf("the books: %+v", f)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func TestACashierPaysAPrepaymentAndTheBalance(t *testing.T) {
	t.Parallel()
	w := setup(t)
	bank := w.fund(t, "bank")
	o := w.order(t, "10")
	first := w.ask(t, map[string]any{"submit": true, "kind": "prepayment", "payMethod": "bank"}, o).Want(t, http.StatusCreated, "")
	a := w.on(t, w.Owner, first, "pay", map[string]any{"fundAccountId": bank, "fee": "2.50", "note": "转账"}).Want(t, http.StatusOK, "")
	if a.Text("state") != "paid" || a.Text("paid") != "30.00" || a.Text("lines", 0, "order", "paid") != "30.00" {
		t.Errorf("paid: %s", a.Body)
	}
	w.wantStanding(t, "0", "30")
	if got := w.Owner.Get(t, "/fund-accounts/"+bank).Text("balance"); got != "-32.50" {
		t.Errorf("the bank account holds %s", got)
	}
	w.receive(t, o, "10") // clears the advance
	w.wantStanding(t, "70", "0")
	second := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, o).Want(t, http.StatusCreated, "")
	if second.Text("amount") != "70.00" {
		t.Fatalf("the balance is %s", second.Text("amount"))
	}
	line := second.Text("lines", 0, "id")
	part := func(amount string) map[string]any {
		return map[string]any{"fundAccountId": bank, "lines": []any{map[string]any{"lineId": line, "amount": amount}}}
	}
	if f := w.on(t, w.Owner, second, "pay", part("70.01")).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"lines[0].amount payment_request.over"}) {
		t.Errorf("more than approved: %v", f)
	}
	if a := w.on(t, w.Owner, second, "pay", part("20")).Want(t, http.StatusOK, ""); a.Text("state") != "approved" || a.Text("paid") != "20.00" {
		t.Errorf("paid in part: %s", a.Body)
	}
	w.on(t, w.Owner, second, "withdraw").Want(t, http.StatusConflict, "payment_request.partly_paid")
	w.on(t, w.Owner, second, "return", map[string]any{"reason": "不"}).Want(t, http.StatusConflict, "payment_request.partly_paid")
	if a := w.on(t, w.Owner, second, "pay", map[string]any{"fundAccountId": bank}).Want(t, http.StatusOK, ""); a.Text("state") != "paid" {
		t.Errorf("paid in full: %s", a.Body)
	}
	w.wantStanding(t, "0", "0")
	w.on(t, w.Owner, second, "pay", map[string]any{"fundAccountId": bank}).Want(t, http.StatusConflict, "payment_request.state")
	if f := w.ask(t, map[string]any{"kind": "balance"}, o).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"lines[0].amount payment_request.nothing_left"}) {
		t.Errorf("asked for a paid order: %v", f)
	}
	w.proven(t)
}

func TestAPaymentThatWasNoneIsTakenBack(t *testing.T) {
	t.Parallel()
	w := setup(t)
	bank := w.fund(t, "bank")
	one, two := w.order(t, "1"), w.order(t, "2")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, one, two).Want(t, http.StatusCreated, "")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": bank, "fee": "1"}).Want(t, http.StatusOK, "")
	list := w.Owner.Get(t, "/order-payments?requestId="+r.Text("id")+"&sort=createdAt").Want(t, http.StatusOK, "")
	if list.At("total") != 2 || list.Text("items", 0, "fee") != "1.00" || list.Text("items", 0, "paymentNo") == "" || list.Text("items", 1, "orderNo") != two.Text("no") {
		t.Fatalf("listed %s", list.Body)
	}
	path := "/order-payments/" + list.Text("items", 0, "id") + "/take-back"
	version := map[string]any{"version": list.At("items", 0, "version")}
	w.Member(t, "cashier", tenant.RoleCashier).Do(t, http.MethodPost, path, version).Want(t, http.StatusForbidden, "forbidden")
	w.Owner.Do(t, http.MethodPost, path, map[string]any{"version": 9}).Want(t, http.StatusConflict, "version.stale")
	w.Owner.Do(t, http.MethodPost, path, version).Want(t, http.StatusNoContent, "")
	// The other one is reversed in the books: the same comes of it.
	w.Owner.Do(t, http.MethodPost, "/payments/"+list.Text("items", 1, "paymentId")+"/actions/reverse", map[string]any{}).Want(t, http.StatusOK, "")
	if a := w.Owner.Get(t, "/payment-requests/"+r.Text("id")); a.Text("state") != "approved" || a.Text("paid") != "0.00" {
		t.Errorf("after it was taken back: %s", a.Body)
	}
	if got := w.Owner.Get(t, "/fund-accounts/"+bank).Text("balance"); got != "0.00" {
		t.Errorf("the bank account holds %s, the fee among it", got)
	}
	w.wantStanding(t, "0", "0")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": bank}).Want(t, http.StatusOK, "")
	w.wantStanding(t, "0", "30")
	w.proven(t)
}

func TestWhatACashierCannotPay(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	first, cashier := w.Member(t, "first", tenant.RoleReviewer, tenant.RoleCashier), w.Member(t, "cashier", tenant.RoleCashier)
	bank := w.fund(t, "bank")
	o := w.order(t, "1")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, o).Want(t, http.StatusCreated, "")
	pay := map[string]any{"fundAccountId": bank}
	w.on(t, cashier, r, "pay", pay).Want(t, http.StatusConflict, "payment_request.state")
	w.on(t, first, r, "approve").Want(t, http.StatusOK, "")
	w.on(t, first, r, "pay", pay).Want(t, http.StatusForbidden, "payment_request.own_payment")
	w.on(t, w.Owner, r, "pay", pay).Want(t, http.StatusForbidden, "payment_request.own_payment")
	f := w.on(t, cashier, r, "pay", map[string]any{"fundAccountId": w.sku, "date": "2027-01-01", "fee": "-1"}).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if !slices.Equal(f, []string{"date document.date_future", "fee decimal.negative", "fundAccountId fund_account.not_found"}) {
		t.Errorf("bad input: %v", f)
	}
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+o.Text("id")+"/void", map[string]any{"version": 1}).Want(t, http.StatusOK, "")
	w.on(t, cashier, r, "pay", pay).Want(t, http.StatusConflict, "payment_request.order_state")
	if n := w.Number(t, "SELECT COUNT(*) FROM payment WHERE tenant_id = ?"); n != 0 {
		t.Errorf("%d payments were booked", n)
	}
}

func TestARequestPaidInPartIsFinished(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t, "10")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "cash"}, o).Want(t, http.StatusCreated, "")
	w.on(t, w.Owner, r, "finish").Want(t, http.StatusConflict, "payment_request.state")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": w.fund(t, "cash"), "lines": []any{map[string]any{"lineId": r.Text("lines", 0, "id"), "amount": "60"}}}).Want(t, http.StatusOK, "")
	if a := w.on(t, w.Owner, r, "finish").Want(t, http.StatusOK, ""); a.Text("state") != "paid" || a.Text("amount") != "60.00" {
		t.Errorf("finished: %s", a.Body)
	}
	if q := w.ask(t, map[string]any{"kind": "balance"}, o).Want(t, http.StatusCreated, ""); q.Text("amount") != "40.00" {
		t.Errorf("the rest may be asked for: %s", q.Text("amount"))
	}
}
