package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/huotong/huotong/internal/db"
)

// Config are the settings of a Runner.
type Config struct {
	// Workers bounds the jobs at work at one time in this process; 0 means 10.
	Workers int
	// Log gets failures; nil is slog.Default().
	Log *slog.Logger
	// Keep is how long finished jobs stay in the list; failed ones stay a month.
	// Zero means 3 days.
	Keep time.Duration
	// Observe is told of each attempt, for figures; nil tells nobody.
	Observe func(kind string, result Result, took time.Duration)
}

// Result is how an attempt of a job ended.
type Result string

// The results of attempts.
const (
	ResultDone      Result = "done"
	ResultSnoozed   Result = "snoozed"   // comes back, as it wants to
	ResultRetried   Result = "retried"   // failed, is tried again
	ResultFailed    Result = "failed"    // for the last time
	ResultCancelled Result = "cancelled" // gave up by itself or was asked to
)

var system = db.System("jobs")

// Runner works the jobs of a database.
type Runner struct {
	db       *db.DB
	registry *Registry
	log      *slog.Logger
	observe  func(kind string, result Result, took time.Duration)
	id       string // of this process, in job_process and in River
	client   engine
	pool     *pgxpool.Pool // PostgreSQL only
	wake     chan struct{} // asks for a sweep at once

	stop    context.CancelFunc
	stopped sync.WaitGroup

	mu      sync.Mutex
	running map[db.ID]context.CancelCauseFunc
}

// engine is what a Runner needs of a River client of either driver.
type engine interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// New prepares a Runner for the handlers and schedules registered so far.
func New(ctx context.Context, d *db.DB, reg *Registry, cfg Config) (*Runner, error) {
	r := &Runner{db: d, registry: reg, log: cfg.Log, observe: cfg.Observe, wake: make(chan struct{}, 1), running: map[db.ID]context.CancelCauseFunc{}}
	r.id = "huotong-" + d.NewID().String()
	if r.log == nil {
		r.log = slog.Default()
	}
	rc := r.riverConfig(cfg)
	var err error
	if d.Engine() == db.Postgres {
		pc, perr := pgxpool.ParseConfig(d.Address())
		if perr != nil {
			return nil, errors.New("the address is not a valid postgres:// URL")
		}
		pc.MaxConns = 5 // fetching, completing, electing, listening
		if r.pool, err = pgxpool.NewWithConfig(ctx, pc); err == nil {
			r.client, err = newEngine(riverpgxv5.New(r.pool), rc)
		}
	} else {
		r.client, err = newEngine(riversqlite.New(d.Writer()), rc)
	}
	if err != nil {
		return nil, fmt.Errorf("job engine: %w", err)
	}
	return r, nil
}

func newEngine[T any](driver riverdriver.Driver[T], cfg *river.Config) (engine, error) {
	return river.NewClient(driver, cfg)
}

