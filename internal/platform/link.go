package platform

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// ErrLinked has the parameter no: the order belongs to another purchase order already.
var ErrLinked = fault.Define(fault.Conflict, "platform_order.linked",
	fault.ZH("1688 订单 {no} 已经关联到另一张采购单", "先在 1688 订单里取消关联"),
	fault.EN("The 1688 order {no} belongs to another purchase order already", "Unlink it there first"))

// LinkTx says which purchase order an order belongs to that was placed from here. Saying
// it again changes nothing; an order that belongs to another one is refused.
func (s *Service) LinkTx(ctx context.Context, tx *db.Tx, order, purchaseOrder db.ID) error {
	return s.linkTx(ctx, tx, order, purchaseOrder, LinkPlaced)
}

func (s *Service) linkTx(ctx context.Context, tx *db.Tx, order, purchaseOrder db.ID, how Link) error {
	was, err := orderTx(ctx, tx, order, tx.ForUpdate())
	switch {
	case err != nil:
		return err
	case was.PurchaseOrder == purchaseOrder:
		return nil
	case was.PurchaseOrder != 0:
		return ErrLinked.With("no", was.PlatformID)
	}
	is := *was
	is.PurchaseOrder, is.Link, is.LinkedBy, is.LinkedAt = purchaseOrder, how, tx.Actor.Name, tx.Now
	if err := writeLinkTx(ctx, tx, &is); err != nil {
		return err
	}
	if err := s.fitLinesTx(ctx, tx, &is); err != nil {
		return err
	}
	if err := s.referTx(ctx, tx, &is); err != nil {
		return err
	}
	if _, err := s.standTx(ctx, tx, order); err != nil {
		return err
	}
	if err := linkedTx(ctx, tx, "link", was, &is); err != nil {
		return err
	}
	return s.tellTx(ctx, tx, []Fact{{
		Kind: FactLinked, Order: is.ID, PlatformID: is.PlatformID, Account: is.AccountID, PurchaseOrder: purchaseOrder, Is: is.Paid, At: tx.Now.Time,
	}})
}

func writeLinkTx(ctx context.Context, tx *db.Tx, o *Order) error {
	if _, err := tx.Exec(ctx, `UPDATE platform_order SET purchase_order_id = ?, link = ?, linked_by = ?, linked_at = ? WHERE tenant_id = ? AND id = ?`,
		o.PurchaseOrder, string(o.Link), o.LinkedBy, o.LinkedAt, tx.Tenant, o.ID); err != nil {
		return fmt.Errorf("link order %s: %w", o.PlatformID, err)
	}
	return nil
}

// linkedTx writes what a changed link leaves behind.
func linkedTx(ctx context.Context, tx *db.Tx, action string, was, is *Order) error {
	for _, of := range []db.ID{was.PurchaseOrder, is.PurchaseOrder} {
		if of != 0 {
			live.PublishTx(tx, "purchase", map[string]any{"id": of})
		}
	}
	live.PublishTx(tx, Topic, map[string]any{"id": is.ID, "state": is.State, "purchaseOrderId": is.PurchaseOrder})
	return doc.AuditTx(ctx, tx, changeOf(action, was, is))
}

// fitLinesTx tells the lines of an order which lines of its purchase order they buy: those
// of SKUs that have the line's spec as a source. A spec that serves several of them is
// left open.
func (s *Service) fitLinesTx(ctx context.Context, tx *db.Tx, o *Order) error {
	lines, err := wantedTx(ctx, tx, []db.ID{o.PurchaseOrder})
	if err != nil {
		return err
	}
	specs, err := specsTx(ctx, tx, []*Order{o})
	if err != nil {
		return err
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		l.PurchaseLineID = 0
		for _, w := range lines {
			if specs.buys(l, w.SKUID) {
				if l.PurchaseLineID != 0 {
					l.PurchaseLineID = 0
					break
				}
				l.PurchaseLineID = w.LineID
			}
		}
		if _, err := tx.Exec(ctx, `UPDATE platform_order_line SET purchase_line_id = ? WHERE tenant_id = ? AND order_id = ? AND line_id = ?`,
			l.PurchaseLineID, tx.Tenant, o.ID, l.LineID); err != nil {
			return fmt.Errorf("fit lines of order %s: %w", o.PlatformID, err)
		}
	}
	return nil
}

// OfPurchaseOrdersTx gives the orders of purchase orders, each's oldest first.
func (s *Service) OfPurchaseOrdersTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID][]Order, error) {
	out := make(map[db.ID][]Order, len(ids))
	list, err := ordersTx(ctx, tx, "", nil, "purchase_order_id", ids, "")
	for _, o := range list {
		out[o.PurchaseOrder] = append(out[o.PurchaseOrder], *o)
	}
	return out, err
}

// Unlink takes back a link that was wrong: neither order changes otherwise. One placed
// from here stays linked.
func (s *Service) Unlink(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		was, err := visibleTx(ctx, tx, id, within, tx.ForUpdate())
		if err != nil {
			return err
		}
		switch was.Link {
		case LinkNone:
			return nil
		case LinkPlaced:
			return ErrPlacedHere.With("no", was.PlatformID)
		case LinkAdopted, LinkMade, LinkIgnored:
		}
		is := *was
		is.PurchaseOrder, is.Link, is.LinkedBy, is.LinkedAt = 0, LinkNone, "", db.Time{}
		if err := writeLinkTx(ctx, tx, &is); err != nil {
			return err
		}
		if was.PurchaseOrder != 0 {
			if _, err := tx.Exec(ctx, `UPDATE platform_order_line SET purchase_line_id = NULL WHERE tenant_id = ? AND order_id = ?`, tx.Tenant, id); err != nil {
				return fmt.Errorf("unlink lines of order %s: %w", was.PlatformID, err)
			}
			if err := s.purchases.ForgetReferencesTx(ctx, tx, was.PurchaseOrder, refsOf(was)); err != nil {
				return err
			}
			err := s.tellTx(ctx, tx, []Fact{{
				Kind: FactUnlinked, Order: is.ID, PlatformID: is.PlatformID, Account: is.AccountID, PurchaseOrder: was.PurchaseOrder, Is: is.Paid, At: tx.Now.Time,
			}})
			if err != nil {
				return err
			}
			if err := s.purchasedTx(ctx, tx, was.PurchaseOrder); err != nil { // those that stay linked
				return err
			}
		}
		if _, err := s.standTx(ctx, tx, id); err != nil {
			return err
		}
		return linkedTx(ctx, tx, "unlink", was, &is)
	})
}

// ErrPlacedHere has the parameter no.
var ErrPlacedHere = fault.Define(fault.Conflict, "platform_order.placed_here",
	fault.ZH("1688 订单 {no} 是从本系统下的单，不能改关联", "要换采购单时，先在 1688 取消这张订单"),
	fault.EN("The 1688 order {no} was placed from here and stays with its purchase order", "Cancel it on 1688 to order otherwise"))

// ByNumberTx reads the order of an account by its number on 1688.
func (s *Service) ByNumberTx(ctx context.Context, tx *db.Tx, account db.ID, platformID string) (*Order, error) {
	list, err := s.ByNumbersTx(ctx, tx, account, []string{platformID})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], nil
}

// ByNumbersTx is ByNumberTx for many at once; unknown ones are absent.
func (s *Service) ByNumbersTx(ctx context.Context, tx *db.Tx, account db.ID, platformIDs []string) ([]*Order, error) {
	return ordersTx(ctx, tx, " AND o.account_id = ?", []any{account}, "platform_id", platformIDs, "")
}
