package placing_test

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
)

func (w *world) batch(tb testing.TB, ids ...db.ID) *apitest.Answer {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders/actions/place", map[string]any{"ids": ids, "flow": "general", "message": "急"}).Want(tb, http.StatusAccepted, "")
}

func (w *world) results(tb testing.TB, batch string) (done, failed, waiting int, a *apitest.Answer) {
	tb.Helper()
	a = w.Owner.Get(tb, "/placing-batches/"+batch).Want(tb, http.StatusOK, "")
	for i := 0; a.At("results", i) != nil; i++ {
		switch a.Text("results", i, "state") {
		case "done":
			done++
		case "failed":
			failed++
		default:
			waiting++
		}
	}
	return done, failed, waiting, a
}

// Many orders are placed with the same choices, each with a result of its own; what failed
// stays and is placed again by itself.
func TestBatch(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var ids []db.ID
	for range 5 {
		ids = append(ids, w.shirts(t))
	}
	dear := w.order(t, line(w.black, "10", "18"))
	draft := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{"mode": "draft", "supplierId": w.supplier, "buyerAccountId": w.account, "lines": []any{line(w.black, "10", "19.9")}}).ID("id")
	ids = append(ids, dear, draft, ids[0]) // one of them twice
	task := w.batch(t, ids...)
	w.pass(t, time.Minute, 15*time.Second)
	done, failed, waiting, a := w.results(t, task.Text("id"))
	if done != 5 || failed != 2 || waiting != 0 || len(w.placed(t)) != 5 {
		t.Fatalf("%d done, %d failed, %d waiting, %d stand: %s", done, failed, waiting, len(w.placed(t)), a.Body)
	}
	if a.Text("results", 5, "refusal", "code") != "placing.differs" || a.Text("results", 6, "refusal", "code") != "placing.not_approved" || a.Text("results", 0, "orders", 0) == "" {
		t.Fatalf("results: %s", a.Body)
	}
	if got := w.Owner.Get(t, "/tasks/"+task.Text("id")); got.Text("state") != "succeeded" || fmt.Sprint(got.At("done"), got.At("failed")) != "5 2" {
		t.Fatalf("task: %s", got.Body)
	}
	// A wider tolerance lets the dear one through; the draft fails again.
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 2000, "freightOver": "50", "version": 0}).Want(t, http.StatusOK, "")
	again := w.Owner.Do(t, http.MethodPost, "/placing-batches/"+task.Text("id")+"/retry", nil).Want(t, http.StatusAccepted, "")
	w.pass(t, time.Minute, 15*time.Second)
	if done, failed, _, a := w.results(t, again.Text("id")); done != 1 || failed != 1 || len(w.placed(t)) != 6 {
		t.Fatalf("again: %s", a.Body)
	}
	for _, id := range ids[:6] {
		w.settled(t, id)
	}
}

// The authorisation ends in the middle: what is placed stays, the rest is told why, and goes
// on when somebody authorises and asks again.
func TestAuthorisationEndsInTheMiddle(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var ids []db.ID
	for range 12 {
		ids = append(ids, w.shirts(t))
	}
	task := w.batch(t, ids...)
	w.Fault(t, "expiredToken", apiCreate, "skip", 5, "count", -1)
	w.pass(t, time.Minute, 15*time.Second)
	// Those that 1688 made and nobody could read any more wait for the authorisation.
	done, failed, waiting, a := w.results(t, task.Text("id"))
	if done+waiting != 5 || failed != 7 || len(w.placed(t)) != 5 {
		t.Fatalf("%d done, %d failed, %d waiting, %d stand: %s", done, failed, waiting, len(w.placed(t)), a.Body)
	}
	for i := range ids {
		if state, order := a.Text("results", i, "state"), a.Text("results", i, "orders", 0); (order != "") != (state != "failed") {
			t.Errorf("order %d is %s and %q on 1688", i, state, order)
		}
	}
	w.NoFaults(t)
	w.Authorize(t, w.Owner, wang)
	again := w.Owner.Do(t, http.MethodPost, "/placing-batches/"+task.Text("id")+"/retry", nil).Want(t, http.StatusAccepted, "")
	w.pass(t, time.Minute, 15*time.Second)
	if done, failed, _, a := w.results(t, again.Text("id")); done != 7 || failed != 0 {
		t.Fatalf("again: %s", a.Body)
	}
	if done, failed, _, a := w.results(t, task.Text("id")); done != 5 || failed != 7 {
		t.Fatalf("those that waited: %s", a.Body)
	}
	for _, id := range ids {
		w.settled(t, id)
	}
}

// A batch that is cancelled stops before the orders that were not placed.
func TestCancelledBatch(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := []db.ID{w.shirts(t), w.shirts(t)}
	task := w.batch(t, ids...)
	w.Owner.Do(t, http.MethodPost, "/tasks/"+task.Text("id")+"/cancel", nil).Want(t, http.StatusOK, "")
	w.Work(t)
	if _, failed, _, a := w.results(t, task.Text("id")); failed != 2 || a.Text("results", 0, "refusal", "code") != "placing.batch_cancelled" || len(w.placed(t)) != 0 {
		t.Fatalf("cancelled: %s", a.Body)
	}
	if got := w.Owner.Get(t, "/tasks/"+task.Text("id")); got.Text("state") != "cancelled" {
		t.Fatalf("task: %s", got.Body)
	}
}

// Two processes work on the orders of an account at the same time, as when one was taken for
// dead: each order is placed once.
func TestTwoProcessesAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	other := w.another(t)
	var ids []db.ID
	for range 12 {
		ids = append(ids, w.shirts(t))
	}
	task := w.batch(t, ids...)
	errs := make([]error, 4)
	var wait sync.WaitGroup
	for i := range errs {
		svc := w.svc
		if i%2 == 1 {
			svc = other.svc
		}
		wait.Go(func() { errs[i] = svc.WorkNow(t.Context(), w.Scope(), w.account) })
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	w.pass(t, 6*time.Minute, 15*time.Second)
	for _, id := range ids {
		w.settled(t, id)
	}
	if done, _, _, a := w.results(t, task.Text("id")); done != len(ids) {
		t.Fatalf("results: %s", a.Body)
	}
}
