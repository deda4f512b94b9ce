package paying_test

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/dec"
)

// Whatever is asked for, paid, taken back, received and returned, in whatever order: what
// left the bank is what the orders say was paid for them, the request says the same, and
// the books add up to the fen.
func TestEveryFenIsAccountedFor(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			w, rnd := setup(t), rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test repeats itself
			bank := w.fund(t, "bank")
			var orders, requests []*apitest.Answer
			for range 3 {
				orders = append(orders, w.order(t, strconv.Itoa(3+rnd.IntN(9))))
			}
			did := map[string]int{}
			for range 60 {
				o := orders[rnd.IntN(len(orders))]
				switch op := rnd.IntN(6); {
				case op == 0:
					if a := w.ask(t, map[string]any{"submit": true, "payMethod": "bank", "kind": []string{"prepayment", "balance"}[rnd.IntN(2)]}, o); a.Status == http.StatusCreated {
						requests, did["ask"] = append(requests, a), did["ask"]+1
					}
				case op <= 2 && len(requests) > 0:
					r := requests[rnd.IntN(len(requests))]
					amount := strconv.Itoa(1+rnd.IntN(30)) + "." + strconv.Itoa(10+rnd.IntN(90))
					body := map[string]any{"fundAccountId": bank, "lines": []any{map[string]any{"lineId": r.Text("lines", 0, "id"), "amount": amount}}}
					if a := w.on(t, w.Owner, r, "pay", body); a.Status == http.StatusOK {
						did["pay"]++
					}
				case op == 3:
					list := w.Owner.Get(t, "/order-payments?state=booked").Want(t, http.StatusOK, "")
					if n := list.At("total").(int); n > 0 && rnd.IntN(3) == 0 {
						i := rnd.IntN(n)
						body := map[string]any{"version": list.At("items", i, "version")}
						w.Owner.Do(t, http.MethodPost, "/order-payments/"+list.Text("items", i, "id")+"/take-back", body).Want(t, http.StatusNoContent, "")
						did["take back"]++
					}
				default:
					shown := w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).Want(t, http.StatusOK, "")
					if shown.Text("stage") == "open" || shown.Text("stage") == "partial" {
						w.receive(t, o, "1")
						did["receive"]++
					}
				}
				w.proven(t)
			}
			var paid dec.Amount
			for _, o := range orders {
				a := w.Owner.Get(t, "/order-agreements/"+o.Text("id")).Want(t, http.StatusOK, "")
				paid = paid.Add(dec.MustAmount(a.Text("paid")))
			}
			if got := w.Owner.Get(t, "/fund-accounts/"+bank).Text("balance"); dec.MustAmount(got) != paid.Neg() {
				t.Errorf("%s left the bank, the orders say %s", got, paid)
			}
			var asked dec.Amount
			for _, r := range requests {
				asked = asked.Add(dec.MustAmount(w.shown(t, r).Text("paid")))
			}
			if asked != paid {
				t.Errorf("the requests say %s is paid, the orders %s", asked, paid)
			}
			for _, what := range []string{"ask", "pay", "take back", "receive"} {
				if did[what] == 0 {
					t.Errorf("nothing was done by way of %q: %v", what, did)
				}
			}
		})
	}
}
