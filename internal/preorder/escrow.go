package preorder

import (
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// confirmsAfter is how long after everything was shipped 1688 confirms by itself what
// the buyer has not (S14). The seller can put it off there, so the day only says when to
// look and what to expect; money moves on what 1688 says. Goods the buyer picks up
// count as shipped when the hand-over is registered there.
const confirmsAfter = 10 * 24 * time.Hour

// EscrowState is how far money that 1688 holds has come (担保交易状态).
type EscrowState string

// The states of money in escrow.
const (
	EscrowPaid      EscrowState = "paid"
	EscrowShipped   EscrowState = "shipped"
	EscrowConfirmed EscrowState = "confirmed" // by the buyer or by time; not booked yet
	EscrowReleased  EscrowState = "released"  // booked to the account that 1688 pays out to
	EscrowRefunded  EscrowState = "refunded"  // all of it went back to the buyer
)

// EscrowHold is why money is not released by itself: a difference between 1688 and
// the books that a person must handle.
type EscrowHold string

// The reasons.
const (
	HoldNone      EscrowHold = ""
	HoldRefunding EscrowHold = "refunding" // the buyer asks for money back; 1688 has not decided
	HoldRefunded  EscrowHold = "refunded"  // 1688 gave money back that the books know nothing of
	HoldClosed    EscrowHold = "closed"    // the paid order was ended, and 1688 tells of no refund
	HoldAccount   EscrowHold = "account"   // the account to release to cannot be used
	HoldReversed  EscrowHold = "reversed"  // a person took the transfer back
	// HoldShop is told, not kept: the shop was removed, so 1688 is not asked any more.
	HoldShop EscrowHold = "shop"
)

// Escrow is what 1688 holds of one paid attempt.
type Escrow struct {
	ID             db.ID // of the attempt
	PreorderID     db.ID
	ShopID         db.ID
	CustomerID     db.ID
	FundAccountID  db.ID // the escrow account its receipt went to
	Amount         dec.Amount
	OrderID        string
	State          EscrowState
	Hold           EscrowHold
	PlatformRefund dec.Amount // given back according to 1688
	Refund         dec.Amount // given back according to the books
	HeldSince      db.Time
	ShippedAt      db.Time
	ExpectedOn     db.Date // the day it should be released; none until all is shipped
	ConfirmedAt    db.Time
	AskedAt        db.Time
	TransferID     db.ID
	TransferNo     string
	ReleasedTo     db.ID
	ReleasedAt     db.Time
	Version        int64
}

// over tells whether nothing is held any more.
func (e *Escrow) over() bool { return e.State == EscrowReleased || e.State == EscrowRefunded }

// Held is what of it is still in the escrow account.
func (e *Escrow) Held() dec.Amount {
	if e.over() {
		return 0
	}
	return e.Amount.Sub(e.Refund)
}

// shown is the hold as people are told it.
func (e *Escrow) shown(shopGone bool) EscrowHold {
	if shopGone && !e.over() && (e.Hold == HoldNone || e.Hold == HoldRefunding) {
		return HoldShop
	}
	return e.Hold
}

// learn takes over what the order on 1688 says. An unknown state changes nothing: the
// platform reserves the right to have others.
func (e *Escrow) learn(o *open1688.Order, set *tenant.Set) error {
	b := &o.BaseInfo
	refund := dec.Amount(0)
	if b.Refund != "" {
		fen, err := b.Refund.Fen()
		if err != nil {
			return err
		}
		refund = dec.AmountFromFen(int64(fen))
	}
	e.PlatformRefund = refund
	ended := false
	switch b.Status { //nolint:exhaustive // all others say nothing about money in escrow
	case open1688.OrderWaitSellerSend:
		e.State = EscrowPaid
	case open1688.OrderWaitLogistics, open1688.OrderWaitBuyerReceive, open1688.OrderWaitBuyerSign, open1688.OrderSignInSuccess:
		e.State = EscrowShipped
	case open1688.OrderConfirmGoods, open1688.OrderSuccess:
		e.State = EscrowConfirmed
	case open1688.OrderCancel, open1688.OrderTerminated:
		ended = true
	}
	if !b.AllDeliveredTime.IsZero() {
		e.ShippedAt = db.At(b.AllDeliveredTime.Time)
		e.ExpectedOn = set.Today(db.At(b.AllDeliveredTime.Add(confirmsAfter)))
	}
	if e.State == EscrowConfirmed && e.ConfirmedAt.IsZero() {
		for _, at := range []open1688.Time{b.ConfirmedTime, b.ReceivingTime, b.CompleteTime} {
			if !at.IsZero() {
				e.ConfirmedAt = db.At(at.Time)
				break
			}
		}
	}
	e.judge(ended, underWay(b))
	return nil
}

// judge says whether a person has to look at it. What only a person can undo stays.
func (e *Escrow) judge(ended, refunding bool) {
	switch {
	case e.PlatformRefund != e.Refund:
		e.Hold = HoldRefunded
	case refunding:
		e.Hold = HoldRefunding
	case ended:
		e.Hold = HoldClosed
	case e.Hold == HoldReversed:
	default:
		e.Hold = HoldNone
	}
}

// underWay tells whether 1688 has still to decide about a refund. The names of its
// states come in capitals on lines and in small letters on orders.
func underWay(b *open1688.OrderBase) bool {
	for _, s := range []string{b.RefundStatus, b.RefundStatusAS} {
		switch s {
		case "", "refundsuccess", "refundclose", "REFUND_SUCCESS", "REFUND_CLOSED":
		default:
			return true
		}
	}
	return false
}

// due tells whether it can be released without a person.
func (e *Escrow) due() bool { return e.State == EscrowConfirmed && e.Hold == HoldNone }

// How often 1688 is asked about an order whose money it holds. Nobody waits at the counter.
const (
	escrowPause     = 6 * time.Hour
	escrowSoon      = time.Hour // around the day of the release
	escrowSoonFor   = 48 * time.Hour
	escrowStale     = 25 * time.Hour
	escrowForPerson = 24 * time.Hour
)

// pause is how long to wait before asking again.
func (e *Escrow) pause(now time.Time) time.Duration {
	switch {
	case e.Hold == HoldReversed, e.Hold == HoldClosed, e.Hold == HoldAccount:
		return escrowForPerson
	case e.ShippedAt.IsZero() || e.Hold != HoldNone:
		return escrowPause
	}
	left := e.ShippedAt.Add(confirmsAfter).Sub(now)
	switch {
	case left > 0:
		return min(left+time.Minute, escrowPause)
	case left > -escrowSoonFor:
		return escrowSoon
	}
	return escrowPause
}

// Faults of money in escrow.
var (
	// ErrEscrowNotFound is returned for money in escrow that does not exist in the set.
	ErrEscrowNotFound = fault.Define(fault.NotFound, "escrow.not_found",
		fault.ZH("找不到这笔担保交易", "它可能属于另一个账套；请刷新列表"),
		fault.EN("Money in escrow not found", "It may belong to another account set; reload the list"))
	// ErrEscrowState has the parameters order and state.
	ErrEscrowState = fault.Define(fault.Conflict, "escrow.state",
		fault.ZH("1688 订单 {order} 的担保款当前是“{state:escrow.state}”，不能这样操作", "刷新后查看最新状态；要等 1688 确认收货后才能放款"),
		fault.EN("The money of 1688 order {order} is {state:escrow.state}, which does not allow this", "Reload; it can be released once 1688 says that the goods were received"))
	// ErrEscrowRefund has the parameters order, amount and booked.
	ErrEscrowRefund = fault.Define(fault.Conflict, "escrow.refund_open",
		fault.ZH("1688 订单 {order} 有退款没有处理：1688 已退 {amount}，账上记了 {booked}", "先开销货退货单和退款单（结算账户选担保账户），再在这里关联；退款还在协商的等它结束"),
		fault.EN("A refund of 1688 order {order} is not dealt with: {amount} on 1688, {booked} in the books", "Enter the return and a refund out of the escrow account and link it here; wait where the refund is not decided"))
	// ErrEscrowNoRefund has the parameter order.
	ErrEscrowNoRefund = fault.Define(fault.Conflict, "escrow.no_refund",
		fault.ZH("1688 订单 {order} 没有要处理的退款", "点“立即查询”核对 1688 上的最新状态"),
		fault.EN("1688 order {order} has no refund to deal with", "Ask 1688 again to see its latest state"))
)
