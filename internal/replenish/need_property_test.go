package replenish

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func drawItem(t *rapid.T) *Item {
	n := func(label string, low, high int) int { return rapid.IntRange(low, high).Draw(t, label) }
	q := func(label string, high int) dec.Quantity { return dec.Quantity(n(label, 0, high) * 2500 * place) } // quarters
	item := &Item{
		Rule: Rule{
			Model:     rapid.SampledFrom([]Model{ModelMinMax, ModelCover, ModelContinuous, ModelPeriodic}).Draw(t, "model"),
			CoverDays: n("cover", 0, 60), ReviewDays: n("review", 0, 30), RateDays: n("window", 0, HistoryDays),
			Service: Service{rapid.SampledFrom([]Target{TargetCycle, TargetFill}).Draw(t, "target"), rapid.SampledFrom(Levels()).Draw(t, "level")},
		},
		Fallback: Fallback{q("per day", 40), q("deviation", 20), rapid.SampledFrom([]RateFrom{RateUnknown, RateFromManual}).Draw(t, "fallback")},
		Lead:     Lead{Days: n("lead", 0, 40), Deviation: q("lead deviation", 20)},
		OnHand:   q("on hand", 400), Reserved: q("reserved", 100), BackOrders: q("back orders", 40),
	}
	item.Rule.Min = q("min", 200)
	item.Rule.Max = item.Rule.Min + q("max", 200)
	if n("manual", 0, 3) == 0 {
		item.Rule.SafetyStock = q("safety", 100)
	}
	if n("history", 0, 3) > 0 {
		h := &History{Known: n("known", 0, HistoryDays)}
		often := n("often", 1, 20)
		for day := range h.Known {
			if n("sells", 1, 20) <= often {
				h.Sold[day] = q("sold", 80)
			} else if n("out", 0, 3) == 0 {
				h.Out.Set(day)
			}
		}
		item.History = h
	}
	for range n("coming", 0, 3) {
		item.Coming = append(item.Coming, Coming{n("day", -5, 90), q("quantity", 200)})
	}
	if n("stops", 0, 2) == 0 {
		from := n("stop", -5, 40)
		item.Stops = []Stop{{from, from + n("days off", 0, 30)}}
	}
	if n("season", 0, 2) == 0 {
		factors := make([]int64, n("days told", 0, 60))
		for i := range factors {
			factors[i] = int64(n("factor", 0, 30_000))
		}
		item.Season = NewSeason(factors)
	}
	if n("overrides", 0, 2) == 0 {
		item.Overrides = []Override{{n("override", 0, 60), q("expected", 200)}}
	}
	return item
}

func TestNeedKeepsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		item := drawItem(t)
		s := Need(item)
		if s != Need(item) {
			t.Fatal("asked twice, answered otherwise")
		}
		if (s.Quantity > 0) != (s.Reason == ReasonBelowTrigger) || s.Quantity < 0 || s.Reason == "" {
			t.Fatalf("buy %s for %q", s.Quantity, s.Reason)
		}
		if s.Quantity > 0 && s.Position.Add(s.Quantity) != s.Target {
			t.Fatalf("position %s and %s are not %s", s.Position, s.Quantity, s.Target)
		}
		if s.Quantity == 0 && s.Position < s.Target && s.Position <= s.Trigger {
			t.Fatalf("nothing is bought at %s, trigger %s, target %s", s.Position, s.Trigger, s.Target)
		}
		for what, q := range map[string]dec.Quantity{
			"quantity": s.Quantity, "safety stock": s.SafetyStock, "expected": s.Expected, "trigger": s.Trigger, "target": s.Target,
			"cycle": s.Cycle, "missed": s.WaitShort, "more": s.More.SafetyStock, "rate": s.Velocity.PerDay(), "deviation": s.Velocity.Deviation,
		} {
			if q < 0 {
				t.Fatalf("%s is %s", what, q)
			}
			if _, err := q.MarshalText(); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		}
		if s.ShortDay < 0 || s.SafetyDay > s.ShortDay {
			t.Fatalf("below the safety stock on day %d, short on day %d", s.SafetyDay, s.ShortDay)
		}
		if s.More.Level != 0 && s.More.Quantity < 0 || s.Less.Level != 0 && s.Less.Quantity > 0 {
			t.Fatalf("more service asks for less: %+v, %+v", s.Less, s.More)
		}

		// What is suggested, once it is coming, is not suggested again.
		item.Coming = append(item.Coming, Coming{s.Arrives, s.Quantity})
		if again := Need(item); again.Quantity != 0 {
			t.Fatalf("after %s again %s", s.Quantity, again.Quantity)
		}
		item.Coming = item.Coming[:len(item.Coming)-1]

		// More in stock never asks for more.
		item.OnHand = item.OnHand.Add(dec.QuantityFromInt(1))
		if less := Need(item); less.Quantity > s.Quantity {
			t.Fatalf("with one more in stock %s instead of %s", less.Quantity, s.Quantity)
		}
	})
}

// The days of falling below a level, against a walk day by day.
func TestDatesAgainstAWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		item := drawItem(t)
		var m sales
		m.measure(item.History, item.Rule.RateDays, item.Fallback)
		stock := supply{outlook{m.Rate, item.Season, item.Overrides}, item.OnHand.Sub(item.Reserved).Sub(item.BackOrders), item.Coming}
		level := dec.QuantityFromInt(rapid.Int64Range(0, 60).Draw(t, "level"))
		want := Never
		for day := range maxDays {
			if stock.position(day).Sub(stock.until(day+1)) < level {
				want = day
				break
			}
		}
		if got := stock.firstBelow(level); got != want {
			t.Fatalf("below %s on day %d, want %d", level, got, want)
		}
	})
}
