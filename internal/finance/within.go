package finance

import (
	"slices"

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

// entriesWithin keeps the entries (named e in the query) of documents a person may
// see: no sale outside, no goods moved in another warehouse, no transfer of another
// shop's money, nothing owed to a supplier for elsewhere, no receipt or payment that settled what they may not see. Sales without anything owed have no item, so the document
// itself is asked.
func entriesWithin(tx *db.Tx, within tenant.DataScope) narrowed {
	cond, args := within.Where("d.warehouse_id", "d.shop_id")
	if cond == "" {
		return narrowed{}
	}
	n := narrowed{" AND NOT EXISTS (SELECT 1 FROM sale d WHERE d.tenant_id = ? AND d.id = e.doc_id AND NOT (" + cond + "))", append([]any{tx.Tenant}, args...)}
	if cond, args := within.Warehouses.Where("m.warehouse_id"); cond != "" {
		n.and += " AND NOT EXISTS (SELECT 1 FROM stock_move m WHERE m.tenant_id = ? AND m.doc_id = e.doc_id AND NOT (" + cond + "))"
		n.args = append(append(n.args, tx.Tenant), args...)
	}
	if cond, args := within.Shops.Where("t.shop_id"); cond != "" {
		n.and += " AND NOT EXISTS (SELECT 1 FROM fund_transfer t WHERE t.tenant_id = ? AND t.id = e.doc_id AND t.shop_id IS NOT NULL AND NOT (" + cond + "))"
		n.args = append(append(n.args, tx.Tenant), args...)
	}
	n.and += " AND NOT EXISTS (SELECT 1 FROM payable d WHERE d.tenant_id = ? AND d.doc_id = e.doc_id AND NOT (" + cond + "))"
	n.args = append(append(n.args, tx.Tenant), args...)
	for _, sd := range bothSides {
		paid := moneyWithin(tx, sd, within, "e.doc_id")
		n.and += paid.and
		n.args = append(n.args, paid.args...)
	}
	return n
}

var (
	hiddenShare = onSides(` AND NOT EXISTS (SELECT 1 FROM {allocation} x JOIN {item} i ON i.tenant_id = ? AND i.doc_id = x.doc_id WHERE x.tenant_id = ? AND x.{money}_id = `)
	hiddenDraw  = onSides(` AND NOT EXISTS (SELECT 1 FROM {draw} g JOIN {allocation} x ON x.tenant_id = ? AND x.{money}_id = g.{money}_id
		JOIN {item} i ON i.tenant_id = ? AND i.doc_id = x.doc_id WHERE g.tenant_id = ? AND g.refund_id = `)
)

// moneyWithin keeps the receipts or the payments (by the column of their id) that have never settled an item the person may
// not see, nor given back an advance of one that has; money all of which is an advance is everybody's.
func moneyWithin(tx *db.Tx, sd *side, within tenant.DataScope, id string) narrowed {
	cond, args := within.Where("i.warehouse_id", "i.shop_id")
	if cond == "" {
		return narrowed{}
	}
	return narrowed{
		hiddenShare[sd] + id + " AND NOT (" + cond + "))" + hiddenDraw[sd] + id + " AND NOT (" + cond + "))",
		slices.Concat([]any{tx.Tenant, tx.Tenant}, args, []any{tx.Tenant, tx.Tenant, tx.Tenant}, args),
	}
}
