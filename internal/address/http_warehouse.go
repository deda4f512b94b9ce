package address

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sheet"
)

// WarehouseFilterInput holds the filters of the list of warehouses with their
// addresses, and of its export.
type WarehouseFilterInput struct {
	Missing bool   `query:"missing" doc:"Only warehouses in use that have none"`
	Active  string `query:"active" enum:"true,false" doc:"State of the warehouse"`
}

// filter is what was asked for, within the person's reach.
func (in *WarehouseFilterInput) filter(ctx context.Context) WarehouseFilter {
	within := api.DataScope(ctx).Warehouses
	return WarehouseFilter{Missing: in.Missing, Active: in.Active, Within: within}
}

type warehousesInput struct {
	api.ListQuery
	WarehouseFilterInput
}

type exportWarehousesInput struct {
	api.ExportQuery
	WarehouseFilterInput
}

type warehouseBody struct {
	ID          db.ID  `json:"id" doc:"Of the warehouse"`
	Code        string `json:"code"`
	Name        string `json:"name" builtin:"warehouse"`
	Active      bool   `json:"active"`
	AddressID   db.ID  `json:"addressId,omitzero" doc:"Left out while none has been chosen"`
	AddressName string `json:"addressName,omitempty"`
	Contact     string `json:"contact,omitempty"`
	Mobile      string `json:"mobile,omitempty"`
	AddressText string `json:"addressText,omitempty"`
}

type chooseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		AddressID db.ID `json:"addressId,omitempty" doc:"Left out takes the choice away"`
	}
}

func (s *Service) registerWarehouses(a *api.API) {
	const path = "/warehouse-addresses"
	api.Get(a, api.Route{Path: path, ID: "list-warehouse-addresses", Summary: "List warehouses with the address that orders for them take by themselves", Tag: tag, Permission: PermRead}, s.listWarehouses)
	api.Get(a, api.Route{Path: path + "/export", ID: "export-warehouse-addresses", Summary: "Export the list of warehouses with their addresses as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportWarehouses)
	api.Put(a, api.Route{Path: path + "/{id}", ID: "set-warehouse-address", Summary: "Choose the address that orders for a warehouse take by themselves", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *chooseInput) (*api.Empty, error) {
			within := api.DataScope(ctx).Warehouses
			return nil, s.SetOfWarehouse(ctx, sc, within, in.ID, in.Body.AddressID)
		})
}

func (s *Service) listWarehouses(ctx context.Context, sc db.Scope, in *warehousesInput) (*api.PageOf[warehouseBody], error) {
	page, err := s.OfWarehouses(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[warehouseBody]{Body: api.Page[warehouseBody]{
		Items: make([]warehouseBody, 0, len(page.Items)), Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound,
	}}
	for _, w := range page.Items {
		b := warehouseBody{ID: w.WarehouseID, Code: w.Code, Name: w.Name, Active: w.Active}
		if a := w.Address; a != nil {
			b.AddressID, b.AddressName, b.Contact, b.Mobile, b.AddressText = a.ID, a.Name, a.Contact, a.Mobile, a.Text()
		}
		out.Body.Items = append(out.Body.Items, b)
	}
	return out, nil
}

func (s *Service) exportWarehouses(ctx context.Context, sc db.Scope, in *exportWarehousesInput) (*api.Export, error) {
	say := func(zh, en string) string { return api.Say(ctx, zh, en) }
	columns := []sheet.Column{
		{Title: say("仓库编号", "Code")},
		{Title: say("仓库", "Warehouse"), Width: 18},
		{Title: say("收货地址", "Receiving address"), Width: 18},
		{Title: say("收货人", "Contact")},
		{Title: say("手机", "Mobile"), Width: 14},
		{Title: say("送到哪里", "Where to"), Width: 50},
		{Title: say("仓库状态", "State")},
	}
	return api.WriteExport(in.Format, say("仓库收货地址", "Warehouse addresses"), columns, func(out api.Rows) error {
		return s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			addresses, err := chosenAddressesTx(ctx, tx)
			if err != nil {
				return err
			}
			f := in.filter(ctx)
			return api.EachRow(ctx, tx, in.ExportQuery, f.query(ctx, tx, in.Q), func(rows *sql.Rows) error {
				w, err := scanWarehouse(rows)
				if err != nil {
					return err
				}
				a := &Address{}
				if w.Address != nil {
					a = addresses[w.Address.ID]
				}
				state := say("停用", "inactive")
				if w.Active {
					state = say("启用", "active")
				}
				return out.Row(w.Code, api.Builtin(ctx, "warehouse", w.Name), a.Name, a.Contact, a.Mobile, a.Text(), state)
			})
		})
	})
}
