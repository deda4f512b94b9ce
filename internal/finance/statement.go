package finance

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// Statement is what passed between a customer and us in a period 对账单, with how
// old the open items are today.
type Statement struct {
	CustomerID    db.ID
	CustomerName  string
	From, To      db.Date
	OpeningAmount dec.Amount // owed before From; below zero is what we owe
	Lines         []StatementLine
	Truncated     bool // there are more lines than shown: narrow the period
	Closing       dec.Amount
	Standing      Standing // as of now, whatever the period
	Ageing        []AgeingBucket
	Limited       bool // the reader's data scope may leave documents out

	within tenant.DataScope
}

// StatementLine is a document or a receipt.
type StatementLine struct {
	Date    db.Date
	DocKind string
	DocID   db.ID
	DocNo   string
	Memo    string
	Amount  dec.Amount // owed more above zero, less below
	Balance dec.Amount // after it
}

// AgeingBucket sums the open items by their age: the days since their due date, or
// since their own date where none was agreed. The age of those says nothing of
// being late.
type AgeingBucket struct {
	UpToDays int // 0: not due yet, or of today; -1: older than all others
	Amount   dec.Amount
}

// maxStatement bounds the lines of one statement.
const maxStatement = 2000

// ageingDays are the upper bounds of the buckets.
var ageingDays = []int{0, 30, 60, 90, -1}

// Statement gives the statement of a customer, of what lies in the scope. From and
// To may be empty.
func (s *Service) Statement(ctx context.Context, sc db.Scope, customer db.ID, from, to db.Date, within tenant.DataScope) (*Statement, error) {
	st := &Statement{CustomerID: customer, From: from, To: to, Limited: !within.All(), within: within}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := s.party.CustomerTx(ctx, tx, customer)
		if err != nil {
			return err
		}
		st.CustomerName = c.Name
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if to == "" {
			st.To = "9999-12-31"
		}
		if err := st.read(ctx, tx); err != nil {
			return err
		}
		st.To = to
		if st.Standing, err = standing(ctx, tx, customer, within); err != nil {
			return err
		}
		return st.age(ctx, tx, set.Today(tx.Now))
	})
	return st, err
}

// dealings are the items that raise what is owed and the receipts that lower it.
// What a reversal sets off is the reversal's own item.
func (st *Statement) dealings(tx *db.Tx) (string, []any) {
	items, receipts := itemsWithin("i", st.within), receiptsWithin(tx, st.within, "r.id")
	query := `SELECT i.doc_date AS day, i.doc_id AS id, i.doc_kind AS kind, i.doc_no AS no, i.note AS memo, i.amount AS amount
		FROM receivable i WHERE i.tenant_id = ? AND i.customer_id = ?` + items.and + `
		UNION ALL SELECT r.receipt_date, r.id, r.kind, r.no, r.note, -r.amount FROM receipt r WHERE r.tenant_id = ? AND r.customer_id = ? AND r.amount <> 0` + receipts.and
	return query, slices.Concat([]any{tx.Tenant, st.CustomerID}, items.args, []any{tx.Tenant, st.CustomerID}, receipts.args)
}

func (st *Statement) read(ctx context.Context, tx *db.Tx) error {
	dealings, args := st.dealings(tx)
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(amount), 0) FROM (`+dealings+`) d WHERE day < ?`, slices.Concat(args, []any{string(st.From)}), &st.OpeningAmount); err != nil {
		return fmt.Errorf("sum what was owed before: %w", err)
	}
	st.Closing = st.OpeningAmount
	err := tx.Each(ctx, `SELECT day, id, kind, no, memo, amount FROM (`+dealings+`) d WHERE day >= ? AND day <= ? ORDER BY day, id LIMIT ?`,
		slices.Concat(args, []any{string(st.From), st.To, maxStatement + 1}), func(rows *sql.Rows) error {
			var l StatementLine
			if err := rows.Scan(&l.Date, &l.DocID, &l.DocKind, &l.DocNo, &l.Memo, &l.Amount); err != nil {
				return err
			}
			if len(st.Lines) == maxStatement {
				st.Truncated = true
				return nil
			}
			st.Closing = st.Closing.Add(l.Amount)
			l.Balance = st.Closing
			st.Lines = append(st.Lines, l)
			return nil
		})
	if err != nil {
		return fmt.Errorf("read the statement: %w", err)
	}
	return nil
}

func (st *Statement) age(ctx context.Context, tx *db.Tx, today db.Date) error {
	st.Ageing = make([]AgeingBucket, len(ageingDays))
	for i, days := range ageingDays {
		st.Ageing[i].UpToDays = days
	}
	items := itemsWithin("r", st.within)
	err := tx.Each(ctx, `SELECT COALESCE(r.due_date, r.doc_date), SUM(r.amount - r.settled - r.set_off) FROM receivable r
		WHERE r.tenant_id = ? AND r.customer_id = ? AND r.settled + r.set_off <> r.amount`+items.and+` GROUP BY COALESCE(r.due_date, r.doc_date)`,
		append([]any{tx.Tenant, st.CustomerID}, items.args...), func(rows *sql.Rows) error {
			var due db.Date
			var open dec.Amount
			if err := rows.Scan(&due, &open); err != nil {
				return err
			}
			days, err := daysBetween(due, today)
			if err != nil {
				return err
			}
			b := &st.Ageing[bucketOf(days)]
			b.Amount = b.Amount.Add(open)
			return nil
		})
	if err != nil {
		return fmt.Errorf("age the open items: %w", err)
	}
	return nil
}

func daysBetween(from, to db.Date) (int, error) {
	a, err := time.Parse(time.DateOnly, string(from))
	if err != nil {
		return 0, fmt.Errorf("due date: %w", err)
	}
	b, err := time.Parse(time.DateOnly, string(to))
	return int(b.Sub(a) / (24 * time.Hour)), err
}

func bucketOf(days int) int {
	for i, upTo := range ageingDays {
		if days <= upTo {
			return i
		}
	}
	return len(ageingDays) - 1
}
