package purchase

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// maxImportRows is how many lines one sheet of orders may hold.
const maxImportRows = 5_000

// importFields are the columns of the sheet of orders. Rows with the same number make one
// order; without numbers, those of one supplier, warehouse, date and currency.
var importFields = []sheet.Field{
	{Key: "order", Titles: []string{"订单分组", "Order"}},
	{Key: "supplierId", Titles: []string{"供应商", "Supplier"}, Required: true},
	{Key: "warehouseId", Titles: []string{"收货仓库", "Warehouse"}},
	{Key: "date", Titles: []string{"采购日期", "Date"}},
	{Key: "expectedOn", Titles: []string{"预计到货", "Expected on"}},
	{Key: "currency", Titles: []string{"币种", "Currency"}},
	{Key: "exchangeRate", Titles: []string{"汇率（100外币折人民币）", "Exchange rate (yuan for 100)"}},
	{Key: "skuId", Titles: []string{"商品编码", "SKU code"}, Required: true},
	{Key: "quantity", Titles: []string{"数量", "Quantity"}, Required: true},
	{Key: "unitId", Titles: []string{"单位", "Unit"}},
	{Key: "price", Titles: []string{"单价", "Price"}},
	{Key: "discount", Titles: []string{"优惠金额", "Discount"}},
	{Key: "taxRate", Titles: []string{"税率%", "Tax rate %"}, Percent: true},
	{Key: "lineNote", Titles: []string{"商品备注", "Line note"}},
	{Key: "freight", Titles: []string{"运费", "Freight"}},
	{Key: "onlineOrders", Titles: []string{"网采单号", "Online orders"}},
	{Key: "note", Titles: []string{"单据备注", "Note"}},
}

// headFields are the columns that belong to the whole order: given in any of its rows,
// and the same wherever they are given.
var headFields = []string{"supplierId", "warehouseId", "date", "expectedOn", "currency", "exchangeRate", "freight", "onlineOrders", "note"}

// Faults of sheets of orders.
var (
	// ErrSheetSupplier has the parameter text.
	ErrSheetSupplier = fault.Define(fault.Invalid, "purchase_sheet.supplier_unknown",
		fault.ZH("没有代码、旺旺或名称是“{text}”的供应商，或有几个同名", "核对名称，同名的写供应商代码；没有的先建供应商"),
		fault.EN("No supplier has the code, 1688 login or name {text}, or several have it", "Check the name, or write the supplier's code; add the supplier first if it is new"))
	// ErrSheetSKU has the parameter text.
	ErrSheetSKU = fault.Define(fault.Invalid, "purchase_sheet.sku_unknown",
		fault.ZH("没有编码或条码是“{text}”的商品", "核对编码，没有的先建商品"), fault.EN("No SKU has the code or barcode {text}", "Check the code, or add the product first"))
	// ErrSheetUnit has the parameters text and allowed.
	ErrSheetUnit = fault.Define(fault.Invalid, "purchase_sheet.unit_unknown",
		fault.ZH("这个商品没有单位“{text}”", "填写以下之一，或不填（按基本单位）：{allowed}"), fault.EN("This product has no unit {text}", "Write one of {allowed}, or nothing for the base unit"))
	// ErrSheetDiffers has the parameter row.
	ErrSheetDiffers = fault.Define(fault.Invalid, "purchase_sheet.differs",
		fault.ZH("同一张采购单，这里和第 {row} 行写的不一样", "改成一样，或用不同的订单分组"), fault.EN("This order says something else in row {row}", "Make them agree, or give the rows different order numbers"))
)

// ImportedOrder is one order of a sheet.
type ImportedOrder struct {
	Order        *Order
	SupplierName string
	Row          int // the first of its rows
}

// sheetOrder is the rows that make one order.
type sheetOrder struct {
	head  sheet.Row         // the first row
	rows  []sheet.Row       // of its lines, as far as they could be read
	texts map[string]string // of headFields, as given
	from  map[string]int    // the row that gave each first
	in    Planned
}

// Import makes drafts of a workbook, all of them or none; with dryRun it only checks,
// exactly as the import would. Problems come under "row <number>.<column>".
func (s *Service) Import(ctx context.Context, sc db.Scope, data []byte, within tenant.DataScope, dryRun bool) ([]ImportedOrder, error) {
	var rows []sheet.Row
	if err := sheet.Read(data, importFields, maxImportRows, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	}); err != nil {
		return nil, err
	}
	run := s.db.InTx
	if dryRun {
		run = s.db.View
	}
	var out []ImportedOrder
	err := run(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		list, err := s.sheetOrdersTx(ctx, tx, rows, within, &f)
		if err != nil {
			return err
		}
		planned := make([]Planned, len(list))
		for i, o := range list {
			planned[i] = o.in
		}
		orders, suppliers, err := s.planManyTx(ctx, tx, planned)
		if err != nil && !byRow(err, list, &f) {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		if !dryRun {
			if err := addManyTx(ctx, tx, orders, suppliers, planned); err != nil {
				return err
			}
		}
		out = make([]ImportedOrder, len(orders))
		for i, o := range orders {
			out[i] = ImportedOrder{Order: o, SupplierName: suppliers[i].Name, Row: list[i].head.Number}
		}
		return nil
	})
	return out, err
}

