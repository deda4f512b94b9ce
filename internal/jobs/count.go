package jobs

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// Count says how many jobs of a kind are in a state, over all account sets.
type Count struct {
	Kind  string
	State State
	Jobs  int64
	Since db.Time // when the first of them was due
}

// CountOpen counts the jobs that are not over, and those that failed and wait for
// a person: for watching the program. Jobs that ended well are left out: there may
// be many, and nothing needs doing about them.
func CountOpen(ctx context.Context, d *db.DB) ([]Count, error) {
	var list []Count
	err := d.View(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		list = nil
		e := tx.Engine()
		state := fmt.Sprintf(stateSQL, nowSQL(e))
		return tx.Each(ctx, "SELECT j.kind, "+state+", COUNT(*), MIN("+timeSQL(e, "j.scheduled_at")+") FROM "+infoTables+`
			WHERE j.state IN ('available', 'pending', 'scheduled', 'retryable', 'running', 'discarded') GROUP BY 1, 2 ORDER BY 1, 2`, nil, func(rows *sql.Rows) error {
			var c Count
			err := rows.Scan(&c.Kind, &c.State, &c.Jobs, &c.Since)
			list = append(list, c)
			return err
		})
	})
	return list, err
}
