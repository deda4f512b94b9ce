package finance

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// money is a receipt or a payment as it is entered: money that settles items, money
// given back (below zero), or a settlement, which moves none.
type money struct {
	kind            string
	partyID, fundID db.ID
	date            db.Date // empty means today
	amount          dec.Amount
	allocations     []Allocation // what is left stays as advance
	draws           []draw       // of a refund only
	sourceKind      string
	sourceID        db.ID
	orderID         db.ID // what it was paid for before there was an item; zero for none
	cut             bool  // allocations to what is open, instead of refusing them
	note            string
	within          *tenant.DataScope // nil for a program
}

var insertMoney = onSides(`INSERT INTO {money} (tenant_id, id, kind, no, {party}_id, fund_account_id, {money}_date, amount, allocated, state, source_kind, source_id, order_id, note, created_by, created_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL DO NOTHING`)

// postMoneyTx books a receipt or a payment: the fund account moves, the open items are
// settled, the rest becomes an advance. A source booked before changes nothing.
func (s *Service) postMoneyTx(ctx context.Context, tx *db.Tx, sd *side, m money) (id db.ID, no string, err error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if m.date == "" {
		m.date = set.Today(tx.Now)
	}
	if err := set.CheckNewDate(m.date, tx.Now); err != nil {
		return 0, "", err
	}
	drawn := make([]db.ID, len(m.draws))
	for i, d := range m.draws {
		drawn[i] = d.money
	}
	advances, err := lockAdvances(ctx, tx, sd, drawn, m.within)
	if err != nil {
		return 0, "", err
	}
	// The locked items and account also order two runs for one source.
	items, err := lockItems(ctx, tx, sd, docsOf(m.allocations))
	if err != nil {
		return 0, "", err
	}
	hide(items, m.within)
	fund, err := lockFund(ctx, tx, m.fundID)
	if err != nil {
		return 0, "", err
	}
	if id, no, err = m.bookedBefore(ctx, tx, sd); err != nil || id != 0 {
		return id, no, err
	}
	if err := fund.Usable(); err != nil {
		return 0, "", err
	}
	if m.partyID != 0 {
		if _, err := sd.partyTx(ctx, s, tx, m.partyID); err != nil {
			return 0, "", err
		}
	}
	of, err := m.settle(sd, items, advances)
	if err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, m.kind, m.date); err != nil {
		return 0, "", err
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, no); err != nil {
		return 0, "", err
	}
	id = tx.NewID()
	n, err := tx.Exec(ctx, insertMoney[sd], tx.Tenant, id, m.kind, no, m.partyID, m.fundID, m.date, m.amount, of.settled.Sub(of.drawn),
		nullText(m.sourceKind), m.sourceID, m.orderID, m.note, tx.Actor.Name, tx.Now)
	if err != nil {
		return 0, "", fmt.Errorf("insert %s %s: %w", sd.money, no, err)
	}
	if n == 0 { // another transaction booked the source while this one waited
		return m.bookedBefore(ctx, tx, sd)
	}
	if err := allocate(ctx, tx, sd, sharesOf(id, of.allocations)); err != nil {
		return 0, "", err
	}
	if err := settleItems(ctx, tx, sd, of.allocations); err != nil {
		return 0, "", err
	}
	if err := drawTx(ctx, tx, sd, id, m.draws); err != nil {
		return 0, "", err
	}
	if err := s.PostTx(ctx, tx, m.entry(sd, id, no, fund.Account, of.settled)); err != nil {
		return 0, "", err
	}
	return id, no, doc.AuditTx(ctx, tx, doc.Change{Action: "post", Entity: m.kind, EntityID: id, EntityNo: no, After: m.state(sd, of.allocations)})
}

