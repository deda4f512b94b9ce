package placing_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/tenant"
)

// beside runs something while a transaction that has made the change is not yet through, and
// gives what came of it once both are.
func (w *world) beside(t *testing.T, change func(context.Context, *db.Tx) error, do func() *apitest.Answer) *apitest.Answer {
	t.Helper()
	var answer chan *apitest.Answer
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if err := change(ctx, tx); err != nil || answer != nil {
			return err
		}
		answer = make(chan *apitest.Answer, 1)
		go func() { answer <- do() }()
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		return nil
	})
	return <-answer
}

// A refused order turns out to be there on 1688 just when it is planned anew: it is not
// planned beside itself.
func TestFoundWhilePlannedAnew(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Fault(t, "business", apiCreate, "code", "500_004", "message", "不行")
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.pass(t, time.Minute, 15*time.Second)
	again := w.beside(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE placing_part SET state = 'placed' WHERE tenant_id = ? AND order_id = ?", tx.Tenant, po); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE placing_attempt SET state = 'created' WHERE tenant_id = ? AND order_id = ?", tx.Tenant, po)
		return err
	}, func() *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, of(po, "/preview"), map[string]any{"flow": "general"})
	})
	again.Want(t, http.StatusConflict, "placing.nothing_left")
	if n := w.Number(t, "SELECT COUNT(*) FROM placing_part WHERE tenant_id = ? AND order_id = ?", po); n != 1 {
		t.Errorf("%d parts, want the one that is placed", n)
	}
}

// While an order waits for its turn somebody orders by hand and links that order: it is not
// ordered again.
func TestOrderedByHandWhileItWaits(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	w.place(t, po)
	o := w.Buy(t, wang, w.shirt, 10, 5)
	if err := w.orders.Read(t.Context(), w.Scope(), w.account, o.ID); err != nil {
		t.Fatal(err)
	}
	id := w.Number(t, "SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID)
	if err := w.orders.Adopt(t.Context(), w.Scope(), db.ID(id), po, tenant.Everything); err != nil {
		t.Fatal(err)
	}
	w.pass(t, time.Minute, 15*time.Second)
	if v := w.see(t, po); v.Text("parts", 0, "refusal", "code") != "placing.linked" || len(w.placed(t)) != 0 {
		t.Fatalf("%d more on 1688, shown %s", len(w.placed(t)), v.Body)
	}
}

// The parts of an order that end at the same moment end its batch.
func TestPartsThatEndTogether(t *testing.T) {
	t.Parallel()
	w := setup(t)
	lines := w.twoParts(t)
	var ids []db.ID
	for range 12 {
		ids = append(ids, w.order(t, lines...))
	}
	task := w.batch(t, ids...)
	w.Fault(t, "expiredToken", apiPreview, "count", -1)
	w.Fault(t, "expiredToken", apiCreate, "count", -1)
	w.pass(t, time.Minute, 15*time.Second)
	if done, failed, waiting, a := w.results(t, task.Text("id")); done != 0 || failed != len(ids) {
		t.Errorf("%d done, %d failed, %d waiting: %s", done, failed, waiting, a.Body)
	}
}

// Two people who say of two orders, at once, that they are the same one on 1688: it is the
// first one's.
func TestOneOrderIsChosenForTwo(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.forgetful()
	_, first := w.unclear(t)
	po, second := w.unclear(t)
	chosen := first.Text("attempts", 0, "evidence", 0, "platformId")
	w.beside(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO placing_order (tenant_id, account_id, platform_id, attempt_id, part_id, extra, state, made_at) VALUES (?, ?, ?, ?, ?, FALSE, 'told', ?)",
			tx.Tenant, w.account, chosen, first.ID("attempts", 0, "id"), first.ID("parts", 0, "id"), tx.Now)
		return err
	}, func() *apitest.Answer { return w.decide(t, po, second, chosen) }).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if v := w.see(t, po); v.Text("parts", 0, "state") != "unclear" {
		t.Errorf("the other's order is taken: %s", v.Body)
	}
}

