package sandbox1688

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// What a second creation with an outOrderId does, besides answering with the order
// there is.
const (
	outOrderError  = "error"
	outOrderSecond = "second"
)

// Refusals of a creation whose codes are not published (assumption A28).
const (
	codeOutOrderTaken = "OUT_ORDER_ID_EXIST"
	codeTradeType     = "500"
	maxMessage        = 500
	maxOutOrderID     = 64
)

type createReply struct {
	e2
	Result createResult `json:"result"`
}

// createResult is one order, or several in orderList with the fields of the one left
// out. Amounts are fen.
type createResult struct {
	Success            bool           `json:"success"`
	OrderID            string         `json:"orderId,omitempty"`
	TotalSuccessAmount *int64         `json:"totalSuccessAmount,omitempty"`
	PostFee            *int64         `json:"postFee,omitempty"`
	AccountPeriod      *accountPeriod `json:"accountPeriod,omitempty"`
	OrderList          []createdOrder `json:"orderList,omitempty"`
	FailedOfferList    []failedOffer  `json:"failedOfferList"`
}

type createdOrder struct {
	OrderID                        string `json:"orderId"`
	OrderAmmount                   int64  `json:"orderAmmount"` // sic
	PostFee                        int64  `json:"postFee"`
	Success                        bool   `json:"success"`
	ResultCode                     string `json:"resultCode"`
	Discount                       int64  `json:"discount"`
	SumPaymentNoCarriageFromClient int64  `json:"sumPaymentNoCarriageFromClient"`
	MergePay                       bool   `json:"mergePay"`
	ChooseFreeFreight              bool   `json:"chooseFreeFreight"`
}

type failedOffer struct {
	OfferID      int64  `json:"offerId"`
	SpecID       string `json:"specId,omitempty"`
	ErrorCode    string `json:"errorCode"`
	ErrorMessage string `json:"errorMessage"`
}

type accountPeriod struct {
	TapType    int `json:"tapType"`
	TapDate    int `json:"tapDate"`
	TapOverdue int `json:"tapOverdue"`
}

// flatReply is the form of two official samples: nothing wrapped, and success false
// beside the order id.
type flatReply struct {
	TotalSuccessAmount int64          `json:"totalSuccessAmount"`
	OrderID            string         `json:"orderId"`
	PostFee            int64          `json:"postFee"`
	Success            bool           `json:"success"`
	AccountPeriod      *accountPeriod `json:"accountPeriod,omitempty"`
}

// createOrder is alibaba.trade.createCrossOrder (§4.5.1) and alibaba.trade.fastCreateOrder
// (§4.5.5), which does the same without a preview before it.
func createOrder(c *call) (any, error) {
	a := c.args()
	message, mark, number, mode := a.text("message"), a.text("preSelectPayChannel"), a.text("outOrderId"), a.text("tradeType")
	former := c.s.sales.byOut[outKey{c.acct.LoginID, number}]
	switch {
	case utf8.RuneCountInString(message) > maxMessage:
		return failE2(errParamWrong, "message不能超过500个字"), nil
	case len(number) > maxOutOrderID || !allASCII(number):
		return failE2(errParamWrong, "outOrderId不能超过64个字符"), nil
	case len(former) > 0 && c.s.switches.DuplicateOutOrder == outOrderError:
		return failE2(codeOutOrderTaken, "outOrderId["+number+"]已存在"), nil
	case len(former) > 0 && c.s.switches.DuplicateOutOrder == "":
		return c.created(former, nil), nil
	}
	req, r := c.orderRequest(a)
	switch {
	case a.err != nil:
		return nil, a.err
	case r != nil:
		return failE2(r.code, r.text), nil
	}
	open := openModes(req.seller, c.acct)
	if mode == "" && len(open) > 0 {
		mode = modeFor(open)
	}
	if !slices.Contains(open, mode) {
		return failE2(codeTradeType, "not support tradeType:【"+mode+"】"), nil
	}
	good, bad := orderable(req.seller, req.wants)
	if len(good) == 0 || (len(bad) > 0 && !c.s.switches.PartialOrders) {
		return failE2(bad[0].no.code, bad[0].no.text), nil
	}
	var parts []part
	for _, group := range splitOrders(good, c.s.switches.MaxOrderSKUs) {
		p, ok := totalPart(req.seller, group, req.to.Address.AreaCode, req.promotion)
		if !ok {
			return failE2(errParamWrong, "shopPromotionId不可用"), nil
		}
		parts = append(parts, p)
	}
	var ids []int64
	for i := range parts {
		o := c.orderOf(req, &parts[i], mode)
		o.OutOrderID, o.PayMark, o.Remark, o.Feedback = number, mark, message, message
		c.s.placeOrder(o, c.now)
		ids = append(ids, o.ID)
	}
	return c.created(ids, bad), nil
}

// orderOf makes the order of a part, not yet placed.
func (c *call) orderOf(req *orderRequest, p *part, mode string) *order {
	items := make([]preItem, len(p.lines))
	for i, l := range p.lines {
		items[i] = lineOf(l.offer, l.sku)
		items[i].Amount, items[i].Price = l.amount, l.unit.Fen()
	}
	o := c.s.newOrder(req.seller.LoginID, c.acct, items, c.now)
	for i, l := range p.lines {
		o.Lines[i].Exact = l.unit
	}
	o.Shipping, o.Flow, o.TradeMode, o.Receiver, o.PayTimeout = p.freight, req.flow, mode, req.to, c.s.payTTL(mode)
	o.spread(-p.off)
	return o
}

// created answers with orders as they are now, which for an outOrderId sent again may
// be later than their making.
func (c *call) created(ids []int64, bad []priced) any {
	out := createReply{e2{Success: true}, createResult{Success: true, FailedOfferList: []failedOffer{}}}
	for _, l := range bad {
		out.Result.FailedOfferList = append(out.Result.FailedOfferList, failedOffer{l.offer.ID, l.specID(), l.no.code, l.no.text})
	}
	first := c.s.sales.byID[ids[0]]
	if first.TradeMode == modePeriod {
		out.Result.AccountPeriod = &accountPeriod{TapType: 5, TapDate: 30, TapOverdue: 1}
	}
	if len(ids) == 1 {
		if c.s.switches.FlatCreateReply {
			return flatReply{first.total(), strconv.FormatInt(first.ID, 10), first.Shipping, false, out.Result.AccountPeriod}
		}
		out.Result.OrderID = strconv.FormatInt(first.ID, 10)
		out.Result.TotalSuccessAmount, out.Result.PostFee = new(first.total()), new(first.Shipping)
		return out
	}
	for _, id := range ids {
		o := c.s.sales.byID[id]
		out.Result.OrderList = append(out.Result.OrderList, createdOrder{
			OrderID: strconv.FormatInt(id, 10), OrderAmmount: o.total(), PostFee: o.Shipping, Success: true, ResultCode: "200",
			Discount: o.discount(), SumPaymentNoCarriageFromClient: o.goods() + o.discount(),
		})
	}
	return out
}
