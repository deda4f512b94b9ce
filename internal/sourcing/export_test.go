package sourcing

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// WorkRun works on a match run as a job of it does.
func (s *Service) WorkRun(ctx context.Context, sc db.Scope, run db.ID) error {
	return s.workMatch(ctx, sc, jobs.Job[matchArgs]{Args: matchArgs{RunID: run}, Attempt: 1, MaxAttempts: attempts})
}
