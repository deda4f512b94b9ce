//go:build bench

package bench_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/test/world"
)

// benchMatch matches the shop by code, against the plain join of the two tables, once
// with its rows counted and once with its rows read, and against the bare INSERT of
// the pairs with that join.
func benchMatch(t *testing.T, w *world.World, n int) {
	t.Helper()
	timed := func(what string, fn func() (int64, error)) float64 {
		start := time.Now()
		got, err := fn()
		if err != nil || got != int64(n) {
			t.Fatalf("%s: %d rows of %d, %v", what, got, n, err)
		}
		return time.Since(start).Seconds()
	}
	join := func() float64 {
		return timed("join", func() (count int64, err error) {
			err = w.DB.Writer().QueryRowContext(t.Context(), fmt.Sprintf(
				`SELECT COUNT(*) FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code WHERE o.tenant_id = %d`, w.Set.ID)).Scan(&count)
			return count, err
		})
	}
	read := func() float64 {
		return timed("read", func() (count int64, err error) {
			rows, err := w.DB.Writer().QueryContext(t.Context(), fmt.Sprintf(
				`SELECT o.id, k.id FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code WHERE o.tenant_id = %d`, w.Set.ID))
			if err != nil {
				return 0, err
			}
			defer rows.Close()
			for ; rows.Next(); count++ {
				var line, sku int64
				if err := rows.Scan(&line, &sku); err != nil {
					return 0, err
				}
			}
			return count, rows.Err()
		})
	}
	insert := func() float64 {
		return timed("insert", func() (int64, error) {
			res, err := w.DB.Writer().ExecContext(t.Context(), fmt.Sprintf(
				`INSERT INTO online_pair (tenant_id, line_id, sku_id, how) SELECT o.tenant_id, o.id, k.id, 'auto' FROM online_sku o
					JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code WHERE o.tenant_id = %d`, w.Set.ID))
			if err != nil {
				return 0, err
			}
			return res.RowsAffected()
		})
	}
	match := func() float64 {
		return timed("match", func() (int64, error) {
			r, err := w.Shops.MatchShop(t.Context(), w.Scope, w.Shop)
			return r.Matched, err
		})
	}
	reset := func() {
		if w.DB.Engine() == db.Postgres {
			w.Exec(t, "TRUNCATE online_pair", "CHECKPOINT")
			return
		}
		w.Exec(t, "DELETE FROM online_pair", "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	const rounds = 3
	var ours, joins, reads, inserts, ratios, readRatios []float64
	join() // warms the caches
	for range rounds {
		j, m := join(), match()
		j = min(j, join())
		r := read()
		ours, joins, ratios = append(ours, m), append(joins, j), append(ratios, m/j)
		reads, readRatios = append(reads, r), append(readRatios, m/r)
		reset()
		inserts = append(inserts, insert())
		reset()
	}
	ratio := median(ratios)
	report(t, "match", row{
		what: fmt.Sprintf("match %d online SKUs, against the join that counts", n), figure: seconds(median(ours)), baseline: seconds(median(joins)),
		ratio: fmt.Sprintf("%.1f ×", ratio), goal: "≤ 3 ×", met: ratio <= 3,
	})
	ratio = median(readRatios)
	report(t, "match", row{
		what: "the same, against the join with its rows read", figure: seconds(median(ours)), baseline: seconds(median(reads)),
		ratio: fmt.Sprintf("%.1f ×", ratio), goal: "≤ 3 ×", met: ratio <= 3,
	})
	report(t, "match", row{
		what: "the same, against the bare INSERT with that join", figure: seconds(median(ours)), baseline: seconds(median(inserts)), ratio: fmt.Sprintf("%.1f ×", median(ours)/median(inserts)),
	})
	match() // the lists are searched with their pairs
}

func seconds(s float64) string { return fmt.Sprintf("%.1f s", s) }
