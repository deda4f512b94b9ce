package sandbox1688

import "time"

// topic names one kind of change in the messages of each side (§6.4). A side whose
// name is empty is not told. The platform's spelling is kept.
type topic struct{ buyer, seller string }

// Changes of an order.
var (
	topicMade           = topic{"ORDER_BUYER_VIEW_BUYER_MAKE", "ORDER_BUYER_MAKE"}
	topicPrice          = topic{"ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", "ORDER_ORDER_PRICE_MODIFY"}
	topicPaid           = topic{"ORDER_BUYER_VIEW_ORDER_PAY", "ORDER_PAY"}
	topicPartSent       = topic{"ORDER_BUYER_VIEW_PART_PART_SENDGOODS", "ORDER_PART_PART_SENDGOODS"}
	topicSent           = topic{"ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS", "ORDER_ANNOUNCE_SENDGOODS"}
	topicReceived       = topic{"ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS", "ORDER_ORDER_COMFIRM_RECEIVEGOODS"}
	topicSuccess        = topic{"ORDER_BUYER_VIEW_ORDER_SUCCESS", "ORDER_ORDER_SUCCESS"}
	topicBuyerClosed    = topic{"ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE", "ORDER_ORDER_BUYER_CLOSE"}
	topicSellerClosed   = topic{"ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE", "ORDER_ORDER_SELLER_CLOSE"}
	topicPlatformClosed = topic{"ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE", "ORDER_ORDER_BOPS_CLOSE"}
	topicRefund         = topic{"ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES", "ORDER_ORDER_BUYER_REFUND_IN_SALES"}
	topicAfterSale      = topic{"ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES", "ORDER_ORDER_REFUND_AFTER_SALES"}
	topicMemo           = topic{"ORDER_BUYER_VIEW_MODIFY_MEMO", "ORDER_MODIFY_MEMO"}
	topicAddress        = topic{"ORDER_BUYER_VIEW_ORDER_SELLER_MODIFY_ADRESS", ""} //nolint:misspell // the platform's spelling
	topicBatchPaid      = topic{"ORDER_BATCH_PAY", ""}
)

// Changes of a parcel, whose payload is another.
var (
	topicTrace  = topic{"LOGISTICS_BUYER_VIEW_TRACE", ""}
	topicMailNo = topic{"LOGISTICS_MAIL_NO_CHANGE", ""}
)

// statusReceived is what the message about a confirmed receipt calls the order's state,
// which is on its way to success then.
const statusReceived = "confirm_goods"

// event is one change that somebody may be told of, as it was at its moment: order
// and parcel go on changing.
type event struct {
	topic topic
	at    time.Time
	order *order
	// status is currentStatus of an order or a refund, statusChanged of a trace.
	status string
	refund refundStep // of the refund topics
	parcel *parcel    // of the parcel topics
	former waybill    // of topicMailNo: what parcel had before
	batch  []batchPaid
}

// refundStep says who did what to a refund (operator and refundAction of §6.4).
type refundStep struct{ id, operator, action string }

// waybill is a carrier and its number for a parcel.
type waybill struct{ carrierNo, mailNo string }

// batchPaid is the result of an agreement payment for one order.
type batchPaid struct {
	OrderID string `json:"orderId"`
	Status  string `json:"status"` // "successed" or the reason of the refusal
}

// happened is the one place every change passes through once it is done. The caller
// holds s.mu.
func (s *Server) happened(e event) {
	if s.heard != nil {
		s.heard(e)
	}
	s.announce(e)
}

// changed is a change that the order's state tells enough about.
func (s *Server) changed(t topic, o *order, at time.Time) {
	s.happened(event{topic: t, at: at, order: o, status: o.Status})
}
