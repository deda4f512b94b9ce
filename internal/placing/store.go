package placing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ErrNotFound is returned for a part or attempt that the set, or the order, does not have.
var ErrNotFound = fault.Define(fault.NotFound, "placing.not_found",
	fault.ZH("找不到这条下单记录", "采购单可能已重新预览；请刷新页面"),
	fault.EN("There is no such record of placing", "The order may have been previewed anew; reload the page"))

const partColumns = `p.id, p.order_id, p.number, p.account_id, p.state, p.flow, p.trade_mode, p.address_id, p.message, p.cargo, p.content_hash, p.order_hash, p.plan_goods, p.plan_freight,
	p.preview_id, p.accepted_total, p.accepted_by, p.accepted_at, p.refusal, p.cancel_reason, p.cancel_remark, p.batch_id, p.due_at, p.failures, p.asked_by, p.created_at, p.updated_at, o.no`

const partFrom = " FROM placing_part p JOIN purchase_order o ON o.tenant_id = p.tenant_id AND o.id = p.order_id WHERE p.tenant_id = ?"

func (p *Part) scan(rows *sql.Rows) error {
	var cargo, refusal string
	err := rows.Scan(&p.ID, &p.OrderID, &p.Number, &p.AccountID, &p.State, &p.Flow, &p.TradeMode, &p.AddressID, &p.Message, &cargo, &p.ContentHash, &p.OrderHash, &p.PlanGoods, &p.PlanFreight,
		&p.PreviewID, &p.AcceptedTotal, &p.AcceptedBy, &p.AcceptedAt, &refusal, &p.CancelReason, &p.CancelRemark, &p.BatchID, &p.DueAt, &p.Failures, &p.AskedBy, &p.CreatedAt, &p.UpdatedAt, &p.orderNo)
	if err != nil {
		return err
	}
	if p.Refusal, err = parseRefusal(refusal); err != nil {
		return err
	}
	return fromJSON(cargo, &p.Cargo)
}

// partsTx reads parts under a condition on p, in key order, as every transaction locks them.
func partsTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock bool) ([]*Part, error) {
	query := "SELECT " + partColumns + partFrom + " AND " + cond + " ORDER BY p.id"
	if lock {
		query += lockOf(tx)
	}
	var list []*Part
	err := tx.Each(ctx, query, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		p := &Part{}
		list = append(list, p)
		return p.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read parts: %w", err)
	}
	return list, nil
}

// lockOf holds the parts of a query and not the purchase orders it joins, which come first
// in the order of locks.
func lockOf(tx *db.Tx) string {
	if lock := tx.ForUpdate(); lock != "" {
		return lock + " OF p"
	}
	return ""
}

// holdPartsTx waits for what jobs and messages are finding out about the parts of orders: a
// part may turn out to be there on 1688 after all. What it came to the next statement sees.
func holdPartsTx(ctx context.Context, tx *db.Tx, orders []db.ID) error {
	lock := tx.ForUpdate()
	if lock == "" {
		return nil
	}
	err := db.EachIn(ctx, tx, "SELECT id FROM placing_part WHERE tenant_id = ? AND order_id IN ({in}) ORDER BY id"+lock, []any{tx.Tenant}, orders, func(*sql.Rows) error { return nil })
	if err != nil {
		return fmt.Errorf("hold parts of orders: %w", err)
	}
	return nil
}

