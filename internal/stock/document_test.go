package stock

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// entered makes a line input from texts; "" leaves a value out.
func entered(warehouse, sku db.ID, quantity, unitCost, amount string) LineInput {
	l := LineInput{WarehouseID: warehouse, SKUID: sku}
	if quantity != "" {
		l.Quantity = new(dec.MustQuantity(quantity))
	}
	if unitCost != "" {
		l.UnitCost = new(dec.MustCost(unitCost))
	}
	if amount != "" {
		l.Amount = new(dec.MustAmount(amount))
	}
	return l
}

func TestTwoOfThree(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		quantity, unitCost, amount string
		zero                       bool
		wantQ, wantV, problem      string
	}{
		"quantity and unit cost":           {quantity: "3", unitCost: "3.333333", wantQ: "3", wantV: "9.999999"},
		"quantity and amount":              {quantity: "3", amount: "10", wantQ: "3", wantV: "10"},
		"unit cost and amount":             {unitCost: "2.5", amount: "10", wantQ: "4", wantV: "10"},
		"all three: the amount counts":     {quantity: "3", unitCost: "3.3333", amount: "10", wantQ: "3", wantV: "10"},
		"a tiny price is not rounded away": {quantity: "10", unitCost: "0.0001", wantQ: "10", wantV: "0.001"},
		"all three disagree":               {quantity: "3", unitCost: "3.33", amount: "10.01", problem: "amount stock_document.inconsistent"},
		"quantity alone":                   {quantity: "3", problem: "quantity stock_document.two_of_three"},
		"quantity alone, free of cost":     {quantity: "3", zero: true, wantQ: "3", wantV: "0"},
		"unit cost alone":                  {unitCost: "3", problem: "quantity stock_document.two_of_three"},
		"nothing":                          {problem: "quantity stock_document.two_of_three"},
		"zero cost, not confirmed":         {quantity: "3", unitCost: "0", problem: "unitCost stock_document.zero_cost"},
		"zero amount, confirmed":           {quantity: "3", amount: "0", zero: true, wantQ: "3", wantV: "0"},
		"quantity cannot be worked out":    {unitCost: "3", amount: "10", problem: "quantity stock_document.quantity_inexact"},
		"no quantity":                      {quantity: "0", unitCost: "1", problem: "quantity decimal.not_positive"},
		"negative quantity":                {quantity: "-1", unitCost: "1", problem: "quantity decimal.not_positive"},
		"negative unit cost":               {quantity: "1", unitCost: "-1", problem: "unitCost decimal.negative"},
		"negative amount":                  {quantity: "1", amount: "-1", problem: "amount decimal.negative"},
		"absurd":                           {quantity: "999999999", unitCost: "999999999", problem: "unitCost decimal.out_of_range"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := entered(1, 2, tt.quantity, tt.unitCost, tt.amount)
			in.ZeroCost = tt.zero
			var f fault.Fields
			l := in.clean(&f, "l", KindOpening)
			got := ""
			if e := fault.As(f.Err()); e != nil {
				got = strings.TrimPrefix(e.Fields[0].Path, "l.") + " " + e.Fields[0].Err.Code
			}
			if got != tt.problem {
				t.Fatalf("problem %q, want %q", got, tt.problem)
			}
			if tt.problem == "" && (l.Quantity != qty(tt.wantQ) || l.Value != cost(tt.wantV)) {
				t.Errorf("%s worth %s, want %s worth %s", l.Quantity, l.Value, tt.wantQ, tt.wantV)
			}
		})
	}
}

