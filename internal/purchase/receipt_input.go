package purchase

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of a receipt's content.
var (
	// ErrReceiptSource has the parameter no.
	ErrReceiptSource = fault.Define(fault.Invalid, "purchase_receipt.source",
		fault.ZH("单据 {no} 不能作为这张单据的来源", "购货单从已审核、没有关闭的采购单生成，退货单从已过账的购货单生成，供应商要一致"),
		fault.EN("Document {no} cannot be the source of this one", "A receipt comes from an approved order that is not closed, a return from a posted receipt of the same supplier"))
	// ErrReceiptSourceLine marks a line that does not belong to the source.
	ErrReceiptSourceLine = fault.Define(fault.Invalid, "purchase_receipt.source_line",
		fault.ZH("这一行不在来源单据里", "从来源单据重新生成"), fault.EN("This line is not on the source document", "Make the document from its source again"))
	// ErrReceiptSourceMissing marks a return without the receipt it is of, or a source line without its document.
	ErrReceiptSourceMissing = fault.Define(fault.Invalid, "purchase_receipt.source_missing",
		fault.ZH("没有填来源单据", "退货单要选购货单；来源行要和来源单据一起填"), fault.EN("The source document is missing", "A return names its receipt; a source line goes with its document"))
	// ErrOverReceived has the parameters quantity and left.
	ErrOverReceived = fault.Define(fault.Invalid, "purchase_receipt.over",
		fault.ZH("到货 {quantity} 超过了采购单还没到的 {left}", "核对数量；确实多收的，由有权限的人填写原因后收下"),
		fault.EN("{quantity} came, more than the {left} still awaited", "Check the quantity; who may take more gives the reason"))
	// ErrNotOrdered marks a line that no line of the order stands behind.
	ErrNotOrdered = fault.Define(fault.Invalid, "purchase_receipt.not_ordered",
		fault.ZH("采购单里没有这一行", "从采购单生成这一行；确实多收的，由有权限的人填写原因后收下"),
		fault.EN("The order has no such line", "Take the line from the order; who may take more gives the reason"))
	// ErrNotAgreed marks money other than the order says.
	ErrNotAgreed = fault.Define(fault.Invalid, "purchase_receipt.not_agreed",
		fault.ZH("和采购单上的不一致", "清空，按采购单带入；要按别的价格或费用收货，先改采购单，或请有权限的人操作"),
		fault.EN("This differs from the order", "Leave it empty to take that of the order; to receive at other prices or charges change the order first, or ask somebody who may"))
	// ErrReturnEarly has the parameters date, no and original.
	ErrReturnEarly = fault.Define(fault.Invalid, "purchase_receipt.return_early",
		fault.ZH("退货日期 {date} 早于购货单 {no} 的日期 {original}", "改成 {original} 或以后的日期"),
		fault.EN("The date {date} of the return is before that of receipt {no}, {original}", "Use {original} or a later date"))
	// ErrReceiptOfReceipt marks a receipt that names another as the one it is of.
	ErrReceiptOfReceipt = fault.Define(fault.Invalid, "purchase_receipt.of_receipt",
		fault.ZH("购货单不能以另一张购货单为来源", "清空；要退货时单据选退货单"), fault.EN("A receipt does not come of another receipt", "Leave it empty; to send goods back make a return"))
	// ErrReturnTooMuch has the parameters quantity and left.
	ErrReturnTooMuch = fault.Define(fault.Invalid, "purchase_receipt.return_exceeds",
		fault.ZH("退货数量 {quantity} 超过了还能退的 {left}", "把数量改到可退数量以内"),
		fault.EN("Returning {quantity}, but only {left} of the receipt is left", "Lower the quantity"))
)

