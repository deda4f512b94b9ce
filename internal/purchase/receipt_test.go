package purchase_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

func (b *buyer) receipt(o *purchase.Order, quantities ...string) purchase.ReceiptInput {
	in := purchase.ReceiptInput{OrderID: o.ID, Within: tenant.Everything}
	for i, q := range quantities {
		if q != "" {
			in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: o.Lines[i].SKUID, Quantity: dec.MustQuantity(q), SourceLineID: o.Lines[i].ID}})
		}
	}
	return in
}

func (b *buyer) receive(t *testing.T, in purchase.ReceiptInput) *purchase.Receipt {
	t.Helper()
	r, err := b.orders.Receive(t.Context(), b.scope, in, true)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// books gives what is owed to the supplier by its open items, and the balance of
// accounts, by account.
func (b *buyer) books(t *testing.T) (owed dec.Amount, accounts map[string]dec.Cost) {
	t.Helper()
	accounts = map[string]dec.Cost{}
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		st, err := b.finance.PayableStandingTx(ctx, tx, b.supplier)
		if err != nil {
			return err
		}
		owed = st.Payable
		return tx.Each(ctx, "SELECT account, SUM(amount) FROM entry_line WHERE tenant_id = ? GROUP BY account", []any{tx.Tenant}, func(rows *sql.Rows) error {
			var code string
			var sum dec.Cost
			err := rows.Scan(&code, &sum)
			accounts[code] = sum
			return err
		})
	})
	return owed, accounts
}

func (b *buyer) onHand(t *testing.T, sku db.ID) (q dec.Quantity) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COALESCE(SUM(on_hand), 0) FROM stock_balance WHERE tenant_id = ? AND sku_id = ?", []any{tx.Tenant, sku}, &q)
		return err
	})
	return q
}

// query reads one value of a row of the set.
func (b *buyer) query(t *testing.T, query string, id db.ID, into any) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		found, err := tx.Row(ctx, query, []any{tx.Tenant, id}, into)
		if err == nil && !found {
			t.Fatalf("no row for %s", query)
		}
		return err
	})
}

func (b *buyer) stage(t *testing.T, o *purchase.Order) *purchase.Detail {
	t.Helper()
	d, err := b.orders.Get(t.Context(), b.scope, o.ID, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// verified fails the test when stock and books do not add up.
func (b *buyer) verified(t *testing.T) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		findings, value, err := b.stock.VerifyTx(ctx, tx)
		if err != nil {
			return err
		}
		more, err := b.finance.VerifyTx(ctx, tx, value)
		for _, f := range append(append([]doc.Finding{}, findings...), more...) {
			t.Errorf("%+v", f)
		}
		return err
	})
}

