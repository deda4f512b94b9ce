package soak_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// TestKillBuying kills the real program at random moments while it places purchase orders
// on 1688, with a sandbox that fails at random too, and starts it again. After each round
// no purchase order is two orders on 1688; at the end each is exactly one, with the amount
// that 1688 says, and nothing waits that nobody was told of.
func TestKillBuying(t *testing.T) {
	beside(t)
	onEngines(t, func(t *testing.T) {
		k := &shopping{killing: newKilling(t, newHouse(t, 0))}
		for i := range 3 {
			k.buyers = append(k.buyers, k.newShopper(t, fmt.Sprintf("B%d", i+1)))
		}
		k.rounds(t, k.run)
		k.settle(t)
	})
}

// shopping does the rounds of TestKillBuying.
type shopping struct {
	*killing
	buyers  []*shopper
	errands []*errand
	asked   int // orders that were placed again after a refusal that passes
}

func (k *shopping) run(t *testing.T) {
	t.Helper()
	k.misbehave(t, 4, "alibaba.trade.createCrossOrder", "alibaba.trade.fastCreateOrder", "alibaba.createOrder.preview", "alibaba.trade.*", "")
	var wg sync.WaitGroup
	now := make([]*errand, 1+k.r.IntN(3))
	for i := range now {
		now[i] = k.buyers[k.r.IntN(len(k.buyers))].errand(k.r, fmt.Sprintf("E%d", len(k.errands)+1))
		k.errands = append(k.errands, now[i])
		wg.Go(func() { now[i].run(t) })
	}
	k.restart(t, &wg, 200, 600, 1500)
	for _, e := range now {
		// On PostgreSQL the key of a killed request may be another process's for two minutes.
		eventually(t, 150*time.Second, func() string {
			if e.run(t); !e.placed {
				return fmt.Sprintf("the restarted server does not take order %s (%s): %v", e.name, e.id, e.last)
			}
			return ""
		})
	}
	k.onceEach(t)
	k.verified(t)
}

// onceEach fails when a purchase order is two orders on 1688, by whichever attempts, and
// when 1688 has an order that no attempt tells of. It gives how many orders stand.
func (k *shopping) onceEach(t *testing.T) int {
	t.Helper()
	there := map[string][]bought{}
	for _, o := range k.boughtOnSandbox(t) {
		there[o.OutOrderID] = append(there[o.OutOrderID], o)
	}
	stand := 0
	for _, e := range k.errands {
		var w way
		e.Must(t, http.MethodGet, "/purchase-orders/"+e.id+"/placing", nil, &w)
		var list []bought
		for _, a := range w.Attempts {
			list = append(list, there[a.OutOrderID]...)
			delete(there, a.OutOrderID)
		}
		if stand += len(list); len(list) > 1 {
			t.Errorf("%s is %d orders on 1688: %+v; on its way it is %+v", e.name, len(list), list, w)
		}
	}
	for number, list := range there {
		t.Errorf("nobody knows of %s: %+v", number, list)
	}
	return stand
}

// settle lets everything come to its end without faults, does what a person is asked to
// do, and compares both sides.
func (k *shopping) settle(t *testing.T) {
	t.Helper()
	start := time.Now()
	for _, e := range k.errands {
		eventually(t, settleWithin, func() string { return k.end(t, e) })
	}
	t.Logf("everything came to its end %s after the last round; %d orders were placed again", time.Since(start).Round(time.Second), k.asked)
	if stand := k.onceEach(t); stand != len(k.errands) {
		t.Errorf("%d orders of %d stand on 1688", stand, len(k.errands))
	}
	there := k.boughtOnSandbox(t)
	for _, e := range k.errands {
		var w way
		e.Must(t, http.MethodGet, "/purchase-orders/"+e.id+"/placing", nil, &w)
		for _, p := range w.Parts {
			for _, o := range p.Orders {
				if got := there[o.PlatformID]; p.State == "placed" && !o.Extra && fmt.Sprintf("%d.%02d", got.Total/100, got.Total%100) != o.Amount {
					t.Errorf("%s says it is order %s of %s, the sandbox has %+v", e.name, o.PlatformID, o.Amount, got)
				}
			}
		}
	}
	k.verified(t)
	t.Logf("%d purchase orders, each one order on 1688", len(k.errands))
}

// end tells what keeps an order from being placed. A refusal of what passes by itself is
// tried again, as the person does whom it is shown to.
func (k *shopping) end(t *testing.T, e *errand) string {
	t.Helper()
	var w way
	e.Must(t, http.MethodGet, "/purchase-orders/"+e.id+"/placing", nil, &w)
	states, refusals := map[string]int{}, []string{}
	for _, p := range w.Parts {
		states[p.State]++
		if p.Refusal != nil {
			refusals = append(refusals, p.Refusal.Code)
		}
	}
	switch {
	case states["placed"] == 1 && states["waiting"]+states["checking"]+states["unclear"] == 0:
		return ""
	case states["unclear"] > 0:
		t.Fatalf("%s is for a person to decide, though 1688 keeps our number: %+v", e.name, w)
	case states["waiting"]+states["checking"] == 0 && w.Placeable:
		k.asked++
		err := e.Do(t.Context(), http.MethodPost, "/purchase-orders/actions/place", "", map[string]any{"ids": []string{e.id}, "flow": "general"}, nil)
		if refused, ok := world.IsRefused(err); err != nil && (!ok || refused.Status >= http.StatusInternalServerError) {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%s is %v %v", e.name, states, refusals)
}
