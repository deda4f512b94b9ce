package purchase_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The price of an order that was not entered is that of the order when the goods count.
func TestAReceiptThatWaitsHasThePriceOfItsOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	o := b.make(t, b.input(of(b.red, "3", "10"), of(b.blue, "1", "5")), purchase.ModeSubmit)
	waits := b.receipt(o, "3", "1")
	same := dec.MustPrice("10")
	waits.Lines[0].Price = &same // said again by somebody who may not say another
	r := b.receive(t, waits)
	if _, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, b.input(of(b.red, "3", "8"), of(b.blue, "1", "4")), purchase.ModeSubmit); err != nil {
		t.Fatal(err)
	}
	r, err := b.orders.ApproveReceipt(t.Context(), reviewer, r.ID, r.Version)
	if err != nil || r.Total != dec.MustAmount("28") {
		t.Errorf("the order came to 28 meanwhile, owed are %s: %v", r.Total, err)
	}
	b.verified(t)
}

// A freight that was said as the order has it is the order's, for who may say no other.
func TestWhatTheOrderSaysIsNotEntered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	in := b.input(of(b.red, "10", "10"))
	in.Freight = dec.MustAmount("10")
	o := b.make(t, in, purchase.ModeSubmit)
	half := dec.MustAmount("5")
	waits := b.receipt(o, "5")
	waits.Freight = &half
	first := b.receive(t, waits)
	all := b.receipt(o, "5")
	all.MayReprice, all.Freight = true, &in.Freight
	second := b.receive(t, all)
	var freight dec.Amount
	for _, r := range []*purchase.Receipt{second, first} {
		done, err := b.orders.ApproveReceipt(t.Context(), reviewer, r.ID, r.Version)
		if err != nil {
			t.Fatal(err)
		}
		freight = freight.Add(done.Freight)
	}
	if freight != in.Freight {
		t.Errorf("charged a freight of %s", freight)
	}
}

// A reason gives nobody the right to take more than was ordered.
func TestAReasonIsNoRight(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	sly := b.receipt(o, "3")
	sly.OverReason = "随便写"
	first, second := b.receive(t, sly), b.receive(t, b.receipt(o, "3"))
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, second.ID, second.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.ApproveReceipt(t.Context(), reviewer, first.ID, first.Version); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrOverReceived) {
		t.Errorf("more than was ordered, by somebody who may not, gave %v", err)
	}
}

// What a receipt names is a document that it can come of, and not earlier than that.
func TestWhatAReceiptComesOf(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.receipt(b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit), "3")
	in.Date = b.today(-2)
	r := b.receive(t, in)
	free := purchase.ReceiptInput{SupplierID: b.supplier, SourceID: r.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{{LineInput: of(b.red, "1", "1")}}}
	if _, err := b.orders.Receive(t.Context(), b.scope, free, true); field(err, "sourceId") == nil {
		t.Errorf("a receipt of a receipt gave %v", err)
	}
	back := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: r.ID, Date: b.today(-3), Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{{LineInput: of(b.red, "1", "")}}}
	back.Lines[0].SourceLineID = r.Lines[0].ID
	if _, err := b.orders.Receive(t.Context(), b.scope, back, true); !errors.Is(field(err, "date"), purchase.ErrReturnEarly) {
		t.Errorf("a return before its receipt gave %v", err)
	}
	back.Date = b.today(-2)
	back.Lines[0].Rejected = dec.MustQuantity("1")
	if _, err := b.orders.Receive(t.Context(), b.scope, back, true); field(err, "lines[0].rejected") == nil {
		t.Errorf("goods that went back and were not accepted gave %v", err)
	}
	back.Lines[0].Rejected = 0
	b.receive(t, back)
}

