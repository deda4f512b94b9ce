package finance

import (
	"cmp"
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
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

// ErrReceiptNotFound is the answer to a receipt unknown to the set.
var ErrReceiptNotFound = fault.Define(fault.NotFound, "receipt.not_found",
	fault.ZH("找不到这张收款单", "它可能不属于当前账套；请刷新列表"),
	fault.EN("Receipt not found", "It may belong to another account set; reload the list"))

// ErrReceiptFixed has the parameters no and source.
var ErrReceiptFixed = fault.Define(fault.Conflict, "receipt.fixed",
	fault.ZH("收款单 {no} 由{source:document}的付款自动生成，钱已在 1688 上，不能红冲", "要退给客户时：红冲或退货后，用退款单退款"),
	fault.EN("Receipt {no} came with the payment of a {source:document}: the money is on 1688, so it cannot be reversed", "To give it back, take the goods back by a return and enter a refund"))

// FixReceiptsOf has receipts of a kind of source refused for reversal: they record
// what happened elsewhere, which a reversal here would not undo. The refusal has the
// parameters no and source. Called from init.
func FixReceiptsOf(sourceKind string, refusal *fault.Error) { receivables.fixed[sourceKind] = refusal }

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

func (r *Receipt) money() money {
	m := money{
		kind: string(cmp.Or(r.Kind, KindReceipt)), partyID: r.CustomerID, fundID: r.FundAccountID, date: r.Date, amount: r.Amount, allocations: r.Allocations,
		sourceKind: r.SourceKind, sourceID: r.SourceID, cut: r.ExcessToAdvance, note: r.Note, within: r.Within,
	}
	for _, d := range r.Advances {
		m.draws = append(m.draws, draw{d.ReceiptID, d.Amount})
	}
	return m
}

// ReceiveTx books a receipt: the fund account rises, the open items are settled,
// the rest becomes the customer's advance. For a source booked before it
// changes nothing and returns that receipt, so a job may run twice; the same
// source with another customer or amount is ErrSourceMismatch. Other faults:
// fault.ErrFields for bad input, ErrNoReceivable, ErrOtherCustomer,
// ErrOverAllocated, and those of the date.
func (s *Service) ReceiveTx(ctx context.Context, tx *db.Tx, r Receipt) (id db.ID, no string, err error) {
	return s.postMoneyTx(ctx, tx, receivables, r.money())
}

// AllocateTx settles open items with the advance that is left of a receipt. Items
// outside the scope do not exist for it; nil stands for no limits.
func (s *Service) AllocateTx(ctx context.Context, tx *db.Tx, id db.ID, wanted []Allocation, within *tenant.DataScope) error {
	return s.allocateTx(ctx, tx, receivables, id, wanted, within)
}

// ReverseReceiptTx takes a receipt back by a counter-receipt dated date (empty
// means today): the money leaves the fund account, what it settled is open
// again. It returns the counter-receipt; ErrReceiptReversed the second time,
// ErrReceiptFixed for one that records what happened elsewhere, ErrAdvanceRefunded for
// one whose advance was given back.
func (s *Service) ReverseReceiptTx(ctx context.Context, tx *db.Tx, id db.ID, date db.Date, note string) (counter db.ID, no string, err error) {
	return s.reverseMoneyTx(ctx, tx, receivables, id, date, note)
}
