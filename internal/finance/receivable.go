package finance

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of receivables.
var (
	// ErrNoReceivable has the parameter document.
	ErrNoReceivable = fault.Define(fault.NotFound, "receivable.not_found",
		fault.ZH("单据 {document} 没有应收款", "它可能已作废，或不属于当前账套；请刷新后重新选择"),
		fault.EN("Document {document} has no receivable", "It may have been reversed or belongs to another account set; reload and pick again"))
	// ErrOverAllocated has the parameters document, open and amount.
	ErrOverAllocated = fault.Define(fault.Conflict, "receivable.over_allocated",
		fault.ZH("单据 {document} 只剩 {open} 未收，不能核销 {amount}", "减少核销金额，多收的部分留作预收"),
		fault.EN("Document {document} has {open} left to settle, not {amount}", "Settle less; what was paid beyond stays an advance"))
	// ErrOtherCustomer has the parameter document.
	ErrOtherCustomer = fault.Define(fault.Conflict, "receivable.other_customer",
		fault.ZH("单据 {document} 属于另一个客户", "只能核销同一客户的单据"),
		fault.EN("Document {document} belongs to another customer", "Settle documents of the same customer only"))
	// ErrReceivableReversed has the parameter document.
	ErrReceivableReversed = fault.Define(fault.Conflict, "receivable.reversed",
		fault.ZH("单据 {document} 的应收款已冲销", "刷新后查看最新状态"),
		fault.EN("The receivable of document {document} has been reversed already", "Reload to see its current state"))
)

// ErrSettledBy has the parameters document, kind and no.
var ErrSettledBy = fault.Define(fault.Conflict, "receivable.settled_by",
	fault.ZH("单据 {document} 已由{kind:document} {no} 退款或核销", "先红冲 {no}"),
	fault.EN("Document {document} has been paid out or settled by {kind:document} {no}", "Reverse {no} first"))

// Receivable is what a document makes a customer owe; below zero it is what we
// owe the customer, as for a return.
type Receivable struct {
	CustomerID db.ID
	DocKind    string
	DocID      db.ID
	DocNo      string
	Date       db.Date
	DueDate    db.Date // empty when no date was agreed
	Amount     dec.Amount
	Note       string
	// WarehouseID and ShopID are those of the document; zero for none. Who does not
	// work with them does not see the item.
	WarehouseID, ShopID db.ID
}

func (r Receivable) item() item {
	return item{
		partyID: r.CustomerID, docKind: r.DocKind, docID: r.DocID, docNo: r.DocNo, date: r.Date, dueDate: r.DueDate, amount: r.Amount, note: r.Note,
		warehouseID: r.WarehouseID, shopID: r.ShopID,
	}
}

// OpenReceivableTx opens the item of a document; an amount of zero opens none.
// The entry is the caller's. A document has one item: a second is db.ErrDuplicate.
func (s *Service) OpenReceivableTx(ctx context.Context, tx *db.Tx, r Receivable) error {
	return openItemTx(ctx, tx, receivables, r.item(), 0)
}

// ReverseReceivableTx closes the item of document docID against the item of the
// document that reverses it; of r it needs DocKind, DocID, DocNo, Date, WarehouseID, ShopID and Note.
// What had been paid on it becomes the customer's advance, with an entry of its
// own; what settled it otherwise has to be reversed first (ErrSettledBy); the entry of the reversal itself is the caller's. A document that opened
// no item is left alone; one reversed before is ErrReceivableReversed.
func (s *Service) ReverseReceivableTx(ctx context.Context, tx *db.Tx, docID db.ID, r Receivable) error {
	return s.reverseItemTx(ctx, tx, receivables, docID, r.item())
}

// Standing is what a customer owes.
type Standing struct {
	Receivable dec.Amount // sum of the open items
	Advance    dec.Amount // received and not allocated
}

// Balance is what the customer owes after the advances.
func (s Standing) Balance() dec.Amount { return s.Receivable.Sub(s.Advance) }

// StandingTx gives what the customer owes now.
func (s *Service) StandingTx(ctx context.Context, tx *db.Tx, customer db.ID) (Standing, error) {
	open, advance, err := standing(ctx, tx, receivables, customer, tenant.Everything)
	return Standing{Receivable: open, Advance: advance}, err
}

// ErrCreditLimit has the parameters customer, limit, balance and exceeds.
var ErrCreditLimit = fault.Define(fault.Conflict, "customer.credit_limit",
	fault.ZH("客户 {customer:builtin.customer} 的信用额度为 {limit}，加上这笔将欠 {balance}，超出 {exceeds}", "先收款，减少金额，或调高信用额度"),
	fault.EN("Customer {customer:builtin.customer} has a credit limit of {limit} and would owe {balance}, {exceeds} beyond", "Collect first, lower the amount, or raise the limit"))

// CheckCreditTx returns ErrCreditLimit when owing more would take the customer
// beyond the limit set for it. A limit of zero means none is set. A customer with
// a limit is locked until the commit, so that two postings cannot pass it together;
// that comes after the documents' rows and before the stock's.
func (s *Service) CheckCreditTx(ctx context.Context, tx *db.Tx, customer db.ID, more dec.Amount) error {
	c, err := s.party.CustomerTx(ctx, tx, customer)
	if err != nil || c.CreditLimit == 0 || more <= 0 {
		return err
	}
	if c, err = s.party.LockCustomerTx(ctx, tx, customer); err != nil || c.CreditLimit == 0 {
		return err
	}
	st, err := s.StandingTx(ctx, tx, customer)
	if err != nil {
		return err
	}
	if owed := st.Balance().Add(more); owed > c.CreditLimit {
		return ErrCreditLimit.With("customer", c.Name, "limit", c.CreditLimit, "balance", owed, "exceeds", owed.Sub(c.CreditLimit))
	}
	return nil
}
