package stock

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// rule is a query that returns a row for each thing that does not add up:
// subject, what the moves say, what was found.
type rule struct {
	name  string
	query string
	args  int  // how many times it names the tenant
	costs bool // what it compares tells what goods cost
}

var rules = []rule{
	{name: "stock.balance", query: `SELECT 'warehouse ' || warehouse_id || ' sku ' || sku_id, SUM(moved), SUM(kept) FROM (
		SELECT warehouse_id, sku_id, quantity AS moved, 0 AS kept FROM stock_move WHERE tenant_id = ?
		UNION ALL SELECT warehouse_id, sku_id, 0, on_hand FROM stock_balance WHERE tenant_id = ?) u
		GROUP BY warehouse_id, sku_id HAVING SUM(moved) <> SUM(kept)`, args: 2},
	{name: "stock.pool_quantity", query: poolRule("quantity"), args: 2},
	{name: "stock.pool_value", query: poolRule("value"), args: 2, costs: true},
	{name: "stock.value_without_goods", query: `SELECT 'scope ' || scope_id || ' sku ' || sku_id, 0, value FROM cost_pool
		WHERE tenant_id = ? AND quantity = 0 AND value <> 0`, args: 1, costs: true},
	{name: "stock.negative_value", query: `SELECT 'scope ' || scope_id || ' sku ' || sku_id, 0, value FROM cost_pool
		WHERE tenant_id = ? AND quantity > 0 AND value < 0`, args: 1, costs: true},
	// Below zero, quantity and value are minus those of the open issues; else none is open.
	{name: "stock.open_quantity", query: openRule("quantity"), args: 2},
	{name: "stock.open_value", query: openRule("value"), args: 2, costs: true},
}

func poolRule(column string) string {
	return `SELECT 'scope ' || scope_id || ' sku ' || sku_id, SUM(moved), SUM(kept) FROM (
		SELECT scope_id, sku_id, ` + column + ` AS moved, 0 AS kept FROM stock_move WHERE tenant_id = ?
		UNION ALL SELECT scope_id, sku_id, 0, ` + column + ` FROM cost_pool WHERE tenant_id = ?) u
		GROUP BY scope_id, sku_id HAVING SUM(moved) <> SUM(kept)`
}

func openRule(column string) string {
	return `SELECT 'scope ' || p.scope_id || ' sku ' || p.sku_id, CASE WHEN p.quantity < 0 THEN -p.` + column + ` ELSE 0 END, COALESCE(o.total, 0)
		FROM cost_pool p LEFT JOIN (SELECT scope_id, sku_id, SUM(` + column + `) AS total FROM provisional_issue WHERE tenant_id = ?
			GROUP BY scope_id, sku_id) o ON o.scope_id = p.scope_id AND o.sku_id = p.sku_id
		WHERE p.tenant_id = ? AND COALESCE(o.total, 0) <> CASE WHEN p.quantity < 0 THEN -p.` + column + ` ELSE 0 END`
}

// VerifyTx proves the stock of the account set: balances and cost pools equal
// the sum of the moves in quantity and value, nothing has value without goods,
// no goods a negative value, and what is below zero is known issue by issue. It
// returns what does not add up, and the value of all stock for
// finance.Service.VerifyTx. It reads everything once; run it in a View.
func (s *Service) VerifyTx(ctx context.Context, tx *db.Tx) (findings []doc.Finding, value dec.Cost, err error) {
	for _, r := range rules {
		args := make([]any, r.args)
		for i := range args {
			args[i] = tx.Tenant
		}
		err := tx.Each(ctx, r.query, args, func(rows *sql.Rows) error {
			f := doc.Finding{Check: r.name, Costs: r.costs}
			var want, got dec.Cost // printed with as many decimals as there are, like quantities
			if err := rows.Scan(&f.Subject, &want, &got); err != nil {
				return err
			}
			f.Want, f.Got = want.String(), got.String()
			findings = append(findings, f)
			return nil
		})
		if err != nil {
			return nil, 0, fmt.Errorf("verify %s: %w", r.name, err)
		}
	}
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(value), 0) FROM stock_move WHERE tenant_id = ?`, []any{tx.Tenant}, &value); err != nil {
		return nil, 0, fmt.Errorf("sum the value of the stock: %w", err)
	}
	return findings, value, nil
}
