package party

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/sheet"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 20 << 20

// routes are those that customers and suppliers have alike.
type routes[T any, P record[T]] struct {
	book            *book[T, P]
	path            string
	one, aOne, many string // in English, as in "a customer"
	zh              string
	read, write     api.Permission
	fields          []sheet.Field // of the sheet
	reader          func(context.Context, *db.Tx) (rowReader[P], error)
}

func (r *routes[T, P]) route(path, id, summary string, permission api.Permission) api.Route {
	return api.Route{Path: path, ID: id, Summary: summary, Tag: r.many, Permission: permission}
}

func (r *routes[T, P]) register(a *api.API) {
	api.History(a, api.Record{Path: r.path, ID: r.one, Summary: r.aOne, Tag: r.many, Permission: r.read, See: api.SeenBy(r.book.get, r.one)})
	api.Delete(a, r.route(r.path+"/{id}", "delete-"+r.one, "Delete "+r.aOne+" that nothing refers to", r.write),
		func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
			return nil, r.book.delete(ctx, sc, in.ID)
		})
	r.batch(a, "activate", "Activate "+r.many, r.active(true))
	r.batch(a, "deactivate", "Deactivate "+r.many, r.active(false))
	r.batch(a, "delete", "Delete "+r.many+" that nothing refers to", r.book.delete)
	api.Get(a, r.route(r.path+"/template", "get-"+r.one+"-template", "Get an empty sheet for "+r.many, r.write),
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*api.Export, error) {
			return api.WriteTemplate(ctx, api.Say(ctx, r.zh, capital(r.many)), r.fields)
		})
	imports := r.route(r.path+"/import", "import-"+r.many, "Make "+r.many+" from a workbook", r.write)
	imports.MaxBody, imports.Slow = maxSheet, true
	imports.Description = "One row per " + r.one + ". All of it or nothing, unless skipBad leaves out rows with problems. Existing " + r.many + " are not changed. Problems come under row <number>.<column>."
	api.Post(a, imports, r.importSheet)
}

func (r *routes[T, P]) batch(a *api.API, verb, summary string, one func(context.Context, db.Scope, db.ID) error) {
	api.Post(a, r.route(r.path+"/actions/"+verb, verb+"-"+r.many, summary, r.write),
		func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return one(ctx, sc, id) })
		})
}

func (r *routes[T, P]) active(to bool) func(context.Context, db.Scope, db.ID) error {
	return func(ctx context.Context, sc db.Scope, id db.ID) error {
		return r.book.change(ctx, sc, id, func(_ context.Context, _ *db.Tx, one P) error {
			one.base().Active = to
			return nil
		})
	}
}

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

func (r *routes[T, P]) importSheet(ctx context.Context, sc db.Scope, in *importInput) (*importOutput, error) {
	done, err := r.book.importSheet(ctx, sc, in.RawBody, r.fields, r.reader, SheetOptions{DryRun: in.DryRun, SkipBad: in.SkipBad})
	if err != nil {
		return nil, err
	}
	out := &importOutput{}
	out.Body.Rows, out.Body.Created, out.Body.Skipped = done.Rows, done.Created, done.Skipped
	for _, p := range done.Problems {
		out.Body.Problems = append(out.Body.Problems, problemBody{p.Path, p.Err.Code, p.Err.Detail(api.Lang(ctx))})
	}
	return out, nil
}

// exported writes a list as its sheet, with the state in a column of its own: what is
// exported can be imported.
func exported[B any](ctx context.Context, d *db.DB, sc db.Scope, q api.ExportQuery, name string, fields []sheet.Field,
	query func(*db.Tx) api.List, scan func(*sql.Rows) (B, error), cells func(B) (active bool, row []any),
) (*api.Export, error) {
	columns := make([]sheet.Column, 0, len(fields)+1)
	for _, f := range fields {
		columns = append(columns, sheet.Column{Title: api.Title(ctx, f), Width: 18})
	}
	columns = append(columns, sheet.Column{Title: api.Say(ctx, "状态", "State")})
	return api.WriteExport(q.Format, name, columns, func(w api.Rows) error {
		return d.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, q, query(tx), func(rows *sql.Rows) error {
				b, err := scan(rows)
				if err != nil {
					return err
				}
				active, row := cells(b)
				state := api.Say(ctx, "停用", "inactive")
				if active {
					state = api.Say(ctx, "启用", "active")
				}
				return w.Row(append(row, state)...)
			})
		})
	})
}

func capital(s string) string { return string(s[0]-'a'+'A') + s[1:] }

type lastPricesInput struct {
	ID   db.ID   `path:"id"`
	SKUs []db.ID `query:"skuId" maxItems:"200" doc:"Joined by commas"`
}

type lastPriceBody struct {
	SKUID    db.ID     `json:"skuId"`
	UnitID   db.ID     `json:"unitId"`
	Currency string    `json:"currency,omitempty" doc:"Of a supplier's price; customers pay in yuan"`
	Price    dec.Price `json:"price"`
	Date     db.Date   `json:"date"`
	DocNo    string    `json:"docNo"`
}

type lastPricesOutput struct {
	Body struct {
		Items []lastPriceBody `json:"items" nullable:"false"`
	}
}

// lastPrices serves what of gives for a customer or supplier.
func (r *routes[T, P]) lastPrices(of func(context.Context, *db.Tx, db.ID, []db.ID) (map[db.ID][]LastPrice, error)) func(context.Context, db.Scope, *lastPricesInput) (*lastPricesOutput, error) {
	return func(ctx context.Context, sc db.Scope, in *lastPricesInput) (*lastPricesOutput, error) {
		out := &lastPricesOutput{}
		err := r.book.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			if _, err := r.book.getTx(ctx, tx, in.ID, ""); err != nil {
				return err
			}
			found, err := of(ctx, tx, in.ID, in.SKUs)
			if err != nil {
				return err
			}
			out.Body.Items = []lastPriceBody{}
			for _, sku := range in.SKUs {
				for _, p := range found[sku] {
					out.Body.Items = append(out.Body.Items, lastPriceBody{SKUID: p.SKUID, UnitID: p.UnitID, Currency: p.Currency, Price: p.Price, Date: p.Date, DocNo: p.DocNo})
				}
			}
			return nil
		})
		return out, err
	}
}
