package open1688

// Refund is a refund case (reference §4.9.6). All its amounts are cents.
type Refund struct {
	ID                 ID                `json:"id"`
	RefundID           string            `json:"refundId"` // TQ…
	OrderID            ID                `json:"orderId"`
	OrderEntryIDs      []ID              `json:"orderEntryIdList"` // order lines; may differ from OrderID
	OrderEntryCounts   map[ID]Decimal    `json:"orderEntryCountMap"`
	Status             string            `json:"status"` // reference §4.9.7, lower case
	ApplyPayment       Fen               `json:"applyPayment"`
	ApplyCarriage      Fen               `json:"applyCarriage"`
	CanRefundPayment   Fen               `json:"canRefundPayment"`
	RefundPayment      Fen               `json:"refundPayment"`
	RefundCarriage     Fen               `json:"refundCarriage"`
	FrozenFund         Fen               `json:"frozenFund"` // -1 for none
	ApplyReason        string            `json:"applyReason"`
	ApplyReasonID      ID                `json:"applyReasonId"`
	ApplySubReasonID   ID                `json:"applySubReasonId"`
	GoodsStatus        int               `json:"goodsStatus"`    // 1 not received, 2 received, 3 returned
	DisputeType        int               `json:"disputeType"`    // 1 in-sale, 2 after-sale
	DisputeRequest     int               `json:"disputeRequest"` // 3 stands for a return
	OnlyRefund         bool              `json:"onlyRefund"`
	RefundGoods        bool              `json:"refundGoods"`
	GoodsReceived      bool              `json:"goodsReceived"`
	BuyerSendGoods     bool              `json:"buyerSendGoods"`
	BuyerLogisticsName string            `json:"buyerLogisticsName"`
	FreightBill        string            `json:"freightBill"`
	BuyerMemberID      string            `json:"buyerMemberId"`
	BuyerUserID        ID                `json:"buyerUserId"`
	BuyerLoginID       string            `json:"buyerLoginId"`
	SellerMemberID     string            `json:"sellerMemberId"`
	SellerUserID       ID                `json:"sellerUserId"`
	SellerLoginID      string            `json:"sellerLoginId"`
	SellerRealName     string            `json:"sellerRealName"`
	SellerMobile       string            `json:"sellerMobile"`
	SellerAddress      string            `json:"sellerReceiveAddress"`
	ProductName        string            `json:"productName"`
	RejectReason       string            `json:"rejectReason"`
	RejectReasonID     ID                `json:"rejectReasonId"`
	RejectTimes        int               `json:"rejectTimes"`
	AlipayPaymentID    string            `json:"alipayPaymentId"`
	TradeType          string            `json:"tradeTypeStr"`
	GmtApply           Time              `json:"gmtApply"`
	GmtCreate          Time              `json:"gmtCreate"`
	GmtModified        Time              `json:"gmtModified"`
	GmtCompleted       Time              `json:"gmtCompleted"`
	GmtFreightBill     Time              `json:"gmtFreightBill"`
	GmtTimeOut         Time              `json:"gmtTimeOut"`
	ExtInfo            map[string]string `json:"extInfo"`
	Operations         []RefundOperation `json:"refundOperationList"`
	Extra              Extra             `json:"-"`
}

// RefundOperation is a step in a refund case.
type RefundOperation struct {
	ID              ID     `json:"id"`
	RefundID        string `json:"refundId"`
	Description     string `json:"discription"` // sic
	Remark          string `json:"operateRemark"`
	OperateType     int    `json:"operateTypeInt"`
	OperatorLoginID string `json:"operatorLoginId"`
	OperatorRoleID  int    `json:"operatorRoleId"` // 1 buyer, 2 seller
	OperatorUserID  ID     `json:"operatorUserId"`
	Before          string `json:"beforeOperateStatus"`
	After           string `json:"afterOperateStatus"`
	GmtCreate       Time   `json:"gmtCreate"`
	GmtModified     Time   `json:"gmtModified"`
	Extra           Extra  `json:"-"`
}

// RefundReply is the whole answer of OpQueryOrderRefund.
type RefundReply struct {
	Result struct {
		Refund *Refund `json:"opOrderRefundModelDetail"`
		Extra  Extra   `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// RefundListReply is the whole answer of refund.buyer.queryOrderRefundList.
type RefundListReply struct {
	Result struct {
		Refunds    []Refund `json:"opOrderRefundModels"`
		TotalCount int64    `json:"totalCount"`
		Page       int      `json:"currentPageNum"` // the first may be 0
		Extra      Extra    `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// DecodeRefund reads an answer of OpQueryOrderRefund.
func DecodeRefund(body []byte) (*RefundReply, error) {
	return decodeReply[RefundReply](&replyRefund, body)
}

// DecodeRefundList reads an answer of refund.buyer.queryOrderRefundList.
func DecodeRefundList(body []byte) (*RefundListReply, error) {
	return decodeReply[RefundListReply](&replyRefundList, body)
}
