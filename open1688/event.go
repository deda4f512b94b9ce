package open1688

import "strings"

// Topics of a seller's orders. The names keep the platform's asymmetries and spelling
// (reference §6.4); the payload of all of them is an [OrderEvent].
const (
	TopicOrderMade           = "ORDER_BUYER_MAKE"
	TopicOrderPaid           = "ORDER_PAY"
	TopicOrderStepPaid       = "ORDER_ORDER_STEP_PAY"
	TopicOrderPriceChanged   = "ORDER_ORDER_PRICE_MODIFY"
	TopicOrderPartlySent     = "ORDER_PART_PART_SENDGOODS"
	TopicOrderSent           = "ORDER_ANNOUNCE_SENDGOODS"
	TopicOrderReceived       = "ORDER_ORDER_COMFIRM_RECEIVEGOODS"
	TopicOrderDone           = "ORDER_ORDER_SUCCESS"
	TopicOrderBuyerClosed    = "ORDER_ORDER_BUYER_CLOSE"
	TopicOrderSellerClosed   = "ORDER_ORDER_SELLER_CLOSE"
	TopicOrderPlatformClosed = "ORDER_ORDER_BOPS_CLOSE"
	TopicOrderMemo           = "ORDER_MODIFY_MEMO"
	TopicRefundInSale        = "ORDER_ORDER_BUYER_REFUND_IN_SALES"
	TopicRefundAfterSale     = "ORDER_ORDER_REFUND_AFTER_SALES"
)

// Topics of a buyer's orders; the payload of all of them is an [OrderEvent].
const (
	TopicPurchaseMade            = "ORDER_BUYER_VIEW_BUYER_MAKE"
	TopicPurchasePaid            = "ORDER_BUYER_VIEW_ORDER_PAY"
	TopicPurchaseStepPaid        = "ORDER_BUYER_VIEW_ORDER_STEP_PAY"
	TopicPurchasePriceChanged    = "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY"
	TopicPurchasePartlySent      = "ORDER_BUYER_VIEW_PART_PART_SENDGOODS"
	TopicPurchaseSent            = "ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS"
	TopicPurchaseReceived        = "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS"
	TopicPurchaseDone            = "ORDER_BUYER_VIEW_ORDER_SUCCESS"
	TopicPurchaseBuyerClosed     = "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE"
	TopicPurchaseSellerClosed    = "ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE"
	TopicPurchasePlatformClosed  = "ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE"
	TopicPurchaseMemo            = "ORDER_BUYER_VIEW_MODIFY_MEMO"
	TopicPurchaseAddressChanged  = "ORDER_BUYER_VIEW_ORDER_SELLER_MODIFY_ADRESS" //nolint:misspell // the platform's spelling
	TopicPurchaseRefundInSale    = "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES"
	TopicPurchaseRefundAfterSale = "ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES"
)

// Topics with payloads of their own.
const (
	TopicBatchPaid     = "ORDER_BATCH_PAY"            // [BatchPayEvent]
	TopicBuyerTrace    = "LOGISTICS_BUYER_VIEW_TRACE" // [TraceEvent]
	TopicMailNoChanged = "LOGISTICS_MAIL_NO_CHANGE"   // [MailNoEvent]

	TopicInventoryChanged = "PRODUCT_PRODUCT_INVENTORY_CHANGE" // [InventoryEvent]
	TopicPriceChanged     = "FENXIAO_PRICE_CHANGE"             // [PriceEvent]
	// What becomes of offers one follows or has a relation to: [ProductEvent].
	TopicProductChanged  = "PRODUCT_RELATION_VIEW_PRODUCT_CHANGE" // tells the action
	TopicProductModified = "PRODUCT_RELATION_VIEW_PRODUCT_NEW_OR_MODIFY"
	TopicProductExpired  = "PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE"
	TopicProductReposted = "PRODUCT_RELATION_VIEW_PRODUCT_REPOST"
	TopicProductDeleted  = "PRODUCT_RELATION_VIEW_PRODUCT_DELETE"
	TopicProductAudited  = "PRODUCT_RELATION_VIEW_PRODUCT_AUDIT"

	TopicAuthorized   = "AUTHORIZATION_SUCCESS" // [AccessEvent]
	TopicUnauthorized = "AUTHORIZATION_CANCEL"  // [AccessEvent]
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

// MailNoEvent is the payload of LOGISTICS_MAIL_NO_CHANGE: a parcel goes under another
// number, or with another carrier.
type MailNoEvent struct {
	Change struct {
		LogisticsID string      `json:"logisticsId"`
		OldCPCode   string      `json:"oldCpCode"`
		NewCPCode   string      `json:"newCpCode"`
		OldMailNo   string      `json:"oldMailNo"`
		NewMailNo   string      `json:"newMailNo"`
		EventTime   Time        `json:"eventTime"`
		Lines       []TraceLine `json:"orderLogsItems"`
		Extra       Extra       `json:"-"`
	} `json:"MailNoChangeModel"`
	Extra Extra `json:"-"`
}

// BatchPayEvent is the payload of ORDER_BATCH_PAY: what became of a payment without
// password.
type BatchPayEvent struct {
	Orders []BatchPaid `json:"batchPay"`
	Extra  Extra       `json:"-"`
}

// BatchPaid is the result for one order.
type BatchPaid struct {
	OrderID ID     `json:"orderId"`
	Status  string `json:"status"` // one of the Batch… constants, or a new one
	Extra   Extra  `json:"-"`
}

// Results of a payment without password, with the platform's spelling.
const (
	BatchSucceeded     = "successed"
	BatchShortOfMoney  = "ACCOUNT_BALANCE_NOT_ENOUGH"
	BatchNoAccount     = "ACCOUNT_NOT_EXIST"
	BatchAccountFrozen = "ACCOUNT_FROZEN"
	BatchParamIllegal  = "PARAM_ILLEGAL"
)

// ProductEvent is the payload of the topics about offers.
type ProductEvent struct {
	ProductIDs string `json:"productIds"` // a comma list, see IDs
	MemberID   string `json:"memberId"`   // of the supplier
	Status     string `json:"status"`     // the topic without PRODUCT_
	// Action, of TopicProductChanged alone: new, modify, member_delete, member_expired,
	// repost, audit, update, revised, publish, sku_new, sku_modify, sku_delete.
	Action string `json:"action"`
	SentAt Time   `json:"msgSendTime"`
	Extra  Extra  `json:"-"`
}

// IDs returns the offers the event is about.
func (e *ProductEvent) IDs() []ID {
	var ids []ID
	for text := range strings.SplitSeq(e.ProductIDs, ",") {
		if text = strings.TrimSpace(text); text != "" {
			ids = append(ids, ID(text))
		}
	}
	return ids
}

// PriceEvent is the payload of FENXIAO_PRICE_CHANGE.
type PriceEvent struct {
	ProductID ID     `json:"productId"`
	MemberID  string `json:"memberId"` // of the supplier
	SentAt    Time   `json:"msgSendTime"`
	Extra     Extra  `json:"-"`
}

// AccessEvent is the payload of AUTHORIZATION_SUCCESS and AUTHORIZATION_CANCEL. It is
// not published: trust the account that [Message] names.
type AccessEvent struct {
	MemberID string `json:"memberId"`
	SentAt   Time   `json:"msgSendTime"`
	Extra    Extra  `json:"-"`
}

// InventoryEvent is the payload of PRODUCT_PRODUCT_INVENTORY_CHANGE, which comes for
// offers that are followed.
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
