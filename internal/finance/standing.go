package finance

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

var (
	openOfParty = onSides(`SELECT COALESCE(SUM(r.amount - r.settled - r.set_off), 0) FROM {item} r
		WHERE r.tenant_id = ? AND r.{party}_id = ? AND r.settled + r.set_off <> r.amount`)
	advanceOfParty = onSides(`SELECT COALESCE(SUM(r.amount - r.allocated), 0) FROM {money} r
		WHERE r.tenant_id = ? AND r.{party}_id = ? AND r.amount <> r.allocated`)
)

// standing sums the open items of a party and the advances, as far as they lie within
// the scope.
func standing(ctx context.Context, tx *db.Tx, sd *side, party db.ID, within tenant.DataScope) (open, advance dec.Amount, err error) {
	items, paid := itemsWithin("r", within), moneyWithin(tx, sd, within, "r.id")
	if _, err := tx.Row(ctx, openOfParty[sd]+items.and, append([]any{tx.Tenant, party}, items.args...), &open); err != nil {
		return 0, 0, fmt.Errorf("sum the open items of %s %d: %w", sd.party, party, err)
	}
	if _, err := tx.Row(ctx, advanceOfParty[sd]+paid.and, append([]any{tx.Tenant, party}, paid.args...), &advance); err != nil {
		return 0, 0, fmt.Errorf("sum the advances of %s %d: %w", sd.party, party, err)
	}
	return open, advance, nil
}
