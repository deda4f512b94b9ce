package preorder

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// Sweep runs what the schedule runs.
func (s *Service) Sweep(ctx context.Context) error {
	return s.sweepJob(ctx, db.System("sweep"), jobs.Job[sweepArgs]{})
}
