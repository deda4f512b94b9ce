package sandbox1688

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

const orderPageSize = 20

func orderAPIs() []api {
	const ns = "com.alibaba.trade"
	detail := []string{"webSite", "orderId"}
	return []api{
		{namespace: ns, name: "alibaba.trade.getSellerOrderList", version: 1, auth: true, fail: failE1, run: sellerOrders},
		{namespace: ns, name: "alibaba.trade.get.sellerView", version: 1, auth: true, required: detail, fail: failE1Text, run: sellerOrder},
		// One generation of the official SDK carries version 2 (U30): both answer.
		{namespace: ns, name: "alibaba.trade.get.sellerView", version: 2, auth: true, required: detail, fail: failE1Text, run: sellerOrder},
		{namespace: ns, name: "alibaba.trade.getBuyerOrderList", version: 1, auth: true, fail: failE5, run: buyerOrders},
		{namespace: ns, name: "alibaba.trade.get.buyerView", version: 1, auth: true, required: []string{"webSite"}, fail: failE1Text, run: buyerOrder},
		{namespace: ns, name: "alibaba.trade.cancel", version: 1, auth: true, required: []string{"webSite", "tradeID", "cancelReason"}, fail: failE1, run: tradeCancel},
		{namespace: ns, name: "alibaba.order.memoAdd", version: 1, auth: true, required: []string{"orderId", "memo"}, fail: failE1, run: memoAdd},
	}
}

type ordersReply struct {
	e1
	Result      []tradeInfo `json:"result"`
	TotalRecord int         `json:"totalRecord"`
}

// history is the age from which orders are only found with isHis.
const history = 90 * 24 * time.Hour

// orderFilter are the conditions of both order lists the sandbox knows; the other side
// is the seller for a buyer.
type orderFilter struct {
	status, otherMember, otherLogin, tradeType, product, refundStatus, outOrderID string
	createdFrom, createdTo, modifiedFrom, modifiedTo                              time.Time
	ids                                                                           []int64
	bizTypes                                                                      []string
	his, buyer                                                                    bool
}

// newOrderFilter reads the conditions; the other side's parameters start with its name.
func newOrderFilter(a *args, other string) orderFilter {
	f := orderFilter{
		status: a.text("orderStatus"), otherMember: a.text(other + "MemberId"), otherLogin: a.text(other + "LoginId"), tradeType: a.text("tradeType"),
		product: a.text("productName"), refundStatus: a.text("refundStatus"), createdFrom: a.date("createStartTime"), createdTo: a.date("createEndTime"),
		modifiedFrom: a.date("modifyStartTime"), modifiedTo: a.date("modifyEndTime"), ids: a.longs("orderIds"), his: a.flag("isHis"), buyer: other == "seller",
	}
	a.json("bizTypes", &f.bizTypes)
	return f
}

// sellerOrders is alibaba.trade.getSellerOrderList (§5.6.1), newest first.
func sellerOrders(c *call) (any, error) {
	a := c.args()
	f := newOrderFilter(a, "buyer")
	parts := orderParts{logistics: a.flag("needBuyerAddressAndPhone"), memo: a.flag("needMemoInfo"), checkSend: a.flag("needCheckSend"), rates: true}
	page, size, over := a.paging("page", orderPageSize, c.s.switches.ClampPageSize)
	if a.err != nil {
		return nil, a.err
	}
	if over {
		return failE1(errParamWrong, fmt.Sprintf("pageSize不能超过%d", orderPageSize)), nil
	}
	fit := f.apply(c, c.s.sales.bySeller[c.acct.LoginID])
	out := ordersReply{e1{Success: true}, []tradeInfo{}, len(fit)}
	for _, o := range pageOf(fit, page, size) {
		out.Result = append(out.Result, c.trade(o, parts))
	}
	return out, nil
}

// apply keeps the orders that fit, newest first.
func (f *orderFilter) apply(c *call, ids []int64) []*order {
	var fit []*order
	for _, id := range ids {
		if o := c.s.sales.byID[id]; f.fits(c, o) {
			fit = append(fit, o)
		}
	}
	slices.SortFunc(fit, func(a, b *order) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID)) })
	return fit
}

