package paying

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// bookArgs asks for money that moved on 1688 to be booked.
type bookArgs struct {
	MoneyID db.ID `json:"moneyId"`
	// Order is the purchase order it turned out to be for, when it was booked for another.
	Order db.ID `json:"order,omitempty"`
}

// Kind names the job; it is a wire format.
func (bookArgs) Kind() string { return "paying.book" }

// bookJob books money that 1688 says has moved, or keeps why it cannot be. It may run
// twice: what is booked is not held any more, under the row's lock, and finance books a
// source once.
func (s *Service) bookJob(ctx context.Context, sc db.Scope, j jobs.Job[bookArgs]) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		move, err := j.Args.standsTx(ctx, tx)
		if err != nil {
			return err
		}
		m, err := oneMoneyTx(ctx, tx, j.Args.MoneyID)
		if err != nil {
			return err
		}
		if m.State == MoneyBooked && move && j.Args.Order != m.OrderID {
			if _, _, err := s.finance.ReversePaymentTx(ctx, tx, m.PaymentID, "", ""); err != nil {
				return err // tried again; what forbids it is told with the job
			}
			if m, err = oneMoneyTx(ctx, tx, m.ID); err != nil {
				return err
			}
			m.OrderID = j.Args.Order
			if err := keepMoneyTx(ctx, tx, "move", m); err != nil {
				return err
			}
		}
		if m.State != MoneyHeld {
			return nil
		}
		return s.tryTx(ctx, tx, m, Booking{})
	})
}

// standsTx tells whether the order on 1688 is still linked with the purchase order that its
// money is to be moved to: the link may have been changed again while the job waited. Its
// row is held until the commit, before that of the money, as where links are changed.
func (a bookArgs) standsTx(ctx context.Context, tx *db.Tx) (bool, error) {
	if a.Order == 0 {
		return false, nil
	}
	found, err := tx.Row(ctx, `SELECT 1 FROM platform_order WHERE tenant_id = ? AND purchase_order_id = ?
		AND id = (SELECT platform_order_id FROM order_payment WHERE tenant_id = ? AND id = ?)`+tx.ForNoKeyUpdate(), []any{tx.Tenant, a.Order, tx.Tenant, a.MoneyID}, new(int))
	if err != nil {
		err = fmt.Errorf("ask what the order of a payment is linked with: %w", err)
	}
	return found, err
}

// Booking is how a person has held money booked. Zero values mean as set up: the fund
// account of the buyer account, the day it moved.
type Booking struct {
	FundAccountID db.ID
	Date          db.Date
	Anyway        bool // although the order seems paid already
}

// tryTx books money, or keeps why that is not possible; errors are of the database.
func (s *Service) tryTx(ctx context.Context, tx *db.Tx, m *Money, b Booking) error {
	ready, err := s.readyTx(ctx, tx, m, b)
	if e := fault.As(err); e != nil && e.Kind != fault.Internal {
		if m.Reason != nil && keepFault(m.Reason) == keepFault(e) {
			return nil // as before
		}
		m.Reason = e
		return keepMoneyTx(ctx, tx, "hold", m)
	}
	if err != nil {
		return err
	}
	return ready(ctx, tx)
}

