package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river/rivertype"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

const sweepEvery = 250 * time.Millisecond

// Variables so that tests need not wait that long.
var (
	beatEvery = 5 * time.Second
	// deadAfter is how long a process may be silent before its jobs go to others.
	deadAfter = 20 * time.Second
)

// poke asks for a sweep of the lanes at once.
func (r *Runner) poke() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// keepHouse does what River does not: wakes lanes, tells other processes that
// this one lives, takes over from those that do not, and passes on cancellations.
func (r *Runner) keepHouse(ctx context.Context) {
	sweep, beat := time.NewTicker(sweepEvery), time.NewTicker(beatEvery)
	defer sweep.Stop()
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			var late bool
			if late, err = r.sweepLanes(ctx); late {
				time.AfterFunc(20*time.Millisecond, r.poke) // River is about to put the job away
			}
		case <-sweep.C:
			if _, err = r.sweepLanes(ctx); err == nil {
				err = r.passCancellations(ctx)
			}
		case <-beat.C:
			err = r.rescue(ctx, false)
		}
		if err != nil && ctx.Err() == nil {
			r.log.WarnContext(ctx, "job housekeeping failed, goes on", "err", err)
		}
	}
}

// micros is the database's clock in microseconds since 1970: the clocks of the
// processes may differ.
func micros(e db.Engine) string {
	if e == db.Postgres {
		return "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
	}
	return "CAST(unixepoch('subsec') * 1000000 AS INTEGER)"
}

// rescue notes that this process lives and makes the jobs of dead processes
// available again. On SQLite one process works, which the lock of the data folder
// sees to, so at its start all others are dead, and so is the leader that River's
// schedules would wait for.
func (r *Runner) rescue(ctx context.Context, starting bool) error {
	return r.db.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		e := tx.Engine()
		if starting && e == db.SQLite {
			for _, q := range []string{"DELETE FROM job_process", "DELETE FROM river_leader"} {
				if _, err := tx.Exec(ctx, q); err != nil {
					return err
				}
			}
		}
		if _, err := tx.Exec(ctx, "INSERT INTO job_process (id, seen_at) VALUES (?, "+micros(e)+") ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at", r.id); err != nil {
			return err
		}
		// Not this one, even if it was held up so long since that its note is old.
		if _, err := tx.Exec(ctx, "DELETE FROM job_process WHERE id <> ? AND seen_at < "+micros(e)+" - ?", r.id, deadAfter.Microseconds()); err != nil {
			return err
		}
		by := "attempted_by ->> '$[#-1]'"
		if e == db.Postgres {
			by = "attempted_by[array_upper(attempted_by, 1)]"
		}
		var lost []stuckRow
		err := tx.Each(ctx, "SELECT id, attempt FROM river_job WHERE state = 'running' AND "+by+" NOT IN (SELECT id FROM job_process) ORDER BY id"+tx.ForUpdate(), nil,
			func(rows *sql.Rows) error {
				s, err := scanStuck(rows)
				lost = append(lost, s)
				return err
			})
		if err != nil {
			return err
		}
		for _, s := range lost { // after a crash only, at most one worker pool's jobs
			if err := noteErrorTx(ctx, tx, s.id, s.attempt, "the process stopped during this attempt"); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `UPDATE river_job SET
				state = CASE WHEN attempt < max_attempts THEN CAST('available' AS `+stateType(e)+`) ELSE 'discarded' END,
				finalized_at = CASE WHEN attempt < max_attempts THEN NULL ELSE `+nowSQL(e)+` END,
				scheduled_at = `+nowSQL(e)+` WHERE id = ? AND state = 'running'`, s.id)
			if err != nil {
				return err
			}
		}
		if lost == nil {
			return nil
		}
		r.log.WarnContext(ctx, "jobs of a stopped process taken over", "jobs", len(lost))
		return wakeWorkersTx(ctx, tx)
	})
}

