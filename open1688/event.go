package open1688

// Topics whose payloads have types here. The names keep the platform's
// asymmetries and spelling (reference §6.4).
const (
	TopicOrderMade           = "ORDER_BUYER_MAKE"
	TopicOrderPaid           = "ORDER_PAY"
	TopicOrderPriceChanged   = "ORDER_ORDER_PRICE_MODIFY"
	TopicOrderPartlySent     = "ORDER_PART_PART_SENDGOODS"
	TopicOrderSent           = "ORDER_ANNOUNCE_SENDGOODS"
	TopicOrderReceived       = "ORDER_ORDER_COMFIRM_RECEIVEGOODS"
	TopicOrderDone           = "ORDER_ORDER_SUCCESS"
	TopicOrderBuyerClosed    = "ORDER_ORDER_BUYER_CLOSE"
	TopicOrderSellerClosed   = "ORDER_ORDER_SELLER_CLOSE"
	TopicOrderPlatformClosed = "ORDER_ORDER_BOPS_CLOSE"
	TopicRefundInSale        = "ORDER_ORDER_BUYER_REFUND_IN_SALES"
	TopicRefundAfterSale     = "ORDER_ORDER_REFUND_AFTER_SALES"
	TopicInventoryChanged    = "PRODUCT_PRODUCT_INVENTORY_CHANGE"
	TopicBuyerTrace          = "LOGISTICS_BUYER_VIEW_TRACE"
)

// OrderEvent is the payload of the order and refund topics.
type OrderEvent struct {
	OrderID        ID     `json:"orderId"`
	CurrentStatus  string `json:"currentStatus"` // of the order, in refund topics of the refund
	SentAt         Time   `json:"msgSendTime"`
	BuyerMemberID  string `json:"buyerMemberId"`
	SellerMemberID string `json:"sellerMemberId"`
	RefundID       string `json:"refundId"`     // refund topics
	RefundAction   string `json:"refundAction"` // refund topics
	Operator       string `json:"operator"`     // refund topics: buyer, seller, system
	Extra          Extra  `json:"-"`
}

// TraceEvent is the payload of LOGISTICS_BUYER_VIEW_TRACE.
type TraceEvent struct {
	Trace struct {
		LogisticsID string      `json:"logisticsId"`
		CPCode      string      `json:"cpCode"`
		MailNo      string      `json:"mailNo"`
		Status      string      `json:"statusChanged"` // CONSIGN, ACCEPT, TRANSPORT, DELIVERING, AGENT_SIGN, SIGN, FAILED
		ChangeTime  Time        `json:"changeTime"`    // may be blank
		Lines       []TraceLine `json:"orderLogsItems"`
		Extra       Extra       `json:"-"`
	} `json:"OrderLogisticsTracingModel"`
	Extra Extra `json:"-"`
}

// TraceLine is an order line in a parcel.
type TraceLine struct {
	OrderID      ID    `json:"orderId"`
	OrderEntryID ID    `json:"orderEntryId"`
	Extra        Extra `json:"-"`
}

// InventoryEvent is the payload of PRODUCT_PRODUCT_INVENTORY_CHANGE.
type InventoryEvent struct {
	Changes []InventoryChange `json:"OfferInventoryChangeList"`
	Extra   Extra             `json:"-"`
}

// InventoryChange is what happened to the stock of an offer.
type InventoryChange struct {
	OfferID     ID      `json:"offerId"`
	OfferOnSale Decimal `json:"offerOnSale"`
	SKUID       ID      `json:"skuId"`
	SKUOnSale   Decimal `json:"skuOnSale"`
	Quantity    Decimal `json:"quantity"` // change of the whole offer
	BizTime     Time    `json:"bizTime"`
	Extra       Extra   `json:"-"`
}

// DecodeEvent reads the payload of a message into T, such as [OrderEvent]; the
// error is a *[PushError].
func DecodeEvent[T any](msg *Message) (*T, error) {
	event, err := Decode[T](msg.Data)
	if err != nil {
		return nil, &PushError{Reason: PushMalformed, Err: err}
	}
	return event, nil
}

// MessagePage is the whole answer of push.query.messageList (reference §6.5).
type MessagePage struct {
	Page struct {
		Messages   []Message `json:"datas"`
		TotalCount int64     `json:"totalCount"`
		Extra      Extra     `json:"-"`
	} `json:"pushMessagePage"`
	Extra Extra `json:"-"`
}

// DecodeMessagePage reads an answer of push.query.messageList.
func DecodeMessagePage(body []byte) (*MessagePage, error) {
	page, err := decodeReply[MessagePage](&replyMessages, body)
	if err != nil {
		return nil, err
	}
	for i := range page.Page.Messages {
		page.Page.Messages[i].Data = unwrapJSON(page.Page.Messages[i].Data)
	}
	return page, nil
}
