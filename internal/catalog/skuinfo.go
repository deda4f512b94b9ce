package catalog

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// UnitFactor is a unit a SKU is traded in: one of it is Num/Den base units.
type UnitFactor struct {
	UnitID   db.ID  `json:"unitId"`
	Name     string `json:"name" builtin:"unit"`
	Num      int64  `json:"num" doc:"One of the unit is num/den base units"`
	Den      int64  `json:"den"`
	Decimals int64  `json:"decimals" doc:"How many decimal places a quantity in this unit may have"`
}

// SKUInfo is what documents need to know of a SKU.
type SKUInfo struct {
	ID, ProductID db.ID
	Code          string
	ProductCode   string
	ProductName   string
	Spec          string       // attribute text, "红色 / XL"; empty for a plain product
	Units         []UnitFactor // the base unit first
	BaseUnitID    db.ID
	TaxRateBPS    int64 // 1300 is 13 %
	NegativeStock bool
	Active        bool // both the SKU and its product are
	Picture       string
	Weight        dec.Quantity // kilograms of the base unit; zero when not known
}

// Unit gives the SKU's unit with the id, or nil; zero means the base unit.
func (k *SKUInfo) Unit(id db.ID) *UnitFactor {
	if id == 0 {
		id = k.BaseUnitID
	}
	for i := range k.Units {
		if k.Units[i].UnitID == id {
			return &k.Units[i]
		}
	}
	return nil
}

// SKUsTx gives the SKUs with the ids; unknown ids are absent.
func (s *Service) SKUsTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*SKUInfo, error) {
	out := make(map[db.ID]*SKUInfo, len(ids))
	groupOf := make(map[db.ID][]*SKUInfo)
	err := db.EachIn(ctx, tx, `SELECT k.id, k.product_id, k.code, k.spec, k.active AND p.active,
			CASE WHEN k.picture <> '' THEN k.picture ELSE p.picture END,
			p.code, p.name, p.weight, p.tax_rate_bps, p.negative_stock, p.unit_group_id, g.base_unit_id
		FROM sku k
		JOIN product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
		JOIN unit_group g ON g.tenant_id = p.tenant_id AND g.id = p.unit_group_id
		WHERE k.tenant_id = ? AND p.tenant_id = ? AND g.tenant_id = ? AND k.id IN ({in})`,
		[]any{tx.Tenant, tx.Tenant, tx.Tenant}, ids, func(rows *sql.Rows) error {
			var k SKUInfo
			var group db.ID
			if err := rows.Scan(&k.ID, &k.ProductID, &k.Code, &k.Spec, &k.Active, &k.Picture,
				&k.ProductCode, &k.ProductName, &k.Weight, &k.TaxRateBPS, &k.NegativeStock, &group, &k.BaseUnitID); err != nil {
				return err
			}
			out[k.ID] = &k
			groupOf[group] = append(groupOf[group], &k)
			return nil
		})
	if err != nil {
		return nil, err
	}
	units, err := groupUnits(ctx, tx, slices.Sorted(maps.Keys(groupOf)))
	if err != nil {
		return nil, err
	}
	for group, list := range groupOf {
		for _, k := range list {
			k.Units = units[group]
		}
	}
	return out, nil
}

// groupUnits gives the units of the groups, each group's base unit first.
func groupUnits(ctx context.Context, tx *db.Tx, groups []db.ID) (map[db.ID][]UnitFactor, error) {
	out := make(map[db.ID][]UnitFactor, len(groups))
	err := db.EachIn(ctx, tx, `SELECT gu.group_id, gu.unit_id, u.name, gu.num, gu.den, u.decimals
		FROM unit_group_unit gu JOIN unit u ON u.tenant_id = gu.tenant_id AND u.id = gu.unit_id
		WHERE gu.tenant_id = ? AND u.tenant_id = ? AND gu.group_id IN ({in})
		ORDER BY gu.group_id, gu.position, gu.unit_id`, []any{tx.Tenant, tx.Tenant}, groups, func(rows *sql.Rows) error {
		var group db.ID
		var u UnitFactor
		if err := rows.Scan(&group, &u.UnitID, &u.Name, &u.Num, &u.Den, &u.Decimals); err != nil {
			return err
		}
		out[group] = append(out[group], u)
		return nil
	})
	return out, err
}

// PricesTx gives the SKUs' prices per base unit at a level; SKUs without a price
// at that level are absent.
func (s *Service) PricesTx(ctx context.Context, tx *db.Tx, level db.ID, skus []db.ID) (map[db.ID]dec.Price, error) {
	out := make(map[db.ID]dec.Price, len(skus))
	err := db.EachIn(ctx, tx, `SELECT sku_id, price FROM sku_price WHERE tenant_id = ? AND level_id = ? AND sku_id IN ({in})`,
		[]any{tx.Tenant, level}, skus, func(rows *sql.Rows) error {
			var id db.ID
			var p dec.Price
			if err := rows.Scan(&id, &p); err != nil {
				return err
			}
			out[id] = p
			return nil
		})
	return out, err
}

// SKURef says which SKU a code belongs to.
type SKURef struct {
	ID, ProductID db.ID
	Plain         bool // the product has no attributes
}

// SKUIDsByCodeTx finds SKUs by their exact codes; unknown codes are absent.
func (s *Service) SKUIDsByCodeTx(ctx context.Context, tx *db.Tx, codes []string) (map[string]SKURef, error) {
	out := make(map[string]SKURef, len(codes))
	err := db.EachIn(ctx, tx, `SELECT code, id, product_id, value_key FROM sku WHERE tenant_id = ? AND code IN ({in})`,
		[]any{tx.Tenant}, codes, func(rows *sql.Rows) error {
			var code, key string
			var r SKURef
			if err := rows.Scan(&code, &r.ID, &r.ProductID, &key); err != nil {
				return err
			}
			r.Plain = key == ""
			out[code] = r
			return nil
		})
	return out, err
}

// SKUIDsByTextTx finds SKUs by what people write for them: a code, or else a barcode.
// Unknown texts are absent.
func (s *Service) SKUIDsByTextTx(ctx context.Context, tx *db.Tx, texts []string) (map[string]db.ID, error) {
	out := make(map[string]db.ID, len(texts))
	err := db.EachIn(ctx, tx, `SELECT barcode, sku_id FROM sku_barcode WHERE tenant_id = ? AND barcode IN ({in})`, []any{tx.Tenant}, texts, func(rows *sql.Rows) error {
		var barcode string
		var id db.ID
		err := rows.Scan(&barcode, &id)
		out[barcode] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	byCode, err := s.SKUIDsByCodeTx(ctx, tx, texts)
	for code, ref := range byCode {
		out[code] = ref.ID
	}
	return out, err
}
