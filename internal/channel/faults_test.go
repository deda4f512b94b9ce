package channel_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/sandbox1688"
)

var faultKinds = []string{
	sandbox1688.FaultTimeoutBefore, sandbox1688.FaultTimeoutAfter, sandbox1688.FaultHTTP, sandbox1688.FaultCut, sandbox1688.FaultMalformed, sandbox1688.FaultThrottle, sandbox1688.FaultGateway,
}

// Whatever goes wrong while an account is authorised, nothing is half authorised, the page
// says what to do, and the next try makes it one account.
func TestAuthorisingUnderEveryFault(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for _, api := range []string{"getToken", "alibaba.account.basic"} {
		for _, kind := range faultKinds {
			to := w.Decide(t, begin(t, w.Owner, false), "sandbox_login="+url.QueryEscape(clothes))
			w.Fault(t, kind, api, "count", 2, "code", "gw.ISPInvokeError")
			out := w.ComeBack(t, w.Owner, to)
			if out.Code < 400 || !strings.Contains(out.Body.String(), "shop.") || !strings.Contains(out.Body.String(), `href="/shops"`) {
				t.Errorf("%s %s: %d %s", api, kind, out.Code, out.Body)
			}
			w.NoFaults(t)
			if n := len(w.Owner.Get(t, "/shops").At("items").([]any)); n != 0 {
				t.Fatalf("%s %s: %d shops", api, kind, n)
			}
		}
	}
	w.AuthorizeShop(t, w.Owner, clothes)
	if n := len(w.Owner.Get(t, "/shops").At("items").([]any)); n != 1 {
		t.Errorf("%d shops", n)
	}
}

// Whatever goes wrong while a token is refreshed, the authorisation is not given up for it,
// and the next call goes on.
func TestRefreshingUnderEveryFault(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	for _, kind := range faultKinds {
		w.Clock.Advance(11 * time.Hour) // the token is over
		w.Fault(t, kind, "getToken", "code", "gw.ISPInvokeError")
		if err := w.probe(t.Context(), id); err == nil {
			t.Errorf("%s: the call went through", kind)
		}
		w.NoFaults(t)
		if p, err := w.Shops.Shop(t.Context(), w.Scope(), id); err != nil || p.State == channel.ShopRevoked {
			t.Fatalf("%s: the authorisation is %v, %v", kind, p, err)
		}
		w.Clock.Advance(2 * time.Minute)
		if err := w.probe(t.Context(), id); err != nil {
			t.Errorf("%s: afterwards %v", kind, err)
		}
	}
}
