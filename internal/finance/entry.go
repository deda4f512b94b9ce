package finance

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// The party kinds of lines that concern somebody.
const (
	PartyCustomer = "customer"
	PartySupplier = "supplier"
)

// Faults of entries. Both mean a mistake of the program: people never type entries.
var (
	// ErrUnbalanced has the parameters document and difference.
	ErrUnbalanced = fault.Define(fault.Internal, "finance.unbalanced",
		fault.ZH("{document} 的凭证借贷不平，差额 {difference}", "没有记账；请把请求编号发给管理员"),
		fault.EN("The entry of {document} does not balance, off by {difference}", "Nothing was posted; give the request id to your administrator"))
	// ErrFraction has the parameters document, account and amount.
	ErrFraction = fault.Define(fault.Internal, "finance.fraction",
		fault.ZH("{document} 在科目 {account:account} 的金额 {amount} 不是整分", "没有记账；请把请求编号发给管理员"),
		fault.EN("{document} posts {amount} to account {account:account}, which takes whole fen only", "Nothing was posted; give the request id to your administrator"))
)

// Entry is one double entry of a document.
type Entry struct {
	DocKind string
	DocID   db.ID
	DocNo   string
	Date    db.Date
	Memo    string
	Lines   []EntryLine
}

// EntryLine is one side of an entry. Lines on receivables, payables and advances name
// the customer or the supplier; lines on money name the fund account.
type EntryLine struct {
	Account       string
	PartyKind     string // "", PartyCustomer or PartySupplier
	PartyID       db.ID
	FundAccountID db.ID
	Amount        dec.Cost // debit above zero, credit below
}

// PostTx books an entry and moves the balances of the fund accounts it names.
// Lines of zero are dropped; an entry without any other is not written. It
// returns ErrUnbalanced unless the lines add up to zero, and ErrFraction for
// money or a party's line that is not whole fen.
func (s *Service) PostTx(ctx context.Context, tx *db.Tx, e Entry) error {
	lines := slices.DeleteFunc(slices.Clone(e.Lines), func(l EntryLine) bool { return l.Amount == 0 })
	if len(lines) == 0 {
		return nil
	}
	amounts := make([]dec.Cost, len(lines))
	funds := make(map[db.ID]dec.Cost)
	for i, l := range lines {
		amounts[i] = l.Amount
		if (l.FundAccountID != 0 || l.PartyID != 0) && l.Amount.Amount().Cost() != l.Amount {
			return ErrFraction.With("document", e.DocNo, "account", l.Account, "amount", l.Amount)
		}
		if l.FundAccountID != 0 {
			funds[l.FundAccountID] = funds[l.FundAccountID].Add(l.Amount)
		}
	}
	off, err := dec.SumCosts(amounts...)
	if err != nil {
		return fmt.Errorf("sum the entry of %s: %w", e.DocNo, err)
	}
	if off != 0 {
		return ErrUnbalanced.With("document", e.DocNo, "difference", off)
	}
	// In key order, as every transaction locks them.
	for _, id := range slices.Sorted(maps.Keys(funds)) {
		n, err := tx.Exec(ctx, `UPDATE fund_account SET balance = balance + ? WHERE tenant_id = ? AND id = ?`, funds[id], tx.Tenant, id)
		if err != nil {
			return fmt.Errorf("move fund account %d: %w", id, err)
		}
		if n == 0 {
			return fault.ErrNotFound.With("what", "fund_account")
		}
	}
	id := tx.NewID()
	if _, err := tx.Exec(ctx, `INSERT INTO entry (tenant_id, id, doc_kind, doc_id, doc_no, entry_date, memo, posted_by, posted_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, tx.Tenant, id, e.DocKind, e.DocID, e.DocNo, e.Date, e.Memo, tx.Actor.Name, tx.Now); err != nil {
		return fmt.Errorf("insert the entry of %s: %w", e.DocNo, err)
	}
	args := make([]any, 0, len(lines)*8)
	for i, l := range lines {
		args = append(args, tx.Tenant, id, i+1, l.Account, l.Amount, l.PartyKind, l.PartyID, l.FundAccountID)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO entry_line (tenant_id, entry_id, line_no, account, amount, party_kind, party_id, fund_account_id) VALUES `+
		db.Tuples(len(lines), 8), args...); err != nil {
		return fmt.Errorf("insert the entry lines of %s: %w", e.DocNo, err)
	}
	return nil
}

// PostAmountsTx books amounts by account, for documents that name no party and
// no fund account; it is what stock's documents post with.
func (s *Service) PostAmountsTx(ctx context.Context, tx *db.Tx, of doc.Ref, amounts map[string]dec.Cost) error {
	e := Entry{DocKind: of.Kind, DocID: of.ID, DocNo: of.No, Date: of.Date}
	for _, account := range slices.Sorted(maps.Keys(amounts)) {
		e.Lines = append(e.Lines, EntryLine{Account: account, Amount: amounts[account]})
	}
	return s.PostTx(ctx, tx, e)
}
