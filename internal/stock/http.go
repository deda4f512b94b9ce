package stock

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of stock.
var (
	PermRead          = api.DefinePermission("stock.read", "查看库存", "See stock", "stock")
	PermWarehouseEdit = api.DefinePermission("warehouse.edit", "维护仓库", "Edit warehouses", "stock", tenant.RoleWarehouse)
	PermOpening       = api.DefinePermission("stock.opening", "录入期初库存", "Enter opening stock", "stock", tenant.RoleAccount)
	PermAdjust        = api.DefinePermission("stock.adjust", "开其他出入库单", "Enter other stock documents", "stock", tenant.RoleWarehouse)
	PermReview        = api.DefinePermission("stock.review", "审核出入库单", "Review stock documents", "stock", tenant.RoleAccount)
	PermReverse       = api.DefinePermission("stock.reverse", "红冲出入库单", "Reverse stock documents", "stock", tenant.RoleAccount)
)

// Register adds the routes of warehouses, balances, the ledger and stock documents.
func (s *Service) Register(a *api.API) {
	const tag = "stock"
	api.Get(a, api.Route{Path: "/warehouses", ID: "list-warehouses", Summary: "List warehouses", Tag: tag, Permission: PermRead}, s.listWarehouses)
	api.Get(a, api.Route{Path: "/warehouses/{id}", ID: "get-warehouse", Summary: "Get a warehouse", Tag: tag, Permission: PermRead}, s.getWarehouse)
	api.History(a, api.Record{
		Path: "/warehouses", ID: "warehouse", Summary: "a warehouse", Tag: tag, Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*warehouseOutput, error) {
			return s.getWarehouse(ctx, sc, &idInput{ID: id})
		}, "warehouse"),
	})
	api.Post(a, api.Route{Path: "/warehouses", ID: "create-warehouse", Summary: "Add a warehouse", Tag: tag, Permission: PermWarehouseEdit, Status: 201}, s.createWarehouse)
	api.Put(a, api.Route{Path: "/warehouses/{id}", ID: "update-warehouse", Summary: "Change a warehouse", Tag: tag, Permission: PermWarehouseEdit}, s.updateWarehouse)
	s.registerBatches(a, tag)

	api.Get(a, api.Route{
		Path: "/stock/balances", ID: "list-stock-balances", Summary: "List stock balances", Tag: tag, Permission: PermRead,
		Description: "Values are left out without the permission cost.see.",
	}, s.listBalances)
	api.Get(a, api.Route{Path: "/stock/balances/totals", ID: "total-stock-balances", Summary: "Sum up stock balances under the list's filters", Tag: tag, Permission: PermRead}, s.totalBalances)
	api.Get(a, api.Route{
		Path: "/stock/moves", ID: "list-stock-moves", Summary: "List the ledger of a SKU", Tag: tag, Permission: PermRead,
		Description: "Every move with quantity, value and what there was after it. A true-up corrects the cost of an earlier issue below zero: value without quantity.",
	}, s.listMoves)
	s.registerDocuments(a)
	s.registerSheets(a)
}

type warehouseBody struct {
	ID      db.ID  `json:"id"`
	Code    string `json:"code"`
	Name    string `json:"name" builtin:"warehouse"`
	Address string `json:"address,omitempty"`
	Default bool   `json:"default" doc:"The one that documents take by themselves"`
	Active  bool   `json:"active"`
	Version int64  `json:"version"`
}

// WarehouseSave is a warehouse as sent for saving.
type WarehouseSave struct {
	Code    string `json:"code"`
	Name    string `json:"name" builtin:"warehouse"`
	Address string `json:"address,omitempty"`
	Default bool   `json:"default,omitempty" doc:"Taken from the warehouse that has it; the default cannot be given up otherwise"`
	Active  *bool  `json:"active,omitempty" doc:"True when left out"`
}

func (b *WarehouseSave) warehouse() Warehouse {
	return Warehouse{Code: b.Code, Name: b.Name, Address: b.Address, Default: b.Default, Active: b.Active == nil || *b.Active}
}

type warehouseOutput struct{ Body warehouseBody }

type idInput struct {
	ID db.ID `path:"id"`
}

type listWarehousesInput struct {
	api.ListQuery
	Active string `query:"active" enum:"true,false"`
}

func (s *Service) listWarehouses(ctx context.Context, sc db.Scope, in *listWarehousesInput) (*api.PageOf[warehouseBody], error) {
	limit := api.DataScope(ctx).Warehouses
	out := &api.PageOf[warehouseBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: warehouseColumns, From: "warehouse", Where: []string{"tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"code": "code", "name": "name"}, Default: "code", Tie: "id",
		}
		if in.Active != "" {
			l.And("active = ?", in.Active == "true")
		}
		cond, args := api.SearchNamed(ctx, tx, in.Q, "warehouse", "name", "code", "address")
		l.And(cond, args...)
		cond, args = limit.Where("id")
		l.And(cond, args...)
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, l, func(rows *sql.Rows) (warehouseBody, error) {
			var w warehouseBody
			err := rows.Scan(&w.ID, &w.Code, &w.Name, &w.Address, &w.Default, &w.Active, &w.Version)
			return w, err
		})
		return err
	})
	return out, err
}

