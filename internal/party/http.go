package party

import (
	"context"
	"database/sql"

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

type listInput struct {
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
		ID: id, Code: b.Code, Name: b.Name, LevelID: b.LevelID, Contact: b.Contact, Phone: b.Phone, Address: b.Address,
		CreditLimit: b.CreditLimit, Note: b.Note, Active: b.Active == nil || *b.Active, Version: version,
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

type lastPricesInput struct {
	ID   db.ID   `path:"id"`
	SKUs []db.ID `query:"skuId" maxItems:"200" doc:"Repeatable"`
}

type lastPriceBody struct {
	SKUID  db.ID     `json:"skuId"`
	UnitID db.ID     `json:"unitId"`
	Price  dec.Price `json:"price"`
	Date   db.Date   `json:"date"`
	DocNo  string    `json:"docNo"`
}

type lastPricesOutput struct {
	Body struct {
		Items []lastPriceBody `json:"items" nullable:"false"`
	}
}

// Register adds the routes of customers and price levels.
func (s *Service) Register(a *api.API) {
	const tag = "customers"
	api.Get(a, api.Route{Path: "/customers", ID: "list-customers", Summary: "List customers", Tag: tag, Permission: PermRead}, s.list)
	api.Get(a, api.Route{Path: "/customers/{id}", ID: "get-customer", Summary: "Get a customer", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*customerOutput, error) {
			return s.show(ctx, sc, in.ID)
		})
	api.History(a, api.Record{
		Path: "/customers", ID: "customer", Summary: "a customer", Tag: tag, Permission: PermRead,
		See: api.SeenBy(s.Customer, "customer"),
	})
	api.Post(a, api.Route{Path: "/customers", ID: "create-customer", Summary: "Add a customer", Tag: tag, Permission: PermWrite, Status: 201},
		func(ctx context.Context, sc db.Scope, in *createInput) (*customerOutput, error) {
			c, err := s.SaveCustomer(ctx, sc, in.Body.customer(0, 0))
			if err != nil {
				return nil, err
			}
			return s.show(ctx, sc, c.ID)
		})
	api.Put(a, api.Route{Path: "/customers/{id}", ID: "update-customer", Summary: "Change a customer", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *updateInput) (*customerOutput, error) {
			if _, err := s.SaveCustomer(ctx, sc, in.Body.customer(in.ID, in.Body.Version)); err != nil {
				return nil, err
			}
			return s.show(ctx, sc, in.ID)
		})
	api.Delete(a, api.Route{Path: "/customers/{id}", ID: "delete-customer", Summary: "Delete a customer that nothing refers to", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
			return nil, s.DeleteCustomer(ctx, sc, in.ID)
		})
	api.Get(a, api.Route{Path: "/customers/{id}/last-prices", ID: "list-last-prices", Summary: "What the customer paid last for SKUs", Tag: tag, Permission: PermRead}, s.lastPrices)
	s.registerBatches(a, tag)
	s.registerLevels(a)
	s.registerSheets(a)
}

func (s *Service) registerBatches(a *api.API, tag string) {
	batch := func(verb, summary string, one func(context.Context, db.Scope, db.ID) error) {
		api.Post(a, api.Route{Path: "/customers/actions/" + verb, ID: verb + "-customers", Summary: summary, Tag: tag, Permission: PermWrite},
			func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return one(ctx, sc, id) })
			})
	}
	active := func(to bool) func(context.Context, db.Scope, db.ID) error {
		return func(ctx context.Context, sc db.Scope, id db.ID) error {
			return s.Change(ctx, sc, id, func(c *Customer) { c.Active = to })
		}
	}
	batch("activate", "Activate customers", active(true))
	batch("deactivate", "Deactivate customers", active(false))
	batch("delete", "Delete customers that nothing refers to", s.DeleteCustomer)
	api.Post(a, api.Route{Path: "/customers/actions/set-level", ID: "set-level-customers", Summary: "Give customers a price level", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *levelInput) (*api.BatchOutput, error) {
			return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
				return s.Change(ctx, sc, id, func(c *Customer) { c.LevelID = in.Body.LevelID })
			})
		})
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[CustomerBody], error) {
	out := &api.PageOf[CustomerBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, in.query(tx), scanBody)
		return err
	})
	return out, err
}

// query is the customer list under the filters.
func (in *FilterInput) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: customerColumns + ", p.customer_name", From: "customer c JOIN price_level p ON p.tenant_id = ? AND p.id = c.level_id",
		Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "c.id", "code": "c.code", "name": "c.name"}, Default: "-createdAt", Tie: "c.id",
		Search: api.Search{Kind: searchKind, Column: "c.id", Walk: []string{"code", "name"}},
	}
	if in.LevelID != 0 {
		l.And("c.level_id = ?", in.LevelID)
	}
	switch in.Active { // written out: the partial index of the rare side is found by its text
	case "true":
		l.And("c.active = TRUE")
	case "false":
		l.And("c.active = FALSE")
	}
	return l
}

func scanBody(rows *sql.Rows) (CustomerBody, error) {
	var (
		c     Customer
		level string
	)
	err := rows.Scan(append(c.fields(), &level)...)
	return c.body(level), err
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*customerOutput, error) {
	out := &customerOutput{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := getTx(ctx, tx, id, "")
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

func (s *Service) lastPrices(ctx context.Context, sc db.Scope, in *lastPricesInput) (*lastPricesOutput, error) {
	out := &lastPricesOutput{}
	out.Body.Items = []lastPriceBody{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := s.CustomerTx(ctx, tx, in.ID); err != nil {
			return err
		}
		found, err := s.LastPricesTx(ctx, tx, in.ID, in.SKUs)
		if err != nil {
			return err
		}
		out.Body.Items = out.Body.Items[:0]
		for _, sku := range in.SKUs {
			for _, p := range found[sku] {
				out.Body.Items = append(out.Body.Items, lastPriceBody{SKUID: p.SKUID, UnitID: p.UnitID, Price: p.Price, Date: p.Date, DocNo: p.DocNo})
			}
		}
		return nil
	})
	return out, err
}
