package posting_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// The property: whatever several clerks post at once over a few SKUs, and
// wherever a posting is cut short, the balances equal the moves, the books
// balance, the inventory account is the value of the stock, nothing has a value
// without goods, and what a clerk was told is posted is what is there.
//
// HUOTONG_SOAK, a duration such as 10m, keeps going with new sequences.

func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		_ = flag.Set("rapid.checks", "12") // each is some hundred transactions
	}
	os.Exit(m.Run())
}

func TestClerksAtOnce(t *testing.T) {
	w := newWorld(t)
	soak := os.Getenv("HUOTONG_SOAK")
	if soak == "" {
		rapid.Check(t, func(rt *rapid.T) { clerksAtOnce(rt, t.Context(), w, 30) })
		return
	}
	d, err := time.ParseDuration(soak)
	if err != nil {
		t.Fatalf("HUOTONG_SOAK: %v", err)
	}
	until, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	rounds := 0
	for until.Err() == nil && !t.Failed() {
		rapid.Check(t, func(rt *rapid.T) { clerksAtOnce(rt, t.Context(), w, 200) })
		rounds++
	}
	t.Logf("%d rounds of random sequences", rounds)
}

// act is what a clerk does next, drawn beforehand so that a failure can be shrunk.
type act struct {
	kind  int
	lines []stock.Line
	crash int // where it is cut short: 0 nowhere, 1 after the posting, 2 before it, 3 by a cancelled context
	seed  uint64
}

const (
	actReceive = iota
	actSell
	actReturn
	actReverse
	actPay
	acts
)

func drawAct(rt *rapid.T, s *shop) act {
	a := act{kind: rapid.IntRange(0, acts-1).Draw(rt, "kind"), crash: max(0, rapid.IntRange(-8, 3).Draw(rt, "crash")), seed: rapid.Uint64().Draw(rt, "seed")}
	for range rapid.IntRange(1, 5).Draw(rt, "lines") {
		l := stock.Line{
			WarehouseID: rapid.SampledFrom(s.warehouses).Draw(rt, "warehouse"), SKUID: rapid.SampledFrom(s.skus).Draw(rt, "sku"),
			Quantity: dec.Quantity(rapid.Int64Range(1, 40_000).Draw(rt, "quantity")) * 100,
		}
		if a.kind == actReceive {
			v := dec.Cost(rapid.Int64Range(0, 90_000_000).Draw(rt, "cost"))
			l.Cost = &v
		}
		a.lines = append(a.lines, l)
	}
	return a
}

var errCrash = errors.New("cut short")

// clerk does its acts in order and remembers what it was told is done.
type clerk struct {
	*shop
	docs    []db.ID
	pending []finance.Allocation
	onHand  map[[2]db.ID]dec.Quantity
	taken   dec.Amount
}

