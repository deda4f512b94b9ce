package finance

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// ReceivableFilter narrows the list of open items. Zero values mean not given.
type ReceivableFilter struct {
	CustomerID db.ID
	Open       bool // only what is not settled
	Overdue    bool // only what is open past its due date; where none was agreed, nothing is late
	From, To   db.Date
	Within     tenant.DataScope
}

// ReceivableRow is an item with what is left of it.
type ReceivableRow struct {
	Receivable
	CustomerName string
	Settled      dec.Amount
	SetOff       dec.Amount // cleared against a reversal
}

// Open is what is left to settle.
func (r *ReceivableRow) Open() dec.Amount { return r.Amount.Sub(r.Settled).Sub(r.SetOff) }

// Receivables gives one page of the open items, newest first.
func (s *Service) Receivables(ctx context.Context, sc db.Scope, q api.ListQuery, f ReceivableFilter) (api.Page[ReceivableRow], error) {
	return pageOfList(ctx, s, sc, q, f.items(), scanReceivable)
}

func (f *ReceivableFilter) items() itemFilter {
	return itemFilter{of: receivables, party: f.CustomerID, open: f.Open, overdue: f.Overdue, from: f.From, to: f.To, within: f.Within}
}

func scanReceivable(rows *sql.Rows) (ReceivableRow, error) {
	var r ReceivableRow
	err := rows.Scan(&r.DocID, &r.DocKind, &r.DocNo, &r.CustomerID, &r.CustomerName, &r.Date, &r.DueDate, &r.Amount, &r.Settled, &r.SetOff, &r.Note)
	return r, err
}

// ReceiptFilter narrows the list of receipts. Zero values mean not given.
type ReceiptFilter struct {
	Kind          ReceiptKind
	CustomerID    db.ID
	FundAccountID db.ID
	DocID         db.ID // receipts that settle this document
	Unallocated   bool  // only those with an advance left
	From, To      db.Date
	Within        tenant.DataScope
}

// ReceiptRow is a receipt as listed.
type ReceiptRow struct {
	MoneyRow
	Kind         ReceiptKind
	CustomerID   db.ID
	CustomerName string
}

func scanReceipt(rows *sql.Rows) (ReceiptRow, error) {
	var r ReceiptRow
	err := r.scan(rows, &r.Kind, &r.CustomerID, &r.CustomerName)
	return r, err
}

// Receipts gives one page of the receipts, newest first.
func (s *Service) Receipts(ctx context.Context, sc db.Scope, q api.ListQuery, f ReceiptFilter) (api.Page[ReceiptRow], error) {
	return pageOfList(ctx, s, sc, q, f.money(), scanReceipt)
}

func (f *ReceiptFilter) money() moneyFilter {
	return moneyFilter{
		of: receivables, kind: string(f.Kind), party: f.CustomerID, fund: f.FundAccountID, doc: f.DocID, unallocated: f.Unallocated, from: f.From, to: f.To, within: f.Within,
	}
}

// ReceiptDetail is a receipt with what it settles now, and the other documents of
// advances that were given back.
type ReceiptDetail struct {
	ReceiptRow
	Settles []SettledDoc
	Drawn   []DrawnDoc
}

// Receipt gives a receipt; ErrReceiptNotFound when there is none within the scope.
func (s *Service) Receipt(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*ReceiptDetail, error) {
	r, settles, drawn, err := moneyDetail(ctx, s, sc, receivables, id, within, scanReceipt)
	if err != nil {
		return nil, err
	}
	return &ReceiptDetail{ReceiptRow: *r, Settles: settles, Drawn: drawn}, nil
}
