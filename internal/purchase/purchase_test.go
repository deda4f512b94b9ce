package purchase_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// buyer is an account set with goods and two suppliers; the other set has the same.
type buyer struct {
	*apitest.World
	orders  *purchase.Service
	party   *party.Service
	goods   *catalog.Service
	stock   *stock.Service
	finance *finance.Service
	scope   db.Scope

	supplier, other  db.ID
	red, blue, plain db.ID // SKUs
	account          db.ID
}

// accounts stands for the 1688 side: it knows one account that may buy.
type accounts struct{ id db.ID }

func (a accounts) MayBuyTx(_ context.Context, _ *db.Tx, id db.ID) (bool, error) {
	return id == a.id, nil
}

func setup(t *testing.T) *buyer {
	t.Helper()
	b := &buyer{}
	b.World = apitest.New(t, func(w *apitest.World) {
		b.party = party.New(w.DB)
		b.goods = catalog.New(w.DB, b.party, t.TempDir())
		b.finance = finance.New(w.DB, b.party)
		b.stock = stock.New(w.DB, b.goods, b.finance)
		b.orders = purchase.New(w.DB, b.party, b.goods, b.stock, b.finance)
		b.orders.Register(w.API)
		b.party.UsedBySupplier(purchase.UsedSuppliersTx)
		b.party.Register(w.API)
		approval.New(w.DB).Register(w.API)
	})
	b.fill(t, b.OtherScope()) // a look-alike, so that a missing filter shows
	b.fill(t, b.Scope())
	b.account = b.DB.NewID()
	b.orders.Connect(accounts{b.account})
	return b
}

func (b *buyer) fill(t *testing.T, sc db.Scope) {
	t.Helper()
	b.scope = sc
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		out, err := b.goods.ImportTx(ctx, tx, []catalog.ImportProduct{
			{
				Source: catalog.Source{Shop: 1, Ref: "1"}, Code: "T1", Name: "短袖T恤", Unit: "件", Attributes: []string{"颜色"},
				SKUs: []catalog.ImportSKU{{Ref: "11", Code: "T1-R", Values: []string{"红色"}}, {Ref: "12", Code: "T1-B", Values: []string{"蓝色"}}},
			},
			{Source: catalog.Source{Shop: 1, Ref: "2"}, Code: "P1", Name: "透明胶带", Unit: "卷", SKUs: []catalog.ImportSKU{{}}},
		})
		if err == nil {
			b.red, b.blue, b.plain = out[0].SKUs[0].ID, out[0].SKUs[1].ID, out[1].SKUs[0].ID
		}
		return err
	})
	for _, s := range []struct {
		id   *db.ID
		made party.Supplier
	}{
		{&b.supplier, party.Supplier{Card: party.Card{Name: "义乌小商品", Active: true}, Terms: party.TermsShare, PrepaidShare: dec.MustQuantity("30"), LoginID: "yiwu88"}},
		{&b.other, party.Supplier{Card: party.Card{Name: "广州皮具", Active: true}}},
	} {
		made, err := b.party.SaveSupplier(t.Context(), sc, s.made)
		if err != nil {
			t.Fatal(err)
		}
		*s.id = made.ID
	}
}

func (b *buyer) tx(t *testing.T, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := b.DB.InTx(t.Context(), b.scope, fn); err != nil {
		t.Fatal(err)
	}
}

func of(sku db.ID, quantity, price string, change ...func(*trade.LineInput)) trade.LineInput {
	l := trade.LineInput{SKUID: sku, Quantity: dec.MustQuantity(quantity)}
	if price != "" {
		p := dec.MustPrice(price)
		l.Price = &p
	}
	for _, f := range change {
		f(&l)
	}
	return l
}

func (b *buyer) input(lines ...trade.LineInput) purchase.Input {
	return purchase.Input{SupplierID: b.supplier, Lines: lines, Within: tenant.Everything}
}

func (b *buyer) make(t *testing.T, in purchase.Input, mode purchase.Mode) *purchase.Order {
	t.Helper()
	o, err := b.orders.Create(t.Context(), b.scope, in, mode)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// needs sets the approvals of purchase orders, by amount.
func (b *buyer) needs(t *testing.T, rules ...approval.Rule) {
	t.Helper()
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := approval.PolicyTx(ctx, tx, approval.PurchaseOrder)
		if err != nil {
			return err
		}
		_, err = approval.SetTx(ctx, tx, approval.Policy{DocType: approval.PurchaseOrder, Rules: rules, Version: p.Version})
		return err
	})
}

