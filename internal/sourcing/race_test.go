package sourcing_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
)

// Two clerks match the same at once: one of them does, the other is told.
func TestTwoClerksMatchTheSame(t *testing.T) {
	t.Parallel()
	w := setup(t)
	plain := w.product(t, w.Owner, "P1")["P1"]
	o := w.shirt(t)
	w.look(t, plain, o.Link()).Want(t, http.StatusOK, "")
	var wg sync.WaitGroup
	codes := make([]int, 6)
	for i := range codes {
		wg.Go(func() {
			codes[i] = w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": plain, "offerId": o.Ref(), "spec": o.SKUs[i%2].SpecID}).Status
		})
	}
	wg.Wait()
	made := 0
	for _, code := range codes {
		switch code {
		case http.StatusCreated:
			made++
		case http.StatusUnprocessableEntity:
		default:
			t.Errorf("an answer is %d", code)
		}
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ?`); made != 2 || n != 2 {
		t.Errorf("%d were made, %d are there, of two specs", made, n)
	}
	if n := w.Number(t, `SELECT COUNT(DISTINCT priority) FROM sku_source WHERE tenant_id = ?`); n != 2 {
		t.Error("two sources have the same place")
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM supplier WHERE tenant_id = ?`); n != 1 {
		t.Errorf("%d suppliers of one seller", n)
	}
}

// Several workers on one run, some killed on the way: each row is counted once.
func TestWorkersOfARunDoNotCountTwice(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var list []string
	for i := range 30 {
		code := fmt.Sprintf("P%02d", i)
		w.product(t, w.Owner, code)
		list = append(list, code+"\t"+w.Sell(t, "货"+code, nil).Link())
	}
	gone := w.Sell(t, "没了", nil)
	w.Control(t, http.MethodDelete, "offers/"+gone.Ref(), nil)
	list = append(list, "P00\t"+gone.Link())
	id, err := db.ParseID(w.run(t, strings.Join(list, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			ctx := t.Context()
			if i < 2 { // killed in the middle
				var stop context.CancelFunc
				ctx, stop = context.WithTimeout(ctx, time.Duration(i+1)*40*time.Millisecond)
				defer stop()
			}
			if err := w.svc.WorkRun(ctx, w.Scope(), id); err != nil && ctx.Err() == nil {
				t.Errorf("worker %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	w.Work(t)
	run := w.get(t, id.String())
	if got := figures(run); got != "ready total 31 waiting 0 found 30 open 0 bad 0 failed 1 saved 0" {
		t.Errorf("the run: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM task WHERE tenant_id = ? AND id = ? AND done = 30 AND failed = 1 AND state = 'succeeded'`, run.ID("taskId")); n != 1 {
		t.Error("the task counts something twice")
	}
	// Saved by several at once, too: each row makes one source.
	for range 3 {
		wg.Go(func() { w.Owner.Do(t, http.MethodPost, "/match-runs/"+id.String()+"/actions/save", nil) })
	}
	wg.Wait()
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ?`); n != 30 {
		t.Errorf("%d sources of 30 rows", n)
	}
}

// What is kept of an offer, and who a supplier is, belongs to one account set.
func TestSetsShareNothing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.shirt(t)
	ours := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"))["T1-BM"]
	theirs := w.product(t, w.Other, "T1", own("T1-BM", "黑色", "M"))["T1-BM"]
	w.look(t, ours, o.Link()).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": ours, "offerId": o.Ref(), "spec": o.SKUs[0].SpecID}).Want(t, http.StatusCreated, "")
	body := map[string]any{"skuId": theirs, "offerId": o.Ref(), "spec": o.SKUs[0].SpecID}
	w.Other.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusUnprocessableEntity, "input.fields") // not looked up here
	account := w.Authorize(t, w.Other, wang)
	a := w.Other.Do(t, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": account, "link": o.Link(), "skuId": theirs}).Want(t, http.StatusOK, "")
	if a.At("supplierId") != nil {
		t.Errorf("another set's supplier is told: %s", a.Body)
	}
	w.Other.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusCreated, "")
	for _, p := range []string{"/sources", "/suppliers", "/sourced-skus?match=matched"} {
		if got, other := w.Owner.Get(t, p), w.Other.Get(t, p); got.At("total") != 1 || other.At("total") != 1 || got.Text("items", 0, "id") == other.Text("items", 0, "id") {
			t.Errorf("%s: %s\n%s", p, got.Body, other.Body)
		}
	}
}
