package preorder_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
)

// bill is a pre-order as the sandbox has it, in fen.
type bill struct {
	PostFee, TotalFee, ActualTotalFee int64
	LogisticsType                     int
	Items                             []struct{ Amount, Price int64 }
}

func (s *stall) bill(t *testing.T, platformID string) (b bill) {
	t.Helper()
	s.Control(t, http.MethodGet, "preorders/"+platformID, nil).JSON(t, &b)
	return b
}

func (s *stall) cash(t *testing.T) (id db.ID) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		fund, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		if err == nil {
			id = fund.ID
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// pays books money received at the counter for a sale.
func (s *stall) pays(t *testing.T, d *sale.Sale, amount string) {
	t.Helper()
	fund, a := s.cash(t), dec.MustAmount(amount)
	err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		_, _, err := s.finance.ReceiveTx(ctx, tx, finance.Receipt{
			CustomerID: s.customer, FundAccountID: fund, Amount: a, Allocations: []finance.Allocation{{DocID: d.ID, Amount: a}},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *stall) returns(t *testing.T, d *sale.Sale, quantity string) {
	t.Helper()
	_, err := s.sales.Create(t.Context(), s.scope, sale.Input{
		Kind: sale.KindReturn, CustomerID: s.customer, SourceID: d.ID, Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
		Lines: []sale.LineInput{{SKUID: s.sku, Quantity: dec.MustQuantity(quantity), SourceLineID: d.Lines[0].ID}},
	}, sale.ModePost)
	if err != nil {
		t.Fatal(err)
	}
}

// What was paid at the counter is not asked for again: not in the goods, not in
// the fee, to the fen.
func TestMoneyTakenAtTheCounter(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.Switch(t, map[string]any{"priceMinPercent": 1})
	fund := s.cash(t)
	for paid, want := range map[string]bill{
		"65":    {PostFee: 0, TotalFee: 470, ActualTotalFee: 470},
		"4":     {PostFee: 600, TotalFee: 5970, ActualTotalFee: 6570},
		"10":    {PostFee: 0, TotalFee: 5970, ActualTotalFee: 5970},
		"20.01": {PostFee: 0, TotalFee: 4969, ActualTotalFee: 4969},
	} {
		d := s.sell(t, "3", func(in *sale.Input) {
			in.CustomerFee, in.PaidNow, in.FundAccountID = dec.MustAmount("10"), dec.MustAmount(paid), fund
		})
		_ = s.work(t)
		p := s.of(t, d)
		if p.Upload != "uploaded" {
			t.Fatalf("paid %s of %s: %+v %+v", paid, d.Total, p, p.Refusal)
		}
		got := s.bill(t, p.PlatformID)
		if got.PostFee != want.PostFee || got.TotalFee != want.TotalFee || got.ActualTotalFee != want.ActualTotalFee || got.LogisticsType != 2 {
			t.Errorf("paid %s of %s: billed %+v, want %+v", paid, d.Total, got, want)
		}
		if left := d.Total.Sub(dec.MustAmount(paid)).String(); p.Amount != left || p.Actual != left {
			t.Errorf("paid %s of %s: shown %s, 1688 asks for %s", paid, d.Total, p.Amount, p.Actual)
		}
	}
	s.sound(t)
}

// What came in and what came back after the sale was posted counts when its
// pre-order is made again.
func TestReceiptsAndReturnsBeforeAnotherUpload(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.bind(t, "")
	asked := true
	sell := func(quantity string, change ...func(*sale.Input)) (*sale.Sale, shown) {
		d := s.sell(t, quantity, append(change, wants(&asked))...)
		_ = s.work(t)
		return d, s.of(t, d)
	}
	d, first := sell("7", func(in *sale.Input) { in.CustomerFee, in.Discount = dec.MustAmount("10"), dec.MustAmount("0.30") })
	gone, goneFirst := sell("2")
	settled, settledFirst := sell("2")
	gift, giftFirst := sell("3", func(in *sale.Input) {
		free := dec.MustPrice("0")
		in.Lines = append(in.Lines, sale.LineInput{SKUID: s.sku, Quantity: dec.MustQuantity("1"), Price: &free})
	})
	s.returns(t, d, "3")
	s.pays(t, d, "25")
	s.returns(t, gone, "2")
	s.pays(t, settled, settled.Total.String())
	s.bind(t, "dxc")
	for _, p := range []shown{first, goneFirst, settledFirst, giftFirst} {
		s.uploadAgain(t, p)
	}
	_ = s.work(t)
	p := s.of(t, d)
	var owed dec.Amount
	if err := json.Unmarshal([]byte(`"`+p.Actual+`"`), &owed); err != nil {
		t.Fatal(err)
	}
	// 139.30 and the fee, less the discount, three pieces that came back, and 25.
	if want := dec.MustAmount("64.30"); p.Upload != "uploaded" || owed != want || p.Amount != want.String() {
		t.Errorf("asked for %s, want %s: %+v %+v", p.Actual, want, p, p.Refusal)
	}
	n := int64(0)
	for _, it := range s.bill(t, p.PlatformID).Items {
		n += it.Amount
	}
	if n != 4 {
		t.Errorf("%d pieces billed, want 4", n)
	}
	for d, code := range map[*sale.Sale]string{gone: "preorder.nothing_to_bill", settled: "preorder.nothing_to_bill", gift: "preorder.zero_price"} {
		if p := s.of(t, d); p.Upload != "refused" || p.Refusal.Code != code || p.Refusal.Remedy == "" {
			t.Errorf("want %s, shown %+v %+v", code, p, p.Refusal)
		}
	}
	s.sound(t)
}
