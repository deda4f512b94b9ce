package sandbox1688

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// What waits, what is held and what is stored goes on after a restart; what was being
// delivered is sent again.
func TestMessagesSurviveARestart(t *testing.T) {
	t.Parallel()
	file, in := filepath.Join(t.TempDir(), "sandbox.json"), newInbox(t)
	b := opened(t, file, in.address)
	b.token(buyerFang)
	b.control("POST", "faults", map[string]any{"kind": FaultPushLoss})
	lost := b.made("X", 1)[0]
	in.answer(500)
	failed := b.made("X", 1)[0]
	b.quiet()
	in.want("failed", "X")
	b.control("POST", "faults", map[string]any{"kind": FaultPushDisorder, "millis": 600_000})
	held := b.made("X", 1)[0]
	b.control("POST", "faults", map[string]any{"kind": FaultPushDelay, "millis": 2_000})
	late := b.made("X", 1)[0]
	before := b.control("GET", "push", nil)
	b.stop()

	b = opened(t, file) // the address is in the file
	if after := b.control("GET", "push", nil); string(after.raw) != string(before.raw) {
		t.Errorf("before\n%s\nafter\n%s", before.raw, after.raw)
	}
	b.advance("2s")
	b.quiet()
	if got := arrived(in.take()); got != late+" "+held { // which has been overtaken
		t.Errorf("%s came, want %s and then %s", got, late, held)
	}
	b.advance("58s")
	b.quiet()
	if got := arrived(in.take()); got != failed {
		t.Errorf("%s came again, want %s", got, failed)
	}
	b.open(apiPushQuery, nil).want(lost, "pushMessagePage", "datas", 0, "msgId")
	if next := b.made("X", 1)[0]; next <= late {
		t.Errorf("the id %s came before", next)
	}
	b.quiet() // or it would be sent again after the next start
	b.advance("168h")
	b.open(apiPushQuery, nil).want("0", "pushMessagePage", "totalCount")
	b.stop()

	// The address of the start wins over that of the file.
	other := newInbox(t)
	b = opened(t, file, other.address)
	b.made("Z", 1)
	b.quiet()
	other.want("the new address", "Z")
	in.take()
	b.control("POST", "reset", nil)
	b.control("POST", "push", map[string]any{"type": "Z", "account": buyerFang})
	b.quiet()
	other.want("a reset keeps the address", "Z")
}

// Random messages, faults and replay calls, saved and loaded in between: nobody can tell.
func TestLoadedQueueGoesOnLikeOneNeverStopped(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		w := &twins{t: t, r: rand.New(rand.NewPCG(seed, 6)), clock: &atomic.Int64{}} //nolint:gosec // a test's dice
		w.cfg = Config{
			Seed: EmptySeed(), AppKey: "1234567", AppSecret: "AbCdEf123456", RepeatIDs: true, PublicURL: "http://sandbox.example.com", PushURL: "http://127.0.0.1:9/",
			Now: func() time.Time { return testStart.Add(time.Duration(w.clock.Load()) * time.Second) },
		}
		start := func() *Server { // what is delivered when is not repeatable: nothing is
			s := New(w.cfg)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return s
		}
		w.steps = [2]*Server{start(), start()}
		w.fresh = start
		w.control("POST", "accounts", map[string]any{"loginId": buyerFang})
		w.control("POST", "accounts", map[string]any{"loginId": sellerClothes, "seller": true})
		w.remember(&w.tokens, w.control("POST", "tokens", map[string]any{"loginId": buyerFang}).text("accessToken"))
		offer := w.control("POST", "offers", map[string]any{"seller": sellerClothes, "subject": "新品", "stock": 900, "priceRanges": []any{map[string]any{"startQuantity": 1, "price": 3}}}).text("id")
		stored := 0
		for range 200 {
			switch w.r.IntN(8) {
			case 0, 1:
				a := w.control("POST", "push", map[string]any{"type": w.pick("ORDER_X", "PRODUCT_Y"), "account": w.pick(buyerFang, sellerClothes)})
				if a.text("state") == pushStored {
					stored++
				}
			case 2:
				w.control("POST", "faults", map[string]any{
					"kind": w.pick(FaultPushLoss, FaultPushLoss, FaultPushDelay, FaultPushDisorder, FaultPushDuplicate, FaultPushUnknownOrder), "probability": 0.7, "count": 3, "millis": 1 + w.r.IntN(9000), "seed": w.r.IntN(99),
				})
			case 3:
				w.control("POST", "clock", map[string]any{"advance": w.pick("1s", "5s", "1h", "100h")})
			case 4:
				id := w.control("GET", "tokens", nil).text(0, "id")
				w.control("POST", "tokens/"+id+"/"+w.pick("expire", "revoke"), nil)
				w.control("POST", "tokens", map[string]any{"loginId": buyerFang})
			case 5:
				w.call(apiPushQuery, map[string]string{"page": w.pick("1", "2")})
				w.call(apiPushConfirm, map[string]string{"msgIdList": fmt.Sprintf("[%d]", firstMessage+w.r.IntN(60))})
			case 6:
				if w.r.IntN(9) == 0 {
					w.call(apiPushCursor, map[string]string{"quantity": "20"})
				}
				w.control("POST", "orders", map[string]any{"seller": sellerClothes, "buyer": buyerFang, "items": []any{map[string]any{"offerId": json.Number(offer), "buyAmount": 1}}})
			default:
				w.reload()
			}
			w.call(apiPushQuery, map[string]string{"pageSize": "200"})
			w.control("GET", "state", nil)
		}
		if stored == 0 {
			t.Error("nothing was ever lost: too few things happened")
		}
	}
}

// A file that would break a later call is refused.
func TestOddMessagesInAFileAreRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"twice":      `{"msgId":5,"appKey":"1","type":"X","data":{},"state":"stored"},{"msgId":5,"appKey":"1","type":"X","data":{},"state":"stored"}`,
		"no id":      `{"appKey":"1","type":"X","data":{},"state":"stored"}`,
		"no topic":   `{"msgId":5,"appKey":"1","data":{},"state":"stored"}`,
		"no payload": `{"msgId":5,"appKey":"1","type":"X","state":"stored"}`,
		"odd state":  `{"msgId":5,"appKey":"1","type":"X","data":{},"state":"delivered"}`,
	} {
		s := New(Config{Seed: EmptySeed(), Now: func() time.Time { return testStart }})
		err := s.Load(strings.NewReader(`{"format":"1688 sandbox","version":1,"offset":"0s","switches":{},"next":{},"push":{"next":9,"messages":[` + text + `]}}`))
		if err == nil || !strings.Contains(err.Error(), "message") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
