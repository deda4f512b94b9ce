package channel

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// RenewAll does what the schedule does.
func (s *Service) RenewAll(ctx context.Context) error {
	return s.workRenewAll(ctx, db.System("schedule"), jobs.Job[renewAllArgs]{})
}
