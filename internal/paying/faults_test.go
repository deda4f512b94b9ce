package paying_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/jobs"
)

// A lost answer of a payment is looked up in the order, and the looks may go wrong too:
// the money moves once, and what 1688 says of the order decides.
func TestTheLookAfterALostPaymentUnderEveryFault(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "expiredToken", "lost", "gateway"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			w.setFund(t)
			r := w.request(t, w.place(t, 10))
			w.Fault(t, "cut", apiPrepare)
			const look = "alibaba.trade.get.buyerView"
			switch kind {
			case "expiredToken":
				w.Fault(t, kind, look) // twice is an authorisation that is lost
			case "lost":
				w.Fault(t, "expiredToken", look, "count", 3)
			default:
				w.Fault(t, kind, look, "count", 3, "code", "gw.ISPInvokeError", "status", 500)
			}
			w.withhold(t, r).Want(t, http.StatusOK, "")
			for range 3 { // what fails is tried again
				_, _ = jobs.RunDue(t.Context(), w.DB, w.Jobs)
				w.Clock.Advance(4 * time.Minute)
			}
			if kind == "lost" {
				w.NoFaults(t)
				w.Authorize(t, w.Owner, wang)
			}
			for range 8 {
				_, _ = jobs.RunDue(t.Context(), w.DB, w.Jobs)
				w.Clock.Advance(4 * time.Minute)
			}
			if a := w.shown(t, r); a.Text("state") != "paid" || a.Text("attempts", 0, "state") != "paid" || a.At("attempts", 1) != nil {
				t.Errorf("it ends as %s", a.Body)
			}
			if n := w.Calls(t, apiPrepare); n != 1 {
				t.Errorf("it was sent %d times", n)
			}
			w.wantStanding(t, "0", "207")
			w.proven(t)
		})
	}
}

// Links by 跨境宝 and the question which channels pay without a password change nothing:
// once is tried again, for good is told.
func TestCrossBorderLinksAndAgreementsUnderEveryFault(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	r := w.request(t, p)
	w.Control(t, http.MethodPatch, "accounts/"+wang, map[string]any{"payment": map[string]any{"crossBorder": true}})
	w.Owner.Do(t, http.MethodPut, "/pay-accounts/"+w.account.String(), map[string]any{"crossBorder": true, "version": 0}).Want(t, http.StatusOK, "")
	for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "expiredToken", "gateway"} {
		for _, count := range []int{1, -1} {
			if count < 0 && kind == "expiredToken" {
				continue // ends the authorisation
			}
			for _, api := range []string{"alibaba.crossBorderPay.url.get", "alibaba.trade.pay.protocolPay.isopen"} {
				w.Fault(t, kind, api, "count", count, "code", "gw.ISPInvokeError", "status", 500)
			}
			status, code := http.StatusOK, ""
			if count < 0 {
				status, code = http.StatusServiceUnavailable, "shop.unreachable"
			}
			w.links(t, r).Want(t, status, code)
			w.Owner.Do(t, http.MethodPost, "/pay-accounts/"+w.account.String()+"/read-agreements", nil).Want(t, status, code)
			w.NoFaults(t)
		}
	}
	if a := w.links(t, r).Want(t, http.StatusOK, ""); !strings.Contains(a.Text("links", 0, "url"), p.id) {
		t.Errorf("asked again: %s", a.Body)
	}
}

// Of two orders on 1688 that serve one purchase order one is cancelled: nothing is paid
// until a person has asked for what is left.
func TestAnOrderCancelledInPartIsNotPaid(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	rest := w.Buy(t, wang, w.Shirt(t), 3)
	w.link(t, rest.ID, p.order.ID("id"))
	r := w.request(t, p)
	if got := w.shown(t, r).Text("amount"); got != "274.70" {
		t.Fatalf("asked for %s", got)
	}
	w.Act(t, rest.ID, "cancel", nil)
	w.read(t, rest.ID)
	if a := w.shown(t, r); a.Text("attention", "code") != "payment_request.platform_order_closed" || !strings.Contains(a.Text("attention", "detail"), rest.ID) || !strings.Contains(a.Text("attention", "detail"), "207.00") {
		t.Errorf("after one was cancelled: %s", a.Body)
	}
	w.links(t, r).Want(t, http.StatusConflict, "payment_request.platform_order_closed")
	w.withhold(t, r).Want(t, http.StatusConflict, "payment_request.platform_order_closed")
	w.on(t, w.Owner, r, "withdraw").Want(t, http.StatusOK, "")
	w.on(t, w.Owner, r, "void").Want(t, http.StatusOK, "")
	a := w.links(t, w.request(t, p)).Want(t, http.StatusOK, "")
	if a.Text("links", 0, "amount") != "207.00" || !strings.Contains(a.Text("links", 0, "url"), p.id) || strings.Contains(a.Text("links", 0, "url"), rest.ID) {
		t.Errorf("what is left: %s", a.Body)
	}
}
