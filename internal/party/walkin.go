package party

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// WalkIn is the name of the customer whom nobody asks for a name. Every new set
// has one, so that the first sale needs no customer to be made; a new sales
// document begins with it.
const WalkIn = "散客"

func init() {
	api.BuiltinNames("customer", map[string]string{WalkIn: "Walk-in customer"})
	api.BuiltinNames("level", map[string]string{"零售价": "Retail price", "批发价": "Wholesale price"})
	api.BuiltinNames("level_customer", map[string]string{"零售客户": "Retail customer", "批发客户": "Wholesale customer"})
	api.BuiltinAudit("customer", "customer.name")
	api.BuiltinAudit("level", "price_level", "price_level.name")
	api.BuiltinAudit("level_customer", "price_level.customerName")
	tenant.OnCreate(func(ctx context.Context, tx *db.Tx, _ *tenant.Set) error {
		if err := SeedTx(ctx, tx); err != nil {
			return err
		}
		customers := customerBook(nil)
		return customers.saveTx(ctx, tx, &Customer{Card: Card{Name: WalkIn, Active: true}})
	})
}

// WalkInTx gives the set's walk-in customer, 0 when it was renamed or deleted.
func (s *Service) WalkInTx(ctx context.Context, tx *db.Tx) (id db.ID, err error) {
	_, err = tx.Row(ctx, "SELECT id FROM customer WHERE tenant_id = ? AND name = ? ORDER BY id LIMIT 1", []any{tx.Tenant, WalkIn}, &id)
	return id, err
}
