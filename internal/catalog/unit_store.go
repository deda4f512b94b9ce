package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// decimalsOf is how finely a unit that nobody has set up is counted: what is
// measured has three places, what is counted none.
func decimalsOf(unit string) int64 {
	switch unit {
	case "米", "千克", "公斤", "克", "吨", "斤", "升", "毫升", "平方米", "立方米", "厘米", "码", "m", "kg", "g", "L":
		return 3
	}
	return 0
}

// findGroups fills in the group to use for each base unit named; a group with
// the name of the unit wins over others around it.
func findGroups(ctx context.Context, tx *db.Tx, units []string, into map[string]db.ID) error {
	t := tx.Tenant
	return each(ctx, tx, `SELECT g.id, u.name FROM unit u JOIN unit_group g ON g.tenant_id = u.tenant_id AND g.base_unit_id = u.id
		WHERE u.tenant_id = ? AND g.tenant_id = ? AND u.name IN ({in})
		ORDER BY u.name, CASE WHEN g.name = u.name THEN 0 ELSE 1 END, g.id`, []any{t, t}, units, func(rows *sql.Rows) error {
		var id db.ID
		var unit string
		if err := rows.Scan(&id, &unit); err != nil {
			return err
		}
		if into[unit] == 0 {
			into[unit] = id
		}
		return nil
	})
}

// ensureGroups fills in the group to use for each base unit named and makes what
// is missing.
func ensureGroups(ctx context.Context, tx *db.Tx, units []string, into map[string]db.ID) error {
	if err := findGroups(ctx, tx, units, into); err != nil {
		return err
	}
	var missing []string
	for _, name := range units {
		if into[name] == 0 {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	if err := createUnits(ctx, tx, missing); err != nil {
		return err
	}
	return findGroups(ctx, tx, missing, into)
}

// createUnits makes a unit, where missing, and a group around it for each name.
func createUnits(ctx context.Context, tx *db.Tx, names []string) error {
	var args []any
	for _, name := range names {
		args = append(args, tx.Tenant, tx.NewID(), name, decimalsOf(name), tx.Now)
	}
	if _, err := insert(ctx, tx, `INSERT INTO unit (tenant_id, id, name, decimals, created_at) VALUES`, 5, args, `ON CONFLICT DO NOTHING`); err != nil {
		return err
	}
	units := map[string]db.ID{}
	if err := each(ctx, tx, `SELECT id, name FROM unit WHERE tenant_id = ? AND name IN ({in})`, []any{tx.Tenant}, names, func(rows *sql.Rows) error {
		var id db.ID
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		units[name] = id
		return nil
	}); err != nil {
		return err
	}
	taken := map[string]bool{}
	if err := each(ctx, tx, `SELECT name FROM unit_group WHERE tenant_id = ? AND name IN ({in})`, []any{tx.Tenant}, names, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		taken[name] = true
		return err
	}); err != nil {
		return err
	}
	var groups, members []any
	for _, name := range names {
		id, group := tx.NewID(), name
		if taken[name] { // by a group around another unit
			group = name + " " + id.String()
		}
		groups = append(groups, tx.Tenant, id, group, units[name], tx.Now)
		members = append(members, tx.Tenant, id, units[name], 1, 1)
	}
	if _, err := insert(ctx, tx, `INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES`, 5, groups, ``); err != nil {
		return err
	}
	_, err := insert(ctx, tx, `INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES`, 5, members, ``)
	return err
}
