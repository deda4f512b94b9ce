package purchase_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// charging stands for the orders on 1688: what they charge, by purchase order.
type charging struct {
	mu sync.Mutex
	of map[db.ID]purchase.Charged
}

func (c *charging) ChargedTx(_ context.Context, _ *db.Tx, order db.ID) (purchase.Charged, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[order], nil
}

func (c *charging) set(order db.ID, is purchase.Charged) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of[order] = is
}

func charge(t *testing.T, b *buyer) *charging {
	t.Helper()
	c := &charging{of: map[db.ID]purchase.Charged{}}
	b.orders.ConnectPlatform(c)
	return c
}

func TestAReceiptTakesWhat1688Charges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := charge(t, b)
	in := b.input(of(b.red, "3", "10"), of(b.blue, "2", "5.5"))
	in.Freight, in.OtherFee = dec.MustAmount("10"), dec.MustAmount("2")
	o := b.make(t, in, purchase.ModeSubmit)
	if d := b.Owner.Get(t, "/purchase-orders/"+o.ID.String()).Want(t, http.StatusOK, ""); d.At("charged") != nil {
		t.Errorf("no order on 1688, and it charges %v", d.At("charged"))
	}
	take := b.receipt(o, "1", "2")
	take.AsCharged = true
	if _, err := b.orders.Receive(t.Context(), b.scope, take, true); !errors.Is(field(err, "asCharged"), purchase.ErrNotCharged) {
		t.Errorf("without an order on 1688 it gave %v", err)
	}

	// 41.00 of goods, 3.30 off, freight 13.37 instead of 10.
	c.set(o.ID, purchase.Charged{Orders: 1, Goods: dec.MustAmount("41"), Freight: dec.MustAmount("13.37"), Total: dec.MustAmount("51.07")})
	d := b.Owner.Get(t, "/purchase-orders/"+o.ID.String()).Want(t, http.StatusOK, "")
	if d.Text("charged", "freight") != "13.37" || d.Text("charged", "discount") != "3.30" || d.Text("charged", "otherFee") != "2.00" || d.At("charged", "differs") != true {
		t.Errorf("it charges %v", d.At("charged"))
	}
	if clerk := b.Member(t, "clerk", tenant.RoleWarehouse); clerk.Get(t, "/purchase-orders/"+o.ID.String()).Want(t, http.StatusOK, "").At("charged") != nil {
		t.Error("who sees no costs sees what 1688 charges")
	}
	first := b.receive(t, take)
	if first.Freight != dec.MustAmount("6.85") || first.Discount != dec.MustAmount("1.69") || first.OtherFee != dec.MustAmount("1.03") {
		t.Errorf("the first part takes freight %s, discount %s, fees %s", first.Freight, first.Discount, first.OtherFee)
	}
	// The seller puts 1.20 on before the rest comes, which is known to nobody who sends a draft.
	c.set(o.ID, purchase.Charged{Orders: 1, Goods: dec.MustAmount("41"), Freight: dec.MustAmount("13.37"), Total: dec.MustAmount("55.57")})
	rest := b.receipt(o, "2", "")
	rest.AsCharged = true
	draft, err := b.orders.Receive(t.Context(), b.scope, rest, false)
	if err != nil {
		t.Fatal(err)
	}
	posted, err := b.orders.UpdateReceipt(t.Context(), b.scope, draft.ID, draft.Version, rest, true)
	if err != nil {
		t.Fatal(err)
	}
	if all := first.Total.Add(posted.Total); all != dec.MustAmount("57.57") { // with the 2.00 that are not 1688's
		t.Errorf("the parts are charged %s, want 57.57", all)
	}
	got := b.Owner.Get(t, "/purchase-receipts/"+posted.ID.String()).Want(t, http.StatusOK, "")
	if got.At("asCharged") != true {
		t.Errorf("the receipt does not say so: %s", got.Body)
	}
	// A reversed part takes nothing: the next takes all.
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, posted.ID, posted.Version); err != nil {
		t.Fatal(err)
	}
	if again := b.receive(t, rest); again.Total != posted.Total {
		t.Errorf("again it is charged %s, want %s", again.Total, posted.Total)
	}
	b.verified(t)
}

