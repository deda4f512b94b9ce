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
// party is found by it.
func (sd *side) matchText(tx *db.Tx, noColumn, q string) (string, []any) {
	var (
		all  []string
		args []any
	)
	for word := range strings.FieldsSeq(q) {
		no, of := search.Contains(tx.Engine(), word, noColumn)
		party, by := search.Match(tx.Engine(), tx.Tenant, sd.party, "r."+sd.party+"_id", word)
		all, args = append(all, no+" OR "+party), append(append(args, of...), by...)
	}
	if len(all) == 0 {
		return "", nil
	}
	return "(" + strings.Join(all, ") AND (") + ")", args
}

// listed is a filter of open items or of money.
type listed interface {
	// listTx is what is asked for and may be seen.
	listTx(ctx context.Context, tx *db.Tx, q string) (api.List, error)
}

// pageOfList reads one page of a list.
func pageOfList[R any](ctx context.Context, s *Service, sc db.Scope, q api.ListQuery, f listed, scan func(*sql.Rows) (R, error)) (api.Page[R], error) {
	var page api.Page[R]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := f.listTx(ctx, tx, q.Q)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, l, scan)
		return err
	})
	return page, err
}

// eachOfList reads a whole list, for exports.
func eachOfList[R any](ctx context.Context, s *Service, sc db.Scope, q api.ExportQuery, f listed, scan func(*sql.Rows) (R, error), fn func(*R) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := f.listTx(ctx, tx, q.Q)
		if err != nil {
			return err
		}
		return api.EachRow(ctx, tx, q, l, func(rows *sql.Rows) error {
			r, err := scan(rows)
			if err != nil {
				return err
			}
			return fn(&r)
		})
	})
}

// itemFilter narrows the list of a side's open items. Zero values mean not given.
type itemFilter struct {
	of            *side
	party         db.ID
	open, overdue bool
	from, to      db.Date
	within        tenant.DataScope
}

var (
	itemColumns = onSides(`r.doc_id, r.doc_kind, r.doc_no, r.{party}_id, c.name, r.doc_date, r.due_date, r.amount, r.settled, r.set_off, r.note`)
	itemFrom    = onSides(`{item} r JOIN {party} c ON c.tenant_id = ? AND c.id = r.{party}_id`)
	itemParty   = onSides(`r.{party}_id = ?`)
)

func (f itemFilter) listTx(ctx context.Context, tx *db.Tx, q string) (api.List, error) {
	l := api.List{
		Columns: itemColumns[f.of], From: itemFrom[f.of], Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts:   map[string]string{"createdAt": "r.doc_id", "date": "r.doc_date", "dueDate": "r.due_date", "amount": "r.amount", "open": "(r.amount - r.settled - r.set_off)"},
		Default: "-createdAt", Tie: "r.doc_id",
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return l, err
	}
	cond, args := f.of.matchText(tx, "r.doc_no", q)
	l.And(cond, args...)
	if f.party != 0 {
		l.And(itemParty[f.of], f.party)
	}
	if f.open || f.overdue {
		l.And("r.settled + r.set_off <> r.amount")
	}
	if f.overdue {
		l.And("r.due_date < ?", set.Today(tx.Now))
	}
	if f.from != "" {
		l.And("r.doc_date >= ?", f.from)
	}
	if f.to != "" {
		l.And("r.doc_date <= ?", f.to)
	}
	cond, args = f.within.Where("r.warehouse_id", "r.shop_id")
	l.And(cond, args...)
	return l, nil
}

// MoneyRow is what receipts and payments have in common as they are listed.
type MoneyRow struct {
	ID, FundAccountID        db.ID
	No, FundAccountName      string
	Date                     db.Date
	Amount, Allocated        dec.Amount
	State                    string // posted or reversed
	SourceKind               string
	SourceID                 db.ID
	ReversesID, ReversedByID db.ID
	Note, CreatedBy          string
	CreatedAt                db.Time
}

var (
	moneyColumns = onSides(`r.id, r.kind, r.no, r.{party}_id, c.name, r.fund_account_id, COALESCE(f.name, ''), r.{money}_date, r.amount, r.allocated, r.state,
	COALESCE(r.source_kind, ''), r.source_id, r.reverses_id, r.reversed_by_id, r.note, r.created_by, r.created_at`)
	moneyFrom = onSides(`{money} r JOIN {party} c ON c.tenant_id = ? AND c.id = r.{party}_id
	LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = r.fund_account_id`)
	moneyDate    = onSides(`r.{money}_date`)
	moneySettles = onSides(`r.id IN (SELECT a.{money}_id FROM {allocation} a WHERE a.tenant_id = ? AND a.doc_id = ?)`)
)

