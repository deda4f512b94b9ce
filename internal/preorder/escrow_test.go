package preorder_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
)

const apiOrder = "alibaba.trade.get.sellerView"

// held is money in escrow as the API tells of it.
type held struct {
	ID, PreorderID, OrderID, Amount, Held, State, Hold, PlatformRefund, Refund, ExpectedOn, TransferNo, ReleasedToID, EscrowAccountID string
	PickUp                                                                                                                            bool
	Version                                                                                                                           int64
}

// paid sells, has the customer pay and gives the formal order's money in escrow.
func (s *stall) paid(t *testing.T, change ...func(*sale.Input)) (*sale.Sale, held) {
	t.Helper()
	d := s.sell(t, "3", change...)
	_ = s.work(t)
	s.act(t, s.of(t, d).PlatformID, "pay")
	s.pass(t, time.Minute, 20*time.Second)
	h := s.held(t, d)
	if p := s.of(t, d); p.Pay != "paid" || h.State != "paid" || h.Amount != d.Total.String() || h.Held != h.Amount || h.OrderID != p.OrderID || h.ExpectedOn != "" {
		t.Fatalf("paid %+v, held %+v", p, h)
	}
	return d, h
}

func (s *stall) held(t *testing.T, d *sale.Sale) held {
	t.Helper()
	var p struct{ Escrows []held }
	s.Owner.Get(t, "/preorders/"+s.of(t, d).ID).Want(t, http.StatusOK, "").JSON(t, &p)
	if len(p.Escrows) != 1 {
		t.Fatalf("%d held for %s", len(p.Escrows), d.No)
	}
	return p.Escrows[0]
}

// order acts on a formal order of the sandbox.
func (s *stall) order(t *testing.T, id, action string, body map[string]any) {
	t.Helper()
	if body == nil {
		body = map[string]any{}
	}
	s.Control(t, http.MethodPost, "orders/"+id+"/"+action, body)
}

// funds gives the balance of the default accounts of escrow and Alipay.
func (s *stall) funds(t *testing.T) (escrow, alipay string) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		e, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundEscrow)
		if err != nil {
			return err
		}
		a, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundAlipay)
		if err != nil {
			return err
		}
		escrow, alipay = e.Balance.String(), a.Balance.String()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return escrow, alipay
}

func (s *stall) wantFunds(t *testing.T, when, escrow, alipay string) {
	t.Helper()
	if e, a := s.funds(t); e != escrow || a != alipay {
		t.Errorf("%s: %s in escrow and %s on Alipay, want %s and %s", when, e, a, escrow, alipay)
	}
	s.sound(t)
}

func (s *stall) transfers(t *testing.T) (n int) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COUNT(*) FROM fund_transfer WHERE tenant_id = ?", []any{tx.Tenant}, &n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Shipped, and nobody does anything: 1688 confirms on the tenth day, and the money
// moves then and once.
func TestEscrowIsReleasedOnTheTenthDay(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d, _ := s.paid(t)
	total := d.Total.String()
	s.wantFunds(t, "paid", total, "0.00")
	s.pass(t, 12*24*time.Hour, 12*time.Hour)
	h := s.held(t, d)
	if h.State != "paid" || h.ExpectedOn != "" {
		t.Fatalf("not shipped: %+v", h)
	}
	s.order(t, h.OrderID, "ship", nil)
	shipped := s.Clock.Now()
	s.pass(t, 7*time.Hour, time.Hour)
	want := db.DateOf(shipped.Add(10*24*time.Hour), time.FixedZone("", 8*3600))
	if h = s.held(t, d); h.State != "shipped" || h.ExpectedOn != string(want) || !h.PickUp {
		t.Fatalf("shipped: %+v, want it expected on %s", h, want)
	}
	s.pass(t, shipped.Add(10*24*time.Hour-time.Minute).Sub(s.Clock.Now()), 12*time.Hour)
	s.wantFunds(t, "before the tenth day is over", total, "0.00")
	s.pass(t, 2*time.Hour, 10*time.Minute)
	s.wantFunds(t, "after the tenth day", "0.00", total)
	if h = s.held(t, d); h.State != "released" || h.Held != "0.00" || h.TransferNo == "" {
		t.Fatalf("released: %+v", h)
	}
	s.follow(t)
	s.pass(t, 48*time.Hour, 6*time.Hour)
	if n := s.transfers(t); n != 1 {
		t.Errorf("%d transfers", n)
	}
	lines := s.Owner.Get(t, "/preorders/"+h.PreorderID+"/history").Want(t, http.StatusOK, "")
	if got := lines.Text("items", 0, "action"); got != "escrow_released" {
		t.Errorf("its history ends with %s", got)
	}
	s.wantFunds(t, "later", "0.00", total)
}

