package purchase_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// pay pays a supplier, for an order or for none.
func (b *buyer) pay(t *testing.T, amount string, order db.ID) (id db.ID) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		var fund db.ID
		if _, err := tx.Row(ctx, "SELECT id FROM fund_account WHERE tenant_id = ? ORDER BY id LIMIT 1", []any{tx.Tenant}, &fund); err != nil {
			return err
		}
		var err error
		id, _, err = b.finance.PayTx(ctx, tx, finance.Payment{SupplierID: b.supplier, FundAccountID: fund, Amount: dec.MustAmount(amount), OrderID: order})
		return err
	})
	return id
}

// standing is what is left of the supplier's advances, and what is open of its payables.
func (b *buyer) standing(t *testing.T) (st finance.PayableStanding) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
		st, err = b.finance.PayableStandingTx(ctx, tx, b.supplier)
		return err
	})
	return st
}

func (b *buyer) owes(t *testing.T, what, open, advance string) {
	t.Helper()
	if st := b.standing(t); st.Payable != dec.MustAmount(open) || st.Advance != dec.MustAmount(advance) {
		t.Errorf("%s: owed %s with %s in advance, want %s and %s", what, st.Payable, st.Advance, open, advance)
	}
	b.verified(t)
}

// What was paid for an order is cleared by what comes of it, and by nothing else.
func TestAReceiptClearsWhatWasPaidForItsOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one := b.make(t, b.input(of(b.red, "4", "10")), purchase.ModeSubmit)
	two := b.make(t, b.input(of(b.blue, "5", "10")), purchase.ModeSubmit)
	b.pay(t, "25", one.ID)
	b.pay(t, "35", two.ID)
	b.pay(t, "7", 0)
	b.owes(t, "paid in advance", "0", "67")

	first := b.receive(t, b.receipt(one, "2"))
	b.owes(t, "half of the first order", "0", "47")
	b.receive(t, b.receipt(one, "2")) // 5 of its own left
	b.owes(t, "the first order", "15", "42")

	_, accounts := b.books(t)
	if accounts["1123"] != dec.MustCost("42") || accounts["2202"] != dec.MustCost("-15") {
		t.Errorf("1123 has %s, 2202 has %s", accounts["1123"], accounts["2202"])
	}
	d, err := b.orders.Receipt(t.Context(), b.scope, first.ID, tenant.Everything)
	if err != nil || len(d.Payments) != 1 || d.Payments[0].Amount != dec.MustAmount("20") {
		t.Errorf("the receipt shows %+v, %v", d.Payments, err)
	}
	// Taken back, the advance is there again, and the next receipt clears it again.
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, first.ID, first.Version); err != nil {
		t.Fatal(err)
	}
	b.owes(t, "reversed", "15", "62")
	again := b.receipt(one, "2")
	again.ClearSupplier = true
	b.receive(t, again)
	b.owes(t, "received again", "15", "42")

	last := b.receipt(two, "5")
	last.ClearSupplier = true // 35 of its own, then the 7 that are for no order
	b.receive(t, last)
	b.owes(t, "the second order", "23", "0")
}

func TestOtherAdvancesAreClearedIfWanted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one := b.make(t, b.input(of(b.red, "4", "10")), purchase.ModeSubmit)
	b.pay(t, "100", 0)
	b.receive(t, b.receipt(one, "2"))
	b.owes(t, "not asked for", "20", "100")
	more := b.receipt(one, "2")
	more.ClearSupplier = true
	r := b.receive(t, more)
	b.owes(t, "asked for", "20", "80")
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
		t.Fatal(err)
	}
	b.owes(t, "taken back", "20", "100")
}

func TestAPaymentTakenBackClearsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one := b.make(t, b.input(of(b.red, "4", "10")), purchase.ModeSubmit)
	paid := b.pay(t, "30", one.ID)
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, _, err := b.finance.ReversePaymentTx(ctx, tx, paid, "", "")
		return err
	})
	b.receive(t, b.receipt(one, "4"))
	b.owes(t, "the payment was reversed", "40", "0")
}
