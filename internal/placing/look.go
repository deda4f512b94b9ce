package placing

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// How 1688 is asked about attempts.
const (
	listPage = 20
	// maxPages bounds a walk through the orders since an intent: 20,000 orders.
	maxPages = 1000
	// walkFor is how long orders are walked through for an attempt that was given up; after
	// that it is asked for by its number alone.
	walkFor = 24 * time.Hour
	// clockDoubt is how much before an intent orders are looked at by the clock of 1688,
	// blindDoubt where its clock is not known, since ours may have been put right meanwhile.
	clockDoubt = 30 * time.Minute
	blindDoubt = 6 * time.Hour
)

// ErrListTooLong has the parameter pages.
var ErrListTooLong = fault.Define(fault.Conflict, "placing.list_too_long",
	fault.ZH("翻了 {pages} 页 1688 订单，还没翻完，无法确认这一笔是否已下单", "到 1688 按留言里的标记查一下，再在这里决定；系统也会继续核实"),
	fault.EN("{pages} pages of orders on 1688 were read without coming to the end, so it is not known whether this one was made", "Look for its mark in the messages on 1688 and decide here; the check goes on by itself"))

var errSamePage = errors.New("1688 gives the same page of orders again")

// look is what one visit to 1688 showed of attempts.
type look struct {
	began   time.Time                   // by our clock
	now     time.Time                   // by that of 1688; zero when it did not tell
	found   map[db.ID][]*open1688.Order // by attempt: what carries its number or token
	similar []*open1688.Order           // what carries no number and no token
	seen    map[string]bool
}

// visit asks 1688 about attempts of an account: by number, then in one walk through the
// orders since the first of them by number and token.
func (s *Service) visit(ctx context.Context, sc db.Scope, account db.ID, about []*Attempt) (*look, error) {
	var l *look
	began := s.db.Now()
	err := s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		l = &look{began: began, found: map[db.ID][]*open1688.Order{}, seen: map[string]bool{}}
		missing := slices.Clone(about)
		for _, a := range about {
			page, resp, err := c.Trade.ListBuyerOrders(ctx, token, open1688.BuyerOrderListRequest{Page: 1, PageSize: listPage, OutOrderID: a.OutOrderID})
			if err != nil {
				return err
			}
			l.clock(resp)
			l.take(page.Orders, about)
		}
		missing = slices.DeleteFunc(missing, func(a *Attempt) bool {
			return len(l.found[a.ID]) > 0 || a.State == AttemptNotDone && began.Sub(a.StartedAt.Time) > walkFor
		})
		if len(missing) == 0 {
			return nil
		}
		return s.walk(ctx, c, token, l, about, missing)
	})
	return l, err
}

