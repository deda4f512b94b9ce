package finance

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of payables.
var (
	// ErrNoPayable has the parameter document.
	ErrNoPayable = fault.Define(fault.NotFound, "payable.not_found",
		fault.ZH("单据 {document} 没有应付款", "它可能已作废，或不属于当前账套；请刷新后重新选择"),
		fault.EN("Document {document} has no payable", "It may have been reversed or belongs to another account set; reload and pick again"))
	// ErrOverPaid has the parameters document, open and amount.
	ErrOverPaid = fault.Define(fault.Conflict, "payable.over_allocated",
		fault.ZH("单据 {document} 只剩 {open} 未付，不能核销 {amount}", "减少核销金额，多付的部分留作预付"),
		fault.EN("Document {document} has {open} left to settle, not {amount}", "Settle less; what is paid beyond stays an advance"))
	// ErrOtherSupplier has the parameter document.
	ErrOtherSupplier = fault.Define(fault.Conflict, "payable.other_supplier",
		fault.ZH("单据 {document} 属于另一个供应商", "只能核销同一供应商的单据"),
		fault.EN("Document {document} belongs to another supplier", "Settle documents of the same supplier only"))
	// ErrPayableReversed has the parameter document.
	ErrPayableReversed = fault.Define(fault.Conflict, "payable.reversed",
		fault.ZH("单据 {document} 的应付款已冲销", "刷新后查看最新状态"),
		fault.EN("The payable of document {document} has been reversed already", "Reload to see its current state"))
	// ErrPayableSettledBy has the parameters document, kind and no.
	ErrPayableSettledBy = fault.Define(fault.Conflict, "payable.settled_by",
		fault.ZH("单据 {document} 已由{kind:document} {no} 退款或核销", "先红冲 {no}"),
		fault.EN("Document {document} has been refunded or settled by {kind:document} {no}", "Reverse {no} first"))
)

// payables is the side of the suppliers.
var payables = &side{
	names: sideNames("payable", "payment", "payment_allocation", "payment_advance_refund", "supplier"),
	item:  "payable", party: PartySupplier, partyKey: "supplierId", moneyKey: "paymentId",
	account: AccountPayable, advances: AccountPrepaid, credit: true,
	money: string(KindPayment), refund: string(KindSupplierRefund), settlement: string(KindPayableSettlement), opening: docOpeningPayable,
	partyTx: func(ctx context.Context, s *Service, tx *db.Tx, id db.ID) (string, error) {
		p, err := s.party.SupplierTx(ctx, tx, id)
		if err != nil {
			return "", err
		}
		return p.Name, nil
	},
	titles: titles{
		items: said{"应付款", "Payables"}, money: said{"付款单", "Payments"}, party: said{"供应商", "Supplier"},
		moved: said{"付款金额", "Paid"}, open: said{"未付", "Open"}, advance: said{"预付余额", "Advance left"},
	},
	fixed: map[string]*fault.Error{},
	faults: refusals{
		noItem: ErrNoPayable, overAllocated: ErrOverPaid, otherParty: ErrOtherSupplier, itemReversed: ErrPayableReversed, settledBy: ErrPayableSettledBy,
		notFound: ErrPaymentNotFound, reversed: ErrPaymentReversed, sourceMismatch: ErrPaymentSource, twice: ErrPaidTwice,
		allocatedTotal: ErrPaymentTotal, refundTotal: ErrSupplierRefundTotal, settlementTotal: ErrPayableSettlementTotal, advanceLeft: ErrPrepaidLeft, advanceRefunded: ErrPrepaidRefunded,
	},
}

// Payable is what a document makes us owe a supplier; below zero it is what the
// supplier owes us, as for goods sent back.
type Payable struct {
	SupplierID db.ID
	DocKind    string
	DocID      db.ID
	DocNo      string
	Date       db.Date
	DueDate    db.Date // empty when no date was agreed
	Amount     dec.Amount
	Note       string
	// WarehouseID and ShopID are those of the document, the shop being the 1688 account
	// it was bought with; zero for none. Who does not work with them does not see the item.
	WarehouseID, ShopID db.ID
}

