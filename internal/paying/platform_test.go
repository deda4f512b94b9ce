package paying_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/paying"
	"github.com/huotong/huotong/internal/tenant"
)

// placed is a purchase order whose goods were ordered on 1688: ten shirts at 19.90 and
// 8.00 of freight, as both say.
type placed struct {
	order *apitest.Answer
	id    string // on 1688
}

func (w *world) place(tb testing.TB, amount int) placed {
	tb.Helper()
	o := w.Owner.Do(tb, http.MethodPost, "/purchase-orders", map[string]any{
		"mode": "submit", "supplierId": w.supplier, "buyerAccountId": w.account, "payMethod": "1688", "terms": "prepaid", "freight": "8",
		"lines": []any{map[string]any{"skuId": w.sku, "quantity": strconv.Itoa(amount), "price": "19.9"}},
	}).Want(tb, http.StatusCreated, "")
	b := w.Buy(tb, wang, w.Shirt(tb), amount)
	w.link(tb, b.ID, o.ID("id"))
	return placed{o, b.ID}
}

// link reads an order of 1688 and says that it was placed for a purchase order.
func (w *world) link(tb testing.TB, id string, order db.ID) {
	tb.Helper()
	w.read(tb, id)
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		o, err := w.platform.ByNumberTx(ctx, tx, w.account, id)
		if err != nil {
			return err
		}
		return w.platform.LinkTx(ctx, tx, o.ID, order)
	})
}

// request asks for a placed order to be paid on 1688.
func (w *world) request(tb testing.TB, list ...placed) *apitest.Answer {
	tb.Helper()
	var orders []*apitest.Answer
	for _, p := range list {
		orders = append(orders, p.order)
	}
	return w.ask(tb, map[string]any{"submit": true}, orders...).Want(tb, http.StatusCreated, "")
}

func (w *world) shown(tb testing.TB, r *apitest.Answer) *apitest.Answer {
	tb.Helper()
	return w.Owner.Get(tb, "/payment-requests/"+r.Text("id")).Want(tb, http.StatusOK, "")
}

// links asks for the pages to pay requests on.
func (w *world) links(tb testing.TB, list ...*apitest.Answer) *apitest.Answer {
	tb.Helper()
	var docs []any
	for _, r := range list {
		docs = append(docs, map[string]any{"id": r.Text("id"), "version": w.shown(tb, r).At("version")})
	}
	return w.Owner.Do(tb, http.MethodPost, "/payment-requests/actions/pay-links", map[string]any{"documents": docs})
}

// setFund has the payments of the buyer account leave the Alipay account.
func (w *world) setFund(tb testing.TB) string {
	tb.Helper()
	fund := w.fund(tb, "alipay")
	version := w.Owner.Get(tb, "/pay-accounts").Want(tb, http.StatusOK, "").At("items", 0, "version")
	w.Owner.Do(tb, http.MethodPut, "/pay-accounts/"+w.account.String(), map[string]any{"fundAccountId": fund, "version": version}).Want(tb, http.StatusOK, "")
	return fund
}

