package placing_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/placing"
)

// clear ends all jobs and faults, so that the next case starts from nothing.
func (w *world) clear(tb testing.TB) {
	tb.Helper()
	w.NoFaults(tb)
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		for _, statement := range []string{"DELETE FROM job_lane", "DELETE FROM river_job", "UPDATE placing_part SET due_at = NULL"} {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// standing counts the orders on 1688 that stand and were made for a purchase order.
func (w *world) standing(tb testing.TB, order db.ID) int {
	tb.Helper()
	no := w.Owner.Get(tb, "/purchase-orders/"+order.String()).Text("no")
	n := 0
	for _, o := range w.placed(tb) {
		if len(o.OutOrderID) > len(no) && o.OutOrderID[:len(no)+1] == no+"-" {
			n++
		}
	}
	return n
}

// settled checks that one order stands for a purchase order, is read, linked and shown, and
// that nothing is left to do.
func (w *world) settled(tb testing.TB, order db.ID) {
	tb.Helper()
	v := w.see(tb, order)
	linked := w.Number(tb, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND purchase_order_id = ? AND state = 'unpaid'", order)
	due := w.Number(tb, "SELECT COUNT(*) FROM placing_part WHERE tenant_id = ? AND order_id = ? AND due_at IS NOT NULL", order)
	if n := w.standing(tb, order); n != 1 || v.Text("parts", 0, "state") != "placed" || v.At("parts", 0, "refusal") != nil || linked != 1 || due != 0 {
		tb.Fatalf("%d orders stand, %d linked, %d due: %s", n, linked, due, v.Body)
	}
}

// Whatever goes wrong with whichever call, once it passes there is one order for an intent,
// and nothing waits that no person is told of.
func TestOneOrderAfterEveryFault(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for _, api := range []string{apiPreview, apiCreate, apiList, apiRead} {
		for _, kind := range []string{"timeoutAfter", "timeoutBefore", "http", "cut", "malformed", "throttle", "expiredToken", "gateway"} {
			t.Run(api+" "+kind, func(t *testing.T) {
				w.clear(t)
				po := w.shirts(t)
				v := w.preview(t, po)
				if api == apiPreview { // the preview that the job makes, since the person's is old
					w.Clock.Advance(15 * time.Minute)
				}
				if api == apiList { // it is looked up only after a lost answer
					w.Fault(t, "cut", apiCreate)
				}
				count := 2
				if kind == "expiredToken" { // twice is an authorisation that is lost
					count = 1
				}
				w.Fault(t, kind, api, "count", count, "code", "gw.ISPInvokeError", "status", 500)
				w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
				w.pass(t, 10*time.Minute, 15*time.Second)
				w.settled(t, po)
			})
		}
	}
}

// A refusal by 1688 makes nothing, is told with what to do, and frees the order.
func TestRefusedOrders(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for code, want := range map[string]string{
		"500_004": "placing.stock", "500_005": "placing.minimum", "500_006": "placing.minimum", "500_002": "placing.offer", "999": "placing.platform",
	} {
		t.Run(code, func(t *testing.T) {
			w.clear(t)
			po := w.shirts(t)
			v := w.preview(t, po)
			w.Fault(t, "business", apiCreate, "code", code, "message", "不行")
			w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
			w.pass(t, time.Minute, 15*time.Second)
			if v := w.see(t, po); v.Text("parts", 0, "state") != "refused" || v.Text("parts", 0, "refusal", "code") != want || v.Text("attempts", 0, "code") != code || v.At("placeable") != true {
				t.Fatalf("refused: %s", v.Body)
			}
			if n := w.standing(t, po); n != 0 {
				t.Fatalf("%d orders stand", n)
			}
			w.place(t, po)
			w.Work(t)
			w.settled(t, po)
		})
	}
}

// A platform that is away, or busy for good, does not keep anybody waiting for ever.
func TestPlatformAwayForGood(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for api, kind := range map[string]string{apiPreview: "http", apiCreate: "throttle"} {
		t.Run(api+" "+kind, func(t *testing.T) {
			w.clear(t)
			po := w.shirts(t)
			v := w.preview(t, po)
			w.Clock.Advance(15 * time.Minute)
			w.Fault(t, kind, api, "count", -1)
			w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
			w.pass(t, time.Hour, 2*time.Minute)
			if v := w.see(t, po); v.Text("parts", 0, "state") != "refused" || v.Text("parts", 0, "refusal", "code") != "shop.unreachable" || w.standing(t, po) != 0 {
				t.Fatalf("away: %s", v.Body)
			}
		})
	}
}

// rescue makes the jobs of a dead process available again, as starting does.
func (w *world) rescue(tb testing.TB) {
	tb.Helper()
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'")
		return err
	})
}

// cut is a point at which a process stops.
type cut struct {
	name  string
	fault string // of the first create
	api   string
	nth   int
	after bool
}

// A process stops for good between any two steps of placing, and another takes over: there
// is one order in the end. The first then turns out to have been frozen only, and goes on
// from where it stood, with or without the answer it waited for: that changes nothing.
func TestKilledBetweenAnyTwoSteps(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for _, c := range []cut{
		{"before the preview", "", apiPreview, 1, false},
		{"after the preview", "", apiPreview, 1, true},
		{"after the intent, before the call", "", apiCreate, 1, false},
		{"after the answer, before it is recorded", "", apiCreate, 1, true},
		{"before the order is read", "", apiRead, 1, false},
		{"after the order was read, before that is kept", "", apiRead, 1, true},
		{"before the first look at one that was made", "cut", apiList, 1, false},
		{"after the first look at one that was made", "cut", apiList, 1, true},
		{"before the first look at one that was not", "http", apiList, 1, false},
		{"between two looks at one that was not", "http", apiList, 3, true},
		{"before it is taken for not carried out", "http", apiList, 12, true},
		{"at the second call", "http", apiCreate, 2, false},
		{"after the second answer", "http", apiCreate, 2, true},
	} {
		for _, answered := range []bool{false, true} {
			if answered && !c.after {
				continue // what is let through now would be sent by nobody who is alive
			}
			t.Run(fmt.Sprintf("%s, answered %v", c.name, answered), func(t *testing.T) { w.killed(t, c, answered) })
		}
	}
}

func (w *world) killed(t *testing.T, c cut, answered bool) {
	w.clear(t)
	first := w.another(t)
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Clock.Advance(15 * time.Minute) // the job previews again
	if c.fault != "" {
		w.Fault(t, c.fault, apiCreate)
	}
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	st := w.Gate.Hold(c.api, c.nth, c.after)
	st.Run(t, 60, func() { first.quietly(t) }, func() { w.Clock.Advance(15 * time.Second) })
	w.rescue(t)
	w.pass(t, 8*time.Minute, 15*time.Second)
	w.settled(t, po)
	st.Resume(answered)
	w.rescue(t)
	w.pass(t, 8*time.Minute, 15*time.Second)
	w.settled(t, po)
}

// A process that is held up before it sends leaves the call to others.
func TestHeldUpCallIsNotSent(t *testing.T) {
	t.Parallel()
	w := setup(t)
	first := w.another(t)
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.Fault(t, "expiredToken", apiCreate)
	st := w.Gate.Hold("getToken", 1, false) // the intent stands, the token has to be refreshed first
	st.Run(t, 1, func() { first.quietly(t) }, nil)
	w.Clock.Advance(2 * time.Minute) // past the lease of the refresh
	w.rescue(t)
	w.pass(t, 8*time.Minute, 15*time.Second)
	w.settled(t, po)
	st.Resume(true)
	w.rescue(t)
	w.pass(t, 8*time.Minute, 15*time.Second)
	w.settled(t, po)
}

// Cancelling comes to its end whatever happens to its call.
func TestCancelledAfterEveryFault(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for _, kind := range []string{"timeoutAfter", "timeoutBefore", "http", "cut", "malformed", "throttle", "expiredToken"} {
		for _, api := range []string{apiCancel, apiRead} {
			t.Run(api+" "+kind, func(t *testing.T) {
				w.clear(t)
				po := w.shirts(t)
				w.place(t, po)
				w.Work(t)
				w.settled(t, po)
				w.Fault(t, kind, api)
				w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": w.see(t, po).Text("parts", 0, "id"), "reason": "sellerGoodsLack"}).Want(t, http.StatusOK, "")
				w.pass(t, 10*time.Minute, 15*time.Second)
				if v := w.see(t, po); v.Text("parts", 0, "state") != "cancelled" || w.standing(t, po) != 0 || v.At("placeable") != true {
					t.Fatalf("cancelled: %s", v.Body)
				}
			})
		}
	}
	t.Run("refused", func(t *testing.T) {
		w.clear(t)
		po := w.shirts(t)
		w.place(t, po)
		w.Work(t)
		w.Fault(t, "business", apiCancel, "code", "400_3", "message", "没有权限")
		w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": w.see(t, po).Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
		w.pass(t, time.Minute, 15*time.Second)
		if v := w.see(t, po); v.Text("parts", 0, "state") != "placed" || v.Text("parts", 0, "refusal", "code") != "placing.cancel_refused" || w.standing(t, po) != 1 {
			t.Fatalf("refused: %s", v.Body)
		}
	})
}

// quietly runs the jobs that are due as a process does that may be cut off.
func (w *world) quietly(tb testing.TB) {
	tb.Helper()
	_, _ = jobs.RunDue(tb.Context(), w.DB, w.Jobs) // what fails is tried again
}

// sweep runs the sweep.
func (w *world) sweep(tb testing.TB) {
	tb.Helper()
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		return jobs.EnqueueTx(ctx, tx, placing.SweepArgs{}, jobs.Options{})
	})
	w.Work(tb)
}

// A process stops while an order is cancelled, and goes on later: the order is closed once,
// and what was placed anew meanwhile stands.
func TestKilledWhileCancelling(t *testing.T) { //nolint:tparallel // the cases share a sandbox
	t.Parallel()
	w := setup(t)
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("after %v", after), func(t *testing.T) {
			w.clear(t)
			first := w.another(t)
			po := w.shirts(t)
			w.place(t, po)
			w.Work(t)
			w.settled(t, po)
			w.Clock.Advance(time.Minute)
			w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": w.see(t, po).Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
			st := w.Gate.Hold(apiCancel, 1, after)
			st.Run(t, 1, func() { first.quietly(t) }, nil)
			w.rescue(t)
			w.pass(t, 2*time.Minute, 15*time.Second)
			if v := w.see(t, po); v.Text("parts", 0, "state") != "cancelled" || w.standing(t, po) != 0 {
				t.Fatalf("cancelled: %s", v.Body)
			}
			w.place(t, po)
			w.pass(t, time.Minute, 15*time.Second)
			w.settled(t, po)
			st.Resume(true)
			w.rescue(t)
			w.pass(t, 2*time.Minute, 15*time.Second)
			w.settled(t, po)
		})
	}
}