// walk reads all orders since the first of the attempts that are missing.
func (s *Service) walk(ctx context.Context, c *open1688.Client, token open1688.Token, l *look, about, missing []*Attempt) error {
	now := s.db.Now()
	first := now
	for _, a := range missing {
		if a.StartedAt.Before(first) {
			first = a.StartedAt.Time
		}
	}
	from := first.Add(-blindDoubt)
	if !l.now.IsZero() {
		from = l.now.Add(-now.Sub(first) - clockDoubt)
	}
	var previous open1688.ID
	var read int64
	for page := 1; page <= maxPages; page++ {
		got, _, err := c.Trade.ListBuyerOrders(ctx, token, open1688.BuyerOrderListRequest{Page: page, PageSize: listPage, CreateStartTime: open1688.Time{Time: from}})
		switch {
		case err != nil:
			return err
		case len(got.Orders) == 0:
			return nil
		case got.Orders[0].BaseInfo.OrderID() == previous:
			return errSamePage
		}
		previous = got.Orders[0].BaseInfo.OrderID()
		l.take(got.Orders, about)
		if read += int64(len(got.Orders)); got.TotalRecord > 0 && read >= got.TotalRecord { // pages may be shorter than asked
			return nil
		}
	}
	return ErrListTooLong.With("pages", maxPages)
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

// tokenForm is any attempt's mark in a message.
var tokenForm = regexp.MustCompile(`#[` + tokenLetters + `]{10}(\s|$)`)

// take sorts orders: what belongs to one of the attempts, and what may.
func (l *look) take(orders []open1688.Order, about []*Attempt) {
	for i := range orders {
		o := &orders[i]
		id := o.BaseInfo.OrderID().String()
		if l.seen[id] {
			continue
		}
		l.seen[id] = true
		at := slices.IndexFunc(about, func(a *Attempt) bool { return a.made(o) })
		switch {
		case at >= 0:
			a := about[at]
			l.found[a.ID] = append(l.found[a.ID], o)
		case o.BaseInfo.OutOrderID == "" && !tokenForm.MatchString(o.BaseInfo.BuyerFeedback) && !tokenForm.MatchString(o.BaseInfo.Remark):
			l.similar = append(l.similar, o)
		}
	}
}

// made tells whether an order is known to be the attempt's: by its number, or by its token.
func (a *Attempt) made(o *open1688.Order) bool {
	return o.BaseInfo.OutOrderID == a.OutOrderID || strings.Contains(o.BaseInfo.BuyerFeedback, a.Token) || strings.Contains(o.BaseInfo.Remark, a.Token)
}

// basket counts what is still to be found of a part.
type basket struct {
	cargo []Cargo
	left  []int64
}

func (p *Part) count() *basket {
	b := &basket{cargo: p.Cargo}
	for i := range p.Cargo {
		b.left = append(b.left, p.Cargo[i].Quantity)
	}
	return b
}

// take takes an order out of what is to be found, if all of it is there.
func (b *basket) take(o *open1688.Order) bool {
	left := slices.Clone(b.left)
	for i := range o.Lines {
		line := &o.Lines[i]
		offer, _ := line.ProductID.Int64() // what is no number is no offer of ours
		sku, _ := line.SKUID.Int64()
		n, err := line.Quantity.Int64()
		at := slices.IndexFunc(b.cargo, func(c Cargo) bool { return c.same(offer, line.SpecID, sku) })
		if err != nil || at < 0 || left[at] < n {
			return false
		}
		left[at] -= n
	}
	if len(o.Lines) == 0 {
		return false
	}
	b.left = left
	return true
}

// empty tells whether all of the part has been found.
func (b *basket) empty() bool {
	return !slices.ContainsFunc(b.left, func(n int64) bool { return n > 0 })
}

// parted splits cargo into what was found and what was not. A spec that was found in part
// counts as found: what is missing of it 1688 will not send.
func (b *basket) parted() (found, missing []Cargo) {
	for i, c := range b.cargo {
		if b.left[i] == c.Quantity {
			missing = append(missing, c)
		} else {
			found = append(found, c)
		}
	}
	return found, missing
}

// says tells whether all that an order says is what the part says of the same specs: 1688
// splits orders by spec, never a spec.
func (p *Part) says(o *open1688.Order) bool {
	b := p.count()
	if !b.take(o) {
		return false
	}
	for i := range b.cargo {
		if b.left[i] != 0 && b.left[i] != b.cargo[i].Quantity {
			return false
		}
	}
	return true
}

// fit tells which orders make up the part, the oldest first; the others are more than were
// wanted.
func (t *tried) fit(a *Attempt, orders []*open1688.Order, now db.Time) (made []*Made, b *basket) {
	orders = slices.Clone(orders)
	slices.SortStableFunc(orders, func(x, y *open1688.Order) int {
		if c := x.BaseInfo.CreateTime.Compare(y.BaseInfo.CreateTime.Time); c != 0 {
			return c
		}
		return strings.Compare(x.BaseInfo.OrderID().String(), y.BaseInfo.OrderID().String())
	})
	b = t.count()
	for _, o := range orders {
		m := &Made{AccountID: a.AccountID, PlatformID: o.BaseInfo.OrderID().String(), AttemptID: a.ID, PartID: t.ID, State: MadeTold, MadeAt: now}
		if total, err := o.BaseInfo.TotalAmount.Fen(); err == nil {
			m.Amount = new(fen(total))
		}
		m.Extra = !b.take(o)
		made = append(made, m)
	}
	return made, b
}

// candidates are orders that say what a part says, or a part of it, and that nothing shows
// to belong to anybody else.
func (l *look) candidates(p *Part) []Candidate {
	var out []Candidate
	for _, o := range l.similar {
		if !p.says(o) {
			continue
		}
		c := Candidate{PlatformID: o.BaseInfo.OrderID().String(), OrderedAt: db.At(o.BaseInfo.CreateTime.Time), Status: string(o.BaseInfo.Status), Seller: o.BaseInfo.SellerLoginID}
		if total, err := o.BaseInfo.TotalAmount.Fen(); err == nil {
			c.Total = dec.AmountFromFen(int64(total))
		}
		out = append(out, c)
	}
	return out
}
