package wms

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of the WMS.
var (
	PermPush = api.DefinePermission("wms.push", "推送到 WMS", "Push to the WMS", "purchase", tenant.RolePurchaser, tenant.RoleWarehouse)
	// PermReceive is for the token of the WMS, so no role has it by itself.
	PermReceive = api.DefinePermission("wms.receive", "WMS 回传收货", "Receipts of the WMS", "purchase")
)

type idInput struct {
	ID db.ID `path:"id"`
}

type noticeListInput struct {
	api.ListQuery
	State           State   `query:"state" enum:"waiting,sent,refused,failed,withdrawn"`
	Attention       bool    `query:"attention" doc:"Only those that a person has to look at"`
	WarehouseID     db.ID   `query:"warehouseId"`
	SupplierID      db.ID   `query:"supplierId"`
	PurchaseOrderID []db.ID `query:"purchaseOrderId" maxItems:"200" doc:"Of any of these, joined by commas"`
}

type settingInput struct{ Body SettingBody }

type settingOutput struct{ Body settingShown }

type secretOutput struct {
	Body struct {
		Secret string `json:"secret" doc:"Shown this once"`
	}
}

type viewOutput struct{ Body noticeViewBody }

type receivedInput struct{ Body ReceivedBody }

// Register adds the routes of the WMS.
func (s *Service) Register(a *api.API) {
	const tag = "wms"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	api.Get(a, route("/wms-setting", "get-wms-setting", "Get how the set works with its WMS", api.PermSettingsRead), s.getSetting)
	api.Put(a, route("/wms-setting", "set-wms-setting", "Set how the set works with its WMS", api.PermSettingsUpdate), s.putSetting)
	renew := route("/wms-setting/secret", "renew-wms-secret", "Make a new secret that signs what is sent", api.PermSettingsUpdate)
	renew.Secret = true
	renew.Description = "The one before signs nothing from then on."
	api.Post(a, renew, s.renewSecret)
	api.Get(a, route("/wms-notices", "list-wms-notices", "List arrival notices", purchase.PermRead), s.listNotices)
	api.Get(a, route("/purchase-orders/{id}/wms-notice", "get-wms-notice", "Get the arrival notice of an order and its log", purchase.PermRead), s.getNotice)
	api.Post(a, route("/purchase-orders/{id}/push-wms", "push-wms-purchase-order", "Push the arrival notice of an order to the WMS", PermPush), func(ctx context.Context, sc db.Scope, in *idInput) (*viewOutput, error) {
		if err := s.Push(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return s.getNotice(ctx, sc, in)
	})
	many := func(path, id, summary string, push func(context.Context, db.Scope, db.ID, tenant.DataScope) error) {
		batch := route(path, id, summary, PermPush)
		batch.Slow = true
		api.Post(a, batch, func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return push(ctx, sc, id, api.DataScope(ctx)) })
		})
	}
	many("/purchase-orders/actions/push-wms", "push-wms-purchase-orders", "Push the arrival notices of several orders to the WMS", s.Push)
	many("/platform-orders/actions/push-wms", "push-wms-platform-orders", "Push the arrival notices of the purchase orders that several orders of 1688 belong to", func(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
		if err := api.Require(ctx, platform.PermRead); err != nil {
			return err
		}
		return s.PushPlatformOrder(ctx, sc, id, within)
	})
	receive := route("/wms-receipts", "receive-from-wms", "Tell what the WMS received", PermReceive)
	receive.Description = "For the WMS itself, with an API token that has this permission. It makes a purchase receipt of the order by the rules of receiving, which is posted, or waits for its review where the set has stock documents reviewed. " +
		"Quantities are in the unit of the notice. All or nothing: what is wrong is told at its line, and nothing is kept."
	api.Post(a, receive, func(ctx context.Context, sc db.Scope, in *receivedInput) (*receivedOutput, error) {
		m, err := s.Receive(ctx, sc, in.Body.received(), api.DataScope(ctx))
		if err != nil {
			return nil, err
		}
		out := &receivedOutput{}
		out.Body.ID, out.Body.No, out.Body.State, out.Body.Repeated = m.ID, m.No, m.State, m.Repeated
		return out, nil
	})
}

func (s *Service) getSetting(ctx context.Context, sc db.Scope, _ *struct{}) (*settingOutput, error) {
	set, err := s.Setting(ctx, sc)
	if err != nil {
		return nil, err
	}
	return &settingOutput{settingShown{
		SettingBody: SettingBody{Endpoint: set.Endpoint, When: set.When, WarehouseIDs: append([]db.ID{}, set.Warehouses...), Version: set.Version},
		HasSecret:   set.HasSecret, UpdatedAt: set.UpdatedAt,
	}}, nil
}

func (s *Service) putSetting(ctx context.Context, sc db.Scope, in *settingInput) (*settingOutput, error) {
	if err := s.SetSetting(ctx, sc, Setting{Endpoint: in.Body.Endpoint, When: in.Body.When, Warehouses: in.Body.WarehouseIDs, Version: in.Body.Version}); err != nil {
		return nil, err
	}
	return s.getSetting(ctx, sc, nil)
}

func (s *Service) renewSecret(ctx context.Context, sc db.Scope, _ *struct{}) (*secretOutput, error) {
	made, err := s.RenewSecret(ctx, sc)
	if err != nil {
		return nil, err
	}
	out := &secretOutput{}
	out.Body.Secret = made.Reveal()
	return out, nil
}

func (s *Service) listNotices(ctx context.Context, sc db.Scope, in *noticeListInput) (*api.PageOf[noticeRowBody], error) {
	page, err := s.List(ctx, sc, in.ListQuery, Filter{
		State: in.State, Attention: in.Attention, WarehouseID: in.WarehouseID, SupplierID: in.SupplierID, Orders: in.PurchaseOrderID, Within: api.DataScope(ctx),
	})
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[noticeRowBody]{Body: api.Page[noticeRowBody]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]noticeRowBody, 0, len(page.Items))
	for _, r := range page.Items {
		out.Body.Items = append(out.Body.Items, noticeRowBody{*newNotice(ctx, r.Notice), r.SupplierID, r.SupplierName, r.WarehouseID, r.WarehouseName})
	}
	return out, nil
}

func (s *Service) getNotice(ctx context.Context, sc db.Scope, in *idInput) (*viewOutput, error) {
	v, err := s.View(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &viewOutput{newView(ctx, v)}, nil
}
