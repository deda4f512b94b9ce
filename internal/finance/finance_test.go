package finance_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

func amount(s string) dec.Amount { return dec.MustAmount(s) }

func TestEntriesBalanceOrAreRefused(t *testing.T) {
	t.Parallel()
	f := setup(t)
	r := finance.Receivable{CustomerID: f.zhang, DocKind: "sale", DocID: 1, DocNo: "XH1", Date: "2026-11-01"}
	post := func(change func(*finance.Entry)) error {
		e := saleEntry(r, dec.MustCost("10"))
		change(&e)
		return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error { return f.finance.PostTx(ctx, tx, e) })
	}
	if err := post(func(e *finance.Entry) { e.Lines[1].Amount = dec.MustCost("-9.999999") }); !errors.Is(err, finance.ErrUnbalanced) {
		t.Errorf("unbalanced: %v", err)
	}
	if err := post(func(e *finance.Entry) {
		e.Lines[0].Amount, e.Lines[1].Amount = dec.MustCost("9.999"), dec.MustCost("-9.999")
	}); !errors.Is(err, finance.ErrFraction) {
		t.Errorf("a customer owes a fraction of a fen: %v", err)
	}
	if err := post(func(e *finance.Entry) { e.Lines[1].Account = "9999" }); !errors.Is(err, db.ErrReferenced) {
		t.Errorf("unknown account: %v", err)
	}
	if err := post(func(e *finance.Entry) { e.Lines[1].FundAccountID = 5 }); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("unknown fund account: %v", err)
	}
	if err := post(func(e *finance.Entry) { e.Lines = []finance.EntryLine{{Account: "6001"}} }); err != nil {
		t.Errorf("nothing but zero: %v", err)
	}
	f.verify(t)
	f.view(t, func(ctx context.Context, tx *db.Tx) error {
		var n int
		_, err := tx.Row(ctx, "SELECT COUNT(*) FROM entry WHERE tenant_id = ?", []any{tx.Tenant}, &n)
		if n != 0 {
			t.Errorf("%d entries were written", n)
		}
		return err
	})
}

func TestReceiptSettlesAndTheRestIsAdvance(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a, b := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "50.5")
	id, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("130"), Allocations: []finance.Allocation{
		{DocKind: "sale", DocID: a.DocID, Amount: amount("100")}, {DocID: b.DocID, Amount: amount("20")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "30.50 - 10.00" {
		t.Errorf("standing %s", got)
	}
	if got := f.balance(t, f.cash.ID); got != "130.00" {
		t.Errorf("cash %s", got)
	}
	f.verify(t)
	// The advance settles the rest as far as it goes.
	allocate := func(doc db.ID, v string) error {
		return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			return f.finance.AllocateTx(ctx, tx, id, []finance.Allocation{{DocID: doc, Amount: amount(v)}}, nil)
		})
	}
	if err := allocate(b.DocID, "11"); err == nil || !strings.Contains(err.Error(), "receipt.allocated_exceeds") {
		t.Errorf("more than the advance: %v", err)
	}
	if err := allocate(b.DocID, "10"); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "20.50 - 0.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
	// Reversed: all is open again, the money is gone.
	reverse := func() error {
		return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReverseReceiptTx(ctx, tx, id, "", "退款")
			return err
		})
	}
	if err := reverse(); err != nil {
		t.Fatal(err)
	}
	if err := reverse(); !errors.Is(err, finance.ErrReceiptReversed) {
		t.Errorf("reversed twice: %v", err)
	}
	if got := f.standing(t, f.zhang) + " " + f.balance(t, f.cash.ID); got != "150.50 - 0.00 0.00" {
		t.Errorf("after the reversal: %s", got)
	}
	f.verify(t)
}

