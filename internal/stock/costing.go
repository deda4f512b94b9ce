package stock

import (
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// The rules of moving-average costing, without SQL (ADR 0007). Quantity and
// value are carried side by side and the rate is only ever derived from them, so
// it cannot drift, and what an issue takes with it is a share of the value there
// is: nothing is left over when the last piece goes.

// pool is what the stock of one SKU in one cost scope is worth.
//
// Invariants after every rule: quantity 0 ⇒ value 0; quantity > 0 ⇒ value ≥ 0 and
// nothing open; quantity < 0 ⇒ the open issues add up to −quantity and −value.
type pool struct {
	quantity dec.Quantity
	value    dec.Cost
	// lastCost is the last positive unit cost seen; issues below zero are booked at it.
	lastCost dec.Cost
	// open holds the unsettled issues below zero, oldest first.
	open []provisional
}

// provisional is an issue below zero, booked at a guessed cost until a receipt
// tells the real one.
type provisional struct {
	id       db.ID
	docID    db.ID
	lineID   db.ID
	quantity dec.Quantity // still open, above zero
	value    dec.Cost     // what the open quantity was booked at
}

// settlement is the part of a provisional issue that a receipt settled.
type settlement struct {
	of       provisional // as it was before
	quantity dec.Quantity
	trueUp   dec.Cost // what it cost beyond what was booked; may be negative
}

// receive takes in q at the value v. Below zero it first settles open issues at
// the rate of this receipt, those of the document undone first, then the oldest;
// what they cost more or less than booked comes back as true-ups and leaves the
// value of the stock.
func (p *pool) receive(q dec.Quantity, v dec.Cost, undone db.ID) ([]settlement, error) {
	var settled []settlement
	rate := v.UnitCost(q)
	for q > 0 && len(p.open) > 0 {
		i := p.next(undone)
		s := min(q, p.open[i].quantity)
		actual, err := v.Share(s, q)
		if err != nil {
			return nil, err
		}
		of, booked, err := p.settle(i, s)
		if err != nil {
			return nil, err
		}
		settled = append(settled, settlement{of: of, quantity: s, trueUp: actual.Sub(booked)})
		q, v = q.Sub(s), v.Sub(actual)
	}
	p.quantity, p.value = p.quantity.Add(q), p.value.Add(v)
	if p.quantity > 0 {
		rate = p.value.UnitCost(p.quantity)
	}
	if rate > 0 {
		p.lastCost = rate
	}
	return settled, nil
}

// next is the open issue to settle now.
func (p *pool) next(undone db.ID) int {
	if undone != 0 {
		if i := slices.IndexFunc(p.open, func(o provisional) bool { return o.docID == undone }); i >= 0 {
			return i
		}
	}
	return 0
}

// settle closes s of the open issue i and gives back what it was booked at.
func (p *pool) settle(i int, s dec.Quantity) (of provisional, booked dec.Cost, err error) {
	of = p.open[i]
	if booked, err = of.value.Share(s, of.quantity); err != nil {
		return of, 0, err
	}
	if s == of.quantity {
		p.open = slices.Delete(p.open, i, i+1)
	} else {
		p.open[i].quantity, p.open[i].value = of.quantity.Sub(s), of.value.Sub(booked)
	}
	p.quantity, p.value = p.quantity.Add(s), p.value.Add(booked)
	return of, booked, nil
}

// takeBack takes in q without a price of its own, such as a customer's return:
// it undoes open issues at what they were booked at, the rest comes in at the
// current cost. It returns the value that came in.
func (p *pool) takeBack(q dec.Quantity, undone db.ID) (dec.Cost, error) {
	var total dec.Cost
	for q > 0 && len(p.open) > 0 {
		i := p.next(undone)
		s := min(q, p.open[i].quantity)
		_, booked, err := p.settle(i, s)
		if err != nil {
			return 0, err
		}
		total, q = total.Add(booked), q.Sub(s)
	}
	if q == 0 {
		return total, nil
	}
	v, err := p.atCurrentCost(q)
	if err != nil {
		return 0, err
	}
	p.quantity, p.value = p.quantity.Add(q), p.value.Add(v)
	return total.Add(v), nil
}

// atCurrentCost values q at the rate of what is on hand, or, where nothing of
// value is, at the last positive rate.
func (p *pool) atCurrentCost(q dec.Quantity) (dec.Cost, error) {
	if p.quantity > 0 && p.value > 0 {
		return p.value.Share(q, p.quantity)
	}
	return p.lastCost.Times(q)
}

// issue takes out q and returns its cost. What of q was not there is remembered
// as open under of.
func (p *pool) issue(q dec.Quantity, of provisional) (cost dec.Cost, err error) {
	covered := min(q, max(p.quantity, 0))
	short := q.Sub(covered)
	var guess dec.Cost
	if short > 0 { // before the rate goes with the last piece
		if guess, err = p.atCurrentCost(short); err != nil {
			return 0, err
		}
	}
	if covered > 0 {
		if cost, err = p.value.Share(covered, p.quantity); err != nil {
			return 0, err
		}
	}
	cost = cost.Add(guess)
	if short > 0 {
		of.quantity, of.value = short, guess
		p.open = append(p.open, of)
	}
	p.quantity, p.value = p.quantity.Sub(q), p.value.Sub(cost)
	return cost, nil
}

// issueAt takes out q at the value v it once came in with, for returns to the
// supplier and reversals. Where that would leave a negative value, or a value
// without goods, it leaves at the current cost instead.
func (p *pool) issueAt(q dec.Quantity, v dec.Cost, of provisional) (dec.Cost, error) {
	if q >= p.quantity || v < 0 || v > p.value {
		return p.issue(q, of)
	}
	p.quantity, p.value = p.quantity.Sub(q), p.value.Sub(v)
	if p.value > 0 {
		if rate := p.value.UnitCost(p.quantity); rate > 0 {
			p.lastCost = rate
		}
	}
	return v, nil
}

// lateCost spreads a cost c that became known after the receipt of q, of which left is
// still there: that share goes into stock, the rest has been sold and is the caller's to
// expense. A negative c never takes more than the value there is, and stock that is
// empty or below zero takes nothing, so that revaluing it cannot change what comes later.
func (p *pool) lateCost(c dec.Cost, left, q dec.Quantity) (toStock dec.Cost, err error) {
	left = min(left, q, max(p.quantity, 0))
	if left <= 0 {
		return 0, nil
	}
	if toStock, err = c.Share(left, q); err != nil {
		return 0, err
	}
	toStock = max(toStock, p.value.Neg())
	p.value = p.value.Add(toStock)
	if rate := p.value.UnitCost(p.quantity); rate > 0 {
		p.lastCost = rate
	}
	return toStock, nil
}
