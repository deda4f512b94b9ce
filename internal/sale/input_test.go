package sale_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

func TestASalespersonWorksInTheSet(t *testing.T) {
	t.Parallel()
	s := setup(t)
	gone := s.Member(t, "gone", tenant.RoleSales)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE member SET disabled = TRUE WHERE tenant_id = ? AND person_id = ?", tx.Tenant, gone.ID)
		return err
	})
	for who, person := range map[string]db.ID{"another set's": s.Other.ID, "one switched off": gone.ID, "nobody": 7} {
		in := s.issue(of(s.red, "1"))
		in.SalespersonID = person
		if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModeDraft); !errors.Is(field(err, "salespersonId"), sale.ErrSalesperson) {
			t.Errorf("%s as salesperson gave %v", who, err)
		}
	}
	in := s.issue(of(s.red, "1"))
	in.SalespersonID = s.Owner.ID
	d := s.post(t, in)
	if a := s.Owner.Get(t, "/sales/"+d.ID.String()); a.Text("salespersonName") == "" || a.Text("createdByName") == "" {
		t.Errorf("no names: %s", a.Body)
	}
	// However it got there, the name of somebody who is no member is not told.
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE sale SET salesperson_id = ?, created_by = ? WHERE tenant_id = ?", s.Other.ID, s.Other.ID, tx.Tenant)
		return err
	})
	if a := s.Owner.Get(t, "/sales/"+d.ID.String()); strings.Contains(string(a.Body), "员工 other") {
		t.Errorf("another set's person is named: %s", a.Body)
	}
}

func TestMoneyAndPlaceOfADocument(t *testing.T) {
	t.Parallel()
	s := setup(t)
	var foreign, closed *finance.FundAccount
	err := s.DB.View(t.Context(), s.OtherScope(), func(ctx context.Context, tx *db.Tx) (err error) {
		foreign, err = s.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if closed, err = s.finance.SaveFundAccount(t.Context(), s.scope, finance.FundAccount{Name: "旧账户", Kind: finance.FundBank}); err != nil {
		t.Fatal(err)
	}
	empty, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "09", Name: "旧仓"})
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		change func(*sale.Input)
		at     string
		want   *fault.Error
	}{
		"another set's fund account":     {func(in *sale.Input) { in.FundAccountID = foreign.ID }, "fundAccountId", finance.ErrFundNotFound},
		"a fund account switched off":    {func(in *sale.Input) { in.FundAccountID = closed.ID }, "fundAccountId", finance.ErrFundInactive},
		"a warehouse switched off":       {func(in *sale.Input) { in.WarehouseID = empty.ID }, "warehouseId", stock.ErrWarehouseInactive},
		"money received on an order":     {func(in *sale.Input) { in.Kind, in.PaidNow, in.FundAccountID = sale.KindOrder, 100_0000, s.fund }, "paidNow", sale.ErrPaidKind},
		"money received with a return":   {func(in *sale.Input) { in.Kind, in.PaidNow, in.FundAccountID = sale.KindReturn, 100_0000, s.fund }, "paidNow", sale.ErrPaidKind},
		"money received to nowhere":      {func(in *sale.Input) { in.PaidNow = 100_0000 }, "fundAccountId", sale.ErrFundAccount},
		"a discount beyond the goods":    {func(in *sale.Input) { in.Discount = dec.MustAmount("59.01") }, "discount", trade.ErrDiscount},
		"a discount given twice":         {func(in *sale.Input) { in.Discount, in.DiscountBPS = 100_0000, 1 }, "discount", trade.ErrBothDiscounts},
		"a discount of more than it all": {func(in *sale.Input) { in.DiscountBPS = 10_001 }, "discountBps", trade.ErrRate},
	} {
		in := s.issue(of(s.red, "1"))
		c.change(&in)
		if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModeDraft); !errors.Is(field(err, c.at), c.want) {
			t.Errorf("%s gave %v, want %s at %s", what, err, c.want.Code, c.at)
		}
	}
}

func TestNobodyReviewsWhatTheyChanged(t *testing.T) {
	t.Parallel()
	s := setup(t)
	reviewer := s.reviewed(t)
	d := s.post(t, s.issue(of(s.red, "1")))
	d, err := s.sales.Update(t.Context(), reviewer, d.ID, d.Version, s.issue(of(s.red, "9")), sale.ModePost)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Approve(t.Context(), reviewer, d.ID, d.Version); !errors.Is(err, sale.ErrOwnReview) {
		t.Errorf("a reviewer approved what they had changed: %v", err)
	}
	third := reviewer
	third.Actor.UserID = s.DB.NewID()
	if _, err := s.sales.Approve(t.Context(), third, d.ID, d.Version); err != nil {
		t.Error(err)
	}
	s.sound(t)
}

// The pay state of the list and of the document agree with the filters.
func TestPayStateAgreesWithItsFilter(t *testing.T) {
	t.Parallel()
	s := setup(t)
	pay := func(amount string) *sale.Sale {
		in := s.issue(of(s.red, "1"))
		if amount != "" {
			in.PaidNow, in.FundAccountID = dec.MustAmount(amount), s.fund
		}
		return s.post(t, in)
	}
	want := map[string]string{pay("").No: "unpaid", pay("10").No: "partial", pay("59").No: "paid"}
	reversed := pay("10")
	twin, err := s.sales.Reverse(t.Context(), s.scope, reversed.ID, reversed.Version)
	if err != nil {
		t.Fatal(err)
	}
	sold := s.post(t, s.issue(of(s.red, "1")))
	back := s.post(t, s.back(sold, "1"))
	order := s.issue(of(s.red, "1"))
	order.Kind = sale.KindOrder
	want[sold.No], want[reversed.No], want[twin.No], want[back.No], want[s.post(t, order).No] = "unpaid", "", "", "", ""
	type row struct{ ID, No, Pay string }
	var list struct{ Items []row }
	s.Owner.Get(t, "/sales").Want(t, http.StatusOK, "").JSON(t, &list)
	if len(list.Items) != len(want) {
		t.Fatalf("%d documents, want %d", len(list.Items), len(want))
	}
	for _, r := range list.Items {
		if r.Pay != want[r.No] {
			t.Errorf("%s in the list is %q, want %q", r.No, r.Pay, want[r.No])
		}
		if got := s.Owner.Get(t, "/sales/"+r.ID).Text("pay"); got != want[r.No] {
			t.Errorf("%s by itself is %q, want %q", r.No, got, want[r.No])
		}
	}
	for _, state := range []string{"unpaid", "partial", "paid"} {
		var some struct{ Items []row }
		s.Owner.Get(t, "/sales?pay="+state).Want(t, http.StatusOK, "").JSON(t, &some)
		n := 0
		for _, w := range want {
			if w == state {
				n++
			}
		}
		if len(some.Items) != n {
			t.Errorf("the filter %s gives %v, want %d", state, some.Items, n)
		}
	}
}