// sheetOrdersTx groups the rows and finds what they name. Orders whose head cannot be
// read are left out, as are such lines; why is noted in f.
func (s *Service) sheetOrdersTx(ctx context.Context, tx *db.Tx, rows []sheet.Row, within tenant.DataScope, f *fault.Fields) ([]*sheetOrder, error) {
	var skuTexts, supplierTexts []string
	for _, r := range rows {
		skuTexts, supplierTexts = append(skuTexts, r.Get("skuId")), append(supplierTexts, r.Get("supplierId"))
	}
	suppliers, err := s.party.SuppliersByTextTx(ctx, tx, distinct(supplierTexts))
	if err != nil {
		return nil, err
	}
	warehouse, err := stock.WarehousesByTextTx(ctx, tx, within.Warehouses)
	if err != nil {
		return nil, err
	}
	read, err := s.lineReaderTx(ctx, tx, distinct(skuTexts))
	if err != nil {
		return nil, err
	}
	var good []*sheetOrder
	for _, o := range group(rows) {
		o.differ(f)
		wrong := o.readHead(suppliers, warehouse, f)
		kept := o.rows[:0:0]
		for _, r := range o.rows {
			var own fault.Fields
			l := read(r, &own)
			f.AddErr(rowPath(r), own.Err())
			if own.Len() == 0 {
				o.in.Lines, kept = append(o.in.Lines, l), append(kept, r)
			}
		}
		o.in.Within, o.rows = within, kept
		if !wrong && len(kept) > 0 {
			good = append(good, o)
		}
	}
	return good, nil
}

func rowPath(r sheet.Row) string { return "row " + strconv.Itoa(r.Number) }

func distinct(texts []string) []string {
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	return slices.Compact(slices.Sorted(slices.Values(texts)))
}

// group puts rows together that make one order, in the order of the sheet.
func group(rows []sheet.Row) []*sheetOrder {
	var list []*sheetOrder
	byKey := map[string]*sheetOrder{}
	for _, r := range rows {
		key := "n" + r.Get("order")
		if r.Get("order") == "" {
			key = "s" + strings.Join([]string{r.Get("supplierId"), r.Get("warehouseId"), r.Get("date"), strings.ToUpper(r.Get("currency"))}, "\n")
		}
		o := byKey[key]
		if o == nil {
			o = &sheetOrder{head: r, texts: map[string]string{}, from: map[string]int{}}
			byKey[key], list = o, append(list, o)
		}
		o.rows = append(o.rows, r)
		for _, field := range headFields {
			if text := r.Get(field); text != "" && o.from[field] == 0 {
				o.texts[field], o.from[field] = text, r.Number
			}
		}
	}
	return list
}

// differ notes the rows that say something else than their order's first.
func (o *sheetOrder) differ(f *fault.Fields) {
	for _, r := range o.rows {
		for _, field := range headFields {
			if text := r.Get(field); text != "" && text != o.texts[field] {
				f.Add(rowPath(r)+"."+field, ErrSheetDiffers.With("row", o.from[field]))
			}
		}
	}
}

// at is where a column of the order's head was given, or else its first row.
func (o *sheetOrder) at(field string) string {
	row := o.from[field]
	if row == 0 {
		row = o.head.Number
	}
	return "row " + strconv.Itoa(row) + "." + field
}

