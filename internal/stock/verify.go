package stock

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// proofs are the rules of the stock. The two about value without goods and below zero
// are the schema's too; they are proved for databases whose constraints were taken off.
var proofs = []doc.Proof{
	{
		Name: "stock.balance", ZH: "库存余额等于流水合计", EN: "Stock balances equal their ledger",
		Query: `SELECT 'warehouse ' || warehouse_id || ' sku ' || sku_id, SUM(moved), SUM(kept) FROM (
			SELECT warehouse_id, sku_id, quantity AS moved, 0 AS kept FROM stock_move WHERE tenant_id = ?
			UNION ALL SELECT warehouse_id, sku_id, 0, on_hand FROM stock_balance WHERE tenant_id = ?) u
			GROUP BY warehouse_id, sku_id HAVING SUM(moved) <> SUM(kept)`,
	},
	{Name: "stock.pool_quantity", ZH: "成本池数量等于流水", EN: "Cost pool quantities equal the ledger", Query: poolQuery("quantity")},
	{Name: "stock.pool_value", ZH: "成本池金额等于流水", EN: "Cost pool values equal the ledger", Query: poolQuery("value"), Costs: true},
	{
		Name: "stock.value_without_goods", ZH: "没有货就没有金额", EN: "No goods, no value", Costs: true,
		Query: `SELECT 'scope ' || scope_id || ' sku ' || sku_id, 0, value FROM cost_pool WHERE tenant_id = ? AND quantity = 0 AND value <> 0`,
	},
	{
		Name: "stock.negative_value", ZH: "库存金额不为负", EN: "Stock value is not negative", Costs: true,
		Query: `SELECT 'scope ' || scope_id || ' sku ' || sku_id, 0, value FROM cost_pool WHERE tenant_id = ? AND quantity > 0 AND value < 0`,
	},
	// Below zero, quantity and value are minus those of the open issues; else none is open.
	{Name: "stock.open_quantity", ZH: "负库存待补数量", EN: "Quantities to be covered are complete", Query: openQuery("quantity")},
	{Name: "stock.open_value", ZH: "负库存待补金额", EN: "Values to be covered are complete", Query: openQuery("value"), Costs: true},
}

func init() { doc.DeclareProofs(proofs...) }

func poolQuery(column string) string {
	return `SELECT 'scope ' || scope_id || ' sku ' || sku_id, SUM(moved), SUM(kept) FROM (
		SELECT scope_id, sku_id, ` + column + ` AS moved, 0 AS kept FROM stock_move WHERE tenant_id = ?
		UNION ALL SELECT scope_id, sku_id, 0, ` + column + ` FROM cost_pool WHERE tenant_id = ?) u
		GROUP BY scope_id, sku_id HAVING SUM(moved) <> SUM(kept)`
}

func openQuery(column string) string {
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
	if findings, err = doc.ProveTx(ctx, tx, proofs); err != nil {
		return nil, 0, err
	}
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(value), 0) FROM stock_move WHERE tenant_id = ?`, []any{tx.Tenant}, &value); err != nil {
		return nil, 0, fmt.Errorf("sum the value of the stock: %w", err)
	}
	return findings, value, nil
}
