package party

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sheet"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 20 << 20

type importInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check, exactly as the import would"`
	SkipBad bool   `query:"skipBad" doc:"Leave out rows with problems instead of refusing the sheet"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type problemBody struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

type importOutput struct {
	Body struct {
		Rows     int           `json:"rows"`
		Created  int           `json:"created" doc:"Made, or to be made"`
		Skipped  int           `json:"skipped" doc:"Rows left out"`
		Problems []problemBody `json:"problems" nullable:"false" doc:"Why, under row <number>.<column>"`
	}
}

func (s *Service) registerSheets(a *api.API) {
	const tag = "customers"
	api.Get(a, api.Route{Path: "/customers/export", ID: "export-customers", Summary: "Export the customer list as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.export)
	api.Get(a, api.Route{Path: "/customers/template", ID: "get-customer-template", Summary: "Get an empty sheet for customers", Tag: tag, Permission: PermWrite}, template)
	api.Post(a, api.Route{
		Path: "/customers/import", ID: "import-customers", Summary: "Make customers from a workbook", Tag: tag, Permission: PermWrite, MaxBody: maxSheet, Slow: true,
		Description: "One row per customer. All of it or nothing, unless skipBad leaves out rows with problems. Existing customers are not changed. Problems come under row <number>.<column>.",
	}, s.importSheet)
}

func (s *Service) importSheet(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	r, err := s.ImportCustomers(ctx, sc, in.RawBody, SheetOptions{DryRun: in.DryRun, SkipBad: in.SkipBad})
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Rows, out.Body.Created, out.Body.Skipped = r.Rows, r.Created, r.Skipped
	for _, p := range r.Problems {
		out.Body.Problems = append(out.Body.Problems, problemBody{p.Path, p.Err.Code, p.Err.Detail(api.Lang(ctx))})
	}
	return out, nil
}

func template(context.Context, db.Scope, *struct{}) (*api.Export, error) {
	var columns []sheet.Column
	for _, f := range customerFields {
		title := f.Titles[0]
		if f.Required {
			title = "*" + title
		}
		columns = append(columns, sheet.Column{Title: title, Width: 18})
	}
	return api.WriteExport("xlsx", "客户", columns, func(api.Rows) error { return nil })
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	columns := make([]sheet.Column, 0, len(customerFields)+1)
	for _, f := range customerFields { // what is exported can be imported
		columns = append(columns, sheet.Column{Title: f.Titles[0], Width: 18})
	}
	columns = append(columns, sheet.Column{Title: "状态"})
	return api.WriteExport(in.Format, "客户", columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, in.query(tx), func(rows *sql.Rows) error {
				c, err := scanBody(rows)
				if err != nil {
					return err
				}
				state := "停用"
				if c.Active {
					state = "启用"
				}
				return w.Row(c.Code, c.Name, c.LevelName, c.Contact, c.Phone, c.Address, sheet.Number(c.CreditLimit.String()), c.Note, state)
			})
		})
	})
}
