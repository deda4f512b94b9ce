package preorder

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// How 1688 is asked about attempts.
const (
	listPage = 20
	// maxPages bounds a walk through the list: 20,000 pre-orders.
	maxPages = 1000
	// clockDoubt is how much longer ago than ours an attempt may be by the clock of
	// 1688, as ours may have been put right meanwhile.
	clockDoubt = 6 * time.Hour
)

// ErrListTooLong has the parameter pages.
var ErrListTooLong = fault.Define(fault.Conflict, "preorder.list_too_long",
	fault.ZH("翻了 {pages} 页 1688 预订单，还没翻完，无法确认这张是否已生成", "在 1688 后台按备注里的标记查一下；系统也会继续核实"),
	fault.EN("{pages} pages of pre-orders on 1688 were read without coming to the end, so it is not known whether this one exists", "Look for its mark in the remarks on 1688; the check goes on by itself"))

var errSamePage = errors.New("1688 gives the same page of pre-orders again")

// look is what one visit to 1688 showed.
type look struct {
	orders  map[string]*open1688.PreOrder   // by pre-order id
	formals map[string]open1688.OrderStatus // by formal order id, where it was asked
	now     time.Time                       // 1688's clock; zero when it did not tell
	began   time.Time                       // by ours
}

// visit asks 1688 about attempts of a pre-order: those with an id by it, the
// others by their tokens, in one walk through the list. Whatever carries the token of
// any attempt in list is taken along.
func (s *Service) visit(ctx context.Context, sc db.Scope, p *Preorder, list, about []*Attempt) (*look, error) {
	l := &look{}
	began := s.db.Now()
	err := s.shops.Call(ctx, sc, p.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		*l = look{orders: map[string]*open1688.PreOrder{}, formals: map[string]open1688.OrderStatus{}, began: began}
		var lost []*Attempt
		for _, a := range about {
			if a.PlatformID == "" {
				lost = append(lost, a)
				continue
			}
			page, resp, err := c.PreOrder.List(ctx, token, open1688.PreOrderListRequest{OrderID: open1688.ID(a.PlatformID)})
			if err != nil {
				return err
			}
			l.clock(resp)
			for i := range page.Orders { // the platform may ignore a filter
				if o := &page.Orders[i]; o.ID.String() == a.PlatformID {
					l.orders[a.PlatformID] = o
				}
			}
		}
		if len(lost) > 0 {
			if err := s.search(ctx, c, token, l, list, lost); err != nil {
				return err
			}
		}
		if l.now.IsZero() {
			if now, _, err := c.System.CurrentTime(ctx); err == nil {
				l.now = now
			}
		}
		s.askFormals(ctx, c, token, l, about)
		return nil
	})
	return l, err
}

// clock takes the time of 1688 from an answer.
func (l *look) clock(resp *open1688.Response) {
	if resp == nil || !l.now.IsZero() {
		return
	}
	if t, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		l.now = t
	}
}

// search walks the shop's pre-orders for the tokens of attempts. Their order is
// not documented: see tail for when the rest can be left out.
func (s *Service) search(ctx context.Context, c *open1688.Client, token open1688.Token, l *look, list, lost []*Attempt) error {
	missing := map[string]bool{}
	first := s.db.Now()
	began := first
	for _, a := range lost {
		missing[a.Token] = true
		if a.StartedAt.Before(began) {
			began = a.StartedAt.Time
		}
	}
	var rest tail
	var previous open1688.ID
	for page := 1; page <= maxPages; page++ {
		got, resp, err := c.PreOrder.List(ctx, token, open1688.PreOrderListRequest{PageIndex: page, PageSize: listPage})
		if err != nil {
			return err
		}
		l.clock(resp)
		if page == 1 && !l.now.IsZero() && began.Before(first) {
			rest.oldest = l.now.Add(-first.Sub(began) - clockDoubt)
		}
		for i := range got.Orders {
			o := &got.Orders[i]
			for _, a := range list {
				if carries(o.Remark, a.Token) {
					l.orders[o.ID.String()] = o
					delete(missing, a.Token)
				}
			}
		}
		switch {
		case len(missing) == 0, len(got.Orders) == 0, got.TotalCount > 0 && int64(page)*listPage >= got.TotalCount, rest.past(got.Orders):
			return nil
		case got.Orders[0].ID == previous:
			return errSamePage
		}
		previous = got.Orders[0].ID
	}
	return ErrListTooLong.With("pages", maxPages)
}

// tail judges whether what is still to come of a list is too old to matter. Only
// a list whose every entry so far is older than the one before, over a full page
// at least, is believed to run on like that.
type tail struct {
	oldest time.Time // what is older does not matter; zero when that is not known
	last   time.Time
	mixed  bool
}

func (t *tail) past(page []open1688.PreOrder) bool {
	for i := range page {
		made := page[i].GmtCreate.Time
		if made.IsZero() || (!t.last.IsZero() && !made.Before(t.last)) {
			t.mixed = true
		}
		t.last = made
	}
	return !t.mixed && len(page) >= listPage && !t.oldest.IsZero() && t.last.Before(t.oldest)
}

// askFormals asks for the formal orders of attempts whose pre-order alone does not
// tell whether it can still be paid: it is gone, past its time, or was given up.
// Without an answer nothing is concluded.
func (s *Service) askFormals(ctx context.Context, c *open1688.Client, token open1688.Token, l *look, about []*Attempt) {
	for _, a := range about {
		o := l.orders[a.PlatformID]
		id := a.OrderID
		if o != nil {
			if statusOf(o) != open1688.PreOrderFormal {
				continue
			}
			id = formalOf(o)
		}
		if id == "" || !a.PaidAt.IsZero() || (o != nil && a.State == AttemptCreated && !l.now.After(o.GmtCreate.Add(payWithin))) {
			continue
		}
		order, _, err := c.Trade.GetSellerOrder(ctx, token, open1688.SellerOrderRequest{OrderID: open1688.ID(id)})
		if err != nil {
			s.log.InfoContext(ctx, "formal order of a pre-order cannot be read", "doc", a.ID, "err", err)
			continue
		}
		l.formals[id] = order.BaseInfo.Status
	}
}

// noStatus is the status of a pre-order whose answer leaves it out.
const noStatus open1688.PreOrderStatus = -1

func statusOf(o *open1688.PreOrder) open1688.PreOrderStatus {
	if o == nil || o.Status == nil {
		return noStatus
	}
	return *o.Status
}

// formalOf is the id of the formal order made from a pre-order, if any.
func formalOf(o *open1688.PreOrder) string {
	if o.BizOrderID == "0" {
		return ""
	}
	return o.BizOrderID.String()
}

// closed tells whether the formal order of an attempt is known to be closed.
func (l *look) closed(a *Attempt) bool {
	st := l.formals[a.OrderID]
	return st == open1688.OrderCancel || st == open1688.OrderTerminated
}

// settled tells whether the formal order of an attempt is known to be paid.
func (l *look) settled(a *Attempt) bool {
	switch l.formals[a.OrderID] { //nolint:exhaustive // all others are not, or not known
	case open1688.OrderWaitSellerSend, open1688.OrderWaitBuyerReceive, open1688.OrderWaitBuyerSign, open1688.OrderWaitLogistics,
		open1688.OrderSignInSuccess, open1688.OrderConfirmGoods, open1688.OrderSuccess:
		return true
	}
	return false
}
