package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

type note struct {
	N    int    `json:"n"`
	Text string `json:"text,omitempty"`
}

func (note) Kind() string { return "test.note" }

type tick struct{}

func (tick) Kind() string { return "test.tick" }

const (
	setA db.ID = 1001
	setB db.ID = 1002
)

func scope(set db.ID) db.Scope {
	return db.Scope{Tenant: set, Actor: db.Actor{Kind: "user", UserID: 7, Name: "王芳"}}
}

func enqueue(t *testing.T, d *db.DB, set db.ID, a jobs.Args, o jobs.Options) {
	t.Helper()
	err := d.InTx(t.Context(), scope(set), func(ctx context.Context, tx *db.Tx) error { return jobs.EnqueueTx(ctx, tx, a, o) })
	if err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, d *db.DB, reg *jobs.Registry, cfg jobs.Config) *jobs.Runner {
	t.Helper()
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	r, err := jobs.New(t.Context(), d, reg, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute)
		defer cancel()
		if err := r.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return r
}

func list(t *testing.T, d *db.DB, set db.ID, f jobs.Filter) []jobs.Info {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	var out []jobs.Info
	err := d.View(t.Context(), scope(set), func(ctx context.Context, tx *db.Tx) (err error) {
		out, _, err = jobs.ListTx(ctx, tx, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// until waits for cond, which some other goroutine or process brings about.
func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !cond(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within two minutes: %s", what)
		}
	}
}

func TestAJobRunsWithItsTransactionOnly(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	type seen struct {
		sc db.Scope
		j  jobs.Job[note]
	}
	got := make(chan seen, 10)
	var reg jobs.Registry
	jobs.Handle(&reg, func(_ context.Context, sc db.Scope, j jobs.Job[note]) error {
		got <- seen{sc, j}
		return nil
	})
	start(t, d, &reg, jobs.Config{})

	boom := errors.New("boom")
	err := d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
		if err := jobs.EnqueueTx(ctx, tx, note{N: 1}, jobs.Options{}); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	enqueue(t, d, setA, note{N: 2}, jobs.Options{Subject: "第二个"})
	s := <-got
	if s.j.Args.N != 2 || s.j.Attempt != 1 || s.j.By.Name != "王芳" || s.j.By.UserID != 7 {
		t.Errorf("job = %+v", s.j)
	}
	if s.sc.Tenant != setA || s.sc.Actor.Kind != "job" || s.sc.Actor.UserID != 0 || s.sc.Actor.Name != "王芳" {
		t.Errorf("scope = %+v", s.sc)
	}
	until(t, "the job is succeeded", func() bool {
		l := list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobSucceeded}})
		return len(l) == 1 && l[0].Subject == "第二个" && l[0].ID == s.j.ID
	})
	if l := list(t, d, setB, jobs.Filter{}); len(l) != 0 {
		t.Errorf("another set sees %d jobs", len(l))
	}
	if len(got) != 0 {
		t.Error("a rolled back job ran")
	}
}

func TestFailuresAreRetriedPanicsToo(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var reg jobs.Registry
	jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
		switch j.Attempt {
		case 1:
			panic("first")
		case 2:
			return fault.ErrRequired
		case 3:
			if j.Args.Text == "snoozed" {
				return nil
			}
		}
		return errors.New("third")
	}, jobs.Policy{Backoff: func(int) time.Duration { return time.Millisecond }})
	start(t, d, &reg, jobs.Config{})
	enqueue(t, d, setA, note{}, jobs.Options{MaxAttempts: 3})
	var j jobs.Info
	until(t, "the job has failed", func() bool {
		l := list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobFailed}})
		if len(l) == 1 {
			j = l[0]
		}
		return len(l) == 1
	})
	if len(j.Errors) != 3 || j.Errors[0].Text != "panic: first" || j.Errors[1].Fault == nil || j.Errors[1].Fault.Detail("zh-CN") != "必填" || j.Errors[2].Text != "third" {
		t.Errorf("errors = %+v", j.Errors)
	}
	// A person gives it another attempt.
	err := d.InTx(t.Context(), scope(setB), func(ctx context.Context, tx *db.Tx) error { return jobs.RetryTx(ctx, tx, j.ID) })
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("another set's retry: %v", err)
	}
	err = d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error { return jobs.RetryTx(ctx, tx, j.ID) })
	if err != nil {
		t.Fatal(err)
	}
	until(t, "a fourth attempt", func() bool {
		l := list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobFailed}})
		return len(l) == 1 && len(l[0].Errors) == 4
	})
}

