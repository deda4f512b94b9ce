package purchase

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

func (c *Cost) columns() []column {
	return []column{
		{"no", &c.No, c.No},
		{"date", &c.Date, c.Date},
		{"kind", &c.Kind, c.Kind},
		{"supplier_id", &c.SupplierID, c.SupplierID},
		{"spread", &c.Spread, c.Spread},
		{"amount", &c.Amount, c.Amount},
		{"tax_amount", &c.TaxAmount, c.TaxAmount},
		{"stock_value", &c.StockValue, c.StockValue},
		{"sold_value", &c.SoldValue, c.SoldValue},
		{"warehouse_id", &c.WarehouseID, c.WarehouseID},
		{"buyer_account_id", &c.BuyerAccountID, c.BuyerAccountID},
		{"bill_no", &c.BillNo, c.BillNo},
		{"note", &c.Note, c.Note},
		{"reverses_id", &c.ReversesID, c.ReversesID},
		{"reversed_by_id", &c.ReversedByID, c.ReversedByID},
		{"created_by", &c.CreatedBy, c.CreatedBy},
		{"created_at", &c.CreatedAt, c.CreatedAt},
		{"version", &c.Version, c.Version},
	}
}

var costColumns = func() string {
	names := []string{"id"}
	for _, c := range new(Cost).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}()

// getCostTx reads a late cost with its lines; lock is empty or tx.ForUpdate().
func getCostTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Cost, error) {
	var c Cost
	into := []any{&c.ID}
	for _, col := range c.columns() {
		into = append(into, col.field)
	}
	found, err := tx.Row(ctx, "SELECT "+costColumns+" FROM purchase_cost WHERE tenant_id = ? AND id = ?"+lock, []any{tx.Tenant, id}, into...)
	if err != nil {
		return nil, fmt.Errorf("read purchase cost: %w", err)
	}
	if !found {
		return nil, ErrCostNotFound
	}
	err = tx.Each(ctx, `SELECT id, receipt_id, receipt_line_id, warehouse_id, sku_id, quantity, still_there, amount, stock_value
		FROM purchase_cost_line WHERE tenant_id = ? AND cost_id = ? ORDER BY position`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var l CostLine
		err := rows.Scan(&l.ID, &l.ReceiptID, &l.ReceiptLineID, &l.WarehouseID, &l.SKUID, &l.Quantity, &l.StillThere, &l.Amount, &l.StockValue)
		c.Lines = append(c.Lines, l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of a purchase cost: %w", err)
	}
	return &c, nil
}

func insertCostTx(ctx context.Context, tx *db.Tx, c *Cost) error {
	args := []any{tx.Tenant, c.ID}
	for _, col := range c.columns() {
		args = append(args, col.value)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO purchase_cost (tenant_id, "+costColumns+") VALUES "+db.Tuples(1, len(args)), args...); err != nil {
		return fmt.Errorf("insert purchase cost: %w", err)
	}
	const columns = 12
	position := 0
	for part := range slices.Chunk(c.Lines, 100) {
		args := make([]any, 0, columns*len(part))
		for i := range part {
			l := &part[i]
			position++
			args = append(args, tx.Tenant, c.ID, position, l.ID, l.ReceiptID, l.ReceiptLineID, l.WarehouseID, l.SKUID, l.Quantity, l.StillThere, l.Amount, l.StockValue)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO purchase_cost_line (tenant_id, cost_id, position, id, receipt_id, receipt_line_id, warehouse_id, sku_id,
				quantity, still_there, amount, stock_value) VALUES `+db.Tuples(len(part), columns), args...); err != nil {
			return fmt.Errorf("insert the lines of a purchase cost: %w", err)
		}
	}
	return nil
}

// costsOfTx gives the shares of late costs that fell to a receipt and stand.
func costsOfTx(ctx context.Context, tx *db.Tx, receipt db.ID) ([]CostShare, error) {
	var out []CostShare
	err := tx.Each(ctx, `SELECT c.id, c.no, c.kind, SUM(l.amount) FROM purchase_cost_line l JOIN purchase_cost c ON c.tenant_id = ? AND c.id = l.cost_id
		WHERE l.tenant_id = ? AND l.receipt_id = ? AND c.reverses_id IS NULL AND c.reversed_by_id IS NULL
		GROUP BY c.id, c.no, c.kind ORDER BY c.id`, []any{tx.Tenant, tx.Tenant, receipt}, func(rows *sql.Rows) error {
		var s CostShare
		err := rows.Scan(&s.ID, &s.No, &s.Kind, &s.Amount)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the costs of a receipt: %w", err)
	}
	return out, nil
}

// UsedSuppliersOfCostsTx tells which of the suppliers stand on late costs.
func UsedSuppliersOfCostsTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT supplier_id FROM purchase_cost WHERE tenant_id = ? AND supplier_id IN ", ids)
}
