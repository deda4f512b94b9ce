package finance

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// registerBatches adds what is done to several receipts or fund accounts at once.
func (s *Service) registerBatches(a *api.API, tag string) {
	api.Post(a, api.Route{
		Path: "/receipts/actions/reverse", ID: "reverse-receipts", Summary: "Take several receipts back by counter-receipts of today", Tag: tag, Permission: PermReverse, Slow: true,
	}, func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			_, err := s.reverseReceipt(ctx, sc, &reverseInput{ID: id})
			return err
		})
	})
	batch := func(verb, summary string, active bool) {
		api.Post(a, api.Route{Path: "/fund-accounts/actions/" + verb, ID: verb + "-fund-accounts", Summary: summary, Tag: tag, Permission: PermFundEdit},
			func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return s.SetFundAccountActive(ctx, sc, id, active) })
			})
	}
	batch("activate", "Use fund accounts again", true)
	batch("deactivate", "Stop using fund accounts", false)
}
