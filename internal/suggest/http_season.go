package suggest

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

func (s *Service) registerSeasons(a *api.API) {
	const path = "/demand-seasons"
	api.Get(a, api.Route{Path: path, ID: "list-demand-seasons", Summary: "List the seasons of goods", Tag: tag, Permission: PermRead}, s.listSeasons)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-demand-season", Summary: "Get a season", Tag: tag, Permission: PermRead}, s.getSeason)
	api.History(a, api.Record{Path: path, ID: "demand-season", Summary: "a season", Tag: tag, Permission: PermRead, See: api.SeenBy(s.Season, entitySeason)})
	api.Post(a, api.Route{
		Path: path, ID: "create-demand-season", Summary: "Enter how demand changes over the year", Tag: tag, Permission: PermRule, Status: 201,
		Description: "Of all goods, or of categories with what is below them; the nearest category comes first. Each day has the factor of its month, by the mean of the days that the demand was measured in.",
	}, s.createSeason)
	api.Put(a, api.Route{Path: path + "/{id}", ID: "update-demand-season", Summary: "Change a season", Tag: tag, Permission: PermRule}, s.updateSeason)
	api.Post(a, api.Route{Path: path + "/actions/delete", ID: "delete-demand-seasons", Summary: "Delete seasons", Tag: tag, Permission: PermRule}, deleteAll(s.DeleteSeason))
}

// SeasonContent is what is entered of a season.
type SeasonContent struct {
	Name        string  `json:"name"`
	MonthsBPS   []int64 `json:"monthsBps" minItems:"12" maxItems:"12" nullable:"false" doc:"What January to December sell, of an average month, in 1/10,000: from 100 to 100,000"`
	AllGoods    bool    `json:"allGoods,omitempty" doc:"Of all goods that have no nearer season"`
	CategoryIDs []db.ID `json:"categoryIds,omitempty" maxItems:"200"`
}

// SeasonBody is a season as a page shows it.
type SeasonBody struct {
	ID db.ID `json:"id"`
	SeasonContent
	CategoryNames []string `json:"categoryNames,omitempty" doc:"In the order of the ids"`
	UpdatedAt     db.Time  `json:"updatedAt"`
	Version       int64    `json:"version"`
}

func newSeasonBody(s *SeasonRow) SeasonBody {
	return SeasonBody{
		ID: s.ID, SeasonContent: SeasonContent{Name: s.Name, MonthsBPS: slices.Clone(s.Months[:]), AllGoods: s.AllGoods, CategoryIDs: s.Categories},
		CategoryNames: s.CategoryNames, UpdatedAt: s.UpdatedAt, Version: s.Version,
	}
}

func (b *SeasonContent) season() Season {
	s := Season{Name: b.Name, AllGoods: b.AllGoods, Categories: b.CategoryIDs}
	copy(s.Months[:], b.MonthsBPS)
	return s
}

type seasonsInput struct {
	api.ListQuery
	CategoryID db.ID `query:"categoryId"`
}

func (s *Service) listSeasons(ctx context.Context, sc db.Scope, in *seasonsInput) (*api.PageOf[SeasonBody], error) {
	page, err := s.Seasons(ctx, sc, in.ListQuery, SeasonFilter{CategoryID: in.CategoryID})
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(s SeasonRow) SeasonBody { return newSeasonBody(&s) }), nil
}

type seasonOutput struct{ Body SeasonBody }

func (s *Service) getSeason(ctx context.Context, sc db.Scope, in *idInput) (*seasonOutput, error) {
	n, err := s.Season(ctx, sc, in.ID)
	if err != nil {
		return nil, err
	}
	return &seasonOutput{newSeasonBody(n)}, nil
}

type createSeasonInput struct{ Body SeasonContent }

func (s *Service) createSeason(ctx context.Context, sc db.Scope, in *createSeasonInput) (*seasonOutput, error) {
	return s.saveSeason(ctx, sc, in.Body.season())
}

type updateSeasonInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		SeasonContent
		Version int64 `json:"version"`
	}
}

func (s *Service) updateSeason(ctx context.Context, sc db.Scope, in *updateSeasonInput) (*seasonOutput, error) {
	n := in.Body.season()
	n.ID, n.Version = in.ID, in.Body.Version
	return s.saveSeason(ctx, sc, n)
}

func (s *Service) saveSeason(ctx context.Context, sc db.Scope, n Season) (*seasonOutput, error) {
	if err := api.RequireWholeSet(ctx); err != nil { // it moves what is suggested for every warehouse
		return nil, err
	}
	made, err := s.SaveSeason(ctx, sc, n)
	if err != nil {
		return nil, err
	}
	return s.getSeason(ctx, sc, &idInput{made.ID})
}
