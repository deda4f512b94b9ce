package channel

import (
	"context"
	"errors"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

type linesInput struct {
	api.ListQuery
	ShopID db.ID  `query:"shopId"`
	State  string `query:"state" enum:"matched,unmatched,ambiguous" doc:"ambiguous: unmatched, since several lines have the code"`
	Offer  string `query:"offer" enum:"online,offline"`
	SKUID  db.ID  `query:"skuId" doc:"Lines matched with this SKU"`
}

type lineOutput struct{ Body lineBody }

type suggestionsOutput struct {
	Body struct {
		Items []suggestionBody `json:"items" nullable:"false"`
	}
}

type matchResultOutput struct {
	Body struct {
		Matched   int64 `json:"matched" doc:"Pairs made"`
		Ambiguous int64 `json:"ambiguous" doc:"Lines left because several have their code"`
		Unmatched int64 `json:"unmatched" doc:"Other lines on sale without a pair, counted up to 10,000"`
	}
}

type pairInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		SKUID db.ID `json:"skuId"`
	}
}

type pairsInput struct {
	Body struct {
		Pairs []struct {
			ID    db.ID `json:"id" doc:"Line of the match list"`
			SKUID db.ID `json:"skuId"`
		} `json:"pairs" minItems:"1" maxItems:"500"`
	}
}

type suggestInput struct {
	Body struct {
		IDs []db.ID `json:"ids" minItems:"1" maxItems:"50"`
	}
}

type suggestOutput struct {
	Body struct {
		Results []suggestResult `json:"results" nullable:"false"`
	}
}

type suggestResult struct {
	ID         db.ID           `json:"id"`
	Suggestion *suggestionBody `json:"suggestion,omitempty" doc:"The best; left out when nothing fits or there is no such line"`
}

func (s *Service) registerMatching(a *api.API) {
	const tag = "matching"
	api.Get(a, api.Route{Path: "/online-skus", ID: "list-online-skus", Summary: "List online SKUs and what they are matched with", Tag: tag, Permission: PermMatchRead}, s.listLines)
	api.Get(a, api.Route{Path: "/online-skus/{id}", ID: "get-online-sku", Summary: "Get a line of the match list", Tag: tag, Permission: PermMatchRead}, s.getLine)
	api.Get(a, api.Route{
		Path: "/online-skus/{id}/suggestions", ID: "suggest-skus", Summary: "Rank SKUs that an online SKU may be", Tag: tag, Permission: PermMatchRead,
	}, s.suggestions)
	api.Put(a, api.Route{Path: "/online-skus/{id}/match", ID: "match-online-sku", Summary: "Match an online SKU with a SKU", Tag: tag, Permission: PermMatchWrite}, s.pairOne)
	api.Delete(a, api.Route{Path: "/online-skus/{id}/match", ID: "unmatch-online-sku", Summary: "Take the pair of an online SKU apart", Tag: tag, Permission: PermMatchWrite}, s.unpairOne)
	api.Post(a, api.Route{
		Path: "/online-skus/actions/match", ID: "match-online-skus", Summary: "Match many online SKUs, such as accepted suggestions", Tag: tag, Permission: PermMatchWrite,
	}, s.pairMany)
	api.Post(a, api.Route{Path: "/online-skus/actions/suggest", ID: "suggest-best-skus", Summary: "Give the best suggestion for each line", Tag: tag, Permission: PermMatchRead}, s.suggestMany)
	api.Post(a, api.Route{Path: "/online-skus/actions/unmatch", ID: "unmatch-online-skus", Summary: "Take pairs apart; products stay", Tag: tag, Permission: PermMatchWrite}, s.batch(s.Unpair))
	api.Post(a, api.Route{
		Path: "/online-skus/actions/remove", ID: "remove-online-skus", Summary: "Remove downloaded data with its pairs; products stay", Tag: tag, Permission: PermMatchWrite,
	}, s.batch(s.RemoveLines))
	api.Post(a, api.Route{
		Path: "/shops/{id}/actions/match", ID: "match-shop", Summary: "Match a shop's online SKUs by code", Tag: tag, Permission: PermMatchWrite,
		Description: "SKU with SKU, plain with plain. Existing pairs stay; a code that several lines have pairs none of them.",
	}, s.matchShop)
}

func (s *Service) listLines(ctx context.Context, sc db.Scope, in *linesInput) (*api.PageOf[lineBody], error) {
	reach := api.DataScope(ctx).Shops
	page, err := s.Lines(ctx, sc, in.ListQuery, LineFilter{ShopID: in.ShopID, Match: in.State, Offer: in.Offer, SKUID: in.SKUID, Reach: reach})
	if err != nil {
		return nil, err
	}
	return pageBody(page, newLineBody), nil
}

