package channel_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

const wang = "小王服装店"

// authorizeBuyer makes a buyer account of an account of the sandbox.
func (w *world) authorizeBuyer(tb testing.TB, p *apitest.Person, login string) db.ID {
	tb.Helper()
	a := p.Do(tb, http.MethodPost, "/buyer-accounts/authorizations", nil).Want(tb, http.StatusCreated, "")
	out := w.comeBack(tb, p, w.decide(tb, a.Text("url"), "sandbox_login="+url.QueryEscape(login)))
	where, err := url.Parse(out.Header().Get("Location"))
	if out.Code != http.StatusSeeOther || err != nil || where.Path != "/buyer-accounts" {
		tb.Fatalf("authorising %s: %d %s %s", login, out.Code, where, out.Body)
	}
	id, err := db.ParseID(where.Query().Get("authorized"))
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

func logins(tb testing.TB, p *apitest.Person, path string) []string {
	tb.Helper()
	var page struct{ Items []struct{ LoginID string } }
	p.Get(tb, path).Want(tb, http.StatusOK, "").JSON(tb, &page)
	var out []string
	for _, it := range page.Items {
		out = append(out, it.LoginID)
	}
	return out
}

func TestBuyerAccounts(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.exec(t, `UPDATE account_set SET modules = '["sell1688"]'`)
	w.Owner.Do(t, http.MethodPost, "/buyer-accounts/authorizations", nil).Want(t, http.StatusConflict, "module.off")
	w.Owner.Get(t, "/buyer-accounts").Want(t, http.StatusConflict, "module.off")
	w.exec(t, `UPDATE account_set SET modules = '["buy1688","sell1688"]'`)
	id := w.authorizeBuyer(t, w.Owner, wang)
	path := "/buyer-accounts/" + id.String()
	a := w.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if a.Text("name") != wang+"_buy" || a.Text("state") != "valid" {
		t.Errorf("account: %s", a.Body)
	}
	// It is no shop, wherever shops are.
	if got := logins(t, w.Owner, "/shops"); len(got) != 0 {
		t.Errorf("shops: %v", got)
	}
	w.Owner.Get(t, "/shops/"+id.String()).Want(t, http.StatusNotFound, "shop.not_found")
	w.Owner.Do(t, http.MethodPost, "/shops/"+id.String()+"/downloads", map[string]any{"mode": "online_only"}).Want(t, http.StatusNotFound, "shop.not_found")
	w.Owner.Do(t, http.MethodDelete, "/shops/"+id.String(), nil).Want(t, http.StatusNotFound, "shop.not_found")

	w.Owner.Do(t, http.MethodPost, path+"/actions/verify", nil).Want(t, http.StatusOK, "")
	w.Owner.Get(t, path+"/examination").Want(t, http.StatusOK, "")
	v := w.Owner.Get(t, path).At("version")
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "", "enabled": true, "version": v}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "采购一号", "enabled": false, "version": v}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "采购二号", "enabled": true, "version": v}).Want(t, http.StatusConflict, "version.stale")
	if got := w.Owner.Get(t, path+"/log").Want(t, http.StatusOK, ""); got.Text("items", 0, "said", "code") != "shop.log.disabled" {
		t.Errorf("log: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodDelete, path, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, path).Want(t, http.StatusNotFound, "shop.not_found")
	if n := w.number(t, `SELECT COUNT(*) FROM shop WHERE tenant_id = ? AND access_token <> ''`); n != 0 {
		t.Error("the tokens of a removed account are kept")
	}
	if again := w.authorizeBuyer(t, w.Owner, wang); again != id {
		t.Errorf("authorised again as %s, want %s", again, id)
	}
	if got := logins(t, w.Owner, "/shops"); len(got) != 0 {
		t.Errorf("shops after authorising again: %v", got)
	}
}

// One account of 1688 may sell and buy; each use ends by itself.
func TestOneAccountSellsAndBuys(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.authorize(t, w.Owner, clothes)
	if buyer := w.authorizeBuyer(t, w.Owner, clothes); buyer != shop {
		t.Fatalf("the account is %s and %s", shop, buyer)
	}
	a := w.Owner.Get(t, "/buyer-accounts/"+shop.String()).Want(t, http.StatusOK, "")
	if a.Text("name") != "杭州云裳服饰有限公司" {
		t.Errorf("its name changed: %s", a.Body)
	}
	works := func() error {
		return w.svc.Call(t.Context(), w.Scope(), shop, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			_, _, err := c.Account.Basic(ctx, token)
			return err
		})
	}
	w.Owner.Do(t, http.MethodDelete, "/shops/"+shop.String(), nil).Want(t, http.StatusNoContent, "")
	if err := works(); err != nil {
		t.Errorf("it cannot be called as a buyer: %v", err)
	}
	if got := logins(t, w.Owner, "/buyer-accounts"); !slices.Equal(got, []string{clothes}) {
		t.Errorf("buyer accounts: %v", got)
	}
	// Tokens are renewed also where only buying is switched on.
	w.exec(t, `UPDATE account_set SET modules = '["buy1688"]'`)
	if err := works(); err != nil {
		t.Errorf("with buying only: %v", err)
	}
	w.Owner.Get(t, "/shops").Want(t, http.StatusConflict, "module.off")
	w.Owner.Do(t, http.MethodDelete, "/buyer-accounts/"+shop.String(), nil).Want(t, http.StatusNoContent, "")
	if works() == nil {
		t.Error("a removed account is called")
	}
}