// scan reads a row of moneyColumns, kind and party into the fields of what it is.
func (r *MoneyRow) scan(rows *sql.Rows, kind any, party *db.ID, name *string) error {
	return rows.Scan(&r.ID, kind, &r.No, party, name, &r.FundAccountID, &r.FundAccountName, &r.Date, &r.Amount, &r.Allocated, &r.State,
		&r.SourceKind, &r.SourceID, &r.ReversesID, &r.ReversedByID, &r.Note, &r.CreatedBy, &r.CreatedAt)
}

// moneyFilter narrows the list of a side's money. Zero values mean not given.
type moneyFilter struct {
	of               *side
	kind             string
	party, fund, doc db.ID
	unallocated      bool
	from, to         db.Date
	within           tenant.DataScope
}

func (f moneyFilter) listTx(_ context.Context, tx *db.Tx, q string) (api.List, error) {
	l := api.List{
		Columns: moneyColumns[f.of], From: moneyFrom[f.of], Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts:   map[string]string{"createdAt": "r.id", "date": moneyDate[f.of], "amount": "r.amount"},
		Default: "-createdAt", Tie: "r.id",
	}
	cond, args := f.of.matchText(tx, "r.no", q)
	l.And(cond, args...)
	if f.kind != "" {
		l.And("r.kind = ?", f.kind)
	}
	if f.party != 0 {
		l.And(itemParty[f.of], f.party)
	}
	if f.fund != 0 {
		l.And("r.fund_account_id = ?", f.fund)
	}
	if f.doc != 0 {
		l.And(moneySettles[f.of], tx.Tenant, f.doc)
	}
	if f.unallocated {
		l.And("r.allocated <> r.amount AND r.state = 'posted' AND r.reverses_id IS NULL")
	}
	if f.from != "" {
		l.And(moneyDate[f.of]+" >= ?", f.from)
	}
	if f.to != "" {
		l.And(moneyDate[f.of]+" <= ?", f.to)
	}
	if n := moneyWithin(tx, f.of, f.within, "r.id"); n.and != "" {
		l.And("TRUE"+n.and, n.args...)
	}
	return l, nil
}

// SettledDoc is a document that a receipt or a payment settles.
type SettledDoc struct {
	DocID   db.ID
	DocKind string
	DocNo   string
	Amount  dec.Amount
}

var docsSettled = onSides(`SELECT a.doc_id, r.doc_kind, r.doc_no, SUM(a.amount) FROM {allocation} a
	JOIN {item} r ON r.tenant_id = ? AND r.doc_id = a.doc_id
	WHERE a.tenant_id = ? AND a.{money}_id = ? GROUP BY a.doc_id, r.doc_kind, r.doc_no HAVING SUM(a.amount) <> 0 ORDER BY a.doc_id`)

// moneyDetail gives a receipt or a payment with what it settles now, and the other
// documents of advances given back; the side's fault when there is none within the scope.
func moneyDetail[R any](ctx context.Context, s *Service, sc db.Scope, sd *side, id db.ID, within tenant.DataScope, scan func(*sql.Rows) (R, error)) (row *R, settles []SettledDoc, drawn []DrawnDoc, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		n := moneyWithin(tx, sd, within, "r.id")
		err := tx.Each(ctx, `SELECT `+moneyColumns[sd]+` FROM `+moneyFrom[sd]+` WHERE r.tenant_id = ? AND r.id = ?`+n.and,
			append([]any{tx.Tenant, tx.Tenant, tx.Tenant, id}, n.args...), func(rows *sql.Rows) error {
				r, err := scan(rows)
				row = &r
				return err
			})
		if err != nil {
			return err
		}
		if row == nil {
			return sd.faults.notFound
		}
		err = tx.Each(ctx, docsSettled[sd], []any{tx.Tenant, tx.Tenant, id}, func(rows *sql.Rows) error {
			var d SettledDoc
			err := rows.Scan(&d.DocID, &d.DocKind, &d.DocNo, &d.Amount)
			settles = append(settles, d)
			return err
		})
		if err != nil {
			return err
		}
		drawn, err = drawnOf(ctx, tx, sd, id)
		return err
	})
	return row, settles, drawn, err
}
