package channel

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
)

// forgetSKUsTx unmatches the lines of SKUs that are being deleted; each says why. It
// waits for matching and downloads under way, which hold their shop or themselves, or
// they could pair a line with a SKU that is gone.
func (s *Service) forgetSKUsTx(ctx context.Context, tx *db.Tx, _, skus []db.ID) error {
	for _, query := range []string{
		`SELECT id FROM download WHERE tenant_id = ? AND state IN ('running', 'paused') ORDER BY id`,
		`SELECT id FROM shop WHERE tenant_id = ? ORDER BY id`,
	} {
		if err := tx.Each(ctx, query+tx.ForUpdate(), []any{tx.Tenant}, func(*sql.Rows) error { return nil }); err != nil {
			return err
		}
	}
	if _, err := db.ExecIn(ctx, tx, `UPDATE online_sku SET note = 'product_deleted' WHERE tenant_id = ? AND id IN (
		SELECT r.line_id FROM online_pair r WHERE r.tenant_id = ? AND r.sku_id IN ({in}))`, []any{tx.Tenant, tx.Tenant}, skus); err != nil {
		return err
	}
	_, err := db.ExecIn(ctx, tx, `DELETE FROM online_pair WHERE tenant_id = ? AND sku_id IN ({in})`, []any{tx.Tenant}, skus)
	return err
}
