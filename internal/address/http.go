package address

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of receiving addresses.
var (
	PermRead  = api.DefinePermission("address.read", "查看收货地址", "See receiving addresses", "channel", tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleWarehouse)
	PermWrite = api.DefinePermission("address.write", "维护收货地址", "Edit receiving addresses", "channel", tenant.RolePurchaser)
)

const tag = "receiving-addresses"

// FilterInput holds the filters of the list of addresses and of its export.
type FilterInput struct {
	Active      string `query:"active" enum:"true,false"`
	WarehouseID db.ID  `query:"warehouseId" doc:"The address that orders for this warehouse take by themselves"`
	Province    string `query:"province" pattern:"^[0-9]{6}$" doc:"Code of a province"`
}

type listInput struct {
	api.ListQuery
	FilterInput
}

type idInput struct {
	ID db.ID `path:"id"`
}

type servedBody struct {
	ID   db.ID  `json:"id"`
	Name string `json:"name" builtin:"warehouse"`
}

type knownBody struct {
	AccountID  db.ID  `json:"accountId" doc:"Of a buyer account"`
	Name       string `json:"name"`
	PlatformID string `json:"platformId" doc:"addressId on 1688"`
}

// Fields are what people enter of an address.
type Fields struct {
	Name         string `json:"name" doc:"What it is called here; unique"`
	Company      string `json:"company,omitempty"`
	Contact      string `json:"contact" doc:"收货人, at least two characters"`
	Country      string `json:"country,omitempty" doc:"1688 delivers in China only; CN when left out"`
	Province     string `json:"province,omitempty" doc:"省; needed without divisionCode, as are city and district. Names are completed as 1688 writes them"`
	City         string `json:"city,omitempty" doc:"市"`
	District     string `json:"district,omitempty" doc:"区县; a city may have none but towns"`
	Town         string `json:"town,omitempty" doc:"街道, 镇"`
	DivisionCode string `json:"divisionCode,omitempty" doc:"Code of the district, or of a city that has none; comes before the names, which must agree with it"`
	TownCode     string `json:"townCode,omitempty"`
	Postcode     string `json:"postcode,omitempty" doc:"That of the division when left out"`
	Mobile       string `json:"mobile"`
	Phone        string `json:"phone,omitempty"`
	Fax          string `json:"fax,omitempty"`
	Email        string `json:"email,omitempty"`
	Line1        string `json:"line1" doc:"Street"`
	Line2        string `json:"line2,omitempty"`
	DoorNumber   string `json:"doorNumber,omitempty" doc:"门牌号"`
	Detail       string `json:"detail,omitempty" doc:"详细地址: building, floor, what a driver should know"`
	Note         string `json:"note,omitempty" doc:"For ourselves; 1688 does not get it"`
}

// Save is an address as entered.
type Save struct {
	Fields
	Active *bool `json:"active,omitempty" doc:"True when left out"`
}

func (b *Save) address(id db.ID, version int64) Address {
	f := &b.Fields
	return Address{
		ID: id, Kind: Receive1688, Name: f.Name, Company: f.Company, Contact: f.Contact, Country: f.Country,
		Place:    Place{Province: f.Province, City: f.City, District: f.District, Town: f.Town, DivisionCode: f.DivisionCode, TownCode: f.TownCode},
		Postcode: f.Postcode, Mobile: f.Mobile, Phone: f.Phone, Fax: f.Fax, Email: f.Email, Line1: f.Line1, Line2: f.Line2, Door: f.DoorNumber, Detail: f.Detail, Note: f.Note,
		Active: b.Active == nil || *b.Active, Version: version,
	}
}

func fieldsOf(a *Address) Fields {
	return Fields{
		Name: a.Name, Company: a.Company, Contact: a.Contact, Country: a.Country, Province: a.Province, City: a.City, District: a.District, Town: a.Town,
		DivisionCode: a.DivisionCode, TownCode: a.TownCode, Postcode: a.Postcode, Mobile: a.Mobile, Phone: a.Phone, Fax: a.Fax, Email: a.Email,
		Line1: a.Line1, Line2: a.Line2, DoorNumber: a.Door, Detail: a.Detail, Note: a.Note,
	}
}

