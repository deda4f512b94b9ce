package preorder

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
)

// ReleaseInput is what a person says when booking by hand what 1688 paid out.
type ReleaseInput struct {
	// FundAccountID is where it arrived; zero takes the account of the shop.
	FundAccountID db.ID
	Version       int64
}

// ReleaseByHand books what 1688 paid out where that does not go by itself: the account
// could not be used, a person took the transfer back, a refund was dealt with after the
// order was ended, or the shop was removed. A refund that the books know nothing of
// comes first.
func (s *Service) ReleaseByHand(ctx context.Context, sc db.Scope, id db.ID, in ReleaseInput) error {
	return s.changeEscrow(ctx, sc, id, in.Version, "escrow_released", func(ctx context.Context, tx *db.Tx, e *Escrow) error {
		var f fault.Fields
		if in.FundAccountID != 0 {
			if _, err := finance.ReleaseAccountTx(ctx, tx, in.FundAccountID); err != nil {
				return field(&f, "fundAccountId", err)
			}
		}
		gone, err := shopGoneTx(ctx, tx, e.ShopID)
		if err != nil {
			return err
		}
		switch {
		case e.Hold == HoldRefunded, e.Hold == HoldRefunding && !gone:
			return ErrEscrowRefund.With("order", e.OrderID, "amount", e.PlatformRefund, "booked", e.Refund)
		case e.over(), e.State != EscrowConfirmed && e.Hold != HoldClosed && !gone:
			return ErrEscrowState.With("order", e.OrderID, "state", e.State)
		}
		if err := s.releaseTx(ctx, tx, e, in.FundAccountID); err != nil {
			return err
		}
		if e.State != EscrowReleased { // the account of the shop cannot be used
			f.Add("fundAccountId", fault.ErrRequired)
		}
		return f.Err()
	})
}

// field makes a fault one of a field of the input; another error stays what it is.
func field(f *fault.Fields, path string, err error) error {
	if f.AddErr(path, err) {
		return f.Err()
	}
	return err
}

// ReverseRelease takes the transfer back that released money: it is held again until a
// person releases it.
func (s *Service) ReverseRelease(ctx context.Context, sc db.Scope, id db.ID, version int64, note string) error {
	return s.changeEscrow(ctx, sc, id, version, "escrow_reversed", func(ctx context.Context, tx *db.Tx, e *Escrow) error {
		if e.State != EscrowReleased {
			return ErrEscrowState.With("order", e.OrderID, "state", e.State)
		}
		if _, _, err := s.finance.ReverseTransferTx(ctx, tx, e.TransferID, escrowSource, note); err != nil {
			return err
		}
		e.State, e.Hold, e.TransferID, e.TransferNo, e.ReleasedTo, e.ReleasedAt = EscrowConfirmed, HoldReversed, 0, "", 0, db.Time{}
		return s.releaseLaterTx(ctx, tx, e, e.OrderID)
	})
}

// SettleRefund names the refund in the books that stands for what 1688 gave back since
// the last one. What is left of the money is released as before; when nothing is, that was it.
func (s *Service) SettleRefund(ctx context.Context, sc db.Scope, id, refund db.ID, version int64) error {
	return s.changeEscrow(ctx, sc, id, version, "escrow_refund", func(ctx context.Context, tx *db.Tx, e *Escrow) error {
		var f fault.Fields
		if err := s.finance.LockReceiptTx(ctx, tx, refund); err != nil {
			return field(&f, "refundId", err)
		}
		amount := e.PlatformRefund.Sub(e.Refund)
		if e.Hold == HoldClosed { // 1688 ended the order and tells of no further refund: then it is the rest
			amount = e.Held()
		}
		if e.over() || (e.Hold != HoldRefunded && e.Hold != HoldClosed) || amount <= 0 {
			return ErrEscrowNoRefund.With("order", e.OrderID)
		}
		err := s.finance.ClaimRefundTx(ctx, tx, refund, finance.RefundClaim{
			SourceKind: escrowSource, CustomerID: e.CustomerID, FundAccountID: e.FundAccountID, Amount: amount,
		})
		if err != nil {
			return field(&f, "refundId", err)
		}
		if err := insertEscrowRefundTx(ctx, tx, e.ID, refund, amount); err != nil {
			return err
		}
		e.Refund, e.Hold = e.Refund.Add(amount), HoldNone
		e.PlatformRefund = max(e.PlatformRefund, e.Refund)
		switch {
		case e.Held() == 0:
			e.State = EscrowRefunded
			return nil
		case e.due():
			return s.releaseTx(ctx, tx, e, 0)
		}
		return s.releaseLaterTx(ctx, tx, e, e.OrderID)
	})
}

// changeEscrow runs what a person does with money in escrow, as they saw it.
func (s *Service) changeEscrow(ctx context.Context, sc db.Scope, id db.ID, version int64, action string, do func(context.Context, *db.Tx, *Escrow) error) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		e, err := escrowTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if e.Version != version {
			return fault.ErrStale
		}
		if err := do(ctx, tx, e); err != nil {
			return err
		}
		return s.savedEscrowTx(ctx, tx, e, action)
	})
}
