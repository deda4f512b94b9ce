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

// WarnAll does what the schedule does.
func (s *Service) WarnAll(ctx context.Context) error {
	return s.workWarnAll(ctx, db.System("schedule"), jobs.Job[warnAllArgs]{})
}

// ForgetSKUsTx does what the catalogue asks for when SKUs are deleted.
func (s *Service) ForgetSKUsTx(ctx context.Context, tx *db.Tx, skus []db.ID) error {
	return s.forgetSKUsTx(ctx, tx, nil, skus)
}
