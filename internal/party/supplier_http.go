package party

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of suppliers.
var (
	PermSupplierRead  = api.DefinePermission("supplier.read", "查看供应商", "See suppliers", "supplier")
	PermSupplierWrite = api.DefinePermission("supplier.write", "维护供应商", "Edit suppliers", "supplier", tenant.RolePurchaser, tenant.RoleAccount)
)

// SupplierFilter holds the filters of the supplier list and its export.
type SupplierFilter struct {
	Terms  string `query:"terms" enum:"prepaid,share,receipt,credit"`
	On1688 string `query:"on1688" enum:"true,false" doc:"Whether it is a seller on 1688"`
	Active string `query:"active" enum:"true,false"`
}

type supplierListInput struct {
	api.ListQuery
	SupplierFilter
}

// SupplierBody is a supplier.
type SupplierBody struct {
	ID           db.ID        `json:"id"`
	Code         string       `json:"code"`
	Name         string       `json:"name"`
	Mnemonic     string       `json:"mnemonic"`
	LoginID      string       `json:"loginId,omitempty" doc:"Of the seller on 1688, the name of its Wangwang 旺旺"`
	Contact      string       `json:"contact,omitempty"`
	Phone        string       `json:"phone,omitempty"`
	Address      string       `json:"address,omitempty"`
	Terms        Terms        `json:"terms" enum:"prepaid,share,receipt,credit" doc:"When it is paid 结算方式"`
	PrepaidShare dec.Quantity `json:"prepaidShare" doc:"Percent of the total, with the terms share"`
	CreditDays   int64        `json:"creditDays" doc:"After the receipt, with the terms credit"`
	Currency     string       `json:"currency" doc:"That it is bought from in, ISO 4217"`
	Note         string       `json:"note,omitempty"`
	Active       bool         `json:"active"`
	CreatedAt    db.Time      `json:"createdAt"`
	UpdatedAt    db.Time      `json:"updatedAt"`
	Version      int64        `json:"version"`
}

// SupplierSave is a supplier as entered.
type SupplierSave struct {
	Code         string       `json:"code,omitempty" doc:"Made by the numbering when left out"`
	Name         string       `json:"name"`
	LoginID      string       `json:"loginId,omitempty" doc:"Of the seller on 1688, the name of its Wangwang 旺旺"`
	Contact      string       `json:"contact,omitempty"`
	Phone        string       `json:"phone,omitempty"`
	Address      string       `json:"address,omitempty"`
	Terms        Terms        `json:"terms,omitempty" enum:"prepaid,share,receipt,credit" doc:"prepaid when left out"`
	PrepaidShare dec.Quantity `json:"prepaidShare,omitempty" doc:"Percent, with the terms share"`
	CreditDays   int64        `json:"creditDays,omitempty" doc:"With the terms credit"`
	Currency     string       `json:"currency,omitempty" maxLength:"3" doc:"ISO 4217, one that is switched on; CNY when left out, as sellers on 1688 have"`
	Note         string       `json:"note,omitempty"`
	Active       *bool        `json:"active,omitempty" doc:"True when left out"`
}

func (b *SupplierSave) supplier(id db.ID, version int64) Supplier {
	return Supplier{
		Card: Card{
			ID: id, Code: b.Code, Name: b.Name, Contact: b.Contact, Phone: b.Phone, Address: b.Address,
			Note: b.Note, Active: b.Active == nil || *b.Active, Version: version,
		},
		Terms: b.Terms, PrepaidShare: b.PrepaidShare, CreditDays: b.CreditDays, Currency: b.Currency, LoginID: b.LoginID,
	}
}

func (s *Supplier) body() SupplierBody {
	return SupplierBody{
		ID: s.ID, Code: s.Code, Name: s.Name, Mnemonic: s.Mnemonic, LoginID: s.LoginID, Contact: s.Contact, Phone: s.Phone, Address: s.Address,
		Terms: s.Terms, PrepaidShare: s.PrepaidShare, CreditDays: s.CreditDays, Currency: s.Currency, Note: s.Note, Active: s.Active,
		CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt, Version: s.Version,
	}
}

type supplierCreate struct{ Body SupplierSave }

type supplierUpdate struct {
	ID   db.ID `path:"id"`
	Body struct {
		SupplierSave
		Version int64 `json:"version"`
	}
}

type supplierOutput struct{ Body SupplierBody }

type termsInput struct {
	Body struct {
		IDs          []db.ID      `json:"ids" minItems:"1" maxItems:"500"`
		Terms        Terms        `json:"terms" enum:"prepaid,share,receipt,credit"`
		PrepaidShare dec.Quantity `json:"prepaidShare,omitempty"`
		CreditDays   int64        `json:"creditDays,omitempty"`
	}
}

