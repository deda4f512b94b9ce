package purchase_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// planned is an order of a line for a suggestion of 8, the rest for stock.
func (b *buyer) planned(supplier, sku db.ID, quantity, price string) purchase.Planned {
	in := b.input(of(sku, quantity, price))
	in.SupplierID = supplier
	return purchase.Planned{Input: in, Parts: []purchase.Part{{SourceID: 77, ExpectedOn: b.today(5), Demands: []purchase.Demand{
		{Kind: purchase.DemandSuggestion, ID: 99, Quantity: dec.MustQuantity("8"), Why: &purchase.Why{Model: "min_max", Need: dec.MustQuantity("8"), LeadDays: 5}},
		{Kind: purchase.DemandStock, Quantity: dec.MustQuantity(quantity) - dec.MustQuantity("8")},
	}}}}
}

func (b *buyer) today(days int) db.Date {
	return db.DateOf(b.DB.Now().AddDate(0, 0, days), b.A.Zone)
}

func (b *buyer) many(t *testing.T, list ...purchase.Planned) ([]*purchase.Order, error) {
	t.Helper()
	var out []*purchase.Order
	err := b.DB.InTx(t.Context(), b.scope, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out, err = b.orders.CreateManyTx(ctx, tx, list)
		return err
	})
	return out, err
}

func TestManyOrdersAtOnceAreAsOne(t *testing.T) {
	t.Parallel()
	b := setup(t)

	made, err := b.many(t, b.planned(b.supplier, b.red, "10", "12.50"), b.planned(b.other, b.plain, "20", "3"))
	if err != nil {
		t.Fatal(err)
	}

	if len(made) != 2 || made[0].No == made[1].No || made[0].No == "" {
		t.Fatalf("made %+v", made)
	}
	single := b.make(t, b.input(of(b.red, "10", "12.50")), purchase.ModeDraft)
	d, err := b.orders.Get(t.Context(), b.scope, made[0].ID, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if d.Total != single.Total || d.Terms != single.Terms || d.PrepaidShare != single.PrepaidShare || d.WarehouseID != single.WarehouseID || d.State != purchase.StateDraft {
		t.Errorf("of many %+v, alone %+v", d.Order, single)
	}
	l := d.Lines[0]
	if l.SourceID != 77 || l.ExpectedOn != b.today(5) {
		t.Errorf("the line is from %d, expected on %s", l.SourceID, l.ExpectedOn)
	}
	demands := d.Demands[l.ID]
	if len(demands) != 2 || demands[0].Quantity.String() != "8" || demands[0].Why == nil || demands[0].Why.LeadDays != 5 || demands[1].Kind != purchase.DemandStock || demands[1].Quantity.String() != "2" {
		t.Errorf("it is for %+v", demands)
	}
}

func TestOneWrongOrderOfManyMakesNone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	wrong := b.planned(b.other, b.plain, "20", "3")
	wrong.Lines[0].SKUID = 12345
	wrong.BuyerAccountID = 777

	_, err := b.many(t, b.planned(b.supplier, b.red, "10", "12.50"), wrong)

	e := fault.As(err)
	if e == nil || len(e.Fields) != 2 || e.Fields[0].Path != "orders[1].buyerAccountId" || e.Fields[1].Path != "orders[1].lines[0].skuId" {
		t.Fatalf("got %v", err)
	}
	counts, err := b.orders.Counts(t.Context(), b.scope, tenant.Everything)
	if err != nil || len(counts) != 0 {
		t.Errorf("there are %v, %v", counts, err)
	}
}

// Whom a line is for goes with it through changes and merging.
func TestDemandsStayWithTheLine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	made, err := b.many(t, b.planned(b.supplier, b.red, "10", "12.50"), b.planned(b.supplier, b.red, "30", "12.50"))
	if err != nil {
		t.Fatal(err)
	}

	first, err := b.orders.Update(t.Context(), b.scope, made[0].ID, 1, b.input(of(b.red, "12", "12.50"), of(b.blue, "1", "1")), purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	if first.Lines[0].SourceID != 77 {
		t.Error("the source is gone")
	}
	merged, err := b.orders.Merge(t.Context(), b.scope, []purchase.Seen{{ID: first.ID, Version: first.Version}, {ID: made[1].ID, Version: 1}}, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}

	d, err := b.orders.Get(t.Context(), b.scope, merged.ID, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Demands[d.Lines[0].ID]; len(got) != 4 || d.Lines[0].SourceID != 77 || d.Lines[0].Quantity.String() != "42" {
		t.Errorf("the merged line is %+v for %+v", d.Lines[0], got)
	}
	without, err := b.orders.Update(t.Context(), b.scope, merged.ID, merged.Version, b.input(of(b.blue, "1", "1")), purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	if d, err = b.orders.Get(t.Context(), b.scope, without.ID, tenant.Everything); err != nil || len(d.Demands) != 0 {
		t.Errorf("a line that is gone is for %+v, %v", d.Demands, err)
	}
}
