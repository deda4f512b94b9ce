package stock

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// By is what the balance list has one row per.
type By string

// The ways to sum balances up.
const (
	ByWarehouse By = "warehouse" // SKU and warehouse
	BySKU       By = "sku"
	ByProduct   By = "product"
)

// BalanceFilter narrows the balance list. Zero values mean not given.
type BalanceFilter struct {
	By          By
	Q           string // fuzzy, over codes, names and barcodes
	WarehouseID db.ID
	ProductID   db.ID
	SKUID       db.ID
	NonZero     bool // hide what is zero
	BelowZero   bool // only what is below zero
	Warehouses  tenant.Limit
}

// BalanceRow is one row of the balance list. What does not apply to By is empty.
type BalanceRow struct {
	WarehouseID   db.ID
	WarehouseName string
	SKUID         db.ID
	SKUCode       string
	Spec          string
	ProductID     db.ID
	ProductCode   string
	ProductName   string
	Picture       string
	OnHand        dec.Quantity
	Reserved      dec.Quantity
	OnOrder       dec.Quantity
	Value         dec.Cost
	// ValueUnknown marks a product's row that leaves warehouses out where all of
	// them are costed as one: the value of a part of several SKUs is nobody's figure.
	ValueUnknown bool
}

// Available is what can be promised.
func (r *BalanceRow) Available() dec.Quantity { return r.OnHand.Sub(r.Reserved) }

// UnitCost is the derived rate, zero where there is no stock.
func (r *BalanceRow) UnitCost() dec.Cost {
	if r.OnHand <= 0 {
		return 0
	}
	return r.Value.UnitCost(r.OnHand)
}

// Balances gives one page of the balance list.
func (s *Service) Balances(ctx context.Context, sc db.Scope, q api.ListQuery, f BalanceFilter) (api.Page[BalanceRow], error) {
	var page api.Page[BalanceRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := balanceQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, l.List, l.scan)
		return err
	})
	return page, err
}

// BalanceTotals are the sums under a filter.
type BalanceTotals struct {
	Rows   int64
	OnHand dec.Quantity
	Value  dec.Cost // of the rows whose value is known
}

// TotalBalances sums up what the list shows.
func (s *Service) TotalBalances(ctx context.Context, sc db.Scope, f BalanceFilter) (BalanceTotals, error) {
	var t BalanceTotals
	err := s.EachBalance(ctx, sc, api.ExportQuery{}, f, func(r *BalanceRow) error {
		t.Rows++
		t.OnHand, t.Value = t.OnHand.Add(r.OnHand), t.Value.Add(r.Value)
		return nil
	})
	return t, err
}

// EachBalance calls fn for every row of the list in the order asked, without
// holding them all. What is searched for is in the filter, as for Balances.
func (s *Service) EachBalance(ctx context.Context, sc db.Scope, q api.ExportQuery, f BalanceFilter, fn func(*BalanceRow) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := balanceQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		return api.EachRow(ctx, tx, q, l.List, func(rows *sql.Rows) error {
			r, err := l.scan(rows)
			if err != nil {
				return err
			}
			return fn(&r)
		})
	})
}

// balanceQuery makes the query of the list. Every way of summing up selects the
// same columns; the last two are the quantity and value of the cost pool, from
// which scan takes the row's share.
func balanceQuery(ctx context.Context, tx *db.Tx, f BalanceFilter) (balanceList, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return balanceList{}, err
	}
	scoped := set.CostingScope == tenant.CostingWarehouse
	var l balanceList
	var code, id string
	if f.By == ByWarehouse || f.By == "" {
		l, code, id = byWarehouse(tx, scoped), "k.code", "b.warehouse_id"
		l.Sorts = map[string]string{"code": code, "onHand": "b.on_hand", "warehouse": "w.code"}
		l.Tie = "b.sku_id, " + id
	} else {
		l, code, id = summed(tx, f, scoped)
		l.Sorts = map[string]string{"code": code, "onHand": "b.on_hand"}
		l.Tie = id
	}
	l.Default = "code"
	l.narrow(tx, f)
	l.partial = f.By == ByProduct && !scoped && (f.WarehouseID != 0 || !f.Warehouses.All)
	return l, nil
}

// balanceList is the query being made.
type balanceList struct {
	api.List
	partial bool // see BalanceRow.ValueUnknown
}

func byWarehouse(tx *db.Tx, scoped bool) balanceList {
	pool := "c.scope_id = 0"
	if scoped {
		pool = "c.scope_id = b.warehouse_id"
	}
	return balanceList{List: api.List{
		Columns: `b.warehouse_id, w.name, k.id, k.code, k.spec, p.id, p.code, p.name,
			CASE WHEN k.picture <> '' THEN k.picture ELSE p.picture END, b.on_hand, b.reserved, b.on_order, COALESCE(c.quantity, 0), COALESCE(c.value, 0)`,
		From: `stock_balance b
			JOIN sku k ON k.tenant_id = ? AND k.id = b.sku_id
			JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
			JOIN warehouse w ON w.tenant_id = ? AND w.id = b.warehouse_id
			LEFT JOIN cost_pool c ON c.tenant_id = ? AND c.sku_id = b.sku_id AND ` + pool,
		Where: []string{"b.tenant_id = ?"},
		Args:  []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
	}}
}

