package platform

import (
	"context"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of orders of 1688.
var (
	PermRead  = api.DefinePermission("platform_order.read", "查看 1688 订单", "See orders of 1688", "purchase")
	PermFetch = api.DefinePermission("platform_order.fetch", "同步 1688 订单、填写跟进记录", "Fetch orders of 1688, note what is known of them", "purchase", tenant.RolePurchaser, tenant.RoleWarehouse)
	PermAdopt = api.DefinePermission("platform_order.adopt", "关联 1688 订单和采购单", "Link orders of 1688 with purchase orders", "purchase", tenant.RolePurchaser)
)

const stateWords = "platform_order.state"

func init() {
	fault.AddWords(stateWords,
		fault.Word{Code: string(StateUnpaid), ZH: "待付款", EN: "To be paid"}, fault.Word{Code: string(StateToShip), ZH: "待发货", EN: "To be shipped"},
		fault.Word{Code: string(StateShipped), ZH: "已发货", EN: "Shipped"}, fault.Word{Code: string(StateReceived), ZH: "已收货", EN: "Received"},
		fault.Word{Code: string(StateDone), ZH: "交易成功", EN: "Completed"}, fault.Word{Code: string(StateClosed), ZH: "已关闭", EN: "Closed"},
		fault.Word{Code: string(StateOther), ZH: "其他", EN: "Other"})
}

// FilterInput holds the filters of the list and its export.
type FilterInput struct {
	Standing        Standing `query:"standing" enum:"unpaid,review,to_ship,shipped,frozen,short,problem,done,closed" doc:"Where it stands for those who buy 处理状态"`
	State           State    `query:"state" enum:"unpaid,to_ship,shipped,received,done,closed,other" doc:"What 1688 says"`
	Link            Linked   `query:"link" enum:"open,linked,ignored" doc:"open: nobody has said what it was bought for"`
	AccountID       db.ID    `query:"accountId"`
	SupplierID      db.ID    `query:"supplierId"`
	PurchaseOrderID []db.ID  `query:"purchaseOrderId" maxItems:"200" doc:"Of any of these, joined by commas"`
	Failing         bool     `query:"failing" doc:"Only those that could not be read lately"`
	Refunding       bool     `query:"refunding" doc:"Only those with a refund under way or over"`
	Numbers         string   `query:"numbers" maxLength:"5000" doc:"Numbers of orders, purchase orders and parcels, any of them; at most 200, between blanks or commas"`
	From            db.Date  `query:"from" doc:"First day it was ordered on"`
	To              db.Date  `query:"to" doc:"Last day it was ordered on"`
	Notice          string   `query:"notice" enum:"none,waiting,sent,refused,failed,withdrawn" doc:"How far the arrival notice of its purchase order is"`
}

func (in *FilterInput) filter(ctx context.Context) Filter {
	return Filter{
		Standing: in.Standing, State: in.State, Link: in.Link, AccountID: in.AccountID, SupplierID: in.SupplierID, Purchases: in.PurchaseOrderID, Failing: in.Failing, Refunding: in.Refunding,
		Numbers: Numbers(in.Numbers), From: in.From, To: in.To, Notice: in.Notice, Within: api.DataScope(ctx),
	}
}

type listInput struct {
	api.ListQuery
	FilterInput
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

type countsInput struct {
	AccountID db.ID `query:"accountId"`
}

type countsOutput struct {
	Body struct {
		Counts map[Standing]int64 `json:"counts" doc:"By standing; one without orders is left out"`
		Open   int64              `json:"open" doc:"Of all standings: nobody has said what they were bought for"`
	}
}

type idInput struct {
	ID db.ID `path:"id"`
}

type detailOutput struct{ Body detailBody }

type asReadOutput struct{ Body asReadBody }

type linkInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		PurchaseOrderID db.ID `json:"purchaseOrderId"`
	}
}

type makeInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		WarehouseID db.ID  `json:"warehouseId,omitempty" doc:"The default warehouse when left out"`
		SKUs        []Said `json:"skus,omitempty" maxItems:"500" doc:"Which SKU a line bought, where its spec is a source of several"`
	}
}

type madeOutput struct {
	Body struct {
		PurchaseOrderID db.ID  `json:"purchaseOrderId"`
		No              string `json:"no"`
	}
}

type candidatesOutput struct {
	Body struct {
		Items []candidateBody `json:"items"`
	}
}

type noteInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		LogisticsID string `json:"logisticsId,omitempty" doc:"The parcel it is about; the whole order when left out"`
		Content     string `json:"content"`
	}
}

type removeNoteInput struct {
	ID     db.ID `path:"id"`
	NoteID db.ID `path:"noteId"`
}

