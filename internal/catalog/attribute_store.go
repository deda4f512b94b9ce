package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

func comparePairs(a, b pair) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.name, b.name)) }

const insertValue = `INSERT INTO attribute_value (tenant_id, id, attribute_id, name, position) VALUES`

// findOrMakeAttributes fills in the ids of the attributes named.
func findOrMakeAttributes(ctx context.Context, tx *db.Tx, want map[pair]db.ID) error {
	find := func(ctx context.Context, keys []pair) error {
		names := make([]string, len(keys))
		for i, k := range keys {
			names[i] = k.name
		}
		return db.EachIn(ctx, tx, `SELECT id, name FROM attribute WHERE tenant_id = ? AND name IN ({in})`, []any{tx.Tenant}, names, func(rows *sql.Rows) error {
			var id db.ID
			var k pair
			if err := rows.Scan(&id, &k.name); err != nil {
				return err
			}
			want[k] = id
			return nil
		})
	}
	create := func(ctx context.Context, keys []pair) (int64, error) {
		position, err := lastPosition(ctx, tx, `SELECT 0, MAX(position) FROM attribute WHERE tenant_id = ? AND 0 IN ({in})`, []db.ID{0})
		if err != nil {
			return 0, err
		}
		var args []any
		for i, k := range keys {
			args = append(args, tx.Tenant, tx.NewID(), k.name, position[0]+int64(i)+1, tx.Now)
		}
		return db.Insert(ctx, tx, `INSERT INTO attribute (tenant_id, id, name, position, created_at) VALUES`, 5, args, `ON CONFLICT DO NOTHING`)
	}
	return named(ctx, want, find, create)
}

// findOrMakeValues fills in the ids of the values named within their attributes.
// New values come after those there, in the order of their names, and make the
// attribute a new version.
func findOrMakeValues(ctx context.Context, tx *db.Tx, want map[pair]db.ID) error {
	find := func(ctx context.Context, keys []pair) error {
		return eachPair(ctx, tx, `SELECT id, attribute_id, name FROM attribute_value
			WHERE tenant_id = ? AND (attribute_id, name) IN ({in})`, []any{tx.Tenant}, keys, func(rows *sql.Rows) error {
			var id db.ID
			var k pair
			if err := rows.Scan(&id, &k.id, &k.name); err != nil {
				return err
			}
			want[k] = id
			return nil
		})
	}
	create := func(ctx context.Context, keys []pair) (int64, error) {
		var attrs []db.ID
		for _, k := range keys {
			attrs = append(attrs, k.id)
		}
		attrs = slices.Compact(attrs)
		position, err := lastPosition(ctx, tx, `SELECT attribute_id, MAX(position) FROM attribute_value WHERE tenant_id = ? AND attribute_id IN ({in}) GROUP BY attribute_id`, attrs)
		if err != nil {
			return 0, err
		}
		var args []any
		for _, k := range keys {
			position[k.id]++
			args = append(args, tx.Tenant, tx.NewID(), k.id, k.name, position[k.id])
		}
		// An edit begun before must not remove what it has not seen.
		if _, err := db.ExecIn(ctx, tx, `UPDATE attribute SET version = version + 1 WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, attrs); err != nil {
			return 0, err
		}
		return db.Insert(ctx, tx, insertValue, 5, args, `ON CONFLICT DO NOTHING`)
	}
	return named(ctx, want, find, create)
}

// lastPosition runs a query for owner, highest position.
func lastPosition(ctx context.Context, tx *db.Tx, query string, owners []db.ID) (map[db.ID]int64, error) {
	out := make(map[db.ID]int64, len(owners))
	err := db.EachIn(ctx, tx, query, []any{tx.Tenant}, owners, func(rows *sql.Rows) error {
		var owner db.ID
		var last sql.NullInt64
		if err := rows.Scan(&owner, &last); err != nil {
			return err
		}
		out[owner] = last.Int64
		return nil
	})
	return out, err
}