func clerksAtOnce(rt *rapid.T, ctx context.Context, w *world, most int) { //nolint:revive // the test comes first, as everywhere
	costing := rapid.SampledFrom([]string{tenant.CostingSet, tenant.CostingWarehouse}).Draw(rt, "costing")
	s := w.newShop(rt, ctx, costing, 3)
	clerks := make([]*clerk, rapid.IntRange(2, 5).Draw(rt, "clerks"))
	plans := make([][]act, len(clerks))
	for i := range clerks {
		clerks[i] = &clerk{shop: s, onHand: map[[2]db.ID]dec.Quantity{}}
		for range rapid.IntRange(1, most).Draw(rt, "acts") {
			plans[i] = append(plans[i], drawAct(rt, s))
		}
	}
	errs := make([]error, len(clerks))
	var wg sync.WaitGroup
	for i, c := range clerks {
		wg.Go(func() {
			for _, a := range plans[i] {
				if err := c.do(ctx, a); err != nil {
					errs[i] = err
					return
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		rt.Fatalf("%v", err)
	}
	findings, err := s.verify(ctx)
	if err != nil || len(findings) > 0 {
		rt.Fatalf("verify: %v\n%s", err, strings.Join(findings, "\n"))
	}
	compare(rt, ctx, s, clerks)
}

// compare wants what the clerks were told: nothing lost, nothing left of what failed.
func compare(rt *rapid.T, ctx context.Context, s *shop, clerks []*clerk) { //nolint:revive // the test comes first, as everywhere
	want, cash := map[[2]db.ID]dec.Quantity{}, dec.Amount(0)
	for _, c := range clerks {
		cash = cash.Add(c.taken)
		for k, q := range c.onHand {
			want[k] = want[k].Add(q)
		}
	}
	err := s.DB.View(ctx, s.scope, func(ctx context.Context, tx *db.Tx) error {
		for _, warehouse := range s.warehouses {
			for _, sku := range s.skus {
				var got dec.Quantity
				if _, err := tx.Row(ctx, `SELECT on_hand FROM stock_balance WHERE tenant_id = ? AND warehouse_id = ? AND sku_id = ?`,
					[]any{tx.Tenant, warehouse, sku}, &got); err != nil {
					return err
				}
				if k := [2]db.ID{warehouse, sku}; got != want[k] {
					rt.Fatalf("on hand %s, the clerks posted %s", got, want[k])
				}
			}
		}
		fund, err := s.finance.FundAccountTx(ctx, tx, s.cash)
		if err == nil && fund.Balance != cash {
			rt.Fatalf("cash %s, the clerks took %s", fund.Balance, cash)
		}
		return err
	})
	if err != nil {
		rt.Fatalf("%v", err)
	}
}

// do runs one act in one transaction. Being short of stock is a proper answer.
func (c *clerk) do(ctx context.Context, a act) error {
	done := func() {}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	err := c.DB.InTx(inner, c.scope, func(ctx context.Context, tx *db.Tx) error {
		if a.crash == 2 {
			return errCrash
		}
		var err error
		if done, err = c.actTx(ctx, tx, a, rand.New(rand.NewPCG(a.seed, 2))); err != nil { //nolint:gosec // a test's choice
			return err
		}
		switch a.crash {
		case 1:
			return errCrash
		case 3:
			cancel()
		}
		return nil
	})
	switch {
	case err == nil:
		done()
		return nil
	case errors.Is(err, errCrash), errors.Is(err, stock.ErrShort), a.crash == 3:
		return nil
	}
	return fmt.Errorf("act %d: %w", a.kind, err)
}

// actTx returns what to remember once the transaction has committed.
func (c *clerk) actTx(ctx context.Context, tx *db.Tx, a act, r *rand.Rand) (done func(), err error) {
	id := tx.NewID()
	p := stock.Posting{DocKind: "test", DocID: id, DocNo: id.String(), Date: "2026-06-01"}
	for _, l := range a.lines {
		l.LineID = tx.NewID()
		if a.kind == actSell {
			l.Quantity = l.Quantity.Neg()
		}
		p.Lines = append(p.Lines, l)
	}
	remember := func() {
		c.docs = append(c.docs, id)
		for _, l := range p.Lines {
			k := [2]db.ID{l.WarehouseID, l.SKUID}
			c.onHand[k] = c.onHand[k].Add(l.Quantity)
		}
	}
	switch a.kind {
	case actReceive, actReturn:
		return remember, c.postTx(ctx, tx, p, finance.AccountOpening, 0, 0)
	case actSell:
		owed := dec.AmountFromFen(r.Int64N(10_000) + 1)
		return func() {
			remember()
			c.pending = append(c.pending, finance.Allocation{DocID: id, Amount: owed})
		}, c.postTx(ctx, tx, p, finance.AccountCostOfSales, c.customers[0], owed)
	case actReverse:
		if len(c.docs) == 0 {
			return func() {}, nil
		}
		i := r.IntN(len(c.docs))
		p.Reverses = c.docs[i]
		if p.Lines, err = c.stock.ReversalTx(ctx, tx, p.Reverses); err != nil {
			return nil, err
		}
		return func() {
			remember()
			c.docs = append(c.docs[:i], c.docs[i+1:len(c.docs)-1]...) // neither it nor its reversal again
		}, c.postTx(ctx, tx, p, finance.AccountCostOfSales, 0, 0)
	default:
		return c.payTx(ctx, tx, id, r)
	}
}

// payTx receives money for an open item of this clerk, twice as a job might, and
// now and then takes it back.
func (c *clerk) payTx(ctx context.Context, tx *db.Tx, source db.ID, r *rand.Rand) (func(), error) {
	if len(c.pending) == 0 {
		return func() {}, nil
	}
	item := c.pending[0]
	receipt := finance.Receipt{
		CustomerID: c.customers[0], FundAccountID: c.cash, Amount: item.Amount, Allocations: []finance.Allocation{item},
		SourceKind: "test", SourceID: source, ExcessToAdvance: true,
	}
	first, _, err := c.finance.ReceiveTx(ctx, tx, receipt)
	if err != nil {
		return nil, err
	}
	again, _, err := c.finance.ReceiveTx(ctx, tx, receipt)
	if err != nil {
		return nil, err
	}
	if again != first {
		return nil, fmt.Errorf("source booked as %d and as %d", first, again)
	}
	if r.IntN(3) == 0 {
		_, _, err := c.finance.ReverseReceiptTx(ctx, tx, first, "", "")
		return func() {}, err
	}
	return func() { c.pending, c.taken = c.pending[1:], c.taken.Add(item.Amount) }, nil
}
