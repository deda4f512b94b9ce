package purchase_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// policy changes a column of the account set.
func (b *buyer) policy(t *testing.T, column string, value any) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET "+column+" = ? WHERE tenant_id = ?", value, tx.Tenant)
		return err
	})
}

func TestAReceiptWaitsForItsReview(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	in := b.input(of(b.red, "3", "10"), of(b.blue, "4", "3.33"))
	in.Freight, in.OtherFee, in.Discount = dec.MustAmount("10"), dec.MustAmount("0.01"), dec.MustAmount("1")
	o := b.make(t, in, purchase.ModeSubmit)
	// Two parcels wait at once: each took the parts of the first that came.
	first, second := b.receive(t, b.receipt(o, "1", "3")), b.receive(t, b.receipt(o, "2", "1"))
	if first.State != purchase.ReceiptSubmitted || b.onHand(t, b.red) != 0 {
		t.Fatalf("it stands at %s, %s on hand", first.State, b.onHand(t, b.red))
	}
	if owed, _ := b.books(t); owed != 0 {
		t.Errorf("owed %s before the review", owed)
	}
	if _, err := b.orders.ApproveReceipt(t.Context(), b.scope, first.ID, first.Version); !errors.Is(err, purchase.ErrReceiptOwnReview) {
		t.Errorf("reviewing one's own gave %v", err)
	}
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, first.ID, first.Version+1); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an old version gave %v", err)
	}
	var sum, freight dec.Amount
	for _, r := range []*purchase.Receipt{second, first} { // in the other order
		done, err := b.orders.ApproveReceipt(t.Context(), reviewer, r.ID, r.Version)
		if err != nil {
			t.Fatal(err)
		}
		if done.State != purchase.ReceiptPosted || done.No != r.No || done.CreatedBy != b.Owner.ID || done.PostedBy != reviewer.Actor.UserID {
			t.Errorf("posted %+v", done)
		}
		sum, freight = sum.Add(done.Total), freight.Add(done.Freight)
	}
	if sum != o.Total || freight != o.Freight {
		t.Errorf("the parts are owed %s with freight %s, the order %s and %s", sum, freight, o.Total, o.Freight)
	}
	if d := b.stage(t, o); d.Stage() != purchase.StageDone {
		t.Errorf("the order is %s", d.Stage())
	}
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, first.ID, first.Version+1); !errors.Is(err, purchase.ErrReceiptState) {
		t.Errorf("approving twice gave %v", err)
	}
	b.verified(t)
}

func TestAReviewSendsBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	r := b.receive(t, b.receipt(o, "3"))
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleWarehouse))
	if _, err := b.orders.RejectReceipt(t.Context(), reviewer, r.ID, r.Version, " "); !errors.Is(field(err, "reason"), fault.ErrRequired) {
		t.Errorf("without a reason: %v", err)
	}
	r, err := b.orders.RejectReceipt(t.Context(), reviewer, r.ID, r.Version, "数量不对")
	if err != nil || r.State != purchase.ReceiptDraft || r.RejectedReason != "数量不对" {
		t.Fatalf("sent back: %+v, %v", r, err)
	}
	if r, err = b.orders.UpdateReceipt(t.Context(), b.scope, r.ID, r.Version, b.receipt(o, "2"), true); err != nil || r.State != purchase.ReceiptSubmitted {
		t.Fatalf("sent again: %v", err)
	}
	if r, err = b.orders.WithdrawReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil || r.State != purchase.ReceiptDraft {
		t.Fatalf("withdrawn: %v", err)
	}
	if _, err = b.orders.WithdrawReceipt(t.Context(), b.scope, r.ID, r.Version); !errors.Is(err, purchase.ErrReceiptState) {
		t.Errorf("withdrawing a draft gave %v", err)
	}
	if r, err = b.orders.UpdateReceipt(t.Context(), b.scope, r.ID, r.Version, b.receipt(o, "2"), true); err != nil {
		t.Fatal(err)
	}
	// Closed meanwhile: the reviewer learns that it cannot be posted any more.
	o = &b.stage(t, o).Order
	if _, err := b.orders.Close(t.Context(), b.scope, o.ID, o.Version, "不要了"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, r.ID, r.Version); !errors.Is(field(err, "orderId"), purchase.ErrReceiptSource) {
		t.Errorf("of a closed order: %v", err)
	}
	if _, err := b.orders.VoidReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
		t.Errorf("void: %v", err)
	}
	b.verified(t)
}

