package sourcing

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

type lookInput struct {
	Body struct {
		AccountID db.ID  `json:"accountId" doc:"The buyer account to ask with"`
		Link      string `json:"link" maxLength:"2000" doc:"A link to the offer in any usual shape, or its id"`
		SKUID     db.ID  `json:"skuId,omitempty" doc:"The SKU to guess the spec for"`
	}
}

type lookOutput struct{ Body lookedBody }

// MatchSave says which spec of an offer a SKU is bought as.
type MatchSave struct {
	AccountID      db.ID  `json:"accountId,omitempty" doc:"The buyer account it is bought with; any when left out"`
	OfferID        string `json:"offerId" doc:"Of an offer that was looked up"`
	Spec           string `json:"spec,omitempty" doc:"Key of the spec; left out for an offer without specs"`
	Num            int64  `json:"num,omitempty" doc:"One sale unit is num/den base units; 1 when left out"`
	Den            int64  `json:"den,omitempty" doc:"1 when left out"`
	LeadDays       int64  `json:"leadDays,omitempty"`
	Note           string `json:"note,omitempty"`
	SupplierID     db.ID  `json:"supplierId,omitempty" doc:"Who it is expected of; another seller is refused then. Whoever sells it when left out"`
	AcceptSupplier bool   `json:"acceptSupplier,omitempty" doc:"Take who sells it, also when somebody else was expected"`
}

func (b *MatchSave) input(ctx context.Context, sku db.ID, version int64) (MatchInput, error) {
	n, ok := open1688.ID(strings.TrimSpace(b.OfferID)).Int64()
	if !ok || n <= 0 {
		var f fault.Fields
		f.Add("offerId", ErrOfferNotSeen.With("id", clean(b.OfferID, 30)))
		return MatchInput{}, f.Err()
	}
	return MatchInput{
		SKUID: sku, AccountID: b.AccountID, OfferID: n, Spec: b.Spec, Num: b.Num, Den: b.Den, LeadDays: b.LeadDays, Note: b.Note,
		SupplierID: b.SupplierID, AcceptSupplier: b.AcceptSupplier, Version: version, Reach: reach(ctx),
	}, nil
}

type matchInput struct {
	Body struct {
		SKUID db.ID `json:"skuId"`
		MatchSave
	}
}

type rematchInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		MatchSave
		Version int64 `json:"version"`
	}
}

type runInput struct {
	Body struct {
		AccountID db.ID   `json:"accountId" doc:"The buyer account to ask with"`
		SKUIDs    []db.ID `json:"skuIds,omitempty" maxItems:"2000" doc:"SKUs with a link that waits to be matched; or text"`
		Text      string  `json:"text,omitempty" maxLength:"1000000" doc:"A row a line: SKU code or barcode, link, and the spec by id, code or values if it is known"`
	}
}

type importInput struct {
	AccountID db.ID  `query:"accountId" doc:"The buyer account to ask with"`
	RawBody   []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type runOutput struct{ Body runBody }

type runsInput struct {
	api.ListQuery
	State string `query:"state" enum:"running,paused,failed,cancelled,ready"`
}

type rowsInput struct {
	ID    db.ID  `path:"id"`
	State string `query:"state" enum:"waiting,found,open,bad,failed,saved" doc:"open: found, without a spec chosen"`
	api.ListQuery
}

type rowInput struct {
	ID     db.ID `path:"id"`
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Chosen  bool   `json:"chosen" doc:"A spec is chosen"`
		Spec    string `json:"spec,omitempty" doc:"Its key; left out for an offer without specs"`
		Num     int64  `json:"num,omitempty" doc:"One sale unit is num/den base units; 1 when left out"`
		Den     int64  `json:"den,omitempty" doc:"1 when left out"`
		Skipped bool   `json:"skipped,omitempty" doc:"Leave the row out of saving"`
	}
}

type rowOutput struct{ Body rowBody }

type savedOutput struct {
	Body struct {
		Saved  int64 `json:"saved" doc:"Sources made or matched"`
		Failed int64 `json:"failed" doc:"Rows that could not be saved; each says why"`
		Open   int64 `json:"open" doc:"Rows without a spec chosen"`
	}
}

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 20 << 20

func (s *Service) registerMatching(a *api.API) {
	const tag = "sources"
	api.Post(a, api.Route{
		Path: "/offers/actions/look-up", ID: "look-up-offer", Summary: "Read an offer of 1688 with a buyer account", Tag: tag, Permission: PermWrite,
		Description: "With a SKU, the spec it most likely is comes with it and what speaks for that.",
	}, s.look)
	api.Post(a, api.Route{Path: "/sources/actions/match", ID: "match-source", Summary: "Make a source of a spec of an offer that was looked up", Tag: tag, Permission: PermWrite, Status: 201}, s.match)
	api.Put(a, api.Route{Path: "/sources/{id}/match", ID: "rematch-source", Summary: "Give a source another offer or spec", Tag: tag, Permission: PermWrite}, s.rematch)
}

