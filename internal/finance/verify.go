package finance

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// entryBalance is broken by lines of any account, those of the goods among them.
const entryBalance = "finance.entry_balance"

// rule is a query that returns a row for each thing that does not add up:
// subject, what the ledger says, what was found.
type rule struct {
	name  string
	query string
	args  int // how many times it names the tenant
}

var rules = []rule{
	{entryBalance, `SELECT 'entry ' || entry_id, 0, SUM(amount) FROM entry_line
		WHERE tenant_id = ? GROUP BY entry_id HAVING SUM(amount) <> 0`, 1},
	{"finance.entry_lines", `SELECT 'lines of entry ' || e.id, 2000000, COUNT(l.line_no) * 1000000 FROM entry e
		LEFT JOIN entry_line l ON l.tenant_id = ? AND l.entry_id = e.id
		WHERE e.tenant_id = ? GROUP BY e.id HAVING COUNT(l.line_no) < 2`, 2},
	{"finance.fund_balance", `SELECT 'fund account ' || f.id, COALESCE(l.total, 0), f.balance FROM fund_account f
		LEFT JOIN (SELECT fund_account_id, SUM(amount) AS total FROM entry_line WHERE tenant_id = ? AND fund_account_id IS NOT NULL
			GROUP BY fund_account_id) l ON l.fund_account_id = f.id
		WHERE f.tenant_id = ? AND f.balance <> COALESCE(l.total, 0)`, 2},
	// Every line on a money account names the fund account it moved.
	{"finance.fund_named", `SELECT 'entry ' || entry_id || ' account ' || account, 0, amount FROM entry_line
		WHERE tenant_id = ? AND account IN ('1001', '1002', '1012') AND fund_account_id IS NULL`, 1},
	{"finance.settled", `SELECT 'receivable of document ' || r.doc_id, COALESCE(a.total, 0), r.settled FROM receivable r
		LEFT JOIN (SELECT doc_id, SUM(amount) AS total FROM receipt_allocation WHERE tenant_id = ? GROUP BY doc_id) a ON a.doc_id = r.doc_id
		WHERE r.tenant_id = ? AND r.settled <> COALESCE(a.total, 0)`, 2},
	// What of a receipt settles items, and of its advance was given back; a refund and a
	// settlement, whose allocated is their amount, are used up by what they settle.
	{"finance.allocated", `SELECT 'receipt ' || r.id, COALESCE(a.total, 0), r.allocated FROM receipt r
		LEFT JOIN (SELECT receipt_id, SUM(amount) AS total FROM (SELECT receipt_id, amount FROM receipt_allocation WHERE tenant_id = ?
			UNION ALL SELECT receipt_id, amount FROM advance_refund WHERE tenant_id = ?
			UNION ALL SELECT refund_id, -amount FROM advance_refund WHERE tenant_id = ?) u GROUP BY receipt_id) a ON a.receipt_id = r.id
		WHERE r.tenant_id = ? AND r.allocated <> COALESCE(a.total, 0)`, 4},
	{"finance.set_off", `SELECT 'receivables', 0, COALESCE(SUM(set_off), 0) FROM receivable WHERE tenant_id = ? HAVING COALESCE(SUM(set_off), 0) <> 0`, 1},
	// What the books say a customer owes is the sum of the open items, and what
	// they say was paid in advance is what is left of the receipts.
	{"finance.customer_receivable", customerRule("1122", `SELECT customer_id, SUM(amount - settled - set_off) AS total FROM receivable
		WHERE tenant_id = ? GROUP BY customer_id`, ""), 2},
	{"finance.customer_advance", customerRule("2203", `SELECT customer_id, SUM(amount - allocated) AS total FROM receipt
		WHERE tenant_id = ? GROUP BY customer_id`, "-"), 2},
}

// customerRule compares an account per customer with the items behind it.
func customerRule(account, items, sign string) string {
	return `SELECT 'customer ' || COALESCE(customer, 0), SUM(booked), SUM(found) FROM (
		SELECT party_id AS customer, ` + sign + `amount AS booked, 0 AS found FROM entry_line WHERE tenant_id = ? AND account = '` + account + `'
		UNION ALL SELECT customer_id, 0, total FROM (` + items + `) i) u
		GROUP BY customer HAVING SUM(booked) <> SUM(found)`
}

// VerifyTx proves the books of the account set: every entry balances, every fund
// account is the sum of its lines, what is settled is the sum of the
// allocations, what each customer owes agrees with the accounts, and the
// inventory account equals stockValue. It returns what does not add up. It reads
// everything once; run it in a View.
func (s *Service) VerifyTx(ctx context.Context, tx *db.Tx, stockValue dec.Cost) ([]doc.Finding, error) {
	var out []doc.Finding
	for _, r := range rules {
		args := make([]any, r.args)
		for i := range args {
			args[i] = tx.Tenant
		}
		err := tx.Each(ctx, r.query, args, func(rows *sql.Rows) error {
			f := doc.Finding{Check: r.name, Costs: r.name == entryBalance}
			var want, got dec.Cost
			if err := rows.Scan(&f.Subject, &want, &got); err != nil {
				return err
			}
			f.Want, f.Got = want.String(), got.String()
			out = append(out, f)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("verify %s: %w", r.name, err)
		}
	}
	booked, err := s.AccountBalanceTx(ctx, tx, AccountInventory)
	if err != nil {
		return nil, err
	}
	if booked != stockValue {
		out = append(out, doc.Finding{Check: "finance.inventory", Subject: "account " + AccountInventory, Want: stockValue.String(), Got: booked.String(), Costs: true})
	}
	return out, nil
}

// AccountBalanceTx is the sum of an account of the chart: debit above zero.
func (s *Service) AccountBalanceTx(ctx context.Context, tx *db.Tx, account string) (dec.Cost, error) {
	var total dec.Cost
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(amount), 0) FROM entry_line WHERE tenant_id = ? AND account = ?`,
		[]any{tx.Tenant, account}, &total); err != nil {
		return 0, fmt.Errorf("sum account %s: %w", account, err)
	}
	return total, nil
}
