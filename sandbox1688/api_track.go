package sandbox1688

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

func trackAPIs() []api {
	const ns = "com.alibaba.logistics"
	required := []string{"orderId", "webSite"}
	return []api{
		{namespace: ns, name: "alibaba.trade.getLogisticsInfos.buyerView", version: 1, auth: true, required: required, fail: failE10, run: logisticsInfos},
		{namespace: ns, name: "alibaba.trade.getLogisticsTraceInfo.buyerView", version: 1, auth: true, required: required, fail: failE10, run: logisticsTrace},
	}
}

type infosReply struct {
	e10
	Result []parcelInfo `json:"result"`
}

type parcelInfo struct {
	LogisticsID          string         `json:"logisticsId"`
	LogisticsBillNo      string         `json:"logisticsBillNo,omitempty"`
	OrderEntryIDs        string         `json:"orderEntryIds"`
	Status               string         `json:"status"`
	LogisticsCompanyID   string         `json:"logisticsCompanyId,omitempty"`
	LogisticsCompanyName string         `json:"logisticsCompanyName,omitempty"`
	LogisticsCompanyNo   string         `json:"logisticsCompanyNo,omitempty"`
	GmtSystemSend        string         `json:"gmtSystemSend,omitempty"`
	SendGoods            []sentGoods    `json:"sendGoods,omitempty"`
	Receiver             *parcelParty   `json:"receiver,omitempty"`
	Sender               *parcelParty   `json:"sender,omitempty"`
	LogisticsOrderGoods  []logisticsRow `json:"logisticsOrderGoods,omitempty"`
}

type sentGoods struct {
	GoodName string `json:"goodName"`
	Quantity int64  `json:"quantity"`
	Unit     string `json:"unit"`
}

type logisticsRow struct {
	LogisticsID      string `json:"logisticsId"`
	TradeOrderID     int64  `json:"tradeOrderId"`
	TradeOrderItemID int64  `json:"tradeOrderItemId"`
	Description      string `json:"description"`
	Quantity         int64  `json:"quantity"`
	Unit             string `json:"unit"`
	ProductName      string `json:"productName"`
}

// parcelParty is a map: the same names begin with receiver or sender.
type parcelParty map[string]string

// party describes one end of a parcel; side is "receiver" or "sender".
func party(side, name, mobile, phone, street string, a Address) *parcelParty {
	out := parcelParty{
		side + "Name": name, side + "Mobile": mobile, side + "Phone": phone, side + "Address": street, "encrypt": "CN",
		side + "Province": a.Province, side + "City": a.City, side + "County": a.Area,
		side + "ProvinceCode": provinceOf(a.AreaCode), side + "CityCode": a.AreaCode[:min(4, len(a.AreaCode))] + "00", side + "CountyCode": a.AreaCode,
	}
	return &out
}

// tracked finds an order whose parcels the caller may follow (§4.9.2).
func (c *call) tracked(id int64) (*order, *refusal) {
	o := c.s.sales.byID[id]
	switch {
	case o == nil:
		return nil, &refusal{"404", "订单不存在"}
	case o.Buyer != c.acct.LoginID:
		return nil, &refusal{"order.nopermission.buyer", "没有权限查看该订单"}
	case c.now.Sub(o.Created) > traceHistory:
		return nil, &refusal{"order.createtime.history", "订单创建时间超过一年"}
	}
	return o, nil
}

const traceHistory = 365 * 24 * time.Hour

