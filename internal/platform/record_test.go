package platform_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/open1688"
)

// life takes an order from creation to a late refund and gives what 1688 answers after
// each step.
func (w *world) life(tb testing.TB) (id string, stages []*open1688.Order) {
	tb.Helper()
	o := w.Buy(tb, wang, w.Shirt(tb), 5, 3)
	look := func() { stages = append(stages, w.seen(tb, o.ID)) }
	look()
	w.Act(tb, o.ID, "change-price", map[string]any{"shippingFee": 500, "discount": -300})
	look()
	w.Act(tb, o.ID, "pay", nil)
	look()
	w.Act(tb, o.ID, "ship", map[string]any{"parcels": []map[string]any{{"cpCode": "SF", "mailNo": "SF1000", "lines": []map[string]any{{"subId": o.Items[0].SubID}}}}})
	look()
	w.Act(tb, o.ID, "ship", map[string]any{"cpCode": "YTO", "mailNo": "YT2000"})
	look()
	w.Act(tb, o.ID, "confirm", nil)
	look()
	w.Act(tb, o.ID, "ask-refund", map[string]any{"amount": 1990})
	look()
	w.Act(tb, o.ID, "agree-refund", nil)
	look()
	return o.ID, stages
}

func TestRecordFollowsAnOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, stages := w.life(t)
	want := [][]platform.FactKind{
		{platform.FactAppeared},
		{platform.FactPriceChanged},
		{platform.FactPaid},
		nil, // partly shipped
		{platform.FactShipped},
		{platform.FactReceived},
		nil, // a refund is asked for
		{platform.FactRefunded},
	}
	var o platform.Order
	for i, seen := range stages {
		o = w.record(t, seen)
		told := slices.Clone(w.facts)
		w.wantFacts(t, want[i]...)
		w.record(t, seen)
		w.wantFacts(t) // the same again tells nothing
		for _, f := range told {
			switch f.Kind {
			case platform.FactPriceChanged:
				if f.Was != dec.MustAmount("167.20") || f.Is != dec.MustAmount("161.20") {
					t.Errorf("the price went from %s to %s", f.Was, f.Is)
				}
			case platform.FactPaid:
				if f.Was != 0 || f.Is != dec.MustAmount("161.20") || f.At.IsZero() {
					t.Errorf("paid from %s to %s at %v", f.Was, f.Is, f.At)
				}
			case platform.FactRefunded:
				if f.Was != 0 || f.Is != dec.MustAmount("19.90") {
					t.Errorf("refunded from %s to %s", f.Was, f.Is)
				}
			case platform.FactAppeared, platform.FactShipped, platform.FactReceived, platform.FactClosed, platform.FactLinked, platform.FactUnlinked:
			}
		}
	}
	if o.State != platform.StateDone || o.Total != dec.MustAmount("161.20") || o.Paid != o.Total || o.Refund != dec.MustAmount("19.90") || o.Freight != dec.MustAmount("5") {
		t.Errorf("the order is %+v", o)
	}
	if len(o.Lines) != 2 || o.Lines[0].Quantity != dec.QuantityFromInt(5) || o.Lines[0].Price != dec.MustPrice("19.9") || o.Lines[0].SpecID == "" {
		t.Errorf("the lines are %+v", o.Lines)
	}
	if len(o.Parcels) != 2 || o.Parcels[0].Waybill != "SF1000" || o.Parcels[1].Waybill != "YT2000" {
		t.Errorf("the parcels are %+v", o.Parcels)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_price_change WHERE tenant_id = ? AND order_id = ?", o.ID); n != 1 {
		t.Errorf("%d price changes are kept, want 1", n)
	}
}

