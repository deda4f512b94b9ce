package sale

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/trade"
)

// Kind is what a sales document does.
type Kind string

// The kinds.
const (
	KindOrder  Kind = "order"  // 销货订单: agreed, nothing moves
	KindIssue  Kind = "issue"  // 销货单: stock out, receivable opened
	KindReturn Kind = "return" // 销货退货单: stock in, receivable reduced
)

// docType is the numbering key of the kind.
func (k Kind) docType() string {
	switch k {
	case KindOrder:
		return "sale_order"
	case KindReturn:
		return "sale_return"
	case KindIssue:
	}
	return "sale"
}

// State is where a document stands.
type State string

// The states. A reversed document stays posted; ReversedByID names its twin.
const (
	StateDraft     State = "draft"
	StateSubmitted State = "submitted" // waiting for review
	StatePosted    State = "posted"
	StateVoid      State = "void" // given up before posting; keeps its number
)

// Fulfilment is how far a posted order has been served.
type Fulfilment string

// The fulfilments of an order. What an open or partly issued one still lacks is
// reserved in its warehouse.
const (
	FulfilmentNone    Fulfilment = ""
	FulfilmentOpen    Fulfilment = "open"
	FulfilmentPartial Fulfilment = "partial"
	FulfilmentDone    Fulfilment = "done"
	FulfilmentClosed  Fulfilment = "closed" // given up with something left; can be opened again
)

// Sale is a sales document with its lines.
type Sale struct {
	ID             db.ID
	Kind           Kind
	No             string
	Date           db.Date
	State          State
	CustomerID     db.ID
	ShopID         db.ID // the 1688 shop it is sold through; zero: none
	WarehouseID    db.ID
	SalespersonID  db.ID
	WantsPreorder  bool       // a 1688 pre-order is made when it is posted
	trade.Totals              // Total is the settlement amount 结算金额
	CustomerFee    dec.Amount // freight and the like the customer pays on top
	Cost           dec.Cost   // of the goods, known once posted
	PaidNow        dec.Amount // 本次收款, posted with the document
	FundAccountID  db.ID      // where PaidNow went
	Note           string
	SourceID       db.ID // the order an issue comes from, the issue a return is of
	Fulfilment     Fulfilment
	ReversesID     db.ID
	ReversedByID   db.ID
	RejectedReason string
	CreatedBy      db.ID
	ChangedBy      db.ID // who last changed what it says; reviews it no more than its maker
	CreatedAt      db.Time
	UpdatedAt      db.Time
	PostedBy       db.ID
	PostedAt       db.Time
	Version        int64
	Lines          []Line

	order *Sale               // that an issue serves, locked while it is posted
	kept  []stock.Reservation // promises of the order that end with the posting
}

// Line is one line of a document.
type Line struct {
	trade.Line
	Cost   dec.Cost     // known once posted
	Issued dec.Quantity // of an order's line: sold from it so far, in base units

	leftAt *dec.Cost // of a return's line: what the goods cost when they left; nil: not known
}

// goods are the lines as trade computes them.
func (s *Sale) goods() []*trade.Line {
	out := make([]*trade.Line, len(s.Lines))
	for i := range s.Lines {
		out[i] = &s.Lines[i].Line
	}
	return out
}
