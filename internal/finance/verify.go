package finance

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// proofs are the rules of the books.
var proofs = []doc.Proof{
	{
		// Lines of any account break it, those of the goods among them.
		Name: "finance.entry_balance", ZH: "凭证借贷相等", EN: "Entry balances", Costs: true,
		Query: `SELECT 'document ' || e.doc_no || ' entry ' || e.id, 0, l.total FROM entry e
			JOIN (SELECT entry_id, SUM(amount) AS total FROM entry_line WHERE tenant_id = ? GROUP BY entry_id HAVING SUM(amount) <> 0) l ON l.entry_id = e.id
			WHERE e.tenant_id = ?`,
	},
	{
		Name: "finance.entry_lines", ZH: "凭证至少两行", EN: "Entry has two lines at least",
		Query: `SELECT 'document ' || e.doc_no || ' entry ' || e.id, 2000000, COALESCE(l.lines, 0) * 1000000 FROM entry e
			LEFT JOIN (SELECT entry_id, COUNT(*) AS lines FROM entry_line WHERE tenant_id = ? GROUP BY entry_id) l ON l.entry_id = e.id
			WHERE e.tenant_id = ? AND COALESCE(l.lines, 0) < 2`,
	},
	{
		Name: "finance.fund_balance", ZH: "账户余额等于凭证", EN: "Fund account equals the entries",
		Query: `SELECT 'fund_account ' || f.id, COALESCE(l.total, 0), f.balance FROM fund_account f
			LEFT JOIN (SELECT fund_account_id, SUM(amount) AS total FROM entry_line WHERE tenant_id = ? AND fund_account_id IS NOT NULL
				GROUP BY fund_account_id) l ON l.fund_account_id = f.id
			WHERE f.tenant_id = ? AND f.balance <> COALESCE(l.total, 0)`,
	},
	{
		Name: "finance.fund_named", ZH: "资金分录有账户", EN: "Money lines name their account",
		Query: `SELECT 'document ' || e.doc_no || ' entry ' || e.id || ' account ' || l.account, 0, l.amount FROM entry_line l JOIN entry e ON e.tenant_id = ? AND e.id = l.entry_id
			WHERE l.tenant_id = ? AND l.account IN ('1001', '1002', '1012') AND l.fund_account_id IS NULL`,
	},
	{
		Name: "finance.settled", ZH: "应收已核销等于核销明细", EN: "Settled equals the allocations",
		Query: `SELECT 'document ' || r.doc_no, COALESCE(a.total, 0), r.settled FROM receivable r
			LEFT JOIN (SELECT doc_id, SUM(amount) AS total FROM receipt_allocation WHERE tenant_id = ? GROUP BY doc_id) a ON a.doc_id = r.doc_id
			WHERE r.tenant_id = ? AND r.settled <> COALESCE(a.total, 0)`,
	},
	{
		// What of a receipt settles items, and of its advance was given back; a refund and a
		// settlement, whose allocated is their amount, are used up by what they settle.
		Name: "finance.allocated", ZH: "收款已核销等于核销和退预收的明细", EN: "Allocated equals the allocations and the advances given back",
		Query: `SELECT 'document ' || r.no, COALESCE(a.total, 0), r.allocated FROM receipt r
			LEFT JOIN (SELECT receipt_id, SUM(amount) AS total FROM (SELECT receipt_id, amount FROM receipt_allocation WHERE tenant_id = ?
				UNION ALL SELECT receipt_id, amount FROM advance_refund WHERE tenant_id = ?
				UNION ALL SELECT refund_id, -amount FROM advance_refund WHERE tenant_id = ?) u GROUP BY receipt_id) a ON a.receipt_id = r.id
			WHERE r.tenant_id = ? AND r.allocated <> COALESCE(a.total, 0)`,
	},
	{
		Name: "finance.set_off", ZH: "应收互抵相等", EN: "Set-offs even out",
		Query: `SELECT 'account 1122', 0, COALESCE(SUM(set_off), 0) FROM receivable WHERE tenant_id = ? HAVING COALESCE(SUM(set_off), 0) <> 0`,
	},
	// What the books say a customer owes is the sum of the open items, and what
	// they say was paid in advance is what is left of the receipts.
	{
		Name: "finance.customer_receivable", ZH: "客户应收等于总账", EN: "Customer owes what the books say",
		Query: customerQuery(AccountReceivable, `SELECT customer_id, SUM(amount - settled - set_off) AS total FROM receivable WHERE tenant_id = ? GROUP BY customer_id`, ""),
	},
	{
		Name: "finance.customer_advance", ZH: "客户预收等于总账", EN: "Customer advance equals the books",
		Query: customerQuery(AccountAdvance, `SELECT customer_id, SUM(amount - allocated) AS total FROM receipt WHERE tenant_id = ? GROUP BY customer_id`, "-"),
	},
}

// inventory is the rule that compares with what the stock is worth, which is not asked
// here.
var inventory = doc.Proof{Name: "finance.inventory", ZH: "存货科目等于库存金额", EN: "Inventory account equals the stock", Costs: true}

func init() { doc.DeclareProofs(append(proofs, inventory)...) }

// customerQuery compares an account per customer with the items behind it.
func customerQuery(account, items, sign string) string {
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
	out, err := doc.ProveTx(ctx, tx, proofs)
	if err != nil {
		return nil, err
	}
	booked, err := s.AccountBalanceTx(ctx, tx, AccountInventory)
	if err != nil {
		return nil, err
	}
	if booked != stockValue {
		out = append(out, doc.Finding{Check: inventory.Name, Subject: "account " + AccountInventory, Want: stockValue.String(), Got: booked.String(), Costs: inventory.Costs})
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
