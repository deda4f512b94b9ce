package stock

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/sheet"
)

func (s *Service) registerSheets(a *api.API) {
	const tag = "stock"
	api.Get(a, api.Route{Path: "/stock/balances/export", ID: "export-stock-balances", Summary: "Export the stock balances as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportBalances)
	api.Get(a, api.Route{Path: "/stock/moves/export", ID: "export-stock-moves", Summary: "Export the ledger of a SKU as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportMoves)
	api.Get(a, api.Route{Path: "/stock/opening/template", ID: "get-opening-template", Summary: "Get an empty sheet for opening stock", Tag: tag, Permission: PermOpening}, s.openingTemplate)
	api.Post(a, api.Route{
		Path: "/stock/opening/import", ID: "import-opening-stock", Summary: "Enter opening stock from a workbook", Tag: tag, Permission: PermOpening, MaxBody: 20 << 20, Slow: true,
		Description: "One document, all of it or nothing. With dryRun it only checks and gives the totals.",
	}, s.importOpening)
}

func number(v interface{ String() string }) sheet.Number { return sheet.Number(v.String()) }

type exportBalancesInput struct {
	api.ExportQuery
	BalanceFilterInput
}

func (s *Service) exportBalances(ctx context.Context, sc db.Scope, in *exportBalancesInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	columns := []sheet.Column{
		{Title: api.Say(ctx, "商品编码", "Product code")},
		{Title: api.Say(ctx, "商品名称", "Product"), Width: 40},
		{Title: api.Say(ctx, "单品编码", "SKU")},
		{Title: api.Say(ctx, "规格", "Spec")},
		{Title: api.Say(ctx, "仓库", "Warehouse")},
		{Title: api.Say(ctx, "库存数量", "In stock")},
		{Title: api.Say(ctx, "占用", "Reserved")},
		{Title: api.Say(ctx, "在途", "On order")},
		{Title: api.Say(ctx, "可用", "Available")},
	}
	if costs {
		columns = append(columns, sheet.Column{Title: api.Say(ctx, "单位成本", "Unit cost")}, sheet.Column{Title: api.Say(ctx, "库存金额", "Value")})
	}
	return api.WriteExport(in.Format, api.Say(ctx, "库存余额", "Stock balance"), columns, func(w api.Rows) error {
		return s.EachBalance(ctx, sc, in.ExportQuery, in.filter(ctx, in.Q), func(r *BalanceRow) error {
			values := []any{
				r.ProductCode, r.ProductName, r.SKUCode, r.Spec, api.Builtin(ctx, "warehouse", r.WarehouseName),
				number(r.OnHand), number(r.Reserved), number(r.OnOrder), number(r.Available()),
			}
			if costs && !r.ValueUnknown {
				values = append(values, number(r.UnitCost()), number(r.Value))
			}
			return w.Row(values...)
		})
	})
}

type exportMovesInput struct {
	api.ExportQuery
	MoveFilterInput
}

func (s *Service) exportMoves(ctx context.Context, sc db.Scope, in *exportMovesInput) (*api.Export, error) {
	f := in.filter(ctx)
	if err := s.skuExists(ctx, sc, f.SKUID); err != nil {
		return nil, err
	}
	costs := api.Can(ctx, api.CostSee)
	columns := []sheet.Column{
		{Title: api.Say(ctx, "单据日期", "Date")},
		{Title: api.Say(ctx, "单据编号", "Document"), Width: 20},
		{Title: api.Say(ctx, "仓库", "Warehouse")},
		{Title: api.Say(ctx, "收入", "In")},
		{Title: api.Say(ctx, "发出", "Out")},
		{Title: api.Say(ctx, "仓库结存", "Warehouse balance")},
		{Title: api.Say(ctx, "核算结存", "Costing balance")},
	}
	if costs {
		columns = append(columns, sheet.Column{Title: api.Say(ctx, "金额", "Value")}, sheet.Column{Title: api.Say(ctx, "结存金额", "Value balance")})
	}
	return api.WriteExport(in.Format, api.Say(ctx, "收发存明细", "Stock ledger"), columns, func(w api.Rows) error {
		return s.EachMove(ctx, sc, in.ExportQuery, f, func(r *MoveRow) error {
			var received, issued any
			if r.Quantity > 0 {
				received = number(r.Quantity)
			} else if r.Quantity < 0 {
				issued = number(r.Quantity.Neg())
			}
			values := []any{r.Date, r.DocNo, api.Builtin(ctx, "warehouse", r.WarehouseName), received, issued, number(r.OnHand), number(r.PoolQuantity)}
			if costs {
				values = append(values, number(r.Value), number(r.PoolValue))
			}
			return w.Row(values...)
		})
	})
}

func (s *Service) openingTemplate(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
	return api.WriteTemplate(ctx, api.Say(ctx, "期初库存", "Opening stock"), openingFields)
}

type importInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type importOutput struct {
	Body struct {
		Rows       int          `json:"rows"`
		Quantity   dec.Quantity `json:"quantity" doc:"Sum over the rows, to compare with the source"`
		Value      *dec.Cost    `json:"value,omitempty" doc:"Sum over the rows; needs cost.see"`
		DocumentID db.ID        `json:"documentId,omitempty"`
		DocumentNo string       `json:"documentNo,omitempty"`
		State      string       `json:"state,omitempty" doc:"draft where stock documents are reviewed"`
	}
}

func (s *Service) importOpening(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	limit := api.DataScope(ctx).Warehouses
	r, err := s.ImportOpening(ctx, sc, in.RawBody, limit, in.DryRun)
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Rows, out.Body.Quantity = r.Rows, r.Quantity
	if api.Can(ctx, api.CostSee) {
		out.Body.Value = &r.Value
	}
	if d := r.Document; d != nil {
		out.Body.DocumentID, out.Body.DocumentNo, out.Body.State = d.ID, d.No, string(d.State)
	}
	return out, nil
}