// state is what the audit log keeps of a receipt or a payment.
func (m *money) state(sd *side, allocations []Allocation) map[string]any {
	state := map[string]any{sd.partyKey: m.partyID, "fundAccountId": m.fundID, "date": m.date, "amount": m.amount, "note": m.note}
	if len(allocations) > 0 {
		state["allocations"] = allocationStates(allocations)
	}
	if len(m.draws) > 0 {
		advances := make([]map[string]any, len(m.draws))
		for i, d := range m.draws {
			advances[i] = map[string]any{sd.moneyKey: d.money, "amount": d.amount}
		}
		state["advances"] = advances
	}
	return state
}

func allocationStates(allocations []Allocation) []map[string]any {
	out := make([]map[string]any, len(allocations))
	for i, a := range allocations {
		out[i] = map[string]any{"docId": a.DocID, "amount": a.Amount}
	}
	return out
}

var moneyOfSource = onSides(`SELECT id, no, {party}_id, amount FROM {money} WHERE tenant_id = ? AND source_kind = ? AND source_id = ?`)

// bookedBefore finds the receipt or the payment of the same source.
func (m *money) bookedBefore(ctx context.Context, tx *db.Tx, sd *side) (id db.ID, no string, err error) {
	if m.sourceID == 0 {
		return 0, "", nil
	}
	var party db.ID
	var amount dec.Amount
	if _, err = tx.Row(ctx, moneyOfSource[sd], []any{tx.Tenant, m.sourceKind, m.sourceID}, &id, &no, &party, &amount); err != nil {
		return 0, "", fmt.Errorf("look for the %s of %s %d: %w", sd.money, m.sourceKind, m.sourceID, err)
	}
	if id != 0 && (party != m.partyID || amount != m.amount) {
		return 0, "", sd.faults.sourceMismatch.With("no", no, "source", m.sourceKind)
	}
	return id, no, nil
}

// settled is what a receipt or a payment does to the items and the advances.
type settled struct {
	allocations []Allocation
	settled     dec.Amount // what they add up to
	drawn       dec.Amount // what is given back of advances
}

// settle checks the money against the locked items and advances, and gives what it does
// to them.
func (m *money) settle(sd *side, items map[db.ID]*openItem, advances map[db.ID]advance) (out settled, err error) {
	if m.kind != sd.refund && len(m.draws) > 0 {
		return out, fmt.Errorf("a %s gives no advance back", m.kind)
	}
	var f fault.Fields
	if m.partyID == 0 {
		f.Add(sd.partyKey, fault.ErrRequired)
	}
	if m.fundID == 0 && m.kind != sd.settlement {
		f.Add("fundAccountId", fault.ErrRequired)
	}
	out.allocations, out.settled = sd.checkAllocations(&f, m.partyID, m.allocations, items, m.cut)
	out.drawn = sd.checkDraws(&f, m.partyID, m.draws, advances)
	total := out.settled
	switch m.kind {
	case sd.refund:
		if m.amount >= 0 {
			f.Add("amount", fault.ErrPositive)
		} else if given := out.drawn.Sub(total); given != m.amount.Neg() && f.Len() == 0 {
			f.Add("allocations", sd.faults.refundTotal.With("allocated", given, "amount", m.amount.Neg()))
		}
	case sd.settlement:
		if (total != 0 || len(out.allocations) < 2) && f.Len() == 0 {
			f.Add("allocations", sd.faults.settlementTotal.With("difference", total))
		}
	default:
		if m.amount <= 0 {
			f.Add("amount", fault.ErrPositive)
		}
		if total > m.amount || total < 0 {
			f.Add("allocations", sd.faults.allocatedTotal.With("allocated", total, "amount", m.amount))
		}
	}
	return out, f.Err()
}

// entry books the money: what it settles of the items, and the rest against the advances.
func (m *money) entry(sd *side, id db.ID, no, fund string, settled dec.Amount) Entry {
	return Entry{DocKind: m.kind, DocID: id, DocNo: no, Date: m.date, Memo: m.note, Lines: []EntryLine{
		{Account: fund, FundAccountID: m.fundID, Amount: sd.booked(m.amount)},
		sd.line(sd.account, m.partyID, settled.Neg()),
		sd.line(sd.advances, m.partyID, settled.Sub(m.amount)),
	}}
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}
