package sandbox1688

import (
	"strconv"
	"strings"
)

// tradeInfo is the order model of §4.6.3. Amounts of type yuan are in yuan, plain
// integers named discount are fen.
type tradeInfo struct {
	BaseInfo        orderBase        `json:"baseInfo"`
	ProductItems    []orderItem      `json:"productItems"`
	TradeTerms      []tradeTerm      `json:"tradeTerms"`
	NativeLogistics *nativeLogistics `json:"nativeLogistics,omitempty"`
	OrderBizInfo    orderBizInfo     `json:"orderBizInfo"`
	OrderRateInfo   *orderRate       `json:"orderRateInfo,omitempty"`
	GuaranteesTerms []any            `json:"guaranteesTerms,omitempty"`
	ExtAttributes   []extAttribute   `json:"extAttributes,omitempty"`
}

type extAttribute struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Description string `json:"description"`
}

type orderBase struct {
	ID                int64         `json:"id"`
	IDOfStr           idText        `json:"idOfStr"`
	Status            string        `json:"status"`
	BusinessType      string        `json:"businessType"`
	CreateTime        date          `json:"createTime"`
	PayTime           date          `json:"payTime,omitzero"`
	AllDeliveredTime  date          `json:"allDeliveredTime,omitzero"`
	ReceivingTime     date          `json:"receivingTime,omitzero"`
	ConfirmedTime     date          `json:"confirmedTime,omitzero"`
	CompleteTime      date          `json:"completeTime,omitzero"`
	ModifyTime        date          `json:"modifyTime"`
	TotalAmount       yuan          `json:"totalAmount"`
	SumProductAmount  yuan          `json:"sumProductPayment"`
	ShippingFee       yuan          `json:"shippingFee"`
	Discount          int64         `json:"discount"` // fen
	CouponFee         yuan          `json:"couponFee"`
	Refund            yuan          `json:"refund"`
	RefundPayment     int64         `json:"refundPayment"`
	RefundStatus      string        `json:"refundStatus,omitempty"`
	RefundStatusForAs string        `json:"refundStatusForAs,omitempty"`
	RefundID          string        `json:"refundId,omitempty"`
	BuyerID           string        `json:"buyerID"`
	SellerID          string        `json:"sellerID"`
	BuyerUserID       int64         `json:"buyerUserId"`
	SellerUserID      int64         `json:"sellerUserId"`
	BuyerLoginID      string        `json:"buyerLoginId"`
	SellerLoginID     string        `json:"sellerLoginId"`
	AlipayTradeID     string        `json:"alipayTradeId"`
	BuyerContact      orderContact  `json:"buyerContact"`
	SellerContact     orderContact  `json:"sellerContact"`
	ReceiverInfo      *receiverInfo `json:"receiverInfo,omitempty"`
	BuyerMemo         string        `json:"buyerMemo,omitempty"`
	BuyerRemarkIcon   string        `json:"buyerRemarkIcon,omitempty"`
	SellerMemo        string        `json:"sellerMemo,omitempty"`
	SellerRemarkIcon  string        `json:"sellerRemarkIcon,omitempty"`
	BuyerFeedback     string        `json:"buyerFeedback,omitempty"`
	Remark            string        `json:"remark,omitempty"`
	OutOrderID        string        `json:"outOrderId,omitempty"`
	Currency          string        `json:"currency"`
	CloseReason       string        `json:"closeReason,omitempty"`
	CloseOperateType  string        `json:"closeOperateType,omitempty"`
	CloseRemark       string        `json:"closeRemark,omitempty"`
	TradeType         string        `json:"tradeType"`
	TradeTypeCode     string        `json:"tradeTypeCode"`
	TradeTypeDesc     string        `json:"tradeTypeDesc"`
	FlowTemplateCode  string        `json:"flowTemplateCode"`
	PayTimeout        int64         `json:"payTimeout"`
	PayTimeoutType    int           `json:"payTimeoutType"`
	StepPayAll        bool          `json:"stepPayAll"`
	PreOrderID        int64         `json:"preOrderId,omitempty"`
	SellerOrder       bool          `json:"sellerOrder"`
	OverSeaOrder      bool          `json:"overSeaOrder"`
	BuyerOpenUID      string        `json:"buyerOpenUid,omitempty"`
}

