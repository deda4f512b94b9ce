package purchase

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/trade"
)

// ReceiptKind is which way goods went.
type ReceiptKind string

// The kinds.
const (
	KindReceipt ReceiptKind = "receipt" // 购货单: goods came, a payable is opened
	KindReturn  ReceiptKind = "return"  // 购货退货单: goods went back, the supplier owes
)

// docType numbers the kind, and names it in the stock ledger and the books.
func (k ReceiptKind) docType() string {
	if k == KindReturn {
		return "purchase_return"
	}
	return "purchase_receipt"
}

// ReceiptState is where a receipt stands.
type ReceiptState string

// The states. A reversed receipt stays posted; ReversedByID names its twin.
const (
	ReceiptDraft     ReceiptState = "draft"
	ReceiptSubmitted ReceiptState = "submitted" // waits for its review, where the set has stock documents reviewed
	ReceiptPosted    ReceiptState = "posted"
	ReceiptVoid      ReceiptState = "void" // given up before posting; keeps its number
)

// RejectReason is why goods that came are not accepted.
type RejectReason string

// The reasons.
const (
	RejectDamaged RejectReason = "damaged" // 破损
	RejectWrong   RejectReason = "wrong"   // 发错货
	RejectQuality RejectReason = "quality" // 质量不合格
	RejectOther   RejectReason = "other"
)

// RejectReasons are all there are.
var RejectReasons = []RejectReason{RejectDamaged, RejectWrong, RejectQuality, RejectOther}

// Receipt is goods that a supplier delivered, or that went back to it. Freight and
// fees are what the supplier charges beside the goods; they are part of what the goods cost.
type Receipt struct {
	ID             db.ID
	Kind           ReceiptKind
	No             string
	Date           db.Date
	State          ReceiptState
	SupplierID     db.ID
	WarehouseID    db.ID
	BuyerAccountID db.ID // of the order
	OrderID        db.ID // zero: bought without one
	SourceID       db.ID // the receipt a return is of
	trade.Totals
	Freight        dec.Amount
	OtherFee       dec.Amount
	Cost           dec.Cost // of the goods, known once posted; below zero when they left
	Waybill        string   // of the parcel 物流单号
	OverReason     string   // why more was taken than was ordered
	RejectedReason string   // why the reviewer sent it back
	InspectedBy    db.ID    // who said that the goods were inspected 质检
	InspectedAt    db.Time
	ClearSupplier  bool // clears the supplier's other advances too, after those paid for the order
	AsCharged      bool // discount, freight and fees that were not entered are those of 1688
	Note           string
	ReversesID     db.ID
	ReversedByID   db.ID
	CreatedBy      db.ID
	ChangedBy      db.ID
	CreatedAt      db.Time
	UpdatedAt      db.Time
	PostedBy       db.ID
	PostedAt       db.Time
	Version        int64
	Lines          []ReceiptLine

	// Taken from the source as the part that belongs to what came, not entered.
	discountTaken, freightTaken, otherFeeTaken bool

	submitted bool // as stored; see State

	order *Order // that it serves, locked while it is posted
}

// ReceiptLine is one line of a receipt. Quantity is what was accepted: only that is
// stock, and only that is owed for.
type ReceiptLine struct {
	trade.Line
	Rejected     dec.Quantity // came and was not accepted, in the line's unit
	RejectReason RejectReason // why, if told
	Short        dec.Quantity // on the slip and not in the parcel 少收, in the line's unit
	Landed       dec.Amount   // its share of freight and fees
	Cost         dec.Cost     // known once posted; below zero when it left

	discountTaken, priceTaken bool // from the source's line, not entered

	cameAt   *dec.Cost // of a return's line: what the goods cost when they came; nil: not known
	asSource bool      // its price is that of the line it comes from
}

func (r *Receipt) goods() []*trade.Line {
	out := make([]*trade.Line, len(r.Lines))
	for i := range r.Lines {
		out[i] = &r.Lines[i].Line
	}
	return out
}

// land spreads freight and fees over the lines by what is owed for each, in fen by
// largest remainder, so that the shares add up; over goods that cost nothing, by quantity.
func (r *Receipt) land() {
	weights := make([]int64, len(r.Lines))
	free := true
	for i := range r.Lines {
		weights[i] = r.Lines[i].SettledAmount.Abs().Fen()
		free = free && weights[i] == 0
	}
	for i := range r.Lines {
		if free {
			weights[i] = int64(r.Lines[i].BaseQuantity)
		}
	}
	for i, share := range r.Freight.Add(r.OtherFee).Split(weights) {
		r.Lines[i].Landed = share
	}
}

