package stock

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// ledger reads the moves of a SKU as the ledger shows them, oldest first: quantity,
// value, and what there was in the pool after each.
func (f *fixture) ledger(t *testing.T, filter MoveFilter) string {
	t.Helper()
	filter.Warehouses = tenant.Limit{All: true}
	var rows []string
	if err := f.stock.EachMove(t.Context(), f.scope, api.ExportQuery{Sort: "postedAt"}, filter, func(r *MoveRow) error {
		rows = append(rows, r.Quantity.String()+" "+r.Value.String()+" "+r.PoolQuantity.String()+"/"+r.PoolValue.String())
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(rows, "; ")
}

// posting posts one line of a document of its own, which may take another back.
func (f *fixture) posting(t *testing.T, l Line, reverses db.ID) (id db.ID, p *Posted) {
	t.Helper()
	inTx(t, f.db, f.scope, func(ctx context.Context, tx *db.Tx) error {
		id = tx.NewID()
		l.LineID = tx.NewID()
		var err error
		p, err = f.postTx(ctx, tx, Posting{DocKind: "test", DocID: id, DocNo: "B", Date: "2026-06-01", Reverses: reverses, Lines: []Line{l}})
		return err
	})
	return id, p
}

func TestOpenIssuesAreSettledPieceByPiece(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.below, "1", "3"))
	first, _ := f.posting(t, out(f.a, f.below, "3"), 0)  // two of them at a guess of 3
	second, _ := f.posting(t, out(f.a, f.below, "4"), 0) // four more
	f.verify(t)
	// One piece at 5 settles half of the older one.
	_, p := f.posting(t, in(f.a, f.below, "1", "5"), 0)
	if len(p.TrueUps) != 1 || p.TrueUps[0].DocID != first || p.TrueUps[0].Quantity != qty("1") || p.TrueUps[0].Amount != cost("2") {
		t.Errorf("true-ups %+v", p.TrueUps)
	}
	f.verify(t)
	// Two at 4 settle the rest of it and a quarter of the younger one.
	_, p = f.posting(t, in(f.a, f.below, "2", "8"), 0)
	if len(p.TrueUps) != 2 || p.TrueUps[0].DocID != first || p.TrueUps[1].DocID != second || p.TrueUps[1].Amount != cost("1") {
		t.Errorf("true-ups %+v", p.TrueUps)
	}
	f.verify(t)
	// The last three come in at what was guessed: nothing to correct, and no move says so.
	_, p = f.posting(t, in(f.a, f.below, "3", "9"), 0)
	if len(p.TrueUps) != 0 {
		t.Errorf("true-ups %+v", p.TrueUps)
	}
	f.verify(t)
	want := "1 3 1/3; -3 -9 -2/-6; -4 -12 -6/-18; 1 5 -5/-13; 0 -2 -5/-15; 2 8 -3/-7; 0 -1 -3/-8; 0 -1 -3/-9; 3 9 0/0"
	if got := f.ledger(t, MoveFilter{SKUID: f.below}); got != want {
		t.Errorf("ledger\n%s, want\n%s", got, want)
	}
}

// A counter-document settles what its own original left open, not what is older.
func TestACounterDocumentSettlesItsOwn(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.below, "1", "2"))
	f.posting(t, out(f.a, f.below, "2"), 0) // one at 2 open
	f.posting(t, in(f.a, f.below, "0.5", "2.5"), 0)
	own, _ := f.posting(t, out(f.a, f.below, "1"), 0) // one at 5 open
	other, _ := f.posting(t, out(f.a, f.below, "1"), 0)
	// At its cost, and without one: either way the five that were booked come back.
	_, p := f.posting(t, in(f.a, f.below, "1", "5"), own)
	if len(p.TrueUps) != 0 {
		t.Errorf("trued up %+v", p.TrueUps)
	}
	_, p = f.posting(t, Line{WarehouseID: f.a, SKUID: f.below, Quantity: qty("1")}, other)
	if p.Costs[0] != cost("5") {
		t.Errorf("came back at %s", p.Costs[0])
	}
	if _, q, v := f.onHand(t, f.a, f.below); q != qty("-0.5") || v != cost("-1") {
		t.Errorf("pool %s worth %s", q, v)
	}
	f.verify(t)
}

// A receipt that corrected an issue is taken back: the correction is none of its moves.
func TestTakingBackAReceiptThatCorrected(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.below, "10", "3", "")}})
	f.create(t, DocumentInput{Kind: KindOtherOut, Reason: "lost", Lines: []LineInput{entered(f.a, f.below, "12", "", "")}})
	receipt := f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Lines: []LineInput{entered(f.a, f.below, "20", "3.3", "")}})
	counter, err := f.stock.ReverseDocument(t.Context(), f.scope, receipt.ID, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(counter.Lines) != 1 || counter.Quantity != qty("-20") || counter.Value != cost("-66") {
		t.Errorf("counter-document %+v", counter)
	}
	f.verify(t)
}

// A cost seen on the way counts, although the goods came and went in one posting.
func TestALastCostIsRememberedWithoutStock(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.below, "1", "5"), out(f.a, f.below, "1"))
	if p := f.post(t, out(f.a, f.below, "2")); p.Costs[0] != cost("-10") {
		t.Errorf("booked at %s", p.Costs[0])
	}
	// Goods that cost nothing say nothing of what the next ones cost.
	f.post(t, in(f.a, f.below, "2", "10"), in(f.a, f.below, "1", "0"), out(f.a, f.below, "1"))
	if p := f.post(t, out(f.a, f.below, "1")); p.Costs[0] != cost("-5") {
		t.Errorf("booked at %s after free goods", p.Costs[0])
	}
	f.verify(t)
}

func TestThePoliciesLockWithTheFirstPosting(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingSet)
	f.post(t, in(f.a, f.skus[0], "1", "1"))
	if err := f.db.View(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err == nil && (!set.PolicyLocked || set.LockedBy != "T1") {
			err = errors.New("locked by " + set.LockedBy)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestTheLedgerKeepsToItsFilters(t *testing.T) {
	t.Parallel()
	f := setup(t, tenant.CostingWarehouse)
	for i, day := range []db.Date{"2026-06-01", "2026-06-02", "2026-06-03"} {
		f.create(t, DocumentInput{Kind: KindOtherIn, Reason: "found", Date: day, Lines: []LineInput{
			entered(f.a, f.skus[0], "1", "", []string{"1", "2", "3"}[i]), entered(f.b, f.skus[0], "1", "", "9"), entered(f.a, f.skus[1], "1", "", "7"),
		}})
	}
	for want, filter := range map[string]MoveFilter{
		"1 1 1/1; 1 2 2/3; 1 3 3/6": {SKUID: f.skus[0], WarehouseID: f.a},
		"1 2 2/3; 1 3 3/6":          {SKUID: f.skus[0], WarehouseID: f.a, From: "2026-06-02"},
		"1 1 1/1; 1 2 2/3":          {SKUID: f.skus[0], WarehouseID: f.a, To: "2026-06-02"},
		"1 2 2/3; 1 9 2/18":         {SKUID: f.skus[0], From: "2026-06-02", To: "2026-06-02"},
	} {
		if got := f.ledger(t, filter); got != want {
			t.Errorf("%+v: %s, want %s", filter, got, want)
		}
	}
}
