package finance

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// OpenTx gives what is still open of the items of documents; those without an
// item are absent.
func (s *Service) OpenTx(ctx context.Context, tx *db.Tx, docs []db.ID) (map[db.ID]dec.Amount, error) {
	out := make(map[db.ID]dec.Amount, len(docs))
	for part := range slices.Chunk(docs, chunk) {
		args := []any{tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		err := tx.Each(ctx, "SELECT doc_id, amount - settled - set_off FROM receivable WHERE tenant_id = ? AND doc_id IN "+db.Tuples(1, len(part)), args, func(rows *sql.Rows) error {
			var (
				id   db.ID
				open dec.Amount
			)
			err := rows.Scan(&id, &open)
			out[id] = open
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read open items: %w", err)
		}
	}
	return out, nil
}
