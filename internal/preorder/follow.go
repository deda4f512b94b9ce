package preorder

import (
	"context"
	"errors"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// Follow asks 1688 for the payment of a pre-order until it is paid or expired.
type Follow struct {
	PreorderID db.ID `json:"preorderId"`
}

// Kind names the job; it is a wire format.
func (Follow) Kind() string { return "preorder.follow" }

// followJob may run twice: it only reads from 1688, and what it finds is recorded
// under the row's lock once.
func (s *Service) followJob(ctx context.Context, sc db.Scope, j jobs.Job[Follow]) error {
	p, err := s.follow(ctx, sc, j.Args.PreorderID)
	switch {
	case errors.Is(err, ErrNotFound):
		return jobs.Cancel(err)
	case fault.As(err) != nil && fault.KindOf(err) == fault.Conflict: // a person must authorise the shop again
		return jobs.Snooze(s.waitForPerson)
	case err != nil:
		return err
	case !p.waitsForPayment():
		return nil
	}
	return jobs.Snooze(pollPause(s.db.Now().Sub(p.UpdatedAt.Time), s.db.Now().Sub(p.CreatedAt.Time)))
}

// pollPause is how long to wait before asking again: seconds while the customer
// stands at the counter or has just done something, then less and less.
func pollPause(sinceChange, age time.Duration) time.Duration {
	quiet := min(sinceChange, age)
	switch {
	case quiet < 3*time.Minute:
		return 3 * time.Second
	case quiet < 15*time.Minute:
		return 15 * time.Second
	case quiet < time.Hour:
		return time.Minute
	case quiet < 24*time.Hour:
		return 10 * time.Minute
	}
	return time.Hour
}

// follow asks 1688 once and records what it says.
func (s *Service) follow(ctx context.Context, sc db.Scope, id db.ID) (*Preorder, error) {
	var p *Preorder
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		p, err = getTx(ctx, tx, id, false)
		return err
	})
	if err != nil || !p.waitsForPayment() {
		return p, err
	}
	var seen *open1688.PreOrder
	err = s.shops.Call(ctx, sc, p.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		seen = nil
		page, _, err := c.PreOrder.List(ctx, token, open1688.PreOrderListRequest{OrderID: open1688.ID(p.PlatformID)})
		if err != nil {
			return err
		}
		for i := range page.Orders {
			if page.Orders[i].ID.String() == p.PlatformID {
				seen = &page.Orders[i]
			}
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if p, err = getTx(ctx, tx, id, true); err != nil || !p.waitsForPayment() {
			return err
		}
		return s.recordTx(ctx, tx, p, seen)
	})
	return p, err
}

// recordTx takes over what 1688 says of a pre-order.
func (s *Service) recordTx(ctx context.Context, tx *db.Tx, p *Preorder, seen *open1688.PreOrder) error {
	before := *p
	action := ""
	p.PolledAt = tx.Now
	if seen != nil {
		p.PayURL = seen.DetailURL
		if fen, known := seen.Payable(); known {
			p.Actual = dec.AmountFromFen(int64(fen))
		}
		if !seen.GmtCreate.IsZero() {
			p.ExpiresAt = db.At(seen.GmtCreate.Add(payWithin))
		}
		if seen.BizOrderID != "" && seen.BizOrderID != "0" {
			p.OrderID = seen.BizOrderID.String()
		}
	}
	switch {
	case seen != nil && seen.Status != nil && *seen.Status == open1688.PreOrderPaid:
		action = "paid"
		if err := s.paidTx(ctx, tx, p, seen); err != nil {
			return err
		}
	case p.ExpiresAt.Before(tx.Now.Time):
		action = "expire"
		if err := s.expireTx(ctx, tx, p); err != nil {
			return err
		}
	case seen != nil && seen.Status != nil && *seen.Status == open1688.PreOrderFormal:
		action, p.Pay = "ordered", PayOrdered
	}
	if p.Pay == before.Pay && p.PayURL == before.PayURL && p.OrderID == before.OrderID && p.Actual == before.Actual {
		// Nothing new: only note that we looked, so that the polling slows down.
		_, err := tx.Exec(ctx, "UPDATE preorder SET polled_at = ? WHERE tenant_id = ? AND id = ?", tx.Now, tx.Tenant, p.ID)
		return err
	}
	if err := updateTx(ctx, tx, p); err != nil {
		return err
	}
	if p.Pay == before.Pay {
		s.publishTx(tx, p)
		return nil
	}
	return s.savedTx(ctx, tx, action, p)
}

// paidTx posts the receipt of a paid pre-order against the sale's receivable.
// The receipt's source is the pre-order, so it is posted once.
func (s *Service) paidTx(ctx context.Context, tx *db.Tx, p *Preorder, seen *open1688.PreOrder) error {
	p.Pay, p.PaidAt = PayPaid, tx.Now
	if !seen.GmtModified.IsZero() {
		p.PaidAt = db.At(seen.GmtModified.Time)
	}
	if p.Actual <= 0 {
		return nil // the seller waived it all on 1688; the receivable stays open for a person
	}
	fund, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundEscrow)
	if err != nil {
		return err
	}
	r := finance.Receipt{
		CustomerID: p.CustomerID, FundAccountID: fund.ID, Amount: p.Actual,
		SourceKind: "preorder", SourceID: p.ID, ExcessToAdvance: true, Note: p.No + " 1688 " + p.PlatformID,
	}
	if p.Upload != UploadAbandoned { // a sale taken back owes nothing: the money is the customer's advance
		r.Allocations = []finance.Allocation{{DocID: p.SaleID, Amount: p.Actual}}
	}
	p.ReceiptID, p.ReceiptNo, err = s.finance.ReceiveTx(ctx, tx, r)
	return err
}

// expireTx ends the live attempt, so that the pre-order may be made again.
func (s *Service) expireTx(ctx context.Context, tx *db.Tx, p *Preorder) error {
	p.Pay = PayExpired
	a, err := liveAttemptTx(ctx, tx, p.ID)
	if err != nil || a == nil {
		return err
	}
	a.State = AttemptEnded
	return updateAttemptTx(ctx, tx, p.ID, a)
}