func TestWhatIsPaidOn1688IsBookedOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	fund := w.setFund(t)
	one, two := w.place(t, 10), w.place(t, 3)
	r := w.request(t, one, two)
	if r.Text("payMethod") != "1688" || r.Text("amount") != "274.70" || r.Text("lines", 0, "order", "platform", "unpaid") != "207.00" {
		t.Fatalf("asked for %s", r.Body)
	}
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": fund}).Want(t, http.StatusConflict, "payment_request.paid_on_1688")
	l := w.links(t, r).Want(t, http.StatusOK, "")
	if url := l.Text("links", 0, "url"); !strings.Contains(url, one.id) || !strings.Contains(url, two.id) || l.Text("links", 0, "amount") != "274.70" {
		t.Fatalf("links %s", l.Body)
	}
	if a := w.shown(t, r); a.Text("state") != "approved" || a.Text("paid") != "0.00" || a.Text("askedAt") == "" {
		t.Errorf("asking for a link paid: %s", a.Body)
	}
	w.Act(t, one.id, "pay", nil)
	w.read(t, one.id)
	w.read(t, one.id) // told again
	w.Work(t)
	if a := w.shown(t, r); a.Text("state") != "approved" || a.Text("paid") != "207.00" {
		t.Errorf("after one of two is paid: %s", a.Body)
	}
	w.wantStanding(t, "0", "207")
	w.Act(t, two.id, "pay", nil)
	w.on(t, w.Owner, r, "check-payment").Want(t, http.StatusOK, "")
	w.Work(t)
	w.Work(t)
	if a := w.shown(t, r); a.Text("state") != "paid" || a.Text("paid") != "274.70" {
		t.Errorf("after both are paid: %s", a.Body)
	}
	w.wantStanding(t, "0", "274.70")
	if got := w.Owner.Get(t, "/fund-accounts/"+fund).Text("balance"); got != "-274.70" {
		t.Errorf("the account holds %s", got)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM payment WHERE tenant_id = ?"); n != 2 {
		t.Errorf("%d payments were booked", n)
	}
	w.proven(t)
}

func TestMoneyWithoutAnAccountOrInAClosedPeriodIsHeld(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	r := w.request(t, p)
	w.Act(t, p.id, "pay", nil)
	w.read(t, p.id)
	w.Work(t)
	held := func() *apitest.Answer { return w.Owner.Get(t, "/order-payments?state=held").Want(t, http.StatusOK, "") }
	if a := held(); a.At("total") != 1 || a.Text("items", 0, "reason", "code") != "order_payment.no_fund" || a.Text("items", 0, "platformId") != p.id {
		t.Fatalf("held: %s", a.Body)
	}
	if a := w.shown(t, r); a.Text("state") != "paid" {
		t.Errorf("the request says %s, 1688 says paid", a.Text("state"))
	}
	w.Exec(t, "UPDATE account_set SET closed_through = '2026-11-22' WHERE tenant_id = ?", w.A.ID)
	w.setFund(t)
	w.Work(t)
	a := held()
	if a.Text("items", 0, "reason", "code") != "period.closed" {
		t.Fatalf("held: %s", a.Body)
	}
	w.Clock.Advance(24 * time.Hour)
	book := func(body map[string]any) *apitest.Answer {
		body["version"] = held().At("items", 0, "version")
		return w.Owner.Do(t, http.MethodPost, "/order-payments/"+a.Text("items", 0, "id")+"/book", body)
	}
	book(map[string]any{}).Want(t, http.StatusUnprocessableEntity, "period.closed")
	book(map[string]any{"date": "2026-11-23"}).Want(t, http.StatusNoContent, "")
	if a := held(); a.At("total") != 0 {
		t.Errorf("still held: %s", a.Body)
	}
	w.wantStanding(t, "0", "207")
	w.proven(t)
}

func TestAPriceChangeAsksForApprovalAgain(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	w.Owner.Do(t, http.MethodPut, "/settings/payments", map[string]any{"riseBps": 100, "riseAmount": "0", "version": 0}).Want(t, http.StatusOK, "")
	first := w.Member(t, "first", tenant.RoleReviewer)
	p := w.place(t, 10)
	r := w.request(t, p)
	w.on(t, first, r, "approve").Want(t, http.StatusOK, "")
	price := func(freight int) {
		w.Act(t, p.id, "change-price", map[string]any{"shippingFee": freight})
		w.read(t, p.id)
	}
	price(900) // 1.00 of 207.00 is within 1 %
	if a := w.shown(t, r); a.Text("state") != "approved" || a.Text("amount") != "208.00" || a.Text("lines", 0, "was") != "207.00" {
		t.Errorf("a small rise: %s", a.Body)
	}
	price(1100) // together it is not
	if a := w.shown(t, r); a.Text("state") != "submitted" || a.Text("amount") != "210.00" || a.Text("attention", "code") != "payment_request.price_rose" {
		t.Errorf("a rise too large: %s", a.Body)
	}
	if a := w.on(t, first, r, "approve").Want(t, http.StatusOK, ""); a.Text("state") != "approved" || a.Text("attention", "code") != "" || a.Text("lines", 0, "was") != "" {
		t.Errorf("approved again: %s", a.Body)
	}
	price(100) // cheaper needs nobody
	if a := w.shown(t, r); a.Text("state") != "approved" || a.Text("amount") != "200.00" {
		t.Errorf("cheaper: %s", a.Body)
	}
}

