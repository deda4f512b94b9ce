package open1688

// PreviewReply is the whole answer of createOrder.preview (reference §4.4): one
// element per order that would be made.
type PreviewReply struct {
	Orders             []OrderPreview `json:"orderPreviewResuslt"` // sic
	PostFeeByDesc      []ID           `json:"postFeeByDescOfferList"`
	Consign            []ID           `json:"consignOfferList"`
	UnsupportedCrossID []ID           `json:"unsupportedCrossBorderPayOfferList"`
	Extra              Extra          `json:"-"`
}

// OrderPreview is one order that would be made. Its sums are cents, the amounts
// of its lines yuan.
type OrderPreview struct {
	Orderable            bool             `json:"status"`
	ResultCode           string           `json:"resultCode"`
	Message              string           `json:"message"`
	TradeModeNames       []string         `json:"tradeModeNameList"` // what tradeType may be; none: not orderable by API
	TradeModels          []TradeModel     `json:"tradeModelList"`
	SumPayment           Fen              `json:"sumPayment"` // goods + freight − discount
	SumPaymentNoCarriage Fen              `json:"sumPaymentNoCarriage"`
	SumCarriage          Fen              `json:"sumCarriage"`
	DiscountFee          Fen              `json:"discountFee"`
	AdditionalFee        Fen              `json:"additionalFee"`
	FlowFlag             string           `json:"flowFlag"`
	TaoSamplePromotion   bool             `json:"taoSampleSinglePromotion"`
	Cargo                []CargoPreview   `json:"cargoList"`
	ShopPromotions       []Promotion      `json:"shopPromotionList"`
	PayChannels          []PayChannelInfo `json:"payChannelInfos"`
	Extra                Extra            `json:"-"`
}

// TradeModel is a way of trading offered by the seller.
type TradeModel struct {
	TradeType   string `json:"tradeType"`
	Name        string `json:"name"`
	Description string `json:"description"`
	OpSupport   bool   `json:"opSupport"` // usable through the API
	Extra       Extra  `json:"-"`
}

// CargoPreview is a line of a previewed order.
type CargoPreview struct {
	OfferID        ID          `json:"offerId"`
	OpenOfferID    string      `json:"openOfferId"`
	SpecID         string      `json:"specId"`
	SKUID          ID          `json:"skuId"`
	Amount         Yuan        `json:"amount"`
	FinalUnitPrice Yuan        `json:"finalUnitPrice"`
	ResultCode     string      `json:"resultCode"`
	Message        string      `json:"message"`
	Promotions     []Promotion `json:"cargoPromotionList"`
	Extra          Extra       `json:"-"`
}

// Promotion is a discount that can be chosen.
type Promotion struct {
	PromotionID string `json:"promotionId"`
	Selected    bool   `json:"selected"`
	Text        string `json:"text"`
	Desc        string `json:"desc"`
	FreePostage bool   `json:"freePostage"`
	DiscountFee Fen    `json:"discountFee"`
	Extra       Extra  `json:"-"`
}

// PayChannelInfo is a pay channel and what it allows.
type PayChannelInfo struct {
	Name        string `json:"name"`
	AmountLimit *Fen   `json:"amountLimit"` // nil: not told
	Extra       Extra  `json:"-"`
}

// DecodePreview reads an answer of createOrder.preview.
func DecodePreview(body []byte) (*PreviewReply, error) {
	return decodeReply[PreviewReply](&opTradePreview, body)
}
