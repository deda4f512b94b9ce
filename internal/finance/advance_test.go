package finance_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

// advance books money received for nothing in particular.
func (f *fixture) advance(t *testing.T, customer db.ID, v string, settles ...finance.Allocation) db.ID {
	t.Helper()
	id, err := f.receive(t, finance.Receipt{CustomerID: customer, FundAccountID: f.cash.ID, Amount: amount(v), Allocations: settles})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (f *fixture) giveBack(t *testing.T, v string, draws ...finance.Draw) (db.ID, error) {
	t.Helper()
	return f.receive(t, finance.Receipt{Kind: finance.KindRefund, CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount(v).Neg(), Advances: draws})
}

func draw(receipt db.ID, v string) finance.Draw {
	return finance.Draw{ReceiptID: receipt, Amount: amount(v)}
}

// wantField fails the test unless the refusal is about the field.
func wantField(t *testing.T, what string, err error, field string, want *fault.Error) {
	t.Helper()
	e := fault.As(err)
	if e == nil || !slices.ContainsFunc(e.Fields, func(p fault.Field) bool { return p.Path == field && errors.Is(p.Err, want) }) {
		t.Errorf("%s: got %v, want %s of %s", what, err, want.Code, field)
	}
}

func TestAnAdvanceIsGivenBack(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold := f.sell(t, f.zhang, "100")
	part, whole := f.advance(t, f.zhang, "130", of(sold, "100")), f.advance(t, f.zhang, "50")
	gone, others := f.advance(t, f.zhang, "7"), f.advance(t, f.li, "9")
	if err := f.reverseReceipt(t, gone); err != nil {
		t.Fatal(err)
	}
	earlier, err := f.giveBack(t, "1", draw(whole, "1"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		amount string
		draws  []finance.Draw
		field  string
		want   *fault.Error
	}{
		"nothing chosen":                 {"10", nil, "allocations", finance.ErrRefundTotal},
		"less than is chosen":            {"10", []finance.Draw{draw(part, "20")}, "allocations", finance.ErrRefundTotal},
		"more than is chosen":            {"30", []finance.Draw{draw(part, "20")}, "allocations", finance.ErrRefundTotal},
		"more than the advance left":     {"30.01", []finance.Draw{draw(part, "30.01")}, "advances[0].amount", finance.ErrAdvanceLeft},
		"what was given back before":     {"50", []finance.Draw{draw(whole, "50")}, "advances[0].amount", finance.ErrAdvanceLeft},
		"below zero":                     {"10", []finance.Draw{draw(whole, "20"), draw(part, "-10")}, "advances[1].amount", fault.ErrPositive},
		"the same one twice":             {"40", []finance.Draw{draw(whole, "20"), draw(whole, "20")}, "advances[1].receiptId", finance.ErrAllocatedTwice},
		"another customer's":             {"9", []finance.Draw{draw(others, "9")}, "advances[0].receiptId", finance.ErrOtherCustomer},
		"one that was reversed":          {"7", []finance.Draw{draw(gone, "7")}, "advances[0].receiptId", finance.ErrReceiptReversed},
		"a refund":                       {"1", []finance.Draw{draw(earlier, "1")}, "advances[0].receiptId", finance.ErrReceiptNotFound},
		"one that does not exist":        {"1", []finance.Draw{draw(4711, "1")}, "advances[0].receiptId", finance.ErrReceiptNotFound},
		"what the sale was settled with": {"130", []finance.Draw{draw(part, "130")}, "advances[0].amount", finance.ErrAdvanceLeft},
	} {
		_, err := f.giveBack(t, c.amount, c.draws...)
		wantField(t, name, err, c.field, c.want)
	}
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("1"), Advances: []finance.Draw{draw(part, "1")}}); err == nil {
		t.Error("a receipt gives an advance back")
	}

	refund, err := f.giveBack(t, "70", draw(part, "30"), draw(whole, "40"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang) + ", " + f.balance(t, f.cash.ID); got != "0.00 - 9.00, 118.00" {
		t.Errorf("given back: %s", got)
	}
	f.verify(t)
	later := f.sell(t, f.zhang, "30")
	err = f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
		return f.finance.AllocateTx(ctx, tx, part, []finance.Allocation{of(later, "30")}, nil)
	})
	wantField(t, "settling with what was given back", err, "allocations", finance.ErrAllocatedTotal)
	if err := f.reverseReceipt(t, part); !errors.Is(err, finance.ErrAdvanceRefunded) {
		t.Errorf("reversing the receipt gave %v", err)
	}
	if err := f.reverseReceipt(t, refund); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang) + ", " + f.balance(t, f.cash.ID); got != "30.00 - 79.00, 188.00" {
		t.Errorf("taken back: %s", got)
	}
	f.verify(t)
	if err := f.reverseReceipt(t, part); err != nil {
		t.Fatal(err)
	}
	f.verify(t)
}

