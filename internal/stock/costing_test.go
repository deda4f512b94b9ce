package stock

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

func qty(s string) dec.Quantity { return dec.MustQuantity(s) }
func cost(s string) dec.Cost    { return dec.MustCost(s) }

// step is one act on a pool, and what the pool must be afterwards.
type step struct {
	act          string // receive, takeBack, issue, issueAt, late
	quantity     string
	value        string // in; empty where the rule works it out
	moved        string // the value that moved, without sign
	trueUp       string // sum of the true-ups; empty for none
	wantQ, wantV string
	undone       int // number of the step whose issue this one takes back
}

func runSteps(t *testing.T, steps []step) pool {
	t.Helper()
	var p pool
	for i, st := range steps {
		var moved, trueUp dec.Cost
		var err error
		of := provisional{id: db.ID(i + 1), docID: db.ID(i + 1), lineID: db.ID(i + 1)}
		switch q := qty(st.quantity); st.act {
		case "receive":
			moved = cost(st.value)
			var settled []settlement
			settled, err = p.receive(q, moved, db.ID(st.undone))
			for _, s := range settled {
				trueUp = trueUp.Add(s.trueUp)
			}
		case "takeBack":
			moved, err = p.takeBack(q, db.ID(st.undone))
		case "issue":
			moved, err = p.issue(q, of)
		case "issueAt":
			moved, err = p.issueAt(q, cost(st.value), of)
		case "late":
			moved, err = p.lateCost(cost(st.value), q, q)
		default:
			t.Fatalf("unknown act %q", st.act)
		}
		if err != nil {
			t.Fatalf("step %d %s %s: %v", i+1, st.act, st.quantity, err)
		}
		want := st.trueUp
		if want == "" {
			want = "0"
		}
		if moved != cost(st.moved) || trueUp != cost(want) || p.quantity != qty(st.wantQ) || p.value != cost(st.wantV) {
			t.Fatalf("step %d %s %s: moved %s, true-up %s, pool %s worth %s; want %s, %s, %s worth %s", i+1, st.act, st.quantity,
				moved, trueUp, p.quantity, p.value, st.moved, want, st.wantQ, st.wantV)
		}
		checkPool(t.Fatalf, &p)
	}
	return p
}

func checkPool(fail func(string, ...any), p *pool) {
	var open dec.Quantity
	var value dec.Cost
	for _, o := range p.open {
		if o.quantity <= 0 || o.value < 0 {
			fail("open issue of %s worth %s", o.quantity, o.value)
		}
		open, value = open.Add(o.quantity), value.Add(o.value)
	}
	switch {
	case p.quantity == 0 && p.value != 0:
		fail("nothing left but worth %s", p.value)
	case p.quantity > 0 && p.value < 0:
		fail("%s worth %s", p.quantity, p.value)
	case p.quantity >= 0 && len(p.open) > 0:
		fail("%d open issues at %s on hand", len(p.open), p.quantity)
	case p.quantity < 0 && (open != p.quantity.Neg() || value != p.value.Neg()):
		fail("open issues %s worth %s, pool %s worth %s", open, value, p.quantity, p.value)
	case p.lastCost < 0:
		fail("last cost %s", p.lastCost)
	}
}

