package open1688

import (
	"context"
	"fmt"
)

// How many orders one cashier link pays for at most.
const (
	MaxPayOrders      = 100
	MaxCrossPayOrders = 30
)

// PayURLRequest names the orders to pay for together.
type PayURLRequest struct {
	OrderIDs []ID `param:"orderIdList,required"`
}

func (r PayURLRequest) check() (string, string) {
	if len(r.OrderIDs) > MaxPayOrders {
		return "orderIdList", fmt.Sprintf("names %d orders, at most %d are paid together", len(r.OrderIDs), MaxPayOrders)
	}
	return "", ""
}

// GetPayURL gives the page on which the buyer pays for the orders. Nothing is paid by
// asking. Success may be partial; see [PayURLReply.FailedOrders].
//
// API com.alibaba.trade:alibaba.alipay.url.get-1. Precondition: a buyer's token; unpaid
// orders, 30 at most where the account pays with 跨境宝.
func (s *TradeService) GetPayURL(ctx context.Context, token Token, req PayURLRequest) (*PayURLReply, *Response, error) {
	var reply PayURLReply
	resp, err := s.client.call(ctx, &opTradePayURL, token, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply, resp, nil
}

// CrossPayURLReply is the whole answer of crossBorderPay.url.get (reference §4.8.1).
type CrossPayURLReply struct {
	PayURL       string `json:"payUrl"`
	FailedOrders []ID   `json:"cantPayOrderList"`
	Extra        Extra  `json:"-"`
}

// GetCrossPayURL is GetPayURL for an account that pays with 跨境宝.
//
// API com.alibaba.trade:alibaba.crossBorderPay.url.get-1. Precondition: a buyer's token;
// at most 30 unpaid orders.
func (s *TradeService) GetCrossPayURL(ctx context.Context, token Token, req PayURLRequest) (*CrossPayURLReply, *Response, error) {
	var reply CrossPayURLReply
	resp, err := s.client.call(ctx, &opTradeCrossPayURL, token, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply, resp, nil
}

// ListPayAgreements tells which agreements on paying without password the buyer has.
//
// API com.alibaba.trade:alibaba.trade.pay.protocolPay.isopen-1. Precondition: a buyer's
// token.
func (s *TradeService) ListPayAgreements(ctx context.Context, token Token) ([]PayAgreement, *Response, error) {
	var reply PayAgreementsReply
	resp, err := s.client.call(ctx, &opTradePayAgreements, token, nil, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Result.Result.Agreements, resp, nil
}

// WithholdRequest asks for an order to be paid by agreement.
type WithholdRequest struct {
	OrderID ID `json:"orderId"`
	// Channel is alipay or shegou (诚e赊); empty lets the platform try the credit first.
	Channel string `json:"payChannel,omitempty"`
	// Amount is what the buyer expects to pay; the platform refuses another one.
	Amount Fen `json:"payAmount,omitempty"`
	// RequestID is the caller's own number of the attempt.
	RequestID string `json:"opRequestId,omitempty"`
}

type withholdParams struct {
	Request WithholdRequest `param:"tradeWithholdPreparePayParam,required"`
}

func (r withholdParams) check() (string, string) {
	if !r.Request.OrderID.Numeric() {
		return "tradeWithholdPreparePayParam", "names no order"
	}
	return "", ""
}

// WithheldReply is the whole answer of preparePay (reference §4.8.3).
type WithheldReply struct {
	Result struct {
		Result Withheld `json:"result"`
		Extra  Extra    `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// Withheld tells what came of a payment by agreement. Not paid may also be a payment whose
// answer was late: read the order before anything else.
type Withheld struct {
	Channel string `json:"payChannel"`
	Paid    bool   `json:"paySuccess"`
	Extra   Extra  `json:"-"`
}

// PreparePay pays an order by agreement, without password. It is never repeated here: when
// the error is [Error.Unknown], or the answer says not paid, read the order first.
//
// API com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay-1. Precondition: a buyer's
// token; an agreement that is open; an unpaid order.
func (s *TradeService) PreparePay(ctx context.Context, token Token, req WithholdRequest) (*Withheld, *Response, error) {
	var reply WithheldReply
	resp, err := s.client.call(ctx, &opTradePreparePay, token, withholdParams{req}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply.Result.Result, resp, nil
}
