package jobshttp_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/jobshttp"
)

type args struct {
	N int `json:"n"`
}

func (args) Kind() string { return "test.http" }

func world(t *testing.T) *apitest.World {
	t.Helper()
	return apitest.New(t, func(w *apitest.World) { jobshttp.Register(w.API, w.DB, nil) })
}

func enqueue(t *testing.T, w *apitest.World, sc db.Scope, o jobs.Options) db.ID {
	t.Helper()
	var id db.ID
	err := w.DB.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		if err := jobs.EnqueueTx(ctx, tx, args{1}, o); err != nil {
			return err
		}
		list, _, err := jobs.ListTx(ctx, tx, jobs.Filter{Limit: 1})
		id = list[0].ID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func startTask(t *testing.T, w *apitest.World, sc db.Scope) db.ID {
	t.Helper()
	var task jobs.Task
	err := w.DB.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) (err error) {
		task, err = jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "download", Title: "下载商品", Total: 10})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return task.ID
}

func TestAPersonFindsAFailedJobAndRetriesIt(t *testing.T) {
	t.Parallel()
	w := world(t)
	var reg jobs.Registry
	fails := true
	jobs.Handle(&reg, func(context.Context, db.Scope, jobs.Job[args]) error {
		if fails {
			return fault.ErrRequired
		}
		return nil
	})
	id := enqueue(t, w, w.Scope(), jobs.Options{MaxAttempts: 1, Subject: "销售单 XH1"})
	if _, err := jobs.RunDue(t.Context(), w.DB, &reg); !errors.Is(err, fault.ErrRequired) {
		t.Fatal(err)
	}
	a := w.Owner.Do(t, http.MethodGet, "/jobs?state=failed&q=xh1", nil)
	if a.Status != 200 || a.At("total") != 1 || a.At("items", 0, "id") != id.String() || a.At("items", 0, "lastError") != "必填" {
		t.Fatalf("list: %s", a.Body)
	}
	if a = w.Owner.Do(t, http.MethodGet, "/jobs?state=queued,succeeded", nil); a.At("total") != 0 {
		t.Errorf("filtered: %s", a.Body)
	}
	a = w.Owner.Do(t, http.MethodGet, "/jobs/"+id.String(), nil)
	if a.At("errors", 0, "code") != "input.required" || a.At("args", "n") != 1 {
		t.Errorf("detail: %s", a.Body)
	}
	a = w.Owner.Do(t, http.MethodPost, "/jobs/actions/retry", map[string]any{"ids": []string{id.String()}})
	if a.At("results", 0, "ok") != true {
		t.Errorf("retry: %s", a.Body)
	}
	fails = false
	w.Clock.Advance(0)
	if a = w.Owner.Do(t, http.MethodGet, "/jobs/"+id.String(), nil); a.At("state") != "queued" {
		t.Errorf("after the retry: %s", a.Body)
	}
	a = w.Owner.Do(t, http.MethodPost, "/jobs/actions/cancel", map[string]any{"ids": []string{id.String()}})
	if a.At("results", 0, "ok") != true {
		t.Errorf("cancel: %s", a.Body)
	}
	if a = w.Owner.Do(t, http.MethodGet, "/jobs?sort=kind", nil); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("sort: %d", a.Status)
	}
}

func TestJobsAndTasksAreSortedByAge(t *testing.T) {
	t.Parallel()
	w := world(t)
	first := enqueue(t, w, w.Scope(), jobs.Options{}).String()
	last := enqueue(t, w, w.Scope(), jobs.Options{}).String()
	task := startTask(t, w, w.Scope()).String()
	startTask(t, w, w.Scope())
	for path, want := range map[string]string{
		"/jobs": last, "/jobs?sort=-createdAt": last, "/jobs?sort=createdAt": first, "/tasks?sort=createdAt": task,
	} {
		if a := w.Owner.Get(t, path).Want(t, http.StatusOK, ""); a.At("items", 0, "id") != want || a.At("total") != 2 {
			t.Errorf("%s begins with %v, want %s", path, a.At("items", 0, "id"), want)
		}
	}
}

func TestATaskIsWatchedAndCancelled(t *testing.T) {
	t.Parallel()
	w := world(t)
	id := startTask(t, w, w.Scope())
	progress := func(d jobs.TaskDelta) {
		t.Helper()
		if err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error { return jobs.ProgressTx(ctx, tx, id, d) }); err != nil {
			t.Fatal(err)
		}
	}
	progress(jobs.TaskDelta{Done: 3, Failed: 1})
	a := w.Owner.Do(t, http.MethodGet, "/tasks?open=true", nil)
	if a.At("items", 0, "state") != "running" || a.At("items", 0, "done") != 3 || a.At("items", 0, "failed") != 1 || a.At("items", 0, "title") != "下载商品" {
		t.Errorf("list: %s", a.Body)
	}
	if a = w.Owner.Do(t, http.MethodPost, "/tasks/"+id.String()+"/cancel", nil); a.Status != 200 || a.At("cancelRequested") != true {
		t.Errorf("cancel: %s", a.Body)
	}
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		stop, err := jobs.TaskCancelled(ctx, tx, id)
		if err != nil || !stop {
			t.Errorf("TaskCancelled = %v, %v", stop, err)
		}
		return jobs.FinishTx(ctx, tx, id, jobs.StateCancelled, jobs.ErrEnded)
	})
	progress(jobs.TaskDelta{Done: 1}) // late, dropped
	if a = w.Owner.Do(t, http.MethodGet, "/tasks/"+id.String(), nil); a.At("state") != "cancelled" || a.At("done") != 3 || a.At("message") != "任务已经结束，不能取消" ||
		a.At("messages", "en-US") != "The job is over and cannot be cancelled" {
		t.Errorf("task: %s", a.Body)
	}
}

func TestAnotherSetsJobsAndTasksAreNotFound(t *testing.T) {
	t.Parallel()
	w := world(t)
	job := enqueue(t, w, w.OtherScope(), jobs.Options{}).String()
	task := startTask(t, w, w.OtherScope()).String()
	ids := []apitest.Sample{{Body: map[string]any{"ids": []string{job}}, Field: "results"}}
	w.Isolation(t, map[string][]apitest.Sample{
		"get-job":     {{Params: map[string]string{"id": job}}},
		"retry-jobs":  ids,
		"cancel-jobs": ids,
		"get-task":    {{Params: map[string]string{"id": task}}},
		"cancel-task": {{Params: map[string]string{"id": task}}},
	}, "/jobs", "/tasks")
	if a := w.Owner.Do(t, http.MethodGet, "/jobs", nil); a.At("total") != 0 {
		t.Errorf("jobs: %s", a.Body)
	}
	if a := w.Owner.Do(t, http.MethodGet, "/tasks", nil); a.At("total") != 0 {
		t.Errorf("tasks: %s", a.Body)
	}
}
