package tenant

import (
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// DataScope is what a person may work with: documents of these warehouses and of
// these shops. What has neither a warehouse nor a shop is everybody's.
type DataScope struct{ Warehouses, Shops Limit }

// Everything is the scope that leaves nothing out.
var Everything = DataScope{Warehouses: Limit{All: true}, Shops: Limit{All: true}}

// All tells whether the scope leaves nothing out.
func (r DataScope) All() bool { return r.Warehouses.All && r.Shops.All }

// Allows tells whether a document of the warehouse and the shop is inside; zero
// stands for none.
func (r DataScope) Allows(warehouse, shop db.ID) bool {
	return (warehouse == 0 || r.Warehouses.Allows(warehouse)) && (shop == 0 || r.Shops.Allows(shop))
}

// Where narrows a query like Limit.Where, by columns that may be NULL.
func (r DataScope) Where(warehouseColumn, shopColumn string) (string, []any) {
	var conds []string
	var args []any
	for _, part := range []struct {
		limit  Limit
		column string
	}{{r.Warehouses, warehouseColumn}, {r.Shops, shopColumn}} {
		if cond, more := part.limit.Where(part.column); cond != "" {
			conds, args = append(conds, "("+part.column+" IS NULL OR "+cond+")"), append(args, more...)
		}
	}
	return strings.Join(conds, " AND "), args
}
