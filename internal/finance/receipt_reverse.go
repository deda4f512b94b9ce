package finance

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// postedReceipt is a receipt as locked for a change.
type postedReceipt struct {
	id, customerID, fundID, reversesID, reversedByID db.ID
	kind                                             ReceiptKind
	sourceKind                                       string
	no                                               string
	date                                             db.Date
	amount, allocated                                dec.Amount
}

// ErrReceiptNotFound is the answer to a receipt unknown to the set.
var ErrReceiptNotFound = fault.Define(fault.NotFound, "receipt.not_found",
	fault.ZH("找不到这张收款单", "它可能不属于当前账套；请刷新列表"),
	fault.EN("Receipt not found", "It may belong to another account set; reload the list"))

// ErrReceiptFixed has the parameters no and source.
var ErrReceiptFixed = fault.Define(fault.Conflict, "receipt.fixed",
	fault.ZH("收款单 {no} 由{source:document}的付款自动生成，钱已在 1688 上，不能红冲", "要退给客户时：红冲或退货后，用退款单退款"),
	fault.EN("Receipt {no} came with the payment of a {source:document}: the money is on 1688, so it cannot be reversed", "To give it back, take the goods back by a return and enter a refund"))

// fixed are the kinds of sources whose receipts are not reversed, each with the refusal.
var fixed = map[string]*fault.Error{}

// FixReceiptsOf has receipts of a kind of source refused for reversal: they record
// what happened elsewhere, which a reversal here would not undo. The refusal has the
// parameters no and source. Called from init.
func FixReceiptsOf(sourceKind string, refusal *fault.Error) { fixed[sourceKind] = refusal }

// lockReceipt locks a receipt that may still be changed.
func lockReceipt(ctx context.Context, tx *db.Tx, id db.ID) (*postedReceipt, error) {
	r := postedReceipt{id: id}
	found, err := tx.Row(ctx, `SELECT kind, COALESCE(source_kind, ''), no, receipt_date, customer_id, fund_account_id, amount, allocated, reverses_id, reversed_by_id FROM receipt
		WHERE tenant_id = ? AND id = ?`+tx.ForUpdate(), []any{tx.Tenant, id},
		&r.kind, &r.sourceKind, &r.no, &r.date, &r.customerID, &r.fundID, &r.amount, &r.allocated, &r.reversesID, &r.reversedByID)
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock receipt: %w", err)
	case !found:
		return nil, ErrReceiptNotFound
	case r.reversesID != 0 || r.reversedByID != 0:
		return nil, ErrReceiptReversed.With("no", r.no)
	}
	return &r, nil
}

// AllocateTx settles open items with the advance that is left of a receipt. Items
// outside the scope do not exist for it; nil stands for no limits.
func (s *Service) AllocateTx(ctx context.Context, tx *db.Tx, id db.ID, wanted []Allocation, within *tenant.DataScope) error {
	r, err := lockReceipt(ctx, tx, id)
	if err != nil {
		return err
	}
	docs := make([]db.ID, len(wanted))
	for i, a := range wanted {
		docs[i] = a.DocID
	}
	items, err := lockReceivables(ctx, tx, docs)
	if err != nil {
		return err
	}
	hide(items, within)
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return err
	}
	var f fault.Fields
	list, total := checkAllocations(&f, r.customerID, wanted, items, false)
	if left := r.amount.Sub(r.allocated); total < 0 || total > left {
		f.Add("allocations", ErrAllocatedTotal.With("allocated", total, "amount", left))
	}
	if err := f.Err(); err != nil || len(list) == 0 {
		return err
	}
	if err := allocate(ctx, tx, sharesOf(id, list)); err != nil {
		return err
	}
	if err := settleItems(ctx, tx, list); err != nil {
		return err
	}
	if err := useReceipts(ctx, tx, map[db.ID]dec.Amount{id: total}); err != nil {
		return err
	}
	if err := s.PostTx(ctx, tx, Entry{DocKind: "receipt", DocID: id, DocNo: r.no, Date: set.Today(tx.Now), Lines: []EntryLine{
		{Account: AccountAdvance, PartyKind: PartyCustomer, PartyID: r.customerID, Amount: total.Cost()},
		{Account: AccountReceivable, PartyKind: PartyCustomer, PartyID: r.customerID, Amount: total.Neg().Cost()},
	}}); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "allocate", Entity: "receipt", EntityID: id, EntityNo: r.no, After: map[string]any{"allocations": allocationStates(list)}})
}

