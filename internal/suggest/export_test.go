package suggest

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
)

// Compute is what a run does before it writes.
func (s *Service) Compute(ctx context.Context, sc db.Scope, id db.ID) (*result, error) {
	return s.compute(ctx, sc, id)
}

// Finish is the end of a run.
func (s *Service) Finish(ctx context.Context, sc db.Scope, id db.ID, found *result) (bool, error) {
	return s.finish(ctx, sc, id, found)
}

// End ends a run that failed.
func (s *Service) End(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.end(ctx, sc, id, RunFailed)
}

// PipeNumbers pipes the numbers that a query finds.
func PipeNumbers(ctx context.Context, tx *db.Tx, query string, work func(int) error) error {
	return pipe(ctx, tx, query, nil, func(rows *sql.Rows, n *int) error { return rows.Scan(n) }, func(n *int) error { return work(*n) })
}
