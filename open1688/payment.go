package open1688

// PayURLReply is the whole answer of alipay.url.get (reference §4.8.1). Success
// may be partial: FailedOrders lists what the link does not pay.
type PayURLReply struct {
	PayURL       string `json:"payUrl"` // needs the buyer's logged-in browser
	FailedOrders []ID   `json:"payFailureOrderList"`
	Extra        Extra  `json:"-"`
}

// PayWaysReply is the whole answer of payWay.query (reference §4.8.2).
type PayWaysReply struct {
	Result *PayWays `json:"resultList"` // an object in spite of its name
	Extra  Extra    `json:"-"`
}

// PayWays says how an order can be paid.
type PayWays struct {
	OrderID  ID           `json:"orderId"`
	PayFee   Fen          `json:"payFee"`
	Timeout  Time         `json:"timeout"`
	Channels []PayChannel `json:"channels"`
	Extra    Extra        `json:"-"`
}

// PayChannel is one way to pay; its code is listed in reference §4.8.2.
type PayChannel struct {
	Code  string  `json:"code"`
	Name  string  `json:"name"`
	Limit Decimal `json:"limit"`
	Extra Extra   `json:"-"`
}

// PayAgreementsReply is the whole answer of protocolPay.isopen (reference §4.8.3).
type PayAgreementsReply struct {
	Result struct {
		Result struct {
			Agreements []PayAgreement `json:"paymentAgreements"`
			Extra      Extra          `json:"-"`
		} `json:"result"`
		Extra Extra `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// PayAgreement is an agreement on paying without password.
type PayAgreement struct {
	Channel     string `json:"payChannel"` // ALIPAY or SHEGOU
	Bound       bool   `json:"bindingStatus"`
	Signed      bool   `json:"signedStatus"`
	SignURL     string `json:"signUrl"`
	AgreementNo string `json:"agreementNo"`
	Extra       Extra  `json:"-"`
}

// Open reports whether the agreement can be used; both statuses are needed.
func (a *PayAgreement) Open() bool { return a.Bound && a.Signed }

// MixConfigReply is the whole answer of OpQueryMarketingMixConfig (reference §4.1.9).
type MixConfigReply struct {
	Result *MixConfig `json:"result"`
	Extra  Extra      `json:"-"`
}

// MixConfig is the rule under which a shop takes orders below the minimum: value
// from MixAmount or pieces from MixNumber on.
type MixConfig struct {
	GeneralMix  bool    `json:"generalHunpi"`
	MixAmount   Decimal `json:"mixAmount"`
	MixNumber   Decimal `json:"mixNumber"`
	MemberID    string  `json:"memberId"`
	GmtCreate   Time    `json:"gmtCreate"`
	GmtModified Time    `json:"gmtModified"`
	Extra       Extra   `json:"-"`
}

// DecodePayURL reads an answer of alipay.url.get.
func DecodePayURL(body []byte) (*PayURLReply, error) {
	return decodeReply[PayURLReply](&opTradePayURL, body)
}

// DecodePayWays reads an answer of payWay.query.
func DecodePayWays(body []byte) (*PayWaysReply, error) {
	return decodeReply[PayWaysReply](&replyPayWays, body)
}

// DecodePayAgreements reads an answer of protocolPay.isopen.
func DecodePayAgreements(body []byte) (*PayAgreementsReply, error) {
	return decodeReply[PayAgreementsReply](&opTradePayAgreements, body)
}

// DecodeMixConfig reads an answer of OpQueryMarketingMixConfig.
func DecodeMixConfig(body []byte) (*MixConfigReply, error) {
	return decodeReply[MixConfigReply](&replyMixConfig, body)
}
