package inbox

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// dueTx reads the messages of an account whose time has come.
func dueTx(ctx context.Context, tx *db.Tx, account db.ID) ([]*letter, error) {
	var list []*letter
	err := tx.Each(ctx, `SELECT id, message_id, topic, subject, body, born_at, received_at, replayed, done, attempts, next_at FROM inbox_delivery
		WHERE tenant_id = ? AND account_id = ? AND state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT ?`, []any{tx.Tenant, account, tx.Now, handleAtOnce},
		func(rows *sql.Rows) error {
			var (
				l                              = &letter{}
				id, topic, subject, body, done string
				born                           db.Time
				replayed                       bool
			)
			err := rows.Scan(&l.id, &id, &topic, &subject, &body, &born, &l.received, &replayed, &done, &l.attempts, &l.due)
			l.message(account, id, topic, subject, body, born, replayed)
			l.done = names(done)
			list = append(list, l)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read due messages: %w", err)
	}
	return list, nil
}

// writeTx notes what became of messages: one statement for those that are handled, one
// for all others. What a person has decided meanwhile stays, also that one is to be tried
// again now.
func writeTx(ctx context.Context, tx *db.Tx, list []*letter) error {
	var handled []any
	var rest []*letter
	for _, l := range list {
		switch l.state {
		case Handled:
			handled = append(handled, l.id)
		case Waiting, Stuck:
			rest = append(rest, l)
		case Unused, Dismissed, "": // not tried
		}
	}
	if len(handled) > 0 {
		handled = padded(handled, 1)
		_, err := tx.Exec(ctx, "UPDATE inbox_delivery SET state = 'handled', ended_at = ?, attempts = attempts + 1, code = '', params = '{}', done = '' WHERE tenant_id = ? AND state = 'waiting' AND id IN "+
			db.Tuples(1, len(handled)), append([]any{tx.Now, tx.Tenant}, handled...)...)
		if err != nil {
			return fmt.Errorf("note handled messages: %w", err)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	var args []any
	for _, l := range rest {
		args = append(args, l.id, l.state, strings.Join(l.done, " "), l.attempts, l.next, codeOf(l.why), l.why.StoredParams(), l.due)
	}
	const one = "(CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT))"
	args = padded(args, 8)
	rows := strings.TrimSuffix(strings.Repeat(one+", ", len(args)/8), ", ")
	_, err := tx.Exec(ctx, `UPDATE inbox_delivery SET state = v.column2, done = v.column3, attempts = v.column4, next_at = v.column5, code = v.column6, params = v.column7
		FROM (VALUES `+rows+`) AS v WHERE inbox_delivery.tenant_id = ? AND inbox_delivery.state = 'waiting' AND inbox_delivery.id = v.column1 AND inbox_delivery.next_at = v.column8`, append(args, tx.Tenant)...)
	if err != nil {
		return fmt.Errorf("note waiting messages: %w", err)
	}
	return nil
}

func codeOf(why *fault.Error) string {
	if why == nil {
		return ""
	}
	return why.Code
}

// holdTx lets everything that is due of an account wait, and says why.
func holdTx(ctx context.Context, tx *db.Tx, account db.ID, why *fault.Error, until db.Time) error {
	_, err := tx.Exec(ctx, "UPDATE inbox_delivery SET next_at = ?, code = ?, params = ? WHERE tenant_id = ? AND account_id = ? AND state = 'waiting' AND next_at <= ?",
		until, why.Code, why.StoredParams(), tx.Tenant, account, tx.Now)
	if err != nil {
		return fmt.Errorf("hold the messages of an account: %w", err)
	}
	return nil
}

// dismissAllTx puts aside what waits of an account that is no more.
func dismissAllTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	_, err := tx.Exec(ctx, "UPDATE inbox_delivery SET state = 'dismissed', ended_at = ? WHERE tenant_id = ? AND account_id = ? AND state IN ('waiting', 'stuck')", tx.Now, tx.Tenant, account)
	if err != nil {
		return fmt.Errorf("put aside the messages of an account: %w", err)
	}
	return nil
}

// nextTx is when a message of an account is to be tried next; zero when none waits.
func nextTx(ctx context.Context, tx *db.Tx, account db.ID) (db.Time, error) {
	var next db.Time
	_, err := tx.Row(ctx, "SELECT MIN(next_at) FROM inbox_delivery WHERE tenant_id = ? AND account_id = ? AND state = 'waiting'", []any{tx.Tenant, account}, &next)
	if err != nil {
		return next, fmt.Errorf("look for waiting messages: %w", err)
	}
	return next, nil
}

// dueAccountsTx are the accounts of the set that have due messages.
func dueAccountsTx(ctx context.Context, tx *db.Tx) ([]db.ID, error) {
	var out []db.ID
	err := tx.Each(ctx, "SELECT DISTINCT account_id FROM inbox_delivery WHERE tenant_id = ? AND state = 'waiting' AND next_at <= ?", []any{tx.Tenant, tx.Now}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for due messages: %w", err)
	}
	slices.Sort(out)
	return out, nil
}
