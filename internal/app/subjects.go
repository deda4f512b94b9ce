package app

import (
	"context"
	"encoding/json"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobshttp"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/sale"
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
	})
	a.Topic(channel.Topic, func(ctx context.Context, _ db.Scope, data json.RawMessage) bool {
		_, shops := api.DataScope(ctx)
		id, ok := named(data, "id")
		return ok && api.Can(ctx, channel.PermRead) && shops.Allows(id)
	})
	a.Topic("sale", func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		warehouses, shops := api.DataScope(ctx)
		return api.Can(ctx, sale.PermRead) && s.reaches(ctx, sc, data, "id", tenant.DataScope{Warehouses: warehouses, Shops: shops})
	})
	a.Topic("preorder", func(ctx context.Context, sc db.Scope, data json.RawMessage) bool {
		_, shops := api.DataScope(ctx)
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
