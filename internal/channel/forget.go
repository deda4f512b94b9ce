package channel

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// forgetSKUsTx unmatches the lines of SKUs that are being deleted; each says why.
func (s *Service) forgetSKUsTx(ctx context.Context, tx *db.Tx, _, skus []db.ID) error {
	if _, err := execEach(ctx, tx, `UPDATE online_sku SET note = 'product_deleted' WHERE tenant_id = ? AND id IN (
		SELECT r.line_id FROM online_pair r WHERE r.tenant_id = ? AND r.sku_id IN ({in}))`, []any{tx.Tenant, tx.Tenant}, skus); err != nil {
		return err
	}
	_, err := execEach(ctx, tx, `DELETE FROM online_pair WHERE tenant_id = ? AND sku_id IN ({in})`, []any{tx.Tenant}, skus)
	return err
}
