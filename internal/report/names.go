package report

import (
	"context"
	"database/sql"
	"maps"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// naming is how records of one table are called.
type naming struct {
	query   string // for id and name, ending in the condition on the id
	builtin string // the kind of built-in names among them, if any
}

// The records that the audit log and the proof of the books call by their names.
var (
	levels     = naming{"SELECT id, name FROM price_level WHERE tenant_id = ? AND id", "level"}
	customers  = naming{"SELECT id, name FROM customer WHERE tenant_id = ? AND id", "customer"}
	suppliers  = naming{"SELECT id, name FROM supplier WHERE tenant_id = ? AND id", ""}
	categories = naming{"SELECT id, name FROM category WHERE tenant_id = ? AND id", ""}
	unitGroups = naming{"SELECT id, name FROM unit_group WHERE tenant_id = ? AND id", "unit"}
	warehouses = naming{"SELECT id, name FROM warehouse WHERE tenant_id = ? AND id", "warehouse"}
	addresses  = naming{"SELECT id, name FROM receiving_address WHERE tenant_id = ? AND id", ""}
	shops      = naming{"SELECT id, name FROM shop WHERE tenant_id = ? AND id", ""}
	funds      = naming{"SELECT id, name FROM fund_account WHERE tenant_id = ? AND id", "fund"}
	skus       = naming{"SELECT id, code FROM sku WHERE tenant_id = ? AND id", ""}
	receipts   = naming{"SELECT id, no FROM receipt WHERE tenant_id = ? AND id", ""}
	payments   = naming{"SELECT id, no FROM payment WHERE tenant_id = ? AND id", ""}
	owing      = naming{"SELECT doc_id, doc_no FROM receivable WHERE tenant_id = ? AND doc_id", ""}
	owed       = naming{"SELECT doc_id, doc_no FROM payable WHERE tenant_id = ? AND doc_id", ""}
	people     = naming{"SELECT m.person_id, p.name FROM member m JOIN person p ON p.id = m.person_id WHERE m.tenant_id = ? AND m.person_id", ""}
)

// registerNames lets the audit log call the records by their names whose ids it
// holds under these fields.
func registerNames(a *api.API) {
	for field, n := range map[string]naming{
		"levelId": levels, "customerId": customers, "supplierId": suppliers, "categoryId": categories, "parentId": categories, "unitGroupId": unitGroups,
		"warehouseId": warehouses, "warehouses": warehouses, "addressId": addresses, "shopId": shops, "shops": shops, "accountId": shops,
		"fundAccountId": funds, "releaseAccountId": funds, "fromAccountId": funds, "toAccountId": funds,
		"skuId": skus, "receiptId": receipts, "paymentId": payments, "salespersonId": people, "person": people,
	} {
		a.Names(field, n.namesTx)
	}
	// What a document of money settles, on either side.
	a.Names("docId", func(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
		names, err := owing.namesTx(ctx, tx, ids)
		if err != nil || len(names) == len(ids) {
			return names, err
		}
		more, err := owed.namesTx(ctx, tx, ids)
		maps.Copy(names, more)
		return names, err
	})
}

// namesTx gives what the records are called, in the language of the request.
func (n naming) namesTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
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
		names[id] = api.Builtin(ctx, n.builtin, name)
		return err
	})
	return names, err
}
