package jobs_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/jobs"
)

// ran notes the jobs in the order they are worked.
type ran struct {
	mu   sync.Mutex
	list []int
}

func (r *ran) work(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, j.Args.N)
	return nil
}

func (r *ran) so(want ...int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Equal(r.list, want)
}

// change runs statements that bring about what only a race does.
func change(t *testing.T, d *db.DB, statements ...string) {
	t.Helper()
	err := d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The first was cancelled while River put it away, and the second had been parked behind it.
func TestAJobThatIsOverDoesNotHoldItsLane(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for n := range 3 {
		enqueue(t, d, setA, note{N: n}, jobs.Options{Lane: "x"})
	}
	all := list(t, d, setA, jobs.Filter{OldestFirst: true})
	first, second := all[0].ID.String(), all[1].ID.String()
	change(t, d,
		"UPDATE river_job SET state = 'cancelled', finalized_at = created_at WHERE id = "+first,
		"UPDATE river_job SET state = 'scheduled', scheduled_at = '2999-01-01' WHERE id = "+second,
		"UPDATE job_lane SET parked = TRUE WHERE job_id IN ("+first+", "+second+")")
	var (
		reg  jobs.Registry
		done ran
	)
	jobs.Handle(&reg, done.work)
	start(t, d, &reg, jobs.Config{})
	until(t, "the others have run in order", func() bool { return done.so(1, 2) })
}

// A job that runs leaves its lane itself; one that is being put away does not.
func TestCancellingAParkedJobTakesItOutOfItsLane(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	enqueue(t, d, setA, note{N: 1}, jobs.Options{Lane: "x"})
	enqueue(t, d, setA, note{N: 2}, jobs.Options{Lane: "x"})
	all := list(t, d, setA, jobs.Filter{OldestFirst: true})
	change(t, d,
		"UPDATE river_job SET state = 'running', attempt = 1, attempted_at = created_at",
		"UPDATE job_lane SET running = TRUE WHERE job_id = "+all[0].ID.String(),
		"UPDATE job_lane SET parked = TRUE WHERE job_id = "+all[1].ID.String())
	var left []db.ID
	err := d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
		left = nil
		for _, j := range all {
			if err := jobs.CancelTx(ctx, tx, j.ID); err != nil {
				return err
			}
			var id db.ID
			if found, err := tx.Row(ctx, "SELECT job_id FROM job_lane WHERE job_id = ?", []any{j.ID}, &id); err != nil {
				return err
			} else if found {
				left = append(left, id)
			}
		}
		return nil
	})
	if err != nil || !slices.Equal(left, []db.ID{all[0].ID}) {
		t.Errorf("in the lane %v, want %d; %v", left, all[0].ID, err)
	}
}

var errNoneWaits = errors.New("no job waits")

// Whoever finds that a job waits enqueues none, so that the job must not be through before
// what it is to do is committed.
func TestAJobSomebodyReliesOnWaitsForTheCommit(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var (
		reg  jobs.Registry
		done ran
	)
	jobs.Handle(&reg, done.work)
	enqueue(t, d, setA, note{N: 1}, jobs.Options{})
	err := d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
		if next, err := jobs.NextTx(ctx, tx, note{N: 1}); err != nil || next.IsZero() {
			return errors.Join(err, errNoneWaits)
		}
		if tx.Engine() == db.SQLite {
			return nil // nobody else can write, as starting a job does
		}
		start(t, d, &reg, jobs.Config{})
		enqueue(t, d, setA, note{N: 2}, jobs.Options{})
		until(t, "a job has run, which is not the first", func() bool { return !done.so() })
		if !done.so(2) {
			t.Error("the job ran before the commit")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d.Engine() == db.SQLite {
		enqueue(t, d, setA, note{N: 2}, jobs.Options{})
		start(t, d, &reg, jobs.Config{})
	}
	until(t, "both have run", func() bool { return done.so(1, 2) || done.so(2, 1) })
}

// River's scheduler waits for the transaction that has locked a job, with locks of its
// own; that transaction does not wait for it in turn, but takes those jobs for gone.
func TestLookingForJobsDoesNotWaitForTheScheduler(t *testing.T) {
	t.Parallel()
	if dbtest.Engine(t) == db.SQLite {
		return // there is one writer
	}
	d := dbtest.New(t)
	var (
		reg  jobs.Registry
		done ran
	)
	jobs.Handle(&reg, done.work)
	later := time.Now().Add(time.Hour)
	enqueue(t, d, setA, note{N: 1}, jobs.Options{RunAt: later})
	enqueue(t, d, setA, note{N: 2}, jobs.Options{RunAt: later})
	change(t, d, "UPDATE river_job SET scheduled_at = created_at") // due, but not yet made so
	tries := 0
	err := d.InTx(t.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
		tries++
		if next, err := jobs.NextTx(ctx, tx, note{N: 2}); err != nil || next.IsZero() {
			return errors.Join(err, errNoneWaits)
		}
		if tries == 1 {
			start(t, d, &reg, jobs.Config{})
		}
		dbtest.AwaitBlocked(t.Context(), t, d, 1) // it has the first and wants the second
		next, err := jobs.NextTx(ctx, tx, note{N: 1})
		if err == nil && !next.IsZero() {
			t.Errorf("the job being made due is found, at %s", next)
		}
		return err
	})
	if err != nil || tries != 1 {
		t.Fatalf("%d tries, %v", tries, err)
	}
	until(t, "both have run", func() bool { return done.so(1, 2) || done.so(2, 1) })
}

// So much time passes between a process noting that it lives and its look for dead ones
// that its own note is old: it does not take itself for dead.
func TestAProcessDoesNotTakeItselfForDead(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	if d.Engine() == db.SQLite {
		const aged = "UPDATE job_process SET seen_at = seen_at - 60000000 WHERE id = NEW.id; END"
		change(t, d, "CREATE TRIGGER noted AFTER INSERT ON job_process BEGIN "+aged, "CREATE TRIGGER noted_again AFTER UPDATE ON job_process BEGIN "+aged)
	} else {
		change(t, d,
			"CREATE FUNCTION aged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen_at := NEW.seen_at - 60000000; RETURN NEW; END $$",
			"CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON job_process FOR EACH ROW EXECUTE FUNCTION aged()")
	}
	var (
		reg  jobs.Registry
		runs atomic.Int32
	)
	jobs.Handle(&reg, func(context.Context, db.Scope, jobs.Job[note]) error {
		runs.Add(1)
		time.Sleep(time.Second) // while it notes several times that it lives
		return nil
	})
	enqueue(t, d, setA, note{N: 1}, jobs.Options{})
	start(t, d, &reg, jobs.Config{})
	until(t, "the job is over", func() bool { return len(list(t, d, setA, jobs.Filter{States: []jobs.State{jobs.JobSucceeded}})) == 1 })
	if n := runs.Load(); n != 1 {
		t.Errorf("it ran %d times", n)
	}
}
