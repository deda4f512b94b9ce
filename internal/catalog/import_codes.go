package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// chooseCodes gives every new SKU its code: the offer's 单品货号 where it is
// free, else the next free code_001, code_002 … of the product.
func (im *importer) chooseCodes(ctx context.Context) error {
	var given, barcodes []string
	for _, it := range im.items {
		for _, i := range it.added {
			if k := it.in.SKUs[i]; k.Code != "" {
				given = append(given, k.Code)
			}
			if b := it.in.SKUs[i].Barcode; b != "" {
				barcodes = append(barcodes, b)
			}
		}
	}
	if err := im.lookUpCodes(ctx, given); err != nil {
		return err
	}
	if err := im.lookUpBarcodes(ctx, barcodes); err != nil {
		return err
	}
	var made []string
	for _, it := range im.items {
		if it.writes() {
			made = append(made, im.claimGiven(it)...)
		}
		if it.writes() {
			im.claimBarcodes(it)
		}
		if it.open() && it.wrong.Len() > 0 {
			it.refuse(fault.As(it.wrong.Err()))
		}
	}
	if err := im.lookUpCodes(ctx, made); err != nil {
		return err
	}
	for _, it := range im.items {
		if it.writes() {
			im.claimMade(it)
		}
	}
	return nil
}

func (im *importer) lookUpCodes(ctx context.Context, codes []string) error {
	t := im.tx.Tenant
	return db.EachIn(ctx, im.tx, `SELECT k.code, p.name FROM sku k JOIN product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
		WHERE k.tenant_id = ? AND p.tenant_id = ? AND k.code IN ({in})`, []any{t, t}, codes, func(rows *sql.Rows) error {
		var code, product string
		if err := rows.Scan(&code, &product); err != nil {
			return err
		}
		im.codes[code] = product
		return nil
	})
}

func (im *importer) lookUpBarcodes(ctx context.Context, barcodes []string) error {
	t := im.tx.Tenant
	return db.EachIn(ctx, im.tx, `SELECT b.barcode, k.code FROM sku_barcode b JOIN sku k ON k.tenant_id = b.tenant_id AND k.id = b.sku_id
		WHERE b.tenant_id = ? AND k.tenant_id = ? AND b.barcode IN ({in})`, []any{t, t}, barcodes, func(rows *sql.Rows) error {
		var barcode, sku string
		if err := rows.Scan(&barcode, &sku); err != nil {
			return err
		}
		im.bars[barcode] = sku
		return nil
	})
}

// claimGiven claims the codes the offer gives and returns the codes that may be
// made up for the rest.
func (im *importer) claimGiven(it *importItem) (candidates []string) {
	missing := 0
	for _, i := range it.added {
		code := it.in.SKUs[i].Code
		if code == "" {
			missing++
			continue
		}
		if _, used := im.codes[code]; !used {
			im.codes[code] = it.in.Name
			it.out.SKUs[i].Code = code
			continue
		}
		if len(it.in.Attributes) == 0 { // a plain product's SKU has no code but the product's
			it.refuse(ErrSKUCodeTaken.With("code", code, "product", im.codes[code]))
			return nil
		}
		if im.strict {
			why := ErrSKUCodeTaken.With("code", code, "product", im.codes[code])
			if im.givenEarlier(it, i) {
				why = ErrSKUCodeTwice.With("code", code)
			}
			im.mend(it, i, "code", why)
			continue
		}
		missing++
	}
	if missing == 0 {
		return nil
	}
	for n := 1; n <= len(it.in.SKUs)+codeReserve; n++ {
		candidates = append(candidates, madeCode(it.code(), n))
	}
	return candidates
}

// codeReserve is how many made codes beyond the number of SKUs are tried, for
// the case that other products use some.
const codeReserve = 20

// claimMade gives the SKUs without a code the next free made ones.
func (im *importer) claimMade(it *importItem) {
	n := 1
	for _, i := range it.added {
		sku := &it.out.SKUs[i]
		if sku.Code != "" {
			continue
		}
		for ; ; n++ {
			code := madeCode(it.code(), n)
			if n > len(it.in.SKUs)+codeReserve || utf8.RuneCountInString(code) > check.MaxCode {
				it.refuse(ErrImportNoCode.With("code", it.code()))
				return
			}
			if _, used := im.codes[code]; !used {
				im.codes[code] = it.in.Name
				sku.Code = code
				break
			}
		}
		if given := it.in.SKUs[i].Code; given != "" {
			notice := ErrImportCodeMade.With("given", given, "code", sku.Code, "product", im.codes[given])
			if im.givenEarlier(it, i) {
				notice = ErrImportCodeTwice.With("given", given, "code", sku.Code)
			}
			sku.Notices = append(sku.Notices, notice)
		}
	}
}

// givenEarlier says whether another SKU of the same offer kept the code.
func (im *importer) givenEarlier(it *importItem, at int) bool {
	for i := range it.in.SKUs {
		if i != at && it.out.SKUs[i].Code == it.in.SKUs[at].Code {
			return true
		}
	}
	return false
}

// claimBarcodes keeps the barcodes that no other SKU has.
func (im *importer) claimBarcodes(it *importItem) {
	for _, i := range it.added {
		k := &it.in.SKUs[i]
		if k.Barcode == "" {
			continue
		}
		if owner, used := im.bars[k.Barcode]; used {
			im.mend(it, i, "barcode", ErrBarcodeTaken.With("barcode", k.Barcode, "sku", owner))
			k.Barcode = ""
			continue
		}
		if im.bars[k.Barcode] = it.out.SKUs[i].Code; im.bars[k.Barcode] == "" {
			im.bars[k.Barcode] = it.code() + " " + spec(k.Values)
		}
		if warning := checkDigit(k.Barcode); warning != nil {
			it.out.SKUs[i].Notices = append(it.out.SKUs[i].Notices, warning)
		}
	}
}

// madeCode is the n-th code made up for a product without article numbers.
func madeCode(product string, n int) string { return fmt.Sprintf("%s_%03d", product, n) }

// code is that of the product; it may have been edited since it was imported.
func (it *importItem) code() string {
	if it.existing != nil {
		return it.existing.code
	}
	return it.in.Code
}
