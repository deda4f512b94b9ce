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

// The permissions of customers.
var (
	PermRead   = api.DefinePermission("customer.read", "查看客户", "See customers", "customer")
	PermWrite  = api.DefinePermission("customer.write", "维护客户", "Edit customers", "customer", tenant.RoleSales, tenant.RoleAccount)
	PermLevels = api.DefinePermission("price_level.write", "维护价格等级", "Edit price levels", "customer", tenant.RoleAccount)
)

// FilterInput holds the filters of the customer list and its export.
type FilterInput struct {
	LevelID db.ID  `query:"levelId"`
	Active  string `query:"active" enum:"true,false"`
}

type customerListInput struct {
	api.ListQuery
	FilterInput
}

type idInput struct {
	ID db.ID `path:"id"`
}

// CustomerBody is a customer.
type CustomerBody struct {
	ID          db.ID      `json:"id"`
	Code        string     `json:"code"`
	Name        string     `json:"name" builtin:"customer"`
	Mnemonic    string     `json:"mnemonic"`
	LevelID     db.ID      `json:"levelId"`
	LevelName   string     `json:"levelName" doc:"What customers of the level are called 零售客户" builtin:"level_customer"`
	Contact     string     `json:"contact,omitempty"`
	Phone       string     `json:"phone,omitempty"`
	Address     string     `json:"address,omitempty"`
	CreditLimit dec.Amount `json:"creditLimit" doc:"0 means none"`
	Note        string     `json:"note,omitempty"`
	Active      bool       `json:"active"`
	CreatedAt   db.Time    `json:"createdAt"`
	UpdatedAt   db.Time    `json:"updatedAt"`
	Version     int64      `json:"version"`
}

// CustomerSave is a customer as entered.
type CustomerSave struct {
	Code        string     `json:"code,omitempty" doc:"Made by the numbering when left out"`
	Name        string     `json:"name" builtin:"customer"`
	LevelID     db.ID      `json:"levelId,omitempty" doc:"Retail when left out"`
	Contact     string     `json:"contact,omitempty"`
	Phone       string     `json:"phone,omitempty"`
	Address     string     `json:"address,omitempty"`
	CreditLimit dec.Amount `json:"creditLimit,omitempty"`
	Note        string     `json:"note,omitempty"`
	Active      *bool      `json:"active,omitempty" doc:"True when left out"`
}

func (b *CustomerSave) customer(id db.ID, version int64) Customer {
	return Customer{
		Card: Card{
			ID: id, Code: b.Code, Name: b.Name, Contact: b.Contact, Phone: b.Phone, Address: b.Address,
			Note: b.Note, Active: b.Active == nil || *b.Active, Version: version,
		},
		LevelID: b.LevelID, CreditLimit: b.CreditLimit,
	}
}

type createInput struct{ Body CustomerSave }

type updateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		CustomerSave
		Version int64 `json:"version"`
	}
}

type customerOutput struct{ Body CustomerBody }

type levelInput struct {
	Body struct {
		IDs     []db.ID `json:"ids" minItems:"1" maxItems:"500"`
		LevelID db.ID   `json:"levelId"`
	}
}

// Register adds the routes of customers, price levels and suppliers.
func (s *Service) Register(a *api.API) {
	s.registerCustomers(a)
	s.registerLevels(a)
	s.registerSuppliers(a)
}

