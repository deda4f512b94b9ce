package finance

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

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

// OpenReceivableTx opens the item of a document; an amount of zero opens none.
// The entry is the caller's. A document has one item: a second is db.ErrDuplicate.
func (s *Service) OpenReceivableTx(ctx context.Context, tx *db.Tx, r Receivable) error {
	return insertReceivable(ctx, tx, r, 0)
}

func insertReceivable(ctx context.Context, tx *db.Tx, r Receivable, setOff dec.Amount) error {
	if r.Amount == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO receivable (tenant_id, doc_id, doc_kind, doc_no, customer_id, doc_date, warehouse_id, shop_id, due_date, amount, set_off, note, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, r.DocID, r.DocKind, r.DocNo, r.CustomerID, r.Date, r.WarehouseID, r.ShopID, r.DueDate, r.Amount, setOff, r.Note, tx.Now)
	if err != nil {
		return fmt.Errorf("open the receivable of %s: %w", r.DocNo, err)
	}
	return nil
}

// ReverseReceivableTx closes the item of document docID against the item of the
// document that reverses it; of r it needs DocKind, DocID, DocNo, Date, WarehouseID, ShopID and Note.
// What had been paid on it becomes the customer's advance, with an entry of its
// own; what settled it otherwise has to be reversed first (ErrSettledBy); the entry of the reversal itself is the caller's. A document that opened
// no item is left alone; one reversed before is ErrReceivableReversed.
func (s *Service) ReverseReceivableTx(ctx context.Context, tx *db.Tx, docID db.ID, r Receivable) error {
	receipts, err := lockReceiptsOf(ctx, tx, docID)
	if err != nil {
		return err
	}
	items, err := lockReceivables(ctx, tx, []db.ID{docID})
	if err != nil {
		return err
	}
	it := items[docID]
	if it == nil {
		return nil
	}
	if it.setOff != 0 {
		return ErrReceivableReversed.With("document", it.docNo)
	}
	if err := s.releaseAllocations(ctx, tx, it, receipts, r); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE receivable SET settled = settled - ?, set_off = amount WHERE tenant_id = ? AND doc_id = ?`,
		it.settled, tx.Tenant, docID); err != nil {
		return fmt.Errorf("set off the receivable of %s: %w", it.docNo, err)
	}
	r.CustomerID, r.Amount = it.customerID, it.amount.Neg()
	return insertReceivable(ctx, tx, r, r.Amount)
}

// lockReceiptsOf locks the receipts that settle the item of a document, in key order.
// Receipts come before items, as where one of them is allocated or reversed.
func lockReceiptsOf(ctx context.Context, tx *db.Tx, docID db.ID) (map[db.ID]bool, error) {
	out := map[db.ID]bool{}
	err := tx.Each(ctx, `SELECT id FROM receipt WHERE tenant_id = ? AND id IN (SELECT receipt_id FROM receipt_allocation WHERE tenant_id = ? AND doc_id = ?)
		ORDER BY id`+tx.ForUpdate(), []any{tx.Tenant, tx.Tenant, docID}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		out[id] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lock what settled document %d: %w", docID, err)
	}
	return out, nil
}

// releaseAllocations gives the receipts allocated to the item, which are locked, their
// money back as advance. One allocated after they were locked makes it db.ErrAgain.
func (s *Service) releaseAllocations(ctx context.Context, tx *db.Tx, it *openItem, locked map[db.ID]bool, by Receivable) error {
	if it.settled == 0 {
		return nil
	}
	var shares []share
	released := map[db.ID]dec.Amount{}
	err := tx.Each(ctx, `SELECT a.receipt_id, a.total, r.kind, r.no FROM receipt r JOIN (SELECT receipt_id, SUM(amount) AS total FROM receipt_allocation
			WHERE tenant_id = ? AND doc_id = ? GROUP BY receipt_id HAVING SUM(amount) <> 0) a ON a.receipt_id = r.id
		WHERE r.tenant_id = ? ORDER BY a.receipt_id`, []any{tx.Tenant, it.docID, tx.Tenant}, func(rows *sql.Rows) error {
		var (
			receipt db.ID
			total   dec.Amount
			kind    ReceiptKind
			no      string
		)
		if err := rows.Scan(&receipt, &total, &kind, &no); err != nil {
			return err
		}
		// What was paid can become an advance. What gave money back, or set one item
		// against another, says nothing any more when half of it is gone.
		if kind != KindReceipt || total < 0 {
			return ErrSettledBy.With("document", it.docNo, "kind", kind, "no", no)
		}
		if !locked[receipt] {
			return db.ErrAgain
		}
		shares, released[receipt] = append(shares, share{receipt, it.docID, total.Neg()}), total.Neg()
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what settled %s: %w", it.docNo, err)
	}
	if err := allocate(ctx, tx, shares); err != nil {
		return err
	}
	if err := useReceipts(ctx, tx, released); err != nil {
		return err
	}
	return s.PostTx(ctx, tx, Entry{DocKind: by.DocKind, DocID: by.DocID, DocNo: by.DocNo, Date: by.Date, Memo: by.Note, Lines: []EntryLine{
		{Account: AccountReceivable, PartyKind: PartyCustomer, PartyID: it.customerID, Amount: it.settled.Cost()},
		{Account: AccountAdvance, PartyKind: PartyCustomer, PartyID: it.customerID, Amount: it.settled.Neg().Cost()},
	}})
}

// openItem is a receivable as locked for settling.
type openItem struct {
	docID, customerID       db.ID
	warehouseID, shopID     db.ID
	docKind, docNo          string
	amount, settled, setOff dec.Amount
}

func (it *openItem) open() dec.Amount { return it.amount.Sub(it.settled).Sub(it.setOff) }

// lockReceivables locks the items of the documents in key order; documents
// without one are absent.
func lockReceivables(ctx context.Context, tx *db.Tx, docs []db.ID) (map[db.ID]*openItem, error) {
	out := make(map[db.ID]*openItem, len(docs))
	docs = slices.Compact(slices.Sorted(slices.Values(docs)))
	for part := range slices.Chunk(docs, chunk) {
		args := []any{tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		err := tx.Each(ctx, `SELECT doc_id, customer_id, doc_kind, doc_no, amount, settled, set_off, warehouse_id, shop_id FROM receivable
			WHERE tenant_id = ? AND doc_id IN `+db.Tuples(1, len(part))+` ORDER BY doc_id`+tx.ForUpdate(), args, func(rows *sql.Rows) error {
			var it openItem
			if err := rows.Scan(&it.docID, &it.customerID, &it.docKind, &it.docNo, &it.amount, &it.settled, &it.setOff, &it.warehouseID, &it.shopID); err != nil {
				return err
			}
			out[it.docID] = &it
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("lock receivables: %w", err)
		}
	}
	return out, nil
}

// hide takes the items out that lie outside the scope, as if there were none.
func hide(items map[db.ID]*openItem, within *tenant.DataScope) {
	if within == nil {
		return
	}
	maps.DeleteFunc(items, func(_ db.ID, it *openItem) bool { return !within.Allows(it.warehouseID, it.shopID) })
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
	return standing(ctx, tx, customer, tenant.Everything)
}

func standing(ctx context.Context, tx *db.Tx, customer db.ID, within tenant.DataScope) (Standing, error) {
	var st Standing
	items, receipts := itemsWithin("r", within), receiptsWithin(tx, within, "r.id")
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(r.amount - r.settled - r.set_off), 0) FROM receivable r
		WHERE r.tenant_id = ? AND r.customer_id = ? AND r.settled + r.set_off <> r.amount`+items.and, append([]any{tx.Tenant, customer}, items.args...), &st.Receivable); err != nil {
		return st, fmt.Errorf("sum the open items of customer %d: %w", customer, err)
	}
	if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(r.amount - r.allocated), 0) FROM receipt r
		WHERE r.tenant_id = ? AND r.customer_id = ? AND r.amount <> r.allocated`+receipts.and, append([]any{tx.Tenant, customer}, receipts.args...), &st.Advance); err != nil {
		return st, fmt.Errorf("sum the advances of customer %d: %w", customer, err)
	}
	return st, nil
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
