package purchase_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// boxes lets the plain SKU be bought by the box of twelve and by the dozen boxes; it
// gives the units.
func (b *buyer) boxes(t *testing.T) (piece, box, pallet db.ID) {
	t.Helper()
	find := func() catalog.UnitGroup {
		groups, err := b.goods.UnitGroups(t.Context(), b.scope)
		if err != nil {
			t.Fatal(err)
		}
		return groups[slices.IndexFunc(groups, func(g catalog.UnitGroup) bool { return g.Units[0].Name == "卷" })]
	}
	g := find()
	edit := catalog.UnitGroupEdit{Name: g.Name, Version: g.Version, Units: []catalog.UnitInput{{Name: "箱", Num: 12, Den: 1}, {Name: "托", Num: 144, Den: 1}}}
	if err := b.goods.UpdateUnitGroup(t.Context(), b.scope, g.ID, edit); err != nil {
		t.Fatal(err)
	}
	for _, u := range find().Units {
		switch u.Name {
		case "箱":
			box = u.UnitID
		case "托":
			pallet = u.UnitID
		default:
			piece = u.UnitID
		}
	}
	return piece, box, pallet
}

func in(unit db.ID) func(*trade.LineInput) { return func(l *trade.LineInput) { l.UnitID = unit } }

// A part of an order is charged at the price of that order, in whatever unit it comes.
func TestAPartInAnotherUnitIsChargedAsOrdered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	piece, box, _ := b.boxes(t)
	a := b.make(t, b.input(of(b.plain, "10", "100", in(box))), purchase.ModeSubmit)
	b.receive(t, b.receipt(a, "1"))
	b.make(t, b.input(of(b.plain, "1", "130", in(box))), purchase.ModeSubmit)
	rest := b.receipt(a, "108")
	rest.Lines[0].UnitID = piece
	r := b.receive(t, rest)
	if r.Total != dec.MustAmount("900") || r.Lines[0].Price != dec.MustPrice("8.3333") {
		t.Errorf("the rest is charged %s at %s, want 900.00 at 8.3333", r.Total, r.Lines[0].Price)
	}
	// What comes beyond the order is charged in full.
	over := b.receipt(a, "12")
	over.Lines[0].UnitID, over.MayTakeMore, over.OverReason = piece, true, "多发一箱"
	if r := b.receive(t, over); r.Total != dec.MustAmount("100") {
		t.Errorf("a box more is charged %s", r.Total)
	}
	// A return of pieces gives back what the pieces were charged at.
	back := purchase.ReceiptInput{
		Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything,
		Lines: []purchase.ReceiptLineInput{{LineInput: of(b.plain, "9", "", in(box))}},
	}
	back.Lines[0].SourceLineID = r.Lines[0].ID
	if r := b.receive(t, back); r.Total != dec.MustAmount("900") {
		t.Errorf("all of it goes back for %s", r.Total)
	}
	b.verified(t)
}

// However an order with line discounts comes in parts, in units of any size, the goods
// are charged what was ordered, to the fen.
func TestPartsInAnyUnitAddUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	piece, box, pallet := b.boxes(t)
	units := map[db.ID]int64{piece: 1, box: 12, pallet: 144}
	rapid.Check(t, func(rt *rapid.T) {
		unit := rapid.SampledFrom([]db.ID{piece, box, pallet}).Draw(rt, "unit")
		l := of(b.plain, "1", "0", in(unit))
		*l.Price, l.Quantity = dec.Price(rapid.Int64Range(0, 30_000).Draw(rt, "price")*100), dec.QuantityFromInt(rapid.Int64Range(1, 30).Draw(rt, "q"))
		l.DiscountBPS = rapid.SampledFrom([]int64{0, 1, 333, 10_000}).Draw(rt, "disc")
		o, err := b.orders.Create(t.Context(), b.scope, b.input(l), purchase.ModeSubmit)
		if err != nil {
			rt.Fatal(err)
		}
		var total, discount dec.Amount
		for left := o.Lines[0].BaseQuantity; left > 0; {
			pieces, _ := left.Int()
			by := rapid.SampledFrom([]db.ID{piece, piece, box, pallet}).Filter(func(u db.ID) bool { return units[u] <= pieces }).Draw(rt, "by")
			part := dec.QuantityFromInt(rapid.Int64Range(1, pieces/units[by]).Draw(rt, "part"))
			next := b.receipt(o, part.String())
			next.Lines[0].UnitID = by
			r, err := b.orders.Receive(t.Context(), b.scope, next, true)
			if err != nil {
				rt.Fatal(err)
			}
			total, discount, left = total.Add(r.Total), discount.Add(r.Lines[0].Discount), left.Sub(r.Lines[0].BaseQuantity)
		}
		if total != o.Total || discount != o.Lines[0].Discount {
			rt.Fatalf("the parts are charged %s with a discount of %s, the order %s and %s", total, discount, o.Total, o.Lines[0].Discount)
		}
	})
	b.verified(t)
}

