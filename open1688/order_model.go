package open1688

// OrderStatus is the state of an order or of an order line; unknown values occur.
type OrderStatus string

// States of an order (reference §4.6.5). The first six can be filtered by in lists,
// except OrderTerminated.
const (
	OrderWaitBuyerPay     OrderStatus = "waitbuyerpay"
	OrderWaitSellerSend   OrderStatus = "waitsellersend" // also while partly shipped
	OrderWaitBuyerReceive OrderStatus = "waitbuyerreceive"
	OrderSuccess          OrderStatus = "success"
	OrderCancel           OrderStatus = "cancel"
	OrderTerminated       OrderStatus = "terminated"
	OrderWaitLogistics    OrderStatus = "waitlogisticstakein"
	OrderWaitBuyerSign    OrderStatus = "waitbuyersign"
	OrderSignInSuccess    OrderStatus = "signinsuccess"
	OrderConfirmGoods     OrderStatus = "confirm_goods"
)

// Order is a formal order, TradeInfo in the platform's words (reference §4.6.3).
type Order struct {
	BaseInfo        OrderBase        `json:"baseInfo"`
	Lines           []OrderLine      `json:"productItems"`
	TradeTerms      []TradeTerm      `json:"tradeTerms"`
	NativeLogistics *NativeLogistics `json:"nativeLogistics"`
	BizInfo         *OrderBizInfo    `json:"orderBizInfo"`
	RateInfo        *OrderRateInfo   `json:"orderRateInfo"`
	ExtAttributes   []KeyValue       `json:"extAttributes"`
	Extra           Extra            `json:"-"`
}

// OrderBase is the head of an order (reference §4.6.4).
type OrderBase struct {
	ID                ID          `json:"id"`
	IDText            ID          `json:"idOfStr"` // the same id as text; prefer [OrderBase.OrderID]
	Status            OrderStatus `json:"status"`
	BusinessType      string      `json:"businessType"`
	CreateTime        Time        `json:"createTime"`
	PayTime           Time        `json:"payTime"` // first payment; also on some cancelled orders
	AllDeliveredTime  Time        `json:"allDeliveredTime"`
	ReceivingTime     Time        `json:"receivingTime"`
	ConfirmedTime     Time        `json:"confirmedTime"`
	CompleteTime      Time        `json:"completeTime"`
	ModifyTime        Time        `json:"modifyTime"`
	TotalAmount       Yuan        `json:"totalAmount"` // Σ itemAmount + shippingFee, after discounts
	SumProductPayment Yuan        `json:"sumProductPayment"`
	ShippingFee       Yuan        `json:"shippingFee"`
	CouponFee         Yuan        `json:"couponFee"`
	Refund            Yuan        `json:"refund"`   // refunded so far
	Discount          Fen         `json:"discount"` // cents, unlike its neighbours; negative is cheaper
	// RefundPayment has no documented unit (U15, presumably cents), hence no type that claims one.
	RefundPayment   Decimal       `json:"refundPayment"`
	RefundStatus    string        `json:"refundStatus"`      // in-sale
	RefundStatusAS  string        `json:"refundStatusForAs"` // after-sale
	RefundID        string        `json:"refundId"`
	BuyerMemberID   string        `json:"buyerID"`
	SellerMemberID  string        `json:"sellerID"`
	BuyerUserID     ID            `json:"buyerUserId"`
	SellerUserID    ID            `json:"sellerUserId"`
	BuyerLoginID    string        `json:"buyerLoginId"`
	SellerLoginID   string        `json:"sellerLoginId"`
	SubBuyerLoginID string        `json:"subBuyerLoginId"`
	BuyerOpenUID    string        `json:"buyerOpenUid"` // seller view
	BuyerAlipayID   string        `json:"buyerAlipayId"`
	SellerAlipayID  string        `json:"sellerAlipayId"`
	AlipayTradeID   string        `json:"alipayTradeId"` // UNCREATED before payment
	BuyerContact    *OrderContact `json:"buyerContact"`
	SellerContact   *OrderContact `json:"sellerContact"`
	Receiver        *OrderReceive `json:"receiverInfo"`
	BuyerFeedback   string        `json:"buyerFeedback"`
	BuyerMemo       string        `json:"buyerMemo"`
	BuyerIcon       string        `json:"buyerRemarkIcon"`
	SellerMemo      string        `json:"sellerMemo"` // seller view
	SellerIcon      string        `json:"sellerRemarkIcon"`
	Remark          string        `json:"remark"`
	Currency        string        `json:"currency"`
	CloseReason     string        `json:"closeReason"`
	CloseOperate    string        `json:"closeOperateType"`
	CloseRemark     string        `json:"closeRemark"`
	TradeType       string        `json:"tradeType"`
	TradeTypeCode   string        `json:"tradeTypeCode"`
	TradeTypeDesc   string        `json:"tradeTypeDesc"`
	FlowTemplate    string        `json:"flowTemplateCode"`
	PayTimeout      int64         `json:"payTimeout"` // seconds
	PayTimeoutType  int           `json:"payTimeoutType"`
	StepPayAll      bool          `json:"stepPayAll"`
	PreOrderID      ID            `json:"preOrderId"` // the pre-order it came from
	SellerOrder     bool          `json:"sellerOrder"`
	OverseaOrder    bool          `json:"overSeaOrder"`
	OutOrderID      string        `json:"outOrderId"`
	InventoryMode   string        `json:"inventoryMode"`
	Extra           Extra         `json:"-"`
}