func TestGoodsOfAnOrderComeInParts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "3", "10"), of(b.blue, "2", "5.5"))
	in.Freight, in.OtherFee, in.Discount = dec.MustAmount("10"), dec.MustAmount("0.01"), dec.MustAmount("1")
	o := b.make(t, in, purchase.ModeSubmit)

	first := b.receive(t, b.receipt(o, "1", ""))
	if first.Freight == 0 || first.Discount == 0 || first.State != purchase.ReceiptPosted {
		t.Errorf("the first part %+v", first)
	}
	if d := b.stage(t, o); d.Stage() != purchase.StagePartial || d.Lines[0].Received != dec.MustQuantity("1") || d.Lines[0].Remaining() != dec.MustQuantity("2") {
		t.Errorf("after the first part: %s, %+v", d.Stage(), d.Lines[0])
	}
	o = &b.stage(t, o).Order
	second := b.receive(t, b.receipt(o, "2", "2"))
	if d := b.stage(t, o); d.Stage() != purchase.StageDone {
		t.Errorf("after all of it: %s", d.Stage())
	}
	// Over all parts, what is owed is what was ordered, to the fen.
	if sum := first.Total.Add(second.Total); sum != o.Total || first.Freight.Add(second.Freight) != o.Freight || first.OtherFee.Add(second.OtherFee) != o.OtherFee || first.Discount.Add(second.Discount) != o.Discount {
		t.Errorf("received for %s, freight %s; ordered for %s, freight %s", sum, first.Freight.Add(second.Freight), o.Total, o.Freight)
	}
	owed, accounts := b.books(t)
	if owed != o.Total || accounts["1405"] != o.Total.Cost() || accounts["2202"] != o.Total.Cost().Neg() {
		t.Errorf("owed %s, stock %s, account %s; want %s", owed, accounts["1405"], accounts["2202"], o.Total)
	}
	if first.Cost.Add(second.Cost) != o.Total.Cost() || b.onHand(t, b.red) != dec.MustQuantity("3") {
		t.Errorf("the goods cost %s and %s", first.Cost, second.Cost)
	}
	b.verified(t)

	// Taken back, the order awaits the goods again and nothing is owed for them.
	back, err := b.orders.ReverseReceipt(t.Context(), b.scope, second.ID, second.Version)
	if err != nil || back.Total != second.Total.Neg() {
		t.Fatalf("reversed: %v, %+v", err, back)
	}
	if d := b.stage(t, o); d.Stage() != purchase.StagePartial || d.Lines[1].Received != 0 {
		t.Errorf("after the reversal: %s", d.Stage())
	}
	if owed, _ := b.books(t); owed != first.Total {
		t.Errorf("after the reversal %s is owed, want %s", owed, first.Total)
	}
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, back.ID, back.Version); !errors.Is(err, purchase.ErrReceiptReversed) {
		t.Errorf("reversing a reversal gave %v", err)
	}
	b.verified(t)
	// What has come is not changed any more.
	o = &b.stage(t, o).Order
	if _, err := b.orders.Withdraw(t.Context(), b.scope, o.ID, o.Version); !errors.Is(err, purchase.ErrReceived) {
		t.Errorf("withdrawing an order of which goods have come gave %v", err)
	}
}

func TestOverShortAndRejected(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10"), of(b.blue, "2", "5")), purchase.ModeSubmit)
	over := b.receipt(o, "4")
	_, err := b.orders.Receive(t.Context(), b.scope, over, true)
	if e := field(err, "lines[0].quantity"); !errors.Is(e, purchase.ErrOverReceived) || e.Params["left"] != "3" {
		t.Errorf("more than was ordered gave %v", err)
	}
	over.MayTakeMore = true
	if _, err := b.orders.Receive(t.Context(), b.scope, over, true); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrOverReceived) {
		t.Errorf("more without a reason gave %v", err)
	}
	over.OverReason = "赠一件"
	r := b.receive(t, over)
	if r.Total != dec.MustAmount("40") || b.stage(t, o).Lines[0].Remaining() != 0 {
		t.Errorf("taken more: %s owed", r.Total)
	}
	// Twice the same line, together more than is left.
	twice := b.receipt(o, "", "1")
	twice.Lines = append(twice.Lines, twice.Lines[0])
	twice.Lines[1].Quantity = dec.MustQuantity("2")
	if _, err := b.orders.Receive(t.Context(), b.scope, twice, true); !errors.Is(field(err, "lines[1].quantity"), purchase.ErrOverReceived) {
		t.Errorf("one line twice gave %v", err)
	}
	// One is broken: it is neither stock nor owed for, and still awaited.
	broken := b.receipt(o, "", "1")
	broken.Lines[0].Rejected = dec.MustQuantity("1")
	if r := b.receive(t, broken); r.Total != dec.MustAmount("5") || b.onHand(t, b.blue) != dec.MustQuantity("1") {
		t.Errorf("with a broken one: %s owed", r.Total)
	}
	none := b.receipt(o, "", "0")
	if _, err := b.orders.Receive(t.Context(), b.scope, none, true); field(err, "lines[0].quantity") == nil {
		t.Errorf("nothing at all gave %v", err)
	}
	none.Lines[0].Rejected = dec.MustQuantity("1")
	if r := b.receive(t, none); r.Total != 0 || r.Cost != 0 {
		t.Errorf("all rejected: %+v", r)
	}
	if d := b.stage(t, o); d.Stage() != purchase.StagePartial || d.Lines[1].Remaining() != dec.MustQuantity("1") {
		t.Errorf("after what was rejected: %s", d.Stage())
	}
	closed, err := b.orders.Close(t.Context(), b.scope, o.ID, b.stage(t, o).Version, "少一件不补")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.Receive(t.Context(), b.scope, b.receipt(closed, "", "1"), true); !errors.Is(field(err, "orderId"), purchase.ErrReceiptSource) {
		t.Errorf("receiving of a closed order gave %v", err)
	}
	b.verified(t)
}

