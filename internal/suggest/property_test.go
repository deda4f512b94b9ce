package suggest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// drawn is a world as chance made it: what sold, what is left, what is on order, how it is
// to be kept.
func drawn(t *testing.T, seed uint64) *world {
	t.Helper()
	w := setup(t)
	r := rand.New(rand.NewPCG(seed, 1688)) //nolint:gosec // what it draws is a test
	skus := []db.ID{w.red, w.blue, w.tape}
	for _, sku := range skus {
		w.stocked(t, sku, 1000)
	}
	for range 15 {
		for _, sku := range skus {
			if r.IntN(3) > 0 {
				w.sold(t, sku, 1+r.Int64N(6))
			}
		}
		w.Clock.Advance(day)
	}
	target := []replenish.Target{replenish.TargetCycle, replenish.TargetFill}[r.IntN(2)]
	service := []int64{9000, 9500, 9900}[r.IntN(3)]
	w.rule(t, 0, []suggest.Content{cover(r.Int64N(30) + 1), {Model: replenish.ModelPeriodic, Target: target, ServiceBPS: service}}[r.IntN(2)])
	for _, sku := range skus {
		w.leave(t, sku, r.Int64N(40))
		switch r.IntN(4) {
		case 0:
			low := r.Int64N(60)
			w.rule(t, sku, minMax(low, low+1+r.Int64N(100)))
		case 1:
			w.rule(t, sku, suggest.Content{Model: replenish.ModelContinuous, Target: target, ServiceBPS: service, CoverDays: r.Int64N(20)})
		}
		if r.IntN(3) == 0 {
			in := purchase.Input{SupplierID: w.factory, Within: tenant.Everything, ExpectedOn: w.today(r.IntN(30)), Lines: []trade.LineInput{tradeLine(sku, fmt.Sprint(1+r.IntN(30)), dec.MustPrice("2.5"))}}
			if _, err := w.orders.Create(t.Context(), w.scope, in, []purchase.Mode{purchase.ModeDraft, purchase.ModeSubmit}[r.IntN(2)]); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.limit(t, 30+r.Int64N(120))
	return w
}

// said is what a run says of each place, without what it calls it.
func (w *world) said(t *testing.T) (out []string) {
	t.Helper()
	for _, g := range w.list(t, suggest.Filter{}) {
		if g.State == suggest.StateOpen || g.State == suggest.StateLeft {
			out = append(out, fmt.Sprintf("%s %s %s need %s, %d × %d/%d of %s at %s = %s, on order %s", g.SKUCode, g.State, g.Reason, g.Need, g.Quantity, g.Num, g.Den, g.SupplierName, g.Price, g.Amount, g.Coming))
		}
	}
	slices.Sort(out)
	return out
}

// Whatever was sold, is there and on order, and however it is to be kept: a run repeated
// says the same; once all is ordered nothing more is suggested; and orders that are given
// up are suggested again, as if they had never been.
func TestRunsOfWhateverThereIs(t *testing.T) {
	t.Parallel()
	seeds := uint64(12)
	if testing.Short() {
		seeds = 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := drawn(t, seed)
			w.run(t)
			first := w.said(t)
			w.run(t)
			if d := cmp.Diff(first, w.said(t)); d != "" {
				t.Fatalf("the first run (-) and the same again (+):\n%s", d)
			}
			open := w.open(t)
			if len(open) == 0 {
				return
			}
			bought := map[db.ID]dec.Quantity{}
			for _, g := range open {
				bought[g.SKUID] = bought[g.SKUID].Add(g.Base)
			}

			made, err := w.generate(t, suggest.Choice{BelowMinimum: true})
			if err != nil {
				t.Fatal(err)
			}

			ordered := map[db.ID]dec.Quantity{}
			for _, o := range made.Orders {
				for _, l := range o.Lines {
					ordered[l.SKUID] = ordered[l.SKUID].Add(l.BaseQuantity)
				}
			}
			if d := cmp.Diff(bought, ordered); d != "" {
				t.Errorf("suggested (-) and ordered (+):\n%s", d)
			}
			if again := w.run(t); again.Lines != 0 {
				t.Errorf("it was\n%s\nand after buying all of it\n%s", first, w.said(t))
			}
			for _, o := range made.Orders {
				if _, err := w.orders.Void(t.Context(), w.scope, o.ID, o.Version); err != nil {
					t.Fatal(err)
				}
			}
			w.run(t)
			if d := cmp.Diff(first, w.said(t)); d != "" {
				t.Errorf("before it was ordered (-) and after the orders were given up (+):\n%s", d)
			}
		})
	}
}
