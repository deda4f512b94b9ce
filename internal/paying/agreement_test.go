package paying_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// figures tells the four figures of an order and its gaps in one line.
func (w *world) figures(tb testing.TB, o *apitest.Answer) string {
	tb.Helper()
	a := w.Owner.Get(tb, "/order-agreements/"+o.Text("id")).Want(tb, http.StatusOK, "")
	parts := []string{a.Text("ordered"), a.Text("platform"), a.Text("received"), a.Text("paid"), a.Text("standing")}
	for i := 0; a.Text("gaps", i, "reason") != ""; i++ {
		parts = append(parts, a.Text("gaps", i, "between")+":"+a.Text("gaps", i, "reason")+":"+a.Text("gaps", i, "amount"))
	}
	return strings.Join(parts, " ")
}

func (w *world) wantFigures(tb testing.TB, o *apitest.Answer, want string) {
	tb.Helper()
	if got := w.figures(tb, o); got != want {
		tb.Errorf("the figures are %q, want %q", got, want)
	}
	// The list finds the order where it says that it stands, and nowhere else.
	for _, standing := range []string{"agree", "open", "gap", "accepted"} {
		list := w.Owner.Get(tb, "/order-agreements?standing="+standing).Want(tb, http.StatusOK, "")
		found := strings.Contains(string(list.Body), `"id":"`+o.Text("id")+`"`)
		if found != strings.Contains(want, " "+standing) {
			tb.Errorf("under %s the order is listed: %v", standing, found)
		}
	}
}

// wantToCome looks at what follows from the four: what is still to come, and what 1688
// charges beyond the order, empty without an order there.
func (w *world) wantToCome(tb testing.TB, o *apitest.Answer, expected, difference string) {
	tb.Helper()
	a := w.Owner.Get(tb, "/order-agreements/"+o.Text("id")).Want(tb, http.StatusOK, "")
	if a.Text("expected") != expected || a.Text("difference") != difference {
		tb.Errorf("%q is still to come and the difference is %q, want %q and %q", a.Text("expected"), a.Text("difference"), expected, difference)
	}
}

func TestTheFourFiguresOfAnOrderOn1688(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.setFund(t)
	p := w.place(t, 10)
	w.wantFigures(t, p.order, "207.00 207.00 0.00 0.00 open")
	w.Act(t, p.id, "change-price", map[string]any{"shippingFee": 1000, "discount": -500})
	w.read(t, p.id)
	w.wantFigures(t, p.order, "207.00 204.00 0.00 0.00 gap platform:freight:2.00 platform:discount:-5.00")
	w.wantToCome(t, p.order, "207.00", "-3.00")
	w.Act(t, p.id, "change-price", map[string]any{"shippingFee": 800, "discount": 0})
	w.Act(t, p.id, "pay", nil)
	w.read(t, p.id)
	w.Work(t)
	w.wantFigures(t, p.order, "207.00 207.00 0.00 207.00 open")
	w.receive(t, p.order, "10")
	w.wantFigures(t, p.order, "207.00 207.00 207.00 207.00 agree")
	w.wantToCome(t, p.order, "0.00", "0.00")
}

func TestShortGoodsAreAGapUntilSomebodyAcceptsThem(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t, "10")
	r := w.ask(t, map[string]any{"submit": true, "kind": "balance", "payMethod": "bank"}, o).Want(t, http.StatusCreated, "")
	w.on(t, w.Owner, r, "pay", map[string]any{"fundAccountId": w.fund(t, "bank")}).Want(t, http.StatusOK, "")
	w.wantFigures(t, o, "100.00  0.00 100.00 open")
	w.receive(t, o, "8")
	w.wantFigures(t, o, "100.00  80.00 100.00 open")
	w.wantToCome(t, o, "20.00", "")
	shown := w.Owner.Get(t, "/purchase-orders/"+o.Text("id"))
	w.Owner.Do(t, http.MethodPost, "/purchase-orders/"+o.Text("id")+"/close", map[string]any{"version": shown.At("version"), "reason": "缺货"}).Want(t, http.StatusOK, "")
	const gap = "received:short:-20.00 paid:refund:20.00"
	w.wantFigures(t, o, "100.00  80.00 100.00 gap "+gap)
	w.wantToCome(t, o, "0.00", "")
	say := func(body map[string]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, "/order-agreements/"+o.Text("id"), body)
	}
	say(map[string]any{"accept": true, "version": 0}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	say(map[string]any{"ownerId": w.Other.ID, "version": 0}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	say(map[string]any{"accept": true, "note": "下次补", "version": 0}).Want(t, http.StatusOK, "")
	say(map[string]any{"accept": true, "note": "下次补", "version": 0}).Want(t, http.StatusConflict, "version.stale")
	w.wantFigures(t, o, "100.00  80.00 100.00 accepted "+gap)
	// The supplier gives it back: the acceptance held for what was.
	money := w.Owner.Get(t, "/payments").Text("items", 0, "id")
	w.Owner.Do(t, http.MethodPost, "/supplier-refunds", map[string]any{
		"supplierId": w.supplier, "fundAccountId": w.fund(t, "bank"), "amount": "20", "advances": []any{map[string]any{"paymentId": money, "amount": "20"}},
	}).Want(t, http.StatusCreated, "")
	w.wantFigures(t, o, "100.00  80.00 80.00 gap received:short:-20.00")
	w.Other.Get(t, "/order-agreements/"+o.Text("id")).Want(t, http.StatusNotFound, "purchase.not_found")
}

// A list of purchase orders asks for the figures of all its rows together.
func TestTheFiguresOfSeveralOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	one, two, three := w.order(t, "1"), w.order(t, "2"), w.order(t, "3")
	a := w.Owner.Get(t, "/order-agreements?sort=no&orderId="+one.Text("id")+","+three.Text("id")).Want(t, http.StatusOK, "")
	if a.At("total") != 2 || a.Text("items", 0, "id") != one.Text("id") || a.Text("items", 1, "ordered") != "30.00" {
		t.Errorf("of two: %s", a.Body)
	}
	if a := w.Owner.Get(t, "/order-agreements?orderId="+two.Text("id")).Want(t, http.StatusOK, ""); a.At("total") != 1 || a.Text("items", 0, "ordered") != "20.00" {
		t.Errorf("of one: %s", a.Body)
	}
	if a := w.Other.Get(t, "/order-agreements?orderId="+two.Text("id")); a.At("total") != 0 {
		t.Errorf("another set sees %s", a.Body)
	}
}