func TestGoodsGoBackToTheSupplier(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "3", "10"))
	in.Freight = dec.MustAmount("1")
	o := b.make(t, in, purchase.ModeSubmit)
	r := b.receive(t, b.receipt(o, "3"))
	back := func(quantity string) purchase.ReceiptInput {
		return purchase.ReceiptInput{
			Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything,
			Lines: []purchase.ReceiptLineInput{{LineInput: trade.LineInput{SKUID: b.red, Quantity: dec.MustQuantity(quantity), SourceLineID: r.Lines[0].ID}}},
		}
	}
	if _, err := b.orders.Receive(t.Context(), b.scope, back("4"), true); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrReturnTooMuch) {
		t.Errorf("returning more than came gave %v", err)
	}
	one := b.receive(t, back("1"))
	owed, accounts := b.books(t)
	// The supplier takes back what was owed for the piece; the freight paid for it is lost.
	if one.Total != dec.MustAmount("10") || owed != dec.MustAmount("21") || accounts["1405"] != dec.MustCost("20.666667") || accounts["6402"] != dec.MustCost("0.333333") {
		t.Errorf("returned for %s; owed %s, stock %s, lost %s", one.Total, owed, accounts["1405"], accounts["6402"])
	}
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); !errors.Is(err, purchase.ErrReceiptReturned) {
		t.Errorf("reversing what was returned of gave %v", err)
	}
	b.verified(t)
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, one.ID, one.Version); err != nil {
		t.Fatal(err)
	}
	rest := b.receive(t, back("3"))
	if owed, accounts := b.books(t); rest.Total != dec.MustAmount("30") || owed != dec.MustAmount("1") || accounts["1405"] != 0 {
		t.Errorf("all returned: owed %s, stock %s", owed, accounts["1405"])
	}
	if _, err := b.orders.Receive(t.Context(), b.scope, back("1"), true); !errors.Is(field(err, "lines[0].quantity"), purchase.ErrReturnTooMuch) {
		t.Errorf("returning what is gone gave %v", err)
	}
	b.verified(t)
}

// What goes back leaves at what it came in at, whatever the rest costs by now.
func TestAReturnLeavesAtWhatItCameInAt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	cheap := b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit), "3"))
	b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "3", "20")), purchase.ModeSubmit), "3"))
	line := purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: b.red, Quantity: dec.MustQuantity("1"), SourceLineID: cheap.Lines[0].ID}}
	in := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: cheap.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{line}}
	if r := b.receive(t, in); r.Cost != dec.MustCost("-10") {
		t.Errorf("it left at %s, want -10", r.Cost)
	}
	if _, accounts := b.books(t); accounts["1405"] != dec.MustCost("80") || accounts["6402"] != 0 {
		t.Errorf("stock %s, adjustment %s", accounts["1405"], accounts["6402"])
	}
	in.Lines[0].SourceLineID = 0
	if _, err := b.orders.Receive(t.Context(), b.scope, in, true); !errors.Is(field(err, "lines[0].sourceLineId"), purchase.ErrReceiptSourceLine) {
		t.Errorf("returning what is on no receipt gave %v", err)
	}
	b.verified(t)
}

func TestGoodsGoneCannotGoBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit), "3"))
	q := dec.MustQuantity("2")
	if _, err := b.stock.CreateDocument(t.Context(), b.scope, stock.DocumentInput{
		Kind: stock.KindOtherOut, Reason: "own_use", Lines: []stock.LineInput{{SKUID: b.red, Quantity: &q, WarehouseID: r.WarehouseID}},
	}, true); err != nil {
		t.Fatal(err)
	}
	in := purchase.ReceiptInput{
		Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything,
		Lines: []purchase.ReceiptLineInput{{LineInput: trade.LineInput{SKUID: b.red, Quantity: dec.MustQuantity("2"), SourceLineID: r.Lines[0].ID}}},
	}
	if _, err := b.orders.Receive(t.Context(), b.scope, in, true); !errors.Is(err, stock.ErrShort) {
		t.Errorf("returning what was sold gave %v", err)
	}
	b.verified(t)
}

