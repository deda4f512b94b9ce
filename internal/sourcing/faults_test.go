package sourcing_test

import (
	"net/http"
	"testing"
)

// Whatever goes wrong once with whichever way of looking an offer up, the offer is shown;
// what goes on going wrong is told, keeps nothing and is over when 1688 is.
func TestLookUpsUnderEveryFault(t *testing.T) {
	t.Parallel()
	ways := []string{"product.search.queryProductDetail", "alibaba.fenxiao.productInfo.get", "alibaba.product.simple.get"}
	for i, api := range ways {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			plain := w.product(t, w.Owner, "P1")["P1"]
			o := w.shirt(t)
			w.Act(t, w.Buy(t, wang, o, 3).ID, "pay", nil) // the last way is for buyers of before
			var denied []string
			for _, way := range ways[:i] {
				denied = append(denied, "*:"+way+"*")
			}
			w.Deny(t, denied...)
			fault := func(kind string, count int) {
				w.NoFaults(t)
				w.Fault(t, kind, api, "count", count, "code", "gw.ISPInvokeError", "status", 500)
			}
			for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "expiredToken", "gateway"} {
				fault(kind, 1)
				if a := w.look(t, plain, o.Link()); a.Status != http.StatusOK || a.Text("offer", "title") != "纯棉T恤" {
					t.Errorf("%s once: %d %s", kind, a.Status, a.Body)
				}
				var left []any
				if w.Told(t, "faults", &left); len(left) != 0 {
					t.Fatalf("%s hit nothing: another way was gone", kind)
				}
			}
			seen := w.Number(t, "SELECT MAX(read_at) FROM offer_seen WHERE tenant_id = ?")
			for _, kind := range []string{"http", "throttle", "gateway", "cut"} {
				fault(kind, -1)
				w.Clock.Advance(1000)
				w.look(t, plain, o.Link()).Want(t, http.StatusServiceUnavailable, "shop.unreachable")
			}
			if now := w.Number(t, "SELECT MAX(read_at) FROM offer_seen WHERE tenant_id = ?"); now != seen {
				t.Error("what was not answered is kept")
			}
			w.NoFaults(t)
			w.look(t, plain, o.Link()).Want(t, http.StatusOK, "")
		})
	}
}