// ReceiptInput is what a person or program enters. Absent optional values take their
// defaults: today, supplier, warehouse, prices, discount, freight and fees of the order,
// for the part of it that came; without an order those of Input.
type ReceiptInput struct {
	Kind        ReceiptKind // empty means KindReceipt
	Date        db.Date
	SupplierID  db.ID
	WarehouseID db.ID
	OrderID     db.ID
	SourceID    db.ID // of a return: the receipt
	TaxIncluded *bool
	DiscountBPS int64
	Discount    *dec.Amount
	Freight     *dec.Amount
	OtherFee    *dec.Amount
	Waybill     string
	OverReason  string
	Note        string
	Inspected   bool // the goods were inspected; needed to post what came of an order that asks for it
	// ClearSupplier has the supplier's other advances cleared too, after those paid for the order.
	ClearSupplier bool
	// AsCharged takes discount, freight and fees that are not given from the orders on 1688.
	AsCharged bool
	Lines     []ReceiptLineInput
	Within    tenant.DataScope
	// MayTakeMore says that the person may receive more than was ordered, given a reason.
	MayTakeMore bool
	// MayReprice says that the person may receive at other prices or charges than ordered.
	MayReprice bool
	// KeepCosts says that the person does not see what the goods cost: what is left out of
	// that stays when a draft is changed.
	KeepCosts bool

	was     *ReceiptInput // the draft that it is the next version of; nil: none
	wasLine []int         // which line of it each line was; -1: none
}

// ReceiptLineInput is one line as entered; Quantity is what is accepted.
type ReceiptLineInput struct {
	trade.LineInput
	Rejected     dec.Quantity // came and is not accepted, in the line's unit
	RejectReason RejectReason
	Short        dec.Quantity // on the slip and not in the parcel, in the line's unit
}

func (in *ReceiptInput) check(f *fault.Fields) {
	in.Kind = cmp.Or(in.Kind, KindReceipt)
	if in.Kind != KindReceipt && in.Kind != KindReturn {
		f.Add("kind", fault.ErrChoice.With("allowed", "receipt, return"))
	}
	in.Note = check.Text(f, "note", in.Note, trade.MaxNote)
	in.OverReason = check.Text(f, "overReason", in.OverReason, maxReason)
	in.Waybill = check.Line(f, "waybill", in.Waybill, maxReference)
	lines := make([]trade.LineInput, len(in.Lines))
	for i := range in.Lines {
		l := &in.Lines[i]
		if l.Rejected < 0 {
			f.Add(trade.Path(i)+".rejected", fault.ErrNegative)
		}
		if l.Short < 0 {
			f.Add(trade.Path(i)+".short", fault.ErrNegative)
		}
		if in.Kind == KindReturn && l.Rejected > 0 {
			f.Add(trade.Path(i)+".rejected", fault.ErrRange.With("max", 0))
		}
		if in.Kind == KindReturn && l.Short > 0 {
			f.Add(trade.Path(i)+".short", fault.ErrRange.With("max", 0))
		}
		if l.RejectReason != "" && !slices.Contains(RejectReasons, l.RejectReason) {
			f.Add(trade.Path(i)+".rejectReason", fault.ErrChoice.With("allowed", "damaged, wrong, quality, other"))
		}
		if l.SourceLineID != 0 && in.OrderID == 0 && in.SourceID == 0 {
			f.Add(trade.Path(i)+".sourceLineId", ErrReceiptSourceMissing)
		}
		lines[i] = l.LineInput
	}
	trade.CheckLines(lines, func(i int) bool { return in.Lines[i].Rejected > 0 || in.Lines[i].Short > 0 }, f)
	for i := range lines { // cleaned
		in.Lines[i].LineInput = lines[i]
	}
	for _, a := range []struct {
		field  string
		amount *dec.Amount
	}{{"discount", in.Discount}, {"freight", in.Freight}, {"otherFee", in.OtherFee}} {
		if a.amount != nil && *a.amount < 0 {
			f.Add(a.field, fault.ErrNegative)
		}
	}
	if in.DiscountBPS != 0 && in.Discount != nil && *in.Discount != 0 {
		f.Add("discount", trade.ErrBothDiscounts)
	}
	switch {
	case in.Kind == KindReturn && in.SourceID == 0:
		f.Add("sourceId", ErrReceiptSourceMissing)
	case in.Kind == KindReceipt && in.SourceID != 0:
		f.Add("sourceId", ErrReceiptOfReceipt)
	}
	if !in.MayTakeMore {
		in.OverReason = "" // a reason gives no right
	}
}

