package sandbox1688

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

type orderView struct {
	ID         string          `json:"id"`
	Seller     string          `json:"seller"`
	Buyer      string          `json:"buyer"`
	Status     string          `json:"status"`
	StatusText string          `json:"statusText"`
	Total      int64           `json:"total"` // fen
	PreOrderID int64           `json:"preOrderId,omitempty"`
	Created    time.Time       `json:"created"`
	Paid       time.Time       `json:"paid,omitzero"`
	PayWay     string          `json:"payWay,omitempty"`
	PickUp     bool            `json:"pickUp"`
	SellerMemo string          `json:"sellerMemo,omitempty"`
	BuyerMemo  string          `json:"buyerMemo,omitempty"`
	Feedback   string          `json:"feedback,omitempty"`
	OutOrderID string          `json:"outOrderId,omitempty"`
	TradeMode  string          `json:"tradeMode,omitempty"`
	Goods      int64           `json:"goods"`    // fen
	Discount   int64           `json:"discount"` // fen
	Shipping   int64           `json:"shippingFee"`
	Receiver   string          `json:"receiver,omitempty"`
	PayUntil   time.Time       `json:"payUntil,omitzero"`
	Items      []orderItemView `json:"items"`
	Parcels    []parcel        `json:"parcels,omitempty"`
	Delivered  time.Time       `json:"delivered,omitzero"` // all shipped; ten days later it confirms itself
	Confirmed  time.Time       `json:"confirmed,omitzero"`
	Refund     *refund         `json:"refund,omitempty"`
	Refunded   int64           `json:"refunded,omitempty"`
}

// orderItemView is a line with what its seller did to it.
type orderItemView struct {
	preItemView
	SubID    string `json:"subId"`
	Discount int64  `json:"discount,omitempty"`
	Left     int64  `json:"left,omitempty"` // to be sent
}

func (s *Server) viewOrder(o *order) orderView {
	v := orderView{
		ID: strconv.FormatInt(o.ID, 10), Seller: o.Seller, Buyer: o.Buyer, Status: o.Status, StatusText: statusTexts[o.Status], Total: o.total(),
		Created: o.Created, Paid: o.Paid, PayWay: o.PayWay.Text, PickUp: o.PickUp, SellerMemo: o.SellerMemo.Text, Parcels: o.Parcels,
		Delivered: o.Delivered, Confirmed: o.Confirmed, Refund: o.Refund, Refunded: o.Refunded,
		BuyerMemo: o.BuyerMemo.Text, Feedback: o.Feedback, OutOrderID: o.OutOrderID, TradeMode: o.TradeMode,
		Goods: o.goods(), Discount: o.discount(), Shipping: o.Shipping,
	}
	if r := s.receiverOf(o); !o.PickUp {
		v.Receiver = strings.Join([]string{r.Name, r.Mobile, r.place(), r.Town, r.Address.Street}, " ")
	}
	if o.Status == orderWaitPay {
		v.PayUntil = o.Created.Add(o.PayTimeout)
	}
	if o.PreOrder != nil {
		v.PreOrderID = o.PreOrder.ID
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		v.Items = append(v.Items, orderItemView{itemViews([]preItem{l.preItem})[0], strconv.FormatInt(l.SubID, 10), l.Discount, l.left()})
	}
	return v
}

func (s *Server) controlOrders(c *controlCall) (any, error) {
	limit := min(c.number("limit", 100), 1000)
	var all []*order
	for _, o := range s.sales.byID {
		seller, buyer := c.query("seller"), c.query("buyer")
		if (seller == "" || seller == o.Seller) && (buyer == "" || buyer == o.Buyer) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b *order) int { return cmp.Compare(b.ID, a.ID) })
	list := []orderView{}
	for _, o := range all[:min(limit, len(all))] {
		list = append(list, s.viewOrder(o))
	}
	return list, nil
}

func (s *Server) controlOrder(c *controlCall) (any, error) {
	o := s.sales.byID[pathID(c.r)]
	if o == nil {
		return nil, notFound("order")
	}
	return s.viewOrder(o), nil
}

// controlOrderAdd places an ordinary order, as a buyer does on the web site.
func (s *Server) controlOrderAdd(c *controlCall) (any, error) {
	var in struct {
		Seller   string         `json:"seller"`
		Buyer    string         `json:"buyer"`
		Shipping int64          `json:"shippingFee"` // fen
		Remark   string         `json:"remark"`
		Items    []preItemInput `json:"items"`
	}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	seller, buyer := s.account(in.Seller), s.account(in.Buyer)
	if seller == nil || buyer == nil || len(in.Items) == 0 || in.Shipping < 0 || in.Shipping > maxPostFee {
		return nil, badInput("seller, buyer and items are needed, shippingFee must not be negative")
	}
	// The checks are those of a pre-order, at list prices.
	as := &call{s: s, acct: seller, now: c.now, base: c.base}
	p := &preOrder{}
	offers := map[int64]*Offer{}
	for i, item := range in.Items {
		line, o, r := as.draftLine(i+1, item)
		if r != nil {
			return nil, badInput("%s %s", r.code, r.text)
		}
		offers[o.ID] = o
		p.Items = append(p.Items, line)
	}
	ofOffer, ofSKU := amounts(p.Items)
	for i := range p.Items {
		l := &p.Items[i]
		if l.Price == 0 {
			l.Price = max(offers[l.OfferID].listPrice(offers[l.OfferID].sku(l.SKUID), ofOffer[l.OfferID], ofSKU[l.SKUID]).Fen(), 1)
		}
	}
	if r := as.checkQuantities(p, offers); r != nil {
		return nil, badInput("%s %s", r.code, r.text)
	}
	o := s.newOrder(in.Seller, buyer, p.Items, c.now)
	o.Shipping, o.Remark = in.Shipping, in.Remark
	s.placeOrder(o, c.now)
	return s.viewOrder(o), nil
}
