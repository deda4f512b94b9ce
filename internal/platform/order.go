package platform

import (
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// State is where an order stands, in our words; Order.Status keeps 1688's.
type State string

// The states, in the order of an order's life.
const (
	StateUnpaid   State = "unpaid"   // 待付款
	StateToShip   State = "to_ship"  // 待发货: paid, or bought on account; also while partly shipped
	StateShipped  State = "shipped"  // 已发货: all of it
	StateReceived State = "received" // 已收货: confirmed, not yet over
	StateDone     State = "done"     // 交易成功
	StateClosed   State = "closed"   // 已关闭: cancelled, or ended early
	StateOther    State = "other"    // a status that we do not know yet
)

// States lists the states in the order of an order's life.
var States = []State{StateUnpaid, StateToShip, StateShipped, StateReceived, StateDone, StateClosed, StateOther}

// stateOf gives our word for a status of 1688 (reference §4.6.5).
func stateOf(s open1688.OrderStatus) State {
	switch s {
	case open1688.OrderWaitBuyerPay:
		return StateUnpaid
	case open1688.OrderWaitSellerSend:
		return StateToShip
	case open1688.OrderWaitLogistics, open1688.OrderWaitBuyerReceive, open1688.OrderWaitBuyerSign, open1688.OrderSignInSuccess:
		return StateShipped
	case open1688.OrderConfirmGoods:
		return StateReceived
	case open1688.OrderSuccess:
		return StateDone
	case open1688.OrderCancel, open1688.OrderTerminated:
		return StateClosed
	}
	return StateOther
}

// rank orders the states by how far an order has come. An unknown status tells nothing.
func (s State) rank() int64 {
	switch s {
	case StateUnpaid:
		return 1
	case StateToShip:
		return 2
	case StateShipped:
		return 3
	case StateReceived:
		return 4
	case StateDone:
		return 5
	case StateClosed:
		return 6
	case StateOther:
	}
	return 0
}

// Over tells whether the order is at its end; refunds are possible for a while yet.
func (s State) Over() bool { return s == StateDone || s == StateClosed }

// Logistics is how far the goods of an order have been sent.
type Logistics string

// The steps.
const (
	LogisticsNone    Logistics = "none"
	LogisticsPartial Logistics = "partial"
	LogisticsSent    Logistics = "sent"
	LogisticsSigned  Logistics = "signed" // every parcel was handed over
)

// Link is how an order came to its purchase order.
type Link string

// The ways.
const (
	LinkNone    Link = ""        // nobody has said yet
	LinkPlaced  Link = "placed"  // placed from here
	LinkAdopted Link = "adopted" // made by hand on 1688; a person named its purchase order
	LinkMade    Link = "made"    // made by hand; the purchase order was made from it
	LinkIgnored Link = "ignored" // not ours to buy for
)

// Order is an order as 1688 has it. Amounts are what 1688 says, in whole fen.
type Order struct {
	ID            db.ID
	AccountID     db.ID
	PlatformID    string
	PurchaseOrder db.ID // zero: linked to none
	Link          Link
	LinkedBy      string
	LinkedAt      db.Time
	Status        string // as 1688 words it
	State         State
	Standing      Standing // kept with the order; see standing
	Why           Why
	Logistics     Logistics
	SupplierID    db.ID // who its seller is here; zero while nobody is
	SellerMember  string
	SellerLogin   string
	SellerName    string
	Goods         dec.Amount
	Freight       dec.Amount
	Discount      dec.Amount // of the whole order; negative is cheaper
	Coupon        dec.Amount
	Total         dec.Amount // to be paid: goods and freight after discounts
	Paid          dec.Amount // in all stages so far; never taken back, refunds stand beside it
	Refund        dec.Amount // given back so far
	RefundStatus  string     // of a refund under way or over, as 1688 words it
	OutOrderID    string     // the number of the one who placed it by program
	Message       string     // to the seller
	Memo          string     // the buyer's own, on 1688
	TradeMode     string
	CloseReason   string
	OrderedAt     db.Time
	PayUntil      db.Time
	PaidAt        db.Time
	ShippedAt     db.Time
	ReceivedAt    db.Time
	DoneAt        db.Time
	ModifiedAt    db.Time // by 1688's clock
	ReadAt        db.Time
	ChangedAt     db.Time // when an answer last said something new
	NextPollAt    db.Time // zero: nothing can change any more
	Failures      int64   // in a row, of asking about it
	CreatedAt     db.Time
	Lines         []Line
	Parcels       []Parcel // in the order sent; absent where the answer was without
}

// Line is a line of an order.
type Line struct {
	LineID         string // of 1688
	OfferID        int64
	SpecID         string
	PlatformSKU    int64
	Title          string
	Spec           string // its values
	Picture        string
	Code           string // 单品货号, else 货号
	Unit           string
	Quantity       dec.Quantity
	Price          dec.Price
	Discount       dec.Amount
	Amount         dec.Amount
	Refund         dec.Amount
	RefundStatus   string
	Logistics      int64 // 1688's number: 1 not sent, 2 sent, 3 received, 4 returned, 5 partly
	PurchaseLineID db.ID // what it buys; zero: not known
}

// Parcel is a parcel of an order.
type Parcel struct {
	LogisticsID string
	Waybill     string
	CarrierNo   string
	CarrierName string
	Status      string // as 1688 words it; empty before it was asked for
	LineIDs     string // comma list
	SentAt      db.Time
}

// signed tells whether the parcel was handed over.
func (p *Parcel) signed() bool { return p.Status == "SIGN" }

// noWaybill is what buyers see instead of a number when goods were handed over.
const noWaybill = "不需要物流"

// FactKind is what an answer of 1688 can tell that is new.
type FactKind string

// The facts.
const (
	FactAppeared     FactKind = "appeared"      // seen for the first time; Is is the total
	FactPriceChanged FactKind = "price_changed" // the total
	FactPaid         FactKind = "paid"          // Was and Is: paid so far, over all stages
	FactShipped      FactKind = "shipped"       // the last of it
	FactReceived     FactKind = "received"      // receipt was confirmed on 1688
	FactClosed       FactKind = "closed"        // cancelled or ended early
	FactRefunded     FactKind = "refunded"      // Was and Is: given back so far
	// FactLinked tells that the order now belongs to PurchaseOrder; what happened to it
	// before was told with no purchase order. Is is what was paid so far.
	FactLinked FactKind = "linked"
	// FactUnlinked tells that a person took back that the order belongs to PurchaseOrder.
	// Whoever booked something for the two undoes it, or refuses with a fault.
	FactUnlinked FactKind = "unlinked"
)

// Fact is something new about an order, told once.
type Fact struct {
	Kind          FactKind
	Order         db.ID
	PlatformID    string
	Account       db.ID
	PurchaseOrder db.ID // zero: linked to none
	Was, Is       dec.Amount
	At            time.Time // when it happened, as far as 1688 says
}

// factsBetween lists what is new in is against was, in the order in which it happens.
func factsBetween(was, is *Order) []Fact {
	fact := func(kind FactKind, at db.Time, from, to dec.Amount) Fact {
		if at.IsZero() {
			at = is.ModifiedAt
		}
		return Fact{Kind: kind, Order: is.ID, PlatformID: is.PlatformID, Account: is.AccountID, PurchaseOrder: is.PurchaseOrder, Was: from, Is: to, At: at.Time}
	}
	var out []Fact
	if was == nil {
		was = &Order{State: StateOther, Total: is.Total}
		out = append(out, fact(FactAppeared, is.OrderedAt, 0, is.Total))
	}
	if is.Total != was.Total {
		out = append(out, fact(FactPriceChanged, db.Time{}, was.Total, is.Total))
	}
	if is.Paid > was.Paid {
		out = append(out, fact(FactPaid, is.PaidAt, was.Paid, is.Paid))
	}
	if is.shipped() && !was.shipped() {
		out = append(out, fact(FactShipped, is.ShippedAt, 0, 0))
	}
	if is.received() && !was.received() {
		out = append(out, fact(FactReceived, is.ReceivedAt, 0, 0))
	}
	if is.Refund > was.Refund {
		out = append(out, fact(FactRefunded, db.Time{}, was.Refund, is.Refund))
	}
	if is.State == StateClosed && was.State != StateClosed {
		out = append(out, fact(FactClosed, db.Time{}, 0, 0))
	}
	return out
}

// shipped tells whether all of the order has been sent. Of an order that was closed
// later its times tell.
func (o *Order) shipped() bool {
	return o.State == StateShipped || o.State == StateReceived || o.State == StateDone || !o.ShippedAt.IsZero()
}

func (o *Order) received() bool {
	return o.State == StateReceived || o.State == StateDone || !o.ReceivedAt.IsZero()
}

// stale tells whether an answer is older than what stands: what it says was true once.
// 1688's clock decides; an answer that has come further counts whatever the clock says,
// since an order only moves on, and of two of the same time the further one counts.
func (o *Order) stale(is *Order) bool {
	farther := o.compareProgress(is)
	switch {
	case farther < 0:
		return false
	case is.ModifiedAt.Equal(o.ModifiedAt.Time):
		return farther > 0
	}
	return is.ModifiedAt.Before(o.ModifiedAt.Time)
}

// compareProgress compares how far two answers about one order have come: negative when
// is has come further.
func (o *Order) compareProgress(is *Order) int {
	for _, pair := range [][2]int64{
		{o.State.rank(), is.State.rank()},
		{int64(o.Paid), int64(is.Paid)},
		{int64(o.Refund), int64(is.Refund)},
		{o.sentLines(), is.sentLines()},
	} {
		if pair[0] != pair[1] {
			if pair[1] > pair[0] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// sentLines counts the lines that were sent, partly sent ones half.
func (o *Order) sentLines() (n int64) {
	for i := range o.Lines {
		switch o.Lines[i].Logistics {
		case lineSent, lineReceived, lineReturned:
			n += 2
		case linePartly:
			n++
		}
	}
	return n
}

// 1688's numbers for how far a line has been sent (reference §4.6.6).
const (
	lineUnsent   = 1
	lineSent     = 2
	lineReceived = 3
	lineReturned = 4
	linePartly   = 5
)