// Answers in any order, with duplicates, and with losses as long as the last one comes,
// end in the same state and tell each fact once.
func TestAnyOrderOfAnswersEndsTheSame(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id, stages := w.life(t)
	for _, one := range stages {
		w.record(t, one)
	}
	state := func() string {
		var out []platform.Order
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			o, err := w.svc.ByNumberTx(ctx, tx, w.account, id)
			if err != nil {
				return err
			}
			c := *o
			c.ID, c.ReadAt, c.ChangedAt, c.CreatedAt, c.NextPollAt = 0, db.Time{}, db.Time{}, db.Time{}, db.Time{}
			out = append(out, c)
			return nil
		})
		text, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	wanted := state()
	w.kinds()
	r := rand.New(rand.NewPCG(16, 88)) //nolint:gosec // a test that can be repeated
	for round := range 60 {
		w.Exec(t, "DELETE FROM platform_order WHERE tenant_id = ?", w.A.ID)
		var told []*open1688.Order
		for i, one := range stages {
			for n := range 1 + r.IntN(3) {
				if i < len(stages)-1 && n == 0 && r.IntN(4) == 0 {
					break // lost
				}
				told = append(told, one)
			}
		}
		r.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		for _, one := range told {
			w.Clock.Advance(time.Second)
			w.record(t, one)
		}
		if got := state(); got != wanted {
			t.Fatalf("round %d ends in\n%s\nwant\n%s", round, got, wanted)
		}
		count := map[platform.FactKind]int{}
		paid := dec.Amount(0)
		for _, f := range w.facts {
			count[f.Kind]++
			if f.Kind == platform.FactPaid {
				paid = paid.Add(f.Is.Sub(f.Was))
			}
		}
		w.kinds()
		for _, kind := range []platform.FactKind{platform.FactAppeared, platform.FactPaid, platform.FactShipped, platform.FactReceived, platform.FactRefunded} {
			if count[kind] != 1 {
				t.Fatalf("round %d tells %s %d times", round, kind, count[kind])
			}
		}
		if paid != dec.MustAmount("161.20") {
			t.Fatalf("round %d tells of %s paid", round, paid)
		}
	}
}

func TestClosedOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	unpaid, refunded := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 0, 3)
	w.read(t, unpaid.ID, refunded.ID)
	w.Act(t, unpaid.ID, "close", nil)
	w.Act(t, refunded.ID, "pay", nil)
	w.Act(t, refunded.ID, "ask-refund", nil)
	w.Act(t, refunded.ID, "agree-refund", nil)
	w.kinds()
	w.read(t, unpaid.ID, refunded.ID)
	w.wantFacts(t, platform.FactClosed, platform.FactPaid, platform.FactRefunded, platform.FactClosed)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		o, err := w.svc.ByNumberTx(ctx, tx, w.account, unpaid.ID)
		if err != nil {
			return err
		}
		if o.State != platform.StateClosed || o.Paid != 0 || o.CloseReason == "" {
			t.Errorf("the order that was closed is %+v", o)
		}
		return nil
	})
}

// Two who read one order for the first time at once make it once.
func TestTwoReadersOfANewOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	seen := w.seen(t, o.ID)
	done := make(chan error, 4)
	for range cap(done) {
		go func() {
			done <- w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
				_, err := w.svc.RecordTx(ctx, tx, w.account, seen)
				return err
			})
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ?"); n != 1 {
		t.Errorf("there are %d orders, want 1", n)
	}
}

func TestAnAmountThatIsNone(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	seen := w.seen(t, o.ID)
	seen.BaseInfo.TotalAmount = "1.005"
	err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := w.svc.RecordTx(ctx, tx, w.account, seen)
		return err
	})
	if _, ok := errors.AsType[*open1688.UnitError](err); !ok {
		t.Errorf("half a fen gives %v", err)
	}
}

// One order of many that cannot be read does not keep the others from being read.
func TestReadGoesOnPastAMissingOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.Buy(t, wang, w.Shirt(t), 3)
	if err := w.svc.Read(t.Context(), w.Scope(), w.account, "123", o.ID); err == nil {
		t.Error("an order that is not there is read")
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND platform_id = ?", o.ID); n != 1 {
		t.Error("the order behind it was not read")
	}
}

// All of a page is kept with as many statements as one order of it.
func TestManyOrdersAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shirt := w.Shirt(t)
	var seen []*open1688.Order
	for range 30 {
		seen = append(seen, w.seen(t, w.Buy(t, wang, shirt, 3, 3).ID))
	}
	var added int
	for round, want := range []int{30, 0} {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			_, added, err = w.svc.RecordAllTx(ctx, tx, w.account, seen)
			return err
		})
		if added != want {
			t.Errorf("round %d adds %d orders, want %d", round, added, want)
		}
	}
	w.wantFacts(t, slices.Repeat([]platform.FactKind{platform.FactAppeared}, 30)...)
	if n := w.Number(t, "SELECT COUNT(*) FROM platform_order_line WHERE tenant_id = ?"); n != 60 {
		t.Errorf("%d lines are kept, want 60", n)
	}
	if got := fmt.Sprint(w.Number(t, "SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'platform_order'")); got != "30" {
		t.Errorf("%s audit lines, want 30", got)
	}
}
