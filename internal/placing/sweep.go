package placing

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/jobs"
)

// What a part waits for outlives its jobs: a person may cancel one, or it may run out of
// attempts. The sweep gives accounts with something due a new job, and asks ever more
// seldom about attempts that were taken for not carried out.

const (
	sweepEvery = 5 * time.Minute
	// sweepAtOnce is how many attempts of an account a sweep asks about.
	sweepAtOnce = 100
)

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "placing.sweep" }

// sweepJob may run twice: the second finds the jobs of the first.
func (s *Service) sweepJob(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, s.sweep)
}

func (s *Service) sweep(ctx context.Context, sc db.Scope) error {
	var lost []db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		due, err := accountsTx(ctx, tx, "SELECT DISTINCT account_id FROM placing_part WHERE tenant_id = ? AND due_at <= ?", tx.Now)
		if err != nil {
			return err
		}
		for _, id := range due {
			if err := wakeTx(ctx, tx, id, tx.Now); err != nil {
				return err
			}
		}
		lost, err = accountsTx(ctx, tx, "SELECT DISTINCT account_id FROM placing_attempt WHERE tenant_id = ? AND "+againCond, againArgs(tx.Now)...)
		return err
	})
	if err != nil {
		return err
	}
	return s.each(ctx, lost, func(ctx context.Context, account db.ID) error { return s.watch(ctx, sc, account) })
}

func accountsTx(ctx context.Context, tx *db.Tx, query string, args ...any) ([]db.ID, error) {
	var ids []db.ID
	err := tx.Each(ctx, query, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find accounts with something to do: %w", err)
	}
	return ids, nil
}

// againCond finds attempts that were given up and are asked about again: after a quarter of
// the time that has passed since, in the week after.
const againCond = "state = 'not_done' AND unanswered_at IS NOT NULL AND ended_at > ? AND (? - COALESCE(asked_at, ended_at)) * 4 >= ? - ended_at"

func againArgs(now db.Time) []any { return []any{db.At(now.Add(-watchFor)), now, now} }

// watch asks about the attempts of an account that were taken for not carried out, those
// first that were not asked about for longest. What cannot be asked now is asked by the next
// sweep.
func (s *Service) watch(ctx context.Context, sc db.Scope, account db.ID) error {
	args := append([]any{sc.Tenant, account}, againArgs(db.At(s.db.Now()))...)
	err := s.lookBack(ctx, sc, account, "id IN (SELECT id FROM placing_attempt WHERE tenant_id = ? AND account_id = ? AND "+againCond+
		" ORDER BY COALESCE(asked_at, ended_at), id LIMIT ?)", append(args, sweepAtOnce)...)
	if err != nil {
		s.log.InfoContext(ctx, "attempts given up cannot be asked about for now", "tenant", sc.Tenant, "account", account, "err", err)
	}
	return ctx.Err()
}

// settingSaidTx writes the line of the log about a changed tolerance.
func settingSaidTx(ctx context.Context, tx *db.Tx, was, is *Setting) error {
	state := func(s *Setting) map[string]any {
		return map[string]any{"priceBps": s.PriceBPS, "freightOver": s.FreightOver}
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "placing_setting", EntityID: tx.Tenant, Before: state(was), After: state(is)})
}