// A return and an advance are given back by one refund.
func TestARefundOfAReturnAndAnAdvance(t *testing.T) {
	t.Parallel()
	f := setup(t)
	back := f.sell(t, f.zhang, "-20")
	paid := f.advance(t, f.zhang, "15")
	refund, err := f.receive(t, finance.Receipt{
		Kind: finance.KindRefund, CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("-30"),
		Allocations: []finance.Allocation{of(back, "-20")}, Advances: []finance.Draw{draw(paid, "10")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang) + ", " + f.balance(t, f.cash.ID); got != "0.00 - 5.00, -15.00" {
		t.Errorf("given back: %s", got)
	}
	f.verify(t)
	if err := f.reverseReceipt(t, refund); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang) + ", " + f.balance(t, f.cash.ID); got != "-20.00 - 15.00, 15.00" {
		t.Errorf("taken back: %s", got)
	}
	f.verify(t)
}

// Two clerks give the same advance back: one of them is told that nothing is left.
func TestAnAdvanceIsGivenBackOnce(t *testing.T) {
	t.Parallel()
	f := setup(t)
	paid := f.advance(t, f.zhang, "50")
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = f.giveBack(t, "50", draw(paid, "50")) })
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
			continue
		}
		wantField(t, "the others", err, "advances[0].amount", finance.ErrAdvanceLeft)
	}
	if got := f.standing(t, f.zhang) + ", " + f.balance(t, f.cash.ID); done != 1 || got != "0.00 - 0.00, 0.00" {
		t.Errorf("%d times: %s", done, got)
	}
	f.verify(t)
}

// What settled a document elsewhere is not there for a clerk of another warehouse, and
// neither is the refund that gives the rest of it back.
func TestAnAdvanceStaysWithinTheDataScope(t *testing.T) {
	t.Parallel()
	f := setup(t)
	elsewhere := finance.Receivable{CustomerID: f.zhang, DocKind: "sale", DocID: f.DB.NewID(), DocNo: "XH9", Date: "2026-11-01", Amount: amount("10"), WarehouseID: 9}
	f.tx(t, func(ctx context.Context, tx *db.Tx) error { return f.owe(ctx, tx, elsewhere) })
	paid, free := f.advance(t, f.zhang, "30", of(elsewhere, "10")), f.advance(t, f.zhang, "5")
	mine := tenant.DataScope{Warehouses: tenant.Limit{IDs: []db.ID{5}}, Shops: tenant.Limit{All: true}}
	limited := func(d finance.Draw) (db.ID, error) {
		return f.receive(t, finance.Receipt{Kind: finance.KindRefund, CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: d.Amount.Neg(), Advances: []finance.Draw{d}, Within: &mine})
	}
	_, err := limited(draw(paid, "20"))
	wantField(t, "an advance out of sight", err, "advances[0].receiptId", finance.ErrReceiptNotFound)
	if _, err := limited(draw(free, "5")); err != nil {
		t.Errorf("an advance of nobody's in particular: %v", err)
	}
	if _, err := f.giveBack(t, "20", draw(paid, "20")); err != nil {
		t.Fatal(err)
	}
	for within, want := range map[*tenant.DataScope]int{&mine: 1, &tenant.Everything: 2} {
		page, err := f.finance.Receipts(t.Context(), f.Scope(), api.ListQuery{Page: 1, PageSize: 50}, finance.ReceiptFilter{Kind: finance.KindRefund, Within: *within})
		if err != nil || len(page.Items) != want {
			t.Errorf("%d refunds in sight, %v, want %d", len(page.Items), err, want)
		}
		entries, err := f.finance.Entries(t.Context(), f.Scope(), api.ListQuery{Page: 1, PageSize: 50}, finance.EntryFilter{Within: *within})
		n := 0
		for i := range entries.Items {
			if entries.Items[i].DocKind == "refund" {
				n++
			}
		}
		if err != nil || n != want {
			t.Errorf("%d entries of refunds in sight, %v, want %d", n, err, want)
		}
	}
	f.verify(t)
}

func TestAdvancesOverHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	paid := f.advance(t, f.zhang, "50").String()
	body := func(v string) map[string]any {
		return map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": v, "advances": []any{map[string]any{"receiptId": paid, "amount": v}}}
	}
	if got := f.Owner.Do(t, http.MethodPost, "/refunds", body("50.01")).Want(t, 422, "").Fields(); !slices.Equal(got, []string{"advances[0].amount refund.advance_left"}) {
		t.Errorf("more than is left: %v", got)
	}
	made := f.Owner.Do(t, http.MethodPost, "/refunds", body("20")).Want(t, 201, "")
	if made.Text("advances", 0, "id") != paid || made.Text("advances", 0, "kind") != "receipt" || made.Text("advances", 0, "amount") != "20.00" || made.Text("advance") != "0.00" {
		t.Errorf("refund %s", made.Body)
	}
	receipt := f.Owner.Get(t, "/receipts/"+paid).Want(t, 200, "")
	if receipt.Text("advance") != "30.00" || receipt.Text("advances", 0, "no") != made.Text("no") || receipt.Text("advances", 0, "kind") != "refund" {
		t.Errorf("receipt %s", receipt.Body)
	}
	if got := f.Owner.Get(t, "/receipts?unallocated=true").Want(t, 200, ""); got.At("total") != 1 || got.Text("items", 0, "id") != paid {
		t.Errorf("advances left: %s", got.Body)
	}
	f.Owner.Do(t, http.MethodPost, "/receipts/"+paid+"/actions/reverse", map[string]any{}).Want(t, 409, "receipt.advance_refunded")
	if got := f.Owner.Get(t, "/customers/"+f.zhang.String()+"/statement").Want(t, 200, ""); got.Text("closing") != "-30.00" || got.Text("advance") != "30.00" {
		t.Errorf("statement %s", got.Body)
	}
	f.Member(t, "clerk", tenant.RoleSales).Do(t, http.MethodPost, "/refunds", body("1")).Want(t, 403, "forbidden")
	f.verify(t)
}
