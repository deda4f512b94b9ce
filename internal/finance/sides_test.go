package finance_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

func TestMoneySettlesAndTheRestIsAnAdvance(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a, b := h.deal(t, h.party, "100"), h.deal(t, h.party, "50.5")
		id := h.must(t, entered{amount: "130", allocations: []finance.Allocation{a.of("100"), b.of("20")}})
		h.wantStanding(t, "paid", "30.50 - 10.00, 130.00")
		later := func(v string) error {
			return h.DB.InTx(t.Context(), h.Scope(), func(ctx context.Context, tx *db.Tx) error {
				return h.allocate(ctx, tx, id, []finance.Allocation{b.of(v)})
			})
		}
		refused(t, "more than the advance", later("11"), h.total)
		if err := later("10"); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "settled later", "20.50 - 0.00, 130.00")
		if err := h.takeBack(t, id); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "taken back", "150.50 - 0.00, 0.00")
		refused(t, "taken back twice", h.takeBack(t, id), h.reversed)
	})
}

func TestMoneyRefused(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a, other := h.deal(t, h.party, "100"), h.deal(t, h.another, "100")
		for name, c := range map[string]struct {
			e    entered
			want *fault.Error
		}{
			"more than open":  {entered{amount: "200", allocations: []finance.Allocation{a.of("100.01")}}, h.over},
			"more than moved": {entered{amount: "50", allocations: []finance.Allocation{a.of("60")}}, h.total},
			"the wrong sign":  {entered{amount: "50", allocations: []finance.Allocation{a.of("-1")}}, h.over},
			"another party's": {entered{amount: "50", allocations: []finance.Allocation{other.of("1")}}, h.other},
			"unknown":         {entered{amount: "50", allocations: []finance.Allocation{{DocID: 7, Amount: amount("1")}}}, h.noItem},
			"twice":           {entered{amount: "50", allocations: []finance.Allocation{a.of("1"), a.of("1")}}, h.twice},
			"nothing":         {entered{amount: "0"}, fault.ErrPositive},
		} {
			_, err := h.enter(t, c.e)
			refused(t, name, err, c.want)
		}
		h.wantStanding(t, "nothing was booked", "100.00 - 0.00, 0.00")
	})
}

func TestAReversedDocumentFreesTheMoney(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a := h.deal(t, h.party, "100")
		h.must(t, entered{amount: "60", allocations: []finance.Allocation{a.of("60")}})
		if err := h.undo(t, a); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "reversed", "0.00 - 60.00, 60.00")
		refused(t, "reversed twice", h.undo(t, a), h.itemReversed)
	})
}

// TestMoneyThatWasTakenBackSettlesNothing: a document is reversed although something that
// was reversed itself was once allocated to it.
func TestMoneyThatWasTakenBackSettlesNothing(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a := h.deal(t, h.party, "100")
		first := h.must(t, entered{amount: "60", allocations: []finance.Allocation{a.of("60")}})
		if err := h.takeBack(t, first); err != nil {
			t.Fatal(err)
		}
		h.must(t, entered{amount: "40", allocations: []finance.Allocation{a.of("40")}})
		if err := h.undo(t, a); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "reversed", "0.00 - 40.00, 40.00")
	})
}

// TestHalfOfASetOffIsNotTakenBackAlone: money of 80 that settles a deal of 100 less what
// came back for 20 has no 100 to give back.
func TestHalfOfASetOffIsNotTakenBackAlone(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a, back := h.deal(t, h.party, "100"), h.deal(t, h.party, "-20")
		h.must(t, entered{amount: "80", allocations: []finance.Allocation{a.of("100"), back.of("-20")}})
		refused(t, "the deal", h.undo(t, a), h.settledBy)
		refused(t, "what came back", h.undo(t, back), h.settledBy)
		h.wantStanding(t, "as it was", "0.00 - 0.00, 80.00")
	})
}

