package purchase

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

// ReceiptFilter narrows the list of receipts. Zero values mean not given.
type ReceiptFilter struct {
	Kind        ReceiptKind
	State       ReceiptState
	SupplierID  db.ID
	WarehouseID db.ID
	OrderID     db.ID
	SourceID    db.ID
	SKUID       db.ID
	From, To    db.Date // both inclusive
	Within      tenant.DataScope
	HideCosts   bool // nothing may be sorted by what it costs
}

// ReceiptRow is one line of the list of receipts.
type ReceiptRow struct {
	ID            db.ID
	Kind          ReceiptKind
	No            string
	Date          db.Date
	State         ReceiptState
	SupplierID    db.ID
	SupplierName  string
	WarehouseID   db.ID
	WarehouseName string
	OrderID       db.ID
	OrderNo       string
	Waybill       string
	Total         dec.Amount
	Note          string
	ReversesID    db.ID
	ReversedByID  db.ID
	CreatedAt     db.Time
	Version       int64
}

func (f *ReceiptFilter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: `r.id, r.kind, r.no, r.date, CASE WHEN r.submitted = TRUE AND r.state = 'draft' THEN 'submitted' ELSE r.state END, r.supplier_id, s.name, r.warehouse_id, w.name, r.order_id, COALESCE(o.no, ''), r.waybill, r.total, r.note, r.reverses_id, r.reversed_by_id, r.created_at, r.version`,
		From: `purchase_receipt r
			JOIN supplier s ON s.tenant_id = ? AND s.id = r.supplier_id
			JOIN warehouse w ON w.tenant_id = ? AND w.id = r.warehouse_id
			LEFT JOIN purchase_order o ON o.tenant_id = ? AND o.id = r.order_id`,
		Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "r.id", "date": "r.date", "no": "r.no", "total": "r.total"}, Default: "-createdAt", Tie: "r.id",
		Search: api.Search{Kind: receiptSearch, Column: "r.id", Walk: []string{"date", "no"}},
	}
	if f.HideCosts {
		delete(l.Sorts, "total")
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.Kind != "", "r.kind = ?", f.Kind)
	switch f.State {
	case "":
	case ReceiptDraft, ReceiptSubmitted: // one state of the table
		l.And("r.state = 'draft' AND r.submitted = ?", f.State == ReceiptSubmitted)
	default:
		l.And("r.state = ?", f.State)
	}
	given(f.SupplierID != 0, "r.supplier_id = ?", f.SupplierID)
	given(f.WarehouseID != 0, "r.warehouse_id = ?", f.WarehouseID)
	given(f.OrderID != 0, "r.order_id = ?", f.OrderID)
	given(f.SourceID != 0, "r.source_id = ?", f.SourceID)
	given(f.From != "", "r.date >= ?", f.From)
	given(f.To != "", "r.date <= ?", f.To)
	given(f.SKUID != 0, "r.id IN (SELECT l.receipt_id FROM purchase_receipt_line l WHERE l.tenant_id = r.tenant_id AND l.sku_id = ?)", f.SKUID)
	cond, args := f.Within.Where("r.warehouse_id", "r.buyer_account_id")
	l.And(cond, args...)
	return l
}

func scanReceiptRow(rows *sql.Rows) (ReceiptRow, error) {
	var r ReceiptRow
	err := rows.Scan(&r.ID, &r.Kind, &r.No, &r.Date, &r.State, &r.SupplierID, &r.SupplierName, &r.WarehouseID, &r.WarehouseName, &r.OrderID, &r.OrderNo, &r.Waybill,
		&r.Total, &r.Note, &r.ReversesID, &r.ReversedByID, &r.CreatedAt, &r.Version)
	return r, err
}

// Receipts gives one page of the receipts and returns.
func (s *Service) Receipts(ctx context.Context, sc db.Scope, q api.ListQuery, f ReceiptFilter) (api.Page[ReceiptRow], error) {
	var page api.Page[ReceiptRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		page, err = api.RunList(ctx, tx, q, f.query(tx), scanReceiptRow)
		return err
	})
	return page, err
}

// ReceiptDetail is a receipt with the names that a page shows.
type ReceiptDetail struct {
	Receipt
	SupplierName    string
	WarehouseName   string
	OrderNo         string
	SourceNo        string
	ReversesNo      string
	ReversedByNo    string
	CreatedByName   string
	Inspect         bool // the order asks for inspection
	InspectedByName string
	Payments        []finance.PaidWith     // what settles its payable
	Costs           []CostShare            // that arrived later
	Returned        map[db.ID]dec.Quantity // of a receipt's lines, in base units
	SKUs            map[db.ID]*catalog.SKUInfo
}

// Receipt reads one receipt; one outside the person's scope is not found.
func (s *Service) Receipt(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*ReceiptDetail, error) {
	var d *ReceiptDetail
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := getReceiptTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		if !within.Allows(r.WarehouseID, r.BuyerAccountID) {
			return ErrReceiptNotFound
		}
		d = &ReceiptDetail{Receipt: *r}
		t := tx.Tenant
		_, err = tx.Row(ctx, `SELECT s.name, w.name, COALESCE(o.no, ''), COALESCE(so.no, ''), COALESCE(rv.no, ''), COALESCE(rb.no, ''), COALESCE(p.name, ''),
				COALESCE(o.inspect, FALSE), COALESCE(ip.name, '')
			FROM purchase_receipt r
			JOIN supplier s ON s.tenant_id = ? AND s.id = r.supplier_id
			JOIN warehouse w ON w.tenant_id = ? AND w.id = r.warehouse_id
			LEFT JOIN purchase_order o ON o.tenant_id = ? AND o.id = r.order_id
			LEFT JOIN purchase_receipt so ON so.tenant_id = ? AND so.id = r.source_id
			LEFT JOIN purchase_receipt rv ON rv.tenant_id = ? AND rv.id = r.reverses_id
			LEFT JOIN purchase_receipt rb ON rb.tenant_id = ? AND rb.id = r.reversed_by_id
			LEFT JOIN member m ON m.tenant_id = ? AND m.person_id = r.created_by
			LEFT JOIN person p ON p.id = m.person_id
			LEFT JOIN member im ON im.tenant_id = ? AND im.person_id = r.inspected_by
			LEFT JOIN person ip ON ip.id = im.person_id
			WHERE r.tenant_id = ? AND r.id = ?`, []any{t, t, t, t, t, t, t, t, t, id},
			&d.SupplierName, &d.WarehouseName, &d.OrderNo, &d.SourceNo, &d.ReversesNo, &d.ReversedByNo, &d.CreatedByName, &d.Inspect, &d.InspectedByName)
		if err != nil {
			return err
		}
		if d.Returned, err = returnedTx(ctx, tx, id); err != nil {
			return err
		}
		if d.Payments, err = s.finance.PaidWithTx(ctx, tx, id); err != nil {
			return err
		}
		if d.Costs, err = costsOfTx(ctx, tx, id); err != nil {
			return err
		}
		ids := make([]db.ID, len(r.Lines))
		for i := range r.Lines {
			ids[i] = r.Lines[i].SKUID
		}
		d.SKUs, err = s.catalog.SKUsTx(ctx, tx, ids)
		return err
	})
	return d, err
}
