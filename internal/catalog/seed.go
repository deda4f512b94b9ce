package catalog

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func init() {
	tenant.OnCreate(func(ctx context.Context, tx *db.Tx, s *tenant.Set) error { return SeedTx(ctx, tx, s.Defaults()) })
}

// SeedTx gives a new set the units and attributes of its trade. Run again it
// changes nothing.
func SeedTx(ctx context.Context, tx *db.Tx, trade tenant.Industry) error {
	if err := ensureGroups(ctx, tx, slices.Clone(trade.Units), make(map[string]db.ID, len(trade.Units))); err != nil {
		return err
	}
	names := map[pair]db.ID{}
	for _, a := range trade.Attributes {
		names[pair{0, a.Name}] = 0
	}
	if err := findOrMakeAttributes(ctx, tx, names); err != nil {
		return err
	}
	var values []any
	for _, a := range trade.Attributes {
		for i, v := range a.Values {
			values = append(values, tx.Tenant, tx.NewID(), names[pair{0, a.Name}], v, i+1)
		}
	}
	_, err := insert(ctx, tx, insertValue, 5, values, `ON CONFLICT DO NOTHING`)
	return err
}