// stuckRow is a job that a stopped process left running.
type stuckRow struct {
	id      db.ID
	attempt int
}

func scanStuck(rows *sql.Rows) (s stuckRow, err error) {
	err = rows.Scan(&s.id, &s.attempt)
	return s, err
}

func stateType(e db.Engine) string {
	if e == db.Postgres {
		return "river_job_state"
	}
	return "TEXT"
}

// noteErrorTx adds an attempt's error to a job, in River's form.
func noteErrorTx(ctx context.Context, tx *db.Tx, id db.ID, attempt int, text string) error {
	b, err := json.Marshal(rivertype.AttemptError{At: tx.Now.Time, Attempt: attempt, Error: text})
	if err != nil {
		return err
	}
	note := "json_insert(COALESCE(errors, '[]'), '$[#]', json(?))"
	if tx.Engine() == db.Postgres {
		note = "errors || CAST(? AS jsonb)"
	}
	_, err = tx.Exec(ctx, "UPDATE river_job SET errors = "+note+" WHERE id = ?", string(b), id)
	return err
}

// leave tells the others that this process is gone.
func (r *Runner) leave(ctx context.Context) error {
	return r.db.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM job_process WHERE id = ?", r.id)
		return err
	})
}

// passCancellations stops the jobs of this process that a person cancelled.
func (r *Runner) passCancellations(ctx context.Context) error {
	r.mu.Lock()
	args := make([]any, 0, len(r.running))
	for id := range r.running {
		args = append(args, id)
	}
	r.mu.Unlock()
	if len(args) == 0 {
		return nil
	}
	var asked []db.ID
	err := r.db.View(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		asked = asked[:0]
		return tx.Each(ctx, "SELECT id FROM river_job WHERE id IN "+db.Tuples(1, len(args))+" AND metadata ->> 'cancel_attempted_at' IS NOT NULL", args,
			func(rows *sql.Rows) error {
				var id db.ID
				err := rows.Scan(&id)
				asked = append(asked, id)
				return err
			})
	})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range asked {
		if cancel := r.running[id]; cancel != nil {
			cancel(errAsked)
		}
	}
	return nil
}

// faultPrefix starts the stored form of an error that carries a fault, so that
// the list can tell it in the reader's language.
const faultPrefix = "fault:"

type storedFault struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
	Log    string            `json:"log"`
}

type keptError struct {
	text string
	err  error
}

func (e *keptError) Error() string { return e.text }
func (e *keptError) Unwrap() error { return e.err }

func keepFault(err error) error {
	f := fault.As(err)
	if f == nil {
		return err
	}
	b, e := json.Marshal(storedFault{f.Code, f.Params, err.Error()})
	if e != nil {
		return err
	}
	return &keptError{faultPrefix + string(b), err}
}

// readFault reverses keepFault; other text is the fault nil.
func readFault(text string) (*fault.Error, string) {
	rest, ok := strings.CutPrefix(text, faultPrefix)
	if !ok {
		return nil, text
	}
	var s storedFault
	if err := json.Unmarshal([]byte(rest), &s); err != nil {
		return nil, text //nolint:nilerr // not ours: shown as it is
	}
	f := fault.Lookup(s.Code)
	if f == nil {
		return nil, s.Log
	}
	pairs := make([]any, 0, 2*len(s.Params))
	for k, v := range s.Params {
		pairs = append(pairs, k, v)
	}
	return f.With(pairs...), s.Log
}

// quiet drops what River says below a warning; the failures of jobs are logged
// by us, with the account set.
type quiet struct{ slog.Handler }

// Enabled reports whether a record is worth handling.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && q.Handler.Enabled(ctx, l)
}

// WithAttrs keeps the level when attributes are added.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

// WithGroup keeps the level when a group is opened.
func (q quiet) WithGroup(g string) slog.Handler { return quiet{q.Handler.WithGroup(g)} }