// Body is an address.
type Body struct {
	ID   db.ID `json:"id"`
	Kind Kind  `json:"kind" enum:"receive_1688" doc:"1688收货地址"`
	Fields
	Street     string       `json:"street" doc:"What 1688 gets below the division: street, door and details in one"`
	Text       string       `json:"text" doc:"The whole address in one line"`
	Active     bool         `json:"active"`
	Warehouses []servedBody `json:"warehouses" nullable:"false" doc:"Those within reach whose orders take it by themselves"`
	Accounts   []knownBody  `json:"accounts" nullable:"false" doc:"The buyer accounts within reach that have it in their address book on 1688"`
	CreatedAt  db.Time      `json:"createdAt"`
	UpdatedAt  db.Time      `json:"updatedAt"`
	Version    int64        `json:"version"`
}

func (a *Address) body() Body {
	return Body{
		ID: a.ID, Kind: a.Kind, Fields: fieldsOf(a), Street: a.Street(), Text: a.Text(), Active: a.Active, Warehouses: []servedBody{}, Accounts: []knownBody{},
		CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt, Version: a.Version,
	}
}

type createInput struct{ Body Save }

type updateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Save
		Version int64 `json:"version"`
	}
}

type addressOutput struct{ Body Body }

// asker is the person's reach, with an account when one was named.
func asker(ctx context.Context, account db.ID) Asker {
	reach := api.DataScope(ctx).Shops
	return Asker{Account: account, Reach: reach}
}

// Register adds the routes of receiving addresses, of the divisions, and of what each
// warehouse takes.
func (s *Service) Register(a *api.API) {
	const path = "/receiving-addresses"
	api.Get(a, api.Route{Path: path, ID: "list-receiving-addresses", Summary: "List receiving addresses", Tag: tag, Permission: PermRead}, s.list)
	api.Get(a, api.Route{Path: path + "/{id}", ID: "get-receiving-address", Summary: "Get a receiving address", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*addressOutput, error) {
			return s.show(ctx, sc, in.ID)
		})
	api.History(a, api.Record{
		Path: path, ID: "receiving-address", Summary: "a receiving address", Tag: tag, Permission: PermRead, See: api.SeenBy(s.Address, entity),
	})
	api.Post(a, api.Route{
		Path: path, ID: "create-receiving-address", Summary: "Add a receiving address", Tag: tag, Permission: PermWrite, Status: 201,
		Description: "The place is checked against the divisions of 1688; a buyer account that works is needed for what has not been read yet.",
	}, func(ctx context.Context, sc db.Scope, in *createInput) (*addressOutput, error) {
		made, err := s.Save(ctx, sc, asker(ctx, 0), in.Body.address(0, 0))
		if err != nil {
			return nil, err
		}
		return s.show(ctx, sc, made.ID)
	})
	api.Put(a, api.Route{
		Path: path + "/{id}", ID: "update-receiving-address", Summary: "Change a receiving address", Tag: tag, Permission: PermWrite,
		Description: "One that says something else than before is no longer known as an entry of an address book on 1688.",
	}, func(ctx context.Context, sc db.Scope, in *updateInput) (*addressOutput, error) {
		if _, err := s.Save(ctx, sc, asker(ctx, 0), in.Body.address(in.ID, in.Body.Version)); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	api.Delete(a, api.Route{Path: path + "/{id}", ID: "delete-receiving-address", Summary: "Delete a receiving address that nothing refers to", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
			return nil, s.Delete(ctx, sc, in.ID)
		})
	s.registerBatches(a, path)
	s.registerPlatform(a, path)
	s.registerWarehouses(a)
	s.registerSheets(a, path)
}

func (s *Service) registerBatches(a *api.API, path string) {
	batch := func(verb, summary string, one func(context.Context, db.Scope, db.ID) error) {
		api.Post(a, api.Route{Path: path + "/actions/" + verb, ID: verb + "-receiving-addresses", Summary: summary, Tag: tag, Permission: PermWrite},
			func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return one(ctx, sc, id) })
			})
	}
	active := func(to bool) func(context.Context, db.Scope, db.ID) error {
		return func(ctx context.Context, sc db.Scope, id db.ID) error { return s.SetActive(ctx, sc, id, to) }
	}
	batch("activate", "Activate receiving addresses", active(true))
	batch("deactivate", "Deactivate receiving addresses that no warehouse has", active(false))
	batch("delete", "Delete receiving addresses that nothing refers to", s.Delete)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[Body], error) {
	out := &api.PageOf[Body]{}
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		within := api.DataScope(ctx).Warehouses
		var err error
		if out.Body, err = api.RunList(ctx, tx, in.ListQuery, in.query(tx, within), scanBody); err != nil {
			return err
		}
		bodies := make([]*Body, len(out.Body.Items))
		for i := range out.Body.Items {
			bodies[i] = &out.Body.Items[i]
		}
		return fillTx(ctx, tx, bodies)
	})
	return out, err
}