func TestSnoozeAndCancelByTheHandler(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var reg jobs.Registry
	var calls atomic.Int32
	jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
		if calls.Add(1) < 3 {
			return jobs.Snooze(time.Millisecond)
		}
		if j.Attempt != 1 {
			t.Errorf("attempt %d after snoozing, want 1", j.Attempt)
		}
		return jobs.Cancel(fault.ErrForbidden.With("permission", "x"))
	})
	start(t, d, &reg, jobs.Config{})
	enqueue(t, d, setA, note{}, jobs.Options{})
	until(t, "the job is cancelled", func() bool {
		l := list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobCancelled}})
		return len(l) == 1 && len(l[0].Errors) == 1 && l[0].Errors[0].Fault.Params["permission"] == "x"
	})
}

func TestALaneRunsOneAtATimeInOrderAndOthersGoOn(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var (
		mu     sync.Mutex
		order  = map[string][]int{}
		active = map[string]int{}
		reg    jobs.Registry
		other  = make(chan struct{})
		hold   = make(chan struct{})
	)
	jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
		if j.Args.Text == "" {
			close(other)
			return nil
		}
		if j.Args.N == 0 && j.Args.Text == "a" {
			<-hold
		}
		mu.Lock()
		active[j.Args.Text]++
		if active[j.Args.Text] > 1 {
			t.Errorf("two jobs of lane %s at once", j.Args.Text)
		}
		mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		active[j.Args.Text]--
		order[j.Args.Text] = append(order[j.Args.Text], j.Args.N)
		return nil
	})
	start(t, d, &reg, jobs.Config{Workers: 3})
	const n = 15
	var want []int
	for i := range n {
		want = append(want, i)
		enqueue(t, d, setA, note{N: i, Text: "a"}, jobs.Options{Lane: "a"})
		enqueue(t, d, setA, note{N: i, Text: "b"}, jobs.Options{Lane: "b"})
	}
	enqueue(t, d, setA, note{}, jobs.Options{})
	<-other // though lane a is held and longer than there are workers
	close(hold)
	until(t, "all lanes are through", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(order["a"]) == n && len(order["b"]) == n
	})
	for _, lane := range []string{"a", "b"} {
		if !slices.Equal(order[lane], want) {
			t.Errorf("lane %s ran in order %v", lane, order[lane])
		}
	}
}

func TestAFailingJobDoesNotHoldUpItsLane(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var reg jobs.Registry
	done := make(chan struct{})
	jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
		if j.Args.N == 0 {
			return errors.New("bad")
		}
		close(done)
		return nil
	})
	start(t, d, &reg, jobs.Config{})
	enqueue(t, d, setA, note{N: 0}, jobs.Options{Lane: "x", MaxAttempts: 10})
	enqueue(t, d, setA, note{N: 1}, jobs.Options{Lane: "x"})
	<-done
}

func TestAPersonCancels(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var reg jobs.Registry
	running := make(chan struct{})
	jobs.Handle(&reg, func(ctx context.Context, _ db.Scope, _ jobs.Job[note]) error {
		close(running)
		<-ctx.Done()
		return ctx.Err()
	})
	start(t, d, &reg, jobs.Config{})
	enqueue(t, d, setA, note{N: 1}, jobs.Options{Lane: "x"})
	enqueue(t, d, setA, note{N: 2}, jobs.Options{RunAt: time.Now().Add(time.Hour)})
	<-running
	cancel := func(id db.ID) error {
		return d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error { return jobs.CancelTx(ctx, tx, id) })
	}
	for _, j := range list(t, d, setA, jobs.Filter{}) {
		if err := cancel(j.ID); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "both are cancelled", func() bool { return len(list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobCancelled}})) == 2 })
	if err := cancel(list(t, d, setA, jobs.Filter{})[0].ID); !errors.Is(err, jobs.ErrEnded) {
		t.Errorf("cancelled twice: %v", err)
	}
}