func partsOfOrdersTx(ctx context.Context, tx *db.Tx, orders []db.ID, cond string) (map[db.ID][]*Part, error) {
	out := map[db.ID][]*Part{}
	err := db.EachIn(ctx, tx, "SELECT "+partColumns+partFrom+cond+" AND p.order_id IN ({in}) ORDER BY p.order_id, p.number", []any{tx.Tenant}, orders, func(rows *sql.Rows) error {
		p := &Part{}
		err := p.scan(rows)
		out[p.OrderID] = append(out[p.OrderID], p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read parts of orders: %w", err)
	}
	return out, nil
}

func insertPartsTx(ctx context.Context, tx *db.Tx, list []*Part) error {
	const columns = 22
	var args []any
	for _, p := range list {
		args = append(args, tx.Tenant, p.ID, p.OrderID, p.Number, p.AccountID, string(p.State), p.Flow, p.TradeMode, p.AddressID, p.Message, jsonText(p.Cargo), p.ContentHash, p.OrderHash,
			p.PlanGoods, p.PlanFreight, p.BatchID, p.DueAt, p.AskedBy, p.Refusal.text(), p.Failures, p.CreatedAt, p.UpdatedAt)
	}
	_, err := db.Insert(ctx, tx, `INSERT INTO placing_part (tenant_id, id, order_id, number, account_id, state, flow, trade_mode, address_id, message, cargo, content_hash, order_hash,
		plan_goods, plan_freight, batch_id, due_at, asked_by, refusal, failures, created_at, updated_at) VALUES`, columns, args, "")
	switch {
	case db.IsDuplicate(err): // another one has been parted meanwhile and took the number
		return db.ErrAgain
	case err != nil:
		return fmt.Errorf("insert parts: %w", err)
	}
	return nil
}

// updatePartTx writes what changes during a part's life.
func updatePartTx(ctx context.Context, tx *db.Tx, p *Part) error {
	p.UpdatedAt = tx.Now
	var accepted any
	if p.AcceptedTotal != nil {
		accepted = *p.AcceptedTotal
	}
	_, err := tx.Exec(ctx, `UPDATE placing_part SET state = ?, trade_mode = ?, message = ?, cargo = ?, content_hash = ?, plan_goods = ?, preview_id = ?, accepted_total = ?, accepted_by = ?, accepted_at = ?,
			refusal = ?, cancel_reason = ?, cancel_remark = ?, batch_id = ?, due_at = ?, failures = ?, asked_by = ?, updated_at = ? WHERE tenant_id = ? AND id = ?`,
		string(p.State), p.TradeMode, p.Message, jsonText(p.Cargo), p.ContentHash, p.PlanGoods, p.PreviewID, accepted, p.AcceptedBy, p.AcceptedAt,
		p.Refusal.text(), p.CancelReason, p.CancelRemark, p.BatchID, p.DueAt, p.Failures, p.AskedBy, p.UpdatedAt, tx.Tenant, p.ID)
	if err != nil {
		return fmt.Errorf("update part: %w", err)
	}
	return nil
}

const attemptColumns = `id, part_id, order_id, account_id, number, out_order_id, token, request, state, evidence, code, said, lookups,
	started_at, unanswered_at, answered_at, ended_at, asked_at, decided_by`

func (a *Attempt) scan(rows *sql.Rows) error {
	var request, evidence string
	err := rows.Scan(&a.ID, &a.PartID, &a.OrderID, &a.AccountID, &a.Number, &a.OutOrderID, &a.Token, &request, &a.State, &evidence, &a.Code, &a.Said, &a.Lookups,
		&a.StartedAt, &a.UnansweredAt, &a.AnsweredAt, &a.EndedAt, &a.AskedAt, &a.DecidedBy)
	return errors.Join(err, fromJSON(request, &a.Request), fromJSON(evidence, &a.Evidence))
}

// attemptsTx reads attempts under a condition, newest first.
func attemptsTx(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]*Attempt, error) {
	var list []*Attempt
	err := tx.Each(ctx, "SELECT "+attemptColumns+" FROM placing_attempt WHERE tenant_id = ? AND "+cond+" ORDER BY id DESC", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		a := &Attempt{}
		list = append(list, a)
		return a.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read attempts: %w", err)
	}
	return list, nil
}

// insertAttemptTx writes an attempt down before it is made. A second one while another may
// live breaks a unique rule.
func insertAttemptTx(ctx context.Context, tx *db.Tx, a *Attempt) error {
	_, err := tx.Exec(ctx, `INSERT INTO placing_attempt (tenant_id, id, part_id, order_id, account_id, number, out_order_id, token, request, state, started_at)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, tx.Tenant, a.ID, a.PartID, a.OrderID, a.AccountID, a.Number, a.OutOrderID, a.Token, jsonText(a.Request), string(a.State), a.StartedAt)
	if err != nil {
		return fmt.Errorf("insert attempt: %w", err)
	}
	return nil
}

func updateAttemptTx(ctx context.Context, tx *db.Tx, a *Attempt) error {
	evidence := ""
	if len(a.Evidence) > 0 {
		evidence = jsonText(a.Evidence)
	}
	_, err := tx.Exec(ctx, `UPDATE placing_attempt SET state = ?, evidence = ?, code = ?, said = ?, lookups = ?, unanswered_at = ?, answered_at = ?, ended_at = ?, asked_at = ?, decided_by = ?
		WHERE tenant_id = ? AND id = ?`, string(a.State), evidence, a.Code, a.Said, a.Lookups, a.UnansweredAt, a.AnsweredAt, a.EndedAt, a.AskedAt, a.DecidedBy, tx.Tenant, a.ID)
	if err != nil {
		return fmt.Errorf("update attempt: %w", err)
	}
	return nil
}

const madeColumns = "account_id, platform_id, attempt_id, part_id, amount, extra, state, made_at"

// madeTx reads the orders that attempts made, oldest first.
func madeTx(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]*Made, error) {
	var list []*Made
	err := tx.Each(ctx, "SELECT "+madeColumns+" FROM placing_order WHERE tenant_id = ? AND "+cond+" ORDER BY made_at, platform_id", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		m := &Made{}
		list = append(list, m)
		return rows.Scan(&m.AccountID, &m.PlatformID, &m.AttemptID, &m.PartID, &m.Amount, &m.Extra, &m.State, &m.MadeAt)
	})
	if err != nil {
		return nil, fmt.Errorf("read orders made: %w", err)
	}
	return list, nil
}

// writeMadeTx notes orders that an attempt made; one noted before keeps whose it is.
func writeMadeTx(ctx context.Context, tx *db.Tx, list ...*Made) error {
	if len(list) == 0 {
		return nil
	}
	var args []any
	for _, m := range list {
		var amount any
		if m.Amount != nil {
			amount = *m.Amount
		}
		args = append(args, tx.Tenant, m.AccountID, m.PlatformID, m.AttemptID, m.PartID, amount, m.Extra, string(m.State), m.MadeAt)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO placing_order (tenant_id, "+madeColumns+") VALUES "+db.Tuples(len(list), 9)+
		" ON CONFLICT (tenant_id, account_id, platform_id) DO UPDATE SET state = excluded.state, extra = excluded.extra", args...); err != nil {
		return fmt.Errorf("note orders made: %w", err)
	}
	return nil
}

// tried is a part with all attempts to place it, newest first, and what they made.
type tried struct {
	*Part
	attempts []*Attempt
	made     []*Made
}

// lockTx reads a part with its attempts and holds it until the commit: every change of an
// attempt starts here, so that none overwrites what another wrote.
func lockTx(ctx context.Context, tx *db.Tx, id db.ID) (*tried, error) {
	list, err := partsTx(ctx, tx, "p.id = ?", []any{id}, true)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	t := &tried{Part: list[0]}
	if t.attempts, err = attemptsTx(ctx, tx, "part_id = ?", id); err != nil {
		return nil, err
	}
	t.made, err = madeTx(ctx, tx, "part_id = ?", id)
	return t, err
}

func (t *tried) attempt(id db.ID) *Attempt {
	if i := slices.IndexFunc(t.attempts, func(a *Attempt) bool { return a.ID == id }); i >= 0 {
		return t.attempts[i]
	}
	return nil
}

// of are the orders that an attempt made.
func (t *tried) of(attempt db.ID) []*Made {
	var out []*Made
	for _, m := range t.made {
		if m.AttemptID == attempt {
			out = append(out, m)
		}
	}
	return out
}
