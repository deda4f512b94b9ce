package channel_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

func TestAuthorise(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	shop := w.Owner.Get(t, "/shops/"+id.String()).Want(t, http.StatusOK, "")
	if shop.Text("loginId") != clothes || shop.Text("name") != "杭州云裳服饰有限公司" || shop.Text("state") != "valid" || shop.At("preorders") != false {
		t.Errorf("shop: %s", shop.Body)
	}
	// The expiries are those 1688 gave: ten hours and half a year.
	p, err := w.Shops.Shop(t.Context(), w.Scope(), id)
	if err != nil {
		t.Fatal(err)
	}
	now := w.Clock.Now()
	if got := p.AccessExpiresAt.Sub(now); got != 10*time.Hour {
		t.Errorf("the token ends in %s", got)
	}
	if got := p.RefreshExpiresAt.Sub(now); got != 180*24*time.Hour {
		t.Errorf("the authorisation ends in %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM shop WHERE tenant_id = ? AND (access_token NOT LIKE 's1.%' OR refresh_token NOT LIKE 's1.%')`); n != 0 {
		t.Error("a token is stored in the clear")
	}
	// The same account again renews the shop in place; a name people gave stays.
	v := shop.At("version")
	w.Owner.Do(t, http.MethodPut, "/shops/"+id.String(), map[string]any{"name": "云裳一店", "market": "dxc", "department": "批发部", "enabled": true, "version": v}).Want(t, http.StatusOK, "")
	w.Clock.Advance(time.Hour)
	if again := w.AuthorizeShop(t, w.Owner, clothes); again != id {
		t.Errorf("authorised again as shop %s, want %s", again, id)
	}
	shop = w.Owner.Get(t, "/shops/"+id.String())
	if shop.Text("name") != "云裳一店" || shop.Text("marketName") != "大象城" || shop.At("preorders") != true {
		t.Errorf("after authorising again: %s", shop.Body)
	}
	// Another shop of the set, and the same account in another set.
	second := w.AuthorizeShop(t, w.Owner, office)
	other := w.AuthorizeShop(t, w.Other, clothes)
	if second == id || other == id || other == second {
		t.Error("shops share an id")
	}
	if n := len(w.Owner.Get(t, "/shops").At("items").([]any)); n != 2 {
		t.Errorf("the set has %d shops, want 2", n)
	}
}

func TestAuthoriseThenDownload(t *testing.T) {
	t.Parallel()
	w := setup(t)
	to := w.Agree(t, begin(t, w.Owner, true), office)
	out := w.ComeBack(t, w.Owner, to)
	where, _ := url.Parse(out.Header().Get("Location"))
	id, err := db.ParseID(where.Query().Get("download"))
	if err != nil {
		t.Fatalf("no download in %q: %s", where, out.Body)
	}
	w.Work(t)
	if d := w.get(t, id); d.State != channel.DownloadSucceeded || d.Products == 0 {
		t.Errorf("download: %+v", d)
	}
}

func TestCallbackRefuses(t *testing.T) {
	t.Parallel()
	w := setup(t)
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	good := func() *url.URL {
		return w.Agree(t, begin(t, w.Owner, false), clothes)
	}
	with := func(u *url.URL, name, value string) *url.URL {
		c := *u
		q := c.Query()
		if q.Set(name, value); value == "" {
			q.Del(name)
		}
		c.RawQuery = q.Encode()
		return &c
	}
	used := good()
	w.ComeBack(t, w.Owner, used)
	late := good()
	foreign := w.Agree(t, begin(t, w.Other, false), clothes)
	cases := []struct {
		name string
		to   func() *url.URL
		who  string
		code string
	}{
		{"no state", func() *url.URL { return with(good(), "state", "") }, "owner", "shop.state_missing"},
		{"state made up", func() *url.URL { return with(good(), "state", "zzz") }, "owner", "shop.state_mismatch"},
		{"state changed", func() *url.URL { u := good(); return with(u, "state", u.Query().Get("state")+"x") }, "owner", "shop.state_mismatch"},
		{"state of another set", func() *url.URL { return foreign }, "owner", "shop.state_person"},
		{"used before", func() *url.URL { return used }, "owner", "shop.state_used"},
		{"nobody signed in", good, "", "shop.state_person"},
		{"somebody else", good, "clerk", "shop.state_person"},
		{"no longer allowed", func() *url.URL {
			sales := func(permissions string) {
				w.Exec(t, `UPDATE role SET permissions = ? WHERE builtin = ?`, permissions, tenant.RoleSales)
			}
			sales(`["shop.read","shop.manage"]`)
			defer sales(`["shop.read"]`)
			return w.Agree(t, begin(t, clerk, false), clothes)
		}, "clerk", "forbidden"},
		{"denied", func() *url.URL { return w.Decide(t, begin(t, w.Owner, false), "sandbox_deny=1") }, "owner", "shop.authorisation_denied"},
		{"no code", func() *url.URL { return with(good(), "code", "") }, "owner", "shop.code_missing"},
		{"wrong code", func() *url.URL { return with(good(), "code", "nonsense") }, "owner", "shop.code_refused"},
		{"1688 away", func() *url.URL {
			u := good()
			w.Fault(t, sandbox1688.FaultHTTP, "alibaba.account.basic", "count", 2)
			return u
		}, "owner", "shop.unreachable"},
	}
	for _, c := range cases {
		who := w.Owner
		switch c.who {
		case "":
			who = nil
		case "clerk":
			who = clerk
		}
		out := w.ComeBack(t, who, c.to())
		if out.Code < 400 || !strings.Contains(out.Body.String(), c.code) || !strings.Contains(out.Body.String(), `href="/shops"`) {
			t.Errorf("%s: %d %s, want %s with a way back", c.name, out.Code, out.Body, c.code)
		}
	}
	w.Clock.Advance(16 * time.Minute)
	w.Owner.SignIn(t)
	if out := w.ComeBack(t, w.Owner, late); !strings.Contains(out.Body.String(), "shop.state_expired") {
		t.Errorf("too late: %s", out.Body)
	}
	// A refused way back uses its state up all the same: denial cannot be turned around.
	if n := len(w.Owner.Get(t, "/shops").At("items").([]any)); n != 1 {
		t.Errorf("%d shops, want the one authorised", n)
	}
}

func TestModuleOff(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	w.Exec(t, `UPDATE account_set SET modules = '[]' WHERE tenant_id = ?`, w.A.ID)
	w.Owner.Get(t, "/shops").Want(t, http.StatusConflict, "module.off")
	w.Owner.Get(t, "/online-skus").Want(t, http.StatusConflict, "module.off")
	w.Owner.Do(t, http.MethodPost, "/shops/"+id.String()+"/downloads", map[string]any{"mode": "create"}).Want(t, http.StatusConflict, "module.off")
	err := w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		shops, err := w.Shops.ShopsTx(ctx, tx)
		if len(shops) != 0 {
			t.Errorf("sales are given %d shops", len(shops))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// probe calls 1688 once.
func (w *world) probe(ctx context.Context, shop db.ID) error {
	return w.Shops.Call(ctx, w.Scope(), shop, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		_, _, err := c.Account.Basic(ctx, token)
		return err
	})
}

func TestTokensAreRefreshedOnceForAll(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	w.Clock.Advance(11 * time.Hour) // the token is over
	before := w.Calls(t, "getToken")
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() { errs[i] = w.probe(t.Context(), id) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if n := w.Calls(t, "getToken") - before; n != 1 {
		t.Errorf("%d refreshes, want one", n)
	}
	// A token that 1688 refuses before its time is refreshed inside the call.
	w.Fault(t, sandbox1688.FaultExpiredToken, "alibaba.account.basic")
	if err := w.probe(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}

func TestScheduleRenews(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	renew := func() *channel.Shop {
		if err := w.Shops.RenewAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.Work(t)
		p, err := w.Shops.Shop(t.Context(), w.Scope(), id)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := renew()
	w.Clock.Advance(9*time.Hour + 30*time.Minute)
	if p := renew(); !p.AccessExpiresAt.After(first.AccessExpiresAt.Time) {
		t.Error("the token was not refreshed before its end")
	}
	w.Clock.Advance(151 * 24 * time.Hour)
	if p := renew(); p.RefreshExpiresAt.Sub(w.Clock.Now()) < 100*24*time.Hour {
		t.Errorf("the authorisation was not prolonged: it ends %s", p.RefreshExpiresAt)
	}
	// Nobody renews for half a year: it is over, and everybody is told.
	w.Clock.Advance(181 * 24 * time.Hour)
	if p := renew(); p.State != channel.ShopExpired {
		t.Errorf("state is %s, want expired", p.State)
	}
	if err := w.probe(t.Context(), id); !errors.Is(err, channel.ErrAuthorisation) {
		t.Errorf("a call gives %v", err)
	}
	w.Owner.SignIn(t)
	w.Owner.Do(t, http.MethodPost, "/shops/"+id.String()+"/actions/verify", nil).Want(t, http.StatusConflict, "shop.authorisation_lost")
	if again := w.AuthorizeShop(t, w.Owner, clothes); again != id {
		t.Error("authorised as another shop")
	}
	a := w.Owner.Do(t, http.MethodPost, "/shops/"+id.String()+"/actions/verify", nil).Want(t, http.StatusOK, "")
	if a.Text("state") != "valid" {
		t.Errorf("after authorising again: %s", a.Body)
	}
}

func TestRevokedAuthorisation(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	w.Revoke(t) // the owner takes it back on 1688
	if err := w.probe(t.Context(), id); !errors.Is(err, channel.ErrAuthorisation) {
		t.Fatalf("a call gives %v", err)
	}
	a := w.Owner.Get(t, "/shops/"+id.String())
	if a.Text("state") != "revoked" {
		t.Errorf("shop: %s", a.Body)
	}
	log := w.Owner.Get(t, "/shops/"+id.String()+"/log").Want(t, http.StatusOK, "")
	if log.Text("items", 0, "said", "code") != "shop.authorisation_lost" || log.Text("items", 0, "said", "remedy") == "" {
		t.Errorf("log: %s", log.Body)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND action = 'authorisation_lost'`); n != 1 {
		t.Errorf("%d audit lines", n)
	}
}

func TestMarketsAndRemoval(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	path := "/shops/" + id.String()
	if a := w.Owner.Get(t, "/markets?q="+url.QueryEscape("华强")); a.Text("items", 0, "code") != "hqb" || a.Text("items", 1, "name") != "其他" {
		t.Errorf("markets: %s", a.Body)
	}
	body := map[string]any{"name": "", "market": "中文", "enabled": true, "version": 1}
	a := w.Owner.Do(t, http.MethodPut, path, body).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if got := strings.Join(a.Fields(), " "); got != "name input.required market input.format" {
		t.Errorf("fields: %s", got)
	}
	body = map[string]any{"name": "店", "market": "szmk01", "marketName": "深圳某市场", "enabled": true, "version": 1}
	if a := w.Owner.Do(t, http.MethodPut, path, body).Want(t, http.StatusOK, ""); a.Text("marketName") != "深圳某市场" {
		t.Errorf("%s", a.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, body).Want(t, http.StatusConflict, "version.stale")
	body["version"], body["enabled"] = 2, false
	w.Owner.Do(t, http.MethodPut, path, body).Want(t, http.StatusOK, "")
	if err := w.probe(t.Context(), id); !errors.Is(err, channel.ErrShopDisabled) {
		t.Errorf("a call for a disabled shop gives %v", err)
	}
	w.Owner.Do(t, http.MethodDelete, path, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, path).Want(t, http.StatusNotFound, "shop.not_found")
	if again := w.AuthorizeShop(t, w.Owner, clothes); again != id {
		t.Error("a removed shop came back as another one")
	}
}
