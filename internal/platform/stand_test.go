package platform_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/db/migrate"
	"github.com/huotong/huotong/internal/dec"
)

// standing is where the set's order of this number stands, and why.
func (w *world) standing(tb testing.TB, number string) string {
	tb.Helper()
	return w.text(tb, "SELECT standing || '/' || why FROM platform_order WHERE tenant_id = ? AND platform_id = ?", number)
}

func (w *world) wantStanding(tb testing.TB, number, want string) {
	tb.Helper()
	if got := w.standing(tb, number); got != want {
		tb.Errorf("the order stands at %q, want %q", got, want)
	}
}

// The standing follows what happens to an order and what people say of it, each in the
// transaction that keeps it; the list is narrowed by it and its tabs count it.
func TestStandingFollows(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, white := w.goods(t, shirt)
	po := w.order(t, w.Owner, w.seller(t), line(black, "5", "19.9"), line(white, "3", "19.9"))
	// Freight of as much is no surprise; so much is tolerated beside what the order says.
	w.svc.Tolerate(func(_ context.Context, _ *db.Tx, purchases []db.ID) (map[db.ID]dec.Amount, error) {
		out := map[db.ID]dec.Amount{}
		for _, id := range purchases {
			out[id] = dec.MustAmount("10")
		}
		return out, nil
	})
	o := w.Buy(t, wang, shirt, 5, 3)
	act := func(action string, body map[string]any, want string) {
		t.Helper()
		w.Clock.Advance(time.Second)
		w.Act(t, o.ID, action, body)
		w.read(t, o.ID)
		w.wantStanding(t, o.ID, want)
	}
	w.read(t, o.ID)
	w.wantStanding(t, o.ID, "unpaid/unpaid")
	id := w.numbered(t, w.Owner, o.ID)
	w.do(t, w.Owner, id, "link", map[string]any{"purchaseOrderId": po.Text("id")}, http.StatusOK, "")
	w.wantStanding(t, o.ID, "unpaid/unpaid")
	act("change-price", map[string]any{"shippingFee": 2000}, "problem/over_charged")
	// The purchase order may allow for it.
	body := map[string]any{
		"date": po.Text("date"), "supplierId": po.Text("supplierId"), "warehouseId": po.Text("warehouseId"), "version": po.At("version"), "freight": "15", "mode": "submit",
		"lines": []map[string]any{line(black, "5", "19.9"), line(white, "3", "19.9")},
	}
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+po.Text("id"), body).Want(t, http.StatusOK, "")
	w.wantStanding(t, o.ID, "unpaid/unpaid")
	act("change-price", map[string]any{"shippingFee": 800}, "unpaid/unpaid")
	act("pay", nil, "to_ship/paid")
	w.do(t, w.Owner, id, "unlink", nil, http.StatusOK, "")
	w.wantStanding(t, o.ID, "review/unmatched")
	w.do(t, w.Owner, id, "ignore", nil, http.StatusOK, "")
	w.wantStanding(t, o.ID, "to_ship/paid")
	w.do(t, w.Owner, id, "unlink", nil, http.StatusOK, "")
	w.do(t, w.Owner, id, "link", map[string]any{"purchaseOrderId": po.Text("id")}, http.StatusOK, "")
	act("ask-refund", map[string]any{"amount": 100}, "frozen/refund_asked")
	act("close-refund", nil, "to_ship/paid")
	act("ship", map[string]any{"parcels": []map[string]any{{"cpCode": "SF", "mailNo": "SF1000", "lines": []map[string]any{{"subId": o.Items[0].SubID}}}}}, "shipped/sent_part")
	act("ship", map[string]any{"cpCode": "YTO", "mailNo": "YT2000"}, "shipped/sent")
	act("trace", map[string]any{"status": "TRANSPORT", "remark": "快件退回寄件人"}, "problem/parcel_trouble")
	act("trace", map[string]any{"status": "TRANSPORT", "remark": "到达杭州"}, "shipped/sent")
	act("trace", map[string]any{"status": "FAILED"}, "problem/parcel_refused")

	row := w.Owner.Get(t, "/platform-orders?standing=problem").Want(t, http.StatusOK, "")
	if row.Text("items", 0, "standing") != "problem" || row.Text("items", 0, "why") != "parcel_refused" || row.At("items", 1) != nil {
		t.Errorf("the list of problems is %s", row.Body)
	}
	if got := found(t, w.Owner, "standing=shipped"); len(got) != 0 {
		t.Errorf("%v are shipped", got)
	}
	if counts := w.Owner.Get(t, "/platform-orders/counts").Want(t, http.StatusOK, ""); counts.At("counts", "problem") != 1 || counts.At("counts", "shipped") != nil || counts.At("open") != 0 {
		t.Errorf("the counts are %s", counts.Body)
	}
	file := string(w.Owner.Get(t, "/platform-orders/export?format=csv&standing=problem").Want(t, http.StatusOK, "").Body)
	if !strings.Contains(file, "问题件,有包裹签收失败,已发货") {
		t.Errorf("the export is %s", file)
	}
	if other := w.Other.Get(t, "/platform-orders/counts").Want(t, http.StatusOK, ""); other.At("counts", "problem") != nil {
		t.Errorf("the other set counts %s", other.Body)
	}
	act("confirm", nil, "done/done")
}

