package catalog

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/sheet"
)

// SheetOptions says how a sheet is imported.
type SheetOptions struct {
	DryRun   bool // only check, exactly as the import would
	SkipBad  bool // leave out products with problems instead of refusing the sheet
	MayPrice bool // set prices
}

// SheetResult is what an import did, or would do.
type SheetResult struct {
	Rows     int // of the sheet
	Products int // made
	SKUs     int // made
	Skipped  int // products left out
	Problems []fault.Field
}

// errDryRun takes back what a dry run has written.
var errDryRun = errors.New("dry run")

// importChunk is how many products are handed to importTx at once.
const importChunk = 200

// ImportProducts makes products of a workbook: one row per SKU, the rows of a
// product having its code in common. Either all of them are made or none, unless
// SkipBad leaves out those with problems; existing products are never changed.
// Problems come with the paths "row <number>.<column>", as fault.ErrFields or in
// the result where bad ones are skipped. The bounds are those of sheet.Read.
func (s *Service) ImportProducts(ctx context.Context, sc db.Scope, data []byte, o SheetOptions) (*SheetResult, error) {
	levels, err := s.levels(ctx, sc)
	if err != nil {
		return nil, err
	}
	var rows []sheet.Row
	if err := sheet.Read(data, importFields(levels), maxImportRows, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	}); err != nil {
		return nil, err
	}
	var result *SheetResult
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		result = &SheetResult{Rows: len(rows)}
		products := gather(rows, levels) // anew: the transaction may run twice
		if err := s.importSheet(ctx, tx, products, levels, o, result); err != nil {
			return err
		}
		if len(result.Problems) > 0 && !o.SkipBad {
			var f fault.Fields
			for _, p := range result.Problems {
				f.Add(p.Path, p.Err)
			}
			return f.Err()
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

func (s *Service) importSheet(ctx context.Context, tx *db.Tx, products []*sheetProduct, levels party.Levels, o SheetOptions, result *SheetResult) error {
	var good []*sheetProduct
	for _, p := range products {
		p.check(levels, o)
		if len(p.wrong) == 0 {
			good = append(good, p)
		}
	}
	for part := range slices.Chunk(good, importChunk) {
		list := make([]ImportProduct, len(part))
		for i, p := range part {
			list[i] = p.product(levels)
		}
		outcomes, err := s.importTx(ctx, tx, list, true)
		if err != nil {
			return err
		}
		for i, out := range outcomes {
			if out.State == ImportRefused {
				part[i].take("", out.Problem)
				continue
			}
			result.Products++
			result.SKUs += len(out.SKUs)
		}
	}
	for _, p := range products {
		if len(p.wrong) > 0 {
			result.Skipped++
			result.Problems = append(result.Problems, p.wrong...)
		}
	}
	return nil
}

// check applies the rules of entering a product by hand.
func (p *sheetProduct) check(levels party.Levels, o SheetOptions) {
	var f fault.Fields
	pictures := p.in.SKUs[0].Picture
	p.in.tidy(&f, levels)
	if err := f.Err(); err != nil {
		p.take("", fault.As(err))
	}
	if pictures != "" && validURL(pictures) {
		p.extra.Pictures = []string{pictures}
	}
	if o.MayPrice {
		return
	}
	for i, k := range p.in.SKUs {
		if len(k.Prices) > 0 {
			p.note(p.rows[i], priceKey(*levels.Find(k.Prices[0].LevelID)), fault.ErrForbidden.With("permission", "price.write"))
		}
	}
}

// take notes a problem of the product, each of its fields under the row and
// column it came from.
func (p *sheetProduct) take(path string, e *fault.Error) {
	if len(e.Fields) > 0 {
		for _, f := range e.Fields {
			p.take(f.Path, f.Err)
		}
		return
	}
	row, column := p.rows[0], path
	if rest, ok := strings.CutPrefix(path, "skus["); ok {
		number, field, _ := strings.Cut(rest, "].")
		if i, err := strconv.Atoi(number); err == nil && i < len(p.rows) {
			row, column = p.rows[i], field
		}
		if column == "code" {
			column = "skuCode"
		}
	}
	if rest, ok := strings.CutPrefix(column, "prices["); ok {
		column = "price"
		number, _, _ := strings.Cut(rest, "]")
		k := slices.Index(p.rows, row)
		if j, err := strconv.Atoi(number); err == nil && k >= 0 && j < len(p.in.SKUs[k].Prices) {
			column = p.priceKeys[p.in.SKUs[k].Prices[j].LevelID]
		}
	}
	column, _, _ = strings.Cut(column, "[")
	column, _, _ = strings.Cut(column, ".")
	switch column {
	case "barcodes":
		column = "barcode"
	case "taxRateBps":
		column = "taxRate"
	case "attributes", "skus":
		column = "values"
	case "":
		column = "code"
	}
	p.note(row, column, e)
}

// product is what is handed to importTx.
func (p *sheetProduct) product(levels party.Levels) ImportProduct {
	out := p.extra
	in := p.in
	out.Code, out.Name, out.Unit, out.Attributes = in.Code, in.Name, in.Unit, in.Attributes
	out.Brand, out.Spec, out.Note, out.TaxRateBPS, out.NegativeStock, out.Weight = in.Brand, in.Spec, in.Note, in.TaxRateBPS, in.NegativeStock, in.Weight
	for _, k := range in.SKUs {
		sku := ImportSKU{Code: k.Code, Values: k.Values, Picture: k.Picture}
		if len(in.Attributes) == 0 {
			sku.Picture = "" // it is the product's
		}
		if len(k.Barcodes) > 0 {
			sku.Barcode = k.Barcodes[0]
		}
		for _, price := range k.Prices {
			if price.LevelID == levels.Retail() {
				sku.Retail = &price.Price
				continue
			}
			sku.Prices = append(sku.Prices, price)
		}
		out.SKUs = append(out.SKUs, sku)
	}
	return out
}

func (s *Service) levels(ctx context.Context, sc db.Scope) (levels party.Levels, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		levels, err = s.party.LevelsTx(ctx, tx)
		return err
	})
	return levels, err
}

// ProductTemplate gives the columns of an empty product sheet of the set.
func (s *Service) ProductTemplate(ctx context.Context, sc db.Scope) ([]sheet.Column, error) {
	levels, err := s.levels(ctx, sc)
	if err != nil {
		return nil, err
	}
	var out []sheet.Column
	for _, f := range importFields(levels) {
		title := f.Titles[0]
		if f.Required {
			title = "*" + title
		}
		out = append(out, sheet.Column{Title: title, Width: 18})
	}
	return out, nil
}