// TestMoneyOfThousandsOfDocumentsIsTakenBack: more shares than one statement takes.
func TestMoneyOfThousandsOfDocumentsIsTakenBack(t *testing.T) {
	t.Parallel()
	const deals = 5600
	h := suppliers(setup(t))
	list := make([]finance.Allocation, deals)
	h.tx(t, func(ctx context.Context, tx *db.Tx) error {
		for i := range list {
			d := document{party: h.party, id: tx.NewID(), no: "D", amount: amount("1")}
			list[i] = d.of("1")
			if err := h.open(ctx, tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	id := h.must(t, entered{amount: "5600"})
	for part := range slices.Chunk(list, 500) {
		h.tx(t, func(ctx context.Context, tx *db.Tx) error { return h.allocate(ctx, tx, id, part) })
	}
	h.wantStanding(t, "settled", "0.00 - 0.00, 5600.00")
	if err := h.takeBack(t, id); err != nil {
		t.Fatal(err)
	}
	h.wantStanding(t, "taken back", "5600.00 - 0.00, 0.00")
}

func TestWhatIsOwedTheOtherWayIsGivenBackOrSetOff(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		deal, back := h.deal(t, h.party, "100"), h.deal(t, h.party, "-59")
		for name, e := range map[string]entered{
			"nothing chosen": {kind: "refund", amount: "-10"},
			"less than sent": {kind: "refund", amount: "-10", allocations: []finance.Allocation{back.of("-20")}},
		} {
			_, err := h.enter(t, e)
			refused(t, name, err, h.refundTotal)
		}
		_, err := h.enter(t, entered{kind: "settlement", amount: "0", allocations: []finance.Allocation{deal.of("10"), back.of("-20")}})
		refused(t, "two sides that differ", err, h.settlementTotal)

		refund := h.must(t, entered{kind: "refund", amount: "-9", allocations: []finance.Allocation{back.of("-9")}})
		set := h.must(t, entered{kind: "settlement", amount: "0", allocations: []finance.Allocation{deal.of("50"), back.of("-50")}})
		h.wantStanding(t, "given back and set off", "50.00 - 0.00, -9.00")
		refused(t, "the return taken back alone", h.undo(t, back), h.settledBy)
		for _, id := range []db.ID{refund, set} {
			if err := h.takeBack(t, id); err != nil {
				t.Fatal(err)
			}
		}
		h.wantStanding(t, "both taken back", "41.00 - 0.00, 0.00")
		if err := h.undo(t, back); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "the return taken back", "100.00 - 0.00, 0.00")
	})
}

func TestAnAdvanceComesBack(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		deal := h.deal(t, h.party, "100")
		part, whole := h.must(t, entered{amount: "130", allocations: []finance.Allocation{deal.of("100")}}), h.must(t, entered{amount: "50"})
		others := h.must(t, entered{party: h.another, amount: "9"})
		giveBack := func(v string, draws ...finance.Draw) (db.ID, error) {
			return h.enter(t, entered{kind: "refund", amount: "-" + v, draws: draws})
		}
		for name, c := range map[string]struct {
			amount string
			draw   finance.Draw
			field  string
			want   *fault.Error
		}{
			"more than is left":  {"30.01", draw(part, "30.01"), "advances[0].amount", h.left},
			"another's":          {"9", draw(others, "9"), "advances[0]." + h.key, h.other},
			"one that is absent": {"1", draw(4711, "1"), "advances[0]." + h.key, h.missing},
			"less than chosen":   {"1", draw(part, "2"), "allocations", h.refundTotal},
		} {
			_, err := giveBack(c.amount, c.draw)
			wantField(t, name, err, c.field, c.want)
		}
		refund, err := giveBack("70", draw(part, "30"), draw(whole, "40"))
		if err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "given back", "0.00 - 10.00, 119.00")
		refused(t, "reversing what was drawn on", h.takeBack(t, part), h.refunded)
		if err := h.takeBack(t, refund); err != nil {
			t.Fatal(err)
		}
		if err := h.takeBack(t, part); err != nil {
			t.Fatal(err)
		}
		h.wantStanding(t, "all taken back", "100.00 - 50.00, 59.00")
	})
}

// A job that books what happened on 1688 may run twice, and on several workers at once.
func TestMoneyOfASourceIsBookedOnce(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		a := h.deal(t, h.party, "100")
		e := entered{amount: "120", source: 99, excess: true, allocations: []finance.Allocation{a.of("120")}}
		ids := make([]db.ID, 6)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				id, err := h.enter(t, e)
				if err != nil {
					t.Error(err)
				}
				ids[i] = id
			})
		}
		wg.Wait()
		for _, id := range ids {
			if id == 0 || id != ids[0] {
				t.Errorf("booked as %v", ids)
				break
			}
		}
		h.wantStanding(t, "booked once", "0.00 - 20.00, 120.00")
		e.amount = "119"
		_, err := h.enter(t, e)
		refused(t, "another amount", err, h.source)
	})
}

// An item of another warehouse does not exist for a clerk of this one.
func TestItemsAreSettledWithinTheDataScope(t *testing.T) {
	t.Parallel()
	halves(t, func(t *testing.T, h *half) {
		away := document{party: h.party, id: h.DB.NewID(), no: "D9", amount: amount("10"), warehouse: 9}
		h.tx(t, func(ctx context.Context, tx *db.Tx) error { return h.open(ctx, tx, away) })
		mine := &tenant.DataScope{Warehouses: tenant.Limit{IDs: []db.ID{5}}, Shops: tenant.Limit{All: true}}
		_, err := h.enter(t, entered{amount: "10", allocations: []finance.Allocation{away.of("10")}, within: mine})
		refused(t, "an item out of sight", err, h.noItem)
		paid, free := h.must(t, entered{amount: "30", allocations: []finance.Allocation{away.of("10")}}), h.must(t, entered{amount: "5"})
		giveBack := func(from db.ID, v string) error {
			_, err := h.enter(t, entered{kind: "refund", amount: "-" + v, draws: []finance.Draw{draw(from, v)}, within: mine})
			return err
		}
		refused(t, "an advance out of sight", giveBack(paid, "20"), h.missing)
		if err := giveBack(free, "5"); err != nil {
			t.Errorf("an advance of nobody's in particular: %v", err)
		}
		h.verify(t)
	})
}
