package suggest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// sweep starts the run of the day in every set that wants one and has not had one, and
// deletes what runs before the last have left.
func (s *Service) sweep(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, func(ctx context.Context, own db.Scope) error {
		return errors.Join(s.endStuck(ctx, own), s.daily(ctx, own), s.tidy(ctx, own))
	})
}

// stuckAfter is when a run that has not ended has lost its job.
const stuckAfter = runAttempts*runTimeout + time.Hour

// endStuck ends a run whose job was given up without a word.
func (s *Service) endStuck(ctx context.Context, sc db.Scope) error {
	var last *Run
	if err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		last, err = lastRunTx(ctx, tx)
		return err
	}); err != nil || last == nil || last.State != RunRunning || s.db.Now().Sub(last.CreatedAt.Time) < stuckAfter {
		return err
	}
	return s.end(ctx, sc, last.ID, RunFailed)
}

// daily starts the run of the day, once it is morning in the set's zone.
func (s *Service) daily(ctx context.Context, sc db.Scope) error {
	due := false
	if err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		due, err = dueTx(ctx, tx)
		return err
	}); err != nil || !due {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		due, err := dueTx(ctx, tx)
		if err != nil || !due {
			return err
		}
		_, err = s.startTx(ctx, tx)
		return err
	})
}

// dueTx tells whether the set wants a run today and has had none.
func dueTx(ctx context.Context, tx *db.Tx) (bool, error) {
	p, err := policyTx(ctx, tx)
	if err != nil || !p.Daily {
		return false, err
	}
	var one int64
	if found, err := tx.Row(ctx, `SELECT 1 FROM replenish_rule WHERE tenant_id = ? AND model <> 'none' LIMIT 1`, []any{tx.Tenant}, &one); err != nil || !found {
		return false, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return false, err
	}
	now := tx.Now.In(set.Zone)
	if now.Hour() < dailyHour {
		return false, nil
	}
	last, err := lastRunTx(ctx, tx)
	if err != nil || last == nil {
		return err == nil, err
	}
	return last.State != RunRunning && db.DateOf(last.CreatedAt.Time, set.Zone) < set.Today(tx.Now), nil
}

// tidy deletes the suggestions of runs that do not count any more, and runs of long ago.
func (s *Service) tidy(ctx context.Context, sc db.Scope) error {
	var old, gone []db.ID
	var keep db.ID
	if err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, gone = nil, nil
		st, err := standingTx(ctx, tx)
		if err != nil {
			return err
		}
		keep = st.runID
		n := 0
		return tx.Each(ctx, `SELECT r.id, EXISTS (SELECT 1 FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = r.id) FROM suggestion_run r
			WHERE r.tenant_id = ? AND r.id <> ? AND r.state <> 'running' ORDER BY r.id DESC`, []any{tx.Tenant, tx.Tenant, int64(keep)}, func(rows *sql.Rows) error {
			var id db.ID
			var left bool
			err := rows.Scan(&id, &left)
			n++
			if n > keepRuns {
				gone = append(gone, id)
			} else if left {
				old = append(old, id)
			}
			return err
		})
	}); err != nil {
		return err
	}
	for _, id := range old {
		if err := s.clear(ctx, sc, id); err != nil {
			return err
		}
	}
	for _, id := range gone {
		if err := s.clear(ctx, sc, id); err != nil {
			return err
		}
		if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM suggestion_run WHERE tenant_id = ? AND id = ?`, tx.Tenant, id)
			return err
		}); err != nil {
			return fmt.Errorf("delete a run: %w", err)
		}
	}
	return nil
}
