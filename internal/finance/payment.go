package finance

import (
	"cmp"
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of payments.
var (
	// ErrPaymentNotFound is the answer to a payment unknown to the set.
	ErrPaymentNotFound = fault.Define(fault.NotFound, "payment.not_found",
		fault.ZH("找不到这张付款单", "它可能不属于当前账套；请刷新列表"),
		fault.EN("Payment not found", "It may belong to another account set; reload the list"))
	// ErrPaymentReversed has the parameter no.
	ErrPaymentReversed = fault.Define(fault.Conflict, "payment.reversed",
		fault.ZH("付款单 {no} 已冲销，或本身就是冲销单", "刷新后查看最新状态"),
		fault.EN("Payment {no} has been reversed, or is a reversal itself", "Reload to see its current state"))
	// ErrPaymentSource has the parameters no and source.
	ErrPaymentSource = fault.Define(fault.Conflict, "payment.source_mismatch",
		fault.ZH("{source:document} 已由付款单 {no} 入账，但供应商或金额不同", "核对付款单 {no}，需要时先冲销它"),
		fault.EN("{source:document} is already booked as payment {no} with another supplier or amount", "Check payment {no}; reverse it first if it is wrong"))
	// ErrPaidTwice has the parameter document.
	ErrPaidTwice = fault.Define(fault.Invalid, "payment.document_twice",
		fault.ZH("单据 {document} 重复", "每张单据只填一行"), fault.EN("Document {document} is named twice", "Name each document once"))
	// ErrPaymentTotal has the parameters allocated and amount.
	ErrPaymentTotal = fault.Define(fault.Invalid, "payment.allocated_exceeds",
		fault.ZH("核销合计 {allocated} 超过付款金额 {amount}", "减少核销金额，或改付款金额"),
		fault.EN("{allocated} is settled with a payment of {amount}", "Settle less, or correct the amount paid"))
	// ErrSupplierRefundTotal has the parameters allocated and amount.
	ErrSupplierRefundTotal = fault.Define(fault.Invalid, "supplier_refund.total",
		fault.ZH("退款 {amount} 要正好等于选中的退货款和预付款，现在选了 {allocated}", "选择供应商退的是哪张退货单或哪张付款单的预付，合计与退款一致"),
		fault.EN("A refund of {amount} must be just what is chosen of what the supplier owes and of advances, not {allocated}", "Choose the returns and advances that the supplier gave back, for the amount of the refund"))
	// ErrPayableSettlementTotal has the parameter difference.
	ErrPayableSettlementTotal = fault.Define(fault.Invalid, "payable_settlement.total",
		fault.ZH("核销的两边差 {difference}", "退货和应付两边都要选，金额相等"),
		fault.EN("The two sides of the settlement are {difference} apart", "Choose what we owe and what the supplier owes, for the same amount"))
	// ErrPrepaidLeft has the parameters no, left and amount.
	ErrPrepaidLeft = fault.Define(fault.Conflict, "supplier_refund.advance_left",
		fault.ZH("付款单 {no} 的预付只剩 {left}，不能退 {amount}", "减少退款金额；已核销的货款要先做采购退货，再收退货单的钱"),
		fault.EN("Payment {no} has {left} of its advance left, not {amount}", "Take less back; what settled a document comes back by a return first"))
	// ErrPrepaidRefunded has the parameters no and refund.
	ErrPrepaidRefunded = fault.Define(fault.Conflict, "payment.advance_refunded",
		fault.ZH("付款单 {no} 的预付已由供应商退款单 {refund} 退回", "先红冲供应商退款单 {refund}"),
		fault.EN("The advance of payment {no} was given back by supplier refund {refund}", "Reverse supplier refund {refund} first"))
)

// FixPaymentsOf has payments of a kind of source refused for reversal: they record what
// happened elsewhere, which a reversal here would not undo. The refusal has the
// parameters no and source. Called from init.
func FixPaymentsOf(sourceKind string, refusal *fault.Error) { payables.fixed[sourceKind] = refusal }

// PaymentKind is what a payment does.
type PaymentKind string

// The kinds of payments.
const (
	KindPayment PaymentKind = "payment" // 付款: money paid; what is not allocated is an advance to the supplier
	// KindSupplierRefund 供应商退款 takes money back: its amount is below zero, and all of
	// it settles what the supplier owes us, as for a return, or gives an advance back.
	KindSupplierRefund PaymentKind = "supplier_refund"
	// KindPayableSettlement 应付核销 sets what the supplier owes us against what we owe.
	// No money moves: amount zero, no fund account.
	KindPayableSettlement PaymentKind = "payable_settlement"
)

// Payment is money paid to a supplier, or one of the other kinds.
type Payment struct {
	Kind          PaymentKind // empty means KindPayment
	SupplierID    db.ID
	FundAccountID db.ID
	Date          db.Date // empty means today
	Amount        dec.Amount
	Allocations   []Allocation  // what is left stays as advance
	Advances      []PaymentDraw // of a refund only: what it gives back of other payments
	// SourceKind and SourceID name what caused the payment, such as an order paid on
	// 1688; the same source is booked once only. Both empty for none.
	SourceKind string
	SourceID   db.ID
	// OrderID is the purchase order it was paid for; zero for none. What of it is an
	// advance waits for the goods of that order.
	OrderID db.ID
	// ExcessToAdvance cuts an allocation to what is open instead of refusing it:
	// for money that has gone whatever the books say.
	ExcessToAdvance bool
	Note            string
	// Within is what the person who enters it may work with; nil for a program.
	Within *tenant.DataScope `json:"-"`
}

// PaymentDraw gives back what is left of a payment's advance, or part of it.
type PaymentDraw struct {
	PaymentID db.ID
	Amount    dec.Amount // above zero
}

func (p *Payment) money() money {
	m := money{
		kind: string(cmp.Or(p.Kind, KindPayment)), partyID: p.SupplierID, fundID: p.FundAccountID, date: p.Date, amount: p.Amount, allocations: p.Allocations,
		sourceKind: p.SourceKind, sourceID: p.SourceID, orderID: p.OrderID, cut: p.ExcessToAdvance, note: p.Note, within: p.Within,
	}
	for _, d := range p.Advances {
		m.draws = append(m.draws, draw{d.PaymentID, d.Amount})
	}
	return m
}

// PayTx books a payment: the fund account falls, the open items are settled, the rest
// becomes an advance to the supplier. For a source booked before it changes nothing and
// returns that payment, so a job may run twice; the same source with another supplier or
// amount is ErrPaymentSource. Other faults: fault.ErrFields for bad input, ErrNoPayable,
// ErrOtherSupplier, ErrOverPaid, and those of the date.
func (s *Service) PayTx(ctx context.Context, tx *db.Tx, p Payment) (id db.ID, no string, err error) {
	return s.postMoneyTx(ctx, tx, payables, p.money())
}

// AllocatePaymentTx settles open items with the advance that is left of a payment. Items
// outside the scope do not exist for it; nil stands for no limits.
func (s *Service) AllocatePaymentTx(ctx context.Context, tx *db.Tx, id db.ID, wanted []Allocation, within *tenant.DataScope) error {
	return s.allocateTx(ctx, tx, payables, id, wanted, within)
}

// ClearAdvancesTx settles the payable of a document with what is left of the advances of
// payments, in the order of their ids and as far as both go, as when goods arrive that
// were paid for before. It returns what was cleared. Payments of another supplier are
// ErrOtherSupplier; those that were reversed, or are no payments, are left out.
func (s *Service) ClearAdvancesTx(ctx context.Context, tx *db.Tx, docID db.ID, payments []db.ID) (dec.Amount, error) {
	return s.clearAdvancesTx(ctx, tx, payables, docID, payments)
}

// ReversePaymentTx takes a payment back by a counter-payment dated date (empty means
// today): the money is in the fund account again, what it settled is open again. It
// returns the counter-payment; ErrPaymentReversed the second time, ErrPrepaidRefunded
// for one whose advance was given back, and the refusal of FixPaymentsOf.
func (s *Service) ReversePaymentTx(ctx context.Context, tx *db.Tx, id db.ID, date db.Date, note string) (counter db.ID, no string, err error) {
	return s.reverseMoneyTx(ctx, tx, payables, id, date, note)
}
