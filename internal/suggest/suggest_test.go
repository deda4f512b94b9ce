package suggest_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// A shop sells two colours of one offer and tape. What a run suggests, it says why, makes
// orders of it by supplier, and has nothing more to say then.
func TestFromSalesToOrders(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.month(t, map[db.ID]int64{w.red: 2, w.blue: 1, w.tape: 3})
	w.leave(t, w.red, 4)
	w.leave(t, w.blue, 9)
	w.leave(t, w.tape, 15)
	w.rule(t, 0, cover(10)) // 5 days on the way, 7 until the next round, 10 more
	w.limit(t, 60)          // the tier of 200 would last longer
	w.rule(t, w.tape, minMax(30, 75))

	run := w.run(t)

	open := w.open(t)
	if len(open) != 3 || run.Lines != 3 || run.Items != 3 || run.Day != w.today(0) {
		t.Fatalf("the run is %+v, it suggests %+v", run, open)
	}
	tape, blue, red := open[0], open[1], open[2]
	// 2 a day for 22 days are 44, 4 are here: 40. 1 a day: 22 − 9 = 13. Together 53, above the
	// tier of 50, so 11.00 each without buying more.
	if red.Need.String() != "40" || red.Quantity != 40 || red.Price.String() != "11.00" || blue.Need.String() != "13" || blue.Amount.String() != "143.00" {
		t.Errorf("red %+v\nblue %+v", red.Suggestion, blue.Suggestion)
	}
	// Up to 75 from 15 is 60, six times ten.
	if tape.Need.String() != "60" || tape.Quantity != 60 || tape.Multiple != 10 || tape.Price.String() != "2.50" || tape.OfferID != 0 || tape.SupplierName != "义乌包装厂" {
		t.Errorf("tape %+v", tape.Suggestion)
	}
	_, why, now, err := w.svc.Get(t.Context(), w.scope, red.ID, tenant.Everything)
	if err != nil || now {
		t.Fatalf("why: %v, %v", now, err)
	}
	if why.Demand.PerDay.String() != "2" || why.Demand.DaysInStock != 30 || why.Lead.Days != 5 || why.Decision.Protects != 22 || why.Decision.Target.String() != "44" ||
		why.Stock.OnHand.String() != "4" || why.Rule.OfSKU || why.Rule.Model != replenish.ModelCover || why.Computed != w.today(0) {
		t.Errorf("why %+v", why)
	}

	all := suggest.Choice{RunID: run.ID, Within: tenant.Everything}
	planned, problems, err := w.svc.Preview(t.Context(), w.scope, all)
	if err != nil || len(problems) != 0 {
		t.Fatalf("preview: %+v, %v", problems, err)
	}
	slices.SortFunc(planned, func(a, b suggest.Planned) int { return a.Lines - b.Lines })
	if d := cmp.Diff(planned, []suggest.Planned{
		{SupplierID: w.factory, WarehouseID: w.warehouse, SupplierName: "义乌包装厂", WarehouseName: tape.WarehouseName, Currency: "CNY", Lines: 1, Amount: dec.MustAmount("150")},
		{SupplierID: w.seller, WarehouseID: w.warehouse, SupplierName: "云裳服饰", WarehouseName: tape.WarehouseName, Currency: "CNY", Lines: 2, Amount: dec.MustAmount("583")},
	}); d != "" {
		t.Errorf("planned (-), want (+):\n%s", d)
	}

	made, err := w.generate(t, all)

	if err != nil || len(made.Orders) != 2 || made.Lines != 3 || made.Amount.String() != "733.00" {
		t.Fatalf("made %+v, %v", made, err)
	}
	garments := slices.IndexFunc(made.Orders, func(o *purchase.Order) bool { return o.SupplierID == w.seller })
	d, err := w.orders.Get(t.Context(), w.scope, made.Orders[garments].ID, tenant.Everything)
	if err != nil || len(d.Lines) != 2 || d.State != purchase.StateDraft || d.PayMethod != purchase.Pay1688 {
		t.Fatalf("the order is %+v, %v", d, err)
	}
	for _, l := range d.Lines {
		for_ := d.Demands[l.ID]
		if len(for_) != 1 || for_[0].Kind != purchase.DemandSuggestion || for_[0].Quantity != l.BaseQuantity || for_[0].Why == nil || for_[0].Why.Model != "days_of_cover" || l.SourceID == 0 || l.ExpectedOn != w.today(5) {
			t.Errorf("line %+v is for %+v", l, for_)
		}
	}
	if ordered := w.list(t, suggest.Filter{State: suggest.StateOrdered}); len(ordered) != 3 || ordered[1].OrderNo != d.No {
		t.Errorf("ordered: %+v", ordered)
	}
	if again := w.run(t); again.Lines != 0 || len(w.open(t)) != 0 {
		t.Errorf("after buying it suggests %+v", w.open(t))
	}
	for _, g := range w.left(t) {
		if g.Reason != "enough" {
			t.Errorf("%s is left for %s", g.SKUCode, g.Reason)
		}
	}
}

