package sandbox1688

import (
	"fmt"
	"math/big"
	"time"
)

// States of a formal order (§4.6.5) which the sandbox reaches.
const (
	orderWaitPay     = "waitbuyerpay"
	orderWaitSend    = "waitsellersend"
	orderWaitReceive = "waitbuyerreceive"
	orderSuccess     = "success"
	orderCancel      = "cancel"
)

// Who closed an order (§4.6.4 closeOperateType).
const (
	closedBySeller = "CLOSE_TRADE_BY_SELLER"
	closedByBuyer  = "CLOSE_TRADE_BY_BUYER"
	closedBySystem = "CLOSE_TRADE_BY_SYSTEM"
)

var closeTopics = map[string]topic{closedBySeller: topicSellerClosed, closedByBuyer: topicBuyerClosed, closedBySystem: topicPlatformClosed}

// order is a formal order. Amounts are fen.
type order struct {
	ID          int64         `json:"id"`
	Seller      string        `json:"seller"`          // loginId
	Buyer       string        `json:"buyer,omitempty"` // loginId
	Status      string        `json:"status"`
	Lines       []orderLine   `json:"lines,omitempty"`
	Shipping    int64         `json:"shipping,omitempty"`
	PickUp      bool          `json:"pickUp,omitempty"`
	Remark      string        `json:"remark,omitempty"`
	PreOrder    *preOrder     `json:"preOrder,omitempty"` // nil for an ordinary order
	Created     time.Time     `json:"created,omitzero"`
	Modified    time.Time     `json:"modified,omitzero"`
	Paid        time.Time     `json:"paid,omitzero"`
	PayTimeout  time.Duration `json:"payTimeout,omitempty"`
	PayWay      payWay        `json:"payWay,omitzero"`
	AlipayTrade string        `json:"alipayTrade,omitempty"`
	Delivered   time.Time     `json:"delivered,omitzero"` // all lines sent
	Confirmed   time.Time     `json:"confirmed,omitzero"`
	Completed   time.Time     `json:"completed,omitzero"`
	CloseBy     string        `json:"closeBy,omitempty"`
	CloseReason string        `json:"closeReason,omitempty"`
	CloseRemark string        `json:"closeRemark,omitempty"`
	SellerMemo  memo          `json:"sellerMemo,omitzero"`
	BuyerMemo   memo          `json:"buyerMemo,omitzero"`
	Parcels     []parcel      `json:"parcels,omitempty"`
	Refund      *refund       `json:"refund,omitempty"`   // the latest
	Refunded    int64         `json:"refunded,omitempty"` // of all of them

	// What a buyer said when placing the order through the gateway.
	OutOrderID string   `json:"outOrderId,omitempty"`
	Flow       string   `json:"flow,omitempty"`
	TradeMode  string   `json:"tradeMode,omitempty"`
	PaidFrom   string   `json:"paidFrom,omitempty"` // channel whose money here paid it, and to which refunds go back
	PayMark    string   `json:"preSelectPayChannel,omitempty"`
	Receiver   Receiver `json:"receiver,omitzero"` // zero: the buyer's own address
	// Feedback is what the buyer wrote to the seller, when ordering and afterwards.
	Feedback string `json:"feedback,omitempty"`
}

type memo struct {
	Text string `json:"text"`
	Icon string `json:"icon,omitempty"`
}

// orderLine is a line of an order.
type orderLine struct {
	preItem
	SubID    int64 `json:"subId,omitempty"`
	Discount int64 `json:"discount,omitempty"` // fen, negative is cheaper (entryDiscount)
	// Exact is the unit price when it may have more decimals than fen have, otherwise 0.
	Exact Price `json:"exact,omitempty"`
	Sent  bool  `json:"sent,omitempty"` // all of it
	// SentAmount is how much has left so far in parcels that do not hold whole lines.
	SentAmount int64 `json:"sentAmount,omitempty"`
}

// unit is the exact unit price.
func (l *orderLine) unit() Price {
	if l.Exact != 0 {
		return l.Exact
	}
	return Price(l.Price) * 100
}

// gross is what the line costs before the discount.
func (l *orderLine) gross() int64 {
	if l.Exact != 0 {
		return (l.Exact * Price(l.Amount)).Fen()
	}
	return l.Price * l.Amount
}

// left is how much of the line is still to be sent.
func (l *orderLine) left() int64 {
	if l.Sent {
		return 0
	}
	return l.Amount - l.SentAmount
}

