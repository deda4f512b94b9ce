package catalog

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/sheet"
)

// maxImportRows is how many SKUs one sheet may hold.
const maxImportRows = 20_000

// The columns of the product sheet, one row per SKU, besides one per price level.
// Rows with the same product code belong to one product.
var productFields = []sheet.Field{
	{Key: "code", Titles: []string{"商品代码", "Product code"}, Required: true},
	{Key: "name", Titles: []string{"商品名称", "Name"}, Required: true},
	{Key: "category", Titles: []string{"类别", "Category"}},
	{Key: "brand", Titles: []string{"品牌", "Brand"}},
	{Key: "spec", Titles: []string{"规格型号", "Model"}},
	{Key: "unit", Titles: []string{"单位", "Unit"}, Required: true},
	{Key: "values", Titles: []string{"辅助属性", "Attributes"}},
	{Key: "skuCode", Titles: []string{"SKU代码", "SKU"}},
	{Key: "barcode", Titles: []string{"条码", "Barcode"}},
	{Key: "taxRate", Titles: []string{"税率%", "Tax rate %"}, Percent: true},
	{Key: "weight", Titles: []string{"重量kg", "Weight kg"}},
	{Key: "negativeStock", Titles: []string{"允许负库存", "Negative stock"}},
	{Key: "picture", Titles: []string{"图片地址", "Picture"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

// priceKey is the column of a price level, as problems name it.
func priceKey(l party.Level) string { return "price " + l.Name }

// importFields are the columns of a set's product sheet.
func importFields(levels party.Levels) []sheet.Field {
	out := slices.Clone(productFields)
	for _, l := range levels {
		out = append(out, sheet.Field{Key: priceKey(l), Titles: api.BuiltinForms("level", l.Name)})
	}
	return out
}

// Faults of product sheets.
var (
	// ErrSheetDiffers has the parameters column and code.
	ErrSheetDiffers = fault.Define(fault.Invalid, "product_sheet.differs",
		fault.ZH("与商品 {code} 第一行的内容不一致", "同一商品的各行填写相同的内容，或只填第一行"),
		fault.EN("Differs from the first row of product {code}", "Give all rows of a product the same, or fill in its first row only"))
	// ErrSheetValues marks attributes that cannot be read.
	ErrSheetValues = fault.Define(fault.Invalid, "product_sheet.attributes",
		fault.ZH("辅助属性的写法不对", "按“颜色:红色;尺码:M”填写，同一商品各行的属性名称要相同"),
		fault.EN("The attributes cannot be read", "Write “colour:red;size:M”, with the same names in all rows of a product"))
)

// sheetProduct is a product as gathered from its rows.
type sheetProduct struct {
	rows  []int // row number per SKU
	in    ProductInput
	extra ImportProduct     // what ProductInput has no place for
	wrong []fault.Field     // under "row <number>.<column>"
	cells map[string]string // of sharedColumns, as in the first row

	priceKeys map[db.ID]string // columns of the price levels
}

func (p *sheetProduct) note(row int, column string, err *fault.Error) {
	p.wrong = append(p.wrong, fault.Field{Path: rowPath(row, column), Err: err})
}

func rowPath(row int, column string) string { return "row " + strconv.Itoa(row) + "." + column }

// sharedColumns say the same in every row of a product.
var sharedColumns = []string{"name", "category", "brand", "spec", "unit", "taxRate", "weight", "negativeStock", "note"}

// gather makes products of rows, in the order of their first rows.
func gather(rows []sheet.Row, levels party.Levels) []*sheetProduct {
	var out []*sheetProduct
	byCode := map[string]*sheetProduct{}
	keys := make(map[db.ID]string, len(levels))
	for _, l := range levels {
		keys[l.ID] = priceKey(l)
	}
	for _, r := range rows {
		code := text(r, "code")
		p := byCode[code]
		if p == nil || code == "" {
			p = &sheetProduct{cells: map[string]string{}, priceKeys: keys}
			p.start(r, code)
			byCode[code] = p
			out = append(out, p)
		} else {
			for _, column := range sharedColumns {
				if v := r.Get(column); v != "" && v != p.cells[column] {
					p.note(r.Number, column, ErrSheetDiffers.With("code", code))
				}
			}
		}
		p.add(r, levels)
	}
	return out
}

// text is a cell of text. Spreadsheets turn long digit strings, such as
// barcodes, into numbers like 6.901234567892E+12.
func text(r sheet.Row, key string) string {
	s := r.Get(key)
	if mantissa, exponent, ok := strings.Cut(s, "E+"); ok && len(exponent) == 2 && strings.Trim(mantissa, "0123456789.") == "" {
		return r.Decimal(key)
	}
	return s
}

// start takes what a row says of the whole product.
func (p *sheetProduct) start(r sheet.Row, code string) {
	for _, column := range sharedColumns {
		p.cells[column] = r.Get(column)
	}
	p.in = ProductInput{
		Code: code, Name: r.Get("name"), Brand: r.Get("brand"), Spec: text(r, "spec"), Unit: api.BuiltinKept("unit", r.Get("unit")), Note: r.Get("note"),
		NegativeStock: yes(r.Get("negativeStock")),
	}
	if code == "" {
		p.note(r.Number, "code", fault.ErrRequired)
	}
	for name := range strings.SplitSeq(r.Get("category"), "/") {
		if name = strings.TrimSpace(name); name != "" {
			p.extra.Category = append(p.extra.Category, name)
		}
	}
	for i, name := range p.extra.Category {
		if i >= maxCategoryDepth || len([]rune(name)) > maxCategoryName {
			p.note(r.Number, "category", fault.ErrTooLong.With("max", maxCategoryName))
			break
		}
	}
	if rate, given, err := r.Percent("taxRate"); given {
		bps, whole := (rate * 100).Int()
		switch {
		case err != nil:
			p.note(r.Number, "taxRate", fault.As(err))
		case !whole:
			p.note(r.Number, "taxRate", fault.ErrPlaces.With("max", 2))
		}
		p.in.TaxRateBPS = bps
	}
	if weight := r.Decimal("weight"); weight != "" {
		var err error
		if p.in.Weight, err = dec.ParseQuantity(weight); err != nil {
			p.note(r.Number, "weight", check.Decimal(err))
		}
	}
}

func yes(s string) bool {
	return slices.Contains([]string{"是", "y", "yes", "true", "1", "√"}, strings.ToLower(s))
}

// add takes what a row says of its SKU.
func (p *sheetProduct) add(r sheet.Row, levels party.Levels) {
	names, values, ok := readValues(r.Get("values"))
	switch {
	case !ok:
		p.note(r.Number, "values", ErrSheetValues)
	case len(p.rows) == 0:
		p.in.Attributes = names
	default:
		if values, ok = inOrder(p.in.Attributes, names, values); !ok {
			p.note(r.Number, "values", ErrSheetValues)
		}
	}
	k := SKUInput{Code: text(r, "skuCode"), Values: values, Picture: r.Get("picture")}
	if b := text(r, "barcode"); b != "" {
		k.Barcodes = []string{b}
	}
	for _, l := range levels {
		cell := r.Decimal(priceKey(l))
		if cell == "" {
			continue
		}
		price, err := dec.ParsePrice(cell)
		if err != nil {
			p.note(r.Number, priceKey(l), check.Decimal(err))
			continue
		}
		k.Prices = append(k.Prices, LevelPrice{l.ID, price})
	}
	p.rows = append(p.rows, r.Number)
	p.in.SKUs = append(p.in.SKUs, k)
}

// readValues reads "颜色:红色;尺码:M"; wide punctuation will do too.
func readValues(s string) (names, values []string, ok bool) {
	s = strings.NewReplacer("：", ":", "；", ";").Replace(s)
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, found := strings.Cut(part, ":")
		name, value = api.BuiltinKept("attribute", strings.TrimSpace(name)), strings.TrimSpace(value)
		if !found || name == "" || value == "" || slices.Contains(names, name) {
			return nil, nil, false
		}
		names, values = append(names, name), append(values, value)
	}
	return names, values, true
}

// inOrder arranges values, named by names, as the product's attributes are.
func inOrder(attributes, names, values []string) ([]string, bool) {
	if len(names) != len(attributes) {
		return nil, false
	}
	out := make([]string, len(attributes))
	for i, a := range attributes {
		at := slices.Index(names, a)
		if at < 0 {
			return nil, false
		}
		out[i] = values[at]
	}
	return out, true
}
