package platform

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/trade"
	"github.com/huotong/huotong/open1688"
)

// RecordAllTx lets tests record many orders at once.
func (s *Service) RecordAllTx(ctx context.Context, tx *db.Tx, account db.ID, seen []*open1688.Order) ([]*Order, int, error) {
	return s.recordAllTx(ctx, tx, account, seen)
}

// Sweep is what the schedule does.
func (s *Service) Sweep(ctx context.Context) error {
	return s.workSweep(ctx, db.System("test"), jobs.Job[sweepArgs]{})
}

// Bought is the line of a purchase order for a line whose spec is num/den base units of a
// SKU; false when there is none.
func Bought(l *Line, num, den int64) (trade.LineInput, bool) {
	line, problem := l.bought(&use{sku: 1, num: num, den: den})
	return line, problem == nil
}

// Stand works out where orders stand.
func (s *Service) Stand(ctx context.Context, tx *db.Tx, ids ...db.ID) error {
	_, err := s.standTx(ctx, tx, ids...)
	return err
}
