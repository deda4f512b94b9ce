package wms

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// View is everything about the notice of one purchase order.
type View struct {
	Notice   *Notice // nil: there is none
	Content  *Content
	Why      *fault.Error // why it cannot be pushed now; nil: it can
	Pushes   []Push       // the newest first
	Receipts []Receipt    // what the WMS received, the newest first
}

// Receipt is a purchase receipt that was made of what the WMS received.
type Receipt struct {
	ReceiptNo string // of the WMS
	ID        db.ID
	No        string
	State     purchase.ReceiptState
	Reversed  bool
	Accepted  bool // nothing was rejected or short
	CreatedAt db.Time
}

// View reads what is known about the notice of an order.
func (s *Service) View(ctx context.Context, sc db.Scope, order db.ID, within tenant.DataScope) (*View, error) {
	v := &View{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		*v = View{}
		set, err := settingTx(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := s.pushableTx(ctx, tx, set, order, within, false); err != nil {
			if v.Why = fault.As(err); v.Why == nil || errors.Is(err, purchase.ErrNotFound) {
				return err
			}
		}
		if v.Notice, err = noticeTx(ctx, tx, "n.purchase_order_id = ?", order, false); err != nil || v.Notice == nil {
			return err
		}
		if v.Notice.Content != "" {
			v.Content = &Content{}
			if err := json.Unmarshal([]byte(v.Notice.Content), v.Content); err != nil {
				return fmt.Errorf("read what a notice says: %w", err)
			}
		}
		if v.Pushes, err = pushesTx(ctx, tx, v.Notice.ID); err != nil {
			return err
		}
		v.Receipts, err = receiptsTx(ctx, tx, v.Notice.ID)
		return err
	})
	return v, err
}

// receiptsTx reads what the WMS received under a notice, the newest first.
func receiptsTx(ctx context.Context, tx *db.Tx, notice db.ID) ([]Receipt, error) {
	var out []Receipt
	err := tx.Each(ctx, `SELECT w.receipt_no, r.id, r.no, r.state, r.submitted, r.reversed_by_id IS NOT NULL, NOT EXISTS (SELECT 1 FROM purchase_receipt_line l
				WHERE l.tenant_id = r.tenant_id AND l.receipt_id = r.id AND (l.rejected <> 0 OR l.short <> 0)), w.created_at
		FROM wms_receipt w JOIN purchase_receipt r ON r.tenant_id = w.tenant_id AND r.id = w.receipt_id
		WHERE w.tenant_id = ? AND w.notice_id = ? ORDER BY w.created_at DESC, r.id DESC`, []any{tx.Tenant, notice}, func(rows *sql.Rows) error {
		var (
			r         Receipt
			submitted bool
		)
		err := rows.Scan(&r.ReceiptNo, &r.ID, &r.No, &r.State, &submitted, &r.Reversed, &r.Accepted, &r.CreatedAt)
		if submitted && r.State == purchase.ReceiptDraft {
			r.State = purchase.ReceiptSubmitted
		}
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the receipts of a notice: %w", err)
	}
	return out, nil
}

// Filter narrows the list of notices. Zero values mean not given.
type Filter struct {
	State       State
	Attention   bool // refused or failed: a person has to look
	WarehouseID db.ID
	SupplierID  db.ID
	Orders      []db.ID // of any of these purchase orders
	Within      tenant.DataScope
}

// Row is a notice in the list.
type Row struct {
	*Notice
	SupplierID    db.ID
	SupplierName  string
	WarehouseID   db.ID
	WarehouseName string
}

func (f *Filter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: noticeColumns + ", o.supplier_id, s.name, o.warehouse_id, w.name",
		From: `wms_notice n JOIN purchase_order o ON o.tenant_id = ? AND o.id = n.purchase_order_id
			JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id JOIN warehouse w ON w.tenant_id = ? AND w.id = o.warehouse_id`,
		Where: []string{"n.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "n.id", "no": "o.no", "sentAt": "n.sent_at", "updatedAt": "n.updated_at"}, Default: "-createdAt", Tie: "n.id",
		Search: api.Search{Kind: "purchase", Column: "n.purchase_order_id"}, // found as its order is
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.State != "", "n.state = ?", string(f.State))
	given(f.Attention, "n.state IN ('refused', 'failed')")
	given(f.WarehouseID != 0, "o.warehouse_id = ?", f.WarehouseID)
	given(f.SupplierID != 0, "o.supplier_id = ?", f.SupplierID)
	if len(f.Orders) > 0 {
		args, in := db.InKeys(nil, f.Orders)
		l.And("n.purchase_order_id IN ("+in+")", args...)
	}
	cond, args := f.Within.Where("o.warehouse_id", "o.buyer_account_id")
	l.And(cond, args...)
	return l
}

// List gives one page of the notices.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (page api.Page[Row], err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		page, err = api.RunList(ctx, tx, q, f.query(tx), func(rows *sql.Rows) (Row, error) {
			var r Row
			n, err := scanNotice(rows, &r.SupplierID, &r.SupplierName, &r.WarehouseID, &r.WarehouseName)
			r.Notice = n
			return r, err
		})
		return err
	})
	return page, err
}

// whereNotice narrows a list of orders, or of what belongs to them, by their notices.
func whereNotice(tx *db.Tx, column, state string) (cond string, args []any) {
	if state == "none" {
		return "NOT EXISTS (SELECT 1 FROM wms_notice a WHERE a.tenant_id = ? AND a.purchase_order_id = " + column + ")", []any{tx.Tenant}
	}
	return column + " IN (SELECT a.purchase_order_id FROM wms_notice a WHERE a.tenant_id = ? AND a.state = ?)", []any{tx.Tenant, state}
}
