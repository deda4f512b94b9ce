package paying

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// Filter narrows the list. Zero values mean not given.
type Filter struct {
	State      State
	Kind       Kind
	PayMethod  purchase.PayMethod
	SupplierID db.ID
	OrderID    db.ID   // a purchase order that it pays for
	CreatedBy  db.ID   // who asked
	Attention  bool    // only those that something keeps from being paid
	From, To   db.Date // both inclusive
	Within     tenant.DataScope
}

// Row is one line of the list.
type Row struct {
	ID             db.ID
	No             string
	Date           db.Date
	Kind           Kind
	State          State
	SupplierID     db.ID
	SupplierName   string
	BuyerAccountID db.ID
	AccountName    string
	PayMethod      purchase.PayMethod
	Amount, Paid   dec.Amount
	Attention      *fault.Error
	RejectedReason string
	Note           string
	CreatedByName  string
	CreatedAt      db.Time
	Version        int64
	Orders         []OrderRef
}

// OrderRef names a purchase order of a request.
type OrderRef struct {
	ID     db.ID
	No     string
	Amount dec.Amount
}

const rowColumns = `r.id, r.no, r.date, r.kind, r.state, r.supplier_id, s.name, r.buyer_account_id, COALESCE(h.name, ''), r.pay_method, r.amount, r.paid, r.attention, r.rejected_reason, r.note,
	COALESCE(p.name, ''), r.created_at, r.version`

// query is the list under the filters.
func (f *Filter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: rowColumns,
		From: `payment_request r
			JOIN supplier s ON s.tenant_id = ? AND s.id = r.supplier_id
			LEFT JOIN shop h ON h.tenant_id = ? AND h.id = r.buyer_account_id
			LEFT JOIN member m ON m.tenant_id = ? AND m.person_id = r.created_by
			LEFT JOIN person p ON p.id = m.person_id`,
		Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "r.id", "date": "r.date", "no": "r.no", "amount": "r.amount"}, Default: "-createdAt", Tie: "r.id",
		Search: api.Search{Kind: searchKind, Column: "r.id", Walk: []string{"date", "no"}},
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.State != "", "r.state = ?", f.State)
	given(f.Kind != "", "r.kind = ?", f.Kind)
	given(f.PayMethod != "", "r.pay_method = ?", f.PayMethod)
	given(f.SupplierID != 0, "r.supplier_id = ?", f.SupplierID)
	given(f.OrderID != 0, "r.id IN (SELECT l.request_id FROM payment_request_line l WHERE l.tenant_id = ? AND l.order_id = ?)", tx.Tenant, f.OrderID)
	given(f.CreatedBy != 0, "r.created_by = ?", f.CreatedBy)
	given(f.Attention, "r.attention <> ''")
	given(f.From != "", "r.date >= ?", f.From)
	given(f.To != "", "r.date <= ?", f.To)
	cond, args := visible(tx, f.Within)
	l.And(cond, args...)
	return l
}

// visible keeps the requests, named r in the query, that pay for no order the person may
// not see.
func visible(tx *db.Tx, within tenant.DataScope) (string, []any) {
	cond, args := within.Where("vo.warehouse_id", "vo.buyer_account_id")
	if cond == "" {
		return "", nil
	}
	return `NOT EXISTS (SELECT 1 FROM payment_request_line vl JOIN purchase_order vo ON vo.tenant_id = ? AND vo.id = vl.order_id
		WHERE vl.tenant_id = ? AND vl.request_id = r.id AND NOT (` + cond + `))`, append([]any{tx.Tenant, tx.Tenant}, args...)
}

func scanRow(rows *sql.Rows, more ...any) (Row, error) {
	var r Row
	err := rows.Scan(append([]any{
		&r.ID, &r.No, &r.Date, &r.Kind, &r.State, &r.SupplierID, &r.SupplierName, &r.BuyerAccountID, &r.AccountName, &r.PayMethod, &r.Amount, &r.Paid,
		keptFault{&r.Attention},
		&r.RejectedReason, &r.Note, &r.CreatedByName, &r.CreatedAt, &r.Version,
	}, more...)...)
	return r, err
}

// List gives one page of the requests.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[Row], error) {
	var page api.Page[Row]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if page, err = api.RunList(ctx, tx, q, f.query(tx), func(rows *sql.Rows) (Row, error) { return scanRow(rows) }); err != nil {
			return err
		}
		return namesOrdersTx(ctx, tx, page.Items)
	})
	return page, err
}

// namesOrdersTx adds the orders of the requests, in one query for the page.
func namesOrdersTx(ctx context.Context, tx *db.Tx, list []Row) error {
	if len(list) == 0 {
		return nil
	}
	at, args := make(map[db.ID]*Row, len(list)), []any{tx.Tenant, tx.Tenant}
	for i := range list {
		at[list[i].ID] = &list[i]
		args = append(args, list[i].ID)
	}
	err := tx.Each(ctx, `SELECT l.request_id, l.order_id, o.no, l.amount FROM payment_request_line l JOIN purchase_order o ON o.tenant_id = ? AND o.id = l.order_id
		WHERE l.tenant_id = ? AND l.request_id IN `+db.Tuples(1, len(list))+" ORDER BY l.request_id, l.position", args, func(rows *sql.Rows) error {
		var (
			of db.ID
			o  OrderRef
		)
		err := rows.Scan(&of, &o.ID, &o.No, &o.Amount)
		at[of].Orders = append(at[of].Orders, o)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the orders of payment requests: %w", err)
	}
	return nil
}

// Count is how many requests stand in a state, and what is left to pay of them.
type Count struct {
	State  State
	Number int64
	Left   dec.Amount
}

// Counts tells how many requests stand in each state, within what the person may see.
func (s *Service) Counts(ctx context.Context, sc db.Scope, within tenant.DataScope) ([]Count, error) {
	var out []Count
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		query, args := "SELECT r.state, COUNT(*), SUM(r.amount - r.paid) FROM payment_request r WHERE r.tenant_id = ?", []any{tx.Tenant}
		if cond, more := visible(tx, within); cond != "" {
			query, args = query+" AND "+cond, append(args, more...)
		}
		return tx.Each(ctx, query+" GROUP BY r.state", args, func(rows *sql.Rows) error {
			var c Count
			err := rows.Scan(&c.State, &c.Number, &c.Left)
			out = append(out, c)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count payment requests: %w", err)
	}
	return out, nil
}
