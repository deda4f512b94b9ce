package paying

import (
	"context"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of payment requests.
var (
	PermRead = api.DefinePermission("payment_request.read", "查看付款申请", "See payment requests", "purchase",
		tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleCashier, tenant.RoleAccount)
	PermCreate        = api.DefinePermission("payment_request.create", "申请付款", "Ask for payments", "purchase", tenant.RolePurchaser)
	PermApprove       = api.DefinePermission("payment_request.approve", "审核付款申请", "Approve payment requests", "purchase", tenant.RoleReviewer)
	PermApproveSecond = api.DefinePermission("payment_request.approve_second", "复审付款申请", "Give payment requests their second approval", "purchase", tenant.RoleAccount)
	PermPay           = api.DefinePermission("payment_request.pay", "出纳付款", "Pay what was approved", "purchase", tenant.RoleCashier)
)

const tag = "payment requests"

// RequestFilterInput holds the filters of the requests and of their export.
type RequestFilterInput struct {
	State      State              `query:"state" enum:"draft,submitted,approved_once,approved,paid,void"`
	Kind       Kind               `query:"kind" enum:"prepayment,balance"`
	PayMethod  purchase.PayMethod `query:"payMethod" enum:"1688,alipay,bank,cash"`
	SupplierID db.ID              `query:"supplierId"`
	OrderID    db.ID              `query:"orderId" doc:"A purchase order that it pays for"`
	Mine       bool               `query:"mine" doc:"Only what the person who asks has asked for"`
	Attention  bool               `query:"attention" doc:"Only those that something keeps from being paid"`
	From       db.Date            `query:"from" doc:"First date"`
	To         db.Date            `query:"to" doc:"Last date"`
}

func (in *RequestFilterInput) filter(ctx context.Context) Filter {
	f := Filter{
		State: in.State, Kind: in.Kind, PayMethod: in.PayMethod, SupplierID: in.SupplierID, OrderID: in.OrderID, Attention: in.Attention,
		From: in.From, To: in.To, Within: api.DataScope(ctx),
	}
	if in.Mine {
		f.CreatedBy = api.PersonID(ctx)
	}
	return f
}

type requestListInput struct {
	api.ListQuery
	RequestFilterInput
}

type requestIDInput struct {
	ID db.ID `path:"id"`
}

type requestUpdateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		RequestSave
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

type requestActInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Reason  string `json:"reason,omitempty" maxLength:"500" doc:"Needed to reject"`
	}
}

type requestOutput struct{ Body RequestBody }

type stateCount struct {
	State  State      `json:"state" enum:"draft,submitted,approved_once,approved,paid,void"`
	Number int64      `json:"number"`
	Left   dec.Amount `json:"left" doc:"What is left to pay of them"`
}

type requestCountsOutput struct {
	Body struct {
		Counts []stateCount `json:"counts" nullable:"false" doc:"A state without requests is left out"`
	}
}

type quoteRequestInput struct {
	Body struct {
		OrderIDs []db.ID `json:"orderIds" minItems:"1" maxItems:"500" nullable:"false"`
	}
}

type quoteRequestOutput struct {
	Body struct {
		Orders []dueBody `json:"orders" nullable:"false" doc:"In the order asked for"`
	}
}

// act is what is done to a request on one line of the routes.
type act func(context.Context, db.Scope, *requestActInput) (*Request, error)

