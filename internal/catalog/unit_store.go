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
	return db.EachIn(ctx, tx, `SELECT g.id, u.name FROM unit u JOIN unit_group g ON g.tenant_id = u.tenant_id AND g.base_unit_id = u.id
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
	missing := without(units, into)
	if len(missing) == 0 {
		return nil
	}
	ids, err := unitIDs(ctx, tx, missing)
	if err != nil {
		return err
	}
	// One at a time makes a group around a unit; who waited finds the other's.
	if err := db.EachIn(ctx, tx, `SELECT id FROM unit WHERE tenant_id = ? AND name IN ({in}) ORDER BY id`+tx.ForNoKeyUpdate(), []any{tx.Tenant}, missing,
		func(*sql.Rows) error { return nil }); err != nil {
		return err
	}
	if err := findGroups(ctx, tx, missing, into); err != nil {
		return err
	}
	if missing = without(missing, into); len(missing) == 0 {
		return nil
	}
	if err := createGroups(ctx, tx, missing, ids); err != nil {
		return err
	}
	return findGroups(ctx, tx, missing, into)
}

// without gives the units that have no group yet, in order.
func without(units []string, groups map[string]db.ID) []string {
	var out []string
	for _, name := range units {
		if groups[name] == 0 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// createGroups makes a group around each of the units, whose ids are given.
func createGroups(ctx context.Context, tx *db.Tx, names []string, units map[string]db.ID) error {
	taken := map[string]bool{}
	if err := db.EachIn(ctx, tx, `SELECT name FROM unit_group WHERE tenant_id = ? AND name IN ({in})`, []any{tx.Tenant}, names, func(rows *sql.Rows) error {
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
	if _, err := db.Insert(ctx, tx, `INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES`, 5, groups, ``); err != nil {
		return err
	}
	_, err := db.Insert(ctx, tx, `INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES`, 5, members, ``)
	return err
}
