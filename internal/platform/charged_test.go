package platform_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/db"
)

// What the orders of a purchase order charge on 1688 is offered to its receipts.
func TestChargesOnAReceipt(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.purchases.ConnectPlatform(w.svc)
	shirt := w.Shirt(t)
	black, _ := w.goods(t, shirt)
	po := w.order(t, w.Owner, w.seller(t), line(black, "7", "19.9"))
	path := "/purchase-orders/" + po.Text("id")
	link := func(id string) {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			o, err := w.svc.ByNumberTx(ctx, tx, w.account, id)
			if err != nil {
				return err
			}
			return w.svc.LinkTx(ctx, tx, o.ID, po.ID("id"))
		})
	}
	first, given := w.Buy(t, wang, shirt, 3), w.Buy(t, wang, shirt, 4)
	w.Act(t, given.ID, "change-price", map[string]any{"shippingFee": 250, "discount": -370})
	for _, id := range []string{first.ID, given.ID} {
		w.read(t, id)
		link(id)
	}
	charged := w.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if charged.Text("charged", "discount") != "3.70" || charged.At("charged", "differs") != true || charged.At("charged", "orders") != 2 {
		t.Errorf("two orders charge %v", charged.At("charged"))
	}
	both := charged.Text("charged", "freight")
	// What is closed on 1688 charges nothing.
	w.Act(t, first.ID, "close", nil)
	w.read(t, first.ID)
	charged = w.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if charged.Text("charged", "freight") != "2.50" || both == "2.50" {
		t.Errorf("one order charges freight %s, both %s", charged.Text("charged", "freight"), both)
	}
}
