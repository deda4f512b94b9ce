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
		list[i] = preItemView{l.OfferID, l.SKUID, l.Title, l.spec(), l.Amount, l.Price}
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
