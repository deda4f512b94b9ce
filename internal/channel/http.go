package channel

import (
	"context"
	"slices"

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

// Register adds the routes of shops, downloads and matching.
func (s *Service) Register(a *api.API) {
	const tag = "shops"
	api.Get(a, api.Route{Path: "/shops", ID: "list-shops", Summary: "List shops", Tag: tag, Permission: PermRead}, s.listShops)
	api.Get(a, api.Route{Path: "/shops/{id}", ID: "get-shop", Summary: "Get a shop", Tag: tag, Permission: PermRead}, s.getShop)
	api.History(a, api.Record{
		Path: "/shops", ID: "shop", Summary: "a shop", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*shopOutput, error) {
			return s.getShop(ctx, sc, &idInput{ID: id})
		}, entityShop),
	})
	api.Post(a, api.Route{
		Path: "/shops/authorizations", ID: "authorize-shop", Summary: "Begin the authorisation of a shop", Tag: tag, Permission: PermManage, Status: 201, Secret: true,
		Description: "The owner opens the address in a browser signed in as the same person. Authorising an account again renews its shop.",
	}, s.begin)
	api.Put(a, api.Route{Path: "/shops/{id}", ID: "update-shop", Summary: "Rename a shop, bind its market and warehouse, enable or disable it", Tag: tag, Permission: PermManage}, s.updateShop)
	api.Delete(a, api.Route{
		Path: "/shops/{id}", ID: "remove-shop", Summary: "Remove a shop", Tag: tag, Permission: PermManage,
		Description: "Its downloaded data and pairs go, products and documents stay.",
	}, s.removeShop)
	api.Post(a, api.Route{
		Path: "/shops/{id}/actions/verify", ID: "verify-shop", Summary: "Ask 1688 whether the authorisation works", Tag: tag, Permission: PermManage,
		Description: "店铺验权: refreshes the token when it does not work.",
	}, s.verifyShop)
	api.Get(a, api.Route{Path: "/shops/{id}/log", ID: "list-shop-log", Summary: "List what happened to a shop", Tag: tag, Permission: PermRead}, s.listLog)
	api.Get(a, api.Route{Path: "/markets", ID: "list-markets", Summary: "List the known markets", Tag: tag, Permission: PermRead}, s.listMarkets)
	s.registerPlatform(a)
	s.registerDownloads(a)
	s.registerMatching(a)
}

// visible answers not found for a shop outside the person's data scope.
func visible(ctx context.Context, id db.ID) error {
	if _, shops := api.DataScope(ctx); !shops.Allows(id) {
		return ErrShopNotFound
	}
	return nil
}

func (s *Service) listShops(ctx context.Context, sc db.Scope, in *struct{ api.ListQuery }) (*api.PageOf[shopBody], error) {
	_, reach := api.DataScope(ctx)
	list, err := s.Shops(ctx, sc, reach)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(p *Shop) bool { return !p.has(in.Q) })
	// A set has a handful of shops: one page holds them all.
	out := &api.PageOf[shopBody]{Body: api.Page[shopBody]{Items: []shopBody{}, Page: 1, PageSize: max(len(list), 1), Total: int64(len(list))}}
	for _, p := range list {
		out.Body.Items = append(out.Body.Items, newShopBody(p))
	}
	return out, nil
}

func (s *Service) getShop(ctx context.Context, sc db.Scope, in *idInput) (*shopOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	return shopAnswer(s.Shop(ctx, sc, in.ID))
}

func shopAnswer(p *Shop, err error) (*shopOutput, error) {
	if err != nil {
		return nil, err
	}
	return &shopOutput{Body: newShopBody(p)}, nil
}

func (s *Service) begin(ctx context.Context, sc db.Scope, in *beginInput) (*beginOutput, error) {
	page, err := s.Begin(ctx, sc, in.Body.ThenDownload)
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
	warehouses, _ := api.DataScope(ctx)
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

func (s *Service) verifyShop(ctx context.Context, sc db.Scope, in *idInput) (*shopOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	return shopAnswer(s.VerifyShop(ctx, sc, in.ID))
}

type shopListInput struct {
	ID db.ID `path:"id"`
	api.ListQuery
}

func (s *Service) listLog(ctx context.Context, sc db.Scope, in *shopListInput) (*api.PageOf[shopLogBody], error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	page, err := s.Log(ctx, sc, in.ID, in.ListQuery)
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(l *LogLine) shopLogBody {
		return shopLogBody{ID: l.ID, At: l.At, By: l.By, Bad: l.Bad, Said: said(ctx, l.What)}
	}), nil
}

func (s *Service) listMarkets(_ context.Context, _ db.Scope, in *marketsInput) (*marketsOutput, error) {
	out := &marketsOutput{}
	out.Body.Items = Markets(in.Q)
	return out, nil
}
