package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/search"
)

// The kinds of records in the search index.
const (
	searchProduct = "product"
	searchSKU     = "sku"
)

// The entities of the audit log.
const (
	entityProduct    = "product"
	entityCategory   = "category"
	entityAttribute  = "attribute"
	entityUnit       = "unit"
	entityUnitGroup  = "unit_group"
	entityPicture    = "picture"
	auditChunk       = 100
	actionCreate     = "create"
	actionUpdate     = "update"
	actionDelete     = "delete"
	actionActivate   = "activate"
	actionDeactivate = "deactivate"
)

// audit writes many audit lines in statements of one size.
func audit(ctx context.Context, tx *db.Tx, changes []doc.Change) error {
	for part := range slices.Chunk(changes, auditChunk) {
		if err := doc.AuditTx(ctx, tx, part...); err != nil {
			return err
		}
	}
	return nil
}

// touch marks products as changed, so that an edit begun before is refused.
func touch(ctx context.Context, tx *db.Tx, products []db.ID) error {
	_, err := db.ExecIn(ctx, tx, `UPDATE product SET version = version + 1, updated_at = ? WHERE tenant_id = ? AND id IN ({in})`,
		[]any{tx.Now, tx.Tenant}, products)
	return err
}

// productText is what a product is found by.
func productText(code, name, mnemonic, brand, spec string, skuCodes []string) []string {
	return append([]string{code, name, mnemonic, brand, spec}, skuCodes...)
}

// skuText is what a SKU is found by.
func skuText(code, productCode, productName, spec string, more ...string) []string {
	return append([]string{code, productCode, productName, spec}, more...)
}

// index makes products and their SKUs findable by what the database now holds.
func index(ctx context.Context, tx *db.Tx, products []db.ID) error {
	if len(products) == 0 {
		return nil
	}
	t := tx.Tenant
	type row struct {
		id                                db.ID
		code, name, mnemonic, brand, spec string
		codes                             []string
	}
	rows := make(map[db.ID]*row, len(products))
	err := db.EachIn(ctx, tx, `SELECT id, code, name, mnemonic, brand, spec FROM product WHERE tenant_id = ? AND id IN ({in})`,
		[]any{t}, products, func(r *sql.Rows) error {
			var p row
			if err := r.Scan(&p.id, &p.code, &p.name, &p.mnemonic, &p.brand, &p.spec); err != nil {
				return err
			}
			rows[p.id] = &p
			return nil
		})
	if err != nil {
		return err
	}
	barcodes := map[db.ID][]string{}
	err = db.EachIn(ctx, tx, `SELECT b.sku_id, b.barcode FROM sku k JOIN sku_barcode b ON b.tenant_id = k.tenant_id AND b.sku_id = k.id
		WHERE k.tenant_id = ? AND b.tenant_id = ? AND k.product_id IN ({in})`, []any{t, t}, products, func(r *sql.Rows) error {
		var sku db.ID
		var barcode string
		if err := r.Scan(&sku, &barcode); err != nil {
			return err
		}
		if !slices.Contains(barcodes[sku], barcode) {
			barcodes[sku] = append(barcodes[sku], barcode)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var skus []search.Doc
	err = db.EachIn(ctx, tx, `SELECT product_id, id, code, spec FROM sku WHERE tenant_id = ? AND product_id IN ({in})`, []any{t}, products, func(r *sql.Rows) error {
		var product, id db.ID
		var code, spec string
		if err := r.Scan(&product, &id, &code, &spec); err != nil {
			return err
		}
		p := rows[product]
		p.codes = append(append(p.codes, code), barcodes[id]...)
		skus = append(skus, search.Doc{ID: id, Text: skuText(code, p.code, p.name, spec, append(barcodes[id], p.mnemonic)...)})
		return nil
	})
	if err != nil {
		return err
	}
	docs := make([]search.Doc, 0, len(rows))
	for _, p := range rows {
		docs = append(docs, search.Doc{ID: p.id, Text: productText(p.code, p.name, p.mnemonic, p.brand, p.spec, p.codes)})
	}
	if err := search.PutTx(ctx, tx, searchProduct, docs); err != nil {
		return err
	}
	return search.PutTx(ctx, tx, searchSKU, skus)
}
