package preorder

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ErrNotFound is returned for a pre-order that does not exist in the set.
var ErrNotFound = fault.Define(fault.NotFound, "preorder.not_found",
	fault.ZH("找不到这张预订单", "它可能属于另一个账套；请刷新列表"),
	fault.EN("Pre-order not found", "It may belong to another account set; reload the list"))

const columns = `p.id, p.no, p.date, p.shop_id, p.sale_id, p.sale_no, p.customer_id, p.customer_name, p.amount, p.fee, p.note, p.upload_state, p.pay_state, p.refusal,
	p.platform_id, p.order_id, p.pay_url, COALESCE(p.actual, 0), p.expires_at, p.paid_at, p.extra_paid, p.polled_at, p.receipt_id, p.receipt_no, p.created_at, p.updated_at, p.version`

func (p *Preorder) scan(scan func(...any) error) error {
	var refusal string
	err := scan(&p.ID, &p.No, &p.Date, &p.ShopID, &p.SaleID, &p.SaleNo, &p.CustomerID, &p.CustomerName, &p.Amount, &p.Fee, &p.Note, &p.Upload, &p.Pay, &refusal,
		&p.PlatformID, &p.OrderID, &p.PayURL, &p.Actual, &p.ExpiresAt, &p.PaidAt, &p.ExtraPaid, &p.PolledAt, &p.ReceiptID, &p.ReceiptNo, &p.CreatedAt, &p.UpdatedAt, &p.Version)
	if err != nil {
		return err
	}
	p.Refusal, err = parseRefusal(refusal)
	return err
}

// getTx reads a pre-order by its id; lock holds its row until the commit.
func getTx(ctx context.Context, tx *db.Tx, id db.ID, lock bool) (*Preorder, error) {
	return findTx(ctx, tx, "p.id = ?", id, lock)
}

// ofSaleTx reads the pre-order of a sale.
func ofSaleTx(ctx context.Context, tx *db.Tx, sale db.ID, lock bool) (*Preorder, error) {
	return findTx(ctx, tx, "p.sale_id = ?", sale, lock)
}

func findTx(ctx context.Context, tx *db.Tx, cond string, arg db.ID, lock bool) (*Preorder, error) {
	list, err := manyTx(ctx, tx, cond, []any{arg}, lock)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], nil
}

// manyTx reads pre-orders in key order, as every transaction locks them.
func manyTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock bool) ([]*Preorder, error) {
	query := "SELECT " + columns + " FROM preorder p WHERE p.tenant_id = ? AND " + cond + " ORDER BY p.id"
	if lock {
		query += tx.ForUpdate()
	}
	var list []*Preorder
	err := tx.Each(ctx, query, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		p := &Preorder{}
		list = append(list, p)
		return p.scan(rows.Scan)
	})
	return list, err
}

