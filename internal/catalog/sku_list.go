package catalog

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// SKURow is one line of the SKU list, with all that a document line needs.
type SKURow struct {
	ID            db.ID         `json:"id"`
	ProductID     db.ID         `json:"productId"`
	Code          string        `json:"code"`
	ProductCode   string        `json:"productCode"`
	ProductName   string        `json:"productName"`
	Spec          string        `json:"spec" doc:"The values as text: 红色 / XL"`
	Picture       string        `json:"picture,omitempty"`
	Units         []UnitFactor  `json:"units" nullable:"false" doc:"The base unit first"`
	TaxRateBPS    int64         `json:"taxRateBps"`
	NegativeStock bool          `json:"negativeStock"`
	Active        bool          `json:"active"`
	Price         *dec.Price    `json:"price,omitempty" doc:"Per base unit at the level asked for"`
	Available     *dec.Quantity `json:"available,omitempty" doc:"On hand less reserved, base units, in the warehouse asked for or in all"`
}

// SKUFilter narrows the SKU list and says what to add to its rows.
type SKUFilter struct {
	ProductID   db.ID
	Active      *bool         // with its product
	Products    ProductFilter // only SKUs of these
	LevelID     db.ID         // prices of this level
	WarehouseID db.ID         // what is available there; zero: everywhere
	Warehouses  tenant.Limit  // whose stock is shown
}

// SKUs gives one page of the SKU list, newest first; a SKU whose code or barcode
// is exactly q comes before the others.
func (s *Service) SKUs(ctx context.Context, sc db.Scope, q api.ListQuery, f SKUFilter) (api.Page[SKURow], error) {
	var page api.Page[SKURow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := skuQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		ids, err := api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (db.ID, error) {
			var id db.ID
			err := rows.Scan(&id)
			return id, err
		})
		if err != nil {
			return err
		}
		if q.Page <= 1 {
			exact, err := exactSKU(ctx, tx, q.Q, f)
			if err != nil {
				return err
			}
			ids.Items = first(exact, ids.Items, ids.PageSize)
			ids.Total = max(ids.Total, int64(len(ids.Items)))
		}
		page = api.Page[SKURow]{Page: ids.Page, PageSize: ids.PageSize, Total: ids.Total, TotalIsLowerBound: ids.TotalIsLowerBound}
		page.Items, err = s.skuRows(ctx, tx, ids.Items, f)
		return err
	})
	return page, err
}

// skuQuery gives the ids of the SKU list under a filter.
func skuQuery(ctx context.Context, tx *db.Tx, f SKUFilter) (api.List, error) {
	l := api.List{
		Columns: "k.id", From: "sku k JOIN product p ON p.tenant_id = ? AND p.id = k.product_id",
		Where: []string{"k.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "k.id", "code": "k.code", "name": "p.name", "updatedAt": "p.updated_at"}, Default: "-createdAt", Tie: "k.id",
		Search: api.Search{Kind: searchSKU, Column: "k.id", Walk: []string{"code"}},
	}
	if f.ProductID != 0 {
		l.And("k.product_id = ?", f.ProductID)
	}
	if f.Active != nil {
		l.And("(k.active = TRUE AND p.active = TRUE) = ?", *f.Active)
	}
	return l, f.Products.narrow(ctx, tx, &l)
}

// Scan finds the SKU that a scanner read: by barcode, then by code. It returns
// ErrScanUnknown when there is none.
func (s *Service) Scan(ctx context.Context, sc db.Scope, code string, f SKUFilter) (*SKURow, error) {
	var row *SKURow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		exact, err := exactSKU(ctx, tx, code, SKUFilter{})
		if err != nil {
			return err
		}
		if exact == 0 {
			return ErrScanUnknown.With("code", code)
		}
		rows, err := s.skuRows(ctx, tx, []db.ID{exact}, f)
		if err == nil {
			row = &rows[0]
		}
		return err
	})
	return row, err
}

// ErrScanUnknown has the parameter code.
var ErrScanUnknown = fault.Define(fault.NotFound, "sku.scan_unknown",
	fault.ZH("没有条码或编码是 {code} 的商品", "检查条码，或在商品资料里补上这个条码"),
	fault.EN("No SKU has the barcode or code {code}", "Check the code, or add it as a barcode of the product"))

// exactSKU finds the SKU whose barcode, else whose code, is the text; zero when
// there is none that passes the filter.
func exactSKU(ctx context.Context, tx *db.Tx, text string, f SKUFilter) (db.ID, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	for _, cond := range []string{"k.id IN (SELECT b.sku_id FROM sku_barcode b WHERE b.tenant_id = ? AND b.barcode = ?)", "k.tenant_id = ? AND k.code = ?"} {
		l, err := skuQuery(ctx, tx, f)
		if err != nil {
			return 0, err
		}
		l.And(cond, tx.Tenant, text)
		var id db.ID
		found, err := tx.Row(ctx, "SELECT "+l.Columns+" FROM "+l.From+" WHERE "+strings.Join(l.Where, " AND "), l.Args, &id)
		if err != nil || found {
			return id, err
		}
	}
	return 0, nil
}

// first puts an id in front of a page.
func first(id db.ID, page []db.ID, size int) []db.ID {
	if id == 0 {
		return page
	}
	out := append([]db.ID{id}, slices.DeleteFunc(slices.Clone(page), func(o db.ID) bool { return o == id })...)
	return out[:min(len(out), size)]
}

// skuRows reads the rows of SKUs in the order given, in a fixed number of queries.
func (s *Service) skuRows(ctx context.Context, tx *db.Tx, ids []db.ID, f SKUFilter) ([]SKURow, error) {
	info, err := s.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	prices := map[db.ID]dec.Price{}
	if f.LevelID != 0 {
		if prices, err = s.PricesTx(ctx, tx, f.LevelID, ids); err != nil {
			return nil, err
		}
	}
	available := map[db.ID]dec.Quantity{}
	cond, args := within(f.Warehouses, "warehouse_id")
	if f.WarehouseID != 0 {
		cond, args = cond+" AND warehouse_id = ?", append(args, f.WarehouseID)
	}
	query := "SELECT sku_id, SUM(on_hand - reserved) FROM stock_balance WHERE tenant_id = ?" + cond + " AND sku_id IN ({in}) GROUP BY sku_id"
	err = db.EachIn(ctx, tx, query, append([]any{tx.Tenant}, args...), ids, func(rows *sql.Rows) error {
		var (
			id db.ID
			n  dec.Quantity
		)
		err := rows.Scan(&id, &n)
		available[id] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]SKURow, 0, len(ids))
	for _, id := range ids {
		k := info[id]
		if k == nil {
			continue
		}
		r := SKURow{
			ID: k.ID, ProductID: k.ProductID, Code: k.Code, ProductCode: k.ProductCode, ProductName: k.ProductName, Spec: k.Spec, Picture: k.Picture,
			Units: k.Units, TaxRateBPS: k.TaxRateBPS, NegativeStock: k.NegativeStock, Active: k.Active,
		}
		if p, ok := prices[id]; ok {
			r.Price = &p
		}
		n := available[id]
		r.Available = &n
		out = append(out, r)
	}
	return out, nil
}