// readyTx finds out all that is needed to book money, before anything is written.
func (s *Service) readyTx(ctx context.Context, tx *db.Tx, m *Money, b Booking) (book func(context.Context, *db.Tx) error, err error) {
	dues, err := s.dueTx(ctx, tx, []db.ID{m.OrderID}, 0, true)
	if err != nil {
		return nil, err
	}
	d := dues[m.OrderID]
	fund := b.FundAccountID
	if fund == 0 {
		account := d.accountOf(m.PlatformOrder)
		if account == 0 {
			return nil, ErrUnlinked.With("order", d.No)
		}
		if fund, err = s.fundOfTx(ctx, tx, account); err != nil {
			return nil, err
		}
	}
	if err := s.usableTx(ctx, tx, fund); err != nil {
		return nil, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	date := b.Date
	if date == "" {
		date = set.Today(m.HappenedAt)
	}
	if err := set.CheckNewDate(date, tx.Now); err != nil {
		return nil, err
	}
	if m.Amount > 0 && !b.Anyway {
		// What the cashier paid may be the same money: a person decides.
		var cashier dec.Amount
		if _, err := tx.Row(ctx, "SELECT COALESCE(SUM(amount), 0) FROM order_payment WHERE tenant_id = ? AND order_id = ? AND kind = 'cashier' AND state = 'booked'",
			[]any{tx.Tenant, m.OrderID}, &cashier); err != nil {
			return nil, err
		}
		if cashier > 0 && d.Paid > max(d.Total, d.Received, d.PlatformTotal()) {
			return nil, ErrPaidBefore.With("no", d.No, "amount", cashier)
		}
	}
	if m.Amount < 0 {
		open, err := s.finance.OpenPayablesTx(ctx, tx, d.Docs)
		if err != nil {
			return nil, err
		}
		if err := s.refundTx(ctx, tx, &finance.Payment{Amount: m.Amount}, &d.Owing, open); err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context, tx *db.Tx) error {
		if err := s.bookTx(ctx, tx, m, &d.Owing, fund, date, ""); err != nil {
			return err
		}
		return keepMoneyTx(ctx, tx, "book", m)
	}, nil
}

// accountOf is the buyer account of an order on 1688; zero when it does not belong to the
// purchase order any more.
func (d *Due) accountOf(order db.ID) db.ID {
	for i := range d.Orders {
		if d.Orders[i].ID == order {
			return d.Orders[i].AccountID
		}
	}
	return 0
}

// Book books held money as a person says; it tells why that is not possible.
func (s *Service) Book(ctx context.Context, sc db.Scope, id db.ID, version int64, b Booking) error {
	if b.FundAccountID != 0 {
		err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			var f fault.Fields
			if err := s.usableTx(ctx, tx, b.FundAccountID); err != nil && !f.AddErr("fundAccountId", err) {
				return err
			}
			return f.Err()
		})
		if err != nil {
			return err
		}
	}
	return s.held(ctx, sc, id, version, func(ctx context.Context, tx *db.Tx, m *Money) error {
		book, err := s.readyTx(ctx, tx, m, b)
		if err != nil {
			return err
		}
		return book(ctx, tx)
	})
}

// Dismiss puts held money aside, with the reason why it is not booked here.
func (s *Service) Dismiss(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) error {
	return s.held(ctx, sc, id, version, func(ctx context.Context, tx *db.Tx, m *Money) error {
		var f fault.Fields
		m.Note = requiredReason(&f, reason)
		if err := f.Err(); err != nil {
			return err
		}
		m.State = MoneyDismissed
		return keepMoneyTx(ctx, tx, "dismiss", m)
	})
}

func (s *Service) held(ctx context.Context, sc db.Scope, id db.ID, version int64, do func(context.Context, *db.Tx, *Money) error) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		m, err := oneMoneyTx(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case m.Version != version:
			return fault.ErrStale
		case m.State != MoneyHeld:
			return ErrMoneyState.With("state", m.State)
		}
		return do(ctx, tx, m)
	})
}

// sweepArgs has what is held tried again: a return that came since lets a refund be
// booked, a reopened period what lies in it.
type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "paying.sweep" }

// sweepJob may run twice: the second finds the jobs of the first.
func (s *Service) sweepJob(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, func(ctx context.Context, own db.Scope) error {
		return s.db.InTx(ctx, own, func(ctx context.Context, tx *db.Tx) error {
			if err := enqueueHeldTx(ctx, tx, ""); err != nil {
				return err
			}
			return enqueueAttemptsTx(ctx, tx)
		})
	})
}
