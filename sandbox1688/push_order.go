package sandbox1688

import "time"

// orderData is the payload of the order topics (§6.4), its keys in the order of captured
// messages.
type orderData struct {
	BuyerMemberID  string `json:"buyerMemberId"`
	OrderID        any    `json:"orderId"`
	CurrentStatus  string `json:"currentStatus"` // of the order, in the refund topics of the refund
	SellerMemberID string `json:"sellerMemberId"`
	RefundID       string `json:"refundId,omitempty"`
	Operator       string `json:"operator,omitempty"`
	RefundAction   string `json:"refundAction,omitempty"`
	MsgSendTime    string `json:"msgSendTime"`
}

// traceData is the payload of LOGISTICS_BUYER_VIEW_TRACE.
type traceData struct {
	Model struct {
		LogisticsID   string     `json:"logisticsId"`
		CPCode        string     `json:"cpCode"`
		MailNo        string     `json:"mailNo"`
		StatusChanged string     `json:"statusChanged"`
		ChangeTime    string     `json:"changeTime"`
		Lines         []parcelOf `json:"orderLogsItems"`
	} `json:"OrderLogisticsTracingModel"`
}

// mailNoData is the payload of LOGISTICS_MAIL_NO_CHANGE.
type mailNoData struct {
	Model struct {
		LogisticsID string     `json:"logisticsId"`
		OldCPCode   string     `json:"oldCpCode"`
		NewCPCode   string     `json:"newCpCode"`
		OldMailNo   string     `json:"oldMailNo"`
		NewMailNo   string     `json:"newMailNo"`
		EventTime   string     `json:"eventTime"`
		Lines       []parcelOf `json:"orderLogsItems"`
	} `json:"MailNoChangeModel"`
}

// parcelOf is an order line in a parcel.
type parcelOf struct {
	OrderID      any `json:"orderId"`
	OrderEntryID any `json:"orderEntryId"`
}

// batchPayData is the payload of ORDER_BATCH_PAY.
type batchPayData struct {
	BatchPay []batchPaid `json:"batchPay"`
}

// blankTime is what a sample of the documentation has for a time that is not known.
const blankTime = " "

// announce tells both sides of an order what has happened to it. It is written down at
// once, since the order goes on changing.
func (s *Server) announce(e event) {
	o := e.order
	if o == nil {
		return
	}
	data := s.eventData(e)
	if e.topic.buyer != "" {
		s.tell(o.Buyer, e.topic.buyer, o.ID, data, e.at)
	}
	if e.topic.seller != "" {
		s.tell(o.Seller, e.topic.seller, o.ID, data, e.at)
	}
}

func (s *Server) eventData(e event) any {
	switch e.topic {
	case topicTrace:
		var d traceData
		m := &d.Model
		m.LogisticsID, m.CPCode, m.MailNo, m.StatusChanged = e.parcel.LogisticsID, e.parcel.CarrierNo, e.parcel.MailNo, e.status
		m.ChangeTime, m.Lines = sendTime(e.at), s.parcelLines(e)
		if e.status == traceConsign || s.switches.PushBlankTime {
			m.ChangeTime = blankTime
		}
		return d
	case topicMailNo:
		var d mailNoData
		m := &d.Model
		m.LogisticsID, m.NewCPCode, m.NewMailNo = e.parcel.LogisticsID, e.parcel.CarrierNo, e.parcel.MailNo
		m.OldCPCode, m.OldMailNo = e.former.carrierNo, e.former.mailNo
		m.EventTime, m.Lines = sendTime(e.at), s.parcelLines(e)
		return d
	case topicBatchPaid:
		return batchPayData{e.batch}
	}
	return orderData{
		BuyerMemberID: s.memberID(e.order.Buyer), OrderID: s.number(e.order.ID), CurrentStatus: e.status, SellerMemberID: s.memberID(e.order.Seller),
		RefundID: e.refund.id, Operator: e.refund.operator, RefundAction: e.refund.action, MsgSendTime: sendTime(e.at),
	}
}

func (s *Server) parcelLines(e event) []parcelOf {
	list := []parcelOf{}
	for _, id := range e.parcel.SubIDs {
		list = append(list, parcelOf{s.number(e.order.ID), s.number(id)})
	}
	return list
}

func (s *state) memberID(login string) string {
	if a := s.account(login); a != nil {
		return a.MemberID
	}
	return ""
}

// sendTime is a moment as messages write it, in Beijing time.
func sendTime(t time.Time) string { return t.In(beijing).Format(time.DateTime) }

// accountData is the payload of AUTHORIZATION_SUCCESS and AUTHORIZATION_CANCEL (U10).
type accountData struct {
	MemberID    string `json:"memberId"`
	MsgSendTime string `json:"msgSendTime"`
}

const (
	topicAuthorized   = "AUTHORIZATION_SUCCESS"
	topicUnauthorized = "AUTHORIZATION_CANCEL"
)

// tellAccess tells an app that an account has let it in or put it out.
func (s *Server) tellAccess(appKey, login, topic string, now time.Time) {
	if a := s.apps[appKey]; a != nil {
		s.tellApp(a, login, topic, 0, accountData{s.memberID(login), sendTime(now)}, now)
	}
}
