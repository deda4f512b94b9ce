package suggest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/replenish"
)

// RunState is where a run stands.
type RunState string

// The states of a run.
const (
	RunRunning   RunState = "running"
	RunReady     RunState = "ready"
	RunFailed    RunState = "failed"
	RunCancelled RunState = "cancelled"
)

// Run is one working out of suggestions.
type Run struct {
	ID         db.ID
	TaskID     db.ID
	State      RunState
	Day        db.Date // the business date it is of
	Items      int64   // SKUs in warehouses that were looked at
	Lines      int64   // suggested
	Amount     dec.Amount
	StartedBy  string
	CreatedAt  db.Time
	FinishedAt db.Time
}

const runColumns = `r.id, r.task_id, r.state, r.day, r.items, r.lines, r.amount, r.started_by, r.created_at, r.finished_at`

func (r *Run) fields() []any {
	return []any{&r.ID, &r.TaskID, &r.State, &r.Day, &r.Items, &r.Lines, &r.Amount, &r.StartedBy, &r.CreatedAt, &r.FinishedAt}
}

const (
	// TaskRef is what the task of a run is about.
	TaskRef     = "suggestion"
	runAttempts = 3
	runTimeout  = 10 * time.Minute
	writeRows   = 5000 // of a transaction, so that nobody waits long for it
	again       = 5    // runs that orders overtake, before the job is tried later
	keepRuns    = 30
	sweepEvery  = 10 * time.Minute
	dailyHour   = 5 // of the day in the set's zone, from which on there is a run of it
	phases      = 3 // of the task: what was sold, what is needed, writing it
)

type runArgs struct {
	RunID db.ID `json:"runId"`
}

// Kind names the job; it is a wire format.
func (runArgs) Kind() string { return "suggest.run" }

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "suggest.sweep" }

// RegisterJobs adds the workers and the schedule of this package. sets lists the account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.workRun, jobs.Policy{Timeout: runTimeout})
	jobs.Handle(r, s.sweep)
	r.Every(sweepEvery, sweepArgs{})
}

// StartRun begins to work suggestions out anew. While a run is under way it is ErrRunning,
// without any rule ErrNoRules.
func (s *Service) StartRun(ctx context.Context, sc db.Scope) (*Run, error) {
	var r *Run
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		var one int64
		switch found, err := tx.Row(ctx, `SELECT 1 FROM replenish_rule WHERE tenant_id = ? AND model <> 'none' LIMIT 1`, []any{tx.Tenant}, &one); {
		case err != nil:
			return fmt.Errorf("look for replenishment rules: %w", err)
		case !found:
			return ErrNoRules
		}
		switch last, err := lastRunTx(ctx, tx); {
		case err != nil:
			return err
		case last != nil && last.State == RunRunning:
			return ErrRunning
		}
		var err error
		r, err = s.startTx(ctx, tx)
		return err
	})
	return r, err
}

