//go:build bench

package bench_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/test/world"
)

const (
	postSKUs   = 50_000
	postLines  = 10
	ledgerRows = 5_000_000
	postSpan   = 1500 * time.Millisecond // of one turn
	postTurns  = 10
)

// TestPost posts sales documents of ten lines through the service, taking turns
// with the raw SQL somebody would write by hand for the same rows, on a ledger
// with nothing but the opening stock and on one of five million rows.
func TestPost(t *testing.T) {
	world.On(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		w.AddGoods(t, postSKUs)
		w.StockUp(t, 1_000_000)
		raw := newRaw(t, w)
		rates := map[int]pair{}
		measure := func(clients int, ledger string) pair {
			p := takeTurns(t, clients, func(r *rand.Rand) error { return create(t.Context(), w, r) }, func(r *rand.Rand) error { return raw.post(t.Context(), r) })
			report(t, "post", row{
				what: fmt.Sprintf("%s, %d client(s)", ledger, clients), figure: perSecond(p.ours), baseline: perSecond(p.raw),
				ratio: percent(p.ratio), goal: "≥ 50 %", met: p.ratio >= 0.5,
			})
			return p
		}
		clients := []int{1}
		if w.DB.Engine() == db.Postgres {
			clients = []int{1, 8}
		}
		for _, n := range clients {
			rates[n] = measure(n, "empty ledger")
		}
		if os.Getenv("BENCH_POST_SHORT") != "" {
			return
		}
		fillLedger(t, w, ledgerRows)
		for _, n := range clients {
			p := measure(n, "5 million rows")
			flat, rawFlat := p.ours/rates[n].ours, p.raw/rates[n].raw
			report(t, "post", row{
				what: fmt.Sprintf("rate with 5 million rows against the empty ledger, %d client(s)", n), figure: percent(flat), baseline: "raw SQL " + percent(rawFlat),
				ratio: percent(flat / rawFlat), goal: "flat: ≥ 80 %, or as flat as raw SQL", met: flat >= 0.8 || flat >= rawFlat*0.95,
			})
		}
		w.Verified(t)
	})
}

// pair is documents per second, medians over the turns, and the median ratio of
// neighbouring turns, which bears the noise of a busy machine best.
type pair struct{ ours, raw, ratio float64 }

func takeTurns(t *testing.T, clients int, ours, theirs func(*rand.Rand) error) pair {
	t.Helper()
	for _, f := range []func(*rand.Rand) error{ours, theirs} { // prepares statements and fills caches
		ratePer(t, clients, postSpan, f)
	}
	var a, b, ratios []float64
	for range postTurns {
		x, y := ratePer(t, clients, postSpan, ours), ratePer(t, clients, postSpan, theirs)
		a, b, ratios = append(a, x), append(b, y), append(ratios, x/y)
	}
	return pair{median(a), median(b), median(ratios)}
}

var seed atomic.Uint64

// ratePer runs f on several goroutines for a while and gives its calls per second.
func ratePer(t *testing.T, clients int, span time.Duration, f func(*rand.Rand) error) float64 {
	t.Helper()
	var done atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for range clients {
		r := rand.New(rand.NewPCG(seed.Add(1), 7)) //nolint:gosec // a benchmark's choice
		wg.Go(func() {
			for time.Since(start) < span {
				if err := f(r); err != nil {
					t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return float64(done.Load()) / time.Since(start).Seconds()
}

// pick draws distinct SKUs.
func pick(r *rand.Rand, skus []db.ID) [postLines]db.ID {
	var out [postLines]db.ID
	seen := make(map[db.ID]bool, postLines)
	for len(seen) < postLines {
		id := skus[r.IntN(len(skus))]
		if !seen[id] {
			out[len(seen)] = id
			seen[id] = true
		}
	}
	return out
}

// create posts a document as the page sends it: with prices.
func create(ctx context.Context, w *world.World, r *rand.Rand) error {
	in := sale.Input{Kind: sale.KindIssue, CustomerID: w.Customers[0], WarehouseID: w.Warehouse, ShopID: w.Shop, Lines: make([]sale.LineInput, 0, postLines)}
	price := dec.MustPrice("5.5")
	for _, sku := range pick(r, w.SKUs) {
		in.Lines = append(in.Lines, sale.LineInput{SKUID: sku, UnitID: w.Unit, Quantity: dec.QuantityFromInt(2), Price: &price})
	}
	in.Warehouses.All, in.Shops.All = true, true
	_, err := w.Sales.Create(ctx, w.Scope, in, sale.ModePost)
	return err
}
