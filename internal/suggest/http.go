package suggest

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of suggestions and rules. Orders are made of suggestions by people who
// may enter purchase orders.
var (
	PermRead = api.DefinePermission("suggest.read", "查看补货规则和采购建议", "See replenishment rules and purchase suggestions", "purchase",
		tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleViewer)
	PermRule = api.DefinePermission("suggest.rule", "维护补货规则", "Edit replenishment rules", "purchase", tenant.RolePurchaser)
	PermRun  = api.DefinePermission("suggest.run", "计算和修改采购建议", "Work out and change purchase suggestions", "purchase", tenant.RolePurchaser)
)

const tag = "suggestions"

type idInput struct {
	ID db.ID `path:"id"`
}

func warehouses(ctx context.Context) tenant.Limit {
	within := api.DataScope(ctx).Warehouses
	return within
}

// Register adds the routes of rules and suggestions.
func (s *Service) Register(a *api.API) {
	s.registerRules(a)
	s.registerDaysOff(a)
	s.registerDemand(a)
	s.registerSeasons(a)
	const path = "/purchase-suggestions"
	api.Get(a, api.Route{Path: "/replenishment-policy", ID: "get-replenishment-policy", Summary: "Get what the account set decided for all rules and runs", Tag: tag, Permission: PermRead}, s.getPolicy)
	api.Put(a, api.Route{Path: "/replenishment-policy", ID: "set-replenishment-policy", Summary: "Decide for all rules and runs", Tag: tag, Permission: PermRule}, s.setPolicy)
	api.Get(a, api.Route{
		Path: path, ID: "list-purchase-suggestions", Summary: "List the suggestions of the last run", Tag: tag, Permission: PermRead,
		Description: "One row for each source that a SKU is to be bought from for a warehouse, and with the state left one for each SKU that is not, the reason telling why.",
	}, s.list)
	api.Get(a, api.Route{Path: path + "/export", ID: "export-purchase-suggestions", Summary: "Export the suggestions as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.export)
	api.Get(a, api.Route{Path: path + "/summary", ID: "get-purchase-suggestion-summary", Summary: "Count the suggestions, and get the last runs", Tag: tag, Permission: PermRead}, s.summary)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-purchase-suggestion", Summary: "Get a suggestion with everything its figures come from", Tag: tag, Permission: PermRead}, s.get)
	api.Put(a, api.Route{
		Path: path + "/{id}", ID: "update-purchase-suggestion", Summary: "Change how much is to be bought", Tag: tag, Permission: PermRun,
		Description: "In sale units of the supplier. The price becomes that of the tier the offer reaches with it.",
	}, s.setQuantity)
	api.Post(a, api.Route{
		Path: path + "/actions/run", ID: "run-purchase-suggestions", Summary: "Work the suggestions out anew in the background", Tag: tag, Permission: PermRun, Status: 202,
		Description: "The suggestions of the run before count until this one has ended.",
	}, s.startRun)
	api.Post(a, api.Route{
		Path: path + "/actions/generate", ID: "generate-purchase-orders", Summary: "Make purchase orders of suggestions", Tag: tag, Permission: purchase.PermCreate, Slow: true, Status: 201,
		Description: "Drafts, one for each supplier, account, warehouse and address. Either the suggestions with the ids, or all open ones under the filters. What others ordered meanwhile is refused.",
	}, s.generate)
	api.Post(a, api.Route{
		Path: path + "/actions/preview-orders", ID: "preview-purchase-orders", Summary: "Tell which purchase orders would be made of suggestions", Tag: tag, Permission: purchase.PermCreate, Slow: true,
		Description: "Takes what generate takes, and changes nothing. The problems are what generate would refuse.",
	}, s.preview)
	batch := func(verb, summary string, one func(context.Context, db.Scope, db.ID, int64, tenant.DataScope) error) {
		api.Post(a, api.Route{Path: path + "/actions/" + verb, ID: verb + "-purchase-suggestions", Summary: summary, Tag: tag, Permission: PermRun},
			func(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
				return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error {
					return one(ctx, sc, id, version, api.DataScope(ctx))
				})
			})
	}
	batch("dismiss", "Say that suggestions are not wanted this time", s.Dismiss)
	batch("restore", "Make dismissed suggestions open again", s.Restore)
}

type policyOutput struct{ Body policyBody }

type policyInput struct{ Body policyBody }

func (s *Service) getPolicy(ctx context.Context, sc db.Scope, _ *struct{}) (*policyOutput, error) {
	p, err := s.Policy(ctx, sc)
	if err != nil {
		return nil, err
	}
	return &policyOutput{newPolicyBody(p)}, nil
}

func (s *Service) setPolicy(ctx context.Context, sc db.Scope, in *policyInput) (*policyOutput, error) {
	if err := api.RequireWholeSet(ctx); err != nil {
		return nil, err
	}
	p, err := s.SetPolicy(ctx, sc, Policy(in.Body))
	if err != nil {
		return nil, err
	}
	return &policyOutput{newPolicyBody(p)}, nil
}

// FilterInput holds the filters of the list of suggestions and its export.
type FilterInput struct {
	State       State  `query:"state" enum:"open,ordered,dismissed,left"`
	Reason      string `query:"reason" enum:"below_trigger,top_up,enough,no_demand,no_history,rule_invalid,excluded,no_source,seller_stock,purchase_limit,max_cover,rounding,too_large,below_minimum,wait,budget,no_rate"`
	SupplierID  db.ID  `query:"supplierId"`
	WarehouseID db.ID  `query:"warehouseId"`
	AccountID   db.ID  `query:"accountId"`
	On1688      string `query:"on1688" enum:"true,false" doc:"Bought on 1688, or elsewhere"`
	SKUID       db.ID  `query:"skuId"`
}

func (in *FilterInput) filter(ctx context.Context) Filter {
	f := Filter{
		State: in.State, Reason: in.Reason, SupplierID: in.SupplierID, WarehouseID: in.WarehouseID, AccountID: in.AccountID, SKUID: in.SKUID, Within: api.DataScope(ctx), HideCosts: !api.Can(ctx, api.CostSee),
	}
	if in.On1688 != "" {
		is := in.On1688 == "true"
		f.On1688 = &is
	}
	return f
}

type listInput struct {
	api.ListQuery
	FilterInput
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[SuggestionBody], error) {
	page, err := s.List(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(r Row) SuggestionBody { return newSuggestionBody(ctx, &r) }), nil
}

// pageBody turns the rows of a page into bodies.
func pageBody[T, B any](p api.Page[T], body func(T) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Items: make([]B, 0, len(p.Items)), Page: p.Page, PageSize: p.PageSize, Total: p.Total, TotalIsLowerBound: p.TotalIsLowerBound}}
	for _, item := range p.Items {
		out.Body.Items = append(out.Body.Items, body(item))
	}
	return out
}

