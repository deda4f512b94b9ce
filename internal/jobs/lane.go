package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// A laned job has a row in job_lane from enqueueing until it is finished. It is
// fetched like any other; before its handler runs it takes its turn, and when it
// is not its turn it is parked: sent back to River for a long time and woken when
// the lane gets free. So a full lane holds no worker. A turn belongs to a job, not
// to a time: it is void as soon as the job is no longer running, as after a crash. So
// is the place of a parked job that is over: one cancelled while River put it away, or
// whose last attempt could not take its turn, has no occasion to leave the lane.

// errParked tells River to put the job away until it is woken.
var errParked = errors.New("waits for its turn in the lane")

func (m meta) laned() bool { return m.Lane != "" }

// lockLaneTx makes the other processes wait until tx ends; on SQLite the write
// transaction already does.
func lockLaneTx(ctx context.Context, tx *db.Tx, m meta) error {
	if tx.Engine() != db.Postgres {
		return nil
	}
	_, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 5217))", fmt.Sprintf("%d/%s", m.Set, m.Lane))
	return err
}

// nowSQL is the database's clock in the form of River's time columns.
func nowSQL(e db.Engine) string {
	if e == db.Postgres {
		return "clock_timestamp()"
	}
	return "strftime('%Y-%m-%d %H:%M:%f', 'now')"
}

// takeTurn gives the job its lane, or parks it and returns errParked.
func (r *Runner) takeTurn(ctx context.Context, w work) error {
	parked := false
	err := r.db.InTx(ctx, w.scope(), func(ctx context.Context, tx *db.Tx) error {
		if err := lockLaneTx(ctx, tx, w.meta); err != nil {
			return err
		}
		// Somebody runs, or somebody earlier is due: wait.
		found, err := tx.Row(ctx, `SELECT 1 FROM job_lane AS l JOIN river_job AS j ON j.id = l.job_id
			WHERE l.tenant_id = ? AND l.lane = ? AND l.job_id <> ? AND j.finalized_at IS NULL
			AND (l.running AND j.state = 'running'
				OR l.job_id < ? AND (l.parked OR j.state = 'running' OR j.state = 'available' AND j.scheduled_at <= `+nowSQL(tx.Engine())+`)) LIMIT 1`,
			[]any{int64(w.meta.Set), w.meta.Lane, w.id, w.id}, new(int))
		if err != nil {
			return err
		}
		parked = found
		_, err = tx.Exec(ctx, `INSERT INTO job_lane (tenant_id, lane, job_id, running, parked) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, lane, job_id) DO UPDATE SET running = excluded.running, parked = excluded.parked`,
			int64(w.meta.Set), w.meta.Lane, w.id, !parked, parked)
		return err
	})
	if err != nil {
		return fmt.Errorf("take the turn in lane %s: %w", w.meta.Lane, err)
	}
	if parked {
		r.poke() // the one ahead may have finished meanwhile
		return errParked
	}
	return nil
}

// leaveTurn frees the lane after an attempt and wakes the next in it. A finished
// job leaves the lane for good.
func (r *Runner) leaveTurn(ctx context.Context, w work, finished bool) error {
	var late bool
	err := r.db.InTx(ctx, w.scope(), func(ctx context.Context, tx *db.Tx) error {
		if err := lockLaneTx(ctx, tx, w.meta); err != nil {
			return err
		}
		query := "UPDATE job_lane SET running = FALSE WHERE tenant_id = ? AND lane = ? AND job_id = ?"
		if finished {
			query = "DELETE FROM job_lane WHERE tenant_id = ? AND lane = ? AND job_id = ?"
		}
		if _, err := tx.Exec(ctx, query, int64(w.meta.Set), w.meta.Lane, w.id); err != nil {
			return err
		}
		var err error
		late, err = wakeLaneTx(ctx, tx, w.meta)
		return err
	})
	if late {
		r.poke()
	}
	return err
}

// wakeLaneTx makes the first parked job of a free lane available. It reports
// late when River has not yet put that job away, so that it must be tried again.
func wakeLaneTx(ctx context.Context, tx *db.Tx, m meta) (late bool, err error) {
	var (
		next    db.ID
		running bool
	)
	_, err = tx.Row(ctx, `SELECT MIN(CASE WHEN l.parked THEN l.job_id END), COALESCE(MAX(CASE WHEN l.running AND j.state = 'running' THEN 1 ELSE 0 END), 0) = 1
		FROM job_lane AS l JOIN river_job AS j ON j.id = l.job_id WHERE l.tenant_id = ? AND l.lane = ? AND j.finalized_at IS NULL`,
		[]any{int64(m.Set), m.Lane}, &next, &running)
	if err != nil || next == 0 || running {
		return false, err
	}
	n, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available', scheduled_at = "+nowSQL(tx.Engine())+" WHERE id = ? AND state = 'scheduled'", next)
	if err != nil {
		return false, err
	}
	if n > 0 {
		return false, wakeWorkersTx(ctx, tx)
	}
	return true, nil
}

// wakeWorkersTx tells River's listeners on PostgreSQL that jobs became
// available; on SQLite they look every few milliseconds anyway.
func wakeWorkersTx(ctx context.Context, tx *db.Tx) error {
	if tx.Engine() != db.Postgres {
		return nil
	}
	_, err := tx.Exec(ctx, `SELECT pg_notify(current_schema() || '.river_insert', '{"queue": "default"}')`)
	return err
}

// sweepLanes wakes what a finished turn could not wake: the job was only being
// put away, or the process that had the turn died. It reports whether some lane
// has to be looked at again soon.
func (r *Runner) sweepLanes(ctx context.Context) (late bool, err error) {
	var waiting []meta
	err = r.db.View(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		waiting = waiting[:0]
		return tx.Each(ctx, `SELECT l.tenant_id, l.lane FROM job_lane AS l JOIN river_job AS p ON p.id = l.job_id
			WHERE l.parked AND p.finalized_at IS NULL AND NOT EXISTS (
				SELECT 1 FROM job_lane AS h JOIN river_job AS j ON j.id = h.job_id
				WHERE h.tenant_id = l.tenant_id AND h.lane = l.lane AND h.running AND j.state = 'running')
			GROUP BY l.tenant_id, l.lane`, nil, func(rows *sql.Rows) error {
			var m meta
			if err := rows.Scan(&m.Set, &m.Lane); err != nil {
				return err
			}
			waiting = append(waiting, m)
			return nil
		})
	})
	if err != nil {
		return false, err
	}
	for _, m := range waiting {
		err := r.db.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
			if err := lockLaneTx(ctx, tx, m); err != nil {
				return err
			}
			again, err := wakeLaneTx(ctx, tx, m)
			late = late || again
			return err
		})
		if err != nil {
			return late, err
		}
	}
	return late, nil
}