// A receipt is found by the number of its order wherever it stands, and says why it was
// sent back until it is posted.
func TestAReceiptSentBackIsFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "stock_review", true)
	reviewer := b.as(b.Member(t, "reviewer", tenant.RoleAccount))
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	r := b.receive(t, b.receipt(o, "3"))
	r, err := b.orders.RejectReceipt(t.Context(), reviewer, r.ID, r.Version, "数量不对")
	if err != nil {
		t.Fatal(err)
	}
	found := func(what string, want int) {
		t.Helper()
		if got := b.Owner.Get(t, "/purchase-receipts?q="+o.No).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s: the number of the order finds %v", what, got)
		}
	}
	found("sent back", 1)
	if r, err = b.orders.UpdateReceipt(t.Context(), b.scope, r.ID, r.Version, b.receipt(o, "2"), false); err != nil || r.RejectedReason != "数量不对" {
		t.Errorf("kept as a draft: %v, %q", err, r.RejectedReason)
	}
	if r, err = b.orders.UpdateReceipt(t.Context(), b.scope, r.ID, r.Version, b.receipt(o, "2"), true); err != nil || r.RejectedReason != "" {
		t.Errorf("submitted again: %v, %q", err, r.RejectedReason)
	}
	if _, err = b.orders.VoidReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
		t.Fatal(err)
	}
	found("void", 1)
}

// Who may not see costs goes on with a draft without changing what it costs, and is not
// told what the goods cost by what is refused.
func TestTheKeeperPostsWhatOthersEntered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	keeper := b.Member(t, "keeper", tenant.RoleWarehouse)
	draft := map[string]any{
		"mode": "draft", "orderId": o.ID, "freight": "30", "discount": "2",
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "3", "price": "9", "sourceLineId": o.Lines[0].ID}},
	}
	made := b.Owner.Do(t, http.MethodPost, "/purchase-receipts", draft).Want(t, http.StatusCreated, "")
	path := "/purchase-receipts/" + made.Text("id")
	counted := map[string]any{
		"mode": "post", "version": 1, "orderId": o.ID, "discount": "9999",
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "2", "sourceLineId": o.Lines[0].ID}},
	}
	refused := keeper.Do(t, http.MethodPut, path, counted).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if got := refused.Fields(); len(got) != 1 || got[0] != "discount purchase_receipt.not_agreed" {
		t.Errorf("refused with %q", got)
	}
	delete(counted, "discount")
	keeper.Do(t, http.MethodPut, path, counted).Want(t, http.StatusOK, "")
	if got := b.Owner.Get(t, path); got.Text("freight") != "30.00" || got.Text("total") != "46.00" {
		t.Errorf("posted by the keeper: freight %s, total %s", got.Text("freight"), got.Text("total"))
	}
	b.verified(t)
}

// What somebody who may has put into a draft may be said again by whoever goes on with it,
// and nothing else.
func TestWhatADraftSaysMayBeSaidAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	purchaser := b.Member(t, "purchaser", tenant.RolePurchaser)
	line := map[string]any{"skuId": b.red, "quantity": "3", "price": "9", "discount": "1", "sourceLineId": o.Lines[0].ID}
	body := map[string]any{"mode": "draft", "orderId": o.ID, "freight": "30", "discount": "2", "lines": []any{line}}
	purchaser.Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusUnprocessableEntity, "input.fields")
	made := b.Owner.Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusCreated, "")
	path := "/purchase-receipts/" + made.Text("id")
	body["mode"], body["version"], body["otherFee"], line["price"] = "post", 1, "1", "8"
	got := purchaser.Do(t, http.MethodPut, path, body).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if want := []string{"lines[0].price purchase_receipt.not_agreed", "otherFee purchase_receipt.not_agreed"}; !slices.Equal(got, want) {
		t.Errorf("another price and fee gave %q", got)
	}
	line["price"] = "9"
	delete(body, "otherFee")
	if a := purchaser.Do(t, http.MethodPut, path, body).Want(t, http.StatusOK, ""); a.Text("total") != "54.00" {
		t.Errorf("posted for %s", a.Text("total"))
	}
}
