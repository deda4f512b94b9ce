package sandbox1688

import (
	"fmt"
	"slices"
	"time"
)

// parcel is one shipment.
type parcel struct {
	LogisticsID string  `json:"logisticsId"`
	Type        string  `json:"type"` // "0" own carrier, "2" none
	CarrierID   int64   `json:"-"`
	CarrierNo   string  `json:"companyNo,omitempty"`
	CarrierName string  `json:"companyName,omitempty"`
	MailNo      string  `json:"mailNo,omitempty"`
	SubIDs      []int64 `json:"-"`
	// Amounts are how much of each of the lines it holds; nil for all that was left.
	Amounts   []int64     `json:"-"`
	Condition string      `json:"condition,omitempty"` // without carrier: "4" buyer picks up …
	Sent      time.Time   `json:"sent"`
	Status    string      `json:"status,omitempty"` // the last of its trace, empty before the first
	Steps     []traceStep `json:"steps,omitempty"`  // oldest first
}

// traceStep is what a carrier says of a parcel at one place.
type traceStep struct {
	At     time.Time `json:"at"`
	Remark string    `json:"remark"`
}

// States of a parcel as messages tell them (§6.4 statusChanged).
const (
	traceConsign    = "CONSIGN" // handed in; the carrier has not scanned it yet
	traceAccept     = "ACCEPT"
	traceTransport  = "TRANSPORT"
	traceDelivering = "DELIVERING"
	traceAgentSign  = "AGENT_SIGN"
	traceSign       = "SIGN"
	traceFailed     = "FAILED"
)

// infoStatus is what getLogisticsInfos calls the states, which are fewer (§4.9.1).
var infoStatus = map[string]string{
	"": "WAITACCEPT", traceAccept: "ACCEPT", traceTransport: "TRANSPORT", traceDelivering: "TRANSPORT",
	traceAgentSign: "SIGN", traceSign: "SIGN", traceFailed: "UNSIGN",
}

// noMailNo is the number buyers see of goods that were handed over.
const noMailNo = "不需要物流"

// amountOf is how much of a line the parcel holds.
func (p *parcel) amountOf(l *orderLine) int64 {
	at := slices.Index(p.SubIDs, l.SubID)
	switch {
	case at < 0:
		return 0
	case p.Amounts == nil:
		return l.Amount
	}
	return p.Amounts[at]
}

// carrierBy finds by the code such as SF; nil when there is none.
func carrierBy(code string) *carrier {
	at := slices.IndexFunc(carriers, func(k carrier) bool { return k.CompanyNo == code })
	if at < 0 {
		return nil
	}
	return &carriers[at]
}

// ship sends a parcel; after the last one the buyer has ten days until the order
// confirms itself.
func (s *Server) ship(o *order, p parcel, now time.Time) parcel {
	s.sales.parcels++
	prefix := "LP"
	if p.Type == "2" {
		prefix = "ZX"
	}
	p.LogisticsID, p.Sent = fmt.Sprintf("%s%014d", prefix, 123_456_789_000+s.sales.parcels), now
	all := true
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.SentAmount == 0 && p.Amounts == nil { // whole lines need no counting
			l.Sent = l.Sent || slices.Contains(p.SubIDs, l.SubID)
		} else {
			l.SentAmount += min(p.amountOf(l), l.left())
			l.Sent = l.Sent || l.SentAmount == l.Amount
		}
		all = all && l.Sent
	}
	o.Parcels, o.Modified = append(o.Parcels, p), now
	if all {
		o.Status, o.Delivered = orderWaitReceive, now
		s.closeRefund(o, sellerShipped, now)
		s.confirmShipped(o)
		s.changed(topicSent, o, now)
	} else {
		s.changed(topicPartSent, o, now)
	}
	s.happened(event{topic: topicTrace, at: now, order: o, status: traceConsign, parcel: &p})
	return p
}

// parcelOf finds a parcel of the order; without an id the latest.
func (o *order) parcelOf(id string) *parcel {
	for i := len(o.Parcels) - 1; i >= 0; i-- {
		if p := &o.Parcels[i]; id == "" || p.LogisticsID == id {
			return p
		}
	}
	return nil
}

// trace adds what the carrier says. Without words it says what carriers do.
func (s *Server) trace(o *order, p *parcel, status, remark string, now time.Time) {
	if remark == "" {
		remark = s.traceText(o, p, status)
	}
	p.Status, o.Modified = status, now
	p.Steps = append(p.Steps, traceStep{now, remark})
	s.happened(event{topic: topicTrace, at: now, order: o, status: status, parcel: new(*p)})
}

func (s *Server) traceText(o *order, p *parcel, status string) string {
	var from Address
	if a := s.account(o.Seller); a != nil {
		from = a.Address
	}
	to := s.receiverOf(o).Address
	switch status {
	case traceAccept:
		return fmt.Sprintf("【%s】%s 已揽收，揽件员 电话：13800000000", from.City, p.CarrierName)
	case traceTransport:
		return fmt.Sprintf("快件离开【%s分拨中心】，即将发往【%s分拨中心】", from.City, to.City)
	case traceDelivering:
		return fmt.Sprintf("到达【%s%s】网点，派件员正在派件，电话：13800000000", to.City, to.Area)
	case traceAgentSign:
		return fmt.Sprintf("快件已由【%s】快递驿站代收，请凭取件码取件", to.Area)
	case traceSign:
		return "快件已被 已签收 签收"
	}
	return "派件失败：收件人电话无法接通，次日再派"
}

// changeMailNo gives a parcel another carrier or number.
func (s *Server) changeMailNo(o *order, p *parcel, k *carrier, mailNo string, now time.Time) {
	former := waybill{p.CarrierNo, p.MailNo}
	p.CarrierID, p.CarrierNo, p.CarrierName, p.MailNo = k.ID, k.CompanyNo, k.CompanyName, mailNo
	o.Modified = now
	s.happened(event{topic: topicMailNo, at: now, order: o, parcel: new(*p), former: former})
}
