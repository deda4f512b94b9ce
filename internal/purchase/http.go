package purchase

import (
	"context"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of purchase orders.
var (
	PermRead          = api.DefinePermission("purchase.read", "查看采购单", "See purchase orders", "purchase")
	PermCreate        = api.DefinePermission("purchase.create", "开采购单", "Enter purchase orders", "purchase", tenant.RolePurchaser)
	PermApprove       = api.DefinePermission("purchase.approve", "审核采购单", "Approve purchase orders", "purchase", tenant.RoleReviewer)
	PermApproveSecond = api.DefinePermission("purchase.approve_second", "复审采购单", "Give purchase orders their second approval", "purchase", tenant.RoleAccount)
)

type listInput struct {
	api.ListQuery
	FilterInput
}

// FilterInput holds the filters of the order list and its export.
type FilterInput struct {
	Stage       Stage   `query:"stage" enum:"draft,review,second,open,partial,done,closed,void"`
	SupplierID  db.ID   `query:"supplierId"`
	WarehouseID db.ID   `query:"warehouseId"`
	SKUID       db.ID   `query:"skuId"`
	PurchaserID db.ID   `query:"purchaserId"`
	Currency    string  `query:"currency" maxLength:"3" doc:"ISO 4217"`
	Mine        bool    `query:"mine" doc:"Only what the person who asks has entered"`
	From        db.Date `query:"from" doc:"First date"`
	To          db.Date `query:"to" doc:"Last date"`
	Notice      string  `query:"notice" enum:"none,waiting,sent,refused,failed,withdrawn" doc:"How far the arrival notice for the WMS is"`
}

func (in *FilterInput) filter(ctx context.Context) Filter {
	f := Filter{Stage: in.Stage, SupplierID: in.SupplierID, WarehouseID: in.WarehouseID, SKUID: in.SKUID, PurchaserID: in.PurchaserID, Currency: in.Currency, From: in.From, To: in.To, Notice: in.Notice, Within: api.DataScope(ctx), HideCosts: !api.Can(ctx, api.CostSee)}
	if in.Mine {
		f.CreatedBy = api.PersonID(ctx)
	}
	return f
}

type idInput struct {
	ID db.ID `path:"id"`
}

type saveInput struct{ Body SaveBody }

type updateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		SaveBody
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

type actInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Reason  string `json:"reason,omitempty" maxLength:"500" doc:"Needed to reject and to close"`
	}
}

type referencesInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		OnlineOrders    []string `json:"onlineOrders" nullable:"false"`
		TrackingNumbers []string `json:"trackingNumbers" nullable:"false"`
		Version         int64    `json:"version"`
	}
}

type detailOutput struct{ Body detailBody }

type countsOutput struct {
	Body struct {
		Counts map[Stage]int64 `json:"counts" doc:"By stage; one without orders is left out"`
	}
}