func (s *Service) getWarehouse(ctx context.Context, sc db.Scope, in *idInput) (*warehouseOutput, error) {
	if limit := api.DataScope(ctx).Warehouses; !limit.Allows(in.ID) {
		return nil, ErrWarehouseNotFound
	}
	var w *Warehouse
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		w, err = WarehouseTx(ctx, tx, in.ID)
		return err
	})
	return showWarehouse(w, err)
}

func showWarehouse(w *Warehouse, err error) (*warehouseOutput, error) {
	if err != nil {
		return nil, err
	}
	return &warehouseOutput{Body: warehouseBody(*w)}, nil
}

func (s *Service) createWarehouse(ctx context.Context, sc db.Scope, in *struct{ Body WarehouseSave }) (*warehouseOutput, error) {
	return showWarehouse(s.SaveWarehouse(ctx, sc, in.Body.warehouse()))
}

type updateWarehouseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		WarehouseSave
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

func (s *Service) updateWarehouse(ctx context.Context, sc db.Scope, in *updateWarehouseInput) (*warehouseOutput, error) {
	if limit := api.DataScope(ctx).Warehouses; !limit.Allows(in.ID) {
		return nil, ErrWarehouseNotFound
	}
	w := in.Body.warehouse()
	w.ID, w.Version = in.ID, in.Body.Version
	return showWarehouse(s.SaveWarehouse(ctx, sc, w))
}

// BalanceFilterInput holds the filters of the balance list.
// BalanceFilterInput are the filters of the balance list and of its totals.
type BalanceFilterInput struct {
	By          string `query:"by" enum:"warehouse,sku,product" default:"warehouse" doc:"What there is one row per"`
	WarehouseID db.ID  `query:"warehouseId"`
	ProductID   db.ID  `query:"productId"`
	SKUID       db.ID  `query:"skuId"`
	NonZero     bool   `query:"nonZero" doc:"Leave out what is zero"`
	BelowZero   bool   `query:"belowZero" doc:"Only what is below zero"`
}

func (in *BalanceFilterInput) filter(ctx context.Context, q string) BalanceFilter {
	limit := api.DataScope(ctx).Warehouses
	return BalanceFilter{
		By: By(in.By), Q: q, WarehouseID: in.WarehouseID, ProductID: in.ProductID, SKUID: in.SKUID,
		NonZero: in.NonZero, BelowZero: in.BelowZero, Warehouses: limit,
	}
}

type listBalancesInput struct {
	api.ListQuery
	BalanceFilterInput
}

func (s *Service) listBalances(ctx context.Context, sc db.Scope, in *listBalancesInput) (*api.PageOf[balanceBody], error) {
	page, err := s.Balances(ctx, sc, in.ListQuery, in.filter(ctx, in.Q))
	if err != nil {
		return nil, err
	}
	return pageOf(page, func(r *BalanceRow) balanceBody { return newBalanceBody(r, api.Can(ctx, api.CostSee)) }), nil
}

// pageOf turns a page of rows into a page of what is sent.
func pageOf[R, B any](p api.Page[R], body func(*R) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Page: p.Page, PageSize: p.PageSize, Total: p.Total, TotalIsLowerBound: p.TotalIsLowerBound}}
	out.Body.Items = make([]B, 0, len(p.Items))
	for i := range p.Items {
		out.Body.Items = append(out.Body.Items, body(&p.Items[i]))
	}
	return out
}

type totalBalancesInput struct {
	Q string `query:"q" maxLength:"100"`
	BalanceFilterInput
}

type totalsOutput struct{ Body totalsBody }

func (s *Service) totalBalances(ctx context.Context, sc db.Scope, in *totalBalancesInput) (*totalsOutput, error) {
	t, err := s.TotalBalances(ctx, sc, in.filter(ctx, in.Q))
	if err != nil {
		return nil, err
	}
	out := &totalsOutput{Body: totalsBody{Rows: t.Rows, OnHand: t.OnHand}}
	if api.Can(ctx, api.CostSee) {
		out.Body.Value = &t.Value
	}
	return out, nil
}

// MoveFilterInput holds the filters of the ledger.
type MoveFilterInput struct {
	SKUID       db.ID   `query:"skuId" required:"true"`
	WarehouseID db.ID   `query:"warehouseId"`
	From        db.Date `query:"from" doc:"First document date"`
	To          db.Date `query:"to" doc:"Last document date"`
}

func (in *MoveFilterInput) filter(ctx context.Context) MoveFilter {
	limit := api.DataScope(ctx).Warehouses
	return MoveFilter{SKUID: in.SKUID, WarehouseID: in.WarehouseID, From: in.From, To: in.To, Warehouses: limit}
}

type listMovesInput struct {
	api.ListQuery
	MoveFilterInput
}

func (s *Service) listMoves(ctx context.Context, sc db.Scope, in *listMovesInput) (*api.PageOf[moveBody], error) {
	f := in.filter(ctx)
	if err := s.skuExists(ctx, sc, f.SKUID); err != nil {
		return nil, err
	}
	page, err := s.Moves(ctx, sc, in.ListQuery, f)
	if err != nil {
		return nil, err
	}
	return pageOf(page, func(r *MoveRow) moveBody { return newMoveBody(r, api.Can(ctx, api.CostSee)) }), nil
}

// skuExists answers not found for another set's SKU, rather than an empty ledger.
func (s *Service) skuExists(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		found, err := s.catalog.SKUsTx(ctx, tx, []db.ID{id})
		if err == nil && found[id] == nil {
			err = fault.ErrNotFound.With("what", "sku")
		}
		return err
	})
}
