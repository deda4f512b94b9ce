package sandbox1688

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

func buyerAPIs() []api {
	const ns = "com.alibaba.trade"
	return []api{
		{namespace: ns, name: "alibaba.trade.addFeedback", version: 1, auth: true, required: []string{"tradeFeedbackParam"}, fail: failE4, run: addFeedback},
		{namespace: ns, name: "trade.receivegoods.confirm", version: 1, auth: true, required: []string{"orderId"}, fail: failE4, run: confirmGoods},
		{namespace: ns, name: "order.receiveAddress.buyerUpdate", version: 1, auth: true, required: []string{"param"}, fail: failE3, run: buyerAddressUpdate},
	}
}

// buyerListReply is the list without success (E5).
type buyerListReply struct {
	e5
	Result      []tradeInfo `json:"result"`
	TotalRecord int         `json:"totalRecord"`
}

// buyerOrders is alibaba.trade.getBuyerOrderList (§4.6.1), newest first.
func buyerOrders(c *call) (any, error) {
	a := c.args()
	f := newOrderFilter(a, "seller")
	f.outOrderID = a.text("outOrderId")
	if c.s.switches.IgnoreOrderIDs {
		f.ids = nil
	}
	parts := orderParts{logistics: a.flag("needBuyerAddressAndPhone"), memo: a.flag("needMemoInfo"), rates: true, buyer: true}
	most := int64(c.s.switches.BuyerPageSize)
	page, size, over := a.paging("page", most, c.s.switches.ClampPageSize)
	if a.params["pageSize"] == "" {
		size = min(orderPageSize, most)
	}
	if a.err != nil {
		return nil, a.err
	}
	if over {
		return failE5(errParamWrong, fmt.Sprintf("pageSize不能超过%d", most)), nil
	}
	fit := slices.DeleteFunc(f.apply(c, c.s.sales.byBuyer[c.acct.LoginID]), func(o *order) bool {
		return c.now.Sub(o.Created) < c.s.switches.OrderListLag
	})
	out := buyerListReply{Result: []tradeInfo{}, TotalRecord: len(fit)}
	for _, o := range pageOf(fit, page, size) {
		out.Result = append(out.Result, c.trade(o, parts))
	}
	return out, nil
}

// buyerOrder is alibaba.trade.get.buyerView (§4.6.2). It can be asked by outOrderId
// alone (assumption U16), which of several orders finds the first.
func buyerOrder(c *call) (any, error) {
	a := c.args()
	id, number, fields := a.long("orderId"), a.text("outOrderId"), a.text("includeFields")
	if a.err != nil {
		return nil, a.err
	}
	if id == 0 && number == "" {
		err := refuse(codeParamMissing, "缺少参数 / parameter orderId is missing")
		err.text = "Required parameter is missing: orderId"
		return nil, err
	}
	if ids := c.s.sales.byOut[outKey{c.acct.LoginID, number}]; id == 0 && len(ids) > 0 {
		id = ids[0]
	}
	o := c.s.sales.byID[id]
	switch {
	case o == nil:
		return failE1Text("ORDER_NOT_EXIST", "订单不存在"), nil
	case o.Buyer != c.acct.LoginID:
		return failE1Text(errNoPermission, "没有权限查看该订单"), nil
	}
	parts := orderParts{memo: true, buyer: true, rates: strings.Contains(fields, "RateDetail")}
	parts.logistics = fields == "" || strings.Contains(fields, "NativeLogistics")
	parts.parcels = parts.logistics
	return orderReply{e1Text{Success: "true"}, c.trade(o, parts)}, nil
}

// bought finds an order of the caller's; nil when it is another's or there is none.
func (c *call) bought(id int64) *order {
	if o := c.s.sales.byID[id]; o != nil && o.Buyer == c.acct.LoginID {
		return o
	}
	return nil
}

