package finance

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// UsedCustomersTx tells which of the customers have receivables or receipts; it
// is a party.UsageFunc.
func UsedCustomersTx(ctx context.Context, tx *db.Tx, customers []db.ID) ([]db.ID, error) {
	return usedParties(ctx, tx, receivables, customers)
}
