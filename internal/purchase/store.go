package purchase

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ErrNotFound is returned for an order that does not exist in the set.
var ErrNotFound = fault.Define(fault.NotFound, "purchase.not_found",
	fault.ZH("找不到这张采购单", "它可能属于另一个账套；请刷新列表"),
	fault.EN("Purchase order not found", "It may belong to another account set; reload the list"))

// columns are those of an order beyond its keys: where they are read into and written
// from, so that the two cannot drift apart.
func (o *Order) columns() []column {
	return []column{
		{"no", &o.No, o.No},
		{"date", &o.Date, o.Date},
		{"state", &o.State, o.State},
		{"fulfilment", &o.Fulfilment, o.Fulfilment},
		{"supplier_id", &o.SupplierID, o.SupplierID},
		{"warehouse_id", &o.WarehouseID, o.WarehouseID},
		{"delivery", &o.Delivery, o.Delivery},
		{"buyer_account_id", &o.BuyerAccountID, o.BuyerAccountID},
		{"purchaser_id", &o.PurchaserID, o.PurchaserID},
		{"follower_id", &o.FollowerID, o.FollowerID},
		{"terms", &o.Terms, o.Terms},
		{"prepaid_share", &o.PrepaidShare, o.PrepaidShare},
		{"credit_days", &o.CreditDays, o.CreditDays},
		{"pay_method", &o.PayMethod, o.PayMethod},
		{"inspect", &o.Inspect, o.Inspect},
		{"expected_on", &o.ExpectedOn, o.ExpectedOn},
		{"currency", &o.Currency, o.Currency},
		{"exchange_rate", &o.ExchangeRate, o.ExchangeRate},
		{"tax_included", &o.TaxIncluded, o.TaxIncluded},
		{"discount_bps", &o.DiscountBPS, o.DiscountBPS},
		{"discount", &o.Discount, o.Discount},
		{"freight", &o.Freight, o.Freight},
		{"other_fee", &o.OtherFee, o.OtherFee},
		{"goods_amount", &o.GoodsAmount, o.GoodsAmount},
		{"tax_amount", &o.TaxAmount, o.TaxAmount},
		{"total", &o.Total, o.Total},
		{"own_discount", &o.Own.Discount, o.Own.Discount},
		{"own_freight", &o.Own.Freight, o.Own.Freight},
		{"own_other_fee", &o.Own.OtherFee, o.Own.OtherFee},
		{"own_goods_amount", &o.Own.GoodsAmount, o.Own.GoodsAmount},
		{"own_tax_amount", &o.Own.TaxAmount, o.Own.TaxAmount},
		{"own_total", &o.Own.Total, o.Own.Total},
		{"note", &o.Note, o.Note},
		{"content_hash", &o.ContentHash, o.ContentHash},
		{"levels", &o.Levels, o.Levels},
		{"submitted_by", &o.SubmittedBy, o.SubmittedBy},
		{"submitted_at", &o.SubmittedAt, o.SubmittedAt},
		{"approved_by", &o.ApprovedBy, o.ApprovedBy},
		{"approved_at", &o.ApprovedAt, o.ApprovedAt},
		{"approved2_by", &o.Approved2By, o.Approved2By},
		{"approved2_at", &o.Approved2At, o.Approved2At},
		{"closed_reason", &o.ClosedReason, o.ClosedReason},
		{"rejected_reason", &o.RejectedReason, o.RejectedReason},
		{"merged_into_id", &o.MergedIntoID, o.MergedIntoID},
		{"created_by", &o.CreatedBy, o.CreatedBy},
		{"changed_by", &o.ChangedBy, o.ChangedBy},
		{"makers", &o.Makers, o.Makers},
		{"created_at", &o.CreatedAt, o.CreatedAt},
		{"updated_at", &o.UpdatedAt, o.UpdatedAt},
		{"version", &o.Version, o.Version},
	}
}

type column struct {
	name  string
	field any // where it is read into
	value any // what is written
}

var orderColumns = func() string {
	names := []string{"id"}
	for _, c := range new(Order).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}()

