package preorder_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/sale"
)

const days = 24 * time.Hour

// pass lets time go by in steps, working what is due.
func (s *stall) pass(t *testing.T, whole, step time.Duration) {
	t.Helper()
	for left := whole; left > 0; left -= step {
		s.Clock.Advance(min(step, left))
		_ = s.work(t)
	}
}

func (s *stall) act(t *testing.T, platformID, action string) {
	t.Helper()
	s.Control(t, http.MethodPost, "preorders/"+platformID+"/"+action, map[string]any{})
}

func (s *stall) uploadAgain(t *testing.T, p shown) {
	t.Helper()
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusOK, "")
}

func (s *stall) advance(t *testing.T) (advance dec.Amount) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		st, err := s.finance.StandingTx(ctx, tx, s.customer)
		advance = st.Advance
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return advance
}

// receipts lists what was received from the customer: amount and note.
func (s *stall) receipts(t *testing.T) (list []string) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		rows, err := tx.Query(ctx, "SELECT amount, note FROM receipt WHERE tenant_id = ? AND source_kind = 'preorder_attempt' ORDER BY id", tx.Tenant)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var amount dec.Amount
			var note string
			if err := rows.Scan(&amount, &note); err != nil {
				return err
			}
			list = append(list, amount.String()+" "+note)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// The platform's clock decides when a pre-order is over, not ours.
func TestExpiryGoesByTheClockOf1688(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	first := s.of(t, d)
	s.Control(t, http.MethodPost, "clock", map[string]any{"advance": "-6h"}) // ours was put right meanwhile
	s.pass(t, 5*days+2*time.Hour, 2*time.Hour)
	if p := s.of(t, d); p.Pay != "unpaid" {
		t.Fatalf("expired by our clock: %+v", p)
	}
	s.act(t, first.PlatformID, "pay")
	s.pass(t, 2*time.Hour, time.Hour)
	if p := s.of(t, d); p.Pay != "paid" || p.ReceiptNo == "" {
		t.Fatalf("shown %+v", p)
	}
	s.sound(t)
}

// A confirmed pre-order whose formal order has a time of its own is not taken from
// the customer; it ends with that order.
func TestConfirmedPreorderLivesAsLongAsItsOrder(t *testing.T) {
	t.Parallel()
	for _, keep := range []bool{false, true} {
		s := setup(t)
		s.Switch(t, map[string]any{"formalOrderTTL": "96h", "keepRetired": keep})
		paid, dead := s.sell(t, "3"), s.sell(t, "2")
		_ = s.work(t)
		s.pass(t, 4*days+20*time.Hour, 4*time.Hour)
		s.act(t, s.of(t, paid).PlatformID, "confirm")
		s.act(t, s.of(t, dead).PlatformID, "confirm")
		s.pass(t, 2*days, 4*time.Hour)
		if p := s.of(t, paid); p.Pay != "ordered" {
			t.Fatalf("expired under the customer: %+v", p)
		}
		s.act(t, s.of(t, paid).PlatformID, "pay")
		s.pass(t, 3*days, 4*time.Hour)
		if p := s.of(t, paid); p.Pay != "paid" || p.ReceiptNo == "" {
			t.Errorf("paid late: %+v", p)
		}
		if p := s.of(t, dead); p.Pay != "expired" || !p.Uploadable {
			t.Errorf("the order was closed, retired ones kept %v: %+v", keep, p)
		}
		s.sound(t)
	}
}

