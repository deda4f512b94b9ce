package suggest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// abroad makes a supplier who is paid in dollars and sells a SKU for as many.
func (w *world) abroad(t *testing.T, sku db.ID, dollars string) db.ID {
	t.Helper()
	made, err := w.parties.SaveSupplier(t.Context(), w.scope, party.Supplier{Card: party.Card{Name: "Pacific Trading", Active: true}, Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	price := dec.MustPrice(dollars)
	if _, err := w.sources.Create(t.Context(), w.scope, sourcing.Input{SKUID: sku, SupplierID: made.ID, Num: 1, Price: &price, Reach: tenant.Limit{All: true}}); err != nil {
		t.Fatal(err)
	}
	return made.ID
}

func (w *world) dollars(t *testing.T, rate string) {
	t.Helper()
	w.tx(t, func(ctx context.Context, tx *db.Tx) error {
		if err := currency.SwitchTx(ctx, tx, "USD", true, 0); err != nil {
			return err
		}
		if rate == "" {
			return nil
		}
		return currency.SetRateTx(ctx, tx, "USD", w.today(0), dec.MustCost(rate), "")
	})
}

// What is bought in dollars is planned in yuan and ordered in dollars, apart from the rest.
func TestOrdersAreSplitByCurrency(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.dollars(t, "712.34")
	pacific := w.abroad(t, w.blue, "1.2345")
	w.stocked(t, w.tape, 5)
	w.stocked(t, w.blue, 5)
	w.tx(t, func(ctx context.Context, tx *db.Tx) error { // blue is sold abroad only
		_, err := tx.Exec(ctx, `DELETE FROM sku_source WHERE tenant_id = ? AND sku_id = ? AND offer_id <> 0`, tx.Tenant, w.blue)
		return err
	})
	w.rule(t, w.tape, minMax(30, 75))
	w.rule(t, w.blue, minMax(30, 75))
	w.run(t)
	var found bool
	for _, g := range w.open(t) {
		if g.SKUID != w.blue {
			continue
		}
		found = true
		if g.Currency != "USD" || g.OwnPrice != dec.MustPrice("1.2345") || g.Price != dec.MustPrice("8.7938") {
			t.Errorf("in dollars: %s %s, %s yuan", g.Currency, g.OwnPrice, g.Price)
		}
	}
	if !found {
		t.Fatalf("nothing is suggested abroad: %+v", w.open(t))
	}
	made, err := w.generate(t, suggest.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Orders) != 2 {
		t.Fatalf("%d orders", len(made.Orders))
	}
	for _, o := range made.Orders {
		if o.SupplierID != pacific {
			if o.Currency != currency.Base {
				t.Errorf("the order at home is in %s", o.Currency)
			}
			continue
		}
		if o.Currency != "USD" || o.ExchangeRate != dec.MustCost("712.34") || o.Lines[0].Own.Price != dec.MustPrice("1.2345") {
			t.Errorf("the order abroad: %s at %s for %s", o.Currency, o.ExchangeRate, o.Lines[0].Own.Price)
		}
	}
}

// What has no rate is not guessed: it is left with its reason, and not ordered.
func TestACurrencyWithoutARate(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.dollars(t, "")
	w.abroad(t, w.tape, "0.2")
	w.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM sku_source WHERE tenant_id = ? AND supplier_id = ?`, tx.Tenant, w.factory)
		return err
	})
	w.stocked(t, w.tape, 5)
	w.rule(t, w.tape, minMax(30, 75))
	w.run(t)
	if left := w.left(t); len(left) != 1 || left[0].Reason != suggest.ReasonNoRate || left[0].Currency != "USD" {
		t.Fatalf("left: %+v", left)
	}
	w.tx(t, func(ctx context.Context, tx *db.Tx) error {
		return currency.SetRateTx(ctx, tx, "USD", w.today(0), dec.MustCost("700"), "")
	})
	w.run(t)
	if open := w.open(t); len(open) != 1 || open[0].Price != dec.MustPrice("1.4") {
		t.Fatalf("with a rate: %+v", open)
	}
	w.tx(t, func(ctx context.Context, tx *db.Tx) error {
		return currency.DeleteRateTx(ctx, tx, "USD", w.today(0))
	})
	if _, err := w.generate(t, suggest.Choice{}); !errors.Is(err, currency.ErrNoRate) {
		t.Errorf("ordering in dollars without a rate: %v", err)
	}
}

// says tells whether one field is wrong, and that for the reason.
func says(err error, why *fault.Error) bool {
	e := fault.As(err)
	return e != nil && len(e.Fields) == 1 && errors.Is(e.Fields[0].Err, why)
}

func TestSourcesOn1688AreInYuan(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.dollars(t, "700")
	pacific := w.abroad(t, w.tape, "0.2")
	_, err := w.sources.Create(t.Context(), w.scope, sourcing.Input{SKUID: w.red, SupplierID: pacific, Num: 1, Link: "https://detail.1688.com/offer/600000000009.html", Reach: tenant.Limit{All: true}})
	if !says(err, sourcing.ErrSupplierCurrency) {
		t.Errorf("a link to 1688 of a supplier in dollars: %v", err)
	}
	_, err = w.parties.SaveSupplier(t.Context(), w.scope, party.Supplier{Card: party.Card{ID: w.seller, Name: "云裳服饰", Active: true, Version: 1}, Currency: "USD"})
	if !says(err, party.ErrSellerCurrency) {
		t.Errorf("dollars for a supplier with sources on 1688: %v", err)
	}
}
