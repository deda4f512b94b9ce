package sandbox1688

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

func preOrderAPIs() []api {
	const ns = "com.alibaba.trade"
	closed := func(s *Server) bool { return s.switches.PreOrderClosed }
	return []api{
		{
			namespace: ns, name: "alibaba.preOrder.create", version: 1, auth: true, denied: closed,
			required: []string{"marketName", "postFee", "itemList"}, fail: failE2, run: preOrderCreate,
		},
		{namespace: ns, name: "alibaba.preOrder.getList", version: 1, auth: true, denied: closed, fail: failPreOrderList, run: preOrderList},
	}
}

type preOrderReply struct {
	OrderID int64 `json:"orderId"`
	e2
}

// preOrderCreate is alibaba.preOrder.create (§5.8.1). There is no protection
// against sending the same bill twice (U38): the caller must guard itself.
func preOrderCreate(c *call) (any, error) {
	a := c.args()
	in := preOrderInput{market: a.text("marketName"), remark: a.text("remark"), postFee: a.long("postFee"), logisticsType: a.long("logisticsType")}
	if a.text("totalFee") != "" {
		in.totalFee = new(a.long("totalFee"))
	}
	a.json("itemList", &in.items)
	if a.err != nil {
		return nil, a.err
	}
	p, r := c.draft(in)
	if r != nil {
		return failE2(r.code, r.text), nil
	}
	c.s.addPreOrder(p, c.now)
	return preOrderReply{p.ID, e2{Success: true}}, nil
}

type preOrderListReply struct {
	Success    bool          `json:"success"`
	ErrorCode  string        `json:"errorCode,omitempty"`
	ErrorMsg   string        `json:"errorMsg,omitempty"`
	TotalCount int           `json:"totalCount"`
	PageIndex  int64         `json:"pageIndex"`
	OrderList  []preOrderDTO `json:"orderList,omitempty"`
}

func (r preOrderListReply) failure() (code, text string) { return r.ErrorCode, r.ErrorMsg }

func failPreOrderList(code, message string) any {
	return preOrderListReply{ErrorCode: code, ErrorMsg: message}
}

// preOrderDTO is an element of getList (§5.8.2). Fees are fen.
type preOrderDTO struct {
	ID             int64        `json:"id"`
	Status         int          `json:"status"`
	TotalFee       int64        `json:"totalFee"`
	PostFee        int64        `json:"postFee"`
	AdjustFee      int64        `json:"adjustFee"`
	ActualTotalFee int64        `json:"actualTotalFee"`
	LogisticsType  int          `json:"logisticsType"`
	PayType        int          `json:"payType"`
	DetailURL      string       `json:"detailUrl"`
	BizOrderID     int64        `json:"bizOrderId,omitempty"`
	Remark         string       `json:"remark,omitempty"`
	OperatorID     int64        `json:"operatorId,omitempty"`
	BuyerSubID     int64        `json:"buyerSubId,omitempty"`
	GmtCreate      date         `json:"gmtCreate"`
	GmtModified    date         `json:"gmtModified"`
	GmtConfirm     date         `json:"gmtConfirm"`
	ItemList       []preItemDTO `json:"itemList"`
}

type preItemDTO struct {
	ID            int64  `json:"id"`
	OrderDraftID  int64  `json:"orderDraftId"`
	AuctionID     int64  `json:"auctionId"`
	AuctionTitle  string `json:"auctionTitle"`
	AuctionPicURL string `json:"auctionPicUrl,omitempty"`
	AuctionPrice  int64  `json:"auctionPrice"`
	AuctionNumber any    `json:"auctionNumber,omitempty"` // 货号, a number or left out (U47)
	AuctionUnit   string `json:"auctionUnit"`
	SkuID         int64  `json:"skuId,omitempty"`
	SpecID        string `json:"specId,omitempty"`
	BuyAmount     int64  `json:"buyAmount"`
	TotalFee      int64  `json:"totalFee"`
	DiscountFee   int64  `json:"discountFee"`
	AdjustFee     int64  `json:"adjustFee"`
	Status        int    `json:"status"`
	BuyerID       int64  `json:"buyerId,omitempty"`
	SellerID      int64  `json:"sellerId,omitempty"`
	SourceType    int    `json:"sourceType"`
	Remark        string `json:"remark,omitempty"`
	GmtCreate     date   `json:"gmtCreate"`
	GmtModified   date   `json:"gmtModified"`
}

