package stock

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
)

// UsedSKUsTx tells which of the SKUs have ever moved or stand on a stock
// document; it is a catalog.UsageFunc.
func UsedSKUsTx(ctx context.Context, tx *db.Tx, skus []db.ID) ([]db.ID, error) {
	if len(skus) == 0 {
		return nil, nil
	}
	in, args := db.Tuples(1, len(skus)), []any{tx.Tenant}
	for _, id := range skus {
		args = append(args, id)
	}
	var used []db.ID
	err := tx.Each(ctx, `SELECT sku_id FROM stock_balance WHERE tenant_id = ? AND sku_id IN `+in+`
		UNION SELECT sku_id FROM stock_document_line WHERE tenant_id = ? AND sku_id IN `+in, append(args, args...), func(rows *sql.Rows) error {
		var id db.ID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		used = append(used, id)
		return nil
	})
	return used, err
}