// An order whose standing is worked out again just while it is paid stands as paid.
func TestStandingOfWhatIsPaidMeanwhile(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.read(t, o.ID)
	id := db.ID(w.Number(t, "SELECT id FROM platform_order WHERE tenant_id = ?"))
	w.Exec(t, "UPDATE platform_order SET standing = 'problem', why = 'over_charged' WHERE tenant_id = ?", w.A.ID) // as it was before more was tolerated
	w.Act(t, o.ID, "pay", nil)
	w.Clock.Advance(time.Second)
	seen := w.seen(t, o.ID)
	done := make(chan error, 1)
	started := false
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := w.svc.RecordTx(ctx, tx, w.account, seen); err != nil {
			return err
		}
		if !started {
			started = true
			go func() {
				done <- w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error { return w.svc.Stand(ctx, tx, id) })
			}()
		}
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		return nil
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.wantStanding(t, o.ID, "review/unmatched")
}

// What lacks is told until something takes its place, its purchase order is over, or a
// person puts it aside.
func TestStandingOfWhatLacks(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, _ := w.goods(t, shirt)
	po := w.order(t, w.Owner, w.seller(t), line(black, "3", "19.9"))
	loose, first := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 3)
	for _, id := range []string{loose.ID, first.ID} {
		w.Act(t, id, "close", nil) // the seller has none
	}
	w.read(t, loose.ID, first.ID)
	w.wantStanding(t, loose.ID, "short/closed_for_lack")
	w.do(t, w.Owner, w.numbered(t, w.Owner, loose.ID), "ignore", nil, http.StatusOK, "")
	w.wantStanding(t, loose.ID, "closed/closed")

	link := func(number string) {
		t.Helper()
		w.do(t, w.Owner, w.numbered(t, w.Owner, number), "link", map[string]any{"purchaseOrderId": po.Text("id")}, http.StatusOK, "")
	}
	link(first.ID)
	w.wantStanding(t, first.ID, "short/closed_for_lack")
	w.Clock.Advance(time.Minute)
	again := w.Buy(t, wang, shirt, 3)
	w.Act(t, again.ID, "pay", nil)
	w.read(t, again.ID)
	w.wantStanding(t, again.ID, "review/unmatched")
	link(again.ID)
	w.wantStanding(t, first.ID, "closed/closed")
	w.do(t, w.Owner, w.numbered(t, w.Owner, again.ID), "unlink", nil, http.StatusOK, "")
	w.wantStanding(t, first.ID, "short/closed_for_lack")
	link(again.ID)
	w.Act(t, again.ID, "ask-refund", nil)
	w.Act(t, again.ID, "agree-refund", nil)
	w.read(t, again.ID)
	w.wantStanding(t, again.ID, "short/refunded_unsent")
	w.wantStanding(t, first.ID, "short/closed_for_lack")
	seen := w.Owner.Get(t, "/purchase-orders/"+po.Text("id")).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+po.Text("id")+"/void", map[string]any{"version": seen.At("version")}).Want(t, http.StatusOK, "")
	w.wantStanding(t, again.ID, "closed/closed")
	w.wantStanding(t, first.ID, "closed/closed")
}

// An order that cannot be read is a problem until it can.
func TestStandingOfWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.delivered(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	w.Act(t, o.ID, "pay", nil)
	w.read(t, o.ID)
	w.Exec(t, "UPDATE platform_order SET platform_id = '123' WHERE tenant_id = ? AND platform_id = ?", w.A.ID, o.ID)
	for range 12 {
		w.polled(t, time.Hour)
	}
	w.wantStanding(t, "123", "problem/unread")
	w.Exec(t, "DELETE FROM platform_order WHERE tenant_id = ? AND platform_id = ?", w.A.ID, o.ID) // found anew by the list
	w.Exec(t, "UPDATE platform_order SET platform_id = ? WHERE tenant_id = ? AND platform_id = '123'", o.ID, w.A.ID)
	w.read(t, o.ID)
	w.wantStanding(t, o.ID, "review/unmatched")
}