// follow has a further job made, as after a crash.
func (s *stall) follow(t *testing.T) {
	t.Helper()
	s.clear(t)
	s.Clock.Advance(26 * time.Hour)
	if err := s.orders.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	_ = s.work(t)
}

// Whatever is held gets back the job it lost, and no second one.
func TestSweepFollowsWhatIsHeld(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.paid(t)
	s.paid(t)
	want := func(when string) {
		t.Helper()
		s.sweep(t)
		s.sweep(t)
		if n := s.waiting(t, "preorder.release"); n != 2 {
			t.Errorf("%s: %d jobs for what two customers paid", when, n)
		}
	}
	want("both have theirs")
	s.clear(t)
	s.Clock.Advance(26 * time.Hour)
	want("both lost theirs")
	s.Exec(t, "DELETE FROM river_job WHERE id = (SELECT MIN(id) FROM river_job WHERE kind = 'preorder.release')")
	want("one lost it")
}

// The date alone books nothing: the seller has put the confirmation off, or the clock
// of 1688 is behind.
func TestEscrowIsNotReleasedByTheDateAlone(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d, h := s.paid(t)
	s.order(t, h.OrderID, "ship", nil)
	s.Control(t, http.MethodPost, "clock", map[string]any{"advance": "-48h"})
	s.pass(t, 11*24*time.Hour, 12*time.Hour)
	if h = s.held(t, d); h.State != "shipped" || h.Hold != "" {
		t.Fatalf("past its day: %+v", h)
	}
	var sums struct{ Held, Overdue string }
	s.Owner.Get(t, "/escrows/totals").Want(t, http.StatusOK, "").JSON(t, &sums)
	if sums.Overdue != d.Total.String() || sums.Held != sums.Overdue {
		t.Errorf("totals %+v", sums)
	}
	s.wantFunds(t, "past its day", d.Total.String(), "0.00")
	for query, want := range map[string]string{
		"?q=散客": sums.Held, "?q=" + d.No: sums.Held, "?q=没有": "0.00", "?state=shipped": sums.Held, "?state=held": sums.Held, "?state=paid": "0.00", "?difference=true": "0.00", "?dueTo=2026-01-01": "0.00",
	} {
		if got := s.Owner.Get(t, "/escrows/totals"+query).Want(t, http.StatusOK, ""); got.Text("held") != want || got.Text("overdue") != want {
			t.Errorf("totals of %s: %s", query, got.Body)
		}
	}
}

