package paying_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/paying"
	"github.com/huotong/huotong/internal/tenant"
)

// Two orders on 1688 of one purchase order turn out to be paid at the same time: neither is
// counted as still to be paid by who is told of the other, so the request asks for what was
// approved.
func TestTwoOrdersOfOnePurchaseOrderArePaidAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.needs(t, rule("0", 1))
	first := w.Member(t, "first", tenant.RoleReviewer)
	one, unpaid := w.place(t, 10), w.place(t, 3)
	two := w.Buy(t, wang, w.Shirt(t), 3).ID
	w.link(t, two, one.order.ID("id"))
	r := w.request(t, one, unpaid)
	w.on(t, first, r, "approve").Want(t, http.StatusOK, "")
	w.Act(t, one.id, "pay", nil)
	w.Act(t, two, "pay", nil)
	told, begun := make(chan error, 2), false
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE payment_request SET note = note WHERE tenant_id = ?", tx.Tenant); err != nil || begun {
			return err
		}
		begun = true
		for i, id := range []string{one.id, two} {
			go func() { told <- w.platform.Read(t.Context(), w.Scope(), w.account, id) }()
			dbtest.AwaitBlocked(ctx, t, w.DB, i+1)
		}
		return nil
	})
	for range 2 {
		if err := <-told; err != nil {
			t.Fatal(err)
		}
	}
	if a := w.shown(t, r); a.Text("state") != "approved" || a.Text("amount") != "342.40" || a.Text("paid") != "274.70" || a.Text("attention", "code") != "" {
		t.Errorf("after two of three are paid: %s", a.Body)
	}
}

// The price of an order changes on 1688 while somebody asks for it to be paid: the request
// asks for the new one, whichever comes first.
func TestAPriceChangesWhileItIsAskedFor(t *testing.T) {
	t.Parallel()
	w := setup(t)
	p := w.place(t, 10)
	w.Act(t, p.id, "change-price", map[string]any{"shippingFee": 900})
	done, begun := make(chan error, 2), false
	var r *paying.Request
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := doc.NextNumberTx(ctx, tx, approval.PaymentRequest, "2026-11-22"); err != nil || begun { // the last row that a new request waits for
			return err
		}
		begun = true
		go func() {
			var err error
			r, err = w.svc.Create(t.Context(), w.Scope(), paying.Input{Date: "2026-11-22", Lines: []paying.LineInput{{OrderID: p.order.ID("id")}}, Within: tenant.Everything}, true)
			done <- err
		}()
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		go func() { done <- w.platform.Read(t.Context(), w.Scope(), w.account, p.id) }()
		dbtest.AwaitBlocked(ctx, t, w.DB, 2)
		return nil
	})
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if a := w.Owner.Get(t, "/payment-requests/"+r.ID.String()); a.Text("amount") != "208.00" || a.Text("state") != "approved" {
		t.Errorf("asked for %s", a.Body)
	}
}
