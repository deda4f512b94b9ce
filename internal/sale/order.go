package sale

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/stock"
)

// Faults of orders.
var (
	// ErrIssueTooMuch has the parameters quantity and left.
	ErrIssueTooMuch = fault.Define(fault.Invalid, "sale.issue_exceeds",
		fault.ZH("数量 {quantity} 超过了订单还没出货的 {left}", "把数量改到未出货数量以内；多卖的另加一行"),
		fault.EN("{quantity} is more than the {left} left of the order", "Lower the quantity; sell what goes beyond on a line of its own"))
	// ErrIssueLate has the parameters no, source and list; its Fields carry one
	// ErrIssueTooMuch per line at fault.
	ErrIssueLate = fault.Define(fault.Conflict, "sale.issue_late",
		fault.ZH("销货单 {no} 的数量超过了订单 {source} 现在还没出货的（本单/未出货）：{list}", "驳回 {no}，请制单人改小数量或作废它"),
		fault.EN("{no} sells more than is left of order {source} (here/left): {list}", "Reject {no}; its maker lowers the quantity or voids it"))
	// ErrOrderClosed has the parameter no.
	ErrOrderClosed = fault.Define(fault.Conflict, "sale.order_closed",
		fault.ZH("订单 {no} 已关闭", "需要继续出货时，先重新打开订单"), fault.EN("Order {no} is closed", "Open it again to go on selling from it"))
	// ErrOrderIssued has the parameter no.
	ErrOrderIssued = fault.Define(fault.Conflict, "sale.order_issued",
		fault.ZH("订单 {no} 已有出货，不能作废", "剩下的不再出货时，关闭订单"), fault.EN("Order {no} has been sold from, so it cannot be made void", "Close it if the rest is not wanted any more"))
	// ErrFulfilment has the parameters no and state.
	ErrFulfilment = fault.Define(fault.Conflict, "sale.fulfilment",
		fault.ZH("订单 {no} 当前是“{state:sale.fulfilment}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("Order {no} is {state:sale.fulfilment}; this cannot be done now", "Reload to see where it stands"))
)

// Remaining is what an order's line still lacks, in base units.
func (l *Line) Remaining() dec.Quantity { return l.BaseQuantity.Sub(l.Issued) }

// served tells how far the order has been served.
func (s *Sale) served() Fulfilment {
	state, begun := FulfilmentDone, false
	for i := range s.Lines {
		l := &s.Lines[i]
		begun = begun || l.Issued != 0
		if l.Remaining() > 0 {
			state = FulfilmentOpen
		}
	}
	if state == FulfilmentOpen && begun {
		return FulfilmentPartial
	}
	return state
}

// promised is what an order that is being served holds reserved: what it lacks.
func (s *Sale) promised() []stock.Reservation {
	if s.Fulfilment != FulfilmentOpen && s.Fulfilment != FulfilmentPartial {
		return nil
	}
	var list []stock.Reservation
	for i := range s.Lines {
		if q := s.Lines[i].Remaining(); q > 0 {
			list = append(list, stock.Reservation{WarehouseID: s.WarehouseID, SKUID: s.Lines[i].SKUID, Quantity: q})
		}
	}
	return list
}

// claims are the promises of the order that the issue keeps. Its warehouse may be
// another than the order's: the promise ends where it was made.
func (s *Sale) claims(order *Sale) []stock.Reservation {
	var list []stock.Reservation
	for i := range s.Lines {
		if l := &s.Lines[i]; l.SourceLineID != 0 {
			list = append(list, stock.Reservation{WarehouseID: order.WarehouseID, SKUID: l.SKUID, Quantity: l.BaseQuantity})
		}
	}
	return list
}

// serveTx counts on the order, whose row is locked, what the issue sold from it, or
// takes that back.
func (s *Service) serveTx(ctx context.Context, tx *db.Tx, order, issue *Sale, back bool) error {
	lines := make(map[db.ID]*Line, len(order.Lines))
	for i := range order.Lines {
		lines[order.Lines[i].ID] = &order.Lines[i]
	}
	sold := make(map[db.ID]dec.Quantity)
	for i := range issue.Lines {
		l := &issue.Lines[i]
		from := lines[l.SourceLineID]
		if from == nil {
			continue
		}
		q := l.BaseQuantity
		if back {
			q = q.Neg()
		}
		from.Issued, sold[from.ID] = from.Issued.Add(q), sold[from.ID].Add(q)
	}
	if len(sold) == 0 {
		return nil
	}
	args := make([]any, 0, 2*len(sold)+2)
	for id, q := range sold {
		args = append(args, id, q)
	}
	if _, err := tx.Exec(ctx, `UPDATE sale_line AS l SET issued = l.issued + v.column2 FROM (VALUES `+db.Bigints(len(sold), 2)+`) AS v
		WHERE l.tenant_id = ? AND l.sale_id = ? AND l.id = v.column1`, append(args, tx.Tenant, order.ID)...); err != nil {
		return err
	}
	return s.fulfilTx(ctx, tx, order, order.served(), "serve", map[string]any{"by": issue.No})
}

// fulfilTx moves an order on, unless a person closed it.
func (s *Service) fulfilTx(ctx context.Context, tx *db.Tx, order *Sale, to Fulfilment, action string, after map[string]any) error {
	was := order.Fulfilment
	if was != FulfilmentClosed || action == "reopen" {
		order.Fulfilment = to
	}
	order.Version++
	if _, err := tx.Exec(ctx, "UPDATE sale SET fulfilment = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?",
		order.Fulfilment, tx.Now, order.Version, tx.Tenant, order.ID); err != nil {
		return err
	}
	if after == nil {
		after = map[string]any{}
	}
	after["fulfilment"] = order.Fulfilment
	live.PublishTx(tx, "sale", map[string]any{"id": order.ID, "state": order.State})
	return doc.AuditTx(ctx, tx, doc.Change{
		Action: action, Entity: "sale", EntityID: order.ID, EntityNo: order.No, Before: map[string]any{"fulfilment": was}, After: after,
	})
}

// Close gives up what an order still lacks; what it held reserved is free again.
func (s *Service) Close(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	return s.changeOrder(ctx, sc, id, version, func(ctx context.Context, tx *db.Tx, d *Sale) error {
		if d.Fulfilment != FulfilmentOpen && d.Fulfilment != FulfilmentPartial {
			return ErrFulfilment.With("no", d.No, "state", d.Fulfilment)
		}
		if err := s.releaseTx(ctx, tx, d); err != nil {
			return err
		}
		return s.fulfilTx(ctx, tx, d, FulfilmentClosed, "close", nil)
	})
}

// Reopen takes the closing of an order back: what it lacks is reserved again.
func (s *Service) Reopen(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	return s.changeOrder(ctx, sc, id, version, func(ctx context.Context, tx *db.Tx, d *Sale) error {
		if d.Fulfilment != FulfilmentClosed {
			return ErrFulfilment.With("no", d.No, "state", d.Fulfilment)
		}
		if err := s.fulfilTx(ctx, tx, d, d.served(), "reopen", nil); err != nil {
			return err
		}
		return s.stock.ReserveTx(ctx, tx, d.promised())
	})
}

func (s *Service) changeOrder(ctx context.Context, sc db.Scope, id db.ID, version int64, do func(context.Context, *db.Tx, *Sale) error) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if d.Kind != KindOrder || d.State != StatePosted {
			return ErrState.With("no", d.No, "state", d.State)
		}
		if d.Version != version {
			return fault.ErrStale
		}
		out = d
		return do(ctx, tx, d)
	})
	return out, err
}

// releaseTx gives back what an order holds reserved.
func (s *Service) releaseTx(ctx context.Context, tx *db.Tx, d *Sale) error {
	return s.stock.ReserveTx(ctx, tx, negated(d.promised()))
}

func negated(list []stock.Reservation) []stock.Reservation {
	for i := range list {
		list[i].Quantity = list[i].Quantity.Neg()
	}
	return list
}

// voidOrderTx lets go of a posted order that nothing has been sold from.
func (s *Service) voidOrderTx(ctx context.Context, tx *db.Tx, d *Sale) error {
	for i := range d.Lines {
		if d.Lines[i].Issued != 0 {
			return ErrOrderIssued.With("no", d.No)
		}
	}
	if err := s.releaseTx(ctx, tx, d); err != nil {
		return err
	}
	d.Fulfilment = FulfilmentNone
	return nil
}