// startTx makes a run and its job; whoever calls it holds the state.
func (s *Service) startTx(ctx context.Context, tx *db.Tx) (*Run, error) {
	r := &Run{ID: tx.NewID(), State: RunRunning, StartedBy: tx.Actor.Name, CreatedAt: tx.Now}
	task, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "purchase_suggest", Total: phases, RefKind: TaskRef})
	if err != nil {
		return nil, err
	}
	r.TaskID = task.ID
	if _, err := tx.Exec(ctx, `INSERT INTO suggestion_run (tenant_id, id, task_id, state, started_by, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
		tx.Tenant, r.ID, r.TaskID, string(r.State), r.StartedBy, r.CreatedAt); err != nil {
		return nil, fmt.Errorf("insert run: %w", err)
	}
	if err := jobs.EnqueueTx(ctx, tx, runArgs{r.ID}, jobs.Options{Lane: "suggest", MaxAttempts: runAttempts}); err != nil {
		return nil, err
	}
	return r, doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: entityRun, EntityID: r.ID})
}

// lastRunTx gives the last run that was started, nil when there is none.
func lastRunTx(ctx context.Context, tx *db.Tx) (*Run, error) {
	var r Run
	found, err := tx.Row(ctx, "SELECT "+runColumns+" FROM suggestion_run r WHERE r.tenant_id = ? ORDER BY r.id DESC LIMIT 1", []any{tx.Tenant}, r.fields()...)
	if err != nil || !found {
		return nil, err
	}
	return &r, nil
}

func runTx(ctx context.Context, tx *db.Tx, id db.ID) (*Run, error) {
	var r Run
	found, err := tx.Row(ctx, "SELECT "+runColumns+" FROM suggestion_run r WHERE r.tenant_id = ? AND r.id = ?", []any{tx.Tenant, id}, r.fields()...)
	if err == nil && !found {
		err = ErrRunNotFound
	}
	return &r, err
}

// Runs gives the run whose suggestions count and the last one that was started; nil when
// there is none.
func (s *Service) Runs(ctx context.Context, sc db.Scope) (current, last *Run, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if last, err = lastRunTx(ctx, tx); err != nil {
			return err
		}
		st, err := standingTx(ctx, tx)
		if err != nil || st.runID == 0 {
			return err
		}
		current, err = runTx(ctx, tx, st.runID)
		return err
	})
	return current, last, err
}

// result is what a run brought.
type result struct {
	generation int64 // of the suggestions when it looked
	date       db.Date
	items      int
	list       []*Suggestion
	briefs     []brief
	amount     dec.Amount
}

// workRun is the job. It may run any number of times: what an attempt has written of the
// run is deleted before the next one writes, and only the end makes it count.
func (s *Service) workRun(ctx context.Context, sc db.Scope, j jobs.Job[runArgs]) error {
	err := s.work(ctx, sc, j.Args.RunID)
	if err != nil && j.Last() {
		s.log.ErrorContext(ctx, "suggestions failed", "tenant", sc.Tenant, "job", j.ID, "err", err)
		return s.end(ctx, sc, j.Args.RunID, RunFailed)
	}
	return err
}

func (s *Service) work(ctx context.Context, sc db.Scope, id db.ID) error {
	for try := range again {
		if stop, err := s.step(ctx, sc, id, try); stop || err != nil {
			return err
		}
		if err := s.catchUp(ctx, sc); err != nil {
			return err
		}
		if stop, err := s.step(ctx, sc, id, try); stop || err != nil {
			return err
		}
		found, err := s.compute(ctx, sc, id)
		if err != nil {
			return err
		}
		if stop, err := s.step(ctx, sc, id, try); stop || err != nil {
			return err
		}
		if err := s.write(ctx, sc, id, found); err != nil {
			return err
		}
		done, err := s.finish(ctx, sc, id, found)
		if err != nil || done {
			return err
		}
	}
	return jobs.Snooze(time.Minute) // people make orders all the time
}

// step counts a step of the task and tells whether the run is over, ended by a person or
// by an attempt before.
func (s *Service) step(ctx context.Context, sc db.Scope, id db.ID, try int) (stop bool, err error) {
	cancelled := false
	progress := jobs.TaskDelta{Done: 1}
	if try > 0 {
		progress.Total = 1 // it begins again
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		stop, cancelled = false, false
		r, err := runTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if stop = r.State != RunRunning; stop {
			return nil
		}
		if cancelled, err = jobs.TaskCancelled(ctx, tx, r.TaskID); err != nil || cancelled {
			return err
		}
		return jobs.ProgressTx(ctx, tx, r.TaskID, progress)
	})
	if err == nil && cancelled {
		return true, s.end(ctx, sc, id, RunCancelled)
	}
	return stop, err
}

// compute reads the records in one state of the database and asks the planner.
func (s *Service) compute(ctx context.Context, sc db.Scope, id db.ID) (*result, error) {
	var out *result
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		st, err := standingTx(ctx, tx)
		if err != nil {
			return err
		}
		r, err := s.readTx(ctx, tx, 0)
		if err != nil {
			return err
		}
		found, err := r.surveyTx(ctx, tx, 0, nil)
		if err != nil {
			return err
		}
		offers, err := r.offersTx(ctx, tx, 0)
		if err != nil {
			return err
		}
		m := found.market(offers)
		p := replenish.Plan(m)
		out = &result{generation: st.generation, date: r.date, items: found.items}
		out.list, out.amount = found.rows(id, &m, &p, r.date)
		out.briefs = found.briefs
		return nil
	})
	return out, err
}

// write stores what a run brought, in batches.
func (s *Service) write(ctx context.Context, sc db.Scope, id db.ID, found *result) error {
	if err := s.clear(ctx, sc, id); err != nil {
		return err
	}
	for part := range slices.Chunk(found.list, writeRows) {
		if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return insertTx(ctx, tx, part) }); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(found.briefs, writeRows) {
		if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return insertBriefsTx(ctx, tx, id, part) }); err != nil {
			return err
		}
	}
	return nil
}

// clear deletes the suggestions of a run, in batches.
func (s *Service) clear(ctx context.Context, sc db.Scope, id db.ID) error {
	for {
		var n int64
		if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			var err error
			n, err = tx.Exec(ctx, `DELETE FROM suggestion WHERE tenant_id = ? AND run_id = ? AND id <=
				COALESCE((SELECT g.id FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = ? ORDER BY g.id LIMIT 1 OFFSET ?), ?)`, tx.Tenant, id, tx.Tenant, id, writeRows-1, int64(math.MaxInt64))
			return err
		}); err != nil {
			return fmt.Errorf("delete suggestions: %w", err)
		}
		if n < writeRows {
			return nil
		}
	}
}

// finish makes the run count in place of the one before, unless orders were made of that
// one meanwhile: then it has to be worked out again.
func (s *Service) finish(ctx context.Context, sc db.Scope, id db.ID, found *result) (done bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		done = false
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		st, err := standingTx(ctx, tx)
		if err != nil || st.generation != found.generation {
			return err
		}
		r, err := runTx(ctx, tx, id)
		if err != nil {
			return err
		}
		done = true
		if r.State != RunRunning {
			return nil
		}
		if _, err := tx.Exec(ctx, `UPDATE suggestion_state SET run_id = ? WHERE tenant_id = ?`, id, tx.Tenant); err != nil {
			return fmt.Errorf("let the run count: %w", err)
		}
		var lines int64
		for _, g := range found.list {
			if g.State == StateOpen {
				lines++
			}
		}
		if _, err := tx.Exec(ctx, `UPDATE suggestion_run SET state = 'ready', day = ?, items = ?, lines = ?, amount = ?, finished_at = ? WHERE tenant_id = ? AND id = ?`,
			found.date, found.items, lines, found.amount, tx.Now, tx.Tenant, id); err != nil {
			return fmt.Errorf("end the run: %w", err)
		}
		return jobs.FinishTx(ctx, tx, r.TaskID, jobs.StateSucceeded, logDone.With("items", found.items, "lines", lines))
	})
	if err != nil || !done {
		return false, err
	}
	return true, s.tidy(ctx, sc)
}

// end ends a run that brought nothing. What it has written is deleted only when it cannot
// count any more: a job that was taken for lost may be about to end it well.
func (s *Service) end(ctx context.Context, sc db.Scope, id db.ID, state RunState) error {
	ended := false
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		ended = false
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		r, err := runTx(ctx, tx, id)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE suggestion_run SET state = ?, finished_at = ? WHERE tenant_id = ? AND id = ? AND state = 'running'`, string(state), tx.Now, tx.Tenant, id)
		if err != nil {
			return fmt.Errorf("end the run: %w", err)
		}
		if ended = n == 1; !ended {
			return nil
		}
		if state == RunCancelled {
			return jobs.FinishTx(ctx, tx, r.TaskID, jobs.StateCancelled, nil)
		}
		return jobs.FinishTx(ctx, tx, r.TaskID, jobs.StateFailed, ErrRunFailed)
	})
	if err != nil || !ended {
		return err
	}
	return s.clear(ctx, sc, id)
}
