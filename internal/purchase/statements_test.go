package purchase_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// What is written of a document does not depend on how many lines it has: orders, their
// receipts, returns, late costs and reversals cost as many statements for ten lines as for one.
func TestTenLinesCostAsManyStatementsAsOne(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var skus []db.ID
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		in := catalog.ImportProduct{Source: catalog.Source{Shop: 1, Ref: "10"}, Code: "W1", Name: "围巾", Unit: "条", Attributes: []string{"颜色"}}
		for _, colour := range []string{"红", "橙", "黄", "绿", "青", "蓝", "紫", "黑", "白", "灰"} {
			in.SKUs = append(in.SKUs, catalog.ImportSKU{Ref: colour, Code: "W1-" + colour, Values: []string{colour}})
		}
		out, err := b.goods.ImportTx(ctx, tx, []catalog.ImportProduct{in})
		if err == nil {
			for _, s := range out[0].SKUs {
				skus = append(skus, s.ID)
			}
		}
		return err
	})
	var counted int
	scope := func() db.Scope {
		sc := b.scope
		sc.OnFirstCommit = &db.FirstCommit{Do: func(_ context.Context, tx *db.Tx) error {
			counted = tx.Statements()
			return nil
		}}
		return sc
	}
	// steps posts each kind of document for so many lines, and gives what each cost.
	steps := func(lines int) map[string]int {
		out := map[string]int{}
		did := func(what string, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s of %d lines: %v", what, lines, err)
			}
			out[what] = counted
		}
		in := b.input()
		in.Freight, in.Discount = dec.MustAmount("10"), dec.MustAmount("1")
		for _, sku := range skus[:lines] {
			in.Lines = append(in.Lines, of(sku, "5", "10"))
		}
		o, err := b.orders.Create(t.Context(), scope(), in, purchase.ModeSubmit)
		did("order", err)
		first := purchase.ReceiptInput{OrderID: o.ID, Within: tenant.Everything}
		for i := range o.Lines {
			l := &o.Lines[i]
			first.Lines = append(first.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: l.SKUID, Quantity: dec.MustQuantity("4"), SourceLineID: l.ID}})
		}
		r, err := b.orders.Receive(t.Context(), scope(), first, true)
		did("receipt", err)
		back := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything}
		for i := range r.Lines {
			l := &r.Lines[i]
			back.Lines = append(back.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: l.SKUID, Quantity: dec.MustQuantity("1"), SourceLineID: l.ID}})
		}
		gone, err := b.orders.Receive(t.Context(), scope(), back, true)
		did("return", err)
		_, err = b.orders.ReverseReceipt(t.Context(), scope(), gone.ID, gone.Version)
		did("reversal of a return", err)
		cost, err := b.orders.AddCost(t.Context(), scope(), purchase.CostInput{
			Kind: purchase.CostFreight, SupplierID: b.other, Amount: dec.MustAmount("7.77"), ReceiptIDs: []db.ID{r.ID}, Within: tenant.Everything,
		})
		did("late cost", err)
		_, err = b.orders.ReverseCost(t.Context(), scope(), cost.ID, cost.Version)
		did("reversal of a late cost", err)
		_, err = b.orders.ReverseReceipt(t.Context(), scope(), r.ID, r.Version)
		did("reversal of a receipt", err)
		return out
	}
	steps(10) // what is made on first use is there
	one, ten := steps(1), steps(10)
	for what, n := range one {
		if n == 0 || ten[what] != n {
			t.Errorf("a %s costs %d statements for one line, %d for ten", what, n, ten[what])
		}
	}
	t.Logf("statements: %v", one)
}
