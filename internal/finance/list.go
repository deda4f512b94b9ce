package finance

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// matchText is the condition that each word of q is part of a number, or that the
// customer is found by it.
func matchText(tx *db.Tx, noColumn, customerColumn, q string) (string, []any) {
	var (
		all  []string
		args []any
	)
	for word := range strings.FieldsSeq(q) {
		no, of := search.Contains(tx.Engine(), word, noColumn)
		customer, by := search.Match(tx.Engine(), tx.Tenant, "customer", customerColumn, word)
		all, args = append(all, no+" OR "+customer), append(append(args, of...), by...)
	}
	if len(all) == 0 {
		return "", nil
	}
	return "(" + strings.Join(all, ") AND (") + ")", args
}

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
	var page api.Page[ReceivableRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		l := api.List{
			Columns: `r.doc_id, r.doc_kind, r.doc_no, r.customer_id, c.name, r.doc_date, r.due_date, r.amount, r.settled, r.set_off, r.note`,
			From:    `receivable r JOIN customer c ON c.tenant_id = ? AND c.id = r.customer_id`,
			Where:   []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
			Sorts:   map[string]string{"createdAt": "r.doc_id", "date": "r.doc_date", "dueDate": "r.due_date", "amount": "r.amount", "open": "(r.amount - r.settled - r.set_off)"},
			Default: "-createdAt", Tie: "r.doc_id",
		}
		cond, args := matchText(tx, "r.doc_no", "r.customer_id", q.Q)
		l.And(cond, args...)
		f.narrow(&l, set.Today(tx.Now))
		page, err = api.RunList(ctx, tx, q, l, scanReceivable)
		return err
	})
	return page, err
}

func (f *ReceivableFilter) narrow(l *api.List, today db.Date) {
	if f.CustomerID != 0 {
		l.And("r.customer_id = ?", f.CustomerID)
	}
	if f.Open || f.Overdue {
		l.And("r.settled + r.set_off <> r.amount")
	}
	if f.Overdue {
		l.And("r.due_date < ?", today)
	}
	if f.From != "" {
		l.And("r.doc_date >= ?", f.From)
	}
	if f.To != "" {
		l.And("r.doc_date <= ?", f.To)
	}
	cond, args := f.Within.Where("r.warehouse_id", "r.shop_id")
	l.And(cond, args...)
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
	ID, CustomerID, FundAccountID db.ID
	Kind                          ReceiptKind
	No                            string
	CustomerName, FundAccountName string
	Date                          db.Date
	Amount, Allocated             dec.Amount
	State                         string // posted or reversed
	SourceKind                    string
	SourceID                      db.ID
	ReversesID, ReversedByID      db.ID
	Note, CreatedBy               string
	CreatedAt                     db.Time
}

const receiptColumns = `r.id, r.kind, r.no, r.customer_id, c.name, r.fund_account_id, COALESCE(f.name, ''), r.receipt_date, r.amount, r.allocated, r.state,
	COALESCE(r.source_kind, ''), r.source_id, r.reverses_id, r.reversed_by_id, r.note, r.created_by, r.created_at`

const receiptFrom = `receipt r JOIN customer c ON c.tenant_id = ? AND c.id = r.customer_id
	LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = r.fund_account_id`

func scanReceipt(rows *sql.Rows) (ReceiptRow, error) {
	var r ReceiptRow
	err := rows.Scan(&r.ID, &r.Kind, &r.No, &r.CustomerID, &r.CustomerName, &r.FundAccountID, &r.FundAccountName, &r.Date, &r.Amount, &r.Allocated, &r.State,
		&r.SourceKind, &r.SourceID, &r.ReversesID, &r.ReversedByID, &r.Note, &r.CreatedBy, &r.CreatedAt)
	return r, err
}

// Receipts gives one page of the receipts, newest first.
func (s *Service) Receipts(ctx context.Context, sc db.Scope, q api.ListQuery, f ReceiptFilter) (api.Page[ReceiptRow], error) {
	var page api.Page[ReceiptRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: receiptColumns, From: receiptFrom, Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant},
			Sorts:   map[string]string{"createdAt": "r.id", "date": "r.receipt_date", "amount": "r.amount"},
			Default: "-createdAt", Tie: "r.id",
		}
		cond, args := matchText(tx, "r.no", "r.customer_id", q.Q)
		l.And(cond, args...)
		f.narrow(tx, &l)
		var err error
		page, err = api.RunList(ctx, tx, q, l, scanReceipt)
		return err
	})
	return page, err
}

func (f *ReceiptFilter) narrow(tx *db.Tx, l *api.List) {
	if f.Kind != "" {
		l.And("r.kind = ?", f.Kind)
	}
	if f.CustomerID != 0 {
		l.And("r.customer_id = ?", f.CustomerID)
	}
	if f.FundAccountID != 0 {
		l.And("r.fund_account_id = ?", f.FundAccountID)
	}
	if f.DocID != 0 {
		l.And("r.id IN (SELECT a.receipt_id FROM receipt_allocation a WHERE a.tenant_id = ? AND a.doc_id = ?)", tx.Tenant, f.DocID)
	}
	if f.Unallocated {
		l.And("r.allocated <> r.amount AND r.state = 'posted' AND r.reverses_id IS NULL")
	}
	if f.From != "" {
		l.And("r.receipt_date >= ?", f.From)
	}
	if f.To != "" {
		l.And("r.receipt_date <= ?", f.To)
	}
	if n := receiptsWithin(tx, f.Within, "r.id"); n.and != "" {
		l.And("TRUE"+n.and, n.args...)
	}
}

// SettledDoc is a document a receipt settles.
type SettledDoc struct {
	DocID   db.ID
	DocKind string
	DocNo   string
	Amount  dec.Amount
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
	var out *ReceiptDetail
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		n := receiptsWithin(tx, within, "r.id")
		err := tx.Each(ctx, `SELECT `+receiptColumns+` FROM `+receiptFrom+` WHERE r.tenant_id = ? AND r.id = ?`+n.and,
			append([]any{tx.Tenant, tx.Tenant, tx.Tenant, id}, n.args...), func(rows *sql.Rows) error {
				r, err := scanReceipt(rows)
				out = &ReceiptDetail{ReceiptRow: r}
				return err
			})
		if err != nil {
			return err
		}
		if out == nil {
			return ErrReceiptNotFound
		}
		err = tx.Each(ctx, `SELECT a.doc_id, r.doc_kind, r.doc_no, SUM(a.amount) FROM receipt_allocation a
			JOIN receivable r ON r.tenant_id = ? AND r.doc_id = a.doc_id
			WHERE a.tenant_id = ? AND a.receipt_id = ? GROUP BY a.doc_id, r.doc_kind, r.doc_no HAVING SUM(a.amount) <> 0 ORDER BY a.doc_id`,
			[]any{tx.Tenant, tx.Tenant, id}, func(rows *sql.Rows) error {
				var d SettledDoc
				err := rows.Scan(&d.DocID, &d.DocKind, &d.DocNo, &d.Amount)
				out.Settles = append(out.Settles, d)
				return err
			})
		if err != nil {
			return err
		}
		out.Drawn, err = drawnTx(ctx, tx, id)
		return err
	})
	return out, err
}
