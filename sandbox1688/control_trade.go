package sandbox1688

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// preOrderView is a pre-order in the control API. Amounts are fen; the order id is
// a text, because scripts in a browser cannot hold 19 digits.
type preOrderView struct {
	ID             int64         `json:"id"`
	Seller         string        `json:"seller"`
	Market         string        `json:"marketName"`
	Status         int           `json:"status"`
	State          string        `json:"state"` // waiting, ordered, paid, expired, cancelled
	TotalFee       int64         `json:"totalFee"`
	PostFee        int64         `json:"postFee"`
	AdjustFee      int64         `json:"adjustFee"`
	ActualTotalFee int64         `json:"actualTotalFee"`
	LogisticsType  int           `json:"logisticsType"`
	Remark         string        `json:"remark,omitempty"`
	OrderID        string        `json:"orderId,omitempty"`
	Buyer          string        `json:"buyer,omitempty"`
	Scanned        bool          `json:"scanned"`
	DetailURL      string        `json:"detailUrl"`
	Created        time.Time     `json:"created"`
	Expires        time.Time     `json:"expires"`
	Items          []preItemView `json:"items"`
}

type preItemView struct {
	OfferID int64  `json:"offerId"`
	SKUID   int64  `json:"skuId,omitempty"`
	Title   string `json:"title"`
	Spec    string `json:"spec,omitempty"`
	Amount  int64  `json:"amount"`
	Price   int64  `json:"price"`
}

func itemViews(items []preItem) []preItemView {
	list := make([]preItemView, len(items))
	for i, l := range items {
		list[i] = preItemView{l.OfferID, l.SKUID, l.Title, "", l.Amount, l.Price}
		for j, a := range l.Values {
			if j > 0 {
				list[i].Spec += " / "
			}
			list[i].Spec += a.Value
		}
	}
	return list
}

func (p *preOrder) state() string {
	if p.Retired != "" {
		return p.Retired
	}
	return []string{"waiting", "ordered", "paid"}[p.Status]
}

func viewPreOrder(c *controlCall, p *preOrder) preOrderView {
	v := preOrderView{
		ID: p.ID, Seller: p.Seller, Market: p.Market, Status: p.Status, State: p.state(), TotalFee: p.TotalFee, PostFee: p.PostFee, AdjustFee: p.AdjustFee,
		ActualTotalFee: p.actual(), LogisticsType: p.LogisticsType, Remark: p.Remark, Buyer: p.Buyer, Scanned: p.Scanner != "",
		DetailURL: detailURL(c.base, p.ID), Created: p.Created, Expires: p.Expires, Items: itemViews(p.Items),
	}
	if p.OrderID != 0 {
		v.OrderID = strconv.FormatInt(p.OrderID, 10)
	}
	return v
}