// A person cancels a part of nothing but an order too many, just when that one is found out
// to be one that 1688 does not cancel: the part is put back, and the jobs have an end.
func TestCancelledWhenNothingIsLeftToCancel(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	w.place(t, po)
	w.Work(t)
	w.Exec(t, "UPDATE placing_order SET extra = TRUE, state = 'kept' WHERE tenant_id = ?", w.A.ID)
	w.Exec(t, "UPDATE placing_part SET state = 'cancelling', due_at = ? WHERE tenant_id = ?", db.At(w.Clock.Now()), w.A.ID)
	if err := w.svc.WorkNow(t.Context(), w.Scope(), w.account); err != nil {
		t.Fatal(err)
	}
	if v := w.see(t, po); v.Text("parts", 0, "state") != "placed" || w.Number(t, "SELECT COUNT(*) FROM placing_part WHERE tenant_id = ? AND due_at IS NOT NULL") != 0 {
		t.Errorf("it is left as %s", v.Body)
	}
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": w.see(t, po).Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusConflict, "placing.not_placed")
}

// A person cancels a part beside which there is an order too many that is paid already: what
// was wanted is cancelled all the same, and first.
func TestCancelledBesideOneThatIsPaid(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	w.place(t, po)
	w.Work(t)
	v := w.see(t, po)
	o := w.Buy(t, wang, w.shirt, 10, 5)
	w.Act(t, o.ID, "pay", nil)
	w.Exec(t, `INSERT INTO placing_order (tenant_id, account_id, platform_id, attempt_id, part_id, extra, state, made_at) VALUES (?, ?, ?, ?, ?, TRUE, 'read', 1)`,
		w.A.ID, w.account, o.ID, v.ID("attempts", 0, "id"), v.ID("parts", 0, "id"))
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": v.Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
	w.pass(t, time.Minute, 15*time.Second)
	if v = w.see(t, po); v.Text("parts", 0, "state") != "cancelled" {
		t.Errorf("it is left as %s", v.Body)
	}
}

// A process is refused a preview while another is placing the part: that one goes on, since
// what 1688 has no more of may be what it has just ordered.
func TestPreviewRefusedWhileAnotherPlaces(t *testing.T) {
	t.Parallel()
	w := setup(t)
	late, sender := w.another(t), w.another(t)
	po := w.shirts(t)
	w.place(t, po)
	w.Clock.Advance(15 * time.Minute) // the jobs preview again
	w.Fault(t, "business", apiPreview, "code", "500_004", "message", "库存不足")
	next := func() { w.Clock.Advance(15 * time.Second) }
	refused := w.Gate.Hold(apiPreview, 1, true)
	refused.Run(t, 60, func() { late.quietly(t) }, next)
	w.rescue(t)
	sent := w.Gate.Hold(apiCreate, 1, true)
	sent.Run(t, 60, func() { sender.quietly(t) }, next)
	refused.Resume(true)
	if v := w.see(t, po); v.Text("parts", 0, "state") != "waiting" || v.At("parts", 0, "refusal") != nil {
		t.Errorf("while it is placed it is %s", v.Body)
	}
	sent.Resume(true)
	w.rescue(t)
	w.pass(t, 5*time.Minute, 15*time.Second)
	w.settled(t, po)
}

// Two parts of an order are divided at once: each of the new ones has its number, and says
// why 1688 left it out.
func TestTwoPartsAreDividedAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Switch(t, map[string]any{"partialOrders": true})
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Control(t, http.MethodPatch, fmt.Sprintf("offers/%d/skus/%d", w.shirt.ID, w.shirt.SKUs[1].ID), map[string]any{"stock": 1})
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	a := w.beside(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO placing_part (tenant_id, id, order_id, number, account_id, state, flow, trade_mode, address_id, message, cargo, content_hash, order_hash, plan_goods, plan_freight, asked_by, created_at, updated_at)
			SELECT tenant_id, ?, order_id, 2, account_id, 'retired', flow, trade_mode, address_id, message, cargo, content_hash, order_hash, plan_goods, plan_freight, asked_by, created_at, updated_at
			FROM placing_part WHERE tenant_id = ? AND order_id = ?`, tx.NewID(), tx.Tenant, po)
		return err
	}, func() *apitest.Answer {
		if err := w.svc.WorkNow(t.Context(), w.Scope(), w.account); err != nil {
			t.Error(err)
		}
		return w.see(t, po)
	})
	if n := w.Number(t, "SELECT COUNT(*) FROM placing_part WHERE tenant_id = ? AND number = 3 AND refusal LIKE '%placing.stock%'"); n != 1 {
		t.Errorf("what was left out: %s", a.Body)
	}
}
