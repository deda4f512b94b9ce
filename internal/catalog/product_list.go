package catalog

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// ProductRow is one line of the product list.
type ProductRow struct {
	ID            db.ID         `json:"id"`
	Code          string        `json:"code"`
	Name          string        `json:"name"`
	CategoryID    db.ID         `json:"categoryId,omitzero"`
	Category      string        `json:"category" doc:"Names from the root, joined by /"`
	Brand         string        `json:"brand,omitempty"`
	Spec          string        `json:"spec,omitempty"`
	Unit          string        `json:"unit" doc:"The base unit" builtin:"unit"`
	Picture       string        `json:"picture,omitempty"`
	SKUCount      int64         `json:"skuCount"`
	Retail        *dec.Price    `json:"retail,omitempty" doc:"The highest retail price of its SKUs"`
	Wholesale     *dec.Price    `json:"wholesale,omitempty" doc:"The highest wholesale price of its SKUs"`
	OnHand        *dec.Quantity `json:"onHand,omitempty" doc:"In all warehouses, base units; left out for a product never stocked"`
	NegativeStock bool          `json:"negativeStock"`
	Active        bool          `json:"active"`
	UpdatedAt     db.Time       `json:"updatedAt"`
	Version       int64         `json:"version"`
}

// ProductFilter narrows the product list. Nil and zero values mean not given.
type ProductFilter struct {
	CategoryID    db.ID // with everything below it
	Active        *bool
	HasPicture    *bool
	NegativeStock *bool
	Warehouses    tenant.Limit // whose stock is shown
}

// Products gives one page of the product list. The page's rows are completed by
// a fixed number of further queries.
func (s *Service) Products(ctx context.Context, sc db.Scope, q api.ListQuery, f ProductFilter) (api.Page[ProductRow], error) {
	var page api.Page[ProductRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := productQuery(ctx, tx, f)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, l, scanProductRow)
		if err != nil {
			return err
		}
		return s.completeRows(ctx, tx, page.Items, f.Warehouses)
	})
	return page, err
}

const productRowColumns = `p.id, p.code, p.name, p.category_id, p.brand, p.spec, p.picture, p.negative_stock, p.active, p.updated_at, p.version`

func scanProductRow(rows *sql.Rows) (ProductRow, error) {
	var r ProductRow
	err := rows.Scan(&r.ID, &r.Code, &r.Name, &r.CategoryID, &r.Brand, &r.Spec, &r.Picture, &r.NegativeStock, &r.Active, &r.UpdatedAt, &r.Version)
	return r, err
}

// productQuery is the product list under a filter.
func productQuery(ctx context.Context, tx *db.Tx, f ProductFilter) (api.List, error) {
	l := api.List{
		Columns: productRowColumns, From: "product p", Where: []string{"p.tenant_id = ?"}, Args: []any{tx.Tenant},
		Sorts:   map[string]string{"createdAt": "p.id", "code": "p.code", "name": "p.name", "updatedAt": "p.updated_at"},
		Default: "-createdAt", Tie: "p.id",
		Search: api.Search{Kind: searchProduct, Column: "p.id", Walk: []string{"code", "name", "updatedAt"}, Narrow: true},
	}
	return l, f.narrow(ctx, tx, &l)
}