type orderContact struct {
	Name         string `json:"name"`
	Phone        string `json:"phone,omitempty"`
	Mobile       string `json:"mobile,omitempty"`
	ImInPlatform string `json:"imInPlatform"`
	CompanyName  string `json:"companyName"`
}

type receiverInfo struct {
	ToFullName     string `json:"toFullName"`
	ToDivisionCode string `json:"toDivisionCode"`
	ToMobile       string `json:"toMobile"`
	ToPhone        string `json:"toPhone,omitempty"`
	ToPost         string `json:"toPost,omitempty"`
	ToTownCode     string `json:"toTownCode,omitempty"`
	ToArea         string `json:"toArea"`
}

// idText is an order id as text, which the platform has been seen to send as a number.
type idText struct {
	id     int64
	number bool
}

// MarshalJSON writes it as a JSON text or number.
func (t idText) MarshalJSON() ([]byte, error) {
	text := strconv.FormatInt(t.id, 10)
	if !t.number {
		text = `"` + text + `"`
	}
	return []byte(text), nil
}

type orderItem struct {
	SubItemID          int64      `json:"subItemID"`
	SubItemIDString    string     `json:"subItemIDString"`
	ProductID          int64      `json:"productID"`
	SkuID              int64      `json:"skuID,omitempty"`
	SpecID             string     `json:"specId,omitempty"`
	Name               string     `json:"name"`
	ProductImgURL      []string   `json:"productImgUrl,omitempty"`
	ProductSnapshotURL string     `json:"productSnapshotUrl"`
	Price              Price      `json:"price"`
	Quantity           int64      `json:"quantity"`
	QuantityFactor     int        `json:"quantityFactor"`
	Unit               string     `json:"unit"`
	ItemAmount         yuan       `json:"itemAmount"`
	EntryDiscount      int64      `json:"entryDiscount"` // fen
	Refund             yuan       `json:"refund"`
	Status             string     `json:"status"`
	StatusStr          string     `json:"statusStr"`
	LogisticsStatus    int        `json:"logisticsStatus"`
	SkuInfos           []skuValue `json:"skuInfos,omitempty"`
	CargoNumber        string     `json:"cargoNumber,omitempty"`
	ProductCargoNumber string     `json:"productCargoNumber,omitempty"`
	CloseReason        string     `json:"closeReason,omitempty"`
	GmtCreate          date       `json:"gmtCreate"`
	GmtModified        date       `json:"gmtModified"`
	GmtCompleted       date       `json:"gmtCompleted,omitzero"`
	GmtPayExpireTime   string     `json:"gmtPayExpireTime,omitempty"`
	Type               string     `json:"type"`
	GuaranteesTerms    []any      `json:"guaranteesTerms"`
	CanSendGoods       *bool      `json:"canSendGoods,omitempty"`
	CantSendReason     string     `json:"cantSendReason,omitempty"`
}

type skuValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type tradeTerm struct {
	Phase      int64  `json:"phase"`
	PayStatus  string `json:"payStatus"`
	PayTime    date   `json:"payTime,omitzero"`
	PayWay     string `json:"payWay"`
	PayWayDesc string `json:"payWayDesc"`
	PhasAmount yuan   `json:"phasAmount"` // sic
	CardPay    bool   `json:"cardPay"`
	ExpressPay bool   `json:"expressPay"`
}

type orderBizInfo struct {
	OdsCyd       bool          `json:"odsCyd"`
	CreditOrder  bool          `json:"creditOrder"`
	PreOrderInfo *preOrderInfo `json:"preOrderInfo,omitempty"`
	Dropshipping bool          `json:"dropshipping"`
}