func TestEscrowIsReleasedWhenConfirmedEarlyToTheAccountOfTheShop(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.withBooks()
	var bank *finance.FundAccount
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) (err error) {
		bank, err = s.finance.DefaultFundAccountTx(ctx, tx, finance.FundBank)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shop := s.Owner.Get(t, "/shops/"+s.shop.String()).Want(t, http.StatusOK, "")
	save := func(account string) {
		t.Helper()
		body := map[string]any{"name": shop.Text("name"), "market": shop.Text("market"), "enabled": true, "version": shop.At("version"), "releaseAccountId": account}
		s.Owner.Do(t, http.MethodPut, "/shops/"+s.shop.String(), body).Want(t, http.StatusOK, "")
	}
	d, h := s.paid(t)
	for field, account := range map[string]string{"releaseAccountId fund_account.release_kind": h.EscrowAccountID, "releaseAccountId fund_account.not_found": "4711"} {
		bad := s.Owner.Do(t, http.MethodPut, "/shops/"+s.shop.String(), map[string]any{"name": "店", "enabled": true, "version": shop.At("version"), "releaseAccountId": account})
		if f := bad.Fields(); !slices.Equal(f, []string{field}) {
			t.Errorf("account %s: %v", account, f)
		}
	}
	save(bank.ID.String())
	s.order(t, h.OrderID, "ship", nil)
	s.order(t, h.OrderID, "confirm", nil)
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/check", nil).Want(t, http.StatusOK, "")
	if h = s.held(t, d); h.State != "released" || h.ReleasedToID != bank.ID.String() {
		t.Fatalf("confirmed: %+v", h)
	}
	s.wantFunds(t, "confirmed", "0.00", "0.00")
	s.wantStale(t, h)

	// Taken back, it waits for a person, who names where it arrived.
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/reverse", map[string]any{"version": h.Version, "note": "记错账户"}).Want(t, http.StatusOK, "")
	s.wantFunds(t, "taken back", d.Total.String(), "0.00")
	s.pass(t, 26*time.Hour, 6*time.Hour)
	if h = s.held(t, d); h.State != "confirmed" || h.Hold != "reversed" {
		t.Fatalf("taken back: %+v", h)
	}
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/release", map[string]any{"version": h.Version, "fundAccountId": s.alipay(t)}).Want(t, http.StatusOK, "")
	s.wantFunds(t, "released by hand", "0.00", d.Total.String())
	if h = s.held(t, d); h.State != "released" || h.Hold != "" || s.transfers(t) != 3 {
		t.Errorf("released by hand: %+v", h)
	}
}

func (s *stall) wantStale(t *testing.T, h held) {
	t.Helper()
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/reverse", map[string]any{"version": h.Version - 1}).Want(t, http.StatusConflict, "version.stale")
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/release", map[string]any{"version": h.Version}).Want(t, http.StatusConflict, "escrow.state")
}

func (s *stall) alipay(t *testing.T) string {
	t.Helper()
	return s.Owner.Get(t, "/fund-accounts?kind=alipay").Want(t, http.StatusOK, "").Text("items", 0, "id")
}

// A process stops between the answer of 1688 and the booking, another takes over, and
// the first turns out to have been frozen only: the money moves once.
func TestEscrowIsReleasedOnceWhenKilled(t *testing.T) {
	t.Parallel()
	s := setup(t)
	for _, after := range []bool{false, true} {
		for _, answered := range []bool{false, true} {
			before := s.transfers(t)
			d, h := s.paid(t)
			s.order(t, h.OrderID, "ship", nil)
			s.order(t, h.OrderID, "confirm", nil)
			first := s.another(t)
			st := s.Gate.Hold(apiOrder, 1, after)
			anHour := func() { s.Clock.Advance(time.Hour) }
			anHour()
			st.Run(t, 30, func() { _ = first.work(t) }, anHour)
			s.rescue(t)
			s.pass(t, 3*time.Hour, 30*time.Minute)
			if h = s.held(t, d); h.State != "released" {
				t.Fatalf("after %v: taken over: %+v", after, h)
			}
			st.Resume(answered)
			s.rescue(t)
			s.pass(t, 8*time.Hour, time.Hour)
			if n := s.transfers(t) - before; n != 1 {
				t.Errorf("after %v, answered %v: %d transfers", after, answered, n)
			}
			s.sound(t)
		}
	}
}

