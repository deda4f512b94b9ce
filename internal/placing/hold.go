package placing

import (
	"context"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
)

// Faults of changes to orders that are placed.
var (
	// ErrBeingPlaced has the parameter no.
	ErrBeingPlaced = fault.Define(fault.Conflict, "placing.under_way",
		fault.ZH("采购单 {no} 正在 1688 下单或核实，暂时不能改动", "等下单有结果再操作，一般不超过几分钟；需要您决定的在“1688下单”里处理"),
		fault.EN("Purchase order {no} is being placed on 1688 or looked up there, so it cannot be changed now", "Wait for the result, within minutes as a rule; decide under Place on 1688 what is left to you"))
	// ErrPlaced has the parameters no and order.
	ErrPlaced = fault.Define(fault.Conflict, "placing.placed",
		fault.ZH("采购单 {no} 已在 1688 下单（{order}），不能修改、撤销或作废", "先在“1688下单”里取消 1688 订单；已付款的等退款关闭后再操作"),
		fault.EN("Purchase order {no} is placed on 1688 ({order}), so it cannot be changed, withdrawn or voided", "Cancel the 1688 order under Place on 1688 first; one that is paid must be refunded and closed"))
	// ErrUnpaidOrder has the parameters no and order.
	ErrUnpaidOrder = fault.Define(fault.Conflict, "placing.unpaid_order",
		fault.ZH("采购单 {no} 有未付款的 1688 订单（{order}），不能关闭", "先在“1688下单”里取消它"),
		fault.EN("Purchase order {no} has 1688 orders that are not paid ({order}), so it cannot be closed", "Cancel them under Place on 1688 first"))
)

// holdTx refuses changes of a purchase order that is placed, and says what to do first. An
// order whose 1688 orders are paid may be closed: what comes no more is given up.
func (s *Service) holdTx(ctx context.Context, tx *db.Tx, o *purchase.Order, what purchase.Change) error {
	parts, err := partsTx(ctx, tx, "p.order_id = ? AND p.state IN ('waiting', 'checking', 'unclear', 'placed', 'cancelling')", []any{o.ID}, false)
	if err != nil || len(parts) == 0 {
		return err
	}
	if slices.ContainsFunc(parts, func(p *Part) bool { return p.State != StatePlaced }) {
		return ErrBeingPlaced.With("no", o.No)
	}
	linked, err := s.platform.OfPurchaseOrdersTx(ctx, tx, []db.ID{o.ID})
	if err != nil {
		return err
	}
	var open, unpaid []string
	for _, x := range linked[o.ID] {
		if x.State != platform.StateClosed {
			open = append(open, x.PlatformID)
		}
		if x.State == platform.StateUnpaid {
			unpaid = append(unpaid, x.PlatformID)
		}
	}
	switch {
	case what != purchase.ChangeClose:
		return ErrPlaced.With("no", o.No, "order", strings.Join(open, ", "))
	case len(unpaid) > 0:
		return ErrUnpaidOrder.With("no", o.No, "order", strings.Join(unpaid, ", "))
	}
	return nil
}

// factTx hears what is new about orders on 1688: one that was made here and closed frees
// what it held, and one that turns up late is filed with its attempt.
func (s *Service) factTx(ctx context.Context, tx *db.Tx, f platform.Fact) error {
	if f.Kind != platform.FactClosed && f.Kind != platform.FactAppeared {
		return nil
	}
	made, err := madeTx(ctx, tx, "account_id = ? AND platform_id = ?", f.Account, f.PlatformID)
	switch {
	case err != nil:
		return err
	case f.Kind == platform.FactAppeared && len(made) == 0:
		return s.appearedTx(ctx, tx, f)
	case f.Kind != platform.FactClosed || len(made) == 0:
		return nil
	}
	t, err := lockTx(ctx, tx, made[0].PartID)
	if err != nil {
		return err
	}
	for _, m := range t.made {
		if m.PlatformID == f.PlatformID && m.AccountID == f.Account && m.State != MadeClosed {
			return s.closedTx(ctx, tx, t, m)
		}
	}
	return nil
}

// appearedTx files an order nobody here knows under the attempt whose number it carries. One
// without an answer is left to its look-up.
func (s *Service) appearedTx(ctx context.Context, tx *db.Tx, f platform.Fact) error {
	o, err := s.platform.ByNumberTx(ctx, tx, f.Account, f.PlatformID)
	if err != nil || o.OutOrderID == "" {
		return err
	}
	found, err := attemptsTx(ctx, tx, "out_order_id = ? AND account_id = ?", o.OutOrderID, f.Account)
	if err != nil || len(found) == 0 {
		return err
	}
	t, err := lockTx(ctx, tx, found[0].PartID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(t.made, func(m *Made) bool { return m.AccountID == f.Account && m.PlatformID == f.PlatformID }) {
		return nil // filed while the part was waited for
	}
	a := t.attempt(found[0].ID)
	m := &Made{AccountID: f.Account, PlatformID: f.PlatformID, AttemptID: a.ID, PartID: t.ID, State: MadeTold, MadeAt: tx.Now}
	switch a.State {
	case AttemptOpen:
		t.DueAt = tx.Now
		if err := updatePartTx(ctx, tx, t.Part); err != nil {
			return err
		}
		return wakeTx(ctx, tx, t.AccountID, tx.Now)
	case AttemptCreated: // whether it is a part of what was wanted its lines tell
		m.Extra = !s.fitsTx(ctx, tx, t, o)
	case AttemptUnclear, AttemptRefused, AttemptNotDone, AttemptEnded: // its number is proof
	}
	if a.State == AttemptCreated {
		if err := writeMadeTx(ctx, tx, m); err != nil {
			return err
		}
		t.DueAt = tx.Now
		if err := updatePartTx(ctx, tx, t.Part); err != nil {
			return err
		}
		return wakeTx(ctx, tx, t.AccountID, tx.Now)
	}
	return s.foundTx(ctx, tx, t, a, []*Made{m})
}

// fitsTx tells whether an order is of what a part wants beside the orders it has.
func (s *Service) fitsTx(ctx context.Context, tx *db.Tx, t *tried, o *platform.Order) bool {
	b := t.count()
	for _, m := range t.made {
		if m.Extra {
			continue
		}
		has, err := s.platform.ByNumberTx(ctx, tx, m.AccountID, m.PlatformID)
		if err != nil {
			return false // what is not read yet may hold all of it
		}
		b.takeLines(has.Lines)
	}
	return b.takeLines(o.Lines)
}

// takeLines is take for an order as platform keeps it.
func (b *basket) takeLines(lines []platform.Line) bool {
	left := slices.Clone(b.left)
	for i := range lines {
		l := &lines[i]
		n, whole := l.Quantity.Int()
		at := slices.IndexFunc(b.cargo, func(c Cargo) bool { return c.same(l.OfferID, l.SpecID, l.PlatformSKU) })
		if !whole || at < 0 || left[at] < n {
			return false
		}
		left[at] -= n
	}
	b.left = left
	return true
}
