package suggest

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sheet"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 5 << 20

func (s *Service) registerRules(a *api.API) {
	const path = "/replenishment-rules"
	api.Get(a, api.Route{Path: path, ID: "list-replenishment-rules", Summary: "List replenishment rules", Tag: tag, Permission: PermRead}, s.listRules)
	api.Get(a, api.Route{Path: path + "/export", ID: "export-replenishment-rules", Summary: "Export the replenishment rules as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportRules)
	api.Get(a, api.Route{Path: path + "/template", ID: "get-replenishment-rule-template", Summary: "Get an empty sheet for replenishment rules", Tag: tag, Permission: PermRule},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
			return api.WriteTemplate(ctx, api.Say(ctx, "补货规则", "Replenishment rules"), sheetFields)
		})
	api.Post(a, api.Route{
		Path: path + "/import", ID: "import-replenishment-rules", Summary: "Make replenishment rules from a workbook", Tag: tag, Permission: PermRule, MaxBody: maxSheet, Slow: true,
		Description: "One row per rule, in place of the one for the same goods and warehouse. All of it or nothing, unless skipBad leaves out rows with problems. Problems come under row <number>.<column>.",
	}, s.importRules)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-replenishment-rule", Summary: "Get a replenishment rule", Tag: tag, Permission: PermRead}, s.getRule)
	api.History(a, api.Record{
		Path: path, ID: "replenishment-rule", Summary: "a replenishment rule", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*RuleRow, error) {
			return s.Rule(ctx, sc, id, warehouses(ctx))
		}, entityRule),
	})
	api.Post(a, api.Route{
		Path: path, ID: "create-replenishment-rule", Summary: "Add a replenishment rule", Tag: tag, Permission: PermRule, Status: 201,
		Description: "Of a SKU in a warehouse, or without a SKU a default: of a category or of all goods, in one warehouse or in all. The SKU's own comes first, then the nearest category's, then that of all goods.",
	}, s.createRule)
	api.Put(a, api.Route{Path: path + "/{id}", ID: "update-replenishment-rule", Summary: "Change what a replenishment rule says", Tag: tag, Permission: PermRule}, s.updateRule)
	api.Post(a, api.Route{
		Path: path + "/actions/set", ID: "set-replenishment-rules", Summary: "Give SKUs the same rule in warehouses", Tag: tag, Permission: PermRule,
		Description: "Rules that are there are replaced.",
	}, s.setRules)
	api.Post(a, api.Route{Path: path + "/actions/delete", ID: "delete-replenishment-rules", Summary: "Delete replenishment rules", Tag: tag, Permission: PermRule},
		func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return s.DeleteRule(ctx, sc, id, warehouses(ctx)) })
		})
}

// RuleContent is what a rule says.
type RuleContent struct {
	Model       Model            `json:"model" enum:"min_max,days_of_cover,continuous_review,periodic_review,none" doc:"none: not bought"`
	Min         dec.Quantity     `json:"min,omitempty" doc:"Of min_max: at this position or below, it is filled up to max"`
	Max         dec.Quantity     `json:"max,omitempty"`
	CoverDays   int64            `json:"coverDays,omitempty" doc:"Of days_of_cover, beyond lead time and review; of continuous_review how long an order lasts"`
	ReviewDays  *int64           `json:"reviewDays,omitempty" doc:"From one round of orders to the next; the policy's when left out"`
	Target      replenish.Target `json:"target,omitempty" enum:"cycle,fill" doc:"cycle: the chance that nothing runs out between two deliveries; fill: the share of units served. Of the review models; cycle when left out"`
	ServiceBPS  int64            `json:"serviceBps,omitempty" doc:"9000, 9500, 9750, 9800, 9900 or 9950; 9500 when left out"`
	SafetyStock dec.Quantity     `json:"safetyStock,omitempty" doc:"Instead of a computed one"`
	RateDays    int64            `json:"rateDays,omitempty" doc:"The window of the mean demand; 90 when left out"`
	LeadDays    *int64           `json:"leadDays,omitempty" doc:"From order to sellable; learned, the source's or the policy's when left out"`
	PerDay      *dec.Quantity    `json:"perDay,omitempty" doc:"Expected while there is no history"`
	Note        string           `json:"note,omitempty"`
}

func (b *RuleContent) content() Content { return Content(*b) }

