package stock

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// registerBatches adds what is done to several warehouses at once.
func (s *Service) registerBatches(a *api.API, tag string) {
	batch := func(verb, summary string, active bool) {
		api.Post(a, api.Route{Path: "/warehouses/actions/" + verb, ID: verb + "-warehouses", Summary: summary, Tag: tag, Permission: PermWarehouseEdit},
			func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
				limit := api.DataScope(ctx).Warehouses
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
					if !limit.Allows(id) {
						return ErrWarehouseNotFound
					}
					return s.SetWarehouseActive(ctx, sc, id, active)
				})
			})
	}
	batch("activate", "Use warehouses again", true)
	batch("deactivate", "Stop using warehouses that hold no stock", false)
}
