package purchase_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/purchase"
)

// Parcels of one order become known at the same time: it is found by each of them.
func TestNumbersLearntAtOnceAreAllFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "10", "3")), purchase.ModeSubmit)
	learn := func(ctx context.Context, tx *db.Tx, waybill string) error {
		return b.orders.LearnReferencesTx(ctx, tx, o.ID, []purchase.Reference{{Kind: purchase.RefTracking, Value: waybill}})
	}
	other, begun := make(chan error, 1), false
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		if err := learn(ctx, tx, "YT7700000000001"); err != nil || begun {
			return err
		}
		begun = true
		go func() {
			other <- b.DB.InTx(t.Context(), b.scope, func(ctx context.Context, tx *db.Tx) error { return learn(ctx, tx, "YT7700000000002") })
		}()
		dbtest.AwaitBlocked(ctx, t, b.DB, 1)
		return nil
	})
	if err := <-other; err != nil {
		t.Fatal(err)
	}
	for _, waybill := range []string{"YT7700000000001", "YT7700000000002"} {
		if a := b.Owner.Get(t, "/purchase-orders?q="+waybill); a.At("total") != 1 {
			t.Errorf("%s finds %s", waybill, a.Body)
		}
	}
}
