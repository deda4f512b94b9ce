package suggest

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// skuSearchKind is the catalogue's kind of SKUs in the search index.
const skuSearchKind = "sku"

// RuleFilter narrows the list of rules. Zero values mean not given.
type RuleFilter struct {
	Scope       string // "sku" or "default"
	Model       Model
	WarehouseID db.ID
	CategoryID  db.ID
	SKUID       db.ID
	Within      tenant.Limit
}

// RuleRow is a rule with the names that a page shows.
type RuleRow struct {
	Rule
	SKUCode, ProductName, Spec, Picture, Unit string
	CategoryName, WarehouseName               string
}

// query is the list of rules under the filter and q, which is looked for in the SKU.
func (f *RuleFilter) query(tx *db.Tx, q string) api.List {
	t := tx.Tenant
	l := api.List{
		Columns: ruleColumns + `, COALESCE(k.code, ''), COALESCE(p.name, ''), COALESCE(k.spec, ''), COALESCE(CASE WHEN k.picture <> '' THEN k.picture ELSE p.picture END, ''),
			COALESCE(u.name, ''), COALESCE(c.name, ''), COALESCE(w.name, '')`,
		From: `replenish_rule r
			LEFT JOIN sku k ON k.tenant_id = ? AND k.id = r.sku_id
			LEFT JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
			LEFT JOIN unit_group g ON g.tenant_id = ? AND g.id = p.unit_group_id
			LEFT JOIN unit u ON u.tenant_id = ? AND u.id = g.base_unit_id
			LEFT JOIN category c ON c.tenant_id = ? AND c.id = r.category_id
			LEFT JOIN warehouse w ON w.tenant_id = ? AND w.id = r.warehouse_id`,
		Where: []string{"r.tenant_id = ?"}, Args: []any{t, t, t, t, t, t, t},
		Sorts: map[string]string{"createdAt": "r.id", "code": "k.code", "name": "p.name", "model": "r.model"}, Default: "-createdAt", Tie: "r.id",
	}
	switch f.Scope {
	case "sku":
		l.And("r.sku_id IS NOT NULL")
	case "default":
		l.And("r.sku_id IS NULL")
	}
	if f.Model != "" {
		l.And("r.model = ?", string(f.Model))
	}
	if f.WarehouseID != 0 {
		l.And("r.warehouse_id = ?", f.WarehouseID)
	}
	if f.CategoryID != 0 {
		l.And("r.category_id = ?", f.CategoryID)
	}
	if f.SKUID != 0 {
		l.And("r.sku_id = ?", f.SKUID)
	}
	if cond, args := f.Within.Where("r.warehouse_id"); cond != "" {
		l.And("r.warehouse_id IS NULL OR "+cond, args...)
	}
	cond, args := search.Match(tx.Engine(), tx.Tenant, skuSearchKind, "r.sku_id", q)
	l.And(cond, args...)
	return l
}

func scanRule(rows *sql.Rows) (RuleRow, error) {
	var r RuleRow
	err := rows.Scan(append(r.fields(), &r.SKUCode, &r.ProductName, &r.Spec, &r.Picture, &r.Unit, &r.CategoryName, &r.WarehouseName)...)
	return r, err
}

// Rules gives one page of the rules.
func (s *Service) Rules(ctx context.Context, sc db.Scope, q api.ListQuery, f RuleFilter) (api.Page[RuleRow], error) {
	var page api.Page[RuleRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		page, err = api.RunList(ctx, tx, q, f.query(tx, q.Q), scanRule)
		return err
	})
	return page, err
}

// Rule reads one rule within reach.
func (s *Service) Rule(ctx context.Context, sc db.Scope, id db.ID, within tenant.Limit) (*RuleRow, error) {
	var row *RuleRow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		f := RuleFilter{Within: within}
		l := f.query(tx, "")
		l.And("r.id = ?", id)
		var err error
		row, err = api.FindOne(ctx, tx, l, scanRule, ErrRuleNotFound)
		return err
	})
	return row, err
}
