package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// clearTx clears the advances paid for the order of a posted receipt with what it makes us
// owe, then, if the person wants, those of the supplier that were paid for no order.
func (s *Service) clearTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	if r.Kind != KindReceipt || r.ReversesID != 0 || r.Total <= 0 {
		return nil
	}
	if r.order != nil {
		advances, err := s.finance.OrderAdvancesTx(ctx, tx, r.OrderID)
		if err != nil {
			return err
		}
		if err := s.clearWithTx(ctx, tx, r, advances); err != nil {
			return err
		}
	}
	if !r.ClearSupplier {
		return nil
	}
	advances, err := s.finance.FreeAdvancesTx(ctx, tx, r.SupplierID)
	if err != nil {
		return err
	}
	return s.clearWithTx(ctx, tx, r, advances)
}

func (s *Service) clearWithTx(ctx context.Context, tx *db.Tx, r *Receipt, advances []db.ID) error {
	if len(advances) == 0 {
		return nil
	}
	_, err := s.finance.ClearAdvancesTx(ctx, tx, r.ID, advances)
	return err
}
