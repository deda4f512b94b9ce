package paying

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

type column struct {
	name  string
	field any // where it is read into
	value any // what is written
}

// keptFault reads and writes a fault of a column.
type keptFault struct{ to **fault.Error }

// Scan brings the fault back.
func (k keptFault) Scan(v any) error {
	text, ok := v.(string)
	if raw, is := v.([]byte); is {
		text, ok = string(raw), true
	}
	if !ok {
		return fmt.Errorf("a kept fault is %T", v)
	}
	e, err := readFault(text)
	*k.to = e
	return err
}

// columns are those of a request beyond its keys: where they are read into and written
// from, so that the two cannot drift apart.
func (r *Request) columns() []column {
	return []column{
		{"no", &r.No, r.No},
		{"date", &r.Date, r.Date},
		{"kind", &r.Kind, r.Kind},
		{"state", &r.State, r.State},
		{"supplier_id", &r.SupplierID, r.SupplierID},
		{"buyer_account_id", &r.BuyerAccountID, r.BuyerAccountID},
		{"pay_method", &r.PayMethod, r.PayMethod},
		{"fund_account_id", &r.FundAccountID, r.FundAccountID},
		{"amount", &r.Amount, r.Amount},
		{"paid", &r.Paid, r.Paid},
		{"attention", keptFault{&r.Attention}, keepFault(r.Attention)},
		{"note", &r.Note, r.Note},
		{"content_hash", &r.ContentHash, r.ContentHash},
		{"levels", &r.Levels, r.Levels},
		{"submitted_by", &r.SubmittedBy, r.SubmittedBy},
		{"submitted_at", &r.SubmittedAt, r.SubmittedAt},
		{"approved_by", &r.ApprovedBy, r.ApprovedBy},
		{"approved_at", &r.ApprovedAt, r.ApprovedAt},
		{"approved2_by", &r.Approved2By, r.Approved2By},
		{"approved2_at", &r.Approved2At, r.Approved2At},
		{"asked_at", &r.AskedAt, r.AskedAt},
		{"paid_at", &r.PaidAt, r.PaidAt},
		{"rejected_reason", &r.RejectedReason, r.RejectedReason},
		{"created_by", &r.CreatedBy, r.CreatedBy},
		{"changed_by", &r.ChangedBy, r.ChangedBy},
		{"makers", &r.Makers, r.Makers},
		{"created_at", &r.CreatedAt, r.CreatedAt},
		{"updated_at", &r.UpdatedAt, r.UpdatedAt},
		{"version", &r.Version, r.Version},
	}
}

var requestColumns = func() string {
	names := []string{"id"}
	for _, c := range new(Request).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}()

// requestsTx reads requests with their lines, by id. cond is a condition of the request's
// row; lock is empty or tx.ForUpdate().
func requestsTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock string) ([]*Request, error) {
	var list []*Request
	byID, ids := map[db.ID]*Request{}, []any{tx.Tenant}
	err := tx.Each(ctx, "SELECT "+requestColumns+" FROM payment_request WHERE tenant_id = ? AND "+cond+" ORDER BY id"+lock, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		r := &Request{}
		into := []any{&r.ID}
		for _, c := range r.columns() {
			into = append(into, c.field)
		}
		err := rows.Scan(into...)
		list, byID[r.ID], ids = append(list, r), r, append(ids, r.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read payment requests: %w", err)
	}
	if len(list) == 0 {
		return nil, nil
	}
	err = tx.Each(ctx, "SELECT request_id, id, order_id, order_hash, amount, was, paid FROM payment_request_line WHERE tenant_id = ? AND request_id IN "+
		db.Tuples(1, len(list))+" ORDER BY request_id, position", ids, func(rows *sql.Rows) error {
		var (
			l  Line
			of db.ID
		)
		err := rows.Scan(&of, &l.ID, &l.OrderID, &l.OrderHash, &l.Amount, &l.Was, &l.Paid)
		byID[of].Lines = append(byID[of].Lines, l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of payment requests: %w", err)
	}
	return list, nil
}

func requestTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Request, error) {
	list, err := requestsTx(ctx, tx, "id = ?", []any{id}, lock)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], nil
}

// lockedTx reads a request whose row it holds until the commit; it must still have the
// version that whoever changes it has seen.
func lockedTx(ctx context.Context, tx *db.Tx, id db.ID, version int64) (*Request, error) {
	r, err := requestTx(ctx, tx, id, tx.ForUpdate())
	if err == nil && r.Version != version {
		err = fault.ErrStale
	}
	return r, err
}

func insertTx(ctx context.Context, tx *db.Tx, r *Request) error {
	args := []any{tx.Tenant, r.ID}
	for _, c := range r.columns() {
		args = append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO payment_request (tenant_id, "+requestColumns+") VALUES "+db.Tuples(1, len(args)), args...); err != nil {
		return fmt.Errorf("insert payment request: %w", err)
	}
	return insertLinesTx(ctx, tx, r)
}

func insertLinesTx(ctx context.Context, tx *db.Tx, r *Request) error {
	const columns = 9
	args := make([]any, 0, len(r.Lines)*columns)
	for i := range r.Lines {
		l := &r.Lines[i]
		args = append(args, tx.Tenant, r.ID, i+1, l.ID, l.OrderID, l.OrderHash, l.Amount, l.Was, l.Paid)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO payment_request_line (tenant_id, request_id, position, id, order_id, order_hash, amount, was, paid) VALUES "+
		db.Tuples(len(r.Lines), columns), args...); err != nil {
		return fmt.Errorf("insert the lines of a payment request: %w", err)
	}
	return nil
}

// updateTx writes the row of a request anew, without its lines.
func updateTx(ctx context.Context, tx *db.Tx, r *Request) error {
	var set []string
	var args []any
	for _, c := range r.columns() {
		set, args = append(set, c.name+" = ?"), append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "UPDATE payment_request SET "+strings.Join(set, ", ")+" WHERE tenant_id = ? AND id = ?", append(args, tx.Tenant, r.ID)...); err != nil {
		return fmt.Errorf("update payment request: %w", err)
	}
	return nil
}

// replaceTx writes a request anew, with its lines.
func replaceTx(ctx context.Context, tx *db.Tx, r *Request) error {
	if err := updateTx(ctx, tx, r); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM payment_request_line WHERE tenant_id = ? AND request_id = ?", tx.Tenant, r.ID); err != nil {
		return fmt.Errorf("delete the lines of a payment request: %w", err)
	}
	return insertLinesTx(ctx, tx, r)
}
