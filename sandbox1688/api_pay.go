package sandbox1688

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func payAPIs() []api {
	const ns = "com.alibaba.trade"
	return []api{
		{namespace: ns, name: "alibaba.alipay.url.get", version: 1, auth: true, required: []string{"orderIdList"}, fail: failE7, run: alipayURL},
		{namespace: ns, name: "alibaba.crossBorderPay.url.get", version: 1, auth: true, required: []string{"orderIdList"}, fail: failCrossPay, run: crossPayURL},
		{namespace: ns, name: "alibaba.creditPay.url.get", version: 1, auth: true, required: []string{"orderIdList"}, fail: failE7, run: creditPayURL},
		{namespace: ns, name: "alibaba.trade.grouppay.url.get", version: 1, auth: true, required: []string{"orderIds"}, fail: failGroupPay, run: groupPayURL},
		{namespace: ns, name: "alibaba.trade.payWay.query", version: 1, auth: true, required: []string{"orderId"}, fail: failPreview, run: payWayQuery},
		{namespace: ns, name: "trade.orderpay.analysis", version: 1, auth: true, required: []string{"orderIds"}, fail: failE3, run: orderPayAnalysis},
		{namespace: ns, name: "alibaba.trade.pay.protocolPay.isopen", version: 1, auth: true, fail: failE3, run: protocolOpen},
		{namespace: ns, name: "alibaba.trade.pay.protocolPay.preparePay", version: 1, auth: true, required: []string{"tradeWithholdPreparePayParam"}, fail: failE3, run: preparePay},
	}
}

// payLink is a cashier link for those of the orders that can be paid.
type payLink struct {
	url    string
	failed []int64
	why    *refusal // of the first one that failed
}

// link makes a cashier link; it is empty when nothing can be paid.
func (c *call) link(ids []int64, query string) payLink {
	var out payLink
	var good []string
	for _, id := range ids {
		if r := c.s.unpayable(c.s.sales.byID[id], c.acct.LoginID, len(ids) > 1); r != nil {
			out.failed = append(out.failed, id)
			if out.why == nil {
				out.why = r
			}
			continue
		}
		good = append(good, strconv.FormatInt(id, 10))
	}
	if len(good) > 0 {
		out.url = c.base + cashierPath + "?orderId=" + strings.Join(good, ";") + query
	}
	return out
}

// e7 is the envelope of cashier links.
type e7 struct {
	PayURL              string  `json:"payUrl,omitempty"`
	Success             bool    `json:"success"`
	PayFailureOrderList []int64 `json:"payFailureOrderList,omitempty"`
	ErrorCode           string  `json:"errorCode,omitempty"`
	ErroMsg             string  `json:"erroMsg,omitempty"` // sic
}

func (e e7) failure() (code, text string) { return e.ErrorCode, e.ErroMsg }

func failE7(code, message string) any { return e7{ErrorCode: code, ErroMsg: message} }

// alipayURL is alibaba.alipay.url.get (§4.8.1). Success may be partial.
func alipayURL(c *call) (any, error) {
	most := maxPayOrders
	if c.acct.Payment.CrossBorder {
		most = maxCrossOrders
	}
	return c.payURL("", most)
}

// creditPayURL is alibaba.creditPay.url.get: paying with 诚e赊.
func creditPayURL(c *call) (any, error) {
	if !c.acct.Payment.Shegou.open() {
		return failE7("400_4", "未开通诚e赊"), nil
	}
	return c.payURL("&channel="+channelShegou, maxPayOrders)
}

func (c *call) payURL(query string, most int) (any, error) {
	a := c.args()
	ids := a.longs("orderIdList")
	switch {
	case a.err != nil:
		return nil, a.err
	case len(ids) == 0:
		return failE7(errParamMissing, "orderIdList不能为空"), nil
	case len(ids) > most:
		return failE7(errParamWrong, fmt.Sprintf("一次最多支付%d个订单", most)), nil
	}
	l := c.link(ids, query)
	out := e7{PayURL: l.url, Success: l.url != "", PayFailureOrderList: l.failed}
	if l.why != nil {
		out.ErrorCode, out.ErroMsg = l.why.code, l.why.text
	}
	return out, nil
}

// crossPayReply has success as text.
type crossPayReply struct {
	PayURL           string  `json:"payUrl,omitempty"`
	Success          string  `json:"success"`
	CantPayOrderList []int64 `json:"cantPayOrderList,omitempty"`
	ErrorCode        string  `json:"errorCode,omitempty"`
	ErrorMsg         string  `json:"errorMsg,omitempty"`
}

func (e crossPayReply) failure() (code, text string) { return e.ErrorCode, e.ErrorMsg }

