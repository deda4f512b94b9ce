package paying_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

const apiLink = "alibaba.alipay.url.get"

// A link pays nothing, so asking for one may fail in any way: it is said, and can be asked
// for again.
func TestLinksUnderEveryFault(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  []any // its kind, and pairs of what else it says
		status int
		code   string
	}{
		"once":         {[]any{"http", "status", 503}, http.StatusOK, ""},
		"throttled":    {[]any{"throttle"}, http.StatusOK, ""},
		"expiredToken": {[]any{"expiredToken"}, http.StatusOK, ""},
		"timeout":      {[]any{"timeoutAfter", "count", 1}, http.StatusOK, ""},
		"down":         {[]any{"http", "status", 503, "count", -1}, http.StatusServiceUnavailable, "shop.unreachable"},
		"refused":      {[]any{"business", "code", "PRODUCT_TRADE_STAT_ERROR", "message", "操作库存失败", "count", -1}, http.StatusConflict, "shop.platform"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			p := w.place(t, 10)
			r := w.request(t, p)
			w.Fault(t, c.fault[0].(string), apiLink, c.fault[1:]...)
			a := w.links(t, r)
			if a.Status != c.status || (c.code != "" && a.Text("code") != c.code) {
				t.Errorf("answered %d %s", a.Status, a.Body)
			}
			w.NoFaults(t)
			if a := w.links(t, r).Want(t, http.StatusOK, ""); !strings.Contains(a.Text("links", 0, "url"), p.id) {
				t.Errorf("asked again: %s", a.Body)
			}
		})
	}
}

func TestOneLinkForManyOrdersAndItsLimits(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var list []placed
	for range 31 {
		list = append(list, w.place(t, 3))
	}
	r := w.request(t, list...)
	if a := w.links(t, r).Want(t, http.StatusOK, ""); len(a.At("links").([]any)) != 1 || len(a.At("links", 0, "orders").([]any)) != 31 {
		t.Errorf("31 orders in one link: %s", a.Body)
	}
	w.Control(t, http.MethodPatch, "accounts/"+wang, map[string]any{"payment": map[string]any{"crossBorder": true}})
	w.Owner.Do(t, http.MethodPut, "/pay-accounts/"+w.account.String(), map[string]any{"crossBorder": true, "version": 0}).Want(t, http.StatusOK, "")
	if a := w.links(t, r).Want(t, http.StatusOK, ""); len(a.At("links").([]any)) != 2 || len(a.At("links", 0, "orders").([]any)) != 30 {
		t.Errorf("with 跨境宝: %s", a.Body)
	}
}

func TestWhatIsNotOn1688IsNotPaidThere(t *testing.T) {
	t.Parallel()
	w := setup(t)
	byBank := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, w.order(t, "1")).Want(t, http.StatusCreated, "")
	w.links(t, byBank).Want(t, http.StatusConflict, "payment_request.not_on_1688")
	notPlaced := w.ask(t, map[string]any{"submit": true, "kind": "balance"}, w.order(t, "1", map[string]any{"payMethod": "1688", "buyerAccountId": w.account})).Want(t, http.StatusCreated, "")
	w.links(t, notPlaced).Want(t, http.StatusConflict, "payment_request.not_placed")
	p := w.place(t, 10)
	r := w.request(t, p)
	docs := map[string]any{"documents": []any{map[string]any{"id": r.Text("id"), "version": 9}}}
	w.Owner.Do(t, http.MethodPost, "/payment-requests/actions/pay-links", docs).Want(t, http.StatusConflict, "version.stale")
}

// A request that is paid by bank may be of orders that different accounts bought: each is
// asked of its own.
func TestOrdersOfSeveralAccountsAreChecked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one := w.place(t, 10)
	w.account = w.Authorize(t, w.Owner, clothes)
	o := w.order(t, "3", map[string]any{"buyerAccountId": w.account})
	b := w.Buy(t, clothes, w.Shirt(t), 3)
	w.link(t, b.ID, o.ID("id"))
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, one.order, o).Want(t, http.StatusCreated, "")
	w.Act(t, one.id, "pay", nil)
	w.Act(t, b.ID, "pay", nil)
	a := w.on(t, w.Owner, r, "check-payment").Want(t, http.StatusOK, "")
	for line := range 2 {
		if got := a.Text("lines", line, "order", "platform", "unpaid"); got != "0.00" {
			t.Errorf("of order %d %s is unpaid still", line, got)
		}
	}
}

// What was cancelled after it was read is left out of the link and named, and nothing is
// paid for it.
func TestALinkLeavesOutWhat1688DoesNotLetBePaid(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one, two := w.place(t, 10), w.place(t, 3)
	r := w.request(t, one, two)
	st := w.Gate.Hold(apiLink, 1, false)
	var a *apitest.Answer
	st.Run(t, 1, func() { a = w.links(t, r) }, func() {})
	w.Act(t, two.id, "cancel", nil)
	st.Resume(true)
	if a.Status != http.StatusOK || a.Text("links", 0, "amount") != "207.00" || a.Text("links", 0, "orders", 0) != one.id || a.At("links", 0, "orders", 1) != nil || a.Text("links", 0, "failed", 0) != two.id {
		t.Errorf("the link: %d %s", a.Status, a.Body)
	}
	w.read(t, two.id)
	w.links(t, r).Want(t, http.StatusConflict, "payment_request.platform_order_closed")
}

// What 1688 asks for beyond what was approved is not paid, however it came about.
func TestNoMoreIsPaidThanWasApproved(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	r := w.request(t, p)
	b := w.Buy(t, wang, w.Shirt(t), 3)
	w.read(t, b.ID)
	w.Exec(t, "UPDATE platform_order SET purchase_order_id = ? WHERE tenant_id = ? AND platform_id = ?", p.order.ID("id"), w.A.ID, b.ID) // nobody was told
	w.links(t, r).Want(t, http.StatusConflict, "payment_request.platform_amount")
	w.withhold(t, r).Want(t, http.StatusConflict, "payment_request.platform_amount")
	w.on(t, w.Owner, r, "withdraw").Want(t, http.StatusOK, "")
	w.on(t, w.Owner, r, "void").Want(t, http.StatusOK, "")
	again := w.request(t, p)
	if a := w.links(t, again).Want(t, http.StatusOK, ""); a.Text("links", 0, "amount") != "274.70" {
		t.Errorf("asked for anew: %s", a.Body)
	}
}
