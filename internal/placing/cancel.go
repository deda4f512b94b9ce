package placing

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/open1688"
)

var (
	// ErrNotPlaced is returned for a part of which nothing stands on 1688.
	ErrNotPlaced = fault.Define(fault.Conflict, "placing.not_placed",
		fault.ZH("这一笔没有可取消的 1688 订单", "刷新查看最新状态"),
		fault.EN("There is no 1688 order of this part to cancel", "Reload to see where it stands"))
	// ErrPaid has the parameter order.
	ErrPaid = fault.Define(fault.Conflict, "placing.paid",
		fault.ZH("1688 订单 {order} 已付款，不能取消", "到 1688 申请退款；退款成功、订单关闭后采购单会自动放开"),
		fault.EN("The 1688 order {order} is paid and cannot be cancelled", "Ask for a refund there; the purchase order is free once the order is closed"))
)

// CancelReasons are the reasons 1688 takes.
var CancelReasons = []open1688.CancelReason{open1688.CancelByBuyer, open1688.CancelOutOfStock, open1688.CancelOtherReasons}

// Cancel asks for the unpaid 1688 orders of a part to be cancelled; its lines are free when
// they are closed.
func (s *Service) Cancel(ctx context.Context, sc db.Scope, order, part db.ID, reason open1688.CancelReason, remark string) error {
	var f fault.Fields
	if !slices.Contains(CancelReasons, reason) {
		f.Add("reason", fault.ErrRequired)
	}
	if remark = check.Line(&f, "remark", remark, 200); remark == "" && reason == open1688.CancelOtherReasons {
		f.Add("remark", fault.ErrRequired)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockOfTx(ctx, tx, order, part)
		if err != nil {
			return err
		}
		if t.State != StatePlaced || !slices.ContainsFunc(t.made, (*Made).stands) {
			return ErrNotPlaced
		}
		for _, m := range t.made {
			o, err := s.platform.ByNumberTx(ctx, tx, m.AccountID, m.PlatformID)
			switch {
			case fault.KindOf(err) == fault.NotFound: // not read yet
			case err != nil:
				return err
			case !m.Extra && o.State != platform.StateUnpaid && o.State != platform.StateClosed:
				return ErrPaid.With("order", m.PlatformID)
			}
		}
		t.CancelReason, t.CancelRemark, t.Refusal, t.Failures = string(reason), remark, nil, 0
		t.wait(StateCancelling, tx.Now)
		if err := saidTx(ctx, tx, t.Part, "place_cancel", map[string]any{"reason": string(reason), "note": remark}); err != nil {
			return err
		}
		if err := wakeTx(ctx, tx, t.AccountID, tx.Now); err != nil {
			return err
		}
		return s.changedTx(ctx, tx, t.Part)
	})
}

// lockOfTx locks a part that belongs to the order.
func lockOfTx(ctx context.Context, tx *db.Tx, order, part db.ID) (*tried, error) {
	t, err := lockTx(ctx, tx, part)
	if err == nil && t.OrderID != order {
		err = ErrNotFound
	}
	return t, err
}

// cancel cancels the orders of a part, one after the other; those that are one too many go
// by themselves, unless there are no others. What came of a call is seen in the order itself.
func (s *Service) cancel(ctx context.Context, sc db.Scope, t *tried) error {
	wanted := slices.ContainsFunc(t.made, func(m *Made) bool { return m.stands() && !m.Extra })
	for _, m := range t.made {
		if !m.stands() || m.Extra == wanted {
			continue
		}
		if wait := m.MadeAt.Add(cancelAfter).Sub(s.db.Now()); wait > 0 {
			return s.later(ctx, sc, t.ID, wait)
		}
		refusal, err := s.close(ctx, sc, m, t.OrderID, open1688.CancelReason(t.CancelReason), t.CancelRemark)
		switch {
		case err != nil:
			return err
		case refusal != nil:
			return s.notCancelled(ctx, sc, t.ID, m, refusal)
		}
	}
	return s.nothingLeft(ctx, sc, t.ID)
}

// nothingLeft puts a part back of which nothing is left to cancel although it is not
// cancelled: what stood was found out to be one too many that cannot be.
func (s *Service) nothingLeft(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil || t.State != StateCancelling || slices.ContainsFunc(t.made, (*Made).stands) {
			return err
		}
		t.rest(StatePlaced, t.Refusal)
		return s.changedTx(ctx, tx, t.Part)
	})
}