func TestReceiptRefused(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a, other := f.sell(t, f.zhang, "100"), f.sell(t, f.li, "100")
	tests := map[string]struct {
		r    finance.Receipt
		want string
	}{
		"nothing given": {finance.Receipt{}, "customerId: input.required; fundAccountId: input.required; amount: decimal.not_positive"},
		"more than open": {
			finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("200"), Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("100.01")}}},
			"allocations[0].amount: receivable.over_allocated",
		},
		"more than received": {
			finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("50"), Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("60")}}},
			"allocations: receipt.allocated_exceeds",
		},
		"below zero": {
			finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("50"), Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("-60")}}},
			"allocations[0].amount: receivable.over_allocated",
		},
		"another customer's, unknown and twice": {
			finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("50"), Allocations: []finance.Allocation{
				{DocID: other.DocID, Amount: amount("1")}, {DocID: 7, Amount: amount("1")}, {DocID: a.DocID, Amount: amount("1")}, {DocID: a.DocID, Amount: amount("1")}, {DocKind: "order", DocID: a.DocID, Amount: amount("1")},
			}},
			"allocations[0].docId: receivable.other_customer; allocations[1].docId: receivable.not_found; allocations[3].docId: receipt.document_twice; allocations[4].docId: receivable.not_found",
		},
	}
	for name, tt := range tests {
		_, err := f.receive(t, tt.r)
		var got []string
		if e := fault.As(err); e != nil {
			for _, fd := range e.Fields {
				got = append(got, fd.Path+": "+fd.Err.Code)
			}
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: got %s (%v)\nwant %s", name, strings.Join(got, "; "), err, tt.want)
		}
	}
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("1"), Date: "2025-12-31"}); !errors.Is(err, tenant.ErrBeforeStart) {
		t.Errorf("before the start: %v", err)
	}
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.other, FundAccountID: f.cash.ID, Amount: amount("1")}); !errors.Is(err, db.ErrReferenced) && fault.KindOf(err) != fault.NotFound {
		t.Errorf("another set's customer: %v", err)
	}
	f.verify(t)
	if got := f.balance(t, f.cash.ID); got != "0.00" {
		t.Errorf("refused receipts left %s", got)
	}
}

// A paid pre-order posts its receipt once, however often and by however many
// workers its job runs.
func TestSourceIsBookedOnce(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a := f.sell(t, f.zhang, "100")
	r := finance.Receipt{
		CustomerID: f.zhang, FundAccountID: f.escrow.ID, Amount: amount("100"), SourceKind: "preorder", SourceID: 99,
		Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("100")}}, ExcessToAdvance: true,
	}
	free := r // without allocations they queue at the account only
	free.SourceID, free.Allocations = 100, nil
	ids := make([]db.ID, 12)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			want := r
			if i%2 == 1 {
				want = free
			}
			id, err := f.receive(t, want)
			if err != nil {
				t.Error(err)
			}
			ids[i] = id
		})
	}
	wg.Wait()
	for i := range ids {
		if ids[i] == 0 || ids[i] != ids[i%2] {
			t.Errorf("run %d booked %d, the first %d", i, ids[i], ids[i%2])
		}
	}
	if got := f.balance(t, f.escrow.ID) + ", " + f.standing(t, f.zhang); got != "200.00, 0.00 - 100.00" {
		t.Errorf("booked %s", got)
	}
	r.Amount = amount("99")
	if _, err := f.receive(t, r); !errors.Is(err, finance.ErrSourceMismatch) {
		t.Errorf("another amount: %v", err)
	}
	f.verify(t)
}

// Money that has arrived is booked even when the document was paid otherwise.
func TestExcessBecomesAdvance(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a := f.sell(t, f.zhang, "100")
	pay := func(v string, source db.ID) {
		t.Helper()
		if _, err := f.receive(t, finance.Receipt{
			CustomerID: f.zhang, FundAccountID: f.escrow.ID, Amount: amount(v), SourceKind: "preorder", SourceID: source,
			Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount(v)}}, ExcessToAdvance: true,
		}); err != nil {
			t.Fatal(err)
		}
	}
	pay("60", 1)
	pay("100", 2)
	pay("100", 3)
	if got := f.standing(t, f.zhang); got != "0.00 - 160.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
}

func TestReversedDocumentFreesWhatWasPaid(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a := f.sell(t, f.zhang, "100")
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("60"), Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("60")}}}); err != nil {
		t.Fatal(err)
	}
	back := finance.Receivable{DocKind: "sale", DocID: f.DB.NewID(), DocNo: "XH-1", Date: "2026-11-02"}
	reverse := func() error {
		return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			if err := f.finance.ReverseReceivableTx(ctx, tx, a.DocID, back); err != nil {
				return err
			}
			e := saleEntry(back, dec.MustCost("-100"))
			e.Lines[0].PartyID = f.zhang
			return f.finance.PostTx(ctx, tx, e)
		})
	}
	if err := reverse(); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "0.00 - 60.00" {
		t.Errorf("standing %s", got)
	}
	if err := reverse(); !errors.Is(err, finance.ErrReceivableReversed) {
		t.Errorf("reversed twice: %v", err)
	}
	f.verify(t)
}