// Whatever comes in whatever parts: over all of them discount, freight, fees and total
// are those of the order, to the fen, and the stock is worth the total without the tax.
func TestPartsAddUpToTheOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET tax_accounted = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	rapid.Check(t, func(rt *rapid.T) {
		in := b.input()
		skus := []db.ID{b.red, b.blue, b.plain}
		for i := range rapid.IntRange(1, 3).Draw(rt, "lines") {
			rate := rapid.SampledFrom([]int64{0, 300, 1300}).Draw(rt, "tax")
			l := of(skus[i], "1", "0", func(l *trade.LineInput) { l.TaxRateBPS = &rate })
			*l.Price, l.Quantity = dec.Price(rapid.Int64Range(500, 1_000_000).Draw(rt, "price")*100), dec.Quantity(rapid.Int64Range(1, 9).Draw(rt, "q")*1_000_000)
			l.DiscountBPS = rapid.SampledFrom([]int64{0, 0, 333}).Draw(rt, "ldisc")
			in.Lines = append(in.Lines, l)
		}
		included := rapid.Bool().Draw(rt, "included")
		in.TaxIncluded, in.DiscountBPS = &included, rapid.SampledFrom([]int64{0, 77, 5000}).Draw(rt, "disc")
		in.Freight, in.OtherFee = dec.AmountFromFen(rapid.Int64Range(0, 2000).Draw(rt, "freight")), dec.AmountFromFen(rapid.Int64Range(0, 3).Draw(rt, "fee"))
		o, err := b.orders.Create(t.Context(), b.scope, in, purchase.ModeSubmit)
		if err != nil {
			rt.Fatal(err)
		}
		var total, freight, fee, discount, tax dec.Amount
		var cost dec.Cost
		for o.Fulfilment != purchase.FulfilmentDone {
			next := purchase.ReceiptInput{OrderID: o.ID, Within: tenant.Everything}
			for i := range o.Lines {
				left := int64(o.Lines[i].Remaining() / 1_000_000)
				if q := rapid.Int64Range(0, left).Draw(rt, "part"); q > 0 {
					next.Lines = append(next.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: o.Lines[i].SKUID, Quantity: dec.Quantity(q * 1_000_000), SourceLineID: o.Lines[i].ID}})
				}
			}
			if len(next.Lines) == 0 {
				continue
			}
			r, err := b.orders.Receive(t.Context(), b.scope, next, true)
			if err != nil {
				rt.Fatal(err)
			}
			total, freight, fee, discount, tax = total.Add(r.Total), freight.Add(r.Freight), fee.Add(r.OtherFee), discount.Add(r.Discount), tax.Add(r.TaxAmount)
			cost = cost.Add(r.Cost)
			if r.Cost != r.Total.Sub(r.TaxAmount).Cost() {
				rt.Fatalf("the goods cost %s, owed %s with tax %s", r.Cost, r.Total, r.TaxAmount)
			}
			d, err := b.orders.Get(t.Context(), b.scope, o.ID, tenant.Everything)
			if err != nil {
				rt.Fatal(err)
			}
			o = &d.Order
		}
		if freight != o.Freight || fee != o.OtherFee || discount != o.Discount {
			rt.Fatalf("parts have freight %s, fee %s, discount %s of %s, %s, %s", freight, fee, discount, o.Freight, o.OtherFee, o.Discount)
		}
		if total != o.Total {
			rt.Fatalf("parts are owed %s, the order %s", total, o.Total)
		}
	})
	b.verified(t)
}

func TestReceiptsOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	keeper, accountant := b.Member(t, "keeper", tenant.RoleWarehouse), b.Member(t, "accountant", tenant.RoleAccount)
	body := map[string]any{
		"mode": "post", "orderId": o.ID, "waybill": "SF123456",
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "2", "sourceLineId": o.Lines[0].ID}},
	}
	made := keeper.Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusCreated, "")
	if made.At("total") != nil || made.At("lines", 0, "price") != nil || made.Text("orderNo") != o.No {
		t.Errorf("the keeper sees %s", made.Body)
	}
	id := made.Text("id")
	seen := accountant.Get(t, "/purchase-receipts/"+id).Want(t, http.StatusOK, "")
	if seen.Text("total") != "20.00" || seen.Text("cost") != "20" && seen.Text("cost") != "20.000000" {
		t.Errorf("the accountant sees %s", seen.Body)
	}
	for _, path := range []string{"/purchase-receipts/" + id + "/history", "/purchase-orders/" + o.ID.String() + "/history"} {
		if a := keeper.Get(t, path).Want(t, http.StatusOK, ""); a.At("items", 0, "after", "cost") != nil || a.At("items", 0, "after", "lines") == nil {
			t.Errorf("the keeper reads %s", a.Body)
		}
		if a := accountant.Get(t, path).Want(t, http.StatusOK, ""); a.At("items", 0, "after", "cost", "total") == nil {
			t.Errorf("the accountant reads %s", a.Body)
		}
	}
	for q, want := range map[string]int{"q=SF123456": 1, "q=" + o.No: 1, "orderId=" + o.ID.String(): 1, "kind=return": 0, "state=posted": 1, "skuId=" + b.blue.String(): 0} {
		if got := keeper.Get(t, "/purchase-receipts?"+q).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", q, got, want)
		}
	}
	draft := map[string]any{"mode": "draft", "supplierId": b.other, "lines": []any{map[string]any{"skuId": b.plain, "quantity": "5", "price": "1"}}}
	d := b.Owner.Do(t, http.MethodPost, "/purchase-receipts", draft).Want(t, http.StatusCreated, "")
	if d.Text("state") != "draft" || b.onHand(t, b.plain) != 0 {
		t.Errorf("a draft %s", d.Body)
	}
	draft["mode"], draft["version"] = "post", 1
	posted := b.Owner.Do(t, http.MethodPut, "/purchase-receipts/"+d.Text("id"), draft).Want(t, http.StatusOK, "")
	if posted.Text("state") != "posted" || posted.Text("no") != d.Text("no") || b.onHand(t, b.plain) != dec.MustQuantity("5") {
		t.Errorf("posted %s", posted.Body)
	}
	b.Owner.Do(t, http.MethodPut, "/purchase-receipts/"+d.Text("id"), draft).Want(t, http.StatusConflict, "version.stale")
	keeper.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/reverse", map[string]any{"version": 1}).Want(t, http.StatusForbidden, "forbidden")
	accountant.Do(t, http.MethodPost, "/purchase-receipts/"+id+"/reverse", map[string]any{"version": 1}).Want(t, http.StatusOK, "")
	b.Other.Get(t, "/purchase-receipts/"+id).Want(t, http.StatusNotFound, "purchase_receipt.not_found")
	b.verified(t)
}

// Paying knows what came of an order and what went back.
func TestOwingFollowsReceiptsAndReturns(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "10", "10"))
	o := b.make(t, in, purchase.ModeSubmit)
	owing := func() *purchase.Owing {
		t.Helper()
		var out map[db.ID]*purchase.Owing
		b.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
			out, err = b.orders.OwingTx(ctx, tx, []db.ID{o.ID, 4711}, true)
			return err
		})
		if len(out) != 1 {
			t.Fatalf("orders %v", out)
		}
		return out[o.ID]
	}
	if got := owing(); got.Prepaid() != dec.MustAmount("30") || got.Received != 0 || got.Total != dec.MustAmount("100") {
		t.Errorf("before anything came: %+v", got)
	}
	first := b.receive(t, b.receipt(o, "4"))
	b.receive(t, purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: first.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{
		{LineInput: trade.LineInput{SKUID: b.red, Quantity: dec.MustQuantity("1"), SourceLineID: first.Lines[0].ID}},
	}})
	if got := owing(); got.Received != dec.MustAmount("30") || len(got.Docs) != 2 || got.Docs[0] != first.ID {
		t.Errorf("four came and one went back: %+v", got)
	}
	second := b.receive(t, b.receipt(o, "6"))
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, second.ID, second.Version); err != nil {
		t.Fatal(err)
	}
	if got := owing(); got.Received != dec.MustAmount("30") {
		t.Errorf("after a reversal: %+v", got)
	}
}
