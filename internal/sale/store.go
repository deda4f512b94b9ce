package sale

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// ErrNotFound is returned for a document that does not exist in the set.
var ErrNotFound = fault.Define(fault.NotFound, "sale.not_found",
	fault.ZH("找不到这张销货单据", "它可能属于另一个账套；请刷新列表"),
	fault.EN("Sales document not found", "It may belong to another account set; reload the list"))

const saleColumns = `id, kind, no, date, state, customer_id, shop_id, warehouse_id, salesperson_id, wants_preorder, tax_included,
	discount_bps, discount, customer_fee, goods_amount, tax_amount, total, COALESCE(cost, 0), paid_now, fund_account_id, note,
	source_id, fulfilment, reverses_id, reversed_by_id, rejected_reason, created_by, changed_by, created_at, updated_at, posted_by, posted_at, version`

func (s *Sale) fields() []any {
	return []any{
		&s.ID, &s.Kind, &s.No, &s.Date, &s.State, &s.CustomerID, &s.ShopID, &s.WarehouseID, &s.SalespersonID, &s.WantsPreorder, &s.TaxIncluded,
		&s.DiscountBPS, &s.Discount, &s.CustomerFee, &s.GoodsAmount, &s.TaxAmount, &s.Total, &s.Cost, &s.PaidNow, &s.FundAccountID, &s.Note,
		&s.SourceID, &s.Fulfilment, &s.ReversesID, &s.ReversedByID, &s.RejectedReason, &s.CreatedBy, &s.ChangedBy, &s.CreatedAt, &s.UpdatedAt, &s.PostedBy, &s.PostedAt, &s.Version,
	}
}

// getTx reads a document with its lines; lock holds its row until the commit.
func getTx(ctx context.Context, tx *db.Tx, id db.ID, lock bool) (*Sale, error) {
	query := "SELECT " + saleColumns + " FROM sale WHERE tenant_id = ? AND id = ?"
	if lock {
		query += tx.ForUpdate()
	}
	var s Sale
	found, err := tx.Row(ctx, query, []any{tx.Tenant, id}, s.fields()...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ErrNotFound
	}
	err = tx.Each(ctx, `SELECT id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price, discount_bps, discount,
			tax_rate_bps, tax_amount, amount, settled_amount, COALESCE(cost, 0), issued, source_line_id, note
		FROM sale_line WHERE tenant_id = ? AND sale_id = ? ORDER BY position`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var l Line
		s.Lines = append(s.Lines, l)
		to := &s.Lines[len(s.Lines)-1]
		return rows.Scan(&to.ID, &to.SKUID, &to.UnitID, &to.UnitNum, &to.UnitDen, &to.Quantity, &to.BaseQuantity, &to.Price, &to.DiscountBPS, &to.Discount,
			&to.TaxRateBPS, &to.TaxAmount, &to.Amount, &to.SettledAmount, &to.Cost, &to.Issued, &to.SourceLineID, &to.Note)
	})
	return &s, err
}

// insertTx writes a new document with its lines: two statements whatever its length.
func insertTx(ctx context.Context, tx *db.Tx, s *Sale) error {
	_, err := tx.Exec(ctx, `INSERT INTO sale (tenant_id, id, kind, no, date, state, customer_id, shop_id, warehouse_id, salesperson_id, wants_preorder, tax_included,
			discount_bps, discount, customer_fee, goods_amount, tax_amount, total, cost, paid_now, fund_account_id, note,
			source_id, fulfilment, reverses_id, created_by, changed_by, created_at, updated_at, posted_by, posted_at, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Tenant, s.ID, s.Kind, s.No, s.Date, s.State, s.CustomerID, s.ShopID, s.WarehouseID, s.SalespersonID, s.WantsPreorder, s.TaxIncluded,
		s.DiscountBPS, s.Discount, s.CustomerFee, s.GoodsAmount, s.TaxAmount, s.Total, s.costColumn(s.Cost), s.PaidNow, s.FundAccountID, s.Note,
		s.SourceID, s.Fulfilment, s.ReversesID, s.CreatedBy, s.ChangedBy, s.CreatedAt, s.UpdatedAt, s.PostedBy, s.PostedAt, s.Version)
	if err != nil {
		return err
	}
	return insertLinesTx(ctx, tx, s)
}

func insertLinesTx(ctx context.Context, tx *db.Tx, s *Sale) error {
	const columns, chunk = 20, 100
	for from := 0; from < len(s.Lines); from += chunk {
		part := s.Lines[from:min(from+chunk, len(s.Lines))]
		args := make([]any, 0, columns*len(part))
		for i := range part {
			l := &part[i]
			args = append(args, tx.Tenant, s.ID, from+i+1, l.ID, l.SKUID, l.UnitID, l.UnitNum, l.UnitDen, l.Quantity, l.BaseQuantity, l.Price,
				l.DiscountBPS, l.Discount, l.TaxRateBPS, l.TaxAmount, l.Amount, l.SettledAmount, s.costColumn(l.Cost), l.SourceLineID, l.Note)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO sale_line (tenant_id, sale_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price,
				discount_bps, discount, tax_rate_bps, tax_amount, amount, settled_amount, cost, source_line_id, note)
			VALUES `+db.Tuples(len(part), columns), args...); err != nil {
			return err
		}
	}
	return nil
}