// OrderID returns the text form when there is one: the number beside it has been
// seen damaged (reference §1.4).
func (b *OrderBase) OrderID() ID {
	if b.IDText != "" {
		return b.IDText
	}
	return b.ID
}

// OrderContact is a side of the trade.
type OrderContact struct {
	Name         string `json:"name"`
	Phone        string `json:"phone"`
	Mobile       string `json:"mobile"`
	Email        string `json:"email"`
	Fax          string `json:"fax"`
	IMInPlatform string `json:"imInPlatform"`
	CompanyName  string `json:"companyName"`
	ShopName     string `json:"shopName"`
	Extra        Extra  `json:"-"`
}

// OrderReceive is the receiver as the order head gives him; masked in seller views.
type OrderReceive struct {
	FullName     string `json:"toFullName"`
	DivisionCode string `json:"toDivisionCode"`
	Mobile       string `json:"toMobile"`
	Phone        string `json:"toPhone"`
	Post         string `json:"toPost"`
	TownCode     string `json:"toTownCode"`
	Area         string `json:"toArea"`
	Extra        Extra  `json:"-"`
}

// OrderLine is a line of an order (reference §4.6.6).
type OrderLine struct {
	SubItemID        ID             `json:"subItemID"`
	SubItemIDText    ID             `json:"subItemIDString"` // prefer [OrderLine.LineID]
	ProductID        ID             `json:"productID"`
	SKUID            ID             `json:"skuID"`
	SpecID           string         `json:"specId"` // match own SKUs by this, then by CargoNumber
	Name             string         `json:"name"`
	ImageURLs        []string       `json:"productImgUrl"` // 80×80 and full size
	SnapshotURL      string         `json:"productSnapshotUrl"`
	Price            Yuan           `json:"price"` // before discount
	Quantity         Decimal        `json:"quantity"`
	QuantityFactor   Decimal        `json:"quantityFactor"`
	Unit             string         `json:"unit"`
	ItemAmount       Yuan           `json:"itemAmount"` // price × quantity ± EntryDiscount
	EntryDiscount    Fen            `json:"entryDiscount"`
	Refund           Yuan           `json:"refund"`
	RefundStatus     string         `json:"refundStatus"` // upper case, unlike the head's
	RefundID         string         `json:"refundId"`
	RefundIDAS       string         `json:"refundIdForAs"`
	Status           OrderStatus    `json:"status"`
	StatusText       string         `json:"statusStr"`
	LogisticsStatus  int            `json:"logisticsStatus"` // 1 not sent, 2 sent, 3 received, 4 returned, 5 partly, 8 none yet
	SKUInfos         []NameValue    `json:"skuInfos"`
	CargoNumber      string         `json:"cargoNumber"`        // as it was when ordered
	OfferCargoNumber string         `json:"productCargoNumber"` // as it was when ordered
	CloseReason      string         `json:"closeReason"`
	GmtCreate        Time           `json:"gmtCreate"`
	GmtModified      Time           `json:"gmtModified"`
	GmtCompleted     Time           `json:"gmtCompleted"`
	GmtPayExpire     Time           `json:"gmtPayExpireTime"`
	SharePostage     Yuan           `json:"sharePostage"`
	Type             string         `json:"type"`
	Guarantees       []GuaranteeRef `json:"guaranteesTerms"`
	Weight           Decimal        `json:"weight"`
	WeightUnit       string         `json:"weightUnit"`
	// CanSendGoods needs NeedCheckSend; ship only lines in waitsellersend that have it.
	CanSendGoods bool   `json:"canSendGoods"`
	CantSend     string `json:"cantSendReason"`
	Extra        Extra  `json:"-"`
}

