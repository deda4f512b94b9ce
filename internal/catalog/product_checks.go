package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// checkRefs checks that category and unit group exist and that the base unit may change.
func (e *edit) checkRefs(ctx context.Context) error {
	tx := e.tx
	if e.in.CategoryID != 0 {
		found, err := exists(ctx, tx, `SELECT 1 FROM category WHERE tenant_id = ? AND id = ?`, e.in.CategoryID)
		if err != nil {
			return err
		}
		if !found {
			e.f.Add("categoryId", ErrCategoryNotFound)
		}
	}
	if e.in.UnitGroupID != 0 {
		found, err := exists(ctx, tx, `SELECT 1 FROM unit_group WHERE tenant_id = ? AND id = ?`, e.in.UnitGroupID)
		if err != nil {
			return err
		}
		if !found {
			e.f.Add("unitGroupId", ErrUnitGroupNotFound)
		}
	}
	return nil
}

func exists(ctx context.Context, tx *db.Tx, query string, id db.ID) (bool, error) {
	var one int64
	return tx.Row(ctx, query, []any{tx.Tenant, id}, &one)
}

// checkPictures turns uploads into their addresses, and finds those that are not there.
func (e *edit) checkPictures(ctx context.Context) error {
	var ids []db.ID
	for _, p := range e.in.Pictures {
		pic := Picture(p)
		if pic.FileID == 0 {
			pic.FileID = uploadOf(p.URL)
		}
		if pic.FileID != 0 {
			pic.URL = fileURL(pic.FileID)
			ids = append(ids, pic.FileID)
		}
		e.pictures = append(e.pictures, pic)
	}
	for _, k := range e.in.SKUs {
		if id := uploadOf(k.Picture); id != 0 {
			ids = append(ids, id)
		}
	}
	known, err := uploadedPictures(ctx, e.tx, ids)
	if err != nil {
		return err
	}
	for i, p := range e.pictures {
		if p.FileID != 0 && !known[p.FileID] {
			e.f.Add(fmt.Sprintf("pictures[%d].fileId", i), ErrFileNotFound)
		}
	}
	for i, k := range e.in.SKUs {
		if id := uploadOf(k.Picture); id != 0 && !known[id] {
			e.f.Add(fmt.Sprintf("skus[%d].picture", i), ErrFileNotFound)
		}
	}
	return nil
}

// uploadedPictures gives those of the ids that are pictures of the set. They stay until
// the transaction ends: SKUs name them by their address only.
func uploadedPictures(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]bool, error) {
	known := map[db.ID]bool{}
	err := db.EachIn(ctx, tx, `SELECT id FROM stored_file WHERE tenant_id = ? AND content_type <> ? AND id IN ({in})`+tx.ForKeyShare(), []any{tx.Tenant, anyType}, ids, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		known[id] = true
		return err
	})
	return known, err
}

// checkTaken looks for codes and barcodes that other products have, and makes up
// the codes that were left blank.
func (e *edit) checkTaken(ctx context.Context) error {
	tx, own := e.tx, db.ID(0)
	if e.before != nil {
		own = e.before.ID
	}
	var name string
	taken, err := tx.Row(ctx, `SELECT name FROM product WHERE tenant_id = ? AND code = ? AND id <> ?`, []any{tx.Tenant, e.in.Code, int64(own)}, &name)
	if err != nil {
		return err
	}
	if taken {
		e.f.Add("code", ErrProductCodeTaken.With("code", e.in.Code, "product", name))
	}
	var codes, barcodes []string
	blank := false
	for _, k := range e.skus {
		if k.Code == "" {
			blank = true
		} else {
			codes = append(codes, k.Code)
		}
		barcodes = append(barcodes, k.Barcodes...)
	}
	if blank {
		for n := 1; n <= len(e.skus)+codeReserve; n++ {
			codes = append(codes, madeCode(e.in.Code, n))
		}
	}
	used := map[string]string{}
	err = db.EachIn(ctx, tx, `SELECT k.code, p.name FROM sku k JOIN product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
		WHERE k.tenant_id = ? AND p.tenant_id = ? AND k.product_id <> ? AND k.code IN ({in})`, []any{tx.Tenant, tx.Tenant, int64(own)}, codes, func(rows *sql.Rows) error {
		var code, product string
		err := rows.Scan(&code, &product)
		used[code] = product
		return err
	})
	if err != nil {
		return err
	}
	for i, k := range e.skus {
		if product, ok := used[k.Code]; ok && k.Code != "" {
			path := fmt.Sprintf("skus[%d].code", i)
			if len(e.in.Attributes) == 0 {
				path = "code"
			}
			e.f.Add(path, ErrSKUCodeTaken.With("code", k.Code, "product", product))
		}
	}
	e.makeCodes(used)
	owner := map[string]string{}
	err = db.EachIn(ctx, tx, `SELECT b.barcode, k.code FROM sku_barcode b JOIN sku k ON k.tenant_id = b.tenant_id AND k.id = b.sku_id
		WHERE b.tenant_id = ? AND k.tenant_id = ? AND k.product_id <> ? AND b.barcode IN ({in})`, []any{tx.Tenant, tx.Tenant, int64(own)}, barcodes, func(rows *sql.Rows) error {
		var barcode, sku string
		err := rows.Scan(&barcode, &sku)
		owner[barcode] = sku
		return err
	})
	if err != nil {
		return err
	}
	for i, k := range e.skus {
		for j, b := range k.Barcodes {
			if sku, ok := owner[b]; ok {
				e.f.Add(fmt.Sprintf("skus[%d].barcodes[%d]", i, j), ErrBarcodeTaken.With("barcode", b, "sku", sku))
			}
		}
	}
	return nil
}