func TestAReturnThatWaitsIsCheckedAgainstTheStock(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	r := b.receive(t, b.receipt(o, "3"))
	back := purchase.ReceiptInput{
		Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything,
		Lines: []purchase.ReceiptLineInput{{LineInput: trade.LineInput{SKUID: b.red, Quantity: dec.MustQuantity("2"), SourceLineID: r.Lines[0].ID}}},
	}
	b.policy(t, "stock_review", true)
	waits := b.receive(t, back)
	b.policy(t, "stock_review", false)
	b.receive(t, back) // another clerk was quicker
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, waits.ID, waits.Version); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrReturnTooMuch) {
		t.Errorf("approving what has gone back gave %v", err)
	}
	q := dec.MustQuantity("1")
	if _, err := b.stock.CreateDocument(t.Context(), b.scope, stock.DocumentInput{
		Kind: stock.KindOtherOut, Reason: "lost", Lines: []stock.LineInput{{SKUID: b.red, Quantity: &q, WarehouseID: r.WarehouseID}},
	}, true); err != nil {
		t.Fatal(err)
	}
	b.policy(t, "stock_review", true)
	back.Lines[0].Quantity = dec.MustQuantity("1")
	if _, err := b.orders.Receive(t.Context(), b.scope, back, true); !errors.Is(err, stock.ErrShort) {
		t.Errorf("returning what is lost gave %v", err)
	}
	b.verified(t)
}

func TestALittleMoreThanOrderedIsTaken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "over_receipt_bps", 1000)
	in := b.input(of(b.red, "20", "10"))
	in.Freight = dec.MustAmount("3")
	o := b.make(t, in, purchase.ModeSubmit)
	if _, err := b.orders.Receive(t.Context(), b.scope, b.receipt(o, "23"), true); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrOverReceived) {
		t.Errorf("15 %% more gave %v", err)
	}
	r := b.receive(t, b.receipt(o, "21"))
	if r.Total != dec.MustAmount("213") || b.stage(t, o).Stage() != purchase.StageDone {
		t.Errorf("owed %s, the order is %s", r.Total, b.stage(t, o).Stage())
	}
	b.receive(t, b.receipt(o, "1"))
	// Over all receipts together, not each.
	if _, err := b.orders.Receive(t.Context(), b.scope, b.receipt(o, "1"), true); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrOverReceived) {
		t.Errorf("beyond the tolerance gave %v", err)
	}
	more := b.receipt(o, "1")
	more.MayTakeMore, more.OverReason = true, "供应商多发，同意收下"
	b.receive(t, more)
	b.verified(t)
}

