package channel

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

// nameCategories fills in the names of the leaf categories that the offers do not
// carry: from memory, from the database, from 1688. A category 1688 does not know
// stays without a name; its products stand in the shop's own category then.
func (r *run) nameCategories(ctx context.Context, b *batch) error {
	missing := map[int64]bool{}
	for _, o := range b.offers {
		if _, known := r.s.categories.Load(o.CategoryID); !known && o.Category == "" && o.CategoryID > 0 {
			missing[o.CategoryID] = true
		}
	}
	if len(missing) > 0 {
		if err := r.s.readCategories(ctx, r.sc, slices.Sorted(maps.Keys(missing))); err != nil {
			return err
		}
	}
	for _, o := range b.offers {
		if name, ok := r.s.categories.Load(o.CategoryID); ok && o.Category == "" {
			o.Category, _ = name.(string)
		}
	}
	return nil
}

// readCategories remembers the names of categories, asking 1688 for those that no
// shop of this installation has met. The names are the same for everybody.
func (s *Service) readCategories(ctx context.Context, sc db.Scope, ids []int64) error {
	known := map[int64]string{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return db.EachIn(ctx, tx, `SELECT id, name FROM platform_category WHERE id IN ({in})`, nil, ids, func(rows *sql.Rows) error {
			var id int64
			var name string
			err := rows.Scan(&id, &name)
			known[id] = name
			return err
		})
	})
	if err != nil {
		return err
	}
	fresh := map[int64]string{}
	for _, id := range ids {
		if name, ok := known[id]; ok {
			s.categories.Store(id, name)
			continue
		}
		list, _, err := s.client.Product.Category(ctx, open1688.IDFromInt64(id))
		if err != nil && !spoiled(err) {
			return err
		}
		name := ""
		for _, c := range list {
			if n, _ := c.CategoryID.Int64(); n == id {
				name = clean(c.Name, 60)
			}
		}
		s.categories.Store(id, name)
		if name != "" {
			fresh[id] = name
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var args []any
		for _, id := range slices.Sorted(maps.Keys(fresh)) {
			args = append(args, id, fresh[id], tx.Now)
		}
		_, err := db.Insert(ctx, tx, `INSERT INTO platform_category (id, name, read_at) VALUES`, 3, args, `ON CONFLICT (id) DO UPDATE SET name = excluded.name, read_at = excluded.read_at`)
		return err
	})
}
