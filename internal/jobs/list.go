package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// State is where a job stands, in words for people.
type State string

// The states of a job.
const (
	JobQueued    State = "queued"    // due, waits for a worker or for its turn in the lane
	JobScheduled State = "scheduled" // waits for its time
	JobRunning   State = "running"
	JobRetrying  State = "retrying" // failed, waits for the next attempt
	JobSucceeded State = "succeeded"
	JobFailed    State = "failed" // out of attempts; stays until a person retries it
	JobCancelled State = "cancelled"
)

// clients hold River clients that act through the caller's transaction only.
var clients = sync.OnceValue(func() map[db.Engine]*river.Client[*sql.Tx] {
	config := &river.Config{Logger: slog.New(slog.DiscardHandler)}
	lite, err := river.NewClient(riversqlite.New(nil), config)
	if err != nil {
		panic(err) // the settings above are constant
	}
	pg, err := river.NewClient(riverdatabasesql.New(nil), config)
	if err != nil {
		panic(err)
	}
	return map[db.Engine]*river.Client[*sql.Tx]{db.SQLite: lite, db.Postgres: pg}
})

// Faults of the actions on jobs.
var (
	// ErrRunning refuses to retry a job that is being worked.
	ErrRunning = fault.Define(fault.Conflict, "job.running",
		fault.ZH("任务正在执行", "等它结束后再试"), fault.EN("The job is running", "Wait until it has ended"))
	// ErrEnded refuses to cancel a job that is over.
	ErrEnded = fault.Define(fault.Conflict, "job.ended",
		fault.ZH("任务已经结束，不能取消", "刷新列表查看结果"), fault.EN("The job is over and cannot be cancelled", "Reload the list to see its result"))
)

// Info is a job as people see it.
type Info struct {
	ID          db.ID
	Kind        string
	Subject     string
	Lane        string
	State       State
	Attempt     int
	MaxAttempts int
	By          db.Actor // who caused it
	CreatedAt   db.Time
	RunAt       db.Time // when it runs next, or ran last
	StartedAt   db.Time // the last attempt; zero before the first
	EndedAt     db.Time // zero while it is not over
	Args        json.RawMessage
	Errors      []AttemptError // oldest first
}

// AttemptError is a failed attempt.
type AttemptError struct {
	At      time.Time
	Attempt int
	// Fault says in both languages what went wrong, when the error was a coded one.
	Fault *fault.Error
	// Text is the error as logged.
	Text string
}

// Filter narrows a list of jobs; zero fields do not.
type Filter struct {
	States        []State
	Kind          string
	Q             string // part of the subject
	OldestFirst   bool
	Limit, Offset int
}

// stateSQL gives the state for people; j is river_job, l its job_lane row or nothing.
const stateSQL = `CASE CAST(j.state AS TEXT)
	WHEN 'available' THEN CASE WHEN j.scheduled_at <= %[1]s THEN 'queued' WHEN j.attempt > 0 AND j.errors IS NOT NULL THEN 'retrying' ELSE 'scheduled' END
	WHEN 'pending' THEN 'queued'
	WHEN 'scheduled' THEN CASE WHEN l.parked THEN 'queued' ELSE 'scheduled' END
	WHEN 'retryable' THEN 'retrying' WHEN 'running' THEN 'running' WHEN 'completed' THEN 'succeeded'
	WHEN 'discarded' THEN 'failed' ELSE 'cancelled' END`

// riverStates says which of River's states a state can be, for its indexes.
var riverStates = map[State]string{
	JobQueued: "'available', 'pending', 'scheduled'", JobScheduled: "'available', 'scheduled'", JobRunning: "'running'",
	JobRetrying: "'retryable', 'available'", JobSucceeded: "'completed'", JobFailed: "'discarded'", JobCancelled: "'cancelled'",
}

func timeSQL(e db.Engine, column string) string {
	if e == db.Postgres {
		return "(extract(epoch from " + column + ") * 1000000)::bigint"
	}
	return "CAST(unixepoch(" + column + ", 'subsec') * 1000000 AS INTEGER)"
}

func infoColumns(e db.Engine) string {
	errs := "COALESCE(j.errors, '[]')"
	if e == db.Postgres {
		errs = "COALESCE(array_to_json(j.errors), '[]')"
	}
	return "j.id, j.kind, " + fmt.Sprintf(stateSQL, nowSQL(e)) + ", j.attempt, j.max_attempts, CAST(j.metadata AS TEXT), CAST(j.args AS TEXT), CAST(" + errs + " AS TEXT), " +
		timeSQL(e, "j.created_at") + ", " + timeSQL(e, "j.scheduled_at") + ", " + timeSQL(e, "j.attempted_at") + ", " + timeSQL(e, "j.finalized_at")
}

const infoTables = "river_job AS j LEFT JOIN job_lane AS l ON l.job_id = j.id"

