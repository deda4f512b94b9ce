package catalog

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
)

// write stores the product; everything has been checked.
func (e *edit) write(ctx context.Context) error {
	if err := e.writeProduct(ctx); err != nil {
		return err
	}
	if err := e.removeSKUs(ctx); err != nil {
		return err
	}
	if err := e.writeSKUs(ctx); err != nil {
		return err
	}
	if err := e.writeParts(ctx); err != nil {
		return err
	}
	return index(ctx, e.tx, []db.ID{e.id})
}

func (e *edit) writeProduct(ctx context.Context) error {
	tx, in := e.tx, e.in
	picture := ""
	if len(e.pictures) > 0 {
		picture = e.pictures[0].URL
	}
	if e.before == nil {
		e.id = tx.NewID()
		_, err := db.Insert(ctx, tx, insertProduct, productColumns, []any{
			tx.Tenant, e.id, in.Code, in.Name, in.Mnemonic, in.CategoryID, in.Brand, in.Spec, e.group, in.TaxRateBPS,
			in.Weight, in.Length, in.Width, in.Height, *in.LotTracked, in.ExpiryDays, in.NegativeStock, !in.Inactive, in.Note, picture,
			nil, "", tx.Now, tx.Now,
		}, "")
		return err
	}
	e.id = e.before.ID
	_, err := tx.Exec(ctx, `UPDATE product SET code = ?, name = ?, mnemonic = ?, category_id = ?, brand = ?, spec = ?, unit_group_id = ?, tax_rate_bps = ?,
			weight = ?, length = ?, width = ?, height = ?, lot_tracked = ?, expiry_days = ?, negative_stock = ?, active = ?, note = ?, picture = ?,
			updated_at = ?, version = version + 1
		WHERE tenant_id = ? AND id = ?`,
		in.Code, in.Name, in.Mnemonic, in.CategoryID, in.Brand, in.Spec, e.group, in.TaxRateBPS,
		in.Weight, in.Length, in.Width, in.Height, *in.LotTracked, in.ExpiryDays, in.NegativeStock, !in.Inactive, in.Note, picture,
		tx.Now, tx.Tenant, e.id)
	return err
}

func (e *edit) removeSKUs(ctx context.Context) error {
	var ids []db.ID
	for _, k := range e.removed {
		ids = append(ids, k.ID)
	}
	return e.s.deleteSKUs(ctx, e.tx, nil, ids)
}

// deleteSKUs removes unused SKUs with what hangs on them, after the hooks.
func (s *Service) deleteSKUs(ctx context.Context, tx *db.Tx, products, skus []db.ID) error {
	if len(products)+len(skus) == 0 {
		return nil
	}
	for _, hook := range s.onDelete {
		if err := hook(ctx, tx, products, skus); err != nil {
			return err
		}
	}
	if _, err := db.ExecIn(ctx, tx, `DELETE FROM sku WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, skus); err != nil {
		return err
	}
	return search.DeleteTx(ctx, tx, searchSKU, skus)
}

func (e *edit) writeSKUs(ctx context.Context) error {
	tx := e.tx
	var moved []db.ID
	var rows []any
	for i := range e.skus {
		k := &e.skus[i]
		key := valueKey(k.values)
		if k.before != nil && (k.before.Code != k.Code || k.before.key != key) {
			moved = append(moved, k.ID)
		}
		if k.before == nil {
			k.ID = tx.NewID()
		}
		rows = append(rows, tx.Tenant, k.ID, e.id, k.Code, spec(k.Values), key, k.Picture, !k.Inactive, i+1, "")
	}
	// Two SKUs may swap codes: all that change step aside first.
	if _, err := db.ExecIn(ctx, tx, `UPDATE sku SET code = '#' || id, value_key = '#' || id WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, moved); err != nil {
		return err
	}
	_, err := db.Insert(ctx, tx, insertSKU, skuColumns, rows, `ON CONFLICT (tenant_id, id) DO UPDATE SET code = excluded.code, spec = excluded.spec,
		value_key = excluded.value_key, picture = excluded.picture, active = excluded.active, position = excluded.position`)
	return err
}

// writeParts replaces attributes, values, prices, barcodes and pictures.
func (e *edit) writeParts(ctx context.Context) error {
	tx, t := e.tx, e.tx.Tenant
	if e.before != nil {
		for _, table := range []string{"sku_value", "sku_price", "sku_barcode"} {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE tenant_id = ? AND sku_id IN (SELECT id FROM sku WHERE tenant_id = ? AND product_id = ?)`, t, t, e.id); err != nil {
				return err
			}
		}
		for _, table := range []string{"product_attribute", "product_picture"} {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE tenant_id = ? AND product_id = ?`, t, e.id); err != nil {
				return err
			}
		}
	}
	var attributes, values, prices, barcodes, pictures []any
	for i, a := range e.attrs {
		attributes = append(attributes, t, e.id, a, i+1)
	}
	for _, k := range e.skus {
		for j, v := range k.values {
			values = append(values, t, k.ID, e.attrs[j], v)
		}
		for _, p := range k.Prices {
			prices = append(prices, t, k.ID, p.LevelID, p.Price)
		}
		for j, b := range k.Barcodes {
			barcodes = append(barcodes, t, b, k.ID, j+1)
		}
	}
	for i, p := range e.pictures {
		pictures = append(pictures, t, e.id, i+1, p.URL, p.FileID)
	}
	for _, part := range []struct {
		head    string
		columns int
		args    []any
	}{
		{insertProductAttribute, 4, attributes},
		{insertSKUValue, 4, values},
		{insertPrice, 4, prices},
		{insertBarcode, 4, barcodes},
		{insertPicture, 5, pictures},
	} {
		if _, err := db.Insert(ctx, tx, part.head, part.columns, part.args, ""); err != nil {
			return err
		}
	}
	return nil
}
