package channel

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// Owned is an account of some account set.
type Owned struct {
	Set, Account db.ID
	Member       string // its member id on 1688
}

// OwnersTx finds the accounts of all sets that are one of the members on 1688, by set
// and id: messages of 1688 name the member alone. Removed accounts are left out.
func OwnersTx(ctx context.Context, tx *db.Tx, members []string) ([]Owned, error) {
	var out []Owned
	err := db.EachIn(ctx, tx, `SELECT tenant_id, id, member_id FROM shop WHERE removed_at IS NULL AND member_id IN ({in}) ORDER BY tenant_id, id`, nil, members, func(rows *sql.Rows) error {
		var o Owned
		err := rows.Scan(&o.Set, &o.Account, &o.Member)
		out = append(out, o)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find the accounts of members: %w", err)
	}
	return out, nil
}
