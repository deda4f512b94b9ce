package platform_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/open1688"
)

// delivered waits until 1688 has nothing to push any more, and works on what came.
func (w *world) delivered(tb testing.TB) {
	tb.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(5 * time.Millisecond) {
		var got struct {
			Counts map[string]int `json:"counts"`
		}
		w.Control(tb, http.MethodGet, "push", nil).JSON(tb, &got)
		if got.Counts["waiting"] == 0 {
			break
		}
		w.Clock.Advance(time.Second) // some come late
		if time.Now().After(deadline) {
			tb.Fatalf("1688 still has %v to push", got.Counts)
		}
	}
	w.inbox.Close()
	w.Work(tb)
}

// polled lets the time pass and does what the schedule does.
func (w *world) polled(tb testing.TB, pass time.Duration) {
	tb.Helper()
	w.Clock.Advance(pass)
	if err := w.svc.Sweep(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	w.Work(tb)
}

// stands is an order of an account without what only we say of it.
func (w *world) stands(tb testing.TB, sc db.Scope, account db.ID, id string) string {
	tb.Helper()
	var c platform.Order
	err := w.DB.View(tb.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := w.svc.ByNumberTx(ctx, tx, account, id)
		if err == nil {
			c = *o
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	c.ID, c.AccountID, c.SupplierID = 0, 0, 0
	c.ReadAt, c.ChangedAt, c.CreatedAt, c.NextPollAt = db.Time{}, db.Time{}, db.Time{}, db.Time{}
	text, err := json.Marshal(c)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// Messages that are lost, come twice or in disorder end in the state in which asking
// after every step ends: what no message told, the look through the changes does.
func TestLostMessagesEndTheSame(t *testing.T) {
	t.Parallel()
	w := setup(t)
	asked := w.Authorize(t, w.Other, wang) // the same account in another set, asked after every step
	w.delivered(t)
	r := rand.New(rand.NewPCG(7, 11)) //nolint:gosec // a test that can be repeated
	shirt := w.Shirt(t)
	for round := range 4 {
		w.NoFaults(t)
		for _, f := range []struct {
			kind        string
			probability json.Number
		}{{"pushLoss", "0.4"}, {"pushDuplicate", "0.5"}, {"pushDisorder", "0.5"}} { // the first that strikes counts
			w.Fault(t, f.kind, "", "probability", f.probability, "seed", round+1, "millis", 20)
		}
		o := w.Buy(t, wang, shirt, 5, 3)
		steps := []struct {
			action string
			body   map[string]any
		}{
			{"change-price", map[string]any{"shippingFee": 500, "discount": -300}},
			{"pay", nil},
			{"ship", map[string]any{"parcels": []map[string]any{{"cpCode": "SF", "mailNo": "SF1000", "lines": []map[string]any{{"subId": o.Items[0].SubID}}}}}},
			{"ship", map[string]any{"cpCode": "YTO", "mailNo": "YT2000"}},
			{"confirm", nil},
			{"ask-refund", map[string]any{"amount": 1990}},
			{"agree-refund", nil},
		}
		for _, step := range steps[:1+r.IntN(len(steps))] {
			w.Act(t, o.ID, step.action, step.body)
			if err := w.svc.Read(t.Context(), w.OtherScope(), asked, o.ID); err != nil {
				t.Fatal(err)
			}
			if r.IntN(3) == 0 {
				w.delivered(t)
			}
		}
		w.delivered(t)
		for range 2 { // the second changes nothing
			w.polled(t, 6*time.Minute)
		}
		if got, want := w.stands(t, w.Scope(), w.account, o.ID), w.stands(t, w.OtherScope(), asked, o.ID); got != want {
			t.Errorf("round %d ends in\n%s\nwant\n%s", round, got, want)
		}
	}
}

// Without any message, orders that were never seen here appear too, a page at a time.
func TestWatchFindsWhatNoMessageTold(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	shirt := w.Shirt(t)
	w.polled(t, time.Minute) // watched from here on
	var ids []string
	for range 45 { // three pages
		ids = append(ids, w.Buy(t, wang, shirt, 3).ID)
	}
	w.polled(t, time.Minute)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != 0 {
		t.Errorf("%d orders are here before it is time", n)
	}
	w.polled(t, 5*time.Minute)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != 45 {
		t.Errorf("%d orders appeared, want 45", n)
	}
	// One is sent during three days without us: each day is looked through, and its parcel
	// asked for, which lists leave out.
	w.Act(t, ids[20], "pay", nil)
	w.Act(t, ids[20], "ship", map[string]any{"cpCode": "SF", "mailNo": "SF42"})
	w.polled(t, 72*time.Hour)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_parcel WHERE tenant_id = ? AND waybill = ?", "SF42"); n != 1 {
		t.Errorf("%d parcels are here, want 1", n)
	}
}

// Due orders that were made at about the same time are asked about twenty a call; those
// on their way, whose parcels no list tells, one by one.
func TestDueOrdersAreReadTogether(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	shirt := w.Shirt(t)
	var ids []string
	for range 50 {
		ids = append(ids, w.Buy(t, wang, shirt, 3).ID)
	}
	w.Act(t, ids[7], "pay", nil)
	w.Act(t, ids[7], "ship", map[string]any{"cpCode": "SF", "mailNo": "SF7"})
	w.read(t, ids...)
	w.Clock.Advance(3 * time.Minute)
	w.polled(t, time.Second)
	w.Act(t, ids[3], "pay", nil)
	// The look through the changes is not due; what is, is asked about.
	due := func() {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ?", tx.Now, tx.Tenant)
			return err
		})
	}
	due()
	one, list := w.Calls(t, "get.buyerView"), w.Calls(t, "getBuyerOrderList")
	w.polled(t, time.Second)
	if one, list = w.Calls(t, "get.buyerView")-one, w.Calls(t, "getBuyerOrderList")-list; one != 1 || list != 3 {
		t.Errorf("%d orders are asked about alone and %d pages read, want 1 and 3", one, list)
	}
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", ids[3]); state != "to_ship" {
		t.Errorf("the order that was paid is %s", state)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND next_poll_at <= ?", db.At(w.Clock.Now())); n != 0 {
		t.Errorf("%d orders are still due", n)
	}
	// A list that cannot be had fails nobody: they are tried again.
	w.Fault(t, "http", "alibaba.trade.getBuyerOrderList", "status", 503, "count", 2)
	due()
	w.polled(t, time.Second)
	w.Clock.Advance(2 * time.Minute)
	w.Work(t)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND (next_poll_at <= ? OR failures > 0)", db.At(w.Clock.Now())); n != 0 {
		t.Errorf("%d orders are due or failed", n)
	}
}

