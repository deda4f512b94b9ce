package sourcing

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
)

// lookupChunk is how many keys one IN list holds at most.
const lookupChunk = 1024

// idsTx is db.EachIn for a query of ids.
func idsTx[K any](ctx context.Context, tx *db.Tx, query string, args []any, keys []K) ([]db.ID, error) {
	var out []db.ID
	err := db.EachIn(ctx, tx, query, args, keys, func(rows *sql.Rows) error {
		id, err := scanID(rows)
		out = append(out, id)
		return err
	})
	return out, err
}

func scanID(rows *sql.Rows) (id db.ID, err error) { return id, rows.Scan(&id) }
