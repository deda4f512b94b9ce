package platform

import (
	"context"
	"errors"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// changeFetch changes a fetch within reach, in the order in which a worker locks.
func (s *Service) changeFetch(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit, action string, change func(context.Context, *db.Tx, *Fetch) error) (*Fetch, error) {
	var out *Fetch
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := fetchTx(ctx, tx, id, reach, "")
		if err != nil {
			return err
		}
		if _, err := s.shops.AuthorisedTx(ctx, tx, r.AccountID); err != nil { // the account before its fetch
			return err
		}
		if r, err = fetchTx(ctx, tx, id, reach, tx.ForUpdate()); err != nil {
			return err
		}
		if err := change(ctx, tx, r); err != nil {
			return err
		}
		out = r
		return doc.AuditTx(ctx, tx, r.change(action))
	})
	return out, err
}

// PauseFetch lets a fetch rest until a person goes on with it.
func (s *Service) PauseFetch(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Fetch, error) {
	return s.changeFetch(ctx, sc, id, reach, "pause", func(ctx context.Context, tx *db.Tx, r *Fetch) error {
		if r.State != FetchRunning {
			return ErrFetchOver
		}
		return r.stateTx(ctx, tx, FetchPaused, nil)
	})
}

// CancelFetch ends a fetch; what was read stays.
func (s *Service) CancelFetch(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Fetch, error) {
	return s.changeFetch(ctx, sc, id, reach, "cancel", func(ctx context.Context, tx *db.Tx, r *Fetch) error {
		if r.State != FetchRunning && r.State != FetchPaused {
			return ErrFetchOver
		}
		return r.endTx(ctx, tx, FetchCancelled, nil)
	})
}

// ResumeFetch goes on with a fetch where it stopped.
func (s *Service) ResumeFetch(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Fetch, error) {
	return s.changeFetch(ctx, sc, id, reach, "resume", func(ctx context.Context, tx *db.Tx, r *Fetch) error {
		if r.State == FetchRunning || r.State == FetchDone {
			return ErrFetchRuns
		}
		account, err := s.shops.BuyerTx(ctx, tx, r.AccountID)
		if err != nil {
			return err
		}
		if !account.Authorised() {
			return channel.ErrAuthorisation.With("shop", account.Name)
		}
		others, err := fetchesTx(ctx, tx, "r.account_id = ? AND r.id <> ? AND r.state IN ('running', 'paused')", []any{r.AccountID, r.ID}, "")
		if err != nil {
			return err
		}
		if len(others) > 0 {
			return ErrFetchBusy
		}
		return r.goOnTx(ctx, tx)
	})
}

// goOnTx lets a fetch go on, with a task of its own when the one it had has ended.
func (r *Fetch) goOnTx(ctx context.Context, tx *db.Tx) error {
	ended := r.State != FetchPaused
	if !ended { // a person may have ended the task meanwhile
		over, err := jobs.TaskCancelled(ctx, tx, r.TaskID)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		ended = over || err != nil
	}
	r.FinishedAt = db.Time{}
	var err error
	if ended {
		err = r.startTx(ctx, tx)
	} else {
		err = r.enqueueTx(ctx, tx)
	}
	if err != nil {
		return err
	}
	return r.stateTx(ctx, tx, FetchRunning, nil)
}

// resumeFetchesTx lets the fetches of an account that is authorised again go on, unless a
// person paused them.
func resumeFetchesTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	list, err := fetchesTx(ctx, tx, "r.account_id = ? AND r.state = 'paused' AND r.code <> ''", []any{account}, tx.ForUpdate())
	if err != nil || len(list) == 0 {
		return err
	}
	changes := make([]doc.Change, len(list))
	for i, r := range list { // one at most
		if err := r.goOnTx(ctx, tx); err != nil {
			return err
		}
		changes[i] = r.change("resume")
	}
	return doc.AuditTx(ctx, tx, changes...)
}
