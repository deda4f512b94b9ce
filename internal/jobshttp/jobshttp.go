// Package jobshttp shows background jobs and tasks to people: the lists, retrying
// and cancelling. It stands above the HTTP edge, which jobs themselves do not know.
package jobshttp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// Permissions on jobs. A task is shown to those who may see what it is about, see
// Subject, and with these to those who may see any job.
var (
	PermRead   = api.DefinePermission("job.read", "查看后台任务", "See background jobs", "settings", tenant.RoleAccount)
	PermManage = api.DefinePermission("job.manage", "重试和取消后台任务", "Retry and cancel background jobs", "settings", tenant.RoleAccount)
)

// Job is a background job.
type Job struct {
	ID          db.ID           `json:"id"`
	Kind        string          `json:"kind"`
	Subject     string          `json:"subject,omitempty" doc:"What it is about"`
	Lane        string          `json:"lane,omitempty" doc:"Jobs of one lane run one at a time"`
	State       jobs.State      `json:"state" enum:"queued,scheduled,running,retrying,succeeded,failed,cancelled"`
	Attempt     int             `json:"attempt"`
	MaxAttempts int             `json:"maxAttempts"`
	StartedBy   string          `json:"startedBy,omitempty" doc:"Who caused it"`
	CreatedAt   db.Time         `json:"createdAt"`
	RunAt       db.Time         `json:"runAt" doc:"When it runs next or ran last"`
	StartedAt   db.Time         `json:"startedAt,omitzero" doc:"When the last attempt began"`
	EndedAt     db.Time         `json:"endedAt,omitzero"`
	LastError   string          `json:"lastError,omitempty" doc:"Of the last failed attempt, in the reader's language where it is known"`
	Errors      []JobError      `json:"errors,omitempty" doc:"Every failed attempt, oldest first; in the detail only"`
	Args        json.RawMessage `json:"args,omitempty" doc:"The arguments; in the detail only"`
}

// JobError is a failed attempt.
type JobError struct {
	At      db.Time `json:"at"`
	Attempt int     `json:"attempt"`
	Code    string  `json:"code,omitempty"`
	Detail  string  `json:"detail"`
	Remedy  string  `json:"remedy,omitempty"`
}

// Subject says who sees and who stops the tasks about one kind of thing.
type Subject struct {
	See    []api.Permission // any of these
	Cancel api.Permission
	// Limit picks the data scope that things of the kind lie in; nil where they lie in none.
	Limit func(warehouses, shops api.Limit) api.Limit
}

// Register adds the routes. subjects are keyed by the refKind of tasks.
func Register(a *api.API, d *db.DB, subjects map[string]Subject) {
	s := &service{d, subjects}
	a.Topic(jobs.TaskTopic, s.hears)
	api.Get(a, api.Route{Path: "/jobs", ID: "list-jobs", Summary: "List background jobs", Tag: "jobs", Permission: PermRead}, s.list)
	api.Get(a, api.Route{Path: "/jobs/{id}", ID: "get-job", Summary: "Read a background job with its errors", Tag: "jobs", Permission: PermRead}, s.get)
	api.Post(a, api.Route{Path: "/jobs/actions/retry", ID: "retry-jobs", Summary: "Run jobs again now", Tag: "jobs", Permission: PermManage},
		s.each(jobs.RetryTx))
	api.Post(a, api.Route{
		Path: "/jobs/actions/cancel", ID: "cancel-jobs", Summary: "End jobs for good", Tag: "jobs", Permission: PermManage,
		Description: "A running job is asked to stop and ends soon after.",
	}, s.each(jobs.CancelTx))
	api.Get(a, api.Route{Path: "/tasks", ID: "list-tasks", Summary: "List long work", Tag: "tasks", Permission: api.Member}, s.tasks)
	api.Get(a, api.Route{Path: "/tasks/{id}", ID: "get-task", Summary: "Read how far long work has come", Tag: "tasks", Permission: api.Member}, s.task)
	api.Post(a, api.Route{
		Path: "/tasks/{id}/cancel", ID: "cancel-task", Summary: "Ask long work to stop", Tag: "tasks", Permission: api.Member,
		Description: "It stops between two steps; what was done stays. Needs the permission to start such work, or job.manage.",
	}, s.cancelTask)
}

type service struct {
	db       *db.DB
	subjects map[string]Subject
}

// reach is which tasks the person of the request may see.
func (s *service) reach(ctx context.Context) *jobs.TaskReach {
	within := api.DataScope(ctx)
	r := &jobs.TaskReach{About: map[string]jobs.TaskRefs{}, Others: api.Can(ctx, PermRead)}
	for kind, subject := range s.subjects {
		var refs jobs.TaskRefs
		if slices.ContainsFunc(subject.See, func(p api.Permission) bool { return api.Can(ctx, p) }) {
			refs.All = true
			if subject.Limit != nil {
				limit := subject.Limit(within.Warehouses, within.Shops)
				refs = jobs.TaskRefs{All: limit.All, IDs: limit.IDs}
			}
		}
		r.About[kind] = refs
	}
	return r
}

// hears tells whether a task's live event is for the person of the request.
func (s *service) hears(ctx context.Context, _ db.Scope, data json.RawMessage) bool {
	var t struct {
		RefKind string `json:"refKind"`
		RefID   db.ID  `json:"refId"`
	}
	return json.Unmarshal(data, &t) == nil && s.reach(ctx).Has(t.RefKind, t.RefID)
}