func (f *fixture) create(t *testing.T, in DocumentInput) *Document {
	t.Helper()
	d, err := f.stock.CreateDocument(t.Context(), f.scope, in, true)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOpeningStock(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	in := DocumentInput{Kind: KindOpening, Lines: []LineInput{entered(f.a, f.skus[0], "3", "", "10"), entered(f.b, f.skus[1], "5", "0.0001", "")}}
	d := f.create(t, in)
	if d.State != StatePosted || d.Date != startDate || !strings.HasPrefix(d.No, "QC20260101") || d.Value != cost("10.0005") {
		t.Errorf("posted %+v", d)
	}
	if v := f.verify(t); v != cost("10.0005") || f.books.totals["1405"] != v || f.books.totals["4001"] != v.Neg() {
		t.Errorf("stock is worth %s, booked %v", v, f.books.totals)
	}
	// The same sheet again is refused line by line.
	_, err := f.stock.CreateDocument(t.Context(), f.scope, in, true)
	if e := fault.As(err); e == nil || len(e.Fields) != 2 || !errors.Is(e.Fields[0].Err, ErrOpeningTwice) || e.Fields[0].Err.Params["no"] != d.No {
		t.Errorf("entered again: %v", err)
	}
	_, err = f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "", "错\x00")
	wantFields(t, err, "note input.character")
	// Reversed, it may be entered anew.
	counter, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "", " 录错了 ")
	if err != nil {
		t.Fatal(err)
	}
	if counter.Value != cost("-10.0005") || counter.ReversesID != d.ID || counter.Note != "录错了" {
		t.Errorf("counter-document %+v", counter)
	}
	if v := f.verify(t); v != 0 || f.books.totals["1405"] != 0 || f.books.totals["4001"] != 0 {
		t.Errorf("after the reversal stock is worth %s, booked %v", v, f.books.totals)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "", ""); !errors.Is(err, ErrDocumentState) {
		t.Errorf("reversed twice: %v", err)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, counter.ID, "", ""); !errors.Is(err, ErrDocumentState) {
		t.Errorf("a reversal reversed: %v", err)
	}
	f.create(t, in)
	f.verify(t)
}

func TestReversalBooksTheDifference(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	first := f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.skus[0], "10", "10", "")}})
	f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.skus[0], "10", "", "1")}})
	f.create(t, DocumentInput{Kind: KindOtherOut, Reason: "lost", Lines: []LineInput{entered(f.a, f.skus[0], "9", "", "")}})
	// 11 pieces worth 55.55 are left: ten at their origin cost of 100 cannot leave, so they leave at 50.50.
	counter, err := f.stock.ReverseDocument(t.Context(), f.scope, first.ID, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if counter.Value != cost("-50.5") {
		t.Errorf("left at %s", counter.Value)
	}
	want := map[string]string{"1405": "5.05", "6301": "-1", "6711": "45.45", "6402": "-49.5"}
	for account, v := range want {
		if f.books.totals[account] != cost(v) {
			t.Errorf("account %s is %s, want %s", account, f.books.totals[account], v)
		}
	}
	if v := f.verify(t); v != f.books.totals["1405"] {
		t.Errorf("stock is worth %s", v)
	}
}

func TestReversalOfAnIssueBelowZero(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.below, "10", "3", "")}})
	issue := f.create(t, DocumentInput{Kind: KindOtherOut, Reason: "lost", Lines: []LineInput{entered(f.a, f.below, "12", "", "")}})
	f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.below, "20", "3.3", "")}})
	if got := f.books.totals["6402"]; got != cost("0.6") {
		t.Errorf("true-up booked %s", got)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, issue.ID, "", ""); err != nil {
		t.Fatal(err)
	}
	for account, v := range map[string]string{"1405": "96", "6301": "-96", "6711": "0", "6402": "0"} {
		if f.books.totals[account] != cost(v) {
			t.Errorf("account %s is %s, want %s", account, f.books.totals[account], v)
		}
	}
	if v := f.verify(t); v != cost("96") {
		t.Errorf("stock is worth %s", v)
	}
}