func (f *ProductFilter) narrow(ctx context.Context, tx *db.Tx, l *api.List) error {
	if f.CategoryID != 0 {
		var path string
		found, err := tx.Row(ctx, "SELECT path FROM category WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, f.CategoryID}, &path)
		if err != nil {
			return err
		}
		if !found {
			return ErrCategoryNotFound
		}
		l.And("p.category_id IN (SELECT id FROM category WHERE tenant_id = ? AND "+below+")", tx.Tenant, len(path), path)
	}
	// Written out instead of passed as arguments: the partial indexes of the rare
	// sides are found by their text.
	if f.Active != nil {
		l.And(map[bool]string{true: "p.active = TRUE", false: "p.active = FALSE"}[*f.Active])
		l.Few = l.Few || !*f.Active
	}
	if f.NegativeStock != nil {
		l.And(map[bool]string{true: "p.negative_stock = TRUE", false: "p.negative_stock = FALSE"}[*f.NegativeStock])
	}
	if f.HasPicture != nil {
		cond := "p.picture = ''"
		if *f.HasPicture {
			cond = "p.picture <> ''"
		}
		l.And(cond)
	}
	return nil
}

// completeRows adds what other tables know of the products of one page.
func (s *Service) completeRows(ctx context.Context, tx *db.Tx, rows []ProductRow, shown tenant.Limit) error {
	at := make(map[db.ID]*ProductRow, len(rows))
	ids := make([]db.ID, 0, len(rows))
	var categories []db.ID
	for i := range rows {
		at[rows[i].ID] = &rows[i]
		ids = append(ids, rows[i].ID)
		if rows[i].CategoryID != 0 {
			categories = append(categories, rows[i].CategoryID)
		}
	}
	names, err := categoryNames(ctx, tx, categories)
	if err != nil {
		return err
	}
	levels, err := s.party.LevelsTx(ctx, tx)
	if err != nil {
		return err
	}
	t := tx.Tenant
	err = db.EachIn(ctx, tx, `SELECT p.id, u.name FROM product p JOIN unit_group g ON g.tenant_id = ? AND g.id = p.unit_group_id
		JOIN unit u ON u.tenant_id = ? AND u.id = g.base_unit_id WHERE p.tenant_id = ? AND p.id IN ({in})`, []any{t, t, t}, ids, func(rows *sql.Rows) error {
		var id db.ID
		var unit string
		if err := rows.Scan(&id, &unit); err != nil {
			return err
		}
		at[id].Unit, at[id].Category = unit, names[at[id].CategoryID]
		return nil
	})
	if err != nil {
		return err
	}
	err = db.EachIn(ctx, tx, `SELECT k.product_id, COUNT(*), MAX(r.price), MAX(w.price)
		FROM sku k
		LEFT JOIN sku_price r ON r.tenant_id = ? AND r.sku_id = k.id AND r.level_id = ?
		LEFT JOIN sku_price w ON w.tenant_id = ? AND w.sku_id = k.id AND w.level_id = ?
		WHERE k.tenant_id = ? AND k.product_id IN ({in}) GROUP BY k.product_id`,
		[]any{t, levels.Retail(), t, levels.Wholesale(), t}, ids, func(rows *sql.Rows) error {
			var (
				id                db.ID
				n                 int64
				retail, wholesale sql.Null[dec.Price]
			)
			if err := rows.Scan(&id, &n, &retail, &wholesale); err != nil {
				return err
			}
			at[id].SKUCount, at[id].Retail, at[id].Wholesale = n, given(retail), given(wholesale)
			return nil
		})
	if err != nil {
		return err
	}
	// What stock keeps is read here, as one more column, rather than asked for row by row.
	cond, args := within(shown, "b.warehouse_id")
	return db.EachIn(ctx, tx, `SELECT k.product_id, SUM(b.on_hand) FROM sku k JOIN stock_balance b ON b.tenant_id = ? AND b.sku_id = k.id
		WHERE k.tenant_id = ?`+cond+` AND k.product_id IN ({in}) GROUP BY k.product_id`, append([]any{t, t}, args...), ids, func(rows *sql.Rows) error {
		var (
			id     db.ID
			onHand dec.Quantity
		)
		if err := rows.Scan(&id, &onHand); err != nil {
			return err
		}
		at[id].OnHand = &onHand
		return nil
	})
}

// within narrows a query to a data scope: " AND …", or nothing.
func within(limit tenant.Limit, column string) (string, []any) {
	cond, args := limit.Where(column)
	if cond == "" {
		return "", nil
	}
	return " AND " + cond, args
}

func given(p sql.Null[dec.Price]) *dec.Price {
	if !p.Valid {
		return nil
	}
	return &p.V
}
