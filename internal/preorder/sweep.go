package preorder

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/sale"
)

// A pre-order lives longer than its jobs: a person may cancel one, or it may run
// out of attempts. The sweep finds pre-orders that are not through and have no
// job, and gives them one.

const (
	sweepEvery = 10 * time.Minute
	// sweepAfter leaves alone what was touched lately; a job is likely at it.
	sweepAfter = 10 * time.Minute
	// followStale is more than the longest pause between two questions.
	followStale = 90 * time.Minute
	watchStale  = 7 * time.Hour
	// sweepAtOnce is how many pre-orders one transaction of the sweep holds.
	sweepAtOnce = 100
)

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "preorder.sweep" }

// sweepJob may run twice: the second finds the jobs of the first.
func (s *Service) sweepJob(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, func(ctx context.Context, own db.Scope) error {
		return errors.Join(s.sweep(ctx, own), s.sweepEscrow(ctx, own))
	})
}

// sweep gives the pre-orders of one set the jobs they lack.
func (s *Service) sweep(ctx context.Context, sc db.Scope) error {
	var stuck []db.ID
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		stuck = nil
		before := db.At(tx.Now.Add(-sweepAfter))
		return tx.Each(ctx, `SELECT p.id FROM preorder p JOIN shop h ON h.tenant_id = ? AND h.id = p.shop_id AND h.removed_at IS NULL
			WHERE p.tenant_id = ? AND p.id IN (
				SELECT id FROM preorder WHERE tenant_id = ? AND pay_state <> 'paid' AND upload_state IN ('waiting', 'checking') AND updated_at < ?
				UNION SELECT id FROM preorder WHERE tenant_id = ? AND pay_state IN ('unpaid', 'ordered') AND platform_id <> '' AND COALESCE(polled_at, updated_at) < ?
				UNION SELECT preorder_id FROM preorder_attempt WHERE tenant_id = ? AND state = 'open' AND started_at < ?
				UNION SELECT preorder_id FROM preorder_attempt WHERE tenant_id = ? AND ended_at > ? AND paid_at IS NULL AND state IN ('ended', 'not_done')
					AND COALESCE(asked_at, ended_at) < ?
			) ORDER BY p.id`,
			[]any{
				tx.Tenant, tx.Tenant, tx.Tenant, before, tx.Tenant, db.At(tx.Now.Add(-followStale)), tx.Tenant, before,
				tx.Tenant, db.At(tx.Now.Add(-watchFor)), db.At(tx.Now.Add(-watchStale)),
			}, func(rows *sql.Rows) error {
				var id db.ID
				err := rows.Scan(&id)
				stuck = append(stuck, id)
				return err
			})
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(stuck, sweepAtOnce) {
		err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			all, err := lockAllTx(ctx, tx, part)
			if err != nil {
				return err
			}
			if err := s.uploadTx(ctx, tx, all...); err != nil {
				return err
			}
			return s.followTx(ctx, tx, all...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// uploadTx has pre-orders made or looked up unless they are already going to be.
func (s *Service) uploadTx(ctx context.Context, tx *db.Tx, all ...tried) error {
	var (
		idle  []*Preorder
		doing []jobs.Args // two of each, either of which is enough
	)
	for _, t := range all {
		open := liveOf(t.list)
		if (open == nil || open.State != AttemptOpen) && (t.p.Upload != UploadWaiting || t.p.Pay == PayPaid) {
			continue
		}
		idle = append(idle, t.p)
		doing = append(doing, Upload{PreorderID: t.p.ID}, sale.PreorderWanted{SaleID: t.p.SaleID})
	}
	next, err := jobs.NextManyTx(ctx, tx, doing)
	if err != nil {
		return err
	}
	var lost []jobs.Request
	for i, p := range idle {
		if next[2*i].IsZero() && next[2*i+1].IsZero() {
			lost = append(lost, jobs.Request{Args: Upload{PreorderID: p.ID}, Options: jobs.Options{Lane: lane(p.ShopID), Subject: p.SaleNo}})
		}
	}
	return jobs.EnqueueManyTx(ctx, tx, lost)
}

// Check asks 1688 about a pre-order now: what became of an attempt without an
// answer, or how far the payment is. It also gets one going again whose job is gone.
func (s *Service) Check(ctx context.Context, sc db.Scope, id db.ID) error {
	p, list, err := s.read(ctx, sc, id)
	if err != nil {
		return err
	}
	if open := liveOf(list); open != nil && open.State == AttemptOpen && !open.UnansweredAt.IsZero() {
		if _, _, err := s.ask(ctx, sc, p, list, []*Attempt{open}, true); err != nil {
			return err
		}
	} else if _, _, err := s.follow(ctx, sc, id, true); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, list, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		return s.uploadTx(ctx, tx, tried{p, list})
	})
}