// buildReceiptTx checks an input and makes the receipt of it, reading all it needs in a
// fixed number of queries.
func (s *Service) buildReceiptTx(ctx context.Context, tx *db.Tx, in *ReceiptInput) (*known, *Receipt, error) {
	own := *in // what the source fills in is not taken for entered when the transaction runs again
	own.Lines, in = slices.Clone(in.Lines), &own
	var f fault.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return nil, nil, err
	}
	src, err := s.sourceTx(ctx, tx, in, &f)
	if err != nil {
		return nil, nil, err
	}
	if err := f.Err(); err != nil {
		return nil, nil, err
	}
	head := Input{SupplierID: in.SupplierID, WarehouseID: in.WarehouseID, Within: in.Within}
	for i := range in.Lines {
		l := &in.Lines[i]
		if (l.SourceLineID != 0 || in.Kind == KindReturn) && !src.inherit(l) {
			f.Add(trade.Path(i)+".sourceLineId", ErrReceiptSourceLine)
		}
		head.Lines = append(head.Lines, l.LineInput)
	}
	if head.SupplierID == 0 {
		f.Add("supplierId", fault.ErrRequired)
	}
	k, warehouse, err := s.knownTx(ctx, tx, &head, src.order == nil && src.receipt == nil, &f)
	if err != nil {
		return nil, nil, err
	}
	r := in.build(k, src, warehouse, &f)
	return k, r, f.Err()
}

func (in *ReceiptInput) build(k *known, src *source, warehouse db.ID, f *fault.Fields) *Receipt {
	r := &Receipt{
		Kind: in.Kind, Date: in.Date, State: ReceiptDraft, SupplierID: in.SupplierID, WarehouseID: warehouse, OrderID: in.OrderID, SourceID: in.SourceID,
		Totals:  trade.Totals{TaxIncluded: in.TaxIncluded == nil || *in.TaxIncluded, DiscountBPS: in.DiscountBPS},
		Waybill: in.Waybill, OverReason: in.OverReason, ClearSupplier: in.ClearSupplier, AsCharged: in.AsCharged && src.order != nil, Note: in.Note, order: src.order,
	}
	if in.Inspected {
		r.InspectedBy, r.InspectedAt = k.actor, k.now
	}
	if r.Date == "" {
		r.Date = k.set.Today(k.now)
	}
	f.AddErr("date", k.set.CheckNewDate(r.Date, k.now))
	if src.receipt != nil && r.Date < src.receipt.Date {
		f.Add("date", ErrReturnEarly.With("date", r.Date, "no", src.receipt.No, "original", src.receipt.Date))
	}
	var denied fault.Fields
	for i := range in.Lines {
		r.Lines = append(r.Lines, in.buildLine(i, k, src, f, &denied))
	}
	wrong := f.Len() > 0
	f.AddErr("", denied.Err())
	if wrong {
		return r
	}
	if in.takeTotals(r, src, k.set, f); f.Len() > 0 {
		return r // what it comes to would tell what it costs
	}
	compute(&r.Totals, r.goods(), r.Freight.Add(r.OtherFee), k.set.TaxAccounted, in.KeepCosts, f)
	r.land()
	return r
}

