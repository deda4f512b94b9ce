package wms

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of what people ask to be pushed.
var (
	// ErrNotAwaited has the parameter no.
	ErrNotAwaited = fault.Define(fault.Conflict, "wms.not_awaited",
		fault.ZH("采购单 {no} 没有待到货的商品，不能推送", "只有已审核、没有到齐也没有关闭的采购单可以推送"),
		fault.EN("Nothing of purchase order {no} is awaited, so there is nothing to push", "Only orders that are approved, not complete and not closed are pushed"))
	// ErrWarehouse has the parameter name.
	ErrWarehouse = fault.Define(fault.Conflict, "wms.warehouse",
		fault.ZH("仓库“{name:builtin.warehouse}”没有对接 WMS", "在“设置 → WMS 对接”里勾选这个仓库，或换一个仓库"),
		fault.EN("The WMS does not work in the warehouse {name:builtin.warehouse}", "Choose it under Settings, WMS connection, or take another warehouse"))
	// ErrNotLinked has the parameter no.
	ErrNotLinked = fault.Define(fault.Conflict, "wms.not_linked",
		fault.ZH("1688 订单 {no} 没有关联采购单，不能推送", "先在“1688订单”里关联或生成采购单"),
		fault.EN("The 1688 order {no} belongs to no purchase order, so it cannot be pushed", "Link it or make a purchase order of it under 1688 orders first"))
)

// Push has the notice of a purchase order pushed 推送到WMS. One that was sent already is sent
// again as it is, under its key.
func (s *Service) Push(ctx context.Context, sc db.Scope, order db.ID, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return s.pushTx(ctx, tx, order, within) })
}

// PushPlatformOrder is Push for the purchase order that an order of 1688 belongs to.
func (s *Service) PushPlatformOrder(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	if err := s.platform.Visible(ctx, sc, id, within); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var (
			no    string
			order db.ID
		)
		found, err := tx.Row(ctx, "SELECT platform_id, purchase_order_id FROM platform_order WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, id}, &no, &order)
		switch {
		case err != nil:
			return err
		case !found:
			return platform.ErrNotFound
		case order == 0:
			return ErrNotLinked.With("no", no)
		}
		return s.pushTx(ctx, tx, order, within)
	})
}

func (s *Service) pushTx(ctx context.Context, tx *db.Tx, order db.ID, within tenant.DataScope) error {
	set, err := settingTx(ctx, tx)
	if err != nil {
		return err
	}
	o, err := s.pushableTx(ctx, tx, set, order, within, true)
	if err != nil {
		return err
	}
	if err := askTx(ctx, tx, order); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "wms_push", Entity: "purchase", EntityID: o.ID, EntityNo: o.No})
}

// pushableTx reads an order whose notice can be pushed; lock holds it.
func (s *Service) pushableTx(ctx context.Context, tx *db.Tx, set *Setting, order db.ID, within tenant.DataScope, lock bool) (*purchase.Order, error) {
	orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{order}, lock)
	if err != nil {
		return nil, err
	}
	o := orders[order]
	if o == nil || !within.Allows(o.WarehouseID, o.BuyerAccountID) {
		return nil, purchase.ErrNotFound
	}
	if err := set.ready(); err != nil {
		return nil, err
	}
	if !set.serves(o.WarehouseID) {
		w, err := stock.WarehouseTx(ctx, tx, o.WarehouseID)
		if err != nil {
			return nil, err
		}
		return nil, ErrWarehouse.With("name", w.Name)
	}
	if o.State != purchase.StateApproved || o.Fulfilment != purchase.FulfilmentOpen && o.Fulfilment != purchase.FulfilmentPartial {
		return nil, ErrNotAwaited.With("no", o.No)
	}
	return o, nil
}
