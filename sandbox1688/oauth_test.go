package sandbox1688

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const callback = "https://erp.example.com/callback"

// authorize opens the authorise page without following the redirect.
func (b *bench) authorize(change map[string]string) (status int, location *url.URL, page string) {
	b.t.Helper()
	query := url.Values{"client_id": {"1234567"}, "site": {"1688"}, "redirect_uri": {callback}, "state": {"st&te"}}
	for k, v := range change {
		query.Set(k, v)
		if v == "" {
			query.Del(k)
		}
	}
	return b.follow(http.MethodGet, "/oauth/authorize?"+query.Encode(), nil)
}

// follow makes a browser's request that stops at a redirect.
func (b *bench) follow(method, path string, form url.Values, scanner ...string) (status int, location *url.URL, page string) {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.http.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", formType)
	if len(scanner) > 0 {
		req.Header.Set("Cookie", scanCookie+"="+scanner[0])
	}
	res, err := b.http.Client().Transport.RoundTrip(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	var text strings.Builder
	if err := res.Write(&text); err != nil {
		b.t.Fatal(err)
	}
	location, _ = res.Location()
	return res.StatusCode, location, text.String()
}

func (b *bench) code(login string) string {
	b.t.Helper()
	_, location, page := b.authorize(map[string]string{"sandbox_login": login})
	if location == nil || location.Query().Get("code") == "" {
		b.t.Fatalf("no code: %s", page)
	}
	return location.Query().Get("code")
}

// getToken makes a token call; protocol is http or param2.
func (b *bench) getToken(protocol, name string, change map[string]string) answer {
	b.t.Helper()
	form := url.Values{"client_id": {"1234567"}, "client_secret": {"AbCdEf123456"}}
	for k, v := range change {
		form.Set(k, v)
	}
	return b.do("POST", "/openapi/"+protocol+"/1/system.oauth2/"+name+"/1234567", form.Encode(), "Content-Type", formType)
}

func (b *bench) exchange(code string) answer {
	b.t.Helper()
	return b.getToken("http", "getToken", map[string]string{"grant_type": "authorization_code", "need_refresh_token": "true", "redirect_uri": "default", "code": code})
}

func TestAuthorizePage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if status, _, page := b.authorize(nil); status != 200 || !strings.Contains(page, sellerClothes) || !strings.Contains(page, "小王服装店") {
		t.Errorf("the page lists sellers and buyers: %d %s", status, page)
	}
	for name, test := range map[string]struct {
		change map[string]string
		want   string
	}{
		"no client_id":      {map[string]string{"client_id": ""}, "缺少必要参数"},
		"no redirect_uri":   {map[string]string{"redirect_uri": ""}, "缺少必要参数"},
		"unknown client_id": {map[string]string{"client_id": "1"}, "非法请求"},
		"site of old":       {map[string]string{"site": "china"}, "非法请求"},
		"script address":    {map[string]string{"redirect_uri": "javascript:alert(1)"}, "非法请求"},
		"unknown account":   {map[string]string{"sandbox_login": "nobody"}, "账号不存在"},
	} {
		if status, location, page := b.authorize(test.change); status != 400 || location != nil || !strings.Contains(page, test.want) {
			t.Errorf("%s: %d %v, want 400 with %q", name, status, location, test.want)
		}
	}
}

func TestAuthorizeChecksRegisteredDomain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "apps", map[string]any{"appKey": "1234567", "appSecret": "AbCdEf123456", "redirectDomains": []string{"erp.example.com"}})
	if status, _, _ := b.authorize(nil); status != 200 {
		t.Errorf("registered domain: %d", status)
	}
	if status, _, page := b.authorize(map[string]string{"redirect_uri": "https://erp.example.com.evil.test/"}); status != 400 || !strings.Contains(page, "非法请求") {
		t.Errorf("foreign domain: %d", status)
	}
}

func TestAuthorizeAnswers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	form := url.Values{"client_id": {"1234567"}, "site": {"1688"}, "redirect_uri": {callback + "?shop=1"}, "state": {"st&te"}, "login": {sellerClothes}, "answer": {"approve"}}
	_, location, _ := b.follow(http.MethodPost, "/oauth/authorize", form)
	if location == nil || location.Host != "erp.example.com" || location.Query().Get("shop") != "1" || location.Query().Get("state") != "st&te" || location.Query().Get("code") == "" {
		t.Fatalf("approved: %v", location)
	}
	form.Set("answer", "deny")
	_, location, _ = b.follow(http.MethodPost, "/oauth/authorize", form)
	if location == nil || location.Query().Get("error") != "access_denied" || location.Query().Get("state") != "st&te" || location.Query().Has("code") {
		t.Errorf("denied: %v", location)
	}
	if _, location, _ = b.authorize(map[string]string{"sandbox_deny": "1"}); location == nil || location.Query().Get("error") != "access_denied" {
		t.Errorf("sandbox_deny: %v", location)
	}
	if _, location, page := b.authorize(map[string]string{"redirect_uri": oobRedirect, "sandbox_login": sellerClothes}); location != nil || !strings.Contains(page, "授权码") {
		t.Error("desktop apps see the code on the page")
	}
}