// Register adds the routes of paying.
func (s *Service) Register(a *api.API) {
	const path = "/payment-requests"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	api.Get(a, route(path, "list-payment-requests", "List payment requests", PermRead), s.list)
	api.Get(a, route(path+"/export", "export-payment-requests", "Export the list of payment requests", PermRead), s.exportRequests)
	api.Get(a, route(path+"/counts", "count-payment-requests", "Count payment requests by state", PermRead), s.counts)
	api.Get(a, route(path+"/{id}", "get-payment-request", "Get a payment request", PermRead), s.get)
	api.History(a, api.Record{
		Path: path, ID: "payment-request", Summary: "a payment request", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*Detail, error) {
			return s.Get(ctx, sc, id, api.DataScope(ctx))
		}, entity),
	})
	create := route(path, "create-payment-request", "Ask for purchase orders of one supplier to be paid", PermCreate)
	create.Status = http.StatusCreated
	api.Post(a, create, s.create)
	api.Put(a, route(path+"/{id}", "update-payment-request", "Replace a draft", PermCreate), s.update)
	api.Post(a, route(path+"/quote", "quote-payment-request", "Tell what may be asked for of purchase orders", PermCreate), s.quote)
	one := func(verb, summary string, p api.Permission, fn act) {
		api.Post(a, route(path+"/{id}/"+verb, verb+"-payment-request", summary, p), func(ctx context.Context, sc db.Scope, in *requestActInput) (*requestOutput, error) {
			if err := s.Visible(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
				return nil, err
			}
			if _, err := fn(ctx, sc, in); err != nil {
				return nil, err
			}
			return s.show(ctx, sc, in.ID)
		})
	}
	many := func(verb, summary string, p api.Permission, fn act) {
		api.Post(a, api.Route{Path: path + "/actions/" + verb, ID: verb + "-payment-requests", Summary: summary, Tag: tag, Permission: p, Slow: true},
			func(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
				return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error {
					if err := s.Visible(ctx, sc, id, api.DataScope(ctx)); err != nil {
						return err
					}
					single := &requestActInput{ID: id}
					single.Body.Version = version
					_, err := fn(ctx, sc, single)
					return err
				})
			})
	}
	approve := func(level int64) act {
		return func(ctx context.Context, sc db.Scope, in *requestActInput) (*Request, error) {
			return s.Approve(ctx, sc, in.ID, in.Body.Version, level)
		}
	}
	reject := func(from State) act {
		return func(ctx context.Context, sc db.Scope, in *requestActInput) (*Request, error) {
			return s.Reject(ctx, sc, in.ID, in.Body.Version, from, in.Body.Reason)
		}
	}
	plain := func(fn func(context.Context, db.Scope, db.ID, int64) (*Request, error)) act {
		return func(ctx context.Context, sc db.Scope, in *requestActInput) (*Request, error) {
			return fn(ctx, sc, in.ID, in.Body.Version)
		}
	}
	one("submit", "Ask for the approvals a draft needs", PermCreate, plain(s.Submit))
	one("withdraw", "Take a request back into a draft", PermCreate, plain(s.Withdraw))
	one("void", "Give up a request of which nothing is paid", PermCreate, plain(s.Void))
	one("approve", "Give the first approval", PermApprove, approve(FirstLevel))
	one("approve-second", "Give the second approval", PermApproveSecond, approve(SecondLevel))
	one("reject", "Send a request back before the first approval", PermApprove, reject(StateSubmitted))
	one("reject-second", "Send a request back before the second approval", PermApproveSecond, reject(StateApprovedOnce))
	one("return", "Send an approved request back instead of paying it", PermPay, reject(StateApproved))
	one("finish", "End a request that was paid in part: the rest is not paid any more", PermPay, plain(s.Finish))
	many("submit", "Submit several drafts", PermCreate, plain(s.Submit))
	many("withdraw", "Take several requests back into drafts", PermCreate, plain(s.Withdraw))
	many("void", "Give up several requests of which nothing is paid", PermCreate, plain(s.Void))
	many("approve", "Give several requests their first approval", PermApprove, approve(FirstLevel))
	many("approve-second", "Give several requests their second approval", PermApproveSecond, approve(SecondLevel))
	s.registerMoney(a)
	s.register1688(a)
	s.registerAgreements(a)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *requestListInput) (*api.PageOf[RequestRow], error) {
	page, err := s.List(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[RequestRow]{Body: api.Page[RequestRow]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]RequestRow, 0, len(page.Items))
	for i := range page.Items {
		out.Body.Items = append(out.Body.Items, newRequestRow(ctx, &page.Items[i]))
	}
	return out, nil
}

func (s *Service) counts(ctx context.Context, sc db.Scope, _ *struct{}) (*requestCountsOutput, error) {
	list, err := s.Counts(ctx, sc, api.DataScope(ctx))
	out := &requestCountsOutput{}
	out.Body.Counts = make([]stateCount, 0, len(list))
	for _, c := range list {
		out.Body.Counts = append(out.Body.Counts, stateCount(c))
	}
	return out, err
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *requestIDInput) (*requestOutput, error) {
	return s.show(ctx, sc, in.ID)
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*requestOutput, error) {
	d, err := s.Get(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &requestOutput{Body: newRequestBody(ctx, d)}, nil
}

func (s *Service) create(ctx context.Context, sc db.Scope, in *struct{ Body RequestSave }) (*requestOutput, error) {
	r, err := s.Create(ctx, sc, in.Body.input(ctx), in.Body.Submit)
	if err != nil {
		return nil, err
	}
	return s.show(ctx, sc, r.ID)
}

func (s *Service) update(ctx context.Context, sc db.Scope, in *requestUpdateInput) (*requestOutput, error) {
	if err := s.Visible(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	if _, err := s.Update(ctx, sc, in.ID, in.Body.Version, in.Body.input(ctx), in.Body.Submit); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) quote(ctx context.Context, sc db.Scope, in *quoteRequestInput) (*quoteRequestOutput, error) {
	dues, names, err := s.Quote(ctx, sc, in.Body.OrderIDs, api.DataScope(ctx))
	out := &quoteRequestOutput{}
	out.Body.Orders = make([]dueBody, 0, len(dues))
	for _, d := range dues {
		out.Body.Orders = append(out.Body.Orders, newDueBody(d, names[d.SupplierID]))
	}
	return out, err
}
