package sourcing

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of sources.
var (
	PermRead  = api.DefinePermission("source.read", "查看货源", "See sources", "supplier", tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleAccount, tenant.RoleViewer)
	PermWrite = api.DefinePermission("source.write", "维护货源、匹配 1688 商品", "Edit sources, match with offers of 1688", "supplier", tenant.RolePurchaser)
)

// FilterInput holds the filters of the list of SKUs and of its export.
type FilterInput struct {
	Match      string `query:"match" enum:"none,unmatched,matched,attention,linked" doc:"none: without any source; unmatched: without one on 1688 that can be bought from; attention: an offer is gone or its spec is; linked: a link waits to be matched"`
	SupplierID db.ID  `query:"supplierId"`
	AccountID  db.ID  `query:"accountId" doc:"The buyer account it is bought with"`
	State      string `query:"state" enum:"active,unmatched,gone,spec_changed"`
	Active     string `query:"active" enum:"true,false" doc:"The SKU with its product"`
}

func (in *FilterInput) filter(ctx context.Context) Filter {
	f := Filter{Match: in.Match, SupplierID: in.SupplierID, AccountID: in.AccountID, State: State(in.State), Reach: reach(ctx)}
	if in.Active != "" {
		active := in.Active == "true"
		f.Active = &active
	}
	return f
}

// reach is which accounts the person of the request works with.
func reach(ctx context.Context) tenant.Limit {
	shops := api.DataScope(ctx).Shops
	return shops
}

type idInput struct {
	ID db.ID `path:"id"`
}

type skusInput struct {
	api.ListQuery
	FilterInput
}

type sourcesInput struct {
	api.ListQuery
	SKUID      []db.ID `query:"skuId" maxItems:"200" doc:"Of any of these, joined by commas"`
	SupplierID db.ID   `query:"supplierId"`
	AccountID  db.ID   `query:"accountId"`
	State      string  `query:"state" enum:"active,unmatched,gone,spec_changed"`
}

type skuOutput struct{ Body skuBody }

type sourceOutput struct{ Body sourceBody }

type taskOutput struct{ Body jobs.Task }

// SourceSave is a source as entered.
type SourceSave struct {
	SupplierID db.ID      `json:"supplierId,omitempty" doc:"Of a matched source it is the seller of the offer, and may be left out"`
	AccountID  db.ID      `json:"accountId,omitempty" doc:"The buyer account it is bought with; any when left out"`
	Link       string     `json:"link,omitempty" doc:"A link to an offer of 1688, or its id; the spec is chosen later. Not read for a matched source"`
	Code       string     `json:"code,omitempty" doc:"The supplier's code of it"`
	Unit       string     `json:"unit,omitempty" doc:"What the sale unit is called"`
	Num        int64      `json:"num,omitempty" doc:"One sale unit is num/den base units; 1 when left out"`
	Den        int64      `json:"den,omitempty" doc:"1 when left out"`
	Multiple   int64      `json:"multiple,omitempty" doc:"Sale units are bought in multiples of it; 1 when left out"`
	Minimum    int64      `json:"minimum,omitempty" doc:"Sale units; 1 when left out"`
	LeadDays   int64      `json:"leadDays,omitempty" doc:"From order to sellable"`
	Price      *dec.Price `json:"price,omitempty" doc:"Per sale unit; kept as it is by who may not see purchase prices"`
	Note       string     `json:"note,omitempty"`
}

func (b *SourceSave) input(ctx context.Context, sku db.ID, version int64) Input {
	in := Input{
		SKUID: sku, SupplierID: b.SupplierID, AccountID: b.AccountID, Link: b.Link, Code: b.Code, Unit: b.Unit, Num: b.Num, Den: b.Den, Multiple: b.Multiple, Minimum: b.Minimum,
		LeadDays: b.LeadDays, Price: b.Price, KeepPrice: !api.Can(ctx, api.CostSee), Note: b.Note, Version: version, Reach: reach(ctx),
	}
	return in
}

type createInput struct {
	Body struct {
		SKUID db.ID `json:"skuId"`
		SourceSave
	}
}

type updateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		SourceSave
		Version int64 `json:"version"`
	}
}

type orderInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		IDs []db.ID `json:"ids" minItems:"1" maxItems:"500" doc:"All sources of the SKU, the first tried first"`
	}
}

