package paying

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/platform"
)

// fact is told what is new about orders on 1688, in the transaction that keeps it. What
// was paid or given back becomes money to be booked, by a job of its own, so that nothing
// of the books can keep the order from being followed; what requests ask for follows the
// price.
func (s *Service) fact(ctx context.Context, tx *db.Tx, f platform.Fact) error {
	if f.PurchaseOrder == 0 {
		return nil
	}
	switch f.Kind {
	case platform.FactPaid, platform.FactRefunded, platform.FactLinked, platform.FactPriceChanged, platform.FactClosed:
	case platform.FactAppeared, platform.FactShipped, platform.FactReceived, platform.FactUnlinked:
		return nil
	}
	if err := awaitTx(ctx, tx, f.PurchaseOrder); err != nil {
		return err
	}
	orders, err := s.platform.OfPurchaseOrdersTx(ctx, tx, []db.ID{f.PurchaseOrder})
	if err != nil {
		return err
	}
	list := orders[f.PurchaseOrder]
	for i := range list {
		if list[i].ID != f.Order {
			continue
		}
		if err := movedTx(ctx, tx, &list[i]); err != nil {
			return err
		}
		if err := s.moneyOfTx(ctx, tx, &list[i], f); err != nil {
			return err
		}
	}
	return s.followTx(ctx, tx, f.PurchaseOrder, list, f.Kind == platform.FactClosed)
}

// awaitTx holds the rows of a purchase order and of the requests that pay for it on 1688
// until the commit, so that what is read of its orders there and of the requests is as
// others left it who are told of another of those orders, or make a request, at the same
// time. The requests come first, as where people act on them; a link that is being made
// has the order already, and one of the two is tried again.
func awaitTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	if _, err := platformRequestsTx(ctx, tx, order); err != nil {
		return err
	}
	if _, err := tx.Row(ctx, "SELECT 1 FROM purchase_order WHERE tenant_id = ? AND id = ?"+tx.ForNoKeyUpdate(), []any{tx.Tenant, order}, new(int)); err != nil {
		return fmt.Errorf("wait for a purchase order: %w", err)
	}
	return nil
}