// summed is the list with a row per SKU or product: balances and pools are
// grouped first, then joined.
func summed(tx *db.Tx, f BalanceFilter, scoped bool) (l balanceList, code, id string) {
	where, args := "tenant_id = ?", []any{tx.Tenant}
	and := func(cond string, more ...any) {
		if cond != "" {
			where, args = where+" AND ("+cond+")", append(args, more...)
		}
	}
	if f.WarehouseID != 0 {
		and("warehouse_id = ?", f.WarehouseID)
	}
	limit, limitArgs := f.Warehouses.Where("warehouse_id")
	and(limit, limitArgs...)
	pool, poolArgs := "tenant_id = ?", []any{tx.Tenant}
	if scoped { // the pools of the same warehouses
		pool, poolArgs = strings.ReplaceAll(where, "warehouse_id", "scope_id"), args
	}
	group, columns := "sku_id", `k.id, k.code, k.spec, p.id, p.code, p.name, CASE WHEN k.picture <> '' THEN k.picture ELSE p.picture END`
	from := func(table, cond, sums string) string {
		return `(SELECT sku_id, ` + sums + ` FROM ` + table + ` WHERE ` + cond + ` GROUP BY sku_id)`
	}
	code, id = "k.code", "k.id"
	joins := ` JOIN sku k ON k.tenant_id = ? AND k.id = b.` + group + ` JOIN product p ON p.tenant_id = ? AND p.id = k.product_id`
	joinArgs := []any{tx.Tenant, tx.Tenant}
	inner, outer := []any{}, []any{}
	if f.By == ByProduct {
		group, columns = "product_id", `0, '', '', p.id, p.code, p.name, p.picture`
		from = func(table, cond, sums string) string {
			return `(SELECT s.product_id, ` + sums + ` FROM ` + table + ` JOIN sku s ON s.tenant_id = ? AND s.id = ` + table + `.sku_id WHERE ` +
				strings.ReplaceAll(cond, "tenant_id", table+".tenant_id") + ` GROUP BY s.product_id)`
		}
		code, id = "p.code", "p.id"
		joins, joinArgs = ` JOIN product p ON p.tenant_id = ? AND p.id = b.product_id`, []any{tx.Tenant}
		inner, outer = []any{tx.Tenant}, []any{tx.Tenant}
	}
	all := append(append(append(append(inner, args...), joinArgs...), outer...), poolArgs...)
	return balanceList{List: api.List{
		Columns: `0, '', ` + columns + `, b.on_hand, b.reserved, b.on_order, COALESCE(c.quantity, 0), COALESCE(c.value, 0)`,
		From: from("stock_balance", where, "SUM(on_hand) AS on_hand, SUM(reserved) AS reserved, SUM(on_order) AS on_order") + " b" + joins +
			" LEFT JOIN " + from("cost_pool", pool, "SUM(quantity) AS quantity, SUM(value) AS value") + " c ON c." + group + " = b." + group,
		Where: []string{"p.tenant_id = ?"},
		Args:  append(all, tx.Tenant),
	}}, code, id
}

func (l *balanceList) narrow(tx *db.Tx, f BalanceFilter) {
	if f.NonZero {
		l.And("b.on_hand <> 0 OR b.reserved <> 0")
	}
	if f.BelowZero {
		l.And("b.on_hand < 0")
	}
	if f.ProductID != 0 {
		l.And("p.id = ?", f.ProductID)
	}
	if f.By == ByProduct {
		cond, args := search.Match(tx.Engine(), tx.Tenant, "product", "p.id", f.Q)
		l.And(cond, args...)
		return
	}
	if f.SKUID != 0 {
		l.And("k.id = ?", f.SKUID)
	}
	cond, args := search.Match(tx.Engine(), tx.Tenant, "sku", "k.id", f.Q)
	l.And(cond, args...)
	if f.By == BySKU {
		return
	}
	if f.WarehouseID != 0 {
		l.And("b.warehouse_id = ?", f.WarehouseID)
	}
	cond, args = f.Warehouses.Where("b.warehouse_id")
	l.And(cond, args...)
}

func (l *balanceList) scan(rows *sql.Rows) (BalanceRow, error) {
	r := BalanceRow{ValueUnknown: l.partial}
	var pooled dec.Quantity
	var value dec.Cost
	if err := rows.Scan(&r.WarehouseID, &r.WarehouseName, &r.SKUID, &r.SKUCode, &r.Spec, &r.ProductID, &r.ProductCode, &r.ProductName, &r.Picture,
		&r.OnHand, &r.Reserved, &r.OnOrder, &pooled, &value); err != nil {
		return r, err
	}
	switch {
	case l.partial:
	case r.OnHand == pooled:
		r.Value = value
	case pooled != 0: // costed over all warehouses: this one's share
		share, err := value.Share(r.OnHand, pooled)
		if err != nil {
			return r, fmt.Errorf("value of %s: %w", r.SKUCode, err)
		}
		r.Value = share
	}
	return r, nil
}
