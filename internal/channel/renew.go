package channel

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

const (
	renewEvery = 10 * time.Minute
	// renewAhead is how long before its end the schedule refreshes an access token, so
	// that calls rarely have to wait for it.
	renewAhead = time.Hour
	// postponeWithin is when 1688 begins to renew refresh tokens (reference §3.5).
	postponeWithin = 30 * 24 * time.Hour
	// postponeAgain is how long after a refusal it is tried again.
	postponeAgain = 24 * time.Hour
)

type renewAllArgs struct{}

// Kind names the job; it is a wire format.
func (renewAllArgs) Kind() string { return "channel.renew_all" }

type renewArgs struct {
	ShopID db.ID `json:"shopId"`
}

// Kind names the job; it is a wire format.
func (renewArgs) Kind() string { return "channel.renew" }

// RegisterJobs adds the workers of downloads, renewals and warnings, and the schedules.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	jobs.Handle(r, s.workDownload, jobs.Policy{Backoff: downloadBackoff, Timeout: 10 * time.Minute})
	jobs.Handle(r, s.workRenewAll)
	jobs.Handle(r, s.workRenew, jobs.Policy{Timeout: 2 * time.Minute})
	jobs.Handle(r, s.workWarnAll)
	r.Every(renewEvery, renewAllArgs{})
	r.Every(warnEvery, warnAllArgs{})
}

// workRenewAll enqueues a job for each shop whose tokens are due. Run twice it
// enqueues twice, and the second job finds nothing to do.
func (s *Service) workRenewAll(ctx context.Context, sc db.Scope, _ jobs.Job[renewAllArgs]) error {
	if s.client == nil {
		return nil
	}
	return jobs.EachSet(ctx, sc, s.tenants.SetIDs, func(ctx context.Context, own db.Scope) error {
		due, err := s.due(ctx, own)
		if err != nil || len(due) == 0 {
			return err
		}
		return s.db.InTx(ctx, own, func(ctx context.Context, tx *db.Tx) error {
			var list []jobs.Request
			for _, id := range due {
				p, err := accountTx(ctx, tx, "", id, "")
				if err != nil {
					return err
				}
				// Tried once: the schedule comes again in minutes.
				list = append(list, jobs.Request{Args: renewArgs{ShopID: id}, Options: jobs.Options{MaxAttempts: 1, Subject: p.Name}})
			}
			return jobs.EnqueueManyTx(ctx, tx, list)
		})
	})
}

// due gives the shops of a set whose tokens are to be renewed; none while 1688
// is switched off.
func (s *Service) due(ctx context.Context, sc db.Scope) (ids []db.ID, err error) {
	err = s.db.View(ctx, sc, needs("", func(ctx context.Context, tx *db.Tx) error {
		ids = nil
		return tx.Each(ctx, `SELECT id FROM shop WHERE tenant_id = ? AND state = 'valid' AND enabled = TRUE AND removed_at IS NULL
			AND (access_expires_at < ? OR refresh_expires_at < ? AND refreshed_at < ?) ORDER BY id`,
			[]any{tx.Tenant, db.At(tx.Now.Add(renewAhead)), db.At(tx.Now.Add(postponeWithin)), db.At(tx.Now.Add(-postponeAgain))}, func(rows *sql.Rows) error {
				var id db.ID
				err := rows.Scan(&id)
				ids = append(ids, id)
				return err
			})
	}))
	if code := fault.As(err); code != nil && code.Code == "module.off" {
		return nil, nil
	}
	return ids, err
}

// workRenew refreshes the tokens of one shop. It is idempotent: a token refreshed
// meanwhile is left alone, and the lease keeps two workers apart. What goes wrong is
// in the shop's log and state, so the job itself need not fail.
func (s *Service) workRenew(ctx context.Context, sc db.Scope, j jobs.Job[renewArgs]) error {
	due, err := s.due(ctx, sc)
	if err != nil {
		return err
	}
	for _, id := range due {
		if id != j.Args.ShopID {
			continue
		}
		p, err := s.Account(ctx, sc, "", id)
		if err != nil {
			return err
		}
		_, err = s.refresh(ctx, sc, p)
		if errors.Is(err, ErrAuthorisation) || fault.KindOf(err) == fault.Unavailable {
			return nil
		}
		return err
	}
	return nil
}