func scanInfo(rows *sql.Rows) (Info, error) {
	var (
		i                  Info
		metadata, args, es string
		m                  meta
		stored             []rivertype.AttemptError
	)
	if err := rows.Scan(&i.ID, &i.Kind, &i.State, &i.Attempt, &i.MaxAttempts, &metadata, &args, &es, &i.CreatedAt, &i.RunAt, &i.StartedAt, &i.EndedAt); err != nil {
		return i, err
	}
	if err := decodeMeta([]byte(metadata), &m); err != nil {
		return i, err
	}
	if err := json.Unmarshal([]byte(es), &stored); err != nil {
		return i, fmt.Errorf("read the job's errors: %w", err)
	}
	i.Subject, i.Lane, i.By, i.Args = m.Subject, m.Lane, db.Actor(m.By), json.RawMessage(args)
	for _, s := range stored {
		f, text := readFault(strings.TrimPrefix(s.Error, cancelPrefix))
		i.Errors = append(i.Errors, AttemptError{At: s.At.UTC(), Attempt: s.Attempt, Fault: f, Text: text})
	}
	return i, nil
}

// cancelPrefix is what River puts before the error of Cancel.
const cancelPrefix = "JobCancelError: "

// ListTx lists the jobs of tx's account set, newest first unless asked otherwise, with the number
// there are, counted up to 10,000.
func ListTx(ctx context.Context, tx *db.Tx, f Filter) ([]Info, int64, error) {
	where, args := "j.metadata ->> 'set' = ?", []any{tx.Tenant.String()}
	if f.Kind != "" {
		where, args = where+" AND j.kind = ?", append(args, f.Kind)
	}
	if len(f.States) > 0 {
		var narrow []string // for the index on River's own states
		where += " AND " + fmt.Sprintf(stateSQL, nowSQL(tx.Engine())) + " IN " + db.Tuples(1, len(f.States))
		for _, s := range f.States {
			narrow, args = append(narrow, riverStates[s]), append(args, string(s))
		}
		where += " AND j.state IN (" + strings.Join(narrow, ", ") + ")"
	}
	if cond, more := search.Contains(tx.Engine(), f.Q, "j.metadata ->> 'subject'"); cond != "" {
		where, args = where+" AND "+cond, append(args, more...)
	}
	list := []Info{}
	err := tx.Each(ctx, "SELECT "+infoColumns(tx.Engine())+" FROM "+infoTables+" WHERE "+where+" ORDER BY j.id"+direction(f.OldestFirst)+" LIMIT ? OFFSET ?",
		append(slices.Clip(args), f.Limit, f.Offset), func(rows *sql.Rows) error {
			i, err := scanInfo(rows)
			list = append(list, i)
			return err
		})
	if err != nil {
		return nil, 0, err
	}
	total, err := countTx(ctx, tx, infoTables+" WHERE "+where, args)
	return list, total, err
}

// GetTx reads a job of tx's account set, or returns not_found.
func GetTx(ctx context.Context, tx *db.Tx, id db.ID) (Info, error) {
	var (
		info  Info
		found bool
	)
	err := tx.Each(ctx, "SELECT "+infoColumns(tx.Engine())+" FROM "+infoTables+" WHERE j.id = ? AND j.metadata ->> 'set' = ?", []any{id, tx.Tenant.String()},
		func(rows *sql.Rows) (err error) {
			found = true
			info, err = scanInfo(rows)
			return err
		})
	if err == nil && !found {
		err = fault.ErrNotFound.With("what", "job")
	}
	return info, err
}

// RetryTx makes a job of tx's account set run again at once, with one attempt
// more when it has none left. It refuses one that is running.
func RetryTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	info, err := GetTx(ctx, tx, id)
	if err != nil {
		return err
	}
	if info.State == JobRunning {
		return ErrRunning
	}
	if info.Lane != "" && info.State == JobQueued {
		return nil // it is as near to running as its lane allows
	}
	_, err = clients()[tx.Engine()].JobRetryTx(ctx, tx.SQL(), int64(id))
	if errors.Is(err, rivertype.ErrNotFound) {
		return fault.ErrNotFound.With("what", "job")
	}
	if err != nil {
		return err
	}
	return wakeWorkersTx(ctx, tx)
}

// CancelTx ends a job of tx's account set for good; one that is running is
// asked to stop. It refuses one that is over.
func CancelTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	info, err := GetTx(ctx, tx, id)
	if err != nil {
		return err
	}
	if !info.EndedAt.IsZero() {
		return ErrEnded
	}
	row, err := clients()[tx.Engine()].JobCancelTx(ctx, tx.SQL(), int64(id))
	if err != nil || info.Lane == "" {
		return err
	}
	query := "DELETE FROM job_lane WHERE tenant_id = ? AND lane = ? AND job_id = ?"
	if row.State == rivertype.JobStateRunning { // maybe only since info was read
		// It leaves its lane itself, but for one that is just being put away: River cancels
		// that instead, and it does not run again.
		query += " AND parked"
	}
	_, err = tx.Exec(ctx, query, int64(tx.Tenant), info.Lane, id)
	return err
}