// The same records give the same suggestions, and nothing grows.
func TestARunRepeated(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.month(t, map[db.ID]int64{w.red: 2, w.blue: 1})
	w.leave(t, w.red, 4)
	w.rule(t, 0, cover(10))
	w.run(t)
	figures := func() (out [][3]string) {
		for _, g := range slices.Concat(w.open(t), w.left(t)) {
			out = append(out, [3]string{g.SKUCode + g.Reason, g.Need.String(), g.Amount.String()})
		}
		return out
	}
	first := figures()

	w.run(t)

	if d := cmp.Diff(figures(), first); d != "" {
		t.Errorf("again (-) and before (+):\n%s", d)
	}
	var n int64
	w.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, `SELECT COUNT(*) FROM suggestion WHERE tenant_id = ?`, []any{tx.Tenant}, &n)
		return err
	})
	if n != int64(len(first)) {
		t.Errorf("%d suggestions are kept, want %d", n, len(first))
	}
}

// What is on order counts, whoever ordered it and whatever state it is in.
func TestDraftsCountAsComing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.tape, 5)
	w.rule(t, w.tape, minMax(30, 75))
	w.run(t)
	before := w.open(t)
	price := dec.MustPrice("2.5")
	in := purchase.Input{SupplierID: w.factory, Within: tenant.Everything, ExpectedOn: w.today(3)}
	in.Lines = append(in.Lines, tradeLine(w.tape, "40", price))
	order, err := w.orders.Create(t.Context(), w.scope, in, purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}

	if _, err := w.generate(t, suggest.Choice{}); !errors.Is(err, suggest.ErrMoreComing) {
		t.Errorf("ordering what somebody has ordered meanwhile: %v", err)
	}
	if _, problems, err := w.svc.Preview(t.Context(), w.scope, suggest.Choice{Within: tenant.Everything}); err != nil || len(problems) != 1 || !errors.Is(problems[0].Err, suggest.ErrMoreComing) {
		t.Errorf("the preview tells %+v, %v", problems, err)
	}
	w.run(t)
	after := w.open(t)
	if len(before) != 1 || before[0].Need.String() != "70" || len(after) != 0 {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if _, err := w.orders.Void(t.Context(), w.scope, order.ID, order.Version); err != nil {
		t.Fatal(err)
	}
	w.run(t)
	if again := w.open(t); len(again) != 1 || again[0].Need.String() != "70" {
		t.Errorf("after the order was given up %+v", again)
	}
}

// A reversed sale never was; a day without stock is no day without demand.
func TestWhatWasSoldIsReadAsItWas(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.red, 30)
	for i := range 20 {
		if i < 15 {
			w.sold(t, w.red, 2) // sells out on the 15th day
		}
		w.Clock.Advance(day)
	}
	w.stocked(t, w.red, 100)
	wrong := w.sold(t, w.red, 50)
	w.Clock.Advance(day)
	if _, err := w.sales.Reverse(t.Context(), w.scope, wrong.ID, wrong.Version); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(day)
	w.rule(t, w.red, cover(100))

	w.run(t)

	why := w.why(t, w.red)
	if why.Demand.Units.String() != "30" || why.Demand.DaysSold != 15 || why.Demand.DaysOut != 5 || why.Demand.DaysInStock != 17 {
		t.Errorf("demand %+v", why.Demand)
	}
	// A later run finds it in the history.
	w.Clock.Advance(day)
	w.run(t)
	if again := w.why(t, w.red); again.Demand.Units.String() != "30" || again.Demand.DaysInStock != 18 || again.Demand.DaysOut != 5 {
		t.Errorf("a day later %+v", again.Demand)
	}
}

