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

// draw is how much of the advance of a receipt or a payment a refund gives back.
type draw struct {
	money  db.ID
	amount dec.Amount
}

// advance is a receipt or a payment as locked to be drawn on.
type advance struct {
	partyID db.ID
	no      string
	left    dec.Amount
	counts  bool // neither reversed nor a reversal
}

var advancesToLock = onSides(`SELECT r.id, r.{party}_id, r.no, r.amount - r.allocated, r.state = 'posted' AND r.reverses_id IS NULL FROM {money} r
	WHERE r.tenant_id = ? AND r.kind = '{money}' AND r.id IN `)

// lockAdvances locks the money that is drawn on, in key order. What does not exist, is
// money of another kind or lies outside the scope is absent; nil stands for no limits.
func lockAdvances(ctx context.Context, tx *db.Tx, sd *side, ids []db.ID, within *tenant.DataScope) (map[db.ID]advance, error) {
	out := make(map[db.ID]advance, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var n narrowed
	if within != nil {
		n = moneyWithin(tx, sd, *within, "r.id")
	}
	err := tx.Each(ctx, advancesToLock[sd]+db.Tuples(1, len(ids))+n.and+" ORDER BY r.id"+tx.ForUpdate(), append(ofTenant(tx, ids), n.args...), func(rows *sql.Rows) error {
		var (
			id db.ID
			a  advance
		)
		err := rows.Scan(&id, &a.partyID, &a.no, &a.left, &a.counts)
		out[id] = a
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lock advances: %w", err)
	}
	return out, nil
}

// checkDraws matches the wishes with the advances, and adds them up.
func (sd *side) checkDraws(f *fault.Fields, party db.ID, draws []draw, advances map[db.ID]advance) (total dec.Amount) {
	seen := make(map[db.ID]bool, len(draws))
	for i, d := range draws {
		at := "advances[" + strconv.Itoa(i) + "]"
		a, found := advances[d.money]
		switch {
		case !found:
			f.Add(at+"."+sd.moneyKey, sd.faults.notFound)
		case a.partyID != party:
			f.Add(at+"."+sd.moneyKey, sd.faults.otherParty.With("document", a.no))
		case !a.counts:
			f.Add(at+"."+sd.moneyKey, sd.faults.reversed.With("no", a.no))
		case seen[d.money]:
			f.Add(at+"."+sd.moneyKey, sd.faults.twice.With("document", a.no))
		case d.amount <= 0:
			f.Add(at+".amount", fault.ErrPositive)
		case d.amount > a.left:
			f.Add(at+".amount", sd.faults.advanceLeft.With("no", a.no, "left", a.left, "amount", d.amount))
		default:
			total = total.Add(d.amount)
		}
		seen[d.money] = true
	}
	return total
}

var insertDraws = onSides(`INSERT INTO {draw} (tenant_id, refund_id, {money}_id, amount) VALUES `)

// drawTx writes which advances a refund gives back; below zero takes that back.
func drawTx(ctx context.Context, tx *db.Tx, sd *side, refund db.ID, draws []draw) error {
	if len(draws) == 0 {
		return nil
	}
	args, used := make([]any, 0, len(draws)*4), make(map[db.ID]dec.Amount, len(draws))
	for _, d := range draws {
		args = append(args, tx.Tenant, refund, d.money, d.amount)
		used[d.money] = d.amount
	}
	if _, err := tx.Exec(ctx, insertDraws[sd]+db.Tuples(len(draws), 4), args...); err != nil {
		return fmt.Errorf("give advances back: %w", err)
	}
	return useMoney(ctx, tx, sd, used)
}

var (
	drawsOfRefund = onSides(`SELECT {money}_id, amount FROM {draw} WHERE tenant_id = ? AND refund_id = ? ORDER BY {money}_id`)
	moneyToLock   = onSides(`SELECT id FROM {money} WHERE tenant_id = ? AND id IN `)
)

// lockDrawn locks a refund together with the money it drew on, in key order, and gives
// what takes that back.
func lockDrawn(ctx context.Context, tx *db.Tx, sd *side, refund db.ID) ([]draw, error) {
	var draws []draw
	ids := []db.ID{refund}
	err := tx.Each(ctx, drawsOfRefund[sd], []any{tx.Tenant, refund}, func(rows *sql.Rows) error {
		var d draw
		err := rows.Scan(&d.money, &d.amount)
		d.amount = d.amount.Neg()
		draws, ids = append(draws, d), append(ids, d.money)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what refund %d drew on: %w", refund, err)
	}
	if len(draws) == 0 {
		return nil, nil
	}
	if err := tx.Each(ctx, moneyToLock[sd]+db.Tuples(1, len(ids))+" ORDER BY id"+tx.ForUpdate(), ofTenant(tx, ids), func(*sql.Rows) error { return nil }); err != nil {
		return nil, fmt.Errorf("lock what refund %d drew on: %w", refund, err)
	}
	return draws, nil
}

var refundOfAdvance = onSides(`SELECT f.no FROM {draw} d JOIN {money} f ON f.tenant_id = ? AND f.id = d.refund_id AND f.state = 'posted' AND f.reverses_id IS NULL
	WHERE d.tenant_id = ? AND d.{money}_id = ? ORDER BY f.id`)

// notDrawn refuses to take back money whose advance has been given back.
func (m *postedMoney) notDrawn(ctx context.Context, tx *db.Tx, sd *side) error {
	var refund string
	drawn, err := tx.Row(ctx, refundOfAdvance[sd], []any{tx.Tenant, tx.Tenant, m.id}, &refund)
	if err != nil {
		return fmt.Errorf("look for refunds of %s: %w", m.no, err)
	}
	if drawn {
		return sd.faults.advanceRefunded.With("no", m.no, "refund", refund)
	}
	return nil
}

// DrawnDoc is the other document of an advance that was given back: the receipt or the
// payment it came with, or the refund.
type DrawnDoc struct {
	ID     db.ID
	Kind   string
	No     string
	Date   db.Date
	Amount dec.Amount // below zero where a reversal took that back
}

var drawnDocs = onSides(`SELECT o.id, o.kind, o.no, o.{money}_date, d.amount FROM {draw} d
	JOIN {money} o ON o.tenant_id = ? AND o.id = CASE WHEN d.refund_id = ? THEN d.{money}_id ELSE d.refund_id END
	WHERE d.tenant_id = ? AND (d.refund_id = ? OR d.{money}_id = ?) ORDER BY o.id`)

// drawnOf gives the advances that a refund gave back, or what gave back that of a
// receipt or a payment.
func drawnOf(ctx context.Context, tx *db.Tx, sd *side, id db.ID) ([]DrawnDoc, error) {
	var out []DrawnDoc
	err := tx.Each(ctx, drawnDocs[sd], []any{tx.Tenant, id, tx.Tenant, id, id}, func(rows *sql.Rows) error {
		var d DrawnDoc
		err := rows.Scan(&d.ID, &d.Kind, &d.No, &d.Date, &d.Amount)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the advances of document %d: %w", id, err)
	}
	return out, nil
}
