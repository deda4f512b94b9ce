package purchase_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

func (b *buyer) reverse(t *testing.T, r *purchase.Receipt) {
	t.Helper()
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
		t.Fatal(err)
	}
}

// What receipts took of an order is what they took: one that was taken back took nothing,
// and what was entered otherwise is not charged again.
func TestPartsFollowWhatWasTaken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	order := func(quantity, freight, discount string) *purchase.Order {
		in := b.input(of(b.red, quantity, "10"))
		in.Freight, in.Discount = dec.MustAmount(freight), dec.MustAmount(discount)
		return b.make(t, in, purchase.ModeSubmit)
	}

	o := order("3", "0.02", "0.02")
	list := []*purchase.Receipt{b.receive(t, b.receipt(o, "1")), b.receive(t, b.receipt(o, "1")), b.receive(t, b.receipt(o, "1"))}
	b.reverse(t, list[1])
	again := b.receive(t, b.receipt(o, "1"))
	if f, d := list[0].Freight.Add(list[2].Freight).Add(again.Freight), list[0].Discount.Add(list[2].Discount).Add(again.Discount); f != o.Freight || d != o.Discount {
		t.Errorf("received again: freight %s, discount %s of 0.02 each", f, d)
	}

	// Five more than ordered came; then the ten were taken back, and ten came.
	o = order("10", "10", "6")
	ten := b.receive(t, b.receipt(o, "10"))
	more := b.receipt(o, "5")
	more.MayTakeMore, more.OverReason = true, "多发"
	five := b.receive(t, more)
	b.reverse(t, ten)
	more = b.receipt(o, "10")
	more.MayTakeMore, more.OverReason = true, "多发"
	ten = b.receive(t, more)
	if f, d := five.Freight.Add(ten.Freight), five.Discount.Add(ten.Discount); f != o.Freight || d != o.Discount || ten.Total.Add(five.Total) != dec.MustAmount("154") {
		t.Errorf("over: freight %s, discount %s, owed %s and %s", f, d, five.Total, ten.Total)
	}

	// The first parcel was charged the freight of all.
	o = order("10", "10", "0")
	all := b.receipt(o, "5")
	all.MayReprice, all.Freight = true, &o.Freight
	b.receive(t, all)
	if rest := b.receive(t, b.receipt(o, "5")); rest.Freight != 0 {
		t.Errorf("the rest is charged a freight of %s again", rest.Freight)
	}
	// The first was charged none: it comes with the rest.
	o = order("10", "10", "0")
	none := b.receipt(o, "5")
	none.MayReprice, none.Freight = true, new(dec.Amount)
	b.receive(t, none)
	if rest := b.receive(t, b.receipt(o, "5")); rest.Freight != o.Freight {
		t.Errorf("the rest is charged a freight of %s, want all of it", rest.Freight)
	}
	b.verified(t)
}

// Whatever comes, is taken back and comes again, in whatever units: at the end the goods,
// their discounts, freight and fees are those of the order, to the fen.
func TestPartsAddUpThroughReversals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	piece, box, _ := b.boxes(t)
	rapid.Check(t, func(rt *rapid.T) {
		l := of(b.plain, "1", "0", in(box))
		*l.Price, l.Quantity = dec.Price(rapid.Int64Range(100, 30_000).Draw(rt, "price")*100), dec.QuantityFromInt(rapid.Int64Range(1, 3).Draw(rt, "q"))
		l.DiscountBPS = rapid.SampledFrom([]int64{0, 333}).Draw(rt, "disc")
		input := b.input(l)
		input.Freight, input.OtherFee = dec.AmountFromFen(rapid.Int64Range(0, 50).Draw(rt, "freight")), dec.AmountFromFen(rapid.Int64Range(0, 5).Draw(rt, "fee"))
		o, err := b.orders.Create(t.Context(), b.scope, input, purchase.ModeSubmit)
		if err != nil {
			rt.Fatal(err)
		}
		var standing []*purchase.Receipt
		left := o.Lines[0].BaseQuantity
		back := 0
		for left > 0 {
			if len(standing) > 0 && back < 3 && rapid.IntRange(0, 2).Draw(rt, "back") == 0 {
				i := rapid.IntRange(0, len(standing)-1).Draw(rt, "which")
				r := standing[i]
				if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); err != nil {
					rt.Fatal(err)
				}
				standing, left = append(standing[:i:i], standing[i+1:]...), left.Add(r.Lines[0].BaseQuantity)
				back++
				continue
			}
			pieces, _ := left.Int()
			next := b.receipt(o, dec.QuantityFromInt(rapid.Int64Range(1, pieces).Draw(rt, "part")).String())
			next.Lines[0].UnitID = piece
			r, err := b.orders.Receive(t.Context(), b.scope, next, true)
			if err != nil {
				rt.Fatal(err)
			}
			standing, left = append(standing, r), left.Sub(r.Lines[0].BaseQuantity)
		}
		var total, discount, freight, fee dec.Amount
		for _, r := range standing {
			total, discount = total.Add(r.Total), discount.Add(r.Lines[0].Discount)
			freight, fee = freight.Add(r.Freight), fee.Add(r.OtherFee)
		}
		if total != o.Total || discount != o.Lines[0].Discount || freight != o.Freight || fee != o.OtherFee {
			rt.Fatalf("charged %s, discount %s, freight %s, fee %s; ordered for %s, %s, %s, %s", total, discount, freight, fee, o.Total, o.Lines[0].Discount, o.Freight, o.OtherFee)
		}
	})
	b.verified(t)
}

// What went back of a receipt in parts, one of them taken back, is what came.
func TestReturnsAddUpThroughReversals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "3", "0.3333"))
	in.Discount = dec.MustAmount("0.02")
	r := b.receive(t, b.receipt(b.make(t, in, purchase.ModeSubmit), "3"))
	one := func() *purchase.Receipt {
		back := purchase.ReceiptInput{Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything, Lines: []purchase.ReceiptLineInput{{LineInput: of(b.red, "1", "")}}}
		back.Lines[0].SourceLineID = r.Lines[0].ID
		return b.receive(t, back)
	}
	list := []*purchase.Receipt{one(), one(), one()}
	b.reverse(t, list[1])
	again := one()
	if sum := list[0].Total.Add(list[2].Total).Add(again.Total); sum != r.Total {
		t.Errorf("returned for %s of %s", sum, r.Total)
	}
	b.verified(t)
}
