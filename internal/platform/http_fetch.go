package platform

import (
	"context"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

type startFetchInput struct {
	Body struct {
		AccountID db.ID   `json:"accountId"`
		From      db.Date `json:"from" doc:"First day, in Beijing"`
		To        db.Date `json:"to" doc:"Last day; at most 366 days together"`
		ByChange  bool    `json:"byChange,omitempty" doc:"The days are those of changes; otherwise of orders made"`
	}
}

type fetchesInput struct {
	api.ListQuery
	AccountID db.ID `query:"accountId"`
}

type fetchOutput struct{ Body fetchBody }

func (s *Service) registerFetches(a *api.API) {
	const path, tag = "/platform-order-fetches", "orders of 1688"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	start := route(path, "start-platform-order-fetch", "Fetch the orders of a buyer account over some days", PermFetch)
	start.Status = http.StatusAccepted
	start.Description = "Twenty a page, those in the archive of 1688 too. Progress is that of the task."
	api.Post(a, start, func(ctx context.Context, sc db.Scope, in *startFetchInput) (*fetchOutput, error) {
		return fetchAnswer(ctx)(s.StartFetch(ctx, sc, FetchInput(in.Body), api.DataScope(ctx).Shops))
	})
	api.Get(a, route(path, "list-platform-order-fetches", "List what was fetched of orders of 1688", PermRead), func(ctx context.Context, sc db.Scope, in *fetchesInput) (*api.PageOf[fetchBody], error) {
		page, err := s.Fetches(ctx, sc, in.ListQuery, in.AccountID, api.DataScope(ctx).Shops)
		if err != nil {
			return nil, err
		}
		return pageBody(page, func(r *Fetch) fetchBody { return newFetchBody(ctx, r) }), nil
	})
	api.Get(a, route(path+"/{id}", "get-platform-order-fetch", "See how far fetching is", PermRead), func(ctx context.Context, sc db.Scope, in *idInput) (*fetchOutput, error) {
		return fetchAnswer(ctx)(s.FetchOf(ctx, sc, in.ID, api.DataScope(ctx).Shops))
	})
	act := func(verb, summary string, fn func(context.Context, db.Scope, db.ID, tenant.Limit) (*Fetch, error)) {
		api.Post(a, route(path+"/{id}/actions/"+verb, verb+"-platform-order-fetch", summary, PermFetch), func(ctx context.Context, sc db.Scope, in *idInput) (*fetchOutput, error) {
			return fetchAnswer(ctx)(fn(ctx, sc, in.ID, api.DataScope(ctx).Shops))
		})
	}
	act("pause", "Let fetching rest", s.PauseFetch)
	act("resume", "Go on fetching where it stopped", s.ResumeFetch)
	act("cancel", "Stop fetching; what was read stays", s.CancelFetch)
}

// fetchAnswer makes an answer of a fetch.
func fetchAnswer(ctx context.Context) func(*Fetch, error) (*fetchOutput, error) {
	return func(r *Fetch, err error) (*fetchOutput, error) {
		if err != nil {
			return nil, err
		}
		return &fetchOutput{Body: newFetchBody(ctx, r)}, nil
	}
}
