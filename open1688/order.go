package open1688

import (
	"context"
	"iter"
	"unicode/utf8"
)

// TradeService reads and handles formal orders.
type TradeService service

// SellerOrderListRequest filters the seller's orders; the zero value does not filter.
type SellerOrderListRequest struct {
	Page            int         `param:"page"`     // from 1
	PageSize        int         `param:"pageSize"` // at most 20
	Status          OrderStatus `param:"orderStatus"`
	CreateStartTime Time        `param:"createStartTime"`
	CreateEndTime   Time        `param:"createEndTime"`
	ModifyStartTime Time        `param:"modifyStartTime"`
	ModifyEndTime   Time        `param:"modifyEndTime"`
	// History reaches the archive; without it only about three months are seen.
	History       *bool  `param:"isHis"`
	RefundStatus  string `param:"refundStatus"`
	BuyerMemberID string `param:"buyerMemberId"`
	BuyerLoginID  string `param:"buyerLoginId"`
	TradeType     string `param:"tradeType"`
	ProductName   string `param:"productName"`
	// BizTypes hides every type it does not name, new ones too: leave it out.
	BizTypes      []string `param:"bizTypes"`
	NeedAddress   bool     `param:"needBuyerAddressAndPhone"`
	NeedMemo      bool     `param:"needMemoInfo"`
	NeedCheckSend bool     `param:"needCheckSend"` // fills OrderLine.CanSendGoods
}

func (r SellerOrderListRequest) check() (string, string) {
	return checkPage("page", r.Page, r.PageSize)
}

// OrderPage is one page of an order list and the whole answer.
type OrderPage struct {
	Orders      []Order `json:"result"`
	TotalRecord int64   `json:"totalRecord"`
	// RetCodes tells about the answer itself, such as BUYER_ENCRYPT for masked data.
	RetCodes []string `json:"retCodes"`
	Extra    Extra    `json:"-"`
}

// OrderReply is the whole answer of an order detail call.
type OrderReply struct {
	Order    *Order   `json:"result"`
	RetCodes []string `json:"retCodes"` // such as BUYER_ENCRYPT for masked data
	Extra    Extra    `json:"-"`
}

// ListSellerOrders returns one page of the seller's orders, without logistics.
//
// API com.alibaba.trade:alibaba.trade.getSellerOrderList-1. Precondition: a seller's token.
func (s *TradeService) ListSellerOrders(ctx context.Context, token Token, req SellerOrderListRequest) (*OrderPage, *Response, error) {
	var page OrderPage
	resp, err := s.client.call(ctx, &opTradeListSeller, token, req, &page)
	if err != nil {
		return nil, resp, err
	}
	return &page, resp, nil
}

// AllSellerOrders walks the seller's orders that match, from page req.Page on.
// Orders changing meanwhile can appear twice: key by id. After an error it
// yields that error and stops.
func (s *TradeService) AllSellerOrders(ctx context.Context, token Token, req SellerOrderListRequest) iter.Seq2[*Order, error] {
	if req.PageSize == 0 {
		req.PageSize = maxPageSize
	}
	return pages(&opTradeListSeller, req.Page, req.PageSize, func(page int) ([]Order, int64, error) {
		req.Page = page
		got, _, err := s.ListSellerOrders(ctx, token, req)
		if err != nil {
			return nil, 0, err
		}
		return got.Orders, got.TotalRecord, nil
	}, func(o *Order) ID { return o.BaseInfo.OrderID() })
}

// SellerOrderRequest asks for one order.
type SellerOrderRequest struct {
	OrderID ID
	// Include is a comma list of GuaranteesTerms, NativeLogistics, RateDetail,
	// OrderInvoice, InvoicingSetting; empty gives the platform's choice.
	Include string
}

type orderGetParams struct {
	WebSite string `param:"webSite"`
	OrderID ID     `param:"orderId,required"`
	Include string `param:"includeFields"`
}

// GetSellerOrder returns one order as its seller sees it, with logistics, seller
// memo and, mostly masked, receiver data.
//
// API com.alibaba.trade:alibaba.trade.get.sellerView-1. Precondition: the token's
// account sold the order.
func (s *TradeService) GetSellerOrder(ctx context.Context, token Token, req SellerOrderRequest) (*Order, *Response, error) {
	var reply OrderReply
	resp, err := s.client.call(ctx, &opTradeGetSeller, token, orderGetParams{siteCN, req.OrderID, req.Include}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Order == nil {
		return nil, resp, empty(&opTradeGetSeller, "order")
	}
	return reply.Order, resp, nil
}

// CancelReason is the reason of a cancellation.
type CancelReason string

// Reasons of a cancellation.
const (
	CancelByBuyer      CancelReason = "buyerCancel"
	CancelOutOfStock   CancelReason = "sellerGoodsLack"
	CancelOtherReasons CancelReason = "other"
)

// CancelRequest names the order to cancel and why.
type CancelRequest struct {
	TradeID ID
	Reason  CancelReason
	Remark  string
}

type cancelParams struct {
	WebSite string       `param:"webSite"`
	TradeID ID           `param:"tradeID,required"`
	Reason  CancelReason `param:"cancelReason,required"`
	Remark  string       `param:"remark"`
}

// Acknowledged is the answer of a call that returns nothing but success.
type Acknowledged struct {
	Success bool  `json:"success"`
	Extra   Extra `json:"-"`
}

// Cancel closes an order that is not paid, with the token of its buyer or seller.
// Refusals: ORDER_STATUS_ERROR, ORDER_NOT_EXIST, 400_3 (not your order),
// CLOSE_ORDER_TOO_FAST within ten seconds of its creation.
//
// API com.alibaba.trade:alibaba.trade.cancel-1. Precondition: unpaid, older than ten seconds.
func (s *TradeService) Cancel(ctx context.Context, token Token, req CancelRequest) (*Acknowledged, *Response, error) {
	return s.acknowledged(ctx, &opTradeCancel, token, cancelParams{siteCN, req.TradeID, req.Reason, req.Remark})
}

// MemoIcon is the flag beside a memo.
type MemoIcon int

// Flags of a memo.
const (
	MemoNoIcon MemoIcon = 0
	MemoRed    MemoIcon = 1
	MemoBlue   MemoIcon = 2
	MemoGreen  MemoIcon = 3
	MemoYellow MemoIcon = 4
)

// MemoRequest is a private note on an order.
type MemoRequest struct {
	OrderID ID       `param:"orderId,required"`
	Memo    string   `param:"memo,required"`
	Icon    MemoIcon `param:"remarkIcon"`
}

func (r MemoRequest) check() (string, string) {
	if !utf8.ValidString(r.Memo) {
		return "memo", "is not valid UTF-8"
	}
	if r.Icon < MemoNoIcon || r.Icon > MemoYellow {
		return "remarkIcon", "must be 1 to 4"
	}
	return "", ""
}

// AddMemo replaces the private memo of an order: the seller's with a seller's
// token, the buyer's with a buyer's. The platform may say success and give error
// code 400_4 at once; that is an error here.
//
// API com.alibaba.trade:alibaba.order.memoAdd-1. Precondition: the token's account
// is a side of the order.
func (s *TradeService) AddMemo(ctx context.Context, token Token, req MemoRequest) (*Acknowledged, *Response, error) {
	return s.acknowledged(ctx, &opTradeAddMemo, token, req)
}

func (s *TradeService) acknowledged(ctx context.Context, op *Operation, token Token, req any) (*Acknowledged, *Response, error) {
	var reply Acknowledged
	resp, err := s.client.call(ctx, op, token, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply, resp, nil
}
