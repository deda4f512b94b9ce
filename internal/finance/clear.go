package finance

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

// clearAdvancesTx settles the item of a document with what is left of advances, in the
// order of their ids and as far as both go. As many statements for ten advances as for one.
func (s *Service) clearAdvancesTx(ctx context.Context, tx *db.Tx, sd *side, docID db.ID, ids []db.ID) (cleared dec.Amount, err error) {
	advances, err := lockAdvances(ctx, tx, sd, slices.Compact(slices.Sorted(slices.Values(ids))), nil)
	if err != nil || len(advances) == 0 {
		return 0, err
	}
	items, err := lockItems(ctx, tx, sd, []db.ID{docID})
	if err != nil {
		return 0, err
	}
	it := items[docID]
	if it == nil {
		return 0, nil
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, err
	}
	var (
		shares []share
		lines  []doc.Change
	)
	left, used := it.open(), map[db.ID]dec.Amount{}
	for _, id := range slices.Sorted(maps.Keys(advances)) {
		a := advances[id]
		if a.partyID != it.partyID {
			return 0, sd.faults.otherParty.With("document", a.no)
		}
		part := min(a.left, left)
		if !a.counts || part <= 0 {
			continue
		}
		shares, used[id], left, cleared = append(shares, share{id, docID, part}), part, left.Sub(part), cleared.Add(part)
		lines = append(lines, doc.Change{
			Action: "allocate", Entity: sd.money, EntityID: id, EntityNo: a.no,
			After: map[string]any{"allocations": allocationStates([]Allocation{{DocID: docID, Amount: part}})},
		})
	}
	if cleared == 0 {
		return 0, nil
	}
	if err := allocate(ctx, tx, sd, shares); err != nil {
		return 0, err
	}
	if err := settleItems(ctx, tx, sd, []Allocation{{DocID: docID, Amount: cleared}}); err != nil {
		return 0, err
	}
	if err := useMoney(ctx, tx, sd, used); err != nil {
		return 0, err
	}
	if err := s.PostTx(ctx, tx, Entry{DocKind: it.docKind, DocID: docID, DocNo: it.docNo, Date: set.Today(tx.Now), Lines: []EntryLine{
		sd.line(sd.advances, it.partyID, cleared),
		sd.line(sd.account, it.partyID, cleared.Neg()),
	}}); err != nil {
		return 0, err
	}
	return cleared, doc.AuditTx(ctx, tx, lines...)
}

// PaidWith is a payment that settles a document, and by how much.
type PaidWith struct {
	PaymentID db.ID
	Kind      PaymentKind
	No        string
	Amount    dec.Amount
}

// PaidWithTx gives what settles the payable of a document now.
func (s *Service) PaidWithTx(ctx context.Context, tx *db.Tx, docID db.ID) ([]PaidWith, error) {
	var out []PaidWith
	err := tx.Each(ctx, sharesOfItem[payables], []any{tx.Tenant, docID, tx.Tenant}, func(rows *sql.Rows) error {
		var p PaidWith
		var allocated dec.Amount
		err := rows.Scan(&p.PaymentID, &p.Amount, &p.Kind, &p.No, &allocated)
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what settles document %d: %w", docID, err)
	}
	return out, nil
}

// maxAdvances bounds how many advances one document clears.
const maxAdvances = 200

// FreeAdvancesTx gives the payments to a supplier that have an advance left and name no
// purchase order, the oldest first; 200 at most.
func (s *Service) FreeAdvancesTx(ctx context.Context, tx *db.Tx, supplier db.ID) ([]db.ID, error) {
	var ids []db.ID
	err := tx.Each(ctx, `SELECT id FROM payment WHERE tenant_id = ? AND supplier_id = ? AND kind = ? AND state = 'posted' AND reverses_id IS NULL AND order_id IS NULL AND allocated < amount
		ORDER BY id LIMIT ?`, []any{tx.Tenant, supplier, KindPayment, maxAdvances}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the advances of supplier %d: %w", supplier, err)
	}
	return ids, nil
}
