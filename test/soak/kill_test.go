package soak_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// TestKill kills the real program at random moments while it downloads offers and
// makes pre-orders, with a sandbox that fails at random too, and starts it again.
// After each round no sale has two live pre-orders on 1688 and the books add up;
// at the end every sale has come to an end and every payment is booked.
func TestKill(t *testing.T) {
	beside(t)
	onEngines(t, func(t *testing.T) {
		// Jobs of a shop wait for each other, so more shops are more at work.
		k := &killer{killing: newKilling(t, newHouse(t, 4))}
		k.rounds(t, k.run)
		k.settle(t)
	})
}

// killer does the rounds of TestKill.
type killer struct {
	*killing
	sales int
}

// wish is a sale to be posted, with its idempotency key.
type wish struct {
	stall *stall
	note  string
	body  map[string]any
	lost  bool
}

func (k *killer) run(t *testing.T) {
	t.Helper()
	k.misbehave(t, 3, "alibaba.preOrder.create", "alibaba.preOrder.*", "")
	var wg sync.WaitGroup
	wishes := make([]*wish, 1+k.r.IntN(3))
	for i := range wishes {
		wishes[i] = k.wish()
		wg.Go(func() { wishes[i].send(t) })
	}
	if k.r.IntN(3) == 0 {
		s := k.stalls[k.r.IntN(len(k.stalls))]
		if k.r.IntN(2) == 0 {
			k.sandbox.Must(t, http.MethodPost, "/generate", map[string]any{"seller": seller, "offers": 5, "skusPerOffer": 3, "seed": k.r.IntN(1_000_000) + 1}, nil)
		}
		wg.Go(func() { s.startDownload(t) })
	}
	k.pay(t)
	k.restart(t, &wg, 100, 300, 900)
	for _, w := range wishes {
		eventually(t, 30*time.Second, func() string {
			if w.lost {
				w.send(t)
			}
			if w.lost {
				return "the restarted server does not take sale " + w.note
			}
			return ""
		})
	}
	k.once(t)
	k.verified(t)
}

func (k *killer) wish() *wish {
	s := k.stalls[k.r.IntN(len(k.stalls))]
	k.sales++
	w := &wish{stall: s, note: fmt.Sprintf("%s-%d", s.name, k.sales)}
	var lines []map[string]any
	for _, i := range k.r.Perm(len(s.goods))[:1+k.r.IntN(3)] {
		g := s.goods[i]
		lines = append(lines, map[string]any{"skuId": g.ID, "quantity": strconv.FormatInt(g.Least+k.r.Int64N(3), 10), "price": g.Price})
	}
	w.body = map[string]any{"mode": "post", "kind": "issue", "customerId": s.customer, "note": w.note, "lines": lines}
	if k.r.IntN(2) == 0 {
		w.body["customerFee"] = "8.00"
	}
	k.posted[s.name]++
	return w
}

// send posts the sale; without an answer it is lost and must be sent again, which
// the idempotency key makes safe.
func (w *wish) send(t *testing.T) {
	t.Helper()
	err := w.stall.Do(context.WithoutCancel(t.Context()), http.MethodPost, "/sales", "soak-"+w.note, w.body, nil)
	w.lost = err != nil
	refused, ok := world.IsRefused(err)
	switch {
	case !ok || refused.Status >= http.StatusInternalServerError:
	case strings.Contains(refused.Body, `"idempotency.answer_lost"`), strings.Contains(refused.Body, `"idempotency.in_progress"`):
		// It was carried out, and the process died before it could say so. On PostgreSQL
		// another process might still be about to; settle counts what is there.
		w.lost = false
	default:
		t.Errorf("sale %s is refused: %v", w.note, err)
	}
}

// startDownload may find one running, or the server gone.
func (s *stall) startDownload(t *testing.T) {
	t.Helper()
	err := s.Do(context.WithoutCancel(t.Context()), http.MethodPost, "/shops/"+s.shop+"/downloads", "", map[string]any{"mode": "create"}, nil)
	if refused, ok := world.IsRefused(err); ok && refused.Status != http.StatusConflict && refused.Status < http.StatusInternalServerError {
		t.Errorf("the download is refused: %v", err)
	}
}

// pay has a buyer pay one of the pre-orders now and then.
func (k *killer) pay(t *testing.T) {
	t.Helper()
	if k.r.IntN(3) != 0 {
		return
	}
	all := k.onSandbox(t)
	for _, sale := range slices.Sorted(maps.Keys(all)) {
		for _, p := range all[sale] {
			if p.State == "waiting" && k.r.IntN(3) == 0 {
				k.sandbox.Must(t, http.MethodPost, fmt.Sprintf("/preorders/%d/pay", p.ID), map[string]any{"buyer": "小王服装店", "method": "alipay"}, nil)
				return
			}
		}
	}
}