// makeCodes gives SKUs without a code the next free one of the product; a SKU
// that is there keeps its own.
func (e *edit) makeCodes(used map[string]string) {
	claimed := map[string]bool{}
	for i := range e.skus {
		if k := &e.skus[i]; k.Code == "" && k.before != nil {
			k.Code = k.before.Code
		}
		claimed[e.skus[i].Code] = true
	}
	if longest := check.MaxCode - len("_000"); slices.ContainsFunc(e.skus, func(k editedSKU) bool { return k.Code == "" }) && utf8.RuneCountInString(e.in.Code) > longest {
		if utf8.RuneCountInString(e.in.Code) <= check.MaxCode { // beyond that it has been told
			e.f.Add("code", fault.ErrTooLong.With("max", longest))
		}
		return
	}
	n := 1
	for i := range e.skus {
		k := &e.skus[i]
		for ; k.Code == ""; n++ {
			if n > len(e.skus)+codeReserve {
				e.f.Add(fmt.Sprintf("skus[%d].code", i), ErrImportNoCode.With("code", e.in.Code))
				break
			}
			if code := madeCode(e.in.Code, n); used[code] == "" && !claimed[code] {
				k.Code = code
				claimed[code] = true
			}
		}
	}
}

// resolveNames finds or makes the unit, attributes and values. Nothing is made
// for an input that will be refused.
func (e *edit) resolveNames(ctx context.Context) error {
	if e.f.Len() > 0 {
		return nil
	}
	tx := e.tx
	if e.group = e.in.UnitGroupID; e.group == 0 {
		units := map[string]db.ID{}
		if err := ensureGroups(ctx, tx, []string{e.in.Unit}, units); err != nil {
			return err
		}
		e.group = units[e.in.Unit]
	}
	attrs := map[pair]db.ID{}
	for _, name := range e.in.Attributes {
		attrs[pair{0, name}] = 0
	}
	if len(attrs) == 0 {
		return nil
	}
	if err := findOrMakeAttributes(ctx, tx, attrs); err != nil {
		return err
	}
	values := map[pair]db.ID{}
	for _, name := range e.in.Attributes {
		e.attrs = append(e.attrs, attrs[pair{0, name}])
	}
	for _, k := range e.skus {
		for j, v := range k.Values {
			values[pair{e.attrs[j], v}] = 0
		}
	}
	if err := findOrMakeValues(ctx, tx, values); err != nil {
		return err
	}
	for i := range e.skus {
		for j, v := range e.skus[i].Values {
			e.skus[i].values = append(e.skus[i].values, values[pair{e.attrs[j], v}])
		}
	}
	return nil
}

// checkUsed refuses to remove SKUs that documents refer to, or to give them
// other values or another base unit.
func (e *edit) checkUsed(ctx context.Context) error {
	if e.before == nil || e.f.Len() > 0 {
		return nil
	}
	var all []db.ID
	for _, k := range e.before.SKUs {
		all = append(all, k.ID)
	}
	used, err := e.s.usedSKUs(ctx, e.tx, all)
	if err != nil || len(used) == 0 {
		return err
	}
	for _, k := range e.removed {
		if used[k.ID] {
			e.f.Add("skus", ErrSKUUsed.With("code", k.Code))
		}
	}
	for i, k := range e.skus {
		if k.before != nil && used[k.before.ID] && valueKey(k.values) != k.before.key {
			e.f.Add(fmt.Sprintf("skus[%d].values", i), ErrSKUUsed.With("code", k.before.Code))
		}
	}
	if e.group == e.before.UnitGroupID {
		return nil
	}
	units, err := groupUnits(ctx, e.tx, []db.ID{e.group})
	if err != nil {
		return err
	}
	if len(units[e.group]) == 0 || units[e.group][0].UnitID != e.before.Units[0].UnitID {
		e.f.Add("unitGroupId", ErrUnitFixed)
	}
	return nil
}

// usedSKUs asks the packages above which SKUs they refer to.
func (s *Service) usedSKUs(ctx context.Context, tx *db.Tx, skus []db.ID) (map[db.ID]bool, error) {
	out := map[db.ID]bool{}
	for _, ask := range s.usage {
		used, err := ask(ctx, tx, skus)
		if err != nil {
			return nil, err
		}
		for _, id := range used {
			out[id] = true
		}
	}
	return out, nil
}

// drawCode draws the next code of a numbered kind that taken, a query for
// (tenant, code) repeated times, does not know.
func drawCode(ctx context.Context, tx *db.Tx, kind, taken string, times int) (string, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return "", err
	}
	date := set.Today(tx.Now)
	for {
		code, err := doc.NextNumberTx(ctx, tx, kind, date)
		if err != nil {
			return "", err
		}
		var one int64
		found, err := tx.Row(ctx, taken, slices.Repeat([]any{tx.Tenant, code}, times), &one)
		if err != nil || !found {
			return code, err
		}
	}
}
