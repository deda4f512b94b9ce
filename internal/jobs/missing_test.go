package jobs_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/jobs"
)

func enqueueMissing(t *testing.T, d *db.DB, set db.ID, list ...jobs.Args) {
	t.Helper()
	requests := make([]jobs.Request, len(list))
	for i, a := range list {
		requests[i] = jobs.Request{Args: a, Options: jobs.Options{Subject: "again"}}
	}
	err := d.InTx(t.Context(), scope(set), func(ctx context.Context, tx *db.Tx) error { return jobs.EnqueueMissingTx(ctx, tx, requests) })
	if err != nil {
		t.Fatal(err)
	}
}

// What waits already, for whenever, is not enqueued again; what another set has, what
// is over and what differs in its arguments or kind does not count.
func TestOnlyMissingJobsAreEnqueued(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)
	d := dbtest.NewWith(t, db.Options{Now: func() time.Time { return now }})
	var reg jobs.Registry
	jobs.Handle(&reg, func(context.Context, db.Scope, jobs.Job[note]) error { return nil })
	enqueue(t, d, setA, note{N: 1}, jobs.Options{})
	if _, err := jobs.RunDue(t.Context(), d, &reg); err != nil {
		t.Fatal(err)
	}
	later := now.Add(time.Hour)
	enqueue(t, d, setA, note{N: 2, Text: `线"<&>`}, jobs.Options{RunAt: later.Add(time.Minute)})
	enqueue(t, d, setA, note{N: 2, Text: `线"<&>`}, jobs.Options{RunAt: later})
	enqueue(t, d, setB, note{N: 3}, jobs.Options{})
	wanted := []jobs.Args{note{N: 1}, note{N: 2, Text: `线"<&>`}, note{N: 3}, note{N: 2}, tick{}}
	for range 2 {
		enqueueMissing(t, d, setA, wanted...)
	}
	got := map[string]int{}
	for _, j := range list(t, d, setA, jobs.Filter{}) {
		if j.Subject == "again" {
			got[j.Kind+strings.ReplaceAll(string(j.Args), " ", "")]++
		}
	}
	if len(got) != 4 || got[`test.note{"n":1}`] != 1 || got[`test.note{"n":3}`] != 1 || got[`test.note{"n":2}`] != 1 || got[`test.tick{}`] != 1 {
		t.Errorf("enqueued %v", got)
	}
	var next []time.Time
	err := d.View(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) (err error) {
		next, err = jobs.NextManyTx(ctx, tx, []jobs.Args{note{N: 4}, wanted[1], wanted[4], wanted[1]})
		return err
	})
	if err != nil || !next[0].IsZero() || !next[1].Equal(later) || !next[2].Equal(now) || !next[3].Equal(later) {
		t.Errorf("next %v, %v", next, err)
	}
}

// More than fit into one question.
func TestManyMissingJobsAreEnqueuedOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	wanted := make([]jobs.Args, 1203)
	for i := range wanted {
		wanted[i] = note{N: i}
	}
	enqueueMissing(t, d, setA, wanted[300:900]...)
	for range 2 {
		enqueueMissing(t, d, setA, wanted...)
	}
	counts, err := jobs.CountOpen(t.Context(), d)
	if err != nil || len(counts) != 1 || int(counts[0].Jobs) != len(wanted) {
		t.Errorf("%v open, %v", counts, err)
	}
}
