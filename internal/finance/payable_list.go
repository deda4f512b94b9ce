package finance

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// PayableFilter narrows the list of what we owe. Zero values mean not given.
type PayableFilter struct {
	SupplierID db.ID
	Open       bool // only what is not settled
	Overdue    bool // only what is open past its due date; where none was agreed, nothing is late
	From, To   db.Date
	Within     tenant.DataScope
}

func (f *PayableFilter) items() itemFilter {
	return itemFilter{of: payables, party: f.SupplierID, open: f.Open, overdue: f.Overdue, from: f.From, to: f.To, within: f.Within}
}

// PayableRow is an item with what is left of it.
type PayableRow struct {
	Payable
	SupplierName string
	Settled      dec.Amount
	SetOff       dec.Amount // cleared against a reversal
}

// Open is what is left to settle.
func (r *PayableRow) Open() dec.Amount { return r.Amount.Sub(r.Settled).Sub(r.SetOff) }

func scanPayable(rows *sql.Rows) (PayableRow, error) {
	var r PayableRow
	err := rows.Scan(&r.DocID, &r.DocKind, &r.DocNo, &r.SupplierID, &r.SupplierName, &r.Date, &r.DueDate, &r.Amount, &r.Settled, &r.SetOff, &r.Note)
	return r, err
}

// Payables gives one page of what we owe by document, newest first.
func (s *Service) Payables(ctx context.Context, sc db.Scope, q api.ListQuery, f PayableFilter) (api.Page[PayableRow], error) {
	return pageOfList(ctx, s, sc, q, f.items(), scanPayable)
}

// PaymentFilter narrows the list of payments. Zero values mean not given.
type PaymentFilter struct {
	Kind          PaymentKind
	SupplierID    db.ID
	FundAccountID db.ID
	DocID         db.ID // payments that settle this document
	Unallocated   bool  // only those with an advance left
	From, To      db.Date
	Within        tenant.DataScope
}

func (f *PaymentFilter) money() moneyFilter {
	return moneyFilter{
		of: payables, kind: string(f.Kind), party: f.SupplierID, fund: f.FundAccountID, doc: f.DocID, unallocated: f.Unallocated, from: f.From, to: f.To, within: f.Within,
	}
}

// PaymentRow is a payment as listed.
type PaymentRow struct {
	MoneyRow
	Kind         PaymentKind
	SupplierID   db.ID
	SupplierName string
}

func scanPayment(rows *sql.Rows) (PaymentRow, error) {
	var r PaymentRow
	err := r.scan(rows, &r.Kind, &r.SupplierID, &r.SupplierName)
	return r, err
}

// Payments gives one page of the payments, newest first.
func (s *Service) Payments(ctx context.Context, sc db.Scope, q api.ListQuery, f PaymentFilter) (api.Page[PaymentRow], error) {
	return pageOfList(ctx, s, sc, q, f.money(), scanPayment)
}

// PaymentDetail is a payment with what it settles now, and the other documents of
// advances that were given back.
type PaymentDetail struct {
	PaymentRow
	Settles []SettledDoc
	Drawn   []DrawnDoc
}

// Payment gives a payment; ErrPaymentNotFound when there is none within the scope.
func (s *Service) Payment(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*PaymentDetail, error) {
	r, settles, drawn, err := moneyDetail(ctx, s, sc, payables, id, within, scanPayment)
	if err != nil {
		return nil, err
	}
	return &PaymentDetail{PaymentRow: *r, Settles: settles, Drawn: drawn}, nil
}