// costColumn leaves the cost unknown until the document is posted.
func (s *Sale) costColumn(c dec.Cost) any {
	if s.State != StatePosted {
		return nil
	}
	return c
}

// replaceTx writes a draft anew, keeping its id, number and maker.
func replaceTx(ctx context.Context, tx *db.Tx, s *Sale) error {
	if _, err := tx.Exec(ctx, "DELETE FROM sale_line WHERE tenant_id = ? AND sale_id = ?", tx.Tenant, s.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE sale SET date = ?, state = ?, customer_id = ?, shop_id = ?, warehouse_id = ?, salesperson_id = ?, wants_preorder = ?, tax_included = ?,
			discount_bps = ?, discount = ?, customer_fee = ?, goods_amount = ?, tax_amount = ?, total = ?, cost = ?, paid_now = ?, fund_account_id = ?, note = ?,
			source_id = ?, fulfilment = ?, rejected_reason = ?, changed_by = ?, updated_at = ?, posted_by = ?, posted_at = ?, version = ?
		WHERE tenant_id = ? AND id = ?`,
		s.Date, s.State, s.CustomerID, s.ShopID, s.WarehouseID, s.SalespersonID, s.WantsPreorder, s.TaxIncluded,
		s.DiscountBPS, s.Discount, s.CustomerFee, s.GoodsAmount, s.TaxAmount, s.Total, s.costColumn(s.Cost), s.PaidNow, s.FundAccountID, s.Note,
		s.SourceID, s.Fulfilment, s.RejectedReason, s.ChangedBy, s.UpdatedAt, s.PostedBy, s.PostedAt, s.Version, tx.Tenant, s.ID)
	if err != nil {
		return err
	}
	return insertLinesTx(ctx, tx, s)
}

// stateTx changes the state of a document whose row is locked.
func stateTx(ctx context.Context, tx *db.Tx, s *Sale, to State, reason string) error {
	s.State, s.RejectedReason, s.UpdatedAt = to, reason, tx.Now
	s.Version++
	_, err := tx.Exec(ctx, "UPDATE sale SET state = ?, fulfilment = ?, rejected_reason = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?",
		to, s.Fulfilment, reason, tx.Now, s.Version, tx.Tenant, s.ID)
	return err
}

// returnedTx tells how much of each line of an issue has come back, in base
// units, by documents that are posted and not reversed.
func returnedTx(ctx context.Context, tx *db.Tx, source db.ID) (map[db.ID]dec.Quantity, error) {
	back := map[db.ID]dec.Quantity{}
	err := tx.Each(ctx, `SELECT l.source_line_id, SUM(l.base_quantity)
		FROM sale s JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
		WHERE s.tenant_id = ? AND s.source_id = ? AND s.kind = ? AND s.state = ? AND l.source_line_id IS NOT NULL
		GROUP BY l.source_line_id`, []any{tx.Tenant, tx.Tenant, source, KindReturn, StatePosted}, func(rows *sql.Rows) error {
		var id db.ID
		var q dec.Quantity
		if err := rows.Scan(&id, &q); err != nil {
			return err
		}
		back[id] = q
		return nil
	})
	return back, err
}

// UsedSKUsTx tells which of the SKUs stand on sales documents.
func UsedSKUsTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT sku_id FROM sale_line WHERE tenant_id = ? AND sku_id IN ", ids)
}

// UsedCustomersTx tells which of the customers stand on sales documents.
func UsedCustomersTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT customer_id FROM sale WHERE tenant_id = ? AND customer_id IN ", ids)
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
		if err := rows.Scan(&id); err != nil {
			return err
		}
		used = append(used, id)
		return nil
	})
	return used, err
}