type preOrderInfo struct {
	MarketName        string `json:"marketName"`
	CreatePreOrderApp bool   `json:"createPreOrderApp"` // made by the app now asking
	Appkey            string `json:"appkey"`
}

type orderRate struct {
	BuyerRateStatus  int `json:"buyerRateStatus"`
	SellerRateStatus int `json:"sellerRateStatus"`
}

type nativeLogistics struct {
	ContactPerson  string          `json:"contactPerson,omitempty"`
	Mobile         string          `json:"mobile,omitempty"`
	Province       string          `json:"province,omitempty"`
	City           string          `json:"city,omitempty"`
	Area           string          `json:"area,omitempty"`
	AreaCode       string          `json:"areaCode,omitempty"`
	Town           string          `json:"town,omitempty"`
	TownCode       string          `json:"townCode,omitempty"`
	Telephone      string          `json:"telephone,omitempty"`
	Address        string          `json:"address,omitempty"`
	Zip            string          `json:"zip,omitempty"`
	LogisticsItems []logisticsItem `json:"logisticsItems,omitempty"`
}

type logisticsItem struct {
	LogisticsCode        string `json:"logisticsCode"`
	LogisticsBillNo      string `json:"logisticsBillNo,omitempty"`
	LogisticsCompanyID   int64  `json:"logisticsCompanyId,omitempty"`
	LogisticsCompanyNo   string `json:"logisticsCompanyNo,omitempty"`
	LogisticsCompanyName string `json:"logisticsCompanyName,omitempty"`
	Status               string `json:"status"`
	Type                 string `json:"type"`
	SubItemIDs           string `json:"subItemIds"`
	DeliveredTime        date   `json:"deliveredTime"`
	GmtCreate            date   `json:"gmtCreate"`
	GmtModified          date   `json:"gmtModified"`
	NoLogisticsCondition string `json:"noLogisticsCondition,omitempty"`
}

var statusTexts = map[string]string{
	orderWaitPay: "等待买家付款", orderWaitSend: "等待卖家发货", orderWaitReceive: "等待买家确认收货", orderSuccess: "交易成功", orderCancel: "交易取消",
}

// orderParts says which optional parts of an order are wanted, and by which side.
type orderParts struct{ logistics, parcels, rates, memo, checkSend, buyer bool }

// trade builds the wire form of an order.
func (c *call) trade(o *order, parts orderParts) tradeInfo {
	t := tradeInfo{BaseInfo: c.orderBase(o, parts), OrderBizInfo: orderBizInfo{}}
	for _, l := range o.Lines {
		t.ProductItems = append(t.ProductItems, c.orderItem(o, l, parts))
	}
	status := map[string]string{orderWaitPay: "1", orderCancel: "8", orderSuccess: "6"}[o.Status]
	if status == "" {
		status = "2"
	}
	if o.Status == orderCancel && !o.Paid.IsZero() {
		status = "4"
	}
	t.TradeTerms = []tradeTerm{{
		Phase: o.ID, PayStatus: status, PayTime: c.date(o.Paid), PayWay: o.PayWay.Code, PayWayDesc: o.PayWay.Text, PhasAmount: yuan(o.total()),
	}}
	if o.Paid.IsZero() {
		t.TradeTerms[0].PayWay, t.TradeTerms[0].PayWayDesc = payWays["alipay"].Code, payWays["alipay"].Text
	}
	if p := o.PreOrder; p != nil {
		t.OrderBizInfo.PreOrderInfo = &preOrderInfo{p.Market, p.AppKey == c.app.Key, p.AppKey}
	}
	if parts.logistics {
		t.NativeLogistics = c.nativeLogistics(o, parts)
	}
	if parts.rates {
		t.OrderRateInfo = &orderRate{5, 5}
	}
	if o.PayMark != "" {
		t.ExtAttributes = []extAttribute{{"preSelectPayChannel", o.PayMark, "预选支付渠道"}}
	}
	return t
}

