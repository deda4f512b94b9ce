package finance_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
)

func of(r finance.Receivable, amount string) finance.Allocation {
	return finance.Allocation{DocID: r.DocID, Amount: dec.MustAmount(amount)}
}

func (f *fixture) reverseReceipt(t *testing.T, id db.ID) error {
	t.Helper()
	return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, _, err := f.finance.ReverseReceiptTx(ctx, tx, id, "", "")
		return err
	})
}

// reverseDocument takes the document of an item back, as a sale does; each try calls
// what is given.
func (f *fixture) reverseDocument(t *testing.T, r finance.Receivable, each ...func()) error {
	t.Helper()
	return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
		for _, call := range each {
			call()
		}
		by := finance.Receivable{DocKind: "sale", DocID: tx.NewID(), DocNo: "R" + r.DocNo, Date: "2026-11-02"}
		if err := f.finance.ReverseReceivableTx(ctx, tx, r.DocID, by); err != nil {
			return err
		}
		e := saleEntry(r, r.Amount.Neg().Cost())
		e.DocID, e.DocNo = by.DocID, by.DocNo
		return f.finance.PostTx(ctx, tx, e)
	})
}

func TestAReturnIsPaidOut(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold, back := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "-59")
	refund := func(amount string, list ...finance.Allocation) (db.ID, error) {
		return f.receive(t, finance.Receipt{Kind: finance.KindRefund, CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: dec.MustAmount(amount), Allocations: list})
	}
	for name, c := range map[string]struct {
		amount string
		list   []finance.Allocation
		want   *fault.Error
	}{
		"nothing owed to the customer": {"-10", nil, finance.ErrRefundTotal},
		"less than it settles":         {"-10", []finance.Allocation{of(back, "-20")}, finance.ErrRefundTotal},
		"more than is owed":            {"-60", []finance.Allocation{of(back, "-60")}, finance.ErrOverAllocated},
		"what the customer owes":       {"-10", []finance.Allocation{of(sold, "-10")}, finance.ErrOverAllocated},
		"money that would come in":     {"10", []finance.Allocation{of(back, "-10")}, fault.ErrPositive},
	} {
		_, err := refund(c.amount, c.list...)
		e := fault.As(err)
		if e == nil || !slices.ContainsFunc(e.Fields, func(p fault.Field) bool { return errors.Is(p.Err, c.want) }) {
			t.Errorf("%s: got %v, want %s", name, err, c.want.Code)
		}
	}
	// Part of it is set against what the customer owes, the rest is paid out.
	id, err := refund("-29", of(back, "-59"), of(sold, "30"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "70.00 - 0.00" || f.balance(t, f.cash.ID) != "-29.00" {
		t.Errorf("standing %s, cash %s", got, f.balance(t, f.cash.ID))
	}
	f.verify(t)
	if err := f.reverseDocument(t, back); !errors.Is(err, finance.ErrSettledBy) {
		t.Errorf("taking the return back gave %v", err)
	}
	if err := f.reverseReceipt(t, id); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "41.00 - 0.00" || f.balance(t, f.cash.ID) != "0.00" {
		t.Errorf("after the reversal: standing %s, cash %s", got, f.balance(t, f.cash.ID))
	}
	if err := f.reverseDocument(t, back); err != nil {
		t.Fatal(err)
	}
	f.verify(t)
}

func TestAReturnIsSettledAgainstASaleWithoutMoney(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold, back := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "-59")
	settle := func(list ...finance.Allocation) (db.ID, error) {
		return f.receive(t, finance.Receipt{Kind: finance.KindSettlement, CustomerID: f.zhang, Allocations: list})
	}
	for _, list := range [][]finance.Allocation{nil, {of(sold, "10")}, {of(sold, "10"), of(back, "-20")}} {
		_, err := settle(list...)
		if e := fault.As(err); e == nil || len(e.Fields) != 1 || !errors.Is(e.Fields[0].Err, finance.ErrSettlementTotal) {
			t.Errorf("%v gave %v", list, err)
		}
	}
	id, err := settle(of(sold, "59"), of(back, "-59"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "41.00 - 0.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
	for _, r := range []finance.Receivable{sold, back} {
		if err := f.reverseDocument(t, r); !errors.Is(err, finance.ErrSettledBy) {
			t.Errorf("taking %s back gave %v", r.DocNo, err)
		}
	}
	if err := f.reverseReceipt(t, id); err != nil {
		t.Fatal(err)
	}
	if err := f.reverseReceipt(t, id); !errors.Is(err, finance.ErrReceiptReversed) {
		t.Errorf("twice: %v", err)
	}
	for _, r := range []finance.Receivable{sold, back} {
		if err := f.reverseDocument(t, r); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.standing(t, f.zhang); got != "0.00 - 0.00" {
		t.Errorf("in the end %s", got)
	}
	f.verify(t)
}

// A return that was set against a sale within a receipt cannot be taken out of it.
func TestAReturnWithinAReceiptIsNotTakenBackAlone(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold, back := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "-20")
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: dec.MustAmount("80"), Allocations: []finance.Allocation{of(sold, "100"), of(back, "-20")}}); err != nil {
		t.Fatal(err)
	}
	if err := f.reverseDocument(t, back); !errors.Is(err, finance.ErrSettledBy) {
		t.Errorf("got %v", err)
	}
	f.verify(t)
}

func TestRefundsOverHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold, back := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "-59")
	list := func(pairs ...string) []any {
		var out []any
		for i, r := range []finance.Receivable{back, sold} {
			if i < len(pairs) {
				out = append(out, map[string]any{"docId": r.DocID, "amount": pairs[i]})
			}
		}
		return out
	}
	made := f.Owner.Do(t, http.MethodPost, "/refunds", map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "9", "allocations": list("-9")}).Want(t, 201, "")
	if made.Text("kind") != "refund" || made.Text("amount") != "-9.00" || made.Text("no")[:2] != "TK" {
		t.Errorf("refund %s", made.Body)
	}
	set := f.Owner.Do(t, http.MethodPost, "/settlements", map[string]any{"customerId": f.zhang, "allocations": list("-50", "50")}).Want(t, 201, "")
	if set.Text("kind") != "settlement" || set.Text("amount") != "0.00" || set.Text("fundAccountId") != "" {
		t.Errorf("settlement %s", set.Body)
	}
	for kind, want := range map[string]int{"refund": 1, "settlement": 1, "receipt": 0} {
		if got := f.Owner.Get(t, "/receipts?kind="+kind).Want(t, 200, ""); got.At("total") != want {
			t.Errorf("%s: %s", kind, got.Body)
		}
	}
	st := f.Owner.Get(t, "/customers/"+f.zhang.String()+"/statement").Want(t, 200, "")
	if st.Text("closing") != "50.00" || st.Text("receivable") != "50.00" {
		t.Errorf("statement %s", st.Body)
	}
	f.Owner.Do(t, http.MethodPost, "/receipts/"+made.Text("id")+"/actions/reverse", map[string]any{}).Want(t, 200, "")
	f.Owner.Do(t, http.MethodPost, "/receipts/"+set.Text("id")+"/actions/reverse", map[string]any{}).Want(t, 200, "")
	clerk := f.Member(t, "clerk", "sales")
	clerk.Do(t, http.MethodPost, "/refunds", map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "9", "allocations": list("-9")}).Want(t, 403, "forbidden")
	f.verify(t)
}
