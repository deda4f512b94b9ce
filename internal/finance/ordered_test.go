package finance_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
)

// Payments say for which order they are: what is left of them waits for its goods, what
// was paid for it is the sum of them and of what settled its documents.
func TestPaymentsForAnOrder(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	order, other := f.DB.NewID(), f.DB.NewID()
	var reversed []finance.Reversed
	f.finance.OnPaymentReversed(func(_ context.Context, _ *db.Tx, r finance.Reversed) error {
		reversed = append(reversed, r)
		return nil
	})
	pay := func(order db.ID, sum string) (id db.ID) {
		t.Helper()
		f.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			id, _, err = f.finance.PayTx(ctx, tx, finance.Payment{SupplierID: h.party, FundAccountID: f.cash.ID, Amount: amount(sum), OrderID: order})
			return err
		})
		return id
	}
	first, second, _ := pay(order, "30"), pay(order, "20"), pay(other, "9")
	advances := func() (ids []db.ID) {
		t.Helper()
		f.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			ids, err = f.finance.OrderAdvancesTx(ctx, tx, order)
			return err
		})
		return ids
	}
	if got := advances(); !slices.Equal(got, []db.ID{first, second}) {
		t.Fatalf("the advances of the order: %v", got)
	}
	d := h.deal(t, h.party, "40")
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := f.finance.ClearAdvancesTx(ctx, tx, d.id, []db.ID{first, second})
		return err
	})
	if got := advances(); !slices.Equal(got, []db.ID{second}) {
		t.Errorf("the advances once goods came: %v", got)
	}
	more := h.deal(t, h.party, "5")
	h.must(t, entered{amount: "5", allocations: []finance.Allocation{more.of("5")}}) // names no order
	paid := func() dec.Amount {
		t.Helper()
		var sums map[db.ID]dec.Amount
		f.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			sums, err = f.finance.PaidForOrdersTx(ctx, tx, map[db.ID][]db.ID{order: {d.id, more.id}, 4711: nil})
			return err
		})
		if sums[4711] != 0 {
			t.Errorf("paid for nothing: %v", sums)
		}
		return sums[order]
	}
	if got := paid(); got != amount("55") {
		t.Errorf("paid %s", got)
	}
	if err := h.takeBack(t, second); err != nil {
		t.Fatal(err)
	}
	if got := paid(); got != amount("35") || len(reversed) != 1 || reversed[0].ID != second || reversed[0].OrderID != order {
		t.Errorf("taken back: paid %s, told %+v", got, reversed)
	}
	f.verify(t)

	// Who minds the reversal keeps it from happening.
	refusal := errors.New("no")
	f.finance.OnPaymentReversed(func(context.Context, *db.Tx, finance.Reversed) error { return refusal })
	if err := h.takeBack(t, first); !errors.Is(err, refusal) || paid() != amount("35") {
		t.Errorf("reversal %v, paid %s", err, paid())
	}
}
