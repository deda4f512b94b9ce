package wms

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

const noticeColumns = `n.id, n.purchase_order_id, o.no, n.state, n.version, n.tried_version, n.sent_version, n.content, n.external_no, n.attempts, n.code, n.params,
	n.due_at, n.sent_at, n.created_at, n.updated_at`

const noticeFrom = " FROM wms_notice n JOIN purchase_order o ON o.tenant_id = n.tenant_id AND o.id = n.purchase_order_id WHERE n.tenant_id = ?"

func scanNotice(rows *sql.Rows, more ...any) (*Notice, error) {
	var (
		n            Notice
		code, params string
	)
	err := rows.Scan(append([]any{
		&n.ID, &n.OrderID, &n.OrderNo, &n.State, &n.Version, &n.TriedVersion, &n.SentVersion, &n.Content, &n.ExternalNo, &n.Attempts, &code, &params,
		&n.DueAt, &n.SentAt, &n.CreatedAt, &n.UpdatedAt,
	}, more...)...)
	if err == nil {
		n.Why, err = fault.Restore(code, params)
	}
	return &n, err
}

// noticeTx reads a notice under a condition on n; nil when there is none. lock holds its row,
// and not that of the order, which comes first in the order of locks.
func noticeTx(ctx context.Context, tx *db.Tx, cond string, arg any, lock bool) (out *Notice, err error) {
	query := "SELECT " + noticeColumns + noticeFrom + " AND " + cond
	if text := tx.ForUpdate(); lock && text != "" {
		query += text + " OF n"
	}
	err = tx.Each(ctx, query, []any{tx.Tenant, arg}, func(rows *sql.Rows) (err error) {
		out, err = scanNotice(rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read an arrival notice: %w", err)
	}
	return out, nil
}

func (n *Notice) updateTx(ctx context.Context, tx *db.Tx) error {
	code := ""
	if n.Why != nil {
		code = n.Why.Code
	}
	if _, err := tx.Exec(ctx, `UPDATE wms_notice SET state = ?, version = ?, tried_version = ?, sent_version = ?, content = ?, external_no = ?, attempts = ?, code = ?, params = ?,
			due_at = ?, sent_at = ?, updated_at = ? WHERE tenant_id = ? AND id = ?`,
		string(n.State), n.Version, n.TriedVersion, n.SentVersion, n.Content, n.ExternalNo, n.Attempts, code, n.Why.StoredParams(), n.DueAt, n.SentAt, tx.Now, tx.Tenant, n.ID); err != nil {
		return fmt.Errorf("write an arrival notice: %w", err)
	}
	return nil
}

// Outcome is how a call ended.
type Outcome string

// The outcomes. An empty one is a call that was under way when the process ended.
const (
	OutcomeTaken      Outcome = "taken"      // 2xx
	OutcomeRefused    Outcome = "refused"    // the WMS does not take it as it is
	OutcomeBusy       Outcome = "busy"       // the WMS is not well or has too much to do
	OutcomeUnanswered Outcome = "unanswered" // it may have been taken
)

// Push is a call that told the WMS a version.
type Push struct {
	Number    int64
	Version   int64
	StartedAt db.Time
	EndedAt   db.Time
	Outcome   Outcome
	Status    int64 // of HTTP; zero without an answer
	Said      string
}

// beginPushTx writes down that a call is about to be made.
func beginPushTx(ctx context.Context, tx *db.Tx, n *Notice) (number int64, err error) {
	if _, err := tx.Row(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM wms_push WHERE tenant_id = ? AND notice_id = ?", []any{tx.Tenant, n.ID}, &number); err != nil {
		return 0, fmt.Errorf("number a push: %w", err)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO wms_push (tenant_id, notice_id, number, version, started_at) VALUES (?, ?, ?, ?, ?)", tx.Tenant, n.ID, number, n.Version, tx.Now); err != nil {
		return 0, fmt.Errorf("write a push: %w", err)
	}
	return number, nil
}

func endPushTx(ctx context.Context, tx *db.Tx, notice db.ID, number int64, a *answer) error {
	if _, err := tx.Exec(ctx, "UPDATE wms_push SET ended_at = ?, outcome = ?, status = ?, said = ? WHERE tenant_id = ? AND notice_id = ? AND number = ?",
		tx.Now, string(a.outcome), a.status, a.said, tx.Tenant, notice, number); err != nil {
		return fmt.Errorf("end a push: %w", err)
	}
	return nil
}

// pushesTx reads the last calls about a notice, the newest first.
func pushesTx(ctx context.Context, tx *db.Tx, notice db.ID) ([]Push, error) {
	var out []Push
	err := tx.Each(ctx, "SELECT number, version, started_at, ended_at, outcome, status, said FROM wms_push WHERE tenant_id = ? AND notice_id = ? ORDER BY number DESC LIMIT 50",
		[]any{tx.Tenant, notice}, func(rows *sql.Rows) error {
			var p Push
			err := rows.Scan(&p.Number, &p.Version, &p.StartedAt, &p.EndedAt, &p.Outcome, &p.Status, &p.Said)
			out = append(out, p)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read the pushes of a notice: %w", err)
	}
	return out, nil
}
