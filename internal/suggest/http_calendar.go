package suggest

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

func (s *Service) registerDaysOff(a *api.API) {
	const path = "/supplier-days-off"
	api.Get(a, api.Route{Path: path, ID: "list-supplier-days-off", Summary: "List when suppliers do not work", Tag: tag, Permission: PermRead}, s.listDaysOff)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-supplier-days-off", Summary: "Get days off of suppliers", Tag: tag, Permission: PermRead}, s.getDaysOff)
	api.History(a, api.Record{
		Path: path, ID: "supplier-days-off", Summary: "days off of suppliers", Tag: tag, Permission: PermRead, See: api.SeenBy(s.DayOff, entityDayOff),
	})
	api.Post(a, api.Route{
		Path: path, ID: "create-supplier-days-off", Summary: "Enter days off of suppliers", Tag: tag, Permission: PermRule, Status: 201,
		Description: "Of one supplier, or of all. Lead times do not run on these days. Spans may overlap.",
	}, s.createDaysOff)
	api.Put(a, api.Route{Path: path + "/{id}", ID: "update-supplier-days-off", Summary: "Change days off of suppliers", Tag: tag, Permission: PermRule}, s.updateDaysOff)
	api.Post(a, api.Route{Path: path + "/actions/delete", ID: "delete-supplier-days-off", Summary: "Delete days off of suppliers", Tag: tag, Permission: PermRule}, deleteAll(s.DeleteDayOff))
}

// deleteAll deletes what is of the whole set, one by one.
func deleteAll(one func(context.Context, db.Scope, db.ID) error) func(context.Context, db.Scope, *api.BatchInput) (*api.BatchOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		if err := api.RequireWholeSet(ctx); err != nil {
			return nil, err
		}
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return one(ctx, sc, id) })
	}
}

// DayOffContent is what is entered of days off.
type DayOffContent struct {
	SupplierID db.ID   `json:"supplierId,omitempty" doc:"All suppliers when left out"`
	Name       string  `json:"name"`
	From       db.Date `json:"from" doc:"First day, a business date of the account set"`
	To         db.Date `json:"to" doc:"Last day, which is one of them"`
}

// DayOffBody is days off as a page shows them.
type DayOffBody struct {
	ID db.ID `json:"id"`
	DayOffContent
	SupplierName string  `json:"supplierName,omitempty"`
	UpdatedAt    db.Time `json:"updatedAt"`
	Version      int64   `json:"version"`
}

func newDayOffBody(d *DayOffRow) DayOffBody {
	return DayOffBody{ID: d.ID, DayOffContent: DayOffContent{d.SupplierID, d.Name, d.From, d.To}, SupplierName: d.SupplierName, UpdatedAt: d.UpdatedAt, Version: d.Version}
}

func (b *DayOffContent) dayOff() DayOff {
	return DayOff{SupplierID: b.SupplierID, Name: b.Name, Span: Span{b.From, b.To}}
}

type daysOffInput struct {
	api.ListQuery
	SupplierID db.ID  `query:"supplierId" doc:"What holds for this supplier, also with all others"`
	When       string `query:"when" enum:"coming" doc:"Not over yet"`
}

func (s *Service) listDaysOff(ctx context.Context, sc db.Scope, in *daysOffInput) (*api.PageOf[DayOffBody], error) {
	page, err := s.DaysOff(ctx, sc, in.ListQuery, DayOffFilter{SupplierID: in.SupplierID, Coming: in.When == "coming"})
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(d DayOffRow) DayOffBody { return newDayOffBody(&d) }), nil
}

type dayOffOutput struct{ Body DayOffBody }

func (s *Service) getDaysOff(ctx context.Context, sc db.Scope, in *idInput) (*dayOffOutput, error) {
	d, err := s.DayOff(ctx, sc, in.ID)
	if err != nil {
		return nil, err
	}
	return &dayOffOutput{newDayOffBody(d)}, nil
}

type createDayOffInput struct{ Body DayOffContent }

func (s *Service) createDaysOff(ctx context.Context, sc db.Scope, in *createDayOffInput) (*dayOffOutput, error) {
	return s.saveDaysOff(ctx, sc, in.Body.dayOff())
}

type updateDayOffInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		DayOffContent
		Version int64 `json:"version"`
	}
}

func (s *Service) updateDaysOff(ctx context.Context, sc db.Scope, in *updateDayOffInput) (*dayOffOutput, error) {
	d := in.Body.dayOff()
	d.ID, d.Version = in.ID, in.Body.Version
	return s.saveDaysOff(ctx, sc, d)
}

func (s *Service) saveDaysOff(ctx context.Context, sc db.Scope, d DayOff) (*dayOffOutput, error) {
	if err := api.RequireWholeSet(ctx); err != nil { // it moves what is suggested for every warehouse
		return nil, err
	}
	made, err := s.SaveDayOff(ctx, sc, d)
	if err != nil {
		return nil, err
	}
	return s.getDaysOff(ctx, sc, &idInput{made.ID})
}
