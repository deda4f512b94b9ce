package stock

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func init() { tenant.OnReach(tenant.ReachWarehouses, KnownWarehousesTx) }

// KnownWarehousesTx gives those of the ids that are warehouses of the set; it is a
// tenant.FindFunc.
func KnownWarehousesTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	args := []any{tx.Tenant}
	for _, id := range ids {
		args = append(args, id)
	}
	var found []db.ID
	err := tx.Each(ctx, `SELECT id FROM warehouse WHERE tenant_id = ? AND id IN `+db.Tuples(1, len(ids)), args, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		found = append(found, id)
		return err
	})
	return found, err
}
