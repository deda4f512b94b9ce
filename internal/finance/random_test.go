package finance_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
)

// Whatever is entered in whatever order, the books add up; when all of the money is taken
// back, none is left; and the same things entered on either side come to the same.
func TestWhateverIsEnteredTheBooksAddUp(t *testing.T) {
	t.Parallel()
	stood := make(chan []string, 2)
	t.Cleanup(func() {
		if len(stood) < 2 {
			return // a side failed before it began
		}
		if one, other := <-stood, <-stood; !slices.Equal(one, other) {
			t.Errorf("the sides differ:\n%v\n%v", one, other)
		}
	})
	halves(t, func(t *testing.T, h *half) {
		var stands []string
		defer func() { stood <- stands }()
		c := &chance{half: h, r: rand.New(rand.NewPCG(1123, 2202))} //nolint:gosec // the same sequence every time
		refusals := 0
		for step := range 200 {
			if err := c.step(t); err != nil {
				if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Conflict && kind != fault.NotFound {
					t.Fatalf("step %d: %v", step, err)
				}
				refusals++
			}
			if step%20 == 0 {
				h.verify(t)
				stands = append(stands, h.stands(t))
			}
		}
		if refusals < 20 || refusals > 180 {
			t.Errorf("%d of 200 steps were refused: too little is tried", refusals)
		}
		h.verify(t)
		// What was drawn on comes after what drew on it.
		for _, id := range slices.Backward(c.money) {
			if err := h.takeBack(t, id); err != nil {
				t.Errorf("taking back in the end: %v", err)
			}
		}
		if got := h.stands(t); !strings.HasSuffix(got, " - 0.00, 0.00") {
			t.Errorf("after all was taken back: %s", got)
		}
		h.verify(t)
	})
}

// chance enters things at random.
type chance struct {
	*half
	r     *rand.Rand
	docs  []document
	money []db.ID // not taken back
}

// amount is up to 100, with a sign that is mostly plus.
func (c *chance) amount() dec.Amount {
	a := dec.AmountFromFen(c.r.Int64N(10_000) + 1)
	if c.r.IntN(4) == 0 {
		return a.Neg()
	}
	return a
}

func (c *chance) allocation() finance.Allocation {
	if len(c.docs) == 0 {
		return finance.Allocation{DocID: 1, Amount: amount("0.01")}
	}
	return finance.Allocation{DocID: c.docs[c.r.IntN(len(c.docs))].id, Amount: c.amount()}
}

func (c *chance) some() db.ID {
	if len(c.money) == 0 {
		return 1
	}
	return c.money[c.r.IntN(len(c.money))]
}

func (c *chance) step(t *testing.T) error {
	t.Helper()
	enter := func(e entered) error {
		id, err := c.enter(t, e)
		if err == nil {
			c.money = append(c.money, id)
		}
		return err
	}
	switch c.r.IntN(9) {
	case 0, 1:
		c.docs = append(c.docs, c.deal(t, c.party, c.amount().String()))
		return nil
	case 2, 3:
		return enter(entered{amount: c.amount().Abs().String(), excess: c.r.IntN(2) == 0, allocations: []finance.Allocation{c.allocation(), c.allocation()}})
	case 4:
		back := c.allocation()
		return enter(entered{kind: "refund", amount: back.Amount.Abs().Neg().String(), allocations: []finance.Allocation{{DocID: back.DocID, Amount: back.Amount.Abs().Neg()}}})
	case 5:
		back := finance.Draw{ReceiptID: c.some(), Amount: c.amount().Abs()}
		return enter(entered{kind: "refund", amount: back.Amount.Neg().String(), draws: []finance.Draw{back}})
	case 6:
		one, two := c.allocation(), c.allocation()
		two.Amount = one.Amount.Neg()
		return enter(entered{kind: "settlement", amount: "0", allocations: []finance.Allocation{one, two}})
	case 7:
		return c.DB.InTx(t.Context(), c.Scope(), func(ctx context.Context, tx *db.Tx) error {
			return c.allocate(ctx, tx, c.some(), []finance.Allocation{c.allocation()})
		})
	default:
		if c.r.IntN(2) == 0 && len(c.docs) > 0 {
			return c.undo(t, c.docs[c.r.IntN(len(c.docs))])
		}
		id := c.some()
		err := c.takeBack(t, id)
		if err == nil {
			c.money = slices.DeleteFunc(c.money, func(m db.ID) bool { return m == id })
		}
		return err
	}
}