func (p Payable) item() item {
	return item{
		partyID: p.SupplierID, docKind: p.DocKind, docID: p.DocID, docNo: p.DocNo, date: p.Date, dueDate: p.DueDate, amount: p.Amount, note: p.Note,
		warehouseID: p.WarehouseID, shopID: p.ShopID,
	}
}

// OpenPayableTx opens the item of a document; an amount of zero opens none.
// The entry is the caller's. A document has one item: a second is db.ErrDuplicate.
func (s *Service) OpenPayableTx(ctx context.Context, tx *db.Tx, p Payable) error {
	return openItemTx(ctx, tx, payables, p.item(), 0)
}

// ReversePayableTx closes the item of document docID against the item of the document
// that reverses it; of p it needs DocKind, DocID, DocNo, Date, WarehouseID, ShopID and
// Note. What had been paid on it becomes an advance paid to the supplier, with an entry
// of its own; what settled it otherwise has to be reversed first (ErrPayableSettledBy);
// the entry of the reversal itself is the caller's. A document that opened no item is
// left alone; one reversed before is ErrPayableReversed.
func (s *Service) ReversePayableTx(ctx context.Context, tx *db.Tx, docID db.ID, p Payable) error {
	return s.reverseItemTx(ctx, tx, payables, docID, p.item())
}

// OpenPayablesTx gives what is still open of the payables of documents; those without
// one are absent.
func (s *Service) OpenPayablesTx(ctx context.Context, tx *db.Tx, docs []db.ID) (map[db.ID]dec.Amount, error) {
	return openOf(ctx, tx, payables, docs)
}

// PayableStanding is what we owe a supplier.
type PayableStanding struct {
	Payable dec.Amount // sum of the open items
	Advance dec.Amount // paid and not allocated
}

// Balance is what we owe after the advances.
func (s PayableStanding) Balance() dec.Amount { return s.Payable.Sub(s.Advance) }

// PayableStandingTx gives what we owe the supplier now.
func (s *Service) PayableStandingTx(ctx context.Context, tx *db.Tx, supplier db.ID) (PayableStanding, error) {
	open, advance, err := standing(ctx, tx, payables, supplier, tenant.Everything)
	return PayableStanding{Payable: open, Advance: advance}, err
}

// docOpeningPayable is the kind of an opening payable (期初应付).
const docOpeningPayable = "opening_payable"

// OpeningPayable is what we owed a supplier before the books began.
type OpeningPayable struct {
	SupplierID db.ID
	Date       db.Date // empty means the start date of the account set
	Amount     dec.Amount
	Note       string
}

// OpenOpeningPayable enters an opening payable and books it against the opening
// balance; it is taken back by one of the negative amount.
func (s *Service) OpenOpeningPayable(ctx context.Context, sc db.Scope, o OpeningPayable) (*Payable, error) {
	it, err := s.openOpening(ctx, sc, payables, item{partyID: o.SupplierID, date: o.Date, amount: o.Amount, note: o.Note})
	if err != nil {
		return nil, err
	}
	return &Payable{SupplierID: it.partyID, DocKind: it.docKind, DocID: it.docID, DocNo: it.docNo, Date: it.date, Amount: it.amount, Note: it.note}, nil
}

// SupplierStatement is what passed between a supplier and us in a period 对账单.
type SupplierStatement struct {
	SupplierID   db.ID
	SupplierName string
	Dealings
	Standing PayableStanding // as of now, whatever the period
}

// SupplierStatement gives the statement of a supplier, of what lies in the scope. From
// and To may be empty.
func (s *Service) SupplierStatement(ctx context.Context, sc db.Scope, supplier db.ID, from, to db.Date, within tenant.DataScope) (*SupplierStatement, error) {
	d, err := s.dealings(ctx, sc, Dealings{From: from, To: to, of: payables, party: supplier, within: within})
	if err != nil {
		return nil, err
	}
	return &SupplierStatement{SupplierID: supplier, SupplierName: d.partyName, Dealings: d, Standing: PayableStanding{Payable: d.open, Advance: d.advance}}, nil
}

// UsedSuppliersTx tells which of the suppliers have payables or payments; it is a
// party.UsageFunc.
func UsedSuppliersTx(ctx context.Context, tx *db.Tx, suppliers []db.ID) ([]db.ID, error) {
	return usedParties(ctx, tx, payables, suppliers)
}
