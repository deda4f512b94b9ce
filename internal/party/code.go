package party

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

// owner is a customer who has a code.
type owner struct {
	id   db.ID
	name string
}

// ownersTx tells who has the codes; those nobody has are absent.
func ownersTx(ctx context.Context, tx *db.Tx, codes []string) (map[string]owner, error) {
	out := make(map[string]owner)
	for part := range slices.Chunk(codes, lookupChunk) {
		args := make([]any, 0, len(part))
		for _, c := range part {
			args = append(args, c)
		}
		args = padded(args)
		in := strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")
		err := tx.Each(ctx, "SELECT code, id, name FROM customer WHERE tenant_id = ? AND code IN ("+in+")", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
			var (
				code string
				o    owner
			)
			if err := rows.Scan(&code, &o.id, &o.name); err != nil {
				return err
			}
			out[code] = o
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// drawCodes draws the next n customer codes that no customer has, and none of
// those about to be made whose codes are given.
func drawCodes(ctx context.Context, tx *db.Tx, n int, given map[string]bool) ([]string, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	codes := make([]string, 0, n)
	for len(codes) < n {
		drawn, err := doc.NextNumbersTx(ctx, tx, "customer", set.Today(tx.Now), n-len(codes))
		if err != nil {
			return nil, err
		}
		taken, err := ownersTx(ctx, tx, drawn)
		if err != nil {
			return nil, err
		}
		for _, c := range drawn {
			if _, ok := taken[c]; !ok && !given[c] {
				codes = append(codes, c)
			}
		}
	}
	return codes, nil
}
