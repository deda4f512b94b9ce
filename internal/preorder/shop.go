package preorder

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
)

// OpenMoneyTx is part of channel.Preorders: what is to be made, being looked up or
// waits for the customer's payment, and what 1688 holds.
func (s *Service) OpenMoneyTx(ctx context.Context, tx *db.Tx, shop db.ID) (channel.OpenMoney, error) {
	var open channel.OpenMoney
	_, err := tx.Row(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN COALESCE(actual, 0) > 0 THEN actual ELSE amount END), 0) FROM preorder WHERE tenant_id = ? AND shop_id = ?
		AND pay_state <> 'paid' AND (upload_state IN ('waiting', 'checking') OR (platform_id <> '' AND pay_state IN ('unpaid', 'ordered')))`,
		[]any{tx.Tenant, shop}, &open.Preorders, &open.Unpaid)
	if err != nil {
		return open, fmt.Errorf("sum the open pre-orders of shop %d: %w", shop, err)
	}
	_, err = tx.Row(ctx, "SELECT COUNT(*), COALESCE(SUM(x.amount - x.refund), 0) FROM escrow x WHERE x.tenant_id = ? AND x.shop_id = ? AND "+heldStates,
		[]any{tx.Tenant, shop}, &open.Payments, &open.Held)
	if err != nil {
		return open, fmt.Errorf("sum what 1688 holds of shop %d: %w", shop, err)
	}
	return open, nil
}

// BeforeRemoveShopTx is part of channel.Preorders: what was to be made is refused. What
// stands on 1688 is asked about again once the shop is authorised again; until then a
// person books what 1688 paid out.
func (s *Service) BeforeRemoveShopTx(ctx context.Context, tx *db.Tx, shop db.ID) error {
	list, err := manyTx(ctx, tx, "p.shop_id = ? AND p.pay_state <> 'paid' AND p.upload_state IN ('waiting', 'checking')", []any{shop}, true)
	if err != nil {
		return err
	}
	return s.refuseTx(ctx, tx, ErrShopGone, list...)
}

// shopGoneTx tells whether the shop of money in escrow was removed, so that 1688 is not
// asked about it any more.
func shopGoneTx(ctx context.Context, tx *db.Tx, shop db.ID) (bool, error) {
	var one int64
	stands, err := tx.Row(ctx, "SELECT 1 FROM shop WHERE tenant_id = ? AND id = ? AND removed_at IS NULL", []any{tx.Tenant, shop}, &one)
	return !stands, err
}
