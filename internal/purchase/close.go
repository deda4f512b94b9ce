package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
)

// Close gives up what has not come of an order, with a reason.
func (s *Service) Close(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) (*Order, error) {
	return s.change(ctx, sc, id, version, "close", func(ctx context.Context, tx *db.Tx, o *Order, _ *party.SupplierInfo) error {
		switch {
		case o.State != StateApproved:
			return ErrState.With("no", o.No, "state", o.State)
		case o.Fulfilment != FulfilmentOpen && o.Fulfilment != FulfilmentPartial:
			return ErrFulfilment.With("no", o.No, "state", o.Fulfilment)
		}
		var f fault.Fields
		if o.ClosedReason = requiredReason(&f, reason); f.Len() > 0 {
			return f.Err()
		}
		if err := s.mayChangeTx(ctx, tx, o, ChangeClose); err != nil {
			return err
		}
		o.Fulfilment = FulfilmentClosed
		return nil
	})
}

// Reopen takes the closing of an order back.
func (s *Service) Reopen(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.change(ctx, sc, id, version, "reopen", func(_ context.Context, _ *db.Tx, o *Order, _ *party.SupplierInfo) error {
		if o.State != StateApproved || o.Fulfilment != FulfilmentClosed {
			return ErrFulfilment.With("no", o.No, "state", o.Fulfilment)
		}
		o.Fulfilment, o.ClosedReason = o.received(), ""
		return nil
	})
}
