package paying

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/purchase"
)

// bookTx books money that moved for a purchase order: a payment settles what is owed for
// its goods, the oldest first, and is an advance for the order beyond that; a refund
// settles what the supplier owes for returned goods, then gives advances of the order
// back. The caller holds the order's row and writes m.
func (s *Service) bookTx(ctx context.Context, tx *db.Tx, m *Money, o *purchase.Owing, fund db.ID, date db.Date, note string) error {
	p := finance.Payment{
		SupplierID: o.SupplierID, FundAccountID: fund, Date: date, Amount: m.Amount, SourceKind: moneySource, SourceID: m.BookingID, OrderID: o.ID, Note: note,
	}
	open, err := s.finance.OpenPayablesTx(ctx, tx, o.Docs)
	if err != nil {
		return err
	}
	if m.Amount > 0 {
		left := m.Amount
		for _, id := range o.Docs {
			if part := min(left, open[id]); part > 0 {
				p.Allocations, left = append(p.Allocations, finance.Allocation{DocID: id, Amount: part}), left.Sub(part)
			}
		}
	} else if err := s.refundTx(ctx, tx, &p, o, open); err != nil {
		return err
	}
	id, no, err := s.finance.PayTx(ctx, tx, p)
	if err != nil {
		return err
	}
	m.State, m.Reason, m.PaymentID, m.FundAccountID = MoneyBooked, nil, id, fund
	if m.Fee == 0 {
		return nil
	}
	return s.feeTx(ctx, tx, m, id, no, date, m.Fee)
}

// refundTx says what a refund gives back, or refuses when there is nothing for all of it.
func (s *Service) refundTx(ctx context.Context, tx *db.Tx, p *finance.Payment, o *purchase.Owing, open map[db.ID]dec.Amount) error {
	p.Kind = finance.KindSupplierRefund
	left := p.Amount.Neg()
	for _, id := range o.Docs {
		if part := min(left, open[id].Neg()); part > 0 {
			p.Allocations, left = append(p.Allocations, finance.Allocation{DocID: id, Amount: part.Neg()}), left.Sub(part)
		}
	}
	advances, err := s.finance.OrderAdvancesTx(ctx, tx, o.ID)
	if err != nil {
		return err
	}
	rest, err := s.finance.AdvancesLeftTx(ctx, tx, advances)
	if err != nil {
		return err
	}
	for _, id := range advances {
		if part := min(left, rest[id]); part > 0 {
			p.Advances, left = append(p.Advances, finance.PaymentDraw{PaymentID: id, Amount: part}), left.Sub(part)
		}
	}
	if left > 0 {
		return ErrRefundOpen.With("no", o.No, "left", left)
	}
	return nil
}

// feeTx books what a bank charged for a payment; below zero takes that back.
func (s *Service) feeTx(ctx context.Context, tx *db.Tx, m *Money, payment db.ID, no string, date db.Date, fee dec.Amount) error {
	fund, err := s.finance.FundAccountTx(ctx, tx, m.FundAccountID)
	if err != nil {
		return err
	}
	return s.finance.PostTx(ctx, tx, finance.Entry{DocKind: string(finance.KindPayment), DocID: payment, DocNo: no, Date: date, Lines: []finance.EntryLine{
		{Account: finance.AccountFinanceCost, Amount: fee.Cost()},
		{Account: fund.Account, FundAccountID: fund.ID, Amount: fee.Neg().Cost()},
	}})
}

// reversed is told of each payment that was taken back in the books. A cashier's payment
// was none, and its request waits for one again; what 1688 says was paid is held until it
// is booked anew.
func (s *Service) reversed(ctx context.Context, tx *db.Tx, r finance.Reversed) error {
	if r.SourceKind != moneySource {
		return nil
	}
	list, err := moneyTx(ctx, tx, "booking_id = ?", []any{r.SourceID}, tx.ForUpdate())
	if err != nil || len(list) == 0 || list[0].State != MoneyBooked {
		return err
	}
	m := list[0]
	if m.Fee != 0 {
		if err := s.feeTx(ctx, tx, m, r.Counter, r.No, r.Date, m.Fee.Neg()); err != nil {
			return err
		}
	}
	m.PaymentID, m.BookingID = 0, tx.NewID()
	if m.Kind != MoneyCashier {
		m.State, m.Reason = MoneyHeld, ErrBookedAway
		return keepMoneyTx(ctx, tx, "unbook", m)
	}
	m.State = MoneyTakenBack
	if err := keepMoneyTx(ctx, tx, "take_back", m); err != nil {
		return err
	}
	return s.unpayTx(ctx, tx, m)
}

// unpayTx lets the request of a payment that was none wait for one again.
func (s *Service) unpayTx(ctx context.Context, tx *db.Tx, m *Money) error {
	if m.RequestID == 0 {
		return nil
	}
	r, err := requestTx(ctx, tx, m.RequestID, tx.ForUpdate())
	if err != nil {
		return err
	}
	before := r.summary()
	for i := range r.Lines {
		if l := &r.Lines[i]; l.ID == m.LineID {
			l.Paid = l.Paid.Sub(m.Amount)
		}
	}
	if r.State == StatePaid {
		r.State, r.PaidAt = StateApproved, db.Time{}
	}
	return s.keepTx(ctx, tx, "take_back", before, r)
}

// pay counts money as paid on a line of a locked request; the request is paid when
// nothing is left.
func (r *Request) pay(line db.ID, amount dec.Amount, at db.Time) {
	for i := range r.Lines {
		if l := &r.Lines[i]; l.ID == line {
			l.Paid = l.Paid.Add(amount)
		}
	}
	if r.Left() == 0 {
		r.State, r.PaidAt = StatePaid, at
	}
}

// TakeBack takes a payment of a cashier back by a counter-payment of today.
func (s *Service) TakeBack(ctx context.Context, sc db.Scope, id db.ID, version int64, note string) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		m, err := oneMoneyTx(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case m.Version != version:
			return fault.ErrStale
		case m.State != MoneyBooked:
			return ErrMoneyState.With("state", m.State)
		}
		_, _, err = s.finance.ReversePaymentTx(ctx, tx, m.PaymentID, "", note)
		return err
	})
}
