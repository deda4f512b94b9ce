package inbox_test

import (
	"context"
	"net/http"
	"testing"
	"time"
)

// Whatever goes wrong with fetching or with confirming, each message is heard once in the
// end and 1688 holds none back.
func TestFetchingMessagesUnderEveryFault(t *testing.T) {
	t.Parallel()
	for _, api := range []string{"push.query.messageList", "push.message.confirm"} {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			var h heard
			w := setup(t, h.subscriber("test", false, paid))
			w.Authorize(t, w.Owner, buyer)
			w.settled(t)
			w.Fault(t, "pushLoss", "", "count", 1000)
			next := 7000
			for _, kind := range []string{"timeoutBefore", "timeoutAfter", "http", "cut", "malformed", "throttle", "gateway", "killed"} {
				for range 3 {
					next++
					w.Control(t, http.MethodPost, "push", map[string]any{"type": paid, "account": buyer, "data": map[string]any{"orderId": next}})
				}
				fault, alive := kind, time.Minute
				if kind == "killed" { // while 1688 takes its time
					fault, alive = "latency", 200*time.Millisecond
				}
				w.Fault(t, fault, api, "count", 2, "code", "gw.ISPInvokeError", "status", 500, "millis", 500)
				failed := 0
				for run := range 4 { // as the schedule does
					if run == 2 { // nothing goes wrong any more
						alive = time.Minute
					}
					ctx, die := context.WithTimeout(t.Context(), alive)
					if _, err := w.inbox.Replay(ctx); err != nil {
						failed++
					}
					die()
				}
				if failed == 0 || failed > 2 {
					t.Errorf("%s: it failed %d times", kind, failed)
				}
				w.NoFaults(t) // what was done in spite of it is not asked for again
				w.Fault(t, "pushLoss", "", "count", 1000)
				w.work(t)
				if n := w.stored(t); n != 0 {
					t.Errorf("%s: 1688 holds %d", kind, n)
				}
				if got := h.take(); len(got) != 3 {
					t.Errorf("%s: heard %q", kind, got)
				}
			}
		})
	}
}
