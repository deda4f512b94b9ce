package paying

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The levels of approval.
const (
	FirstLevel  = 1 // 审核
	SecondLevel = 2 // 复审
)

// Approve gives the approval of a level. After the last it needs, the request is the
// cashier's notice.
func (s *Service) Approve(ctx context.Context, sc db.Scope, id db.ID, version, level int64) (*Request, error) {
	action := "approve"
	if level == SecondLevel {
		action = "approve_second"
	}
	return s.change(ctx, sc, id, version, action, func(ctx context.Context, tx *db.Tx, r *Request) error {
		if r.State != waiting(level) {
			return ErrState.With("no", r.No, "state", r.State)
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := r.mayApprove(set, tx.Actor.UserID); err != nil {
			return err
		}
		if err := s.unchangedTx(ctx, tx, r); err != nil {
			return err
		}
		if level == SecondLevel {
			r.Approved2By, r.Approved2At = tx.Actor.UserID, tx.Now
		} else {
			r.ApprovedBy, r.ApprovedAt = tx.Actor.UserID, tx.Now
		}
		if level < r.Levels {
			r.State = StateApprovedOnce
			return nil
		}
		r.State, r.Attention = StateApproved, nil
		for i := range r.Lines {
			r.Lines[i].Was = nil // the new price is what was approved
		}
		return nil
	})
}

// unchangedTx refuses a request that does not say what was submitted, and one whose orders
// do not say what they said then. The rows of the orders are held until the commit.
func (s *Service) unchangedTx(ctx context.Context, tx *db.Tx, r *Request) error {
	if r.hash() != r.ContentHash {
		return ErrContentChanged.With("no", r.No)
	}
	owing, err := s.purchases.OwingTx(ctx, tx, r.orderIDs(), true)
	if err != nil {
		return err
	}
	for i := range r.Lines {
		switch o := owing[r.Lines[i].OrderID]; {
		case o.State != purchase.StateApproved:
			return ErrOrderState.With("no", o.No, "state", o.State)
		case o.ContentHash != r.Lines[i].OrderHash:
			return ErrOrderChanged.With("no", r.No, "order", o.No)
		}
	}
	return nil
}

// waiting is the state of a request that waits for the approval of a level.
func waiting(level int64) State {
	if level == SecondLevel {
		return StateApprovedOnce
	}
	return StateSubmitted
}

// Reject sends a request that stands in the given state back to who asked, with a reason:
// one that waits for an approval, or the cashier's notice.
func (s *Service) Reject(ctx context.Context, sc db.Scope, id db.ID, version int64, from State, reason string) (*Request, error) {
	return s.change(ctx, sc, id, version, "reject", func(ctx context.Context, tx *db.Tx, r *Request) error {
		if r.State != from {
			return ErrState.With("no", r.No, "state", r.State)
		}
		if err := r.changeableTx(ctx, tx); err != nil {
			return err
		}
		var f fault.Fields
		reason := requiredReason(&f, reason)
		if err := f.Err(); err != nil {
			return err
		}
		r.takeBack()
		r.RejectedReason = reason
		return nil
	})
}