func (s *Service) registerRuns(a *api.API) {
	const tag = "bulk matching"
	route := func(path, id, summary string) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: PermWrite}
	}
	read := func(path, id, summary string) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: PermRead}
	}
	start := route("/match-runs", "start-match-run", "Match SKUs with offers of 1688 together")
	start.Status = 202
	start.Description = "What is wrong with a row is told with it and does not stop the others. Progress is that of the task."
	api.Post(a, start, s.startRun)
	imports := route("/match-runs/import", "import-match-run", "Match a workbook of SKU codes and links")
	imports.Status, imports.MaxBody, imports.Slow = 202, maxSheet, true
	api.Post(a, imports, s.importRun)
	api.Get(a, route("/match-runs/template", "get-match-run-template", "Get an empty sheet for SKU codes and links"), template)
	api.Get(a, read("/match-runs", "list-match-runs", "List bulk matches"), s.listRuns)
	api.Get(a, read("/match-runs/{id}", "get-match-run", "Get a bulk match"), s.getRun)
	api.Delete(a, route("/match-runs/{id}", "delete-match-run", "Forget a bulk match; the sources made of it stay"), s.removeRun)
	api.Get(a, read("/match-runs/{id}/rows", "list-match-run-rows", "List the rows of a bulk match"), s.listRows)
	api.Put(a, route("/match-runs/{id}/rows/{number}", "set-match-run-row", "Choose the spec of a row, or leave the row out"), s.setRow)
	api.Post(a, route("/match-runs/{id}/actions/save", "save-match-run", "Make sources of all rows whose spec is chosen"), s.saveRun)
	api.Post(a, route("/match-runs/{id}/actions/cancel", "cancel-match-run", "Stop looking offers up; what was found stays"), runAction(s, s.CancelRun))
	again := route("/match-runs/{id}/actions/retry", "retry-match-run", "Look up again what failed, and go on with what was stopped")
	again.Status = 202
	api.Post(a, again, runAction(s, s.RetryRun))
}

func (s *Service) look(ctx context.Context, sc db.Scope, in *lookInput) (*lookOutput, error) {
	l, err := s.LookUpFor(ctx, sc, in.Body.AccountID, in.Body.Link, in.Body.SKUID, reach(ctx))
	if err != nil {
		return nil, err
	}
	out := &lookOutput{Body: lookedBody{Offer: newOfferBody(ctx, l.Offer), Reason: l.Reason, Sources: []sourceBody{}, Notice: api.NewReason(ctx, l.Notice)}}
	if l.Supplier != nil {
		out.Body.SupplierID, out.Body.SupplierName = l.Supplier.ID, l.Supplier.Name
	}
	if l.Guess >= 0 {
		out.Body.Guess = l.Offer.Specs[l.Guess].Key()
	} else {
		out.Body.Reason = ""
	}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		names, err := s.namesTx(ctx, tx, l.Sources)
		if err != nil {
			return err
		}
		for _, x := range l.Sources {
			out.Body.Sources = append(out.Body.Sources, newSourceBody(ctx, x, names))
		}
		return nil
	})
	return out, err
}

func (s *Service) match(ctx context.Context, sc db.Scope, in *matchInput) (*sourceOutput, error) {
	m, err := in.Body.input(ctx, in.Body.SKUID, 0)
	if err != nil {
		return nil, err
	}
	x, err := s.Match(ctx, sc, m)
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) rematch(ctx context.Context, sc db.Scope, in *rematchInput) (*sourceOutput, error) {
	m, err := in.Body.input(ctx, 0, in.Body.Version)
	if err != nil {
		return nil, err
	}
	x, err := s.Rematch(ctx, sc, in.ID, m)
	return s.sourceAnswer(ctx, sc, x, err)
}

func (s *Service) startRun(ctx context.Context, sc db.Scope, in *runInput) (*runOutput, error) {
	r := RunInput{AccountID: in.Body.AccountID, Origin: OriginList, Reach: reach(ctx)}
	if len(in.Body.SKUIDs) > 0 {
		r.Origin, r.SKUIDs = OriginSKUs, in.Body.SKUIDs
	} else {
		r.Rows = ParseRows(in.Body.Text)
	}
	return s.runAnswer(ctx, sc)(s.StartRun(ctx, sc, r))
}