// ReverseReceiptTx takes a receipt back by a counter-receipt dated date (empty
// means today): the money leaves the fund account, what it settled is open
// again. It returns the counter-receipt; ErrReceiptReversed the second time,
// ErrReceiptFixed for one that records what happened elsewhere, ErrAdvanceRefunded for
// one whose advance was given back.
func (s *Service) ReverseReceiptTx(ctx context.Context, tx *db.Tx, id db.ID, date db.Date, note string) (counter db.ID, no string, err error) {
	draws, err := lockDrawn(ctx, tx, id)
	if err != nil {
		return 0, "", err
	}
	r, err := lockReceipt(ctx, tx, id)
	if err != nil {
		return 0, "", err
	}
	if err := r.notDrawn(ctx, tx); err != nil {
		return 0, "", err
	}
	if refusal := fixed[r.sourceKind]; refusal != nil {
		return 0, "", refusal.With("no", r.no, "source", r.sourceKind)
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if date == "" {
		date = set.Today(tx.Now)
	}
	if err := set.CheckReversalDate(date, tx.Now, r.no, r.date); err != nil {
		return 0, "", err
	}
	list, err := allocationsOf(ctx, tx, id)
	if err != nil {
		return 0, "", err
	}
	docs, settled := make([]db.ID, len(list)), dec.Amount(0)
	for i := range list {
		docs[i], settled = list[i].DocID, settled.Add(list[i].Amount)
	}
	if _, err := lockReceivables(ctx, tx, docs); err != nil {
		return 0, "", err
	}
	fund, err := lockFund(ctx, tx, r.fundID)
	if err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, string(r.kind), date); err != nil {
		return 0, "", err
	}
	counter = tx.NewID()
	if _, err := tx.Exec(ctx, `INSERT INTO receipt (tenant_id, id, kind, no, customer_id, fund_account_id, receipt_date, amount, allocated,
			state, reverses_id, note, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?)`, tx.Tenant, counter, r.kind, no, r.customerID, r.fundID, date, r.amount.Neg(), r.allocated.Neg(),
		id, note, tx.Actor.Name, tx.Now); err != nil {
		return 0, "", fmt.Errorf("insert receipt %s: %w", no, err)
	}
	if _, err := tx.Exec(ctx, `UPDATE receipt SET state = 'reversed', reversed_by_id = ? WHERE tenant_id = ? AND id = ?`, counter, tx.Tenant, id); err != nil {
		return 0, "", fmt.Errorf("mark receipt %s as reversed: %w", r.no, err)
	}
	if err := allocate(ctx, tx, sharesOf(counter, list)); err != nil {
		return 0, "", err
	}
	if err := settleItems(ctx, tx, list); err != nil {
		return 0, "", err
	}
	if err := drawTx(ctx, tx, counter, draws); err != nil {
		return 0, "", err
	}
	back := Receipt{Kind: r.kind, CustomerID: r.customerID, FundAccountID: r.fundID, Date: date, Amount: r.amount.Neg(), Advances: draws, Note: note}
	if err := s.PostTx(ctx, tx, back.entry(counter, no, fund.Account, settled)); err != nil {
		return 0, "", err
	}
	return counter, no, doc.AuditTx(ctx, tx,
		doc.Change{Action: "reverse", Entity: string(r.kind), EntityID: id, EntityNo: r.no, After: map[string]any{"by": no}},
		doc.Change{Action: "post", Entity: string(r.kind), EntityID: counter, EntityNo: no, After: back.state(list)})
}

// allocationsOf gives what a receipt still settles, as the allocations that
// take it back.
func allocationsOf(ctx context.Context, tx *db.Tx, receipt db.ID) ([]Allocation, error) {
	var out []Allocation
	err := tx.Each(ctx, `SELECT doc_id, SUM(amount) FROM receipt_allocation WHERE tenant_id = ? AND receipt_id = ?
		GROUP BY doc_id HAVING SUM(amount) <> 0 ORDER BY doc_id`, []any{tx.Tenant, receipt}, func(rows *sql.Rows) error {
		var a Allocation
		if err := rows.Scan(&a.DocID, &a.Amount); err != nil {
			return err
		}
		a.Amount = a.Amount.Neg()
		out = append(out, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the allocations of receipt %d: %w", receipt, err)
	}
	return out, nil
}
