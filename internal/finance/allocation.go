package finance

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Allocation settles an open item, or part of it. An item below zero takes an
// amount below zero.
type Allocation struct {
	DocKind string // checked against the item when given
	DocID   db.ID
	Amount  dec.Amount
}

// checkAllocations matches the wishes with the open items.
func checkAllocations(f *fault.Fields, customer db.ID, wanted []Allocation, items map[db.ID]*openItem, cut bool) ([]Allocation, dec.Amount) {
	out := make([]Allocation, 0, len(wanted))
	seen := make(map[db.ID]bool, len(wanted))
	var total dec.Amount
	for i, a := range wanted {
		at := "allocations[" + strconv.Itoa(i) + "]"
		it := items[a.DocID]
		switch {
		case it == nil || a.DocKind != "" && a.DocKind != it.docKind:
			f.Add(at+".docId", ErrNoReceivable.With("document", a.DocID))
			continue
		case it.customerID != customer:
			f.Add(at+".docId", ErrOtherCustomer.With("document", it.docNo))
			continue
		case seen[a.DocID]:
			f.Add(at+".docId", ErrAllocatedTwice.With("document", it.docNo))
			continue
		}
		seen[a.DocID] = true
		open := it.open()
		wrongSide := a.Amount.Sign()*open.Sign() < 0
		if (wrongSide || a.Amount.Abs() > open.Abs()) && !cut {
			f.Add(at+".amount", ErrOverAllocated.With("document", it.docNo, "open", open, "amount", a.Amount))
			continue
		}
		switch {
		case wrongSide, a.Amount == 0, open == 0:
			continue
		case a.Amount.Abs() > open.Abs():
			a.Amount = open
		}
		out = append(out, a)
		total = total.Add(a.Amount)
	}
	return out, total
}

// share is how much of a receipt settles an item; below zero takes that back.
type share struct {
	receipt, doc db.ID
	amount       dec.Amount
}

func sharesOf(receipt db.ID, list []Allocation) []share {
	out := make([]share, len(list))
	for i, a := range list {
		out[i] = share{receipt, a.DocID, a.Amount}
	}
	return out
}

// allocate writes which receipts settle which items.
func allocate(ctx context.Context, tx *db.Tx, list []share) error {
	if len(list) == 0 {
		return nil
	}
	args := make([]any, 0, len(list)*6)
	for _, s := range list {
		args = append(args, tx.Tenant, s.receipt, tx.NewID(), s.doc, s.amount, tx.Now)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO receipt_allocation (tenant_id, receipt_id, id, doc_id, amount, created_at) VALUES `+
		db.Tuples(len(list), 6), args...); err != nil {
		return fmt.Errorf("allocate receipts: %w", err)
	}
	return nil
}

// useReceipts moves how much of receipts, which the caller has locked, is used up.
func useReceipts(ctx context.Context, tx *db.Tx, used map[db.ID]dec.Amount) error {
	if len(used) == 0 {
		return nil
	}
	args := make([]any, 0, len(used)*2+1)
	for _, id := range slices.Sorted(maps.Keys(used)) {
		args = append(args, id, used[id])
	}
	n, err := tx.Exec(ctx, `UPDATE receipt AS r SET allocated = r.allocated + v.column2 FROM (VALUES `+db.Bigints(len(used), 2)+`) AS v
		WHERE r.tenant_id = ? AND r.id = v.column1`, append(args, tx.Tenant)...)
	if err != nil {
		return fmt.Errorf("use receipts: %w", err)
	}
	if int(n) != len(used) {
		return fmt.Errorf("use receipts: %d of %d found", n, len(used))
	}
	return nil
}

// settleItems moves what is settled of the items, which the caller has locked.
func settleItems(ctx context.Context, tx *db.Tx, list []Allocation) error {
	if len(list) == 0 {
		return nil
	}
	args := make([]any, 0, len(list)*2+1)
	for _, a := range list {
		args = append(args, a.DocID, a.Amount)
	}
	n, err := tx.Exec(ctx, `UPDATE receivable AS r SET settled = r.settled + v.column2 FROM (VALUES `+db.Bigints(len(list), 2)+`) AS v
		WHERE r.tenant_id = ? AND r.doc_id = v.column1`, append(args, tx.Tenant)...)
	if err != nil {
		return fmt.Errorf("settle receivables: %w", err)
	}
	if int(n) != len(list) {
		return fmt.Errorf("settle receivables: %d of %d found", n, len(list))
	}
	return nil
}