func (w *world) why(t *testing.T, sku db.ID) *suggest.Detail {
	t.Helper()
	list := w.list(t, suggest.Filter{SKUID: sku})
	if len(list) == 0 {
		t.Fatal("there is no suggestion of the SKU")
	}
	_, why, _, err := w.svc.Get(t.Context(), w.scope, list[0].ID, tenant.Everything)
	if err != nil || why == nil {
		t.Fatalf("why: %+v, %v", why, err)
	}
	return why
}

// Two people who order at once make one order.
func TestTwoPeopleOrderOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.tape, 5)
	w.rule(t, w.tape, minMax(30, 75))
	run := w.run(t)
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = w.generate(t, suggest.Choice{RunID: run.ID}) })
	}
	wg.Wait()

	done := 0
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case !errors.Is(err, suggest.ErrState) && !errors.Is(err, suggest.ErrNothingChosen):
			t.Errorf("refused with %v", err)
		}
	}
	counts, err := w.orders.Counts(t.Context(), w.scope, tenant.Everything)
	if err != nil || done != 1 || counts[purchase.StageDraft] != 1 {
		t.Errorf("%d were told that they ordered, there are %v, %v", done, counts, err)
	}
}

// A run that orders overtook begins again instead of suggesting them once more.
func TestOrdersDuringARun(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.tape, 5)
	w.rule(t, w.tape, minMax(30, 75))
	first := w.run(t)
	second, err := w.svc.StartRun(t.Context(), w.scope)
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.svc.Compute(t.Context(), w.scope, second.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.generate(t, suggest.Choice{RunID: first.ID}); err != nil {
		t.Fatal(err)
	}

	done, err := w.svc.Finish(t.Context(), w.scope, second.ID, found)

	if err != nil || done {
		t.Fatalf("the run ended with what it saw before: %v, %v", done, err)
	}
	w.work(t)
	if open := w.open(t); len(open) != 0 {
		t.Errorf("it suggests %+v", open)
	}
}

func TestSuggestionsOfAnotherSet(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.tape, 5)
	w.rule(t, w.tape, minMax(30, 75))
	run := w.run(t)
	mine := w.open(t)

	w.scope = w.OtherScope()

	if _, err := w.svc.StartRun(t.Context(), w.scope); !errors.Is(err, suggest.ErrNoRules) {
		t.Errorf("a run of the other set: %v", err)
	}
	if open := w.open(t); len(open) != 0 {
		t.Errorf("the other set sees %+v", open)
	}
	if _, _, _, err := w.svc.Get(t.Context(), w.scope, mine[0].ID, tenant.Everything); !errors.Is(err, suggest.ErrNotFound) {
		t.Errorf("it opens one: %v", err)
	}
	for _, c := range []suggest.Choice{{RunID: run.ID}, {IDs: []db.ID{mine[0].ID}}} {
		c.Within = tenant.Everything
		if planned, _, err := w.svc.Preview(t.Context(), w.scope, c); fault.As(err) == nil {
			t.Errorf("it sees what would be ordered: %+v, %v", planned, err)
		}
		if _, err := w.generate(t, c); fault.As(err) == nil {
			t.Errorf("it orders: %v", err)
		}
	}
}

// A run that was taken for lost and ends well all the same keeps what it brought.
func TestARunThatEndedWellIsNotEndedAgain(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.rule(t, w.red, minMax(10, 50))
	r := w.run(t)
	if err := w.svc.End(t.Context(), w.scope, r.ID); err != nil {
		t.Fatal(err)
	}
	current, _, err := w.svc.Runs(t.Context(), w.scope)
	if err != nil || current == nil || current.State != suggest.RunReady {
		t.Fatalf("the run is %+v, %v", current, err)
	}
	if n := len(w.open(t)); n != 1 {
		t.Errorf("%d suggestions are left", n)
	}
}
