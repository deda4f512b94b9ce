package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 10 << 20

type importInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check, exactly as the import would"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type importOutput struct {
	Body struct {
		Items []importedBody `json:"items" nullable:"false" doc:"The orders made, or to be made"`
		Lines int            `json:"lineCount"`
		Total *dec.Amount    `json:"total,omitempty" doc:"Of all orders, in yuan; needs cost.see"`
	}
}

// importedBody is one order of a sheet.
type importedBody struct {
	Row          int         `json:"row" doc:"The first of its rows"`
	ID           db.ID       `json:"id,omitempty" doc:"Left out while only checked"`
	No           string      `json:"no,omitempty"`
	Date         db.Date     `json:"date"`
	SupplierName string      `json:"supplierName"`
	Lines        int         `json:"lineCount"`
	Currency     string      `json:"currency" doc:"Of its total, ISO 4217"`
	Total        *dec.Amount `json:"total,omitempty" doc:"Needs cost.see"`
}

// registerImport adds the routes of the sheet of orders.
func (s *Service) registerImport(a *api.API, path string) {
	const tag = "purchases"
	api.Get(a, api.Route{Path: path + "/template", ID: "get-purchase-template", Summary: "Get an empty sheet for purchase orders", Tag: tag, Permission: PermCreate},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
			return api.WriteTemplate(ctx, api.Say(ctx, "采购单", "Purchase orders"), importFields)
		})
	api.Post(a, api.Route{
		Path: path + "/import", ID: "import-purchase-orders", Summary: "Make drafts of purchase orders from a workbook", Tag: tag, Permission: PermCreate, MaxBody: maxSheet, Slow: true,
		Description: "One row per line; rows with the same order number make one order, and without numbers those of one supplier, warehouse, date and currency. All of it or nothing. Problems come under row <number>.<column>.",
	}, s.importOrders)
}

func (s *Service) importOrders(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	list, err := s.Import(ctx, sc, in.RawBody, api.DataScope(ctx), in.DryRun)
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Items = make([]importedBody, len(list))
	var total dec.Amount
	for i, x := range list {
		o := x.Order
		total = total.Add(o.Total)
		out.Body.Lines += len(o.Lines)
		out.Body.Items[i] = importedBody{
			Row: x.Row, ID: o.ID, No: o.No, Date: o.Date, SupplierName: x.SupplierName, Lines: len(o.Lines), Currency: o.Currency, Total: seen(ctx, o.Own.Total),
		}
	}
	out.Body.Total = seen(ctx, total)
	return out, nil
}
