package trade

import (
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Limits of one document.
const (
	MaxLines   = 500
	MaxNote    = 500 // characters
	maxLineTxt = 200
)

// Faults of lines.
var (
	// ErrNoLines marks a document without lines.
	ErrNoLines = fault.Define(fault.Invalid, "trade.no_lines",
		fault.ZH("单据没有商品行", "至少加一行商品"), fault.EN("The document has no lines", "Add at least one line"))
	// ErrInactiveSKU has the parameter sku.
	ErrInactiveSKU = fault.Define(fault.Invalid, "trade.sku_inactive",
		fault.ZH("商品 {sku} 已停用", "换一个商品，或先启用它"), fault.EN("{sku} is inactive", "Choose another or activate it first"))
	// ErrUnitForeign marks a unit that the product does not have.
	ErrUnitForeign = fault.Define(fault.Invalid, "trade.unit_foreign",
		fault.ZH("商品 {sku} 没有这个单位", "从该商品的单位中选择"), fault.EN("{sku} has no such unit", "Choose one of its units"))
)

// Line is one line of a document. Quantities and price are in the line's unit;
// BaseQuantity is in the product's base unit.
type Line struct {
	ID            db.ID
	SKUID         db.ID
	UnitID        db.ID
	UnitNum       int64
	UnitDen       int64
	Quantity      dec.Quantity
	BaseQuantity  dec.Quantity
	Price         dec.Price
	DiscountBPS   int64
	Discount      dec.Amount
	TaxRateBPS    int64
	TaxAmount     dec.Amount
	Amount        dec.Amount // quantity × price − discount
	SettledAmount dec.Amount // what is owed for it, after the document's discount
	SourceLineID  db.ID      // of the document this one comes from
	Note          string

	UnitName string      // for what is said of the line; read with the SKU
	Tax      *dec.Amount // likewise of the tax that comes on top, before the document's discount; nil: by its rate
	List     *dec.Amount // of a line that is a part of another: its share, so that all parts add up; nil: quantity × price
}

// LineInput is one line as entered. Absent optional values take their defaults: the
// base unit, the price the document finds, the product's tax rate.
type LineInput struct {
	SKUID        db.ID
	UnitID       db.ID
	Quantity     dec.Quantity
	Price        *dec.Price
	DiscountBPS  int64
	Discount     dec.Amount
	TaxRateBPS   *int64
	SourceLineID db.ID
	Note         string
}

// CheckLines finds what is wrong with lines by themselves, without the database. A line
// may have no quantity where empty says so; nil for none. It reports whether there are
// not too many to go on.
func CheckLines(lines []LineInput, empty func(i int) bool, f *fault.Fields) bool {
	if len(lines) == 0 {
		f.Add("lines", ErrNoLines)
	}
	if len(lines) > MaxLines {
		f.Add("lines", fault.ErrTooMany.With("max", MaxLines))
		return false
	}
	for i := range lines {
		lines[i].check(Path(i), empty != nil && empty(i), f)
	}
	return true
}

func (l *LineInput) check(at string, mayBeEmpty bool, f *fault.Fields) {
	if l.SKUID == 0 {
		f.Add(at+".skuId", fault.ErrRequired)
	}
	if l.Quantity < 0 || (l.Quantity == 0 && !mayBeEmpty) {
		f.Add(at+".quantity", fault.ErrPositive)
	}
	if l.Price != nil && *l.Price < 0 {
		f.Add(at+".price", fault.ErrNegative)
	}
	if l.DiscountBPS != 0 && l.Discount != 0 {
		f.Add(at+".discount", ErrBothDiscounts)
	}
	if l.Discount < 0 {
		f.Add(at+".discount", fault.ErrNegative)
	}
	l.Note = check.Text(f, at+".note", l.Note, maxLineTxt)
}

// CheckDiscount finds what is wrong with the discount of the whole document.
func CheckDiscount(bps int64, amount dec.Amount, f *fault.Fields) {
	if bps != 0 && amount != 0 {
		f.Add("discount", ErrBothDiscounts)
	}
	if amount < 0 {
		f.Add("discount", fault.ErrNegative)
	}
}

// SKUIDs gives the SKUs of the lines.
func SKUIDs(lines []LineInput) []db.ID {
	ids := make([]db.ID, len(lines))
	for i := range lines {
		ids[i] = lines[i].SKUID
	}
	return ids
}

// Build makes the line, without its amounts. price gives the price per unit where
// none was entered; sku is nil when there is no such SKU. What is wrong is noted in f.
func (l *LineInput) Build(at string, sku *catalog.SKUInfo, price func(*catalog.SKUInfo, *catalog.UnitFactor) (dec.Price, error), f *fault.Fields) Line {
	line := Line{
		SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, DiscountBPS: l.DiscountBPS, Discount: l.Discount,
		SourceLineID: l.SourceLineID, Note: l.Note,
	}
	if sku == nil {
		f.Add(at+".skuId", fault.ErrNotFound.With("what", "sku"))
		return line
	}
	if !sku.Active {
		f.Add(at+".skuId", ErrInactiveSKU.With("sku", sku.Code))
	}
	if line.UnitID == 0 {
		line.UnitID = sku.BaseUnitID
	}
	u := sku.Unit(line.UnitID)
	if u == nil {
		f.Add(at+".unitId", ErrUnitForeign.With("sku", sku.Code))
		return line
	}
	line.UnitNum, line.UnitDen, line.UnitName = u.Num, u.Den, u.Name
	f.AddErr(at+".quantity", sku.CheckQuantity(line.UnitID, l.Quantity))
	if l.Price != nil {
		line.Price = *l.Price
	} else {
		var err error
		line.Price, err = price(sku, u)
		f.AddErr(at+".price", err)
	}
	line.TaxRateBPS = sku.TaxRateBPS
	if l.TaxRateBPS != nil {
		line.TaxRateBPS = *l.TaxRateBPS
	}
	return line
}

// PerUnit is a price per base unit as one per the unit.
func PerUnit(base dec.Price, u *catalog.UnitFactor) (dec.Price, error) {
	p, err := base.MulRatio(u.Num, u.Den)
	if err != nil {
		return 0, fault.ErrRange.With("max", dec.MaxInputPrice)
	}
	return p, nil
}
