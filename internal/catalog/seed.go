package catalog

import (
	"context"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func init() {
	units := map[string]string{
		"件": "piece", "个": "item", "箱": "carton", "袋": "bag", "盒": "box", "瓶": "bottle", "千克": "kg", "手": "size run", "双": "pair", "套": "set",
		"米": "metre", "支": "stick", "本": "copy", "台": "machine", "卷": "roll", "包": "pack", "罐": "can", "张": "sheet",
	}
	// The values of attributes are not told in English: they are part of what goods
	// are called, on labels and on 1688 too.
	attributes := map[string]string{"颜色": "Colour", "尺码": "Size", "口味": "Flavour", "规格": "Specification", "型号": "Model", "身高": "Height"}
	either := maps.Clone(units)
	maps.Copy(either, attributes)
	api.BuiltinNames("unit", units)
	api.BuiltinNames("attribute", attributes)
	api.BuiltinNames("master", either) // in sentences about either
	api.BuiltinAudit("unit", "unit", "unit_group", "unit_group.name", "unit_group.base", "unit_group.units.name", "product.units.name")
	api.BuiltinAudit("attribute", "attribute", "attribute.name", "product.attributes")
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
	_, err := db.Insert(ctx, tx, insertValue, 5, values, `ON CONFLICT DO NOTHING`)
	return err
}