// An expired pre-order that is paid after all is booked, whatever came after it.
func TestPaymentOfOneGivenUp(t *testing.T) {
	t.Parallel()
	// On 1688 it lives longer than we think: it is not gone after our five days.
	setUp := func(t *testing.T) (*stall, *sale.Sale, shown) {
		s := setup(t)
		s.Switch(t, map[string]any{"preOrderTTL": "240h"})
		d := s.sell(t, "3")
		_ = s.work(t)
		s.pass(t, 5*days+time.Hour, 6*time.Hour)
		p := s.of(t, d)
		if p.Pay != "expired" || p.PlatformID == "" {
			t.Fatalf("after five days: %+v", p)
		}
		return s, d, p
	}
	t.Run("nothing came after it", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		s.act(t, first.PlatformID, "pay")
		s.pass(t, 12*time.Hour, time.Hour)
		p := s.of(t, d)
		if p.Pay != "paid" || p.ReceiptNo == "" || p.PlatformID != first.PlatformID || p.Uploadable || s.advance(t) != 0 {
			t.Fatalf("shown %+v", p)
		}
		s.sound(t)
	})
	t.Run("found before another is made", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		s.act(t, first.PlatformID, "pay")
		s.uploadAgain(t, first)
		_ = s.work(t)
		p := s.of(t, d)
		if p.Pay != "paid" || p.Upload != "uploaded" || s.live(t, d) != 1 || len(p.Attempts) != 1 {
			t.Fatalf("%d live, shown %+v", s.live(t, d), p)
		}
		s.sound(t)
	})
	t.Run("confirmed, so it comes back", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		s.act(t, first.PlatformID, "confirm")
		s.uploadAgain(t, first)
		_ = s.work(t)
		p := s.of(t, d)
		if p.Pay != "ordered" || p.PlatformID != first.PlatformID || p.PayURL == "" || s.live(t, d) != 1 {
			t.Fatalf("%d live, shown %+v", s.live(t, d), p)
		}
		s.act(t, first.PlatformID, "pay")
		s.pass(t, time.Minute, 15*time.Second)
		if p = s.of(t, d); p.Pay != "paid" || p.ReceiptNo == "" {
			t.Fatalf("shown %+v", p)
		}
		s.sound(t)
	})
	t.Run("instead of the one after it", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		s.uploadAgain(t, first)
		_ = s.work(t)
		second := s.of(t, d)
		if second.PlatformID == first.PlatformID || second.Pay != "unpaid" || second.PayURL == "" {
			t.Fatalf("made again: %+v", second)
		}
		s.act(t, first.PlatformID, "pay")
		s.pass(t, 12*time.Hour, time.Hour)
		p := s.of(t, d)
		if p.Pay != "paid" || p.PlatformID != first.PlatformID || p.ReceiptNo == "" || s.advance(t) != 0 {
			t.Fatalf("shown %+v", p)
		}
		s.sound(t)
	})
	t.Run("as well as the one after it", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		s.uploadAgain(t, first)
		_ = s.work(t)
		second := s.of(t, d)
		s.act(t, second.PlatformID, "pay")
		s.pass(t, time.Minute, 15*time.Second)
		if p := s.of(t, d); p.Pay != "paid" || p.ExtraPaid != nil {
			t.Fatalf("shown %+v", p)
		}
		s.act(t, first.PlatformID, "pay")
		s.pass(t, 12*time.Hour, time.Hour)
		p := s.of(t, d)
		if p.Pay != "paid" || p.PlatformID != second.PlatformID || p.ExtraPaid == nil || *p.ExtraPaid != d.Total.String() {
			t.Fatalf("shown %+v", p)
		}
		if s.advance(t) != d.Total {
			t.Errorf("the customer's advance is %s, want %s", s.advance(t), d.Total)
		}
		if list := s.receipts(t); len(list) != 2 || !strings.Contains(list[1], "重复付款") || p.Attempts[1].ReceiptNo == "" || p.Attempts[1].PaidAt == "" {
			t.Errorf("receipts %q, shown %+v", list, p)
		}
		s.pass(t, 10*days, 12*time.Hour) // nothing is posted twice, and the asking ends
		if n := len(s.receipts(t)); n != 2 {
			t.Errorf("%d receipts", n)
		}
		s.sound(t)
	})
	t.Run("of a sale taken back", func(t *testing.T) {
		t.Parallel()
		s, d, first := setUp(t)
		if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
			t.Fatal(err)
		}
		s.act(t, first.PlatformID, "pay")
		s.pass(t, 12*time.Hour, time.Hour)
		if p := s.of(t, d); p.Pay != "paid" || s.advance(t) != d.Total {
			t.Fatalf("advance %s, shown %+v", s.advance(t), p)
		}
		s.sound(t)
	})
}