// A review takes what 1688 charges when it happens.
func TestAReviewTakesWhat1688Charges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := charge(t, b)
	b.policy(t, "stock_review", true)
	o := b.make(t, b.input(of(b.red, "4", "10")), purchase.ModeSubmit)
	c.set(o.ID, purchase.Charged{Orders: 1, Goods: dec.MustAmount("40"), Freight: dec.MustAmount("5"), Total: dec.MustAmount("45")})
	in := b.receipt(o, "4")
	in.AsCharged = true
	waits := b.receive(t, in)
	if waits.State != purchase.ReceiptSubmitted || waits.Total != dec.MustAmount("45") {
		t.Fatalf("it waits with %s as %s", waits.Total, waits.State)
	}
	c.set(o.ID, purchase.Charged{Orders: 1, Goods: dec.MustAmount("40"), Freight: dec.MustAmount("4"), Total: dec.MustAmount("44")})
	r, err := b.orders.ApproveReceipt(t.Context(), b.as(b.Member(t, "reviewer", tenant.RoleAccount)), waits.ID, waits.Version)
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != dec.MustAmount("44") {
		t.Errorf("approved, it is charged %s, want 44.00", r.Total)
	}
}

// However an order comes in parts, whatever of its charges the parts before took and
// whatever 1688 changed between: with the last part all that 1688 charges is taken, and of
// each part the shares of its lines add up to its freight and fees.
func TestPartsTakeAllThat1688Charges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := charge(t, b)
	skus := []db.ID{b.red, b.blue, b.plain}
	rapid.Check(t, func(rt *rapid.T) {
		fen := func(most int64, label string) dec.Amount {
			return dec.AmountFromFen(rapid.Int64Range(0, most).Draw(rt, label))
		}
		in := b.input()
		for i := range rapid.IntRange(1, 3).Draw(rt, "lines") {
			l := of(skus[i], "1", "0")
			l.Quantity = dec.QuantityFromInt(rapid.Int64Range(1, 20).Draw(rt, "quantity"))
			*l.Price = dec.Price(rapid.Int64Range(1, 5_000).Draw(rt, "price") * 100)
			l.DiscountBPS = rapid.SampledFrom([]int64{0, 250}).Draw(rt, "off")
			in.Lines = append(in.Lines, l)
		}
		in.Freight, in.OtherFee = fen(3_000, "freight"), fen(500, "fee")
		o, err := b.orders.Create(t.Context(), b.scope, in, purchase.ModeSubmit)
		if err != nil {
			rt.Fatal(err)
		}
		var goods, settled dec.Amount
		left := make([]int64, len(o.Lines))
		for i := range o.Lines {
			goods, settled = goods.Add(o.Lines[i].Amount).Add(o.Lines[i].Discount), settled.Add(o.Lines[i].Amount)
			left[i], _ = o.Lines[i].BaseQuantity.Int()
		}
		var charged purchase.Charged
		reprice := func() {
			charged = purchase.Charged{Orders: 1, Goods: goods, Freight: fen(3_000, "1688 freight")}
			change := fen(settled.Fen()/20, "change")
			if rapid.Bool().Draw(rt, "cheaper") {
				change = change.Neg()
			}
			charged.Total = settled.Add(change).Add(charged.Freight)
			c.set(o.ID, charged)
		}
		reprice()
		var total dec.Amount
		clipped := false
		for last := false; !last; {
			part, sum := make([]string, len(left)), int64(0)
			for i := range left {
				n := rapid.Int64Range(0, left[i]).Draw(rt, "part")
				left[i] -= n
				if n > 0 {
					part[i] = dec.QuantityFromInt(n).String()
				}
				sum += n
			}
			if sum == 0 {
				continue
			}
			last = true
			for _, n := range left {
				last = last && n == 0
			}
			next := b.receipt(o, part...)
			next.AsCharged = last || rapid.Bool().Draw(rt, "as charged")
			if rapid.IntRange(0, 3).Draw(rt, "reprice") == 0 {
				reprice()
			}
			r, err := b.orders.Receive(t.Context(), b.scope, next, true)
			if err != nil {
				rt.Fatal(err)
			}
			var landed dec.Amount
			for i := range r.Lines {
				landed = landed.Add(r.Lines[i].Landed)
			}
			if landed != r.Freight.Add(r.OtherFee) {
				rt.Fatalf("the lines bear %s of %s", landed, r.Freight.Add(r.OtherFee))
			}
			total, clipped = total.Add(r.Total), last && r.Total == landed // no discount is larger than its goods
		}
		if want := charged.Total.Add(o.OtherFee); total != want && !clipped {
			rt.Fatalf("the parts are charged %s, 1688 charges %s", total, want)
		}
	})
	b.verified(t)
}