func TestInspectionBeforeGoodsCount(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "5", "10"))
	in.Inspect = true
	o := b.make(t, in, purchase.ModeSubmit)
	counted := b.receipt(o, "3")
	counted.Lines[0].Rejected, counted.Lines[0].Short = dec.MustQuantity("1"), dec.MustQuantity("1")
	_, err := b.orders.Receive(t.Context(), b.scope, counted, true)
	if !errors.Is(field(err, "inspected"), purchase.ErrNotInspected) || !errors.Is(field(err, "lines[0].rejectReason"), purchase.ErrRejectReason) {
		t.Errorf("without inspection: %v", err)
	}
	draft, err := b.orders.Receive(t.Context(), b.scope, counted, false)
	if err != nil {
		t.Fatalf("a count waits for its inspection as a draft: %v", err)
	}
	counted.Inspected, counted.Lines[0].RejectReason = true, purchase.RejectDamaged
	r, err := b.orders.UpdateReceipt(t.Context(), b.scope, draft.ID, draft.Version, counted, true)
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != dec.MustAmount("30") || r.InspectedBy != b.Owner.ID || b.onHand(t, b.red) != dec.MustQuantity("3") {
		t.Errorf("owed %s, inspected by %s", r.Total, r.InspectedBy)
	}
	// What was not accepted, and what was not in the parcel, is still awaited.
	if left := b.stage(t, o).Lines[0].Remaining(); left != dec.MustQuantity("2") {
		t.Errorf("%s still awaited", left)
	}
	d := b.Owner.Get(t, "/purchase-receipts/"+r.ID.String()).Want(t, http.StatusOK, "")
	if d.Text("lines", 0, "short") != "1" || d.Text("lines", 0, "rejectReason") != "damaged" || d.Text("inspectedByName") == "" {
		t.Errorf("shown as %s", d.Body)
	}
	bad := b.receipt(o, "1")
	bad.Lines[0].Short, bad.Lines[0].RejectReason = dec.MustQuantity("-1"), "ugly"
	_, err = b.orders.Receive(t.Context(), b.scope, bad, false)
	if !errors.Is(field(err, "lines[0].short"), fault.ErrNegative) || !errors.Is(field(err, "lines[0].rejectReason"), fault.ErrChoice) {
		t.Errorf("bad input gave %v", err)
	}
	b.verified(t)
}

func TestAClosedPeriodTakesNoReceipt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "5", "10")), purchase.ModeSubmit)
	old := b.receipt(o, "1")
	old.Date = "2026-11-01"
	b.receive(t, old)
	b.policy(t, "closed_through", "2026-11-10")
	old.Date = "2026-11-10"
	if _, err := b.orders.Receive(t.Context(), b.scope, old, true); !errors.Is(field(err, "date"), tenant.ErrPeriodClosed) {
		t.Errorf("in a closed period: %v", err)
	}
	old.Date = "2026-11-11"
	r := b.receive(t, old)
	b.policy(t, "closed_through", "2026-11-15")
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
		t.Errorf("a reversal is dated today: %v", err)
	}
	b.verified(t)
}

func TestReviewOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	body := map[string]any{"mode": "post", "orderId": o.ID, "lines": []any{map[string]any{"skuId": b.red, "quantity": "2", "sourceLineId": o.Lines[0].ID}}}
	made := b.Owner.Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusCreated, "")
	id := made.Text("id")
	if made.Text("state") != "submitted" || len(made.At("taken").([]any)) != 3 {
		t.Errorf("it stands at %s", made.Body)
	}
	for state, want := range map[string]int{"submitted": 1, "draft": 0, "posted": 0} {
		if got := b.Owner.Get(t, "/purchase-receipts?state="+state).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s lists %v, want %d", state, got, want)
		}
	}
	purchaser, keeper := b.Member(t, "purchaser", tenant.RolePurchaser), b.Member(t, "keeper", tenant.RoleWarehouse)
	at := map[string]any{"version": 1}
	purchaser.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/approve", at).Want(t, http.StatusForbidden, "forbidden")
	purchaser.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/reject", map[string]any{"version": 1, "reason": "x"}).Want(t, http.StatusForbidden, "forbidden")
	b.Owner.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/approve", at).Want(t, http.StatusForbidden, "purchase_receipt.own_review")
	b.Other.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/approve", at).Want(t, http.StatusNotFound, "purchase_receipt.not_found")
	if done := keeper.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/approve", at).Want(t, http.StatusOK, ""); done.Text("state") != "posted" {
		t.Errorf("approved: %s", done.Body)
	}
	b.verified(t)
}
