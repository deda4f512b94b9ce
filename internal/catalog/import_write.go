package catalog

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// insertProduct is the statement that writes products; its columns are those of
// importer.writeProducts and saveProduct.
const insertProduct = `INSERT INTO product (tenant_id, id, code, name, mnemonic, category_id, brand, spec, unit_group_id, tax_rate_bps,
	weight, length, width, height, lot_tracked, expiry_days, negative_stock, active, note, picture,
	source_shop_id, source_ref, created_at, updated_at) VALUES`

const productColumns = 24

func (im *importer) writeProducts(ctx context.Context) error {
	var products, attributes, pictures []any
	t := im.tx.Tenant
	set, err := tenant.GetTx(ctx, im.tx)
	if err != nil {
		return err
	}
	for _, it := range im.items {
		if !it.writes() || it.existing != nil {
			continue
		}
		p := it.in
		picture := ""
		for i, u := range p.Pictures {
			if i == 0 {
				picture = u
			}
			pictures = append(pictures, t, it.product, i+1, u, uploadOf(u))
		}
		products = append(products, t, it.product, p.Code, p.Name, search.Mnemonic(p.Name), it.category, p.Brand, p.Spec, it.group, p.TaxRateBPS,
			p.Weight, 0, 0, 0, set.LotExpiry, 0, p.NegativeStock, true, p.Note, picture,
			p.Source.Shop, p.Source.Ref, im.tx.Now, im.tx.Now)
		for i, id := range it.attrs {
			attributes = append(attributes, t, it.product, id, i+1)
		}
	}
	if _, err := db.Insert(ctx, im.tx, insertProduct, productColumns, products, ""); err != nil {
		return err
	}
	if _, err := db.Insert(ctx, im.tx, insertProductAttribute, 4, attributes, ""); err != nil {
		return err
	}
	_, err = db.Insert(ctx, im.tx, insertPicture, 5, pictures, "")
	return err
}

const (
	insertSKU              = `INSERT INTO sku (tenant_id, id, product_id, code, spec, value_key, picture, active, position, source_ref) VALUES`
	skuColumns             = 10
	insertSKUValue         = `INSERT INTO sku_value (tenant_id, sku_id, attribute_id, value_id) VALUES`
	insertPrice            = `INSERT INTO sku_price (tenant_id, sku_id, level_id, price) VALUES`
	insertProductAttribute = `INSERT INTO product_attribute (tenant_id, product_id, attribute_id, position) VALUES`
	insertPicture          = `INSERT INTO product_picture (tenant_id, product_id, position, url, file_id) VALUES`
	insertBarcode          = `INSERT INTO sku_barcode (tenant_id, barcode, sku_id, position) VALUES`
)

func (im *importer) writeSKUs(ctx context.Context) error {
	var skus, values, prices, barcodes []any
	t, retail, wholesale := im.tx.Tenant, im.levels.Retail(), im.levels.Wholesale()
	for _, it := range im.items {
		if !it.writes() {
			continue
		}
		first := 0
		if it.existing != nil {
			first = len(it.existing.skus)
		}
		for n, i := range it.added {
			k, out := it.in.SKUs[i], &it.out.SKUs[i]
			out.ID, out.Created = im.tx.NewID(), true
			skus = append(skus, t, out.ID, it.product, out.Code, spec(k.Values), valueKey(it.valuesOf(n)), k.Picture, true, first+n+1, k.Ref)
			for j, v := range it.valuesOf(n) {
				values = append(values, t, out.ID, it.attrs[j], v)
			}
			if k.Retail != nil {
				prices = append(prices, t, out.ID, retail, *k.Retail)
			}
			if it.in.Wholesale != nil {
				prices = append(prices, t, out.ID, wholesale, *it.in.Wholesale)
			}
			for _, p := range k.Prices {
				prices = append(prices, t, out.ID, p.LevelID, p.Price)
			}
			if k.Barcode != "" {
				barcodes = append(barcodes, t, k.Barcode, out.ID, 1)
			}
		}
	}
	if _, err := db.Insert(ctx, im.tx, insertSKU, skuColumns, skus, ""); err != nil {
		return err
	}
	if _, err := db.Insert(ctx, im.tx, insertSKUValue, 4, values, ""); err != nil {
		return err
	}
	if _, err := db.Insert(ctx, im.tx, insertPrice, 4, prices, ""); err != nil {
		return err
	}
	_, err := db.Insert(ctx, im.tx, insertBarcode, 4, barcodes, "")
	return err
}

// valuesOf gives the value ids of the n-th added SKU; nil for a plain product.
func (it *importItem) valuesOf(n int) []db.ID {
	if len(it.values) == 0 {
		return nil
	}
	return it.values[n]
}

// valueKey is the combination as the database compares it: the same values in
// any order are the same combination.
func valueKey(values []db.ID) string {
	sorted := slices.Sorted(slices.Values(values))
	var b strings.Builder
	for i, v := range sorted {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(int64(v), 36))
	}
	return b.String()
}

// writeTraces makes the new records findable and writes the audit lines.
func (im *importer) writeTraces(ctx context.Context) error {
	type after struct {
		Name  string `json:"name"`
		Offer string `json:"offer,omitempty"`
		SKUs  int    `json:"skus"`
	}
	var products, skus []search.Doc
	var extended []db.ID
	var changes []doc.Change
	for _, it := range im.items {
		if !it.writes() {
			continue
		}
		change := doc.Change{
			Action: "create", Entity: entityProduct, EntityID: it.product, EntityNo: it.code(),
			After: after{it.in.Name, it.in.Source.Ref, len(it.added)},
		}
		if it.existing != nil {
			change.Action, change.After = "update", after{it.existing.name, it.in.Source.Ref, len(it.added)}
			extended = append(extended, it.product)
		} else {
			p := it.in
			codes := make([]string, 0, len(it.added))
			for _, i := range it.added {
				k := it.out.SKUs[i]
				codes = append(codes, k.Code)
				skus = append(skus, search.Doc{ID: k.ID, Text: skuText(k.Code, p.Code, p.Name, spec(p.SKUs[i].Values), p.SKUs[i].Barcode)})
			}
			products = append(products, search.Doc{ID: it.product, Text: productText(p.Code, p.Name, "", p.Brand, p.Spec, codes)})
		}
		changes = append(changes, change)
	}
	if err := search.PutTx(ctx, im.tx, searchProduct, products); err != nil {
		return err
	}
	if err := search.PutTx(ctx, im.tx, searchSKU, skus); err != nil {
		return err
	}
	if err := touch(ctx, im.tx, extended); err != nil {
		return err
	}
	if err := index(ctx, im.tx, extended); err != nil {
		return err
	}
	return audit(ctx, im.tx, changes)
}
