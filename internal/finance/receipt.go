package finance

import (
	"cmp"
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of receipts.
var (
	// ErrAllocatedTotal has the parameters allocated and amount.
	ErrAllocatedTotal = fault.Define(fault.Invalid, "receipt.allocated_exceeds",
		fault.ZH("核销合计 {allocated} 超过收款金额 {amount}", "减少核销金额，或改收款金额"),
		fault.EN("{allocated} is settled with a receipt of {amount}", "Settle less, or correct the amount received"))
	// ErrRefundTotal has the parameters allocated and amount.
	ErrRefundTotal = fault.Define(fault.Invalid, "refund.total",
		fault.ZH("退款 {amount} 要正好等于选中的退货款和预收款，现在选了 {allocated}", "选择要退的退货单或收款单的预收，合计与退款一致"),
		fault.EN("A refund of {amount} must be just what is chosen of what we owe and of advances, not {allocated}", "Choose the returns and advances that are given back, for the amount of the refund"))
	// ErrSettlementTotal has the parameter difference.
	ErrSettlementTotal = fault.Define(fault.Invalid, "settlement.total",
		fault.ZH("核销的两边差 {difference}", "退货和欠款两边都要选，金额相等"),
		fault.EN("The two sides of the settlement are {difference} apart", "Choose what we owe and what the customer owes, for the same amount"))
	// ErrAllocatedTwice has the parameter document.
	ErrAllocatedTwice = fault.Define(fault.Invalid, "receipt.document_twice",
		fault.ZH("单据 {document} 重复", "每张单据只填一行"), fault.EN("Document {document} is named twice", "Name each document once"))
	// ErrSourceMismatch has the parameters no and source.
	ErrSourceMismatch = fault.Define(fault.Conflict, "receipt.source_mismatch",
		fault.ZH("{source:document} 已由收款单 {no} 入账，但客户或金额不同", "核对收款单 {no}，需要时先冲销它"),
		fault.EN("{source:document} is already booked as receipt {no} with another customer or amount", "Check receipt {no}; reverse it first if it is wrong"))
	// ErrReceiptReversed has the parameter no.
	ErrReceiptReversed = fault.Define(fault.Conflict, "receipt.reversed",
		fault.ZH("收款单 {no} 已冲销，或本身就是冲销单", "刷新后查看最新状态"),
		fault.EN("Receipt {no} has been reversed, or is a reversal itself", "Reload to see its current state"))
)

// ReceiptKind is what a receipt does.
type ReceiptKind string

// The kinds of receipts.
const (
	KindReceipt ReceiptKind = "receipt" // 收款: money received; what is not allocated is the customer's advance
	// KindRefund 退款 gives money back: its amount is below zero, and all of it settles
	// what we owe the customer, as for a return, or gives an advance back.
	KindRefund ReceiptKind = "refund"
	// KindSettlement 核销 sets what we owe the customer against what the customer
	// owes. No money moves: amount zero, no fund account.
	KindSettlement ReceiptKind = "settlement"
)

// Receipt is money received from a customer, or one of the other kinds.
type Receipt struct {
	Kind          ReceiptKind // empty means KindReceipt
	CustomerID    db.ID
	FundAccountID db.ID
	Date          db.Date // empty means today
	Amount        dec.Amount
	Allocations   []Allocation // what is left stays as advance
	Advances      []Draw       // of a refund only: what it gives back of other receipts
	// SourceKind and SourceID name what caused the receipt, such as a paid
	// pre-order; the same source is booked once only. Both empty for none.
	SourceKind string
	SourceID   db.ID
	// ExcessToAdvance cuts an allocation to what is open instead of refusing it:
	// for money that has arrived whatever the books say.
	ExcessToAdvance bool
	Note            string
	// Within is what the person who enters it may work with; nil for a program.
	Within *tenant.DataScope `json:"-"`
}

// ReceiveTx books a receipt: the fund account rises, the open items are settled,
// the rest becomes the customer's advance. For a source booked before it
// changes nothing and returns that receipt, so a job may run twice; the same
// source with another customer or amount is ErrSourceMismatch. Other faults:
// fault.ErrFields for bad input, ErrNoReceivable, ErrOtherCustomer,
// ErrOverAllocated, and those of the date.
func (s *Service) ReceiveTx(ctx context.Context, tx *db.Tx, r Receipt) (id db.ID, no string, err error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	r.Kind = cmp.Or(r.Kind, KindReceipt)
	if r.Date == "" {
		r.Date = set.Today(tx.Now)
	}
	if err := set.CheckNewDate(r.Date, tx.Now); err != nil {
		return 0, "", err
	}
	docs := make([]db.ID, len(r.Allocations))
	for i, a := range r.Allocations {
		docs[i] = a.DocID
	}
	advances, err := lockAdvances(ctx, tx, r.Advances, r.Within)
	if err != nil {
		return 0, "", err
	}
	// The locked items and account also order two runs for one source.
	items, err := lockReceivables(ctx, tx, docs)
	if err != nil {
		return 0, "", err
	}
	hide(items, r.Within)
	fund, err := lockFund(ctx, tx, r.FundAccountID)
	if err != nil {
		return 0, "", err
	}
	if id, no, err = bookedBefore(ctx, tx, r); err != nil || id != 0 {
		return id, no, err
	}
	if err := fund.usable(); err != nil {
		return 0, "", err
	}
	if r.CustomerID != 0 {
		if _, err := s.party.CustomerTx(ctx, tx, r.CustomerID); err != nil {
			return 0, "", err
		}
	}
	allocations, settled, drawn, err := r.settle(items, advances)
	if err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, string(r.Kind), r.Date); err != nil {
		return 0, "", err
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, no); err != nil {
		return 0, "", err
	}
	id = tx.NewID()
	n, err := tx.Exec(ctx, `INSERT INTO receipt (tenant_id, id, kind, no, customer_id, fund_account_id, receipt_date, amount, allocated,
			state, source_kind, source_id, note, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL DO NOTHING`,
		tx.Tenant, id, r.Kind, no, r.CustomerID, r.FundAccountID, r.Date, r.Amount, settled.Sub(drawn),
		nullText(r.SourceKind), r.SourceID, r.Note, tx.Actor.Name, tx.Now)
	if err != nil {
		return 0, "", fmt.Errorf("insert receipt %s: %w", no, err)
	}
	if n == 0 { // another transaction booked the source while this one waited
		return bookedBefore(ctx, tx, r)
	}
	if err := allocate(ctx, tx, sharesOf(id, allocations)); err != nil {
		return 0, "", err
	}
	if err := settleItems(ctx, tx, allocations); err != nil {
		return 0, "", err
	}
	if err := drawTx(ctx, tx, id, r.Advances); err != nil {
		return 0, "", err
	}
	if err := s.PostTx(ctx, tx, r.entry(id, no, fund.Account, settled)); err != nil {
		return 0, "", err
	}
	return id, no, doc.AuditTx(ctx, tx, doc.Change{Action: "post", Entity: string(r.Kind), EntityID: id, EntityNo: no, After: r.state(allocations)})
}