func (s *Service) registerCustomers(a *api.API) {
	r := routes[Customer, *Customer]{
		book: &s.customers, path: "/customers", one: "customer", aOne: "a customer", many: "customers", zh: "客户", read: PermRead, write: PermWrite,
		fields: customerFields, reader: customerReader,
	}
	api.Get(a, r.route("/customers", "list-customers", "List customers", PermRead), s.list)
	api.Get(a, r.route("/customers/{id}", "get-customer", "Get a customer", PermRead),
		func(ctx context.Context, sc db.Scope, in *idInput) (*customerOutput, error) {
			return s.show(ctx, sc, in.ID)
		})
	create := r.route("/customers", "create-customer", "Add a customer", PermWrite)
	create.Status = http.StatusCreated
	api.Post(a, create, func(ctx context.Context, sc db.Scope, in *createInput) (*customerOutput, error) {
		c, err := s.SaveCustomer(ctx, sc, in.Body.customer(0, 0))
		if err != nil {
			return nil, err
		}
		return s.show(ctx, sc, c.ID)
	})
	api.Put(a, r.route("/customers/{id}", "update-customer", "Change a customer", PermWrite),
		func(ctx context.Context, sc db.Scope, in *updateInput) (*customerOutput, error) {
			if _, err := s.SaveCustomer(ctx, sc, in.Body.customer(in.ID, in.Body.Version)); err != nil {
				return nil, err
			}
			return s.show(ctx, sc, in.ID)
		})
	api.Get(a, r.route("/customers/{id}/last-prices", "list-last-prices", "What the customer paid last for SKUs", PermRead), r.lastPrices(s.LastPricesTx))
	api.Post(a, r.route("/customers/actions/set-level", "set-level-customers", "Give customers a price level", PermWrite), s.setLevel)
	export := r.route("/customers/export", "export-customers", "Export the customer list as filtered", PermRead)
	export.Slow = true
	api.Get(a, export, s.exportCustomers)
	r.register(a)
}

func (s *Service) setLevel(ctx context.Context, sc db.Scope, in *levelInput) (*api.BatchOutput, error) {
	return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
		return s.customers.change(ctx, sc, id, func(ctx context.Context, tx *db.Tx, c *Customer) error {
			levels, err := levelsTx(ctx, tx)
			if err == nil && levels.Find(in.Body.LevelID) == nil {
				err = ErrLevelNotFound
			}
			c.LevelID = in.Body.LevelID
			return err
		})
	})
}

type customerExportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) exportCustomers(ctx context.Context, sc db.Scope, in *customerExportInput) (*api.Export, error) {
	return exported(ctx, s.db, sc, in.ExportQuery, api.Say(ctx, "客户", "Customers"), customerFields, in.query, scanBody, func(c CustomerBody) (bool, []any) { return c.Active, c.cells(ctx) })
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *customerListInput) (*api.PageOf[CustomerBody], error) {
	out := &api.PageOf[CustomerBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, in.query(tx), scanBody)
		return err
	})
	return out, err
}

var customerColumns = new(book[Customer, *Customer]).selected()

// query is the customer list under the filters.
func (in *FilterInput) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: customerColumns + ", p.customer_name", From: "customer c JOIN price_level p ON p.tenant_id = ? AND p.id = c.level_id",
		Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "c.id", "code": "c.code", "name": "c.name"}, Default: "-createdAt", Tie: "c.id",
		Search: api.Search{Kind: "customer", Column: "c.id", Walk: []string{"code", "name"}},
	}
	if in.LevelID != 0 {
		l.And("c.level_id = ?", in.LevelID)
	}
	switch in.Active { // written out: the partial index of the rare side is found by its text
	case "true":
		l.And("c.active = TRUE")
	case "false":
		l.And("c.active = FALSE")
		l.Few = true
	}
	return l
}

func scanBody(rows *sql.Rows) (CustomerBody, error) {
	var (
		c     Customer
		level string
	)
	err := rows.Scan(append(scanned(&c), &level)...)
	return c.body(level), err
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*customerOutput, error) {
	out := &customerOutput{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := s.customers.getTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		name := ""
		if l := levels.Find(c.LevelID); l != nil {
			name = l.CustomerName
		}
		out.Body = c.body(name)
		return nil
	})
	return out, err
}

func (c *Customer) body(level string) CustomerBody {
	return CustomerBody{
		ID: c.ID, Code: c.Code, Name: c.Name, Mnemonic: c.Mnemonic, LevelID: c.LevelID, LevelName: level, Contact: c.Contact, Phone: c.Phone,
		Address: c.Address, CreditLimit: c.CreditLimit, Note: c.Note, Active: c.Active, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Version: c.Version,
	}
}
