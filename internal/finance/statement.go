package finance

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// Statement is what passed between a customer and us in a period 对账单.
type Statement struct {
	CustomerID   db.ID
	CustomerName string
	Dealings
	Standing Standing // as of now, whatever the period
}

// Dealings are what passed between a customer or a supplier and us in a period, with
// how old the open items are today.
type Dealings struct {
	From, To      db.Date
	OpeningAmount dec.Amount // owed before From; below zero it is owed the other way
	Lines         []StatementLine
	Truncated     bool // there are more lines than shown: narrow the period
	Closing       dec.Amount
	Ageing        []AgeingBucket
	Limited       bool // the reader's data scope may leave documents out

	open, advance dec.Amount // as of now, whatever the period
	partyName     string
	of            *side
	party         db.ID
	within        tenant.DataScope
}

// StatementLine is a document, or a receipt or a payment.
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
	d, err := s.dealings(ctx, sc, Dealings{From: from, To: to, of: receivables, party: customer, within: within})
	if err != nil {
		return nil, err
	}
	return &Statement{CustomerID: customer, CustomerName: d.partyName, Dealings: d, Standing: Standing{Receivable: d.open, Advance: d.advance}}, nil
}

// dealings fills in what passed with the party of d in its period.
func (s *Service) dealings(ctx context.Context, sc db.Scope, d Dealings) (Dealings, error) {
	d.Limited = !d.within.All()
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		if d.partyName, err = d.of.partyTx(ctx, s, tx, d.party); err != nil {
			return err
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := d.read(ctx, tx); err != nil {
			return err
		}
		if d.open, d.advance, err = standing(ctx, tx, d.of, d.party, d.within); err != nil {
			return err
		}
		return d.age(ctx, tx, set.Today(tx.Now))
	})
	return d, err
}

var (
	itemDealings = onSides(`SELECT i.doc_date AS day, i.doc_id AS id, i.doc_kind AS kind, i.doc_no AS no, i.note AS memo, i.amount AS amount
		FROM {item} i WHERE i.tenant_id = ? AND i.{party}_id = ?`)
	moneyDealings = onSides(` UNION ALL SELECT r.{money}_date, r.id, r.kind, r.no, r.note, -r.amount FROM {money} r WHERE r.tenant_id = ? AND r.{party}_id = ? AND r.amount <> 0`)
)

// query gives the items that raise what is owed and the money that lowers it. What a
// reversal sets off is the reversal's own item.
func (d *Dealings) query(tx *db.Tx) (string, []any) {
	items, paid := itemsWithin("i", d.within), moneyWithin(tx, d.of, d.within, "r.id")
	return itemDealings[d.of] + items.and + moneyDealings[d.of] + paid.and,
		slices.Concat([]any{tx.Tenant, d.party}, items.args, []any{tx.Tenant, d.party}, paid.args)
}

func (d *Dealings) read(ctx context.Context, tx *db.Tx) error {
	dealings, args := d.query(tx)
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(amount), 0) FROM (`+dealings+`) d WHERE day < ?`, slices.Concat(args, []any{string(d.From)}), &d.OpeningAmount); err != nil {
		return fmt.Errorf("sum what was owed before: %w", err)
	}
	d.Closing = d.OpeningAmount
	err := tx.Each(ctx, `SELECT day, id, kind, no, memo, amount FROM (`+dealings+`) d WHERE day >= ? AND day <= ? ORDER BY day, id LIMIT ?`,
		slices.Concat(args, []any{string(d.From), string(cmp.Or(d.To, lastDay)), maxStatement + 1}), func(rows *sql.Rows) error {
			var l StatementLine
			if err := rows.Scan(&l.Date, &l.DocID, &l.DocKind, &l.DocNo, &l.Memo, &l.Amount); err != nil {
				return err
			}
			if len(d.Lines) == maxStatement {
				d.Truncated = true
				return nil
			}
			d.Closing = d.Closing.Add(l.Amount)
			l.Balance = d.Closing
			d.Lines = append(d.Lines, l)
			return nil
		})
	if err != nil {
		return fmt.Errorf("read the statement: %w", err)
	}
	return nil
}

// lastDay stands for no end of a period.
const lastDay db.Date = "9999-12-31"

var openByDay = onSides(`SELECT COALESCE(r.due_date, r.doc_date), SUM(r.amount - r.settled - r.set_off) FROM {item} r
	WHERE r.tenant_id = ? AND r.{party}_id = ? AND r.settled + r.set_off <> r.amount`)

func (d *Dealings) age(ctx context.Context, tx *db.Tx, today db.Date) error {
	d.Ageing = make([]AgeingBucket, len(ageingDays))
	for i, days := range ageingDays {
		d.Ageing[i].UpToDays = days
	}
	items := itemsWithin("r", d.within)
	err := tx.Each(ctx, openByDay[d.of]+items.and+` GROUP BY COALESCE(r.due_date, r.doc_date)`,
		append([]any{tx.Tenant, d.party}, items.args...), func(rows *sql.Rows) error {
			var due db.Date
			var open dec.Amount
			if err := rows.Scan(&due, &open); err != nil {
				return err
			}
			days, err := daysBetween(due, today)
			if err != nil {
				return err
			}
			b := &d.Ageing[bucketOf(days)]
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