func (s *Service) registerSuppliers(a *api.API) {
	r := routes[Supplier, *Supplier]{
		book: &s.suppliers, path: "/suppliers", one: "supplier", aOne: "a supplier", many: "suppliers", zh: "供应商", read: PermSupplierRead, write: PermSupplierWrite,
		fields: supplierFields, reader: supplierReader,
	}
	api.Get(a, r.route("/suppliers", "list-suppliers", "List suppliers", PermSupplierRead), s.listSuppliers)
	api.Get(a, r.route("/suppliers/{id}", "get-supplier", "Get a supplier", PermSupplierRead),
		func(ctx context.Context, sc db.Scope, in *idInput) (*supplierOutput, error) {
			return supplierAnswer(s.Supplier(ctx, sc, in.ID))
		})
	create := r.route("/suppliers", "create-supplier", "Add a supplier", PermSupplierWrite)
	create.Status = http.StatusCreated
	api.Post(a, create, func(ctx context.Context, sc db.Scope, in *supplierCreate) (*supplierOutput, error) {
		return supplierAnswer(s.SaveSupplier(ctx, sc, in.Body.supplier(0, 0)))
	})
	api.Put(a, r.route("/suppliers/{id}", "update-supplier", "Change a supplier", PermSupplierWrite),
		func(ctx context.Context, sc db.Scope, in *supplierUpdate) (*supplierOutput, error) {
			return supplierAnswer(s.SaveSupplier(ctx, sc, in.Body.supplier(in.ID, in.Body.Version)))
		})
	prices := r.route("/suppliers/{id}/last-prices", "list-supplier-prices", "What was agreed last with the supplier for SKUs", PermSupplierRead)
	prices.Description = "Needs cost.see; without it there are none."
	api.Get(a, prices, r.lastPrices(func(ctx context.Context, tx *db.Tx, supplier db.ID, skus []db.ID) (map[db.ID][]LastPrice, error) {
		if !api.Can(ctx, api.CostSee) {
			return nil, nil
		}
		return s.SupplierPricesTx(ctx, tx, supplier, skus)
	}))
	api.Post(a, r.route("/suppliers/actions/set-terms", "set-terms-suppliers", "Give suppliers settlement terms", PermSupplierWrite), s.setTerms)
	export := r.route("/suppliers/export", "export-suppliers", "Export the supplier list as filtered", PermSupplierRead)
	export.Slow = true
	api.Get(a, export, s.exportSuppliers)
	r.register(a)
}

func supplierAnswer(v *Supplier, err error) (*supplierOutput, error) {
	if err != nil {
		return nil, err
	}
	return &supplierOutput{Body: v.body()}, nil
}

func (s *Service) setTerms(ctx context.Context, sc db.Scope, in *termsInput) (*api.BatchOutput, error) {
	terms := in.Body
	if err := CheckTerms(terms.Terms, &terms.PrepaidShare, &terms.CreditDays); err != nil {
		return nil, err
	}
	return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
		return s.suppliers.change(ctx, sc, id, func(_ context.Context, _ *db.Tx, v *Supplier) error {
			v.Terms, v.PrepaidShare, v.CreditDays = terms.Terms, terms.PrepaidShare, terms.CreditDays
			return nil
		})
	})
}

func (s *Service) listSuppliers(ctx context.Context, sc db.Scope, in *supplierListInput) (*api.PageOf[SupplierBody], error) {
	out := &api.PageOf[SupplierBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, in.query(tx), scanSupplier)
		return err
	})
	return out, err
}

var supplierColumns = new(book[Supplier, *Supplier]).selected()

// query is the supplier list under the filters.
func (in *SupplierFilter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: supplierColumns, From: "supplier c", Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant},
		Sorts: map[string]string{"createdAt": "c.id", "code": "c.code", "name": "c.name"}, Default: "-createdAt", Tie: "c.id",
		Search: api.Search{Kind: "supplier", Column: "c.id", Walk: []string{"code", "name"}},
	}
	if in.Terms != "" {
		l.And("c.terms = ?", in.Terms)
	}
	switch in.On1688 { // written out, as the next: partial indexes are found by their text
	case "true":
		l.And("c.login_id <> ''")
	case "false":
		l.And("c.login_id = ''")
	}
	switch in.Active {
	case "true":
		l.And("c.active = TRUE")
	case "false":
		l.And("c.active = FALSE")
		l.Few = true
	}
	return l
}

func scanSupplier(rows *sql.Rows) (SupplierBody, error) {
	var v Supplier
	err := rows.Scan(scanned(&v)...)
	return v.body(), err
}

type supplierExportInput struct {
	api.ExportQuery
	SupplierFilter
}

func (s *Service) exportSuppliers(ctx context.Context, sc db.Scope, in *supplierExportInput) (*api.Export, error) {
	return exported(ctx, s.db, sc, in.ExportQuery, api.Say(ctx, "供应商", "Suppliers"), supplierFields, in.query, scanSupplier, func(v SupplierBody) (bool, []any) { return v.Active, v.cells(ctx) })
}
