package report

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// named says what a record is called that others hold under these fields in the
// audit log: SQL for id and name, ending in the condition on the id.
var named = []struct {
	query  string
	fields []string
}{
	{"SELECT id, name FROM price_level WHERE tenant_id = ? AND id", []string{"levelId"}},
	{"SELECT id, name FROM customer WHERE tenant_id = ? AND id", []string{"customerId"}},
	{"SELECT id, name FROM category WHERE tenant_id = ? AND id", []string{"categoryId", "parentId"}},
	{"SELECT id, name FROM unit_group WHERE tenant_id = ? AND id", []string{"unitGroupId"}},
	{"SELECT id, name FROM warehouse WHERE tenant_id = ? AND id", []string{"warehouseId", "warehouses"}},
	{"SELECT id, name FROM shop WHERE tenant_id = ? AND id", []string{"shopId", "shops"}},
	{"SELECT id, name FROM fund_account WHERE tenant_id = ? AND id", []string{"fundAccountId", "releaseAccountId", "fromAccountId", "toAccountId"}},
	{"SELECT id, code FROM sku WHERE tenant_id = ? AND id", []string{"skuId"}},
	{"SELECT id, no FROM receipt WHERE tenant_id = ? AND id", []string{"receiptId"}},
	{"SELECT doc_id, doc_no FROM receivable WHERE tenant_id = ? AND doc_id", []string{"docId"}},
	{"SELECT m.person_id, p.name FROM member m JOIN person p ON p.id = m.person_id WHERE m.tenant_id = ? AND m.person_id", []string{"salespersonId", "person"}},
}

// registerNames lets the audit log call records by their names.
func registerNames(a *api.API) {
	for _, n := range named {
		for _, field := range n.fields {
			a.Names(field, func(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
				args := make([]any, 1, len(ids)+1)
				args[0] = tx.Tenant
				for _, id := range ids {
					args = append(args, id)
				}
				names := make(map[db.ID]string, len(ids))
				err := tx.Each(ctx, n.query+" IN "+db.Tuples(1, len(ids)), args, func(rows *sql.Rows) error {
					var id db.ID
					var name string
					err := rows.Scan(&id, &name)
					names[id] = name
					return err
				})
				return names, err
			})
		}
	}
}