// buildLine makes a line, without its amounts. Of an order comes what was ordered, at the
// price it was ordered at; anything else is for those who may, and denied to others.
func (in *ReceiptInput) buildLine(i int, k *known, src *source, f, denied *fault.Fields) ReceiptLine {
	l, at := &in.Lines[i], trade.Path(i)
	from := src.lines[l.SourceLineID]
	if from != nil && from.SKUID != l.SKUID {
		from = nil // told already
	}
	find := k.price
	if from != nil {
		find = func(_ *catalog.SKUInfo, u *catalog.UnitFactor) (dec.Price, error) { return price(from, u.Num, u.Den) }
	}
	line := ReceiptLine{Line: l.Build(at, knownSKU(k.skus[l.SKUID], from != nil), find, f), Rejected: l.Rejected, Short: l.Short}
	if sku := k.skus[l.SKUID]; sku != nil && line.UnitNum != 0 {
		f.AddErr(at+".rejected", sku.CheckQuantity(line.UnitID, l.Rejected))
		f.AddErr(at+".short", sku.CheckQuantity(line.UnitID, l.Short))
	}
	if l.Rejected > 0 {
		line.RejectReason = l.RejectReason
	}
	if from != nil && line.UnitNum != 0 {
		p, err := price(from, line.UnitNum, line.UnitDen)
		line.asSource = err == nil && p == line.Price
		line.priceTaken = l.Price == nil || (line.asSource && src.order != nil && !in.MayReprice)
	}
	switch {
	case src.order == nil:
	case from == nil && l.SourceLineID == 0 && (!in.MayTakeMore || in.OverReason == ""):
		denied.Add(at+".skuId", ErrNotOrdered)
	case from == nil || in.MayReprice:
	default:
		was := in.said(i)
		if l.Price != nil && !line.asSource && !again(l.Price, was.Price) {
			denied.Add(at+".price", ErrNotAgreed)
		}
		if *l.TaxRateBPS != from.TaxRateBPS && !again(l.TaxRateBPS, was.TaxRateBPS) {
			denied.Add(at+".taxRateBps", ErrNotAgreed)
		}
	}
	return line
}

// takeTotals gives the receipt discount, freight and fees: those entered, else the parts
// of the source's that belong to what came, and refuses more than is left of it.
func (in *ReceiptInput) takeTotals(r *Receipt, src *source, set *tenant.Set, f *fault.Fields) {
	src.head(r)
	serves := false // beyond what was ordered nothing else is owed
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.SourceLineID == 0 {
			continue
		}
		base, err := l.Quantity.Times(l.UnitNum, l.UnitDen)
		if err != nil {
			continue // told when the amounts are computed
		}
		left := src.left[l.SourceLineID]
		serves = serves || (base > 0 && left > 0)
		switch {
		case base <= left:
		case r.Kind == KindReceipt && base <= left.Add(src.tolerance(l.SourceLineID, set.OverReceipt)):
		case r.Kind == KindReturn:
			f.Add(trade.Path(i)+".quantity", ErrReturnTooMuch.With("quantity", base, "left", left))
		case !in.MayTakeMore || in.OverReason == "":
			f.Add(trade.Path(i)+".quantity", ErrOverReceived.With("quantity", base, "left", max(left, 0)))
		}
		in.takeLine(i, r, src, base, f)
		if r.Kind == KindReturn && base <= left {
			if l.cameAt, err = src.costOf(l.SourceLineID, base); err != nil {
				f.Add(trade.Path(i)+".quantity", fault.ErrRange.With("max", left))
			}
		}
		src.left[l.SourceLineID] = left.Sub(base)
	}
	var part Charges
	if serves || src.on1688 != nil {
		part = src.due()
	}
	was := cmp.Or(in.was, &ReceiptInput{})
	given := func(field string, entered, was *dec.Amount, part dec.Amount) (a dec.Amount, taken bool) {
		switch {
		case entered == nil:
			return part, src.order != nil || src.receipt != nil
		case src.order == nil || in.MayReprice:
			return *entered, false
		case *entered == part:
			return part, true
		case !again(entered, was):
			f.Add(field, ErrNotAgreed)
		}
		return *entered, false
	}
	if in.DiscountBPS == 0 {
		// Amounts are rounded for each document: a part may come to less than its share.
		r.Discount, r.discountTaken = given("discount", in.Discount, was.Discount, min(part.Discount, r.whole(set.TaxAccounted)))
	} else if src.order != nil && !in.MayReprice && in.DiscountBPS != was.DiscountBPS {
		f.Add("discountBps", ErrNotAgreed)
	}
	r.Freight, r.freightTaken = given("freight", in.Freight, was.Freight, part.Freight)
	r.OtherFee, r.otherFeeTaken = given("otherFee", in.OtherFee, was.OtherFee, part.OtherFee)
}
