package channel

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

const howAuthorised = "The owner opens the address in a browser signed in as the same person. Authorising an account again renews it."

// accountRoutes are the routes that shops and buyer accounts have alike.
type accountRoutes struct {
	s            *Service
	purpose      Purpose
	path         string // "/shops"
	id, ids, one string // "shop", "shops", "a shop"
	read, manage api.Permission
}

func (r accountRoutes) register(a *api.API) {
	api.Get(a, api.Route{Path: r.path, ID: "list-" + r.ids, Summary: "List " + r.ids, Tag: r.ids, Permission: r.read}, r.list)
	api.Get(a, api.Route{Path: r.path + "/{id}", ID: "get-" + r.id, Summary: "Get " + r.one, Tag: r.ids, Permission: r.read}, r.get)
	api.History(a, api.Record{
		Path: r.path, ID: r.id, Summary: r.one, Tag: r.ids, Permission: r.read,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*shopOutput, error) {
			return r.get(ctx, sc, &idInput{ID: id})
		}, entityShop),
	})
	api.Post(a, api.Route{
		Path: r.path + "/{id}/actions/verify", ID: "verify-" + r.id, Summary: "Ask 1688 whether the authorisation works", Tag: r.ids, Permission: r.manage,
		Description: "店铺验权: refreshes the token when it does not work.",
	}, r.verify)
	api.Get(a, api.Route{
		Path: r.path + "/{id}/examination", ID: "examine-" + r.id, Summary: "Examine the authorisation and what the account may call", Tag: r.ids, Permission: r.manage,
		Description: "Asks 1688 a few things; nothing is changed there. A token near its end is refreshed as for any call.",
	}, r.examine)
	api.Get(a, api.Route{Path: r.path + "/{id}/log", ID: "list-" + r.id + "-log", Summary: "List what happened to " + r.one, Tag: r.ids, Permission: r.read}, r.log)
}

func (r accountRoutes) list(ctx context.Context, sc db.Scope, in *struct{ api.ListQuery }) (*api.PageOf[shopBody], error) {
	reach := api.DataScope(ctx).Shops
	list, err := r.s.Accounts(ctx, sc, r.purpose, reach)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(p *Shop) bool { return !p.has(in.Q) })
	// A set has a handful of accounts: one page holds them all.
	out := &api.PageOf[shopBody]{Body: api.Page[shopBody]{Items: []shopBody{}, Page: 1, PageSize: max(len(list), 1), Total: int64(len(list))}}
	for _, p := range list {
		out.Body.Items = append(out.Body.Items, newShopBody(p))
	}
	return out, nil
}

func (r accountRoutes) get(ctx context.Context, sc db.Scope, in *idInput) (*shopOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	return shopAnswer(r.s.Account(ctx, sc, r.purpose, in.ID))
}

func (r accountRoutes) verify(ctx context.Context, sc db.Scope, in *idInput) (*shopOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	return shopAnswer(r.s.VerifyAccount(ctx, sc, r.purpose, in.ID))
}

func (r accountRoutes) examine(ctx context.Context, sc db.Scope, in *idInput) (*findingsOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	list, err := r.s.Examine(ctx, sc, r.purpose, in.ID)
	if err != nil {
		return nil, err
	}
	return findingsAnswer(ctx, list), nil
}

type shopListInput struct {
	ID db.ID `path:"id"`
	api.ListQuery
}

func (r accountRoutes) log(ctx context.Context, sc db.Scope, in *shopListInput) (*api.PageOf[shopLogBody], error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	page, err := r.s.Log(ctx, sc, r.purpose, in.ID, in.ListQuery)
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(l *LogLine) shopLogBody {
		return shopLogBody{ID: l.ID, At: l.At, By: l.By, Bad: l.Bad, Said: api.NewReason(ctx, l.What)}
	}), nil
}