// controlPreOrders lists the latest pre-orders, retired ones included.
func (s *Server) controlPreOrders(c *controlCall) (any, error) {
	seller, state, limit := c.query("seller"), c.query("state"), min(c.number("limit", 100), 1000)
	var ids []int64
	for id, p := range s.pre.byID {
		if (seller == "" || seller == p.Seller) && (state == "" || state == p.state()) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	list := []preOrderView{}
	for _, id := range ids[:min(limit, len(ids))] {
		list = append(list, viewPreOrder(c, s.pre.byID[id]))
	}
	return list, nil
}

func (s *Server) controlPreOrder(c *controlCall) (any, error) {
	p := s.pre.byID[pathID(c.r)]
	if p == nil {
		return nil, notFound("pre-order")
	}
	return viewPreOrder(c, p), nil
}

// controlScanner is the session of a scan by the control API that names none.
const controlScanner = "control"

// controlPreOrderAct acts as the buyer (scan, confirm, pay), as the seller (adjust,
// cancel) or as time (expire). Confirm and pay act for whoever holds the code and do
// the steps before them when they are still to do.
func (s *Server) controlPreOrderAct(c *controlCall) (any, error) {
	in := struct {
		Session   string `json:"session"`
		Buyer     string `json:"buyer"`
		Method    string `json:"method"`
		AdjustFee int64  `json:"adjustFee"`
	}{Session: controlScanner, Method: "alipay"}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	p := s.pre.byID[pathID(c.r)]
	if p == nil {
		return nil, notFound("pre-order")
	}
	var err error
	switch c.r.PathValue("action") {
	case "scan":
		_, err = s.scan(p.ID, in.Session, c.now)
	case "confirm":
		err = s.confirmFor(p, in.Session, in.Buyer, c.now)
	case "pay":
		if err = s.confirmFor(p, in.Session, in.Buyer, c.now); err == nil {
			err = s.payPreOrder(p, in.Method, c.now)
		}
	case "adjust":
		err = s.adjust(p, in.AdjustFee, c.now)
	case "cancel", "expire":
		if !p.live() {
			return nil, errPreOrderExpired
		}
		why := map[string]string{"cancel": "cancelled", "expire": "expired"}[c.r.PathValue("action")]
		s.retirePreOrder(p, why, c.now)
	case "release":
		p.Scanner = ""
	default:
		return nil, notFound("action: scan, confirm, pay, adjust, cancel, expire or release")
	}
	if err != nil {
		return nil, err
	}
	return viewPreOrder(c, p), nil
}

func (s *Server) confirmFor(p *preOrder, session, buyer string, now time.Time) error {
	if p.Scanner != "" {
		session = p.Scanner
	}
	if _, err := s.scan(p.ID, session, now); err != nil {
		return err
	}
	if buyer == "" {
		for _, a := range s.accounts {
			if !a.Seller {
				buyer = a.LoginID
				break
			}
		}
	}
	return s.confirm(p, buyer, now)
}

type orderView struct {
	ID         string        `json:"id"`
	Seller     string        `json:"seller"`
	Buyer      string        `json:"buyer"`
	Status     string        `json:"status"`
	StatusText string        `json:"statusText"`
	Total      int64         `json:"total"` // fen
	PreOrderID int64         `json:"preOrderId,omitempty"`
	Created    time.Time     `json:"created"`
	Paid       time.Time     `json:"paid,omitzero"`
	PayWay     string        `json:"payWay,omitempty"`
	PickUp     bool          `json:"pickUp"`
	SellerMemo string        `json:"sellerMemo,omitempty"`
	Items      []preItemView `json:"items"`
	Parcels    []parcel      `json:"parcels,omitempty"`
	Delivered  time.Time     `json:"delivered,omitzero"` // all shipped; ten days later it confirms itself
	Confirmed  time.Time     `json:"confirmed,omitzero"`
	Refund     *refund       `json:"refund,omitempty"`
	Refunded   int64         `json:"refunded,omitempty"`
}

func viewOrder(o *order) orderView {
	v := orderView{
		ID: strconv.FormatInt(o.ID, 10), Seller: o.Seller, Buyer: o.Buyer, Status: o.Status, StatusText: statusTexts[o.Status], Total: o.total(),
		Created: o.Created, Paid: o.Paid, PayWay: o.PayWay.Text, PickUp: o.PickUp, SellerMemo: o.SellerMemo.Text, Parcels: o.Parcels,
		Delivered: o.Delivered, Confirmed: o.Confirmed, Refund: o.Refund, Refunded: o.Refunded,
	}
	if o.PreOrder != nil {
		v.PreOrderID = o.PreOrder.ID
	}
	items := make([]preItem, len(o.Lines))
	for i, l := range o.Lines {
		items[i] = l.preItem
	}
	v.Items = itemViews(items)
	return v
}

func (s *Server) controlOrders(c *controlCall) (any, error) {
	limit := min(c.number("limit", 100), 1000)
	var all []*order
	for _, o := range s.sales.byID {
		if seller := c.query("seller"); seller == "" || seller == o.Seller {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b *order) int { return cmp.Compare(b.ID, a.ID) })
	list := []orderView{}
	for _, o := range all[:min(limit, len(all))] {
		list = append(list, viewOrder(o))
	}
	return list, nil
}

func (s *Server) controlOrder(c *controlCall) (any, error) {
	o := s.sales.byID[pathID(c.r)]
	if o == nil {
		return nil, notFound("order")
	}
	return viewOrder(o), nil
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
	return viewOrder(o), nil
}

// controlOrderAct acts on a formal order: pay, cancel (as the buyer), ship
// (everything left; carrier and number, or handed over), confirm (receipt), ask-refund
// (as the buyer), agree-refund and close-refund.
func (s *Server) controlOrderAct(c *controlCall) (any, error) {
	in := struct {
		Method string `json:"method"`
		CpCode string `json:"cpCode"`
		MailNo string `json:"mailNo"`
		Amount int64  `json:"amount"` // fen, of a refund; zero for all
	}{Method: "alipay"}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	o := s.sales.byID[pathID(c.r)]
	if o == nil {
		return nil, notFound("order")
	}
	var err error
	fine := true
	switch c.r.PathValue("action") {
	case "pay":
		err = s.payOrder(o, in.Method, c.now)
	case "cancel":
		if fine = o.Status == orderWaitPay; fine {
			s.closeOrder(o, closedByBuyer, "buyerCancel", c.now)
		}
	case "ship":
		p := parcel{Type: "2", Condition: "4"}
		if at := slices.IndexFunc(carriers, func(k carrier) bool { return k.CompanyNo == in.CpCode }); at >= 0 && in.MailNo != "" {
			p = parcel{Type: "0", CarrierID: carriers[at].ID, CarrierNo: in.CpCode, CarrierName: carriers[at].CompanyName, MailNo: in.MailNo}
		}
		fine = s.shipAll(o, p, c.now)
	case "confirm":
		fine = s.confirmReceipt(o, c.now)
	case "ask-refund":
		fine = s.askRefund(o, in.Amount, c.now)
	case "agree-refund":
		fine = s.agreeRefund(o, c.now)
	case "close-refund":
		fine = s.closeRefund(o, buyerWithdrew, c.now)
	default:
		return nil, notFound("action: pay, cancel, ship, confirm, ask-refund, agree-refund or close-refund")
	}
	if err == nil && !fine {
		err = &controlError{409, "order_state", "the state of the order does not allow it: " + o.Status}
	}
	if err != nil {
		return nil, err
	}
	return viewOrder(o), nil
}
