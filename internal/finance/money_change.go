package finance

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// postedMoney is a receipt or a payment as locked for a change.
type postedMoney struct {
	id, partyID, fundID, orderID, sourceID, reversesID, reversedByID db.ID
	kind, sourceKind, no                                             string
	date                                                             db.Date
	amount, allocated                                                dec.Amount
}

var moneyToChange = onSides(`SELECT kind, COALESCE(source_kind, ''), no, {money}_date, {party}_id, fund_account_id, order_id, source_id, amount, allocated, reverses_id, reversed_by_id FROM {money}
	WHERE tenant_id = ? AND id = ?`)

// lockMoney locks a receipt or a payment that may still be changed.
func lockMoney(ctx context.Context, tx *db.Tx, sd *side, id db.ID) (*postedMoney, error) {
	m := postedMoney{id: id}
	found, err := tx.Row(ctx, moneyToChange[sd]+tx.ForUpdate(), []any{tx.Tenant, id},
		&m.kind, &m.sourceKind, &m.no, &m.date, &m.partyID, &m.fundID, &m.orderID, &m.sourceID, &m.amount, &m.allocated, &m.reversesID, &m.reversedByID)
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock a %s: %w", sd.money, err)
	case !found:
		return nil, sd.faults.notFound
	case m.reversesID != 0 || m.reversedByID != 0:
		return nil, sd.faults.reversed.With("no", m.no)
	}
	return &m, nil
}

// allocateTx settles open items with the advance that is left of a receipt or a payment.
func (s *Service) allocateTx(ctx context.Context, tx *db.Tx, sd *side, id db.ID, wanted []Allocation, within *tenant.DataScope) error {
	m, err := lockMoney(ctx, tx, sd, id)
	if err != nil {
		return err
	}
	items, err := lockItems(ctx, tx, sd, docsOf(wanted))
	if err != nil {
		return err
	}
	hide(items, within)
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return err
	}
	var f fault.Fields
	list, total := sd.checkAllocations(&f, m.partyID, wanted, items, false)
	if left := m.amount.Sub(m.allocated); total < 0 || total > left {
		f.Add("allocations", sd.faults.allocatedTotal.With("allocated", total, "amount", left))
	}
	if err := f.Err(); err != nil || len(list) == 0 {
		return err
	}
	if err := allocate(ctx, tx, sd, sharesOf(id, list)); err != nil {
		return err
	}
	if err := settleItems(ctx, tx, sd, list); err != nil {
		return err
	}
	if err := useMoney(ctx, tx, sd, map[db.ID]dec.Amount{id: total}); err != nil {
		return err
	}
	if err := s.PostTx(ctx, tx, Entry{DocKind: sd.money, DocID: id, DocNo: m.no, Date: set.Today(tx.Now), Lines: []EntryLine{
		sd.line(sd.advances, m.partyID, total),
		sd.line(sd.account, m.partyID, total.Neg()),
	}}); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "allocate", Entity: sd.money, EntityID: id, EntityNo: m.no, After: map[string]any{"allocations": allocationStates(list)}})
}

var (
	insertCounter = onSides(`INSERT INTO {money} (tenant_id, id, kind, no, {party}_id, fund_account_id, {money}_date, amount, allocated, state, order_id, reverses_id, note, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?, ?)`)
	markReversed = onSides(`UPDATE {money} SET state = 'reversed', reversed_by_id = ? WHERE tenant_id = ? AND id = ?`)
)

// reverseMoneyTx takes a receipt or a payment back by a counter-document dated date
// (empty means today): the fund account moves back, what was settled is open again.
func (s *Service) reverseMoneyTx(ctx context.Context, tx *db.Tx, sd *side, id db.ID, date db.Date, note string) (counter db.ID, no string, err error) {
	draws, err := lockDrawn(ctx, tx, sd, id)
	if err != nil {
		return 0, "", err
	}
	m, err := lockMoney(ctx, tx, sd, id)
	if err != nil {
		return 0, "", err
	}
	if err := m.notDrawn(ctx, tx, sd); err != nil {
		return 0, "", err
	}
	if refusal := sd.fixed[m.sourceKind]; refusal != nil {
		return 0, "", refusal.With("no", m.no, "source", m.sourceKind)
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if date == "" {
		date = set.Today(tx.Now)
	}
	if err := set.CheckReversalDate(date, tx.Now, m.no, m.date); err != nil {
		return 0, "", err
	}
	list, settled, err := takenBack(ctx, tx, sd, id)
	if err != nil {
		return 0, "", err
	}
	if _, err := lockItems(ctx, tx, sd, docsOf(list)); err != nil {
		return 0, "", err
	}
	fund, err := lockFund(ctx, tx, m.fundID)
	if err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, m.kind, date); err != nil {
		return 0, "", err
	}
	counter = tx.NewID()
	if _, err := tx.Exec(ctx, insertCounter[sd], tx.Tenant, counter, m.kind, no, m.partyID, m.fundID, date, m.amount.Neg(), m.allocated.Neg(),
		m.orderID, id, note, tx.Actor.Name, tx.Now); err != nil {
		return 0, "", fmt.Errorf("insert %s %s: %w", sd.money, no, err)
	}
	if _, err := tx.Exec(ctx, markReversed[sd], counter, tx.Tenant, id); err != nil {
		return 0, "", fmt.Errorf("mark %s %s as reversed: %w", sd.money, m.no, err)
	}
	if err := allocate(ctx, tx, sd, sharesOf(counter, list)); err != nil {
		return 0, "", err
	}
	if err := settleItems(ctx, tx, sd, list); err != nil {
		return 0, "", err
	}
	if err := drawTx(ctx, tx, sd, counter, draws); err != nil {
		return 0, "", err
	}
	back := money{kind: m.kind, partyID: m.partyID, fundID: m.fundID, date: date, amount: m.amount.Neg(), draws: draws, note: note}
	if err := s.PostTx(ctx, tx, back.entry(sd, counter, no, fund.Account, settled)); err != nil {
		return 0, "", err
	}
	if err := s.tellReversedTx(ctx, tx, sd, Reversed{ID: id, Counter: counter, No: no, Date: date, SourceKind: m.sourceKind, SourceID: m.sourceID, OrderID: m.orderID}); err != nil {
		return 0, "", err
	}
	return counter, no, doc.AuditTx(ctx, tx,
		doc.Change{Action: "reverse", Entity: m.kind, EntityID: id, EntityNo: m.no, After: map[string]any{"by": no}},
		doc.Change{Action: "post", Entity: m.kind, EntityID: counter, EntityNo: no, After: back.state(sd, list)})
}

var sharesOfMoney = onSides(`SELECT doc_id, SUM(amount) FROM {allocation} WHERE tenant_id = ? AND {money}_id = ?
	GROUP BY doc_id HAVING SUM(amount) <> 0 ORDER BY doc_id`)

// takenBack gives what a receipt or a payment still settles, as the allocations that
// take it back, and what they add up to.
func takenBack(ctx context.Context, tx *db.Tx, sd *side, id db.ID) (list []Allocation, total dec.Amount, err error) {
	err = tx.Each(ctx, sharesOfMoney[sd], []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var a Allocation
		if err := rows.Scan(&a.DocID, &a.Amount); err != nil {
			return err
		}
		a.Amount = a.Amount.Neg()
		list, total = append(list, a), total.Add(a.Amount)
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read the allocations of %s %d: %w", sd.money, id, err)
	}
	return list, total, nil
}