// preOrderList is alibaba.preOrder.getList, newest first unless switched.
func preOrderList(c *call) (any, error) {
	a := c.args()
	id, market := a.long("orderId"), a.text("marketName")
	page, size, over := a.paging("pageIndex", preOrderListLimit, c.s.switches.ClampPageSize)
	if a.err != nil {
		return nil, a.err
	}
	if over {
		return failPreOrderList(errParamWrong, fmt.Sprintf("pageSize不能超过%d", preOrderListLimit)), nil
	}
	ids := c.s.pre.bySeller[c.acct.LoginID]
	if id != 0 {
		_, found := slices.BinarySearch(ids, id)
		ids = nil
		if found {
			ids = []int64{id}
		}
	}
	var fit []*preOrder
	for _, id := range slices.Backward(ids) {
		p := c.s.pre.byID[id]
		if (p.Retired == "" || c.s.switches.KeepRetired) && (market == "" || market == p.Market) && !p.Created.Add(c.s.switches.PreOrderListLag).After(c.now) {
			fit = append(fit, p)
		}
	}
	c.s.orderPreOrders(fit)
	out := preOrderListReply{Success: true, TotalCount: len(fit), PageIndex: page, OrderList: []preOrderDTO{}}
	for _, p := range pageOf(fit, page, size) {
		out.OrderList = append(out.OrderList, c.preOrder(p))
	}
	return out, nil
}

// Values of Switches.PreOrderListOrder.
const (
	listOldest = "oldest"
	listMixed  = "mixed"
)

// orderPreOrders puts a list that runs from new to old into the switched order.
func (s *Server) orderPreOrders(list []*preOrder) {
	switch s.switches.PreOrderListOrder {
	case listOldest:
		slices.Reverse(list)
	case listMixed: // by something that has nothing to do with time, the same at each call
		slices.SortFunc(list, func(a, b *preOrder) int { return cmp.Compare(mixed(a.ID), mixed(b.ID)) })
	}
}

func mixed(id int64) uint64 { return uint64(id) * 0x9E3779B97F4A7C15 } //nolint:gosec // any bits do

func (c *call) preOrder(p *preOrder) preOrderDTO {
	d := preOrderDTO{
		ID: p.ID, Status: p.Status, TotalFee: p.TotalFee, PostFee: p.PostFee, AdjustFee: p.AdjustFee, ActualTotalFee: p.actual(),
		LogisticsType: p.LogisticsType, PayType: payTypeOnline, DetailURL: detailURL(c.base, p.ID), BizOrderID: p.OrderID, Remark: p.Remark,
		OperatorID: c.acct.UserID, GmtCreate: c.date(p.Created), GmtModified: c.date(p.Modified), GmtConfirm: c.date(p.Created),
	}
	if buyer := c.s.account(p.Buyer); buyer != nil {
		d.BuyerSubID = buyer.UserID
	}
	for _, line := range p.Items {
		item := preItemDTO{
			ID: line.ID, OrderDraftID: p.ID, AuctionID: line.OfferID, AuctionTitle: line.Title, AuctionPrice: line.Price, AuctionUnit: line.Unit,
			SkuID: line.SKUID, SpecID: line.SpecID, BuyAmount: line.Amount, TotalFee: line.Price * line.Amount, Status: p.Status,
			BuyerID: d.BuyerSubID, SellerID: c.acct.UserID, Remark: line.Remark, GmtCreate: d.GmtCreate, GmtModified: d.GmtModified,
			AuctionNumber: auctionNumber(line.Cargo, c.s.switches.TextAuctionNumber),
		}
		if line.Picture != "" {
			item.AuctionPicURL = c.base + "/" + line.Picture
		}
		d.ItemList = append(d.ItemList, item)
	}
	return d
}

// auctionNumber is nil, which leaves the field out, when the 货号 is no number and
// text is not wanted.
func auctionNumber(cargo string, asText bool) any {
	if n, err := strconv.ParseInt(cargo, 10, 64); err == nil && strconv.FormatInt(n, 10) == cargo {
		return n
	}
	if asText && cargo != "" {
		return cargo
	}
	return nil
}

func detailURL(base string, id int64) string { return base + "/preorder/" + strconv.FormatInt(id, 10) }
