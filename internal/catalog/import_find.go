package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// existingProduct is a product that an offer meets in the catalogue.
type existingProduct struct {
	id         db.ID
	code, name string
	source     Source
	own        bool // it was made from this very offer
	attrs      []db.ID
	attrNames  []string
	skus       []*existingSKU
}

type existingSKU struct {
	id        db.ID
	code, ref string
	values    map[string]string // attribute name → value name
	taken     bool              // an online SKU was paired with it
}

// findProducts looks the offers up, by source first, since codes get edited.
func (im *importer) findProducts(ctx context.Context) error {
	bySource, byCode := map[Source]*importItem{}, map[string][]*importItem{}
	var codes []string
	refs := map[db.ID][]string{}
	for _, it := range im.items {
		if !it.open() {
			continue
		}
		codes = append(codes, it.in.Code)
		byCode[it.in.Code] = append(byCode[it.in.Code], it)
		if src := it.in.Source; src.Ref != "" {
			bySource[src] = it
			refs[src.Shop] = append(refs[src.Shop], src.Ref)
		}
	}
	found := map[db.ID]*existingProduct{}
	scan := func(rows *sql.Rows) error {
		var p existingProduct
		if err := rows.Scan(&p.id, &p.code, &p.name, &p.source.Shop, &p.source.Ref); err != nil {
			return err
		}
		found[p.id] = &p
		return nil
	}
	const columns = `SELECT id, code, name, source_shop_id, source_ref FROM product WHERE tenant_id = ?`
	for shop, list := range refs {
		if err := db.EachIn(ctx, im.tx, columns+` AND source_shop_id = ? AND source_ref <> '' AND source_ref IN ({in})`, []any{im.tx.Tenant, shop}, list, scan); err != nil {
			return err
		}
	}
	if err := db.EachIn(ctx, im.tx, columns+` AND code IN ({in})`, []any{im.tx.Tenant}, codes, scan); err != nil {
		return err
	}
	for _, p := range found {
		if it := bySource[p.source]; it != nil && p.source.Ref != "" {
			own := *p // the same product may also be met by another offer, by its code
			own.own = true
			it.existing = &own
		}
	}
	for _, p := range found {
		for _, it := range byCode[p.code] {
			im.meetByCode(it, p)
		}
	}
	return im.refuseSameCode(byCode)
}

// meetByCode decides what a product with the offer's code means: the same goods
// entered by hand or sold in another shop, or another offer of the same shop.
func (im *importer) meetByCode(it *importItem, p *existingProduct) {
	switch {
	case it.existing != nil:
	case im.strict, p.source.Ref != "" && p.source.Shop == it.in.Source.Shop:
		it.refuse(ErrProductCodeTaken.With("code", p.code, "product", p.name))
	default:
		met := *p
		it.existing = &met
	}
}

// refuseSameCode keeps the first of several new offers with one code.
func (im *importer) refuseSameCode(byCode map[string][]*importItem) error {
	for _, list := range byCode {
		var first *importItem
		for _, it := range list {
			switch {
			case !it.open() || it.existing != nil:
			case first == nil:
				first = it
			default:
				it.refuse(ErrProductCodeTaken.With("code", it.in.Code, "product", first.in.Name))
			}
		}
	}
	return nil
}

// findSKUs pairs the offers' SKUs with those of the products found and notes
// which are to be added.
func (im *importer) findSKUs(ctx context.Context) error {
	if err := im.loadExisting(ctx); err != nil {
		return err
	}
	for _, it := range im.items {
		switch {
		case !it.open():
		case it.existing == nil:
			it.product = im.tx.NewID()
			it.out.State = ImportCreated
			im.addNew(it)
		default:
			it.product = it.existing.id
			it.out.State = ImportExisting
			it.pair()
			if len(it.added) > 0 {
				it.out.State = ImportExtended
			}
		}
		if it.open() {
			it.out.ProductID = it.product
		}
	}
	return nil
}

// addNew takes all SKUs of a new product, except combinations given twice.
func (im *importer) addNew(it *importItem) {
	seen := map[string]bool{}
	for i, k := range it.in.SKUs {
		text := spec(k.Values)
		if seen[text] {
			im.mend(it, i, "values", ErrCombinationTwice.With("spec", text))
			continue
		}
		seen[text] = true
		it.added = append(it.added, i)
	}
}

