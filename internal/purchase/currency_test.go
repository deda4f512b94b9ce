package purchase_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// dollars switches dollars on, with rates, and makes a supplier who is paid in them.
func (b *buyer) dollars(t *testing.T) db.ID {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		if err := currency.SwitchTx(ctx, tx, "USD", true, 0); err != nil {
			return err
		}
		if err := currency.SetRateTx(ctx, tx, "USD", b.today(-30), dec.MustCost("700"), ""); err != nil {
			return err
		}
		return currency.SetRateTx(ctx, tx, "USD", b.today(-1), dec.MustCost("712.34"), "")
	})
	made, err := b.party.SaveSupplier(t.Context(), b.scope, party.Supplier{Card: party.Card{Name: "Pacific Trading", Active: true}, Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	return made.ID
}

func (b *buyer) inDollars(supplier db.ID, lines ...trade.LineInput) purchase.Input {
	return purchase.Input{SupplierID: supplier, Lines: lines, Within: tenant.Everything}
}

func wantFault(t *testing.T, err error, field string, want *fault.Error) {
	t.Helper()
	e := fault.As(err)
	if e == nil || len(e.Fields) != 1 || e.Fields[0].Path != field || !errors.Is(e.Fields[0].Err, want) {
		t.Errorf("got %v, want %s at %s", err, want.Code, field)
	}
}

func TestAnOrderInDollars(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	in := b.inDollars(supplier, of(b.red, "10", "1.25"), of(b.blue, "3", "2.5"))
	in.Freight = dec.MustAmount("4")
	o := b.make(t, in, purchase.ModeDraft)
	if o.Currency != "USD" || o.ExchangeRate != dec.MustCost("712.34") || o.Own.Total != dec.MustAmount("24") || o.Total != dec.MustAmount("170.96") {
		t.Errorf("%s at %s: %s, %s yuan", o.Currency, o.ExchangeRate, o.Own.Total, o.Total)
	}
	d, err := b.orders.Get(t.Context(), b.scope, o.ID, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if d.Own != o.Own || d.Totals != o.Totals || d.Lines[1].Own != o.Lines[1].Own || d.Lines[1].Own.Price != dec.MustPrice("2.5") || d.Lines[1].Price != dec.MustPrice("17.8085") {
		t.Errorf("read back: %+v, %+v", d.Own, d.Lines[1])
	}
	// The rate is that of the order's date, and stays when it is saved again.
	in.Date = b.today(-7)
	if o = b.change(t, o, in); o.ExchangeRate != dec.MustCost("700") {
		t.Errorf("the rate of a week ago is %s", o.ExchangeRate)
	}
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		return currency.SetRateTx(ctx, tx, "USD", b.today(-7), dec.MustCost("701"), "")
	})
	if o = b.change(t, o, in); o.ExchangeRate != dec.MustCost("700") || o.Total != dec.MustAmount("168") {
		t.Errorf("saved again it has the rate %s and comes to %s", o.ExchangeRate, o.Total)
	}
	in.ExchangeRate = dec.MustCost("699.5")
	if o = b.change(t, o, in); o.ExchangeRate != dec.MustCost("699.5") {
		t.Errorf("a rate that was entered is %s", o.ExchangeRate)
	}
	// In yuan it is an order as any other.
	in.Currency, in.ExchangeRate = currency.Base, 0
	if o = b.change(t, o, in); o.ExchangeRate != currency.Par || o.Total != dec.MustAmount("24") || o.Own.Total != o.Total {
		t.Errorf("in yuan: %s, %s at %s", o.Total, o.Own.Total, o.ExchangeRate)
	}
}

func (b *buyer) change(t *testing.T, o *purchase.Order, in purchase.Input) *purchase.Order {
	t.Helper()
	out, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCurrenciesThatAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	create := func(change func(*purchase.Input)) error {
		in := b.inDollars(supplier, of(b.red, "1", "1"))
		change(&in)
		_, err := b.orders.Create(t.Context(), b.scope, in, purchase.ModeDraft)
		return err
	}
	wantFault(t, create(func(in *purchase.Input) { in.Date = b.today(-40) }), "exchangeRate", currency.ErrNoRate)
	wantFault(t, create(func(in *purchase.Input) { in.Currency = "EUR" }), "currency", currency.ErrInactive)
	wantFault(t, create(func(in *purchase.Input) { in.Currency = "QQQ" }), "currency", currency.ErrUnknown)
	wantFault(t, create(func(in *purchase.Input) { in.ExchangeRate = -1 }), "exchangeRate", fault.ErrPositive)
	wantFault(t, create(func(in *purchase.Input) { in.Currency, in.ExchangeRate = currency.Base, dec.MustCost("712") }), "exchangeRate", purchase.ErrBaseRate)
	// The other set has switched no dollars on.
	b.scope = b.OtherScope()
	_, err := b.party.SaveSupplier(t.Context(), b.scope, party.Supplier{Card: party.Card{Name: "Pacific", Active: true}, Currency: "USD"})
	wantFault(t, err, "currency", currency.ErrInactive)
}