// Register adds the routes of purchase orders.
func (s *Service) Register(a *api.API) {
	const path = "/purchase-orders"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: "purchases", Permission: p}
	}
	api.Get(a, route(path, "list-purchase-orders", "List purchase orders", PermRead), s.list)
	api.Get(a, route(path+"/counts", "count-purchase-orders", "Count purchase orders by stage", PermRead), s.counts)
	export := route(path+"/export", "export-purchase-orders", "Export the list of purchase orders as filtered", PermRead)
	export.Slow = true
	api.Get(a, export, s.export)
	api.Get(a, route(path+"/{id}", "get-purchase-order", "Get a purchase order", PermRead), s.get)
	api.History(a, api.Record{
		Path: path, ID: "purchase-order", Summary: "a purchase order", Tag: "purchases", Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*Detail, error) {
			return s.Get(ctx, sc, id, api.DataScope(ctx))
		}, entity),
	})
	create := route(path, "create-purchase-order", "Enter a purchase order", PermCreate)
	create.Status = http.StatusCreated
	api.Post(a, create, s.create)
	api.Put(a, route(path+"/{id}", "update-purchase-order", "Replace a purchase order of which nothing has come", PermCreate), s.update)
	api.Put(a, route(path+"/{id}/references", "set-purchase-references", "Set the numbers of online orders and parcels", PermCreate), s.setReferences)
	copied := route(path+"/{id}/copy", "copy-purchase-order", "Make a draft that says the same", PermCreate)
	copied.Status = http.StatusCreated
	api.Post(a, copied, s.copy)
	act := func(verb, summary string, p api.Permission, fn func(context.Context, db.Scope, *actInput) (*Order, error)) {
		api.Post(a, route(path+"/{id}/"+verb, verb+"-purchase-order", summary, p), func(ctx context.Context, sc db.Scope, in *actInput) (*detailOutput, error) {
			if err := s.visible(ctx, sc, in.ID); err != nil {
				return nil, err
			}
			if _, err := fn(ctx, sc, in); err != nil {
				return nil, err
			}
			return s.show(ctx, sc, in.ID)
		})
	}
	plain := func(fn func(context.Context, db.Scope, db.ID, int64) (*Order, error)) func(context.Context, db.Scope, *actInput) (*Order, error) {
		return func(ctx context.Context, sc db.Scope, in *actInput) (*Order, error) {
			return fn(ctx, sc, in.ID, in.Body.Version)
		}
	}
	reasoned := func(fn func(context.Context, db.Scope, db.ID, int64, string) (*Order, error)) func(context.Context, db.Scope, *actInput) (*Order, error) {
		return func(ctx context.Context, sc db.Scope, in *actInput) (*Order, error) {
			return fn(ctx, sc, in.ID, in.Body.Version, in.Body.Reason)
		}
	}
	act("submit", "Ask for the approvals a draft needs", PermCreate, plain(s.Submit))
	act("withdraw", "Take an order back into a draft", PermCreate, plain(s.Withdraw))
	act("approve", "Give the first approval", PermApprove, plain(s.approveFirst))
	act("approve-second", "Give the second approval", PermApproveSecond, plain(s.approveSecond))
	act("reject", "Send an order back to its maker before the first approval", PermApprove, reasoned(s.rejectFirst))
	act("reject-second", "Send an order back to its maker before the second approval", PermApproveSecond, reasoned(s.rejectSecond))
	act("void", "Give up an order of which nothing has come", PermCreate, plain(s.Void))
	act("close", "Give up what has not come of an order", PermCreate, reasoned(s.Close))
	act("reopen", "Take the closing of an order back", PermCreate, plain(s.Reopen))
	s.registerBatches(a, path)
	s.registerContract(a, path)
	s.registerImport(a, path)
	s.registerReceipts(a)
	s.registerCosts(a)
}

func (s *Service) approveFirst(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.Approve(ctx, sc, id, version, FirstLevel)
}

func (s *Service) approveSecond(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.Approve(ctx, sc, id, version, SecondLevel)
}

func (s *Service) rejectFirst(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) (*Order, error) {
	return s.Reject(ctx, sc, id, version, FirstLevel, reason)
}

func (s *Service) rejectSecond(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) (*Order, error) {
	return s.Reject(ctx, sc, id, version, SecondLevel, reason)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[RowBody], error) {
	page, err := s.List(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[RowBody]{Body: api.Page[RowBody]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]RowBody, 0, len(page.Items))
	for i := range page.Items {
		out.Body.Items = append(out.Body.Items, newRowBody(ctx, &page.Items[i]))
	}
	return out, nil
}

func (s *Service) counts(ctx context.Context, sc db.Scope, _ *struct{}) (*countsOutput, error) {
	out := &countsOutput{}
	var err error
	out.Body.Counts, err = s.Counts(ctx, sc, api.DataScope(ctx))
	return out, err
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
	return s.show(ctx, sc, in.ID)
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*detailOutput, error) {
	d, err := s.Get(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &detailOutput{Body: newDetailBody(ctx, d)}, nil
}

// visible answers not found for an order outside the person's warehouses or accounts.
func (s *Service) visible(ctx context.Context, sc db.Scope, id db.ID) error {
	_, err := s.Get(ctx, sc, id, api.DataScope(ctx))
	return err
}

func (s *Service) create(ctx context.Context, sc db.Scope, in *saveInput) (*detailOutput, error) {
	o, err := s.Create(ctx, sc, in.Body.input(ctx), in.Body.Mode)
	if err != nil {
		return nil, err
	}
	return s.show(ctx, sc, o.ID)
}

func (s *Service) update(ctx context.Context, sc db.Scope, in *updateInput) (*detailOutput, error) {
	if err := s.visible(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	if _, err := s.Update(ctx, sc, in.ID, in.Body.Version, in.Body.input(ctx), in.Body.Mode); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) setReferences(ctx context.Context, sc db.Scope, in *referencesInput) (*detailOutput, error) {
	if err := s.visible(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	if _, err := s.SetReferences(ctx, sc, in.ID, in.Body.Version, references(in.Body.OnlineOrders, in.Body.TrackingNumbers)); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) copy(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
	o, err := s.Copy(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return s.show(ctx, sc, o.ID)
}
