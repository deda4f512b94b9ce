package paying

import (
	"context"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// Payment is what a cashier paid of an approved request, by bank, in cash or by Alipay.
type Payment struct {
	FundAccountID db.ID
	Date          db.Date    // empty means today
	Fee           dec.Amount // what the bank charged on top
	Note          string
	Lines         []PaidLine // empty: all that is left
}

// PaidLine is what was paid for one line of a request.
type PaidLine struct {
	LineID db.ID
	Amount dec.Amount
}

// Pay books what a cashier paid. Each purchase order gets a payment of its own, which
// settles what is owed for its goods or is an advance for them.
func (s *Service) Pay(ctx context.Context, sc db.Scope, id db.ID, version int64, p Payment) (*Request, error) {
	return s.change(ctx, sc, id, version, "pay", func(ctx context.Context, tx *db.Tx, r *Request) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := s.payableTx(ctx, tx, r, set); err != nil {
			return err
		}
		if r.PayMethod == purchase.Pay1688 {
			return ErrPaidOn1688.With("no", r.No)
		}
		lines, err := s.paymentTx(ctx, tx, r, &p, set)
		if err != nil {
			return err
		}
		owing, err := s.purchases.OwingTx(ctx, tx, r.orderIDs(), true)
		if err != nil {
			return err
		}
		for i, paid := range lines {
			m := &Money{
				Kind: MoneyCashier, OrderID: paid.line.OrderID, Stage: 1, RequestID: r.ID, LineID: paid.line.ID, Amount: paid.amount, HappenedAt: tx.Now,
				State: MoneyHeld, Note: p.Note,
			}
			if i == 0 {
				m.Fee = p.Fee
			}
			if err := insertMoneyTx(ctx, tx, m); err != nil {
				return err
			}
			if err := s.bookTx(ctx, tx, m, owing[m.OrderID], p.FundAccountID, p.Date, p.Note); err != nil {
				return err
			}
			if err := keepMoneyTx(ctx, tx, "book", m); err != nil {
				return err
			}
			r.pay(m.LineID, m.Amount, tx.Now)
		}
		return nil
	})
}

// payableTx refuses a request that is not to be paid now, or not by this person.
func (s *Service) payableTx(ctx context.Context, tx *db.Tx, r *Request, set *tenant.Set) error {
	if r.State != StateApproved {
		return ErrState.With("no", r.No, "state", r.State)
	}
	if err := r.mayPay(set, tx.Actor.UserID); err != nil {
		return err
	}
	if r.Attention != nil {
		return r.Attention
	}
	return s.unchangedTx(ctx, tx, r)
}

// toPay is what is paid for a line.
type toPay struct {
	line   *Line
	amount dec.Amount
}

// paymentTx checks what a cashier entered.
func (s *Service) paymentTx(ctx context.Context, tx *db.Tx, r *Request, p *Payment, set *tenant.Set) ([]toPay, error) {
	var f fault.Fields
	p.Note = check.Text(&f, "note", p.Note, check.MaxNote)
	if p.Date == "" {
		p.Date = set.Today(tx.Now)
	}
	f.AddErr("date", set.CheckNewDate(p.Date, tx.Now))
	if p.Fee < 0 {
		f.Add("fee", fault.ErrNegative)
	}
	if p.FundAccountID == 0 {
		f.Add("fundAccountId", fault.ErrRequired)
	} else if err := s.usableTx(ctx, tx, p.FundAccountID); err != nil && !f.AddErr("fundAccountId", err) {
		return nil, err
	}
	var out []toPay
	if len(p.Lines) == 0 {
		for i := range r.Lines {
			if l := &r.Lines[i]; l.Left() > 0 {
				out = append(out, toPay{l, l.Left()})
			}
		}
		return out, f.Err()
	}
	seen := map[db.ID]bool{}
	for i, paid := range p.Lines {
		var line *Line
		for j := range r.Lines {
			if r.Lines[j].ID == paid.LineID && !seen[paid.LineID] {
				line = &r.Lines[j]
			}
		}
		seen[paid.LineID] = true
		switch {
		case line == nil:
			f.Add(at(i, "lineId"), ErrNoLine)
		case paid.Amount <= 0:
			f.Add(at(i, "amount"), fault.ErrPositive)
		case paid.Amount > line.Left():
			f.Add(at(i, "amount"), ErrOverRequest.With("left", line.Left(), "amount", paid.Amount))
		default:
			out = append(out, toPay{line, paid.Amount})
		}
	}
	return out, f.Err()
}

// usableTx refuses a fund account that does not exist or was switched off.
func (s *Service) usableTx(ctx context.Context, tx *db.Tx, fund db.ID) error {
	a, err := s.finance.FundAccountTx(ctx, tx, fund)
	if err == nil {
		err = a.Usable()
	}
	return err
}

// Finish ends a request that was paid in part: the rest is not paid any more.
func (s *Service) Finish(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Request, error) {
	return s.change(ctx, sc, id, version, "finish", func(ctx context.Context, tx *db.Tx, r *Request) error {
		if !r.State.open() || r.Paid == 0 {
			return ErrState.With("no", r.No, "state", r.State)
		}
		if err := r.notBeingPaidTx(ctx, tx); err != nil {
			return err
		}
		for i := range r.Lines {
			r.Lines[i].Amount = r.Lines[i].Paid
		}
		r.State, r.PaidAt, r.Attention = StatePaid, tx.Now, nil
		return nil
	})
}