func TestSellersOn1688AreInYuan(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.dollars(t)
	save := func(id db.ID, v party.Supplier) error {
		v.Card = party.Card{ID: id, Name: "卖家", Active: true}
		if id != 0 {
			v.Version = 1
		}
		_, err := b.party.SaveSupplier(t.Context(), b.scope, v)
		return err
	}
	wantFault(t, save(0, party.Supplier{Currency: "USD", LoginID: "seller"}), "currency", party.ErrSellerCurrency)
	b.party.KeepsInYuan(func(_ context.Context, _ *db.Tx, ids []db.ID) ([]db.ID, error) { return ids, nil })
	wantFault(t, save(b.other, party.Supplier{Currency: "USD"}), "currency", party.ErrSellerCurrency)
	if err := save(b.other, party.Supplier{Currency: currency.Base}); err != nil {
		t.Error(err)
	}
}

func TestARateVoidsTheApproval(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	b.needs(t, rule("100", 1)) // yuan
	in := b.inDollars(supplier, of(b.red, "10", "2"))
	o := b.make(t, in, purchase.ModeSubmit)
	if o.State != purchase.StateSubmitted {
		t.Fatalf("142 yuan need an approval, the order is %s", o.State)
	}
	in.Note = "please hurry"
	if o = b.change(t, o, in); o.State != purchase.StateSubmitted {
		t.Errorf("a note took it back: %s", o.State)
	}
	in.ExchangeRate = dec.MustCost("712.340001")
	if o = b.change(t, o, in); o.State != purchase.StateDraft {
		t.Errorf("with another rate of the same total it is %s", o.State)
	}
	if o = b.make(t, b.inDollars(supplier, of(b.red, "5", "2")), purchase.ModeSubmit); o.State != purchase.StateApproved {
		t.Errorf("71 yuan need none, the order is %s", o.State)
	}
}

func TestReceiptsTakeTheYuanOfTheOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	in := b.inDollars(supplier, of(b.red, "7", "1.2345"), of(b.blue, "3", "0.3333"))
	in.Freight, in.Discount = dec.MustAmount("3.33"), dec.MustAmount("0.5")
	o := b.make(t, in, purchase.ModeSubmit)
	var sum dec.Amount
	for _, part := range [][2]string{{"2", "1"}, {"5", "2"}} {
		r, err := b.orders.Receive(t.Context(), b.scope, purchase.ReceiptInput{OrderID: o.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{
			{LineInput: trade.LineInput{SKUID: b.red, SourceLineID: o.Lines[0].ID, Quantity: dec.MustQuantity(part[0])}},
			{LineInput: trade.LineInput{SKUID: b.blue, SourceLineID: o.Lines[1].ID, Quantity: dec.MustQuantity(part[1])}},
		}}, true)
		if err != nil {
			t.Fatal(err)
		}
		sum = sum.Add(r.Total)
	}
	if sum != o.Total {
		t.Errorf("receipts come to %s, the order to %s yuan", sum, o.Total)
	}
}

func TestAgreedPricesOfACurrency(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	b.make(t, b.inDollars(supplier, of(b.red, "1", "1.75")), purchase.ModeSubmit)
	o := b.make(t, b.inDollars(supplier, of(b.red, "2", "")), purchase.ModeDraft)
	if o.Lines[0].Own.Price != dec.MustPrice("1.75") {
		t.Errorf("the price agreed last is %s", o.Lines[0].Own.Price)
	}
	in := b.inDollars(supplier, of(b.red, "2", ""))
	in.Currency = currency.Base
	_, err := b.orders.Create(t.Context(), b.scope, in, purchase.ModeDraft)
	wantFault(t, err, "lines[0].price", purchase.ErrNoPrice)
}

