package finance

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// OpenTx gives what is still open of the items of documents; those without an
// item are absent.
func (s *Service) OpenTx(ctx context.Context, tx *db.Tx, docs []db.ID) (map[db.ID]dec.Amount, error) {
	return openOf(ctx, tx, receivables, docs)
}