func failCrossPay(code, message string) any {
	return crossPayReply{Success: "false", ErrorCode: code, ErrorMsg: message}
}

// crossPayURL is alibaba.crossBorderPay.url.get: paying with 跨境宝.
func crossPayURL(c *call) (any, error) {
	a := c.args()
	ids := a.longs("orderIdList")
	switch {
	case a.err != nil:
		return nil, a.err
	case !c.acct.Payment.CrossBorder:
		return failCrossPay("400_4", "未开通跨境宝"), nil
	case len(ids) == 0 || len(ids) > maxCrossOrders:
		return failCrossPay(errParamWrong, fmt.Sprintf("一次支付1到%d个订单", maxCrossOrders)), nil
	}
	l := c.link(ids, "&channel="+methodKuajing)
	out := crossPayReply{PayURL: l.url, Success: strconv.FormatBool(l.url != ""), CantPayOrderList: l.failed}
	if l.why != nil {
		out.ErrorCode, out.ErrorMsg = l.why.code, l.why.text
	}
	return out, nil
}

type groupPayReply struct {
	Results groupPay `json:"results"`
}

type groupPay struct {
	PayURL    string `json:"payUrl,omitempty"`
	Success   bool   `json:"success"`
	ErrorInfo string `json:"errorInfo,omitempty"`
	ErrorCode string `json:"errorCode,omitempty"`
}

func (e groupPayReply) failure() (code, text string) {
	return e.Results.ErrorCode, e.Results.ErrorInfo
}

func failGroupPay(code, message string) any {
	return groupPayReply{groupPay{ErrorCode: code, ErrorInfo: message}}
}

// groupPayURL is alibaba.trade.grouppay.url.get: all of the orders or none.
func groupPayURL(c *call) (any, error) {
	a := c.args()
	ids, platform := a.longs("orderIds"), a.text("payPlatformType")
	switch {
	case a.err != nil:
		return nil, a.err
	case platform != "" && platform != "PC" && platform != "WIRELESS":
		return failGroupPay(errParamWrong, "payPlatformType必须为PC或WIRELESS"), nil
	case len(ids) == 0 || len(ids) > maxPayOrders:
		return failGroupPay(errParamWrong, fmt.Sprintf("一次支付1到%d个订单", maxPayOrders)), nil
	}
	l := c.link(ids, "")
	if l.why != nil {
		return failGroupPay(l.why.code, l.why.text), nil
	}
	return groupPayReply{groupPay{PayURL: l.url, Success: true}}, nil
}

type payWayReply struct {
	e1Short
	ResultList payWayResult `json:"resultList"` // an object
}

type payWayResult struct {
	Channels []payWayChannel `json:"channels"`
	OrderID  string          `json:"orderId"`
	PayFee   int64           `json:"payFee"`
	Timeout  string          `json:"timeout"`
}

type payWayChannel struct {
	Code  int    `json:"code"`
	Name  string `json:"name"`
	Limit int64  `json:"limit,omitempty"`
}

// payWayQuery is alibaba.trade.payWay.query (§4.8.2).
func payWayQuery(c *call) (any, error) {
	a := c.args()
	o := c.bought(a.long("orderId"))
	switch {
	case a.err != nil:
		return nil, a.err
	case !c.acct.main():
		return failPreview("500_2", "只有主账号可以查询支付方式"), nil
	case o == nil:
		return failPreview("ORDER_NOT_EXIST", "订单不存在"), nil
	}
	p := &c.acct.Payment
	out := payWayReply{e1Short{Success: true}, payWayResult{
		OrderID: strconv.FormatInt(o.ID, 10), PayFee: o.total(), Timeout: o.Created.Add(o.PayTimeout).In(beijing).Format("2006-01-02 15:04:05"),
		Channels: []payWayChannel{{Code: 1, Name: "支付宝"}},
	}}
	if p.Shegou.open() {
		out.ResultList.Channels = append(out.ResultList.Channels, payWayChannel{3, "诚e赊", p.Credit})
	}
	out.ResultList.Channels = append(out.ResultList.Channels, payWayChannel{Code: 15, Name: "银行转账"})
	if p.CrossBorder {
		out.ResultList.Channels = append(out.ResultList.Channels, payWayChannel{Code: 16, Name: "跨境宝"})
	}
	return out, nil
}

type payAnalysis struct {
	OrderTotalCount int             `json:"orderTotalCount"`
	TotalPayFee     int64           `json:"totalPayFee"`
	OrderIDs        []int64         `json:"orderIds"`
	PayChannel      analysedChannel `json:"payChannel"`
}

type analysedChannel struct {
	Channel   string `json:"channel"`
	Available bool   `json:"avaliable"` //nolint:misspell // the platform's spelling
}

