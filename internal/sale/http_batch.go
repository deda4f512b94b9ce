package sale

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type batchInput struct {
	Body struct {
		Documents []struct {
			ID      db.ID `json:"id"`
			Version int64 `json:"version" doc:"The version it was seen in"`
		} `json:"documents" minItems:"1" maxItems:"500"`
	}
}

// registerBatches adds what is done to several documents at once. Each is named with
// the version it was seen in, so that nobody approves or takes back what has changed
// meanwhile.
func (s *Service) registerBatches(a *api.API, tag string) {
	batch := func(verb, summary string, perm api.Permission, one func(context.Context, db.Scope, db.ID, int64) (*Sale, error)) {
		api.Post(a, api.Route{Path: "/sales/actions/" + verb, ID: verb + "-sales", Summary: summary, Tag: tag, Permission: perm, Slow: true},
			func(ctx context.Context, sc db.Scope, in *batchInput) (*api.BatchOutput, error) {
				ids, versions := make([]db.ID, 0, len(in.Body.Documents)), map[db.ID]int64{}
				for _, d := range in.Body.Documents {
					ids, versions[d.ID] = append(ids, d.ID), d.Version
				}
				return api.Batch(ctx, ids, func(ctx context.Context, id db.ID) error {
					if err := s.visible(ctx, sc, id); err != nil {
						return err
					}
					_, err := one(ctx, sc, id, versions[id])
					return err
				})
			})
	}
	batch("approve", "Post several submitted documents", PermReview, s.Approve)
	batch("void", "Give up several documents that have had no effect", PermCreate, s.Void)
	batch("reverse", "Take several posted documents back by counter-documents", PermReverse, s.Reverse)
}
