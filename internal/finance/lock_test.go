package finance_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/finance"
)

// Who waits for a fund account holds neither a number nor an account of a higher key,
// so that whoever has the account can take both: two clerks never wait for each other.
// A deadlock would be seen as a second try.
func TestFundAccountsAreLockedInOrderBeforeTheNumber(t *testing.T) {
	t.Parallel()
	f := setup(t)
	low, high := f.cash.ID, f.escrow.ID
	if low > high {
		low, high = high, low
	}
	transfer := func(from, to db.ID) (id db.ID) {
		f.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			id, _, err = f.finance.TransferTx(ctx, tx, finance.Transfer{From: from, To: to, Amount: amount("3")})
			return err
		})
		return id
	}
	paid := finance.Receipt{CustomerID: f.zhang, FundAccountID: low, Amount: amount("5")}
	received, err := f.receive(t, paid)
	if err != nil {
		t.Fatal(err)
	}
	there, back := transfer(low, high), transfer(high, low)
	for name, c := range map[string]struct {
		number string
		do     func(context.Context, *db.Tx) error
	}{
		"receipt": {"receipt", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReceiveTx(ctx, tx, paid)
			return err
		}},
		"reversed receipt": {"receipt", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReverseReceiptTx(ctx, tx, received, "", "")
			return err
		}},
		"transfer up": {"fund_transfer", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.TransferTx(ctx, tx, finance.Transfer{From: low, To: high, Amount: amount("1")})
			return err
		}},
		"transfer down": {"fund_transfer", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.TransferTx(ctx, tx, finance.Transfer{From: high, To: low, Amount: amount("1")})
			return err
		}},
		"reversed transfer up": {"fund_transfer", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReverseTransferTx(ctx, tx, there, "", "")
			return err
		}},
		"reversed transfer down": {"fund_transfer", func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReverseTransferTx(ctx, tx, back, "", "")
			return err
		}},
	} {
		const touch = "UPDATE fund_account SET note = note WHERE tenant_id = ? AND id = ?"
		holding, waiting := 0, 0
		other := make(chan error, 1)
		f.tx(t, func(ctx context.Context, tx *db.Tx) error {
			holding++
			if _, err := tx.Exec(ctx, touch, tx.Tenant, low); err != nil {
				return err
			}
			if holding == 1 {
				go func() {
					other <- f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
						waiting++
						return c.do(ctx, tx)
					})
				}()
			}
			dbtest.AwaitBlocked(ctx, t, f.DB, 1)
			if _, err := tx.Exec(ctx, touch, tx.Tenant, high); err != nil {
				return err
			}
			_, err := doc.NextNumberTx(ctx, tx, c.number, "2026-11-22")
			return err
		})
		if err := <-other; err != nil || holding != 1 || waiting != 1 {
			t.Errorf("%s: %v, after %d and %d tries", name, err, holding, waiting)
		}
	}
	f.verify(t)
}

// A document is taken back while one of the receipts that paid it is being changed: it
// waits for the receipt without holding the item.
func TestReceiptsAreLockedBeforeTheItemsTheySettle(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold := f.sell(t, f.zhang, "100")
	receipt, err := f.receive(t, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("60"), Allocations: []finance.Allocation{of(sold, "60")}})
	if err != nil {
		t.Fatal(err)
	}
	holding, waiting := 0, 0
	other := make(chan error, 1)
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		holding++
		if _, err := tx.Exec(ctx, "UPDATE receipt SET note = note WHERE tenant_id = ? AND id = ?", tx.Tenant, receipt); err != nil {
			return err
		}
		if holding == 1 {
			go func() { other <- f.reverseDocument(t, sold, func() { waiting++ }) }()
		}
		dbtest.AwaitBlocked(ctx, t, f.DB, 1)
		return f.finance.AllocateTx(ctx, tx, receipt, []finance.Allocation{of(sold, "0")}, nil)
	})
	if err := <-other; err != nil || holding != 1 || waiting != 1 {
		t.Errorf("%v, after %d and %d tries", err, holding, waiting)
	}
	if got := f.standing(t, f.zhang); got != "0.00 - 60.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
}

// Money that comes in for a document just while it is taken back becomes an advance.
func TestMoneyReceivedWhileItsDocumentIsTakenBack(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sold := f.sell(t, f.zhang, "100")
	other := make(chan error, 1)
	started := false
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE receivable SET note = note WHERE tenant_id = ? AND doc_id = ?", tx.Tenant, sold.DocID); err != nil {
			return err
		}
		if !started {
			started = true
			go func() { other <- f.reverseDocument(t, sold) }()
		}
		dbtest.AwaitBlocked(ctx, t, f.DB, 1)
		_, _, err := f.finance.ReceiveTx(ctx, tx, finance.Receipt{CustomerID: f.zhang, FundAccountID: f.cash.ID, Amount: amount("60"), Allocations: []finance.Allocation{of(sold, "60")}})
		return err
	})
	if err := <-other; err != nil {
		t.Fatal(err)
	}
	if got := f.standing(t, f.zhang); got != "0.00 - 60.00" {
		t.Errorf("standing %s", got)
	}
	f.verify(t)
}
