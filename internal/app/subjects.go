package app

import (
	"context"
	"encoding/json"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobshttp"
	"github.com/huotong/huotong/internal/paying"
	"github.com/huotong/huotong/internal/placing"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// registerSubjects says who watches long work and who hears of what: those who
// may see the thing itself.
func (s *server) registerSubjects(a *api.API) {
	jobshttp.Register(a, s.db, map[string]jobshttp.Subject{
		"shop": {
			See: []api.Permission{channel.PermRead, channel.PermDownload}, Cancel: channel.PermDownload,
			Limit: func(_, shops api.Limit) api.Limit { return shops },
		},
		"buyer_account": {
			See: []api.Permission{sourcing.PermRead}, Cancel: sourcing.PermWrite,
			Limit: func(_, shops api.Limit) api.Limit { return shops },
		},
		platform.TaskRef: {
			See: []api.Permission{platform.PermRead}, Cancel: platform.PermFetch,
			Limit: func(_, shops api.Limit) api.Limit { return shops },
		},
		"source_check":  {See: []api.Permission{sourcing.PermRead}, Cancel: sourcing.PermWrite},
		placing.TaskRef: {See: []api.Permission{purchase.PermRead}, Cancel: placing.PermPlace},
		suggest.TaskRef: {See: []api.Permission{suggest.PermRead}, Cancel: suggest.PermRun},
	})
	a.Topic(sourcing.TopicRun, func(ctx context.Context, _ db.Scope, data json.RawMessage) bool {
		shops := api.DataScope(ctx).Shops
		id, ok := named(data, "accountId")
		return ok && api.Can(ctx, sourcing.PermRead) && shops.Allows(id)
	})
	a.Topic(platform.TopicFetch, func(ctx context.Context, _ db.Scope, data json.RawMessage) bool {
		shops := api.DataScope(ctx).Shops
		id, ok := named(data, "accountId")
		return ok && api.Can(ctx, platform.PermRead) && shops.Allows(id)
	})
	a.Topic(platform.Topic, func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		id, ok := named(data, "id")
		within := api.DataScope(ctx)
		return ok && api.Can(ctx, platform.PermRead) && (within.All() || s.platform.Visible(ctx, sc, id, within) == nil)
	})
	a.Topic(channel.Topic, func(ctx context.Context, _ db.Scope, data json.RawMessage) bool {
		shops := api.DataScope(ctx).Shops
		id, ok := named(data, "id")
		// An account may be a shop, a buyer account, or both; the event tells its id and no more.
		return ok && (api.Can(ctx, channel.PermRead) || api.Can(ctx, channel.PermBuyerRead)) && shops.Allows(id)
	})
	a.Topic("sale", func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		return api.Can(ctx, sale.PermRead) && s.reaches(ctx, sc, data, "id", api.DataScope(ctx))
	})
	for topic, see := range map[string]func(context.Context, db.Scope, db.ID, tenant.DataScope) error{
		"purchase": func(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
			_, err := s.purchases.Get(ctx, sc, id, within)
			return err
		},
		"purchase_receipt": func(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
			_, err := s.purchases.Receipt(ctx, sc, id, within)
			return err
		},
		"purchase_cost": func(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
			_, err := s.purchases.CostOf(ctx, sc, id, within)
			return err
		},
	} {
		a.Topic(topic, func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
			id, ok := named(data, "id")
			within := api.DataScope(ctx)
			return ok && api.Can(ctx, purchase.PermRead) && (within.All() || see(ctx, sc, id, within) == nil)
		})
	}
	a.Topic(paying.Topic, func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		id, ok := named(data, "id")
		within := api.DataScope(ctx)
		return ok && api.Can(ctx, paying.PermRead) && (within.All() || s.paying.Visible(ctx, sc, id, within) == nil)
	})
	a.Topic("preorder", func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		shops := api.DataScope(ctx).Shops
		return api.Can(ctx, preorder.PermRead) && s.reaches(ctx, sc, data, "saleId", tenant.DataScope{Warehouses: tenant.Everything.Warehouses, Shops: shops})
	})
}

// reaches tells whether the sale that an event names under key lies within the
// data scope. It is read only for the few people who have any.
func (s *server) reaches(ctx context.Context, sc db.Scope, data json.RawMessage, key string, within tenant.DataScope) bool {
	if within.All() {
		return true
	}
	id, ok := named(data, key)
	if !ok {
		return false
	}
	_, err := s.sales.Get(ctx, sc, id, within.Warehouses, within.Shops)
	return err == nil // what cannot be read now is not told of; events are hints
}

// named reads the id that an event carries under key.
func named(data json.RawMessage, key string) (db.ID, bool) {
	var fields map[string]json.RawMessage
	var id db.ID
	if json.Unmarshal(data, &fields) != nil || json.Unmarshal(fields[key], &id) != nil {
		return 0, false
	}
	return id, true
}
