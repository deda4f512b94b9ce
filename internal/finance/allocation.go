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

func docsOf(list []Allocation) []db.ID {
	docs := make([]db.ID, len(list))
	for i, a := range list {
		docs[i] = a.DocID
	}
	return docs
}

// checkAllocations matches the wishes with the open items.
func (sd *side) checkAllocations(f *fault.Fields, party db.ID, wanted []Allocation, items map[db.ID]*openItem, cut bool) ([]Allocation, dec.Amount) {
	out := make([]Allocation, 0, len(wanted))
	seen := make(map[db.ID]bool, len(wanted))
	var total dec.Amount
	for i, a := range wanted {
		at := "allocations[" + strconv.Itoa(i) + "]"
		it := items[a.DocID]
		switch {
		case it == nil || a.DocKind != "" && a.DocKind != it.docKind:
			f.Add(at+".docId", sd.faults.noItem.With("document", a.DocID))
			continue
		case it.partyID != party:
			f.Add(at+".docId", sd.faults.otherParty.With("document", it.docNo))
			continue
		case seen[a.DocID]:
			f.Add(at+".docId", sd.faults.twice.With("document", it.docNo))
			continue
		}
		seen[a.DocID] = true
		open := it.open()
		wrongSide := a.Amount.Sign()*open.Sign() < 0
		if (wrongSide || a.Amount.Abs() > open.Abs()) && !cut {
			f.Add(at+".amount", sd.faults.overAllocated.With("document", it.docNo, "open", open, "amount", a.Amount))
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

// share is how much of a receipt or a payment settles an item; below zero takes that back.
type share struct {
	money, doc db.ID
	amount     dec.Amount
}

func sharesOf(money db.ID, list []Allocation) []share {
	out := make([]share, len(list))
	for i, a := range list {
		out[i] = share{money, a.DocID, a.Amount}
	}
	return out
}

var insertShares = onSides(`INSERT INTO {allocation} (tenant_id, {money}_id, id, doc_id, amount, created_at) VALUES `)

// allocate writes which money settles which items.
func allocate(ctx context.Context, tx *db.Tx, sd *side, list []share) error {
	for part := range slices.Chunk(list, chunk) {
		args := make([]any, 0, len(part)*6)
		for _, s := range part {
			args = append(args, tx.Tenant, s.money, tx.NewID(), s.doc, s.amount, tx.Now)
		}
		if _, err := tx.Exec(ctx, insertShares[sd]+db.Tuples(len(part), 6), args...); err != nil {
			return fmt.Errorf("allocate a %s: %w", sd.money, err)
		}
	}
	return nil
}

var useOfMoney = onSides(`UPDATE {money} AS r SET allocated = r.allocated + v.column2 FROM (VALUES `)

// useMoney moves how much of money, which the caller has locked, is used up.
func useMoney(ctx context.Context, tx *db.Tx, sd *side, used map[db.ID]dec.Amount) error {
	for part := range slices.Chunk(slices.Sorted(maps.Keys(used)), chunk) {
		args := make([]any, 0, len(part)*2+1)
		for _, id := range part {
			args = append(args, id, used[id])
		}
		n, err := tx.Exec(ctx, useOfMoney[sd]+db.Bigints(len(part), 2)+`) AS v WHERE r.tenant_id = ? AND r.id = v.column1`, append(args, tx.Tenant)...)
		if err != nil {
			return fmt.Errorf("use a %s: %w", sd.money, err)
		}
		if int(n) != len(part) {
			return fmt.Errorf("use a %s: %d of %d found", sd.money, n, len(part))
		}
	}
	return nil
}

var settleOfItems = onSides(`UPDATE {item} AS r SET settled = r.settled + v.column2 FROM (VALUES `)

// settleItems moves what is settled of the items, which the caller has locked.
func settleItems(ctx context.Context, tx *db.Tx, sd *side, list []Allocation) error {
	for part := range slices.Chunk(list, chunk) {
		args := make([]any, 0, len(part)*2+1)
		for _, a := range part {
			args = append(args, a.DocID, a.Amount)
		}
		n, err := tx.Exec(ctx, settleOfItems[sd]+db.Bigints(len(part), 2)+`) AS v WHERE r.tenant_id = ? AND r.doc_id = v.column1`, append(args, tx.Tenant)...)
		if err != nil {
			return fmt.Errorf("settle %ss: %w", sd.item, err)
		}
		if int(n) != len(part) {
			return fmt.Errorf("settle %ss: %d of %d found", sd.item, n, len(part))
		}
	}
	return nil
}
