package search_test

import (
	"context"
	"database/sql"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/search"
)

// Both engines find the same, whatever the letters are like.
func TestContains(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for q, want := range map[string][]int64{
		"": {1, 2, 3, 4}, "  ": {1, 2, 3, 4},
		"shop": {1}, "SHOP": {1}, "Shop a": {1}, "a shop": {1}, "hop": {1},
		"w0": {1, 2}, "W02": {2}, "二楼": {2}, "二楼 w02": {2}, "二楼 w01": nil,
		"100%": {3}, "%": {3}, "_": {4}, `\`: {4}, "'": nil, "w_1": nil,
		"É": {4}, "é": nil, // of letters beyond ASCII each is only itself, on both engines
	} {
		var found []int64
		err := d.View(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
			cond, args := search.Contains(tx.Engine(), q, "t.code", "t.name")
			if cond == "" {
				cond = "1 = 1"
			}
			return tx.Each(ctx, `WITH t(id, code, name) AS (VALUES (1, 'W01', 'Shop A'), (2, 'w02', '二楼'), (3, 'X', '100%'), (4, 'É_', 'a\b'))
				SELECT t.id FROM t WHERE `+cond+` ORDER BY t.id`, args, func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				found = append(found, id)
				return err
			})
		})
		if err != nil || !slices.Equal(found, want) {
			t.Errorf("%q finds %v, %v; want %v", q, found, err, want)
		}
	}
}
