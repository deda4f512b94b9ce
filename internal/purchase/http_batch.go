package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type mergeInput struct {
	Body struct {
		Documents []struct {
			ID      db.ID `json:"id"`
			Version int64 `json:"version"`
		} `json:"documents" minItems:"2" maxItems:"100" nullable:"false"`
	}
}

// registerBatches adds what is done to several orders at once, each as it was seen.
func (s *Service) registerBatches(a *api.API, path string) {
	batch := func(verb, summary string, p api.Permission, one func(context.Context, db.Scope, db.ID, int64) (*Order, error)) {
		api.Post(a, api.Route{Path: path + "/actions/" + verb, ID: verb + "-purchase-orders", Summary: summary, Tag: "purchases", Permission: p, Slow: true},
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
	batch("submit", "Submit several drafts", PermCreate, s.Submit)
	batch("withdraw", "Take several orders back into drafts", PermCreate, s.Withdraw)
	batch("void", "Give up several orders of which nothing has come", PermCreate, s.Void)
	batch("approve", "Give several orders their first approval", PermApprove, s.approveFirst)
	batch("approve-second", "Give several orders their second approval", PermApproveSecond, s.approveSecond)
	api.Post(a, api.Route{
		Path: path + "/actions/merge", ID: "merge-purchase-orders", Summary: "Make one draft of several of one supplier", Tag: "purchases", Permission: PermCreate, Status: 201,
	}, func(ctx context.Context, sc db.Scope, in *mergeInput) (*detailOutput, error) {
		list := make([]Seen, len(in.Body.Documents))
		for i, d := range in.Body.Documents {
			list[i] = Seen(d)
		}
		o, err := s.Merge(ctx, sc, list, api.DataScope(ctx))
		if err != nil {
			return nil, err
		}
		return s.show(ctx, sc, o.ID)
	})
}
