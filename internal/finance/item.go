package finance

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// item is what a document makes a party owe us, or us owe the party; below zero it is
// the other way round, as for a return.
type item struct {
	partyID             db.ID
	docKind             string
	docID               db.ID
	docNo               string
	date, dueDate       db.Date
	amount              dec.Amount
	note                string
	warehouseID, shopID db.ID
}

var insertItem = onSides(`INSERT INTO {item} (tenant_id, doc_id, doc_kind, doc_no, {party}_id, doc_date, warehouse_id, shop_id, due_date, amount, set_off, note, created_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)

// openItemTx opens the item of a document; an amount of zero opens none.
func openItemTx(ctx context.Context, tx *db.Tx, sd *side, it item, setOff dec.Amount) error {
	if it.amount == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, insertItem[sd], tx.Tenant, it.docID, it.docKind, it.docNo, it.partyID, it.date, it.warehouseID, it.shopID, it.dueDate,
		it.amount, setOff, it.note, tx.Now); err != nil {
		return fmt.Errorf("open the %s of %s: %w", sd.item, it.docNo, err)
	}
	return nil
}

var setItemOff = onSides(`UPDATE {item} SET settled = settled - ?, set_off = amount WHERE tenant_id = ? AND doc_id = ?`)

// reverseItemTx closes the item of document docID against the item of the document
// that reverses it.
func (s *Service) reverseItemTx(ctx context.Context, tx *db.Tx, sd *side, docID db.ID, by item) error {
	locked, err := lockMoneyOf(ctx, tx, sd, docID)
	if err != nil {
		return err
	}
	items, err := lockItems(ctx, tx, sd, []db.ID{docID})
	if err != nil {
		return err
	}
	it := items[docID]
	if it == nil {
		return nil
	}
	if it.setOff != 0 {
		return sd.faults.itemReversed.With("document", it.docNo)
	}
	if err := s.releaseAllocations(ctx, tx, sd, it, locked, by); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, setItemOff[sd], it.settled, tx.Tenant, docID); err != nil {
		return fmt.Errorf("set off the %s of %s: %w", sd.item, it.docNo, err)
	}
	by.partyID, by.amount = it.partyID, it.amount.Neg()
	return openItemTx(ctx, tx, sd, by, by.amount)
}

var moneyOfItem = onSides(`SELECT id FROM {money} WHERE tenant_id = ? AND id IN (SELECT {money}_id FROM {allocation} WHERE tenant_id = ? AND doc_id = ?) ORDER BY id`)

// lockMoneyOf locks the money that settles the item of a document, in key order. Money
// comes before items, as where some of it is allocated or reversed.
func lockMoneyOf(ctx context.Context, tx *db.Tx, sd *side, docID db.ID) (map[db.ID]bool, error) {
	out := map[db.ID]bool{}
	err := tx.Each(ctx, moneyOfItem[sd]+tx.ForUpdate(), []any{tx.Tenant, tx.Tenant, docID}, func(rows *sql.Rows) error {
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

// What was reversed settles nothing, and neither does what reverses it: the shares of the
// two add up to zero.
var sharesOfItem = onSides(`SELECT a.{money}_id, a.total, r.kind, r.no, r.allocated FROM {money} r JOIN (SELECT {money}_id, SUM(amount) AS total FROM {allocation}
		WHERE tenant_id = ? AND doc_id = ? GROUP BY {money}_id HAVING SUM(amount) <> 0) a ON a.{money}_id = r.id
	WHERE r.tenant_id = ? AND r.state = 'posted' AND r.reverses_id IS NULL ORDER BY a.{money}_id`)

// releaseAllocations gives the money allocated to the item, which is locked, back as
// advance. What was allocated after it was locked makes it db.ErrAgain.
func (s *Service) releaseAllocations(ctx context.Context, tx *db.Tx, sd *side, it *openItem, locked map[db.ID]bool, by item) error {
	if it.settled == 0 {
		return nil
	}
	var shares []share
	released := map[db.ID]dec.Amount{}
	err := tx.Each(ctx, sharesOfItem[sd], []any{tx.Tenant, it.docID, tx.Tenant}, func(rows *sql.Rows) error {
		var (
			id               db.ID
			total, allocated dec.Amount
			kind, no         string
		)
		if err := rows.Scan(&id, &total, &kind, &no, &allocated); err != nil {
			return err
		}
		// What was paid can become an advance. What gave money back, or set one item
		// against another, says nothing any more when half of it is gone.
		if kind != sd.money || total < 0 || total > allocated {
			return sd.faults.settledBy.With("document", it.docNo, "kind", kind, "no", no)
		}
		if !locked[id] {
			return db.ErrAgain
		}
		shares, released[id] = append(shares, share{id, it.docID, total.Neg()}), total.Neg()
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what settled %s: %w", it.docNo, err)
	}
	if err := allocate(ctx, tx, sd, shares); err != nil {
		return err
	}
	if err := useMoney(ctx, tx, sd, released); err != nil {
		return err
	}
	return s.PostTx(ctx, tx, Entry{DocKind: by.docKind, DocID: by.docID, DocNo: by.docNo, Date: by.date, Memo: by.note, Lines: []EntryLine{
		sd.line(sd.account, it.partyID, it.settled),
		sd.line(sd.advances, it.partyID, it.settled.Neg()),
	}})
}

// openItem is an item as locked for settling.
type openItem struct {
	docID, partyID          db.ID
	warehouseID, shopID     db.ID
	docKind, docNo          string
	amount, settled, setOff dec.Amount
}

func (it *openItem) open() dec.Amount { return it.amount.Sub(it.settled).Sub(it.setOff) }

var itemsToLock = onSides(`SELECT doc_id, {party}_id, doc_kind, doc_no, amount, settled, set_off, warehouse_id, shop_id FROM {item} WHERE tenant_id = ? AND doc_id IN `)

// lockItems locks the items of the documents in key order; documents without one are
// absent.
func lockItems(ctx context.Context, tx *db.Tx, sd *side, docs []db.ID) (map[db.ID]*openItem, error) {
	out := make(map[db.ID]*openItem, len(docs))
	docs = slices.Compact(slices.Sorted(slices.Values(docs)))
	for part := range slices.Chunk(docs, chunk) {
		err := tx.Each(ctx, itemsToLock[sd]+db.Tuples(1, len(part))+" ORDER BY doc_id"+tx.ForUpdate(), ofTenant(tx, part), func(rows *sql.Rows) error {
			var it openItem
			if err := rows.Scan(&it.docID, &it.partyID, &it.docKind, &it.docNo, &it.amount, &it.settled, &it.setOff, &it.warehouseID, &it.shopID); err != nil {
				return err
			}
			out[it.docID] = &it
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("lock %ss: %w", sd.item, err)
		}
	}
	return out, nil
}

// ofTenant is the account set and ids, as arguments.
func ofTenant(tx *db.Tx, ids []db.ID) []any {
	args := make([]any, 1, len(ids)+1)
	args[0] = tx.Tenant
	for _, id := range ids {
		args = append(args, id)
	}
	return args
}

// hide takes the items out that lie outside the scope, as if there were none.
func hide(items map[db.ID]*openItem, within *tenant.DataScope) {
	if within == nil {
		return
	}
	maps.DeleteFunc(items, func(_ db.ID, it *openItem) bool { return !within.Allows(it.warehouseID, it.shopID) })
}

var openOfItems = onSides(`SELECT doc_id, amount - settled - set_off FROM {item} WHERE tenant_id = ? AND doc_id IN `)

// openOf gives what is still open of the items of documents; those without an item are
// absent.
func openOf(ctx context.Context, tx *db.Tx, sd *side, docs []db.ID) (map[db.ID]dec.Amount, error) {
	out := make(map[db.ID]dec.Amount, len(docs))
	for part := range slices.Chunk(docs, chunk) {
		err := tx.Each(ctx, openOfItems[sd]+db.Tuples(1, len(part)), ofTenant(tx, part), func(rows *sql.Rows) error {
			var (
				id   db.ID
				open dec.Amount
			)
			err := rows.Scan(&id, &open)
			out[id] = open
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read open %ss: %w", sd.item, err)
		}
	}
	return out, nil
}

var (
	partiesUsed = onSides(`SELECT {party}_id FROM {item} WHERE tenant_id = ? AND {party}_id IN `)
	partiesPaid = onSides(` UNION SELECT {party}_id FROM {money} WHERE tenant_id = ? AND {party}_id IN `)
)

// usedParties tells which of the parties have items or money.
func usedParties(ctx context.Context, tx *db.Tx, sd *side, parties []db.ID) ([]db.ID, error) {
	if len(parties) == 0 {
		return nil, nil
	}
	in, args := db.Tuples(1, len(parties)), ofTenant(tx, parties)
	var used []db.ID
	err := tx.Each(ctx, partiesUsed[sd]+in+partiesPaid[sd]+in, append(args, args...), func(rows *sql.Rows) error {
		var id db.ID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		used = append(used, id)
		return nil
	})
	return used, err
}