// addFeedback is alibaba.trade.addFeedback (§4.7): further words to the seller.
func addFeedback(c *call) (any, error) {
	a := c.args()
	var in struct {
		Feedback string  `json:"feedback"`
		OrderID  flexInt `json:"orderId"`
	}
	a.json("tradeFeedbackParam", &in)
	if a.err != nil {
		return nil, a.err
	}
	o := c.bought(int64(in.OrderID))
	switch {
	case in.OrderID == 0 || in.Feedback == "":
		return failE4(errParamMissing, "orderId和feedback不能为空"), nil
	case o == nil:
		return failE4("500_1", "订单不存在"), nil
	case o.Status == orderCancel || o.Status == orderSuccess:
		return failE4("500_2", "订单状态不允许补充留言"), nil
	}
	text := in.Feedback
	if o.Feedback != "" {
		text = o.Feedback + "\n" + in.Feedback
	}
	if utf8.RuneCountInString(text) > maxMessage {
		return failE4(errParamWrong, "留言总长不能超过500个字"), nil
	}
	o.Feedback, o.Modified = text, c.now
	return e4{e4Body{Success: true}}, nil
}

// confirmGoods is trade.receivegoods.confirm (§4.7, U27). Lines may be named, but here
// an order is received as a whole.
func confirmGoods(c *call) (any, error) {
	a := c.args()
	id, entries := a.long("orderId"), a.longs("orderEntryIds")
	if a.err != nil {
		return nil, a.err
	}
	o := c.bought(id)
	switch {
	case o == nil:
		return failE4("ORDER_NOT_EXIST", "订单不存在"), nil
	case len(entries) > 0 && !o.isWhole(entries):
		return failE4(errParamWrong, "orderEntryIds必须是该订单的全部明细"), nil
	case o.Refund.underWay():
		return failE4("ORDER_STATUS_ERROR", "退款处理中，不能确认收货"), nil
	case !c.s.confirmReceipt(o, c.now):
		return failE4("ORDER_STATUS_ERROR", "订单状态不允许确认收货"), nil
	}
	return e4{e4Body{Success: true}}, nil
}

// isWhole tells whether the ids are those of all lines.
func (o *order) isWhole(ids []int64) bool {
	for _, l := range o.Lines {
		if !slices.Contains(ids, l.SubID) {
			return false
		}
	}
	return len(ids) == len(o.Lines)
}

// buyerAddressUpdate is order.receiveAddress.buyerUpdate (§4.2.3): until something is
// sent, and only when the freight stays what it is, since the seller would have to
// agree otherwise.
func buyerAddressUpdate(c *call) (any, error) {
	a := c.args()
	var in struct {
		OrderID        flexInt `json:"orderId"`
		ReceiveAddress struct {
			addressParam
			ProvinceCode flexString `json:"provinceCode"`
			CityCode     flexString `json:"cityCode"`
			AreaCode     flexString `json:"areaCode"`
		} `json:"receiveAddress"`
	}
	a.json("param", &in)
	if a.err != nil {
		return nil, a.err
	}
	o := c.bought(int64(in.OrderID))
	if o == nil {
		return failE3("ORDER_NOT_EXIST", "订单不存在"), nil
	}
	to := in.ReceiveAddress.addressParam
	fill(&to.DistrictCode, in.ReceiveAddress.AreaCode)
	r, refused := c.acct.receiverFrom(to)
	switch {
	case refused != nil:
		return failE3(refused.code, refused.text), nil
	case (o.Status != orderWaitPay && o.Status != orderWaitSend) || len(o.Parcels) > 0 || o.PickUp:
		return failE3("ORDER_STATUS_ERROR", "订单状态不允许修改收货地址"), nil
	case c.s.freightTo(o, r) != c.s.freightTo(o, c.s.receiverOf(o)):
		return failE3("FREIGHT_CHANGED", "运费有变化，请联系卖家修改"), nil
	}
	o.Receiver, o.Modified = r, c.now
	return e3[bool]{e3Body[bool]{e2{Success: true}, true}}, nil
}

// freightTo is what the goods of an order cost to send to somebody.
func (s *Server) freightTo(o *order, to Receiver) int64 {
	seller := s.account(o.Seller)
	if seller == nil {
		return 0
	}
	var lines []priced
	for i := range o.Lines {
		l := &o.Lines[i]
		if offer := s.cat.find(l.OfferID); offer != nil {
			lines = append(lines, priced{want: want{offer: offer, sku: offer.sku(l.SKUID), amount: l.Amount}, sum: l.gross()})
		}
	}
	fen, _ := freightOf(seller, lines, to.Address.AreaCode)
	return fen
}
