package purchase_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// An approval saw how many pieces a box holds: where that changes, the same number of
// boxes is another quantity.
func TestAnApprovalHoldsForThePiecesOfAUnit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, box, _ := b.boxes(t)
	b.needs(t, rule("0", 1))
	first := b.Member(t, "first", tenant.RoleReviewer)
	o := b.make(t, b.input(of(b.plain, "2", "100", in(box))), purchase.ModeSubmit)
	o, err := b.orders.Approve(t.Context(), b.as(first), o.ID, o.Version, 1)
	if err != nil {
		t.Fatal(err)
	}
	groups, err := b.goods.UnitGroups(t.Context(), b.scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if g.Units[0].Name == "卷" {
			edit := catalog.UnitGroupEdit{Name: g.Name, Version: g.Version, Units: []catalog.UnitInput{{Name: "箱", Num: 24, Den: 1}}}
			if err := b.goods.UpdateUnitGroup(t.Context(), b.scope, g.ID, edit); err != nil {
				t.Fatal(err)
			}
		}
	}
	o, err = b.orders.Update(t.Context(), b.scope, o.ID, o.Version, b.input(of(b.plain, "2", "100", in(box))), purchase.ModeDraft)
	if err != nil || o.Lines[0].BaseQuantity != dec.MustQuantity("48") || o.Stage() != purchase.StageDraft {
		t.Errorf("two boxes of 24: %v, %s pieces at %s", err, o.Lines[0].BaseQuantity, o.Stage())
	}
}

// Why an order was sent back is told until it is submitted again.
func TestTheReasonOfARejectionStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.needs(t, rule("0", 1))
	first := b.Member(t, "first", tenant.RoleReviewer)
	o := b.make(t, b.input(of(b.red, "2", "10")), purchase.ModeSubmit)
	o, err := b.orders.Reject(t.Context(), b.as(first), o.ID, o.Version, 1, "太贵")
	if err != nil {
		t.Fatal(err)
	}
	o, err = b.orders.Update(t.Context(), b.scope, o.ID, o.Version, b.input(of(b.red, "2", "9")), purchase.ModeDraft)
	if err != nil || o.RejectedReason != "太贵" {
		t.Errorf("kept as a draft: %v, %q", err, o.RejectedReason)
	}
	o, err = b.orders.Update(t.Context(), b.scope, o.ID, o.Version, b.input(of(b.red, "2", "8")), purchase.ModeSubmit)
	if err != nil || o.RejectedReason != "" {
		t.Errorf("submitted again: %v, %q", err, o.RejectedReason)
	}
}

// sourced is a planned order of one line from a source, for something.
func (b *buyer) sourced(quantity, price string, source, demand db.ID, expected db.Date) purchase.Planned {
	p := b.planned(b.supplier, b.red, quantity, price)
	p.Parts[0] = purchase.Part{SourceID: source, ExpectedOn: expected, Demands: []purchase.Demand{{Kind: purchase.DemandSuggestion, ID: demand, Quantity: dec.MustQuantity(quantity)}}}
	return p
}

// What a line is bought from is the supplier's: of another it is not known, and of two
// lines of a SKU each keeps its own.
func TestALineKeepsItsOwnSource(t *testing.T) {
	t.Parallel()
	b := setup(t)
	made, err := b.many(t, b.sourced("10", "12", 71, 1, ""))
	if err != nil {
		t.Fatal(err)
	}
	other := b.input(of(b.red, "10", "12"))
	other.SupplierID = b.other
	o, err := b.orders.Update(t.Context(), b.scope, made[0].ID, 1, other, purchase.ModeDraft)
	if err != nil || o.Lines[0].SourceID != 0 {
		t.Errorf("of another supplier: %v, source %d", err, o.Lines[0].SourceID)
	}

	two := b.sourced("10", "12", 71, 1, "")
	two.Lines = append(two.Lines, of(b.red, "5", "9"))
	two.Parts = append(two.Parts, purchase.Part{SourceID: 72, Demands: []purchase.Demand{{Kind: purchase.DemandSuggestion, ID: 2, Quantity: dec.MustQuantity("5")}}})
	if made, err = b.many(t, two); err != nil {
		t.Fatal(err)
	}
	o, err = b.orders.Update(t.Context(), b.scope, made[0].ID, 1, b.input(of(b.red, "5", "9")), purchase.ModeDraft)
	if err != nil || o.Lines[0].SourceID != 72 {
		t.Errorf("of two lines the second is left: %v, source %d", err, o.Lines[0].SourceID)
	}
	d := b.stage(t, o)
	if got := d.Demands[d.Lines[0].ID]; len(got) != 1 || got[0].ID != 2 {
		t.Errorf("and it is for %+v", got)
	}
}

