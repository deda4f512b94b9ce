package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/search"
)

// TaskState is where a task stands.
type TaskState string

// The states of a task; the last three are final.
const (
	StateQueued    TaskState = "queued"
	StateRunning   TaskState = "running"
	StateSucceeded TaskState = "succeeded"
	StateFailed    TaskState = "failed"
	StateCancelled TaskState = "cancelled"
)

// TaskTopic is the topic of the live events of tasks; the data is a Task.
const TaskTopic = "task"

// Task is long work that a person watches, done by one or more jobs.
type Task struct {
	ID     db.ID     `json:"id"`
	Kind   string    `json:"kind"`
	Title  string    `json:"title"`
	State  TaskState `json:"state"`
	Done   int64     `json:"done"`   // steps finished well
	Failed int64     `json:"failed"` // steps finished badly
	Total  int64     `json:"total"`  // all steps; 0 while not known
	// Message says more of how it ended, in Chinese; Messages in both languages.
	Message         string            `json:"message,omitempty"`
	Messages        map[string]string `json:"messages,omitempty" doc:"The message in zh-CN and en-US"`
	RefKind         string            `json:"refKind,omitempty"` // what the task is about
	RefID           db.ID             `json:"refId,omitzero"`
	CancelRequested bool              `json:"cancelRequested,omitempty"`
	StartedBy       string            `json:"startedBy,omitempty"`
	CreatedAt       db.Time           `json:"createdAt"`
	UpdatedAt       db.Time           `json:"updatedAt"`
	FinishedAt      db.Time           `json:"finishedAt,omitzero"`
}

// NewTask describes a task to start.
type NewTask struct {
	Kind    string
	Title   string // the name of what it is about; the page says the kind in its own language
	Total   int64  // steps, when known
	RefKind string // what it is about, "shop"
	RefID   db.ID
}

// TaskDelta is progress to add.
type TaskDelta struct {
	Done, Failed int64
	Total        int64 // added to the total, when more steps were found
}

const taskColumns = `id, kind, title, state, done, failed, total, message, ref_kind, ref_id, cancel_requested, started_by, created_at, updated_at, finished_at`

func (t *Task) fields() []any {
	return []any{
		&t.ID, &t.Kind, &t.Title, &t.State, &t.Done, &t.Failed, &t.Total, (*taskMessage)(t), &t.RefKind, &t.RefID,
		&t.CancelRequested, &t.StartedBy, &t.CreatedAt, &t.UpdatedAt, &t.FinishedAt,
	}
}

// taskMessage reads the kept message of a task.
type taskMessage Task

// Scan reads the column.
func (m *taskMessage) Scan(v any) error {
	text, ok := v.(string)
	if b, isBytes := v.([]byte); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("read the message of a task: %T", v)
	}
	f, plain := readFault(text)
	m.Message, m.Messages = plain, nil
	if f != nil {
		m.Message, m.Messages = f.Detail("zh-CN"), map[string]string{"zh-CN": f.Detail("zh-CN"), "en-US": f.Detail("en-US")}
	}
	return nil
}

