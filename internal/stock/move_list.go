package stock

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// MoveFilter narrows the ledger of one SKU. Zero values mean not given.
type MoveFilter struct {
	SKUID       db.ID // required
	WarehouseID db.ID
	From, To    db.Date // document dates, both inclusive
	Warehouses  tenant.Limit
}

// MoveRow is a row of the ledger 收发存明细, with what there was after it.
type MoveRow struct {
	ID            db.ID
	PostedAt      db.Time
	Date          db.Date
	DocKind       string
	DocID         db.ID
	DocNo         string
	WarehouseID   db.ID
	WarehouseName string
	Quantity      dec.Quantity
	Value         dec.Cost
	OnHand        dec.Quantity // of the warehouse
	PoolQuantity  dec.Quantity // of the cost scope: the warehouse, or all of them
	PoolValue     dec.Cost
	OriginDocID   db.ID // of a true-up: the issue it corrects
}

// Moves gives one page of the ledger of a SKU, newest first.
func (s *Service) Moves(ctx context.Context, sc db.Scope, q api.ListQuery, f MoveFilter) (api.Page[MoveRow], error) {
	var page api.Page[MoveRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		l := f.query(tx)
		page, err = api.RunList(ctx, tx, q, l, scanMove)
		return err
	})
	return page, err
}

// EachMove calls fn for every row of the ledger of a SKU in the order asked.
func (s *Service) EachMove(ctx context.Context, sc db.Scope, q api.ExportQuery, f MoveFilter, fn func(*MoveRow) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return api.EachRow(ctx, tx, q, f.query(tx), func(rows *sql.Rows) error {
			r, err := scanMove(rows)
			if err != nil {
				return err
			}
			return fn(&r)
		})
	})
}

func (f *MoveFilter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: `m.id, m.posted_at, m.doc_date, m.doc_kind, m.doc_id, m.doc_no, m.warehouse_id, w.name, m.quantity, m.value,
			m.on_hand_after, m.pool_quantity, m.pool_value, m.origin_doc_id`,
		From:    `stock_move m JOIN warehouse w ON w.tenant_id = ? AND w.id = m.warehouse_id`,
		Where:   []string{"m.tenant_id = ? AND m.sku_id = ?"},
		Args:    []any{tx.Tenant, tx.Tenant, f.SKUID},
		Sorts:   map[string]string{"postedAt": "m.id"},
		Default: "-postedAt", Tie: "m.id",
	}
	if f.WarehouseID != 0 {
		l.And("m.warehouse_id = ?", f.WarehouseID)
	}
	if f.From != "" {
		l.And("m.doc_date >= ?", f.From)
	}
	if f.To != "" {
		l.And("m.doc_date <= ?", f.To)
	}
	cond, args := f.Warehouses.Where("m.warehouse_id")
	l.And(cond, args...)
	return l
}

func scanMove(rows *sql.Rows) (MoveRow, error) {
	var r MoveRow
	err := rows.Scan(&r.ID, &r.PostedAt, &r.Date, &r.DocKind, &r.DocID, &r.DocNo, &r.WarehouseID, &r.WarehouseName, &r.Quantity, &r.Value,
		&r.OnHand, &r.PoolQuantity, &r.PoolValue, &r.OriginDocID)
	return r, err
}
