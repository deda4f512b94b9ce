package sandbox1688

import "time"

// States of a refund on an order (§4.9.7) which the sandbox reaches.
const (
	refundAsked   = "waitselleragree"
	refundSuccess = "refundsuccess"
	refundClosed  = "refundclose"
)

// refund is what the buyer wants back, or got back, of a paid order. Amounts are fen.
type refund struct {
	Status    string `json:"status"`
	AfterSale bool   `json:"afterSale,omitempty"` // asked for when the order was finished
	Asked     int64  `json:"asked,omitempty"`     // what is asked for, or was last
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
	o.Refund, o.Modified = &refund{Status: refundAsked, AfterSale: o.Status == orderSuccess, Asked: fen}, now
	return true
}

// agreeRefund is the seller giving it. All of it before the end closes the order.
func (s *Server) agreeRefund(o *order, now time.Time) bool {
	if !o.Refund.underWay() {
		return false
	}
	o.Refund.Status, o.Modified = refundSuccess, now
	o.Refunded += o.Refund.Asked
	if o.Refunded == o.total() && !o.Refund.AfterSale {
		o.Status, o.Completed = orderCancel, now
		o.CloseBy, o.CloseReason = closedByBuyer, "other"
		return true
	}
	s.confirmLate(o, now)
	return true
}

// closeRefund ends a request without money: the buyer withdraws it, or what happens to
// the order overtakes it.
func (s *Server) closeRefund(o *order, now time.Time) bool {
	if !o.Refund.underWay() {
		return false
	}
	o.Refund.Status, o.Modified = refundClosed, now
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
	switch {
	case r == nil:
	case r.AfterSale:
		b.RefundStatusForAs = r.Status
	default:
		b.RefundStatus = r.Status
	}
}
