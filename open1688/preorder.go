package open1688

import (
	"context"
	"fmt"
	"iter"
)

// PreOrderService makes pre-orders (预订单): bills of a seller which a buyer
// confirms and pays by scanning a QR code (reference §5.8).
type PreOrderService service

// LogisticsType says how the goods of a pre-order leave.
type LogisticsType int

// Logistics types of a pre-order.
const (
	LogisticsPickUp  LogisticsType = 1 // 自提
	LogisticsExpress LogisticsType = 2 // 快递
)

// Markets whose codes are published; the platform issues others to markets directly.
const (
	MarketDaXiangCheng = "dxc"      // 大象城
	MarketHuaqiangbei  = "hqb"      // 华强北
	MarketCloudMfr     = "cloudMfr" // 云制造
)

// PreOrderRequest describes a pre-order to make.
type PreOrderRequest struct {
	MarketName string         `param:"marketName,required"` // code of the market or scene
	PostFee    Fen            `param:"postFee,always"`      // freight
	Remark     string         `param:"remark"`              // carries the caller's own token, the only way to find it again
	Items      []PreOrderItem `param:"itemList,required"`
	// TotalFee is the goods total; the buyer pays TotalFee + PostFee. Without it the
	// platform adds up the items.
	TotalFee      *Fen          `param:"totalFee"`
	LogisticsType LogisticsType `param:"logisticsType"`
}

// PreOrderItem is a line of a pre-order to make.
type PreOrderItem struct {
	OfferID      ID     `json:"offerId"`         // own, published offer
	SKUID        ID     `json:"skuId,omitempty"` // the numeric one; required when the offer has SKUs
	BuyAmount    int64  `json:"buyAmount"`
	AuctionPrice Fen    `json:"auctionPrice"` // unit price
	Remark       string `json:"remark"`
}

func (r PreOrderRequest) check() (param, problem string) {
	for i, item := range r.Items {
		switch {
		case !item.OfferID.Numeric():
			return "itemList", fmt.Sprintf("item %d: offerId is not a decimal id", i+1)
		case item.SKUID != "" && !item.SKUID.Numeric():
			return "itemList", fmt.Sprintf("item %d: skuId is not a decimal id (specId is for orders)", i+1)
		case item.BuyAmount <= 0:
			return "itemList", fmt.Sprintf("item %d: buyAmount must be positive", i+1)
		case item.AuctionPrice < 0:
			return "itemList", fmt.Sprintf("item %d: auctionPrice must not be negative", i+1)
		}
	}
	if r.PostFee < 0 {
		return "postFee", "must not be negative"
	}
	if r.TotalFee != nil && *r.TotalFee < 0 {
		return "totalFee", "must not be negative"
	}
	return "", ""
}

// PreOrderCreated is the whole answer of preOrder.create.
type PreOrderCreated struct {
	OrderID ID    `json:"orderId"` // of the pre-order, not of a formal order
	Extra   Extra `json:"-"`
}

// Create makes a pre-order and returns its id. The platform knows no duplicate
// protection: put a token of your own into the remark, and when the error is
// [Error.Unknown], look for it with All before creating again.
//
// API com.alibaba.trade:alibaba.preOrder.create-1. Precondition: a seller's
// token; own, published offers; a market code issued to the seller.
func (s *PreOrderService) Create(ctx context.Context, token Token, req PreOrderRequest) (ID, *Response, error) {
	var reply PreOrderCreated
	resp, err := s.client.call(ctx, &opPreOrderCreate, token, req, &reply)
	if err != nil {
		return "", resp, err
	}
	if !reply.OrderID.Numeric() || reply.OrderID == "0" {
		return "", resp, malformed(&opPreOrderCreate, errNoID)
	}
	return reply.OrderID, resp, nil
}

// PreOrderStatus is the state of a pre-order.
type PreOrderStatus int

// States of a pre-order.
const (
	PreOrderWaiting PreOrderStatus = 0 // nobody has confirmed it yet
	PreOrderFormal  PreOrderStatus = 1 // formal order exists, waiting for payment
	PreOrderPaid    PreOrderStatus = 2
)

// PreOrderListRequest filters the pre-order list; the zero value does not filter.
type PreOrderListRequest struct {
	OrderID    ID     `param:"orderId"` // of the pre-order
	PageIndex  int    `param:"pageIndex"`
	PageSize   int    `param:"pageSize"` // at most 20
	MarketName string `param:"marketName"`
}

func (r PreOrderListRequest) check() (string, string) {
	return checkPage("pageIndex", r.PageIndex, r.PageSize)
}

