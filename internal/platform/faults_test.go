package platform_test

import (
	"context"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// Whatever goes wrong with whichever call of following an order, or when the process is
// stopped in the middle of it, the order ends as it stands on 1688, and nothing is left
// that failed.
func TestFollowingUnderEveryFault(t *testing.T) {
	t.Parallel()
	for _, api := range []string{"alibaba.trade.get.buyerView", "alibaba.trade.getBuyerOrderList", "alibaba.trade.getLogisticsInfos.buyerView", "alibaba.trade.getLogisticsTraceInfo.buyerView"} {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			asked := w.Authorize(t, w.Other, wang) // the same account in another set, asked when nothing is wrong
			w.delivered(t)
			w.Fault(t, "pushLoss", "", "count", 10_000)
			shirt := w.Shirt(t)
			w.polled(t, time.Minute)
			for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "expiredToken", "gateway", "killed"} {
				o := w.Buy(t, wang, shirt, 5, 3)
				w.read(t, o.ID)
				w.Act(t, o.ID, "pay", nil)
				w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF" + o.ID})
				w.Act(t, o.ID, "trace", map[string]any{"status": "TRANSPORT", "remark": "到达杭州"})
				switch kind {
				case "killed":
					w.Fault(t, "latency", api, "millis", 1500)
				case "expiredToken":
					w.Fault(t, kind, api) // twice is an authorisation that is lost
				default:
					w.Fault(t, kind, api, "count", 2, "code", "gw.ISPInvokeError", "status", 500) // the client asks twice
				}
				before := w.Calls(t, api)
				if kind == "killed" {
					ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
					w.Clock.Advance(6 * time.Minute)
					_ = w.svc.Sweep(ctx)
					_, _ = jobs.RunDue(ctx, w.DB, w.Jobs)
					cancel()
					w.Tx(t, func(ctx context.Context, tx *db.Tx) error { // another process takes over
						_, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'")
						return err
					})
				}
				for _, pause := range []time.Duration{6 * time.Minute, 6 * time.Minute, 15 * time.Minute, 30 * time.Minute, 3 * time.Hour, 3 * time.Hour, 3 * time.Hour} {
					w.polled(t, pause)
				}
				if w.Calls(t, api) == before {
					t.Fatalf("%s: the call was not made", kind)
				}
				if err := w.svc.Read(t.Context(), w.OtherScope(), asked, o.ID); err != nil {
					t.Fatal(err)
				}
				if got, want := w.stands(t, w.Scope(), w.account, o.ID), w.stands(t, w.OtherScope(), asked, o.ID); got != want {
					t.Errorf("%s: it ends as\n%s\nwant\n%s", kind, got, want)
				}
				if n := w.Number(t, "SELECT COUNT(*) FROM platform_trace WHERE tenant_id = ? AND content = '到达杭州' AND order_id = (SELECT id FROM platform_order WHERE tenant_id = platform_trace.tenant_id AND platform_id = ?)", o.ID); n != 1 {
					t.Errorf("%s: the step is there %d times", kind, n)
				}
				if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND (failures > 0 OR next_poll_at <= ?)", db.At(w.Clock.Now())); n != 0 {
					t.Errorf("%s: %d orders failed or are due", kind, n)
				}
			}
		})
	}
}