func TestACancelledOrderIsNotPaid(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one, two := w.place(t, 10), w.place(t, 3)
	r := w.request(t, one, two)
	w.Act(t, one.id, "cancel", nil) // nobody tells us: the link finds out
	if a := w.links(t, r); a.Text("code") != "payment_request.platform_order_closed" {
		t.Fatalf("a link for a cancelled order: %d %s", a.Status, a.Body)
	}
	w.on(t, w.Owner, r, "withdraw").Want(t, http.StatusOK, "")
	w.ask(t, nil, one.order).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.on(t, w.Owner, r, "void").Want(t, http.StatusOK, "")
	again := w.request(t, two)
	w.Act(t, two.id, "pay", nil) // by hand
	w.links(t, again).Want(t, http.StatusConflict, "payment_request.state")
	if a := w.shown(t, again); a.Text("state") != "paid" {
		t.Errorf("paid by hand: %s", a.Body)
	}
}

func TestRefundsGiveAdvancesBackAndThenReturns(t *testing.T) {
	t.Parallel()
	w := setup(t)
	fund := w.setFund(t)
	p := w.place(t, 10)
	w.request(t, p)
	w.Act(t, p.id, "pay", nil)
	w.read(t, p.id)
	w.Work(t)
	w.Act(t, p.id, "ask-refund", map[string]any{"amount": 20700})
	w.Act(t, p.id, "agree-refund", nil)
	w.read(t, p.id)
	w.Work(t)
	w.wantStanding(t, "0", "0")
	if got := w.Owner.Get(t, "/fund-accounts/"+fund).Text("balance"); got != "0.00" {
		t.Errorf("the account holds %s", got)
	}
	w.proven(t)
}

func TestARefundForGoodsThatCameWaitsForTheirReturn(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.setFund(t)
	p := w.place(t, 10)
	w.request(t, p)
	w.Act(t, p.id, "pay", nil)
	w.read(t, p.id)
	w.Work(t)
	receipt := w.receive(t, p.order, "10")
	w.wantStanding(t, "0", "0")
	w.Act(t, p.id, "ask-refund", map[string]any{"amount": 1990})
	w.Act(t, p.id, "agree-refund", nil)
	w.read(t, p.id)
	w.Work(t)
	held := w.Owner.Get(t, "/order-payments?state=held").Want(t, http.StatusOK, "")
	if held.At("total") != 1 || held.Text("items", 0, "reason", "code") != "order_payment.refund_open" || held.Text("items", 0, "amount") != "-19.90" {
		t.Fatalf("held: %s", held.Body)
	}
	shown := w.Owner.Get(t, "/purchase-receipts/"+receipt.Text("id")).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/purchase-receipts", map[string]any{
		"mode": "post", "kind": "return", "sourceId": receipt.Text("id"), "supplierId": w.supplier,
		"lines": []any{map[string]any{"skuId": w.sku, "quantity": "1", "price": "19.9", "sourceLineId": shown.Text("lines", 0, "id")}},
	}).Want(t, http.StatusCreated, "")
	w.Clock.Advance(time.Hour) // tried again by itself
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		return jobs.EnqueueTx(ctx, tx, paying.Sweep{}, jobs.Options{})
	})
	w.Work(t)
	if held := w.Owner.Get(t, "/order-payments?state=held").Want(t, http.StatusOK, ""); held.At("total") != 0 {
		t.Errorf("still held: %s", held.Body)
	}
	w.wantStanding(t, "0", "0")
	w.wantFigures(t, p.order, "207.00 187.10 187.10 187.10 gap platform:refund:-19.90 received:short:-19.90")
	w.proven(t)
}