func TestReview(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	inTx(t, f.db, f.scope, setFlag("stock_review", true))
	d := f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "gift", Lines: []LineInput{entered(f.a, f.skus[0], "1", "2", "")}})
	if d.State != StateDraft {
		t.Fatalf("posted without review: %+v", d)
	}
	if _, err := f.stock.PostDocument(t.Context(), f.scope, d.ID, d.Version); !errors.Is(err, ErrOwnReview) {
		t.Errorf("own review: %v", err)
	}
	colleague := f.scope
	colleague.Actor.UserID, colleague.Actor.Name = f.db.NewID(), "小李"
	posted, err := f.stock.PostDocument(t.Context(), colleague, d.ID, d.Version)
	if err != nil || posted.State != StatePosted || posted.PostedBy != "小李" {
		t.Errorf("reviewed: %+v, %v", posted, err)
	}
	if _, err := f.stock.PostDocument(t.Context(), colleague, d.ID, d.Version); !errors.Is(err, ErrDocumentState) {
		t.Errorf("posted twice: %v", err)
	}
	inTx(t, f.db, f.scope, setFlag("own_approval", true))
	mine := f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "gift", Lines: []LineInput{entered(f.a, f.skus[0], "1", "2", "")}})
	if _, err := f.stock.PostDocument(t.Context(), f.scope, mine.ID, mine.Version); err != nil {
		t.Errorf("own approval allowed: %v", err)
	}
	f.verify(t)
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	in := DocumentInput{Kind: KindOtherOut, Reason: "own_use", Lines: []LineInput{entered(f.a, f.skus[0], "1", "", "")}}
	d, err := f.stock.CreateDocument(t.Context(), f.scope, in, false)
	if err != nil {
		t.Fatal(err)
	}
	in.Lines = append(in.Lines, entered(f.a, f.skus[1], "2", "", ""))
	if _, err := f.stock.UpdateDocument(t.Context(), f.scope, d.ID, 9, in); !errors.Is(err, fault.ErrStale) {
		t.Errorf("stale: %v", err)
	}
	if d, err = f.stock.UpdateDocument(t.Context(), f.scope, d.ID, d.Version, in); err != nil || len(d.Lines) != 2 || d.Version != 2 {
		t.Fatalf("updated: %+v, %v", d, err)
	}
	if _, err := f.stock.PostDocument(t.Context(), f.scope, d.ID, d.Version); !errors.Is(err, ErrShort) || len(fault.As(err).Fields) != 2 {
		t.Errorf("nothing there: %v", err)
	}
	if err := f.stock.DeleteDocument(t.Context(), f.scope, d.ID, d.Version-1); !errors.Is(err, fault.ErrStale) {
		t.Errorf("deleted what was read before the change: %v", err)
	}
	if err := f.stock.DeleteDocument(t.Context(), f.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if err := f.stock.DeleteDocument(t.Context(), f.scope, d.ID, d.Version); !errors.Is(err, ErrDocumentNotFound) {
		t.Errorf("deleted twice: %v", err)
	}
	f.verify(t)
}

func TestDocumentProblemsComeTogether(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	var other fixture
	makeSet(t, f.db, tenant.CostingSet, 1, &other)
	_, err := f.stock.CreateDocument(t.Context(), f.scope, DocumentInput{Kind: KindOtherIn, Reason: "lost", Date: "2025-12-31", Lines: []LineInput{
		{}, entered(f.a, f.skus[0], "1", "", ""),
	}}, true)
	wantFields(t, err, "reason input.choice", "lines[0].warehouseId input.required", "lines[0].skuId input.required", "lines[0].quantity stock_document.two_of_three",
		"lines[1].quantity stock_document.two_of_three", "date document.before_start")
	_, err = f.stock.CreateDocument(t.Context(), f.scope, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{
		entered(other.a, f.skus[0], "1", "1", ""), entered(f.a, other.skus[0], "1", "1", ""),
	}}, true)
	wantFields(t, err, "lines[0].warehouseId warehouse.not_found", "lines[1].skuId not_found")
	_, err = f.stock.CreateDocument(t.Context(), f.scope, DocumentInput{Kind: KindOtherIn, Reason: "found"}, true)
	wantFields(t, err, "lines stock_document.no_lines")
	_, err = f.stock.CreateDocument(t.Context(), f.scope, DocumentInput{Kind: "x"}, true)
	wantFields(t, err, "kind input.choice")
}

