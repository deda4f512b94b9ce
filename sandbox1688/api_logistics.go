package sandbox1688

import (
	"encoding/json"
	"slices"
	"strconv"
)

// carrier is an entry of the carrier list (§4.9.3).
type carrier struct {
	ID           int64  `json:"id"`
	CompanyName  string `json:"companyName"`
	CompanyNo    string `json:"companyNo"`
	CompanyPhone string `json:"companyPhone"`
	SupportPrint string `json:"supportPrint"`
	Spelling     string `json:"spelling"`
}

var carriers = []carrier{
	{1, "圆通速递(YTO)", "YTO", "95554", "1", "yuantong"},
	{2, "顺丰速运", "SF", "95338", "1", "shunfeng"},
	{3, "中通快递(ZTO)", "ZTO", "95311", "1", "zhongtong"},
	{4, "申通快递(STO)", "STO", "95543", "1", "shentong"},
	{5, "韵达快递", "YUNDA", "95546", "1", "yunda"},
	{6, "中国邮政EMS", "EMS", "11183", "1", "ems"},
	{7, "邮政快递包裹", "POSTB", "11183", "1", "youzheng"},
	{8, "其他", "OTHER", "", "0", "qita"},
	{9, "京东物流", "JD", "950616", "0", "jingdong"},
	{10, "德邦快递", "DBKD", "95353", "1", "debang"},
	{11, "安能物流", "ANE56", "95572", "0", "anneng"},
	{352, "极兔速递", "HTKY", "956025", "1", "jitu"},
}

func logisticsAPIs() []api {
	const ns = "com.alibaba.logistics"
	public := func(s *Server) bool { return s.switches.CarrierListPublic }
	send := []string{"sendGoods", "extBody"}
	return []api{
		{namespace: ns, name: "alibaba.logistics.OpQueryLogisticCompanyList", version: 1, auth: true, public: public, fail: failE1, run: carrierList},
		{namespace: ns, name: "alibaba.logistics.OpQueryLogisticCompanyList.offline", version: 1, auth: true, public: public, fail: failE1, run: carrierList},
		{namespace: ns, name: "alibaba.logistics.OpDeliverySendOrder.offline", version: 1, auth: true, required: send, fail: failE10, run: sendOffline},
		{namespace: ns, name: "alibaba.logistics.OpDeliverySendOrder.dummy", version: 1, auth: true, required: send, fail: failE10, run: sendDummy},
	}
}

type carriersReply struct {
	e1
	Result []carrier `json:"result"`
}

func carrierList(*call) (any, error) { return carriersReply{e1{Success: true}, carriers}, nil }

// e10 is e1 with extErrorMessage.
type e10 struct {
	e1
	ExtErrorMessage string `json:"extErrorMessage,omitempty"`
}

func failE10(code, message string) any { return e10{e1{false, code, message}, message} }

type sendOrder struct {
	SourceID        flexInt     `json:"sourceId"`
	SendGoodEntries []sendEntry `json:"sendGoodEntries"`
}

type sendEntry struct {
	SourceEntryID flexInt     `json:"sourceEntryId"`
	Amount        json.Number `json:"amount,omitempty"`
	Weight        json.Number `json:"weight,omitempty"`
	ExtBody       string      `json:"extBody,omitempty"`
}

// sendBody is extBody of both calls.
type sendBody struct {
	CpCode               string     `json:"cpCode"`
	LogisticsCpName      string     `json:"logisticsCpName"`
	MailNo               flexString `json:"mailNo"`
	NoLogisticsCondition flexString `json:"noLogisticsCondition"`
	NoLogisticsName      string     `json:"noLogisticsName"`
	NoLogisticsTel       flexString `json:"noLogisticsTel"`
	NoLogisticsBillNo    flexString `json:"noLogisticsBillNo"`
	NoLogisticsFiles     []string   `json:"noLogisticsFiles"`
}

type sendReply struct {
	e10
	Result sendResult `json:"result"`
}

type sendResult struct {
	LogisticsID     string       `json:"logisticsId,omitempty"`
	SendGoods       []sendOrder  `json:"sendGoods,omitempty"`
	SendSuccessList []sendStatus `json:"sendSuccessList"`
	SendFailList    []sendStatus `json:"sendFailList"`
}

