package sandbox1688

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// orderAct is what somebody does to an order; each action reads what it needs.
type orderAct struct {
	Method string `json:"method"` // pay
	Amount int64  `json:"amount"` // ask-refund: fen, zero for all
	Reason string `json:"reason"` // close
	// ship: one parcel of all that is left, or several.
	CpCode  string        `json:"cpCode"`
	MailNo  string        `json:"mailNo"`
	Parcels []parcelInput `json:"parcels"`
	// trace and change-mail-no: the parcel, empty for the latest.
	LogisticsID string `json:"logisticsId"`
	Status      string `json:"status"`
	Remark      string `json:"remark"`
	// change-price: what is left out stays. discount is spread over the lines.
	ShippingFee *int64         `json:"shippingFee"`
	Discount    *int64         `json:"discount"`
	Lines       []lineDiscount `json:"lines"`
	// change-address
	Receiver *Receiver `json:"receiver"`
}

// parcelInput is a parcel of a shipment: without lines it holds all that is left.
type parcelInput struct {
	CpCode string `json:"cpCode"`
	MailNo string `json:"mailNo"`
	Lines  []struct {
		SubID  flexInt `json:"subId"`
		Amount int64   `json:"amount"` // zero for all that is left of the line
	} `json:"lines"`
}

type lineDiscount struct {
	SubID    flexInt `json:"subId"`
	Discount int64   `json:"discount"` // fen, negative is cheaper
}

// orderActs are the actions by name.
var orderActs = map[string]func(*Server, *order, *orderAct, time.Time) error{
	"pay": func(s *Server, o *order, in *orderAct, now time.Time) error { return s.payOrder(o, in.Method, now) },
	"cancel": func(s *Server, o *order, _ *orderAct, now time.Time) error { // the buyer
		return s.endUnpaid(o, closedByBuyer, "buyerCancel", now)
	},
	"close": func(s *Server, o *order, in *orderAct, now time.Time) error { // the seller
		fill(&in.Reason, "sellerGoodsLack")
		if !slices.Contains(cancelReasons, in.Reason) {
			return badInput("reason must be one of %v", cancelReasons)
		}
		return s.endUnpaid(o, closedBySeller, in.Reason, now)
	},
	"time-out": func(s *Server, o *order, _ *orderAct, now time.Time) error { // the platform
		return s.endUnpaid(o, closedBySystem, "BUYER_NO_PAY", now)
	},
	"ship":           (*Server).shipAct,
	"trace":          (*Server).traceAct,
	"change-mail-no": (*Server).mailNoAct,
	"change-price":   (*Server).priceAct,
	"change-address": (*Server).addressAct,
	"confirm": func(s *Server, o *order, _ *orderAct, now time.Time) error {
		return o.allowed(s.confirmReceipt(o, now))
	},
	"ask-refund": func(s *Server, o *order, in *orderAct, now time.Time) error {
		return o.allowed(s.askRefund(o, in.Amount, now))
	},
	"agree-refund": func(s *Server, o *order, _ *orderAct, now time.Time) error { return o.allowed(s.agreeRefund(o, now)) },
	"close-refund": func(s *Server, o *order, _ *orderAct, now time.Time) error {
		return o.allowed(s.closeRefund(o, buyerWithdrew, now))
	},
}

// allowed refuses what the state of the order did not let happen.
func (o *order) allowed(fine bool) error {
	if fine {
		return nil
	}
	return &controlError{http.StatusConflict, "order_state", "the state of the order does not allow it: " + o.Status}
}

// controlOrderAct acts on a formal order as buyer, seller, carrier or platform.
func (s *Server) controlOrderAct(c *controlCall) (any, error) {
	in := orderAct{Method: "alipay"}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	o, act := s.sales.byID[pathID(c.r)], orderActs[c.r.PathValue("action")]
	switch {
	case o == nil:
		return nil, notFound("order")
	case act == nil:
		return nil, notFound("action: " + strings.Join(slices.Sorted(maps.Keys(orderActs)), ", "))
	}
	if err := act(s, o, &in, c.now); err != nil {
		return nil, err
	}
	return s.viewOrder(o), nil
}

func (s *Server) endUnpaid(o *order, by, reason string, now time.Time) error {
	if o.Status != orderWaitPay {
		return o.allowed(false)
	}
	s.closeOrder(o, by, reason, now)
	return nil
}

// shipAct is the seller sending one parcel or several. Nothing is sent when one of them
// cannot be.
func (s *Server) shipAct(o *order, in *orderAct, now time.Time) error {
	if o.Status != orderWaitSend {
		return o.allowed(false)
	}
	if len(in.Parcels) == 0 {
		in.Parcels = []parcelInput{{CpCode: in.CpCode, MailNo: in.MailNo}}
	}
	left := map[int64]int64{}
	for i := range o.Lines {
		left[o.Lines[i].SubID] = o.Lines[i].left()
	}
	var parcels []parcel
	for i, input := range in.Parcels {
		p, err := input.parcel(o, left)
		if err != nil {
			return err
		}
		if len(p.SubIDs) == 0 {
			return badInput("parcels[%d] would be empty", i)
		}
		parcels = append(parcels, p)
	}
	for _, p := range parcels {
		s.ship(o, p, now)
	}
	return nil
}

