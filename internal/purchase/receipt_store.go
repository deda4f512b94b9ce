package purchase

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// ErrReceiptNotFound is returned for a receipt that does not exist in the set.
var ErrReceiptNotFound = fault.Define(fault.NotFound, "purchase_receipt.not_found",
	fault.ZH("找不到这张购货单", "它可能属于另一个账套；请刷新列表"),
	fault.EN("Purchase receipt not found", "It may belong to another account set; reload the list"))

func (r *Receipt) columns() []column {
	return []column{
		{"kind", &r.Kind, r.Kind},
		{"no", &r.No, r.No},
		{"date", &r.Date, r.Date},
		{"state", &r.State, r.stored()},
		{"submitted", &r.submitted, r.State == ReceiptSubmitted},
		{"supplier_id", &r.SupplierID, r.SupplierID},
		{"warehouse_id", &r.WarehouseID, r.WarehouseID},
		{"buyer_account_id", &r.BuyerAccountID, r.BuyerAccountID},
		{"order_id", &r.OrderID, r.OrderID},
		{"source_id", &r.SourceID, r.SourceID},
		{"tax_included", &r.TaxIncluded, r.TaxIncluded},
		{"discount_bps", &r.DiscountBPS, r.DiscountBPS},
		{"discount", &r.Discount, r.Discount},
		{"freight", &r.Freight, r.Freight},
		{"other_fee", &r.OtherFee, r.OtherFee},
		{"goods_amount", &r.GoodsAmount, r.GoodsAmount},
		{"tax_amount", &r.TaxAmount, r.TaxAmount},
		{"total", &r.Total, r.Total},
		{"cost", &r.Cost, r.costColumn(r.Cost)},
		{"waybill", &r.Waybill, r.Waybill},
		{"over_reason", &r.OverReason, r.OverReason},
		{"rejected_reason", &r.RejectedReason, r.RejectedReason},
		{"inspected_by", &r.InspectedBy, r.InspectedBy},
		{"inspected_at", &r.InspectedAt, r.InspectedAt},
		{"clear_supplier", &r.ClearSupplier, r.ClearSupplier},
		{"discount_taken", &r.discountTaken, r.discountTaken},
		{"freight_taken", &r.freightTaken, r.freightTaken},
		{"other_fee_taken", &r.otherFeeTaken, r.otherFeeTaken},
		{"as_charged", &r.AsCharged, r.AsCharged},
		{"note", &r.Note, r.Note},
		{"reverses_id", &r.ReversesID, r.ReversesID},
		{"reversed_by_id", &r.ReversedByID, r.ReversedByID},
		{"created_by", &r.CreatedBy, r.CreatedBy},
		{"changed_by", &r.ChangedBy, r.ChangedBy},
		{"created_at", &r.CreatedAt, r.CreatedAt},
		{"updated_at", &r.UpdatedAt, r.UpdatedAt},
		{"posted_by", &r.PostedBy, r.PostedBy},
		{"posted_at", &r.PostedAt, r.PostedAt},
		{"version", &r.Version, r.Version},
	}
}

// stored is the state as the table knows it: what waits for its review is a draft there.
func (r *Receipt) stored() ReceiptState {
	if r.State == ReceiptSubmitted {
		return ReceiptDraft
	}
	return r.State
}

// costColumn leaves the cost unknown until the receipt is posted.
func (r *Receipt) costColumn(c dec.Cost) any {
	if r.State != ReceiptPosted {
		return nil
	}
	return c
}

var receiptColumns = func() string {
	names := []string{"id"}
	for _, c := range new(Receipt).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}()

func lockedReceiptTx(ctx context.Context, tx *db.Tx, id db.ID, version int64) (*Receipt, error) {
	r, err := getReceiptTx(ctx, tx, id, tx.ForUpdate())
	if err != nil {
		return nil, err
	}
	if r.Version != version {
		return nil, fault.ErrStale
	}
	return r, nil
}