// LineID returns the text form of the line id when there is one.
func (l *OrderLine) LineID() ID {
	if l.SubItemIDText != "" {
		return l.SubItemIDText
	}
	return l.SubItemID
}

// NameValue is one SKU dimension of an order line.
type NameValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Extra Extra  `json:"-"`
}

// GuaranteeRef is a service the seller promised.
type GuaranteeRef struct {
	AssuranceInfo        string `json:"assuranceInfo"`
	AssuranceType        string `json:"assuranceType"`
	QualityAssuranceType string `json:"qualityAssuranceType"`
	Value                string `json:"value"`
	Extra                Extra  `json:"-"`
}

// TradeTerm is a payment phase of an order.
type TradeTerm struct {
	Phase      ID     `json:"phase"`
	PayStatus  string `json:"payStatus"` // 1 unpaid, 2 paid, 4 refunded, 6 seller received, 8 closed unpaid …
	PayTime    Time   `json:"payTime"`
	PayWay     string `json:"payWay"` // 1 Alipay …, reference §4.6.7
	PayWayDesc string `json:"payWayDesc"`
	Amount     Yuan   `json:"phasAmount"` // sic
	Extra      Extra  `json:"-"`
}

// NativeLogistics holds address and parcels of an order (reference §4.6.8).
type NativeLogistics struct {
	ContactPerson string          `json:"contactPerson"`
	Mobile        string          `json:"mobile"`
	Telephone     string          `json:"telephone"`
	Fax           string          `json:"fax"`
	Zip           string          `json:"zip"`
	Province      string          `json:"province"`
	City          string          `json:"city"`
	Area          string          `json:"area"`
	AreaCode      string          `json:"areaCode"`
	Town          string          `json:"town"`
	TownCode      string          `json:"townCode"`
	Address       string          `json:"address"`
	CAID          string          `json:"caid"` // key for decrypting masked receiver data
	Items         []LogisticsItem `json:"logisticsItems"`
	Extra         Extra           `json:"-"`
}

// LogisticsItem is a parcel of an order.
type LogisticsItem struct {
	ID ID `json:"id"`
	// LogisticsCode is LP…, but has been seen holding the waybill number while
	// BillNo said 不需要物流.
	LogisticsCode string  `json:"logisticsCode"`
	BillNo        string  `json:"logisticsBillNo"`
	CompanyID     ID      `json:"logisticsCompanyId"`
	CompanyNo     string  `json:"logisticsCompanyNo"` // trust this over the name
	CompanyName   string  `json:"logisticsCompanyName"`
	Status        string  `json:"status"`
	Type          string  `json:"type"`       // "0" own carrier, "1" ordered online, "2" no carrier
	SubItemIDs    string  `json:"subItemIds"` // comma list of order lines
	DeliveredTime Time    `json:"deliveredTime"`
	GmtCreate     Time    `json:"gmtCreate"`
	GmtModified   Time    `json:"gmtModified"`
	Carriage      Yuan    `json:"carriage"`
	FromMobile    string  `json:"fromMobile"`
	FromPhone     string  `json:"fromPhone"`
	NoCarrierCond Decimal `json:"noLogisticsCondition"` // see [NoCarrierCondition]
	NoCarrierName string  `json:"noLogisticsName"`
	NoCarrierTel  string  `json:"noLogisticsTel"`
	NoCarrierBill string  `json:"noLogisticsBillNo"`
	Extra         Extra   `json:"-"`
}

// OrderBizInfo holds business marks of an order (reference §4.6.9).
type OrderBizInfo struct {
	ODSCyd       bool          `json:"odsCyd"`
	CreditOrder  bool          `json:"creditOrder"`
	PreOrderInfo *PreOrderInfo `json:"preOrderInfo"`
	ERPOrderID   string        `json:"erpOrderId"`
	Dropshipping string        `json:"dropshipping"`
	Extra        Extra         `json:"-"`
}

// PreOrderInfo links an order to the pre-order it came from.
type PreOrderInfo struct {
	MarketName string `json:"marketName"`
	CreatedBy  string `json:"appkey"`
	CreatedUs  bool   `json:"createPreOrderApp"` // by the app now asking
	Extra      Extra  `json:"-"`
}

// OrderRateInfo tells who has rated; 4 rated, 5 not, 6 not needed.
type OrderRateInfo struct {
	BuyerRateStatus  int   `json:"buyerRateStatus"`
	SellerRateStatus int   `json:"sellerRateStatus"`
	Extra            Extra `json:"-"`
}