// StartTaskTx makes a task in tx's account set, queued until its first progress.
func StartTaskTx(ctx context.Context, tx *db.Tx, n NewTask) (Task, error) {
	t := Task{
		ID: tx.NewID(), Kind: n.Kind, Title: n.Title, State: StateQueued, Total: n.Total, RefKind: n.RefKind, RefID: n.RefID,
		StartedBy: tx.Actor.Name, CreatedAt: tx.Now, UpdatedAt: tx.Now,
	}
	_, err := tx.Exec(ctx, `INSERT INTO task (tenant_id, id, kind, title, state, total, ref_kind, ref_id, started_by, created_at, updated_at, shown_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, t.ID, t.Kind, t.Title, string(t.State), t.Total, t.RefKind, t.RefID, t.StartedBy, t.CreatedAt, t.UpdatedAt, t.UpdatedAt)
	if err != nil {
		return Task{}, fmt.Errorf("start task %s: %w", n.Kind, err)
	}
	live.PublishTx(tx, TaskTopic, t)
	return t, nil
}

// showEvery bounds the live events of a task's progress.
const showEvery = 300 * time.Millisecond

// ProgressTx adds progress to a task and makes it running. Pages hear of it a
// few times a second at most. Progress of a finished task is dropped.
func ProgressTx(ctx context.Context, tx *db.Tx, id db.ID, d TaskDelta) error {
	var (
		t    Task
		show bool
	)
	found, err := tx.Row(ctx, `UPDATE task SET state = 'running', done = done + ?, failed = failed + ?, total = total + ?, updated_at = ?,
			shown_at = CASE WHEN state = 'queued' OR shown_at <= ? THEN ? ELSE shown_at END
		WHERE tenant_id = ? AND id = ? AND state IN ('queued', 'running') RETURNING shown_at = ?, `+taskColumns,
		[]any{d.Done, d.Failed, d.Total, tx.Now, tx.Now.UnixMicro() - showEvery.Microseconds(), tx.Now, tx.Tenant, id, tx.Now}, append([]any{&show}, t.fields()...)...)
	if err != nil {
		return fmt.Errorf("progress of task %d: %w", id, err)
	}
	if found && show {
		live.PublishTx(tx, TaskTopic, t)
	}
	return nil
}

// FinishTx ends a task with a final state; what, unless nil, tells people more,
// such as why it failed. A task that is finished already stays as it is.
func FinishTx(ctx context.Context, tx *db.Tx, id db.ID, state TaskState, what *fault.Error) error {
	var t Task
	message := ""
	if what != nil {
		message = keepFault(what).Error()
	}
	found, err := tx.Row(ctx, `UPDATE task SET state = ?, message = ?, updated_at = ?, finished_at = ?
		WHERE tenant_id = ? AND id = ? AND state IN ('queued', 'running') RETURNING `+taskColumns,
		[]any{string(state), message, tx.Now, tx.Now, tx.Tenant, id}, t.fields()...)
	if err != nil {
		return fmt.Errorf("finish task %d: %w", id, err)
	}
	if found {
		live.PublishTx(tx, TaskTopic, t)
	}
	return nil
}

// CancelTaskTx asks a task's jobs to stop; they do so between two steps. It
// returns not_found for an unknown task; a finished one stays as it is.
func CancelTaskTx(ctx context.Context, tx *db.Tx, id db.ID) (Task, error) {
	t, err := TaskTx(ctx, tx, id)
	if err != nil || t.CancelRequested || !t.FinishedAt.IsZero() {
		return t, err
	}
	t.CancelRequested, t.UpdatedAt = true, tx.Now
	_, err = tx.Exec(ctx, "UPDATE task SET cancel_requested = TRUE, updated_at = ? WHERE tenant_id = ? AND id = ?", tx.Now, tx.Tenant, id)
	if err == nil {
		live.PublishTx(tx, TaskTopic, t)
	}
	return t, err
}

// TaskCancelled reports whether a person asked the task to stop, or it is
// finished; its jobs ask between two steps and then call FinishTx.
func TaskCancelled(ctx context.Context, tx *db.Tx, id db.ID) (bool, error) {
	t, err := TaskTx(ctx, tx, id)
	return t.CancelRequested || !t.FinishedAt.IsZero(), err
}

// TaskTx reads a task, or returns not_found.
func TaskTx(ctx context.Context, tx *db.Tx, id db.ID) (Task, error) { return taskTx(ctx, tx, id, "") }

// LockTaskTx is TaskTx that keeps other workers of the task waiting: what it says is done
// stays so until the transaction ends.
func LockTaskTx(ctx context.Context, tx *db.Tx, id db.ID) (Task, error) {
	return taskTx(ctx, tx, id, tx.ForUpdate())
}

func taskTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (Task, error) {
	var t Task
	found, err := tx.Row(ctx, "SELECT "+taskColumns+" FROM task WHERE tenant_id = ? AND id = ?"+lock, []any{tx.Tenant, id}, t.fields()...)
	if err == nil && !found {
		err = NoTask()
	}
	return t, err
}

// NoTask is the not_found of a task.
func NoTask() error { return fault.ErrNotFound.With("what", "task") }

// TaskFilter narrows a list of tasks; zero fields do not.
type TaskFilter struct {
	Kind, RefKind string
	RefID         db.ID
	State         TaskState
	Open          bool   // only those not finished
	Q             string // part of the title
	Reach         *TaskReach
	OldestFirst   bool
	Limit, Offset int
}

// TaskReach is which tasks a person may see, by what they are about.
type TaskReach struct {
	// About names every kind of thing whose people are known, also those of which
	// this person sees none.
	About map[string]TaskRefs
	// Others lets the person see tasks about anything else.
	Others bool
}

// TaskRefs are things of a kind: all, or the listed ones.
type TaskRefs struct {
	All bool
	IDs []db.ID
}

// Has tells whether a task about this thing may be seen.
func (r *TaskReach) Has(refKind string, refID db.ID) bool {
	refs, known := r.About[refKind]
	if !known {
		return r.Others
	}
	return refs.All || slices.Contains(refs.IDs, refID)
}

// where is Has as a condition.
func (r *TaskReach) where() (string, []any) {
	var (
		parts []string
		args  []any
		kinds []any
	)
	for _, kind := range slices.Sorted(maps.Keys(r.About)) {
		refs := r.About[kind]
		kinds = append(kinds, kind)
		switch {
		case refs.All:
			parts, args = append(parts, "ref_kind = ?"), append(args, kind)
		case len(refs.IDs) > 0:
			parts, args = append(parts, "ref_kind = ? AND ref_id IN "+db.Tuples(1, len(refs.IDs))), append(args, kind)
			for _, id := range refs.IDs {
				args = append(args, id)
			}
		}
	}
	switch {
	case r.Others && len(kinds) > 0:
		parts, args = append(parts, "ref_kind NOT IN "+db.Tuples(1, len(kinds))), append(args, kinds...)
	case r.Others:
		parts = append(parts, "1 = 1")
	case len(parts) == 0:
		parts = append(parts, "1 = 0")
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// TasksTx lists tasks, newest first unless asked otherwise, with the number there are, counted up to 10,000.
func TasksTx(ctx context.Context, tx *db.Tx, f TaskFilter) ([]Task, int64, error) {
	where, args := "tenant_id = ?", []any{tx.Tenant}
	and := func(cond string, given bool, arg ...any) {
		if given {
			where += " AND " + cond
			args = append(args, arg...)
		}
	}
	and("kind = ?", f.Kind != "", f.Kind)
	and("ref_kind = ?", f.RefKind != "", f.RefKind)
	and("ref_id = ?", f.RefID != 0, f.RefID)
	and("state = ?", f.State != "", string(f.State))
	and("state IN ('queued', 'running')", f.Open)
	if cond, found := search.Contains(tx.Engine(), f.Q, "title"); cond != "" {
		and(cond, true, found...)
	}
	if f.Reach != nil {
		cond, condArgs := f.Reach.where()
		and(cond, true, condArgs...)
	}
	list := []Task{}
	err := tx.Each(ctx, "SELECT "+taskColumns+" FROM task WHERE "+where+" ORDER BY id"+direction(f.OldestFirst)+" LIMIT ? OFFSET ?", append(slices.Clip(args), f.Limit, f.Offset),
		func(rows *sql.Rows) error {
			var t Task
			err := rows.Scan(t.fields()...)
			list = append(list, t)
			return err
		})
	if err != nil {
		return nil, 0, err
	}
	total, err := countTx(ctx, tx, "task WHERE "+where, args)
	return list, total, err
}

func direction(oldestFirst bool) string {
	if oldestFirst {
		return ""
	}
	return " DESC"
}

// CountLimit is where the counting of a list stops.
const CountLimit = 10_000

// countTx counts rows up to one more than CountLimit.
func countTx(ctx context.Context, tx *db.Tx, from string, args []any) (n int64, err error) {
	_, err = tx.Row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM "+from+" LIMIT ?) AS few", append(slices.Clip(args), CountLimit+1), &n)
	return n, err
}