func TestReturnIsSetAgainstASale(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a, back := f.sell(t, f.zhang, "100"), f.sell(t, f.zhang, "-30")
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("70"), Allocations: []finance.Allocation{
		{DocID: a.DocID, Amount: amount("100")}, {DocID: back.DocID, Amount: amount("-30")},
	}}); err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "0.00 - 0.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
}

func TestCreditLimit(t *testing.T) {
	t.Parallel()
	f := setup(t)
	f.sell(t, f.zhang, "450")
	check := func(customer db.ID, more string) error {
		return f.DB.View(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			return f.finance.CheckCreditTx(ctx, tx, customer, amount(more))
		})
	}
	if err := check(f.zhang, "50"); err != nil {
		t.Errorf("up to the limit: %v", err)
	}
	err := check(f.zhang, "50.01")
	if e := fault.As(err); e == nil || !errors.Is(err, finance.ErrCreditLimit) || e.Params["exceeds"] != "0.01" {
		t.Errorf("beyond the limit: %v", err)
	}
	if err := check(f.li, "9999999"); err != nil {
		t.Errorf("no limit set: %v", err)
	}
}

// Verify must see what it is there for: each broken thing gives its finding.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	f := setup(t)
	a := f.sell(t, f.zhang, "100")
	if _, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("60"), Allocations: []finance.Allocation{{DocID: a.DocID, Amount: amount("40")}}}); err != nil {
		t.Fatal(err)
	}
	f.verify(t)
	for statement, want := range map[string][]string{
		"UPDATE fund_account SET balance = balance + 10000 WHERE tenant_id = ? AND kind = 'cash'": {"finance.fund_balance"},
		"UPDATE receivable SET settled = settled - 10000 WHERE tenant_id = ?":                     {"finance.settled", "finance.customer_receivable"},
		"UPDATE receipt SET allocated = allocated + 10000 WHERE tenant_id = ?":                    {"finance.allocated", "finance.customer_advance"},
		"UPDATE receivable SET set_off = 10000 WHERE tenant_id = ?":                               {"finance.set_off", "finance.customer_receivable"},
		"UPDATE entry_line SET amount = amount + 10000 WHERE tenant_id = ? AND account = '6001'":  {"finance.entry_balance"},
		"UPDATE entry_line SET account = '1405' WHERE tenant_id = ? AND account = '6001'":         {"finance.inventory"},
		"UPDATE entry_line SET fund_account_id = NULL WHERE tenant_id = ? AND account = '1001'":   {"finance.fund_balance", "finance.fund_named"},
		"DELETE FROM entry_line WHERE tenant_id = ? AND account IN ('6001')":                      {"finance.entry_balance", "finance.entry_lines"},
		"UPDATE entry_line SET party_id = NULL WHERE tenant_id = ? AND account = '2203'":          {"finance.customer_advance"},
	} {
		undo := errors.New("undo")
		err := f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, statement, tx.Tenant); err != nil {
				return err
			}
			list, err := f.finance.VerifyTx(ctx, tx, 0)
			if err != nil {
				return err
			}
			got := map[string]bool{}
			for _, found := range list {
				got[found.Check] = true
			}
			for _, w := range want {
				if !got[w] {
					t.Errorf("%s: no finding %s in %v", statement, w, list)
				}
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	f.verify(t)
}

func TestDatesOfMoney(t *testing.T) {
	t.Parallel()
	f := setup(t)
	r := finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("10"), Date: "2026-11-23"} // tomorrow
	if _, err := f.receive(t, r); !errors.Is(err, tenant.ErrDateFuture) {
		t.Errorf("received tomorrow: %v", err)
	}
	if _, err := f.finance.OpenOpening(t.Context(), f.Scope(), finance.OpeningReceivable{CustomerID: f.zhang, Amount: amount("10"), Date: "2026-11-23"}); !errors.Is(err, tenant.ErrDateFuture) {
		t.Errorf("owed from tomorrow: %v", err)
	}
	r.Date = "2026-11-20"
	id, err := f.receive(t, r)
	if err != nil {
		t.Fatal(err)
	}
	for date, want := range map[db.Date]error{"2026-11-19": tenant.ErrBeforeOriginal, "2026-11-23": tenant.ErrDateFuture, "2026-11-20": nil} {
		undo := errors.New("undo")
		err := f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			if _, _, err := f.finance.ReverseReceiptTx(ctx, tx, id, date, ""); err != nil {
				return err
			}
			return undo
		})
		if want == nil {
			want = undo
		}
		if !errors.Is(err, want) {
			t.Errorf("reversed on %s: %v", date, err)
		}
	}
	f.verify(t)
}
