package finance_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/tenant"
)

func TestSeveralReceiptsAndFundAccountsAtOnce(t *testing.T) {
	t.Parallel()
	f := setup(t)
	receipt := func() string {
		return f.Owner.Do(t, http.MethodPost, "/receipts", map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "5"}).Want(t, 201, "").Text("id")
	}
	one, two := receipt(), receipt()
	f.Owner.Do(t, http.MethodPost, "/receipts/"+one+"/actions/reverse", map[string]any{}).Want(t, 200, "")
	a := f.Owner.Do(t, http.MethodPost, "/receipts/actions/reverse", map[string]any{"ids": []string{one, two}}).Want(t, 200, "")
	if a.Text("results", 0, "problem", "code") != "receipt.reversed" || a.At("results", 1, "ok") != true {
		t.Errorf("reversed: %s", a.Body)
	}
	f.verify(t)

	wallet := f.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "备用金", "kind": "cash"}).Want(t, 201, "").Text("id")
	ids := map[string]any{"ids": []string{wallet, f.cash.ID.String()}}
	a = f.Owner.Do(t, http.MethodPost, "/fund-accounts/actions/deactivate", ids).Want(t, 200, "")
	if a.At("results", 0, "ok") != true || a.Text("results", 1, "problem", "code") != "fund_account.default_active" {
		t.Errorf("switched off: %s", a.Body)
	}
	if got := f.Owner.Get(t, "/fund-accounts/"+wallet); got.At("active") != false {
		t.Errorf("wallet: %s", got.Body)
	}
	f.Owner.Do(t, http.MethodPost, "/fund-accounts/actions/activate", ids).Want(t, 200, "")
	if got := f.Owner.Get(t, "/fund-accounts/"+wallet); got.At("active") != true {
		t.Errorf("wallet: %s", got.Body)
	}
	viewer := f.Member(t, "viewer", tenant.RoleViewer)
	viewer.Do(t, http.MethodPost, "/fund-accounts/actions/deactivate", ids).Want(t, 403, "forbidden")
	viewer.Do(t, http.MethodPost, "/receipts/actions/reverse", map[string]any{"ids": []string{two}}).Want(t, 403, "forbidden")
}