// parcel takes out of left what it holds. Without carrier and number the goods are
// handed over.
func (in *parcelInput) parcel(o *order, left map[int64]int64) (parcel, error) {
	p := parcel{Type: "2", Condition: "4"}
	switch k := carrierBy(in.CpCode); {
	case k != nil && in.MailNo != "":
		p = parcel{Type: "0", CarrierID: k.ID, CarrierNo: k.CompanyNo, CarrierName: k.CompanyName, MailNo: in.MailNo}
	case in.CpCode != "" && in.MailNo != "":
		return p, badInput("there is no carrier %q", in.CpCode)
	}
	put := func(sub, amount int64) {
		p.SubIDs, p.Amounts = append(p.SubIDs, sub), append(p.Amounts, amount)
		left[sub] -= amount
	}
	for _, l := range in.Lines {
		sub, amount := int64(l.SubID), l.Amount
		if amount == 0 {
			amount = left[sub]
		}
		if amount < 1 || amount > left[sub] || slices.Contains(p.SubIDs, sub) {
			return p, badInput("line %d: %d of %d left cannot be sent", sub, amount, left[sub])
		}
		put(sub, amount)
	}
	for i := range o.Lines {
		if sub := o.Lines[i].SubID; len(in.Lines) == 0 && left[sub] > 0 {
			put(sub, left[sub])
		}
	}
	return p, nil
}

// traceStates are what a carrier may say after the parcel was handed in.
var traceStates = []string{traceAccept, traceTransport, traceDelivering, traceAgentSign, traceSign, traceFailed}

// traceAct is the carrier telling of a parcel.
func (s *Server) traceAct(o *order, in *orderAct, now time.Time) error {
	p := o.parcelOf(in.LogisticsID)
	switch {
	case p == nil || p.Type == "2":
		return notFound("parcel with a carrier")
	case !slices.Contains(traceStates, in.Status):
		return badInput("status must be one of %v", traceStates)
	}
	s.trace(o, p, in.Status, in.Remark, now)
	return nil
}

// mailNoAct is the seller correcting carrier or number of a parcel.
func (s *Server) mailNoAct(o *order, in *orderAct, now time.Time) error {
	p, k := o.parcelOf(in.LogisticsID), carrierBy(in.CpCode)
	switch {
	case p == nil:
		return notFound("parcel")
	case k == nil || in.MailNo == "":
		return badInput("cpCode must be a carrier's, mailNo is needed")
	}
	s.changeMailNo(o, p, k, in.MailNo, now)
	return nil
}

// priceAct is the seller changing what an unpaid order costs. A discount is computed
// from the original amounts and replaces a former one, a promotion's too.
func (s *Server) priceAct(o *order, in *orderAct, now time.Time) error {
	switch {
	case o.Status != orderWaitPay:
		return o.allowed(false)
	case o.PreOrder != nil:
		return badInput("the amount of this order is changed by adjusting its pre-order")
	case in.Discount != nil && len(in.Lines) > 0:
		return badInput("give discount or lines")
	}
	next := *o
	next.Lines = slices.Clone(o.Lines)
	set(&next.Shipping, in.ShippingFee)
	if in.Discount != nil {
		if *in.Discount < -maxPostFee || *in.Discount > maxPostFee {
			return badInput("discount is out of range")
		}
		next.spread(*in.Discount)
	}
	for _, d := range in.Lines {
		at := slices.IndexFunc(next.Lines, func(l orderLine) bool { return l.SubID == int64(d.SubID) })
		if at < 0 || d.Discount > maxPostFee {
			return badInput("there is no line %d, or its discount is out of range", d.SubID)
		}
		next.Lines[at].Discount = d.Discount
	}
	for i := range next.Lines {
		if l := &next.Lines[i]; l.gross()+l.Discount < 0 {
			return badInput("line %d would cost less than nothing", l.SubID)
		}
	}
	if next.Shipping < 0 || next.Shipping > maxPostFee || next.total() < 1 {
		return badInput("shippingFee is out of range, or nothing would be left to pay")
	}
	o.Lines, o.Shipping, o.Modified = next.Lines, next.Shipping, now
	s.changed(topicPrice, o, now)
	return nil
}

// addressAct is the seller changing where an order goes that is not sent yet.
func (s *Server) addressAct(o *order, in *orderAct, now time.Time) error {
	if (o.Status != orderWaitPay && o.Status != orderWaitSend) || len(o.Parcels) > 0 {
		return o.allowed(false)
	}
	if in.Receiver == nil {
		return badInput("receiver is missing")
	}
	if r := in.Receiver.complete(); r != nil {
		return badInput("%s", r.text)
	}
	o.Receiver, o.Modified = *in.Receiver, now
	s.changed(topicAddress, o, now)
	return nil
}