func wantFields(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	if e := fault.As(err); e != nil {
		for _, f := range e.Fields {
			got = append(got, f.Path+" "+f.Err.Code)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q (%v)\nwant %q", got, err, want)
	}
}

// Two drafts of the same opening stock, or two clerks at once: one is posted.
func TestOpeningStockIsPostedOnce(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	in := DocumentInput{Kind: KindOpening, Lines: []LineInput{entered(f.a, f.skus[0], "3", "1", ""), entered(f.a, f.skus[1], "3", "1", "")}}
	first, err := f.stock.CreateDocument(t.Context(), f.scope, in, false)
	if err != nil {
		t.Fatal(err)
	}
	in.Lines[1].WarehouseID = f.b
	second, err := f.stock.CreateDocument(t.Context(), f.scope, in, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.stock.PostDocument(t.Context(), f.scope, first.ID, first.Version); err != nil {
		t.Fatal(err)
	}
	_, err = f.stock.PostDocument(t.Context(), f.scope, second.ID, second.Version)
	e := fault.As(err)
	if !errors.Is(err, ErrOpeningTwice) || e.Params["no"] != first.No || len(e.Fields) != 1 || e.Fields[0].Path != "lines[0].skuId" {
		t.Errorf("posted again: %v", err)
	}
	in.Lines = []LineInput{entered(f.a, f.skus[2], "3", "1", "")}
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
	)
	ctx := context.WithoutCancel(t.Context())
	for range 6 {
		wg.Go(func() {
			_, err := f.stock.CreateDocument(ctx, f.scope, in, true)
			mu.Lock()
			defer mu.Unlock()
			if e := fault.As(err); err == nil {
				done++
			} else if e == nil || !errors.Is(err, ErrOpeningTwice) && (len(e.Fields) != 1 || !errors.Is(e.Fields[0].Err, ErrOpeningTwice)) {
				t.Errorf("got %v, want to be told that it was entered", err)
			}
		})
	}
	wg.Wait()
	if done != 1 {
		t.Errorf("posted %d times at once, want once", done)
	}
	if v := f.verify(t); v != cost("9") {
		t.Errorf("stock is worth %s, want 9", v)
	}
}

func TestDatesOfDocuments(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	in := DocumentInput{Kind: KindOtherIn, Reason: "found", Date: "2999-01-01", Lines: []LineInput{entered(f.a, f.skus[0], "3", "1", "")}}
	_, err := f.stock.CreateDocument(t.Context(), f.scope, in, true)
	wantFields(t, err, "date document.date_future")
	in.Date = "2026-02-03"
	d := f.create(t, in)
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "2999-01-01", ""); !errors.Is(err, tenant.ErrDateFuture) {
		t.Errorf("reversed in the future: %v", err)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "2026-02-02", ""); !errors.Is(err, tenant.ErrBeforeOriginal) {
		t.Errorf("reversed before it happened: %v", err)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "2026-02-03", ""); err != nil {
		t.Error(err)
	}
	f.verify(t)
}

func TestNobodyReviewsWhatTheyChanged(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	inTx(t, f.db, f.scope, setFlag("stock_review", true))
	in := DocumentInput{Kind: KindOtherIn, Reason: "gift", Lines: []LineInput{entered(f.a, f.skus[0], "1", "2", "")}}
	d := f.create(t, in)
	colleague := f.scope
	colleague.Actor.UserID = f.db.NewID()
	old := d.Version
	d, err := f.stock.UpdateDocument(t.Context(), colleague, d.ID, old, in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.stock.PostDocument(t.Context(), f.scope, d.ID, old); !errors.Is(err, fault.ErrStale) {
		t.Errorf("posted what was read before the change: %v", err)
	}
	if _, err := f.stock.PostDocument(t.Context(), colleague, d.ID, d.Version); !errors.Is(err, ErrOwnReview) {
		t.Errorf("reviewed what they had changed: %v", err)
	}
	colleague.Actor.UserID = f.db.NewID()
	if _, err := f.stock.PostDocument(t.Context(), colleague, d.ID, d.Version); err != nil {
		t.Error(err)
	}
}

// A draft entered for a warehouse that is switched off since puts nothing there, nor
// does taking a document back.
func TestNothingIsPostedIntoAWarehouseThatIsOff(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	in := DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.skus[0], "1", "2", ""), entered(f.b, f.skus[0], "1", "2", "")}}
	d, err := f.stock.CreateDocument(t.Context(), f.scope, in, false)
	if err != nil {
		t.Fatal(err)
	}
	in.Lines = in.Lines[1:]
	f.create(t, in)
	gone := f.create(t, DocumentInput{Kind: KindOtherOut, Reason: "lost", Lines: []LineInput{entered(f.b, f.skus[0], "1", "", "")}})
	if err := f.stock.SetWarehouseActive(t.Context(), f.scope, f.b, false); err != nil {
		t.Fatal(err)
	}
	_, err = f.stock.PostDocument(t.Context(), f.scope, d.ID, d.Version)
	if e := fault.As(err); !errors.Is(err, ErrWarehouseInactive) || len(e.Fields) != 1 || e.Fields[0].Path != "lines[1].warehouseId" {
		t.Errorf("posted: %v", err)
	}
	if _, err := f.stock.ReverseDocument(t.Context(), f.scope, gone.ID, "", ""); !errors.Is(err, ErrWarehouseInactive) {
		t.Errorf("taken back: %v", err)
	}
	if v := f.verify(t); v != 0 {
		t.Errorf("stock is worth %s", v)
	}
	if err := f.stock.SetWarehouseActive(t.Context(), f.scope, f.b, true); err != nil {
		t.Fatal(err)
	}
	if _, err := f.stock.PostDocument(t.Context(), f.scope, d.ID, d.Version); err != nil {
		t.Error(err)
	}
	f.verify(t)
}

