package open1688

import "context"

// LogisticsReply is the whole answer of getLogisticsInfos (reference §4.9.1).
type LogisticsReply struct {
	Parcels []Parcel `json:"result"`
	Extra   Extra    `json:"-"`
}

// Parcel is a parcel of an order. Join parcels and traces on LogisticsID; their
// orders differ.
type Parcel struct {
	LogisticsID   string        `json:"logisticsId"`
	BillNo        string        `json:"logisticsBillNo"`
	OrderEntryIDs string        `json:"orderEntryIds"` // comma list of order lines
	Status        string        `json:"status"`        // WAITACCEPT, CANCEL, ACCEPT, TRANSPORT, NOGET, SIGN, UNSIGN
	CompanyID     ID            `json:"logisticsCompanyId"`
	CompanyName   string        `json:"logisticsCompanyName"` // may be decorated; prefer CompanyNo
	CompanyNo     string        `json:"logisticsCompanyNo"`
	Remarks       string        `json:"remarks"`
	SystemSend    Time          `json:"gmtSystemSend"`
	Goods         []ParcelGoods `json:"sendGoods"`
	Receiver      *Receiver     `json:"receiver"`
	Sender        *Sender       `json:"sender"`
	Extra         Extra         `json:"-"`
}

// ParcelGoods is what a parcel holds.
type ParcelGoods struct {
	Name     string  `json:"goodName"`
	Quantity Decimal `json:"quantity"`
	Unit     string  `json:"unit"`
	Extra    Extra   `json:"-"`
}

// Receiver is where a parcel goes.
type Receiver struct {
	Name         string `json:"receiverName"`
	Phone        string `json:"receiverPhone"`
	Mobile       string `json:"receiverMobile"`
	Province     string `json:"receiverProvince"`
	ProvinceCode string `json:"receiverProvinceCode"`
	City         string `json:"receiverCity"`
	CityCode     string `json:"receiverCityCode"`
	County       string `json:"receiverCounty"`
	CountyCode   string `json:"receiverCountyCode"`
	Address      string `json:"receiverAddress"`
	Encrypt      string `json:"encrypt"`
	Extra        Extra  `json:"-"`
}

// Sender is where a parcel comes from.
type Sender struct {
	Name         string `json:"senderName"`
	Phone        string `json:"senderPhone"`
	Mobile       string `json:"senderMobile"`
	Province     string `json:"senderProvince"`
	ProvinceCode string `json:"senderProvinceCode"`
	City         string `json:"senderCity"`
	CityCode     string `json:"senderCityCode"`
	County       string `json:"senderCounty"`
	CountyCode   string `json:"senderCountyCode"`
	Address      string `json:"senderAddress"`
	Encrypt      string `json:"encrypt"`
	Extra        Extra  `json:"-"`
}

// TraceReply is the whole answer of getLogisticsTraceInfo (reference §4.9.2).
// ErrorMessage may be set beside success: there is no trace yet.
type TraceReply struct {
	Traces       []LogisticsTrace `json:"logisticsTrace"`
	ErrorMessage string           `json:"errorMessage"`
	Extra        Extra            `json:"-"`
}

// LogisticsTrace is the way of one parcel.
type LogisticsTrace struct {
	LogisticsID string          `json:"logisticsId"`
	OrderID     ID              `json:"orderId"`
	BillNo      string          `json:"logisticsBillNo"`
	CompanyName string          `json:"logisticsCompanyName"`
	FirstStep   *LogisticsStep  `json:"logisticsStepFirst"`
	Steps       []LogisticsStep `json:"logisticsSteps"` // either end may come first: sort by AcceptTime
	Extra       Extra           `json:"-"`
}

// LogisticsStep is one scan of a parcel. Remarks contain names and phone numbers.
type LogisticsStep struct {
	AcceptTime Time   `json:"acceptTime"`
	Remark     string `json:"remark"`
	Extra      Extra  `json:"-"`
}

// DecodeLogistics reads an answer of getLogisticsInfos; an order not shipped yet
// is a business error with code 500_2.
func DecodeLogistics(body []byte) (*LogisticsReply, error) {
	return decodeReply[LogisticsReply](&opLogisticsParcels, body)
}

// DecodeTraces reads an answer of getLogisticsTraceInfo.
func DecodeTraces(body []byte) (*TraceReply, error) {
	return decodeReply[TraceReply](&opLogisticsTraces, body)
}

type parcelParams struct {
	WebSite string `param:"webSite"`
	OrderID ID     `param:"orderId,required"`
	Fields  string `param:"fields"`
}

type traceParams struct {
	WebSite     string `param:"webSite"`
	OrderID     ID     `param:"orderId,required"`
	LogisticsID string `param:"logisticsId"`
}

// notShipped is the code of an order of which nothing has been sent (reference §4.9.1).
const notShipped = "500_2"

// ListParcels returns the parcels of an order; one not shipped yet has none, which the
// platform says with an error code.
//
// API com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView-1. Precondition:
// the token's account bought the order within the last year.
func (s *LogisticsService) ListParcels(ctx context.Context, token Token, order ID) ([]Parcel, *Response, error) {
	var reply LogisticsReply
	resp, err := s.client.call(ctx, &opLogisticsParcels, token, parcelParams{siteCN, order, "company,name,sendgood"}, &reply)
	if e, ok := asError(err); ok && e.Kind == KindBusiness && e.Code == notShipped {
		return nil, resp, nil
	}
	if err != nil {
		return nil, resp, err
	}
	return reply.Parcels, resp, nil
}

// ListTraces returns the way of each parcel of an order, or of the one named; parcels
// that no carrier has scanned yet are absent. Refusals: 404, order.nopermission.buyer,
// order.createtime.history for an order older than a year.
//
// API com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView-1.
// Precondition: the token's account bought the order within the last year.
func (s *LogisticsService) ListTraces(ctx context.Context, token Token, order ID, logisticsID string) ([]LogisticsTrace, *Response, error) {
	var reply TraceReply
	resp, err := s.client.call(ctx, &opLogisticsTraces, token, traceParams{siteCN, order, logisticsID}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Traces, resp, nil
}
