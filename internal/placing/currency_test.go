package placing_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
)

// 1688 is in yuan: an order in another currency is neither previewed nor placed there.
func TestAnOrderInDollarsIsNotPlaced(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { return currency.SwitchTx(ctx, tx, "USD", true, 0) })
	po := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{
		"mode": "submit", "supplierId": w.supplier, "buyerAccountId": w.account, "currency": "USD", "exchangeRate": "700", "lines": []any{line(w.black, "10", "2.8")},
	}).Want(t, http.StatusCreated, "").ID("id")
	w.Owner.Do(t, http.MethodPost, of(po, "/preview"), map[string]any{"flow": "general"}).Want(t, http.StatusConflict, "placing.currency")
	if v := w.see(t, po); v.Text("why", "code") != "placing.currency" {
		t.Errorf("the order tells %s", v.Body)
	}
	task := w.batch(t, po)
	w.pass(t, time.Minute, 15*time.Second)
	if _, failed, _, a := w.results(t, task.Text("id")); failed != 1 || a.Text("results", 0, "refusal", "code") != "placing.currency" || len(w.placed(t)) != 0 {
		t.Errorf("the batch tells %s", a.Body)
	}
}