// query is the list of addresses under the filters.
func (in *FilterInput) query(tx *db.Tx, within tenant.Limit) api.List {
	l := api.List{
		Columns: addressColumns, From: "receiving_address r", Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant},
		Sorts: map[string]string{"createdAt": "r.id", "name": "r.name", "division": "r.division_code"}, Default: "-createdAt", Tie: "r.id",
		Search: api.Search{Kind: searchKind, Column: "r.id", Walk: []string{"name"}},
	}
	switch in.Active { // written out: the partial index of the rare side is found by its text
	case "true":
		l.And("r.active = TRUE")
	case "false":
		l.And("r.active = FALSE")
		l.Few = true
	}
	if in.Province != "" {
		l.And("r.division_code >= ? AND r.division_code <= ?", in.Province[:2]+"0000", in.Province[:2]+"9999")
	}
	if in.WarehouseID != 0 {
		cond, args := "r.id IN (SELECT x.address_id FROM warehouse_address x WHERE x.tenant_id = ? AND x.warehouse_id = ?)", []any{tx.Tenant, in.WarehouseID}
		if !within.Allows(in.WarehouseID) {
			cond, args = "1 = 0", nil
		}
		l.And(cond, args...)
	}
	return l
}

func scanBody(rows *sql.Rows) (Body, error) {
	var a Address
	err := rows.Scan(a.fields()...)
	return a.body(), err
}

// fillTx adds the warehouses and accounts of addresses, in two questions for all.
func fillTx(ctx context.Context, tx *db.Tx, bodies []*Body) error {
	ids := make([]db.ID, len(bodies))
	for i, b := range bodies {
		ids[i] = b.ID
	}
	within := api.DataScope(ctx)
	served, err := servedTx(ctx, tx, within.Warehouses, ids)
	if err != nil {
		return err
	}
	known, err := knownTx(ctx, tx, within.Shops, ids)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		for _, w := range served[b.ID] {
			b.Warehouses = append(b.Warehouses, servedBody(w))
		}
		for _, k := range known[b.ID] {
			b.Accounts = append(b.Accounts, knownBody(k))
		}
	}
	return nil
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*addressOutput, error) {
	out := &addressOutput{}
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a, err := getTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		out.Body = a.body()
		return fillTx(ctx, tx, []*Body{&out.Body})
	})
	return out, err
}

type problemBody struct {
	Field    string            `json:"field"`
	Code     string            `json:"code"`
	Detail   string            `json:"detail" doc:"In the language asked for"`
	Remedy   string            `json:"remedy,omitempty" doc:"Likewise"`
	Messages map[string]string `json:"messages" doc:"The detail in zh-CN and en-US"`
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
