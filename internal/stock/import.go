package stock

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// openingFields are the columns of the opening stock sheet. The warehouse may be
// left out: then it is the default one. The product's name is for people only.
var openingFields = []sheet.Field{
	{Key: "sku", Titles: []string{"单品编码", "SKU"}, Required: true},
	{Key: "name", Titles: []string{"商品名称", "Product"}},
	{Key: "warehouse", Titles: []string{"仓库", "Warehouse"}},
	{Key: "quantity", Titles: []string{"数量", "Quantity"}, Required: true},
	{Key: "unitCost", Titles: []string{"单价", "Unit cost"}},
	{Key: "amount", Titles: []string{"金额", "Amount"}},
	{Key: "zeroCost", Titles: []string{"零成本", "Zero cost"}},
}

// ErrUnknownSKU has the parameter code.
var ErrUnknownSKU = fault.Define(fault.Invalid, "stock_document.unknown_sku",
	fault.ZH("没有编码为“{code}”的单品", "核对编码，或先建立商品"), fault.EN("There is no SKU with the code {code}", "Check the code, or add the product first"))

// ImportResult is what an import did, or would do.
type ImportResult struct {
	Rows     int
	Quantity dec.Quantity
	Value    dec.Cost
	Document *Document // nil for a dry run
}

// ImportOpening enters opening stock from a workbook as one document, all of it
// or nothing, and posts it unless stock documents are reviewed. With dryRun it
// only checks, exactly as the import would, and gives the totals to compare.
// Problems come as fault.ErrFields under "row <number>.<column>".
func (s *Service) ImportOpening(ctx context.Context, sc db.Scope, data []byte, limit tenant.Limit, dryRun bool) (*ImportResult, error) {
	var rows []sheet.Row
	if err := sheet.Read(data, openingFields, MaxLines, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	}); err != nil {
		return nil, err
	}
	out := &ImportResult{Rows: len(rows)}
	run := s.db.InTx
	if dryRun {
		run = s.db.View
	}
	err := run(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		in, err := s.openingInput(ctx, tx, rows, limit)
		if err != nil {
			return err
		}
		if !dryRun {
			if out.Document, err = s.createTx(ctx, tx, in, true); err != nil {
				return byRow(err, rows)
			}
			out.Quantity, out.Value = out.Document.Quantity, out.Document.Value
			return nil
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		d, err := s.enteredTx(ctx, tx, set, in)
		if err != nil {
			return byRow(err, rows)
		}
		out.Quantity, out.Value = d.Quantity, d.Value
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// openingInput turns rows into the document people could have entered.
func (s *Service) openingInput(ctx context.Context, tx *db.Tx, rows []sheet.Row, limit tenant.Limit) (DocumentInput, error) {
	in := DocumentInput{Kind: KindOpening, Lines: make([]LineInput, len(rows))}
	codes := make([]string, 0, len(rows))
	for _, r := range rows {
		codes = append(codes, r.Get("sku"))
	}
	slices.Sort(codes)
	skus, err := s.catalog.SKUIDsByCodeTx(ctx, tx, slices.Compact(codes))
	if err != nil {
		return in, fmt.Errorf("look SKUs up: %w", err)
	}
	warehouse, err := WarehousesByTextTx(ctx, tx, limit)
	if err != nil {
		return in, err
	}
	var f fault.Fields
	for i, r := range rows {
		at := "row " + strconv.Itoa(r.Number)
		l := &in.Lines[i]
		l.SKUID, l.WarehouseID = skus[r.Get("sku")].ID, warehouse(r.Get("warehouse"))
		if l.SKUID == 0 {
			f.Add(at+".sku", ErrUnknownSKU.With("code", r.Get("sku")))
		}
		if l.WarehouseID == 0 {
			f.Add(at+".warehouse", ErrWarehouseNotFound)
		}
		l.Quantity = cell(&f, at, r, "quantity", dec.ParseQuantity)
		l.UnitCost = cell(&f, at, r, "unitCost", dec.ParseCost)
		l.Amount = cell(&f, at, r, "amount", dec.ParseAmount)
		l.ZeroCost = isYes(r.Get("zeroCost"))
	}
	return in, f.Err()
}

// WarehousesByTextTx gives a function that finds warehouses by what people write for
// them: code or name, nothing for the default one. It knows those within the limit; what
// it does not know is zero. What is one warehouse's code may be another's name: the code
// counts.
func WarehousesByTextTx(ctx context.Context, tx *db.Tx, limit tenant.Limit) (func(text string) db.ID, error) {
	all, err := allWarehouses(ctx, tx)
	if err != nil {
		return nil, err
	}
	byCode, byName := make(map[string]db.ID, len(all)+1), make(map[string]db.ID, len(all))
	for id, w := range all {
		if !limit.Allows(id) {
			continue
		}
		byCode[w.Code], byName[w.Name] = id, id
		if w.Default {
			byCode[""] = id
		}
	}
	return func(text string) db.ID {
		return cmp.Or(byCode[text], byName[text], byName[api.BuiltinKept("warehouse", text)])
	}, nil
}

// cell reads a decimal; an empty cell is none.
func cell[T any](f *fault.Fields, at string, r sheet.Row, key string, parse func(string) (T, error)) *T {
	text := r.Decimal(key)
	if text == "" {
		return nil
	}
	v, err := parse(text)
	if err != nil {
		f.Add(at+"."+key, check.Decimal(err))
		return nil
	}
	return &v
}

func isYes(s string) bool {
	return slices.Contains([]string{"是", "y", "yes", "true", "1", "√"}, strings.ToLower(s))
}

// byRow moves the problems of lines to the rows they came from.
func byRow(err error, rows []sheet.Row) error {
	e := fault.As(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	var f fault.Fields
	for _, field := range e.Fields {
		rest, ok := strings.CutPrefix(field.Path, "lines[")
		number, column, found := strings.Cut(rest, "].")
		i, bad := strconv.Atoi(number)
		if !ok || !found || bad != nil || i >= len(rows) {
			f.Add(field.Path, field.Err)
			continue
		}
		f.Add("row "+strconv.Itoa(rows[i].Number)+"."+strings.TrimSuffix(column, "Id"), field.Err)
	}
	return f.Err()
}
