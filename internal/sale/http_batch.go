package sale

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// registerBatches adds what is done to several documents at once, each as it was seen.
func (s *Service) registerBatches(a *api.API, tag string) {
	batch := func(verb, summary string, perm api.Permission, one func(context.Context, db.Scope, db.ID, int64) (*Sale, error)) {
		api.Post(a, api.Route{Path: "/sales/actions/" + verb, ID: verb + "-sales", Summary: summary, Tag: tag, Permission: perm, Slow: true},
			func(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
				return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error {
					if err := s.visible(ctx, sc, id); err != nil {
						return err
					}
					_, err := one(ctx, sc, id, version)
					return err
				})
			})
	}
	batch("approve", "Post several submitted documents", PermReview, s.Approve)
	batch("void", "Give up several documents that have had no effect", PermCreate, s.Void)
	batch("reverse", "Take several posted documents back by counter-documents", PermReverse, s.Reverse)
}