// orderPayAnalysis is trade.orderpay.analysis (§4.8.2): which of the orders can be paid
// through a channel, and how much that is.
func orderPayAnalysis(c *call) (any, error) {
	a := c.args()
	ids, channel := a.longs("orderIds"), a.text("payChannel")
	fill(&channel, channelAlipay)
	switch {
	case a.err != nil:
		return nil, a.err
	case !slices.Contains([]string{channelAlipay, channelShegou, "kjpayV2"}, channel):
		return failE3(errParamWrong, "payChannel不正确"), nil
	}
	out := payAnalysis{OrderIDs: []int64{}, PayChannel: analysedChannel{channel, true}}
	for _, id := range ids {
		if o := c.s.sales.byID[id]; c.s.unpayable(o, c.acct.LoginID, len(ids) > 1) == nil {
			out.OrderIDs, out.TotalPayFee = append(out.OrderIDs, id), out.TotalPayFee+o.total()
		}
	}
	out.OrderTotalCount = len(out.OrderIDs)
	switch p := &c.acct.Payment; channel {
	case channelShegou:
		out.PayChannel.Available = p.Shegou.open() && p.Credit >= out.TotalPayFee
	case "kjpayV2":
		out.PayChannel.Available = p.CrossBorder
	}
	// The answer is nested once more than that of other APIs.
	return e3[e3Body[payAnalysis]]{e3Body[e3Body[payAnalysis]]{e2{Success: true}, e3Body[payAnalysis]{e2{Success: true}, out}}}, nil
}

type agreements struct {
	PaymentAgreements []paymentAgreement `json:"paymentAgreements"`
}

// paymentAgreement has its states as texts.
type paymentAgreement struct {
	PayChannel    string `json:"payChannel"`
	BindingStatus string `json:"bindingStatus"`
	SignedStatus  string `json:"signedStatus"`
	SignURL       string `json:"signUrl,omitempty"`
	AgreementNo   string `json:"agreementNo,omitempty"`
}

// protocolOpen is alibaba.trade.pay.protocolPay.isopen (§4.8.3). signUrl leads to the
// console, where the agreement is signed.
func protocolOpen(c *call) (any, error) {
	view := func(channel string, g Agreement) paymentAgreement {
		out := paymentAgreement{PayChannel: channel, BindingStatus: strconv.FormatBool(g.Bound), SignedStatus: strconv.FormatBool(g.Signed)}
		if g.Signed {
			out.AgreementNo = fmt.Sprintf("2026%012d", c.acct.UserID%1_000_000_000_000)
		} else {
			out.SignURL = c.base + "/console#buyers"
		}
		return out
	}
	p := &c.acct.Payment
	return e3[agreements]{e3Body[agreements]{e2{Success: true}, agreements{[]paymentAgreement{view("SHEGOU", p.Shegou), view("ALIPAY", p.Alipay)}}}}, nil
}

type preparedPay struct {
	PayChannel string `json:"payChannel"`
	PaySuccess bool   `json:"paySuccess"`
}

// preparePay is alibaba.trade.pay.protocolPay.preparePay (§4.8.3). When a fault makes
// it unclear, the money moves and the answer says that it did not.
func preparePay(c *call) (any, error) {
	a := c.args()
	var in struct {
		OrderID    flexInt  `json:"orderId"`
		PayChannel string   `json:"payChannel"`
		PayAmount  *flexInt `json:"payAmount"`
	}
	a.json("tradeWithholdPreparePayParam", &in)
	if a.err != nil {
		return nil, a.err
	}
	o, channel := c.bought(int64(in.OrderID)), strings.ToLower(in.PayChannel)
	switch {
	case o == nil:
		return failE3("500", "不是自己的订单"), nil
	case channel != "" && channel != channelAlipay && channel != channelShegou:
		return failE3(payIllegal, "payChannel不正确"), nil
	case o.Status != orderWaitPay:
		return failE3("500", "订单状态不允许支付"), nil
	}
	code := payIllegal
	if in.PayAmount == nil || int64(*in.PayAmount) == o.total() {
		channel, code = c.s.withhold(c.acct, o, channel, c.now)
	}
	c.s.happened(event{topic: topicBatchPaid, at: c.now, order: o, batch: []batchPaid{{strconv.FormatInt(o.ID, 10), code}}})
	if code != paySuccessed {
		return failE3(code, payTexts[code]), nil
	}
	name := map[string]string{channelAlipay: "Alipay", channelShegou: "Shegou"}[channel]
	return e3[preparedPay]{e3Body[preparedPay]{e2{Success: true}, preparedPay{name, !c.unclear}}}, nil
}