// An account without authorisation is left alone, and goes on with the next one by what
// it missed; another account is not held up.
func TestLostAuthorisationPausesTheAccount(t *testing.T) {
	t.Parallel()
	w := setup(t)
	const li = "老张车行"
	second := w.Authorize(t, w.Owner, li)
	w.delivered(t)
	shirt := w.Shirt(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	o, other := w.Buy(t, wang, shirt, 3), w.Buy(t, li, shirt, 3)
	w.read(t, o.ID)
	if err := w.svc.Read(t.Context(), w.Scope(), second, other.ID); err != nil {
		t.Fatal(err)
	}
	w.Revoke(t)
	w.Authorize(t, w.Owner, li)
	w.Act(t, o.ID, "pay", nil)
	w.Act(t, other.ID, "pay", nil)
	w.polled(t, time.Hour)
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", other.ID); state != "to_ship" {
		t.Errorf("the order of the other account is %s", state)
	}
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID); state != "unpaid" {
		t.Errorf("the order of an account without authorisation is %s", state)
	}
	if n := w.Number(t, "SELECT failures FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID); n != 0 {
		t.Errorf("the order counts %d failures for its account", n)
	}
	before := w.Calls(t, "")
	if before == 0 {
		t.Error("no call is counted")
	}
	w.polled(t, time.Minute)
	if n := w.Calls(t, "") - before; n != 0 {
		t.Errorf("1688 is asked %d times in vain", n)
	}
	w.Authorize(t, w.Owner, wang)
	w.Work(t)
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID); state != "to_ship" {
		t.Errorf("after the authorisation the order is %s", state)
	}
}