// Part of the money goes back on 1688: nothing is booked until a person has entered
// the refund, and then the rest is released.
func TestEscrowRefundIsADifference(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.withBooks()
	d, h := s.paid(t)
	back := s.goodsBack(t, d, "1")
	s.order(t, h.OrderID, "ask-refund", map[string]any{"amount": back.Fen()})
	s.pass(t, 7*time.Hour, time.Hour)
	if h = s.held(t, d); h.State != "paid" || h.Hold != "refunding" || h.PlatformRefund != "0.00" {
		t.Fatalf("asked for: %+v", h)
	}
	s.order(t, h.OrderID, "agree-refund", nil)
	s.order(t, h.OrderID, "ship", nil)
	s.order(t, h.OrderID, "confirm", nil)
	s.pass(t, 14*time.Hour, time.Hour)
	if h = s.held(t, d); h.State != "confirmed" || h.Hold != "refunded" || h.PlatformRefund != back.String() {
		t.Fatalf("given back: %+v", h)
	}
	s.wantFunds(t, "given back", d.Total.String(), "0.00")
	if list := s.Owner.Get(t, "/escrows?difference=true&state=held").Want(t, http.StatusOK, ""); list.Text("items", 0, "id") != h.ID {
		t.Errorf("not among the differences")
	}
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/release", map[string]any{"version": h.Version}).Want(t, http.StatusConflict, "escrow.refund_open")

	settle := func(refund string) []string {
		return s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/settle-refund", map[string]any{"version": h.Version, "refundId": refund}).Fields()
	}
	receipt := s.Owner.Get(t, "/receipts?docId="+d.ID.String()).Want(t, http.StatusOK, "").Text("items", 0, "id")
	if f := settle(receipt); !slices.Equal(f, []string{"refundId refund.claimed"}) {
		t.Errorf("its own receipt: %v", f)
	}
	other := s.refund(t, s.alipay(t), d, back)
	if f := settle(other); !slices.Equal(f, []string{"refundId refund.unfit"}) {
		t.Errorf("out of another account: %v", f)
	}
	s.Owner.Do(t, http.MethodPost, "/receipts/"+other+"/actions/reverse", map[string]any{}).Want(t, http.StatusOK, "")
	refund := s.refund(t, h.EscrowAccountID, d, back)
	if f := settle(refund); f != nil {
		t.Fatalf("settling it: %v", f)
	}
	rest := d.Total.Sub(back)
	s.wantFunds(t, "the rest", "0.00", rest.String())
	if h = s.held(t, d); h.State != "released" || h.Refund != back.String() {
		t.Errorf("the rest: %+v", h)
	}
	s.Owner.Do(t, http.MethodPost, "/receipts/"+refund+"/actions/reverse", map[string]any{}).Want(t, http.StatusConflict, "refund.fixed")
}

// All of it goes back and 1688 ends the order: it is held until the refund is named,
// and then nothing is.
func TestEscrowGivenBackWhole(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.withBooks()
	d, h := s.paid(t)
	s.order(t, h.OrderID, "ask-refund", nil)
	s.order(t, h.OrderID, "agree-refund", nil)
	s.pass(t, 11*24*time.Hour, 12*time.Hour)
	if h = s.held(t, d); h.State != "paid" || h.Hold != "refunded" || h.PlatformRefund != h.Amount {
		t.Fatalf("given back: %+v", h)
	}
	s.goodsBack(t, d, "3")
	refund := s.refund(t, h.EscrowAccountID, d, d.Total)
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/settle-refund", map[string]any{"version": h.Version, "refundId": refund}).Want(t, http.StatusOK, "")
	if h = s.held(t, d); h.State != "refunded" || h.Held != "0.00" || h.TransferNo != "" {
		t.Errorf("settled: %+v", h)
	}
	s.wantFunds(t, "settled", "0.00", "0.00")
}

// withBooks adds the routes of receipts.
func (s *stall) withBooks() {
	s.finance.Register(s.API)
	s.Handler = s.API.Handler()
}

