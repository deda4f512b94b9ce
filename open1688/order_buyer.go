package open1688

import (
	"context"
	"iter"
)

// BuyerOrderListRequest filters the buyer's orders; the zero value does not filter.
type BuyerOrderListRequest struct {
	Page            int         `param:"page"`     // from 1
	PageSize        int         `param:"pageSize"` // at most 20 here; the platform names no maximum (U14)
	Status          OrderStatus `param:"orderStatus"`
	CreateStartTime Time        `param:"createStartTime"`
	CreateEndTime   Time        `param:"createEndTime"`
	ModifyStartTime Time        `param:"modifyStartTime"`
	ModifyEndTime   Time        `param:"modifyEndTime"`
	// History reaches the archive; without it only about three months are seen.
	History        *bool  `param:"isHis"`
	RefundStatus   string `param:"refundStatus"`
	SellerMemberID string `param:"sellerMemberId"`
	SellerLoginID  string `param:"sellerLoginId"`
	TradeType      string `param:"tradeType"`
	ProductName    string `param:"productName"`
	// OutOrderID finds what was created with this number of the caller's.
	OutOrderID string `param:"outOrderId"`
	// BizTypes hides every type it does not name, new ones too: leave it out.
	BizTypes    []string `param:"bizTypes"`
	NeedAddress bool     `param:"needBuyerAddressAndPhone"`
	NeedMemo    bool     `param:"needMemoInfo"`
}

func (r BuyerOrderListRequest) check() (string, string) {
	return checkPage("page", r.Page, r.PageSize)
}

// ListBuyerOrders returns one page of the buyer's orders, without logistics. Some apps
// have seen filters ignored (reference §4.6.1), so compare what comes with what was asked.
//
// API com.alibaba.trade:alibaba.trade.getBuyerOrderList-1. Precondition: a buyer's token.
func (s *TradeService) ListBuyerOrders(ctx context.Context, token Token, req BuyerOrderListRequest) (*OrderPage, *Response, error) {
	var page OrderPage
	resp, err := s.client.call(ctx, &opTradeListBuyer, token, req, &page)
	if err != nil {
		return nil, resp, err
	}
	return &page, resp, nil
}

// AllBuyerOrders walks the buyer's orders that match, from page req.Page on. Orders
// changing meanwhile can appear twice: key by id. After an error it yields that error
// and stops.
func (s *TradeService) AllBuyerOrders(ctx context.Context, token Token, req BuyerOrderListRequest) iter.Seq2[*Order, error] {
	if req.PageSize == 0 {
		req.PageSize = maxPageSize
	}
	return pages(&opTradeListBuyer, req.Page, req.PageSize, func(page int) ([]Order, int64, error) {
		req.Page = page
		got, _, err := s.ListBuyerOrders(ctx, token, req)
		if err != nil {
			return nil, 0, err
		}
		return got.Orders, got.TotalRecord, nil
	}, func(o *Order) ID { return o.BaseInfo.OrderID() })
}

// BuyerOrderRequest asks for one order.
type BuyerOrderRequest struct {
	OrderID ID
	// Include is a comma list of GuaranteesTerms, NativeLogistics, RateDetail,
	// OrderInvoice, InvoicingSetting; empty gives the platform's choice.
	Include string
}

// GetBuyerOrder returns one order as its buyer sees it, with logistics.
//
// API com.alibaba.trade:alibaba.trade.get.buyerView-1. Precondition: the token's
// account bought the order.
func (s *TradeService) GetBuyerOrder(ctx context.Context, token Token, req BuyerOrderRequest) (*Order, *Response, error) {
	var reply OrderReply
	resp, err := s.client.call(ctx, &opTradeGetBuyer, token, orderGetParams{siteCN, req.OrderID, req.Include}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Order == nil {
		return nil, resp, empty(&opTradeGetBuyer, "order")
	}
	return reply.Order, resp, nil
}
