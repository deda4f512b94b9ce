package paying

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Seen is a request as somebody has it on the screen.
type Seen struct {
	ID      db.ID
	Version int64
}

// Link is a page of 1688 on which the buyer pays for orders.
type Link struct {
	URL    string
	Orders []string // their numbers on 1688
	Amount dec.Amount
	Failed []string // that 1688 does not let be paid there
}

// payable are the orders on 1688 that approved requests pay for.
type payable struct {
	ids      []Seen
	requests []*Request
	account  db.ID
	orders   []payableOrder
	stale    []string // to be read before paying
}

type payableOrder struct {
	id         db.ID
	platformID string
	amount     dec.Amount
}

func (p *payable) amount() (sum dec.Amount) {
	for _, o := range p.orders {
		sum = sum.Add(o.amount)
	}
	return sum
}

// freshFor is how long what 1688 said of an order is good enough to pay by.
const freshFor = 30 * time.Second

// toPay finds the orders of approved requests and reads them on 1688, so that a price that
// rose or an order that was cancelled shows before anybody pays.
func (s *Service) toPay(ctx context.Context, sc db.Scope, ids []Seen, within tenant.DataScope) (*payable, error) {
	var p *payable
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		p, err = s.askTx(ctx, tx, ids, within)
		return err
	})
	if err != nil || len(p.stale) == 0 {
		return p, err
	}
	return p, channel.Explain(s.platform.Read(ctx, sc, p.account, p.stale...))
}

// askTx checks that requests may be paid on 1688 now, together, and by this person. An
// order that was read and has another price has changed the request, whose version then
// is not the one that was seen.
func (s *Service) askTx(ctx context.Context, tx *db.Tx, ids []Seen, within tenant.DataScope) (*payable, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	p := &payable{ids: ids}
	for _, seen := range ids {
		if err := visibleTx(ctx, tx, seen.ID, within); err != nil {
			return nil, err
		}
		r, err := requestTx(ctx, tx, seen.ID, tx.ForUpdate())
		if err != nil {
			return nil, err
		}
		if err := s.payableTx(ctx, tx, r, set); err != nil {
			return nil, err
		}
		switch {
		case r.Version != seen.Version:
			return nil, fault.ErrStale
		case r.PayMethod != purchase.Pay1688:
			return nil, ErrNotOn1688.With("no", r.No)
		case p.account != 0 && p.account != r.BuyerAccountID:
			return nil, ErrAccounts
		}
		p.account, p.requests = r.BuyerAccountID, append(p.requests, r)
		if err := s.ordersTx(ctx, tx, p, r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// ordersTx adds the unpaid orders on 1688 of a request. It refuses those that ask for more
// than is left of what was approved: 1688 takes no part of an order.
func (s *Service) ordersTx(ctx context.Context, tx *db.Tx, p *payable, r *Request) error {
	orders, err := s.platform.OfPurchaseOrdersTx(ctx, tx, r.orderIDs())
	if err != nil {
		return err
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		var unpaid dec.Amount
		for j := range orders[l.OrderID] {
			o := &orders[l.OrderID][j]
			if unpaidOf(o) == 0 {
				continue
			}
			unpaid = unpaid.Add(unpaidOf(o))
			p.orders = append(p.orders, payableOrder{o.ID, o.PlatformID, unpaidOf(o)})
			if tx.Now.Sub(o.ReadAt.Time) > freshFor {
				p.stale = append(p.stale, o.PlatformID)
			}
		}
		if left := l.Left(); unpaid == left || unpaid > 0 && unpaid < left {
			continue
		}
		owing, err := s.purchases.OwingTx(ctx, tx, []db.ID{l.OrderID}, false)
		if err != nil {
			return err
		}
		switch {
		case unpaid > 0:
			return ErrPlatformAmount.With("no", owing[l.OrderID].No, "amount", unpaid)
		case len(orders[l.OrderID]) == 0:
			return ErrNotPlaced.With("no", owing[l.OrderID].No)
		}
		return ErrAlreadyPaid.With("no", owing[l.OrderID].No)
	}
	return nil
}

// PayLinks gives the pages of 1688 on which the orders of approved requests are paid: one
// for up to 100 orders, or 30 with 跨境宝. Asking pays nothing; what is paid is seen in
// the orders.
func (s *Service) PayLinks(ctx context.Context, sc db.Scope, ids []Seen, within tenant.DataScope) ([]Link, error) {
	if _, err := s.toPay(ctx, sc, ids, within); err != nil {
		return nil, err
	}
	var (
		p     *payable
		cross bool
	)
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		if p, err = s.askTx(ctx, tx, ids, within); err != nil {
			return err
		}
		a, err := accountTx(ctx, tx, p.account)
		if err != nil {
			return err
		}
		cross = a.CrossBorder
		args, changes := []any{tx.Now, tx.Tenant}, make([]doc.Change, len(p.requests))
		for i, r := range p.requests {
			args = append(args, r.ID)
			changes[i] = doc.Change{Action: "ask_link", Entity: entity, EntityID: r.ID, EntityNo: r.No, After: map[string]any{"amount": r.Left()}}
		}
		if _, err := tx.Exec(ctx, "UPDATE payment_request SET asked_at = ? WHERE tenant_id = ? AND id IN "+db.Tuples(1, len(p.requests)), args...); err != nil {
			return fmt.Errorf("note that somebody goes to pay: %w", err)
		}
		if err := doc.AuditTx(ctx, tx, changes...); err != nil {
			return err
		}
		return jobs.EnqueueTx(ctx, tx, lookArgs{AccountID: p.account, Orders: p.numbers()}, jobs.Options{RunAt: tx.Now.Add(time.Minute)})
	})
	if err != nil {
		return nil, err
	}
	most := open1688.MaxPayOrders
	if cross {
		most = open1688.MaxCrossPayOrders
	}
	var out []Link
	for part := range slices.Chunk(p.orders, most) {
		link, err := s.link(ctx, sc, p.account, part, cross)
		if err != nil {
			return nil, channel.Explain(err)
		}
		out = append(out, link)
	}
	return out, nil
}

func (p *payable) numbers() []string {
	out := make([]string, len(p.orders))
	for i, o := range p.orders {
		out[i] = o.platformID
	}
	return out
}

// link asks 1688 for one page.
func (s *Service) link(ctx context.Context, sc db.Scope, account db.ID, orders []payableOrder, cross bool) (Link, error) {
	var (
		out    Link
		failed []open1688.ID
		req    open1688.PayURLRequest
	)
	for _, o := range orders {
		req.OrderIDs = append(req.OrderIDs, open1688.ID(o.platformID))
	}
	err := s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		if cross {
			reply, _, err := c.Trade.GetCrossPayURL(ctx, token, req)
			if err == nil {
				out.URL, failed = reply.PayURL, reply.FailedOrders
			}
			return err
		}
		reply, _, err := c.Trade.GetPayURL(ctx, token, req)
		if err == nil {
			out.URL, failed = reply.PayURL, reply.FailedOrders
		}
		return err
	})
	for _, o := range orders {
		if slices.Contains(failed, open1688.ID(o.platformID)) {
			out.Failed = append(out.Failed, o.platformID)
			continue
		}
		out.Orders, out.Amount = append(out.Orders, o.platformID), out.Amount.Add(o.amount)
	}
	return out, err
}