// close cancels one order on 1688 and records what became of it; it returns what 1688 says
// when it does not.
func (s *Service) close(ctx context.Context, sc db.Scope, m *Made, order db.ID, reason open1688.CancelReason, remark string) (refusal *open1688.Error, err error) {
	cause := s.shops.Call(ctx, sc, m.AccountID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		_, _, err := c.Trade.Cancel(ctx, token, open1688.CancelRequest{TradeID: open1688.ID(m.PlatformID), Reason: reason, Remark: remark})
		return err
	})
	seen, err := s.ask(ctx, sc, m.AccountID, m.PlatformID)
	if err != nil {
		return nil, errors.Join(cause, err)
	}
	if err := s.record(ctx, sc, m, order, seen); err != nil {
		return nil, err
	}
	switch seen.BaseInfo.Status { //nolint:exhaustive // all others stand
	case open1688.OrderCancel, open1688.OrderTerminated:
		return nil, nil
	}
	e, ok := errors.AsType[*open1688.Error](cause)
	switch {
	case cause == nil:
		return nil, errStillOpen
	case !ok, e.Kind != open1688.KindBusiness, e.Retryable(), e.Unknown(), e.Code == "CLOSE_ORDER_TOO_FAST":
		return nil, cause
	}
	return e, nil
}

var errStillOpen = errors.New("1688 says that it cancelled the order, which still stands")

// later comes to a part again after a while.
func (s *Service) later(ctx context.Context, sc db.Scope, id db.ID, wait time.Duration) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil || t.DueAt.IsZero() {
			return err
		}
		t.DueAt = db.At(tx.Now.Add(wait))
		return updatePartTx(ctx, tx, t.Part)
	})
}

// notCancelled puts a part back whose orders 1688 does not cancel.
func (s *Service) notCancelled(ctx context.Context, sc db.Scope, id db.ID, m *Made, said *open1688.Error) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil || t.State != StateCancelling {
			return err
		}
		t.rest(StatePlaced, refusalOf(ErrCancelRefused.With("order", m.PlatformID, "message", said.Message)))
		if t.unread() != nil {
			t.DueAt = tx.Now
		}
		return s.changedTx(ctx, tx, t.Part)
	})
}

// dropExtra cancels an order that is one too many; where that cannot be, a person is told.
func (s *Service) dropExtra(ctx context.Context, sc db.Scope, t *tried, m *Made) error {
	if wait := m.MadeAt.Add(cancelAfter).Sub(s.db.Now()); wait > 0 {
		return s.later(ctx, sc, t.ID, wait)
	}
	refusal, err := s.close(ctx, sc, m, t.OrderID, open1688.CancelOtherReasons, "")
	if err != nil || refusal == nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, t.ID)
		if err != nil {
			return err
		}
		for _, x := range t.made {
			if x.PlatformID == m.PlatformID && x.AccountID == m.AccountID && x.State == MadeRead {
				x.State = MadeKept
				if err := writeMadeTx(ctx, tx, x); err != nil {
					return err
				}
			}
		}
		t.Refusal = refusalOf(ErrExtra.With("order", m.PlatformID, "message", refusal.Message))
		return s.changedTx(ctx, tx, t.Part)
	})
}

// closedTx notes that an order of a part is closed on 1688. When all of them are, the lines
// of the part are free.
func (s *Service) closedTx(ctx context.Context, tx *db.Tx, t *tried, m *Made) error {
	m.State = MadeClosed
	if err := writeMadeTx(ctx, tx, m); err != nil {
		return err
	}
	a := t.attempt(m.AttemptID)
	if a == nil || slices.ContainsFunc(t.of(a.ID), func(x *Made) bool { return !x.Extra && x.State != MadeClosed }) {
		return s.changedTx(ctx, tx, t.Part)
	}
	if a.live() {
		a.State, a.EndedAt = AttemptEnded, tx.Now
		if err := updateAttemptTx(ctx, tx, a); err != nil {
			return err
		}
		if t.State == StatePlaced || t.State == StateCancelling {
			due := t.unread() != nil
			t.rest(StateCancelled, nil)
			if due {
				t.DueAt = tx.Now
			}
			if err := saidTx(ctx, tx, t.Part, "place_cancelled", map[string]any{"onlineOrders": []string{m.PlatformID}}); err != nil {
				return err
			}
		}
	}
	return s.changedTx(ctx, tx, t.Part)
}