func TestSchedulesRunOncePerInterval(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var runs atomic.Int32
	for range 2 { // the second is a new process after the first ended
		var reg jobs.Registry
		jobs.Handle(&reg, func(_ context.Context, sc db.Scope, _ jobs.Job[tick]) error {
			if sc.Tenant != 0 {
				t.Errorf("tenant %d", sc.Tenant)
			}
			runs.Add(1)
			return nil
		})
		reg.Every(100*365*24*time.Hour, tick{}) // a day could end between the two
		r, err := jobs.New(t.Context(), d, &reg, jobs.Config{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		until(t, "the schedule has run", func() bool { return runs.Load() > 0 })
		time.Sleep(300 * time.Millisecond) // a second run would come now
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := runs.Load(); n != 1 {
		t.Errorf("ran %d times", n)
	}
}

func TestTwoProcessesShareTheWork(t *testing.T) {
	t.Parallel()
	if dbtest.Engine(t) == db.SQLite {
		// One process works a SQLite file, by design; the lane test covers its workers.
		return
	}
	address := dbtest.Address(t)
	var (
		mu    sync.Mutex
		ran   = map[int]int{}
		by    = map[int]int{}
		lane  atomic.Int32
		dbs   []*db.DB
		total = 60
	)
	for p := range 2 {
		d, err := db.Open(t.Context(), address, db.Options{MaxConns: 5})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		dbs = append(dbs, d)
		var reg jobs.Registry
		jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
			if j.Args.Text == "laned" {
				if lane.Add(1) > 1 {
					t.Error("two of one lane at once in two processes")
				}
				defer lane.Add(-1)
			}
			time.Sleep(3 * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			ran[j.Args.N]++
			by[p]++
			return nil
		})
		start(t, d, &reg, jobs.Config{Workers: 2})
	}
	for i := range total {
		o, text := jobs.Options{}, ""
		if i%3 == 0 {
			o.Lane, text = "one", "laned"
		}
		enqueue(t, dbs[i%2], setA, note{N: i, Text: text}, o)
	}
	until(t, "all have run", func() bool { mu.Lock(); defer mu.Unlock(); return len(ran) == total })
	mu.Lock()
	defer mu.Unlock()
	for n, times := range ran {
		if times != 1 {
			t.Errorf("job %d ran %d times", n, times)
		}
	}
	if by[0] == 0 || by[1] == 0 {
		t.Errorf("by process: %v", by)
	}
}

func TestRunDueDrainsByTheInjectedClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)
	d := dbtest.NewWith(t, db.Options{Now: func() time.Time { return now }})
	var reg jobs.Registry
	var ran []int
	jobs.Handle(&reg, func(ctx context.Context, sc db.Scope, j jobs.Job[note]) error {
		ran = append(ran, j.Args.N)
		if j.Args.N == 1 {
			return d.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				return jobs.EnqueueTx(ctx, tx, note{N: 10}, jobs.Options{Lane: "l"})
			})
		}
		if j.Args.N == 3 && j.Attempt == 1 {
			return fmt.Errorf("not yet")
		}
		return nil
	}, jobs.Policy{Backoff: func(int) time.Duration { return time.Minute }})
	enqueue(t, d, setA, note{N: 1}, jobs.Options{Lane: "l"})
	enqueue(t, d, setA, note{N: 2}, jobs.Options{RunAt: now.Add(time.Hour)})
	if n, err := jobs.RunDue(t.Context(), d, &reg); err != nil || n != 2 || !slices.Equal(ran, []int{1, 10}) {
		t.Fatalf("%d, %v: %v", n, err, ran)
	}
	enqueue(t, d, setA, note{N: 3}, jobs.Options{MaxAttempts: 5})
	if _, err := jobs.RunDue(t.Context(), d, &reg); err == nil {
		t.Error("the failure is not returned")
	}
	now = now.Add(2 * time.Minute)
	if n, err := jobs.RunDue(t.Context(), d, &reg); err != nil || n != 1 {
		t.Errorf("retry: %d, %v", n, err)
	}
	now = now.Add(time.Hour)
	if _, err := jobs.RunDue(t.Context(), d, &reg); err != nil || !slices.Equal(ran, []int{1, 10, 3, 3, 2}) {
		t.Errorf("%v: %v", err, ran)
	}
	for _, j := range list(t, d, setA, jobs.Filter{}) {
		if j.State != jobs.JobSucceeded {
			t.Errorf("%d is %s", j.ID, j.State)
		}
	}
}
