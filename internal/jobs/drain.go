package jobs

import (
	"context"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// RunDue runs the jobs that are due by the database's clock, one after the other
// in the order they are due, until none is left, without a Runner: for tests of
// what jobs bring about, which so need not wait for them. Jobs enqueued meanwhile run
// too, schedules do not. It returns how many attempts it made; failed ones wait
// for their retry as usual and are returned joined.
func RunDue(ctx context.Context, d *db.DB, reg *Registry) (attempts int, err error) {
	var failures []error
	for {
		w, found, err := nextDue(ctx, d)
		if err != nil || !found {
			return attempts, errors.Join(append(failures, err)...)
		}
		h := reg.handlers[w.kind]
		if h == nil {
			return attempts, errors.Join(append(failures, fmt.Errorf("no handler for job %s", w.kind))...)
		}
		attempts++
		timed, cancel := context.WithTimeout(ctx, h.timeout())
		failure := h.run(timed, w)
		cancel()
		if failure != nil {
			if _, ok := errors.AsType[*snoozeError](failure); !ok {
				failures = append(failures, fmt.Errorf("%s %s attempt %d: %w", w.kind, w.id, w.attempt, failure))
			}
		}
		if err := settle(ctx, d, w, h, failure); err != nil {
			return attempts, errors.Join(append(failures, err)...)
		}
	}
}

// nextDue takes the next due job and makes it running.
func nextDue(ctx context.Context, d *db.DB) (w work, found bool, err error) {
	err = d.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		var metadata, args string
		found, err = tx.Row(ctx, `UPDATE river_job SET state = 'running', attempt = attempt + 1, attempted_at = `+nowSQL(tx.Engine())+` WHERE id = (
				SELECT id FROM river_job WHERE state IN ('available', 'scheduled', 'retryable') AND `+timeSQL(tx.Engine(), "scheduled_at")+` <= ?
				ORDER BY scheduled_at, id LIMIT 1)
			RETURNING id, kind, attempt, max_attempts, CAST(metadata AS TEXT), CAST(args AS TEXT)`,
			// River keeps milliseconds on SQLite.
			[]any{tx.Now.UnixMicro() + 999}, &w.id, &w.kind, &w.attempt, &w.maxAttempts, &metadata, &args)
		if err != nil || !found {
			return err
		}
		w.args = []byte(args)
		return decodeMeta([]byte(metadata), &w.meta)
	})
	return w, found, err
}

// settle notes the outcome of an attempt made by RunDue.
func settle(ctx context.Context, d *db.DB, w work, h *handler, failure error) error {
	state, attempt, next, text := "completed", w.attempt, d.Now(), ""
	var snooze *snoozeError
	var cancel *cancelError
	switch {
	case failure == nil:
	case errors.As(failure, &snooze):
		state, attempt, next = "scheduled", w.attempt-1, next.Add(snooze.d)
	case errors.As(failure, &cancel):
		state, text = "cancelled", keepFault(cancel.err).Error()
	case finished(w, failure):
		state, text = "discarded", keepFault(failure).Error()
	default:
		state, text, next = "retryable", keepFault(failure).Error(), next.Add(h.backoff(w.attempt))
	}
	return d.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		if text != "" {
			if err := noteErrorTx(ctx, tx, w.id, w.attempt, text); err != nil {
				return err
			}
		}
		ended := "NULL"
		if finished(w, failure) {
			ended = nowSQL(tx.Engine())
		}
		_, err := tx.Exec(ctx, "UPDATE river_job SET state = '"+state+"', attempt = ?, scheduled_at = ?, finalized_at = "+ended+" WHERE id = ?",
			attempt, riverTime(tx.Engine(), next), w.id)
		if err == nil && w.meta.laned() && finished(w, failure) {
			_, err = tx.Exec(ctx, "DELETE FROM job_lane WHERE tenant_id = ? AND lane = ? AND job_id = ?", int64(w.meta.Set), w.meta.Lane, w.id)
		}
		return err
	})
}