// Lines that become one have one source; those that do not keep theirs, with whom they are
// for and when they should be there.
func TestMergingKeepsSourcesDemandsAndDays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	soon, later, past := b.today(3), b.today(9), b.today(-1)
	first, second, third := b.sourced("10", "12", 71, 1, soon), b.sourced("20", "12", 72, 2, later), b.sourced("5", "13", 71, 3, "")
	fourth := b.sourced("1", "12", 0, 4, "")
	third.Date, third.ExpectedOn, fourth.ExpectedOn = b.today(-5), past, later
	made, err := b.many(t, first, second, third, fourth)
	if err != nil {
		t.Fatal(err)
	}
	var list []purchase.Seen
	for _, o := range made {
		list = append(list, purchase.Seen{ID: o.ID, Version: o.Version})
	}
	m, err := b.orders.Merge(t.Context(), b.scope, list, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if m.ExpectedOn != later {
		t.Errorf("the order is expected on %q, want %s", m.ExpectedOn, later)
	}
	d := b.stage(t, m)
	type want struct {
		quantity string
		source   db.ID
		expected db.Date
		demands  []db.ID
	}
	for i, w := range []want{{"11", 71, soon, []db.ID{1, 4}}, {"20", 72, "", []db.ID{2}}, {"5", 71, "", []db.ID{3}}} {
		if i >= len(d.Lines) {
			t.Fatalf("merged into %d lines", len(d.Lines))
		}
		l := d.Lines[i]
		var demands []db.ID
		for _, one := range d.Demands[l.ID] {
			demands = append(demands, one.ID)
		}
		due := l.ExpectedOn
		if due == d.ExpectedOn {
			due = ""
		}
		if l.Quantity.String() != w.quantity || l.SourceID != w.source || due != w.expected || len(demands) != len(w.demands) || demands[0] != w.demands[0] {
			t.Errorf("line %d: %s from %d, due %q, for %v; want %+v", i, l.Quantity, l.SourceID, due, demands, w)
		}
	}
}

// A copy says what the order said of goods and money, from where each line came; what has
// passed since is left out instead of standing in its way.
func TestACopyIsOfToday(t *testing.T) {
	t.Parallel()
	b := setup(t)
	gone := b.Member(t, "gone", tenant.RolePurchaser)
	two := b.sourced("10", "12", 71, 1, b.today(9))
	two.Lines = append(two.Lines, of(b.red, "5", "12", func(l *trade.LineInput) { l.Note = "第二家" }))
	two.Parts = append(two.Parts, purchase.Part{SourceID: 72})
	two.FollowerID, two.BuyerAccountID = gone.ID, b.account
	made, err := b.many(t, two)
	if err != nil {
		t.Fatal(err)
	}
	c, err := b.orders.Copy(t.Context(), b.scope, made[0].ID, tenant.Everything)
	if err != nil || c.Lines[0].SourceID != 71 || c.Lines[1].SourceID != 72 || c.Lines[0].ExpectedOn != "" || c.FollowerID != gone.ID || c.BuyerAccountID != b.account {
		t.Fatalf("copied: %v, %+v", err, c)
	}
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE member SET disabled = TRUE WHERE tenant_id = ? AND person_id = ?", tx.Tenant, gone.ID)
		return err
	})
	b.orders.Connect(accounts{})
	c, err = b.orders.Copy(t.Context(), b.scope, made[0].ID, tenant.Everything)
	if err != nil || c.FollowerID != 0 || c.BuyerAccountID != 0 {
		t.Errorf("with people and accounts that are gone: %v, %+v", err, c)
	}
}

