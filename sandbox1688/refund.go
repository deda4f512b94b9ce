package sandbox1688

import (
	"fmt"
	"time"
)

// States of a refund on an order (§4.9.7) which the sandbox reaches.
const (
	refundAsked   = "waitselleragree"
	refundSuccess = "refundsuccess"
	refundClosed  = "refundclose"
)

// refund is what the buyer wants back, or got back, of a paid order. Amounts are fen.
type refund struct {
	ID        string `json:"id"`
	No        int    `json:"no"` // of this order, from 1
	Status    string `json:"status"`
	AfterSale bool   `json:"afterSale,omitempty"` // asked for when the order was finished
	Asked     int64  `json:"asked,omitempty"`     // what is asked for, or was last
}

// How a refund goes on, as its messages tell it (§6.4). Those that end it without money
// are the ways to close it.
var (
	buyerAsked    = refundStep{operator: "buyer", action: "BUYER_APPLY_REFUND"}
	sellerAgreed  = refundStep{operator: "seller", action: "SELLER_AGREE_REFUND"}
	buyerWithdrew = refundStep{operator: "buyer", action: "BUYER_CANCEL_REFUND_CLOSE"}
	sellerShipped = refundStep{operator: "seller", action: "SELLER_SEND_GOODS_CLOSE"}
	buyerReceived = refundStep{operator: "buyer", action: "BUYER_RECEIVE_CLOSE"}
)

// refundID ends, as the platform's do, with the last six digits of the buyer's user id.
func (s *Server) refundID(o *order, no int) string {
	var buyer int64
	if a := s.account(o.Buyer); a != nil {
		buyer = a.UserID
	}
	return fmt.Sprintf("TQ%d%02d%06d", o.ID/1_000_000, no, buyer%1_000_000)
}

// refundChanged tells of a step of the refund that o has now.
func (s *Server) refundChanged(o *order, step refundStep, now time.Time) {
	t := topicRefund
	if o.Refund.AfterSale {
		t = topicAfterSale
	}
	step.id = o.Refund.ID
	s.happened(event{topic: t, at: now, order: o, status: o.Refund.Status, refund: step})
}

// underWay tells whether it is still to be decided.
func (r *refund) underWay() bool { return r != nil && r.Status == refundAsked }

// askRefund is the buyer asking for money back: all that is left when fen is zero.
func (s *Server) askRefund(o *order, fen int64, now time.Time) bool {
	left := o.total() - o.Refunded
	if fen == 0 {
		fen = left
	}
	open := o.Status == orderWaitSend || o.Status == orderWaitReceive || o.Status == orderSuccess
	if !open || o.Refund.underWay() || fen < 1 || fen > left {
		return false
	}
	no := 1
	if o.Refund != nil {
		no = o.Refund.No + 1
	}
	o.Refund = &refund{ID: s.refundID(o, no), No: no, Status: refundAsked, AfterSale: o.Status == orderSuccess, Asked: fen}
	o.Modified = now
	s.refundChanged(o, buyerAsked, now)
	return true
}

// agreeRefund is the seller giving it. All of it before the end closes the order.
func (s *Server) agreeRefund(o *order, now time.Time) bool {
	if !o.Refund.underWay() {
		return false
	}
	o.Refund.Status, o.Modified = refundSuccess, now
	o.Refunded += o.Refund.Asked
	s.giveBack(o, o.Refund.Asked)
	s.refundChanged(o, sellerAgreed, now)
	if o.Refunded == o.total() && !o.Refund.AfterSale {
		o.Status, o.Completed = orderCancel, now
		o.CloseBy, o.CloseReason = closedByBuyer, "other"
		s.changed(topicBuyerClosed, o, now)
		return true
	}
	s.confirmLate(o, now)
	return true
}

// closeRefund ends a request without money: the buyer withdraws it, or what happens to
// the order overtakes it.
func (s *Server) closeRefund(o *order, step refundStep, now time.Time) bool {
	if !o.Refund.underWay() {
		return false
	}
	o.Refund.Status, o.Modified = refundClosed, now
	s.refundChanged(o, step, now)
	s.confirmLate(o, now)
	return true
}

// confirmLate confirms what would have confirmed itself while a refund was discussed.
func (s *Server) confirmLate(o *order, now time.Time) {
	if o.Status == orderWaitReceive && !now.Before(o.Delivered.Add(autoConfirmAfter)) {
		s.confirmReceipt(o, now)
	}
}

// fill writes the refund into the head of an order.
func (r *refund) fill(b *orderBase) {
	if r == nil {
		return
	}
	b.RefundID = r.ID
	if r.AfterSale {
		b.RefundStatusForAs = r.Status
	} else {
		b.RefundStatus = r.Status
	}
}