type sendStatus struct {
	SourceID      string `json:"sourceId"`
	SourceEntryID string `json:"sourceEntryId"`
	Success       bool   `json:"success"`
	LogisticsID   string `json:"logisticsId,omitempty"`
	ErrorMessage  string `json:"errorMessage,omitempty"`
}

const maxWaybillUses = 15

// sendOffline is OpDeliverySendOrder.offline (§5.7.1): the seller's own carrier.
func sendOffline(c *call) (any, error) {
	goods, body, err := c.sendInput()
	if err != nil {
		return nil, err
	}
	k := carrierBy(body.CpCode)
	if k == nil || body.MailNo == "" {
		return failE10("INVALID_PARAM", "cpCode或mailNo不正确"), nil
	}
	waybill := body.CpCode + " " + string(body.MailNo)
	if c.s.sales.waybills[waybill] >= maxWaybillUses {
		return failE10("5002", "同一运单号最多使用15次"), nil
	}
	return c.send(goods, parcel{Type: "0", CarrierID: k.ID, CarrierNo: k.CompanyNo, CarrierName: k.CompanyName, MailNo: string(body.MailNo)}, waybill), nil
}

// sendDummy is OpDeliverySendOrder.dummy (§5.7.2): handed over without a carrier.
func sendDummy(c *call) (any, error) {
	goods, body, err := c.sendInput()
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"1", "2", "3", "4", "5"}, string(body.NoLogisticsCondition)) {
		return failE10("INVALID_PARAM", "noLogisticsCondition必须为1到5"), nil
	}
	return c.send(goods, parcel{Type: "2", Condition: string(body.NoLogisticsCondition), CarrierName: body.NoLogisticsName, MailNo: string(body.NoLogisticsBillNo)}, ""), nil
}

func (c *call) sendInput() ([]sendOrder, sendBody, error) {
	a := c.args()
	var goods []sendOrder
	var body sendBody
	a.json("sendGoods", &goods)
	a.json("extBody", &body)
	a.date("gmtSend")
	return goods, body, a.err
}

// send ships order by order; each succeeds or fails by itself.
func (c *call) send(goods []sendOrder, p parcel, waybill string) any {
	out := sendReply{Result: sendResult{SendGoods: goods, SendSuccessList: []sendStatus{}, SendFailList: []sendStatus{}}}
	for _, g := range goods {
		o := c.s.sales.byID[int64(g.SourceID)]
		why := c.cannotSend(o, g)
		var sent parcel
		if why == "" {
			p.SubIDs = nil
			for _, e := range g.SendGoodEntries {
				p.SubIDs = append(p.SubIDs, int64(e.SourceEntryID))
			}
			sent = c.s.ship(o, p, c.now)
			if waybill != "" {
				c.s.sales.waybills[waybill]++
			}
			if out.Result.LogisticsID == "" {
				out.Result.LogisticsID = sent.LogisticsID
			}
		}
		for _, e := range g.SendGoodEntries {
			status := sendStatus{strconv.FormatInt(int64(g.SourceID), 10), strconv.FormatInt(int64(e.SourceEntryID), 10), why == "", sent.LogisticsID, why}
			if why == "" {
				out.Result.SendSuccessList = append(out.Result.SendSuccessList, status)
			} else {
				out.Result.SendFailList = append(out.Result.SendFailList, status)
			}
		}
	}
	out.Success = len(out.Result.SendSuccessList) > 0
	if !out.Success {
		out.ErrorCode, out.ErrorMessage, out.ExtErrorMessage = "5001", "发货失败", "没有可以发货的订单"
	}
	return out
}

// cannotSend says why an order cannot be shipped, empty when it can.
func (c *call) cannotSend(o *order, g sendOrder) string {
	switch {
	case o == nil || o.Seller != c.acct.LoginID:
		return "订单不存在"
	case o.Status != orderWaitSend:
		return "订单状态不允许发货"
	case len(g.SendGoodEntries) == 0:
		return "发货明细不能为空"
	}
	for _, e := range g.SendGoodEntries {
		at := slices.IndexFunc(o.Lines, func(l orderLine) bool { return l.SubID == int64(e.SourceEntryID) })
		switch {
		case at < 0:
			return "子订单不存在"
		case o.Lines[at].Sent, o.Lines[at].SentAmount > 0:
			return "子订单已发货"
		}
		if amount := e.Amount.String(); amount != "" && amount != strconv.FormatInt(o.Lines[at].Amount, 10) {
			return "不支持拆分数量发货" // whole lines ship
		}
	}
	return ""
}
