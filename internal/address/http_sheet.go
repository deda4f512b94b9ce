package address

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sheet"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 5 << 20

type importInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check, exactly as the import would"`
	SkipBad bool   `query:"skipBad" doc:"Leave out rows with problems instead of refusing the sheet"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type importOutput struct {
	Body struct {
		Rows     int           `json:"rows"`
		Created  int           `json:"created" doc:"Made, or to be made"`
		Skipped  int           `json:"skipped" doc:"Rows left out"`
		Problems []problemBody `json:"problems" nullable:"false" doc:"Why, under row <number>.<column>"`
	}
}

func (s *Service) registerSheets(a *api.API, path string) {
	api.Get(a, api.Route{Path: path + "/export", ID: "export-receiving-addresses", Summary: "Export the list of receiving addresses as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.export)
	api.Get(a, api.Route{Path: path + "/template", ID: "get-receiving-address-template", Summary: "Get an empty sheet for receiving addresses", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
			return api.WriteTemplate(ctx, api.Say(ctx, "收货地址", "Receiving addresses"), sheetFields)
		})
	api.Post(a, api.Route{
		Path: path + "/import", ID: "import-receiving-addresses", Summary: "Make receiving addresses from a workbook", Tag: tag, Permission: PermWrite, MaxBody: maxSheet, Slow: true,
		Description: "One row per address, its place checked against the divisions of 1688. All of it or nothing, unless skipBad leaves out rows with problems. Existing addresses are not changed. Problems come under row <number>.<column>.",
	}, s.importSheet)
}

func (s *Service) importSheet(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	r, err := s.Import(ctx, sc, asker(ctx, 0), in.RawBody, SheetOptions{DryRun: in.DryRun, SkipBad: in.SkipBad})
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Rows, out.Body.Created, out.Body.Skipped, out.Body.Problems = r.Rows, r.Created, r.Skipped, problemsOf(ctx, r.Problems)
	return out, nil
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	columns := make([]sheet.Column, 0, len(sheetFields)+2)
	for _, f := range sheetFields { // what is exported can be imported
		columns = append(columns, sheet.Column{Title: api.Title(ctx, f), Width: 18})
	}
	columns = append(columns, sheet.Column{Title: api.Say(ctx, "用于仓库", "Warehouses"), Width: 18}, sheet.Column{Title: api.Say(ctx, "状态", "State")})
	return api.WriteExport(in.Format, api.Say(ctx, "收货地址", "Receiving addresses"), columns, func(w api.Rows) error {
		return s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			within := api.DataScope(ctx).Warehouses
			served, err := allServedTx(ctx, tx, within)
			if err != nil {
				return err
			}
			return api.EachRow(ctx, tx, in.ExportQuery, in.query(tx, within), func(rows *sql.Rows) error {
				var a Address
				if err := rows.Scan(a.fields()...); err != nil {
					return err
				}
				var warehouses []string
				for _, name := range served[a.ID] {
					warehouses = append(warehouses, api.Builtin(ctx, "warehouse", name))
				}
				state := api.Say(ctx, "停用", "inactive")
				if a.Active {
					state = api.Say(ctx, "启用", "active")
				}
				return w.Row(a.Name, a.Contact, a.Mobile, a.Phone, a.Company, a.Province, a.City, a.District, a.Town, a.DivisionCode, a.Postcode,
					a.Line1, a.Line2, a.Door, a.Detail, a.Fax, a.Email, a.Note, strings.Join(warehouses, api.Say(ctx, "、", ", ")), state)
			})
		})
	})
}