// PreOrder is a pre-order as the platform keeps it (reference §5.8.2).
type PreOrder struct {
	ID ID `json:"id"`
	// Status is nil when the answer leaves it out, which is not the same as 0.
	Status    *PreOrderStatus `json:"status"`
	TotalFee  Fen             `json:"totalFee"`
	PostFee   Fen             `json:"postFee"`
	AdjustFee Fen             `json:"adjustFee"` // may be negative
	// ActualTotalFee is AdjustFee + TotalFee + PostFee; nil when the answer leaves it
	// out, which is not the same as 0: see Payable.
	ActualTotalFee *Fen           `json:"actualTotalFee"`
	LogisticsType  LogisticsType  `json:"logisticsType"`
	PayType        int            `json:"payType"`    // 1 offline, 2 online
	DetailURL      string         `json:"detailUrl"`  // render the QR code from this
	BizOrderID     ID             `json:"bizOrderId"` // the formal order made from it
	Remark         string         `json:"remark"`
	OperatorID     ID             `json:"operatorId"`
	BuyerSubID     ID             `json:"buyerSubId"`
	GmtCreate      Time           `json:"gmtCreate"`
	GmtModified    Time           `json:"gmtModified"`
	GmtConfirm     Time           `json:"gmtConfirm"` // time of billing
	Items          []PreOrderLine `json:"itemList"`
	Extra          Extra          `json:"-"`
}

// Payable is what the buyer pays: ActualTotalFee, or the sum of its parts where
// the answer leaves it out or blank. It is not known when the answer holds neither.
func (o *PreOrder) Payable() (amount Fen, known bool) {
	sum := o.TotalFee + o.PostFee + o.AdjustFee
	if o.ActualTotalFee != nil && (*o.ActualTotalFee != 0 || sum == 0) {
		return *o.ActualTotalFee, true
	}
	return sum, sum != 0
}

// PreOrderLine is a line of a pre-order as the platform keeps it.
type PreOrderLine struct {
	ID            ID      `json:"id"`
	OrderDraftID  ID      `json:"orderDraftId"`
	AuctionID     ID      `json:"auctionId"` // offer
	AuctionTitle  string  `json:"auctionTitle"`
	AuctionPicURL string  `json:"auctionPicUrl"`
	AuctionPrice  Fen     `json:"auctionPrice"`
	AuctionNumber string  `json:"auctionNumber"` // 货号; the platform types it Integer (U47)
	AuctionUnit   string  `json:"auctionUnit"`
	SKUID         ID      `json:"skuId"`
	SpecID        string  `json:"specId"`
	BuyAmount     Decimal `json:"buyAmount"`
	TotalFee      Fen     `json:"totalFee"`
	DiscountFee   Fen     `json:"discountFee"`
	AdjustFee     Fen     `json:"adjustFee"`
	Status        string  `json:"status"`
	BuyerID       ID      `json:"buyerId"`
	SellerID      ID      `json:"sellerId"`
	SourceType    string  `json:"sourceType"`
	Remark        string  `json:"remark"`
	GmtCreate     Time    `json:"gmtCreate"`
	GmtModified   Time    `json:"gmtModified"`
	Extra         Extra   `json:"-"`
}

// PreOrderPage is one page of the pre-order list and the whole answer.
type PreOrderPage struct {
	Orders     []PreOrder `json:"orderList"`
	TotalCount int64      `json:"totalCount"`
	PageIndex  int        `json:"pageIndex"`
	Extra      Extra      `json:"-"`
}

// List returns one page of the seller's pre-orders. There is no push message
// about pre-orders, so their state is found by asking.
//
// API com.alibaba.trade:alibaba.preOrder.getList-1. Precondition: a seller's token.
func (s *PreOrderService) List(ctx context.Context, token Token, req PreOrderListRequest) (*PreOrderPage, *Response, error) {
	var page PreOrderPage
	resp, err := s.client.call(ctx, &opPreOrderList, token, req, &page)
	if err != nil {
		return nil, resp, err
	}
	return &page, resp, nil
}

// All walks the pre-orders that match, from page req.PageIndex on. The order of
// the list is not documented, and pre-orders made during the walk may appear
// twice or not at all. After an error it yields that error and stops.
func (s *PreOrderService) All(ctx context.Context, token Token, req PreOrderListRequest) iter.Seq2[*PreOrder, error] {
	if req.PageSize == 0 {
		req.PageSize = maxPageSize
	}
	return pages(&opPreOrderList, req.PageIndex, req.PageSize, func(page int) ([]PreOrder, int64, error) {
		req.PageIndex = page
		got, _, err := s.List(ctx, token, req)
		if err != nil {
			return nil, 0, err
		}
		return got.Orders, got.TotalCount, nil
	}, func(o *PreOrder) ID { return o.ID })
}