// RuleBody is a rule with the names that a page shows.
type RuleBody struct {
	ID            db.ID  `json:"id"`
	SKUID         db.ID  `json:"skuId,omitempty"`
	SKUCode       string `json:"skuCode,omitempty"`
	ProductName   string `json:"productName,omitempty"`
	Spec          string `json:"spec,omitempty"`
	Picture       string `json:"picture,omitempty"`
	Unit          string `json:"unit,omitempty" builtin:"unit"`
	CategoryID    db.ID  `json:"categoryId,omitempty"`
	CategoryName  string `json:"categoryName,omitempty"`
	WarehouseID   db.ID  `json:"warehouseId,omitempty" doc:"All warehouses when left out"`
	WarehouseName string `json:"warehouseName,omitempty" builtin:"warehouse"`
	RuleContent
	UpdatedAt db.Time `json:"updatedAt"`
	Version   int64   `json:"version"`
}

func newRuleBody(r *RuleRow) RuleBody {
	return RuleBody{
		ID: r.ID, SKUID: r.SKUID, SKUCode: r.SKUCode, ProductName: r.ProductName, Spec: r.Spec, Picture: r.Picture, Unit: r.Unit, CategoryID: r.CategoryID, CategoryName: r.CategoryName,
		WarehouseID: r.WarehouseID, WarehouseName: r.WarehouseName, RuleContent: RuleContent(r.Content), UpdatedAt: r.UpdatedAt, Version: r.Version,
	}
}

// RuleFilterInput holds the filters of the list of rules and its export.
type RuleFilterInput struct {
	Scope       string `query:"scope" enum:"sku,default" doc:"Rules of SKUs, or defaults"`
	Model       Model  `query:"model" enum:"min_max,days_of_cover,continuous_review,periodic_review,none"`
	WarehouseID db.ID  `query:"warehouseId"`
	CategoryID  db.ID  `query:"categoryId"`
	SKUID       db.ID  `query:"skuId"`
}

func (in *RuleFilterInput) filter(ctx context.Context) RuleFilter {
	return RuleFilter{Scope: in.Scope, Model: in.Model, WarehouseID: in.WarehouseID, CategoryID: in.CategoryID, SKUID: in.SKUID, Within: warehouses(ctx)}
}

type rulesInput struct {
	api.ListQuery
	RuleFilterInput
}

type ruleOutput struct{ Body RuleBody }

func (s *Service) listRules(ctx context.Context, sc db.Scope, in *rulesInput) (*api.PageOf[RuleBody], error) {
	page, err := s.Rules(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(r RuleRow) RuleBody { return newRuleBody(&r) }), nil
}

func (s *Service) getRule(ctx context.Context, sc db.Scope, in *idInput) (*ruleOutput, error) {
	r, err := s.Rule(ctx, sc, in.ID, warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return &ruleOutput{newRuleBody(r)}, nil
}

type createRuleInput struct {
	Body struct {
		SKUID       db.ID `json:"skuId,omitempty" doc:"A default when left out"`
		CategoryID  db.ID `json:"categoryId,omitempty" doc:"Of a default; all goods when left out"`
		WarehouseID db.ID `json:"warehouseId,omitempty" doc:"All warehouses when left out, which a rule of a SKU must not"`
		RuleContent
	}
}

func (s *Service) createRule(ctx context.Context, sc db.Scope, in *createRuleInput) (*ruleOutput, error) {
	b := &in.Body
	r, err := s.SaveRule(ctx, sc, Rule{SKUID: b.SKUID, CategoryID: b.CategoryID, WarehouseID: b.WarehouseID, Content: b.content()}, warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return s.getRule(ctx, sc, &idInput{r.ID})
}

type updateRuleInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		RuleContent
		Version int64 `json:"version"`
	}
}