// An order that cannot be read is tried ever more seldom and does not keep others from
// being read; after some failures a person is told, once.
func TestAnOrderThatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	shirt := w.Shirt(t)
	bad, good := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 3)
	w.read(t, bad.ID, good.ID)
	w.Exec(t, "UPDATE platform_order SET platform_id = '123' WHERE tenant_id = ? AND platform_id = ?", w.A.ID, bad.ID) // 1688 does not know it any more
	for range 40 {
		w.polled(t, time.Hour)
	}
	failures := w.Number(t, "SELECT failures FROM platform_order WHERE tenant_id = ? AND platform_id = '123'")
	if failures < 7 || failures > 12 {
		t.Errorf("it failed %d times in 40 hours", failures)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM shop_log WHERE tenant_id = ? AND code = 'platform_order.log.failing'"); n != 1 {
		t.Errorf("it is told %d times", n)
	}
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", good.ID); state != "closed" { // nobody paid it in time
		t.Errorf("the other order is %s", state)
	}
}

// An app that may not list orders reads them one by one.
func TestWithoutTheListOrdersAreReadAlone(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	shirt := w.Shirt(t)
	var ids []string
	for range 5 {
		ids = append(ids, w.Buy(t, wang, shirt, 3).ID)
	}
	w.read(t, ids...)
	w.Deny(t, "com.alibaba.trade:alibaba.trade.getBuyerOrderList*")
	w.Act(t, ids[2], "pay", nil)
	w.polled(t, 10*time.Minute)
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", ids[2]); state != "to_ship" {
		t.Errorf("the order is %s", state)
	}
	for range 10 { // it is not tried every minute
		w.polled(t, time.Minute)
	}
	if n := w.Calls(t, "getBuyerOrderList"); n > 5 {
		t.Errorf("the list is asked for %d times", n)
	}
}

// A message about an order that 1688 does not know makes nothing and waits; one that says
// something else than 1688 is not believed.
func TestMessagesAreNotBelieved(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.delivered(t)
	said := func(id, status string) {
		w.Control(t, http.MethodPost, "push", map[string]any{"type": open1688.TopicPurchasePaid, "account": wang, "data": map[string]any{"orderId": json.Number(id), "currentStatus": status}})
		w.delivered(t)
	}
	said("123456789012345678", "waitsellersend")
	said(o.ID, "success")
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != 1 {
		t.Errorf("%d orders are here, want 1", n)
	}
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID); state != "unpaid" {
		t.Errorf("a message makes the order %s", state)
	}
	if state := w.text(t, "SELECT state FROM inbox_delivery WHERE tenant_id = ? AND subject = '123456789012345678'"); state != "waiting" {
		t.Errorf("the message about an unknown order is %s", state)
	}
}

func TestReadOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.Act(t, o.ID, "pay", nil)
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF7"})
	got, err := w.svc.ReadOrder(t.Context(), w.Scope(), w.account, o.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != platform.StateShipped || got.Paid != got.Total || len(got.Parcels) != 1 || got.Parcels[0].Status == "" {
		t.Errorf("it is read as %+v", got)
	}
	if _, err := w.svc.ReadOrder(t.Context(), w.Scope(), w.account, "123"); err == nil {
		t.Error("an order that is not there is read")
	}
}

// text runs a query whose first argument is the set.
func (w *world) text(tb testing.TB, query string, args ...any) (s string) {
	tb.Helper()
	err := w.DB.View(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, query, append([]any{tx.Tenant}, args...), &s)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// A set that does not buy on 1688 any more asks nothing, and goes on when it does again.
func TestWithoutTheModuleNothingIsAsked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.read(t, o.ID)
	w.Act(t, o.ID, "pay", nil)
	w.polled(t, time.Second) // its job waits already when the module is switched off
	w.Clock.Advance(time.Hour)
	if err := w.svc.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.modules(t, `[]`)
	before := w.Calls(t, "")
	w.Work(t)
	w.polled(t, time.Minute)
	if n := w.Calls(t, "") - before; n != 0 {
		t.Errorf("1688 is asked %d times", n)
	}
	if n := w.Number(t, "SELECT failures FROM platform_order WHERE tenant_id = ?"); n != 0 {
		t.Errorf("the order counts %d failures", n)
	}
	w.modules(t, `["sell1688", "buy1688"]`)
	w.polled(t, time.Minute)
	if state := w.text(t, "SELECT state FROM platform_order WHERE tenant_id = ?"); state != "to_ship" {
		t.Errorf("the order is %s", state)
	}
}

