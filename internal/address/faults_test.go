package address_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
)

// Whatever goes wrong once with a call about addresses is tried again; what goes on going
// wrong is told, and is over when 1688 is.
func TestAddressCallsUnderEveryFault(t *testing.T) {
	t.Parallel()
	var made atomic.Int64
	for api, ask := range map[string]func(w *world, account db.ID) *apitest.Answer{
		"alibaba.trade.addresscode.getchild": func(w *world, _ db.ID) *apitest.Answer { return w.Owner.Get(t, "/divisions?parent=330108") },
		"alibaba.trade.addresscode.get": func(w *world, _ db.ID) *apitest.Answer {
			return w.Owner.Do(t, http.MethodPost, path, good("name", fmt.Sprintf("仓%d", made.Add(1)), "divisionCode", "330108"))
		},
		"alibaba.trade.addresscode.parse": func(w *world, account db.ID) *apitest.Answer {
			return w.Owner.Do(t, http.MethodPost, path+"/parse", map[string]any{"text": "浙江省杭州市滨江区长河街道网商路699号\n王小明 13800000001", "accountId": account})
		},
		"alibaba.trade.receiveAddress.get": func(w *world, account db.ID) *apitest.Answer {
			return w.Owner.Get(t, path+"/platform?accountId="+account.String())
		},
	} {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			account := w.Authorize(t, w.Owner, wang)
			fault := func(kind string, count int) {
				w.Tx(t, func(ctx context.Context, tx *db.Tx) error { // or what is known is not asked for
					_, err := tx.Exec(ctx, "DELETE FROM platform_division")
					return err
				})
				w.NoFaults(t)
				w.Fault(t, kind, api, "count", count, "code", "gw.ISPInvokeError", "status", 500)
			}
			for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "expiredToken", "gateway"} {
				fault(kind, 1)
				before := w.Calls(t, api)
				if a := ask(w, account); a.Status >= http.StatusMultipleChoices {
					t.Errorf("%s once: %d %s", kind, a.Status, a.Body)
				}
				if w.Calls(t, api) == before {
					t.Fatalf("%s: the call was not made", kind)
				}
			}
			for _, kind := range []string{"http", "throttle", "gateway", "cut"} {
				fault(kind, -1)
				kept := w.NumberAnywhere(t, "SELECT COUNT(*) FROM receiving_address")
				ask(w, account).Want(t, http.StatusServiceUnavailable, "shop.unreachable")
				if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM receiving_address"); n != kept {
					t.Errorf("%s: %d addresses, %d before", kind, n, kept)
				}
			}
			w.NoFaults(t)
			if a := ask(w, account); a.Status >= http.StatusMultipleChoices {
				t.Errorf("1688 is back: %d %s", a.Status, a.Body)
			}
		})
	}
}