// value is what a line is worth as stock: what is owed for it, without the tax that is
// accounted, with its share of freight and fees.
func (l *ReceiptLine) value() dec.Cost {
	return l.SettledAmount.Sub(l.TaxAmount).Add(l.Landed).Cost()
}

// moves are the movements of a receipt that is no reversal. What goes back to the
// supplier leaves at what it came in at, if that is known.
func (r *Receipt) moves() []stock.Line {
	var out []stock.Line
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.BaseQuantity == 0 {
			continue // all of it was rejected
		}
		move := stock.Line{LineID: l.ID, WarehouseID: r.WarehouseID, SKUID: l.SKUID, Quantity: l.BaseQuantity}
		if r.Kind == KindReturn {
			move.Quantity, move.Cost = l.BaseQuantity.Neg(), l.cameAt
		} else {
			value := l.value()
			move.Cost = &value
		}
		out = append(out, move)
	}
	return out
}

// entry is the receipt in the books. What goes back is booked against what the supplier
// owes for it; where that differs from what the goods were worth here, the rest is a
// cost adjustment.
func (r *Receipt) entry(inventory dec.Cost) finance.Entry {
	total, tax := r.Total.Cost(), r.TaxAmount.Cost()
	if r.Kind == KindReturn {
		total, tax = total.Neg(), tax.Neg()
	}
	return finance.Entry{
		DocKind: r.Kind.docType(), DocID: r.ID, DocNo: r.No, Date: r.Date, Memo: r.Note,
		Lines: []finance.EntryLine{
			{Account: finance.AccountInventory, Amount: inventory},
			{Account: finance.AccountCostAdjustment, Amount: total.Sub(tax).Sub(inventory)},
			{Account: finance.AccountTax, Amount: tax},
			{Account: finance.AccountPayable, PartyKind: finance.PartySupplier, PartyID: r.SupplierID, Amount: total.Neg()},
		},
	}
}

// payable is what the receipt makes us owe; below zero for a return.
func (r *Receipt) payable(due db.Date) finance.Payable {
	p := finance.Payable{
		SupplierID: r.SupplierID, DocKind: r.Kind.docType(), DocID: r.ID, DocNo: r.No, Date: r.Date, DueDate: due, Amount: r.Total, Note: r.Note,
		WarehouseID: r.WarehouseID, ShopID: r.BuyerAccountID,
	}
	if r.Kind == KindReturn {
		p.Amount = p.Amount.Neg()
	}
	return p
}

// taken names what was taken from the source and not entered.
func (r *Receipt) taken() []string {
	out := []string{}
	for _, t := range []struct {
		name string
		is   bool
	}{{"discount", r.discountTaken}, {"freight", r.freightTaken}, {"otherFee", r.otherFeeTaken}} {
		if t.is {
			out = append(out, t.name)
		}
	}
	return out
}

// twin is the document that takes r back: the same with all signs turned.
func (r *Receipt) twin(id db.ID, date db.Date) *Receipt {
	t := *r
	t.ID, t.No, t.Date, t.Version, t.ReversesID, t.ReversedByID = id, "", date, 1, r.ID, 0
	t.Discount, t.Freight, t.OtherFee = r.Discount.Neg(), r.Freight.Neg(), r.OtherFee.Neg()
	t.GoodsAmount, t.TaxAmount, t.Total, t.Cost = r.GoodsAmount.Neg(), r.TaxAmount.Neg(), r.Total.Neg(), r.Cost.Neg()
	t.Lines = make([]ReceiptLine, len(r.Lines))
	for i, l := range r.Lines {
		l.Quantity, l.BaseQuantity, l.Rejected, l.Short = l.Quantity.Neg(), l.BaseQuantity.Neg(), l.Rejected.Neg(), l.Short.Neg()
		l.Discount, l.TaxAmount, l.Amount, l.SettledAmount, l.Landed, l.Cost = l.Discount.Neg(), l.TaxAmount.Neg(), l.Amount.Neg(), l.SettledAmount.Neg(), l.Landed.Neg(), l.Cost.Neg()
		t.Lines[i] = l
	}
	return &t
}

// summary is what the audit log keeps of a receipt.
func (r *Receipt) summary() map[string]any {
	return map[string]any{
		"state": r.State, "date": r.Date, "supplierId": r.SupplierID, "warehouseId": r.WarehouseID, "lines": len(r.Lines), "waybill": r.Waybill, "asCharged": r.AsCharged, "version": r.Version,
		"cost": map[string]any{"total": r.Total, "discount": r.Discount, "freight": r.Freight, "otherFee": r.OtherFee},
	}
}
