package soak_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/test/world"
)

// TestClerks has several clerks work in one account set at once, through the
// services as the API calls them: sales, returns, reversals, stock documents,
// receipts. One act in five is cut short: by an error just before the commit, or
// by a context that ends somewhere. After each round nothing may be out of
// balance, what a clerk was told is done is there, and what failed is not.
func TestClerks(t *testing.T) {
	onEngines(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		rounds(t, w, func() bool { return true }, func(t *testing.T, seed uint64) tally { return clerksRound(t, w, seed) })
	})
}

// rounds does a round after the other, each with a seed of its own, until the time is over
// and, for at most maxRounds, until enough has happened.
func rounds(t *testing.T, w *world.World, enough func() bool, round func(*testing.T, uint64) tally) {
	t.Helper()
	until := time.Now().Add(duration(t))
	var total tally
	n := 0
	for ; n < 2 || time.Now().Before(until) || n < maxRounds && !enough(); n++ {
		seed := rand.Uint64() //nolint:gosec // a test's choice
		if !t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { total.add(round(t, seed)) }) {
			t.FailNow()
		}
	}
	t.Logf("%s: %d rounds, %s", w.DB.Engine(), n, &total)
}

func duration(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("SOAK_DURATION")
	if text == "" {
		return clerksFor
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("SOAK_DURATION: %v", err)
	}
	return d
}

// tally counts what became of the acts.
type tally struct{ done, refused, crashed, cancelled int }

func (a *tally) add(b tally) {
	a.done, a.refused, a.crashed, a.cancelled = a.done+b.done, a.refused+b.refused, a.crashed+b.crashed, a.cancelled+b.cancelled
}

func (a *tally) String() string {
	return fmt.Sprintf("%d acts done, %d refused, %d crashed before the commit, %d cancelled on the way", a.done, a.refused, a.crashed, a.cancelled)
}

const (
	soakSKUs    = 6 // few, so that the clerks meet
	actsOfClerk = 40
	maxRounds   = 40
)

func clerksRound(t *testing.T, w *world.World, seed uint64) tally {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a test's choice
	costing := tenant.CostingSet
	if r.IntN(2) == 0 {
		costing = tenant.CostingWarehouse
	}
	w.NewSet(t, costing)
	w.AddGoods(t, soakSKUs)
	w.StockUp(t, 20)
	second := prepare(t, w)
	clerks := make([]*clerk, 2+r.IntN(4))
	for i := range clerks {
		c := &clerk{World: w, r: rand.New(rand.NewPCG(seed, uint64(i)+1)), warehouses: []db.ID{w.Warehouse, second}, outcomes: map[string]outcome{}} //nolint:gosec // a test's choice
		c.sc = w.Scope
		c.sc.Actor.Name = fmt.Sprintf("店员%d", i+1)
		clerks[i] = c
	}
	return together(t, w, clerks, func(i int, name string) error { return clerks[i].act(t.Context(), name) })
}

// together has the clerks act at once and checks what is left; act is one act of the ith.
func together(t *testing.T, w *world.World, clerks []*clerk, act func(i int, name string) error) tally {
	t.Helper()
	var wg sync.WaitGroup
	for i, c := range clerks {
		wg.Go(func() {
			for n := range actsOfClerk {
				if c.err = act(i, fmt.Sprintf("%d-%d", i, n)); c.err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	var total tally
	for _, c := range clerks {
		if c.err != nil {
			t.Error(c.err)
		}
		total.add(c.tally)
	}
	if t.Failed() {
		t.FailNow()
	}
	w.Verified(t)
	checkLedger(t, w)
	checkOutcomes(t, w, clerks...)
	return total
}

// prepare makes a second warehouse and lets two products go below zero.
func prepare(t *testing.T, w *world.World) (second db.ID) {
	t.Helper()
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		second = tx.NewID()
		if _, err := tx.Exec(ctx, `INSERT INTO warehouse (tenant_id, id, code, name, created_at, updated_at) VALUES (?, ?, '02', '二号仓', ?, ?)`,
			tx.Tenant, second, tx.Now, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE product SET negative_stock = TRUE WHERE tenant_id = ? AND id = (SELECT product_id FROM sku WHERE tenant_id = ? AND id = ?)`,
			tx.Tenant, tx.Tenant, w.SKUs[soakSKUs-1])
		return err
	})
	return second
}

// outcome is what the clerk knows of an act: done, surely not, or unknown.
type outcome int

const (
	outcomeUnknown outcome = iota
	outcomeDone
	outcomeNot
)

var errCrash = errors.New("the process dies here")

// try runs one act and cuts some short. fn must use the context and scope it is
// given; token names the act in the database.
func (c *clerk) try(ctx context.Context, token string, fn func(context.Context, db.Scope) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sc, cut := c.sc, c.r.IntN(10)
	if cut == 0 { // everything is written but not committed
		sc.OnFirstCommit = &db.FirstCommit{Do: func(context.Context, *db.Tx) error { return errCrash }}
	}
	if cut == 1 {
		timer := time.AfterFunc(time.Duration(c.r.IntN(20_000))*time.Microsecond, cancel)
		defer timer.Stop()
	}
	err := fn(ctx, sc)
	switch {
	case err == nil:
		c.outcomes[token] = outcomeDone
		c.tally.done++
	case errors.Is(err, errCrash):
		c.outcomes[token] = outcomeNot
		c.tally.crashed++
	case ctx.Err() != nil:
		c.outcomes[token] = outcomeUnknown
		c.tally.cancelled++
		return nil
	case errors.Is(err, db.ErrBusy), errors.Is(err, db.ErrDuplicate), errors.Is(err, db.ErrReferenced):
		return fmt.Errorf("act %s: %w", token, err) // no clerk can do anything about these
	case fault.As(err) != nil && fault.KindOf(err) != fault.Internal:
		c.outcomes[token] = outcomeNot
		c.tally.refused++
	default:
		return fmt.Errorf("act %s: %w", token, err)
	}
	return nil
}
