package placing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// workArgs have whatever is due about the parts of an account done.
type workArgs struct {
	AccountID db.ID `json:"accountId"`
}

// Kind names the job; it is a wire format.
func (workArgs) Kind() string { return "placing.work" }

const (
	// workers is how many parts of an account are worked on at a time: calls wait for each
	// other's turn anyhow, and the turns keep the app's rate.
	workers = 8
	// batch is how many due parts are fetched at a time.
	batch = 64
	// workFor is how long one run goes on before it hands over to the next.
	workFor = time.Minute
)

// lane has one job of an account at a time.
func lane(account db.ID) string { return "placing:" + account.String() }

// work may run any number of times and beside another: what is due stands in the parts,
// and each step begins by reading its part under a lock.
func (s *Service) work(ctx context.Context, sc db.Scope, j jobs.Job[workArgs]) error {
	until := s.db.Now().Add(workFor)
	for s.db.Now().Before(until) {
		due, err := s.due(ctx, sc, j.Args.AccountID)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			break
		}
		if err := s.each(ctx, due, func(ctx context.Context, id db.ID) error { return s.step(ctx, sc, id) }); err != nil {
			return err
		}
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var next db.Time
		if _, err := tx.Row(ctx, "SELECT MIN(due_at) FROM placing_part WHERE tenant_id = ? AND account_id = ? AND due_at IS NOT NULL", []any{tx.Tenant, j.Args.AccountID}, &next); err != nil {
			return fmt.Errorf("find what is due next: %w", err)
		}
		if next.IsZero() {
			return nil
		}
		return wakeTx(ctx, tx, j.Args.AccountID, next)
	})
}

// wakeTx has the job of an account run at a time, unless it does so already.
func wakeTx(ctx context.Context, tx *db.Tx, account db.ID, at db.Time) error {
	args := workArgs{AccountID: account}
	next, err := jobs.NextTx(ctx, tx, args)
	if err != nil || (!next.IsZero() && !next.After(at.Time)) {
		return err
	}
	return jobs.EnqueueTx(ctx, tx, args, jobs.Options{Lane: lane(account), RunAt: at.Time})
}

// due gives parts of an account that something is to be done about: those that a person
// placed by itself before those of a batch.
func (s *Service) due(ctx context.Context, sc db.Scope, account db.ID) (ids []db.ID, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		ids = nil
		return tx.Each(ctx, `SELECT id FROM placing_part WHERE tenant_id = ? AND account_id = ? AND due_at <= ?
			ORDER BY CASE WHEN batch_id IS NULL THEN 0 ELSE 1 END, due_at, id LIMIT ?`, []any{tx.Tenant, account, tx.Now, batch}, func(rows *sql.Rows) error {
			var id db.ID
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	return ids, err
}

// each does something about many parts, several at a time, and returns what went wrong.
func (s *Service) each(ctx context.Context, ids []db.ID, do func(context.Context, db.ID) error) error {
	var (
		wait sync.WaitGroup
		mu   sync.Mutex
		errs []error
	)
	todo := make(chan db.ID)
	for range min(workers, len(ids)) {
		wait.Go(func() {
			for id := range todo {
				if err := do(ctx, id); err != nil {
					mu.Lock()
					errs = append(errs, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, id := range ids {
		if ctx.Err() != nil {
			break
		}
		todo <- id
	}
	close(todo)
	wait.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// step does the next thing about a part.
func (s *Service) step(ctx context.Context, sc db.Scope, id db.ID) error {
	var t *tried
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		t, err = lockTx(ctx, tx, id)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return nil // planned anew meanwhile
	}
	if err != nil {
		return err
	}
	live := liveOf(t.attempts)
	switch {
	case live != nil && live.State == AttemptOpen:
		err = s.lookUp(ctx, sc, t, live)
	case t.State == StateCancelling:
		err = s.cancel(ctx, sc, t)
	case t.unread() != nil:
		err = s.read(ctx, sc, t)
	case t.State == StateWaiting:
		err = s.place(ctx, sc, t)
	default:
		return s.settle(ctx, sc, id)
	}
	return s.stumbled(ctx, sc, id, err)
}

// settle takes a part off the list of what is due about which nothing is to be done.
func (s *Service) settle(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil || t.State == StateWaiting || t.State == StateCancelling || t.unread() != nil || (liveOf(t.attempts) != nil && liveOf(t.attempts).State == AttemptOpen) {
			return err
		}
		t.DueAt = db.Time{}
		return s.changedTx(ctx, tx, t.Part)
	})
}

// stumbled says when a part is come to again whose step failed: later and later, and in the
// end only when a person asks, with the reason kept. What may be there on 1688 is never
// given up.
func (s *Service) stumbled(ctx context.Context, sc db.Scope, id db.ID, cause error) error {
	if cause == nil || ctx.Err() != nil {
		return cause
	}
	s.log.WarnContext(ctx, "a step of placing failed", "tenant", sc.Tenant, "doc", id, "err", cause)
	why := explain(cause)
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil || t.DueAt.IsZero() {
			return err
		}
		t.Failures++
		t.DueAt = db.At(tx.Now.Add(pause(t.Failures, passes(cause))))
		if t.State == StateWaiting && liveOf(t.attempts) == nil && (t.Failures >= maxFailures || !passes(cause)) {
			return s.refuseTx(ctx, tx, t.Part, why)
		}
		if t.Failures >= 3 || !passes(cause) {
			if errors.Is(why, ErrUnreachable) && (t.State != StateWaiting || liveOf(t.attempts) != nil) {
				why = ErrNotSeen.With()
			}
			t.Refusal = refusalOf(why)
		}
		return s.changedTx(ctx, tx, t.Part)
	})
}

// pause is how long a step waits that failed so many times: seconds at first, then minutes;
// what only a person can mend is looked at every ten.
func pause(failures int64, passes bool) time.Duration {
	if !passes {
		return 10 * time.Minute
	}
	return min(time.Second<<min(failures, 10), 10*time.Minute)
}

// authorisedTx goes on with what waits for an account's authorisation.
func (s *Service) authorisedTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	n, err := tx.Exec(ctx, "UPDATE placing_part SET due_at = ? WHERE tenant_id = ? AND account_id = ? AND due_at > ?", tx.Now, tx.Tenant, account, tx.Now)
	if err != nil {
		return fmt.Errorf("go on with placing: %w", err)
	}
	if n == 0 {
		return nil
	}
	return wakeTx(ctx, tx, account, tx.Now)
}