func TestMoneyThatACashierBookedIsNotBookedTwice(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.setFund(t)
	p := w.place(t, 10)
	r := w.ask(t, map[string]any{"submit": true, "payMethod": "alipay", "kind": "balance"}, p.order).Want(t, http.StatusCreated, "")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": w.fund(t, "alipay")}).Want(t, http.StatusOK, "")
	w.Act(t, p.id, "pay", nil)
	w.read(t, p.id)
	w.Work(t)
	held := w.Owner.Get(t, "/order-payments?state=held").Want(t, http.StatusOK, "")
	if held.Text("items", 0, "reason", "code") != "order_payment.paid_before" {
		t.Fatalf("held: %s", held.Body)
	}
	body := map[string]any{"version": held.At("items", 0, "version"), "reason": " "}
	path := "/order-payments/" + held.Text("items", 0, "id")
	w.Owner.Do(t, http.MethodPost, path+"/dismiss", body).Want(t, http.StatusUnprocessableEntity, "input.fields")
	body["reason"] = "出纳已登记"
	w.Owner.Do(t, http.MethodPost, path+"/dismiss", body).Want(t, http.StatusNoContent, "")
	w.read(t, p.id)
	w.Work(t)
	w.wantStanding(t, "0", "207")
	if n := w.Number(t, "SELECT COUNT(*) FROM payment WHERE tenant_id = ?"); n != 1 {
		t.Errorf("%d payments were booked", n)
	}
	w.proven(t)
}

func TestMoneyFollowsAnOrderThatWasLinkedWrongly(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.setFund(t)
	wrong, right := w.order(t, "5"), w.order(t, "6")
	b := w.Buy(t, wang, w.Shirt(t), 10)
	w.adopt(t, b.ID, wrong)
	w.Act(t, b.ID, "pay", nil)
	w.read(t, b.ID)
	w.Work(t)
	w.wantFigures(t, wrong, "50.00 207.00 0.00 207.00 gap platform:price:149.00 platform:freight:8.00")
	w.Exec(t, "UPDATE platform_order SET purchase_order_id = NULL, link = '' WHERE tenant_id = ?", w.A.ID) // a person takes the link back
	w.adopt(t, b.ID, right)
	w.Work(t)
	w.wantFigures(t, wrong, "50.00  0.00 0.00 open")
	w.wantFigures(t, right, "60.00 207.00 0.00 207.00 gap platform:price:139.00 platform:freight:8.00")
	w.wantStanding(t, "0", "207")
	w.proven(t)
}

// A link that was put right and then put back leaves the money where it is, although the
// job that was to move it runs last.
func TestMoneyStaysWhenTheLinkWasPutBack(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.setFund(t)
	right, wrong := w.order(t, "5"), w.order(t, "6")
	b := w.Buy(t, wang, w.Shirt(t), 10)
	w.adopt(t, b.ID, right)
	w.Act(t, b.ID, "pay", nil)
	w.read(t, b.ID)
	w.Work(t)
	for _, o := range []*apitest.Answer{wrong, right} {
		w.Exec(t, "UPDATE platform_order SET purchase_order_id = NULL, link = '' WHERE tenant_id = ?", w.A.ID)
		w.adopt(t, b.ID, o)
	}
	w.Work(t)
	w.wantFigures(t, right, "50.00 207.00 0.00 207.00 gap platform:price:149.00 platform:freight:8.00")
	w.wantFigures(t, wrong, "60.00  0.00 0.00 open")
	if n := w.Number(t, "SELECT COUNT(*) FROM payment WHERE tenant_id = ?"); n != 1 {
		t.Errorf("%d payments were booked", n)
	}
	w.proven(t)
}

// adopt links an order of 1688 with a purchase order of its supplier.
func (w *world) adopt(tb testing.TB, id string, o *apitest.Answer) {
	tb.Helper()
	w.link(tb, id, o.ID("id"))
}