// getReceiptTx reads a receipt with its lines; lock is empty or tx.ForUpdate().
func getReceiptTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Receipt, error) {
	var r Receipt
	var cost sql.Null[dec.Cost]
	into := []any{&r.ID}
	for _, c := range r.columns() {
		if c.name == "cost" {
			c.field = &cost
		}
		into = append(into, c.field)
	}
	found, err := tx.Row(ctx, "SELECT "+receiptColumns+" FROM purchase_receipt WHERE tenant_id = ? AND id = ?"+lock, []any{tx.Tenant, id}, into...)
	if err != nil {
		return nil, fmt.Errorf("read purchase receipt: %w", err)
	}
	if !found {
		return nil, ErrReceiptNotFound
	}
	r.Cost = cost.V
	if r.submitted && r.State == ReceiptDraft {
		r.State = ReceiptSubmitted
	}
	err = tx.Each(ctx, `SELECT id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, rejected, reject_reason, short, price, price_taken, discount_bps, discount, discount_taken,
			tax_rate_bps, tax_amount, amount, settled_amount, landed, COALESCE(cost, 0), source_line_id, note
		FROM purchase_receipt_line WHERE tenant_id = ? AND receipt_id = ? ORDER BY position`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		r.Lines = append(r.Lines, ReceiptLine{})
		l := &r.Lines[len(r.Lines)-1]
		return rows.Scan(&l.ID, &l.SKUID, &l.UnitID, &l.UnitNum, &l.UnitDen, &l.Quantity, &l.BaseQuantity, &l.Rejected, &l.RejectReason, &l.Short, &l.Price, &l.priceTaken, &l.DiscountBPS, &l.Discount, &l.discountTaken,
			&l.TaxRateBPS, &l.TaxAmount, &l.Amount, &l.SettledAmount, &l.Landed, &l.Cost, &l.SourceLineID, &l.Note)
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of a purchase receipt: %w", err)
	}
	return &r, nil
}

func insertReceiptTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	args := []any{tx.Tenant, r.ID}
	for _, c := range r.columns() {
		args = append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO purchase_receipt (tenant_id, "+receiptColumns+") VALUES "+db.Tuples(1, len(args)), args...); err != nil {
		return fmt.Errorf("insert purchase receipt: %w", err)
	}
	return insertReceiptLinesTx(ctx, tx, r)
}

func updateReceiptTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	var set []string
	var args []any
	for _, c := range r.columns() {
		set, args = append(set, c.name+" = ?"), append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "UPDATE purchase_receipt SET "+strings.Join(set, ", ")+" WHERE tenant_id = ? AND id = ?", append(args, tx.Tenant, r.ID)...); err != nil {
		return fmt.Errorf("update purchase receipt: %w", err)
	}
	return nil
}

func replaceReceiptTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	if err := updateReceiptTx(ctx, tx, r); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM purchase_receipt_line WHERE tenant_id = ? AND receipt_id = ?", tx.Tenant, r.ID); err != nil {
		return fmt.Errorf("delete the lines of a purchase receipt: %w", err)
	}
	return insertReceiptLinesTx(ctx, tx, r)
}

func insertReceiptLinesTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	const columns, chunk = 26, 100
	for from := 0; from < len(r.Lines); from += chunk {
		part := r.Lines[from:min(from+chunk, len(r.Lines))]
		args := make([]any, 0, columns*len(part))
		for i := range part {
			l := &part[i]
			args = append(args, tx.Tenant, r.ID, from+i+1, l.ID, l.SKUID, l.UnitID, l.UnitNum, l.UnitDen, l.Quantity, l.BaseQuantity, l.Rejected, l.RejectReason, l.Short, l.Price, l.priceTaken,
				l.DiscountBPS, l.Discount, l.discountTaken, l.TaxRateBPS, l.TaxAmount, l.Amount, l.SettledAmount, l.Landed, r.costColumn(l.Cost), l.SourceLineID, l.Note)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO purchase_receipt_line (tenant_id, receipt_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, rejected, reject_reason, short, price, price_taken,
				discount_bps, discount, discount_taken, tax_rate_bps, tax_amount, amount, settled_amount, landed, cost, source_line_id, note)
			VALUES `+db.Tuples(len(part), columns), args...); err != nil {
			return fmt.Errorf("insert the lines of a purchase receipt: %w", err)
		}
	}
	return nil
}

// returnedTx tells how much of each line of a receipt went back, in base units, by
// returns that are posted; a reversed one and its twin add up to zero.
func returnedTx(ctx context.Context, tx *db.Tx, receipt db.ID) (map[db.ID]dec.Quantity, error) {
	back := map[db.ID]dec.Quantity{}
	err := tx.Each(ctx, `SELECT l.source_line_id, SUM(l.base_quantity)
		FROM purchase_receipt r JOIN purchase_receipt_line l ON l.tenant_id = ? AND l.receipt_id = r.id
		WHERE r.tenant_id = ? AND r.source_id = ? AND r.kind = ? AND r.state = ? AND l.source_line_id IS NOT NULL
		GROUP BY l.source_line_id`, []any{tx.Tenant, tx.Tenant, receipt, KindReturn, ReceiptPosted}, func(rows *sql.Rows) error {
		var id db.ID
		var q dec.Quantity
		err := rows.Scan(&id, &q)
		back[id] = q
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was returned: %w", err)
	}
	return back, nil
}