// lockedTx reads an order whose row it holds until the commit; it must still have the
// version that whoever changes it has seen.
func lockedTx(ctx context.Context, tx *db.Tx, id db.ID, version int64) (*Order, error) {
	o, err := getTx(ctx, tx, id, tx.ForUpdate())
	if err != nil {
		return nil, err
	}
	if o.Version != version {
		return nil, fault.ErrStale
	}
	return o, nil
}

// getTx reads an order with its lines and references; lock is empty, tx.ForUpdate() or
// tx.ForNoKeyUpdate().
func getTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Order, error) {
	var o Order
	into := []any{&o.ID}
	for _, c := range o.columns() {
		into = append(into, c.field)
	}
	found, err := tx.Row(ctx, "SELECT "+orderColumns+" FROM purchase_order WHERE tenant_id = ? AND id = ?"+lock, []any{tx.Tenant, id}, into...)
	if err != nil {
		return nil, fmt.Errorf("read purchase order: %w", err)
	}
	if !found {
		return nil, ErrNotFound
	}
	err = tx.Each(ctx, "SELECT "+lineColumns+" FROM purchase_order_line WHERE tenant_id = ? AND order_id = ? ORDER BY position", []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		o.Lines = append(o.Lines, Line{})
		return rows.Scan(o.Lines[len(o.Lines)-1].fields()...)
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of a purchase order: %w", err)
	}
	return &o, readReferencesTx(ctx, tx, &o)
}

const lineColumns = `id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price, discount_bps, discount,
	tax_rate_bps, tax_amount, amount, settled_amount, own_price, own_discount, own_tax_amount, own_amount, own_settled_amount, received, note, source_id, expected_on`

// fields are where lineColumns are read into.
func (l *Line) fields() []any {
	return []any{
		&l.ID, &l.SKUID, &l.UnitID, &l.UnitNum, &l.UnitDen, &l.Quantity, &l.BaseQuantity, &l.Price, &l.DiscountBPS, &l.Discount,
		&l.TaxRateBPS, &l.TaxAmount, &l.Amount, &l.SettledAmount, &l.Own.Price, &l.Own.Discount, &l.Own.TaxAmount, &l.Own.Amount, &l.Own.SettledAmount, &l.Received, &l.Note, &l.SourceID, &l.ExpectedOn,
	}
}

func readReferencesTx(ctx context.Context, tx *db.Tx, o *Order) error {
	o.References = nil
	err := tx.Each(ctx, `SELECT kind, value FROM purchase_reference WHERE tenant_id = ? AND order_id = ? ORDER BY kind, created_at, value`,
		[]any{tx.Tenant, o.ID}, func(rows *sql.Rows) error {
			var r Reference
			err := rows.Scan(&r.Kind, &r.Value)
			o.References = append(o.References, r)
			return err
		})
	if err != nil {
		return fmt.Errorf("read the references of a purchase order: %w", err)
	}
	return nil
}

// insertTx writes new orders with their lines: a few statements whatever their length.
func insertTx(ctx context.Context, tx *db.Tx, list ...*Order) error {
	const chunk = 50
	for part := range slices.Chunk(list, chunk) {
		var args []any
		columns := 0
		for _, o := range part {
			before := len(args)
			args = append(args, tx.Tenant, o.ID)
			for _, c := range o.columns() {
				args = append(args, c.value)
			}
			columns = len(args) - before
		}
		if _, err := tx.Exec(ctx, "INSERT INTO purchase_order (tenant_id, "+orderColumns+") VALUES "+db.Tuples(len(part), columns), args...); err != nil {
			return fmt.Errorf("insert purchase orders: %w", err)
		}
	}
	if err := insertLinesTx(ctx, tx, list...); err != nil {
		return err
	}
	return insertReferencesTx(ctx, tx, list...)
}

// updateTx writes the row of an order anew, without its lines and references.
func updateTx(ctx context.Context, tx *db.Tx, o *Order) error {
	var set []string
	var args []any
	for _, c := range o.columns() {
		set, args = append(set, c.name+" = ?"), append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "UPDATE purchase_order SET "+strings.Join(set, ", ")+" WHERE tenant_id = ? AND id = ?", append(args, tx.Tenant, o.ID)...); err != nil {
		return fmt.Errorf("update purchase order: %w", err)
	}
	return nil
}