// Who may not see what things cost changes an order without changing that, and learns
// nothing of it from the order of a list.
func TestWhoSeesNoCostsKeepsThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "10", "12.5", func(l *trade.LineInput) { l.Discount = dec.MustAmount("5") }), of(b.blue, "1", "3"))
	in.Freight, in.OtherFee, in.Discount = dec.MustAmount("8"), dec.MustAmount("2"), dec.MustAmount("1")
	o := b.make(t, in, purchase.ModeSubmit)
	b.make(t, b.input(of(b.red, "1", "99"), of(b.plain, "1", "7")), purchase.ModeSubmit) // agreed since
	blind := b.Owner.WithToken(t, purchase.PermRead, purchase.PermCreate)
	body := map[string]any{
		"mode": "draft", "version": o.Version, "supplierId": b.supplier, "terms": "share", "prepaidShare": "30", "note": "催一下",
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "10"}, map[string]any{"skuId": b.blue, "quantity": "1"}},
	}
	got := blind.Do(t, http.MethodPut, "/purchase-orders/"+o.ID.String(), body).Want(t, http.StatusOK, "")
	if got.At("total") != nil {
		t.Errorf("it tells %s", got.Body)
	}
	if d := b.stage(t, o); d.Total != o.Total || d.Freight != o.Freight || d.Lines[0].Price != dec.MustPrice("12.5") || d.Stage() != purchase.StageOpen || d.Note != "催一下" {
		t.Errorf("afterwards it comes to %s at %s, was %s", d.Total, d.Lines[0].Price, o.Total)
	}
	// A line that was not there has the price agreed last.
	body["version"], body["lines"] = o.Version+1, append(body["lines"].([]any), map[string]any{"skuId": b.plain, "quantity": "1"})
	blind.Do(t, http.MethodPut, "/purchase-orders/"+o.ID.String(), body).Want(t, http.StatusOK, "")
	if d := b.stage(t, o); d.Total != o.Total.Add(dec.MustAmount("7")) {
		t.Errorf("with one more it comes to %s", d.Total)
	}
	// Nor does a discount that is refused tell what the goods come to.
	body["version"], body["discount"] = o.Version+2, "99999"
	entered := map[string]any{"mode": "post", "supplierId": b.supplier, "discount": "99999", "lines": []any{map[string]any{"skuId": b.plain, "quantity": "1"}}}
	keeper := b.Owner.WithToken(t, purchase.PermRead, purchase.PermReceive)
	for _, a := range []*apitest.Answer{
		blind.Do(t, http.MethodPut, "/purchase-orders/"+o.ID.String(), body), keeper.Do(t, http.MethodPost, "/purchase-receipts", entered),
	} {
		a.Want(t, http.StatusUnprocessableEntity, "input.fields")
		if got := a.Fields(); len(got) != 1 || !strings.HasPrefix(got[0], "discount ") || a.At("errors", 0, "params", "amount") != nil || strings.ContainsAny(a.Text("errors", 0, "detail"), "0123456789") {
			t.Errorf("refused with %s", a.Body)
		}
	}
	for _, path := range []string{"/purchase-orders?sort=total", "/purchase-receipts?sort=total"} {
		b.Owner.Get(t, path).Want(t, http.StatusOK, "")
		if a := blind.Get(t, path); a.Status == http.StatusOK {
			t.Errorf("%s orders by what is not shown", path)
		}
	}
}