// payWay is how an order was paid (§4.6.7).
type payWay struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// payWays by the name the cashier page gives them. Which code a corporate payment
// has is an assumption.
var payWays = map[string]payWay{
	"alipay":    {"1", "支付宝"},
	"bank":      {"4", "银行转账"},
	"corporate": {"13", "支付平台"},
	"shegou":    {"3", "诚e赊"},
	"kjpay":     {"16", "跨境宝"},
}

// goods is the sum of the lines before discounts.
func (o *order) goods() int64 {
	var sum int64
	for i := range o.Lines {
		sum += o.Lines[i].gross()
	}
	return sum
}

func (o *order) discount() int64 {
	var sum int64
	for _, l := range o.Lines {
		sum += l.Discount
	}
	return sum
}

// total is what the buyer pays.
func (o *order) total() int64 { return o.goods() + o.discount() + o.Shipping }

// spread distributes an order-level change over the lines in proportion to their
// amounts; the last line takes the residue, so that the sum is exact.
func (o *order) spread(fen int64) {
	goods, left := o.goods(), fen
	for i := range o.Lines {
		l := &o.Lines[i]
		l.Discount = 0
		if goods > 0 {
			// Through quotient and remainder: the plain product could overflow.
			part := l.gross()
			l.Discount = fen/goods*part + mulDiv(fen%goods, part, goods)
		}
		left -= l.Discount
	}
	o.Lines[len(o.Lines)-1].Discount += left
}

// mulDiv is a*b/c towards zero without overflow.
func mulDiv(a, b, c int64) int64 {
	return new(big.Int).Quo(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)), big.NewInt(c)).Int64()
}

// orders holds all formal orders.
type orders struct {
	byID     map[int64]*order
	bySeller map[string][]int64 // in order of creation
	byBuyer  map[string][]int64 // in order of creation
	byOut    map[outKey][]int64 // in order of creation
	next     int64              // middle part of the next id
	parcels  int64
	waybills map[string]int // uses of carrier + number
}

func newOrders() orders {
	return orders{byID: map[int64]*order{}, bySeller: map[string][]int64{}, byBuyer: map[string][]int64{}, byOut: map[outKey][]int64{}, waybills: map[string]int{}}
}

// outKey is a buyer's own number of an order.
type outKey struct{ buyer, number string }

// add takes an order into all the lists.
func (s *orders) add(o *order) {
	s.byID[o.ID] = o
	s.bySeller[o.Seller] = append(s.bySeller[o.Seller], o.ID)
	s.byBuyer[o.Buyer] = append(s.byBuyer[o.Buyer], o.ID)
	if o.OutOrderID != "" {
		key := outKey{o.Buyer, o.OutOrderID}
		s.byOut[key] = append(s.byOut[key], o.ID)
	}
}

// orderID makes a 19-digit id whose last six digits derive from the buyer's user
// id, as all official samples show: abcdef becomes abefcd (§1.6).
func (s *orders) orderID(buyer int64) int64 {
	id := 3_400_000_000_000_000_000 + s.next*1_000_000 + buyerTail(buyer)
	s.next++
	return id
}

func buyerTail(user int64) int64 {
	six := user % 1_000_000
	return six/10_000*10_000 + six%100*100 + six/100%100
}

// newOrder makes an order with ids but does not place it. A single line shares the
// order's id; several get the numbers after it.
func (s *Server) newOrder(seller string, buyer *Account, items []preItem, now time.Time) *order {
	o := &order{ID: s.sales.orderID(buyer.UserID), Seller: seller, Buyer: buyer.LoginID, Status: orderWaitPay, Created: now, Modified: now, PayTimeout: s.switches.OrderPayTTL}
	for _, item := range items {
		line := orderLine{preItem: item, SubID: o.ID}
		if len(items) > 1 {
			line.SubID = s.sales.orderID(buyer.UserID)
		}
		o.Lines = append(o.Lines, line)
	}
	return o
}

// receiverOf is who gets the goods of an order and where.
func (s *Server) receiverOf(o *order) Receiver {
	if o.Receiver != (Receiver{}) {
		return o.Receiver
	}
	if a := s.account(o.Buyer); a != nil {
		return a.home()
	}
	return Receiver{}
}

func (s *Server) orderFrom(p *preOrder, buyer *Account, now time.Time) *order {
	o := s.newOrder(p.Seller, buyer, p.Items, now)
	o.PreOrder, o.Shipping, o.Remark, o.PickUp = p, p.PostFee, p.Remark, p.LogisticsType == logisticsPickUp
	o.PayTimeout = p.Expires.Sub(now)
	if ttl := s.switches.FormalOrderTTL; ttl > 0 {
		o.PayTimeout = ttl
	}
	o.spread(p.TotalFee - o.goods() + p.AdjustFee)
	return o
}