func (f *orderFilter) fits(c *call, o *order) bool {
	other := o.Buyer
	if f.buyer {
		other = o.Seller
	}
	return (f.status == "" || f.status == o.Status) &&
		(f.refundStatus == "" || (o.Refund != nil && f.refundStatus == o.Refund.Status)) &&
		(f.otherLogin == "" || f.otherLogin == other) &&
		(f.otherMember == "" || c.s.hasMember(other, f.otherMember)) &&
		(f.tradeType == "" || f.tradeType == tradeTypeOf(o.TradeMode)) &&
		(f.outOrderID == "" || f.outOrderID == o.OutOrderID) &&
		(len(f.bizTypes) == 0 || slices.Contains(f.bizTypes, "cn")) &&
		(len(f.ids) == 0 || slices.Contains(f.ids, o.ID)) &&
		(f.product == "" || slices.ContainsFunc(o.Lines, func(l orderLine) bool { return strings.Contains(l.Title, f.product) })) &&
		between(o.Created, f.createdFrom, f.createdTo) && between(o.Modified, f.modifiedFrom, f.modifiedTo) &&
		f.his == (c.now.Sub(o.Created) > history)
}

func (s *state) hasMember(login, member string) bool {
	a := s.account(login)
	return a != nil && a.MemberID == member
}

type orderReply struct {
	e1Text
	Result tradeInfo `json:"result"`
}

// sellerOrder is alibaba.trade.get.sellerView (§5.6.2).
func sellerOrder(c *call) (any, error) {
	a := c.args()
	id, fields := a.long("orderId"), a.text("includeFields")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.sales.byID[id]
	switch {
	case o == nil:
		return failE1Text("ORDER_NOT_EXIST", "订单不存在"), nil
	case o.Seller != c.acct.LoginID:
		return failE1Text(errNoPermission, "没有权限查看该订单"), nil
	}
	parts := orderParts{memo: true, rates: strings.Contains(fields, "RateDetail")}
	parts.logistics = fields == "" || strings.Contains(fields, "NativeLogistics")
	parts.parcels = parts.logistics
	return orderReply{e1Text{Success: "true"}, c.trade(o, parts)}, nil
}

var cancelReasons = []string{"buyerCancel", "sellerGoodsLack", "other"}

// tradeCancel is alibaba.trade.cancel (§4.7): unpaid orders only, by either side.
func tradeCancel(c *call) (any, error) {
	a := c.args()
	id, reason, remark := a.long("tradeID"), a.text("cancelReason"), a.text("remark")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.sales.byID[id]
	switch {
	case o == nil:
		return failE1("ORDER_NOT_EXIST", "订单不存在"), nil
	case o.Seller != c.acct.LoginID && o.Buyer != c.acct.LoginID:
		return failE1(errNoPermission, "没有权限操作该订单"), nil
	case !slices.Contains(cancelReasons, reason):
		return failE1(errParamWrong, "cancelReason不正确"), nil
	case o.Status != orderWaitPay:
		return failE1("ORDER_STATUS_ERROR", "订单状态不允许取消"), nil
	case c.now.Sub(o.Created) < cancelGrace:
		return failE1("CLOSE_ORDER_TOO_FAST", "订单创建后10秒内不能关闭"), nil
	}
	by := closedByBuyer
	if o.Seller == c.acct.LoginID {
		by = closedBySeller
	}
	o.CloseRemark = remark
	c.s.closeOrder(o, by, reason, c.now)
	return e1{Success: true}, nil
}

// memoAdd is alibaba.order.memoAdd (§4.7): it overwrites the memo of the token's
// side.
func memoAdd(c *call) (any, error) {
	a := c.args()
	id, text, icon := a.long("orderId"), a.text("memo"), a.text("remarkIcon")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.sales.byID[id]
	switch {
	case o == nil || (o.Seller != c.acct.LoginID && o.Buyer != c.acct.LoginID):
		return e1{!c.s.switches.MemoFailureIsPlain, "400_4", "没有权限操作该订单"}, nil
	case icon != "" && !slices.Contains([]string{"1", "2", "3", "4"}, icon):
		return failE1(errParamWrong, "remarkIcon不正确"), nil
	}
	if o.Seller == c.acct.LoginID {
		o.SellerMemo = memo{text, icon}
	} else {
		o.BuyerMemo = memo{text, icon}
	}
	o.Modified = c.now
	c.s.changed(topicMemo, o, c.now)
	return e1{Success: true}, nil
}
