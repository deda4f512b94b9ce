package sale

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of sales.
var (
	PermRead    = api.DefinePermission("sale.read", "查看销货单", "See sales documents", "sale")
	PermCreate  = api.DefinePermission("sale.create", "开销货单", "Enter sales documents", "sale", tenant.RoleSales)
	PermReview  = api.DefinePermission("sale.review", "审核销货单", "Review sales documents", "sale", tenant.RoleWarehouse, tenant.RoleAccount)
	PermReverse = api.DefinePermission("sale.reverse", "红冲销货单", "Reverse sales documents", "sale", tenant.RoleAccount)
)

type listInput struct {
	api.ListQuery
	Kind       string  `query:"kind" enum:"order,issue,return" doc:"order 销货订单, issue 销货单, return 销货退货单"`
	State      string  `query:"state" enum:"draft,submitted,posted,void"`
	Fulfilment string  `query:"fulfilment" enum:"open,partial,done,closed" doc:"How far orders have been served"`
	SourceID   db.ID   `query:"sourceId" doc:"Only what was made from this document"`
	Pay        string  `query:"pay" enum:"unpaid,partial,paid"`
	CustomerID db.ID   `query:"customerId"`
	Mine       bool    `query:"mine" doc:"Only what the person who asks has entered"`
	ShopID     db.ID   `query:"shopId"`
	SKUID      db.ID   `query:"skuId"`
	From       db.Date `query:"from" doc:"First document date"`
	To         db.Date `query:"to" doc:"Last document date"`
}

type idInput struct {
	ID db.ID `path:"id"`
}

type saveInput struct {
	Body SaveBody
}

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
		Reason  string `json:"reason,omitempty" maxLength:"500" doc:"Needed to reject"`
	}
}

type detailOutput struct{ Body detailBody }

// Register adds the routes of sales documents.
func (s *Service) Register(a *api.API) {
	const tag = "sales"
	api.Get(a, api.Route{Path: "/sales", ID: "list-sales", Summary: "List sales documents", Tag: tag, Permission: PermRead}, s.list)
	api.Get(a, api.Route{Path: "/sales/{id}", ID: "get-sale", Summary: "Get a sales document", Tag: tag, Permission: PermRead}, s.get)
	api.History(a, api.Record{
		Path: "/sales", ID: "sale", Summary: "a sales document", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*detailOutput, error) {
			return s.get(ctx, sc, &idInput{ID: id})
		}, "sale"),
	})
	api.Post(a, api.Route{Path: "/sales", ID: "create-sale", Summary: "Enter a sales document", Tag: tag, Permission: PermCreate, Status: 201}, s.create)
	api.Put(a, api.Route{Path: "/sales/{id}", ID: "update-sale", Summary: "Replace a draft or submitted sales document", Tag: tag, Permission: PermCreate}, s.update)
	api.Post(a, api.Route{
		Path: "/sales/quote", ID: "quote-sale", Summary: "Compute a sales document without saving it", Tag: tag, Permission: PermCreate,
		Description: "Prices, amounts and what stock lacks, as they would be if the document were saved now.",
	}, s.quote)
	act := func(verb, summary string, perm api.Permission, fn func(context.Context, db.Scope, *actInput) (*Sale, error)) {
		api.Post(a, api.Route{Path: "/sales/{id}/actions/" + verb, ID: verb + "-sale", Summary: summary, Tag: tag, Permission: perm}, s.act(fn))
	}
	act("approve", "Post a submitted document", PermReview, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Approve(ctx, sc, in.ID, in.Body.Version)
	})
	act("reject", "Send a submitted document back with a reason", PermReview, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Reject(ctx, sc, in.ID, in.Body.Version, in.Body.Reason)
	})
	act("withdraw", "Take a submitted document back into a draft", PermCreate, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Withdraw(ctx, sc, in.ID, in.Body.Version)
	})
	act("void", "Give up a document that has had no effect", PermCreate, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Void(ctx, sc, in.ID, in.Body.Version)
	})
	act("close", "Give up what an order still lacks", PermCreate, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Close(ctx, sc, in.ID, in.Body.Version)
	})
	act("reopen", "Take the closing of an order back", PermCreate, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Reopen(ctx, sc, in.ID, in.Body.Version)
	})
	act("reverse", "Take a posted document back by a counter-document", PermReverse, func(ctx context.Context, sc db.Scope, in *actInput) (*Sale, error) {
		return s.Reverse(ctx, sc, in.ID, in.Body.Version)
	})
	s.registerBatches(a, tag)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[RowBody], error) {
	within := api.DataScope(ctx)
	var by db.ID
	if in.Mine {
		by = api.PersonID(ctx)
	}
	page, err := s.List(ctx, sc, in.ListQuery, Filter{
		Kind: Kind(in.Kind), State: State(in.State), Pay: PayState(in.Pay), Fulfilment: Fulfilment(in.Fulfilment), SourceID: in.SourceID, CustomerID: in.CustomerID, ShopID: in.ShopID, SKUID: in.SKUID,
		CreatedBy: by, From: in.From, To: in.To, Warehouses: within.Warehouses, Shops: within.Shops,
	})
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

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
	return s.show(ctx, sc, in.ID)
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*detailOutput, error) {
	within := api.DataScope(ctx)
	d, err := s.Get(ctx, sc, id, within.Warehouses, within.Shops)
	if err != nil {
		return nil, err
	}
	return &detailOutput{Body: newDetailBody(ctx, d)}, nil
}

func (s *Service) create(ctx context.Context, sc db.Scope, in *saveInput) (*detailOutput, error) {
	d, err := s.Create(ctx, sc, in.Body.input(ctx), in.Body.mode())
	if err != nil {
		return nil, err
	}
	return s.show(ctx, sc, d.ID)
}

func (s *Service) update(ctx context.Context, sc db.Scope, in *updateInput) (*detailOutput, error) {
	if err := s.visible(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	if _, err := s.Update(ctx, sc, in.ID, in.Body.Version, in.Body.input(ctx), in.Body.mode()); err != nil {
		return nil, err
	}
	return s.show(ctx, sc, in.ID)
}

func (s *Service) act(fn func(context.Context, db.Scope, *actInput) (*Sale, error)) func(context.Context, db.Scope, *actInput) (*detailOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *actInput) (*detailOutput, error) {
		if err := s.visible(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		d, err := fn(ctx, sc, in)
		if err != nil {
			return nil, err
		}
		return s.show(ctx, sc, d.ID)
	}
}

// visible answers not found for a document outside the person's warehouses or shops.
func (s *Service) visible(ctx context.Context, sc db.Scope, id db.ID) error {
	within := api.DataScope(ctx)
	_, err := s.Get(ctx, sc, id, within.Warehouses, within.Shops)
	return err
}

type quoteOutput struct{ Body quoteBody }

func (s *Service) quote(ctx context.Context, sc db.Scope, in *saveInput) (*quoteOutput, error) {
	d, short, err := s.Quote(ctx, sc, in.Body.input(ctx))
	if err != nil {
		return nil, err
	}
	return &quoteOutput{Body: newQuoteBody(ctx, d, short)}, nil
}