// Whoever comes first: a warehouse is switched off, or something is put into it.
func TestAWarehouseIsSwitchedOffOrFilled(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	for range 5 {
		d, err := f.stock.CreateDocument(t.Context(), f.scope, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.b, f.skus[0], "1", "2", "")}}, false)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var posting, closing error
		wg.Go(func() { _, posting = f.stock.PostDocument(t.Context(), f.scope, d.ID, d.Version) })
		wg.Go(func() { closing = f.stock.SetWarehouseActive(t.Context(), f.scope, f.b, false) })
		wg.Wait()
		switch {
		case posting == nil && errors.Is(closing, ErrWarehouseStock):
			if _, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "", ""); err != nil {
				t.Fatal(err)
			}
		case closing == nil && errors.Is(posting, ErrWarehouseInactive):
			if err := f.stock.SetWarehouseActive(t.Context(), f.scope, f.b, true); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("posted: %v, switched off: %v", posting, closing)
		}
	}
}

// A receipt trues up what an issue below zero cost just while the issue is taken back: it
// comes back at what it cost in the end.
func TestAnIssueIsTakenBackWhileItIsTruedUp(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.below, "1", "5", "")}})
	issue := f.create(t, DocumentInput{Kind: KindOtherOut, Reason: "lost", Lines: []LineInput{entered(f.a, f.below, "11", "", "")}})
	other := make(chan error, 1)
	started := false
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		l := in(f.b, f.below, "10", "70") // another balance of the same pool
		l.LineID = tx.NewID()
		if _, err := f.postTx(ctx, tx, Posting{DocKind: "test", DocID: tx.NewID(), DocNo: "R", Date: "2026-06-01", Lines: []Line{l}}); err != nil {
			return err
		}
		if !started {
			started = true
			go func() {
				_, err := f.stock.ReverseDocument(t.Context(), f.scope, issue.ID, "", "")
				other <- err
			}()
		}
		dbtest.AwaitBlocked(ctx, t, f.db, 1)
		return nil
	})
	if err := <-other; err != nil {
		t.Fatal(err)
	}
	if v := f.verify(t); v != cost("75") { // one at 5, ten at 7
		t.Errorf("stock is worth %s", v)
	}
}

// Who takes a document back holds nothing that whoever posts one of its kind waits for
// while it has the number. A deadlock would be seen as a second try.
func TestTheNumberIsDrawnBeforeTheStockIsLocked(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	d := f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.skus[0], "10", "3", "")}})
	other := make(chan error, 1)
	holding := 0
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		holding++
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := doc.NextNumberTx(ctx, tx, string(d.Kind), set.Today(tx.Now)); err != nil {
			return err
		}
		if holding == 1 {
			go func() {
				_, err := f.stock.ReverseDocument(t.Context(), f.scope, d.ID, "", "")
				other <- err
			}()
		}
		dbtest.AwaitBlocked(ctx, t, f.db, 1)
		_, err = tx.Exec(ctx, "UPDATE stock_balance SET on_hand = on_hand WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	if err := <-other; err != nil || holding != 1 {
		t.Errorf("%v, after %d tries", err, holding)
	}
}
