package channel_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

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
	w.Exec(t, `UPDATE account_set SET modules = '["sell1688"]'`)
	w.Owner.Do(t, http.MethodPost, "/buyer-accounts/authorizations", nil).Want(t, http.StatusConflict, "module.off")
	w.Owner.Get(t, "/buyer-accounts").Want(t, http.StatusConflict, "module.off")
	w.Exec(t, `UPDATE account_set SET modules = '["buy1688","sell1688"]'`)
	id := w.Authorize(t, w.Owner, wang)
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
	if n := w.Number(t, `SELECT COUNT(*) FROM shop WHERE tenant_id = ? AND access_token <> ''`); n != 0 {
		t.Error("the tokens of a removed account are kept")
	}
	if again := w.Authorize(t, w.Owner, wang); again != id {
		t.Errorf("authorised again as %s, want %s", again, id)
	}
	if got := logins(t, w.Owner, "/shops"); len(got) != 0 {
		t.Errorf("shops after authorising again: %v", got)
	}
}

// One account of 1688 may sell and buy; each use ends by itself.
func TestAnAccountIsNamedBeforeItsOwnerSignsIn(t *testing.T) {
	t.Parallel()
	w := setup(t)
	const begin = "/buyer-accounts/authorizations"
	w.Owner.Do(t, http.MethodPost, begin, map[string]any{"name": strings.Repeat("长", 61)}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	as := func(name string) (id db.ID, shown string) {
		page := w.Owner.Do(t, http.MethodPost, begin, map[string]any{"name": name}).Want(t, http.StatusCreated, "").Text("url")
		where, err := url.Parse(w.ComeBack(t, w.Owner, w.Agree(t, page, wang)).Header().Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		if id, err = db.ParseID(where.Query().Get("authorized")); err != nil {
			t.Fatal(err)
		}
		return id, w.Owner.Get(t, "/buyer-accounts/"+id.String()).Want(t, http.StatusOK, "").Text("name")
	}
	id, name := as(" 采购一号 ")
	if name != "采购一号" {
		t.Errorf("it is called %q", name)
	}
	// One that is there keeps the name it has; one that was removed is new.
	if _, name := as("采购二号"); name != "采购一号" {
		t.Errorf("authorised again it is called %q", name)
	}
	w.Owner.Do(t, http.MethodDelete, "/buyer-accounts/"+id.String(), nil).Want(t, http.StatusNoContent, "")
	if _, name := as("采购三号"); name != "采购三号" {
		t.Errorf("after it was removed it is called %q", name)
	}
}

func TestOneAccountSellsAndBuys(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	if buyer := w.Authorize(t, w.Owner, clothes); buyer != shop {
		t.Fatalf("the account is %s and %s", shop, buyer)
	}
	a := w.Owner.Get(t, "/buyer-accounts/"+shop.String()).Want(t, http.StatusOK, "")
	if a.Text("name") != "杭州云裳服饰有限公司" {
		t.Errorf("its name changed: %s", a.Body)
	}
	works := func() error {
		return w.Shops.Call(t.Context(), w.Scope(), shop, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
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
	w.Exec(t, `UPDATE account_set SET modules = '["buy1688"]'`)
	if err := works(); err != nil {
		t.Errorf("with buying only: %v", err)
	}
	w.Owner.Get(t, "/shops").Want(t, http.StatusConflict, "module.off")
	w.Owner.Do(t, http.MethodDelete, "/buyer-accounts/"+shop.String(), nil).Want(t, http.StatusNoContent, "")
	if works() == nil {
		t.Error("a removed account is called")
	}
}
