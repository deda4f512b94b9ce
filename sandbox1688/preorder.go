package sandbox1688

import (
	"slices"
	"strings"
	"time"
)

// States of a pre-order (§5.8.2).
const (
	preWaiting = 0 // waiting for payment
	preOrdered = 1 // the buyer confirmed; a formal order exists and waits for payment
	prePaid    = 2
)

// preOrder is a bill made by a seller, paid by whoever scans its code.
type preOrder struct {
	ID            int64     `json:"id"`
	Seller        string    `json:"seller"` // loginId
	AppKey        string    `json:"appKey,omitempty"`
	Market        string    `json:"market,omitempty"`
	Status        int       `json:"status"`
	TotalFee      int64     `json:"totalFee,omitempty"`      // fen, goods
	PostFee       int64     `json:"postFee,omitempty"`       // fen
	AdjustFee     int64     `json:"adjustFee,omitempty"`     // fen, set by the seller before payment
	LogisticsType int       `json:"logisticsType,omitempty"` // 1 pick-up, 2 express
	Remark        string    `json:"remark,omitempty"`
	Items         []preItem `json:"items,omitempty"`
	OrderID       int64     `json:"orderId,omitempty"` // formal order, 0 until confirmed
	Buyer         string    `json:"buyer,omitempty"`   // loginId, empty until confirmed
	Scanner       string    `json:"scanner,omitempty"` // session that holds the code, empty until scanned
	Created       time.Time `json:"created,omitzero"`
	Modified      time.Time `json:"modified,omitzero"`
	Expires       time.Time `json:"expires,omitzero"`
	Retired       string    `json:"retired,omitempty"` // why it can no longer be paid: "expired", "cancelled"; empty while it lives
}

// preItem is a line of a pre-order. Title and picture are those of the moment.
type preItem struct {
	ID       int64       `json:"id"`
	OfferID  int64       `json:"offerId,omitempty"`
	SKUID    int64       `json:"skuId,omitempty"` // 0 for an offer without SKUs
	SpecID   string      `json:"specId,omitempty"`
	Title    string      `json:"title,omitempty"`
	Picture  string      `json:"picture,omitempty"`
	Cargo    string      `json:"cargo,omitempty"`    // 货号 of the offer
	SKUCargo string      `json:"skuCargo,omitempty"` // 单品货号
	Values   []Attribute `json:"values,omitempty"`
	Unit     string      `json:"unit,omitempty"`
	Amount   int64       `json:"amount,omitempty"`
	Price    int64       `json:"price,omitempty"` // fen
	Remark   string      `json:"remark,omitempty"`
}

// spec names the variant of a line.
func (i *preItem) spec() string {
	values := make([]string, len(i.Values))
	for n, a := range i.Values {
		values[n] = a.Value
	}
	return strings.Join(values, " / ")
}

func (p *preOrder) actual() int64 { return p.TotalFee + p.PostFee + p.AdjustFee }

// live says whether the pre-order can still lead to a payment.
func (p *preOrder) live() bool { return p.Retired == "" && p.Status != prePaid }

// preOrders holds all pre-orders.
type preOrders struct {
	byID     map[int64]*preOrder
	bySeller map[string][]int64 // ascending
	retired  []int64            // oldest first
	nextID   int64
	nextItem int64
}

func newPreOrders() preOrders {
	return preOrders{byID: map[int64]*preOrder{}, bySeller: map[string][]int64{}}
}

// addPreOrder takes p in and plans its expiry.
func (s *Server) addPreOrder(p *preOrder, now time.Time) {
	p.ID = s.pre.nextID
	s.pre.nextID += 7
	for i := range p.Items {
		p.Items[i].ID = s.pre.nextItem
		s.pre.nextItem++
	}
	p.Created, p.Modified, p.Expires = now, now, now.Add(s.switches.PreOrderTTL)
	s.pre.byID[p.ID] = p
	s.pre.bySeller[p.Seller] = append(s.pre.bySeller[p.Seller], p.ID)
	s.expireAt(p)
}

// expireAt plans the expiry of p for the moment it has now; a later one planned
// meanwhile overrules it.
func (s *Server) expireAt(p *preOrder) {
	s.at(p.Expires, func(now time.Time) {
		if !p.Expires.After(now) {
			s.retirePreOrder(p, "expired", now)
		}
	})
}

// retirePreOrder ends a pre-order that is not paid, and its formal order with it.
func (s *Server) retirePreOrder(p *preOrder, why string, now time.Time) {
	if !p.live() {
		return
	}
	p.Retired, p.Modified = why, now
	if o := s.sales.byID[p.OrderID]; o != nil && o.Status == orderWaitPay {
		by := closedBySystem
		if why == "cancelled" {
			by = closedBySeller
		}
		s.closeOrder(o, by, "other", now)
	}
	s.pre.retired = append(s.pre.retired, p.ID)
	if !s.switches.KeepRetired && len(s.pre.retired) > maxRetiredPreOrders {
		s.forgetPreOrder(s.pre.retired[0])
		s.pre.retired = s.pre.retired[1:]
	}
}