// Each golden case is a defect that users reported of another system.
func TestGolden(t *testing.T) {
	t.Parallel()
	tests := map[string][]step{
		"receipt after negative stock leaves 18 at 3.30 worth 59.40, not 66.00": {
			{act: "receive", quantity: "10", value: "30", moved: "30", wantQ: "10", wantV: "30"},
			{act: "issue", quantity: "12", moved: "36", wantQ: "-2", wantV: "-6"},
			{act: "receive", quantity: "20", value: "66", moved: "66", trueUp: "0.6", wantQ: "18", wantV: "59.4"},
		},
		"the rate blends with what is on hand, the incoming rate does not replace it": {
			{act: "receive", quantity: "10", value: "20", moved: "20", wantQ: "10", wantV: "20"},
			{act: "receive", quantity: "10", value: "40", moved: "40", wantQ: "20", wantV: "60"},
			{act: "issue", quantity: "1", moved: "3", wantQ: "19", wantV: "57"},
		},
		"a price change after delivery never makes the cost negative": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "issue", quantity: "9", moved: "90", wantQ: "1", wantV: "10"},
			// The bill says 15 less apiece: one piece is left to take it, and it is worth 10.
			{act: "late", quantity: "10", value: "-150", moved: "-10", wantQ: "1", wantV: "0"},
			{act: "receive", quantity: "1", value: "10", moved: "10", wantQ: "2", wantV: "10"},
		},
		"tiny prices are not rounded to zero": {
			{act: "receive", quantity: "1000", value: "0.1", moved: "0.1", wantQ: "1000", wantV: "0.1"},
			{act: "issue", quantity: "1", moved: "0.0001", wantQ: "999", wantV: "0.0999"},
			{act: "issue", quantity: "0.5", moved: "0.00005", wantQ: "998.5", wantV: "0.09985"},
		},
		"no cent is left with zero quantity": {
			{act: "receive", quantity: "3", value: "10", moved: "10", wantQ: "3", wantV: "10"},
			{act: "issue", quantity: "1", moved: "3.333333", wantQ: "2", wantV: "6.666667"},
			{act: "issue", quantity: "1", moved: "3.333334", wantQ: "1", wantV: "3.333333"},
			{act: "issue", quantity: "1", moved: "3.333333", wantQ: "0", wantV: "0"},
		},
		"revaluing an empty product does not change future cost": {
			{act: "receive", quantity: "5", value: "50", moved: "50", wantQ: "5", wantV: "50"},
			{act: "issue", quantity: "5", moved: "50", wantQ: "0", wantV: "0"},
			{act: "late", quantity: "5", value: "100", moved: "0", wantQ: "0", wantV: "0"},
			{act: "issue", quantity: "1", moved: "10", wantQ: "-1", wantV: "-10"},
			{act: "receive", quantity: "2", value: "22", moved: "22", trueUp: "1", wantQ: "1", wantV: "11"},
		},
		"a purchase return never makes the value negative with goods left": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "receive", quantity: "10", value: "1", moved: "1", wantQ: "20", wantV: "101"},
			{act: "issue", quantity: "15", moved: "75.75", wantQ: "5", wantV: "25.25"},
			// Four at their origin cost of 10 would leave one piece worth −14.75.
			{act: "issueAt", quantity: "4", value: "40", moved: "20.2", wantQ: "1", wantV: "5.05"},
		},
		"a purchase return leaves at its origin cost when it can": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "receive", quantity: "10", value: "200", moved: "200", wantQ: "20", wantV: "300"},
			{act: "issueAt", quantity: "10", value: "200", moved: "200", wantQ: "10", wantV: "100"},
		},
		"the last pieces leave with all the value whatever their origin cost": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "issueAt", quantity: "10", value: "90", moved: "100", wantQ: "0", wantV: "0"},
		},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runSteps(t, steps)
		})
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	tests := map[string][]step{
		"an issue without any known cost is booked at zero and trued up in full": {
			{act: "issue", quantity: "3", moved: "0", wantQ: "-3", wantV: "0"},
			{act: "receive", quantity: "3", value: "9.99", moved: "9.99", trueUp: "9.99", wantQ: "0", wantV: "0"},
		},
		"the uncovered part is booked at the rate of the covered part": {
			{act: "receive", quantity: "3", value: "10", moved: "10", wantQ: "3", wantV: "10"},
			{act: "issue", quantity: "4", moved: "13.333333", wantQ: "-1", wantV: "-3.333333"},
		},
		"open issues are settled oldest first, each with its own true-up": {
			{act: "receive", quantity: "1", value: "2", moved: "2", wantQ: "1", wantV: "2"},
			{act: "issue", quantity: "3", moved: "6", wantQ: "-2", wantV: "-4"},
			{act: "receive", quantity: "1", value: "5", moved: "5", trueUp: "3", wantQ: "-1", wantV: "-2"},
			{act: "issue", quantity: "1", moved: "5", wantQ: "-2", wantV: "-7"},
			{act: "receive", quantity: "5", value: "20", moved: "20", trueUp: "1", wantQ: "3", wantV: "12"},
		},
		"a cheaper receipt gives a negative true-up": {
			{act: "receive", quantity: "1", value: "10", moved: "10", wantQ: "1", wantV: "10"},
			{act: "issue", quantity: "2", moved: "20", wantQ: "-1", wantV: "-10"},
			{act: "receive", quantity: "2", value: "16", moved: "16", trueUp: "-2", wantQ: "1", wantV: "8"},
		},
		"a customer's return comes in at the current cost": {
			{act: "receive", quantity: "10", value: "33", moved: "33", wantQ: "10", wantV: "33"},
			{act: "takeBack", quantity: "2", moved: "6.6", wantQ: "12", wantV: "39.6"},
		},
		"a return to empty stock comes in at the last positive cost": {
			{act: "receive", quantity: "4", value: "10", moved: "10", wantQ: "4", wantV: "10"},
			{act: "issue", quantity: "4", moved: "10", wantQ: "0", wantV: "0"},
			{act: "takeBack", quantity: "2", moved: "5", wantQ: "2", wantV: "5"},
		},
		"a return while stock is below zero undoes open issues without a true-up": {
			{act: "receive", quantity: "1", value: "7", moved: "7", wantQ: "1", wantV: "7"},
			{act: "issue", quantity: "3", moved: "21", wantQ: "-2", wantV: "-14"},
			{act: "takeBack", quantity: "3", moved: "21", wantQ: "1", wantV: "7"},
		},
		"late freight splits by what is still on hand": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "issue", quantity: "6", moved: "60", wantQ: "4", wantV: "40"},
			{act: "late", quantity: "10", value: "5", moved: "2", wantQ: "4", wantV: "42"},
		},
		"goods at zero cost stay at zero": {
			{act: "receive", quantity: "5", value: "0", moved: "0", wantQ: "5", wantV: "0"},
			{act: "issue", quantity: "2", moved: "0", wantQ: "3", wantV: "0"},
			{act: "receive", quantity: "3", value: "6", moved: "6", wantQ: "6", wantV: "6"},
		},
		"taking an issue back settles its own open part, not the oldest": {
			{act: "receive", quantity: "1", value: "2", moved: "2", wantQ: "1", wantV: "2"},
			{act: "issue", quantity: "3", moved: "6", wantQ: "-2", wantV: "-4"},
			{act: "receive", quantity: "1", value: "5", moved: "5", trueUp: "3", wantQ: "-1", wantV: "-2"},
			{act: "issue", quantity: "1", moved: "5", wantQ: "-2", wantV: "-7"},
			{act: "receive", quantity: "1", value: "5", moved: "5", undone: 4, wantQ: "-1", wantV: "-2"},
		},
		"the last cost is that of all there is, not of the last receipt": {
			{act: "receive", quantity: "10", value: "20", moved: "20", wantQ: "10", wantV: "20"},
			{act: "receive", quantity: "10", value: "40", moved: "40", wantQ: "20", wantV: "60"},
			{act: "issue", quantity: "20", moved: "60", wantQ: "0", wantV: "0"},
			{act: "issue", quantity: "1", moved: "3", wantQ: "-1", wantV: "-3"},
		},
		"beside goods of no value a return comes in at the last cost": {
			{act: "receive", quantity: "1", value: "5", moved: "5", wantQ: "1", wantV: "5"},
			{act: "issue", quantity: "1", moved: "5", wantQ: "0", wantV: "0"},
			{act: "receive", quantity: "2", value: "0", moved: "0", wantQ: "2", wantV: "0"},
			{act: "takeBack", quantity: "1", moved: "5", wantQ: "3", wantV: "5"},
		},
		"the uncovered part is a share of the value, not a multiple of a rounded cost": {
			{act: "receive", quantity: "3", value: "10", moved: "10", wantQ: "3", wantV: "10"},
			{act: "issue", quantity: "6", moved: "20", wantQ: "-3", wantV: "-10"},
		},
		"what a purchase return leaves tells the last cost": {
			{act: "receive", quantity: "10", value: "100", moved: "100", wantQ: "10", wantV: "100"},
			{act: "receive", quantity: "10", value: "200", moved: "200", wantQ: "20", wantV: "300"},
			{act: "issueAt", quantity: "10", value: "200", moved: "200", wantQ: "10", wantV: "100"},
			{act: "issue", quantity: "10", moved: "100", wantQ: "0", wantV: "0"},
			{act: "issue", quantity: "1", moved: "10", wantQ: "-1", wantV: "-10"},
		},
		"a receipt that only settles tells the last cost": {
			{act: "receive", quantity: "1", value: "2", moved: "2", wantQ: "1", wantV: "2"},
			{act: "issue", quantity: "2", moved: "4", wantQ: "-1", wantV: "-2"},
			{act: "receive", quantity: "1", value: "7", moved: "7", trueUp: "5", wantQ: "0", wantV: "0"},
			{act: "issue", quantity: "1", moved: "7", wantQ: "-1", wantV: "-7"},
		},
		"reversing a receipt that settled open issues opens them again": {
			{act: "receive", quantity: "2", value: "6", moved: "6", wantQ: "2", wantV: "6"},
			{act: "issue", quantity: "4", moved: "12", wantQ: "-2", wantV: "-6"},
			{act: "receive", quantity: "20", value: "66", moved: "66", trueUp: "0.6", wantQ: "18", wantV: "59.4"},
			{act: "issueAt", quantity: "20", value: "66", moved: "66", wantQ: "-2", wantV: "-6.6"},
		},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runSteps(t, steps)
		})
	}
}