// logisticsInfos is getLogisticsInfos.buyerView (§4.9.1). fields may be written with
// dots or commas; what is not asked for is left out.
func logisticsInfos(c *call) (any, error) {
	a := c.args()
	id, fields := a.long("orderId"), strings.ToLower(a.text("fields"))
	if a.err != nil {
		return nil, a.err
	}
	o, r := c.tracked(id)
	switch {
	case r != nil:
		return failE10(r.code, r.text), nil
	case len(o.Parcels) == 0:
		return failE10("500_2", "订单尚未发货，暂无物流详情，请稍候再试。"), nil
	}
	asked := func(field string) bool { return fields == "" || strings.Contains(fields, field) }
	out := infosReply{e10: e10{e1: e1{Success: true}}}
	for i := range o.Parcels {
		p := &o.Parcels[i]
		info := parcelInfo{LogisticsID: p.LogisticsID, LogisticsBillNo: p.MailNo, OrderEntryIDs: strings.ReplaceAll(joinIDs(p.SubIDs), ";", ","), Status: infoStatus[p.Status]}
		if p.Type == "2" {
			info.LogisticsBillNo, info.Status = noMailNo, "SIGN"
		}
		if asked("company") && p.CarrierNo != "" {
			info.LogisticsCompanyID, info.LogisticsCompanyName, info.LogisticsCompanyNo = strconv.FormatInt(p.CarrierID, 10), p.CarrierName, p.CarrierNo
			info.GmtSystemSend = p.Sent.In(beijing).Format(time.DateTime)
		}
		to := c.s.receiverOf(o)
		if asked("receiver") && !o.PickUp {
			info.Receiver = party("receiver", to.Name, to.Mobile, to.Phone, strings.TrimSpace(to.Town+" "+to.Address.Street), to.Address)
		}
		if seller := c.s.account(o.Seller); asked("sender") && seller != nil {
			info.Sender = party("sender", seller.Contact, seller.Mobile, "", seller.Address.Street, seller.Address)
		}
		for n := range o.Lines {
			l := &o.Lines[n]
			if amount := p.amountOf(l); amount > 0 && asked("sendgood") {
				info.SendGoods = append(info.SendGoods, sentGoods{l.Title, amount, l.Unit})
				info.LogisticsOrderGoods = append(info.LogisticsOrderGoods, logisticsRow{p.LogisticsID, o.ID, l.SubID, l.spec(), amount, l.Unit, l.Title})
			}
		}
		out.Result = append(out.Result, info)
	}
	return out, nil
}

type traceReply struct {
	e10
	LogisticsTrace []parcelTrace `json:"logisticsTrace,omitempty"`
}

type parcelTrace struct {
	LogisticsID     string      `json:"logisticsId"`
	OrderID         int64       `json:"orderId"`
	LogisticsBillNo string      `json:"logisticsBillNo,omitempty"`
	LogisticsSteps  []traceWire `json:"logisticsSteps"`
}

type traceWire struct {
	AcceptTime string `json:"acceptTime"`
	Remark     string `json:"remark"`
}

// logisticsTrace is getLogisticsTraceInfo.buyerView (§4.9.2). Before the first scan it
// answers with success and a text; parcels come in another order than those of
// getLogisticsInfos.
func logisticsTrace(c *call) (any, error) {
	a := c.args()
	id, parcelID := a.long("orderId"), a.text("logisticsId")
	if a.err != nil {
		return nil, a.err
	}
	o, r := c.tracked(id)
	if r != nil {
		return failE10(r.code, r.text), nil
	}
	out := traceReply{e10: e10{e1: e1{Success: true}}}
	for _, p := range slices.Backward(o.Parcels) {
		if len(p.Steps) == 0 || (parcelID != "" && parcelID != p.LogisticsID) {
			continue
		}
		t := parcelTrace{LogisticsID: p.LogisticsID, OrderID: o.ID, LogisticsBillNo: p.MailNo}
		for _, step := range p.Steps {
			t.LogisticsSteps = append(t.LogisticsSteps, traceWire{step.At.In(beijing).Format(time.DateTime), step.Remark})
		}
		if c.s.switches.TraceNewestFirst {
			slices.Reverse(t.LogisticsSteps)
		}
		out.LogisticsTrace = append(out.LogisticsTrace, t)
	}
	if len(out.LogisticsTrace) == 0 {
		out.ErrorMessage = "该订单没有物流跟踪信息。"
	}
	return out, nil
}