// stockSuffices looks at all lines together.
func (s *Server) stockSuffices(o *order) bool {
	items := make([]preItem, len(o.Lines))
	for i, l := range o.Lines {
		items[i] = l.preItem
	}
	ofOffer, ofSKU := amounts(items)
	for _, l := range items {
		offer := s.cat.find(l.OfferID)
		if offer == nil {
			return false
		}
		if l.SKUID == 0 {
			if offer.Stock < ofOffer[l.OfferID] {
				return false
			}
		} else if sku := offer.sku(l.SKUID); sku == nil || sku.Stock < ofSKU[l.SKUID] {
			return false
		}
	}
	return true
}

// placeOrder takes o in; stock of offers that reduce at the order goes down.
func (s *Server) placeOrder(o *order, now time.Time) {
	s.sales.add(o)
	s.moveStock(o, 1, -1)
	s.closeUnpaid(o, now)
	s.changed(topicMade, o, now)
}

// closeUnpaid plans the end of an order placed at that moment which nobody pays. That
// of a pre-order ends with it.
func (s *Server) closeUnpaid(o *order, placed time.Time) {
	if o.PreOrder == nil {
		s.at(placed.Add(o.PayTimeout), func(now time.Time) {
			if o.Status == orderWaitPay {
				s.closeOrder(o, closedBySystem, "BUYER_NO_PAY", now)
			}
		})
	}
}

// confirmShipped plans the receipt that a buyer need not confirm.
func (s *Server) confirmShipped(o *order) {
	s.at(o.Delivered.Add(autoConfirmAfter), func(now time.Time) {
		if !o.Refund.underWay() {
			s.confirmReceipt(o, now)
		}
	})
}

// moveStock changes the stock of the lines whose offer reduces at the given moment
// (1 order, 2 payment). It never goes below zero: what was sold short in between
// is the seller's trouble, as on the platform.
func (s *Server) moveStock(o *order, reduceType int, sign int64) {
	for _, l := range o.Lines {
		offer := s.cat.find(l.OfferID)
		if offer == nil || offer.InvReduceType != reduceType {
			continue
		}
		offer = s.cat.edit(l.OfferID)
		stock := &offer.Stock
		if l.SKUID != 0 {
			sku := offer.sku(l.SKUID)
			if sku == nil {
				continue
			}
			stock = &sku.Stock
		}
		was := *stock
		*stock = min(max(was+sign*l.Amount, 0), maxStock)
		s.inventoryChanged(offer, []stockStep{{l.SKUID, *stock, *stock - was}}, o.Modified)
	}
}

// payOrder records the payment into escrow.
func (s *Server) payOrder(o *order, method string, now time.Time) error {
	way, ok := payWays[method]
	switch {
	case !ok:
		return errPayWay
	case o.Status == orderCancel:
		return errPreOrderExpired
	case o.Status != orderWaitPay:
		return errPreOrderPaid
	}
	o.Status, o.Paid, o.Modified, o.PayWay = orderWaitSend, now, now, way
	o.AlipayTrade = now.In(beijing).Format("20060102") + fmt.Sprintf("%020d", o.ID)[4:]
	s.moveStock(o, 2, -1)
	if o.PreOrder != nil {
		o.PreOrder.Status, o.PreOrder.Modified = prePaid, now
	}
	s.changed(topicPaid, o, now)
	return nil
}

// closeOrder cancels an unpaid order and its pre-order with it.
func (s *Server) closeOrder(o *order, by, reason string, now time.Time) {
	o.Status, o.Modified, o.Completed = orderCancel, now, now
	o.CloseBy, o.CloseReason = by, reason
	s.moveStock(o, 1, +1)
	if o.PreOrder != nil && o.PreOrder.Retired == "" {
		s.retirePreOrder(o.PreOrder, "cancelled", now)
	}
	s.changed(closeTopics[by], o, now)
}

// confirmReceipt finishes a shipped order: the escrow is released to the seller. A
// refund that is not decided is closed by it.
func (s *Server) confirmReceipt(o *order, now time.Time) bool {
	if o.Status != orderWaitReceive {
		return false
	}
	o.Status, o.Confirmed, o.Completed, o.Modified = orderSuccess, now, now, now
	s.closeRefund(o, buyerReceived, now)
	s.happened(event{topic: topicReceived, at: now, order: o, status: statusReceived})
	s.changed(topicSuccess, o, now)
	return true
}
