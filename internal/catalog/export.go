package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// exportChunk is how many rows of an export are completed at once.
const exportChunk = 500

// EachProduct calls fn for every row of the product list, in its order.
func (s *Service) EachProduct(ctx context.Context, sc db.Scope, q api.ExportQuery, f ProductFilter, fn func(*ProductRow) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := productQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		l.Columns = "p.id"
		return eachChunk(ctx, tx, q, l, func(ids []db.ID) error {
			found := make(map[db.ID]ProductRow, len(ids))
			err := db.EachIn(ctx, tx, "SELECT "+productRowColumns+" FROM product p WHERE p.tenant_id = ? AND p.id IN ({in})", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
				r, err := scanProductRow(rows)
				found[r.ID] = r
				return err
			})
			if err != nil {
				return err
			}
			page := make([]ProductRow, len(ids))
			for i, id := range ids {
				page[i] = found[id]
			}
			if err := s.completeRows(ctx, tx, page, f.Warehouses); err != nil {
				return err
			}
			for i := range page {
				if err := fn(&page[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// EachSKU calls fn for every row of the SKU list, in its order.
func (s *Service) EachSKU(ctx context.Context, sc db.Scope, q api.ExportQuery, f SKUFilter, fn func(*SKURow) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := skuQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		return eachChunk(ctx, tx, q, l, func(ids []db.ID) error {
			page, err := s.skuRows(ctx, tx, ids, f)
			if err != nil {
				return err
			}
			for i := range page {
				if err := fn(&page[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// eachChunk reads the ids of a list, eight bytes each, and hands them on in
// chunks once the rows are closed: PostgreSQL answers one query at a time.
func eachChunk(ctx context.Context, tx *db.Tx, q api.ExportQuery, l api.List, fn func([]db.ID) error) error {
	var ids []db.ID
	err := api.EachRow(ctx, tx, q, l, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, exportChunk) {
		if err := fn(part); err != nil {
			return err
		}
	}
	return nil
}
