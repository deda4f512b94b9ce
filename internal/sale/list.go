package sale

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// PayState tells how much of a posted issue has been paid.
type PayState string

// The pay states. A document that nothing is owed for has none.
const (
	PayNone    PayState = ""
	PayUnpaid  PayState = "unpaid"
	PayPartial PayState = "partial"
	PayPaid    PayState = "paid"
)

// Filter narrows the list. Zero values mean not given.
type Filter struct {
	Kind       Kind
	State      State
	Fulfilment Fulfilment
	SourceID   db.ID // only what was made from this document
	Pay        PayState
	CustomerID db.ID
	CreatedBy  db.ID // who entered it
	ShopID     db.ID
	SKUID      db.ID
	From, To   db.Date // both inclusive
	Warehouses tenant.Limit
	Shops      tenant.Limit
}

// Row is one line of the list.
type Row struct {
	ID            db.ID
	Kind          Kind
	No            string
	Date          db.Date
	State         State
	Fulfilment    Fulfilment
	CustomerID    db.ID
	CustomerName  string
	WarehouseName string
	ShopID        db.ID
	Total         dec.Amount
	Settled       dec.Amount
	Cost          dec.Cost
	Pay           PayState
	WantsPreorder bool
	Note          string
	ReversesID    db.ID
	ReversedByID  db.ID
	CreatedAt     db.Time
	Version       int64
}

// List gives one page of the sales documents.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[Row], error) {
	var page api.Page[Row]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: `s.id, s.kind, s.no, s.date, s.state, s.customer_id, c.name, w.name, s.shop_id, s.total, COALESCE(r.settled, 0), COALESCE(s.cost, 0),
				COALESCE(r.amount, 0), COALESCE(r.set_off, 0), s.wants_preorder, s.note, s.fulfilment, s.reverses_id, s.reversed_by_id, s.created_at, s.version`,
			From: `sale s
				JOIN customer c ON c.tenant_id = ? AND c.id = s.customer_id
				JOIN warehouse w ON w.tenant_id = ? AND w.id = s.warehouse_id
				LEFT JOIN receivable r ON r.tenant_id = ? AND r.doc_id = s.id`,
			Where: []string{"s.tenant_id = ?"},
			Args:  []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
			Sorts: map[string]string{"createdAt": "s.id", "date": "s.date", "no": "s.no", "total": "s.total"}, Default: "-createdAt", Tie: "s.id",
			Search: api.Search{Kind: searchKind, Column: "s.id"},
		}
		f.narrow(&l)
		var err error
		page, err = api.RunList(ctx, tx, q, l, scanRow)
		return err
	})
	return page, err
}

func (f *Filter) narrow(l *api.List) {
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.Kind != "", "s.kind = ?", f.Kind)
	given(f.State != "", "s.state = ?", f.State)
	given(f.Fulfilment != "", "s.fulfilment = ?", f.Fulfilment)
	given(f.SourceID != 0, "s.source_id = ?", f.SourceID)
	given(f.CustomerID != 0, "s.customer_id = ?", f.CustomerID)
	given(f.CreatedBy != 0, "s.created_by = ?", f.CreatedBy)
	given(f.ShopID != 0, "s.shop_id = ?", f.ShopID)
	given(f.From != "", "s.date >= ?", f.From)
	given(f.To != "", "s.date <= ?", f.To)
	given(f.SKUID != 0, "s.id IN (SELECT sl.sale_id FROM sale_line sl WHERE sl.tenant_id = s.tenant_id AND sl.sku_id = ?)", f.SKUID)
	switch f.Pay {
	case PayUnpaid:
		l.And("r.settled = 0 AND r.set_off = 0 AND r.amount > 0")
	case PayPartial:
		l.And("r.settled <> 0 AND r.settled < r.amount")
	case PayPaid:
		l.And("r.settled = r.amount AND r.amount > 0")
	case PayNone:
	}
	cond, args := f.Warehouses.Where("s.warehouse_id")
	l.And(cond, args...)
	if cond, args := f.Shops.Where("s.shop_id"); cond != "" {
		l.And("s.shop_id IS NULL OR "+cond, args...)
	}
}

func scanRow(rows *sql.Rows) (Row, error) {
	var (
		r            Row
		owed, setOff dec.Amount
	)
	err := rows.Scan(&r.ID, &r.Kind, &r.No, &r.Date, &r.State, &r.CustomerID, &r.CustomerName, &r.WarehouseName, &r.ShopID, &r.Total, &r.Settled, &r.Cost,
		&owed, &setOff, &r.WantsPreorder, &r.Note, &r.Fulfilment, &r.ReversesID, &r.ReversedByID, &r.CreatedAt, &r.Version)
	r.Pay = payState(owed, r.Settled, setOff)
	return r, err
}

// payState is what the filters of the list go by: nothing is owed for what was
// reversed, for a return, or for a document without an item.
func payState(owed, settled, setOff dec.Amount) PayState {
	switch {
	case owed <= 0 || setOff != 0:
		return PayNone
	case settled == 0:
		return PayUnpaid
	case settled < owed:
		return PayPartial
	}
	return PayPaid
}
