package channel

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of shops and matching.
var (
	PermRead       = api.DefinePermission("shop.read", "查看店铺", "See shops", "channel")
	PermManage     = api.DefinePermission("shop.manage", "管理店铺（授权、市场、停用）", "Manage shops (authorise, market, disable)", "channel")
	PermDownload   = api.DefinePermission("download.run", "下载线上商品", "Download offers", "channel", tenant.RoleSales)
	PermMatchRead  = api.DefinePermission("match.read", "查看商品匹配", "See the match list", "channel")
	PermMatchWrite = api.DefinePermission("match.write", "匹配线上商品", "Match online SKUs", "channel", tenant.RoleSales)
)

type idInput struct {
	ID db.ID `path:"id"`
}

type removeShopInput struct {
	ID    db.ID `path:"id"`
	Force bool  `query:"force" doc:"Also while pre-orders of the shop may be paid, or 1688 holds money of it"`
}

type shopOutput struct{ Body shopBody }

type beginInput struct {
	Body struct {
		ThenDownload bool `json:"thenDownload,omitempty" doc:"Download all offers and create products afterwards"`
	}
}

type beginOutput struct {
	Body struct {
		URL string `json:"url" doc:"Page of 1688 to send the owner to, in this browser; good for 15 minutes and once"`
	}
}

type updateShopInput struct {
	ID    db.ID `path:"id"`
	Force bool  `query:"force" doc:"Disable it also while pre-orders of the shop may be paid, or 1688 holds money of it"`
	Body  struct {
		Name             string `json:"name"`
		Market           string `json:"market,omitempty" doc:"Code of a market; empty unbinds"`
		MarketName       string `json:"marketName,omitempty" doc:"Name of a market that is not listed"`
		Department       string `json:"department,omitempty"`
		WarehouseID      db.ID  `json:"warehouseId,omitempty" doc:"What its sales documents sell from when they name no warehouse; the set's default when left out"`
		ReleaseAccountID db.ID  `json:"releaseAccountId,omitempty" doc:"The fund account that 1688 pays out to once a buyer has confirmed; the default of Alipay when left out"`
		Enabled          bool   `json:"enabled"`
		Version          int64  `json:"version"`
	}
}

type marketsInput struct {
	Q string `query:"q" maxLength:"100"`
}

type marketsOutput struct {
	Body struct {
		Items []Market `json:"items" nullable:"false"`
	}
}

// Register adds the routes of accounts, downloads and matching.
func (s *Service) Register(a *api.API) {
	shops := accountRoutes{s: s, purpose: Sell, path: "/shops", id: "shop", ids: "shops", one: "a shop", read: PermRead, manage: PermManage}
	shops.register(a)
	api.Post(a, api.Route{
		Path: "/shops/authorizations", ID: "authorize-shop", Summary: "Begin the authorisation of a shop", Tag: shops.ids, Permission: PermManage, Status: 201, Secret: true,
		Description: howAuthorised,
	}, s.begin)
	api.Put(a, api.Route{Path: "/shops/{id}", ID: "update-shop", Summary: "Rename a shop, bind its market and warehouse, enable or disable it", Tag: shops.ids, Permission: PermManage}, s.updateShop)
	api.Delete(a, api.Route{
		Path: "/shops/{id}", ID: "remove-shop", Summary: "Remove a shop", Tag: shops.ids, Permission: PermManage,
		Description: "Its downloaded data and pairs go, products and documents stay.",
	}, s.removeShop)
	api.Get(a, api.Route{Path: "/markets", ID: "list-markets", Summary: "List the known markets", Tag: shops.ids, Permission: PermRead}, s.listMarkets)
	s.registerBuyers(a)
	s.registerPlatform(a)
	s.registerDownloads(a)
	s.registerMatching(a)
}

// visible answers not found for a shop outside the person's data scope.
func visible(ctx context.Context, id db.ID) error {
	if shops := api.DataScope(ctx).Shops; !shops.Allows(id) {
		return ErrShopNotFound
	}
	return nil
}

func shopAnswer(p *Shop, err error) (*shopOutput, error) {
	if err != nil {
		return nil, err
	}
	return &shopOutput{Body: newShopBody(p)}, nil
}

func (s *Service) begin(ctx context.Context, sc db.Scope, in *beginInput) (*beginOutput, error) {
	return beginAnswer(s.Begin(ctx, sc, Wish{Purpose: Sell, ThenDownload: in.Body.ThenDownload}))
}

func beginAnswer(page string, err error) (*beginOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &beginOutput{}
	out.Body.URL = page
	return out, nil
}

func (s *Service) updateShop(ctx context.Context, sc db.Scope, in *updateShopInput) (*shopOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	b := &in.Body
	warehouses := api.DataScope(ctx).Warehouses
	return shopAnswer(s.UpdateShop(ctx, sc, in.ID, ShopInput{
		Name: b.Name, Market: b.Market, MarketName: b.MarketName, Department: b.Department, WarehouseID: b.WarehouseID, ReleaseAccountID: b.ReleaseAccountID,
		Enabled: b.Enabled, Force: in.Force, Version: b.Version, Within: &warehouses,
	}))
}

func (s *Service) removeShop(ctx context.Context, sc db.Scope, in *removeShopInput) (*api.Empty, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	return nil, s.RemoveShop(ctx, sc, in.ID, in.Force)
}

func (s *Service) listMarkets(_ context.Context, _ db.Scope, in *marketsInput) (*marketsOutput, error) {
	out := &marketsOutput{}
	out.Body.Items = Markets(in.Q)
	return out, nil
}
