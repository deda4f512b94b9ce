package paying

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
)

// MoneyKind is how money moved.
type MoneyKind string

// The kinds.
const (
	MoneyCashier  MoneyKind = "cashier"  // paid by a cashier: bank, cash, Alipay
	MoneyPlatform MoneyKind = "platform" // paid on 1688, as 1688 says
	MoneyRefund   MoneyKind = "refund"   // given back by 1688
)

// MoneyState is where a movement of money stands in the books.
type MoneyState string

// The states.
const (
	MoneyBooked    MoneyState = "booked"
	MoneyHeld      MoneyState = "held"       // it moved, and is not booked yet
	MoneyTakenBack MoneyState = "taken_back" // a cashier's payment that was no payment
	MoneyDismissed MoneyState = "dismissed"  // a person dealt with it elsewhere
)

// Money is money that went out or came back for a purchase order.
type Money struct {
	ID            db.ID
	Kind          MoneyKind
	OrderID       db.ID // the purchase order
	PlatformOrder db.ID
	Stage         int64
	RequestID     db.ID
	LineID        db.ID
	Amount        dec.Amount // below zero for a refund
	Fee           dec.Amount // what a bank charged, booked beside it
	HappenedAt    db.Time
	State         MoneyState
	Reason        *fault.Error // why it is held; nil: it is about to be booked
	Note          string
	BookingID     db.ID // the source of the payment
	PaymentID     db.ID
	FundAccountID db.ID
	CreatedAt     db.Time
	UpdatedAt     db.Time
	Version       int64
}

// The audit log's name of a movement of money, and the source of what finance books for it.
const (
	moneyEntity = "order_payment"
	moneySource = "order_payment"
)

func (m *Money) columns() []column {
	return []column{
		{"kind", &m.Kind, m.Kind},
		{"order_id", &m.OrderID, m.OrderID},
		{"platform_order_id", &m.PlatformOrder, m.PlatformOrder},
		{"stage", &m.Stage, m.Stage},
		{"request_id", &m.RequestID, m.RequestID},
		{"line_id", &m.LineID, m.LineID},
		{"amount", &m.Amount, m.Amount},
		{"fee", &m.Fee, m.Fee},
		{"happened_at", &m.HappenedAt, m.HappenedAt},
		{"state", &m.State, m.State},
		{"reason", keptFault{&m.Reason}, keepFault(m.Reason)},
		{"note", &m.Note, m.Note},
		{"booking_id", &m.BookingID, m.BookingID},
		{"payment_id", &m.PaymentID, m.PaymentID},
		{"fund_account_id", &m.FundAccountID, m.FundAccountID},
		{"created_at", &m.CreatedAt, m.CreatedAt},
		{"updated_at", &m.UpdatedAt, m.UpdatedAt},
		{"version", &m.Version, m.Version},
	}
}

var moneyColumns = func() string {
	names := []string{"id"}
	for _, c := range new(Money).columns() {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}()

// moneyTx reads movements of money, the oldest first. cond is a condition of the row; lock is empty or
// tx.ForUpdate().
func moneyTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock string) ([]*Money, error) {
	var list []*Money
	err := tx.Each(ctx, "SELECT "+moneyColumns+" FROM order_payment WHERE tenant_id = ? AND "+cond+" ORDER BY id"+lock, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		m := &Money{}
		into := []any{&m.ID}
		for _, c := range m.columns() {
			into = append(into, c.field)
		}
		err := rows.Scan(into...)
		list = append(list, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read payments of orders: %w", err)
	}
	return list, nil
}

// oneMoneyTx reads one whose row it holds until the commit.
func oneMoneyTx(ctx context.Context, tx *db.Tx, id db.ID) (*Money, error) {
	list, err := moneyTx(ctx, tx, "id = ?", []any{id}, tx.ForUpdate())
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrMoneyNotFound
	}
	return list[0], nil
}

func insertMoneyTx(ctx context.Context, tx *db.Tx, m *Money) error {
	m.ID, m.BookingID, m.Version, m.CreatedAt, m.UpdatedAt = tx.NewID(), tx.NewID(), 1, tx.Now, tx.Now
	args := []any{tx.Tenant, m.ID}
	for _, c := range m.columns() {
		args = append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "INSERT INTO order_payment (tenant_id, "+moneyColumns+") VALUES "+db.Tuples(1, len(args)), args...); err != nil {
		return fmt.Errorf("insert payment of an order: %w", err)
	}
	return nil
}

// keepMoneyTx writes a changed movement of money with its audit line.
func keepMoneyTx(ctx context.Context, tx *db.Tx, action string, m *Money) error {
	m.Version++
	m.UpdatedAt = tx.Now
	var set []string
	var args []any
	for _, c := range m.columns() {
		set, args = append(set, c.name+" = ?"), append(args, c.value)
	}
	if _, err := tx.Exec(ctx, "UPDATE order_payment SET "+strings.Join(set, ", ")+" WHERE tenant_id = ? AND id = ?", append(args, tx.Tenant, m.ID)...); err != nil {
		return fmt.Errorf("update payment of an order: %w", err)
	}
	return toldTx(ctx, tx, action, m)
}

// toldTx writes the audit line of a movement of money and tells open pages.
func toldTx(ctx context.Context, tx *db.Tx, action string, m *Money) error {
	if m.OrderID != 0 {
		live.PublishTx(tx, "purchase", map[string]any{"id": m.OrderID})
	}
	after := map[string]any{
		"kind": m.Kind, "state": m.State, "purchaseOrderId": m.OrderID, "platformOrderId": m.PlatformOrder, "requestId": m.RequestID, "amount": m.Amount,
		"paymentId": m.PaymentID, "fundAccountId": m.FundAccountID, "note": m.Note,
	}
	if m.Fee != 0 {
		after["fee"] = m.Fee
	}
	if m.Reason != nil {
		after["reason"] = m.Reason.Code
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: moneyEntity, EntityID: m.ID, After: after})
}
