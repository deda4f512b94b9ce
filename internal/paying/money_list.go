package paying

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// MoneyFilter narrows the list of what was paid. Zero values mean not given.
type MoneyFilter struct {
	State     MoneyState
	Kind      MoneyKind
	OrderID   db.ID
	RequestID db.ID
	Within    tenant.DataScope
}

// MoneyRow is one line of the list.
type MoneyRow struct {
	Money
	OrderNo, PlatformID, RequestNo, PaymentNo string
	SupplierID                                db.ID
	SupplierName, AccountName, FundName       string
}

// query is the list under the filters.
func (f *MoneyFilter) query(tx *db.Tx) api.List {
	t := tx.Tenant
	l := api.List{
		Columns: "x." + strings.ReplaceAll(moneyColumns, ", ", ", x.") + ", o.no, o.supplier_id, s.name, COALESCE(po.platform_id, ''), COALESCE(h.name, ''), COALESCE(r.no, ''), COALESCE(p.no, ''), COALESCE(fa.name, '')",
		From: `order_payment x
			JOIN purchase_order o ON o.tenant_id = ? AND o.id = x.order_id
			JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id
			LEFT JOIN platform_order po ON po.tenant_id = ? AND po.id = x.platform_order_id
			LEFT JOIN shop h ON h.tenant_id = ? AND h.id = po.account_id
			LEFT JOIN payment_request r ON r.tenant_id = ? AND r.id = x.request_id
			LEFT JOIN payment p ON p.tenant_id = ? AND p.id = x.payment_id
			LEFT JOIN fund_account fa ON fa.tenant_id = ? AND fa.id = x.fund_account_id`,
		Where: []string{"x.tenant_id = ?"}, Args: []any{t, t, t, t, t, t, t, t},
		Sorts: map[string]string{"createdAt": "x.id", "happenedAt": "x.happened_at", "amount": "x.amount"}, Default: "-createdAt", Tie: "x.id",
	}
	given := func(ok bool, cond string, arg any) {
		if ok {
			l.And(cond, arg)
		}
	}
	given(f.State != "", "x.state = ?", f.State)
	given(f.Kind != "", "x.kind = ?", f.Kind)
	given(f.OrderID != 0, "x.order_id = ?", f.OrderID)
	given(f.RequestID != 0, "x.request_id = ?", f.RequestID)
	cond, args := f.Within.Where("o.warehouse_id", "o.buyer_account_id")
	l.And(cond, args...)
	return l
}

func scanMoneyRow(rows *sql.Rows) (MoneyRow, error) {
	var r MoneyRow
	into := []any{&r.ID}
	for _, c := range r.columns() {
		into = append(into, c.field)
	}
	err := rows.Scan(append(into, &r.OrderNo, &r.SupplierID, &r.SupplierName, &r.PlatformID, &r.AccountName, &r.RequestNo, &r.PaymentNo, &r.FundName)...)
	return r, err
}

// Moneys gives one page of what was paid and given back for purchase orders.
func (s *Service) Moneys(ctx context.Context, sc db.Scope, q api.ListQuery, f MoneyFilter) (api.Page[MoneyRow], error) {
	var page api.Page[MoneyRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		page, err = api.RunList(ctx, tx, q, f.query(tx), scanMoneyRow)
		return err
	})
	return page, err
}

// moneySeen answers not found for money of an order outside the scope.
func (s *Service) moneySeen(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var warehouse, account db.ID
		found, err := tx.Row(ctx, `SELECT o.warehouse_id, o.buyer_account_id FROM order_payment x JOIN purchase_order o ON o.tenant_id = ? AND o.id = x.order_id
			WHERE x.tenant_id = ? AND x.id = ?`, []any{tx.Tenant, tx.Tenant, id}, &warehouse, &account)
		if err == nil && (!found || !within.Allows(warehouse, account)) {
			err = ErrMoneyNotFound
		}
		return err
	})
}