// TestNothingIsCreatedOrLost runs random acts: what came in equals what went
// out, was trued up, and is still there; and the invariants always hold.
func TestNothingIsCreatedOrLost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p pool
		var balance dec.Cost
		for i := range rapid.IntRange(1, 40).Draw(t, "acts") {
			q := dec.Quantity(rapid.Int64Range(1, 50_000).Draw(t, "quantity")) * 100
			v := dec.Cost(rapid.Int64Range(0, 1_000_000_000).Draw(t, "value"))
			of := provisional{id: db.ID(i + 1), docID: db.ID(i + 1)}
			undone := db.ID(rapid.IntRange(0, i).Draw(t, "undone"))
			var err error
			var moved dec.Cost
			switch rapid.IntRange(0, 4).Draw(t, "act") {
			case 0:
				var settled []settlement
				settled, err = p.receive(q, v, undone)
				moved = v
				for _, s := range settled {
					moved = moved.Sub(s.trueUp)
				}
			case 1:
				moved, err = p.takeBack(q, undone)
			case 2:
				moved, err = p.issue(q, of)
				moved = moved.Neg()
			case 3:
				moved, err = p.issueAt(q, v, of)
				moved = moved.Neg()
			case 4:
				moved, err = p.lateCost(v.Sub(dec.Cost(500_000_000)), q, q)
			}
			if err != nil {
				t.Fatal(err)
			}
			balance = balance.Add(moved)
			if balance != p.value {
				t.Fatalf("moves add up to %s, the pool is worth %s", balance, p.value)
			}
			checkPool(t.Fatalf, &p)
		}
	})
}
