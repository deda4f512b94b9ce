package channel

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// forgetSKUsTx unmatches the lines of SKUs that are being deleted; each says why.
func (s *Service) forgetSKUsTx(ctx context.Context, tx *db.Tx, _, skus []db.ID) error {
	_, err := execEach(ctx, tx, `UPDATE online_sku SET sku_id = NULL, how = '', note = 'product_deleted' WHERE tenant_id = ? AND sku_id IN ({in})`,
		[]any{tx.Tenant}, skus)
	return err
}
