package suggest_test

import (
	"errors"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

func tradeLine(sku db.ID, quantity string, price dec.Price) trade.LineInput {
	return trade.LineInput{SKUID: sku, Quantity: dec.MustQuantity(quantity), Price: &price}
}

func (w *world) work(t *testing.T) {
	t.Helper()
	if _, err := jobs.RunDue(t.Context(), w.DB, w.jobs); err != nil {
		t.Fatal(err)
	}
}

// fieldFault is the fault of the only field problem.
func fieldFault(t *testing.T, err error) *fault.Error {
	t.Helper()
	e := fault.As(err)
	if e == nil || len(e.Fields) != 1 {
		t.Fatalf("got %v, want one field problem", err)
	}
	return e.Fields[0].Err
}

func TestQuantitiesAreEdited(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.month(t, map[db.ID]int64{w.red: 2, w.blue: 1})
	w.stocked(t, w.tape, 5)
	w.leave(t, w.red, 4)
	w.leave(t, w.blue, 9)
	w.rule(t, 0, cover(10))
	w.limit(t, 60)
	w.rule(t, w.tape, minMax(30, 75))
	w.run(t)
	open := w.open(t)
	tape, blue, red := open[0], open[1], open[2]
	set := func(g suggest.Row, quantity int64) error {
		return w.svc.SetQuantity(t.Context(), w.scope, g.ID, g.Version, quantity, tenant.Everything)
	}

	if err := set(tape, 33); !errors.Is(fieldFault(t, err), suggest.ErrMultiple) {
		t.Errorf("between multiples: %v", err)
	}
	if err := set(red, 0); !errors.Is(fieldFault(t, err), fault.ErrPositive) {
		t.Errorf("nothing: %v", err)
	}
	// 30 and 13 are below the tier of 50, so both colours cost 12.00 then.
	if err := set(red, 30); err != nil {
		t.Fatal(err)
	}
	open = w.open(t)
	if open[2].Amount.String() != "360.00" || open[1].Price.String() != "12.00" || open[1].Amount.String() != "156.00" || open[2].Planned != 40 {
		t.Errorf("red %+v\nblue %+v", open[2].Suggestion, open[1].Suggestion)
	}
	if err := set(red, 20); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an old version: %v", err)
	}
	// Alone below the minimum of its offer.
	if err := w.svc.Dismiss(t.Context(), w.scope, red.ID, open[2].Version, tenant.Everything); err != nil {
		t.Fatal(err)
	}
	if err := set(open[1], 5); err != nil {
		t.Fatal(err)
	}
	_, err := w.generate(t, suggest.Choice{IDs: []db.ID{blue.ID}})
	if !errors.Is(err, suggest.ErrBelowMinimum) {
		t.Errorf("below the minimum: %v", err)
	}
	if made, err := w.generate(t, suggest.Choice{IDs: []db.ID{blue.ID}, BelowMinimum: true}); err != nil || made.Lines != 1 {
		t.Errorf("below the minimum on purpose: %+v, %v", made, err)
	}
	if _, err := w.generate(t, suggest.Choice{IDs: []db.ID{red.ID}}); !errors.Is(err, suggest.ErrState) {
		t.Errorf("a dismissed one: %v", err)
	}
	if err := w.svc.Restore(t.Context(), w.scope, red.ID, open[2].Version+1, tenant.Everything); err != nil {
		t.Error(err)
	}
}
