package channel

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func init() { tenant.OnReach(tenant.ReachShops, reachableTx) }

// reachableTx gives those of the ids that are shops of the set; it is a
// tenant.FindFunc. A set has a handful of shops.
func reachableTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	shops, err := accountsTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []db.ID
	for _, p := range shops {
		for _, id := range ids {
			if p.ID == id {
				found = append(found, id)
			}
		}
	}
	return found, nil
}
