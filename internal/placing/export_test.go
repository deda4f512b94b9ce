package placing

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// SweepArgs are those of the sweep.
type SweepArgs = sweepArgs

// WorkNow does what the job of an account does, whatever else is at it.
func (s *Service) WorkNow(ctx context.Context, sc db.Scope, account db.ID) error {
	return s.work(ctx, sc, jobs.Job[workArgs]{Args: workArgs{AccountID: account}})
}