func rule(from string, levels int64) approval.Rule {
	return approval.Rule{From: dec.MustAmount(from), Levels: levels}
}

// as is the scope of another person of the set.
func (b *buyer) as(p *apitest.Person) db.Scope {
	sc := b.scope
	sc.Actor = db.Actor{Kind: "user", UserID: p.ID, Name: "同事"}
	return sc
}

func field(err error, path string) *fault.Error {
	if e := fault.As(err); e != nil {
		for _, f := range e.Fields {
			if f.Path == path {
				return f.Err
			}
		}
	}
	return nil
}

func TestAnOrderWithoutApprovalsStandsAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := b.input(of(b.red, "10", "20"), of(b.plain, "3", "0.3333"))
	in.Freight, in.OtherFee, in.Discount, in.Date = dec.MustAmount("8"), dec.MustAmount("1.5"), dec.MustAmount("1"), "2026-11-02"
	in.References = []purchase.Reference{{Kind: purchase.RefOnlineOrder, Value: "2026112800001"}}
	o := b.make(t, in, purchase.ModeSubmit)
	if o.State != purchase.StateApproved || o.Stage() != purchase.StageOpen || o.Levels != 0 {
		t.Errorf("the order stands at %s, %s, %d approvals", o.State, o.Stage(), o.Levels)
	}
	if o.GoodsAmount != dec.MustAmount("201") || o.Total != dec.MustAmount("209.5") {
		t.Errorf("goods %s, total %s", o.GoodsAmount, o.Total)
	}
	if o.Terms != party.TermsShare || o.PrepaidShare != dec.MustQuantity("30") {
		t.Errorf("terms %s %s%%, want the supplier's", o.Terms, o.PrepaidShare)
	}
	// What was agreed is the price of the next order; an older order does not change it.
	old := b.input(of(b.red, "1", "25"))
	old.Date = "2026-11-01"
	b.make(t, old, purchase.ModeSubmit)
	next := b.make(t, b.input(of(b.red, "1", "")), purchase.ModeDraft)
	if next.Lines[0].Price != dec.MustPrice("20") {
		t.Errorf("the next price is %s, want 20", next.Lines[0].Price)
	}
	_, err := b.orders.Create(t.Context(), b.scope, b.input(of(b.blue, "1", "")), purchase.ModeDraft)
	if !errors.Is(field(err, "lines[0].price"), purchase.ErrNoPrice) {
		t.Errorf("a SKU never bought gave %v", err)
	}
	other := b.input(of(b.red, "1", ""))
	other.SupplierID = b.other
	if _, err := b.orders.Create(t.Context(), b.scope, other, purchase.ModeDraft); !errors.Is(field(err, "lines[0].price"), purchase.ErrNoPrice) {
		t.Errorf("the price of another supplier gave %v", err)
	}
}

func TestApprovalsByAmountInTwoLevels(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.needs(t, rule("100", 1), rule("1000", 2))
	first, second := b.Member(t, "first", tenant.RoleReviewer), b.Member(t, "second", tenant.RoleAccount)
	approve := func(sc db.Scope, o *purchase.Order, level int64) (*purchase.Order, error) {
		return b.orders.Approve(t.Context(), sc, o.ID, o.Version, level)
	}
	small := b.make(t, b.input(of(b.red, "1", "99.99")), purchase.ModeSubmit)
	middle := b.make(t, b.input(of(b.red, "1", "100")), purchase.ModeSubmit)
	large := b.make(t, b.input(of(b.red, "1", "1000")), purchase.ModeSubmit)
	if small.Stage() != purchase.StageOpen || middle.Stage() != purchase.StageReview || large.Stage() != purchase.StageReview || large.Levels != 2 {
		t.Fatalf("stages %s, %s, %s", small.Stage(), middle.Stage(), large.Stage())
	}
	if _, err := approve(b.scope, middle, 1); !errors.Is(err, purchase.ErrOwnApproval) {
		t.Errorf("approving one's own gave %v", err)
	}
	if _, err := approve(b.as(second), middle, 2); !errors.Is(err, purchase.ErrState) {
		t.Errorf("the second approval before the first gave %v", err)
	}
	middle, err := approve(b.as(first), middle, 1)
	if err != nil || middle.Stage() != purchase.StageOpen || middle.ApprovedBy != first.ID {
		t.Errorf("one approval: %v, %s", err, middle.Stage())
	}
	large, err = approve(b.as(first), large, 1)
	if err != nil || large.Stage() != purchase.StageSecond {
		t.Fatalf("first of two: %v, %s", err, large.Stage())
	}
	if _, err := approve(b.as(first), large, 2); !errors.Is(err, purchase.ErrSameApprover) {
		t.Errorf("the first approver as the second gave %v", err)
	}
	if large, err = approve(b.as(second), large, 2); err != nil || large.Stage() != purchase.StageOpen {
		t.Errorf("second of two: %v, %s", err, large.Stage())
	}
	// A rule that changes later does not reach what waits already.
	waits := b.make(t, b.input(of(b.red, "1", "500")), purchase.ModeSubmit)
	b.needs(t)
	if waits, err = approve(b.as(first), waits, 1); err != nil || waits.Levels != 1 || waits.Stage() != purchase.StageOpen {
		t.Errorf("submitted under the old rule: %v", err)
	}
}

