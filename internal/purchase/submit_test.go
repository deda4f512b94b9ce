package purchase_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// A draft that lay there is submitted by the rules of one that is entered now.
func TestADraftIsSubmittedByTheRulesOfToday(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "1", "10"), of(b.plain, "1", "10"))
	in.BuyerAccountID = b.account
	o := b.make(t, in, purchase.ModeDraft)
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE sku SET active = FALSE WHERE tenant_id = ? AND id = ?", tx.Tenant, b.plain)
		return err
	})
	b.orders.Connect(accounts{})
	_, err := b.orders.Submit(t.Context(), b.scope, o.ID, o.Version)
	if !errors.Is(field(err, "lines[1].skuId"), trade.ErrInactiveSKU) || !errors.Is(field(err, "buyerAccountId"), purchase.ErrBuyerAccount) || field(err, "lines[0].skuId") != nil {
		t.Errorf("an inactive SKU and an account that is gone gave %v", err)
	}
	b.orders.Connect(accounts{b.account})
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE sku SET active = TRUE WHERE tenant_id = ? AND id = ?", tx.Tenant, b.plain)
		return err
	})
	if o, err = b.orders.Submit(t.Context(), b.scope, o.ID, o.Version); err != nil || o.State != purchase.StateApproved {
		t.Errorf("all there again: %v", err)
	}
}

// The books of a month are closed while its orders are under way: these are still changed,
// withdrawn and submitted, but none is dated into it.
func TestAnOrderOfAClosedPeriodGoesOn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "1", "10"))
	in.Date = b.today(-3)
	o := b.make(t, in, purchase.ModeSubmit)
	b.policy(t, "closed_through", b.today(-2))
	in.Note, in.ExpectedOn = "催一下", b.today(3)
	o, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeSubmit)
	if err != nil || o.Note != "催一下" || o.Stage() != purchase.StageOpen {
		t.Fatalf("a note on an order of a closed month: %v", err)
	}
	in.Date = b.today(-4)
	if _, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeSubmit); !errors.Is(field(err, "date"), tenant.ErrPeriodClosed) {
		t.Errorf("dated into the closed month: %v", err)
	}
}

// What was switched off while an order is under way does not stand in its way: it is
// changed where nothing new is bought, and its goods come in and go back.
func TestWhatWasSwitchedOffStillComes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	gone := b.Member(t, "gone", tenant.RolePurchaser)
	in := b.input(of(b.red, "3", "10"))
	in.BuyerAccountID, in.FollowerID = b.account, gone.ID
	o := b.make(t, in, purchase.ModeSubmit)
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		for _, off := range []string{"sku SET active = FALSE", "supplier SET active = FALSE"} {
			if _, err := tx.Exec(ctx, "UPDATE "+off+" WHERE tenant_id = ?", tx.Tenant); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, "UPDATE member SET disabled = TRUE WHERE tenant_id = ? AND person_id = ?", tx.Tenant, gone.ID)
		return err
	})
	b.orders.Connect(accounts{})
	in.Note = "催一下"
	o, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeSubmit)
	if err != nil || o.Stage() != purchase.StageOpen || o.Note != "催一下" {
		t.Fatalf("a note: %v", err)
	}
	more := in
	more.Lines = []trade.LineInput{of(b.red, "30", "10")}
	if _, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, more, purchase.ModeSubmit); !errors.Is(err, purchase.ErrSupplierInactive) {
		t.Errorf("more of it gave %v", err)
	}
	in.Lines = append(in.Lines, of(b.blue, "1", "10"))
	if _, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeSubmit); !errors.Is(field(err, "lines[1].skuId"), trade.ErrInactiveSKU) {
		t.Errorf("something else that is switched off gave %v", err)
	}
	r := b.receive(t, b.receipt(o, "3"))
	back := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{{LineInput: of(b.red, "1", "")}}}
	back.Lines[0].SourceLineID = r.Lines[0].ID
	b.receive(t, back)
	b.verified(t)
}

// What is not accepted is counted like what is.
func TestRejectedGoodsAreCountedInTheUnit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	in := b.receipt(o, "1")
	in.Lines[0].Rejected, in.Lines[0].Short = dec.MustQuantity("0.5"), dec.MustQuantity("0.25")
	_, err := b.orders.Receive(t.Context(), b.scope, in, true)
	if field(err, "lines[0].rejected") == nil || field(err, "lines[0].short") == nil {
		t.Errorf("half a piece gave %v", err)
	}
}

// Two people return what there is, while a third takes a return back: nobody is given
// back more than was owed.
func TestReturnsAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 5 {
		in := b.input(of(b.red, "3", "10"))
		in.Discount = dec.MustAmount("1")
		r := b.receive(t, b.receipt(b.make(t, in, purchase.ModeSubmit), "3"))
		back := func() (*purchase.Receipt, error) {
			in := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{{LineInput: of(b.red, "1", "")}}}
			in.Lines[0].SourceLineID = r.Lines[0].ID
			return b.orders.Receive(t.Context(), b.scope, in, true)
		}
		first, err := back()
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, first.ID, first.Version); err != nil {
				t.Error(err)
			}
		})
		for range 3 {
			wg.Go(func() {
				if _, err := back(); err != nil && !errors.Is(field(err, "lines[0].quantity"), purchase.ErrReturnTooMuch) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for range 3 { // what is left, if anything
			if _, err := back(); err != nil && fault.As(err) == nil {
				t.Fatal(err)
			}
		}
		var sum dec.Amount
		b.query(t, "SELECT SUM(total) FROM purchase_receipt WHERE tenant_id = ? AND source_id = ?", r.ID, &sum)
		if sum != r.Total {
			t.Errorf("returned for %s of %s", sum, r.Total)
		}
	}
	b.verified(t)
}
