package stock

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// balanceKey names a balance; its order is the order in which balances are locked.
type balanceKey struct{ warehouse, sku db.ID }

// poolKey names a cost pool; its order is the order in which pools are locked.
type poolKey struct{ scope, sku db.ID }

// balance is a locked stock_balance row and what the posting makes of it.
type balance struct {
	onHand, reserved, before dec.Quantity
	kept                     dec.Quantity // of what is reserved, ends with the posting
}

func (b *balance) available() dec.Quantity { return b.onHand.Sub(b.reserved) }

// lockedPool is a locked cost_pool row with what it was before.
type lockedPool struct {
	pool
	before pool
	read   []provisional // the open issues as read
}

// move is a row of the ledger about to be written.
type move struct {
	lineID, warehouse, sku, scope db.ID
	quantity                      dec.Quantity
	value                         dec.Cost
	onHand, poolQuantity          dec.Quantity // after it
	poolValue                     dec.Cost     // after it
	originDocID, originLineID     db.ID        // of a true-up
}

// posting is one PostTx at work.
type posting struct {
	Posting
	tx       *db.Tx
	scoped   bool // each warehouse has its own cost
	balances map[balanceKey]*balance
	pools    map[poolKey]*lockedPool
	moves    []move
	out      Posted
}

// PostTx moves stock for a document and returns the value that moved: it locks
// the balances and the cost pools in key order, checks what is available, costs
// line by line in the order given, and writes moves and balances in a handful of
// statements whatever the number of lines. It books nothing; see Books.
//
// Faults: ErrShort listing every SKU that is not there (unless its product allows
// negative stock), the one of tenant.Set.CheckDate, db.ErrReferenced for a
// warehouse or SKU of another account set.
func (s *Service) PostTx(ctx context.Context, tx *db.Tx, set *tenant.Set, p Posting) (*Posted, error) {
	if err := set.CheckDate(p.Date); err != nil {
		return nil, err
	}
	if err := checkLines(p.Lines); err != nil {
		return nil, fmt.Errorf("post %s: %w", p.DocNo, err)
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, p.DocNo); err != nil {
		return nil, err
	}
	w := &posting{Posting: p, tx: tx, scoped: set.CostingScope == tenant.CostingWarehouse}
	if err := w.lockBalances(ctx); err != nil {
		return nil, fmt.Errorf("post %s: %w", p.DocNo, err)
	}
	if err := s.checkAvailable(ctx, tx, w); err != nil {
		return nil, err
	}
	if err := w.lockPools(ctx); err != nil {
		return nil, fmt.Errorf("post %s: %w", p.DocNo, err)
	}
	if err := w.run(); err != nil {
		return nil, fmt.Errorf("cost %s: %w", p.DocNo, err)
	}
	if err := w.write(ctx); err != nil {
		return nil, fmt.Errorf("post %s: %w", p.DocNo, err)
	}
	return &w.out, nil
}

// errLine is a mistake of the program: documents check what people type.
var errLine = errors.New("a line without warehouse, SKU or quantity, or with a negative cost")

func checkLines(lines []Line) error {
	for _, l := range lines {
		if l.WarehouseID == 0 || l.SKUID == 0 || l.Quantity == 0 || l.Cost != nil && *l.Cost < 0 {
			return errLine
		}
	}
	return nil
}

func (w *posting) poolKey(l *Line) poolKey {
	if w.scoped {
		return poolKey{l.WarehouseID, l.SKUID}
	}
	return poolKey{0, l.SKUID}
}

// run costs the lines in order.
func (w *posting) run() error {
	w.out.Costs = make([]dec.Cost, 0, len(w.Lines))
	w.moves = make([]move, 0, len(w.Lines))
	for i := range w.Lines {
		if err := w.one(&w.Lines[i]); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return nil
}

func (w *posting) one(l *Line) error {
	b, p := w.balances[balanceKey{l.WarehouseID, l.SKUID}], w.pools[w.poolKey(l)]
	m := move{quantity: l.Quantity, scope: w.poolKey(l).scope, warehouse: l.WarehouseID, sku: l.SKUID, lineID: l.LineID}
	b.onHand = b.onHand.Add(l.Quantity)
	var settled []settlement
	var err error
	switch of := w.provisionalOf(l); {
	case l.Quantity > 0 && l.Cost != nil:
		m.value = *l.Cost
		settled, err = p.receive(l.Quantity, m.value, w.Reverses)
	case l.Quantity > 0:
		m.value, err = p.takeBack(l.Quantity, w.Reverses)
	case l.Cost != nil:
		m.value, err = p.issueAt(l.Quantity.Neg(), *l.Cost, of)
		m.value = m.value.Neg()
	default:
		m.value, err = p.issue(l.Quantity.Neg(), of)
		m.value = m.value.Neg()
	}
	if err != nil {
		return err
	}
	w.out.Costs = append(w.out.Costs, m.value)
	// The receipt is shown at its full value, then each true-up takes its part.
	m.onHand, m.poolQuantity, m.poolValue = b.onHand, p.quantity, p.value
	for _, st := range settled {
		m.poolValue = m.poolValue.Add(st.trueUp)
	}
	w.moves = append(w.moves, m)
	for _, st := range settled {
		w.trueUp(&m, st)
	}
	return nil
}

// trueUp corrects an issue that went below zero: value without quantity, posted
// today beside the receipt that told the real cost.
func (w *posting) trueUp(receipt *move, st settlement) {
	if st.trueUp == 0 {
		return
	}
	receipt.poolValue = receipt.poolValue.Sub(st.trueUp)
	m := *receipt
	m.quantity, m.value = 0, st.trueUp.Neg()
	m.originDocID, m.originLineID = st.of.docID, st.of.lineID
	w.moves = append(w.moves, m)
	w.out.TrueUps = append(w.out.TrueUps, TrueUp{DocID: st.of.docID, LineID: st.of.lineID, SKUID: m.sku, Quantity: st.quantity, Amount: st.trueUp})
}

func (w *posting) provisionalOf(l *Line) provisional {
	of := provisional{docID: w.DocID, lineID: l.LineID}
	if l.Quantity < 0 {
		of.id = w.tx.NewID()
	}
	return of
}

// keys gives the distinct balances and pools of the posting in locking order.
func (w *posting) keys() ([]balanceKey, []poolKey) {
	balances, pools := make([]balanceKey, 0, len(w.Lines)), make([]poolKey, 0, len(w.Lines))
	for i := range w.Lines {
		l := &w.Lines[i]
		balances, pools = append(balances, balanceKey{l.WarehouseID, l.SKUID}), append(pools, w.poolKey(l))
	}
	for _, r := range w.Kept {
		balances = append(balances, balanceKey{r.WarehouseID, r.SKUID})
	}
	slices.SortFunc(balances, func(a, b balanceKey) int {
		return cmp.Or(cmp.Compare(a.warehouse, b.warehouse), cmp.Compare(a.sku, b.sku))
	})
	slices.SortFunc(pools, func(a, b poolKey) int { return cmp.Or(cmp.Compare(a.scope, b.scope), cmp.Compare(a.sku, b.sku)) })
	return slices.Compact(balances), slices.Compact(pools)
}
