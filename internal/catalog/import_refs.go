package catalog

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// named finds or makes records known by a name within an owner (zero for none).
// find must report every record it sees; make writes the missing ones with ON
// CONFLICT DO NOTHING, so that two imports at once end with the same records.
func named(ctx context.Context, want map[pair]db.ID, find func(context.Context, []pair) error, create func(context.Context, []pair) (int64, error)) error {
	missing := func() []pair {
		var out []pair
		for k, id := range want {
			if id == 0 {
				out = append(out, k)
			}
		}
		slices.SortFunc(out, comparePairs)
		return out
	}
	if err := find(ctx, missing()); err != nil {
		return err
	}
	todo := missing()
	if len(todo) == 0 {
		return nil
	}
	if _, err := create(ctx, todo); err != nil {
		return err
	}
	return find(ctx, todo)
}

// checkUploads leaves out pictures that lead to uploads the set does not have, as in a
// sheet that came from another.
func (im *importer) checkUploads(ctx context.Context) error {
	var ids []db.ID
	for _, it := range im.items {
		for _, u := range it.in.Pictures {
			ids = append(ids, uploadOf(u))
		}
		for _, k := range it.in.SKUs {
			ids = append(ids, uploadOf(k.Picture))
		}
	}
	ids = slices.DeleteFunc(ids, func(id db.ID) bool { return id == 0 })
	if len(ids) == 0 { // as of every offer of 1688
		return nil
	}
	known, err := uploadedPictures(ctx, im.tx, ids)
	if err != nil {
		return err
	}
	strange := func(address string) bool { id := uploadOf(address); return id != 0 && !known[id] }
	for _, it := range im.items {
		it.in.Pictures = slices.DeleteFunc(it.in.Pictures, strange)
		for i := range it.in.SKUs {
			if strange(it.in.SKUs[i].Picture) {
				it.in.SKUs[i].Picture = ""
			}
		}
	}
	return nil
}

// ensureUnits finds or makes the unit groups whose base unit the offers name.
func (im *importer) ensureUnits(ctx context.Context) error {
	groups := map[string]db.ID{}
	for _, it := range im.items {
		if it.writes() && it.existing == nil {
			groups[it.in.Unit] = 0
		}
	}
	if err := ensureGroups(ctx, im.tx, slices.Sorted(maps.Keys(groups)), groups); err != nil {
		return err
	}
	for _, it := range im.items {
		it.group = groups[it.in.Unit]
	}
	return nil
}

// ensureCategories finds or makes the categories, level by level.
func (im *importer) ensureCategories(ctx context.Context) error {
	tx, t := im.tx, im.tx.Tenant
	paths := map[db.ID]string{0: "/"}
	for level := range maxCategoryDepth {
		want := map[pair]db.ID{}
		for _, it := range im.items {
			if it.writes() && it.existing == nil && level < len(it.in.Category) {
				want[pair{it.category, it.in.Category[level]}] = 0
			}
		}
		if len(want) == 0 {
			return nil
		}
		find := func(ctx context.Context, keys []pair) error {
			return eachPair(ctx, tx, `SELECT id, COALESCE(parent_id, 0), name, path FROM category
				WHERE tenant_id = ? AND (COALESCE(parent_id, 0), name) IN ({in})`, []any{t}, keys, func(rows *sql.Rows) error {
				var id db.ID
				var k pair
				var path string
				if err := rows.Scan(&id, &k.id, &k.name, &path); err != nil {
					return err
				}
				want[k], paths[id] = id, path
				return nil
			})
		}
		create := func(ctx context.Context, keys []pair) (int64, error) {
			if err := lockTree(ctx, tx); err != nil {
				return 0, err
			}
			var parents []db.ID
			for _, k := range keys {
				parents = append(parents, k.id)
			}
			// A parent may have been moved since it was found.
			if err := db.EachIn(ctx, tx, `SELECT id, path FROM category WHERE tenant_id = ? AND id IN ({in})`, []any{t}, slices.Compact(parents), func(rows *sql.Rows) error {
				var id db.ID
				var path string
				err := rows.Scan(&id, &path)
				paths[id] = path
				return err
			}); err != nil {
				return 0, err
			}
			var args []any
			for _, k := range keys {
				id := tx.NewID()
				args = append(args, t, id, k.id, k.name, paths[k.id]+id.String()+"/", tx.Now)
			}
			return db.Insert(ctx, tx, `INSERT INTO category (tenant_id, id, parent_id, name, path, created_at) VALUES`, 6, args, `ON CONFLICT DO NOTHING`)
		}
		if err := named(ctx, want, find, create); err != nil {
			return err
		}
		for _, it := range im.items {
			if it.writes() && it.existing == nil && level < len(it.in.Category) {
				it.category = want[pair{it.category, it.in.Category[level]}]
			}
		}
	}
	return nil
}

// ensureAttributes finds or makes the attributes and values of the new SKUs.
func (im *importer) ensureAttributes(ctx context.Context) error {
	attrs := map[pair]db.ID{}
	for _, it := range im.items {
		if it.writes() {
			for _, name := range it.in.Attributes {
				attrs[pair{0, name}] = 0
			}
		}
	}
	if len(attrs) == 0 {
		return nil
	}
	if err := findOrMakeAttributes(ctx, im.tx, attrs); err != nil {
		return err
	}
	values := map[pair]db.ID{}
	for _, it := range im.items {
		if !it.writes() {
			continue
		}
		for _, name := range it.in.Attributes {
			it.attrs = append(it.attrs, attrs[pair{0, name}])
		}
		for _, i := range it.added {
			for j, v := range it.in.SKUs[i].Values {
				values[pair{it.attrs[j], v}] = 0
			}
		}
	}
	if err := findOrMakeValues(ctx, im.tx, values); err != nil {
		return err
	}
	for _, it := range im.items {
		if !it.writes() {
			continue
		}
		for _, i := range it.added {
			row := make([]db.ID, len(it.attrs))
			for j, v := range it.in.SKUs[i].Values {
				row[j] = values[pair{it.attrs[j], v}]
			}
			it.values = append(it.values, row)
		}
	}
	return nil
}