// forgetPreOrder frees what nobody can see any more through the gateway.
func (s *Server) forgetPreOrder(id int64) {
	p := s.pre.byID[id]
	if p == nil {
		return
	}
	delete(s.pre.byID, id)
	ids := s.pre.bySeller[p.Seller]
	if at, ok := slices.BinarySearch(ids, id); ok {
		s.pre.bySeller[p.Seller] = slices.Delete(ids, at, at+1)
	}
}

// Refusals of the scan-and-pay page and of the control API.
var (
	errPreOrderUnknown = pageError{"preorder_unknown", "预订单不存在", "there is no such pre-order"}
	errPreOrderExpired = pageError{"preorder_expired", "二维码已失效，请联系商家重新开单", "the pre-order expired or was cancelled"}
	errScannedByOther  = pageError{"preorder_locked", "该二维码已被其他人扫描，请联系商家重新开单", "the code is locked to another scanner"}
	errPreOrderPaid    = pageError{"preorder_paid", "该订单已支付", "the pre-order is paid"}
	errNotConfirmed    = pageError{"preorder_unconfirmed", "请先确认订单", "the pre-order has no formal order yet"}
	errBuyerUnknown    = pageError{"buyer_unknown", "请选择付款账号", "there is no such buyer account"}
	errBuyerIsSeller   = pageError{"buyer_is_seller", "不能购买自己的商品", "the seller cannot buy from itself"}
	errSoldOut         = pageError{"stock_short", "商品库存不足，请联系商家", "the stock no longer suffices"}
	errPayWay          = pageError{"pay_method", "请选择支付方式", "method must be alipay, bank, corporate, shegou or kjpay"}
	errAdjust          = pageError{"adjust_too_low", "调整后的金额必须大于0", "the amount after adjustment must be above zero"}
)

// pageError is a refusal with a text for the buyer and one for programs.
type pageError struct{ Code, Chinese, English string }

// Error implements error.
func (e pageError) Error() string { return e.English }

// scan locks the code to the first session that opens it.
func (s *Server) scan(id int64, session string, now time.Time) (*preOrder, error) {
	p := s.pre.byID[id]
	switch {
	case p == nil:
		return nil, errPreOrderUnknown
	case p.Scanner != "" && p.Scanner != session:
		return p, errScannedByOther
	case p.Retired != "":
		return p, errPreOrderExpired
	case p.Scanner == "":
		p.Scanner, p.Modified = session, now
	}
	return p, nil
}

// confirm makes the formal order: the scanner accepts the bill as buyer.
func (s *Server) confirm(p *preOrder, loginID string, now time.Time) error {
	buyer := s.account(loginID)
	switch {
	case p.Retired != "":
		return errPreOrderExpired
	case p.Status == prePaid:
		return errPreOrderPaid
	case p.Status == preOrdered:
		return nil // pressing twice changes nothing
	case buyer == nil:
		return errBuyerUnknown
	case loginID == p.Seller:
		return errBuyerIsSeller
	}
	o := s.orderFrom(p, buyer, now)
	if !s.stockSuffices(o) {
		return errSoldOut
	}
	s.placeOrder(o, now)
	if ttl := s.switches.FormalOrderTTL; ttl > 0 {
		p.Expires = now.Add(ttl)
		s.expireAt(p)
	}
	p.Status, p.OrderID, p.Buyer, p.Modified = preOrdered, o.ID, loginID, now
	return nil
}

// payPreOrder pays the formal order.
func (s *Server) payPreOrder(p *preOrder, method string, now time.Time) error {
	switch {
	case p.Retired != "":
		return errPreOrderExpired
	case p.Status == prePaid:
		return errPreOrderPaid
	case p.Status == preWaiting:
		return errNotConfirmed
	}
	return s.payOrder(s.sales.byID[p.OrderID], method, now)
}

// adjust sets the seller's change of the amount; it replaces a former one.
func (s *Server) adjust(p *preOrder, fen int64, now time.Time) error {
	switch {
	case p.Retired != "":
		return errPreOrderExpired
	case p.Status == prePaid:
		return errPreOrderPaid
	case p.TotalFee+p.PostFee+fen < 1 || fen > 100_000_000:
		return errAdjust
	}
	p.AdjustFee, p.Modified = fen, now
	if o := s.sales.byID[p.OrderID]; o != nil {
		o.spread(p.TotalFee - o.goods() + fen)
		o.Modified = now
		s.changed(topicPrice, o, now)
	}
	return nil
}