func (r *Runner) riverConfig(cfg Config) *river.Config {
	workers := river.NewWorkers()
	for _, h := range r.registry.handlers {
		h.register(workers, r)
	}
	n, keep := cfg.Workers, cfg.Keep
	if n == 0 {
		n = 10
	}
	if keep == 0 {
		keep = 72 * time.Hour
	}
	c := &river.Config{
		ID:                          r.id,
		Logger:                      slog.New(quiet{r.log.Handler()}),
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: n}},
		Workers:                     workers,
		CompletedJobRetentionPeriod: keep,
		CancelledJobRetentionPeriod: keep,
		DiscardedJobRetentionPeriod: 30 * 24 * time.Hour,
		// Each kind has its own timeout, which River takes into account here. Jobs of a
		// killed process come back sooner, see rescue.
		RescueStuckJobsAfter: 2 * time.Minute,
		FetchCooldown:        10 * time.Millisecond,
		FetchPollInterval:    50 * time.Millisecond,
	}
	if r.db.Engine() == db.Postgres { // it is told of new jobs
		c.FetchPollInterval = 200 * time.Millisecond
	}
	byClock, _ := meta{By: actor(db.Actor{Kind: "system", Name: "schedule"})}.encode() // constant: cannot fail
	for _, s := range r.registry.schedules {
		c.PeriodicJobs = append(c.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(s.every), func() (river.JobArgs, *river.InsertOpts) {
			return s.args, &river.InsertOpts{
				MaxAttempts: 3,
				Metadata:    []byte(byClock),
				// A new leader starts counting anew; the rule keeps it to once per interval.
				UniqueOpts: river.UniqueOpts{ByPeriod: s.every},
			}
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	return c
}

// Start begins to work. Jobs that a killed process left running are taken up
// again: on SQLite at once, since there is one process, else after 20 seconds.
func (r *Runner) Start(ctx context.Context) error {
	if err := r.rescue(ctx, true); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	if err := r.client.Start(ctx); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	bg, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.stop = cancel
	r.stopped.Go(func() { r.keepHouse(bg) })
	return nil
}

// Stop waits for the jobs at work until ctx ends, then cancels them.
func (r *Runner) Stop(ctx context.Context) error {
	err := r.client.Stop(ctx)
	if err != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = r.client.StopAndCancel(hard)
	}
	if r.stop != nil {
		r.stop()
		r.stopped.Wait()
		leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = errors.Join(err, r.leave(leaving))
	}
	if r.pool != nil {
		r.pool.Close()
	}
	return err
}

// worker is what River calls for a kind.
type worker[A Args] struct {
	river.WorkerDefaults[A]
	runner *Runner
}

// Timeout is longer than ours, so that River never takes a job for stuck that is
// just ending.
func (w *worker[A]) Timeout(*river.Job[A]) time.Duration {
	var zero A
	return w.runner.registry.handlers[zero.Kind()].timeout() + time.Minute
}

// NextRetry is the kind's own backoff.
func (w *worker[A]) NextRetry(j *river.Job[A]) time.Time {
	return time.Now().Add(w.runner.registry.handlers[j.Kind].backoff(j.Attempt)) //nolint:forbidigo // River goes by the machine's clock
}

// Work runs one attempt.
func (w *worker[A]) Work(ctx context.Context, j *river.Job[A]) error {
	return w.runner.work(ctx, j.JobRow)
}

func decodeMeta(b []byte, m *meta) error {
	if err := json.Unmarshal(b, m); err != nil {
		return fmt.Errorf("read the job's metadata: %w", err)
	}
	return nil
}

func (r *Runner) work(ctx context.Context, row *rivertype.JobRow) error {
	w := work{id: db.ID(row.ID), kind: row.Kind, args: row.EncodedArgs, attempt: row.Attempt, maxAttempts: row.MaxAttempts}
	if err := decodeMeta(row.Metadata, &w.meta); err != nil {
		return err
	}
	if w.meta.laned() {
		switch err := r.takeTurn(ctx, w); {
		case errors.Is(err, errParked):
			return river.JobSnooze(parkTime)
		case err != nil:
			return err
		}
	}
	begin := r.db.Now()
	err := r.attempt(ctx, w)
	if r.observe != nil {
		r.observe(w.kind, resultOf(w, err), r.db.Now().Sub(begin))
	}
	if w.meta.laned() {
		leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if e := r.leaveTurn(leaving, w, finished(w, err)); e != nil {
			r.log.ErrorContext(ctx, "lane not freed, will be by the sweep", "job", w.id, "lane", w.meta.Lane, "err", e)
		}
	}
	return r.outcome(ctx, w, err)
}

const parkTime = 24 * time.Hour

// attempt runs the handler in bounded time; a panic is a failed attempt.
func (r *Runner) attempt(ctx context.Context, w work) (err error) {
	h := r.registry.handlers[w.kind]
	ctx, done := context.WithTimeout(ctx, h.timeout())
	defer done()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.mu.Lock()
	r.running[w.id] = cancel
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.running, w.id)
		r.mu.Unlock()
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			r.log.ErrorContext(ctx, "job panicked", "job", w.id, "kind", w.kind, "tenant", w.meta.Set, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	if err = h.run(ctx, w); err != nil && context.Cause(ctx) == errAsked { //nolint:errorlint // the very value
		err = Cancel(errAsked)
	}
	return err
}

// errAsked is the reason of a job that a person cancelled.
var errAsked = errors.New("cancelled by a person")

func finished(w work, err error) bool {
	if _, ok := errors.AsType[*snoozeError](err); ok {
		return false
	}
	if _, ok := errors.AsType[*cancelError](err); ok || err == nil {
		return true
	}
	return w.attempt >= w.maxAttempts
}

func resultOf(w work, err error) Result {
	if err == nil {
		return ResultDone
	}
	if _, ok := errors.AsType[*cancelError](err); ok {
		return ResultCancelled
	}
	switch _, snoozed := errors.AsType[*snoozeError](err); {
	case snoozed:
		return ResultSnoozed
	case finished(w, err):
		return ResultFailed
	}
	return ResultRetried
}

// outcome logs a failure and puts it into the words River keeps.
func (r *Runner) outcome(ctx context.Context, w work, err error) error {
	if err == nil {
		return nil
	}
	if s, ok := errors.AsType[*snoozeError](err); ok {
		return river.JobSnooze(s.d)
	}
	level := slog.LevelWarn
	if finished(w, err) {
		level = slog.LevelError
	}
	r.log.Log(ctx, level, "job failed", "job", w.id, "kind", w.kind, "tenant", w.meta.Set, "attempt", w.attempt, "of", w.maxAttempts, "err", err)
	if c, ok := errors.AsType[*cancelError](err); ok {
		return river.JobCancel(keepFault(c.err))
	}
	return keepFault(err)
}