// Who may not comes by no goods and no money that the order does not say.
func TestMoreThanTheOrderSaysNeedsTheRight(t *testing.T) {
	t.Parallel()
	b := setup(t)
	order := b.input(of(b.red, "3", "10"))
	order.Freight = dec.MustAmount("6")
	o := b.make(t, order, purchase.ModeSubmit)
	fen := func(s string) *dec.Amount { a := dec.MustAmount(s); return &a }
	other := dec.MustPrice("9999")
	rate := int64(1300)
	for name, c := range map[string]struct {
		change func(*purchase.ReceiptInput)
		field  string
		want   error
	}{
		"price":         {func(in *purchase.ReceiptInput) { in.Lines[0].Price = &other }, "lines[0].price", purchase.ErrNotAgreed},
		"tax":           {func(in *purchase.ReceiptInput) { in.Lines[0].TaxRateBPS = &rate }, "lines[0].taxRateBps", purchase.ErrNotAgreed},
		"line discount": {func(in *purchase.ReceiptInput) { in.Lines[0].Discount = dec.MustAmount("1") }, "lines[0].discount", purchase.ErrNotAgreed},
		"line rate":     {func(in *purchase.ReceiptInput) { in.Lines[0].DiscountBPS = 100 }, "lines[0].discount", purchase.ErrNotAgreed},
		"freight":       {func(in *purchase.ReceiptInput) { in.Freight = fen("500") }, "freight", purchase.ErrNotAgreed},
		"fee":           {func(in *purchase.ReceiptInput) { in.OtherFee = fen("0.01") }, "otherFee", purchase.ErrNotAgreed},
		"discount":      {func(in *purchase.ReceiptInput) { in.Discount = fen("1") }, "discount", purchase.ErrNotAgreed},
		"rate":          {func(in *purchase.ReceiptInput) { in.DiscountBPS = 100 }, "discountBps", purchase.ErrNotAgreed},
		"another line": {func(in *purchase.ReceiptInput) {
			in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: of(b.red, "5", "10")})
		}, "lines[1].skuId", purchase.ErrNotOrdered},
	} {
		r := b.receipt(o, "3")
		c.change(&r)
		if _, err := b.orders.Receive(t.Context(), b.scope, r, true); !errors.Is(field(err, c.field), c.want) {
			t.Errorf("%s: got %v, want %v at %s", name, err, c.want, c.field)
		}
	}
	// What the order says may be said again.
	same := b.receipt(o, "1")
	price := dec.MustPrice("10")
	same.Lines[0].Price, same.Freight = &price, fen("2")
	b.receive(t, same)
	// Who may, may.
	free := b.receipt(o, "2")
	free.Lines[0].Price, free.Freight, free.MayReprice = &other, fen("0"), true
	if r := b.receive(t, free); r.Total != dec.MustAmount("19998") {
		t.Errorf("at another price it is charged %s", r.Total)
	}
	more := b.receipt(o, "1")
	more.Lines[0].SourceLineID, more.MayTakeMore = 0, true
	if _, err := b.orders.Receive(t.Context(), b.scope, more, true); !errors.Is(field(err, "lines[0].skuId"), purchase.ErrNotOrdered) {
		t.Errorf("a line of its own without a reason gave %v", err)
	}
	more.OverReason = "赠一件"
	if r := b.receive(t, more); r.Total != dec.MustAmount("10") {
		t.Errorf("a line of its own is charged %s", r.Total)
	}
	b.verified(t)
}

func TestThePurchaserReceivesAtTheAgreedPrice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	body := map[string]any{"mode": "post", "orderId": o.ID, "freight": "7", "lines": []any{map[string]any{"skuId": b.red, "quantity": "2", "price": "11", "sourceLineId": o.Lines[0].ID}}}
	got := b.Member(t, "buyer", tenant.RolePurchaser).Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if want := []string{"lines[0].price purchase_receipt.not_agreed", "freight purchase_receipt.not_agreed"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	both := b.Member(t, "both", tenant.RolePurchaser, tenant.RoleAccount)
	if got := both.Do(t, http.MethodPost, "/purchase-receipts", body).Want(t, http.StatusCreated, ""); got.Text("total") != "29.00" {
		t.Errorf("received %s", got.Body)
	}
}

// An order with terms of its own is paid when these say, whatever the supplier's are.
func TestTheOrderSaysWhenItIsDue(t *testing.T) {
	t.Parallel()
	b := setup(t)
	due := func(change func(*purchase.Input)) db.Date {
		input := b.input(of(b.red, "1", "10"))
		input.Date = "2026-11-02"
		change(&input)
		received := b.receipt(b.make(t, input, purchase.ModeSubmit), "1")
		received.Date = "2026-11-03"
		var day db.Date
		r := b.receive(t, received)
		b.query(t, "SELECT due_date FROM payable WHERE tenant_id = ? AND doc_id = ?", r.ID, &day)
		return day
	}
	if got := due(func(in *purchase.Input) { in.Terms, in.CreditDays = party.TermsCredit, 30 }); got != "2026-12-03" {
		t.Errorf("with 30 days it is due on %s", got)
	}
	s, err := b.party.Supplier(t.Context(), b.scope, b.supplier)
	if err != nil {
		t.Fatal(err)
	}
	s.Terms, s.PrepaidShare, s.CreditDays = party.TermsCredit, 0, 60
	if _, err := b.party.SaveSupplier(t.Context(), b.scope, *s); err != nil {
		t.Fatal(err)
	}
	if got := due(func(in *purchase.Input) { in.Terms = party.TermsReceipt }); got != "2026-11-03" {
		t.Errorf("payable on receipt it is due on %s", got)
	}
	if got := due(func(*purchase.Input) {}); got != "2027-01-02" {
		t.Errorf("on the supplier's terms it is due on %s", got)
	}
}

func TestAGiftAgreesOnNoPrice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.make(t, b.input(of(b.red, "10", "5"), of(b.red, "1", "0")), purchase.ModeSubmit)
	if o := b.make(t, b.input(of(b.red, "1", "")), purchase.ModeDraft); o.Lines[0].Price != dec.MustPrice("5") {
		t.Errorf("the next price is %s, want 5", o.Lines[0].Price)
	}
}