// pair finds the existing SKU of each online one: by source, by code, by values.
func (it *importItem) pair() {
	p := it.existing
	use := func(i int, match func(*existingSKU) bool) {
		if it.out.SKUs[i].ID != 0 {
			return
		}
		if at := slices.IndexFunc(p.skus, func(k *existingSKU) bool { return !k.taken && match(k) }); at >= 0 {
			k := p.skus[at]
			k.taken = true
			it.out.SKUs[i].ID, it.out.SKUs[i].Code = k.id, k.code
		}
	}
	// A whole pass per criterion: a match by source must win over one by code of an earlier SKU.
	for i, k := range it.in.SKUs {
		if p.own && k.Ref != "" {
			use(i, func(e *existingSKU) bool { return e.ref == k.Ref })
		}
	}
	for i, k := range it.in.SKUs {
		if k.Code != "" && (len(k.Values) == 0) == (len(p.attrs) == 0) {
			use(i, func(e *existingSKU) bool { return e.code == k.Code })
		}
	}
	for i, k := range it.in.SKUs {
		use(i, func(e *existingSKU) bool { return sameValues(e.values, it.in.Attributes, k.Values) })
	}
	canAdd := p.own && len(p.attrs) > 0 && slices.Equal(slices.Sorted(slices.Values(p.attrNames)), slices.Sorted(slices.Values(it.in.Attributes)))
	seen := map[string]bool{}
	for i, k := range it.in.SKUs {
		text := spec(k.Values)
		switch {
		case it.out.SKUs[i].ID != 0:
		case seen[text]:
			it.out.SKUs[i].Notices = append(it.out.SKUs[i].Notices, ErrCombinationTwice.With("spec", text))
		case canAdd && !p.has(it.in.Attributes, k.Values):
			seen[text] = true
			it.added = append(it.added, i)
		default:
			it.out.SKUs[i].Notices = append(it.out.SKUs[i].Notices, ErrImportNoSuchSKU.With("product", p.name, "spec", text))
		}
	}
}

// has says whether the product has the combination, whoever is paired with it.
func (p *existingProduct) has(attributes, values []string) bool {
	return slices.ContainsFunc(p.skus, func(k *existingSKU) bool { return sameValues(k.values, attributes, values) })
}

func sameValues(have map[string]string, attributes, values []string) bool {
	if len(have) != len(attributes) {
		return false
	}
	for i, a := range attributes {
		if v, ok := have[a]; !ok || v != values[i] {
			return false
		}
	}
	return true
}

// loadExisting reads the attributes and SKUs of the products found.
func (im *importer) loadExisting(ctx context.Context) error {
	products := map[db.ID][]*existingProduct{} // offers may share one
	var ids []db.ID
	for _, it := range im.items {
		if it.open() && it.existing != nil {
			if products[it.existing.id] == nil {
				ids = append(ids, it.existing.id)
			}
			products[it.existing.id] = append(products[it.existing.id], it.existing)
		}
	}
	t := im.tx.Tenant
	err := db.EachIn(ctx, im.tx, `SELECT pa.product_id, pa.attribute_id, a.name FROM product_attribute pa
		JOIN attribute a ON a.tenant_id = pa.tenant_id AND a.id = pa.attribute_id
		WHERE pa.tenant_id = ? AND a.tenant_id = ? AND pa.product_id IN ({in}) ORDER BY pa.product_id, pa.position`,
		[]any{t, t}, ids, func(rows *sql.Rows) error {
			var product, attr db.ID
			var name string
			if err := rows.Scan(&product, &attr, &name); err != nil {
				return err
			}
			for _, p := range products[product] {
				p.attrs, p.attrNames = append(p.attrs, attr), append(p.attrNames, name)
			}
			return nil
		})
	if err != nil {
		return err
	}
	skus := map[db.ID][]*existingSKU{}
	err = db.EachIn(ctx, im.tx, `SELECT product_id, id, code, source_ref FROM sku WHERE tenant_id = ? AND product_id IN ({in}) ORDER BY product_id, position, id`,
		[]any{t}, ids, func(rows *sql.Rows) error {
			var product db.ID
			var k existingSKU
			if err := rows.Scan(&product, &k.id, &k.code, &k.ref); err != nil {
				return err
			}
			for _, p := range products[product] {
				own := k
				own.values = map[string]string{}
				p.skus = append(p.skus, &own)
				skus[k.id] = append(skus[k.id], &own)
			}
			return nil
		})
	if err != nil {
		return err
	}
	return db.EachIn(ctx, im.tx, `SELECT k.id, a.name, v.name FROM sku k
		JOIN sku_value kv ON kv.tenant_id = k.tenant_id AND kv.sku_id = k.id
		JOIN attribute_value v ON v.tenant_id = kv.tenant_id AND v.id = kv.value_id
		JOIN attribute a ON a.tenant_id = v.tenant_id AND a.id = v.attribute_id
		WHERE k.tenant_id = ? AND kv.tenant_id = ? AND v.tenant_id = ? AND a.tenant_id = ? AND k.product_id IN ({in})`,
		[]any{t, t, t, t}, ids, func(rows *sql.Rows) error {
			var id db.ID
			var attr, value string
			if err := rows.Scan(&id, &attr, &value); err != nil {
				return err
			}
			for _, k := range skus[id] {
				k.values[attr] = value
			}
			return nil
		})
}