// Orders that are there when the standing comes get the one that the program works out.
func TestStandingOfOrdersBefore(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	black, white := w.goods(t, shirt)
	seller := w.seller(t)
	w.svc.Tolerate(func(_ context.Context, _ *db.Tx, purchases []db.ID) (map[db.ID]dec.Amount, error) {
		out := map[db.ID]dec.Amount{}
		for _, id := range purchases {
			out[id] = dec.MustAmount("20")
		}
		return out, nil
	})
	ship := map[string]any{"cpCode": "SF", "mailNo": "SF1"}
	var numbers []string
	made := func(linked bool, steps ...any) {
		t.Helper()
		w.Clock.Advance(time.Minute)
		o := w.Buy(t, wang, shirt, 5, 3)
		for i := 0; i < len(steps); i += 2 {
			body, _ := steps[i+1].(map[string]any)
			w.Act(t, o.ID, steps[i].(string), body)
		}
		w.read(t, o.ID)
		numbers = append(numbers, o.ID)
		if linked {
			po := w.order(t, w.Owner, seller, line(black, "5", "19.9"), line(white, "3", "19.9"))
			w.do(t, w.Owner, w.numbered(t, w.Owner, o.ID), "link", map[string]any{"purchaseOrderId": po.Text("id")}, http.StatusOK, "")
		}
	}
	for _, linked := range []bool{false, true} {
		made(linked)
		made(linked, "change-price", map[string]any{"shippingFee": 2001})
		made(linked, "close", nil)
		made(linked, "cancel", nil)
		made(linked, "pay", nil)
		made(linked, "pay", nil, "ask-refund", nil)
		made(linked, "pay", nil, "ask-refund", nil, "agree-refund", nil)
		made(linked, "pay", nil, "ask-refund", map[string]any{"amount": 300}, "agree-refund", nil)
		made(linked, "pay", nil, "ship", ship)
		made(linked, "pay", nil, "ship", ship, "trace", map[string]any{"status": "FAILED"})
		made(linked, "pay", nil, "ship", ship, "trace", map[string]any{"status": "TRANSPORT", "remark": "客户拒收"})
		made(linked, "pay", nil, "ship", ship, "trace", map[string]any{"status": "TRANSPORT", "remark": "客户拒收"}, "trace", map[string]any{"status": "TRANSPORT", "remark": "改日派送"})
		made(linked, "pay", nil, "ship", ship, "trace", map[string]any{"status": "SIGN"})
		made(linked, "pay", nil, "ship", ship, "confirm", nil)
	}
	// What the sandbox never says.
	for _, q := range []string{
		"UPDATE platform_parcel SET status = 'NOGET' WHERE tenant_id = ? AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_parcel SET status = 'CANCEL' WHERE tenant_id = ? AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order_line SET logistics = 1 WHERE tenant_id = ? AND position = 1 AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order_line SET logistics = 4 WHERE tenant_id = ? AND position = 1 AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order_line SET logistics = 1, refund = 50000 WHERE tenant_id = ? AND position = 1 AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order_line SET refund_status = 'WAIT_BUYER_SEND' WHERE tenant_id = ? AND position = 1 AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order SET refund_status = 'waitbuyermodify' WHERE tenant_id = ? AND tenant_id = ? AND platform_id = ?",
		"UPDATE platform_order SET state = 'other', logistics = 'none' WHERE tenant_id = ? AND tenant_id = ? AND platform_id = ?",
		"UPDATE platform_order SET state = 'closed', refund = 10000 WHERE tenant_id = ? AND tenant_id = ? AND platform_id = ?",
		"UPDATE platform_order SET failures = 5 WHERE tenant_id = ? AND tenant_id = ? AND platform_id = ?",
		"UPDATE platform_order_line SET purchase_line_id = NULL, offer_id = 1 WHERE tenant_id = ? AND position = 1 AND order_id = (SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?)",
		"UPDATE platform_order SET link = 'ignored', purchase_order_id = NULL, refund_status = 'waitselleragree' WHERE tenant_id = ? AND tenant_id = ? AND platform_id = ?",
	} {
		made(true, "pay", nil, "ship", ship)
		w.Exec(t, q, w.A.ID, w.A.ID, numbers[len(numbers)-1])
	}
	// The program works all of them out anew …
	program := map[string]string{}
	ids := make([]db.ID, len(numbers))
	for i, n := range numbers {
		ids[i] = db.ID(w.Number(t, "SELECT id FROM platform_order WHERE tenant_id = ? AND platform_id = ?", n))
	}
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { return w.svc.Stand(ctx, tx, ids...) })
	kinds := map[string]bool{}
	for _, n := range numbers {
		program[n] = w.standing(t, n)
		kinds[program[n]] = true
	}
	if len(kinds) < 22 {
		t.Errorf("the orders stand at no more than %v", kinds)
	}
	// … and the migration comes to the same.
	text, err := os.ReadFile("../db/migrate/sql/0035_platform_standing.sql")
	if err != nil {
		t.Fatal(err)
	}
	statements, err := migrate.Statements(string(text), w.DB.Engine())
	if err != nil {
		t.Fatal(err)
	}
	w.Exec(t, "UPDATE platform_order SET standing = 'closed', why = 'none' WHERE tenant_id = ?", w.A.ID)
	ran := 0
	for _, s := range statements {
		if at := strings.Index(s, "UPDATE platform_order SET"); at >= 0 {
			w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, s[at:])
				return err
			})
			ran++
		}
	}
	if ran < 10 {
		t.Fatalf("%d statements were run", ran)
	}
	for _, n := range numbers {
		if got := w.standing(t, n); got != program[n] {
			t.Errorf("the migration has %q, the program %q", got, program[n])
		}
	}
}
