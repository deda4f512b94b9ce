package purchase

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/trade"
)

// State is what people have decided about an order.
type State string

// The states.
const (
	StateDraft        State = "draft"
	StateSubmitted    State = "submitted"     // waiting for the first approval 采购审核
	StateApprovedOnce State = "approved_once" // waiting for the second 复审
	StateApproved     State = "approved"      // it stands
	StateVoid         State = "void"          // given up; keeps its number
)

// Fulfilment is how far the goods of an approved order have come.
type Fulfilment string

// The fulfilments.
const (
	FulfilmentNone    Fulfilment = ""
	FulfilmentOpen    Fulfilment = "open"
	FulfilmentPartial Fulfilment = "partial"
	FulfilmentDone    Fulfilment = "done"
	FulfilmentClosed  Fulfilment = "closed" // given up with something left; can be opened again
)

// Delivery is which way the goods come.
type Delivery string

// The deliveries.
const (
	DeliveryDirect  Delivery = "direct"  // 直发: to the warehouse itself
	DeliveryTransit Delivery = "transit" // 中转: over another place
)

// PayMethod is how a supplier is paid.
type PayMethod string

// The methods; empty means not decided.
const (
	Pay1688   PayMethod = "1688"
	PayAlipay PayMethod = "alipay"
	PayBank   PayMethod = "bank"
	PayCash   PayMethod = "cash"
)

// RefKind is what a number that others gave stands for.
type RefKind string

// The kinds.
const (
	RefOnlineOrder RefKind = "online_order" // 网采单号
	RefTracking    RefKind = "tracking"     // 物流单号
)

// Order is a purchase order with its lines.
type Order struct {
	ID             db.ID
	No             string
	Date           db.Date
	State          State
	Fulfilment     Fulfilment
	SupplierID     db.ID
	WarehouseID    db.ID
	Delivery       Delivery
	BuyerAccountID db.ID // the 1688 account it is bought with; zero: none
	PurchaserID    db.ID // 采购员
	FollowerID     db.ID // 跟单员
	Terms          party.Terms
	PrepaidShare   dec.Quantity // percent, with the terms share
	CreditDays     int64        // with the terms credit
	PayMethod      PayMethod
	Inspect        bool    // goods are inspected before they count (质检)
	ExpectedOn     db.Date // when the goods should be there; empty: not known
	Currency       string
	ExchangeRate   dec.Cost // yuan for 100 units of the currency
	trade.Totals            // in yuan, as all figures but Own; Total is what the supplier is owed 应付
	Freight        dec.Amount
	OtherFee       dec.Amount
	Own            Figures // in the currency of the order
	Note           string
	ContentHash    string // of what was submitted; empty for one never submitted
	Levels         int64  // approvals that what was submitted needs
	SubmittedBy    db.ID
	SubmittedAt    db.Time
	ApprovedBy     db.ID
	ApprovedAt     db.Time
	Approved2By    db.ID
	Approved2At    db.Time
	ClosedReason   string
	RejectedReason string
	MergedIntoID   db.ID
	CreatedBy      db.ID
	ChangedBy      db.ID // who last changed what it says
	Makers         approval.Makers
	CreatedAt      db.Time
	UpdatedAt      db.Time
	Version        int64
	Lines          []Line
	References     []Reference
}

// Line is one line of an order.
type Line struct {
	trade.Line // with its money in yuan
	Own        LineFigures
	Received   dec.Quantity // base units, by receipts that stand
	SourceID   db.ID        // what it is bought from; zero: not known
	ExpectedOn db.Date      // when its goods should be there; empty: when the order says
}

// Remaining is what is still to come, in base units; never below zero, since more
// than was ordered may have come.
func (l *Line) Remaining() dec.Quantity { return max(0, l.BaseQuantity.Sub(l.Received)) }

// Reference is a number that somebody else gave to the order or its goods.
type Reference struct {
	Kind  RefKind
	Value string
}

// goods are the lines as trade computes them.
func (o *Order) goods() []*trade.Line {
	out := make([]*trade.Line, len(o.Lines))
	for i := range o.Lines {
		out[i] = &o.Lines[i].Line
	}
	return out
}

// hash stands for the content that approvals hold for.
func (o *Order) hash() string {
	type line struct {
		SKU, Unit       db.ID
		Quantity, Base  dec.Quantity // what a unit holds may change
		Price           dec.Price
		Discount        dec.Amount
		TaxRate, Amount any
	}
	lines := make([]line, len(o.Lines))
	for i := range o.Lines {
		l := &o.Lines[i]
		lines[i] = line{l.SKUID, l.UnitID, l.Quantity, l.BaseQuantity, l.Price, l.Discount, l.TaxRateBPS, l.Amount}
	}
	content := []any{
		o.SupplierID, o.WarehouseID, o.Delivery, o.BuyerAccountID, o.Terms, o.PrepaidShare, o.CreditDays, o.PayMethod,
		o.TaxIncluded, o.Discount, o.Freight, o.OtherFee, o.Total, lines,
	}
	if o.Foreign() { // orders in yuan keep the hash that they had before there were others
		own := make([]LineFigures, len(o.Lines))
		for i := range o.Lines {
			own[i] = o.Lines[i].Own
		}
		content = append(content, o.Currency, o.ExchangeRate, o.Own, own)
	}
	text, err := json.Marshal(content)
	if err != nil {
		panic("purchase: the content of an order has no JSON: " + err.Error()) // plain values only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// received tells how far the goods of an order have come.
func (o *Order) received() Fulfilment {
	state, begun := FulfilmentDone, false
	for i := range o.Lines {
		l := &o.Lines[i]
		begun = begun || l.Received != 0
		if l.Remaining() > 0 {
			state = FulfilmentOpen
		}
	}
	if state == FulfilmentOpen && begun {
		return FulfilmentPartial
	}
	return state
}

// untouched tells whether nothing has come of the order yet.
func (o *Order) untouched() bool {
	for i := range o.Lines {
		if o.Lines[i].Received != 0 {
			return false
		}
	}
	return true
}

// takeBack makes a draft of an order again; its approvals are void.
func (o *Order) takeBack() {
	o.State, o.Fulfilment, o.ContentHash, o.Levels = StateDraft, FulfilmentNone, "", 0
	o.SubmittedBy, o.ApprovedBy, o.Approved2By = 0, 0, 0
	o.SubmittedAt, o.ApprovedAt, o.Approved2At = db.Time{}, db.Time{}, db.Time{}
}

// summary is what the audit log keeps of an order. What it costs is shown to people who
// see costs.
func (o *Order) summary() map[string]any {
	out := map[string]any{
		"state": o.State, "fulfilment": o.Fulfilment, "date": o.Date, "supplierId": o.SupplierID, "warehouseId": o.WarehouseID, "shopId": o.BuyerAccountID,
		"lines": len(o.Lines), "terms": o.Terms, "expectedOn": o.ExpectedOn, "note": o.Note, "version": o.Version,
		"onlineOrders": o.numbers(RefOnlineOrder), "trackingNumbers": o.numbers(RefTracking),
	}
	cost := map[string]any{"total": o.Own.Total, "discount": o.Own.Discount, "freight": o.Own.Freight, "otherFee": o.Own.OtherFee}
	out["cost"] = cost
	if o.Foreign() {
		out["currency"], cost["exchangeRate"], cost["yuanTotal"] = o.Currency, o.ExchangeRate, o.Total
	}
	return out
}