// modules switches the modules of the set.
func (w *world) modules(tb testing.TB, list string) {
	tb.Helper()
	w.Exec(tb, "UPDATE account_set SET modules = ? WHERE tenant_id = ?", list, w.A.ID)
}

// An order that is read well while asking about it fails has not failed, and one that
// somebody wants to be asked about meanwhile is asked about.
func TestWhatHappensWhileAnOrderIsAskedAbout(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.read(t, o.ID)
	w.polled(t, time.Second) // the look through the changes is not due
	seen := w.seen(t, o.ID)
	asked := 0
	during := func(do func(body []byte) []byte) {
		asked = 0
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE platform_order SET failures = 4, next_poll_at = ? WHERE tenant_id = ?", tx.Now, tx.Tenant)
			return err
		})
		w.Gate.Rewrite(func(api string, body []byte) []byte {
			if api != "alibaba.trade.get.buyerView" {
				return body
			}
			if asked++; asked > 1 {
				return body
			}
			w.Clock.Advance(time.Second)
			return do(body)
		})
		w.polled(t, time.Second)
		w.Gate.Rewrite(nil)
	}
	during(func([]byte) []byte {
		w.record(t, seen)
		return []byte("{}")
	})
	if n := w.Number(t, "SELECT failures FROM platform_order WHERE tenant_id = ?"); n != 0 || asked != 1 {
		t.Errorf("it counts %d failures, asked about %d times", n, asked)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM shop_log WHERE tenant_id = ? AND code = 'platform_order.log.failing'"); n != 0 {
		t.Errorf("it is told %d times", n)
	}
	during(func(body []byte) []byte {
		w.Exec(t, "UPDATE platform_order SET next_poll_at = ?, modified_at = modified_at + 1000000 WHERE tenant_id = ?", db.At(w.Clock.Now()), w.A.ID) // the answer is older than what stands
		return body
	})
	if asked != 2 {
		t.Errorf("it is asked about %d times", asked)
	}
}

// Parcels that cannot be read are a failure of their order, though the order is read.
func TestParcelsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	w.Fault(t, "pushLoss", "", "count", 10_000)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.Act(t, o.ID, "pay", nil)
	w.Act(t, o.ID, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF42"})
	w.read(t, o.ID)
	w.polled(t, time.Second) // the look through the changes is not due
	w.Gate.Rewrite(func(api string, body []byte) []byte {
		if api == "alibaba.trade.getLogisticsInfos.buyerView" {
			return []byte("[]")
		}
		return body
	})
	for n := range int64(7) {
		w.Exec(t, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ?", db.At(w.Clock.Now()), w.A.ID)
		w.polled(t, time.Second)
		if got := w.Number(t, "SELECT failures FROM platform_order WHERE tenant_id = ?"); got != n+1 {
			t.Errorf("it counts %d failures, want %d", got, n+1)
		}
		if problem := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND standing = 'problem'") == 1; problem != (n+1 >= 5) {
			t.Errorf("after %d failures it is a problem: %v", n+1, problem)
		}
	}
	wish := db.At(w.Clock.Now())
	w.Exec(t, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ?", wish, w.A.ID)
	read := 0
	w.Gate.Rewrite(func(api string, body []byte) []byte {
		switch api {
		case "alibaba.trade.get.buyerView":
			read++
		case "alibaba.trade.getLogisticsInfos.buyerView":
			if read == 1 { // somebody wants it to be asked about again
				w.Exec(t, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ?", wish, w.A.ID)
			}
			return []byte("[]")
		}
		return body
	})
	w.polled(t, time.Second)
	if read != 2 {
		t.Errorf("it is read %d times, want 2", read)
	}
}