func wants(asked *bool) func(*sale.Input) { return func(in *sale.Input) { in.WantsPreorder = asked } }

// An answer without actualTotalFee is not one of 0: the parts say what was paid.
func TestPaidWithoutActualTotal(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]string{"parts": `"actualTotalFee":\d+,`, "nothing": `"(actualTotalFee|totalFee|postFee|adjustFee)":-?\d+,`} {
		s := setup(t)
		leave := regexp.MustCompile(cut)
		s.Gate.Rewrite(func(api string, body []byte) []byte {
			if api != apiList {
				return body
			}
			return leave.ReplaceAll(body, nil)
		})
		d := s.sell(t, "3", func(in *sale.Input) { in.CustomerFee = dec.MustAmount("8") })
		_ = s.work(t)
		s.act(t, s.of(t, d).PlatformID, "pay")
		s.pass(t, time.Minute, 20*time.Second)
		if p := s.of(t, d); p.Pay != "paid" || p.ReceiptNo == "" || p.Actual != d.Total.String() {
			t.Errorf("%s: shown %+v", name, p)
		}
		s.sound(t)
	}
}

// An answer about one attempt says nothing about the one that took its place
// while the answer was on its way.
func TestLateAnswerIsFiledWithItsAttempt(t *testing.T) {
	t.Parallel()
	s := setup(t)
	first := s.another(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	old := s.of(t, d)
	s.Clock.Advance(5 * time.Second)
	st := s.Gate.Hold(apiList, 1, true)
	st.Run(t, 1, func() { _ = first.work(t) }, nil)
	s.Clock.Advance(5*days + time.Hour)
	s.rescue(t)
	_ = s.work(t)
	s.uploadAgain(t, old)
	_ = s.work(t)
	before := s.of(t, d)
	st.Resume(true)
	p := s.of(t, d)
	if before.PlatformID == old.PlatformID || p.PlatformID != before.PlatformID || p.PayURL != before.PayURL || p.Pay != "unpaid" {
		t.Fatalf("old %+v\nbefore %+v\nafter %+v", old, before, p)
	}
	s.act(t, p.PlatformID, "pay")
	s.pass(t, time.Hour, 5*time.Minute)
	if p := s.of(t, d); p.Pay != "paid" || p.ExtraPaid != nil {
		t.Fatalf("shown %+v", p)
	}
	s.sound(t)
}

// A call that reaches 1688 after it was taken for lost makes a second pre-order:
// it is not shown, but kept with its attempt, and what is paid on either is booked.
func TestLateCallIsKeptWithItsAttempt(t *testing.T) {
	t.Parallel()
	s := setup(t)
	first := s.another(t)
	d := s.sell(t, "3")
	st := s.Gate.Hold(apiCreate, 1, false)
	st.Run(t, 1, func() { _ = first.work(t) }, nil)
	s.rescue(t)
	s.pass(t, 5*time.Minute, 30*time.Second)
	shown := s.of(t, d)
	st.Resume(true)
	p := s.of(t, d)
	if len(p.Attempts) != 2 || p.PlatformID != shown.PlatformID || p.Pay != "unpaid" || p.Attempts[1].PlatformID == "" || p.Attempts[1].State != "ended" {
		t.Fatalf("shown %+v", p)
	}
	s.act(t, p.Attempts[1].PlatformID, "pay")
	s.pass(t, 12*time.Hour, 30*time.Minute)
	if p = s.of(t, d); p.Pay != "paid" || p.PlatformID != p.Attempts[1].PlatformID || p.ExtraPaid != nil {
		t.Fatalf("shown %+v", p)
	}
	s.act(t, shown.PlatformID, "pay")
	s.pass(t, 12*time.Hour, 30*time.Minute)
	if p = s.of(t, d); p.ExtraPaid == nil || *p.ExtraPaid != d.Total.String() || s.advance(t) != d.Total {
		t.Fatalf("advance %s, shown %+v", s.advance(t), p)
	}
	s.sound(t)
}
