package finance

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of advances that are given back (退预收).
var (
	// ErrAdvanceLeft has the parameters no, left and amount.
	ErrAdvanceLeft = fault.Define(fault.Conflict, "refund.advance_left",
		fault.ZH("收款单 {no} 的预收只剩 {left}，不能退 {amount}", "减少退款金额；已核销的货款要先退货，再退退货单的钱"),
		fault.EN("Receipt {no} has {left} of its advance left, not {amount}", "Give back less; what settled a document comes back by a return first"))
	// ErrAdvanceRefunded has the parameters no and refund.
	ErrAdvanceRefunded = fault.Define(fault.Conflict, "receipt.advance_refunded",
		fault.ZH("收款单 {no} 的预收已由退款单 {refund} 退给客户", "先红冲退款单 {refund}"),
		fault.EN("The advance of receipt {no} was given back by refund {refund}", "Reverse refund {refund} first"))
)

// Draw gives back what is left of a receipt's advance, or part of it.
type Draw struct {
	ReceiptID db.ID
	Amount    dec.Amount // above zero
}

// advance is a receipt as locked to be drawn on.
type advance struct {
	customerID db.ID
	no         string
	left       dec.Amount
	counts     bool // neither reversed nor a reversal
}

// lockAdvances locks the receipts that are drawn on, in key order. Those that do not
// exist, are no receipts or lie outside the scope are absent; nil stands for no limits.
func lockAdvances(ctx context.Context, tx *db.Tx, draws []Draw, within *tenant.DataScope) (map[db.ID]advance, error) {
	out := make(map[db.ID]advance, len(draws))
	if len(draws) == 0 {
		return out, nil
	}
	args := []any{tx.Tenant}
	for _, d := range draws {
		args = append(args, d.ReceiptID)
	}
	var n narrowed
	if within != nil {
		n = receiptsWithin(tx, *within, "r.id")
	}
	err := tx.Each(ctx, `SELECT r.id, r.customer_id, r.no, r.amount - r.allocated, r.state = 'posted' AND r.reverses_id IS NULL FROM receipt r
		WHERE r.tenant_id = ? AND r.kind = 'receipt' AND r.id IN `+db.Tuples(1, len(draws))+n.and+" ORDER BY r.id"+tx.ForUpdate(), append(args, n.args...), func(rows *sql.Rows) error {
		var (
			id db.ID
			a  advance
		)
		err := rows.Scan(&id, &a.customerID, &a.no, &a.left, &a.counts)
		out[id] = a
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lock advances: %w", err)
	}
	return out, nil
}

// checkDraws matches the wishes with the advances, and adds them up.
func checkDraws(f *fault.Fields, customer db.ID, draws []Draw, advances map[db.ID]advance) (total dec.Amount) {
	seen := make(map[db.ID]bool, len(draws))
	for i, d := range draws {
		at := "advances[" + strconv.Itoa(i) + "]"
		a, found := advances[d.ReceiptID]
		switch {
		case !found:
			f.Add(at+".receiptId", ErrReceiptNotFound)
		case a.customerID != customer:
			f.Add(at+".receiptId", ErrOtherCustomer.With("document", a.no))
		case !a.counts:
			f.Add(at+".receiptId", ErrReceiptReversed.With("no", a.no))
		case seen[d.ReceiptID]:
			f.Add(at+".receiptId", ErrAllocatedTwice.With("document", a.no))
		case d.Amount <= 0:
			f.Add(at+".amount", fault.ErrPositive)
		case d.Amount > a.left:
			f.Add(at+".amount", ErrAdvanceLeft.With("no", a.no, "left", a.left, "amount", d.Amount))
		default:
			total = total.Add(d.Amount)
		}
		seen[d.ReceiptID] = true
	}
	return total
}

// drawTx writes which advances a refund gives back; below zero takes that back.
func drawTx(ctx context.Context, tx *db.Tx, refund db.ID, draws []Draw) error {
	if len(draws) == 0 {
		return nil
	}
	args, used := make([]any, 0, len(draws)*4), make(map[db.ID]dec.Amount, len(draws))
	for _, d := range draws {
		args = append(args, tx.Tenant, refund, d.ReceiptID, d.Amount)
		used[d.ReceiptID] = d.Amount
	}
	if _, err := tx.Exec(ctx, "INSERT INTO advance_refund (tenant_id, refund_id, receipt_id, amount) VALUES "+db.Tuples(len(draws), 4), args...); err != nil {
		return fmt.Errorf("give advances back: %w", err)
	}
	return useReceipts(ctx, tx, used)
}

// lockDrawn locks a refund together with the receipts it drew on, in key order, and
// gives what takes that back.
func lockDrawn(ctx context.Context, tx *db.Tx, refund db.ID) ([]Draw, error) {
	var draws []Draw
	args := []any{tx.Tenant, refund}
	err := tx.Each(ctx, "SELECT receipt_id, amount FROM advance_refund WHERE tenant_id = ? AND refund_id = ? ORDER BY receipt_id", args, func(rows *sql.Rows) error {
		var d Draw
		err := rows.Scan(&d.ReceiptID, &d.Amount)
		d.Amount = d.Amount.Neg()
		draws, args = append(draws, d), append(args, d.ReceiptID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what refund %d drew on: %w", refund, err)
	}
	if len(draws) == 0 {
		return nil, nil
	}
	err = tx.Each(ctx, "SELECT id FROM receipt WHERE tenant_id = ? AND id IN "+db.Tuples(1, len(args)-1)+" ORDER BY id"+tx.ForUpdate(), args, func(*sql.Rows) error { return nil })
	if err != nil {
		return nil, fmt.Errorf("lock what refund %d drew on: %w", refund, err)
	}
	return draws, nil
}

// notDrawn refuses to take back a receipt whose advance has been given back.
func (r *postedReceipt) notDrawn(ctx context.Context, tx *db.Tx) error {
	var refund string
	drawn, err := tx.Row(ctx, `SELECT f.no FROM advance_refund d JOIN receipt f ON f.tenant_id = ? AND f.id = d.refund_id AND f.state = 'posted' AND f.reverses_id IS NULL
		WHERE d.tenant_id = ? AND d.receipt_id = ? ORDER BY f.id`, []any{tx.Tenant, tx.Tenant, r.id}, &refund)
	if err != nil {
		return fmt.Errorf("look for refunds of receipt %s: %w", r.no, err)
	}
	if drawn {
		return ErrAdvanceRefunded.With("no", r.no, "refund", refund)
	}
	return nil
}

// DrawnDoc is the other document of an advance that was given back: the receipt it
// came with, or the refund.
type DrawnDoc struct {
	ID     db.ID
	Kind   ReceiptKind
	No     string
	Date   db.Date
	Amount dec.Amount // below zero where a reversal took that back
}

// drawnTx gives the advances that a refund gave back, or what gave back that of a receipt.
func drawnTx(ctx context.Context, tx *db.Tx, id db.ID) ([]DrawnDoc, error) {
	var out []DrawnDoc
	err := tx.Each(ctx, `SELECT o.id, o.kind, o.no, o.receipt_date, d.amount FROM advance_refund d
		JOIN receipt o ON o.tenant_id = ? AND o.id = CASE WHEN d.refund_id = ? THEN d.receipt_id ELSE d.refund_id END
		WHERE d.tenant_id = ? AND (d.refund_id = ? OR d.receipt_id = ?) ORDER BY o.id`, []any{tx.Tenant, id, tx.Tenant, id, id}, func(rows *sql.Rows) error {
		var d DrawnDoc
		err := rows.Scan(&d.ID, &d.Kind, &d.No, &d.Date, &d.Amount)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the advances of receipt %d: %w", id, err)
	}
	return out, nil
}