// state is what the audit log keeps of a receipt.
func (r *Receipt) state(allocations []Allocation) map[string]any {
	state := map[string]any{"customerId": r.CustomerID, "fundAccountId": r.FundAccountID, "date": r.Date, "amount": r.Amount, "note": r.Note}
	if len(allocations) > 0 {
		state["allocations"] = allocationStates(allocations)
	}
	if len(r.Advances) > 0 {
		advances := make([]map[string]any, len(r.Advances))
		for i, d := range r.Advances {
			advances[i] = map[string]any{"receiptId": d.ReceiptID, "amount": d.Amount}
		}
		state["advances"] = advances
	}
	return state
}

func allocationStates(allocations []Allocation) []map[string]any {
	out := make([]map[string]any, len(allocations))
	for i, a := range allocations {
		out[i] = map[string]any{"docId": a.DocID, "amount": a.Amount}
	}
	return out
}

// bookedBefore finds the receipt of the same source.
func bookedBefore(ctx context.Context, tx *db.Tx, r Receipt) (id db.ID, no string, err error) {
	if r.SourceID == 0 {
		return 0, "", nil
	}
	var customer db.ID
	var amount dec.Amount
	_, err = tx.Row(ctx, `SELECT id, no, customer_id, amount FROM receipt WHERE tenant_id = ? AND source_kind = ? AND source_id = ?`,
		[]any{tx.Tenant, r.SourceKind, r.SourceID}, &id, &no, &customer, &amount)
	if err != nil {
		return 0, "", fmt.Errorf("look for the receipt of %s %d: %w", r.SourceKind, r.SourceID, err)
	}
	if id != 0 && (customer != r.CustomerID || amount != r.Amount) {
		return 0, "", ErrSourceMismatch.With("no", no, "source", r.SourceKind)
	}
	return id, no, nil
}

// settle checks the receipt against the locked items and advances, and gives what it
// settles, what that adds up to, and what it draws of advances.
func (r *Receipt) settle(items map[db.ID]*openItem, advances map[db.ID]advance) (allocations []Allocation, total, drawn dec.Amount, err error) {
	if r.Kind != KindRefund && len(r.Advances) > 0 {
		return nil, 0, 0, fmt.Errorf("a %s gives no advance back", r.Kind)
	}
	var f fault.Fields
	if r.CustomerID == 0 {
		f.Add("customerId", fault.ErrRequired)
	}
	if r.FundAccountID == 0 && r.Kind != KindSettlement {
		f.Add("fundAccountId", fault.ErrRequired)
	}
	allocations, total = checkAllocations(&f, r.CustomerID, r.Allocations, items, r.ExcessToAdvance)
	drawn = checkDraws(&f, r.CustomerID, r.Advances, advances)
	switch r.Kind {
	case KindRefund:
		if r.Amount >= 0 {
			f.Add("amount", fault.ErrPositive)
		} else if given := drawn.Sub(total); given != r.Amount.Neg() && f.Len() == 0 {
			f.Add("allocations", ErrRefundTotal.With("allocated", given, "amount", r.Amount.Neg()))
		}
	case KindSettlement:
		if (total != 0 || len(allocations) < 2) && f.Len() == 0 {
			f.Add("allocations", ErrSettlementTotal.With("difference", total))
		}
	case KindReceipt:
		if r.Amount <= 0 {
			f.Add("amount", fault.ErrPositive)
		}
		if total > r.Amount || total < 0 {
			f.Add("allocations", ErrAllocatedTotal.With("allocated", total, "amount", r.Amount))
		}
	}
	return allocations, total, drawn, f.Err()
}

// entry books the receipt: what it settles of the items, and the rest against the advances.
func (r *Receipt) entry(id db.ID, no, account string, settled dec.Amount) Entry {
	return Entry{DocKind: string(r.Kind), DocID: id, DocNo: no, Date: r.Date, Memo: r.Note, Lines: []EntryLine{
		{Account: account, FundAccountID: r.FundAccountID, Amount: r.Amount.Cost()},
		{Account: AccountReceivable, PartyKind: PartyCustomer, PartyID: r.CustomerID, Amount: settled.Neg().Cost()},
		{Account: AccountAdvance, PartyKind: PartyCustomer, PartyID: r.CustomerID, Amount: settled.Sub(r.Amount).Cost()},
	}}
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}
