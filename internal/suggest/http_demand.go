package suggest

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

func (s *Service) registerDemand(a *api.API) {
	const path = "/demand-calendar"
	api.Get(a, api.Route{Path: path, ID: "list-demand-entries", Summary: "List what is expected and known of the demand of some days", Tag: tag, Permission: PermRead}, s.listEntries)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-demand-entry", Summary: "Get an entry of the demand calendar", Tag: tag, Permission: PermRead}, s.getEntry)
	api.History(a, api.Record{
		Path: path, ID: "demand-entry", Summary: "an entry of the demand calendar", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*EntryRow, error) {
			return s.Entry(ctx, sc, id, warehouses(ctx))
		}, entityEntry),
	})
	api.Post(a, api.Route{
		Path: path, ID: "create-demand-entry", Summary: "Enter what is expected or known of the demand of some days", Tag: tag, Permission: PermRule, Status: 201,
		Description: "Of a SKU, of a category with what is below it, or of all goods. On a coming day the entry of the SKU comes first, then the nearest category's, then that of all goods, each first for the warehouse. Events say that what was sold is no outlier; all of them count.",
	}, s.createEntry)
	api.Put(a, api.Route{Path: path + "/{id}", ID: "update-demand-entry", Summary: "Change an entry of the demand calendar", Tag: tag, Permission: PermRule}, s.updateEntry)
	api.Post(a, api.Route{Path: path + "/actions/delete", ID: "delete-demand-entries", Summary: "Delete entries of the demand calendar", Tag: tag, Permission: PermRule},
		func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return s.DeleteEntry(ctx, sc, id, warehouses(ctx)) })
		})
}

// EntryContent is what is entered of the demand of some days.
type EntryContent struct {
	Name        string       `json:"name"`
	Kind        EntryKind    `json:"kind" enum:"factor,per_day,event" doc:"factor: so much of the usual demand; per_day: so many a day, of a SKU in a warehouse; event: what was sold is no outlier"`
	SKUID       db.ID        `json:"skuId,omitempty"`
	CategoryID  db.ID        `json:"categoryId,omitempty" doc:"All goods when neither SKU nor category is given"`
	WarehouseID db.ID        `json:"warehouseId,omitempty" doc:"All warehouses when left out"`
	From        db.Date      `json:"from" doc:"First day, a business date of the account set"`
	To          db.Date      `json:"to" doc:"Last day, which is one of them"`
	FactorBPS   int64        `json:"factorBps,omitempty" doc:"Of factor, in 1/10,000 of the usual demand; 0 when nothing is expected, 100,000 at most"`
	PerDay      dec.Quantity `json:"perDay,omitempty" doc:"Of per_day, in base units"`
}

// EntryBody is an entry as a page shows it.
type EntryBody struct {
	ID db.ID `json:"id"`
	EntryContent
	SKUCode       string  `json:"skuCode,omitempty"`
	ProductName   string  `json:"productName,omitempty"`
	Spec          string  `json:"spec,omitempty"`
	Unit          string  `json:"unit,omitempty" builtin:"unit"`
	CategoryName  string  `json:"categoryName,omitempty"`
	WarehouseName string  `json:"warehouseName,omitempty" builtin:"warehouse"`
	UpdatedAt     db.Time `json:"updatedAt"`
	Version       int64   `json:"version"`
}

func newEntryBody(e *EntryRow) EntryBody {
	return EntryBody{
		ID: e.ID, SKUCode: e.SKUCode, ProductName: e.ProductName, Spec: e.Spec, Unit: e.Unit, CategoryName: e.CategoryName, WarehouseName: e.WarehouseName, UpdatedAt: e.UpdatedAt, Version: e.Version,
		EntryContent: EntryContent{
			Name: e.Name, Kind: e.Kind, SKUID: e.SKUID, CategoryID: e.CategoryID, WarehouseID: e.WarehouseID, From: e.From, To: e.To, FactorBPS: e.FactorBPS, PerDay: e.PerDay,
		},
	}
}

func (b *EntryContent) entry() Entry {
	return Entry{
		Name: b.Name, Kind: b.Kind, SKUID: b.SKUID, CategoryID: b.CategoryID, WarehouseID: b.WarehouseID, Span: Span{b.From, b.To}, FactorBPS: b.FactorBPS, PerDay: b.PerDay,
	}
}

type entriesInput struct {
	api.ListQuery
	Kind        EntryKind `query:"kind" enum:"factor,per_day,event"`
	SKUID       db.ID     `query:"skuId"`
	CategoryID  db.ID     `query:"categoryId"`
	WarehouseID db.ID     `query:"warehouseId"`
	When        string    `query:"when" enum:"coming" doc:"Not over yet"`
}

func (s *Service) listEntries(ctx context.Context, sc db.Scope, in *entriesInput) (*api.PageOf[EntryBody], error) {
	page, err := s.Entries(ctx, sc, in.ListQuery, EntryFilter{
		Kind: in.Kind, SKUID: in.SKUID, CategoryID: in.CategoryID, WarehouseID: in.WarehouseID, Coming: in.When == "coming", Within: warehouses(ctx),
	})
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(e EntryRow) EntryBody { return newEntryBody(&e) }), nil
}

type entryOutput struct{ Body EntryBody }

func (s *Service) getEntry(ctx context.Context, sc db.Scope, in *idInput) (*entryOutput, error) {
	e, err := s.Entry(ctx, sc, in.ID, warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return &entryOutput{newEntryBody(e)}, nil
}

type createEntryInput struct{ Body EntryContent }

func (s *Service) createEntry(ctx context.Context, sc db.Scope, in *createEntryInput) (*entryOutput, error) {
	return s.saveEntry(ctx, sc, in.Body.entry())
}

type updateEntryInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		EntryContent
		Version int64 `json:"version"`
	}
}

func (s *Service) updateEntry(ctx context.Context, sc db.Scope, in *updateEntryInput) (*entryOutput, error) {
	e := in.Body.entry()
	e.ID, e.Version = in.ID, in.Body.Version
	return s.saveEntry(ctx, sc, e)
}

func (s *Service) saveEntry(ctx context.Context, sc db.Scope, e Entry) (*entryOutput, error) {
	made, err := s.SaveEntry(ctx, sc, e, warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return s.getEntry(ctx, sc, &idInput{made.ID})
}