// movedTx lets money that was written down for another purchase order follow the order on
// 1688 when a wrong link was put right. What is booked is taken back and booked anew by a
// job, since the books may refuse that.
func movedTx(ctx context.Context, tx *db.Tx, o *platform.Order) error {
	list, err := moneyTx(ctx, tx, "platform_order_id = ? AND order_id <> ? AND state IN ('held', 'booked')", []any{o.ID, o.PurchaseOrder}, tx.ForUpdate())
	if err != nil {
		return err
	}
	for _, m := range list {
		if m.State == MoneyHeld {
			m.OrderID = o.PurchaseOrder
			if err := keepMoneyTx(ctx, tx, "move", m); err != nil {
				return err
			}
		}
		if err := jobs.EnqueueTx(ctx, tx, bookArgs{MoneyID: m.ID, Order: o.PurchaseOrder}, jobs.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// moneyOfTx writes down what 1688 says has moved of an order and was not written down
// before. Whoever tells it holds the order's row, so each stage is written once.
func (s *Service) moneyOfTx(ctx context.Context, tx *db.Tx, o *platform.Order, f platform.Fact) error {
	known, stage := map[MoneyKind]dec.Amount{}, map[MoneyKind]int64{}
	err := tx.Each(ctx, "SELECT kind, SUM(amount), MAX(stage) FROM order_payment WHERE tenant_id = ? AND platform_order_id = ? GROUP BY kind", []any{tx.Tenant, o.ID}, func(rows *sql.Rows) error {
		var (
			kind MoneyKind
			sum  dec.Amount
			last int64
		)
		err := rows.Scan(&kind, &sum, &last)
		known[kind], stage[kind] = sum, last
		return err
	})
	if err != nil {
		return fmt.Errorf("read what is known to be paid of order %s: %w", o.PlatformID, err)
	}
	moved := func(kind MoneyKind, amount dec.Amount, at db.Time) error {
		if at.IsZero() {
			at = db.At(f.At)
		}
		m := &Money{
			Kind: kind, OrderID: o.PurchaseOrder, PlatformOrder: o.ID, Stage: stage[kind] + 1, Amount: amount, HappenedAt: at, State: MoneyHeld,
		}
		if kind == MoneyPlatform {
			if err := s.paidTx(ctx, tx, m); err != nil {
				return err
			}
		}
		if err := insertMoneyTx(ctx, tx, m); err != nil {
			return err
		}
		if err := toldTx(ctx, tx, "create", m); err != nil {
			return err
		}
		return jobs.EnqueueTx(ctx, tx, bookArgs{MoneyID: m.ID}, jobs.Options{})
	}
	if more := o.Paid.Sub(known[MoneyPlatform]); more > 0 {
		if err := moved(MoneyPlatform, more, o.PaidAt); err != nil {
			return err
		}
	}
	if more := o.Refund.Add(known[MoneyRefund]); more > 0 {
		return moved(MoneyRefund, more.Neg(), db.Time{})
	}
	return nil
}

// paidTx finds the request that a payment on 1688 answers, and counts it there; an
// attempt to pay without password has ended well.
func (s *Service) paidTx(ctx context.Context, tx *db.Tx, m *Money) error {
	list, err := platformRequestsTx(ctx, tx, m.OrderID)
	if err != nil {
		return err
	}
	if err := endAttemptTx(ctx, tx, m.PlatformOrder); err != nil { // whoever starts one holds the request
		return err
	}
	var best *Request
	for _, r := range list {
		if best == nil || (r.State == StateApproved && best.State != StateApproved) {
			best = r
		}
	}
	if best == nil {
		return nil
	}
	before := best.summary()
	unapproved := best.State != StateApproved
	for i := range best.Lines {
		if l := &best.Lines[i]; l.OrderID == m.OrderID {
			m.RequestID, m.LineID = best.ID, l.ID
		}
	}
	best.pay(m.LineID, m.Amount, m.HappenedAt)
	if unapproved {
		best.Attention = ErrPaidUnapproved.With("no", best.No, "amount", m.Amount)
	}
	return s.keepTx(ctx, tx, "pay", before, best)
}

// platformRequestsTx gives the open requests that pay for a purchase order on 1688; their
// rows are held until the commit.
func platformRequestsTx(ctx context.Context, tx *db.Tx, order db.ID) ([]*Request, error) {
	return requestsTx(ctx, tx, `state IN ('draft', 'submitted', 'approved_once', 'approved') AND pay_method = '1688'
		AND id IN (SELECT request_id FROM payment_request_line WHERE tenant_id = ? AND order_id = ?)`, []any{tx.Tenant, order}, tx.ForUpdate())
}

// followTx lets what requests ask for a purchase order follow what 1688 asks for. An
// order that was cancelled is for people to deal with: it only keeps the request from
// being paid.
func (s *Service) followTx(ctx context.Context, tx *db.Tx, order db.ID, orders []platform.Order, closed bool) error {
	if len(orders) == 0 {
		return nil
	}
	list, err := platformRequestsTx(ctx, tx, order)
	if err != nil {
		return err
	}
	for _, r := range list {
		before := r.summary()
		changed, err := s.followOneTx(ctx, tx, r, order, orders, closed)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		if err := s.keepTx(ctx, tx, "follow", before, r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) followOneTx(ctx context.Context, tx *db.Tx, r *Request, order db.ID, orders []platform.Order, closed bool) (changed bool, err error) {
	var unpaid dec.Amount
	var gone string
	for i := range orders {
		unpaid = unpaid.Add(unpaidOf(&orders[i]))
		if orders[i].State == platform.StateClosed && orders[i].Paid < orders[i].Total {
			gone = orders[i].PlatformID
		}
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.OrderID != order || l.Left() == 0 && unpaid == 0 {
			continue
		}
		want := l.Paid.Add(unpaid)
		switch {
		case want == l.Amount:
			if r.blocked() {
				r.Attention, changed = nil, true
			}
		case gone != "" && (closed || unpaid == 0):
			r.Attention, changed = ErrGone.With("order", gone, "left", unpaid), true
		case unpaid > 0:
			if l.Was == nil {
				was := l.Amount
				l.Was = &was
			}
			l.Amount, changed = want, true
			if r.blocked() {
				r.Attention = nil
			}
		}
	}
	if changed && r.Attention == nil {
		r.sum()
		err = s.askAgainTx(ctx, tx, r)
	}
	return changed, err
}

// blocked tells whether an order of the request was cancelled on 1688.
func (r *Request) blocked() bool { return r.Attention != nil && r.Attention.Code == ErrGone.Code }

// askAgainTx voids the approvals of a request whose amount changed on 1688, unless the
// rise since they were given is one that the account set lets pass.
func (s *Service) askAgainTx(ctx context.Context, tx *db.Tx, r *Request) error {
	if r.State == StateDraft {
		return nil
	}
	setting, err := settingTx(ctx, tx)
	if err != nil {
		return err
	}
	var approved dec.Amount
	for i := range r.Lines {
		if was := r.Lines[i].Was; was != nil {
			approved = approved.Add(*was)
		} else {
			approved = approved.Add(r.Lines[i].Amount)
		}
	}
	r.ContentHash = r.hash()
	if setting.allows(approved, r.Amount) && r.State == StateApproved {
		return nil
	}
	policy, err := approval.PolicyTx(ctx, tx, docType)
	if err != nil {
		return err
	}
	if r.Levels = policy.Levels(r.Amount); r.Levels == 0 {
		r.State = StateApproved
		return nil
	}
	r.State = StateSubmitted
	r.ApprovedBy, r.Approved2By, r.ApprovedAt, r.Approved2At = 0, 0, db.Time{}, db.Time{}
	r.Attention = ErrRose.With("was", approved, "amount", r.Amount)
	return nil
}
