package preorder_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

func TestPaidPreorderSettlesTheReceivable(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	p := s.of(t, d)
	if p.Upload != "uploaded" || p.Pay != "unpaid" || p.PayURL == "" || p.Amount != d.Total.String() || p.Actual != d.Total.String() {
		t.Fatalf("after upload: %+v", p)
	}
	s.Control(t, http.MethodPost, "preorders/"+p.PlatformID+"/pay", map[string]any{})
	s.Clock.Advance(5 * time.Second)
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	p = s.of(t, d)
	if p.Pay != "paid" || p.ReceiptNo == "" || p.OrderID == "" {
		t.Fatalf("after payment: %+v", p)
	}
	s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error { //nolint:errcheck // checked inside
		st, err := s.finance.StandingTx(ctx, tx, s.customer)
		if err != nil || st.Balance() != 0 {
			t.Errorf("the customer still owes %s, %v", st.Balance(), err)
		}
		return err
	})
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, preorder.ErrPaid) {
		t.Errorf("reversing a paid document gave %v", err)
	}
	s.Clock.Advance(time.Hour)
	if err := s.work(t); err != nil { // nothing is posted twice
		t.Fatal(err)
	}
	s.sound(t)
}

func TestAmountsAddUpToTheFen(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "7", func(in *sale.Input) {
		in.Discount, in.CustomerFee = dec.MustAmount("1.01"), dec.MustAmount("8.88")
	})
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	if p := s.of(t, d); p.Upload != "uploaded" || p.Actual != d.Total.String() {
		t.Fatalf("1688 asks for %s, the document says %s: %+v", p.Actual, d.Total, p)
	}
}

// Whatever happens to the answer, there is one live pre-order in the end: also
// where the list runs in another order, shows new entries late, or where the clock
// of 1688 is not ours.
func TestOneLivePreorderAfterEveryFault(t *testing.T) {
	t.Parallel()
	all := []string{"timeoutAfter", "timeoutBefore", "http", "cut", "malformed", "throttle", "expiredToken"}
	for name, c := range map[string]struct {
		switches map[string]any
		clock    string
		kinds    []string
	}{
		"as documented":      {nil, "", all},
		"oldest first, late": {map[string]any{"preOrderListOrder": "oldest", "preOrderListLag": "70s"}, "", all},
		"mixed":              {map[string]any{"preOrderListOrder": "mixed"}, "", all[2:5]},
		"late":               {map[string]any{"preOrderListLag": "70s"}, "", all[2:5]},
		"1688 is behind":     {nil, "-40m", all[2:5]},
		"1688 is ahead":      {nil, "40m", all[2:5]},
		"1688 is far behind": {map[string]any{"preOrderListOrder": "oldest"}, "-30h", all[2:5]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := setup(t)
			if c.clock != "" {
				s.Control(t, http.MethodPost, "clock", map[string]any{"advance": c.clock})
			}
			if c.switches != nil {
				s.Control(t, http.MethodPatch, "switches", c.switches)
			}
			sold := []*sale.Sale{s.sell(t, "3")}
			for _, kind := range c.kinds {
				s.pass(t, time.Hour, 30*time.Minute)
				s.Fault(t, kind, apiCreate)
				d := s.sell(t, "3")
				sold = append(sold, d)
				_ = s.work(t) // the attempt that meets the fault
				if n := s.live(t, d); n > 1 {
					t.Fatalf("%s: %d live pre-orders", kind, n)
				}
				s.pass(t, 5*time.Minute, 30*time.Second)
				if p := s.of(t, d); p.Upload != "uploaded" || p.Pay != "unpaid" || p.PayURL == "" {
					t.Fatalf("%s: shown %+v", kind, p)
				}
			}
			for i, d := range sold {
				if n := s.live(t, d); n != 1 {
					t.Errorf("%d live pre-orders of document %d, %v", n, i, c.kinds)
				}
			}
			s.sound(t)
		})
	}
}

// A process that dies after the call, before it can record the answer, leaves an
// attempt behind; the next one finds the pre-order instead of making another.
func TestKilledBetweenCallAndAnswer(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	s.Fault(t, "timeoutAfter", "alibaba.preOrder.create")
	_ = s.work(t)
	// As if the process had died before it could write that there was no answer.
	s.Exec(t, "UPDATE preorder SET upload_state = 'waiting' WHERE tenant_id = ?", s.A.ID)
	s.Clock.Advance(10 * time.Second)
	_ = s.work(t)
	p := s.of(t, d)
	if n := s.live(t, d); n != 1 || p.Upload != "uploaded" || len(p.Attempts) != 1 {
		t.Fatalf("%d live pre-orders, shown %+v", n, p)
	}
}