func (c *call) orderBase(o *order, parts orderParts) orderBase {
	b := orderBase{
		ID: o.ID, IDOfStr: idText{o.ID, parts.buyer && c.s.switches.NumericIDOfStr}, Status: o.Status, BusinessType: "cn",
		CreateTime: c.date(o.Created), PayTime: c.date(o.Paid), AllDeliveredTime: c.date(o.Delivered), ReceivingTime: c.date(o.Confirmed),
		ConfirmedTime: c.date(o.Confirmed), CompleteTime: c.date(o.Completed), ModifyTime: c.date(o.Modified),
		TotalAmount: yuan(o.total()), SumProductAmount: yuan(o.goods()), ShippingFee: yuan(o.Shipping), Discount: o.discount(),
		AlipayTradeID: o.AlipayTrade, Remark: o.Remark, Currency: "RMB",
		CloseReason: o.CloseReason, CloseOperateType: o.CloseBy, CloseRemark: o.CloseRemark,
		TradeType: tradeTypeOf(o.TradeMode), TradeTypeCode: modeAssure, TradeTypeDesc: modeName(o.TradeMode), FlowTemplateCode: "assureTradeAlipay",
		BuyerFeedback: o.Feedback, OutOrderID: o.OutOrderID,
		PayTimeout: int64(o.PayTimeout.Seconds()), SellerOrder: o.PreOrder != nil, Refund: yuan(o.Refunded), RefundPayment: o.Refunded,
	}
	o.Refund.fill(&b)
	if b.AlipayTradeID == "" {
		b.AlipayTradeID = "UNCREATED"
	}
	if o.TradeMode != "" {
		b.TradeTypeCode = o.TradeMode
	}
	switch {
	case !parts.memo:
	case parts.buyer:
		b.BuyerMemo, b.BuyerRemarkIcon = o.BuyerMemo.Text, o.BuyerMemo.Icon
	default:
		b.SellerMemo, b.SellerRemarkIcon = o.SellerMemo.Text, o.SellerMemo.Icon
	}
	if o.PreOrder != nil {
		b.PreOrderID = o.PreOrder.ID
	}
	if a := c.s.account(o.Seller); a != nil {
		b.SellerID, b.SellerUserID, b.SellerLoginID = a.MemberID, a.UserID, a.LoginID
		b.SellerContact = orderContact{Name: a.Contact, Mobile: a.Mobile, ImInPlatform: a.LoginID, CompanyName: a.Company}
	}
	if a := c.s.account(o.Buyer); a != nil {
		b.BuyerID, b.BuyerUserID, b.BuyerLoginID = a.MemberID, a.UserID, a.LoginID
		if !parts.buyer {
			b.BuyerOpenUID = openUID(c.app.Key, a.UserID)
		}
		b.BuyerContact = orderContact{Name: c.masked(parts, a.Contact), Mobile: c.masked(parts, a.Mobile), ImInPlatform: a.LoginID, CompanyName: a.Company}
	}
	if r := c.s.receiverOf(o); !o.PickUp && r.Name != "" {
		b.ReceiverInfo = &receiverInfo{
			ToFullName: c.masked(parts, r.Name), ToDivisionCode: r.Address.AreaCode, ToMobile: c.masked(parts, r.Mobile), ToPhone: c.masked(parts, r.Phone),
			ToPost: r.Address.Post, ToTownCode: r.TownCode,
			ToArea: strings.Join(strings.Fields(strings.Join([]string{r.place(), r.Town, c.masked(parts, r.Address.Street)}, " ")), " "),
		}
	}
	return b
}

// masked hides all but the first and last characters from a seller when the switch
// asks for it.
func (c *call) masked(parts orderParts, text string) string {
	if parts.buyer || !c.s.switches.MaskReceiver {
		return text
	}
	r := []rune(text)
	for i := range r {
		if i > 0 && (len(r) < 7 || (i > 2 && i < len(r)-4)) {
			r[i] = '*'
		}
	}
	return string(r)
}