func TestGetTokenByCode(t *testing.T) {
	t.Parallel()
	b := setup(t)
	code := b.code(sellerClothes)
	a := b.exchange(code)
	a.shape(`{"access_token":"x","expires_in":"36000","refresh_token":"x","refresh_token_timeout":"x","aliId":"2","resource_owner":"x","memberId":"b2b-"}`)
	a.want("36000", "expires_in")
	a.want("20270128101500000+0800", "refresh_token_timeout") // 180 days
	a.want(sellerClothes, "resource_owner")
	a.want("b2b-2206184523176a1c04", "memberId")
	path, body := b.signed(apiBasic, map[string]string{"access_token": a.text("access_token")})
	b.do("POST", path, body, "Content-Type", formType).want(sellerClothes, "result", "loginId")

	if again := b.exchange(code); again.status != 400 || again.text("error") != "invalid_grant" {
		t.Errorf("a code is good for one use: %d %s", again.status, again.raw)
	}
	late := b.code(sellerClothes)
	b.advance("2m")
	if a := b.exchange(late); a.status != 400 {
		t.Errorf("a code lives two minutes: %s", a.raw)
	}
	without := b.getToken("param2", "getToken", map[string]string{"grant_type": "authorization_code", "redirect_uri": "default", "code": b.code(sellerClothes)})
	if without.text("access_token") == "" || without.text("refresh_token") != "" {
		t.Errorf("without need_refresh_token there is none: %s", without.raw)
	}
}

func TestGetTokenRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for want, change := range map[string]map[string]string{
		"invalid_client":         {"client_secret": "wrong", "grant_type": "authorization_code"},
		"unsupported_grant_type": {"grant_type": "password"},
		"invalid_request":        {},
		"invalid_grant":          {"grant_type": "refresh_token", "refresh_token": "nonsense"},
	} {
		if a := b.getToken("http", "getToken", change); a.status != 400 || a.text("error") != want {
			t.Errorf("%v: %d %s, want 400 %s", change, a.status, a.raw, want)
		}
	}
	a := b.do("GET", "/openapi/http/1/system.oauth2/getToken/1234567?client_id=1234567&client_secret=AbCdEf123456&grant_type=refresh_token", "")
	if a.status != 400 {
		t.Errorf("token calls must be POST: %d %s", a.status, a.raw)
	}
}

func TestRefreshToken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.exchange(b.code(sellerClothes))
	b.advance("10h")
	path, body := b.signed(apiBasic, map[string]string{"access_token": first.text("access_token")})
	if a := b.do("POST", path, body, "Content-Type", formType); a.status != 401 || a.text("error_message") != "Request need user authorized" {
		t.Errorf("after ten hours: %d %s", a.status, a.raw)
	}
	for _, name := range []string{"refresh_token", "refreshToken"} { // the documentation and the SDKs
		a := b.getToken("param2", "getToken", map[string]string{"grant_type": "refresh_token", name: first.text("refresh_token")})
		if a.status != 200 || a.text("access_token") == first.text("access_token") || a.text("refresh_token") != "" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
		path, body := b.signed(apiBasic, map[string]string{"access_token": a.text("access_token")})
		if a := b.do("POST", path, body, "Content-Type", formType); a.status != 200 {
			t.Errorf("fresh token: %s", a.raw)
		}
	}
	b.control("PATCH", "switches", map[string]any{"refreshRepeatsToken": true})
	a := b.getToken("http", "getToken", map[string]string{"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")})
	a.want(first.text("refresh_token"), "refresh_token")
	b.advance("4320h")
	if a := b.getToken("http", "getToken", map[string]string{"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")}); a.status != 400 {
		t.Errorf("after 180 days: %s", a.raw)
	}
}

func TestPostponeToken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.exchange(b.code(sellerClothes))
	params := map[string]string{"refresh_token": first.text("refresh_token"), "access_token": first.text("access_token")}
	if a := b.getToken("param2", "postponeToken", params); a.status != 400 {
		t.Errorf("with 180 days left: %d %s", a.status, a.raw)
	}
	b.advance("3601h") // 29 days and 23 hours are left
	fresh := b.getToken("http", "getToken", map[string]string{"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")})
	params["access_token"] = fresh.text("access_token")
	a := b.getToken("param2", "postponeToken", params)
	if a.status != 200 || a.text("refresh_token") == "" || a.text("refresh_token") == first.text("refresh_token") || a.text("access_token") == "" {
		t.Fatalf("near the end: %d %s", a.status, a.raw)
	}
	if old := b.getToken("http", "getToken", map[string]string{"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")}); old.status != 400 {
		t.Errorf("the old refresh token is dead: %s", old.raw)
	}
}

func TestTokensByControl(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.exchange(b.code(sellerClothes))
	id := b.control("GET", "tokens", nil).text(0, "id")
	basic := func() int {
		path, body := b.signed(apiBasic, map[string]string{"access_token": first.text("access_token")})
		return b.do("POST", path, body, "Content-Type", formType).status
	}
	if basic() != 200 {
		t.Fatal("fresh token")
	}
	b.control("POST", "tokens/"+id+"/expire", nil)
	if basic() != 401 {
		t.Error("expired by control")
	}
	refresh := map[string]string{"grant_type": "refresh_token", "refresh_token": first.text("refresh_token")}
	if a := b.getToken("http", "getToken", refresh); a.status != 200 {
		t.Errorf("expire leaves the refresh token alone: %s", a.raw)
	}
	id = b.control("GET", "tokens", nil).text(0, "id")
	b.control("POST", "tokens/"+id+"/revoke", nil)
	if a := b.getToken("http", "getToken", refresh); a.status != 400 {
		t.Errorf("revoked: %s", a.raw)
	}
	if n := b.control("GET", "tokens", nil).len(); n != 0 {
		t.Errorf("%d tokens after revoke", n)
	}
}
