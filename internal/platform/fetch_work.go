package platform

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// fetchAttempts is how often a page is tried while 1688 does not answer, over about an
// hour; a page that was read counts anew.
const fetchAttempts = 8

type fetchArgs struct {
	FetchID db.ID `json:"fetchId"`
}

// Kind names the job; it is a wire format.
func (fetchArgs) Kind() string { return "platform.fetch" }

func fetchBackoff(attempt int) time.Duration {
	return min(5*time.Second<<min(attempt-1, 10), 20*time.Minute)
}

// workFetch reads pages of a fetch. It may run any number of times: which page is next,
// the fetch says, in the transaction that records one, and an answer is recorded once.
func (s *Service) workFetch(ctx context.Context, sc db.Scope, j jobs.Job[fetchArgs]) error {
	until := s.db.Now().Add(pollFor)
	for {
		r, err := s.FetchOf(ctx, sc, j.Args.FetchID, everywhere)
		if errors.Is(err, ErrFetchNotFound) || err == nil && r.State != FetchRunning {
			return nil
		}
		if err != nil {
			return err
		}
		list, err := s.askPage(ctx, sc, r.AccountID, r.request(), r.Page)
		if err != nil {
			return s.interrupted(ctx, sc, r, err, j.Last())
		}
		more, err := s.keepPage(ctx, sc, r, list, !s.db.Now().Before(until))
		if err != nil || !more {
			return err
		}
	}
}

// request is the list of the part being read.
func (r *Fetch) request() (req open1688.BuyerOrderListRequest) {
	from, to := open1688.Time{Time: r.From.Time}, open1688.Time{Time: r.To.Add(-time.Second)}
	if r.ByChange {
		req.ModifyStartTime, req.ModifyEndTime = from, to
	} else {
		req.CreateStartTime, req.CreateEndTime = from, to
	}
	if r.Archive {
		req.History = new(true)
	}
	return req
}

// keepPage records a page and goes on to the next: after a first look at the first page,
// which tells how many there are, from the last to the first, as in walk. more says that
// this job goes on; otherwise the fetch has ended, or the next job does.
func (s *Service) keepPage(ctx context.Context, sc db.Scope, asked *Fetch, list *open1688.OrderPage, handOn bool) (more bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		more = false
		r, err := fetchTx(ctx, tx, asked.ID, everywhere, tx.ForUpdate())
		if err != nil || r.State != FetchRunning || r.Page != asked.Page || r.Archive != asked.Archive || r.Total != asked.Total {
			return err // paused, or another worker was faster
		}
		if cancelled, err := jobs.TaskCancelled(ctx, tx, r.TaskID); err != nil {
			return err
		} else if cancelled {
			return r.endTx(ctx, tx, FetchCancelled, nil)
		}
		got, err := s.recordPageTx(ctx, tx, r.AccountID, list.Orders)
		if err != nil {
			return err
		}
		delta := jobs.TaskDelta{Done: got.read}
		over := false
		switch pages := (list.TotalRecord + listPage - 1) / listPage; {
		case !r.Total.Valid: // the first look
			r.Total = sql.NullInt64{Int64: list.TotalRecord, Valid: true}
			delta.Total = list.TotalRecord
			r.Page = pages
			over = pages <= 1
		case r.Page == 1: // the second look at the first page
			got.read, delta.Done = 0, 0
			over = true
		default:
			r.Page--
		}
		r.Read, r.Added = r.Read+got.read, r.Added+got.added
		if err := jobs.ProgressTx(ctx, tx, r.TaskID, delta); err != nil {
			return err
		}
		if over && (r.Archive || r.From.After(tx.Now.Add(-archivedAfter))) {
			return r.endTx(ctx, tx, FetchDone, logFetched.With("count", r.Read, "added", r.Added))
		}
		if over {
			r.Archive, r.Page, r.Total = true, 1, sql.NullInt64{}
		}
		if handOn {
			if err := r.enqueueTx(ctx, tx); err != nil {
				return err
			}
		}
		more = !handOn
		return r.stateTx(ctx, tx, FetchRunning, nil)
	})
	return more, err
}

// stateTx writes how far a fetch is.
func (r *Fetch) stateTx(ctx context.Context, tx *db.Tx, state FetchState, why *fault.Error) error {
	r.State, r.Reason, r.UpdatedAt = state, why, tx.Now
	if _, err := tx.Exec(ctx, `UPDATE platform_fetch SET state = ?, code = ?, archive = ?, page = ?, total = ?, read_count = ?, new_count = ?, task_id = ?, updated_at = ?, finished_at = ?
		WHERE tenant_id = ? AND id = ?`,
		string(state), keepTrouble(why), r.Archive, r.Page, r.Total, r.Read, r.Added, r.TaskID, tx.Now, r.FinishedAt, tx.Tenant, r.ID); err != nil {
		return fmt.Errorf("write how far a fetch is: %w", err)
	}
	r.publishTx(tx)
	return nil
}

// endTx gives a fetch its last state, and its task. what is why it failed, or a summary.
func (r *Fetch) endTx(ctx context.Context, tx *db.Tx, state FetchState, what *fault.Error) error {
	r.FinishedAt = tx.Now
	why, task := what, jobs.StateCancelled
	switch state {
	case FetchDone:
		why, task = nil, jobs.StateSucceeded
	case FetchFailed:
		task = jobs.StateFailed
	case FetchRunning, FetchPaused, FetchCancelled:
	}
	if err := r.stateTx(ctx, tx, state, why); err != nil {
		return err
	}
	return jobs.FinishTx(ctx, tx, r.TaskID, task, what)
}

// interrupted says what becomes of a fetch that cannot go on now.
func (s *Service) interrupted(ctx context.Context, sc db.Scope, asked *Fetch, err error, last bool) error {
	if open1688.IsRateLimited(err) {
		return jobs.Snooze(time.Minute)
	}
	why := fault.As(channel.Explain(err))
	if ctx.Err() != nil || why == nil {
		return err // hung up, our own mistake or the database: tried again
	}
	lost := errors.Is(why, channel.ErrAuthorisation)
	if !lost && !last && (why.Kind == fault.Unavailable || why.Kind == fault.Internal) {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if lost { // the account before the fetch, as where it is authorised
			back, err := s.shops.AuthorisedTx(ctx, tx, asked.AccountID)
			if err != nil {
				return err
			}
			if back {
				return why // tried again
			}
		}
		r, err := fetchTx(ctx, tx, asked.ID, everywhere, tx.ForUpdate())
		if err != nil || r.State != FetchRunning {
			return err
		}
		if lost {
			return r.stateTx(ctx, tx, FetchPaused, why)
		}
		return r.endTx(ctx, tx, FetchFailed, why)
	})
}
