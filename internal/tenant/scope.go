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
func (d DataScope) All() bool { return d.Warehouses.All && d.Shops.All }

// Allows tells whether a document of the warehouse and the shop is inside; zero
// stands for none.
func (d DataScope) Allows(warehouse, shop db.ID) bool {
	return (warehouse == 0 || d.Warehouses.Allows(warehouse)) && (shop == 0 || d.Shops.Allows(shop))
}

// Where narrows a query like Limit.Where, by columns that may be NULL.
func (d DataScope) Where(warehouseColumn, shopColumn string) (string, []any) {
	var conds []string
	var args []any
	for _, part := range []struct {
		limit  Limit
		column string
	}{{d.Warehouses, warehouseColumn}, {d.Shops, shopColumn}} {
		if cond, more := part.limit.Where(part.column); cond != "" {
			conds, args = append(conds, "("+part.column+" IS NULL OR "+cond+")"), append(args, more...)
		}
	}
	return strings.Join(conds, " AND "), args
}