func TestRefusalsNameCauseAndRemedy(t *testing.T) {
	t.Parallel()
	s := setup(t)
	sell := func(t *testing.T, change ...func(*sale.Input)) (*sale.Sale, shown) {
		t.Helper()
		d := s.sell(t, "3", change...)
		_ = s.work(t)
		return d, s.of(t, d)
	}
	want := func(t *testing.T, p shown, code string) {
		t.Helper()
		if p.Upload != "refused" || p.Refusal == nil || p.Refusal.Code != code || p.Refusal.Remedy == "" || !p.Uploadable {
			t.Errorf("got %+v (%+v), want refused with %s", p, p.Refusal, code)
		}
	}
	offer := "/offers/" + s.offer.String()

	s.bind(t, "")
	asked := true
	d, p := sell(t, func(in *sale.Input) { in.WantsPreorder = &asked })
	want(t, p, "preorder.market_missing")
	s.bind(t, open1688.MarketDaXiangCheng)
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusOK, "")
	_ = s.work(t)
	if p = s.of(t, d); p.Upload != "uploaded" {
		t.Errorf("after the remedy: %+v %+v", p, p.Refusal)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusConflict, "preorder.not_uploadable")

	s.bind(t, "nowhere")
	_, p = sell(t)
	want(t, p, "preorder.market_refused")
	s.bind(t, open1688.MarketDaXiangCheng)

	s.Control(t, http.MethodPatch, offer, map[string]any{"minOrderQuantity": 50})
	_, p = sell(t)
	want(t, p, "preorder.below_minimum")
	s.Control(t, http.MethodPatch, offer, map[string]any{"minOrderQuantity": 1})

	cheap := dec.MustPrice("0.01")
	_, p = sell(t, func(in *sale.Input) { in.Lines[0].Price = &cheap })
	want(t, p, "preorder.price_limits")

	s.Exec(t, "UPDATE unit SET decimals = 1 WHERE tenant_id = ?", s.A.ID)
	half := func(in *sale.Input) { in.Lines[0].Quantity = dec.MustQuantity("2.5") }
	_, p = sell(t, half)
	want(t, p, "preorder.whole_pieces")

	s.Control(t, http.MethodPatch, offer, map[string]any{"status": "member expired"})
	_, p = sell(t)
	want(t, p, "preorder.offer_offline")
	s.sound(t) // every sale stands whatever 1688 said
}

func TestExpiredPreorderCanBeMadeAgain(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	first := s.of(t, d)
	s.Clock.Advance(5*24*time.Hour + time.Hour)
	_ = s.work(t)
	p := s.of(t, d)
	if p.Pay != "expired" || !p.Uploadable {
		t.Fatalf("after five days: %+v", p)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusOK, "")
	_ = s.work(t)
	if p = s.of(t, d); p.Upload != "uploaded" || p.Pay != "unpaid" || p.PlatformID == first.PlatformID || len(p.Attempts) != 2 {
		t.Fatalf("made again: %+v", p)
	}
}

func TestReversedSaleGivesItsPreorderUp(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	p := s.of(t, d)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	// 1688 has no call to cancel it; a customer who pays all the same has an advance.
	s.Control(t, http.MethodPost, "preorders/"+p.PlatformID+"/pay", map[string]any{})
	s.Clock.Advance(time.Minute)
	_ = s.work(t)
	p = s.of(t, d)
	if p.Upload != "abandoned" || p.Pay != "paid" {
		t.Fatalf("shown %+v", p)
	}
	s.sound(t)
}

func TestAnotherSetsPreorderIsUnknown(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	p := s.of(t, d)
	s.Other.Get(t, "/preorders/"+p.ID).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/check", nil).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusNotFound, "sale.not_found")
}

// Asking for the pre-order of a sale outside one's warehouses or shops leaves nothing.
func TestAskingStaysWithinTheDataScope(t *testing.T) {
	t.Parallel()
	s := setup(t)
	no := false
	d := s.sell(t, "3", wants(&no))
	for column, login := range map[string]string{"shop_ids": "a", "warehouse_ids": "b"} {
		clerk := s.Member(t, login, tenant.RoleSales)
		err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE member SET `+column+` = '["5"]' WHERE tenant_id = ? AND person_id = ?`, tx.Tenant, clerk.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		clerk.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusNotFound, "sale.not_found")
	}
	_ = s.work(t)
	if n := s.live(t, d); n != 0 {
		t.Errorf("%d pre-orders", n)
	}
	if total, _ := s.Owner.Get(t, "/preorders?saleId="+d.ID.String()).At("total").(int); total != 0 {
		t.Errorf("%v pre-orders are listed", total)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusCreated, "")
	_ = s.work(t)
	if p := s.of(t, d); p.Upload != "uploaded" {
		t.Errorf("shown %+v", p)
	}
}
