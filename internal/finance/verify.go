package finance

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// bookProofs are the rules of entries and fund accounts.
var bookProofs = []doc.Proof{
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
}

// sideProofs are the rules of a side's open items and money; named says what they are
// called: what is settled, what is used up, what is set off, what the books say is owed
// and what they say was paid in advance.
func sideProofs(sd *side, named [5]doc.Proof) []doc.Proof {
	queries := [5]string{
		`SELECT 'document ' || r.doc_no, COALESCE(a.total, 0), r.settled FROM {item} r
			LEFT JOIN (SELECT doc_id, SUM(amount) AS total FROM {allocation} WHERE tenant_id = ? GROUP BY doc_id) a ON a.doc_id = r.doc_id
			WHERE r.tenant_id = ? AND r.settled <> COALESCE(a.total, 0)`,
		// What of a receipt settles items, and of its advance was given back; a refund and a
		// settlement, whose allocated is their amount, are used up by what they settle.
		`SELECT 'document ' || r.no, COALESCE(a.total, 0), r.allocated FROM {money} r
			LEFT JOIN (SELECT {money}_id, SUM(amount) AS total FROM (SELECT {money}_id, amount FROM {allocation} WHERE tenant_id = ?
				UNION ALL SELECT {money}_id, amount FROM {draw} WHERE tenant_id = ?
				UNION ALL SELECT refund_id, -amount FROM {draw} WHERE tenant_id = ?) u GROUP BY {money}_id) a ON a.{money}_id = r.id
			WHERE r.tenant_id = ? AND r.allocated <> COALESCE(a.total, 0)`,
		`SELECT 'account ` + sd.account + `', 0, COALESCE(SUM(set_off), 0) FROM {item} WHERE tenant_id = ? HAVING COALESCE(SUM(set_off), 0) <> 0`,
		// What the books say a party owes or is owed is the sum of the open items, and what
		// they say was paid in advance is what is left of the money.
		partyQuery(sd.account, sd.credit, `SELECT {party}_id, SUM(amount - settled - set_off) AS total FROM {item} WHERE tenant_id = ? GROUP BY {party}_id`),
		partyQuery(sd.advances, !sd.credit, `SELECT {party}_id, SUM(amount - allocated) AS total FROM {money} WHERE tenant_id = ? GROUP BY {party}_id`),
	}
	out := make([]doc.Proof, len(named))
	for i, p := range named {
		p.Query = sd.names.Replace(queries[i])
		out[i] = p
	}
	return out
}

// partyQuery compares an account per party with the documents behind it.
func partyQuery(account string, credit bool, found string) string {
	sign := ""
	if credit {
		sign = "-"
	}
	return `SELECT '{party} ' || COALESCE(party, 0), SUM(booked), SUM(found) FROM (
		SELECT party_id AS party, ` + sign + `amount AS booked, 0 AS found FROM entry_line WHERE tenant_id = ? AND account = '` + account + `'
		UNION ALL SELECT {party}_id, 0, total FROM (` + found + `) i) u
		GROUP BY party HAVING SUM(booked) <> SUM(found)`
}

var receivableProofs = sideProofs(receivables, [5]doc.Proof{
	{Name: "finance.settled", ZH: "应收已核销等于核销明细", EN: "Settled equals the allocations"},
	{Name: "finance.allocated", ZH: "收款已核销等于核销和退预收的明细", EN: "Allocated equals the allocations and the advances given back"},
	{Name: "finance.set_off", ZH: "应收互抵相等", EN: "Set-offs even out"},
	{Name: "finance.customer_receivable", ZH: "客户应收等于总账", EN: "Customer owes what the books say"},
	{Name: "finance.customer_advance", ZH: "客户预收等于总账", EN: "Customer advance equals the books"},
})

var payableProofs = sideProofs(payables, [5]doc.Proof{
	{Name: "finance.payable_settled", ZH: "应付已核销等于核销明细", EN: "What is settled of payables equals the allocations"},
	{Name: "finance.payment_allocated", ZH: "付款已核销等于核销和退预付的明细", EN: "Allocated payments equal the allocations and the advances given back"},
	{Name: "finance.payable_set_off", ZH: "应付互抵相等", EN: "Set-offs of payables even out"},
	{Name: "finance.supplier_payable", ZH: "供应商应付等于总账", EN: "We owe suppliers what the books say"},
	{Name: "finance.supplier_advance", ZH: "供应商预付等于总账", EN: "Advances to suppliers equal the books"},
})

// inventory is the rule that compares with what the stock is worth, which is not asked
// here.
var inventory = doc.Proof{Name: "finance.inventory", ZH: "存货科目等于库存金额", EN: "Inventory account equals the stock", Costs: true}

// proofs are the rules of the books.
var proofs = slices.Concat(bookProofs, receivableProofs, payableProofs)

func init() { doc.DeclareProofs(append(slices.Clone(proofs), inventory)...) }

// VerifyTx proves the books of the account set: every entry balances, every fund
// account is the sum of its lines, what is settled is the sum of the
// allocations, what each customer owes and each supplier is owed agrees with the
// accounts, and the inventory account equals stockValue. It returns what does not add up. It reads
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