// goodsBack writes a return of part of a sale, and tells what is owed for it.
func (s *stall) goodsBack(t *testing.T, d *sale.Sale, quantity string) dec.Amount {
	t.Helper()
	r, err := s.sales.Create(t.Context(), s.scope, sale.Input{
		Kind: sale.KindReturn, CustomerID: s.customer, SourceID: d.ID, Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
		Lines: []sale.LineInput{{SKUID: s.sku, Quantity: dec.MustQuantity(quantity), SourceLineID: d.Lines[0].ID}},
	}, sale.ModePost)
	if err != nil {
		t.Fatal(err)
	}
	return r.Total
}

// refund enters what is owed for returns of a sale as given back out of an account.
func (s *stall) refund(t *testing.T, account string, d *sale.Sale, amount dec.Amount) string {
	t.Helper()
	var list struct {
		Items []struct{ DocID, DocKind, Open string }
	}
	s.Owner.Get(t, "/receivables?open=true&customerId="+s.customer.String()).Want(t, http.StatusOK, "").JSON(t, &list)
	for _, i := range list.Items {
		if i.Open == amount.Neg().String() {
			return s.Owner.Do(t, http.MethodPost, "/refunds", map[string]any{
				"customerId": s.customer.String(), "fundAccountId": account, "amount": amount.String(),
				"allocations": []any{map[string]any{"docId": i.DocID, "amount": i.Open}},
			}).Want(t, http.StatusCreated, "").Text("id")
		}
	}
	t.Fatalf("nothing of %s owed for %s: %+v", amount, d.No, list.Items)
	return ""
}

// A shop is neither removed nor disabled unnoticed while 1688 holds money of it. Removed
// all the same, what it holds is a difference, which a person books when it arrived; when
// the shop is authorised again, it is followed as before.
func TestShopWithHeldMoneyIsKept(t *testing.T) {
	t.Parallel()
	s := setup(t)
	first, _ := s.paid(t)
	second, h := s.paid(t)
	both := first.Total.Add(second.Total).String()
	shop := s.Owner.Get(t, "/shops/"+s.shop.String()).Want(t, http.StatusOK, "")
	disable := map[string]any{"name": shop.Text("name"), "market": shop.Text("market"), "enabled": false, "version": shop.At("version")}
	at := "/shops/" + s.shop.String()
	for code, a := range map[string]*apitest.Answer{
		"shop.money_open":         s.Owner.Do(t, http.MethodDelete, at, nil),
		"shop.money_open_disable": s.Owner.Do(t, http.MethodPut, at, disable),
	} {
		a.Want(t, http.StatusConflict, code)
		if a.Text("params", "payments") != "2" || a.Text("params", "held") != both || a.Text("params", "preorders") != "0" || a.Text("remedy") == "" {
			t.Errorf("refused with %s", a.Body)
		}
	}
	// Any other change is let through, and so is disabling when a person insists.
	disable["enabled"], disable["name"] = true, "新名"
	disable["version"] = s.Owner.Do(t, http.MethodPut, at, disable).Want(t, http.StatusOK, "").At("version")
	disable["enabled"] = false
	disable["version"] = s.Owner.Do(t, http.MethodPut, at+"?force=true", disable).Want(t, http.StatusOK, "").At("version")
	s.order(t, h.OrderID, "ship", nil)
	s.order(t, h.OrderID, "confirm", nil)
	s.pass(t, 8*time.Hour, time.Hour)
	s.wantFunds(t, "disabled", both, "0.00")
	disable["enabled"] = true
	s.Owner.Do(t, http.MethodPut, at, disable).Want(t, http.StatusOK, "")
	s.pass(t, 8*time.Hour, time.Hour)
	s.wantFunds(t, "enabled again", first.Total.String(), second.Total.String())

	s.Owner.Do(t, http.MethodDelete, at, nil).Want(t, http.StatusConflict, "shop.money_open")
	s.Owner.Do(t, http.MethodDelete, at+"?force=true", nil).Want(t, http.StatusNoContent, "")
	gone := s.Owner.Get(t, "/escrows?difference=true").Want(t, http.StatusOK, "")
	if gone.At("total") != 1 || gone.Text("items", 0, "hold") != "shop" || gone.Text("items", 0, "saleNo") != first.No || s.Owner.Get(t, "/escrows/totals").Text("difference") != first.Total.String() {
		t.Errorf("the shop is gone: %s", gone.Body)
	}
	release := func() {
		t.Helper()
		h = s.held(t, first)
		s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/release", map[string]any{"version": h.Version}).Want(t, http.StatusOK, "")
		h = s.held(t, first)
	}
	release()
	s.wantFunds(t, "booked by hand", "0.00", both)
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/reverse", map[string]any{"version": h.Version}).Want(t, http.StatusOK, "")
	s.authorise(t) // the same account again: followed as before
	s.order(t, h.OrderID, "ship", nil)
	s.order(t, h.OrderID, "confirm", nil)
	s.Owner.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/check", nil).Want(t, http.StatusOK, "")
	if h = s.held(t, first); h.State != "confirmed" || h.Hold != "reversed" {
		t.Errorf("authorised again: %+v", h)
	}
	release()
	s.wantFunds(t, "booked again", "0.00", both)
}

