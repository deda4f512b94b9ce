package finance_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

func (f *fixture) bank(t *testing.T) (bank *finance.FundAccount) {
	t.Helper()
	f.view(t, func(ctx context.Context, tx *db.Tx) (err error) {
		bank, err = f.finance.DefaultFundAccountTx(ctx, tx, finance.FundBank)
		return err
	})
	return bank
}

func (f *fixture) transfer(t *testing.T, tr finance.Transfer) (id db.ID) {
	t.Helper()
	f.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
		id, _, err = f.finance.TransferTx(ctx, tx, tr)
		return err
	})
	return id
}

func TestATransferMovesMoneyAndItsFee(t *testing.T) {
	t.Parallel()
	f := setup(t)
	bank := f.bank(t)
	id := f.transfer(t, finance.Transfer{From: bank.ID, To: f.cash.ID, Amount: amount("100"), Fee: amount("0.5")})
	funds := func() string { return f.balance(t, bank.ID) + " " + f.balance(t, f.cash.ID) }
	costs := func() (total dec.Cost) {
		f.view(t, func(ctx context.Context, tx *db.Tx) (err error) {
			total, err = f.finance.AccountBalanceTx(ctx, tx, finance.AccountFinanceCost)
			return err
		})
		return total
	}
	if got := funds(); got != "-100.50 100.00" || costs() != dec.MustCost("0.5") {
		t.Errorf("bank and cash %s, costs %s", got, costs())
	}
	f.verify(t)
	reverse := func() error {
		return f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			_, _, err := f.finance.ReverseTransferTx(ctx, tx, id, "", "")
			return err
		})
	}
	if err := reverse(); err != nil {
		t.Fatal(err)
	}
	if err := reverse(); !errors.Is(err, finance.ErrTransferReversed) {
		t.Errorf("reversed twice: %v", err)
	}
	if got := funds(); got != "0.00 0.00" || costs() != 0 {
		t.Errorf("taken back: bank and cash %s, costs %s", got, costs())
	}
	f.verify(t)
}

func TestTransfersOverHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	bank := f.bank(t).ID
	body := func(change map[string]any) map[string]any {
		b := map[string]any{"fromAccountId": bank, "toAccountId": f.cash.ID, "amount": "50", "fee": "1", "note": "提现"}
		maps.Copy(b, change)
		return b
	}
	closed := f.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "旧卡", "kind": "bank", "active": false}).Want(t, 201, "").Text("id")
	for name, c := range map[string]struct {
		change map[string]any
		want   string
	}{
		"the same account": {map[string]any{"toAccountId": bank}, "toAccountId fund_transfer.same_account"},
		"one not in use":   {map[string]any{"toAccountId": closed}, "toAccountId fund_account.inactive"},
		"an unknown one":   {map[string]any{"fromAccountId": "4711"}, "fromAccountId fund_account.not_found"},
		"nothing":          {map[string]any{"amount": "0"}, "amount decimal.not_positive"},
		"a fee below zero": {map[string]any{"fee": "-1"}, "fee decimal.negative"},
	} {
		if got := f.Owner.Do(t, http.MethodPost, "/fund-transfers", body(c.change)).Want(t, 422, "input.fields").Fields(); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	f.Owner.Do(t, http.MethodPost, "/fund-transfers", body(map[string]any{"date": "2026-11-23"})).Want(t, 422, "")

	cashier := f.Member(t, "cashier", tenant.RoleCashier)
	made := cashier.Do(t, http.MethodPost, "/fund-transfers", body(nil), apitest.Key("once")).Want(t, 201, "")
	again := cashier.Do(t, http.MethodPost, "/fund-transfers", body(nil), apitest.Key("once")).Want(t, 201, "")
	id := made.Text("id")
	if made.Text("no")[:2] != "ZZ" || made.Text("fromAccountName") != "银行账户" || made.Text("amount") != "50.00" || made.Text("fee") != "1.00" || again.Text("id") != id {
		t.Errorf("made %s, again %s", made.Body, again.Body)
	}
	released := f.transfer(t, finance.Transfer{From: f.escrow.ID, To: bank, Amount: amount("7"), SourceKind: "escrow", SourceID: 7, ShopID: 8}).String()
	for query, want := range map[string]int{
		"": 2, "?fundAccountId=" + f.cash.ID.String(): 1, "?fundAccountId=" + bank.String(): 2, "?byHand=true": 1, "?byHand=false": 1,
		"?q=%E6%8F%90%E7%8E%B0": 1, "?q=ZZ": 2, "?from=2026-11-23": 0, "?to=2026-11-22": 2,
	} {
		if got := f.Owner.Get(t, "/fund-transfers"+query).Want(t, 200, ""); got.At("total") != want {
			t.Errorf("%q lists %v, want %d", query, got.At("total"), want)
		}
	}
	file := string(f.Owner.Get(t, "/fund-transfers/export?format=csv&byHand=true").Want(t, 200, "").Body)
	if !strings.Contains(file, made.Text("no")+",2026-11-22,银行账户,现金,50.00,1.00,已入账,提现,") || strings.Count(file, "\n") != 2 {
		t.Errorf("exported %s", file)
	}
	if got := f.Owner.Get(t, "/fund-transfers/"+id+"/history").Want(t, 200, ""); got.At("total") != 1 || got.Text("items", 0, "action") != "post" {
		t.Errorf("history %s", got.Body)
	}

	sales := f.Member(t, "sales", tenant.RoleSales)
	sales.Get(t, "/fund-transfers").Want(t, 403, "forbidden")
	sales.Do(t, http.MethodPost, "/fund-transfers", body(nil)).Want(t, 403, "forbidden")
	cashier.Do(t, http.MethodPost, "/fund-transfers/"+id+"/actions/reverse", map[string]any{}).Want(t, 403, "forbidden")
	back := f.Owner.Do(t, http.MethodPost, "/fund-transfers/"+id+"/actions/reverse", map[string]any{"note": "记错"}).Want(t, 200, "")
	if back.Text("reversesId") != id || back.Text("amount") != "-50.00" || back.Text("fee") != "-1.00" || f.Owner.Get(t, "/fund-transfers/"+id).Text("state") != "reversed" {
		t.Errorf("taken back %s", back.Body)
	}
	many := f.Owner.Do(t, http.MethodPost, "/fund-transfers/actions/reverse", map[string]any{"ids": []string{id, released}}).Want(t, 200, "")
	if many.Text("results", 0, "problem", "code") != "fund_transfer.reversed" || many.Text("results", 1, "problem", "code") != "fund_transfer.fixed" {
		t.Errorf("taken back at once %s", many.Body)
	}
	f.verify(t)
}

// What was released of a shop's money is for those who work with the shop.
func TestTransfersStayWithinTheDataScope(t *testing.T) {
	t.Parallel()
	f := setup(t)
	bank := f.bank(t).ID
	theirs := f.transfer(t, finance.Transfer{From: f.escrow.ID, To: bank, Amount: amount("7"), SourceKind: "escrow", SourceID: 7, ShopID: 8}).String()
	mine := f.transfer(t, finance.Transfer{From: bank, To: f.cash.ID, Amount: amount("1")}).String()
	clerk := f.Member(t, "clerk", tenant.RoleAccount)
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE member SET shop_ids = '["5"]' WHERE tenant_id = ? AND person_id = ?`, tx.Tenant, clerk.ID)
		return err
	})
	if got := clerk.Get(t, "/fund-transfers").Want(t, 200, ""); got.At("total") != 1 || got.Text("items", 0, "id") != mine {
		t.Errorf("listed %s", got.Body)
	}
	if file := clerk.Get(t, "/fund-transfers/export?format=csv").Want(t, 200, ""); strings.Count(string(file.Body), "\n") != 2 {
		t.Errorf("exported %s", file.Body)
	}
	clerk.Get(t, "/fund-transfers/"+theirs).Want(t, 404, "fund_transfer.not_found")
	clerk.Get(t, "/fund-transfers/"+theirs+"/history").Want(t, 404, "fund_transfer.not_found")
	clerk.Do(t, http.MethodPost, "/fund-transfers/"+theirs+"/actions/reverse", map[string]any{}).Want(t, 404, "fund_transfer.not_found")
}
