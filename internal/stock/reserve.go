package stock

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// ReserveTx promises quantities; below zero they are given back. The balances are
// locked in key order, like those of a posting. Nothing is refused for want of
// stock: an order may wait for goods that are still to come.
func (s *Service) ReserveTx(ctx context.Context, tx *db.Tx, list []Reservation) error {
	w := &posting{tx: tx}
	for _, r := range list {
		r.Quantity = r.Quantity.Neg()
		w.Kept = append(w.Kept, r)
	}
	if err := w.lockBalances(ctx); err != nil {
		return fmt.Errorf("reserve: %w", err)
	}
	keys, _ := w.keys()
	if err := w.updateBalances(ctx, keys); err != nil {
		return fmt.Errorf("reserve: %w", err)
	}
	return nil
}