func (s *Service) importRun(ctx context.Context, sc db.Scope, in *importInput) (*runOutput, error) {
	rows, err := ReadSheet(in.RawBody)
	if err != nil {
		return nil, err
	}
	return s.runAnswer(ctx, sc)(s.StartRun(ctx, sc, RunInput{AccountID: in.AccountID, Origin: OriginSheet, Rows: rows, Reach: reach(ctx)}))
}

func template(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
	return api.WriteTemplate(ctx, api.Say(ctx, "1688批量匹配", "Bulk matching"), rowFields)
}

// runAnswer makes an answer of a run.
func (s *Service) runAnswer(ctx context.Context, sc db.Scope) func(*Run, error) (*runOutput, error) {
	return func(r *Run, err error) (*runOutput, error) {
		if err != nil {
			return nil, err
		}
		out := &runOutput{}
		err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			name, err := s.accountNameTx(ctx, tx, r.AccountID)
			out.Body = newRunBody(ctx, r, name)
			return err
		})
		return out, err
	}
}

func (s *Service) listRuns(ctx context.Context, sc db.Scope, in *runsInput) (*api.PageOf[runBody], error) {
	page, names, err := s.Runs(ctx, sc, in.ListQuery, RunState(in.State), reach(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(r *Run) runBody { return newRunBody(ctx, r, names.Accounts[r.AccountID]) }), nil
}

func (s *Service) getRun(ctx context.Context, sc db.Scope, in *idInput) (*runOutput, error) {
	return s.runAnswer(ctx, sc)(s.Run(ctx, sc, in.ID, reach(ctx)))
}

func (s *Service) removeRun(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
	return nil, s.RemoveRun(ctx, sc, in.ID, reach(ctx))
}

func (s *Service) listRows(ctx context.Context, sc db.Scope, in *rowsInput) (*api.PageOf[rowBody], error) {
	f := DraftFilter{State: DraftState(in.State)}
	if in.State == "open" {
		f = DraftFilter{Open: true}
	}
	page, err := s.Drafts(ctx, sc, in.ID, in.ListQuery, f, reach(ctx))
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(d DraftRow) rowBody { return newRowBody(ctx, &d) }), nil
}

func (s *Service) setRow(ctx context.Context, sc db.Scope, in *rowInput) (*rowOutput, error) {
	d, err := s.SetDraft(ctx, sc, in.ID, in.Number, DraftInput(in.Body), reach(ctx))
	if err != nil {
		return nil, err
	}
	return &rowOutput{Body: newRowBody(ctx, d)}, nil
}

// runAction is a handler that changes a run.
func runAction(s *Service, act func(context.Context, db.Scope, db.ID, tenant.Limit) (*Run, error)) func(context.Context, db.Scope, *idInput) (*runOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *idInput) (*runOutput, error) {
		return s.runAnswer(ctx, sc)(act(ctx, sc, in.ID, reach(ctx)))
	}
}

func (s *Service) saveRun(ctx context.Context, sc db.Scope, in *idInput) (*savedOutput, error) {
	saved, err := s.SaveRun(ctx, sc, in.ID, reach(ctx))
	if err != nil {
		return nil, err
	}
	out := &savedOutput{}
	out.Body.Saved, out.Body.Failed, out.Body.Open = saved.Saved, saved.Failed, saved.Open
	return out, nil
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	say := func(zh, en string) sheet.Column { return sheet.Column{Title: api.Say(ctx, zh, en), Width: 16} }
	costs := api.Can(ctx, api.CostSee)
	columns := []sheet.Column{
		say("SKU编码", "SKU code"), say("商品名称", "Product"), say("SKU规格", "Attributes"), say("供应商", "Supplier"), say("优先级", "Priority"), say("状态", "State"),
		say("1688链接", "1688 link"), say("1688标题", "1688 title"), say("规格", "Spec"), say("供应商货号", "Supplier's code"), say("销售单位", "Sale unit"), say("换算", "Base units per sale unit"),
		say("起订量", "Minimum"), say("倍数", "Multiple"), say("交期（天）", "Lead days"), say("采购账号", "Buyer account"), say("检查时间", "Checked"), say("备注", "Note"),
	}
	if costs {
		columns = append(columns, say("进价", "Price"))
	}
	f := in.filter(ctx)
	return api.WriteExport(in.Format, api.Say(ctx, "货源", "Sources"), columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, f.exportQuery(tx), func(rows *sql.Rows) error {
				var e exported
				if err := e.scan(rows); err != nil {
					return err
				}
				cells := e.cells(ctx, costs)
				return w.Row(append(cells, make([]any, len(columns)-len(cells))...)...)
			})
		})
	})
}
