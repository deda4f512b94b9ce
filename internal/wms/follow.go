package wms

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
)

// factTx is told what is new about an order on 1688.
func (s *Service) factTx(ctx context.Context, tx *db.Tx, f platform.Fact) error {
	if f.PurchaseOrder == 0 || f.Kind != platform.FactShipped && f.Kind != platform.FactLinked {
		return nil
	}
	return s.followTx(ctx, tx, f.PurchaseOrder)
}

// followTx is told of each order that was saved: its notice is looked at, or made when the
// rule of the set says so. What the notice says is worked out by the job.
func (s *Service) followTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	used, err := tx.Row(ctx, "SELECT 1 FROM wms_setting WHERE tenant_id = ?", []any{tx.Tenant}, new(int))
	if err != nil {
		return fmt.Errorf("ask whether there is a WMS: %w", err)
	}
	if !used {
		return nil
	}
	n, err := tx.Exec(ctx, "UPDATE wms_notice SET due_at = ? WHERE tenant_id = ? AND purchase_order_id = ?", tx.Now, tx.Tenant, order)
	if err != nil {
		return fmt.Errorf("look at an arrival notice: %w", err)
	}
	if n > 0 {
		return wakeTx(ctx, tx, tx.Now)
	}
	set, err := settingTx(ctx, tx)
	if err != nil || set.ready() != nil || set.When == WhenManual {
		return err
	}
	orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{order}, false)
	if err != nil {
		return err
	}
	o := orders[order]
	if o == nil || !set.awaits(o) || o.Fulfilment == purchase.FulfilmentDone {
		return nil
	}
	if set.When == WhenShipped && o.BuyerAccountID != 0 {
		if way, err := underWayTx(ctx, tx, order); err != nil || !way {
			return err
		}
	}
	return askTx(ctx, tx, order)
}

// underWayTx tells whether goods of an order have left the seller: a parcel is known, or
// 1688 says that all was sent.
func underWayTx(ctx context.Context, tx *db.Tx, order db.ID) (bool, error) {
	found, err := tx.Row(ctx, `SELECT 1 FROM purchase_reference WHERE tenant_id = ? AND order_id = ? AND kind = 'tracking'
		UNION ALL SELECT 1 FROM platform_order WHERE tenant_id = ? AND purchase_order_id = ? AND (shipped_at IS NOT NULL OR state IN ('shipped', 'received', 'done')) LIMIT 1`,
		[]any{tx.Tenant, order, tx.Tenant, order}, new(int))
	if err != nil {
		return false, fmt.Errorf("ask whether an order is under way: %w", err)
	}
	return found, nil
}

// askTx has the notice of an order pushed, made if there is none. A version that the WMS
// refused was not taken, so it is sent under another number: a WMS that remembers its answers
// by the key would else repeat the refusal.
func askTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	if _, err := tx.Exec(ctx, `INSERT INTO wms_notice (tenant_id, id, purchase_order_id, state, due_at, created_at, updated_at) VALUES (?, ?, ?, 'waiting', ?, ?, ?)
		ON CONFLICT (tenant_id, purchase_order_id) DO UPDATE SET version = wms_notice.version + CASE WHEN wms_notice.state = 'refused' THEN 1 ELSE 0 END,
			state = 'waiting', attempts = 0, code = '', params = '{}', due_at = excluded.due_at, updated_at = excluded.updated_at`,
		tx.Tenant, tx.NewID(), order, tx.Now, tx.Now, tx.Now); err != nil {
		return fmt.Errorf("ask for an arrival notice: %w", err)
	}
	tell(tx, order)
	return wakeTx(ctx, tx, tx.Now)
}

// lookAtAllTx has every notice looked at of which goods may still arrive; the others were
// told their end.
func lookAtAllTx(ctx context.Context, tx *db.Tx) error {
	n, err := tx.Exec(ctx, `UPDATE wms_notice SET due_at = ? WHERE tenant_id = ? AND purchase_order_id IN (
		SELECT o.id FROM purchase_order o WHERE o.tenant_id = ? AND o.state = 'approved' AND o.fulfilment IN ('open', 'partial'))`, tx.Now, tx.Tenant, tx.Tenant)
	if err != nil {
		return fmt.Errorf("look at the arrival notices: %w", err)
	}
	if n == 0 {
		return nil
	}
	return wakeTx(ctx, tx, tx.Now)
}

// tell lets open pages read an order again.
func tell(tx *db.Tx, order db.ID) { live.PublishTx(tx, "purchase", map[string]any{"id": order}) }

// wakeTx has the job of the set run at a time, unless it does so already.
func wakeTx(ctx context.Context, tx *db.Tx, at db.Time) error {
	next, err := jobs.NextTx(ctx, tx, workArgs{})
	if err != nil || !next.IsZero() && !next.After(at.Time) {
		return err
	}
	return jobs.EnqueueTx(ctx, tx, workArgs{}, jobs.Options{Lane: "wms", RunAt: at.Time})
}