// Register adds the routes of sources and matching.
func (s *Service) Register(a *api.API) {
	const tag = "sources"
	api.Get(a, api.Route{Path: "/sourced-skus", ID: "list-sourced-skus", Summary: "List all SKUs with their sources", Tag: tag, Permission: PermRead}, s.listSKUs)
	api.Get(a, api.Route{Path: "/sourced-skus/export", ID: "export-sourced-skus", Summary: "Export the SKUs with their sources as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.export)
	api.Get(a, api.Route{Path: "/sourced-skus/{id}", ID: "get-sourced-sku", Summary: "Get a SKU with its sources", Tag: tag, Permission: PermRead}, s.getSKU)
	api.Put(a, api.Route{Path: "/sourced-skus/{id}/order", ID: "order-sources", Summary: "Say in which order the sources of a SKU are tried", Tag: tag, Permission: PermWrite}, s.order)
	api.Get(a, api.Route{Path: "/sources", ID: "list-sources", Summary: "List sources", Tag: tag, Permission: PermRead}, s.listSources)
	api.Get(a, api.Route{Path: "/sources/{id}", ID: "get-source", Summary: "Get a source", Tag: tag, Permission: PermRead}, s.getSource)
	api.History(a, api.Record{
		Path: "/sources", ID: "source", Summary: "a source", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*Source, error) {
			return s.Get(ctx, sc, id, reach(ctx))
		}, entitySource),
	})
	api.Post(a, api.Route{
		Path: "/sources", ID: "create-source", Summary: "Add a source by hand", Tag: tag, Permission: PermWrite, Status: 201,
		Description: "With a link to an offer of 1688 it is unmatched until the spec was chosen.",
	}, s.create)
	api.Put(a, api.Route{Path: "/sources/{id}", ID: "update-source", Summary: "Change what people enter of a source", Tag: tag, Permission: PermWrite}, s.update)
	api.Delete(a, api.Route{Path: "/sources/{id}", ID: "delete-source", Summary: "Delete a source", Tag: tag, Permission: PermWrite}, s.remove)
	api.Post(a, api.Route{Path: "/sources/actions/delete", ID: "delete-sources", Summary: "Delete sources", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return s.Remove(ctx, sc, id, reach(ctx)) })
		})
	api.Post(a, api.Route{
		Path: "/sources/{id}/actions/check", ID: "check-source", Summary: "Look the offer of a source up again", Tag: tag, Permission: PermWrite,
		Description: "All sources of the offer are brought up to date. A spec that is not under its id any more is found by its other id or its attributes; else the state says what happened.",
	}, s.check)
	api.Post(a, api.Route{
		Path: "/sources/actions/check", ID: "check-sources", Summary: "Look the offers of sources up again in the background", Tag: tag, Permission: PermWrite, Status: 202,
	}, s.startCheck)
	s.registerMatching(a)
	s.registerRuns(a)
}

func (s *Service) listSKUs(ctx context.Context, sc db.Scope, in *skusInput) (*api.PageOf[skuBody], error) {
	page, names, err := s.SKUs(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(r SKURow) skuBody { return newSKUBody(ctx, &r, names) }), nil
}

func (s *Service) getSKU(ctx context.Context, sc db.Scope, in *idInput) (*skuOutput, error) {
	row, names, err := s.SKU(ctx, sc, in.ID, reach(ctx))
	if err != nil {
		return nil, err
	}
	return &skuOutput{Body: newSKUBody(ctx, row, names)}, nil
}

func (s *Service) order(ctx context.Context, sc db.Scope, in *orderInput) (*skuOutput, error) {
	if err := s.Order(ctx, sc, in.ID, in.Body.IDs, reach(ctx)); err != nil {
		return nil, err
	}
	return s.getSKU(ctx, sc, &idInput{in.ID})
}

func (s *Service) listSources(ctx context.Context, sc db.Scope, in *sourcesInput) (*api.PageOf[sourceBody], error) {
	page, names, err := s.Sources(ctx, sc, in.ListQuery, Filter{SKUs: in.SKUID, SupplierID: in.SupplierID, AccountID: in.AccountID, State: State(in.State), Reach: reach(ctx)})
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(x *Source) sourceBody { return newSourceBody(ctx, x, names) }), nil
}

func (s *Service) getSource(ctx context.Context, sc db.Scope, in *idInput) (*sourceOutput, error) {
	x, err := s.Get(ctx, sc, in.ID, reach(ctx))
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) sourceAnswer(ctx context.Context, sc db.Scope, x *Source, err error) (*sourceOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &sourceOutput{}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		names, err := s.namesTx(ctx, tx, []*Source{x})
		if err == nil {
			out.Body = newSourceBody(ctx, x, names)
		}
		return err
	})
	return out, err
}

func (s *Service) create(ctx context.Context, sc db.Scope, in *createInput) (*sourceOutput, error) {
	x, err := s.Create(ctx, sc, in.Body.input(ctx, in.Body.SKUID, 0))
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) update(ctx context.Context, sc db.Scope, in *updateInput) (*sourceOutput, error) {
	x, err := s.Update(ctx, sc, in.ID, in.Body.input(ctx, 0, in.Body.Version))
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) remove(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
	return nil, s.Remove(ctx, sc, in.ID, reach(ctx))
}

func (s *Service) check(ctx context.Context, sc db.Scope, in *idInput) (*sourceOutput, error) {
	x, err := s.Check(ctx, sc, in.ID, reach(ctx))
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) startCheck(ctx context.Context, sc db.Scope, in *api.BatchInput) (*taskOutput, error) {
	task, err := s.StartCheck(ctx, sc, in.Body.IDs, reach(ctx))
	if err != nil {
		return nil, err
	}
	return &taskOutput{Body: *task}, nil
}
