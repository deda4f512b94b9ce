package preorder

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

const escrowColumns = `x.id, x.preorder_id, x.shop_id, x.customer_id, x.fund_account_id, x.amount, x.order_id, x.state, x.hold, x.platform_refund, x.refund,
	x.held_since, x.shipped_at, COALESCE(x.expected_on, ''), x.confirmed_at, x.asked_at, x.transfer_id, x.transfer_no, x.released_to, x.released_at, x.version`

func (e *Escrow) fields() []any {
	return []any{
		&e.ID, &e.PreorderID, &e.ShopID, &e.CustomerID, &e.FundAccountID, &e.Amount, &e.OrderID, &e.State, &e.Hold, &e.PlatformRefund, &e.Refund,
		&e.HeldSince, &e.ShippedAt, &e.ExpectedOn, &e.ConfirmedAt, &e.AskedAt, &e.TransferID, &e.TransferNo, &e.ReleasedTo, &e.ReleasedAt, &e.Version,
	}
}

// escrowTx reads money in escrow; lock holds its row until the commit.
func escrowTx(ctx context.Context, tx *db.Tx, id db.ID, lock bool) (*Escrow, error) {
	query := "SELECT " + escrowColumns + " FROM escrow x WHERE x.tenant_id = ? AND x.id = ?"
	if lock {
		query += tx.ForUpdate()
	}
	var e Escrow
	found, err := tx.Row(ctx, query, []any{tx.Tenant, id}, e.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read escrow: %w", err)
	}
	if !found {
		return nil, ErrEscrowNotFound
	}
	return &e, nil
}

func insertEscrowTx(ctx context.Context, tx *db.Tx, e *Escrow) error {
	_, err := tx.Exec(ctx, `INSERT INTO escrow (tenant_id, id, preorder_id, shop_id, customer_id, fund_account_id, amount, order_id, state, held_since)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, tx.Tenant, e.ID, e.PreorderID, e.ShopID, e.CustomerID, e.FundAccountID, e.Amount, e.OrderID, e.State, e.HeldSince)
	if err != nil {
		return fmt.Errorf("insert escrow of attempt %d: %w", e.ID, err)
	}
	return nil
}

func updateEscrowTx(ctx context.Context, tx *db.Tx, e *Escrow) error {
	e.Version++
	_, err := tx.Exec(ctx, `UPDATE escrow SET order_id = ?, state = ?, hold = ?, platform_refund = ?, refund = ?, shipped_at = ?, expected_on = ?, confirmed_at = ?,
			asked_at = ?, transfer_id = ?, transfer_no = ?, released_to = ?, released_at = ?, version = ?
		WHERE tenant_id = ? AND id = ?`,
		e.OrderID, e.State, e.Hold, e.PlatformRefund, e.Refund, e.ShippedAt, e.ExpectedOn, e.ConfirmedAt,
		e.AskedAt, e.TransferID, e.TransferNo, e.ReleasedTo, e.ReleasedAt, e.Version, tx.Tenant, e.ID)
	if err != nil {
		return fmt.Errorf("update escrow of attempt %d: %w", e.ID, err)
	}
	return nil
}

func insertEscrowRefundTx(ctx context.Context, tx *db.Tx, escrow, receipt db.ID, amount dec.Amount) error {
	if _, err := tx.Exec(ctx, "INSERT INTO escrow_refund (tenant_id, escrow_id, receipt_id, amount) VALUES (?, ?, ?, ?)", tx.Tenant, escrow, receipt, amount); err != nil {
		return fmt.Errorf("note the refund of attempt %d: %w", escrow, err)
	}
	return nil
}
