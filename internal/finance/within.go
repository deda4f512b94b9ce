package finance

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// narrowed is a condition to add to a query, " AND …" or nothing, with its arguments.
type narrowed struct {
	and  string
	args []any
}

// itemsWithin keeps the open items a person may see: those of documents of their
// warehouses and shops, and those without either.
func itemsWithin(alias string, within tenant.DataScope) narrowed {
	cond, args := within.Where(alias+".warehouse_id", alias+".shop_id")
	if cond == "" {
		return narrowed{}
	}
	return narrowed{" AND (" + cond + ")", args}
}

// receiptsWithin keeps the receipts (named r in the query) that have never settled an item the person may
// not see; a receipt all of which is an advance is everybody's.
func receiptsWithin(tx *db.Tx, within tenant.DataScope) narrowed {
	cond, args := within.Where("i.warehouse_id", "i.shop_id")
	if cond == "" {
		return narrowed{}
	}
	return narrowed{
		` AND NOT EXISTS (SELECT 1 FROM receipt_allocation x JOIN receivable i ON i.tenant_id = ? AND i.doc_id = x.doc_id
			WHERE x.tenant_id = ? AND x.receipt_id = r.id AND NOT (` + cond + `))`,
		append([]any{tx.Tenant, tx.Tenant}, args...),
	}
}
