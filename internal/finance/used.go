package finance

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
)

// UsedCustomersTx tells which of the customers have receivables or receipts; it
// is a party.UsageFunc.
func UsedCustomersTx(ctx context.Context, tx *db.Tx, customers []db.ID) ([]db.ID, error) {
	if len(customers) == 0 {
		return nil, nil
	}
	in, args := db.Tuples(1, len(customers)), []any{tx.Tenant}
	for _, id := range customers {
		args = append(args, id)
	}
	var used []db.ID
	err := tx.Each(ctx, `SELECT customer_id FROM receivable WHERE tenant_id = ? AND customer_id IN `+in+`
		UNION SELECT customer_id FROM receipt WHERE tenant_id = ? AND customer_id IN `+in, append(args, args...), func(rows *sql.Rows) error {
		var id db.ID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		used = append(used, id)
		return nil
	})
	return used, err
}