func insertTx(ctx context.Context, tx *db.Tx, p *Preorder) error {
	_, err := tx.Exec(ctx, `INSERT INTO preorder (tenant_id, id, no, date, shop_id, sale_id, sale_no, customer_id, customer_name, amount, fee, note,
			upload_state, pay_state, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Tenant, p.ID, p.No, p.Date, p.ShopID, p.SaleID, p.SaleNo, p.CustomerID, p.CustomerName, p.Amount, p.Fee, p.Note,
		p.Upload, p.Pay, tx.Now, tx.Now)
	if err != nil {
		return fmt.Errorf("insert pre-order %s: %w", p.No, err)
	}
	return nil
}

// updateTx writes what changes during a pre-order's life.
func updateTx(ctx context.Context, tx *db.Tx, p *Preorder) error {
	refusal, err := p.Refusal.text()
	if err != nil {
		return err
	}
	p.UpdatedAt = tx.Now
	p.Version++
	_, err = tx.Exec(ctx, `UPDATE preorder SET amount = ?, fee = ?, upload_state = ?, pay_state = ?, refusal = ?, platform_id = ?, order_id = ?, pay_url = ?, actual = ?,
			expires_at = ?, paid_at = ?, extra_paid = ?, polled_at = ?, receipt_id = ?, receipt_no = ?, updated_at = ?, version = ?
		WHERE tenant_id = ? AND id = ?`,
		p.Amount, p.Fee, p.Upload, p.Pay, refusal, p.PlatformID, p.OrderID, p.PayURL, p.Actual,
		p.ExpiresAt, p.PaidAt, p.ExtraPaid, p.PolledAt, p.ReceiptID, p.ReceiptNo, p.UpdatedAt, p.Version, tx.Tenant, p.ID)
	if err != nil {
		return fmt.Errorf("update pre-order %s: %w", p.No, err)
	}
	return nil
}

const attemptColumns = `id, number, token, request, state, platform_id, order_id, pay_url, COALESCE(actual, 0), code, message, lookups,
	started_at, unanswered_at, answered_at, made_at, ended_at, asked_at, paid_at, receipt_id, receipt_no`

// attemptsTx reads all attempts of a pre-order, newest first.
func attemptsTx(ctx context.Context, tx *db.Tx, id db.ID) ([]*Attempt, error) {
	all, err := attemptsOfTx(ctx, tx, []any{id})
	return all[id], err
}

// attemptsOfTx reads all attempts of pre-orders, by pre-order, newest first.
func attemptsOfTx(ctx context.Context, tx *db.Tx, ids []any) (map[db.ID][]*Attempt, error) {
	all := make(map[db.ID][]*Attempt, len(ids))
	err := tx.Each(ctx, "SELECT preorder_id, "+attemptColumns+" FROM preorder_attempt WHERE tenant_id = ? AND preorder_id IN "+db.Tuples(1, len(ids))+" ORDER BY preorder_id, number DESC",
		append([]any{tx.Tenant}, ids...), func(rows *sql.Rows) error {
			var of db.ID
			a, text := &Attempt{}, ""
			if err := rows.Scan(&of, &a.ID, &a.Number, &a.Token, &text, &a.State, &a.PlatformID, &a.OrderID, &a.PayURL, &a.Actual, &a.Code, &a.Message, &a.Lookups,
				&a.StartedAt, &a.UnansweredAt, &a.AnsweredAt, &a.MadeAt, &a.EndedAt, &a.AskedAt, &a.PaidAt, &a.ReceiptID, &a.ReceiptNo); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(text), &a.request); err != nil {
				return fmt.Errorf("request of attempt %d: %w", a.Number, err)
			}
			all[of] = append(all[of], a)
			return nil
		})
	return all, err
}

// tried is a pre-order with all attempts to make it, newest first.
type tried struct {
	p    *Preorder
	list []*Attempt
}

// lockTx reads a pre-order with its attempts and holds it until the commit: every
// change of an attempt starts here, so that none overwrites what another wrote.
func lockTx(ctx context.Context, tx *db.Tx, id db.ID) (*Preorder, []*Attempt, error) {
	all, err := lockAllTx(ctx, tx, []db.ID{id})
	if err != nil {
		return nil, nil, err
	}
	if len(all) == 0 {
		return nil, nil, ErrNotFound
	}
	return all[0].p, all[0].list, nil
}

// lockAllTx is lockTx for several; those that do not exist are absent.
func lockAllTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]tried, error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	list, err := manyTx(ctx, tx, "p.id IN "+db.Tuples(1, len(args)), args, true)
	if err != nil {
		return nil, err
	}
	attempts, err := attemptsOfTx(ctx, tx, args)
	if err != nil {
		return nil, err
	}
	all := make([]tried, len(list))
	for i, p := range list {
		all[i] = tried{p, attempts[p.ID]}
	}
	return all, nil
}

// startAttemptTx writes an attempt down before it is made. A second one while
// another may live breaks a unique rule.
func startAttemptTx(ctx context.Context, tx *db.Tx, p *Preorder, r *request, token string) (*Attempt, error) {
	a := &Attempt{Token: token, State: AttemptOpen, StartedAt: tx.Now, request: *r}
	return a, insertAttemptTx(ctx, tx, p, a)
}

func insertAttemptTx(ctx context.Context, tx *db.Tx, p *Preorder, a *Attempt) error {
	text, err := json.Marshal(&a.request)
	if err != nil {
		return err
	}
	a.ID = tx.NewID()
	if _, err := tx.Row(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM preorder_attempt WHERE tenant_id = ? AND preorder_id = ?",
		[]any{tx.Tenant, p.ID}, &a.Number); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO preorder_attempt (tenant_id, id, preorder_id, number, token, request, state, platform_id, started_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, tx.Tenant, a.ID, p.ID, a.Number, a.Token, string(text), a.State, a.PlatformID, a.StartedAt, a.EndedAt)
	if err != nil {
		return fmt.Errorf("write down attempt %d of %s: %w", a.Number, p.No, err)
	}
	return nil
}

func updateAttemptTx(ctx context.Context, tx *db.Tx, a *Attempt) error {
	_, err := tx.Exec(ctx, `UPDATE preorder_attempt SET state = ?, platform_id = ?, order_id = ?, pay_url = ?, actual = ?, code = ?, message = ?, lookups = ?,
			unanswered_at = ?, answered_at = ?, made_at = ?, ended_at = ?, asked_at = ?, paid_at = ?, receipt_id = ?, receipt_no = ?
		WHERE tenant_id = ? AND id = ?`,
		a.State, a.PlatformID, a.OrderID, a.PayURL, a.Actual, a.Code, a.Message, a.Lookups,
		a.UnansweredAt, a.AnsweredAt, a.MadeAt, a.EndedAt, a.AskedAt, a.PaidAt, a.ReceiptID, a.ReceiptNo, tx.Tenant, a.ID)
	if err != nil {
		return fmt.Errorf("record attempt %d: %w", a.Number, err)
	}
	return nil
}