func (s *Service) getLine(ctx context.Context, sc db.Scope, in *idInput) (*lineOutput, error) {
	reach := api.DataScope(ctx).Shops
	l, err := s.Line(ctx, sc, reach, in.ID)
	if err != nil {
		return nil, err
	}
	return &lineOutput{Body: newLineBody(l)}, nil
}

func (s *Service) suggestions(ctx context.Context, sc db.Scope, in *idInput) (*suggestionsOutput, error) {
	reach := api.DataScope(ctx).Shops
	list, err := s.Suggest(ctx, sc, reach, in.ID)
	if err != nil {
		return nil, err
	}
	out := &suggestionsOutput{}
	out.Body.Items = make([]suggestionBody, 0, len(list))
	for i := range list {
		out.Body.Items = append(out.Body.Items, newSuggestionBody(&list[i]))
	}
	return out, nil
}

func (s *Service) suggestMany(ctx context.Context, sc db.Scope, in *suggestInput) (*suggestOutput, error) {
	reach := api.DataScope(ctx).Shops
	out := &suggestOutput{}
	for _, id := range in.Body.IDs {
		r := suggestResult{ID: id}
		list, err := s.Suggest(ctx, sc, reach, id)
		if err != nil && !errors.Is(err, ErrLineNotFound) {
			return nil, err
		}
		if len(list) > 0 {
			best := newSuggestionBody(&list[0])
			r.Suggestion = &best
		}
		out.Body.Results = append(out.Body.Results, r)
	}
	return out, nil
}

func (s *Service) pairOne(ctx context.Context, sc db.Scope, in *pairInput) (*lineOutput, error) {
	reach := api.DataScope(ctx).Shops
	if err := single(s.Pair(ctx, sc, reach, []Pairing{{LineID: in.ID, SKUID: in.Body.SKUID}})); err != nil {
		return nil, err
	}
	return s.getLine(ctx, sc, &idInput{ID: in.ID})
}

func (s *Service) unpairOne(ctx context.Context, sc db.Scope, in *idInput) (*lineOutput, error) {
	reach := api.DataScope(ctx).Shops
	if err := single(s.Unpair(ctx, sc, reach, []db.ID{in.ID})); err != nil {
		return nil, err
	}
	return s.getLine(ctx, sc, in)
}

// single is the outcome of a batch of one as an error.
func single(out []Outcome, err error) error {
	if err == nil && len(out) == 1 && out[0].Problem != nil {
		return out[0].Problem
	}
	return err
}

func (s *Service) pairMany(ctx context.Context, sc db.Scope, in *pairsInput) (*api.BatchOutput, error) {
	reach := api.DataScope(ctx).Shops
	list := make([]Pairing, len(in.Body.Pairs))
	for i, p := range in.Body.Pairs {
		list[i] = Pairing{LineID: p.ID, SKUID: p.SKUID}
	}
	return answers(ctx)(s.Pair(ctx, sc, reach, list))
}

func (s *Service) batch(act func(context.Context, db.Scope, tenant.Limit, []db.ID) ([]Outcome, error)) func(context.Context, db.Scope, *api.BatchInput) (*api.BatchOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		reach := api.DataScope(ctx).Shops
		return answers(ctx)(act(ctx, sc, reach, in.Body.IDs))
	}
}

// answers turns outcomes into the answer of a batch.
func answers(ctx context.Context) func([]Outcome, error) (*api.BatchOutput, error) {
	return func(list []Outcome, err error) (*api.BatchOutput, error) {
		if err != nil {
			return nil, err
		}
		ids := make([]db.ID, len(list))
		problems := make(map[db.ID]*fault.Error, len(list))
		for i, o := range list {
			ids[i] = o.ID
			if o.Problem != nil {
				problems[o.ID] = o.Problem
			}
		}
		return api.Batch(ctx, ids, func(_ context.Context, id db.ID) error {
			if why := problems[id]; why != nil {
				return why
			}
			return nil
		})
	}
}

func (s *Service) matchShop(ctx context.Context, sc db.Scope, in *idInput) (*matchResultOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	r, err := s.MatchShop(ctx, sc, in.ID)
	if err != nil {
		return nil, err
	}
	// Counted afterwards, so that nobody waits for it.
	rest, err := s.Lines(ctx, sc, api.ListQuery{PageSize: 1}, LineFilter{ShopID: in.ID, Match: "unmatched", Offer: "online", Reach: tenant.Limit{All: true}})
	if err != nil {
		return nil, err
	}
	out := &matchResultOutput{}
	out.Body.Matched, out.Body.Ambiguous, out.Body.Unmatched = r.Matched, r.Ambiguous, max(rest.Total-r.Ambiguous, 0)
	return out, nil
}