func (s *Service) updateRule(ctx context.Context, sc db.Scope, in *updateRuleInput) (*ruleOutput, error) {
	// What the rule is for stays, so of a SKU's rule nothing is said here.
	r, err := s.SaveRule(ctx, sc, Rule{ID: in.ID, Content: in.Body.content(), Version: in.Body.Version}, warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return s.getRule(ctx, sc, &idInput{r.ID})
}

type setRulesInput struct {
	Body struct {
		SKUIDs       []db.ID `json:"skuIds" minItems:"1" maxItems:"5000"`
		WarehouseIDs []db.ID `json:"warehouseIds" minItems:"1" maxItems:"200"`
		RuleContent
	}
}

type setRulesOutput struct {
	Body struct {
		Created int `json:"created"`
		Changed int `json:"changed"`
	}
}

func (s *Service) setRules(ctx context.Context, sc db.Scope, in *setRulesInput) (*setRulesOutput, error) {
	out := &setRulesOutput{}
	var err error
	out.Body.Created, out.Body.Changed, err = s.SetRules(ctx, sc, in.Body.SKUIDs, in.Body.WarehouseIDs, in.Body.content(), warehouses(ctx))
	if err != nil {
		return nil, err
	}
	return out, nil
}

type importInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check, exactly as the import would"`
	SkipBad bool   `query:"skipBad" doc:"Leave out rows with problems instead of refusing the sheet"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type importOutput struct {
	Body struct {
		Rows     int           `json:"rows"`
		Created  int           `json:"created" doc:"Made, or to be made"`
		Changed  int           `json:"changed" doc:"Replaced, or to be replaced"`
		Skipped  int           `json:"skipped" doc:"Rows left out"`
		Problems []problemBody `json:"problems" nullable:"false" doc:"Why, under row <number>.<column>"`
	}
}

type problemBody struct {
	Field    string            `json:"field"`
	Code     string            `json:"code"`
	Detail   string            `json:"detail"`
	Remedy   string            `json:"remedy,omitempty"`
	Messages map[string]string `json:"messages"`
}

func problemsOf(ctx context.Context, list []fault.Field) []problemBody {
	out := make([]problemBody, 0, len(list))
	lang := api.Lang(ctx)
	for _, p := range list {
		out = append(out, problemBody{
			Field: p.Path, Code: p.Err.Code, Detail: p.Err.Detail(lang), Remedy: p.Err.Remedy(lang),
			Messages: map[string]string{api.Chinese: p.Err.Detail(api.Chinese), api.English: p.Err.Detail(api.English)},
		})
	}
	return out
}

func (s *Service) importRules(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	r, err := s.Import(ctx, sc, in.RawBody, SheetOptions{DryRun: in.DryRun, SkipBad: in.SkipBad, Within: warehouses(ctx)})
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Rows, out.Body.Created, out.Body.Changed, out.Body.Skipped, out.Body.Problems = r.Rows, r.Created, r.Changed, r.Skipped, problemsOf(ctx, r.Problems)
	return out, nil
}

type exportRulesInput struct {
	api.ExportQuery
	RuleFilterInput
}

func (s *Service) exportRules(ctx context.Context, sc db.Scope, in *exportRulesInput) (*api.Export, error) {
	columns := make([]sheet.Column, 0, len(sheetFields))
	for _, f := range sheetFields { // what is exported can be imported
		columns = append(columns, sheet.Column{Title: api.Title(ctx, f), Width: 14})
	}
	f := in.filter(ctx)
	return api.WriteExport(in.Format, api.Say(ctx, "补货规则", "Replenishment rules"), columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			q := in.ExportQuery
			l := f.query(tx, q.Q)
			q.Q = ""
			return api.EachRow(ctx, tx, q, l, func(rows *sql.Rows) error {
				r, err := scanRule(rows)
				if err != nil {
					return err
				}
				return w.Row(r.cells(ctx)...)
			})
		})
	})
}

// cells are the row of a sheet.
func (r *RuleRow) cells(ctx context.Context) []any {
	number := func(n int64, is bool) any {
		if !is {
			return ""
		}
		return sheet.Number(strconv.FormatInt(n, 10))
	}
	quantity := func(q dec.Quantity, is bool) any {
		if !is {
			return ""
		}
		return sheet.Number(q.String())
	}
	optional := func(n *int64) any {
		if n == nil {
			return ""
		}
		return number(*n, true)
	}
	minMax := r.Model == replenish.ModelMinMax
	service, target := any(""), ""
	if r.ServiceBPS != 0 {
		service, target = sheet.Number(percent(r.ServiceBPS)), fault.WordFor(api.Lang(ctx), "replenish.target", string(r.Target))
	}
	perDay := any("")
	if r.PerDay != nil {
		perDay = quantity(*r.PerDay, true)
	}
	return []any{
		r.SKUCode, r.CategoryName, api.Builtin(ctx, "warehouse", r.WarehouseName), fault.WordFor(api.Lang(ctx), "replenish.model", string(r.Model)), quantity(r.Min, minMax), quantity(r.Max, minMax),
		number(r.CoverDays, r.CoverDays != 0), optional(r.ReviewDays), target, service, quantity(r.SafetyStock, r.SafetyStock != 0), number(r.RateDays, r.RateDays != 0), optional(r.LeadDays), perDay, r.Note,
	}
}