type suggestionOutput struct {
	Body struct {
		SuggestionBody
		Detail      *Detail `json:"detail,omitempty" doc:"What its figures come from; left out where the rule says not to buy"`
		ComputedNow bool    `json:"computedNow" doc:"The detail was not kept by the run and shows the records as they are now"`
	}
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*suggestionOutput, error) {
	row, detail, now, err := s.Get(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &suggestionOutput{}
	out.Body.SuggestionBody, out.Body.Detail, out.Body.ComputedNow = newSuggestionBody(ctx, row), detail, now
	if detail != nil && !api.Can(ctx, api.CostSee) {
		detail.hideCosts()
	}
	return out, nil
}

type summaryOutput struct{ Body summaryBody }

func (s *Service) summary(ctx context.Context, sc db.Scope, _ *struct{}) (*summaryOutput, error) {
	sum, err := s.Summary(ctx, sc, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &summaryOutput{newSummaryBody(ctx, sum)}, nil
}

type quantityInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Quantity int64 `json:"quantity" doc:"Sale units of the supplier, a multiple of multiple"`
		Version  int64 `json:"version"`
	}
}

func (s *Service) setQuantity(ctx context.Context, sc db.Scope, in *quantityInput) (*suggestionOutput, error) {
	if err := s.SetQuantity(ctx, sc, in.ID, in.Body.Version, in.Body.Quantity, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	return s.get(ctx, sc, &idInput{in.ID})
}

type runOutput struct{ Body runBody }

func (s *Service) startRun(ctx context.Context, sc db.Scope, _ *struct{}) (*runOutput, error) {
	r, err := s.StartRun(ctx, sc)
	if err != nil {
		return nil, err
	}
	return &runOutput{*newRunBody(ctx, r)}, nil
}
