package paying_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

const apiPrepare = "alibaba.trade.pay.protocolPay.preparePay"

// withhold has a request paid without password.
func (w *world) withhold(tb testing.TB, r *apitest.Answer) *apitest.Answer {
	tb.Helper()
	return w.on(tb, w.Owner, r, "pay-without-password", map[string]any{"channel": "alipay"})
}

// Whatever goes wrong with the call, the money moves at most once, and what 1688 says of
// the order decides.
func TestPayingWithoutPasswordUnderEveryFault(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault []any  // its kind, and pairs of what else it says
		state string // of the attempt in the end
		paid  bool
		code  string
	}{
		"fine":          {nil, "paid", true, ""},
		"unclear":       {[]any{"unclear"}, "paid", true, ""},
		"cut":           {[]any{"cut"}, "paid", true, ""},
		"malformed":     {[]any{"malformed"}, "paid", true, ""},
		"timeoutAfter":  {[]any{"timeoutAfter"}, "paid", true, ""},
		"timeoutBefore": {[]any{"timeoutBefore"}, "not_paid", false, ""},
		"http":          {[]any{"http", "status", 503}, "not_paid", false, ""},
		"throttle":      {[]any{"throttle", "count", 2}, "paid", true, ""},
		"expiredToken":  {[]any{"expiredToken"}, "paid", true, ""},
		"business":      {[]any{"business", "code", "ACCOUNT_BALANCE_NOT_ENOUGH", "message", "账户余额不足"}, "refused", false, "ACCOUNT_BALANCE_NOT_ENOUGH"},
		"gateway":       {[]any{"gateway", "code", "gw.APIUnsupported"}, "refused", false, "gw.APIUnsupported"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			w.setFund(t)
			p := w.place(t, 10)
			r := w.request(t, p)
			if c.fault != nil {
				w.Fault(t, c.fault[0].(string), apiPrepare, c.fault[1:]...)
			}
			w.withhold(t, r).Want(t, http.StatusOK, "")
			for range 8 {
				w.Work(t)
				w.Clock.Advance(4 * time.Minute)
			}
			a := w.shown(t, r)
			if a.Text("attempts", 0, "state") != c.state || a.Text("attempts", 0, "code") != c.code {
				t.Errorf("the attempt ended as %s", a.Body)
			}
			want, amount := "approved", "0"
			if c.paid {
				want, amount = "paid", "207"
			}
			if a.Text("state") != want {
				t.Errorf("the request is %s, want %s", a.Text("state"), want)
			}
			w.wantStanding(t, "0", amount)
			w.proven(t)
			if n := w.Calls(t, apiPrepare); name == "fine" && n != 1 {
				t.Errorf("it was sent %d times", n)
			}
			if c.paid {
				return
			}
			w.withhold(t, r).Want(t, http.StatusOK, "") // once it is known that nothing moved
			w.Work(t)
			w.Work(t)
			if a := w.shown(t, r); a.Text("state") != "paid" {
				t.Errorf("after another attempt %s", a.Body)
			}
			w.wantStanding(t, "0", "207")
		})
	}
}

func TestAKilledPaymentIsLookedUpAndNotRepeated(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	r := w.request(t, p)
	w.withhold(t, r).Want(t, http.StatusOK, "")
	w.sent(t)
	w.Work(t)
	a := w.shown(t, r)
	if a.Text("attempts", 0, "state") != "checking" {
		t.Fatalf("after a kill: %s", a.Body)
	}
	if n := w.Calls(t, apiPrepare); n != 0 {
		t.Errorf("it was sent %d times", n)
	}
	// Meanwhile nobody starts another one.
	w.withhold(t, r).Want(t, http.StatusConflict, "payment_request.being_paid")
	w.Act(t, p.id, "pay", nil) // the lost call arrives
	for range 3 {
		w.Clock.Advance(time.Minute)
		w.Work(t)
	}
	if a := w.shown(t, r); a.Text("attempts", 0, "state") != "paid" || a.Text("state") != "paid" {
		t.Errorf("found paid: %s", a.Body)
	}
}

// What is on its way is not given up, or money would leave for a request that nobody
// wants any more.
func TestARequestStaysWhileItIsPaidWithoutPassword(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one, two := w.place(t, 10), w.place(t, 3)
	r := w.request(t, one, two)
	w.withhold(t, r).Want(t, http.StatusOK, "")
	refused := func(verbs ...string) {
		t.Helper()
		for _, verb := range verbs {
			w.on(t, w.Owner, r, verb, map[string]any{"reason": "不"}).Want(t, http.StatusConflict, "payment_request.being_paid")
		}
	}
	refused("withdraw", "void", "return")
	w.Act(t, one.id, "pay", nil) // by hand meanwhile
	w.read(t, one.id)
	refused("finish")
	w.Work(t)
	if a := w.shown(t, r); a.Text("state") != "paid" {
		t.Errorf("in the end %s", a.Body)
	}
}

func TestNothingIsSentForARequestThatLostItsApproval(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	p := w.place(t, 10)
	r := w.request(t, p)
	w.on(t, w.Member(t, "first", tenant.RoleReviewer), r, "approve").Want(t, http.StatusOK, "")
	w.on(t, w.Member(t, "cashier", tenant.RoleCashier), r, "pay-without-password", map[string]any{"channel": "alipay"}).Want(t, http.StatusOK, "")
	w.Act(t, p.id, "change-price", map[string]any{"shippingFee": 1100})
	w.read(t, p.id)
	w.Work(t)
	if a := w.shown(t, r); a.Text("state") != "submitted" || a.Text("attempts", 0, "state") != "not_paid" {
		t.Errorf("after the price rose: %s", a.Body)
	}
	if n := w.Calls(t, apiPrepare); n != 0 {
		t.Errorf("it was sent %d times", n)
	}
}