// replaceTx writes an order anew, with its lines and references.
func replaceTx(ctx context.Context, tx *db.Tx, o *Order) error {
	if err := updateTx(ctx, tx, o); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM purchase_order_line WHERE tenant_id = ? AND order_id = ?", tx.Tenant, o.ID); err != nil {
		return fmt.Errorf("delete the lines of a purchase order: %w", err)
	}
	if err := insertLinesTx(ctx, tx, o); err != nil {
		return err
	}
	if err := forgetDemandsTx(ctx, tx, o); err != nil {
		return err
	}
	return replaceReferencesTx(ctx, tx, o)
}

func insertLinesTx(ctx context.Context, tx *db.Tx, list ...*Order) error {
	const columns, chunk = 26, 100
	var args []any
	rows := 0
	flush := func() error {
		if rows == 0 {
			return nil
		}
		_, err := tx.Exec(ctx, `INSERT INTO purchase_order_line (tenant_id, order_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price,
				discount_bps, discount, tax_rate_bps, tax_amount, amount, settled_amount, own_price, own_discount, own_tax_amount, own_amount, own_settled_amount, received, note, source_id, expected_on)
			VALUES `+db.Tuples(rows, columns), args...)
		if err != nil {
			return fmt.Errorf("insert the lines of purchase orders: %w", err)
		}
		args, rows = args[:0], 0
		return nil
	}
	for _, o := range list {
		for i := range o.Lines {
			l := &o.Lines[i]
			args = append(args, tx.Tenant, o.ID, i+1, l.ID, l.SKUID, l.UnitID, l.UnitNum, l.UnitDen, l.Quantity, l.BaseQuantity, l.Price,
				l.DiscountBPS, l.Discount, l.TaxRateBPS, l.TaxAmount, l.Amount, l.SettledAmount,
				l.Own.Price, l.Own.Discount, l.Own.TaxAmount, l.Own.Amount, l.Own.SettledAmount, l.Received, l.Note, l.SourceID, l.ExpectedOn)
			if rows++; rows == chunk {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}

// replaceReferencesTx writes the numbers that people gave anew; those learnt from the
// platform stay.
func replaceReferencesTx(ctx context.Context, tx *db.Tx, o *Order) error {
	if _, err := tx.Exec(ctx, "DELETE FROM purchase_reference WHERE tenant_id = ? AND order_id = ? AND learnt = FALSE", tx.Tenant, o.ID); err != nil {
		return fmt.Errorf("delete the references of a purchase order: %w", err)
	}
	if err := insertReferencesTx(ctx, tx, o); err != nil {
		return err
	}
	return readReferencesTx(ctx, tx, o)
}

func insertReferencesTx(ctx context.Context, tx *db.Tx, list ...*Order) error {
	const columns = 5
	var args []any
	for _, o := range list {
		for _, r := range o.References {
			args = append(args, tx.Tenant, o.ID, r.Kind, r.Value, tx.Now)
		}
	}
	for part := range slices.Chunk(args, 100*columns) {
		if _, err := tx.Exec(ctx, "INSERT INTO purchase_reference (tenant_id, order_id, kind, value, created_at) VALUES "+db.Tuples(len(part)/columns, columns)+
			" ON CONFLICT (tenant_id, order_id, kind, value) DO NOTHING", part...); err != nil {
			return fmt.Errorf("insert the references of purchase orders: %w", err)
		}
	}
	return nil
}

// UsedSKUsTx tells which of the SKUs stand on purchase orders.
func UsedSKUsTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT sku_id FROM purchase_order_line WHERE tenant_id = ? AND sku_id IN ", ids)
}

// UsedSuppliersTx tells which of the suppliers stand on purchase orders.
func UsedSuppliersTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT supplier_id FROM purchase_order WHERE tenant_id = ? AND supplier_id IN ", ids)
}

func usedTx(ctx context.Context, tx *db.Tx, query string, ids []db.ID) ([]db.ID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{tx.Tenant}
	for _, id := range ids {
		args = append(args, id)
	}
	var used []db.ID
	err := tx.Each(ctx, query+db.Tuples(1, len(ids)), args, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		used = append(used, id)
		return err
	})
	return used, err
}