// visible gives a task, or not found where the person may not see it.
func (s *service) visible(ctx context.Context, tx *db.Tx, id db.ID) (jobs.Task, error) {
	t, err := jobs.TaskTx(ctx, tx, id)
	if err == nil && !s.reach(ctx).Has(t.RefKind, t.RefID) {
		return jobs.Task{}, jobs.NoTask()
	}
	return t, err
}

type idInput struct {
	ID db.ID `path:"id"`
}

type listInput struct {
	api.ListQuery
	State []jobs.State `query:"state" enum:"queued,scheduled,running,retrying,succeeded,failed,cancelled" doc:"Only these states"`
	Kind  string       `query:"kind" maxLength:"100"`
}

func (s *service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[Job], error) {
	oldest, err := oldestFirst(in.Sort)
	if err != nil {
		return nil, err
	}
	page, limit, offset := window[Job](in.ListQuery)
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, total, err := jobs.ListTx(ctx, tx, jobs.Filter{States: in.State, Kind: in.Kind, Q: strings.TrimSpace(in.Q), OldestFirst: oldest, Limit: limit, Offset: offset})
		page.Items = make([]Job, 0, len(list))
		for _, i := range list {
			j := show(ctx, i)
			j.Errors, j.Args = nil, nil
			page.Items = append(page.Items, j)
		}
		count(&page, total)
		return err
	})
	return &api.PageOf[Job]{Body: page}, err
}

type jobOutput struct{ Body Job }

func (s *service) get(ctx context.Context, sc db.Scope, in *idInput) (*jobOutput, error) {
	var out jobOutput
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		i, err := jobs.GetTx(ctx, tx, in.ID)
		out.Body = show(ctx, i)
		return err
	})
	return &out, err
}

func show(ctx context.Context, i jobs.Info) Job {
	j := Job{
		ID: i.ID, Kind: i.Kind, Subject: i.Subject, Lane: i.Lane, State: i.State, Attempt: i.Attempt, MaxAttempts: i.MaxAttempts, StartedBy: i.By.Name,
		CreatedAt: i.CreatedAt, RunAt: i.RunAt, StartedAt: i.StartedAt, EndedAt: i.EndedAt, Args: i.Args,
	}
	for _, e := range i.Errors {
		shown := JobError{At: db.At(e.At), Attempt: e.Attempt, Detail: e.Text}
		if e.Fault != nil {
			lang := api.Lang(ctx)
			shown.Code, shown.Detail, shown.Remedy = e.Fault.Code, e.Fault.Detail(lang), e.Fault.Remedy(lang)
		}
		j.Errors = append(j.Errors, shown)
		j.LastError = shown.Detail
	}
	return j
}

func (s *service) each(act func(context.Context, *db.Tx, db.ID) error) func(context.Context, db.Scope, *api.BatchInput) (*api.BatchOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return act(ctx, tx, id) })
		})
	}
}

type tasksInput struct {
	api.ListQuery
	State   jobs.TaskState `query:"state" enum:"queued,running,succeeded,failed,cancelled"`
	Kind    string         `query:"kind" maxLength:"100"`
	RefKind string         `query:"refKind" maxLength:"50" doc:"What it is about, such as shop"`
	RefID   db.ID          `query:"refId"`
	Open    bool           `query:"open" doc:"Only what is not finished"`
}

func (s *service) tasks(ctx context.Context, sc db.Scope, in *tasksInput) (*api.PageOf[jobs.Task], error) {
	oldest, err := oldestFirst(in.Sort)
	if err != nil {
		return nil, err
	}
	page, limit, offset := window[jobs.Task](in.ListQuery)
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, total, err := jobs.TasksTx(ctx, tx, jobs.TaskFilter{
			Kind: in.Kind, RefKind: in.RefKind, RefID: in.RefID, State: in.State, Open: in.Open, Q: strings.TrimSpace(in.Q),
			Reach: s.reach(ctx), OldestFirst: oldest, Limit: limit, Offset: offset,
		})
		page.Items = list
		count(&page, total)
		return err
	})
	return &api.PageOf[jobs.Task]{Body: page}, err
}

type taskOutput struct{ Body jobs.Task }

func (s *service) task(ctx context.Context, sc db.Scope, in *idInput) (*taskOutput, error) {
	var out taskOutput
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		out.Body, err = s.visible(ctx, tx, in.ID)
		return err
	})
	return &out, err
}

func (s *service) cancelTask(ctx context.Context, sc db.Scope, in *idInput) (*taskOutput, error) {
	var out taskOutput
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := s.visible(ctx, tx, in.ID)
		if err != nil {
			return err
		}
		needed := PermManage
		if subject, known := s.subjects[t.RefKind]; known {
			needed = subject.Cancel
		}
		if err := api.Require(ctx, needed); err != nil {
			return err
		}
		out.Body, err = jobs.CancelTaskTx(ctx, tx, in.ID)
		return err
	})
	return &out, err
}

// oldestFirst reads the sort of these lists, which are kept by age only.
func oldestFirst(sort string) (bool, error) {
	switch sort {
	case "", "-createdAt":
		return false, nil
	case "createdAt":
		return true, nil
	}
	var f fault.Fields
	f.Add("sort", fault.ErrChoice.With("allowed", "createdAt, -createdAt"))
	return false, f.Err()
}

func window[T any](q api.ListQuery) (page api.Page[T], limit, offset int) {
	return api.Page[T]{Items: []T{}, Page: q.Page, PageSize: q.PageSize}, q.PageSize, (q.Page - 1) * q.PageSize
}

func count[T any](page *api.Page[T], total int64) {
	page.Total, page.TotalIsLowerBound = min(total, jobs.CountLimit), total > jobs.CountLimit
}