// Another set sees none of it; a person sees what is of their shops, and acts with the
// permission only.
func TestEscrowIsForWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	s := setup(t)
	_, h := s.paid(t)
	s.Other.Get(t, "/escrows/"+h.ID).Want(t, http.StatusNotFound, "escrow.not_found")
	s.Other.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/check", nil).Want(t, http.StatusNotFound, "escrow.not_found")
	if n := s.Other.Get(t, "/escrows").Want(t, http.StatusOK, "").At("total"); n != 0 {
		t.Errorf("another set lists %v", n)
	}
	clerk := s.Member(t, "clerk", tenant.RoleSales)
	clerk.Get(t, "/escrows/"+h.ID).Want(t, http.StatusOK, "")
	for _, action := range []string{"release", "reverse"} {
		clerk.Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/"+action, map[string]any{"version": h.Version}).Want(t, http.StatusForbidden, "")
	}
	s.Member(t, "cashier", tenant.RoleCashier).Do(t, http.MethodPost, "/escrows/"+h.ID+"/actions/release", map[string]any{"version": h.Version}).Want(t, http.StatusConflict, "escrow.state")
	for query, want := range map[string]int{"": 1, "?state=held": 1, "?state=released": 0, "?q=散客": 1, "?q=没有": 0, "?difference=true": 0, "?dueTo=2100-01-01": 0, "?from=2100-01-01": 0, "?to=2100-01-01": 1} {
		if n := s.Owner.Get(t, "/escrows"+query).Want(t, http.StatusOK, "").At("total"); n != want {
			t.Errorf("%q lists %v, want %v", query, n, want)
		}
	}
}

// What proves the books sees money in escrow that nobody can account for.
func TestVerifyFindsEscrowThatIsNotHeld(t *testing.T) {
	t.Parallel()
	s := setup(t)
	_, h := s.paid(t)
	s.sound(t)
	for _, c := range []struct{ change, check string }{
		{"UPDATE escrow SET amount = amount - 10000 WHERE tenant_id = ? AND id = ?", "escrow.held"},
		{"UPDATE escrow SET state = 'released', transfer_id = (SELECT MAX(id) FROM fund_transfer) WHERE tenant_id = ? AND id = ?", "escrow.transfer"},
	} {
		err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
			if c.check == "escrow.transfer" {
				p, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundAlipay)
				if err != nil {
					return err
				}
				b, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundBank)
				if err != nil {
					return err
				}
				if _, _, err := s.finance.TransferTx(ctx, tx, finance.Transfer{From: p.ID, To: b.ID, Amount: dec.MustAmount("1")}); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, c.change, tx.Tenant, h.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		findings, err := s.report.Verify(t.Context(), s.scope)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range findings {
			found = found || f.Check == c.check
		}
		if !found {
			t.Errorf("%s: %+v", c.check, findings)
		}
	}
}
