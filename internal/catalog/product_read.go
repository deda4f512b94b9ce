package catalog

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// Product gives a product with its SKUs, or ErrProductNotFound.
func (s *Service) Product(ctx context.Context, sc db.Scope, id db.ID) (*Product, error) {
	var p *Product
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		p, err = getProduct(ctx, tx, id, "")
		return err
	})
	return p, err
}

// getProduct reads a product whole; lock is empty or tx.ForUpdate().
func getProduct(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Product, error) {
	p := &Product{ID: id}
	var src Source
	found, err := tx.Row(ctx, `SELECT code, name, mnemonic, category_id, brand, spec, kind, unit_group_id, tax_rate_bps, weight, length, width, height,
			lot_tracked, expiry_days, negative_stock, active, note, source_shop_id, source_ref, created_at, updated_at, version
		FROM product WHERE tenant_id = ? AND id = ?`+lock, []any{tx.Tenant, id},
		&p.Code, &p.Name, &p.Mnemonic, &p.CategoryID, &p.Brand, &p.Spec, &p.Kind, &p.UnitGroupID, &p.TaxRateBPS, &p.Weight, &p.Length, &p.Width, &p.Height,
		&p.LotTracked, &p.ExpiryDays, &p.NegativeStock, &p.Active, &p.Note, &src.Shop, &src.Ref, &p.CreatedAt, &p.UpdatedAt, &p.Version)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ErrProductNotFound
	}
	if src.Ref != "" {
		p.Source = &src
	}
	units, err := groupUnits(ctx, tx, []db.ID{p.UnitGroupID})
	if err != nil {
		return nil, err
	}
	p.Units = units[p.UnitGroupID]
	if p.Category, err = categoryName(ctx, tx, p.CategoryID); err != nil {
		return nil, err
	}
	if err := readPictures(ctx, tx, p); err != nil {
		return nil, err
	}
	return p, readSKUs(ctx, tx, p)
}

// categoryName is a category's names from the root, joined by slashes.
func categoryName(ctx context.Context, tx *db.Tx, id db.ID) (string, error) {
	names, err := categoryNames(ctx, tx, []db.ID{id})
	return names[id], err
}

// categoryNames gives the full names of categories.
func categoryNames(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
	paths := map[db.ID][]db.ID{}
	var all []db.ID
	err := db.EachIn(ctx, tx, `SELECT id, path FROM category WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var id db.ID
		var path string
		if err := rows.Scan(&id, &path); err != nil {
			return err
		}
		for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
			step, err := db.ParseID(part)
			if err != nil {
				return err
			}
			paths[id] = append(paths[id], step)
		}
		all = append(all, paths[id]...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	names := map[db.ID]string{}
	err = db.EachIn(ctx, tx, `SELECT id, name FROM category WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, all, func(rows *sql.Rows) error {
		var id db.ID
		var name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID]string, len(paths))
	for id, path := range paths {
		parts := make([]string, len(path))
		for i, step := range path {
			parts[i] = names[step]
		}
		out[id] = strings.Join(parts, "/")
	}
	return out, nil
}

func readPictures(ctx context.Context, tx *db.Tx, p *Product) error {
	return tx.Each(ctx, `SELECT url, file_id FROM product_picture WHERE tenant_id = ? AND product_id = ? ORDER BY position`, []any{tx.Tenant, p.ID}, func(rows *sql.Rows) error {
		var pic Picture
		if err := rows.Scan(&pic.URL, &pic.FileID); err != nil {
			return err
		}
		p.Pictures = append(p.Pictures, pic)
		return nil
	})
}

// readSKUs reads the SKUs of a product with their values, barcodes and prices.
func readSKUs(ctx context.Context, tx *db.Tx, p *Product) error {
	t := tx.Tenant
	column := map[db.ID]int{} // attribute → index in Values
	err := tx.Each(ctx, `SELECT a.id, a.name FROM product_attribute pa JOIN attribute a ON a.tenant_id = pa.tenant_id AND a.id = pa.attribute_id
		WHERE pa.tenant_id = ? AND a.tenant_id = ? AND pa.product_id = ? ORDER BY pa.position`, []any{t, t, p.ID}, func(rows *sql.Rows) error {
		var id db.ID
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		column[id] = len(p.Attributes)
		p.Attributes = append(p.Attributes, name)
		return nil
	})
	if err != nil {
		return err
	}
	at := map[db.ID]int{}
	err = tx.Each(ctx, `SELECT id, code, spec, value_key, picture, active FROM sku WHERE tenant_id = ? AND product_id = ? ORDER BY position, id`, []any{t, p.ID}, func(rows *sql.Rows) error {
		k := SKU{Values: make([]string, len(p.Attributes))}
		if err := rows.Scan(&k.ID, &k.Code, &k.Spec, &k.key, &k.Picture, &k.Active); err != nil {
			return err
		}
		at[k.ID] = len(p.SKUs)
		p.SKUs = append(p.SKUs, k)
		return nil
	})
	if err != nil {
		return err
	}
	err = tx.Each(ctx, `SELECT kv.sku_id, kv.attribute_id, v.name FROM sku k
		JOIN sku_value kv ON kv.tenant_id = k.tenant_id AND kv.sku_id = k.id
		JOIN attribute_value v ON v.tenant_id = kv.tenant_id AND v.id = kv.value_id
		WHERE k.tenant_id = ? AND kv.tenant_id = ? AND v.tenant_id = ? AND k.product_id = ?`, []any{t, t, t, p.ID}, func(rows *sql.Rows) error {
		var sku, attribute db.ID
		var name string
		if err := rows.Scan(&sku, &attribute, &name); err != nil {
			return err
		}
		p.SKUs[at[sku]].Values[column[attribute]] = name
		return nil
	})
	if err != nil {
		return err
	}
	err = tx.Each(ctx, `SELECT b.sku_id, b.barcode FROM sku k JOIN sku_barcode b ON b.tenant_id = k.tenant_id AND b.sku_id = k.id
		WHERE k.tenant_id = ? AND b.tenant_id = ? AND k.product_id = ? ORDER BY b.position, b.barcode`, []any{t, t, p.ID}, func(rows *sql.Rows) error {
		var sku db.ID
		var barcode string
		if err := rows.Scan(&sku, &barcode); err != nil {
			return err
		}
		k := &p.SKUs[at[sku]]
		k.Barcodes = append(k.Barcodes, barcode)
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Each(ctx, `SELECT kp.sku_id, kp.level_id, kp.price FROM sku k
		JOIN sku_price kp ON kp.tenant_id = k.tenant_id AND kp.sku_id = k.id
		JOIN price_level l ON l.tenant_id = kp.tenant_id AND l.id = kp.level_id
		WHERE k.tenant_id = ? AND kp.tenant_id = ? AND l.tenant_id = ? AND k.product_id = ? ORDER BY l.position, l.id`, []any{t, t, t, p.ID}, func(rows *sql.Rows) error {
		var sku, level db.ID
		var price dec.Price
		if err := rows.Scan(&sku, &level, &price); err != nil {
			return err
		}
		k := &p.SKUs[at[sku]]
		k.Prices = append(k.Prices, LevelPrice{level, price})
		return nil
	})
}