func TestAnApprovalHoldsForWhatItSaw(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.needs(t, rule("0", 1))
	first := b.Member(t, "first", tenant.RoleReviewer)
	approved := func() *purchase.Order {
		o := b.make(t, b.input(of(b.red, "2", "10"), of(b.blue, "1", "10")), purchase.ModeSubmit)
		o, err := b.orders.Approve(t.Context(), b.as(first), o.ID, o.Version, 1)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	same := func() purchase.Input { return b.input(of(b.red, "2", "10"), of(b.blue, "1", "10")) }
	for name, change := range map[string]func(*purchase.Input){
		"note":     func(in *purchase.Input) { in.Note = "催一下" },
		"expected": func(in *purchase.Input) { in.ExpectedOn = "2099-01-01" },
		"reference": func(in *purchase.Input) {
			in.References = []purchase.Reference{{Kind: purchase.RefTracking, Value: "SF1"}}
		},
	} {
		o := approved()
		in := same()
		change(&in)
		got, err := b.orders.Update(t.Context(), b.as(first), o.ID, o.Version, in, purchase.ModeDraft)
		if err != nil || got.Stage() != purchase.StageOpen || got.ApprovedBy != first.ID || got.ChangedBy != o.ChangedBy {
			t.Errorf("%s: %v, %s, approved by %d", name, err, got.Stage(), got.ApprovedBy)
		}
	}
	for name, change := range map[string]func(*purchase.Input){
		"quantity": func(in *purchase.Input) { in.Lines[0].Quantity = dec.MustQuantity("3") },
		"price":    func(in *purchase.Input) { p := dec.MustPrice("9.99"); in.Lines[1].Price = &p },
		"supplier": func(in *purchase.Input) { in.SupplierID = b.other },
		"terms":    func(in *purchase.Input) { in.Terms = party.TermsReceipt },
		"freight":  func(in *purchase.Input) { in.Freight = dec.MustAmount("1") },
		"account":  func(in *purchase.Input) { in.BuyerAccountID = b.account },
		"lines":    func(in *purchase.Input) { in.Lines = in.Lines[:1] },
	} {
		o := approved()
		in := same()
		change(&in)
		got, err := b.orders.Update(t.Context(), b.scope, o.ID, o.Version, in, purchase.ModeDraft)
		if err != nil || got.Stage() != purchase.StageDraft || got.ApprovedBy != 0 || got.ContentHash != "" {
			t.Errorf("%s: %v, %s, approved by %d", name, err, got.Stage(), got.ApprovedBy)
			continue
		}
		again, err := b.orders.Submit(t.Context(), b.scope, got.ID, got.Version)
		if err != nil || again.Stage() != purchase.StageReview {
			t.Errorf("%s, submitted again: %v, %s", name, err, again.Stage())
		}
	}
	// Whoever changed it last does not approve it, though somebody else made it.
	o := b.make(t, same(), purchase.ModeSubmit)
	in := same()
	in.Lines[0].Quantity = dec.MustQuantity("5")
	o, err := b.orders.Update(t.Context(), b.as(first), o.ID, o.Version, in, purchase.ModeSubmit)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.Approve(t.Context(), b.as(first), o.ID, o.Version, 1); !errors.Is(err, purchase.ErrOwnApproval) {
		t.Errorf("approving what one changed gave %v", err)
	}
}

// Nobody approves what they had a hand in, whoever came after them.
func TestWhoeverHadAHandDoesNotApprove(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.needs(t, rule("0", 1))
	early, last, other := b.as(b.Member(t, "early", tenant.RoleReviewer)), b.as(b.Member(t, "last", tenant.RoleReviewer)), b.as(b.Member(t, "third", tenant.RoleReviewer))
	update := func(sc db.Scope, o *purchase.Order, quantity string, mode purchase.Mode) *purchase.Order {
		t.Helper()
		o, err := b.orders.Update(t.Context(), sc, o.ID, o.Version, b.input(of(b.red, quantity, "10")), mode)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	refused := func(what string, sc db.Scope, o *purchase.Order) {
		t.Helper()
		if _, err := b.orders.Approve(t.Context(), sc, o.ID, o.Version, 1); !errors.Is(err, purchase.ErrOwnApproval) {
			t.Errorf("%s gave %v", what, err)
		}
	}
	o := b.make(t, b.input(of(b.red, "1", "10")), purchase.ModeDraft)
	o = update(b.scope, update(early, o, "500", purchase.ModeDraft), "501", purchase.ModeSubmit)
	refused("approving what one changed before somebody else did", early, o)
	noted := b.input(of(b.red, "501", "10"))
	noted.Note = "催"
	o, err := b.orders.Update(t.Context(), last, o.ID, o.Version, noted, purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.Approve(t.Context(), last, o.ID, o.Version, 1); err != nil {
		t.Errorf("approving what one wrote a note on gave %v", err)
	}

	// Merged by somebody else, it is still theirs.
	one, err := b.orders.Create(t.Context(), early, b.input(of(b.red, "1", "10")), purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	two := b.make(t, b.input(of(b.red, "2", "10")), purchase.ModeDraft)
	m, err := b.orders.Merge(t.Context(), b.scope, []purchase.Seen{{ID: one.ID, Version: one.Version}, {ID: two.ID, Version: two.Version}}, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = b.orders.Submit(t.Context(), b.scope, m.ID, m.Version); err != nil {
		t.Fatal(err)
	}
	refused("approving what one's order was merged into", early, m)
	if _, err := b.orders.Approve(t.Context(), other, m.ID, m.Version, 1); err != nil {
		t.Errorf("somebody else gave %v", err)
	}
}

func TestWhatMayBeDoneWhere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.Member(t, "first", tenant.RoleReviewer)
	ctx := t.Context()
	b.needs(t, rule("0", 1))
	o := b.make(t, b.input(of(b.red, "2", "10")), purchase.ModeSubmit)
	if _, err := b.orders.Reject(ctx, b.as(first), o.ID, o.Version, 1, " "); field(err, "reason") == nil {
		t.Errorf("a rejection without a reason gave %v", err)
	}
	o, err := b.orders.Reject(ctx, b.as(first), o.ID, o.Version, 1, "太贵")
	if err != nil || o.Stage() != purchase.StageDraft || o.RejectedReason != "太贵" {
		t.Fatalf("rejected: %v, %+v", err, o)
	}
	if _, err := b.orders.Withdraw(ctx, b.scope, o.ID, o.Version); !errors.Is(err, purchase.ErrState) {
		t.Errorf("withdrawing a draft gave %v", err)
	}
	if o, err = b.orders.Submit(ctx, b.scope, o.ID, o.Version); err != nil || o.RejectedReason != "" {
		t.Fatalf("submitted again: %v", err)
	}
	if _, err := b.orders.Submit(ctx, b.scope, o.ID, o.Version); !errors.Is(err, purchase.ErrState) {
		t.Errorf("submitting twice gave %v", err)
	}
	if o, err = b.orders.Approve(ctx, b.as(first), o.ID, o.Version, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := b.orders.Close(ctx, b.scope, o.ID, o.Version, ""); field(err, "reason") == nil {
		t.Errorf("closing without a reason gave %v", err)
	}
	if o, err = b.orders.Close(ctx, b.scope, o.ID, o.Version, "不要了"); err != nil || o.Stage() != purchase.StageClosed {
		t.Fatalf("closed: %v", err)
	}
	for name, do := range map[string]func() error{
		"change": func() error {
			_, err := b.orders.Update(ctx, b.scope, o.ID, o.Version, b.input(of(b.red, "1", "1")), purchase.ModeDraft)
			return err
		},
		"withdraw": func() error { _, err := b.orders.Withdraw(ctx, b.scope, o.ID, o.Version); return err },
		"close":    func() error { _, err := b.orders.Close(ctx, b.scope, o.ID, o.Version, "再关"); return err },
	} {
		if err := do(); !errors.Is(err, purchase.ErrFulfilment) {
			t.Errorf("%s of a closed order gave %v", name, err)
		}
	}
	if o, err = b.orders.Reopen(ctx, b.scope, o.ID, o.Version); err != nil || o.Stage() != purchase.StageOpen || o.ClosedReason != "" {
		t.Fatalf("opened again: %v", err)
	}
	if o, err = b.orders.Withdraw(ctx, b.scope, o.ID, o.Version); err != nil || o.Stage() != purchase.StageDraft || o.ApprovedBy != 0 {
		t.Fatalf("withdrawn: %v", err)
	}
	if o, err = b.orders.Void(ctx, b.scope, o.ID, o.Version); err != nil || o.Stage() != purchase.StageVoid {
		t.Fatalf("voided: %v", err)
	}
	if _, err := b.orders.Void(ctx, b.scope, o.ID, o.Version); !errors.Is(err, purchase.ErrState) {
		t.Errorf("voiding twice gave %v", err)
	}
	if _, err := b.orders.Approve(ctx, b.as(first), o.ID, o.Version-1, 1); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an old version gave %v", err)
	}
}

// Of several people who approve an order at once, one does.
func TestAnOrderIsApprovedOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.needs(t, rule("0", 1))
	o := b.make(t, b.input(of(b.red, "2", "10")), purchase.ModeSubmit)
	first, second := b.Member(t, "first", tenant.RoleReviewer), b.Member(t, "second", tenant.RoleReviewer)
	var (
		wg   sync.WaitGroup
		errs [6]error
	)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = b.orders.Approve(t.Context(), b.as([]*apitest.Person{first, second}[i%2]), o.ID, o.Version, 1)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !errors.Is(err, fault.ErrStale) {
			t.Errorf("lost with %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d approved it", won)
	}
}

func TestMergeAndCopy(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two := b.input(of(b.red, "2", "10"), of(b.blue, "1", "5")), b.input(of(b.red, "3", "10"), of(b.red, "1", "12"))
	one.Discount, two.Freight, one.Note, two.Note = dec.MustAmount("1"), dec.MustAmount("6"), "甲", "乙"
	one.References = []purchase.Reference{{Kind: purchase.RefTracking, Value: "SF1"}}
	a, c := b.make(t, one, purchase.ModeDraft), b.make(t, two, purchase.ModeDraft)
	foreign := b.input(of(b.red, "1", "1"))
	foreign.SupplierID = b.other
	d := b.make(t, foreign, purchase.ModeDraft)
	seen := func(list ...*purchase.Order) (out []purchase.Seen) {
		for _, o := range list {
			out = append(out, purchase.Seen{ID: o.ID, Version: o.Version})
		}
		return out
	}
	if _, err := b.orders.Merge(t.Context(), b.scope, seen(a, a), tenant.Everything); !errors.Is(err, purchase.ErrMergeFew) {
		t.Errorf("one order gave %v", err)
	}
	if _, err := b.orders.Merge(t.Context(), b.scope, seen(a, c, d), tenant.Everything); !errors.Is(err, purchase.ErrMergeDiffers) {
		t.Errorf("two suppliers gave %v", err)
	}
	m, err := b.orders.Merge(t.Context(), b.scope, seen(c, a), tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Lines) != 3 || m.Lines[0].Quantity != dec.MustQuantity("5") || m.Total != a.Total.Add(c.Total) || len(m.References) != 1 || m.Note != "甲\n乙" {
		t.Errorf("merged into %+v", m)
	}
	everything := tenant.Everything
	for _, old := range []*purchase.Order{a, c} {
		got, err := b.orders.Get(t.Context(), b.scope, old.ID, everything)
		if err != nil || got.Stage() != purchase.StageVoid || got.MergedIntoNo != m.No {
			t.Errorf("merged: %v, %s into %q", err, got.Stage(), got.MergedIntoNo)
		}
	}
	copied, err := b.orders.Copy(t.Context(), b.scope, m.ID, everything)
	if err != nil || copied.Total != m.Total || len(copied.References) != 0 || copied.No == m.No || copied.State != purchase.StateDraft {
		t.Errorf("copied: %v, %+v", err, copied)
	}
}

func TestPurchaseOrdersOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	buyers, keeper := b.Member(t, "buyer", tenant.RolePurchaser), b.Member(t, "keeper", tenant.RoleWarehouse)
	body := map[string]any{
		"mode": "submit", "supplierId": b.supplier, "freight": "5", "onlineOrders": []string{"123456789"}, "trackingNumbers": []string{"SF1", "SF2"},
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "2", "price": "10.5"}},
	}
	made := buyers.Do(t, http.MethodPost, "/purchase-orders", body).Want(t, http.StatusCreated, "")
	if made.Text("stage") != "open" || made.Text("total") != "26.00" || made.Text("supplierName") != "义乌小商品" || made.Text("trackingNumbers", 1) != "SF2" {
		t.Errorf("made %s", made.Body)
	}
	id := made.Text("id")
	// Who may not see costs sees the goods without what they cost.
	seen := keeper.Get(t, "/purchase-orders/"+id).Want(t, http.StatusOK, "")
	if seen.At("total") != nil || seen.At("lines", 0, "price") != nil || seen.Text("lines", 0, "quantity") != "2" {
		t.Errorf("the keeper sees %s", seen.Body)
	}
	keeper.Do(t, http.MethodPost, "/purchase-orders", body).Want(t, http.StatusForbidden, "forbidden")
	for q, want := range map[string]int{
		"stage=open": 1, "stage=draft": 0, "q=123456789": 1, "q=SF2": 1, "q=yiwu88": 1, "q=小商品": 1, "skuId=" + b.red.String(): 1, "skuId=" + b.blue.String(): 0,
		"supplierId=" + b.other.String(): 0, "mine=true": 1,
	} {
		if got := buyers.Get(t, "/purchase-orders?"+q).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", q, got, want)
		}
	}
	if got := buyers.Get(t, "/purchase-orders/counts").Want(t, http.StatusOK, ""); got.At("counts", "open") != 1 || got.At("counts", "draft") != nil {
		t.Errorf("counts %s", got.Body)
	}
	wrong := map[string]any{
		"mode": "draft", "supplierId": b.scope.Tenant, "buyerAccountId": b.red, "purchaserId": b.red, "terms": "share", "date": "2026-11-20", "expectedOn": "2026-11-19", "trackingNumbers": []string{"A", "B", "A"},
		"lines": []any{map[string]any{"skuId": b.red, "quantity": "0", "price": "-1"}},
	}
	got := buyers.Do(t, http.MethodPost, "/purchase-orders", wrong).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	want := []string{"lines[0].quantity decimal.not_positive", "lines[0].price decimal.negative", "trackingNumbers[2] purchase.reference_twice"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	wrong["lines"], wrong["trackingNumbers"] = body["lines"], []string{}
	got = buyers.Do(t, http.MethodPost, "/purchase-orders", wrong).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	want = []string{"supplierId supplier.not_found", "purchaserId purchase.person_unknown", "buyerAccountId purchase.buyer_account", "expectedOn purchase.expected_early", "prepaidShare supplier.prepaid_share"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	buyers.Do(t, http.MethodPost, "/purchase-orders/"+id+"/approve", map[string]any{"version": 1}).Want(t, http.StatusForbidden, "forbidden")
	again := buyers.Do(t, http.MethodPut, "/purchase-orders/"+id+"/references", map[string]any{"version": 1, "onlineOrders": []string{"9"}, "trackingNumbers": []string{}}).Want(t, http.StatusOK, "")
	if again.Text("stage") != "open" || again.Text("onlineOrders", 0) != "9" || again.At("version") != 2 {
		t.Errorf("references %s", again.Body)
	}
	if got := buyers.Get(t, "/purchase-orders?q=123456789").At("total"); got != 0 {
		t.Errorf("a number taken away still finds %v", got)
	}
	b.Other.Get(t, "/purchase-orders/"+id).Want(t, http.StatusNotFound, "purchase.not_found")
	// A supplier with orders stays.
	b.Owner.Do(t, http.MethodDelete, "/suppliers/"+b.supplier.String(), nil).Want(t, http.StatusConflict, "supplier.in_use")
	const path = "/purchase-orders/export?format=csv&q=SF1"
	buyers.Do(t, http.MethodPut, "/purchase-orders/"+id+"/references", map[string]any{"version": 2, "onlineOrders": []string{}, "trackingNumbers": []string{"SF1"}}).Want(t, http.StatusOK, "")
	for _, c := range []struct {
		who    *apitest.Person
		prices bool
	}{{buyers, true}, {keeper, false}} {
		text := string(c.who.Get(t, path).Want(t, http.StatusOK, "").Body)
		if !strings.Contains(text, made.Text("no")) || !strings.Contains(text, "待到货") || strings.Contains(text, "26.00") != c.prices {
			t.Errorf("exported %s", text)
		}
	}
}