// lookArgs has orders read that somebody went to pay: the message may be late or lost.
type lookArgs struct {
	AccountID db.ID    `json:"accountId"`
	Orders    []string `json:"orders"`
	Round     int      `json:"round"`
}

// Kind names the job; it is a wire format.
func (lookArgs) Kind() string { return "paying.look" }

// lookPauses are the pauses between the readings of orders that somebody went to pay.
var lookPauses = []time.Duration{2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute}

// lookJob reads the orders that are still unpaid, and comes back for the rest. It may run
// twice: reading changes nothing but what 1688 says.
func (s *Service) lookJob(ctx context.Context, sc db.Scope, j jobs.Job[lookArgs]) error {
	var waiting []string
	unpaid := func() error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			waiting = nil
			list, err := s.platform.ByNumbersTx(ctx, tx, j.Args.AccountID, j.Args.Orders)
			for _, o := range list {
				if o.State == platform.StateUnpaid {
					waiting = append(waiting, o.PlatformID)
				}
			}
			return err
		})
	}
	if err := unpaid(); err != nil || len(waiting) == 0 {
		return err
	}
	if err := s.platform.Read(ctx, sc, j.Args.AccountID, waiting...); err != nil {
		return err
	}
	if err := unpaid(); err != nil || len(waiting) == 0 || j.Args.Round >= len(lookPauses) {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		next := lookArgs{AccountID: j.Args.AccountID, Orders: waiting, Round: j.Args.Round + 1}
		return jobs.EnqueueTx(ctx, tx, next, jobs.Options{RunAt: tx.Now.Add(lookPauses[j.Args.Round])})
	})
}

// CheckNow reads the orders of a request on 1688 because a person wants to know.
func (s *Service) CheckNow(ctx context.Context, sc db.Scope, id db.ID) error {
	var of map[db.ID][]string // by buyer account
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		of = map[db.ID][]string{}
		r, err := requestTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		orders, err := s.platform.OfPurchaseOrdersTx(ctx, tx, r.orderIDs())
		for _, list := range orders {
			for i := range list {
				of[list[i].AccountID] = append(of[list[i].AccountID], list[i].PlatformID)
			}
		}
		return err
	})
	for account, numbers := range of {
		err = errors.Join(err, s.platform.Read(ctx, sc, account, numbers...))
	}
	return channel.Explain(err)
}