func (c *call) orderItem(o *order, l orderLine, parts orderParts) orderItem {
	item := orderItem{
		SubItemID: l.SubID, SubItemIDString: strconv.FormatInt(l.SubID, 10), ProductID: l.OfferID, SkuID: l.SKUID, SpecID: l.SpecID, Name: l.Title,
		ProductSnapshotURL: "https://trade.1688.com/order/offer_snapshot.htm?order_entry_id=" + strconv.FormatInt(l.SubID, 10),
		Price:              l.unit(), Quantity: l.Amount, QuantityFactor: 1, Unit: l.Unit, ItemAmount: yuan(l.gross() + l.Discount),
		EntryDiscount: l.Discount, Status: o.Status, StatusStr: statusTexts[o.Status], LogisticsStatus: 8, ProductCargoNumber: l.Cargo,
		CargoNumber: l.SKUCargo, CloseReason: o.CloseReason, GmtCreate: c.date(o.Created), GmtModified: c.date(o.Modified),
		GmtCompleted: c.date(o.Completed), Type: "common", GuaranteesTerms: []any{},
	}
	if l.Picture != "" {
		full := c.base + "/" + l.Picture
		item.ProductImgURL = []string{strings.TrimSuffix(full, ".jpg") + ".80x80.jpg", full}
	}
	for _, v := range l.Values {
		item.SkuInfos = append(item.SkuInfos, skuValue{v.Name, v.Value})
	}
	switch {
	case o.Status == orderWaitPay:
		item.GmtPayExpireTime = o.Created.Add(o.PayTimeout).In(beijing).Format("2006-01-02 15:04:05")
	case o.Status == orderSuccess:
		item.LogisticsStatus = 3
	case l.Sent:
		item.LogisticsStatus = 2
		item.Status, item.StatusStr = orderWaitReceive, statusTexts[orderWaitReceive]
	case l.SentAmount > 0:
		item.LogisticsStatus = 5
	case o.Status == orderWaitSend || o.Status == orderCancel:
		item.LogisticsStatus = 1
	}
	if parts.checkSend {
		item.CanSendGoods = new(o.Status == orderWaitSend && !l.Sent)
		if !*item.CanSendGoods {
			item.CantSendReason = "订单状态不允许发货"
		}
	}
	return item
}

func (c *call) nativeLogistics(o *order, parts orderParts) *nativeLogistics {
	n := &nativeLogistics{}
	if r := c.s.receiverOf(o); !o.PickUp {
		n.ContactPerson, n.Mobile, n.Telephone, n.Address = c.masked(parts, r.Name), c.masked(parts, r.Mobile), c.masked(parts, r.Phone), c.masked(parts, r.Address.Street)
		n.Province, n.City, n.Area, n.AreaCode, n.Zip = r.Address.Province, r.Address.City, r.Address.Area, r.Address.AreaCode, r.Address.Post
		n.Town, n.TownCode = r.Town, r.TownCode
	}
	if !parts.parcels {
		return n
	}
	for _, p := range o.Parcels {
		subs := make([]string, len(p.SubIDs))
		for i, id := range p.SubIDs {
			subs[i] = strconv.FormatInt(id, 10)
		}
		n.LogisticsItems = append(n.LogisticsItems, logisticsItem{
			LogisticsCode: p.LogisticsID, LogisticsBillNo: p.MailNo, LogisticsCompanyID: p.CarrierID, LogisticsCompanyNo: p.CarrierNo,
			LogisticsCompanyName: p.CarrierName, Status: "alreadysend", Type: p.Type, SubItemIDs: strings.Join(subs, ","),
			DeliveredTime: c.date(p.Sent), GmtCreate: c.date(p.Sent), GmtModified: c.date(p.Sent), NoLogisticsCondition: p.Condition,
		})
		if parts.buyer && p.Type == "2" && p.MailNo == "" {
			n.LogisticsItems[len(n.LogisticsItems)-1].LogisticsBillNo = noMailNo
		}
	}
	return n
}