func TestCopiesAndMergesInACurrency(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	first := b.inDollars(supplier, of(b.red, "1", "1.5"))
	first.Date, first.Freight = b.today(-7), dec.MustAmount("2")
	one := b.make(t, first, purchase.ModeDraft)
	copied, err := b.orders.Copy(t.Context(), b.scope, one.ID, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if copied.Currency != "USD" || copied.ExchangeRate != dec.MustCost("712.34") || copied.Own != one.Own || copied.Lines[0].Own.Price != one.Lines[0].Own.Price {
		t.Errorf("the copy: %s at %s, %+v", copied.Currency, copied.ExchangeRate, copied.Own)
	}
	merged, err := b.orders.Merge(t.Context(), b.scope, []purchase.Seen{{ID: one.ID, Version: one.Version}, {ID: copied.ID, Version: copied.Version}}, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if merged.Own.Total != dec.MustAmount("7") || merged.ExchangeRate != dec.MustCost("712.34") || len(merged.Lines) != 1 {
		t.Errorf("merged: %s at %s in %d lines", merged.Own.Total, merged.ExchangeRate, len(merged.Lines))
	}
	yuan := b.inDollars(supplier, of(b.red, "1", "1.5"))
	yuan.Currency = currency.Base
	other := b.make(t, yuan, purchase.ModeDraft)
	_, err = b.orders.Merge(t.Context(), b.scope, []purchase.Seen{{ID: merged.ID, Version: merged.Version}, {ID: other.ID, Version: other.Version}}, tenant.Everything)
	if e := fault.As(err); e == nil || e.Code != "purchase.merge_differs" || e.Params["what"] != "currency" {
		t.Errorf("merged with one in yuan: %v", err)
	}
}

func TestCurrencyOverTheAPI(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	body := map[string]any{"mode": "draft", "supplierId": supplier, "freight": "4", "lines": []map[string]any{{"skuId": b.red, "quantity": "10", "price": "1.25"}}}
	made := b.Owner.Do(t, http.MethodPost, "/purchase-orders", body)
	made.Want(t, 201, "")
	for _, c := range []struct {
		want string
		path []any
	}{
		{"USD", []any{"currency"}},
		{"712.34", []any{"exchangeRate"}},
		{"16.50", []any{"total"}},
		{"117.54", []any{"yuanTotal"}},
		{"4.00", []any{"freight"}},
		{"28.49", []any{"yuan", "freight"}},
		{"1.25", []any{"lines", 0, "price"}},
		{"8.9043", []any{"lines", 0, "yuan", "price"}},
	} {
		if got := made.Text(c.path...); got != c.want {
			t.Errorf("%v is %q, want %q", c.path, got, c.want)
		}
	}
	list := b.Owner.Get(t, "/purchase-orders?currency=USD")
	if list.Text("items", 0, "total") != "16.50" || list.Text("items", 0, "yuanTotal") != "117.54" {
		t.Errorf("the list says %s", list.Body)
	}
	// Who may not see what things cost sees neither.
	clerk := b.Member(t, "clerk", tenant.RoleWarehouse)
	seen := clerk.Get(t, "/purchase-orders/"+made.Text("id"))
	seen.Want(t, 200, "")
	if seen.At("yuanTotal") != nil || seen.At("lines", 0, "yuan") != nil || seen.Text("currency") != "USD" {
		t.Errorf("without cost.see: %s", seen.Body)
	}
	prices := b.Owner.Get(t, "/suppliers/"+supplier.String())
	if prices.Text("currency") != "USD" {
		t.Errorf("the supplier: %s", prices.Body)
	}
}

func TestImportInACurrency(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.dollars(t)
	data := workbook(t, "供应商 币种 汇率（100外币折人民币） 商品编码 数量 单价 运费",
		[]any{"Pacific Trading", nil, nil, "T1-R", sheet.Number("10"), sheet.Number("1.25"), sheet.Number("4")},
		[]any{"广州皮具", "usd", sheet.Number("700"), "T1-B", sheet.Number("2"), sheet.Number("3")},
		[]any{"广州皮具", nil, nil, "T1-R", sheet.Number("1"), sheet.Number("5")},
	)
	a := b.importSheet(t, "", data).Want(t, http.StatusOK, "")
	var got []string
	for i := range 3 {
		o := b.Owner.Get(t, "/purchase-orders/"+a.Text("items", i, "id"))
		got = append(got, a.Text("items", i, "currency")+" "+a.Text("items", i, "total")+" "+o.Text("exchangeRate")+" "+o.Text("yuanTotal"))
	}
	if want := []string{"USD 16.50 712.34 117.54", "USD 6.00 700 42.00", "CNY 5.00  "}; !slices.Equal(got, want) {
		t.Errorf("imported %q, want %q", got, want)
	}
	if a.Text("total") != "164.54" {
		t.Errorf("together %s yuan", a.Text("total"))
	}
	wrong := workbook(t, "供应商 币种 汇率（100外币折人民币） 商品编码 数量 单价",
		[]any{"广州皮具", "EUR", nil, "T1-R", sheet.Number("1"), sheet.Number("1")},
		[]any{"Pacific Trading", nil, sheet.Number("-1"), "T1-R", sheet.Number("1"), sheet.Number("1")},
	)
	if fields := b.importSheet(t, "", wrong).Want(t, http.StatusUnprocessableEntity, "").Fields(); !slices.Equal(fields, []string{"row 3.exchangeRate decimal.not_positive", "row 2.currency currency.inactive"}) {
		t.Errorf("wrong are %v", fields)
	}
}

// Who may not see what an order costs changes it and leaves currency and prices as they are.
func TestACurrencyThatIsNotSeenStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	supplier := b.dollars(t)
	in := b.inDollars(supplier, of(b.red, "10", "1.25", func(l *trade.LineInput) { l.Discount = dec.MustAmount("0.5") }))
	in.Freight, in.ExchangeRate = dec.MustAmount("4"), dec.MustCost("711")
	o := b.make(t, in, purchase.ModeDraft)
	blind := b.inDollars(supplier, of(b.red, "10", ""))
	blind.Date, blind.KeepCosts, blind.Currency, blind.Note = o.Date, true, currency.Base, "seen"
	if after := b.change(t, o, blind); after.Own != o.Own || after.Totals != o.Totals || after.ExchangeRate != o.ExchangeRate || after.Note != "seen" {
		t.Errorf("it was %+v at %s and is %+v at %s", o.Own, o.ExchangeRate, after.Own, after.ExchangeRate)
	}
}