// Register adds the routes of orders of 1688.
func (s *Service) Register(a *api.API) {
	const path, tag = "/platform-orders", "orders of 1688"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	list := route(path, "list-platform-orders", "List orders as 1688 has them", PermRead)
	list.Description = "q is a word of the goods, the seller or a number; numbers finds several at once."
	api.Get(a, list, s.list)
	api.Get(a, route(path+"/counts", "count-platform-orders", "Count orders of 1688 by standing", PermRead), s.counts)
	export := route(path+"/export", "export-platform-orders", "Export the list of orders of 1688 as filtered", PermRead)
	export.Slow = true
	api.Get(a, export, s.export)
	api.Get(a, route(path+"/{id}", "get-platform-order", "Get an order of 1688 with its lines, its parcels and their way", PermRead), s.get)
	api.History(a, api.Record{
		Path: path, ID: "platform-order", Summary: "an order of 1688", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*Detail, error) {
			return s.Get(ctx, sc, id, api.DataScope(ctx))
		}, entity),
	})
	raw := route(path+"/{id}/as-read", "get-platform-order-as-read", "Get what 1688 answered last about an order, for support", PermFetch)
	raw.Description = "Needs cost.see too."
	api.Get(a, raw, s.asRead)
	act := func(verb, summary string, p api.Permission, fn func(context.Context, db.Scope, db.ID, tenant.DataScope) error) {
		api.Post(a, route(path+"/{id}/actions/"+verb, verb+"-platform-order", summary, p), func(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
			if err := fn(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
				return nil, err
			}
			return s.show(ctx, sc, in.ID)
		})
	}
	act("read", "Ask 1688 about an order now", PermFetch, s.ReadNow)
	act("unlink", "Take back which purchase order an order belongs to, or that it is ignored", PermAdopt, s.Unlink)
	act("ignore", "Put an order aside that was not bought for us", PermAdopt, s.Ignore)
	batch := func(verb, summary string, p api.Permission, fn func(context.Context, db.Scope, db.ID, tenant.DataScope) error) {
		api.Post(a, route(path+"/actions/"+verb, verb+"-platform-orders", summary, p), func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return fn(ctx, sc, id, api.DataScope(ctx)) })
		})
	}
	batch("read", "Have orders read again in the background", PermFetch, s.AskAgain)
	batch("ignore", "Put orders aside that were not bought for us", PermAdopt, s.Ignore)
	api.Get(a, route(path+"/{id}/candidates", "list-platform-order-candidates", "Find the purchase orders that an order may have been placed for", PermAdopt), s.candidates)
	api.Post(a, route(path+"/{id}/actions/link", "link-platform-order", "Say which purchase order an order was placed for", PermAdopt), s.link)
	made := route(path+"/{id}/actions/make", "make-purchase-order", "Make a purchase order that says what an order bought", PermAdopt)
	made.Status = http.StatusCreated
	made.Description = "Needs purchase.create too. The purchase order is a draft whose total is what 1688 charges."
	api.Post(a, made, s.make)
	note := route(path+"/{id}/notes", "add-platform-order-note", "Note what is known of the way of an order", PermFetch)
	note.Status = http.StatusCreated
	api.Post(a, note, s.addNote)
	api.Delete(a, route(path+"/{id}/notes/{noteId}", "remove-platform-order-note", "Take a note away", PermFetch), s.removeNote)
	s.registerFetches(a)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[RowBody], error) {
	page, err := s.List(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(r Row) RowBody { return newRowBody(ctx, &r) }), nil
}

func pageBody[T, B any](page api.Page[T], body func(T) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Items: make([]B, len(page.Items)), Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	for i, item := range page.Items {
		out.Body.Items[i] = body(item)
	}
	return out
}

func (s *Service) counts(ctx context.Context, sc db.Scope, in *countsInput) (*countsOutput, error) {
	c, err := s.Counts(ctx, sc, in.AccountID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &countsOutput{}
	out.Body.Counts, out.Body.Open = c.Standings, c.Open
	return out, nil
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*detailOutput, error) {
	d, err := s.Get(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &detailOutput{Body: newDetailBody(ctx, d)}, nil
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
	return s.show(ctx, sc, in.ID)
}

func (s *Service) asRead(ctx context.Context, sc db.Scope, in *idInput) (*asReadOutput, error) {
	if err := api.Require(ctx, api.CostSee); err != nil {
		return nil, err
	}
	text, err := s.AsRead(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &asReadOutput{Body: asReadBody{text}}, nil
}

func (s *Service) candidates(ctx context.Context, sc db.Scope, in *idInput) (*candidatesOutput, error) {
	list, err := s.Candidates(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &candidatesOutput{}
	out.Body.Items = []candidateBody{}
	for _, c := range list {
		out.Body.Items = append(out.Body.Items, candidateBody{
			ID: c.ID, No: c.No, Date: c.Date, Stage: c.Stage, SupplierID: c.SupplierID, SupplierName: c.Supplier, Total: seen(ctx, c.Total),
			Lines: c.Lines, Same: c.Same, Other: c.Other, Orders: c.Orders,
		})
	}
	return out, nil
}

func (s *Service) link(ctx context.Context, sc db.Scope, in *linkInput) (*detailOutput, error) {
	if err := s.Adopt(ctx, sc, in.ID, in.Body.PurchaseOrderID, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) make(ctx context.Context, sc db.Scope, in *makeInput) (*madeOutput, error) {
	if err := api.Require(ctx, purchase.PermCreate); err != nil {
		return nil, err
	}
	o, err := s.Make(ctx, sc, in.ID, MakeInput{WarehouseID: in.Body.WarehouseID, SKUs: in.Body.SKUs, Within: api.DataScope(ctx)})
	if err != nil {
		return nil, err
	}
	out := &madeOutput{}
	out.Body.PurchaseOrderID, out.Body.No = o.ID, o.No
	return out, nil
}

func (s *Service) addNote(ctx context.Context, sc db.Scope, in *noteInput) (*detailOutput, error) {
	if err := s.Note(ctx, sc, in.ID, in.Body.LogisticsID, in.Body.Content, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) removeNote(ctx context.Context, sc db.Scope, in *removeNoteInput) (*api.Empty, error) {
	return nil, s.RemoveNote(ctx, sc, in.ID, in.NoteID, api.DataScope(ctx))
}