// readHead reads what belongs to the whole order, and reports whether it is wrong.
func (o *sheetOrder) readHead(suppliers map[string]db.ID, warehouse func(string) db.ID, f *fault.Fields) (wrong bool) {
	before := f.Len()
	text := o.texts["supplierId"]
	switch o.in.SupplierID = suppliers[text]; {
	case text == "":
		f.Add(o.at("supplierId"), fault.ErrRequired)
	case o.in.SupplierID == 0:
		f.Add(o.at("supplierId"), ErrSheetSupplier.With("text", text))
	}
	if o.in.WarehouseID = warehouse(o.texts["warehouseId"]); o.in.WarehouseID == 0 {
		f.Add(o.at("warehouseId"), stock.ErrWarehouseNotFound)
	}
	for field, into := range map[string]*db.Date{"date": &o.in.Date, "expectedOn": &o.in.ExpectedOn} {
		if o.from[field] == 0 {
			continue
		}
		day, ok := o.given(field).Date(field)
		if !ok {
			f.Add(o.at(field), fault.ErrFormat.With("expected", "2026-11-22"))
		}
		*into = db.Date(day)
	}
	o.in.Currency = strings.ToUpper(o.texts["currency"])
	if o.from["exchangeRate"] != 0 {
		rate, err := dec.ParseCost(o.given("exchangeRate").Decimal("exchangeRate"))
		switch {
		case err != nil:
			f.Add(o.at("exchangeRate"), check.Decimal(err))
		case rate <= 0:
			f.Add(o.at("exchangeRate"), fault.ErrPositive)
		}
		o.in.ExchangeRate = rate
	}
	if o.from["freight"] != 0 {
		o.in.Freight = check.Amount(f, o.at("freight"), o.given("freight").Decimal("freight"))
	}
	for _, no := range strings.FieldsFunc(o.texts["onlineOrders"], func(r rune) bool { return strings.ContainsRune(",，;；、 \n\t", r) }) {
		o.in.References = append(o.in.References, Reference{RefOnlineOrder, no})
	}
	o.in.Note = o.texts["note"]
	return f.Len() > before
}

// given is the row that gave a column of the order's head.
func (o *sheetOrder) given(field string) sheet.Row {
	for _, r := range o.rows {
		if r.Number == o.from[field] {
			return r
		}
	}
	return o.head
}

// lineReaderTx gives a function that reads the line of a row.
func (s *Service) lineReaderTx(ctx context.Context, tx *db.Tx, texts []string) (func(sheet.Row, *fault.Fields) trade.LineInput, error) {
	ids, err := s.catalog.SKUIDsByTextTx(ctx, tx, texts)
	if err != nil {
		return nil, err
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, slices.Compact(slices.Sorted(maps.Values(ids))))
	if err != nil {
		return nil, err
	}
	return func(r sheet.Row, f *fault.Fields) trade.LineInput {
		l := trade.LineInput{SKUID: ids[r.Get("skuId")], Note: r.Get("lineNote")}
		switch {
		case r.Get("skuId") == "":
			f.Add("skuId", fault.ErrRequired)
		case l.SKUID == 0:
			f.Add("skuId", ErrSheetSKU.With("text", r.Get("skuId")))
		}
		if unit := r.Get("unitId"); unit != "" && l.SKUID != 0 {
			var names []string
			for _, u := range skus[l.SKUID].Units {
				names = append(names, u.Name)
				if u.Name == unit || u.Name == api.BuiltinKept("unit", unit) {
					l.UnitID = u.UnitID
				}
			}
			if l.UnitID == 0 {
				f.Add("unitId", ErrSheetUnit.With("text", unit, "allowed", strings.Join(names, "、")))
			}
		}
		if r.Get("quantity") == "" {
			f.Add("quantity", fault.ErrRequired)
		} else if q, err := dec.ParseQuantity(r.Decimal("quantity")); err != nil {
			f.Add("quantity", check.Decimal(err))
		} else if l.Quantity = q; q <= 0 {
			f.Add("quantity", fault.ErrPositive)
		}
		if r.Get("price") != "" {
			price := check.Price(f, "price", r.Decimal("price"))
			l.Price = &price
		}
		if r.Get("discount") != "" {
			l.Discount = check.Amount(f, "discount", r.Decimal("discount"))
		}
		if rate, given, err := r.Percent("taxRate"); err != nil {
			f.AddErr("taxRate", err)
		} else if given {
			bps := int64(rate) / (dec.Scale / 100)
			l.TaxRateBPS = &bps
		}
		return l
	}, nil
}

// orderField takes a path of CreateManyTx apart.
var orderField = regexp.MustCompile(`^orders\[(\d+)\]\.(?:lines\[(\d+)\]\.?)?(.*)$`)

// byRow notes the problems of planned orders under their rows and columns; it reports
// whether err was about the orders.
func byRow(err error, list []*sheetOrder, f *fault.Fields) bool {
	e := fault.As(err)
	if e == nil || len(e.Fields) == 0 {
		return false
	}
	for _, p := range e.Fields {
		m := orderField.FindStringSubmatch(p.Path)
		if m == nil {
			return false
		}
		i, _ := strconv.Atoi(m[1])
		o := list[i]
		if m[2] == "" {
			column, _, _ := strings.Cut(m[3], "[")
			f.Add(o.at(column), p.Err)
			continue
		}
		j, _ := strconv.Atoi(m[2])
		column := m[3]
		switch column {
		case "note":
			column = "lineNote"
		case "taxRateBps":
			column = "taxRate"
		}
		f.Add(rowPath(o.rows[j])+"."+column, p.Err)
	}
	return true
}
